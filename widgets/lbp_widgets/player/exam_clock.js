// The time that is left of an exam. Python says when it ends and what its own clock shows; here that is counted down on a
// clock that nobody can set. Nothing is decided by it: what comes too late is refused by Python.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { clockText } from "../front/words.js";

const CLOCK_TICK = 500;
/** Minutes left at which it is said aloud. */
const CLOCK_SAID = [10, 1];
const CLOCK_LOW = 60 * CLOCK_SAID[0];
// When the exam ends on this page's clock, by what Python said of it.
const CLOCK_ENDS = new WeakMap();

/** Seconds that are left now; null where the exam has no end. */
function examLeft(course) {
  if (!course.ends) return null;
  if (!CLOCK_ENDS.has(course)) CLOCK_ENDS.set(course, performance.now() + Date.parse(course.ends) - Date.parse(course.now));
  return Math.max(0, Math.ceil((CLOCK_ENDS.get(course) - performance.now()) / 1000));
}

function clockWords(app, seconds) {
  if (!seconds) return app.t("sitting.over");
  const hours = Math.floor(seconds / 3600);
  const rest = clockText(seconds % 3600);
  return app.t("sitting.left", { time: hours ? `${hours}:${rest.padStart(5, "0")}` : rest });
}

/** The line under the case bar; nothing in a case that belongs to no running exam. */
export function examClock(app) {
  const { course } = app.view.case;
  if (!course || !course.exam || course.released) return null;
  const seconds = examLeft(course);
  return h("p", { class: "lbp-exam-clock", key: "exam-clock", "data-low": seconds !== null && seconds <= CLOCK_LOW ? "true" : null, mount: (node) => countDown(app, node) },
    h("span", null, app.t("course.exam"), " \u00b7 ", course.title),
    seconds !== null && h("strong", { role: "timer", key: "left" }, icon("clock", 18), h("span", { key: "words" }, clockWords(app, seconds))));
}

function countDown(app, node) {
  let before = null;
  const timer = setInterval(() => {
    if (!node.isConnected) return clearInterval(timer);
    const course = app.view.case && app.view.case.course;
    const seconds = course ? examLeft(course) : null;
    if (seconds === null) return null;
    const shown = node.querySelector("[role=timer] > span");
    if (shown && shown.firstChild) shown.firstChild.data = clockWords(app, seconds);
    if (seconds <= CLOCK_LOW) node.dataset.low = "true";
    if (before !== null) sayLeft(app, before, seconds);
    before = seconds;
    return null;
  }, CLOCK_TICK);
}

/** Said at ten minutes, at one, and at the end, when Python is asked how things stand. */
function sayLeft(app, before, seconds) {
  const passed = CLOCK_SAID.find((minutes) => before > 60 * minutes && seconds <= 60 * minutes);
  if (before > 0 && seconds === 0) {
    app.say(app.t("sitting.over"));
    app.act("go", { case: app.view.case.id, stage: app.view.case.stage }, "exam:over");
  } else if (passed) app.say(app.t("sitting.left.say", { n: passed }));
}
