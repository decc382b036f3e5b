// A test of strength as it is seen: the movement asked for, the examiner's hand, and what happens under it.

import { h } from "../front/dom.js";
import { examLimbs, examLowerLeg } from "./limbs.js";
import { examLyingFoot, examLyingOnSide, examSitting } from "./poses.js";
import { examArc, examCouch, examFrame, examPressingHand } from "./scene.js";

/** How hard the hand presses, as the width of its arrow. */
const EXAM_PRESS = { none: 0, light: 2.2, full: 4.6 };

/**
 * What a picture ends with and begins from, as shares of the whole movement; `trail` is the way under the hand.
 * The movement between is a set of keyframes with the name of the outcome.
 */
const EXAM_OUTCOMES = {
  holds: { end: 1, ghost: 0 },
  gives_slowly: { end: 0.35, ghost: 1, trail: [[1, 0.35]] },
  gives_at_once: { end: 0, ghost: 1, trail: [[1, 0.04]] },
  jerks: { end: 0, ghost: 1, trail: [[1, 0.7], [0.66, 0.36], [0.32, 0.04]] },
  moves: { end: 1, ghost: 0 },
  only_level: { end: 1, ghost: 0, level: true },
  flicker: { end: 0, ghost: 0, line: true },
  nothing: { end: 0, ghost: 0 },
};

/**
 * One movement tested against gravity or a hand.
 * @param {Object} app
 * @param {Object} o
 *   movement: knee_extension | dorsiflexion | plantarflexion; resistance: none | light | full;
 *   outcome: holds | gives_slowly | gives_at_once | moves | only_level | flicker | nothing | jerks;
 *   side: right | left; key: new for each test, so that it is seen anew; label: the sentence that says the same;
 *   still: no movement, as after a reload
 */
export function examStrengthPicture(app, { movement, resistance, outcome, side, key, label, still = false }) {
  const scene = EXAM_STRENGTH_SCENES[movement];
  const seen = EXAM_OUTCOMES[outcome];
  const weight = EXAM_PRESS[resistance];
  if (!scene) throw new RangeError(`no such movement: ${movement}`);
  if (!seen) throw new RangeError(`no such outcome: ${outcome}`);
  if (weight === undefined) throw new RangeError(`no such resistance: ${resistance}`);
  const hand = resistance !== "none" && examPressingHand(scene.hand, weight);
  const turning = (by, more) => ({ move: `lbp-exam-pic-effort lbp-exam-pic-${outcome.replace(/_/g, "-")}`, style: `--lbp-exam-pic-turn:${by}deg;--lbp-exam-pic-end:${seen.end}`, ...more });
  const draw = seen.level && scene.level ? scene.level : scene.draw;
  const goes = seen.end !== seen.ghost;
  return examFrame(app, { label, key, side, still, kind: "strength" }, [
    seen.level ? examLevelGround() : scene.ground(),
    goes && h("g", { class: "lbp-exam-pic-ghost" }, examLimbs(draw((by) => ({ plus: by * seen.ghost }), scene.reach, null, false))),
    examAsked(scene),
    seen.trail && h("g", { class: "lbp-exam-pic-given" }, seen.trail.map(([from, to]) => examArc(scene.arc[0], scene.arc[1] + 9, scene.arc[2] + scene.reach * from, scene.arc[2] + scene.reach * to, outcome === "gives_at_once" ? "lbp-exam-pic-arc lbp-exam-pic-sudden" : "lbp-exam-pic-arc"))),
    examLimbs(draw(turning, scene.reach, hand, seen.line)),
    seen.level && examUpright(scene),
  ]);
}

/** The movement that was asked for: a dotted way, whatever came of it. */
function examAsked({ arc: [centre, r, from], reach }) {
  return examArc(centre, r, from, from + reach, "lbp-exam-pic-arc lbp-exam-pic-asked");
}

/** Lying on the side, seen from above: the couch is the ground. */
function examLevelGround() {
  return h("rect", { class: "lbp-exam-pic-couch-top", x: -14, y: 8, width: 324, height: 240, rx: 12 });
}

/** What went before: against gravity nothing moved. */
function examUpright(scene) {
  return h("g", { class: "lbp-exam-pic-inset", transform: `translate(${scene.inset.join(" ")})` },
    h("rect", { class: "lbp-exam-pic-disc", width: 96, height: 66, rx: 9 }),
    h("svg", { x: 2, y: 2, width: 92, height: 62, viewBox: "0 0 320 220" },
      scene.ground(), examLimbs(scene.draw(() => ({}), 0, null, false)), examAsked(scene)));
}

/** Sitting, or lying on the side, by what carries the lower leg. */
function examKneeScene(carry, turning, reach, hand, line) {
  const k = 0.88;
  const tree = carry(k, examLowerLeg(k, [168, 90], 0, 22, { ...turning(reach), extra: hand }, turning(reach / 2)));
  return line ? { ...tree, extra: examTightLine("M121 78C131 74.4 143 75.4 153 80", "M124 83.4C133 80.4 143 81 150 84.4") } : tree;
}

function examAnkleScene(rest, tight) {
  return (turning, reach, hand, line) => {
    const tree = examLyingFoot(rest, { ...turning(reach), extra: hand });
    return line ? { kids: [tree], extra: examTightLine(...tight) } : tree;
  };
}

/** A muscle that tightens under the skin. */
function examTightLine(...lines) {
  return h("g", { class: "lbp-exam-pic-tight" }, lines.map((d) => h("path", { d })));
}

const examFootGround = () => [examCouch(-10, 176, 262, [40, 190], 60), h("rect", { class: "lbp-exam-pic-cushion", x: 22, y: 144, width: 92, height: 33, rx: 15 })];

const EXAM_STRENGTH_SCENES = {
  knee_extension: { draw: (...all) => examKneeScene(examSitting, ...all), level: (...all) => examKneeScene(examLyingOnSide, ...all), ground: () => examCouch(-10, 113, 166, [20, 124], 120), reach: -62, hand: { at: [7, 68], turn: 0, beside: -25 }, arc: [[168, 90], 128, 66], inset: [212, 14] },
  dorsiflexion: { draw: examAnkleScene(38, ["M44 116C66 109 94 109 122 116", "M56 122C74 116.6 94 116.6 112 121"]), ground: examFootGround, reach: -50, hand: { at: [52, 11], turn: -75, beside: 27 }, arc: [[176, 126], 94, -36], inset: [214, 144] },
  plantarflexion: { draw: examAnkleScene(0, ["M34 142C58 150 84 147 108 139", "M46 135C62 141 80 139 98 133.6"]), ground: examFootGround, reach: 40, hand: { at: [56, 29], turn: 98, beside: 26 }, arc: [[176, 126], 94, -66], inset: [214, 144] },
};
