// The movements of the back: bending forwards, backwards and to the side.

import { h } from "../front/dom.js";
import { EXAM_FOOT, EXAM_PATELLA, EXAM_SHANK, examLimbs, examShape } from "./limbs.js";
import { EXAM_FOREARM, EXAM_HAIR, EXAM_HEAD, EXAM_HEM, EXAM_LEG_OF_SHORTS, EXAM_NECK, EXAM_SHORT_THIGH, EXAM_SHORTS, EXAM_SLEEVE, EXAM_UPPER_ARM } from "./people.js";
import { examArc } from "./scene.js";

const EXAM_MOVE_SIZE = 0.32;
/** How much of each movement is done, forwards, backwards and to the side. */
const EXAM_MOVE_DONE = { normal: [1, 1, 1], restricted: [0.42, 0.4, 0.45] };

// Seen from the side: the trunk in two pieces that bend on each other.
const EXAM_LOINS = [[-24, -14], [-21, -34], [-18, -52], [-16, -68], [0, -76], [22, -70], [25, -52], [24.6, -34], [24, -14], [0, -8]];
const EXAM_CHEST = [[-16, -54], [-21, -76], [-25.6, -94], [-24, -109], [-14, -122], [-4, -127], [8, -125], [16, -114], [22.6, -94], [25, -74], [23, -56], [4, -48]];
// Seen from behind.
const examBothHalves = (half) => [...half, ...half.slice().reverse().filter(([x]) => x !== 0).map(([x, y, corner]) => [-x, y, corner])];
const EXAM_LOINS_BEHIND = examBothHalves([[0, -10], [35, -14], [32, -36], [31, -56], [31, -70], [0, -78]]);
const EXAM_CHEST_BEHIND = examBothHalves([[0, -46], [30, -52], [33, -74], [38, -94], [46, -108], [43, -119], [26, -124.6], [11, -130], [0, -130]]);
const EXAM_NECK_BEHIND = examBothHalves([[0, -112], [16, -120], [10, -132], [10, -146], [0, -150]]);
const EXAM_HEAD_BEHIND = examBothHalves([[0, -139], [10, -142], [16, -152], [18, -166], [16, -180], [9, -189], [0, -192]]);
const EXAM_HAIR_BEHIND = examBothHalves([[0, -143], [9, -145, true], [15, -155], [18.6, -167], [16.6, -181], [9.4, -190.6], [0, -193.6]]);
const EXAM_HIPS_BEHIND = examBothHalves([[0, -24], [36, -26, true], [40, -8], [42, 12], [42, 50, true], [5, 54, true], [0, 30, true]]);
const EXAM_LEG_BEHIND = [[4, 0], [40, 0], [40.6, 28], [38, 62], [34, 92], [32.4, 108], [35.4, 130], [33.4, 154], [28.4, 178], [27, 194], [30, 205], [35, 213], [34, 218], [26, 219], [17, 219], [13.6, 214], [14.6, 204], [14.4, 192], [13, 176], [10, 154], [8, 130], [10.4, 106], [8.6, 84], [5, 50]];

/**
 * Bending forwards, backwards and to the side, in three frames.
 * @param {Object} app
 * @param {Object} o
 *   outcome: normal | restricted; key: new for each performance; label: the sentence that says the same;
 *   captions: up to three short texts; still: no movement, as after a reload
 */
export function examBackMovement(app, { outcome, key, label, captions = [], still = false }) {
  const done = EXAM_MOVE_DONE[outcome];
  if (!done) throw new RangeError(`no such outcome: ${outcome}`);
  const figures = [
    [examBending, { hips: 54, loins: 38, chest: 30, head: 4 }, { x: 33, arc: [[33, 72], 62, -86, 24] }],
    [examBending, { hips: -6, loins: -13, chest: -11, head: -12 }, { x: 58, arc: [[58, 72], 67, -92, -124] }],
    [examLeaning, { hips: 0, loins: 20, chest: 16, head: 8 }, { x: 46, arc: [[46, 72], 67, -90, -54] }],
  ];
  return h("div", { class: "lbp-exam-pic-strip", key, role: "img", "aria-label": label, "data-still": still ? "true" : null },
    h("div", { class: "lbp-exam-pic-frames", "aria-hidden": "true" }, figures.map(([draw, bends, { x, arc: [centre, r, from, to] }], i) => {
      const turning = (by) => ({ move: "lbp-exam-pic-bend", style: `--lbp-exam-pic-turn:${by}deg;--lbp-exam-pic-end:${done[i]};--lbp-exam-pic-nth:${i}` });
      return h("div", { class: "lbp-exam-pic-panel" },
        h("svg", { viewBox: "0 0 100 150" },
          h("path", { class: "lbp-exam-pic-floor", d: "M4 143H96" }),
          h("g", { class: "lbp-exam-pic-ghost" }, draw(x, bends, () => ({}))),
          examArc(centre, r, from, to, "lbp-exam-pic-arc lbp-exam-pic-asked", 0.75),
          draw(x, bends, turning)),
        captions[i] && h("p", null, captions[i]));
    })));
}

/** From the side: each piece of the spine turns on the one below, the arms hang straight down. */
function examBending(x, { hips, loins, chest, head }, turning) {
  const k = EXAM_MOVE_SIZE;
  const at = [x, 142 - 218 * k];
  const shape = (points, tone) => [examShape(points, k), tone];
  const arm = { at: [0, -112 * k], ...turning(-(hips + loins + chest)), kids: [{ turn: -3, shapes: [shape(EXAM_UPPER_ARM)], kids: [
    { at: [0, 74 * k], turn: -6, shapes: [shape(EXAM_FOREARM)] },
    { shapes: [shape(EXAM_SLEEVE, "shirt")], lines: [examShape([[-12.6, 40], [12.6, 40]], k, true)] }] }] };
  const skull = { at: [0, -128 * k], ...turning(head), kids: [{ at: [0, 128 * k], shapes: [shape(EXAM_NECK), shape(EXAM_HEAD)], lines: [examShape([[-4, -164], [-8, -161], [-6, -155], [-2.6, -156]], k, true)], extra: h("path", { class: "lbp-exam-pic-hair", d: examShape(EXAM_HAIR, k) }) }] };
  const spine = (...top) => ({ at: [0, 0], ...turning(hips), kids: [{ at: [0, -24 * k], ...turning(loins), kids: [{ at: [0, 24 * k], kids: top.slice(0, 1) }, { at: [0, -38 * k], ...turning(chest), kids: [{ at: [0, 62 * k], kids: top.slice(1) }] }] }] });
  const leg = { turn: 90, shapes: [shape(EXAM_SHORT_THIGH)], kids: [
    { at: [100 * k, 0], turn: -90, shapes: [shape(EXAM_PATELLA), shape(EXAM_SHANK)], kids: [{ at: [0, 100 * k], shapes: [shape(EXAM_FOOT)] }] },
    { shapes: [shape(EXAM_LEG_OF_SHORTS, "cloth")], lines: [examShape(EXAM_HEM, k, true)] }] };
  return [
    examLimbs({ at, kids: [spine({ shapes: [shape(EXAM_LOINS, "shirt")] }, skull, { shapes: [shape(EXAM_CHEST, "shirt")] }), leg, { ...turning(hips), shapes: [shape(EXAM_SHORTS, "cloth")], lines: [examShape([[-23, -28], [0, -25], [24, -28]], k, true)] }] }),
    examLimbs({ at, kids: [spine({}, arm)] }),
  ];
}

/** From behind. */
function examLeaning(x, { loins, chest, head }, turning) {
  const k = EXAM_MOVE_SIZE;
  const shape = (points, tone) => [examShape(points, k), tone];
  const leg = (way) => ({ shapes: [[examShape(EXAM_LEG_BEHIND.map(([u, v]) => [way * u, v]), k)]], lines: [examShape([[14, 104], [22, 107], [30, 104]].map(([u, v]) => [way * u, v]), k, true)] });
  const arm = (way) => ({ at: [way * 43 * k, -110 * k], ...turning(-(loins + chest) * 0.7), kids: [{ turn: way * -7, shapes: [shape(EXAM_UPPER_ARM)], kids: [
    { at: [0, 74 * k], turn: way * 3, shapes: [shape(EXAM_FOREARM)] },
    { shapes: [shape(EXAM_SLEEVE, "shirt")], lines: [examShape([[-12.6, 40], [12.6, 40]], k, true)] }] }] });
  const skull = { at: [0, -128 * k], ...turning(head), kids: [{ at: [0, 128 * k], shapes: [shape(EXAM_NECK_BEHIND), shape(EXAM_HEAD_BEHIND)], extra: h("path", { class: "lbp-exam-pic-hair", d: examShape(EXAM_HAIR_BEHIND, k) }) }] };
  const at = [x, 142 - 219 * k];
  const spine = (low, high) => ({ at: [0, -20 * k], ...turning(loins), kids: [{ at: [0, 20 * k], ...low }, { at: [0, -42 * k], ...turning(chest), kids: [{ at: [0, 62 * k], ...high }] }] });
  return [
    examLimbs({ at, kids: [
      leg(1), leg(-1),
      spine({ shapes: [shape(EXAM_LOINS_BEHIND, "shirt")] }, { kids: [skull, { shapes: [shape(EXAM_CHEST_BEHIND, "shirt")], lines: [examShape([[0, -118], [0, -60]], k, true)] }] }),
      { shapes: [shape(EXAM_HIPS_BEHIND, "cloth")], lines: [examShape([[-36, -26], [0, -23], [36, -26]], k, true), examShape([[42, 50], [24, 54], [5, 54]], k, true), examShape([[-42, 50], [-24, 54], [-5, 54]], k, true)] },
    ] }),
    [1, -1].map((way) => examLimbs({ at, kids: [spine({}, { kids: [arm(way)] })] })),
  ];
}
