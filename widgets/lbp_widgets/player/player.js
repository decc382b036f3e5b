// The student's player: receives views from Python, draws them, and sends what the student does. It never decides.

import { readLang, readRoute, ownsAddress, writeRoute, wasReloaded } from "../front/address.js";
import { frameActions } from "../front/frame.js";
import { drawFrame, drawLoading, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { recall, remember } from "../front/store.js";
import { shelfOf } from "../front/once.js";
import { indexQuestions } from "../front/search.js";
import { makeSettle } from "../front/settle.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { makeWire } from "../front/wire.js";
import { makeLookup, numberText } from "../front/words.js";
import { triageState } from "../triage/choose.js";
import { caseBar, caseScreen } from "./case.js";
import { examSpoken } from "../exam/acts.js";
import { flagsSpoken } from "../flags/page.js";
import { icfSpoken } from "../icf/page.js";
import { painSpoken } from "../pain/page.js";
import { talkSpoken } from "../talk/page.js";
import { estimateSpoken } from "./estimate.js";
import { coursesState, settleCourses } from "./courses.js";
import { examClock } from "./exam_clock.js";
import { elsewhereState, settleElsewhere, takeCode } from "./elsewhere.js";
import { arriveAtMore } from "./first.js";
import { kept, restored } from "./filters.js";
import { backAtCard, homeScreen } from "./home.js";
import { startKeys } from "./keys.js";
import { settleNote } from "./notepad.js";
import { emptyPicker, settlePicker } from "./picker.js";
import { progressScreen } from "./progress.js";
import { toolSpoken } from "./tools.js";

const LOW_TIME = 180;
const BUSY_AFTER = 50;
const KEYS = [["Tab", "keys.tab"], ["Alt + 1\u20137", "keys.stages"], ["/", "keys.picker"], ["\u2191 \u2193", "keys.move"], ["Enter", "keys.ask"], ["Esc", "keys.close"], ["?", "keys.help"]];

function firstState() {
  return {
    tab: "main", allItems: false, board: triageState(), unfolded: false, note: "",
    elsewhere: elsewhereState(), courses: coursesState(), picker: emptyPicker(), filters: restored(recall("lbp.filters", true)), left: null,
  };
}

const SCREENS = { home: homeScreen, progress: progressScreen, case: caseScreen };

/** On our own page the tab is named after the patient. */
function nameThePage(view) {
  const title = view.screen === "case" ? `${view.case.patient.name} \u00b7 LBP Teach` : "LBP Teach";
  if (document.title !== title) document.title = title;
}

function startPlayer(model, el) {
  const shown = openPage(model, el, { kind: "player", prefix: "lbp", ui: firstState() });
  const { app, root, number } = shown;
  const slot = number === 1 ? "lbp.pending" : `lbp.pending.${number}`;
  Object.assign(app, { pack: null, index: null, toolStates: new Map() });
  const settle = makeSettle();
  let wantedLang = readLang() || recall("lbp.lang");
  let fromHistory = true;
  let lowTimeSaid = "";

  // A button that waits is drawn only when there is a wait to see: the answer usually comes first, and drawing would delay it.
  let soon = null;
  const drawSoon = () => {
    if (soon === null) soon = setTimeout(draw, BUSY_AFTER);
  };
  const bars = () => {
    const { screen } = app.view;
    const current = { home: "page", case: "true" }[screen] || null;
    const cases = { act: "go:home", icon: "list", label: app.t("bar.cases"), current, onclick: () => app.goHome() };
    const progress = { act: "go:progress", icon: "steps", label: app.t("bar.progress"), current: screen === "progress" ? "page" : null, menu: true, onclick: () => app.goProgress() };
    const bar = appBar(app, { back: screen === "home" ? null : () => app.goHome(), pages: [cases, progress, ...otherPages(app, ["labs", "guideline"])] });
    return screen === "case" ? [bar, caseBar(app), examClock(app)] : bar;
  };
  const draw = () => {
    clearTimeout(soon);
    soon = null;
    setAttr(root, "data-waiting", wire.pending() > 0);
    const { view } = app;
    if (!view || !app.pack) {
      return drawLoading(app, wantedLang || model.get("start_lang"), wire.phase(), wire.trouble());
    }
    if (ownsAddress()) nameThePage(view);
    setAttr(root, "data-stage", view.screen === "case" ? view.case.stage : "");
    return drawFrame(app, {
      screen: view.screen, head: bars(), within: view.screen, main: SCREENS[view.screen](app),
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
  };

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    num: (value) => numberText(app.view.lang, value),
    phase: () => wire.phase(),
    slow: () => wire.phase() !== "idle",
    busy: (key) => wire.busy(key),
    tryNow: () => wire.tryNow(),
    act(kind, args, key) {
      settle.all();
      app.ui.notice = null;
      wire.act(kind, args, key);
      setAttr(root, "data-waiting", true);
      drawSoon();
    },
    settle,
    setFilters(filters) {
      remember("lbp.filters", kept(filters), true);
      app.set({ filters });
    },
    goHome: () => (app.view.screen === "home" ? app.set({ menu: false }) : app.act("go", { case: null, stage: null }, "go:home")),
    goProgress: () => (app.view.screen === "progress" ? app.set({ menu: false }) : app.act("go", { case: null, stage: null, screen: "progress" }, "go:progress")),
    setLang(lang) {
      if (lang === app.view.lang) return;
      wantedLang = lang;
      app.act("set_lang", { lang }, `lang:${lang}`);
    },
  });

  const takePack = (pack) => {
    const byId = (list) => new Map(list.map((one) => [one.id, one]));
    app.pack = pack;
    app.t = makeLookup(pack.strings);
    app.index = { search: indexQuestions(pack.questions), categories: byId(pack.categories) };
  };

  const placeOf = (view) => (view.screen === "case" ? [view.case.id, view.case.attempt, view.case.visit.number, view.case.stage].join("/") : view.screen);

  const takeView = (msg) => {
    const before = app.view;
    const ownBefore = before && before.screen === "case" ? before.case.notepad.own.length : 0;
    app.view = msg.view || before;
    if (!app.view) return;
    app.shelf = shelfOf(app.view);
    if (msg.token) remember("lbp.token", msg.token);
    if (msg.window) remember("lbp.window", msg.window, true);
    const { view } = app;
    wantedLang = view.lang;
    remember("lbp.lang", view.lang);
    app.ui.notice = msg.type === "refused" ? { tone: "warn", text: msg.text } : msg.notice || app.ui.notice;
    settleElsewhere(app, before);
    settleCourses(app, before);
    const moved = !before || placeOf(before) !== placeOf(view);
    if (moved) Object.assign(app.ui, { picker: emptyPicker(), panel: null, allCites: {}, allItems: false, allCritical: false, board: triageState(), unfolded: false, dialog: null, menu: false, tab: "main" });
    else if (view.screen === "case") {
      settlePicker(app);
      settleNote(app, ownBefore);
    }
    const focusMoved = draw();
    writeRoute(view.route, view.lang, fromHistory);
    fromHistory = false;
    if (msg.type === "refused") app.say(msg.text);
    if (moved && before) arrive(focusMoved, before);
    if (!moved) tellChange(before);
  };

  /** A new screen starts at its top; a critical error gets the focus, once. */
  const arrive = (focusMoved, before) => {
    if (before.screen === "case" && app.view.screen === "home" && backAtCard(app)) return;
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
    const banner = root.querySelector("[data-banner]");
    if (banner) banner.focus({ preventScroll: true });
    else if (!focusMoved) app.say(root.querySelector("[data-home]").textContent);
  };

  const tellChange = (before) => {
    if (app.view.screen !== "case" || arriveAtMore(app, before)) return;
    const { time, id, attempt, visit, history, stage, board } = app.view.case;
    const place = [id, attempt, visit.number].join("/");
    const grown = history.length > before.case.history.length;
    if (grown && stage === "history") showLast();
    if (time.total - time.used < LOW_TIME && time.total - before.case.time.used >= LOW_TIME && lowTimeSaid !== place) {
      lowTimeSaid = place;
      app.say(app.t("time.low"));
    } else if (time.used > time.total && before.case.time.used <= time.total) app.say(app.t("time.up"));
    else if (board.done !== before.case.board.done) app.say(app.t("lock.say", { n: board.done, total: board.total }));
    else tellExamined(before);
  };

  const showLast = () => {
    const entries = root.querySelectorAll(".lbp-entry");
    if (entries.length) entries[entries.length - 1].scrollIntoView({ block: "nearest" });
  };

  const tellExamined = (before) => {
    const spoken = [["pain", painSpoken], ["flags", flagsSpoken], ["icf", icfSpoken], ["talk", talkSpoken]];
    const words = estimateSpoken(app, before) || examSpoken(app, before.case.tools.exam, app.view.case.tools.exam) || spoken.map(([tool, say]) => toolSpoken(app, before, tool, say)).find(Boolean);
    if (words) app.say(words);
  };

  const receive = (msg) => {
    if (msg.type === "pack") takePack(msg);
    else if (msg.type === "resume_code") takeCode(app, msg.code);
    else if (msg.type === "view" || msg.type === "refused") takeView(msg);
  };

  const comeBack = () => {
    const route = readRoute();
    const { case: shown } = app.view || {};
    // A stage that has been locked since cannot be shown again; one press of Back must not look dead.
    const stage = shown && shown.id === route.case && shown.stages.find((one) => one.id === route.stage);
    if (stage && stage.state !== "current" && (stage.state === "closed" || stage.why)) {
      window.history.back();
      return;
    }
    fromHistory = true;
    app.act("go", { case: route.case || null, stage: route.stage || null, screen: route.screen || null }, null);
  };

  const hello = () => ({ token: recall("lbp.token"), window: wasReloaded() ? recall("lbp.window", true) : null, lang: wantedLang, route: readRoute() });
  const place = () => (app.view && app.view.case ? { attempt: app.view.case.attempt, visit: app.view.case.visit.number } : {});
  const wire = makeWire({ model, slot, hello, place, onMessage: receive, onPhase: () => draw() });
  const stopKeys = startKeys(app, ownsAddress() ? document : root);
  shown.start(draw);
  if (ownsAddress()) window.addEventListener("popstate", comeBack);
  // A choice still resting is put in the queue, and so in this tab's memory, before the page goes.
  window.addEventListener("pagehide", settle.all);
  wire.open();

  return () => {
    settle.all();
    clearTimeout(soon);
    wire.close();
    stopKeys();
    window.removeEventListener("popstate", comeBack);
    window.removeEventListener("pagehide", settle.all);
    shown.close();
  };
}

/** anywidget's entry: draw one player into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startPlayer(model, el);
}

export default { render };
