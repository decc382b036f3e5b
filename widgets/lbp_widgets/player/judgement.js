// Beside the debrief: what the learner's probabilities and her certainty came to. Every number and sentence is Python's.

import { h } from "../front/dom.js";
import { mark } from "../front/icons.js";
import { unseen } from "../front/parts.js";

/** Before, after, and what it was, visit by visit, with the two scores; null where nothing is told of it. */
export function estimateCard(app) {
  const { t } = app;
  const { estimates } = app.view.case.debrief;
  if (!estimates || !estimates.length) return null;
  return h("section", { class: "lbp-card lbp-judgements", key: "estimates", "aria-label": t("estimate.told.title") },
    h("h2", null, t("estimate.told.title")),
    estimates.map((one) => estimateOfVisit(app, one)));
}

function estimateOfVisit(app, one) {
  const { t } = app;
  const percent = (value) => (value === null ? "\u2013" : t("estimate.percent", { n: value }));
  return h("div", { class: "lbp-judgement", key: one.place, "data-judgement": one.place },
    h("h3", null, one.visit_label),
    h("p", { class: "lbp-judgement-was" }, one.was),
    one.rows.length > 0 && h("table", { class: "lbp-judgement-table" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, unseen(t("estimate.told.category"))), h("th", { scope: "col" }, t("estimate.told.before")), h("th", { scope: "col" }, t("estimate.told.after")))),
      h("tbody", null,
        one.rows.map((row) => h("tr", { key: row.value, "data-category": row.value, "data-so": row.so ? "true" : null },
          h("th", { scope: "row" }, h("span", { class: "lbp-judgement-so" }, row.so && mark("grade-ok", 16), row.label, row.so && unseen(`, ${t("estimate.told.so")}`))),
          h("td", null, percent(row.before)), h("td", null, percent(row.after)))),
        one.scores.map((score) => h("tr", { key: score.label, class: "lbp-judgement-score", "data-score-of": score.label },
          h("th", { scope: "row" }, score.label), h("td", null, score.before ?? "\u2013"), h("td", null, score.after ?? "\u2013"))))),
    one.moved && h("p", null, one.moved),
    one.skipped && h("p", { class: "lbp-hint" }, one.skipped),
    one.scores.length > 0 && h("details", { class: "lbp-more" },
      h("summary", null, t("estimate.told.scores")),
      one.scores.map((score) => h("p", { class: "lbp-hint" }, score.text))));
}

/** Points of certainty, apart from the sum; what the scale is; what the answers say about the learner. */
export function certaintyCard(app) {
  const { t } = app;
  const { cbm } = app.view.case.debrief;
  if (!cbm) return null;
  return h("section", { class: "lbp-card lbp-judgements", key: "certainty", "data-certainty": cbm.points, "aria-label": t("certainty.title") },
    h("h2", null, t("certainty.title")),
    h("p", { class: "lbp-certainty-sum" }, h("strong", null, app.num(cbm.points)), " ", t("points.of", { of: app.num(cbm.of) })),
    h("p", { class: "lbp-hint" }, cbm.scale),
    h("table", { class: "lbp-judgement-table" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, unseen(t("certainty.level"))), h("th", { scope: "col" }, t("certainty.right")), h("th", { scope: "col" }, t("certainty.gave")))),
      h("tbody", null, cbm.levels.map((one) => h("tr", { key: one.level, "data-level": one.level },
        h("th", { scope: "row" }, one.label), h("td", null, one.of ? t("count.of", { n: one.right, total: one.of }) : "\u2013"), h("td", null, one.of ? app.num(one.points) : "\u2013"))))),
    cbm.insight.map((text) => h("p", null, text)),
    h("details", { class: "lbp-more" },
      h("summary", null, t("certainty.how")),
      h("div", { class: "lbp-certainty-always" }, cbm.always.map((one) => h("span", { class: "lbp-chip", key: one.level, "data-most": one.most ? "true" : null }, `${one.label}: ${app.num(one.points)}`)))),
    h("p", { class: "lbp-hint" }, cbm.apart));
}
