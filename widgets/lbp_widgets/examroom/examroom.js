// The teachers' exam page. Python sends it as trees of known tags, anew every few seconds while the page is seen; here
// they are drawn, and what was pressed or typed is sent back.

import { grown } from "../cohort/tree.js";
import { keepCourse, keepLang, readCourse } from "../front/address.js";
import { h } from "../front/dom.js";
import { frameActions } from "../front/frame.js";
import { makeLine } from "../front/line.js";
import { drawFrame, drawLoading, focusOn, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { remember } from "../front/store.js";
import { newId } from "../front/wire.js";
import { makeLookup } from "../front/words.js";

const EVERY = 4000;
const KEYS = [["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];

function startRoom(model, el) {
  const shown = openPage(model, el, { kind: "examroom", prefix: "lbper" });
  const { app, root } = shown;
  let { lang } = shown;
  let goal = null;
  Object.assign(app, { page: null, typed: {}, files: {}, ask: { course: readCourse(), confirm: false, log: false } });
  const send = (channel, more) => line.ask(channel, { type: "show", lang, ...app.ask, file: app.files[app.ask.course] ?? null, hello: !app.view || app.view.lang !== lang, ...more });
  const show = (changes = {}, focus = null) => {
    Object.assign(app.ask, changes);
    goal = focus;
    send("page", {});
  };
  const act = (what, more = {}, focus = null) => {
    Object.assign(app.ask, { confirm: false });
    goal = focus;
    // With its own id, so that it is done once even if it is asked for again.
    send("act", { type: "do", what, ...more, id: newId() });
    draw();
  };

  const acts = {
    course: (id) => show({ course: id, confirm: false, log: false }),
    close: () => act("close"),
    reopen: () => act("reopen"),
    release: () => show({ confirm: true }, "[data-act=release-no]"),
    "release-no": () => show({ confirm: false }, "[data-act=release]"),
    "release-yes": () => act("release", {}, "[data-panel=release] h2"),
    allow: (learner) => act("allow", { learner, extra: app.typed[learner] ?? root.querySelector(`[data-collect="extra:${learner}"]`).value }),
    export: () => act("export", {}, "[data-panel=results] h2"),
    log: () => show({ log: true }, "[data-panel=log] h2"),
    "log-hide": () => show({ log: false }, "[data-act=log]"),
  };
  const pressed = (name) => {
    const [what, ...rest] = name.split(":");
    app.ui.notice = null;
    acts[what]?.(...rest);
  };
  const collected = (name, value) => {
    app.typed[name.split(":")[1]] = value;
  };

  const draw = () => {
    if (!app.view) {
      drawLoading(app, lang, line.phase());
      return;
    }
    setAttr(root, "data-waiting", line.phase() !== "idle");
    const here = { act: "page:here", icon: "list", label: app.page.title, current: "page", onclick: () => show() };
    drawFrame(app, {
      screen: "exam", head: appBar(app, { pages: [...otherPages(app, ["cases", "guideline"]), here] }), saves: false,
      main: [
        h("h1", { key: "title", tabindex: "-1", "data-home": "" }, app.page.title),
        app.page.nodes.map((node) => grown(node, pressed, collected)),
      ],
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
  };

  const save = (file) => {
    const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const take = (answer) => {
    if (answer.type === "sorry") {
      app.ui.notice = { tone: "info", text: answer.text };
      return;
    }
    if (answer.strings) {
      app.t = makeLookup(answer.strings);
      app.view = { lang: answer.lang, screen: "examroom", edition: answer.edition };
    }
    app.page = answer;
    app.ask.course = answer.course;
    keepCourse(answer.course || null);
    if (answer.file) {
      save(answer.file);
      // The seal that is shown with this exam from now on is the one of this file.
      app.files[answer.course] = answer.file.id;
    }
    if (answer.notice) {
      app.ui.notice = { tone: "note", text: answer.notice };
      app.typed = {};
      app.say(answer.notice);
    }
  };
  const reach = () => {
    if (goal) focusOn(root, goal);
    goal = null;
  };
  const line = makeLine({
    model,
    onAnswer(answer) {
      take(answer);
      draw();
      if (answer.type === "shown") reach();
    },
    onPhase: () => draw(),
  });
  // What somebody is typing is not drawn over.
  const typing = () => root.contains(document.activeElement) && document.activeElement.matches("input");
  const timer = setInterval(() => {
    if (app.view && document.visibilityState === "visible" && line.phase() === "idle" && !typing()) send("page", {});
  }, EVERY);

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    phase: () => "idle",
    setLang(next) {
      lang = next;
      remember("lbp.lang", next);
      keepLang(next);
      show();
    },
  });
  const stopKeys = frameKeys(app);
  send("page", {});
  draw();
  return () => {
    clearInterval(timer);
    line.close();
    stopKeys();
    shown.close();
  };
}

/** anywidget's entry: draw the page into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startRoom(model, el);
}

export default { render };
