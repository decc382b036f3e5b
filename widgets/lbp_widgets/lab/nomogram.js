// Fagan's nomogram: a straight line from the probability before, through the likelihood ratio, to the probability after.
// Line, printed number and formula come from the same functions of math.js.

import { h } from "../front/dom.js";
import { decimalText, percentText, ratioText } from "./controls.js";
import { afterBand, afterResult, expit, leftHeight, likelihoodRatios, logit, middleHeight, rightHeight } from "./math.js";

const NOMO_WIDTH = 352;
const NOMO_HEIGHT = 500;
const NOMO_TOP = 34;
const NOMO_FOOT = 18;
const BEFORE_X = 46;
const AFTER_X = 254;
const RATIO_X = (BEFORE_X + AFTER_X) / 2;
const GUESS_GAP = 38;
const NOMO_EDGE = 0.002;
const NOMO_SCALE = (NOMO_HEIGHT - NOMO_TOP - NOMO_FOOT) / 2 / logit(1 - NOMO_EDGE);
const NOMO_CENTRE = NOMO_TOP + (NOMO_HEIGHT - NOMO_TOP - NOMO_FOOT) / 2;
const NOMO_PROBABILITIES = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998];
const NOMO_RATIOS = [500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];

const yOf = (height) => NOMO_CENTRE + NOMO_SCALE * height;

function tickText(app, value) {
  const text = String(Number(value.toPrecision(3)));
  return app.view.lang === "da" ? text.replace(".", ",") : text;
}

function nomoAxis(app, name, x, ticks, heightOf, side) {
  const sign = side === "left" ? -1 : 1;
  return h("g", { key: name, class: "lbp-l-axis-line", "data-axis": name, "aria-hidden": "true" },
    h("line", { x1: x, x2: x, y1: yOf(heightOf(ticks[0])), y2: yOf(heightOf(ticks[ticks.length - 1])) }),
    ticks.map((value) => [
      h("line", { x1: x - 4, x2: x + 4, y1: yOf(heightOf(value)), y2: yOf(heightOf(value)), "data-tick": value }),
      h("text", { class: "lbp-l-tick", x: x + 9 * sign, y: yOf(heightOf(value)) + 4, "text-anchor": side === "left" ? "end" : "start" }, tickText(app, name === "ratio" ? value : 100 * value)),
    ]));
}

function resultLine(name, pre, ratio, after, chosen) {
  return h("g", { key: name, class: `lbp-l-nomo-${name}`, "data-line": name, "data-chosen": chosen ? "true" : null },
    h("line", { x1: BEFORE_X, y1: yOf(leftHeight(pre)), x2: AFTER_X, y2: yOf(rightHeight(after)) }),
    h("circle", { cx: RATIO_X, cy: yOf(middleHeight(ratio)), r: 4.5 }),
    name === "positive"
      ? h("rect", { x: AFTER_X - 5, y: yOf(rightHeight(after)) - 5, width: 10, height: 10 })
      : h("circle", { cx: AFTER_X, cy: yOf(rightHeight(after)), r: 5 }));
}

/** The shaded 95 % interval of the chosen result, from the point before to the two ends after. */
function nomoBand(pre, ends) {
  const points = [[BEFORE_X, yOf(leftHeight(pre))], [AFTER_X, yOf(rightHeight(ends.high))], [AFTER_X, yOf(rightHeight(ends.low))]];
  return h("polygon", { key: "band", class: "lbp-l-nomo-band", points: points.map((point) => point.join(",")).join(" ") });
}

/** The probability at a height of the page, for dragging along the left axis. */
function probabilityAt(svg, event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return expit((point.y - NOMO_CENTRE) / NOMO_SCALE);
}

/** The point on the left axis: drag it, or use the arrow keys. */
function nomoHandle(app, key, state, onpre) {
  const put = (p) => onpre(Math.min(Math.max(Math.round(100 * p) / 100, 0.01), 0.99));
  const drag = (event) => event.currentTarget.hasPointerCapture(event.pointerId) && put(probabilityAt(event.currentTarget.ownerSVGElement, event));
  const onKey = (event) => {
    // Down the page is more probable on this axis, but a slider's arrows mean more and less, as everywhere.
    const by = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.1, PageDown: -0.1 }[event.key];
    if (by !== undefined) put(state.pre + by);
    else if (event.key === "Home") put(0.01);
    else if (event.key === "End") put(0.99);
    else return;
    event.preventDefault();
  };
  return h("g", {
    key: "handle", class: "lbp-l-handle", role: "slider", tabindex: "0", "data-act": `handle:${key}`,
    "aria-label": app.t("lab.nomo.handle"), "aria-valuemin": 1, "aria-valuemax": 99, "aria-valuenow": Number((100 * state.pre).toFixed(2)), "aria-valuetext": percentText(app, state.pre),
    onkeydown: onKey,
    // A finger that starts on the handle moves it; one that starts beside it scrolls the page.
    mount: (node) => node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }),
    onpointerdown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus({ preventScroll: true });
      event.preventDefault();
    },
    onpointermove: drag,
  },
  h("circle", { class: "lbp-l-handle-reach", cx: BEFORE_X, cy: yOf(leftHeight(state.pre)), r: 24 }),
  h("circle", { class: "lbp-l-handle-dot", cx: BEFORE_X, cy: yOf(leftHeight(state.pre)), r: 9 }));
}

/** The earlier guess, outside the axis and its numbers, pointing at where it stood. */
function guessMark(app, guess) {
  const y = yOf(rightHeight(Math.min(Math.max(guess, NOMO_EDGE), 1 - NOMO_EDGE)));
  const x = AFTER_X + GUESS_GAP;
  return h("g", { key: "guess", class: "lbp-l-nomo-guess", "data-guess-mark": guess },
    h("path", { d: `M${x} ${y}l9 -5v10z` }),
    h("text", { class: "lbp-l-tick", x: x + 12, y: y - 2 }, app.t("lab.nomo.guess")),
    h("text", { class: "lbp-l-tick", x: x + 12, y: y + 11 }, percentText(app, guess)));
}

/**
 * The drawing.
 * @param {Object} state pre, se, sp, result
 * @param {Object|null} sd standard deviations of the log odds of se and sp, where the figures are the table's own
 * @param {number|null} guess an earlier guess of the probability after the chosen result
 */
export function nomogram(app, key, state, sd, guess, onpre) {
  const { t } = app;
  const { pre, se, sp } = state;
  const ratios = likelihoodRatios(se, sp);
  const after = { positive: afterResult(pre, se, sp, true), negative: afterResult(pre, se, sp, false) };
  const chosen = state.result;
  const ends = sd && afterBand(pre, se, sp, sd, chosen === "positive");
  const spoken = t("lab.nomo.spoken", { pre: percentText(app, pre), plus: ratioText(app, ratios.positive), up: percentText(app, after.positive), minus: ratioText(app, ratios.negative), down: percentText(app, after.negative) });
  const clip = `${app.uid}-${key.replaceAll("/", "-")}-clip`;
  const label = (name) => h("text", { key: `label-${name}`, class: "lbp-l-nomo-label", "data-label": name, "aria-hidden": "true", x: RATIO_X - 9, y: yOf(middleHeight(ratios[name])) + (ratios[name] === Math.max(ratios.positive, ratios.negative) ? -4 : 14), "text-anchor": "end" }, ratioText(app, ratios[name]));
  return h("svg", { key: "nomogram", class: "lbp-l-nomogram", viewBox: `0 0 ${NOMO_WIDTH} ${NOMO_HEIGHT}`, role: "group", "aria-label": spoken, "data-nomogram": "" },
    h("clipPath", { id: clip }, h("rect", { x: 0, y: NOMO_TOP - 8, width: NOMO_WIDTH, height: NOMO_HEIGHT - NOMO_TOP - NOMO_FOOT + 16 })),
    [[BEFORE_X, "lab.nomo.before"], [RATIO_X, "lab.nomo.ratio"], [AFTER_X, "lab.nomo.after"]].map(([x, word]) => h("text", { class: "lbp-l-nomo-head", "aria-hidden": "true", x, y: 16, "text-anchor": "middle" }, t(word))),
    h("g", { "clip-path": `url(#${clip})`, key: "drawn" },
      ends && nomoBand(pre, ends),
      nomoAxis(app, "before", BEFORE_X, NOMO_PROBABILITIES, leftHeight, "left"),
      nomoAxis(app, "ratio", RATIO_X, NOMO_RATIOS, middleHeight, "right"),
      nomoAxis(app, "after", AFTER_X, NOMO_PROBABILITIES, rightHeight, "right"),
      resultLine("negative", pre, ratios.negative, after.negative, chosen === "negative"),
      resultLine("positive", pre, ratios.positive, after.positive, chosen === "positive"),
      label("positive"), label("negative"),
      guess !== null && guessMark(app, guess)),
    nomoHandle(app, key, state, onpre));
}

/** The same as numbers: probability and odds before, ratios, probability after with its interval. */
export function nomogramTable(app, state, sd) {
  const { t } = app;
  const { pre, se, sp } = state;
  const ratios = likelihoodRatios(se, sp);
  const oddsText = (p) => t("lab.nomo.odds", { n: decimalText(app, p / (1 - p), 3) });
  const row = (name, positive) => {
    const after = afterResult(pre, se, sp, positive);
    const ends = sd && afterBand(pre, se, sp, sd, positive);
    return h("tr", { key: name },
      h("th", { scope: "row" }, t(`lab.nomo.row.${name}`)),
      h("td", null, ratioText(app, ratios[name])),
      h("td", null, percentText(app, after, 1)),
      h("td", null, ends ? t("lab.nomo.from_to", { low: percentText(app, ends.low, 1), high: percentText(app, ends.high, 1) }) : "\u2013"),
      h("td", null, oddsText(after)));
  };
  return h("div", { class: "lbp-l-scroll", key: "numbers" },
    h("table", { class: "lbp-l-table" },
      h("caption", { class: "lbp-hint" }, t("lab.nomo.caption", { pre: percentText(app, pre), odds: oddsText(pre) })),
      h("thead", null, h("tr", null, h("td", null), ["lab.nomo.ratio", "lab.nomo.after.word", "lab.nomo.interval", "lab.nomo.odds.word"].map((word) => h("th", { scope: "col" }, t(word))))),
      h("tbody", null, row("positive", true), row("negative", false))));
}
