// A whole person seen from the right side, small, in any stance. Angles are degrees from hanging straight down, forward
// positive; a foot's angle is that of its sole with the floor, toes down positive.

import { h } from "../front/dom.js";
import { EXAM_FOOT, EXAM_PATELLA, EXAM_SHANK, EXAM_THIGH, examLimbs, examShape } from "./limbs.js";

const EXAM_SHIRT = [[-24, -20, true], [-17.6, -42], [-19, -66], [-25, -90], [-24, -108], [-14, -122], [-4, -127, true], [8, -125, true], [16, -114], [23, -92], [25, -66], [24, -42], [24, -18, true]];
export const EXAM_SHORTS = [[-23, -28, true], [-28.6, -14], [-31, 2], [-27, 16], [-12, 24], [4, 24], [18, 16], [24, -4], [24, -28, true], [0, -25]];
export const EXAM_NECK = [[-12, -118], [-10.4, -134], [-9, -146], [8, -144], [9.4, -132], [12, -120], [0, -112]];
export const EXAM_HEAD = [[-18, -172], [-21, -160], [-17, -147], [-9, -140], [1, -137.4], [12, -136.4], [17.6, -139], [19, -145], [19.6, -149], [20.4, -153], [24.4, -156.4], [21, -162], [20, -170], [18, -180], [10, -189], [-2, -192], [-12, -186]];
export const EXAM_HAIR = [[18, -180, true], [12, -189], [-1, -194], [-13, -189], [-21, -176], [-23, -160], [-18, -147, true], [-12, -152], [-9, -162], [-3, -168], [2, -177], [8, -181]];
export const EXAM_UPPER_ARM = [[-9, -8], [0, -13], [9, -8], [10.6, 6], [10, 28], [8.6, 52], [8, 72], [3, 80], [-5, 79], [-8, 70], [-9, 50], [-11, 28], [-11.4, 6]];
export const EXAM_SLEEVE = [[-11, -8], [0, -15], [11, -9], [13, 8], [12.6, 40, true], [-12.6, 40, true], [-13, 8]];
export const EXAM_FOREARM = [[-8, -3], [0, -8], [7.6, -2], [8.4, 12], [7, 30], [5.4, 48], [6, 58], [8, 68], [7.4, 82], [3, 93], [-2, 94], [-4.6, 84], [-5, 66], [-5, 52], [-7.6, 34], [-9, 14]];
export const EXAM_LEG_OF_SHORTS = [[-12, -25], [12, -28], [52, -25.4, true], [54.4, -2], [50, 22, true], [14, 29], [-10, 27], [-20, 4]];
// Without the end that would show above the waist.
export const EXAM_SHORT_THIGH = [[-8, -24], ...EXAM_THIGH.slice(2, -2), [-8, 24], [-16, 2]];
export const EXAM_HEM = [[52, -25.4], [54.4, -2], [50, 22]];
// A foot on tiptoe bends at the ball: the foot without its toes, and the toes, which turn about (34, 14).
const EXAM_FOOT_TO_BALL = [...EXAM_FOOT.slice(0, 11), [34, 7.2], [38.6, 10], [39, 14.6], [35, 17.8], ...EXAM_FOOT.slice(17)];
const EXAM_TOES = [[-4, -5], [4, -5.4], [9.6, -4.8], [13, -2], [12.8, 1.2], [9, 3.4], [0, 3.6], [-5, 1]];

function examLimbParts(k, { hip, knee, foot, toes = false, move, style }) {
  const turn = foot - (knee - hip);
  const end = toes
    ? { at: [0, 100 * k], turn, shapes: [[examShape(EXAM_FOOT_TO_BALL, k)]], kids: [{ at: [34 * k, 14 * k], turn: -foot, shapes: [[examShape(EXAM_TOES, k)]] }] }
    : { at: [0, 100 * k], turn, move, style, shapes: [[examShape(EXAM_FOOT, k)]] };
  return { turn: 90 - hip, shapes: [[examShape(EXAM_SHORT_THIGH, k)]], kids: [
    { at: [100 * k, 0], turn: knee / 2 - 90, shapes: [[examShape(EXAM_PATELLA, k)]] },
    { at: [100 * k, 0], turn: knee - 90, shapes: [[examShape(EXAM_SHANK, k)]], kids: [end] },
    { shapes: [[examShape(EXAM_LEG_OF_SHORTS, k), "cloth"]], lines: [examShape(EXAM_HEM, k, true)] },
  ] };
}

function examArmParts(k, { shoulder, elbow }) {
  return { at: [0, -112 * k], turn: -shoulder, shapes: [[examShape(EXAM_UPPER_ARM, k)]], kids: [
    { at: [0, 74 * k], turn: -elbow, shapes: [[examShape(EXAM_FOREARM, k)]] },
    { shapes: [[examShape(EXAM_SLEEVE, k), "shirt"]], lines: [examShape([[-12.6, 40], [12.6, 40]], k, true)] },
  ] };
}

const examTurned = ([x, y], deg) => {
  const a = (deg * Math.PI) / 180;
  return [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
};
const examSum = (...all) => all.reduce(([x, y], [u, v]) => [x + u, y + v], [0, 0]);

/** Where a leg's ankle is, from the hip, in units of the body. */
function examAnkleOf({ hip, knee }) {
  return examSum(examTurned([0, 100], -hip), examTurned([0, 100], knee - hip));
}

/** How far below the hip the lowest point of a leg's foot is. */
function examDepth(leg) {
  const points = leg.toes ? [...EXAM_FOOT_TO_BALL.map((p) => examTurned(p, leg.foot)), examSum(examTurned([34, 14], leg.foot), [0, 3.6])] : EXAM_FOOT.map((p) => examTurned(p, leg.foot));
  return examAnkleOf(leg)[1] + Math.max(...points.map(([, y]) => y));
}

/** The angles of an arm whose hand is to be at `goal`, from the shoulder; the elbow points backwards and down. */
function examReach([x, y], up = 74, down = 84) {
  const far = Math.min(Math.hypot(x, y), up + down - 1);
  const inner = Math.acos((up * up + far * far - down * down) / (2 * up * far));
  const elbow = Math.PI - Math.acos((up * up + down * down - far * far) / (2 * up * down));
  const toGoal = Math.atan2(x, y);
  return { shoulder: ((toGoal - inner) * 180) / Math.PI, elbow: (elbow * 180) / Math.PI };
}

const examHipOf = ({ x, floor, k, near, far }) => [x, floor - k * Math.max(examDepth(near), examDepth(far))];

/** Where the near foot's toes and heel are in the picture. */
export function examFeet(o) {
  const ankle = examAnkleOf(o.near);
  return [[44, 9], [-16, 10]].map((p) => examSum(examHipOf(o), examSum(ankle, examTurned(p, o.near.foot)).map((v) => v * o.k)));
}

/** Where a hand rests on the low back. */
export function examBackOf(o) {
  return examSum(examHipOf(o), examTurned([-20 * o.k, -26 * o.k], o.lean));
}

/**
 * A person who stands on the floor.
 * @param {Object} o {x: of the hip, floor: y, k: size, lean, near, far: legs {hip, knee, foot, toes}, nearArm, farArm: {shoulder, elbow}, hold: a point
 *   of the picture that the near hand holds, nod: of the head}
 * @returns {Array} layers, the far ones first
 */
export function examPerson(o) {
  const { k, lean = 0, near, far, nearArm, farArm, hold = null, nod = 0 } = o;
  const at = examHipOf(o);
  const shoulder = examSum(at, examTurned([0, -112 * k], lean));
  const arm = hold ? examReach([(hold[0] - shoulder[0]) / k, (hold[1] - shoulder[1]) / k]) : nearArm;
  const armOn = (one) => ({ at, turn: lean, kids: [{ ...examArmParts(k, { ...one, shoulder: one.shoulder + lean }) }] });
  const head = { at: [0, -128 * k], turn: nod, kids: [{ at: [0, 128 * k], shapes: [[examShape(EXAM_HEAD, k)]], lines: [examShape([[-4, -164], [-8, -161], [-6, -155], [-2.6, -156]], k, true)], extra: h("path", { class: "lbp-exam-pic-hair", d: examShape(EXAM_HAIR, k) }) }] };
  const body = { at, kids: [
    { turn: lean, shapes: [[examShape(EXAM_NECK, k)]], kids: [head, { shapes: [[examShape(EXAM_SHIRT, k), "shirt"]] }] },
    examLimbParts(k, near),
    { turn: lean / 2, shapes: [[examShape(EXAM_SHORTS, k), "cloth"]], lines: [examShape([[-23, -28], [0, -25], [24, -28]], k, true)] },
  ] };
  return [
    examLimbs({ at, kids: [examLimbParts(k, far)] }, "lbp-exam-pic-far"),
    farArm && examLimbs(armOn(farArm), "lbp-exam-pic-far"),
    examLimbs(body),
    arm && examLimbs(armOn(arm)),
  ];
}
