// Between two visits: what happened since the decisions were locked, and one way on.

import { h } from "../front/dom.js";
import { avatar, button } from "../front/parts.js";
import { criticalList } from "./critical.js";
import { markLists } from "./debrief.js";
import { askMore } from "./first.js";

/** The follow-up stage. */
export function followUpStage(app) {
  const { t, view } = app;
  const { follow_up: after, patient, visit } = view.case;
  if (!after) return h("h1", { tabindex: "-1", "data-home": "" }, t("followup.title"));
  return [h("section", { class: "lbp-card lbp-followup", key: "followup", "aria-labelledby": `${app.uid}-title` },
    h("div", { class: "lbp-row" }, avatar(patient.initials, "large"),
      h("div", null, h("p", { class: "lbp-hint" }, visit.label), h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("followup.title")))),
    h("p", { class: "lbp-words" }, after.bridge),
    askMore(app, after.ask, t("followup.see")),
    !after.last && h("p", { class: "lbp-hint" }, t("followup.next")),
    button(app, { act: "next", look: "main", after: "arrow", label: after.button, onclick: () => app.act("next", {}, "next") })),
  after.answer && visitAnswer(app, after.answer)];
}

/** What the guideline says of the visit that was just locked, for whoever asked. */
function visitAnswer(app, answer) {
  const id = `${app.uid}-answer`;
  return h("section", { class: "lbp-visit-answer", key: "answer", "aria-labelledby": id, "data-answer": "" },
    h("h2", { id, tabindex: "-1", "data-opened": "" }, app.t("followup.answer")),
    criticalList(app, answer.critical),
    markLists(app, answer, app.t("followup.items")));
}
