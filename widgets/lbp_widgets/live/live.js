// A class at work. Every two seconds, while the page is seen, Python is asked what is new and sends the parts that differ.
// Here they are drawn, and what was pressed is sent back. On the projector Python sends no names; nothing is hidden here.

import { tree } from "./parts.js";
import { keepCourse, keepLang, readCourse } from "../front/address.js";
import { h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, focusOn, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { remember } from "../front/store.js";
import { makeLookup } from "../front/words.js";
import { controls, reviewBar } from "./controls.js";

const EVERY = 2000;
const KEYS = [["→, PageDown", "live.keys.next"], ["←, PageUp", "live.keys.previous"], ["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];
const PARTS = { class: ["where", "people"], answers: ["answers"], review: ["review"] };

function startLive(model, el) {
  const shown = openPage(model, el, { kind: "live", prefix: "lbplv" });
  const { app, root } = shown;
  let { lang } = shown;
  let goal = null;
  Object.assign(app, {
    parts: {}, limits: null, stale: false,
    // Whoever has just opened the page may be standing at a projector.
    ask: { course: readCourse() || "", tab: "class", mode: "projector", quiet: null, slow: null, group: "", at: "", follow: true, seen: 0 },
  });

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
      drawLoading(app, lang, line.phase());
      return;
    }
    setAttr(root, "data-mode", app.ask.mode);
    const { top } = app.parts;
    const here = { act: "page:here", icon: "list", label: app.t("live.title"), current: "page", onclick: () => want({ tab: "class" }) };
    const drawn = PARTS[app.ask.tab].filter((name) => app.parts[name] && (name !== "people" || app.ask.mode === "private"));
    drawFrame(app, {
      screen: app.ask.tab, head: appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] }), saves: false,
      main: [
        h("div", { key: "stale", role: "status" }, app.stale && h("p", { class: "lbp-lv-warn" }, app.t("live.stale"))),
        tree(top?.nodes, pressed),
        top?.empty && h("div", { class: "lbp-card lbp-lv-panel", key: "empty" }, h("h1", { "data-home": "", tabindex: "-1" }, app.t("live.title")), h("p", null, top.empty)),
        top && !top.empty && controls(app),
        app.ask.tab === "review" && reviewBar(app),
        h("div", { class: `lbp-lv-body lbp-lv-body-${app.ask.tab}`, key: `body-${app.ask.tab}` }, drawn.map((name) => tree(app.parts[name].nodes, pressed))),
      ],
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
  };

  const receivers = {
    now(answer, channel) {
      // What was asked for before the teacher chose who is looking must not be drawn after it.
      if (answer.mode !== app.ask.mode) return false;
      if (answer.strings) {
        app.t = makeLookup(answer.strings);
        app.limits = answer.limits;
        app.view = { lang: answer.lang, screen: "live", edition: answer.edition };
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
      if (channel.startsWith("set:") && app.parts.review?.on) app.say(app.t("live.guideline"));
      if (app.parts.review?.working) ask();
      return answer.strings || answer.gone.length > 0 || Object.keys(answer.parts).length > 0 || goal !== null || channel !== "tick";
    },
    sorry(answer) {
      app.ui.notice = { tone: "info", text: answer.text };
      return true;
    },
  };
  const reach = () => {
    if (goal) focusOn(root, goal);
    goal = null;
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

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
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
  const clicked = (event, writing) => {
    if (writing || app.ui.dialog || app.ask.tab !== "review" || event.altKey || event.ctrlKey || event.metaKey) return false;
    const move = { ArrowRight: forward, PageDown: forward, ArrowLeft: back, PageUp: back }[event.key];
    if (move) move();
    return Boolean(move);
  };
  const stopKeys = frameKeys(app, { more: clicked });
  document.addEventListener("visibilitychange", look);
  ask();
  return () => {
    clearInterval(timer);
    line.close();
    stopKeys();
    document.removeEventListener("visibilitychange", look);
    shown.close();
  };
}

export default { render: ({ model, el }) => startLive(model, el) };
