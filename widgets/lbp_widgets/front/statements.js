// Statements that a learner sorts: the patient's words on sand, what was seen on plain ground. Shared by the flag sorter and the function map.

import { h } from "./dom.js";
import { avatar, quoted, unseen } from "./parts.js";

/** Who the patient is, as far as anyone sees at the door. */
export function patientStrip(app, patient) {
  return h("div", { class: "lbp-statement-patient", key: "patient" },
    avatar(patient.initials),
    h("div", null,
      h("strong", null, patient.name),
      h("p", { class: "lbp-hint" }, `${app.t("bedside.age", { n: patient.age })} \u00b7 ${patient.occupation}`)));
}

/** The question and its answer, or the manoeuvre and what it showed. */
export function statementWords(app, one) {
  return [
    h("span", { class: "lbp-statement-ask" }, one.seen && h("span", { class: "lbp-statement-seen" }, app.t("bedside.seen")), one.ask),
    h("span", { class: one.seen ? "lbp-statement-find" : "lbp-statement-said" },
      one.lines.map((line, i) => h("span", { key: `line-${i}` }, one.seen ? line : quoted(app, line), i + 1 < one.lines.length && unseen("; ")))),
  ];
}
