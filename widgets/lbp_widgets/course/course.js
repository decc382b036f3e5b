// The teachers' page on courses: a list, one course with its code, and a form. Python judges every plan and makes every word.

import { keepCourse, keepLang, ownsAddress, pageAddress, readCourse, readLang } from "../front/address.js";
import { drawKeepingFocus, h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { makeRoot, setAttr, setLook, takeSlot } from "../front/root.js";
import { appBar, foot, keysDialog, loadingPage, notices, otherPages } from "../front/shell.js";
import { recall, remember } from "../front/store.js";
import { startVoice } from "../front/voice.js";
import { FIRST_WORDS, makeLookup } from "../front/words.js";
import { formScreen } from "./form.js";
import { closeQuestion, courseScreen, removeQuestion } from "./join.js";
import { listScreen } from "./list.js";
import { newAction, takePicture } from "./place.js";
import { pickerState } from "./picker.js";

const KEYS = [["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];
const CHECK_REST = 400;
const COUNT_EVERY = 5000;
const BASE = "lbp.course.base";

function startCourses(model, el) {
  const root = makeRoot("courses");
  const number = takeSlot(root);
  el.append(root);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const voice = startVoice(root);
  let lang = readLang() || recall("lbp.lang") || model.get("start_lang");
  let goal = null;
  let resting = null;
  const app = {
    uid: `lbpcs${number}`, root, t: (key) => key, view: null, page: null, at: readCourse() ? { screen: "course", course: readCourse() } : { screen: "list" },
    plan: null, checked: null, marks: null, working: "", writing: null, filling: false, saveAfter: false, typed: { base: "", extra: {} },
    ui: { menu: false, dialog: null, panel: null, notice: null, big: false, pick: pickerState(), theme: recall("lbp.theme") || "system", size: recall("lbp.size") || "100" },
    busy: (act) => app.writing === act,
    slow: () => ["waiting", "dead"].includes(line.phase()),
    say: (text) => voice.say(text),
  };
  const applyLook = () => setLook(root, app.ui, dark.matches);
  const base = () => {
    if (recall(BASE)) return { base: recall(BASE), typed: true };
    return { base: ownsAddress() ? pageAddress("", "da").split("?")[0] : "", typed: false };
  };

  const fetchPage = () => {
    line.ask("page", { type: "show", lang, ...app.at, ...base(), hello: !app.view || app.view.lang !== lang });
    draw();
  };
  const open = (at, focus = "[data-home]") => {
    app.at = at;
    app.ui.big = false;
    app.ui.notice = null;
    goal = focus;
    keepCourse(at.screen === "course" ? at.course : null);
    fetchPage();
  };
  const write = (message) => {
    // One act at a time: the button that was pressed waits for its answer.
    if (app.writing) return;
    app.writing = message.type;
    line.ask("write", { lang, course: app.at.course, ...base(), ...message, id: newAction() });
    draw();
  };
  const check = () => {
    clearTimeout(resting);
    resting = setTimeout(() => line.ask("check", { type: "check", lang, plan: app.plan, course: app.page.form?.course }), CHECK_REST);
  };

  Object.assign(app, {
    open,
    change(changes) {
      Object.assign(app.plan, changes);
      check();
      draw();
    },
    changeSlot(index, changes) {
      app.change({ slots: app.plan.slots.map((slot, i) => (i === index ? { ...slot, ...changes } : slot)) });
    },
    fill(blueprint) {
      app.filling = true;
      app.working = app.t("courses.check.wait");
      line.ask("fill", { type: "blueprint", lang, blueprint });
      draw();
    },
    save() {
      // Patients that are on their way belong to what is saved.
      app.saveAfter = app.filling;
      if (!app.filling) write({ type: "save", plan: app.plan, course: app.page.form.course, was: app.page.form.was });
    },
    shut: () => write({ type: "close" }),
    reopen: () => write({ type: "reopen" }),
    removeCourse: () => write({ type: "remove" }),
    allow: (learner, extra) => write({ type: "allow", learner, extra }),
    workOut() {
      app.working = app.t("courses.check.wait");
      line.ask("marks", { type: "marks", lang, course: app.at.course });
      draw();
    },
    picture: () => line.ask("file", { type: "picture", lang, course: app.at.course, ...base() }),
    useBase(text) {
      remember(BASE, text || null);
      app.typed.base = "";
      fetchPage();
    },
    ownBase: () => !recall(BASE),
    checking: () => Boolean(resting) || Boolean(app.working),
  });

  const screens = { list: listScreen, course: courseScreen, form: formScreen };
  const draw = () => {
    if (!app.view) {
      drawKeepingFocus(root, [loadingPage(FIRST_WORDS[lang] || FIRST_WORDS.da, line.phase()), ...voice.regions]);
      return;
    }
    setAttr(root, "lang", app.view.lang);
    setAttr(root, "data-screen", app.page.screen);
    setAttr(root, "data-waiting", line.phase() !== "idle");
    if (ownsAddress()) setAttr(document.documentElement, "lang", app.view.lang);
    const mainId = `${app.uid}-main`;
    const toMain = (event) => {
      event.preventDefault();
      root.querySelector(`#${mainId}`).focus();
    };
    const big = app.ui.big && app.page.screen === "course";
    drawKeepingFocus(root, [
      h("div", { class: "lbp-app", key: "app", "data-big": big ? "true" : null },
        !big && h("a", { class: "lbp-skip", key: "skip", href: `#${mainId}`, onclick: toMain }, app.t("bar.skip")),
        !big && h("header", { class: "lbp-head", key: "head" }, appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), { act: "page:here", icon: "calendar", label: app.t("courses.title"), current: "page", onclick: () => open({ screen: "list" }) }] })),
        notices(app),
        h(ownsAddress() ? "main" : "div", { class: "lbp-main", key: "main", id: mainId, tabindex: "-1" }, screens[app.page.screen](app)),
        !big && foot(app, false),
        app.ui.dialog === "keys" && keysDialog(app, KEYS),
        app.ui.dialog === "close" && closeQuestion(app),
        app.ui.dialog === "remove" && app.page.screen === "course" && removeQuestion(app)),
      ...voice.regions,
    ]);
  };

  const reach = () => {
    if (!goal) return;
    const found = root.querySelector(goal);
    goal = null;
    if (!found) return;
    found.setAttribute("tabindex", "-1");
    found.focus();
  };
  const tell = (text, tone = "info") => {
    app.ui.notice = { tone, text };
    voice.say(text);
  };
  const receivers = {
    shown(answer) {
      if (answer.strings) {
        app.t = makeLookup(answer.strings);
        app.view = { lang: answer.lang, screen: "courses", edition: answer.edition };
        app.marks = null;
      }
      const before = app.page;
      app.page = answer;
      if (answer.screen === "form") {
        // In another language the same form comes again: what was typed stays.
        if (!(before && before.screen === "form" && app.plan)) {
          app.plan = structuredClone(answer.form.plan);
          app.checked = null;
          app.ui.pick = pickerState();
        }
        check();
      }
      if (answer.screen === "course") {
        if (app.at.screen === "form") goal = "[data-home]";
        app.at = { screen: "course", course: answer.course.id };
        keepCourse(answer.course.id);
        if (answer.said) app.typed.extra = {};
      }
      if (answer.removed) {
        app.at = { screen: "list" };
        keepCourse(null);
        goal = "[data-home]";
        tell(answer.said);
        return;
      }
      if (answer.screen !== "form") app.plan = null;
      // What was done to one student shows nowhere else.
      if (answer.said && answer.screen === before?.screen && answer.course?.standing === before.course?.standing) tell(answer.said);
      else if (answer.said) voice.say(answer.said);
    },
    checked(answer) {
      app.checked = answer;
      resting = null;
      app.working = "";
      if (!answer.stopped) return;
      voice.say(app.t("courses.form.stop"));
      goal = "[data-wrong]";
    },
    filled(answer) {
      app.working = "";
      app.filling = false;
      if (!app.plan) return;
      app.change({ slots: answer.slots });
      if (app.saveAfter) app.save();
      else goal = "[data-group='0'] h3";
    },
    counted(answer) {
      if (app.page.screen !== "course" || app.page.course.id !== answer.course || app.page.course.joined === answer.joined) return;
      // Somebody new: their names come with the page.
      fetchPage();
    },
    marks(answer) {
      app.working = "";
      app.marks = answer;
      voice.say(app.t("courses.marks.done"));
    },
    file: takePicture,
    sorry(answer) {
      app.working = "";
      app.filling = app.saveAfter = false;
      tell(answer.text, "warn");
    },
  };
  const line = makeLine({
    model,
    onAnswer(answer, channel) {
      if (channel === "write") app.writing = null;
      if (answer.type === "sorry" && !app.view) app.at = { screen: "list" };
      receivers[answer.type]?.(answer);
      if (!app.view) fetchPage();
      draw();
      reach();
    },
    onPhase: () => draw(),
  });
  const progressed = (message) => {
    if (message.type !== "progress") return;
    app.working = message.words;
    draw();
  };
  model.on("msg:custom", progressed);
  const counting = setInterval(() => {
    if (!app.page || app.page.screen !== "course" || document.hidden || line.phase() !== "idle") return;
    line.ask("count", { type: "count", lang, course: app.page.course.id });
  }, COUNT_EVERY);

  Object.assign(app, frameActions(app, () => draw(), applyLook), {
    phase: () => "idle",
    setLang(next) {
      lang = next;
      remember("lbp.lang", next);
      keepLang(next);
      fetchPage();
    },
  });
  const onKey = (event) => {
    if (event.key === "?" && !event.target.closest("input, select, textarea")) app.set({ dialog: "keys" });
    if (event.key === "Escape" && app.ui.big) app.set({ big: false });
  };
  root.addEventListener("keydown", onKey);
  dark.addEventListener("change", applyLook);
  applyLook();
  fetchPage();
  return () => {
    line.close();
    voice.stop();
    clearInterval(counting);
    clearTimeout(resting);
    model.off("msg:custom", progressed);
    dark.removeEventListener("change", applyLook);
    root.remove();
  };
}

export default { render: ({ model, el }) => startCourses(model, el) };
