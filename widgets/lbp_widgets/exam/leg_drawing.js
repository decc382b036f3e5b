// The straight leg raise as a drawing: a person lying on a couch, seen from the side of the leg that is raised.

import { examSvg } from "./figure_drawing.js";

/** What the drawing shows: x, y, width, height. High enough for a foot at 90 degrees. */
export const EXAM_LEG_BOX = [30, -96, 562, 354];
const EXAM_HIP = { x: 352, y: 172 };
const EXAM_ANKLE = 232;
const EXAM_SCALE = 158;

const EXAM_LEG_SHAPE = "M14 -31C3.7 -40.5 -31 -31.7 -50 -30C-69 -28.3 -87.3 -22.7 -100 -21C-112.7 -19.3 -117.7 -21 -126 -20C-134.3 -19 -139.3 -16.3 -150 -15C-160.7 -13.7 -177.3 -12.8 -190 -12C-202.7 -11.2 -218.5 -8.3 -226 -10C-233.5 -11.7 -233 -16.7 -235 -22C-237 -27.3 -236.7 -37.2 -238 -42C-239.3 -46.8 -240.8 -49.7 -243 -51C-245.2 -52.3 -249 -53.5 -251 -50C-253 -46.5 -254 -38.7 -255 -30C-256 -21.3 -257.7 -5.2 -257 2C-256.3 9.2 -253.8 11.2 -251 13C-248.2 14.8 -244.2 13.5 -240 13C-235.8 12.5 -232 10 -226 10C-220 10 -212.3 11.5 -204 13C-195.7 14.5 -185 18.3 -176 19C-167 19.7 -158.7 17.7 -150 17C-141.3 16.3 -139 13.7 -124 15C-109 16.3 -82.7 23 -60 25C-37.3 27 -0.3 36.3 12 27C24.3 17.7 24.3 -21.5 14 -31Z";
const EXAM_LEG_SHORTS = "M14 -32L-50 -31Q-62 -31 -64 -29Q-58 0 -66 25L12 28Z";
const EXAM_LEG_TRUNK = [
  ["cloth", "M330 196C342 203.2 376.7 201.8 400 203C423.3 204.2 453.7 203.8 470 203C486.3 202.2 491.8 201.5 498 198C504.2 194.5 506.7 187.7 507 182C507.3 176.3 504.8 169.8 500 164C495.2 158.2 487 150.8 478 147C469 143.2 457.3 141.2 446 141C434.7 140.8 421.7 144.5 410 146C398.3 147.5 387 150 376 150C365 150 352 144.3 344 146C336 147.7 330.3 151.7 328 160C325.7 168.3 318 188.8 330 196Z"],
  ["skin", "M498 170q10 -4 16 2v20q-8 2 -14 -2z", "bare"],
  ["skin", "M520 187C515.5 184.7 512.5 179.8 511 176C509.5 172.2 510.2 168 511 164C511.8 160 513.8 155 516 152C518.2 149 521.7 147.8 524 146C526.3 144.2 528.2 141 530 141C531.8 141 532.3 145.2 535 146C537.7 146.8 542.3 144.5 546 146C549.7 147.5 554.7 151 557 155C559.3 159 560.7 165.2 560 170C559.3 174.8 556.7 180.7 553 184C549.3 187.3 543.5 189.5 538 190C532.5 190.5 524.5 189.3 520 187Z"],
  ["hair", "M538 148Q560 142 563 166Q564 186 550 190Q556 176 548 166Q540 160 538 148Z"],
  ["line", "M530 168q-6 3 -3 8"],
];
const EXAM_LEG_OVER = [
  ["shorts", "M326 196C330 200 336.3 201.2 344 202C351.7 202.8 366 204.7 372 201C378 197.3 379.7 188.2 380 180C380.3 171.8 380 158 374 152C368 146 352 143 344 144C336 145 330 152.3 326 158C322 163.7 320 171.7 320 178C320 184.3 322 192 326 196Z", "bare"],
  ["line", "M372 201Q384 176 373 151"],
  ["skin", "M486 168C483.7 163.7 477.7 158.7 470 160C462.3 161.3 451 172 440 176C429 180 412.7 182.3 404 184C395.3 185.7 391.3 184.5 388 186C384.7 187.5 383 191 384 193C385 195 388 197.5 394 198C400 198.5 409.7 197 420 196C430.3 195 445.3 193.7 456 192C466.7 190.3 479 190 484 186C489 182 488.3 172.3 486 168Z"],
  ["cloth", "M488 160q-22 -6 -34 10q10 12 22 18q12 2 14 -4z"],
];

/** A point at `degrees` and so far from the hip, on a person whose left leg is seen. */
export function examLegPoint(degrees, radius) {
  const turn = (degrees * Math.PI) / 180;
  return { x: EXAM_HIP.x - radius * Math.cos(turn), y: EXAM_HIP.y - radius * Math.sin(turn) };
}

/** The drawing is mirrored for the right leg. */
export function examLegFlip(side, x) {
  return side === "right" ? 2 * EXAM_LEG_BOX[0] + EXAM_LEG_BOX[2] - x : x;
}

/** The angle of a point of the drawing seen from the hip, and how far out it is. */
export function examLegAngle(side, x, y) {
  const across = EXAM_HIP.x - examLegFlip(side, x);
  const up = EXAM_HIP.y - y;
  return { degrees: (Math.atan2(up, across) * 180) / Math.PI, radius: Math.hypot(across, up) };
}

/** Where the handle is, as shares of the drawing's width and height. */
export function examLegHandle(side, degrees) {
  const { x, y } = examLegPoint(degrees, EXAM_ANKLE);
  const [left, top, width, height] = EXAM_LEG_BOX;
  return { x: (examLegFlip(side, x) - left) / width, y: (y - top) / height };
}

/** Whether a place is on the scale or the leg's way, where a tap means an angle. */
export function examLegOnScale({ degrees, radius }) {
  return degrees > -8 && degrees < 98 && radius > 105 && radius < 300;
}

function examLegParts(list, parent) {
  for (const [look, d, bare] of list) examSvg("path", { d, class: `lbp-exam-leg-${look}${bare ? " lbp-exam-leg-bare" : ""}` }, parent);
}

function examLegScale(parent) {
  const arc = (to) => {
    const [a, b] = [examLegPoint(0, EXAM_SCALE), examLegPoint(to, EXAM_SCALE)];
    return `M${a.x} ${a.y}A${EXAM_SCALE} ${EXAM_SCALE} 0 0 1 ${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
  };
  examSvg("path", { d: arc(90), class: "lbp-exam-leg-arc" }, parent);
  for (let degrees = 0; degrees <= 90; degrees += 5) {
    const long = degrees % 15 === 0;
    const [a, b] = [examLegPoint(degrees, EXAM_SCALE - (long ? 7 : 1)), examLegPoint(degrees, EXAM_SCALE + (long ? 7 : 5))];
    examSvg("path", { d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`, class: `lbp-exam-leg-tick${long ? " lbp-exam-leg-long" : ""}` }, parent);
  }
  return { way: examSvg("path", { class: "lbp-exam-leg-way" }, parent), arc };
}

/** Build the drawing. `turn(side, degrees)` shows the leg of that side at that angle. */
export function examLegDrawing() {
  const svg = examSvg("svg", { class: "lbp-exam-leg-svg", viewBox: EXAM_LEG_BOX.join(" "), "aria-hidden": "true", focusable: "false" });
  const under = examSvg("g", {}, svg);
  const numbers = examSvg("g", {}, svg);
  const over = examSvg("g", {}, svg);
  examSvg("rect", { x: 40, y: 205, width: 540, height: 16, rx: 8, class: "lbp-exam-leg-couch" }, under);
  for (const x of [92, 520]) examSvg("rect", { x, y: 221, width: 10, height: 34, rx: 3, class: "lbp-exam-leg-couch" }, under);
  examSvg("rect", { x: 504, y: 186, width: 72, height: 21, rx: 10, class: "lbp-exam-leg-pillow" }, under);
  const flat = examSvg("g", { transform: `translate(${EXAM_HIP.x} 176)`, class: "lbp-exam-leg-flat" }, under);
  examSvg("path", { d: EXAM_LEG_SHAPE, class: "lbp-exam-leg-skin" }, flat);
  const { way, arc } = examLegScale(under);
  examLegParts(EXAM_LEG_TRUNK, over);
  const raised = examSvg("g", {}, over);
  examLegParts([["skin", EXAM_LEG_SHAPE], ["shorts", EXAM_LEG_SHORTS]], raised);
  examLegParts(EXAM_LEG_OVER, over);
  examSvg("circle", { cx: EXAM_HIP.x, cy: EXAM_HIP.y, r: 4, class: "lbp-exam-leg-hip" }, over);
  const words = [[0, 134], [60, 130], [90, 128]].map(([degrees, radius]) => {
    const text = examSvg("text", { class: "lbp-exam-leg-word", "text-anchor": "middle" }, numbers);
    text.textContent = `${degrees}\u00b0`;
    return [text, examLegPoint(degrees, radius)];
  });
  return {
    svg,
    turn(side, degrees) {
      for (const half of [under, over]) half.setAttribute("transform", side === "right" ? `translate(${examLegFlip("right", 0)} 0) scale(-1 1)` : "");
      raised.setAttribute("transform", `translate(${EXAM_HIP.x} ${EXAM_HIP.y}) rotate(${degrees.toFixed(2)})`);
      way.setAttribute("d", degrees > 0.5 ? arc(degrees) : "");
      for (const [text, { x, y }] of words) {
        text.setAttribute("x", examLegFlip(side, x));
        text.setAttribute("y", y + 6);
      }
    },
  };
}
