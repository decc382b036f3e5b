// One patient after the morning: what happened, what was chosen, what the guideline would have chosen, and why.

import { h } from "../front/dom.js";
import { mark } from "../front/icons.js";
import { citations, unseen } from "../front/parts.js";

const GRADES = { best: "grade-ok", acceptable: "grade-ok", wrong: "grade-wrong", differs: "grade-part", unsafe: "grade-bad", too_much: "grade-over", null: "grade-miss" };

/** Everything about one patient. */
export function openedPatient(app, one) {
  const { t } = app;
  const missing = [...one.not_asked, ...one.not_examined];
  return h("div", { class: "lbp-clinic-opened", key: "opened", "data-opened": one.place },
    h("section", null, h("h3", null, t("clinic.open.happened")), h("ul", { class: "lbp-clinic-story" }, one.story.map((text) => h("li", null, text)))),
    one.others.length > 0 && h("section", null, h("h3", null, t("clinic.open.others")),
      h("ul", { class: "lbp-clinic-story" }, one.others.map((other) => h("li", { key: other.label }, h("strong", null, `${other.label}: `), other.story.join(" "))))),
    h("p", { class: "lbp-hint" }, t("clinic.open.time", { you: app.num(one.used), guideline: app.num(one.guideline_used), trust: one.trust })),
    missing.length > 0 && h("details", { key: "missing" }, h("summary", null, t("clinic.open.missing", { n: missing.length })), h("ul", { class: "lbp-clinic-story" }, missing.map((text) => h("li", null, text)))),
    h("section", null, h("h3", null, t("clinic.open.decisions")), h("ul", { class: "lbp-clinic-decisions" }, one.rows.map((row) => decision(app, one, row)))));
}

function decision(app, one, row) {
  const { t } = app;
  return h("li", { key: row.id, "data-decision": row.id, "data-grade": String(row.grade) },
    mark(GRADES[row.grade], 22),
    h("div", null,
      h("p", null, h("strong", null, row.label), unseen(`: ${t(`clinic.grade.${row.grade}`)}`)),
      h("p", null, h("span", { class: "lbp-hint" }, t("clinic.open.yours")), " ", row.yours || t("clinic.open.none")),
      h("p", null, h("span", { class: "lbp-hint" }, t("clinic.open.theirs")), " ", row.guideline),
      row.accepts.length > 0 && h("p", null, h("span", { class: "lbp-hint" }, t("clinic.open.accepts")), " ", row.accepts.join(", ")),
      row.because.map((text) => h("p", { class: "lbp-clinic-because" }, text)),
      citations(app, `p${one.place}-${row.id}`, row.citations, row.reviewed)));
}
