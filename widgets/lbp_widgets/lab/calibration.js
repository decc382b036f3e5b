// How good the guesses were: a plot that grows with every guess, and the scores behind it.

import { h } from "../front/dom.js";
import { decimalText, percentText } from "./controls.js";

const PLOT_SIZE = 260;
const PLOT_PAD = { left: 44, right: 22, top: 10, bottom: 40 };
const PLOT_TICKS = [0, 0.25, 0.5, 0.75, 1];

function calibrationPlot(app, standing) {
  const { t } = app;
  const x = (p) => PLOT_PAD.left + p * PLOT_SIZE;
  const y = (p) => PLOT_PAD.top + (1 - p) * PLOT_SIZE;
  const width = PLOT_PAD.left + PLOT_SIZE + PLOT_PAD.right;
  const height = PLOT_PAD.top + PLOT_SIZE + PLOT_PAD.bottom;
  const spoken = t("lab.calibration.spoken", { n: standing.dots.length, claims: standing.bands.reduce((sum, band) => sum + band.n, 0) });
  return h("svg", { key: "plot", class: "lbp-l-plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spoken },
    PLOT_TICKS.map((p) => [
      h("line", { class: "lbp-l-grid", x1: x(p), x2: x(p), y1: y(0), y2: y(1) }),
      h("line", { class: "lbp-l-grid", x1: x(0), x2: x(1), y1: y(p), y2: y(p) }),
      h("text", { class: "lbp-l-tick", x: x(p), y: y(0) + 16, "text-anchor": "middle" }, percentText(app, p, 0)),
      h("text", { class: "lbp-l-tick", x: x(0) - 6, y: y(p) + 4, "text-anchor": "end" }, percentText(app, p, 0)),
    ]),
    h("line", { class: "lbp-l-ideal", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
    h("text", { class: "lbp-l-axis", x: x(0.5), y: height - 4, "text-anchor": "middle" }, t("lab.calibration.said")),
    standing.bands.map((band) => h("rect", { key: `band-${band.said}`, class: "lbp-l-band-mark", "data-band": band.said, x: x(band.said) - 6, y: y(band.share) - 6, width: 12, height: 12 })),
    standing.dots.map((dot) => h("circle", { key: dot.guess, class: "lbp-l-dot", "data-dot": dot.guess, cx: x(dot.said), cy: y(dot.truth), r: 5.5 })));
}

function calibrationTable(app, standing) {
  const { t } = app;
  const score = (value) => (value === null ? "\u2013" : decimalText(app, value, 3));
  const promptOf = (id) => app.view.parts.flatMap((part) => part.guesses).find((guess) => guess.id === id).prompt;
  return h("details", { class: "lbp-l-details", key: "numbers" },
    h("summary", null, t("lab.as_numbers")),
    h("table", { class: "lbp-l-table" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("lab.calibration.guess")), h("th", { scope: "col" }, t("lab.calibration.said.short")), h("th", { scope: "col" }, t("lab.calibration.truth.short")))),
      h("tbody", null,
        standing.dots.map((dot) => h("tr", { key: dot.guess }, h("th", { scope: "row" }, promptOf(dot.guess)), h("td", null, percentText(app, dot.said)), h("td", null, percentText(app, dot.truth)))),
        standing.bands.map((band) => h("tr", { key: `band-${band.said}` }, h("th", { scope: "row" }, t("lab.calibration.claims", { n: band.n })), h("td", null, percentText(app, band.said)), h("td", null, percentText(app, band.share)))))),
    h("dl", { class: "lbp-l-scores" },
      [["lab.score.brier", score(standing.brier), score(standing.brier_best)], ["lab.score.log", score(standing.log), score(standing.log_best)]].map(([word, own, best]) => h("div", null, h("dt", null, t(word)), h("dd", null, t("lab.score.of", { own, best })))),
      [["lab.score.claims_brier", standing.claims_brier], ["lab.score.claims_log", standing.claims_log]].map(([word, own]) => h("div", null, h("dt", null, t(word)), h("dd", null, score(own))))),
    h("p", { class: "lbp-hint" }, t("lab.score.what")));
}

/** The plot with its sentence, and the same as numbers; before the first guess it says what will come. */
export function calibrationCard(app) {
  const { t, view } = app;
  const { standing } = view;
  const any = standing.dots.length + standing.bands.length > 0;
  return h("section", { class: "lbp-card lbp-l-calibration", key: "calibration", "data-calibration": standing.dots.length, "aria-labelledby": `${app.uid}-calibration` },
    h("h2", { id: `${app.uid}-calibration` }, t("lab.calibration")),
    !any && h("p", { class: "lbp-hint" }, t("lab.calibration.empty")),
    standing.distance !== null && h("p", { "data-distance": "" }, t("lab.calibration.distance", { n: standing.dots.length, points: decimalText(app, 100 * standing.distance, 1) })),
    h("p", { class: "lbp-l-axis-label", "aria-hidden": "true" }, t("lab.calibration.truth")),
    calibrationPlot(app, standing),
    h("ul", { class: "lbp-l-legend", "aria-hidden": "true" },
      h("li", null, h("span", { class: "lbp-l-key-dot" }), t("lab.calibration.key.guess")),
      h("li", null, h("span", { class: "lbp-l-key-band" }), t("lab.calibration.key.claim")),
      h("li", null, h("span", { class: "lbp-l-key-line" }), t("lab.calibration.key.ideal"))),
    any && calibrationTable(app, standing));
}
