// Where a pointer hit: regions that are small, or thin at the body's edge, are given room, so that a finger of 24 px finds them.

import { examMirrored, examSideOf } from "./figure_places.js";

const EXAM_REACH = 12;
const EXAM_BESIDE = 16;
// The saddle's inner regions are narrower than a fingertip: from the midline they are given so much, in the drawing's units, as long
// as that is no more than a finger needs; what lies outside of them keeps its rest.
const EXAM_SMALL = { part: "S4-perianal", out: 20, tall: 13, finger: 24 };

function examToDrawing(svg, event) {
  const matrix = svg.getScreenCTM();
  if (!matrix) return null;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  return { x: point.x, y: point.y, scale: matrix.a };
}

/** The region at a place of the screen, if any. */
function examUnder(svg, items, x, y) {
  const found = svg.getRootNode().elementFromPoint(x, y);
  return found ? items.find((one) => one.node === found) : undefined;
}

function examIsSmallHit(one, view, { x, y }, scale) {
  const out = Math.abs(x - examMirrored(view, x)) / 2;
  return out <= Math.min(EXAM_SMALL.out, EXAM_SMALL.finger / scale) && Math.abs(y - one.y) <= EXAM_SMALL.tall;
}

function examAround8(reach) {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [reach * Math.cos((n * Math.PI) / 4), reach * Math.sin((n * Math.PI) / 4)]);
}

/**
 * What a click on a view meant.
 * @param {Array} items the regions or points of this view that can be hit
 * @returns {{item: Object|null, inside: boolean, x: number, y: number, side: string|null}} in the drawing's units;
 *   `inside` is false where the click was beside the region and only meant it
 */
export function examHitAt(svg, view, items, event) {
  const direct = items.find((one) => one.node === event.target || one.node.contains(event.target)) || null;
  const place = examToDrawing(svg, event);
  // A screen reader presses a button without a place.
  if (!place || (event.clientX === 0 && event.clientY === 0)) return { item: direct, inside: false, x: 0, y: 0, side: direct ? direct.side : null };
  const { x, y, scale } = place;
  const side = examSideOf(view, x);
  const answer = { x, y, side, inside: true };
  const near = (one) => scale * Math.hypot(one.x - x, one.y - y);
  if (items.length && items[0].kind === "point") {
    const best = items.reduce((a, b) => (near(b) < near(a) ? b : a));
    const onBody = Boolean(event.target.closest("svg g"));
    return { ...answer, side: onBody ? side : null, item: direct || (near(best) <= EXAM_BESIDE ? best : null) };
  }
  const small = items.find((one) => one.part === EXAM_SMALL.part && one.side === side && examIsSmallHit(one, view, answer, scale));
  if (small) return { ...answer, item: small, inside: small === direct };
  if (direct) return { ...answer, item: direct };
  for (const reach of [EXAM_REACH / 3, (2 * EXAM_REACH) / 3, EXAM_REACH]) {
    for (const [dx, dy] of examAround8(reach)) {
      const found = examUnder(svg, items, event.clientX + dx, event.clientY + dy);
      if (found) return { ...answer, item: found, inside: false };
    }
  }
  return { ...answer, item: null, side: null };
}
