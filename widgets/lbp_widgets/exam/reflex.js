// A reflex as it is seen: the leg in its position, the hammer, the answer; and the curves of both sides beside each other.

import { h } from "../front/dom.js";
import { examLimbs, examLowerLeg } from "./limbs.js";
import { examLyingBent, examLyingTurnedOut, examSitting } from "./poses.js";
import { EXAM_REFLEX_TIME, examReflexAngle, examReflexCurve, examReflexSlowness } from "./reflex_curve.js";
import { examArc, examCouch, examFrame, examReflexHammer, examHookedHands, examSideWord } from "./scene.js";

/**
 * A strike on a tendon and what follows.
 * @param {Object} app
 * @param {Object} o
 *   reflex: patellar | medial_hamstring | achilles; response: none | faint | small | clear | lively | beats;
 *   reinforced: hooked hands are shown; side: right | left; key: new for each strike, so that it is seen anew;
 *   label: the sentence that says the same; still: no movement, as after a reload
 */
export function examReflexPicture(app, { reflex, response, reinforced = false, side, key, label, still = false }) {
  const angle = examReflexAngle(response, reinforced);
  const scene = EXAM_REFLEX_SCENES[reflex];
  if (!scene) throw new RangeError(`no such reflex: ${reflex}`);
  const way = scene.way * angle;
  const answer = `lbp-exam-pic-answer${response === "beats" ? " lbp-exam-pic-answer-beats" : ""}`;
  const turning = (by) => ({ move: answer, style: `--lbp-exam-pic-turn:${by}deg;--lbp-exam-pic-slow:${examReflexSlowness(response)}` });
  const ghost = (tree) => angle !== 0 && h("g", { class: "lbp-exam-pic-ghost" }, examLimbs(tree));
  return examFrame(app, { label, key, side, still, kind: "reflex" },
    [scene.draw(turning(way), turning(way / 2), ghost),
      angle !== 0 && examReflexArc(scene, way, response),
      examReflexHammer(scene.strike, scene.turn),
      reinforced && examHookedHands(scene.inset)]);
}

/** How far it went, left standing when the leg has come to rest; beats have a mark each. */
function examReflexArc({ arc: [centre, r, from] }, way, response) {
  return h("g", { class: "lbp-exam-pic-trail" }, examArc(centre, r, from, from + way),
    response === "beats" && [0.62, 0.54, 0.46, 0.36].map((share, i) => examArc(centre, r + 5 + 4 * i, from, from + way * share, "lbp-exam-pic-arc lbp-exam-pic-faint", 0)));
}

/** Sitting, the lower leg hangs. */
function examPatellarScene(moved, movedCap, ghost) {
  const k = 0.88;
  const leg = (...move) => examSitting(k, examLowerLeg(k, [168, 90], 0, 22, ...move));
  return [examCouch(-10, 113, 166, [20, 124], 120),
    ghost(leg()),
    examLimbs(leg(moved, movedCap))];
}

/** Lying with the knee over a cushion; the foot moves, seen from the outer side. */
function examAchillesScene(moved, movedCap, ghost) {
  const k = 1.2;
  const leg = (foot) => examLyingBent(k, examLowerLeg(k, [100 * k, 0], -42, 18, {}, {}, foot));
  return [examCouch(-10, 157, 192, [20, 150], 60), h("ellipse", { class: "lbp-exam-pic-cushion", cx: 108, cy: 127, rx: 28, ry: 30 }),
    ghost(leg()),
    examLimbs(leg(moved))];
}

/** Lying, the leg turned out, seen from above: the tendons above the inner knee. */
function examHamstringScene(moved, movedCap, ghost) {
  const { far, near } = examLyingTurnedOut(moved);
  return [h("rect", { class: "lbp-exam-pic-couch-top", x: -14, y: 8, width: 324, height: 240, rx: 12 }),
    examLimbs(far, "lbp-exam-pic-far"),
    ghost(examLyingTurnedOut().near),
    examLimbs(near)];
}

const EXAM_REFLEX_SCENES = {
  patellar: { draw: examPatellarScene, way: -1, strike: [182.4, 98], turn: 12, arc: [[168, 90], 64, 81], inset: [274, 36] },
  medial_hamstring: { draw: examHamstringScene, way: -1, strike: [131, 131], turn: -33, arc: [[139.5, 159], 95, -67], inset: [266, 182] },
  achilles: { draw: examAchillesScene, way: 1, strike: [203.5, 118.2], turn: 112, arc: [[223, 112], 67, -40], inset: [50, 38] },
};

// The trace: 150 wide for the whole time, 1.7 for each degree above the line of rest.
const EXAM_TRACE = { width: 150, height: 76, rest: 54, degree: 1.7 };

/**
 * The curves of both sides beside each other, from the same function as the movement.
 * @param {Object} app
 * @param {Object} o
 *   right, left: {response, reinforced, words, key, still} or null when that side was not struck;
 *   strike: the word at the dashed line; notDone: the words for a side that was not struck
 */
export function examReflexTrace(app, { right = null, left = null, strike, notDone }) {
  return h("div", { class: "lbp-exam-pic-traces" }, [["right", right], ["left", left]].map(([side, one]) =>
    h("div", { class: "lbp-exam-pic-trace", key: `${side}-${one ? one.key : "none"}`, "data-side": side, "data-still": one && one.still ? "true" : null },
      h("p", null, h("strong", null, examSideWord(app, side)), " ", h("span", { class: one ? null : "lbp-hint" }, one ? one.words : notDone)),
      examTraceCurve(one, strike))));
}

function examTraceCurve(one, strike) {
  const { width, height, rest, degree } = EXAM_TRACE;
  const { before, after } = EXAM_REFLEX_TIME;
  const x = (ms) => +((width * (ms + before)) / (before + after)).toFixed(1);
  const points = one && examReflexCurve(one.response, one.reinforced).map(({ ms, angle }) => `${x(ms)} ${+(rest - degree * angle).toFixed(1)}`);
  return h("svg", { class: "lbp-exam-pic-curve", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    h("path", { class: "lbp-exam-pic-rest", d: `M0 ${rest}H${width}` }),
    one && h("path", { class: "lbp-exam-pic-strike", d: `M${x(0)} 4V${height - 4}` }),
    one && h("text", { x: x(0) + 4, y: 11 }, strike),
    points && h("path", { class: "lbp-exam-pic-drawn", d: `M${points.join("L")}` }));
}
