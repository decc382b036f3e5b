// The dashboard: what a class did. Python sends pages as trees of known tags; here they are drawn, and what was pressed
// or typed is sent back.

import { keepLang } from "../front/address.js";
import { drawKeepingFocus, h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { icon } from "../front/icons.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, focusOn, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { remember } from "../front/store.js";
import { FIRST_WORDS, makeLookup } from "../front/words.js";
import { holdUnkept, listenHalf, recallHeld } from "./held.js";
import { makeSilence } from "./silence.js";
import { grown } from "./tree.js";

const KEYS = [["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];
const TABS = ["overview", "process", "items", "standard", "learners"];

function startCohort(model, el) {
  const shown = openPage(model, el, { kind: "cohort", prefix: "lbpco" });
  const { app, root } = shown;
  let { lang } = shown;
  let goal = null;
  Object.assign(app, {
    page: null, choices: { cases: [], groups: [] }, progress: null,
    // What was typed and is not kept yet, what was pasted and whether it was sent, and the last event of the record that the
    // page shows, or showed before the reload that what was typed has survived.
    typed: {}, pasted: "", going: false, seen: 0, since: null, held: true,
    ask: { tab: "overview", case: "", group: "", since: "", until: "", by: "base", cell: null, item: null, whole: false, learner: null },
  });
  let back = recallHeld();
  if (back) {
    Object.assign(app, { typed: back.typed, pasted: back.pasted, going: back.going, since: back.seen });
    app.ask.tab = "standard";
  }

  const half = {};
  const hold = () => {
    const { pasted = app.pasted, ...typed } = half;
    app.held = holdUnkept({ typed: { ...app.typed, ...typed }, pasted, going: app.going, seen: app.since ?? app.seen });
  };
  // What is asked and has no answer, by channel; what the newest page was asked with, and what the shown one was.
  const open = new Set();
  let asked = {};
  let shownWith = app.ask;
  let listSent = "";
  const ask = (channel, message) => {
    open.add(channel);
    silence.begin();
    app.say(""); // what was said of the last thing is not true of this one
    line.ask(channel, { lang, ...message });
  };

  let sent = {};
  const keepTyped = () => {
    sent = { ...app.typed };
    ask("keep", { type: "keep", typed: sent, seen: app.since ?? app.seen });
  };
  let said = "";
  const fetchPage = (more = {}, text = "") => {
    said = text;
    asked = { ...app.ask };
    listSent = app.going ? app.pasted : "";
    const list = listSent ? { pasted: listSent } : {};
    ask("page", { type: "show", ...app.ask, typed: app.typed, hello: !app.view || app.view.lang !== lang, ...list, ...more });
    draw();
  };
  const want = (changes, focus = null) => {
    Object.assign(app.ask, changes);
    goal = focus;
    fetchPage();
  };

  const acts = {
    by: (way) => want({ by: way, cell: null }),
    cell: (rule, column) => want({ cell: [rule, column] }, "[data-panel=drill] h2"),
    "cell-close": () => want({ cell: null }, "[data-panel=heat] h2"),
    item: (...name) => want({ item: name.join(":") }, "[data-panel=options] h2"),
    "item-close": () => want({ item: null }, "[data-panel=items] h2"),
    "items-all": () => want({ whole: true }),
    learner: (id) => want({ learner: id }, "[data-panel=learner] h2"),
    "learner-close": () => want({ learner: null }, "[data-panel=learners] h2"),
    save: (id) => ask("file", { type: "save", ...app.ask, learner: id }),
    "standard-go": () => {
      goal = "[data-panel=cut] h2";
      app.going = app.pasted.trim() !== "";
      hold();
      if (Object.keys(app.typed).length) keepTyped();
      fetchPage();
    },
  };
  const pressed = (act) => {
    const [name, ...rest] = act.split(":");
    acts[name]?.(...rest);
  };
  const collected = (name, value) => {
    delete half[name];
    if (name === "pasted") {
      app.pasted = value;
      app.going &&= value.trim() !== "";
    } else app.typed[name] = value;
    hold();
    if (name !== "pasted") keepTyped();
    if (silent()) draw();
  };

  const troubleId = `${app.uid}-silent`;
  const silent = () => silence.state() !== "idle";
  const unkept = () => open.has("keep") || app.going;
  const waits = (yes) => (silent() && yes ? { "data-waits": true, "aria-describedby": troubleId } : {});
  const fieldMore = (name) => (name === "pasted"
    ? { value: app.pasted, ...waits(app.going) }
    : waits(open.has("keep") && name in app.typed));
  const trouble = () => {
    const dead = silence.state() === "dead";
    const what = unkept() ? "unkept" : "unanswered";
    const loose = dead && unkept() && !app.held;
    return h("div", { class: "lbp-notice lbp-notice-fail", key: "silent", "data-notice": "silent" },
      icon("oct"),
      h("div", null,
        h("strong", null, app.t(`cohort.${what}`)),
        h("p", null, app.t(`cohort.${what}.${loose ? "loose" : dead ? "dead" : "soon"}`))),
      dead && !loose && h("button", { type: "button", class: "lbp-button lbp-button-main", "data-act": "reload", onclick: () => window.location.reload() }, app.t("action.reload")));
  };

  const field = (name, words, control) => h("label", { class: "lbp-co-field", key: name }, h("span", null, words), control);
  const choice = (name, words, options) => field(name, words, h("select", {
    class: "lbp-co-select", "data-act": `filter:${name}`, value: app.ask[name], ...waits(app.ask[name] !== shownWith[name]),
    onchange: (event) => want({ [name]: event.target.value, cell: null, item: null, learner: null }),
  }, [["", app.t("cohort.filter.all")], ...options].map(([value, label]) => h("option", { value, key: value || "all", selected: app.ask[name] === value }, label))));
  const day = (name, words) => field(name, words, h("input", {
    type: "date", class: "lbp-co-select", "data-act": `filter:${name}`, value: app.ask[name], ...waits(app.ask[name] !== shownWith[name]),
    onchange: (event) => want({ [name]: event.target.value, cell: null, item: null, learner: null }),
  }));

  const progressBar = () => app.progress && h("div", { class: "lbp-co-progress", key: "progress", role: "status" },
    h("label", null, app.progress.words,
      h("progress", { max: app.progress.of, value: app.progress.x })));

  const controls = () => h("div", { class: "lbp-co-controls", key: "controls" },
    h("div", { class: "lbp-co-tabs", role: "group", "aria-label": app.t("cohort.tabs") },
      TABS.map((tab) => h("button", { type: "button", key: tab, "data-act": `tab:${tab}`, "aria-current": (silent() ? app.page.tab : app.ask.tab) === tab ? "page" : null, onclick: () => want({ tab, cell: null, item: null, learner: null }) }, app.t(`cohort.tab.${tab}`)))),
    h("div", { class: "lbp-co-filters", role: "group", "aria-label": app.t("cohort.filters") },
      choice("case", app.t("cohort.filter.case"), app.choices.cases),
      app.choices.groups.length > 0 && choice("group", app.t("cohort.filter.group"), app.choices.groups.map((one) => [one, one])),
      day("since", app.t("cohort.filter.since")),
      day("until", app.t("cohort.filter.until"))),
    h("div", { class: "lbp-row" },
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "refresh", onclick: () => fetchPage({ fresh: true }) }, app.t("cohort.refresh")),
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "save", onclick: () => ask("file", { type: "save", ...app.ask, learner: null }) }, app.t("cohort.export.class")),
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "print", onclick: () => window.print() }, app.t("cohort.print"))));

  const draw = () => {
    if (!app.view) {
      const words = FIRST_WORDS[lang] || FIRST_WORDS.da;
      if (!app.progress) drawLoading(app, lang, line.phase());
      else drawKeepingFocus(root, [h("div", { class: "lbp-co-first", key: "first", role: "status" }, h("p", null, app.progress.words), h("progress", { max: app.progress.of, value: app.progress.x, "aria-label": words.loading })), ...app.regions]);
      return;
    }
    setAttr(root, "data-waiting", line.phase() !== "idle");
    const [top, ...rest] = app.page.nodes;
    const here = { act: "page:here", icon: "list", label: app.t("cohort.title"), current: "page", onclick: () => want({ tab: "overview", cell: null }) };
    drawFrame(app, {
      screen: app.page.tab, head: appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] }), saves: false,
      above: h("div", { class: "lbp-notices lbp-co-silent", key: "silent", id: troubleId, role: "alert" }, silent() && trouble()),
      main: [
        grown(top, pressed, collected),
        controls(),
        progressBar(),
        h("div", { class: "lbp-co-body", key: `body-${app.page.tab}`, "aria-busy": line.phase() !== "idle" ? "true" : null, "data-stale": silent() && open.has("page") }, rest.map((node) => grown(node, pressed, collected, fieldMore))),
      ],
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
  };

  const receivers = {
    shown(answer) {
      if (answer.strings) {
        app.t = makeLookup(answer.strings);
        app.view = { lang: answer.lang, screen: "cohort", edition: answer.edition };
      }
      app.page = answer;
      app.seen = answer.seq;
      shownWith = asked;
      if (listSent) {
        if (app.pasted === listSent) app.pasted = "";
        app.going = false;
      }
      listSent = "";
      if (answer.said) app.ui.notice = { tone: "info", text: answer.said };
      app.choices = answer.choices;
      app.progress = null;
      app.say(answer.said || said || app.t("cohort.shown"));
      hold();
      if (!back || back.list !== undefined) return;
      back.list = answer.said;
      if (Object.keys(app.typed).length) keepTyped();
      else tellBack();
    },
    kept(answer) {
      // What was typed again while it was being kept is still to be kept; what cannot be kept is drawn as wrong.
      const left = Object.entries(app.typed).filter(([name, value]) => !answer.kept.includes(name) || sent[name] !== value);
      const unsent = left.some(([name, value]) => sent[name] !== value);
      const form = answer.kept.some((name) => name === "judges" || name.startsWith("name:"));
      const wrong = left.length > 0 || root.querySelector("[aria-invalid=true]") !== null;
      app.typed = Object.fromEntries(left);
      app.seen = answer.seq;
      app.since = null;
      hold();
      const text = back ? tellBack(answer.text) : answer.text;
      if (text) app.ui.notice = { tone: "info", text };
      if (unsent) keepTyped();
      else if (answer.again || form || wrong) fetchPage({}, text);
      else app.say(text || app.t("cohort.standard.saved"));
    },
    file(answer) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([answer.html], { type: "text/html" }));
      link.download = answer.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    },
    sorry(answer) {
      app.progress = null;
      app.going = false; // it stands in its field, to be sent again
      app.ui.notice = { tone: "info", text: answer.text };
    },
  };
  /** Say what became of what a reload had found in this tab. */
  const tellBack = (more = "") => {
    const all = !more && !app.pasted && !Object.keys(app.typed).length;
    const text = [app.t(all ? "cohort.back.kept" : "cohort.back"), back.list, more].filter(Boolean).join(" ");
    back = null;
    app.since = null;
    app.ui.notice = { tone: "info", text };
    app.say(text);
    return text;
  };
  const reach = () => {
    if (goal) focusOn(root, goal);
    goal = null;
  };
  const silence = makeSilence({ model, onChange: () => draw() });
  const line = makeLine({
    model,
    onAnswer(answer, channel) {
      open.delete(channel);
      if (!open.size) silence.end();
      receivers[answer.type]?.(answer);
      draw();
      if (answer.type === "shown") reach();
    },
    onPhase: () => draw(),
  });
  const progressed = (message) => {
    if (message.type !== "progress") return;
    app.progress = { x: message.x, of: message.of, words: message.words };
    draw();
  };
  model.on("msg:custom", progressed);

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    phase: () => "idle",
    setLang(next) {
      lang = next;
      remember("lbp.lang", next);
      keepLang(next);
      fetchPage();
    },
  });
  const stopKeys = frameKeys(app);
  listenHalf(root, half, hold);
  fetchPage();
  return () => {
    line.close();
    silence.close();
    stopKeys();
    model.off("msg:custom", progressed);
    shown.close();
  };
}

export default { render: ({ model, el }) => startCohort(model, el) };
