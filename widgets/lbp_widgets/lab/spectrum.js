// On whom was the test tried? The same test in a mixture of marked and mild disease.

import { h } from "../front/dom.js";
import { benchFold, benchId, benchNote, benchNumber, benchOutcome, benchTable } from "./combine_shared.js";
import { percentText, ratioText, segments, shareSlider } from "./controls.js";
import { afterResult, likelihoodRatios, mixedSensitivity } from "./math.js";
import { queryNumbers } from "./place.js";

const SPECTRUM_PRE = 0.1;
const SPECTRUM_PLACES = { surgery: 0.9, practice: 0.2 };
const MOSAIC_HEIGHT = 190;

function spectrumStart(app, start) {
  const numbers = start ? {} : queryNumbers(app.place.query, ["severe", "in_severe", "in_mild", "sp"]);
  return {
    severe: benchNumber(numbers.severe, 0, 1, SPECTRUM_PLACES.surgery),
    in_severe: benchNumber(numbers.in_severe, 0.01, 0.99, 0.8),
    in_mild: benchNumber(numbers.in_mild, 0.01, 0.99, 0.3),
    sp: benchNumber(numbers.sp, 0.01, 0.99, 0.85),
  };
}

/** Width is a group's share of the ill, height its sensitivity: the filled part of the whole is the sensitivity of the mixture. */
function spectrumMosaic(app, key, state, mixed) {
  const { t } = app;
  const hatch = benchId(app, key, "mild");
  const percent = (p) => `${100 * p}%`;
  const column = (name, from, share, se) => share > 0 && [
    h("rect", { class: "lbp-l-mosaic-missed", key: `${name}-missed`, x: percent(from), width: percent(share), y: 0, height: MOSAIC_HEIGHT }),
    h("rect", { class: `lbp-l-mosaic-found lbp-l-mosaic-${name}`, key: `${name}-found`, "data-group": name, x: percent(from), width: percent(share), y: MOSAIC_HEIGHT * (1 - se), height: MOSAIC_HEIGHT * se, fill: name === "mild" ? `url(#${hatch})` : null }),
  ];
  const words = { share: percentText(app, state.severe), rest: percentText(app, 1 - state.severe), severe: percentText(app, state.in_severe), mild: percentText(app, state.in_mild), mixed: percentText(app, mixed) };
  return h("div", { class: "lbp-l-mosaic", key: "mosaic" },
    h("svg", { width: "100%", height: MOSAIC_HEIGHT, role: "img", "aria-label": t("lab.spectrum.spoken", words) },
      h("defs", null, h("pattern", { id: hatch, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        h("rect", { class: "lbp-l-zone-ground", width: 8, height: 8 }), h("rect", { class: "lbp-l-zone-line", width: 2.5, height: 8 }))),
      column("severe", 0, state.severe, state.in_severe),
      column("mild", state.severe, 1 - state.severe, state.in_mild),
      h("line", { class: "lbp-l-mosaic-halo", key: "halo", x1: 0, x2: "100%", y1: MOSAIC_HEIGHT * (1 - mixed), y2: MOSAIC_HEIGHT * (1 - mixed) }),
      h("line", { class: "lbp-l-mosaic-mixed", key: "mixed", x1: 0, x2: "100%", y1: MOSAIC_HEIGHT * (1 - mixed), y2: MOSAIC_HEIGHT * (1 - mixed) })),
    h("ul", { class: "lbp-l-legend" },
      ["severe", "mild", "missed", "mixed"].map((part) => h("li", { key: part }, h("span", { class: `lbp-l-mosaic-key lbp-l-mosaic-key-${part}`, "aria-hidden": "true" }), t(`lab.spectrum.key.${part}`, words)))));
}

function spectrumNumbers(app, key, state, mixed) {
  const { t } = app;
  const row = (name, se) => {
    const lr = likelihoodRatios(se, state.sp);
    return { key: name, chosen: name === "mixed", cells: [t(`lab.spectrum.row.${name}`), percentText(app, se), ratioText(app, lr.positive), ratioText(app, lr.negative), percentText(app, afterResult(SPECTRUM_PRE, se, state.sp, true)), percentText(app, afterResult(SPECTRUM_PRE, se, state.sp, false))] };
  };
  const pre = percentText(app, SPECTRUM_PRE);
  return benchFold(app, key, benchTable(t("lab.spectrum.numbers"), [t("lab.spectrum.group"), t("lab.combine.se"), "LR+", "LR\u2212", t("lab.spectrum.positive", { pre }), t("lab.spectrum.negative", { pre })],
    [row("severe", state.in_severe), row("mixed", mixed), row("mild", state.in_mild)]));
}

/** The workbench. */
export function spectrumBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => spectrumStart(app, start));
  const mixedOf = (one) => mixedSensitivity(one.severe, one.in_severe, one.in_mild);
  const put = (changes) => {
    app.setBench(key, changes);
    if (!start) app.keepQuery(new URLSearchParams(app.bench(key)).toString());
    app.sayLater(() => t("lab.spectrum.said", { se: percentText(app, mixedOf(app.bench(key))) }));
  };
  const mixed = mixedOf(state);
  const elsewhere = (place) => mixedSensitivity(SPECTRUM_PLACES[place], state.in_severe, state.in_mild);
  const lr = likelihoodRatios(mixed, state.sp);
  const slider = (name, word, more) => shareSlider(app, { name: `${key}-${name}`, label: t(`lab.spectrum.${word}`), value: state[name], onchange: (value) => put({ [name]: value }), ...more });
  const place = Object.keys(SPECTRUM_PLACES).find((one) => Math.abs(SPECTRUM_PLACES[one] - state.severe) < 1e-9) || "";
  const words = { surgery: percentText(app, elsewhere("surgery")), practice: percentText(app, elsewhere("practice")) };
  return h("div", { class: "lbp-l-bench", key: "spectrum", "data-bench-kind": "spectrum", "data-mixed": mixed },
    h("section", { class: "lbp-card lbp-l-bench-set", key: "setting" },
      segments(app, { name: `place:${key}`, label: t("lab.spectrum.place"), value: place, options: [["surgery", t("lab.spectrum.surgery")], ["practice", t("lab.spectrum.practice")]], onchange: (one) => put({ severe: SPECTRUM_PLACES[one] }) }),
      slider("severe", "share", { low: 0, high: 1 }),
      slider("in_severe", "in_severe"),
      slider("in_mild", "in_mild"),
      slider("sp", "sp", { note: t("lab.spectrum.sp.what") }),
      h("p", { class: "lbp-hint" }, t("lab.spectrum.invented"))),
    h("section", { class: "lbp-card lbp-l-bench-shown", key: "shown" },
      h("h3", null, t("lab.spectrum.who")),
      spectrumMosaic(app, key, state, mixed),
      benchOutcome(percentText(app, mixed), t("lab.spectrum.mixed"), t("lab.spectrum.mixed.does", { lr: ratioText(app, lr.positive), pre: percentText(app, SPECTRUM_PRE), after: percentText(app, afterResult(SPECTRUM_PRE, mixed, state.sp, true)) })),
      benchNote("eye", t("lab.spectrum.lesson"), [t(elsewhere("surgery") > elsewhere("practice") ? "lab.spectrum.lesson.what" : "lab.spectrum.lesson.turned", words), t("lab.spectrum.lesson.ask")], "lesson"),
      spectrumNumbers(app, key, state, mixed)));
}
