// Two tests read as one: both must be positive, or one is enough; and what it does when they go together.

import { h } from "../front/dom.js";
import { benchTable, measureSlider } from "./combine_shared.js";
import { percentText, ratioText, segments } from "./controls.js";
import { afterResult, covarianceBounds, likelihoodRatios, parallelRates, seriesRates } from "./math.js";

function ratesOf(test) {
  return { sensitivity: test.sensitivity.value, specificity: test.specificity.value };
}

function pairSelect(app, key, { name, label, value, options, onchange }) {
  const id = `${app.uid}-${key}-${name}`;
  return h("div", { class: "lbp-l-pair-select", key: name },
    h("label", { for: id }, label),
    h("span", { class: "lbp-select" }, h("select", { id, "data-act": `${name}:${key}`, value, onchange: (event) => onchange(event.target.value) },
      options.map((test) => h("option", { key: test.id, value: test.id, selected: test.id === value }, test.label)))));
}

/** The sub-section; `pair` is its state and `put` changes it. */
export function combinePair(app, key, pair, pre, put) {
  const { t, pack } = app;
  const testOf = (id) => pack.tests.find((test) => test.id === id);
  const first = testOf(pair.first);
  const second = testOf(pair.second);
  const [a, b] = [ratesOf(first), ratesOf(second)];
  const ends = { ill: covarianceBounds(a.sensitivity, b.sensitivity), well: covarianceBounds(a.specificity, b.specificity) };
  const held = (group) => Math.min(Math.max(pair[group], ends[group][0]), ends[group][1]);
  const both = (pair.rule === "series" ? seriesRates : parallelRates)(a, b, held("ill"), held("well"));
  const ratios = likelihoodRatios(both.sensitivity, both.specificity);
  const row = (name, words, rates) => {
    const lr = likelihoodRatios(rates.sensitivity, rates.specificity);
    return { key: name, chosen: name === "pair", cells: [words, percentText(app, rates.sensitivity), percentText(app, rates.specificity), ratioText(app, lr.positive), ratioText(app, lr.negative)] };
  };
  const slider = (group) => measureSlider(app, {
    name: `${key}-cov-${group}`, label: t(`lab.combine.pair.${group}`), value: held(group), low: ends[group][0], high: ends[group][1], step: 0.01, leap: 0.05, places: 3,
    spoken: t("lab.combine.pair.bounds", { low: ratioText(app, Math.abs(ends[group][0])), high: ratioText(app, ends[group][1]) }), onchange: (value) => put({ [group]: value }),
  });
  const after = (positive) => {
    const found = afterResult(pre, both.sensitivity, both.specificity, positive);
    return found === null ? "\u2013" : percentText(app, found);
  };
  return h("section", { class: "lbp-card lbp-l-pair", key: "pair", "data-pair": pair.rule, "aria-labelledby": `${app.uid}-${key}-pair` },
    h("h3", { id: `${app.uid}-${key}-pair` }, t("lab.combine.pair")),
    h("p", { class: "lbp-hint" }, t("lab.combine.pair.what")),
    h("div", { class: "lbp-l-pair-body" },
      h("div", { class: "lbp-l-pair-set" },
        pairSelect(app, key, { name: "first", label: t("lab.combine.pair.first"), value: pair.first, options: pack.tests.filter((test) => test.id !== pair.second), onchange: (id) => put({ first: id }) }),
        pairSelect(app, key, { name: "second", label: t("lab.combine.pair.second"), value: pair.second, options: pack.tests.filter((test) => test.id !== pair.first), onchange: (id) => put({ second: id }) }),
        segments(app, { name: `rule:${key}`, label: t("lab.combine.pair.rule"), value: pair.rule, options: [["series", t("lab.combine.pair.series")], ["parallel", t("lab.combine.pair.parallel")]], onchange: (rule) => put({ rule }) }),
        slider("ill"),
        slider("well"),
        h("p", { class: "lbp-hint" }, t("lab.combine.pair.covariance"))),
      h("div", { class: "lbp-l-pair-shown" },
        h("p", { "data-pair-says": "" }, t(`lab.combine.pair.${pair.rule}.says`, { se: percentText(app, both.sensitivity), sp: percentText(app, both.specificity), lr: ratioText(app, ratios.positive) })),
        benchTable(t("lab.combine.pair"), [t("lab.combine.pair.test"), t("lab.combine.se"), t("lab.combine.sp"), "LR+", "LR\u2212"], [row("first", first.label, a), row("second", second.label, b), row("pair", t("lab.combine.pair.together"), both)], true),
        h("p", null, t("lab.combine.pair.after", { pre: percentText(app, pre), positive: after(true), negative: after(false) })))));
}
