// What stands around the body in a picture: the frame, the couch, the hammer, hands, arrows.

import { h } from "../front/dom.js";
import { examShape } from "./limbs.js";

/**
 * The frame of a picture. What is drawn for the right side is mirrored for the left, words are not.
 * @param {Object} app for the word of the side
 * @param {Object} o {label, key, side, kind, still, width, height}
 * @param {Array} drawn the right side
 * @param {Array} flat what is not mirrored
 */
export function examFrame(app, o, drawn, flat = []) {
  const { width = 320, height = 220, side = null } = o;
  const left = side === "left";
  return h("svg", { class: `lbp-exam-pic lbp-exam-pic-${o.kind}`, key: o.key, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": o.label, "data-still": o.still ? "true" : null },
    h("g", { "aria-hidden": "true", transform: left ? `translate(${width} 0) scale(-1 1)` : null }, drawn),
    side && h("text", { class: "lbp-exam-pic-side", "aria-hidden": "true", x: left ? width - 12 : 12, y: height - 12, "text-anchor": left ? "end" : "start" }, examSideWord(app, side)),
    flat);
}

/** The word for a side. */
export function examSideWord(app, side) {
  return side === "left" ? app.t("side.left") : app.t("side.right");
}

/** A couch seen from the side: its top at `y`, from `x` on, with legs at `legs`. */
export function examCouch(x, y, width, legs, depth = 60) {
  return h("g", { class: "lbp-exam-pic-couch" },
    legs.map((at) => h("rect", { x: at, y: y + 10, width: 8, height: depth, rx: 3 })),
    h("rect", { x, y, width, height: 14, rx: 7 }));
}

/**
 * A reflex hammer whose tip touches `at`. Unturned it hangs from its grip with the tip to the left.
 * @param {[number, number]} at
 * @param {number} turn degrees
 */
export function examReflexHammer([x, y], turn) {
  const a = (turn * Math.PI) / 180;
  const grip = [x + 13.6 * Math.cos(a) + 67 * Math.sin(a), y + 13.6 * Math.sin(a) - 67 * Math.cos(a)];
  return h("g", { transform: `translate(${grip[0].toFixed(1)} ${grip[1].toFixed(1)}) rotate(${turn})` },
    h("g", { class: "lbp-exam-pic-hammer" },
      h("path", { class: "lbp-exam-pic-shaft", d: "M0 22V67" }),
      h("path", { class: "lbp-exam-pic-grip", d: "M0 -2V26" }),
      h("path", { class: "lbp-exam-pic-rubber", d: "M-12.2 65Q-14.2 67 -12.2 69L4.4 77.6Q8 79.2 8 75.6V58.4Q8 54.8 4.4 56.4Z" })));
}

/** A straight arrow; `weight` is its line width. */
export function examArrow([x, y], [dx, dy], weight, look = "lbp-exam-pic-push") {
  const long = Math.hypot(dx, dy);
  const head = 3 + 2 * weight;
  const turn = (Math.atan2(dy, dx) * 180) / Math.PI;
  return h("g", { class: look, transform: `translate(${x} ${y}) rotate(${turn.toFixed(1)})` },
    h("path", { class: "lbp-exam-pic-arrow", "stroke-width": weight, d: `M0 0H${(long - head * 0.8).toFixed(1)}` }),
    h("path", { class: "lbp-exam-pic-tip", d: `M${long.toFixed(1)} 0l${-head} ${-head * 0.62}v${head * 1.24}z` }));
}

/** A part of a circle about `centre` from one angle to another (degrees, clockwise from the right); `point` is the size of its tip. */
export function examArc([cx, cy], r, from, to, look = "lbp-exam-pic-arc", point = 1) {
  const on = (deg) => [cx + r * Math.cos((deg * Math.PI) / 180), cy + r * Math.sin((deg * Math.PI) / 180)].map((v) => v.toFixed(1));
  const way = to > from ? 1 : -1;
  const [x, y] = on(to);
  return h("g", { class: look },
    h("path", { class: "lbp-exam-pic-arrow", d: `M${on(from).join(" ")}A${r} ${r} 0 ${Math.abs(to - from) > 180 ? 1 : 0} ${way > 0 ? 1 : 0} ${x} ${y}` }),
    point > 0 && h("path", { class: "lbp-exam-pic-tip", transform: `translate(${x} ${y}) rotate(${to + 90 * way}) scale(${point})`, d: "M4.5 0l-7 -4.2v8.4z" }));
}

/** Two hands whose bent fingers are hooked into each other and pull: what helps a faint reflex to show. */
export function examHookedHands([x, y]) {
  const arm = examShape([[-50, -10], [-26, -8], [-15, -10.5], [-7, -11], [0, -9], [3, -4], [3, 6], [0, 11], [-7, 12.4], [-15, 11], [-26, 8], [-50, 10]]);
  const thumb = "M-17 -8C-12 -14.5 -5 -15 -1.6 -12.4C.8 -10 -1 -7.6 -4.4 -8.2C-8 -8.6 -10 -7 -12 -4.6";
  const finger = (top) => h("rect", { class: "lbp-exam-pic-finger", x: -7.5, y: top, width: 14.5, height: 5.4, rx: 2.7 });
  return h("g", { class: "lbp-exam-pic-inset", transform: `translate(${x - 38} ${y - 28})` },
    h("rect", { class: "lbp-exam-pic-disc", width: 76, height: 56, rx: 9 }),
    h("svg", { x: 1, y: 1, width: 74, height: 54, viewBox: "-43 -28 86 62" },
      h("g", { class: "lbp-exam-pic-hand" },
        h("g", { transform: "translate(3.5 0) scale(-1 1)" }, h("path", { d: arm }), h("path", { class: "lbp-exam-pic-line", d: "M-2.5 -3.4H-9M-3 2H-9.6M-3.5 7H-9" }), h("path", { d: thumb })),
        h("g", { transform: "translate(-3.5 0)" }, h("path", { d: arm }), h("path", { d: thumb }), [-8.6, -3.4, 1.8, 7].map(finger))),
      examArrow([-14, 24], [-18, 0], 2), examArrow([14, 24], [18, 0], 2)));
}

/**
 * The examiner's hand round a limb: it touches at the origin of `at`, its arm goes to the right when unturned.
 * @param {Object} o {at: [x, y], turn: degrees, beside: how far from the arm its arrow is}
 * @param {number} weight the line width of the arrow that shows how hard it presses
 */
export function examPressingHand({ at: [x, y], turn, beside }, weight) {
  const palm = examShape([[60, -13], [44, -11], [30, -10], [20, -12.6], [10, -14], [3, -12], [0, -6], [0, 8], [4, 14.6], [12, 15], [21, 12], [30, 9], [44, 10], [60, 12]]);
  const sleeve = examShape([[96, -18, true], [50, -14.6, true], [48, 0], [50, 14, true], [96, 17, true]]);
  return h("g", { transform: `translate(${x} ${y}) rotate(${turn})` },
    h("g", { class: "lbp-exam-pic-hand lbp-exam-pic-examiner" },
      h("path", { d: palm }),
      h("path", { class: "lbp-exam-pic-sleeve", d: sleeve }),
      [-12.6, -5.8, 1, 7.8].map((top, i) => h("rect", { class: "lbp-exam-pic-finger", x: [-15, -18, -17, -13][i], y: top, width: [20, 23, 22, 18][i], height: 6.9, rx: 3.45 }))),
    h("g", { class: "lbp-exam-pic-load" }, examArrow([weight > 3 ? 44 : 34, beside], [weight > 3 ? -40 : -26, 0], weight)));
}
