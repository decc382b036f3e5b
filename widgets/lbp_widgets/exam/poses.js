// The patient in the positions that the examination uses, seen from the patient's right side.

import { EXAM_PATELLA, EXAM_SHANK, EXAM_THIGH, examLowerLeg, examShape } from "./limbs.js";

// Sitting on a couch, the hip at (80, 90) and the knee at (168, 90). The trunk leaves the picture at the top.
const EXAM_SIT_SHIRT = [[103, 69, true], [104, 52], [101, 30], [102, 8], [104, -14, true], [46, -14, true], [46, 8], [50, 30], [52, 48], [49, 66, true]];
const EXAM_SIT_SHORTS = [[103, 65, true], [108, 65.6], [114, 66, true], [117.6, 90], [115, 113.6, true], [100, 115.4], [80, 116], [58, 115], [44.6, 107], [40.6, 92], [43.4, 76], [49, 63, true], [78, 66]];

/** The trunk and thigh of somebody who sits; `kids` hang from the knee. */
export function examSitting(k, kids) {
  return { shapes: [[examShape(EXAM_SIT_SHIRT), "shirt"]], kids: [
    { at: [80, 90], shapes: [[examShape(EXAM_THIGH, k)]] },
    ...kids,
    { shapes: [[examShape(EXAM_SIT_SHORTS), "cloth"]], lines: ["M114 66C118.4 80 119 100 115 113.6", "M49 64C66 68.4 86 69 103 66.6", "M103 66C107 69 110 72.6 111 77"] },
  ] };
}

/** The trunk and thigh of somebody who lies on the other side, seen from above: the same places as when sitting. */
export function examLyingOnSide(k, kids) {
  return { shapes: [[examShape([[44, 65, true], [20, 61], [-14, 60, true], [-14, 113, true], [16, 111], [44, 114, true]]), "shirt"]], kids: [
    { at: [80, 90], shapes: [[examShape(EXAM_THIGH, k)]] },
    ...kids,
    { shapes: [[examShape([[40, 64, true], [76, 65.6], [114, 66, true], [117.6, 90], [115, 113.6, true], [92, 119], [68, 122], [40, 113, true], [36, 88]]), "cloth"]], lines: ["M114 66C118.4 80 119 100 115 113.6", "M40 64C35 80 35 98 40 113"] },
  ] };
}

/** One who lies on his back with the knee over a cushion: the hip at (4, 124), the foot free of the couch. */
export function examLyingBent(k, kids) {
  return { kids: [
    { at: [4, 124], turn: -27, shapes: [[examShape(EXAM_THIGH, k)]], kids },
    { shapes: [[examShape([[52, 65, true], [70, 86], [84, 114, true], [60, 131], [34, 148], [6, 158], [-20, 159], [-20, 84], [4, 83], [28, 75.4]]), "cloth"]], lines: [examShape([[52, 65], [70, 86], [84, 114]], 1, true), "M-4 96C8 98 18 105 24 113"] },
  ] };
}

// ---- from above, as one who stands beside the couch looks down on it: head to the left, the right leg nearer ------------

/** The inner side of a foot, to be drawn along a lower leg that points to the right: a higher arch, the big toe. */
const EXAM_FOOT_INNER = [[-8.6, -5], [-3.4, -8], [3, -7.9], [8, -4], [12.6, 0], [20, 3], [29, 5.4], [37, 7], [43.6, 6.6], [48.4, 8.4], [50, 12.6], [47.4, 16.4], [42, 16.6], [36, 18], [29, 16.6], [20, 13], [11, 12.2], [3, 15.2], [-7, 18.2], [-14.5, 17.4], [-18.6, 12.6], [-18, 6], [-14, 0.6], [-10.6, -2.4]];
const EXAM_FOOT_INNER_LINES = ["M-4.5 -3C-3 -7 4 -6.6 4 -1.8C4 1.6 0 3.2 -2.6 2", "M40.4 16.2C39 14.4 39 11.6 40.6 9.8", "M46 7.4C46 9 47 10.2 49 10.4", "M10 12.2C15 9.6 22 10.4 27 13.6"];
const EXAM_FAR_LEG = [[20, 27], [70, 25], [110, 29], [140, 34], [160, 35], [180, 33], [206, 33], [232, 38], [254, 41.4], [264, 39], [274, 32], [284, 28], [291, 31], [293, 40], [291, 50], [285, 57], [274, 60], [262, 60], [250, 58], [230, 60], [204, 65], [182, 66], [160, 64], [136, 67], [110, 73], [70, 78], [20, 82]];
const EXAM_FAR_LINES = ["M152 41C160 38 169 42 170 50C169 58 160 61 152 58", "M284 34L291 34M284.6 39.4L292 39.6M284.6 44.6L291.6 45M283.4 50L290 51"];
const EXAM_FLAT_SHORTS = [[-20, 22, true], [20, 22.4], [70, 22], [113, 26.6, true], [116, 50], [113, 74.6, true], [99, 82, true], [119.6, 109, true], [105, 131], [83.4, 153, true], [60, 137], [32, 127], [-20, 124, true]];

/**
 * Lying, the right leg bent, out to the side and turned outwards, its inner side up. The knee at (139.5, 159).
 * @returns {{far: Object, near: Object}} the other leg, and the trunk with this one
 */
export function examLyingTurnedOut(moved = {}) {
  const k = 1.02;
  const along = (points) => examShape(points.map(([x, y]) => [y, x]), k);
  const foot = { at: [100 * k, 0], turn: -14, kids: [{ flip: true, shapes: [[examShape(EXAM_FOOT_INNER, k)]], lines: EXAM_FOOT_INNER_LINES }] };
  return { far: { shapes: [[examShape(EXAM_FAR_LEG)]], lines: EXAM_FAR_LINES }, near: { kids: [
    { at: [58, 98], turn: 37, shapes: [[examShape(EXAM_THIGH.map(([x, y]) => [x, -y]), k)]], lines: ["M66 -13.4C78 -11 90 -8.4 99 -9.4", "M70 -17C82 -14 92 -12.6 101 -13"], kids: [
      { at: [100 * k, 0], turn: -46, shapes: [[along(EXAM_PATELLA)]], lines: ["M-4 8.6C.4 4.4 7 5.4 9 10.6"] },
      { at: [100 * k, 0], turn: -92, ...moved, shapes: [[along(EXAM_SHANK)]], lines: ["M24 6.8C44 4.4 64 4 84 4.4"], kids: [foot] }] },
    { shapes: [[examShape(EXAM_FLAT_SHORTS), "cloth"]], lines: ["M119.6 109C115 122 100 141 83.4 153", "M113 26.6C116.6 42 116.6 60 113 74.6", "M99 82C90 81 80 79 72 76"] },
  ] } };
}

/** A lower leg that lies on the couch, large: the ankle at (176, 126); the foot stands at `rest` degrees from upright. */
export function examLyingFoot(rest, moved) {
  const k = 1.62;
  return { kids: examLowerLeg(k, [176 - 100 * k, 126], -90, rest, {}, {}, moved) };
}
