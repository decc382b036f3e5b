// One test: what it does to a thousand patients, as a crowd, a tree, a table and a nomogram, all from the same four numbers.

import { ownsAddress, pageAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { citations } from "../front/parts.js";
import { crowd } from "./array.js";
import { decimalText, percentText, ratioText, segments, shareSlider } from "./controls.js";
import { afterBand, afterResult, likelihoodRatios, naturalFrequencies } from "./math.js";
import { nomogram, nomogramTable } from "./nomogram.js";
import { queryNumbers } from "./place.js";
import { frequencyTable, frequencyTree } from "./tree.js";

const FIRST_PRE = 0.1;

function shareOr(value, fallback) {
  return value >= 0.01 && value <= 0.99 ? value : fallback;
}

/** Where the bench starts: as its part wants, as the address says, or at the crossed leg raise on a weak suspicion. */
function firstOneTest(app, start) {
  const { tests } = app.pack;
  const query = start ? new URLSearchParams() : new URLSearchParams(app.place.query);
  const numbers = start ? {} : queryNumbers(app.place.query, ["pre", "se", "sp"]);
  const wanted = (start && start.test) || query.get("test") || "crossed_leg_raise";
  const known = tests.find((test) => test.id === wanted) || tests[0];
  const own = wanted === "own";
  return {
    test: own ? "own" : known.id,
    se: own ? shareOr(numbers.se, known.sensitivity.value) : known.sensitivity.value,
    sp: own ? shareOr(numbers.sp, known.specificity.value) : known.specificity.value,
    pre: shareOr((start && start.pre) || numbers.pre, FIRST_PRE),
    result: (start ? start.result : query.get("result")) === "negative" ? "negative" : "positive",
    total: 1000,
    numbers: false,
  };
}

function queryOf(state) {
  const query = new URLSearchParams({ test: state.test, pre: state.pre, result: state.result });
  if (state.test === "own") {
    query.set("se", state.se);
    query.set("sp", state.sp);
  }
  return query.toString();
}

function rateText(app, rate) {
  const two = (value) => decimalText(app, value, 2);
  return `${two(rate.value)} (${two(rate.low)}\u2013${two(rate.high)})`;
}

function testList(app, key, state, put) {
  const { t, pack } = app;
  const radio = (id, label, more, change) => h("label", { key: id, class: "lbp-l-test", "data-chosen": state.test === id ? "true" : null },
    h("input", { type: "radio", name: `${app.uid}-${key}-test`, checked: state.test === id, "data-act": `test:${key}:${id}`, onchange: () => put(change) }),
    h("span", null, h("strong", null, label), more));
  return h("fieldset", { class: "lbp-l-tests", key: "tests" },
    h("legend", null, t("lab.one.choose")),
    pack.tests.map((test) => radio(test.id, test.label, [
      test.short.length < 5 && h("span", { class: "lbp-hint" }, " ", test.short),
      h("span", { class: "lbp-hint lbp-l-rates" }, t("lab.one.rates", { se: rateText(app, test.sensitivity), sp: rateText(app, test.specificity) })),
    ], { test: test.id, se: test.sensitivity.value, sp: test.specificity.value })),
    state.test === "own" && radio("own", t("lab.one.own"), h("span", { class: "lbp-hint lbp-l-rates" }, t("lab.one.own.what")), {}));
}

function oneTestSetting(app, key, state, put) {
  const { t, pack } = app;
  const own = (changes) => put({ ...changes, test: "own" });
  return h("section", { class: "lbp-card lbp-l-setting", key: "setting" },
    testList(app, key, state, put),
    shareSlider(app, { name: `${key}-pre`, label: t("lab.one.pre"), value: state.pre, odds: true, people: true, onchange: (pre) => put({ pre }) }),
    h("p", { class: "lbp-hint" }, t("lab.one.anchor")),
    citations(app, `${key}-anchor`, pack.anchor),
    shareSlider(app, { name: `${key}-se`, label: t("lab.one.se"), value: state.se, onchange: (se) => own({ se }) }),
    shareSlider(app, { name: `${key}-sp`, label: t("lab.one.sp"), value: state.sp, onchange: (sp) => own({ sp }) }));
}

/** What the row rests on, and the questions that the sources leave open about it; the answers are in the guideline. */
function provenance(app, key, test) {
  const { t } = app;
  if (!test) return null;
  const open = (one) => (ownsAddress()
    ? h("a", { class: "lbp-link", href: `${pageAddress("guideline/browse.ipynb", app.view.lang)}#${one.id}`, target: "_blank", rel: "noopener", "data-act": `conflict:${key}:${one.id}` }, one.question, h("span", { class: "lbp-unseen" }, ` (${t("bar.new_tab")})`))
    : one.question);
  return h("section", { class: "lbp-l-provenance", key: "provenance" },
    h("p", { class: "lbp-conflict-title" }, icon("split", 18), h("strong", null, t("lab.one.doubts"))),
    h("ul", null, test.conflicts.map((one) => h("li", { key: one.id }, open(one)))),
    h("p", { class: "lbp-hint" }, t("lab.one.target", { reference: test.reference })),
    citations(app, `${key}-row`, test.citations, test.reviewed));
}

/** The guess that was locked for this very question, if there was one. */
function earlierGuess(app, state) {
  const all = app.view.parts.flatMap((part) => part.guesses);
  const found = all.find(({ answer }) => answer && answer.of && answer.of.test === state.test && answer.of.result === state.result && Math.abs(answer.of.pre - state.pre) < 1e-9);
  return found ? found.said : null;
}

function oneTestReadout(app, state, sd) {
  const { t } = app;
  const positive = state.result === "positive";
  const after = afterResult(state.pre, state.se, state.sp, positive);
  const ends = sd && afterBand(state.pre, state.se, state.sp, sd, positive);
  return h("p", { class: "lbp-l-readout", key: "readout", "data-readout": after },
    h("strong", null, percentText(app, after)),
    h("span", null,
      h("span", null, t(positive ? "lab.one.after.positive" : "lab.one.after.negative")),
      h("span", { class: "lbp-hint" }, ends ? t("lab.one.interval", { pre: percentText(app, state.pre), low: percentText(app, ends.low), high: percentText(app, ends.high) }) : t("lab.one.no_interval"))));
}

/** The workbench. */
export function oneTestBench(app, key, start) {
  const { t, pack } = app;
  const state = app.bench(key, () => firstOneTest(app, start));
  const put = (changes) => {
    app.setBench(key, changes);
    if (!start) app.keepQuery(queryOf(app.bench(key)));
  };
  const test = pack.tests.find((one) => one.id === state.test);
  const sd = test ? test.sd : null;
  const counts = naturalFrequencies(state.pre, state.se, state.sp, state.total);
  const ratios = likelihoodRatios(state.se, state.sp);
  const name = test ? test.label : t("lab.one.own");
  return h("div", { class: "lbp-l-one", key: "one", "data-one-test": state.test },
    oneTestSetting(app, key, state, put),
    h("section", { class: "lbp-card lbp-l-people", key: "people" },
      h("div", { class: "lbp-l-card-head" },
        h("h3", null, t("lab.one.people", { n: state.total, test: name })),
        segments(app, { name: `total:${key}`, label: t("lab.one.total"), value: String(state.total), options: [["100", "100"], ["1000", "1000"]], onchange: (total) => put({ total: Number(total) }) })),
      crowd(app, counts, null)),
    h("section", { class: "lbp-card lbp-l-nomo-card", key: "nomo" },
      h("div", { class: "lbp-l-card-head" },
        h("h3", null, t("lab.one.nomogram")),
        h("button", { type: "button", class: "lbp-link", "data-act": `numbers:${key}`, "aria-pressed": state.numbers ? "true" : "false", onclick: () => put({ numbers: !state.numbers }) }, t(state.numbers ? "lab.one.as_figure" : "lab.as_numbers"))),
      segments(app, { name: `result:${key}`, label: t("lab.one.result"), value: state.result, options: [["positive", t("lab.one.positive")], ["negative", t("lab.one.negative")]], onchange: (result) => put({ result }) }),
      state.numbers ? nomogramTable(app, state, sd) : nomogram(app, key, state, sd, earlierGuess(app, state), (pre) => put({ pre })),
      oneTestReadout(app, state, sd)),
    h("section", { class: "lbp-card lbp-l-tree-card", key: "tree" },
      h("h3", null, t("lab.one.tree")),
      frequencyTree(app, counts)),
    h("section", { class: "lbp-card lbp-l-two-card", key: "two" },
      h("h3", null, t("lab.one.table")),
      h("div", { class: "lbp-l-scroll", key: "two-frame" }, frequencyTable(app, counts)),
      h("p", { class: "lbp-l-ratios" }, "LR+ ", h("strong", null, ratioText(app, ratios.positive)), " \u00b7 LR\u2212 ", h("strong", null, ratioText(app, ratios.negative))),
      h("p", { class: "lbp-hint" }, t("lab.one.rounding"))),
    provenance(app, key, test));
}
