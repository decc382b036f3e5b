// Bodies seen from the side, put together from parts that turn about joints. A figure is drawn twice: first every part with
// a wide line, then every part filled without one. What is left of the lines is the outline of the whole, so that a joint
// shows no seam however it turns. Lengths are in units of a lower leg of 100; the front of the body is towards positive x.

import { h } from "../front/dom.js";

/**
 * A smooth path through points (Catmull-Rom). A third member that is true makes the point a corner.
 * @param {Array<[number, number, boolean?]>} points
 * @param {number} k size
 * @param {boolean} open whether the path ends at its last point
 */
export function examShape(points, k = 1, open = false) {
  const n = points.length;
  const at = (i) => (open ? points[Math.max(0, Math.min(n - 1, i))] : points[(i + n) % n]);
  const say = (x, y) => `${+(x * k).toFixed(1)} ${+(y * k).toFixed(1)}`;
  let d = `M${say(...points[0])}`;
  for (let i = 0; i < (open ? n - 1 : n); i++) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const one = b[2] ? b : [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6];
    const two = c[2] ? c : [c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6];
    d += `C${say(one[0], one[1])} ${say(two[0], two[1])} ${say(c[0], c[1])}`;
  }
  return open ? d : `${d}Z`;
}

/**
 * Draw a figure from a tree of parts.
 * @param {Object} root {at, turn, plus: added to turn, flip: x and y change places, move, style, shapes: [[path, tone]], lines: [path], extra: [node], kids: [part]}
 * @param {string} look one more class of the whole
 */
export function examLimbs(root, look = "") {
  return h("g", { class: `lbp-exam-pic-figure ${look}`.trim() },
    examPass(root, "edge"), examPass(root, "fill"), examPass(root, "line"));
}

function examPass(part, pass) {
  const drawn = pass === "line"
    ? [(part.lines || []).map((d) => h("path", { class: "lbp-exam-pic-line", d })), part.extra]
    : (part.shapes || []).map(([d, tone]) => h("path", { class: pass === "edge" ? "lbp-exam-pic-edge" : `lbp-exam-pic-${tone || "skin"}`, d }));
  const inner = [drawn, (part.kids || []).map((kid) => examPass(kid, pass))];
  const [x, y] = part.at || [0, 0];
  const turn = (part.turn || 0) + (part.plus || 0);
  const place = `translate(${x} ${y})${turn ? ` rotate(${turn})` : ""}${part.flip ? " matrix(0 1 1 0 0 0)" : ""}`;
  return h("g", { transform: place },
    part.move ? h("g", { class: part.move, style: part.style }, inner) : inner);
}

// ---- a right leg seen from its outer side --------------------------------------------------------------------------

/** Thigh: hip at the origin, knee at (100, 0), front upwards. */
export const EXAM_THIGH = [[-22, -24], [0, -26], [28, -26], [58, -23], [80, -18.6], [94, -15.6], [106, -12], [112.5, -4], [112.5, 5], [107, 12], [97, 14.6], [84, 15.4], [62, 19], [32, 23.4], [4, 26], [-20, 25], [-30, 4]];

/** Lower leg: knee at the origin, ankle at (0, 100), front towards positive x. */
export const EXAM_SHANK = [[-10, -9], [-2, -12.6], [8, -10.5], [13, -3], [14.4, 6], [13.8, 14], [12.2, 23], [10.8, 40], [9.4, 58], [8.2, 74], [7.6, 86], [8.2, 95], [6.4, 102], [0, 107], [-6, 104], [-9, 96], [-8.4, 86], [-9, 75], [-11.6, 62], [-15.6, 48], [-18, 34], [-17.4, 20], [-14.6, 8], [-13, 0]];

/** Foot: ankle at the origin, toes towards positive x, sole downwards. */
export const EXAM_FOOT = [[-8.6, -5], [-3.4, -8], [3, -7.9], [8, -3.6], [12.4, 1], [20, 4.2], [29, 6.4], [36.5, 7.6], [42.5, 8.4], [46.4, 10.8], [46.6, 14.4], [43, 17], [35, 17.8], [26, 16.8], [15, 15.6], [4, 16.2], [-7, 18.2], [-14.5, 17.4], [-18.6, 12.6], [-18, 6], [-14, 0.6], [-10.6, -2.4]];

/** The knee cap: knee at the origin, the leg straight down. It turns half as far as the lower leg. */
export const EXAM_PATELLA = [[5, -13], [10.5, -12.4], [15, -8], [17, 0], [15, 7], [8, 11], [2, 0]];

/** Lines on the foot seen from outside: the ankle bone and the toes. */
const EXAM_FOOT_LINES = [[[-4.4, -2], [-3.6, -5], [-0.4, -6.2], [2.8, -4.6], [3.4, -1.4], [1.6, 1.6], [-1.6, 2.2]], [[44.6, 13.2], [41.6, 13], [38.4, 11.4]], [[39.4, 16.2], [36.8, 15.6], [34.6, 14]]];

/** Several open lines. */
export function examLines(lines, k = 1) {
  return lines.map((points) => examShape(points, k, true));
}

/** Knee cap, lower leg and foot below a knee at `knee`; `moved`, `movedCap` and `movedFoot` say what turns ({move, style}). */
export function examLowerLeg(k, knee, turn, ankle, moved = {}, movedCap = {}, movedFoot = {}) {
  return [
    { at: knee, turn: turn / 2 - 45, ...movedCap, shapes: [[examShape(EXAM_PATELLA, k)]] },
    { at: knee, turn, ...moved, shapes: [[examShape(EXAM_SHANK, k)]], lines: examLines([[[11, 3], [10.4, 12], [8.2, 20]]], k), kids: [
      { at: [0, 100 * k], turn: ankle, ...movedFoot, shapes: [[examShape(EXAM_FOOT, k)]], lines: examLines(EXAM_FOOT_LINES, k) },
      ...(moved.kids || [])] },
  ];
}
