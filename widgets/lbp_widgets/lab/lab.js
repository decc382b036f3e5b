// The laboratory: a student guesses, sees, and turns the numbers herself. Guesses and judgements go to Python and are kept
// there; what moves under a finger is worked out here by the same formulas.

import { ownsAddress, readLang } from "../front/address.js";
import { drawKeepingFocus, h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { makeRoot, setAttr, setLook, takeSlot } from "../front/root.js";
import { appBar, foot, keysDialog, loadingPage, notices, otherPages } from "../front/shell.js";
import { recall, remember } from "../front/store.js";
import { startVoice } from "../front/voice.js";
import { makeWire } from "../front/wire.js";
import { FIRST_WORDS, makeLookup, numberText } from "../front/words.js";
import { overview } from "./overview.js";
import { partPage } from "./part.js";
import { OVERVIEW, parsePlace, placeHash, readPlace, writePlace } from "./place.js";
import { toolPage } from "./tools.js";

const BUSY_AFTER = 50;
const ADDRESS_REST = 400;
const KEYS = [["Tab", "keys.tab"], ["\u2190 \u2192", "lab.key.step"], ["Page Up, Page Down", "lab.key.leap"], ["Esc", "keys.close"], ["?", "keys.help"]];

function startLab(model, el) {
  const root = makeRoot("lab");
  const number = takeSlot(root);
  el.append(root);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const voice = startVoice(root);
  const app = {
    uid: `lbpl${number}`, root, pack: null, view: null, t: (key) => key, say: voice.say, sayLater: voice.sayLater,
    place: readPlace(model.get("start_place")), benches: new Map(), answers: new Map(),
    ui: { menu: false, dialog: null, panel: null, allCites: {}, notice: null, drafts: {}, typing: null, wrongField: null, theme: recall("lbp.theme") || "system", size: recall("lbp.size") || "100" },
  };
  let lang = readLang() || recall("lbp.lang") || model.get("start_lang");
  const queries = new Map();
  let arrived = "";
  let soon = null;
  let rest = null;

  const applyLook = () => setLook(root, app.ui, dark.matches);
  const drawSoon = () => {
    if (soon === null) soon = setTimeout(draw, BUSY_AFTER);
  };
  const bars = () => {
    const atHome = app.place.what === "home";
    const here = { act: "page:labs", icon: "target", label: app.t("bar.labs"), current: atHome ? "page" : "true", onclick: () => app.go(OVERVIEW) };
    const [cases, guideline] = otherPages(app, ["cases", "guideline"]);
    return appBar(app, { back: atHome ? null : () => app.go(OVERVIEW), pages: [cases, here, guideline].filter(Boolean) });
  };
  const page = () => (app.place.what === "part" ? partPage(app) : app.place.what === "tool" ? toolPage(app) : overview(app));

  const draw = () => {
    clearTimeout(soon);
    soon = null;
    setAttr(root, "data-waiting", wire.pending() > 0 || line.phase() !== "idle");
    if (!app.view || !app.pack) {
      const words = FIRST_WORDS[lang] || FIRST_WORDS.da;
      drawKeepingFocus(root, [loadingPage(words, wire.phase(), wire.trouble()), ...voice.regions]);
      return;
    }
    setAttr(root, "lang", app.view.lang);
    setAttr(root, "data-screen", app.place.what);
    if (ownsAddress()) setAttr(document.documentElement, "lang", app.view.lang);
    const mainId = `${app.uid}-main`;
    const toMain = (event) => {
      event.preventDefault();
      root.querySelector(`#${mainId}`).focus();
    };
    drawKeepingFocus(root, [
      h("div", { class: "lbp-app", key: "app" },
        h("a", { class: "lbp-skip", key: "skip", href: `#${mainId}`, onclick: toMain }, app.t("bar.skip")),
        h("header", { class: "lbp-head", key: "head", "data-in": "lab" }, bars()),
        notices(app),
        h(ownsAddress() ? "main" : "div", { class: "lbp-main", key: "main", id: mainId, tabindex: "-1" }, h("div", { class: "lbp-l-page", key: `${app.place.what}/${app.place.id}` }, page())),
        foot(app),
        app.ui.dialog === "keys" && keysDialog(app, KEYS)),
      ...voice.regions,
    ]);
    arrive();
  };

  /** A page that was not there before starts at its top, and its heading is what is read next. */
  const arrive = () => {
    const name = `${app.place.what}/${app.place.id}`;
    const heading = root.querySelector("[data-home]");
    if (ownsAddress()) document.title = [app.place.what === "home" ? null : heading && heading.textContent, app.t("lab.title"), "LBP Teach"].filter(Boolean).join(" \u00b7 ");
    if (arrived === name) return;
    const first = arrived === "";
    arrived = name;
    if (first || !heading) return;
    heading.focus({ preventScroll: true });
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
  };

  const settle = (place) => {
    const same = place.what === app.place.what && place.id === app.place.id;
    // An address that brings numbers along is meant: a bench that was used before starts anew from them.
    if (place.what === "tool" && place.query && place.query !== queries.get(place.id)) app.benches.delete(`tool/${place.id}`);
    if (place.what === "tool") queries.set(place.id, place.query);
    app.place = place;
    if (!same) Object.assign(app.ui, { panel: null, allCites: {}, menu: false, notice: null, typing: null, wrongField: null });
    draw();
  };

  Object.assign(app, frameActions(app, () => draw(), applyLook), {
    num: (value) => numberText(app.view.lang, value),
    phase: () => wire.phase(),
    slow: () => wire.phase() !== "idle",
    busy: (key) => wire.busy(key),
    tryNow: () => wire.tryNow(),
    go(place, replace = false) {
      const next = { query: "", ...place };
      writePlace(next, app.view.lang, replace);
      settle(next);
    },
    follow(event, place) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      app.go(place);
    },
    hrefOf: (place) => placeHash({ query: "", ...place }) || "#",
    act(kind, args, key) {
      app.ui.notice = null;
      wire.act(kind, args, key);
      setAttr(root, "data-waiting", true);
      drawSoon();
    },
    /** What a workbench stands at now; made from `initial` when it is first met. */
    bench(key, initial) {
      if (!app.benches.has(key)) app.benches.set(key, initial());
      return app.benches.get(key);
    },
    setBench(key, changes) {
      app.benches.set(key, { ...app.benches.get(key), ...changes });
      draw();
    },
    /** Let the address of a tool follow its numbers, once they rest. */
    keepQuery(query) {
      const { id } = app.place;
      clearTimeout(rest);
      rest = setTimeout(() => {
        if (app.place.what !== "tool" || app.place.id !== id) return;
        queries.set(id, query);
        app.place = { ...app.place, query };
        writePlace(app.place, app.view.lang, true);
      }, ADDRESS_REST);
    },
    /** Ask Python for a calculation; the newest answer of a channel is kept under its name, and `fresh` once it is of these numbers. */
    ask(channel, message) {
      const asked = JSON.stringify([message, app.view.lang]);
      const known = app.answers.get(channel);
      if (known && known.asked === asked) return known.answer;
      app.answers.set(channel, { asked, answer: known ? known.answer : null, fresh: false });
      // Asked for while the page is being drawn: what asking changes on the page is drawn afterwards.
      queueMicrotask(() => line.ask(channel, { type: "ask", ...message }));
      return known ? known.answer : null;
    },
    setLang(next) {
      if (next === app.view.lang) return;
      lang = next;
      app.act("set_lang", { lang: next }, `lang:${next}`);
    },
  });

  /** What was committed to and is answered now: the selector of its verdict, which is what is read next. */
  const justAnswered = (before, after) => {
    const guesses = (view) => view.parts.flatMap((part) => part.guesses);
    const guess = guesses(after).find((one, i) => one.answer && !guesses(before)[i].answer);
    if (guess) return `[data-guess="${guess.id}"] [data-verdict]`;
    const claim = after.claims.find((one, i) => one.judged && !before.claims[i].judged);
    return claim ? `[data-claim="${claim.id}"] [data-verdict]` : null;
  };

  const takeView = (msg) => {
    const before = app.view;
    app.view = msg.view || app.view;
    if (!app.view) return;
    if (msg.token) remember("lbp.token", msg.token);
    lang = app.view.lang;
    remember("lbp.lang", lang);
    app.ui.notice = msg.type === "refused" ? { tone: "warn", text: msg.text } : msg.notice || app.ui.notice;
    writePlace(app.place, lang, true);
    draw();
    const verdict = before && msg.ack ? justAnswered(before, app.view) : null;
    const shown = verdict && root.querySelector(verdict);
    if (shown) shown.focus();
  };
  const receive = (msg) => {
    if (msg.type === "pack") {
      app.pack = msg;
      app.t = makeLookup(msg.strings);
    } else takeView(msg);
  };
  const receiveAnswer = (answer, channel) => {
    Object.assign(app.answers.get(channel), { answer, fresh: true });
    draw();
  };

  const onKey = (event) => {
    const inField = event.target.closest && event.target.closest("input, select, textarea");
    if (event.key === "Escape" && !app.ui.dialog) {
      if (app.ui.panel) app.closePanel();
      else if (app.ui.menu) app.set({ menu: false });
      else if (app.ui.notice) app.set({ notice: null });
      else return;
      event.preventDefault();
    } else if (event.key === "?" && !inField && !app.ui.dialog) app.set({ dialog: "keys" });
  };
  const comeBack = () => settle(parsePlace(window.location.hash));
  const hello = () => ({ token: recall("lbp.token"), lang });
  const wire = makeWire({ model, slot: number === 1 ? "lbp.pending.lab" : `lbp.pending.lab.${number}`, hello, place: () => ({}), onMessage: receive, onPhase: () => draw() });
  const line = makeLine({ model, onAnswer: receiveAnswer, onPhase: () => drawSoon() });

  applyLook();
  const loading = setTimeout(draw, 300);
  dark.addEventListener("change", applyLook);
  const keysFrom = ownsAddress() ? document : root;
  keysFrom.addEventListener("keydown", onKey);
  if (ownsAddress()) window.addEventListener("popstate", comeBack);
  wire.open();

  return () => {
    clearTimeout(loading);
    clearTimeout(soon);
    clearTimeout(rest);
    wire.close();
    line.close();
    voice.stop();
    dark.removeEventListener("change", applyLook);
    keysFrom.removeEventListener("keydown", onKey);
    window.removeEventListener("popstate", comeBack);
    root.remove();
  };
}

/** anywidget's entry: draw one laboratory into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startLab(model, el);
}

export default { render };
