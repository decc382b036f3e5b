// The studio: a teacher writes a case. The text is here, everything that judges it is in Python.

import { keepLang, ownsAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { icon } from "../front/icons.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { remember } from "../front/store.js";
import { makeLookup, numberText } from "../front/words.js";
import { deskScreen } from "./desk.js";
import { tabOf } from "./form.js";
import { addressed, reachGoal, settleAddress } from "./place.js";
import { downloadCase, saveDialog } from "./save.js";
import { discardDialog, newDialog, newcomer, shelfScreen } from "./shelf.js";
import { newDesk, recallUnsent, workActions } from "./work.js";
import { showLine } from "./yaml.js";

const KEYS = [["Tab", "studio.key.fields"], ["Ctrl+S", "studio.key.save"], ["Esc", "keys.close"], ["?", "keys.help"]];
const WIDE = 1000;

function startStudio(model, el) {
  const shown = openPage(model, el, {
    kind: "studio", prefix: "lbps",
    ui: {
      search: "", pane: "yaml", tab: "case", wide: true, allProblems: false,
      answerFilter: "all", answerSearch: "", pick: { place: "", text: "", active: 0 }, newcomer: newcomer(),
    },
  });
  const { app, root } = shown;
  Object.assign(app, { lists: null, pack: null, desk: null });
  const tab = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let { lang } = shown;

  const draw = () => {
    if (!app.pack) {
      drawLoading(app, lang, line.phase());
      return;
    }
    setAttr(root, "data-waiting", line.phase() !== "idle");
    const here = { act: "page:here", icon: "doc", label: app.t("studio.title"), current: "page", onclick: () => app.toShelf() };
    drawFrame(app, {
      screen: app.desk ? "desk" : "shelf", saves: false,
      head: appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] }),
      above: h("div", { role: "status", key: "waiting" }, ["waiting", "dead"].includes(line.phase()) && h("p", { class: "lbp-notice lbp-s-waiting" }, icon("repeat"), app.t("studio.waiting"))),
      main: app.desk ? deskScreen(app) : shelfScreen(app),
      over: shownDialog(),
    });
    reachGoal(app);
  };

  const shownDialog = () => {
    const open = app.ui.dialog;
    if (!open || open === "keys") return open && keysDialog(app, KEYS);
    return { new: () => newDialog(app, open.like), discard: () => discardDialog(app, open), save: () => saveDialog(app, open.plan) }[open.kind]();
  };

  const say = (text) => {
    app.ui.notice = { tone: "info", text };
    app.say(text);
  };
  const hello = () => line.ask("contents", { type: "hello", lang });

  const receivers = {
    contents(answer) {
      const first = !app.pack;
      takeLists(answer);
      app.pack = answer.pack;
      app.pack.byFinding = new Map(answer.pack.findings.map((one) => [one.id, one]));
      app.pack.byQuestion = new Map(answer.pack.questions.map((one) => [one.id, one]));
      app.pack.byDecision = new Map(answer.pack.decisions.map((one) => [one.id, one]));
      app.t = makeLookup(answer.strings);
      app.view = { lang, screen: "studio", edition: answer.edition };
      if (first && addressed()) app.openCase(addressed());
      else if (app.desk) app.refresh();
    },
    opened(answer) {
      app.desk = newDesk(answer);
      Object.assign(app.ui, { notice: null, dialog: null, tab: "case", answerFilter: "all", answerSearch: "", allProblems: false });
      if (recallUnsent(app.desk)) say(app.t("studio.restored"));
      else if (answer.resumed && answer.origin) say(app.t("studio.resumed"));
      else if (answer.note) say(answer.note);
      app.refresh();
      requestAnimationFrame(() => root.querySelector("[data-home]")?.focus({ preventScroll: true }));
      window.scrollTo(0, 0);
    },
    worked(answer) {
      if (!app.desk) return;
      const before = app.desk.problems.length;
      app.worked(answer);
      if (answer.pane !== app.shownPane()) app.refresh();
      if (app.ui.pane === "rules" || app.shownPane() === "rules") askNear();
      if (app.desk.problems.length !== before) app.sayLater(() => (app.desk && app.desk.problems.length ? app.t("studio.problems", { n: app.desk.problems.length }) : app.t("studio.problems.none")));
      settleAddress(app);
      if (app.desk.then && !app.desk.waiting.size && !app.desk.sent) {
        const { then } = app.desk;
        app.desk.then = null;
        then();
      }
    },
    near(answer) {
      if (app.desk) app.desk.near = answer.decisions;
    },
    plan: (answer) => Object.assign(app.ui, { dialog: { kind: "save", plan: answer } }),
    saved(answer) {
      takeLists(answer);
      remember(`lbp.studio.${app.desk.origin || app.desk.draft}`, null);
      Object.assign(app.desk, { draft: answer.draft, origin: answer.origin, base: answer.base, rev: 0, text: answer.text, shown: answer.text, moved: false });
      app.desk.waiting.clear();
      app.ui.dialog = null;
      say([app.t("studio.saved", { file: answer.file }), answer.backup && app.t("studio.saved.backup", { backup: answer.backup })].filter(Boolean).join(" "));
      app.refresh();
    },
    unsaved(answer) {
      app.ui.dialog = null;
      say(answer.text);
    },
    listed: (answer) => takeLists(answer),
    sorry(answer) {
      if (answer.cases) takeLists(answer);
      if (answer.gone) settleAddress(app);
      say(answer.text);
    },
  };
  const takeLists = ({ cases, drafts, writable }) => {
    app.lists = { cases, drafts, writable };
  };
  const askNear = () => line.ask("near", { type: "near", lang, text: app.desk.text, visit: app.desk.visit });

  const line = makeLine({
    model,
    onAnswer(answer, channel) {
      // What is on its way in the language of before is asked for again.
      if (answer.lang !== lang && ["contents", "worked", "near"].includes(answer.type)) {
        if (channel !== "contents" && app.desk) app.refresh();
        return;
      }
      receivers[answer.type]?.(answer);
      draw();
    },
    onPhase: () => draw(),
  });

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), workActions(app, { line, draw: () => draw(), tab, getLang: () => lang }), {
    busy: () => false,
    slow: () => false,
    phase: () => "idle",
    redraw: () => draw(),
    num: (value) => numberText(lang, value),
    when: (seconds) => new Intl.DateTimeFormat(lang === "da" ? "da-DK" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(seconds * 1000)),
    /** What stands beside the form; on a phone the form itself may be in front of it. */
    shownPane: () => (app.ui.pane === "form" ? app.ui.beside || "yaml" : app.ui.pane),
    openCase(what) {
      line.ask("open", { type: "open", lang, ...what });
    },
    begin(like, { name, age, sex, visits }) {
      const more = like ? (like.text ? { like: app.desk.text } : { like: "", case: like.case }) : { age: Number(age), sex, visits: Number(visits) };
      app.ui.newcomer = newcomer();
      line.ask("open", { type: "new", lang, tab, name, ...more });
    },
    discard(draft) {
      line.ask("list", { type: "discard", lang, draft });
    },
    toShelf() {
      if (!app.desk) return;
      settled(() => {
        app.leaveDesk();
        app.desk = null;
        app.ui.notice = null;
        settleAddress(app);
        hello();
        draw();
        root.querySelector("[data-home]")?.focus({ preventScroll: true });
      });
    },
    showPane(name) {
      if (name !== "form") app.ui.beside = name;
      app.set({ pane: name });
      if (app.desk) app.refresh();
    },
    toVisit(index) {
      Object.assign(app.desk, { visit: index, key: null, preview: null, near: null });
      app.refresh();
    },
    toLine(number) {
      if (app.shownPane() !== "yaml" || app.ui.pane === "form") app.showPane("yaml");
      requestAnimationFrame(() => showLine(root, number));
    },
    toField(path) {
      app.desk.goal = path;
      Object.assign(app.ui, { tab: tabOf(path) || app.ui.tab, answerFilter: "all", answerSearch: "" });
      if (path[0] === "visits" && path[2] === "answers" && path[3]) app.desk.writing.add(`${path[1]}/${path[3]}`);
      if (!app.ui.wide) app.ui.pane = "form";
      if (path[0] === "visits" && typeof path[1] === "number" && path[1] !== app.desk.visit) app.toVisit(path[1]);
      draw();
    },
    plan() {
      settled(() => line.ask("save", { type: "plan", lang, ...about() }));
    },
    save(given) {
      line.ask("save", { type: "save", lang, ...about(), ...given });
    },
    download: () => downloadCase(app.desk),
    setLang(next) {
      if (next === lang) return;
      lang = next;
      app.ui.notice = null; // it was said in the other language
      remember("lbp.lang", lang);
      keepLang(lang);
      hello();
    },
  });
  /** Do something once everything that was typed has reached Python; a server that is dead is not waited for. */
  const settled = (then) => {
    const { desk } = app;
    if (line.phase() === "dead" || !(desk.waiting.size || desk.timer || desk.sent)) {
      then();
      return;
    }
    desk.then = then;
    if (desk.timer || !desk.sent) app.refresh();
  };
  const about = () => ({ tab, draft: app.desk.draft, origin: app.desk.origin, base: app.desk.base, text: app.desk.text });

  const saveKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s" || !app.desk) return false;
    if (!app.ui.dialog) app.plan();
    return true;
  };
  const comeBack = () => {
    const place = addressed();
    if (place && !(app.desk && (app.desk.draft === place.draft || app.desk.origin === place.case))) app.openCase(place);
  };
  const widths = new ResizeObserver(([entry]) => {
    const wide = entry.contentRect.width >= WIDE;
    if (wide === app.ui.wide) return;
    app.ui.wide = wide;
    if (wide && app.ui.pane === "form") app.ui.pane = app.shownPane();
    else if (!wide && app.ui.pane === "yaml") app.ui.pane = "form";
    requestAnimationFrame(() => draw());
  });

  const stopKeys = frameKeys(app, { more: saveKey });
  shown.start(draw);
  if (ownsAddress()) window.addEventListener("hashchange", comeBack);
  widths.observe(root);
  hello();

  return () => {
    app.leaveDesk();
    line.close();
    widths.disconnect();
    stopKeys();
    window.removeEventListener("hashchange", comeBack);
    shown.close();
  };
}

/** anywidget's entry: draw one studio into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startStudio(model, el);
}

export default { render };
