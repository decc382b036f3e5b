// A class at work. Every two seconds, while the page is seen, Python is asked what is new and sends the parts that differ.
// Here they are drawn, and what was pressed is sent back. On the projector Python sends no names; nothing is hidden here.

import { tree } from "./parts.js";
import { keepCourse, keepLang, ownsAddress, readCourse, readLang } from "../front/address.js";
import { drawKeepingFocus, h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { makeRoot, setAttr, setLook, takeSlot } from "../front/root.js";
import { appBar, foot, keysDialog, loadingPage, notices, otherPages } from "../front/shell.js";
import { recall, remember } from "../front/store.js";
import { startVoice } from "../front/voice.js";
import { FIRST_WORDS, makeLookup } from "../front/words.js";
import { controls, reviewBar } from "./controls.js";

const EVERY = 2000;
const KEYS = [["→, PageDown", "live.keys.next"], ["←, PageUp", "live.keys.previous"], ["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];
const PARTS = { class: ["where", "people"], answers: ["answers"], review: ["review"] };

function startLive(model, el) {
  const root = makeRoot("live");
  const number = takeSlot(root);
  el.append(root);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const voice = startVoice(root);
  let lang = readLang() || recall("lbp.lang") || model.get("start_lang");
  let goal = null;
  const app = {
    uid: `lbplv${number}`, root, t: (key) => key, view: null, parts: {}, limits: null, stale: false,
    // Whoever has just opened the page may be standing at a projector.
    ask: { course: readCourse() || "", tab: "class", mode: "projector", quiet: null, slow: null, group: "", at: "", follow: true, seen: 0 },
    ui: { menu: false, dialog: null, panel: null, notice: null, theme: recall("lbp.theme") || "system", size: recall("lbp.size") || "100" },
  };
  const applyLook = () => setLook(root, app.ui, dark.matches);

  const question = (more) => ({
    lang, ...app.ask, hello: !app.view || app.view.lang !== lang,
    have: Object.fromEntries(Object.entries(app.parts).map(([name, part]) => [name, part.digest])), ...more,
  });
  const ask = (more = {}) => {
    line.ask(more.type === "set" ? `set:${more.what}` : "tick", question({ type: "tick", ...more }));
  };
  const want = (changes, focus = null) => {
    Object.assign(app.ask, changes);
    goal = focus;
    ask();
    draw();
  };

  const put = (what, on) => ask({ type: "set", what, on });
  const acts = {
    show: (...name) => put(name.join(":"), true),
    hide: (...name) => put(name.join(":"), false),
    group: (...name) => want({ group: name.join(":") }),
  };
  const pressed = (act) => {
    const [name, ...rest] = act.split(":");
    acts[name]?.(...rest);
  };

  /** To a step of the review, with the windows that go along. */
  const go = (at, focus = null) => {
    if (!app.ask.follow) {
      want({ at }, focus);
      return;
    }
    app.ask.at = at;
    goal = focus;
    line.ask("step", question({ type: "step" }));
    draw();
  };

  /** First the guideline's answer, then the next step; the review reads like slides. */
  const forward = () => {
    const step = app.parts.review;
    if (!step || step.working) return;
    if (step.key && !step.on) put(step.key, true);
    else if (step.next) go(step.next, "[data-panel=step] h2");
  };
  const back = () => {
    const step = app.parts.review;
    if (step?.previous) go(step.previous, "[data-panel=step] h2");
  };
  const setFollow = (follow) => want({ follow, seen: 0 });
  Object.assign(app, { want, put, go, setFollow, forward, back });

  const draw = () => {
    if (!app.view) {
      const words = FIRST_WORDS[lang] || FIRST_WORDS.da;
      drawKeepingFocus(root, [loadingPage(words, line.phase()), ...voice.regions]);
      return;
    }
    setAttr(root, "lang", app.view.lang);
    setAttr(root, "data-screen", app.ask.tab);
    setAttr(root, "data-mode", app.ask.mode);
    if (ownsAddress()) setAttr(document.documentElement, "lang", app.view.lang);
    const mainId = `${app.uid}-main`;
    const toMain = (event) => {
      event.preventDefault();
      root.querySelector(`#${mainId}`).focus();
    };
    const { top } = app.parts;
    const here = { act: "page:here", icon: "list", label: app.t("live.title"), current: "page", onclick: () => want({ tab: "class" }) };
    const drawn = PARTS[app.ask.tab].filter((name) => app.parts[name] && (name !== "people" || app.ask.mode === "private"));
    drawKeepingFocus(root, [
      h("div", { class: "lbp-app", key: "app" },
        h("a", { class: "lbp-skip", key: "skip", href: `#${mainId}`, onclick: toMain }, app.t("bar.skip")),
        h("header", { class: "lbp-head", key: "head" }, appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] })),
        notices(app),
        h(ownsAddress() ? "main" : "div", { class: "lbp-main", key: "main", id: mainId, tabindex: "-1" },
          h("div", { key: "stale", role: "status" }, app.stale && h("p", { class: "lbp-lv-warn" }, app.t("live.stale"))),
          tree(top?.nodes, pressed),
          top?.empty && h("div", { class: "lbp-card lbp-lv-panel", key: "empty" }, h("h1", { "data-home": "", tabindex: "-1" }, app.t("live.title")), h("p", null, top.empty)),
          top && !top.empty && controls(app),
          app.ask.tab === "review" && reviewBar(app),
          h("div", { class: `lbp-lv-body lbp-lv-body-${app.ask.tab}`, key: `body-${app.ask.tab}` }, drawn.map((name) => tree(app.parts[name].nodes, pressed)))),
        foot(app, false),
        app.ui.dialog === "keys" && keysDialog(app, KEYS)),
      ...voice.regions,
    ]);
  };

  const receivers = {
    now(answer, channel) {
      // What was asked for before the teacher chose who is looking must not be drawn after it.
      if (answer.mode !== app.ask.mode) return false;
      if (answer.strings) {
        app.t = makeLookup(answer.strings);
        app.limits = answer.limits;
        app.view = { lang: answer.lang, screen: "live", edition: "DSAM2026" };
      }
      for (const name of answer.gone) delete app.parts[name];
      Object.assign(app.parts, answer.parts);
      app.ask.course = answer.course;
      keepCourse(answer.course || null);
      if (app.parts.review) app.ask.at = app.parts.review.at;
      if (answer.stepped !== undefined) app.ask.seen = answer.stepped;
      if (app.parts.answers) app.ask.group = app.parts.answers.group;
      app.ui.notice = null;
      app.stale = false;
      // Others' answers come by themselves and are not read aloud; what was pressed is.
      if (channel.startsWith("set:") && app.parts.review?.on) voice.say(app.t("live.guideline"));
      if (app.parts.review?.working) ask();
      return answer.strings || answer.gone.length > 0 || Object.keys(answer.parts).length > 0 || goal !== null || channel !== "tick";
    },
    sorry(answer) {
      app.ui.notice = { tone: "info", text: answer.text };
      return true;
    },
  };
  const reach = () => {
    if (!goal) return;
    const found = root.querySelector(goal);
    goal = null;
    if (!found) return;
    found.setAttribute("tabindex", "-1");
    found.focus();
  };
  const line = makeLine({
    model,
    onAnswer(answer, channel) {
      if (receivers[answer.type]?.(answer, channel)) draw();
      if (answer.type === "now") reach();
    },
    onPhase() {
      const stale = line.phase() === "waiting" || line.phase() === "dead";
      if (!app.view || stale !== app.stale) {
        app.stale = stale;
        draw();
      }
    },
  });

  Object.assign(app, frameActions(app, () => draw(), applyLook), {
    phase: () => "idle",
    setLang(next) {
      lang = next;
      remember("lbp.lang", next);
      keepLang(next);
      ask();
    },
    setMode(mode) {
      if (mode === app.ask.mode) return;
      // What is on the screen with names goes at once, not when the answer has come.
      app.parts = app.parts.top ? { top: app.parts.top } : {};
      want({ mode });
    },
  });

  const look = () => {
    if (document.visibilityState === "visible" && line.phase() === "idle") ask();
  };
  const timer = setInterval(look, EVERY);
  const onKey = (event) => {
    if (event.target.closest("input, select, textarea, dialog") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "?") app.set({ dialog: "keys" });
    if (app.ask.tab !== "review") return;
    const move = { ArrowRight: forward, PageDown: forward, ArrowLeft: back, PageUp: back }[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  // A clicker's keys come to the page, whatever has the focus; in JupyterLab the page is not ours.
  const keyed = ownsAddress() ? document : root;
  keyed.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", look);
  dark.addEventListener("change", applyLook);
  applyLook();
  ask();
  return () => {
    clearInterval(timer);
    line.close();
    keyed.removeEventListener("keydown", onKey);
    voice.stop();
    document.removeEventListener("visibilitychange", look);
    dark.removeEventListener("change", applyLook);
    root.remove();
  };
}

export default { render: ({ model, el }) => startLive(model, el) };
