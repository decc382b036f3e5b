// Functional tests as three frames: what somebody does, and what happens to the tested leg.

import { h } from "../front/dom.js";
import { examBackOf, examFeet, examPerson } from "./people.js";
import { examArrow, examSideWord } from "./scene.js";

const EXAM_FLOOR = 142;
const examStand = { hip: 0, knee: 2, foot: 0 };

const examHeelStep = (foot) => ({ x: 44, lean: 3, near: { hip: 17, knee: 5, foot }, far: { hip: -11, knee: 7, foot: -20 } });
const examHeelStance = (foot) => ({ x: 44, lean: 3, near: { hip: 1, knee: 4, foot }, far: { hip: 14, knee: 34, foot: -16 } });
const examOneLeg = (foot) => ({ x: 48, near: { hip: 0, knee: 2, foot, toes: true }, far: { hip: 14, knee: 76, foot: 66 } });

// The frames: what examPerson draws, and beside it `toes` or `heel`: an arrow there, up or down; `slap`: marks under the toes;
// `couch`: where it begins. Frames that are about the feet show the body from the waist down.
const EXAM_WALKS = {
  squat: {
    able: [
      { x: 25, lean: 34, near: { hip: 98, knee: 128, foot: 0 }, nearArm: { shoulder: 58, elbow: 44 } },
      { x: 30, lean: 26, near: { hip: 58, knee: 82, foot: 0 }, nearArm: { shoulder: 54, elbow: 30 } },
      { x: 46, lean: 0, near: examStand, nearArm: { shoulder: 2, elbow: 10 } },
    ],
    unable: [
      { x: 28, lean: 36, near: { hip: 98, knee: 128, foot: 0 }, nearArm: { shoulder: 26, elbow: 14 }, couch: 78 },
      { x: 32, lean: 46, near: { hip: 70, knee: 96, foot: 0 }, hold: [82, 91], couch: 78, nod: -14 },
      { x: 40, lean: 36, near: { hip: 26, knee: 42, foot: 0 }, hold: [82, 91], couch: 78, nod: -8 },
    ],
  },
  heel_walk: {
    able: [examHeelStep(-22), examHeelStance(-22), examHeelStep(-22)],
    unable: [examHeelStep(-22), { ...examHeelStance(-8), toes: "down" }, { ...examHeelStep(0), toes: "down" }],
  },
  toe_walk: {
    able: [examOneLeg(0), { ...examOneLeg(22), heel: "up" }, examOneLeg(38)],
    unable: [examOneLeg(0), { ...examOneLeg(20), heel: "up" }, { ...examOneLeg(0), heel: "down" }],
  },
  gait: {
    normal: [
      { x: 47, lean: 2, near: { hip: 25, knee: 4, foot: -18 }, far: { hip: -18, knee: 14, foot: 26, toes: true }, nearArm: { shoulder: -20, elbow: 12 }, farArm: { shoulder: 22, elbow: 18 } },
      { x: 47, lean: 2, near: { hip: 2, knee: 5, foot: 0 }, far: { hip: 16, knee: 56, foot: 14 }, nearArm: { shoulder: 2, elbow: 14 }, farArm: { shoulder: -2, elbow: 14 } },
      { x: 47, lean: 2, near: { hip: -18, knee: 14, foot: 26, toes: true }, far: { hip: 25, knee: 4, foot: -18 }, nearArm: { shoulder: 22, elbow: 18 }, farArm: { shoulder: -20, elbow: 12 } },
    ],
    guarded: [
      { x: 44, lean: 14, near: { hip: 13, knee: 10, foot: -4 }, far: { hip: -5, knee: 12, foot: 6 }, back: true },
      { x: 44, lean: 14, near: { hip: 5, knee: 12, foot: 0 }, far: { hip: 10, knee: 26, foot: 4 }, back: true },
      { x: 44, lean: 14, near: { hip: -5, knee: 12, foot: 6 }, far: { hip: 13, knee: 10, foot: -4 }, back: true },
    ],
    foot_drop: [
      { x: 44, lean: 3, near: { hip: 62, knee: 84, foot: 58 }, far: examStand, nearArm: { shoulder: -12, elbow: 14 }, farArm: { shoulder: 18, elbow: 18 }, toes: "down" },
      { x: 46, lean: 3, near: { hip: 30, knee: 14, foot: 16 }, far: { hip: -14, knee: 10, foot: 16, toes: true }, nearArm: { shoulder: -18, elbow: 12 }, farArm: { shoulder: 20, elbow: 18 } },
      { x: 46, lean: 3, near: { hip: 24, knee: 10, foot: 0 }, far: { hip: -17, knee: 14, foot: 24, toes: true }, nearArm: { shoulder: -14, elbow: 12 }, farArm: { shoulder: 16, elbow: 18 }, slap: true },
    ],
  },
};

/**
 * A functional test in three frames.
 * @param {Object} app
 * @param {Object} o
 *   test: squat | heel_walk | toe_walk, outcome: able | unable; or test: gait, outcome: normal | guarded | foot_drop;
 *   side: right | left of the tested leg, or none; key: new for each performance; label: the sentence that says the same;
 *   captions: up to three short texts; still: no movement, as after a reload
 */
export function examWalkStrip(app, { test, outcome, side = null, key, label, captions = [], still = false }) {
  const frames = EXAM_WALKS[test] && EXAM_WALKS[test][outcome];
  if (!frames) throw new RangeError(`no such test or outcome: ${test}, ${outcome}`);
  return h("div", { class: "lbp-exam-pic-strip", key, role: "img", "aria-label": label, "data-test": test, "data-still": still ? "true" : null },
    side && h("p", { class: "lbp-exam-pic-strip-side", "aria-hidden": "true" }, examSideWord(app, side)),
    h("div", { class: "lbp-exam-pic-frames", "aria-hidden": "true" }, frames.map((frame, i) => h("div", { class: "lbp-exam-pic-frame", style: `--lbp-exam-pic-nth:${i}` },
      examFrameSvg(frame, side === "left", test === "heel_walk" || test === "toe_walk" ? "feet" : "body"),
      captions[i] && h("p", null, captions[i])))));
}

function examFrameSvg(frame, left, about) {
  const k = about === "feet" ? 0.52 : 0.33;
  const person = { k, floor: EXAM_FLOOR, far: frame.near, farArm: frame.nearArm, ...frame };
  const [toes, heel] = examFeet(person);
  const arrow = ([x, y], way) => (way === "up" ? examArrow([x, y - 4], [0, -15], 2.2) : examArrow([x, y - 24], [0, 15], 2.2));
  return h("svg", { viewBox: "0 0 100 150" },
    h("path", { class: "lbp-exam-pic-floor", d: `M4 ${EXAM_FLOOR + 1}H96` }),
    h("g", { transform: left ? "translate(100 0) scale(-1 1)" : null },
      frame.couch && h("g", { class: "lbp-exam-pic-couch" }, h("rect", { x: frame.couch, y: 91, width: 40, height: 7, rx: 3.5 }), h("rect", { x: frame.couch + 6, y: 96, width: 4, height: EXAM_FLOOR - 95 })),
      examPerson(frame.back ? { ...person, hold: examBackOf(person) } : person),
      frame.toes && arrow([toes[0] + (about === "feet" ? -2 : 7), toes[1] + (about === "feet" ? 0 : 8)], frame.toes),
      frame.heel && arrow([heel[0] - 6, heel[1] + (frame.heel === "up" ? 0 : 4)], frame.heel),
      frame.slap && h("path", { class: "lbp-exam-pic-slap", d: `M${toes[0] + 5} ${toes[1] - 3}l5 -4M${toes[0] + 6} ${toes[1] + 1}l6.5 -1M${toes[0] + 1} ${toes[1] - 7}l2 -6` })));
}
