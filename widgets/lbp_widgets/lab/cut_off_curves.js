// The two drawings of the cut-off: the two groups, and the ROC curve.

import { h } from "../front/dom.js";
import { percentText } from "./controls.js";
import { atCutOff, normalCdf } from "./math.js";

const BELL = { wide: 900, high: 200, foot: 24, peak: 0.41, step: 0.05, thin: 0.01 };
const HATCH = { narrow: 768, near: 0.12, far: 0.3 };
const ROC = { size: 260, left: 46, right: 20, top: 10, bottom: 42, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** The height of the bell at z: the slope of its distribution function. */
function bellHeight(z) {
  return (normalCdf(z + BELL.thin) - normalCdf(z - BELL.thin)) / (2 * BELL.thin);
}

function bellPoints(centre, from, to, low, high) {
  const points = [];
  const count = Math.max(1, Math.ceil((to - from) / BELL.step));
  for (let i = 0; i <= count; i += 1) {
    const z = from + ((to - from) * i) / count;
    points.push(`${((BELL.wide * (z - low)) / (high - low)).toFixed(1)} ${(BELL.high * (1 - bellHeight(z - centre) / BELL.peak)).toFixed(1)}`);
  }
  return points;
}

function bellArea(centre, from, to, low, high) {
  if (to <= from) return "";
  const place = (z) => ((BELL.wide * (z - low)) / (high - low)).toFixed(1);
  return `M${place(from)} ${BELL.high}L${bellPoints(centre, from, to, low, high).join("L")}L${place(to)} ${BELL.high}z`;
}

/** Upright lines under the bell: the share that is missed, told from the false alarms without colour. */
function bellHatch(centre, from, to, low, high, apart) {
  let path = "";
  for (let z = Math.ceil(from / apart) * apart; z < to; z += apart) {
    path += `M${((BELL.wide * (z - low)) / (high - low)).toFixed(1)} ${BELL.high}V${(BELL.high * (1 - bellHeight(z - centre) / BELL.peak)).toFixed(1)}`;
  }
  return path;
}

/** Two bells on one scale and the cut-off; pressing or pulling in the drawing moves it, as the slider below does. */
export function cutOffCurves(app, { distance, cut, low, high, spoken, onmove }) {
  const { t } = app;
  const at = (z) => `${(100 * (z - low)) / (high - low)}%`;
  const move = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    onmove(Math.min(Math.max(low + ((high - low) * (event.clientX - box.left)) / box.width, low), high));
  };
  const start = (event) => {
    if (event.button) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    move(event);
  };
  const pull = (event) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
  };
  return h("div", { class: "lbp-l-bells", key: "bells" },
    h("svg", { width: "100%", height: BELL.high + BELL.foot + 22, role: "img", "aria-label": spoken, onpointerdown: start, onpointermove: pull },
      h("svg", { key: "paths", y: 20, width: "100%", height: BELL.high, viewBox: `0 0 ${BELL.wide} ${BELL.high}`, preserveAspectRatio: "none" },
        h("path", { class: "lbp-l-bell-alarm", d: bellArea(0, cut, high, low, high) }),
        h("path", { class: "lbp-l-bell-missed", d: bellHatch(distance, low, cut, low, high, app.root.clientWidth < HATCH.narrow ? HATCH.far : HATCH.near) }),
        h("path", { class: "lbp-l-bell-well", d: `M${bellPoints(0, low, high, low, high).join("L")}` }),
        h("path", { class: "lbp-l-bell-ill", d: `M${bellPoints(distance, low, high, low, high).join("L")}` })),
      h("line", { class: "lbp-l-rung-base", x1: 0, x2: "100%", y1: BELL.high + 20, y2: BELL.high + 20 }),
      h("text", { class: "lbp-l-tick", x: 0, y: BELL.high + 38, "text-anchor": "start" }, t("lab.cut.less_ill")),
      h("text", { class: "lbp-l-tick", x: "100%", y: BELL.high + 38, "text-anchor": "end" }, t("lab.cut.more_ill")),
      h("line", { class: "lbp-l-bell-cut", x1: at(cut), x2: at(cut), y1: 16, y2: BELL.high + 26 }),
      h("text", { class: "lbp-l-bell-side", x: at(cut), dx: -8, y: 14, "text-anchor": "end" }, cut - low > 1.6 ? t("lab.cut.negative") : ""),
      h("text", { class: "lbp-l-bell-side", x: at(cut), dx: 8, y: 14, "text-anchor": "start" }, high - cut > 1.6 ? t("lab.cut.positive") : "")));
}

/** The curve of all cut-offs, and the one chosen. */
export function cutOffRoc(app, { distance, cut, low, high, spoken }) {
  const { t } = app;
  const x = (p) => ROC.left + p * ROC.size;
  const y = (p) => ROC.top + (1 - p) * ROC.size;
  const points = [`${x(1)} ${y(1)}`];
  for (let z = low; z <= high; z += BELL.step) {
    const rates = atCutOff(distance, z);
    points.push(`${x(1 - rates.specificity).toFixed(1)} ${y(rates.sensitivity).toFixed(1)}`);
  }
  points.push(`${x(0)} ${y(0)}`);
  const now = atCutOff(distance, cut);
  const width = ROC.left + ROC.size + ROC.right;
  const height = ROC.top + ROC.size + ROC.bottom;
  return h("div", { class: "lbp-l-roc", key: "roc" },
    h("p", { class: "lbp-l-axis-label", "aria-hidden": "true" }, t("lab.cut.axis.se")),
    h("svg", { class: "lbp-l-plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spoken },
      ROC.ticks.map((p) => [
        h("line", { class: "lbp-l-grid", x1: x(p), x2: x(p), y1: y(0), y2: y(1) }),
        h("line", { class: "lbp-l-grid", x1: x(0), x2: x(1), y1: y(p), y2: y(p) }),
        h("text", { class: "lbp-l-tick", x: x(p), y: y(0) + 16, "text-anchor": "middle" }, percentText(app, p, 0)),
        h("text", { class: "lbp-l-tick", x: x(0) - 6, y: y(p) + 4, "text-anchor": "end" }, percentText(app, p, 0)),
      ]),
      h("line", { class: "lbp-l-ideal", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
      h("path", { class: "lbp-l-roc-area", d: `M${points.join("L")}L${x(1)} ${y(0)}z` }),
      h("path", { class: "lbp-l-roc-line", d: `M${points.join("L")}` }),
      h("circle", { class: "lbp-l-roc-now", "data-roc-point": "", "data-x": 1 - now.specificity, "data-y": now.sensitivity, cx: x(1 - now.specificity), cy: y(now.sensitivity), r: 7 }),
      h("text", { class: "lbp-l-axis", x: x(0.5), y: height - 4, "text-anchor": "middle" }, t("lab.cut.axis.alarm"))));
}
