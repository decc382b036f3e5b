// The cut-off: two groups that overlap, one line between positive and negative, and the curve of all such lines.

import { h } from "../front/dom.js";
import { benchNote, benchNumber, benchTable, measureSlider } from "./combine_shared.js";
import { cutOffCurves, cutOffRoc } from "./cut_off_curves.js";
import { decimalText, percentText, ratioText } from "./controls.js";
import { areaUnderCurve, atCutOff, likelihoodRatios } from "./math.js";
import { queryNumbers } from "./place.js";

const FARTHEST = 3;
const SCALE_LOW = -3;
const SCALE_HIGH = 6;
const CUT_OFFS_AROUND = [-1, -0.5, 0, 0.5, 1];

function cutOffStart(app, start) {
  const numbers = start ? {} : queryNumbers(app.place.query, ["distance", "cut"]);
  return { distance: benchNumber(numbers.distance, 0, FARTHEST, 1.5), cut: benchNumber(numbers.cut, SCALE_LOW, SCALE_HIGH, 0.75) };
}

function cutOffRow(app, distance, cut, key, chosen) {
  const { sensitivity, specificity } = atCutOff(distance, cut);
  const ratios = likelihoodRatios(sensitivity, specificity);
  const place = decimalText(app, cut, 2);
  return { key, chosen, cells: [chosen ? app.t("lab.cut.now", { place }) : place, percentText(app, sensitivity, 1), percentText(app, specificity, 1), ratioText(app, ratios.positive), ratioText(app, ratios.negative)] };
}

/** The workbench. */
export function cutOffBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => cutOffStart(app, start));
  const saying = () => {
    const now = app.bench(key);
    const found = atCutOff(now.distance, now.cut);
    return t("lab.cut.said", { se: percentText(app, found.sensitivity), sp: percentText(app, found.specificity) });
  };
  const put = (changes) => {
    app.setBench(key, changes);
    if (!start) app.keepQuery(new URLSearchParams(app.bench(key)).toString());
    app.sayLater(saying);
  };
  const { distance, cut } = state;
  const { sensitivity, specificity } = atCutOff(distance, cut);
  const area = areaUnderCurve(distance);
  const middle = distance / 2;
  const words = { se: percentText(app, sensitivity), sp: percentText(app, specificity), missed: percentText(app, 1 - sensitivity), alarm: percentText(app, 1 - specificity), place: decimalText(app, cut, 2), area: decimalText(app, area, 2) };
  const drawing = cutOffCurves(app, { distance, cut, low: SCALE_LOW, high: SCALE_HIGH, spoken: t("lab.cut.spoken", words), onmove: (place) => put({ cut: Number(place.toFixed(2)) }) });
  return h("div", { class: "lbp-l-bench lbp-l-cut", key: "cut", "data-bench-kind": "cut_off", "data-se": sensitivity, "data-sp": specificity },
    h("section", { class: "lbp-card lbp-l-bench-shown", key: "curves" },
      measureSlider(app, { name: `${key}-cut`, label: t("lab.cut.cut"), value: cut, low: SCALE_LOW, high: SCALE_HIGH, step: 0.1, leap: 0.5, places: 2, spoken: t("lab.cut.said", words), above: drawing, onchange: (value) => put({ cut: value }) }),
      h("ul", { class: "lbp-l-legend" },
        ["well", "ill", "alarm", "missed"].map((part) => h("li", { key: part }, h("span", { class: `lbp-l-cut-key lbp-l-cut-key-${part}`, "aria-hidden": "true" }), t(`lab.cut.key.${part}`, words)))),
      h("div", { class: "lbp-l-pairs", key: "rates" },
        h("p", null, h("strong", { "data-rate": "se" }, words.se), h("span", null, t("lab.cut.se", words))),
        h("p", null, h("strong", { "data-rate": "sp" }, words.sp), h("span", null, t("lab.cut.sp", words)))),
      measureSlider(app, { name: `${key}-distance`, label: t("lab.cut.distance"), value: distance, low: 0, high: FARTHEST, step: 0.1, leap: 0.5, places: 2, note: t("lab.cut.distance.what"), onchange: (value) => put({ distance: value }) })),
    h("section", { class: "lbp-card lbp-l-bench-set", key: "roc" },
      h("h3", null, t("lab.cut.roc")),
      cutOffRoc(app, { distance, cut, low: SCALE_LOW, high: SCALE_HIGH, spoken: t("lab.cut.roc.spoken", words) }),
      h("p", { key: "area", "data-area": area }, t("lab.cut.area", { ...words, n: Math.round(100 * area) })),
      h("p", { class: "lbp-hint" }, t("lab.cut.area.what"))),
    h("section", { class: "lbp-card lbp-l-bench-wide", key: "table" },
      h("h3", null, t("lab.cut.table")),
      benchTable(t("lab.cut.table"), [t("lab.cut.place"), t("lab.combine.se"), t("lab.combine.sp"), "LR+", "LR\u2212"],
        [...CUT_OFFS_AROUND.map((by, i) => cutOffRow(app, distance, middle + by, `row-${i}`, false)), cutOffRow(app, distance, cut, "now", true)], true),
      benchNote("info", t("lab.cut.lesson"), [t("lab.cut.lesson.what"), t("lab.cut.invented")], "lesson")));
}
