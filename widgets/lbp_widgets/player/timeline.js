// Visit by visit: what the learner did beside what the guideline does, and where that would have led. A table below; on a phone
// the two stand above each other, each under its own name.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { unseen } from "../front/parts.js";

/** As many as can stand open without pushing the rest away. */
const TIMELINE_FEW = 4;
const TIMELINE_GRADES = { right: "grade-ok", partly: "grade-part", missing: "grade-miss", wrong: "grade-wrong", too_much: "grade-over", critical: "grade-bad" };

/** The timeline of visits; each opens by itself. */
export function timelineList(app) {
  const { t, view } = app;
  const { timeline } = view.case.debrief;
  if (!timeline || !timeline.visits) return null;
  const id = `${app.uid}-way`;
  return h("section", { class: "lbp-way", key: "way", "aria-labelledby": id },
    h("h2", { id, tabindex: "-1" }, t("way.title")),
    h("ol", { class: "lbp-card" }, timeline.visits.map((visit) => timelineVisit(app, visit))),
    timeline.path && timelinePath(app, timeline.path));
}

function timelineVisit(app, visit) {
  const { t } = app;
  const next = visit.rows[visit.rows.length - 1];
  return h("li", { key: `visit-${visit.visit}`, "data-visit": visit.visit },
    h("div", { class: "lbp-way-head" },
      h("h3", null, visit.label, visit.practice && h("span", { class: "lbp-chip" }, t("way.practice"))),
      h("p", { class: "lbp-hint" }, visit.place_time)),
    h("p", null, next.you.text),
    h("details", { class: "lbp-more lbp-way-more" },
      h("summary", { "data-act": `way:${visit.visit}` }, t("way.you"), " / ", t("way.guide")),
      h("table", { class: "lbp-way-table" },
        h("caption", { class: "lbp-unseen" }, visit.label),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, t("way.what")), h("th", { scope: "col" }, t("way.you")), h("th", { scope: "col" }, t("way.guide")))),
        h("tbody", null, visit.rows.map((row) => timelineRow(app, row))))));
}

function timelineRow(app, row) {
  const { t } = app;
  const grade = TIMELINE_GRADES[row.mark];
  return h("tr", { key: row.id, "data-row": row.id, "data-mark": row.mark },
    h("th", { scope: "row" }, row.label),
    h("td", { "data-label": t("way.you") }, h("div", { class: "lbp-way-cell" }, grade && mark(grade, 18), grade && unseen(`${t(`mark.${row.mark}`)}: `), timelineSide(app, row.you))),
    h("td", { "data-label": t("way.guide") }, timelineSide(app, row.guide)));
}

function timelineSide(app, side) {
  const lists = ["missed", "hit", "before", "relevant", "extra"].filter((name) => side[name].length);
  return h("div", { class: "lbp-way-side" },
    h("p", null, side.text),
    lists.map((name) => h("details", { key: name, open: name === "missed" && side[name].length <= TIMELINE_FEW ? "" : null },
      h("summary", { class: "lbp-hint" }, app.t(`way.${name}`), ` (${side[name].length})`),
      h("ul", null, side[name].map((line) => h("li", null, line))))));
}

function timelinePath(app, path) {
  return h("details", { class: "lbp-card lbp-way-path", "data-act": "way-path" },
    h("summary", null, icon("branch", 18), path.title),
    h("ol", null, path.steps.map((step) => h("li", null, h("h3", null, step.label), h("p", { class: "lbp-hint" }, step.place_time), h("p", null, step.text)))));
}
