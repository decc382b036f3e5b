// The examination stage: the exam on this patient, with the way on beneath the learner's own findings.

import { h } from "../front/dom.js";
import { examPage, examUi } from "../exam/page.js";
import { onward } from "./panels.js";
import { caseTool } from "./tools.js";

/** The examination stage. */
export function examinationStage(app) {
  const { t, view } = app;
  const host = caseTool(app, "exam", examUi, { beside: onward(app, t("examination.hint"), "flags") });
  return [
    h("div", { class: "lbp-page-head", key: "head" },
      h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("examination.title", { name: view.case.patient.first_name })),
      h("p", { class: "lbp-hint" }, t("exam.lead.case"))),
    examPage(app, host),
  ];
}
