// Beside the debrief: the points, which add up line by line, how sure the learner was, and what can be done next.

import { h } from "../front/dom.js";
import { mark } from "../front/icons.js";
import { practiceLabel } from "./first.js";
import { ownsAddress } from "../front/address.js";
import { button } from "../front/parts.js";
import { certaintyCard, estimateCard } from "./judgement.js";

/** The column beside the debrief. */
export function resultAside(app) {
  return h("div", { class: "lbp-result", key: "result" }, scoreCard(app), estimateCard(app), certaintyCard(app), aimsCard(app), nextCard(app));
}

function scoreCard(app) {
  const { t } = app;
  const { score, sum, categories, adjustments, passed, practice } = app.view.case.debrief;
  if (!score) return null;
  const row = (label, points, extra) => h("div", { class: extra }, h("dt", null, label), h("dd", null, points));
  return h("section", { class: "lbp-card lbp-score", key: "score", "aria-label": t("score.title") },
    h("h2", null, t("score.title")),
    practice && practiceLabel(practice),
    h("p", { class: "lbp-score-sum" }, h("strong", { "data-score": String(score.points) }, app.num(score.points)), " ", t("points.of", { of: app.num(score.of) }),
      score.percent !== undefined && score.of !== 100 && h("span", { class: "lbp-hint" }, ` \u00b7 ${t("score.percent", { n: score.percent })}`)),
    passed && h("p", { "data-passed": passed.passed ? "true" : "false" }, h("strong", null, passed.label), h("br"), h("span", { class: "lbp-hint" }, passed.limit)),
    h("dl", { class: "lbp-sum" },
      categories.map((one) => row(one.label, t("count.of", { n: app.num(one.points), total: app.num(one.of) }))),
      row(t("score.sum", { of: app.num(score.of) }), app.num(sum), "lbp-sum-strong"),
      adjustments.map((one) => row([one.kind === "cap" && mark("grade-bad", 16), one.label], app.num(one.points), "lbp-sum-adjust")),
      row(t("score.total"), app.num(score.points), "lbp-sum-strong")));
}

function aimsCard(app) {
  const { objectives } = app.view.case.debrief;
  if (!objectives || !objectives.length) return null;
  return h("section", { class: "lbp-card lbp-aims", key: "aims", "aria-label": app.t("aims.title") },
    h("h2", null, app.t("aims.title")),
    h("ul", null, objectives.map((aim) => h("li", null, aim))));
}

function nextCard(app) {
  const { t, view } = app;
  const again = `again:${view.case.id}`;
  return h("section", { class: "lbp-card lbp-next", key: "next", "aria-label": t("next.title") },
    h("h2", null, t("next.title")),
    button(app, { act: "home", look: "main", after: "arrow", label: t("next.home"), onclick: () => app.goHome() }),
    view.case.another && anotherPatient(app, view.case.id),
    button(app, { act: again, before: "repeat", label: t("next.again"), onclick: () => app.act("start", { case: view.case.id, again: true }, again) }),
    ownsAddress() && view.case.debrief.level !== "none" && button(app, { act: "print", look: "link", before: "dl", label: t("next.print"), onclick: () => window.print() }));
}

/** The same story with somebody else in it; what differs is for the learner to find. */
function anotherPatient(app, id) {
  const act = `another:${id}`;
  return h("div", { class: "lbp-next-another", key: "another" },
    button(app, { act, before: "user", label: app.t("next.another"), props: { "aria-describedby": `${app.uid}-another` }, onclick: () => app.act("start", { case: id, another: true }, act) }),
    h("p", { class: "lbp-hint", id: `${app.uid}-another` }, app.t("next.another.hint")));
}
