// The clinic day: a morning's patients, a clock, and what came of it. Every act goes to Python and is recorded there; the
// clock, what a patient says and what comes of it are worked out there, too.

import { keepLang, ownsAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { drawFrame, drawLoading, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { makeSettle } from "../front/settle.js";
import { recall, remember } from "../front/store.js";
import { makeWire } from "../front/wire.js";
import { makeLookup, numberText } from "../front/words.js";
import { aboutDialog } from "./about.js";
import { dayPage, stopDialog } from "./day.js";
import { endPage } from "./end.js";
import { startPage } from "./start.js";

const BUSY_AFTER = 50;
// The arrows of a choice pass over options on their way; the one they rest on is sent.
const CHOICE_REST = 300;
const KEYS = [["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];

function startClinic(model, el) {
  const shown = openPage(model, el, { kind: "clinic", prefix: "lbpc", ui: { drafts: {}, tab: "ask", find: "", setup: { mode: "primary_care", patients: 12, number: "" } } });
  const { app, root, number } = shown;
  const settle = makeSettle();
  app.pack = null;
  let { lang } = shown;
  let arrived = "";
  let soon = null;

  const drawSoon = () => {
    if (soon === null) soon = setTimeout(draw, BUSY_AFTER);
  };
  const bars = () => {
    const atStart = app.view.screen === "start";
    const back = () => app.act("look", { morning: null }, "look");
    const here = { act: "page:clinic", icon: "clock", label: app.t("clinic.title"), current: atStart ? "page" : "true", onclick: back };
    const [cases, labs, guideline] = otherPages(app, ["cases", "labs", "guideline"]);
    return appBar(app, { back: atStart ? null : back, pages: [cases, here, labs, guideline].filter(Boolean) });
  };
  const page = () => ({ start: startPage, day: dayPage, end: endPage })[app.view.screen](app);
  const dialogs = { keys: () => keysDialog(app, KEYS), about: () => aboutDialog(app), stop: () => stopDialog(app) };
  /** What is shown, as one word: when it changes, the page starts at its top. */
  const place = () => {
    const { screen, day, end } = app.view;
    return [screen, day && `${day.id}/${day.patient.place}`, end && end.id].filter(Boolean).join("/");
  };

  const draw = () => {
    clearTimeout(soon);
    soon = null;
    setAttr(root, "data-waiting", wire.pending() > 0 || settle.any() || wire.phase() !== "idle");
    if (!app.view || !app.pack) {
      drawLoading(app, lang, wire.phase(), wire.trouble());
      return;
    }
    drawFrame(app, {
      screen: app.view.screen, head: bars(),
      main: h("div", { class: "lbp-clinic-page", key: app.view.screen }, page()),
      over: app.ui.dialog && dialogs[app.ui.dialog](),
    });
    arrive();
  };

  /** A page that was not there before starts at its top, and its heading is what is read next. */
  const arrive = () => {
    const now = place();
    const heading = root.querySelector("[data-home]");
    if (ownsAddress()) document.title = [heading && heading.textContent, app.t("clinic.title"), "LBP Teach"].filter(Boolean).join(" \u00b7 ");
    if (arrived === now) return;
    const first = arrived === "";
    arrived = now;
    if (first || !heading) return;
    heading.focus({ preventScroll: true });
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
  };

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    num: (value) => numberText(app.view.lang, value),
    /** A time of day: 08:05, and 08.05 in Danish. */
    time: (text) => (app.view.lang === "da" ? text.replace(":", ".") : text),
    day: (iso) => new Intl.DateTimeFormat(app.view.lang === "da" ? "da-DK" : "en-GB", { dateStyle: "long" }).format(new Date(`${iso}T12:00`)),
    phase: () => wire.phase(),
    slow: () => wire.phase() !== "idle",
    busy: (key) => wire.busy(key),
    tryNow: () => wire.tryNow(),
    act(kind, args, key) {
      // What rests belongs to the patient who is seen, and comes before whatever is done next.
      settle.all();
      app.ui.notice = null;
      wire.act(kind, args, key);
      setAttr(root, "data-waiting", true);
      drawSoon();
    },
    /** A choice shows at once and is sent when it rests. */
    choose(id, value) {
      app.ui.drafts[id] = value;
      settle.later(id, () => app.act("choose", { decision: id, value: value || null }, null), CHOICE_REST);
      draw();
    },
    setLang(next) {
      if (next === app.view.lang) return;
      lang = next;
      app.act("set_lang", { lang: next }, `lang:${next}`);
    },
  });

  /** What has just been answered or found, or who has come in: that is what is said aloud. */
  const tell = (before, after) => {
    if (!before || before.screen !== "day") return;
    if (after.screen === "end") app.say(after.end.sentence);
    if (after.screen !== "day") return;
    const [old, now] = [before.day.patient, after.day.patient];
    if (old.place !== now.place) {
      app.say(app.t("clinic.next", { now: app.time(after.day.clock.now), name: now.name, age: now.age, waiting: after.day.clock.waiting }));
    } else if (now.asked.length > old.asked.length) app.say(app.t("clinic.answer", { text: now.asked[now.asked.length - 1].answer }));
    else if (now.examined.length > old.examined.length) app.say(app.t("clinic.found", { text: now.examined[now.examined.length - 1].found.join(". ") }));
  };

  const takeView = (msg) => {
    const before = app.view;
    app.view = msg.view || app.view;
    if (!app.view) return;
    if (msg.token) remember("lbp.token", msg.token);
    lang = app.view.lang;
    remember("lbp.lang", lang);
    keepLang(lang);
    if (before && app.view.day && (!before.day || before.day.patient.place !== app.view.day.patient.place)) Object.assign(app.ui, { tab: "ask", find: "", drafts: {} });
    if (wire.pending() === 0) for (const id of Object.keys(app.ui.drafts)) if (!settle.waiting(id)) delete app.ui.drafts[id];
    app.ui.notice = msg.type === "refused" ? { tone: "warn", text: msg.text } : msg.notice || app.ui.notice;
    draw();
    if (msg.ack) tell(before, app.view);
    if (msg.type === "refused") app.say(msg.text);
  };
  const receive = (msg) => {
    if (msg.type === "pack") {
      app.pack = msg;
      app.t = makeLookup(msg.strings);
    } else takeView(msg);
  };

  // An act belongs to the patient who is seen: one that comes too late cannot land with the next.
  const whose = () => (app.view && app.view.day ? { morning: app.view.day.id, patient: app.view.day.patient.place } : {});
  const hello = () => ({ token: recall("lbp.token"), lang });
  const wire = makeWire({ model, slot: number === 1 ? "lbp.pending.clinic" : `lbp.pending.clinic.${number}`, hello, place: whose, onMessage: receive, onPhase: () => draw() });

  const stopKeys = frameKeys(app);
  shown.start(draw);
  window.addEventListener("pagehide", settle.all);
  wire.open();

  return () => {
    clearTimeout(soon);
    settle.all();
    window.removeEventListener("pagehide", settle.all);
    wire.close();
    stopKeys();
    shown.close();
  };
}

/** anywidget's entry: draw one clinic into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startClinic(model, el);
}

export default { render };
