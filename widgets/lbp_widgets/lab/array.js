// A crowd as marks, in two blocks by test result: one path for each of the four groups, so that a slider can redraw it at once.

import { h } from "../front/dom.js";
import { percentText } from "./controls.js";

const MARK_CELL = 10;
const COLUMNS_WIDE = 40;
const COLUMNS_NARROW = 25;
const COLUMNS_FEW = 20;
const CROWD_NARROW = 768;

const MARK_SHAPES = {
  square: (x, y) => `M${x + 1.4} ${y + 1.4}h7.2v7.2h-7.2z`,
  open: (x, y) => `M${x + 2} ${y + 2}h6v6h-6z`,
  circle: (x, y) => `M${x + 1.8} ${y + 5}a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z`,
  dot: (x, y) => `M${x + 3.7} ${y + 5}a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0z`,
};

/** The outline of `count` marks of one shape, from place `from` on, in rows of `columns`. */
export function marksPath(shape, from, count, columns) {
  let path = "";
  for (let i = from; i < from + count; i += 1) path += MARK_SHAPES[shape]((i % columns) * MARK_CELL, Math.floor(i / columns) * MARK_CELL);
  return path;
}

/** How many marks stand in a row: fewer on a phone and for a small crowd, so that each stays visible. */
export function columnsFor(app, total) {
  if (total <= 100) return COLUMNS_FEW;
  return app.root.clientWidth < CROWD_NARROW ? COLUMNS_NARROW : COLUMNS_WIDE;
}

/** The four kinds of mark, as a key. */
export function markSample(shape) {
  return h("svg", { class: `lbp-l-sample lbp-l-mark-${shape}`, viewBox: "0 0 10 10", width: 14, height: 14, "aria-hidden": "true" }, h("path", { d: MARK_SHAPES[shape](0, 0) }));
}

/**
 * One block: first those with the disease, then those without.
 * @param {Object} options
 * @param {string} options.name positive or negative
 * @param {string[]} options.shapes of those with and of those without
 */
export function crowdBlock(app, { name, ill, well, shapes, head, tail, columns }) {
  const rows = Math.max(1, Math.ceil((ill + well) / columns));
  return h("div", { class: "lbp-l-block", key: name, "data-block": name },
    h("p", { class: "lbp-l-block-head" }, h("strong", null, head), h("span", null, tail)),
    h("svg", { class: "lbp-l-crowd", viewBox: `0 0 ${columns * MARK_CELL} ${rows * MARK_CELL}`, "aria-hidden": "true", "data-ill": ill, "data-well": well },
      h("path", { class: `lbp-l-mark-${shapes[0]}`, d: marksPath(shapes[0], 0, ill, columns) }),
      h("path", { class: `lbp-l-mark-${shapes[1]}`, d: marksPath(shapes[1], ill, well, columns) })));
}

/** The whole crowd of a test: counts in words, two blocks, a key. Bigger numbers than marks are never drawn. */
export function crowd(app, counts, words) {
  const { t } = app;
  const columns = columnsFor(app, counts.total);
  const shareOf = (part, all) => (all ? percentText(app, part / all) : "\u2013");
  const positive = counts.tp + counts.fp;
  const negative = counts.fn + counts.tn;
  const spoken = t("lab.array.spoken", { total: counts.total, positive, tp: counts.tp, negative, fn: counts.fn });
  return h("div", { class: "lbp-l-array", key: "array", role: "img", "aria-label": spoken },
    crowdBlock(app, { name: "positive", ill: counts.tp, well: counts.fp, shapes: ["square", "circle"], columns, head: t("lab.array.positive", { n: positive }), tail: t("lab.array.share", { n: counts.tp, share: shareOf(counts.tp, positive) }) }),
    crowdBlock(app, { name: "negative", ill: counts.fn, well: counts.tn, shapes: ["open", "dot"], columns, head: t("lab.array.negative", { n: negative }), tail: t("lab.array.share", { n: counts.fn, share: shareOf(counts.fn, negative) }) }),
    h("ul", { class: "lbp-l-legend lbp-l-array-key" },
      [["square", counts.tp, "tp"], ["circle", counts.fp, "fp"], ["open", counts.fn, "fn"], ["dot", counts.tn, "tn"]].map(([shape, n, name]) => h("li", { key: name, "data-count": name }, markSample(shape), t(`lab.array.${name}`, { n })))),
    words);
}
