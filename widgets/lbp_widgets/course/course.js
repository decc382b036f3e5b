// The teachers' page on courses: a list, one course with its code, and a form. Python judges every plan and makes every word.

import { joinAddress, keepCourse, keepLang, ownsAddress, readCourse } from "../front/address.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, focusOn, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { recall, remember } from "../front/store.js";
import { makeLookup } from "../front/words.js";
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
  const shown = openPage(model, el, { kind: "courses", prefix: "lbpcs", ui: { big: false, pick: pickerState() } });
  const { app, root } = shown;
  let { lang } = shown;
  let goal = null;
  let resting = null;
  Object.assign(app, {
    page: null, at: readCourse() ? { screen: "course", course: readCourse() } : { screen: "list" },
    plan: null, checked: null, marks: null, working: "", writing: null, filling: false, saveAfter: false, typed: { base: "", extra: {} },
    busy: (act) => app.writing === act,
    slow: () => ["waiting", "dead"].includes(line.phase()),
  });
  const base = () => {
    if (recall(BASE)) return { base: recall(BASE), typed: true };
    return { base: ownsAddress() ? joinAddress() : "", typed: false };
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
      drawLoading(app, lang, line.phase());
      return;
    }
    setAttr(root, "data-waiting", line.phase() !== "idle");
    const big = app.ui.big && app.page.screen === "course";
    const here = { act: "page:here", icon: "calendar", label: app.t("courses.title"), current: "page", onclick: () => open({ screen: "list" }) };
    drawFrame(app, {
      screen: app.page.screen, head: !big && appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] }), saves: false,
      mark: { "data-big": big ? "true" : null },
      main: screens[app.page.screen](app),
      over: [
        app.ui.dialog === "keys" && keysDialog(app, KEYS),
        app.ui.dialog === "close" && closeQuestion(app),
        app.ui.dialog === "remove" && app.page.screen === "course" && removeQuestion(app),
      ],
    });
  };

  const reach = () => {
    if (goal) focusOn(root, goal);
    goal = null;
  };
  const tell = (text, tone = "info") => {
    app.ui.notice = { tone, text };
    app.say(text);
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
      else if (answer.said) app.say(answer.said);
    },
    checked(answer) {
      app.checked = answer;
      resting = null;
      app.working = "";
      if (!answer.stopped) return;
      app.say(app.t("courses.form.stop"));
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
      app.say(app.t("courses.marks.done"));
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

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    phase: () => "idle",
    setLang(next) {
      lang = next;
      remember("lbp.lang", next);
      keepLang(next);
      fetchPage();
    },
  });
  const shrink = () => {
    if (!app.ui.big) return false;
    app.set({ big: false });
    return true;
  };
  const stopKeys = frameKeys(app, { escape: shrink });
  fetchPage();
  return () => {
    line.close();
    stopKeys();
    clearInterval(counting);
    clearTimeout(resting);
    model.off("msg:custom", progressed);
    shown.close();
  };
}

export default { render: ({ model, el }) => startCourses(model, el) };
