// The marks of an assessment tool: points that add up, each with its reason and its source. What went wrong stands first.

import { h } from "./dom.js";
import { mark } from "./icons.js";
import { citations, conflictNote, unseen } from "./parts.js";

const ORDER = ["critical", "too_much", "wrong", "missing", "partly", "right"];
const SHAPES = { right: "grade-ok", partly: "grade-part", missing: "grade-miss", wrong: "grade-wrong", too_much: "grade-over", critical: "grade-bad" };

/** One mark: shape, word, title, reason, citations, points. `place` makes its citations unique on the page. */
export function markItem(app, one, place) {
  return h("li", { class: `lbp-mark-item lbp-mark-item-${one.mark}`, key: one.subject, "data-mark": one.mark, "data-subject": one.subject },
    mark(SHAPES[one.mark], 22),
    h("div", { class: "lbp-mark-words" },
      h("p", { class: "lbp-mark-title" }, unseen(`${app.t(`bedside.mark.${one.mark}`)}: `), h("strong", null, one.title)),
      one.text && h("p", null, one.text),
      one.mark !== "right" && one.conflicts.map((found) => conflictNote(app, found)),
      citations(app, `${place}-${one.subject}`, one.citations, one.reviewed)),
    h("span", { class: "lbp-mark-points" }, one.of === 0 ? app.t(`bedside.cost${Math.abs(one.points) === 1 ? ".one" : ""}`, { n: app.num(one.points) }) : app.t("bedside.points", { points: app.num(one.points), of: one.of })));
}

/** The marks of a tool as a list, what went wrong first. */
export function markList(app, result, place) {
  const sorted = [...result.marks].sort((a, b) => ORDER.indexOf(a.mark) - ORDER.indexOf(b.mark));
  return h("ul", { class: "lbp-mark-list" }, sorted.map((one) => markItem(app, one, place)));
}

/** All marks of a locked exercise; what was right is folded away once there is more than a little of it. */
export function resultCard(app, result) {
  const { t } = app;
  const sorted = [...result.marks].sort((a, b) => ORDER.indexOf(a.mark) - ORDER.indexOf(b.mark));
  const right = sorted.filter((one) => one.mark === "right");
  const rest = sorted.filter((one) => one.mark !== "right");
  const fold = rest.length > 0 && right.length > 3;
  const id = `${app.uid}-result`;
  return h("section", { class: "lbp-card lbp-outcome", key: "result", "aria-labelledby": id, "data-result": "" },
    h("div", { class: "lbp-outcome-head" },
      h("h2", { id, tabindex: "-1", "data-result-title": "" }, t("bedside.result")),
      h("strong", null, t("bedside.points", { points: result.points, of: result.of })),
      result.floor > 0 && h("span", { class: "lbp-hint" }, t("bedside.floor", { n: `+${result.floor}` }))),
    h("ul", { class: "lbp-mark-list" }, (fold ? rest : sorted).map((one) => markItem(app, one, "r"))),
    fold && h("details", { key: "right" },
      h("summary", null, t("bedside.right.folded", { n: right.length })),
      h("ul", { class: "lbp-mark-list" }, right.map((one) => markItem(app, one, "r")))));
}
