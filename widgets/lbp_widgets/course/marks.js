// How each student of a course stands. Python works it out when it is asked for.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";

/** Closed until it is wanted: it tells of single students. */
export function marksPart(app, course) {
  const { t } = app;
  const marks = app.marks && app.marks.course === course.id ? app.marks : null;
  return h("details", { class: "lbp-card lbp-cs-panel lbp-cs-extra", key: "marks", "data-panel": "marks" },
    h("summary", { "data-act": "marks" }, t("courses.marks")),
    h("p", { class: "lbp-hint", key: "why" }, t("courses.marks.why")),
    course.joined === 0 && h("p", { key: "none" }, t("courses.marks.none")),
    marks && marks.rows.length > 0 && marksTable(app, marks),
    marks && marks.lost && h("p", { class: "lbp-hint", key: "lost" }, marks.lost),
    course.joined > 0 && h("div", { class: "lbp-row", key: "get" },
      button(app, { act: "marks-get", look: "plain", label: t(marks ? "courses.marks.again" : "courses.marks.get"), onclick: () => app.workOut() }),
      h("span", { class: "lbp-hint", role: "status" }, app.working)),
    course.joined > 0 && h("p", { class: "lbp-hint lbp-cs-command", key: "export" }, marks ? marks.export : null));
}

function marksTable(app, marks) {
  const { t } = app;
  return h("table", { class: "lbp-cs-marks", key: "table" },
    h("thead", null, h("tr", null, ["who", "finished", "mark"].map((name) => h("th", { scope: "col", key: name }, t(`courses.marks.${name}`))))),
    h("tbody", null, marks.rows.map((one) => h("tr", { key: one.id, "data-mark": one.id },
      h("th", { scope: "row" }, one.name), h("td", null, one.finished), h("td", null, one.mark)))));
}
