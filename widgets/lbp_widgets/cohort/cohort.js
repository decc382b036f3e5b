// The dashboard: what a class did. Python sends pages as trees of known tags; here they are drawn, and what was pressed
// or typed is sent back.

import { keepLang } from "../front/address.js";
import { drawKeepingFocus, h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, focusOn, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { remember } from "../front/store.js";
import { FIRST_WORDS, makeLookup } from "../front/words.js";
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
    // What was typed and is not kept yet, what was pasted, and the last event of the record that the page shows.
    typed: {}, pasted: "", seen: 0,
    ask: { tab: "overview", case: "", group: "", since: "", until: "", by: "base", cell: null, item: null, whole: false, learner: null },
  });

  let sent = {};
  const keepTyped = () => {
    sent = { ...app.typed };
    line.ask("keep", { type: "keep", lang, typed: sent, seen: app.seen });
  };
  let said = "";
  const fetchPage = (more = {}, text = "") => {
    said = text;
    line.ask("page", { type: "show", lang, ...app.ask, typed: app.typed, hello: !app.view || app.view.lang !== lang, ...more });
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
    save: (id) => line.ask("file", { type: "save", lang, ...app.ask, learner: id }),
    "standard-go": () => {
      goal = "[data-panel=cut] h2";
      fetchPage(app.pasted ? { pasted: app.pasted } : {});
      app.pasted = "";
    },
  };
  const pressed = (act) => {
    const [name, ...rest] = act.split(":");
    acts[name]?.(...rest);
  };
  const collected = (name, value) => {
    if (name === "pasted") {
      app.pasted = value;
      return;
    }
    app.typed[name] = value;
    keepTyped();
  };

  const field = (name, words, control) => h("label", { class: "lbp-co-field", key: name }, h("span", null, words), control);
  const choice = (name, words, options) => field(name, words, h("select", {
    class: "lbp-co-select", "data-act": `filter:${name}`, value: app.ask[name],
    onchange: (event) => want({ [name]: event.target.value, cell: null, item: null, learner: null }),
  }, [["", app.t("cohort.filter.all")], ...options].map(([value, label]) => h("option", { value, key: value || "all", selected: app.ask[name] === value }, label))));
  const day = (name, words) => field(name, words, h("input", {
    type: "date", class: "lbp-co-select", "data-act": `filter:${name}`, value: app.ask[name],
    onchange: (event) => want({ [name]: event.target.value, cell: null, item: null, learner: null }),
  }));

  const progressBar = () => app.progress && h("div", { class: "lbp-co-progress", key: "progress", role: "status" },
    h("label", null, app.progress.words,
      h("progress", { max: app.progress.of, value: app.progress.x })));

  const controls = () => h("div", { class: "lbp-co-controls", key: "controls" },
    h("div", { class: "lbp-co-tabs", role: "group", "aria-label": app.t("cohort.tabs") },
      TABS.map((tab) => h("button", { type: "button", key: tab, "data-act": `tab:${tab}`, "aria-current": app.ask.tab === tab ? "page" : null, onclick: () => want({ tab, cell: null, item: null, learner: null }) }, app.t(`cohort.tab.${tab}`)))),
    h("div", { class: "lbp-co-filters", role: "group", "aria-label": app.t("cohort.filters") },
      choice("case", app.t("cohort.filter.case"), app.choices.cases),
      app.choices.groups.length > 0 && choice("group", app.t("cohort.filter.group"), app.choices.groups.map((one) => [one, one])),
      day("since", app.t("cohort.filter.since")),
      day("until", app.t("cohort.filter.until"))),
    h("div", { class: "lbp-row" },
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "refresh", onclick: () => fetchPage({ fresh: true }) }, app.t("cohort.refresh")),
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "save", onclick: () => line.ask("file", { type: "save", lang, ...app.ask, learner: null }) }, app.t("cohort.export.class")),
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
      main: [
        grown(top, pressed, collected),
        controls(),
        progressBar(),
        h("div", { class: "lbp-co-body", key: `body-${app.page.tab}`, "aria-busy": line.phase() !== "idle" ? "true" : null }, rest.map((node) => grown(node, pressed, collected))),
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
      if (answer.said) app.ui.notice = { tone: "info", text: answer.said };
      app.choices = answer.choices;
      app.progress = null;
      app.say(answer.said || said || app.t("cohort.shown"));
    },
    kept(answer) {
      // What was typed again while it was being kept is still to be kept; what cannot be kept is drawn as wrong.
      const left = Object.entries(app.typed).filter(([name, value]) => !answer.kept.includes(name) || sent[name] !== value);
      const unsent = left.some(([name, value]) => sent[name] !== value);
      const form = answer.kept.some((name) => name === "judges" || name.startsWith("name:"));
      const wrong = left.length > 0 || root.querySelector("[aria-invalid=true]") !== null;
      app.typed = Object.fromEntries(left);
      app.seen = answer.seq;
      if (answer.text) app.ui.notice = { tone: "info", text: answer.text };
      if (unsent) keepTyped();
      else if (answer.again || form || wrong) fetchPage({}, answer.text);
      else app.say(answer.text || app.t("cohort.standard.saved"));
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
      app.ui.notice = { tone: "info", text: answer.text };
    },
  };
  const reach = () => {
    if (goal) focusOn(root, goal);
    goal = null;
  };
  const line = makeLine({
    model,
    onAnswer(answer) {
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
  fetchPage();
  return () => {
    line.close();
    stopKeys();
    model.off("msg:custom", progressed);
    shown.close();
  };
}

export default { render: ({ model, el }) => startCohort(model, el) };
