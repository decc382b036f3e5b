// Home: the courses that were joined, each with its patients, and a field for the code of another.

import { h } from "../front/dom.js";
import { avatar, button } from "../front/parts.js";

const JOIN = "join:go";

/** What the page knows of a code that is being typed. */
export function coursesState() {
  return { typed: "" };
}

/** The learner's courses, the newest first. */
export function courses(app) {
  return (app.view.home.courses || []).map((course) => section(app, course));
}

function section(app, course) {
  const { t } = app;
  const id = `${app.uid}-${course.id}`;
  return h("section", { class: "lbp-course", key: course.id, "aria-labelledby": id, "data-course": course.id },
    h("div", { class: "lbp-course-head" },
      h("div", null,
        h("p", { class: "lbp-course-kicker" }, t(course.exam ? "course.exam" : "course.course")),
        h("h2", { id }, course.title)),
      h("p", { class: "lbp-course-when", "data-status": course.status }, course.words,
        course.minutes && course.status !== "over" && h("span", null, ` · ${t("course.minutes", { n: course.minutes })}`))),
    course.note && h("div", { class: "lbp-course-note", key: "note" },
      h("p", null, course.note),
      course.take_over && button(app, { act: `take_over:${course.id}`, look: "main", label: t("sitting.take_over"), onclick: () => app.act("take_over", { course: course.id }, `take_over:${course.id}`) })),
    h("ul", { class: "lbp-course-patients" }, course.patients.map((one) => patient(app, course, one))));
}

function patient(app, course, one) {
  const { t } = app;
  const act = `place:${course.id}:${one.place}`;
  const open = (again) => app.act("start", { course: course.id, place: one.place, again }, act);
  const label = t({ new: "home.start", begun: "home.resume", done: course.exam ? "course.see" : "home.debrief" }[one.state]);
  return h("li", { key: one.place, class: "lbp-course-patient" },
    avatar(one.initials),
    h("div", { class: "lbp-course-who" },
      h("h3", null, one.name, one.age !== null && h("span", { class: "lbp-hint" }, ` ${t("person", { age: one.age, occupation: one.occupation })}`)),
      h("p", { class: "lbp-hint" }, one.words)),
    h("div", { class: "lbp-row" },
      one.again && button(app, { act: `${act}:again`, look: "link", label: t("course.again"), props: { "aria-label": `${t("course.again")}: ${one.name}` }, onclick: () => open(true) }),
      one.practise && button(app, { act: `practise:${one.practise}`, look: "plain", label: t("course.practise"), props: { "aria-label": `${t("course.practise")}: ${one.name}` }, onclick: () => app.act("start", { case: one.practise, again: false }, `practise:${one.practise}`) }),
      one.opens && button(app, { act, label, look: one.state === "done" ? "plain" : undefined, props: { "aria-label": `${label}: ${one.name}` }, onclick: () => open(false) })));
}

/** The field for a course's code. */
export function joining(app) {
  const { t, ui } = app;
  const id = `${app.uid}-join`;
  const go = () => ui.courses.typed.trim() && app.act("join", { code: ui.courses.typed }, JOIN);
  const submit = (event) => {
    event.preventDefault();
    go();
  };
  return h("form", { class: "lbp-join", key: "join", onsubmit: submit },
    h("label", { for: id }, t("course.join.why")),
    h("div", { class: "lbp-row" },
      h("input", {
        id, class: "lbp-input", type: "text", "data-act": "join:code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "20",
        placeholder: t("course.join.example"), value: ui.courses.typed,
        oninput: (event) => app.set({ courses: { typed: event.target.value } }),
      }),
      button(app, { act: JOIN, look: "plain", label: t("course.join"), onclick: go })));
}

/** A course was joined: the field is empty again, and the page is at the new course. */
export function settleCourses(app, before) {
  if (!before || before.screen !== "home" || app.view.screen !== "home") return;
  const known = new Set((before.home.courses || []).map((one) => one.id));
  const fresh = (app.view.home.courses || []).find((one) => !known.has(one.id));
  if (!fresh) return;
  app.ui.courses = coursesState();
  app.say(app.t("course.joined", { title: fresh.title }));
}
