// The reflex hammer: it swings once to where it struck and rests there.

import { examSvg } from "./figure_drawing.js";

const EXAM_SWING = 160;

/** Show the hammer at a point of one view, swinging where motion is welcome; `null` puts it away. */
export function examHammer(views, view, spot) {
  for (const one of Object.values(views)) one.flying.replaceChildren();
  if (!spot) return;
  // From the outer side of the leg, so that it does not cover the other one.
  const place = examSvg("g", { class: "lbp-exam-hammer", transform: `translate(${spot.x} ${spot.y}) scale(${spot.outward} 1)` }, views[view].flying);
  const arm = examSvg("g", {}, place);
  examSvg("path", { class: "lbp-exam-hammer-shaft", d: "M27 16L66 52" }, arm);
  examSvg("path", { class: "lbp-exam-hammer-grip", d: "M50 37L66 52" }, arm);
  examSvg("path", { class: "lbp-exam-hammer-head", d: "M15 12L32 2 40 20 20 27z" }, arm);
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches || !arm.animate) return;
  arm.animate([{ transform: "translate(30px, 6px) rotate(38deg)" }, { transform: "none" }], { duration: EXAM_SWING, easing: "ease-in" });
}
