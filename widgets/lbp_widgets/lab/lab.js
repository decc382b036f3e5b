// The laboratory: a student guesses, sees, and turns the numbers herself. Guesses and judgements go to Python and are kept
// there; what moves under a finger is worked out here by the same formulas.

import { ownsAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { recall, remember } from "../front/store.js";
import { makeWire } from "../front/wire.js";
import { makeLookup, numberText } from "../front/words.js";
import { overview } from "./overview.js";
import { partPage } from "./part.js";
import { OVERVIEW, parsePlace, placeHash, readPlace, writePlace } from "./place.js";
import { toolPage } from "./tools.js";

const BUSY_AFTER = 50;
const ADDRESS_REST = 400;
const KEYS = [["Tab", "keys.tab"], ["\u2190 \u2192", "lab.key.step"], ["Page Up, Page Down", "lab.key.leap"], ["Esc", "keys.close"], ["?", "keys.help"]];

function startLab(model, el) {
  const shown = openPage(model, el, { kind: "lab", prefix: "lbpl", ui: { drafts: {}, typing: null, wrongField: null } });
  const { app, root, number } = shown;
  Object.assign(app, { pack: null, place: readPlace(model.get("start_place")), benches: new Map(), answers: new Map() });
  let { lang } = shown;
  const queries = new Map();
  let arrived = "";
  let soon = null;
  let rest = null;

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
      drawLoading(app, lang, wire.phase(), wire.trouble());
      return;
    }
    drawFrame(app, {
      screen: app.place.what, head: bars(), within: "lab",
      main: h("div", { class: "lbp-l-page", key: `${app.place.what}/${app.place.id}` }, page()),
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
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

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
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
    const node = verdict && root.querySelector(verdict);
    if (node) node.focus();
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

  const comeBack = () => settle(parsePlace(window.location.hash));
  const hello = () => ({ token: recall("lbp.token"), lang });
  const wire = makeWire({ model, slot: number === 1 ? "lbp.pending.lab" : `lbp.pending.lab.${number}`, hello, place: () => ({}), onMessage: receive, onPhase: () => draw() });
  const line = makeLine({ model, onAnswer: receiveAnswer, onPhase: () => drawSoon() });

  const stopKeys = frameKeys(app);
  shown.start(draw);
  if (ownsAddress()) window.addEventListener("popstate", comeBack);
  wire.open();

  return () => {
    clearTimeout(soon);
    clearTimeout(rest);
    wire.close();
    line.close();
    stopKeys();
    window.removeEventListener("popstate", comeBack);
    shown.close();
  };
}

/** anywidget's entry: draw one laboratory into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startLab(model, el);
}

export default { render };
