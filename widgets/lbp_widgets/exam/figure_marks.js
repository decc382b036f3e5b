// What is drawn over the regions: findings, the chosen one's contour, the touched spot, roots, and where the keyboard is.

import { h, patch } from "../front/dom.js";
import { examCovering, examSvg } from "./figure_drawing.js";

const EXAM_PATTERNS = { less: "finding-less", changed: "finding-changed", more: "finding-more" };
// Contours are cut from a blurred silhouette: [blur, threshold, slope]. Where the edge lies decides the threshold (it is the share of
// the blur within that distance), and the slope keeps the new edge smooth over one unit.
const EXAM_EDGES = { in2: [3, 0.7475, 9.4], in3: [3, 0.8413, 12.4], near: [4, 0.266, 12.2], far: [4, 0.0668, 31] };

/** Fill a region with the pattern of its finding; `same` leaves the tint, its tick is drawn above. */
export function examFill(region, mark, prefix) {
  const name = EXAM_PATTERNS[mark];
  if (!name) {
    if (region.over) region.over.remove();
    region.over = null;
    return;
  }
  if (!region.over) {
    region.over = examSvg("path", { d: region.d, "clip-path": region.clip, class: "lbp-exam-finding" });
    region.node.after(region.over);
  }
  region.over.setAttribute("fill", `url(#${prefix}-${name})`);
}

function examBlur([deviation]) {
  return h("feGaussianBlur", { in: "SourceAlpha", stdDeviation: deviation, result: "soft" });
}

function examThreshold(result, [, edge, slope]) {
  return h("feComponentTransfer", { in: "soft", result }, h("feFuncA", { type: "linear", slope, intercept: 0.5 - slope * edge }));
}

function examFlood(colour, within, result) {
  return [h("feFlood", { "flood-color": `var(--lbp-${colour})` }), h("feComposite", { in2: within, operator: "in", result })];
}

/** A line along the inside of a shape's edge. */
function examInside(edge) {
  return [
    examBlur(EXAM_EDGES[edge]),
    examThreshold("inner", EXAM_EDGES[edge]),
    examFlood("ink", "SourceAlpha", "inked"),
    h("feComposite", { in: "inked", in2: "inner", operator: "out" }),
  ];
}

/** The focus ring: a line around the shape, with a gap in the page's colour. */
function examAround() {
  return [
    examBlur(EXAM_EDGES.far),
    examThreshold("far", EXAM_EDGES.far),
    examThreshold("near", EXAM_EDGES.near),
    examFlood("focus", "far", "ring"),
    examFlood("surface", "near", "gap"),
    h("feMerge", { result: "both" }, h("feMergeNode", { in: "ring" }), h("feMergeNode", { in: "gap" })),
    h("feComposite", { in: "both", in2: "SourceAlpha", operator: "out" }),
  ];
}

/** The visible shape of a region under a filter. */
function examContour(prefix, region, name, filter) {
  const id = `${prefix}-${name}-${region.id}`;
  const box = region.extent;
  const room = { x: box.x - 18, y: box.y - 18, width: box.width + 36, height: box.height + 36 };
  const over = examCovering(region);
  return h("g", { key: id, class: `lbp-exam-contour lbp-exam-${name}`, transform: region.transform },
    h("filter", { id, filterUnits: "userSpaceOnUse", "color-interpolation-filters": "sRGB", ...room }, filter),
    over.length > 0 && h("mask", { id: `${id}-cut`, maskUnits: "userSpaceOnUse", ...room },
      h("rect", { ...room, fill: "white" }), over.map((d) => h("path", { d, fill: "black" }))),
    h("g", { filter: `url(#${id})` }, h("g", { mask: over.length > 0 ? `url(#${id}-cut)` : null }, h("path", { d: region.d, "clip-path": region.clip }))));
}

function examTick(region) {
  const [x, y] = region.tick;
  const d = `M${x - 5} ${y}l3.6 4 6.8 -8.4`;
  return h("g", { key: `tick-${region.id}`, class: "lbp-exam-tick" }, h("path", { d, class: "lbp-exam-halo" }), h("path", { d }));
}

function examSpot(region, { x, y }) {
  return h("g", { key: `spot-${region.id}`, class: "lbp-exam-spot", transform: `translate(${x} ${y})` },
    h("circle", { r: 8 }), h("circle", { r: 3, class: "lbp-exam-dot" }));
}

function examRoot(region) {
  const [x, y] = region.label;
  const outside = region.view === "front" && region.part === "S1-foot";
  const small = region.view === "back" && /^S[34]/.test(region.part);
  const toward = x < region.x ? 1 : -1;
  return h("g", { key: `root-${region.id}`, class: "lbp-exam-root", "data-small": small ? "" : null },
    outside && h("path", { d: `M${x + toward * 8} ${y + 2}L${region.x - toward * 3} ${region.y - 2}` }),
    h("text", { x, y: y + 5, "text-anchor": "middle", style: outside ? null : `stroke: var(--lbp-d-${region.root})` }, region.root));
}

/**
 * Draw what lies over the regions of one view.
 * @param {Object} state `marks`, `chosen` and `showRoots` as given; `spots` where it was touched: {region id: {x, y}};
 *   `focused` and `hovered` ids
 */
export function examDrawTop(prefix, top, regions, state) {
  const { marks, chosen, spots, showRoots, focused, hovered } = state;
  const of = (test, draw) => regions.filter(test).map(draw);
  patch(top, [
    of((one) => one.id === hovered && !chosen.includes(one.key), (one) => examContour(prefix, one, "hovered", examInside("in2"))),
    of((one) => chosen.includes(one.key), (one) => examContour(prefix, one, "chosen", examInside("in3"))),
    of((one) => one.id === focused, (one) => examContour(prefix, one, "focused", examAround())),
    of((one) => showRoots, examRoot),
    of((one) => marks[one.key] === "same", examTick),
    of((one) => one.id in spots, (one) => examSpot(one, spots[one.id])),
  ].flat());
}
