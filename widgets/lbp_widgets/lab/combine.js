// Several findings in the same patient: the probability step by step, and what it costs to pretend that they are independent.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { citations } from "../front/parts.js";
import { combineLadder } from "./combine_ladder.js";
import { combinePair } from "./combine_pair.js";
import { benchFold, benchNote, benchNumber, benchOutcome, benchTable } from "./combine_shared.js";
import { decimalText, percentText, ratioText, shareSlider } from "./controls.js";
import { combinedSteps, likelihoodRatios } from "./math.js";
import { queryNumbers } from "./place.js";

const COMBINE_PRE = 0.2;
const COMBINE_FIRST = [{ test: "straight_leg_raise", result: "positive" }, { test: "strength", result: "positive" }];
const ONE_ROOT = ["strength", "reflexes", "sensation"];
const LEG_RAISES = ["straight_leg_raise", "crossed_leg_raise"];

/** Findings that name a known test and a result, each test once. */
function knownFindings(app, asked) {
  const good = asked.filter(({ test, result }) => app.pack.tests.some((one) => one.id === test) && (result === "positive" || result === "negative"));
  return good.filter((one, i) => good.findIndex((other) => other.test === one.test) === i);
}

function combineStart(app, start) {
  const numbers = start ? { pre: start.pre } : queryNumbers(app.place.query, ["pre", "dependence"]);
  const asked = start ? start.results : app.place.query ? [...new URLSearchParams(app.place.query)].map(([test, result]) => ({ test, result })) : COMBINE_FIRST;
  return {
    pre: benchNumber(numbers.pre, 0.01, 0.99, COMBINE_PRE),
    dependence: benchNumber(numbers.dependence, 0, 1, 0),
    found: knownFindings(app, asked),
    pair: { first: "straight_leg_raise", second: "crossed_leg_raise", rule: "series", ill: 0, well: 0 },
  };
}

function combineQuery({ pre, dependence, found }) {
  return new URLSearchParams([["pre", pre], ["dependence", dependence], ...found.map(({ test, result }) => [test, result])]).toString();
}

/** What is needed of a test to combine it. */
function asResult(app, { test, result }) {
  const one = app.pack.tests.find((known) => known.id === test);
  return { sensitivity: one.sensitivity.value, specificity: one.specificity.value, sd: one.sd, positive: result === "positive" };
}

function resultName(app, { test, result }) {
  const one = app.pack.tests.find((known) => known.id === test);
  const words = one[result];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function findingChoice(app, key, test, state, put) {
  const { t } = app;
  const chosen = state.found.find((one) => one.test === test.id);
  const now = chosen ? chosen.result : "none";
  const choose = (result) => {
    const rest = state.found.filter((one) => one.test !== test.id);
    const changed = state.found.map((one) => (one.test === test.id ? { test: test.id, result } : one));
    put({ found: result === "none" ? rest : chosen ? changed : [...rest, { test: test.id, result }] });
  };
  const two = (rate) => decimalText(app, rate.value, 2);
  return h("fieldset", { class: "lbp-l-finding", key: test.id, "data-finding": test.id },
    h("legend", null, h("strong", null, test.label), " ", h("span", { class: "lbp-hint" }, t("lab.combine.rates", { se: two(test.sensitivity), sp: two(test.specificity) }))),
    ["none", "positive", "negative"].map((result) => h("label", { key: result, "data-chosen": now === result ? "true" : null },
      h("input", { type: "radio", name: `${app.uid}-${key}-${test.id}`, checked: now === result, "data-act": `finding:${key}:${test.id}:${result}`, onchange: () => choose(result) }),
      t(`lab.combine.${result}`))));
}

function combineSetting(app, key, state, put) {
  const { t, pack } = app;
  return h("section", { class: "lbp-card lbp-l-bench-set", key: "setting" },
    shareSlider(app, { name: `${key}-pre`, label: t("lab.combine.pre"), value: state.pre, odds: true, people: true, onchange: (pre) => put({ pre }) }),
    h("p", { class: "lbp-hint" }, t("lab.combine.anchor")),
    citations(app, `${key}-anchor`, pack.anchor),
    h("h3", { key: "choose" }, t("lab.combine.choose")),
    pack.tests.map((test) => findingChoice(app, key, test, state, put)),
    h("p", { class: "lbp-hint", key: "whose" }, t("lab.combine.whose")),
    shareSlider(app, { name: `${key}-dependence`, label: t("lab.combine.dependence"), value: state.dependence, low: 0, high: 1, note: t("lab.combine.dependence.what"), onchange: (dependence) => put({ dependence }) }));
}

/** One earlier, one later; at the end of the row the button says why it does nothing. */
function orderButtons(app, key, state, index, put) {
  const { t } = app;
  if (state.found.length < 2) return null;
  const name = resultName(app, state.found[index]);
  const move = (by) => {
    const goal = index + by;
    if (goal < 0 || goal >= state.found.length) {
      app.say(t("lab.combine.at_end"));
      return;
    }
    const found = [...state.found];
    [found[index], found[goal]] = [found[goal], found[index]];
    put({ found });
  };
  const arrow = (way, by, sign) => h("button", {
    type: "button", class: "lbp-icon-button lbp-l-order", "data-act": `${way}:${key}:${state.found[index].test}`, title: t(`lab.combine.${way}`),
    "aria-label": t(`lab.combine.${way}.name`, { name }), "aria-disabled": (by < 0 ? index === 0 : index === state.found.length - 1) ? "true" : null, onclick: () => move(by),
  }, h("span", { "aria-hidden": "true" }, sign));
  return h("span", { class: "lbp-l-orders" }, arrow("earlier", -1, "\u2191"), arrow("later", 1, "\u2193"));
}

/** What each result multiplies the odds by, given those before it. */
function stepRatios(steps) {
  return steps.map((step, i) => (step.lr === null ? null : i === 0 ? step.lr : steps[i - 1].lr ? step.lr / steps[i - 1].lr : null));
}

function combineRange(app, state, results) {
  const { t } = app;
  const apart = combinedSteps(state.pre, results, 0)[results.length - 1].probability;
  const close = combinedSteps(state.pre, results, 1)[results.length - 1].probability;
  const text = (p) => percentText(app, p);
  return h("p", { key: "range", "data-range": "" }, close === null
    ? t("lab.combine.range.none", { apart: text(apart) })
    : t("lab.combine.range", { apart: text(apart), close: text(close) }));
}

/** Why independence is in doubt for just these findings. */
function combineDoubts(app, state) {
  const { t } = app;
  const tests = state.found.map((one) => one.test);
  const why = [];
  if (LEG_RAISES.every((id) => tests.includes(id))) why.push(t("lab.combine.doubt.raises"));
  if (ONE_ROOT.filter((id) => tests.includes(id)).length > 1) why.push(t("lab.combine.doubt.root"));
  if (state.dependence > 0) return benchNote("info", t("lab.combine.chosen"), [t("lab.combine.chosen.what", { share: percentText(app, state.dependence) })], "chosen");
  return benchNote("oct", t("lab.combine.doubt"), [...why, t("lab.combine.doubt.general")], "doubt");
}

function combineNumbers(app, key, state, steps) {
  const { t } = app;
  const parts = stepRatios(steps);
  const rows = state.found.map((one, i) => {
    const step = steps[i];
    const { sensitivity, specificity } = asResult(app, one);
    const alone = likelihoodRatios(sensitivity, specificity)[one.result];
    const value = step.probability === null ? "\u2013" : percentText(app, step.probability);
    const text = step.low === null ? value : t("lab.combine.value", { value, low: percentText(app, step.low), high: percentText(app, step.high) });
    return { key: one.test, cells: [`${i + 1}. ${resultName(app, one)}`, ratioText(app, alone), ratioText(app, parts[i]), ratioText(app, step.lr), text] };
  });
  const first = { key: "before", cells: [t("lab.combine.before"), "\u2013", "\u2013", "\u2013", percentText(app, state.pre)] };
  return benchFold(app, key, benchTable(t("lab.combine.steps"), [t("lab.combine.finding"), t("lab.combine.alone"), t("lab.combine.here"), t("lab.combine.joint"), t("lab.combine.probability")], [first, ...rows]),
    h("p", { class: "lbp-hint" }, t("lab.combine.interval.what")));
}

function combineResult(app, key, state, put) {
  const { t } = app;
  const results = state.found.map((one) => asResult(app, one));
  const steps = combinedSteps(state.pre, results, state.dependence);
  const parts = stepRatios(steps);
  const last = steps[steps.length - 1];
  const rungs = [
    { id: "before", name: t("lab.combine.before"), kind: "start", from: null, step: { probability: state.pre }, lr: null, moves: null },
    ...state.found.map((one, i) => ({
      id: one.test, name: `${i + 1}. ${resultName(app, one)}`, kind: one.result, from: i === 0 ? state.pre : steps[i - 1].probability, step: steps[i], lr: parts[i],
      moves: orderButtons(app, key, state, i, put),
    })),
  ];
  const used = state.found.map((one) => app.pack.tests.find((test) => test.id === one.test));
  const onlyNegative = state.found.length > 1 && state.found.every((one) => one.result === "negative") && last.probability !== null;
  return h("section", { class: "lbp-card lbp-l-bench-shown", key: "shown", "data-combined": last && last.probability !== null ? last.probability : "" },
    h("h3", null, t("lab.combine.steps")),
    combineLadder(app, rungs),
    !last && h("p", { class: "lbp-empty lbp-l-nothing", key: "empty" }, icon("info"), h("span", null, t("lab.combine.empty"))),
    last && (last.probability === null
      ? h("p", { key: "never", class: "lbp-l-never", "data-never": "" }, t("lab.combine.never"))
      : benchOutcome(percentText(app, last.probability), t("lab.combine.after", { n: state.found.length, lr: ratioText(app, last.lr) }), last.low === null
        ? t(last.only === "both" ? "lab.combine.no_interval" : `lab.combine.only.${last.only}`)
        : t("lab.combine.interval", { pre: percentText(app, state.pre), low: percentText(app, last.low), high: percentText(app, last.high) }))),
    state.found.length > 1 && combineRange(app, state, results),
    state.found.length > 1 && combineDoubts(app, state),
    onlyNegative && h("p", { key: "negatives", "data-negatives": "" }, t("lab.combine.negatives", { pre: percentText(app, state.pre), value: percentText(app, last.probability) })),
    last && citations(app, `${key}-rows`, used.flatMap((test) => test.citations.map((cite) => ({ ...cite, label: `${cite.label} \u00b7 ${test.short}` }))), used.every((test) => test.reviewed)),
    last && combineNumbers(app, key, state, steps));
}

/** What is said once the numbers rest. */
function combineSaid(app, state) {
  const { t } = app;
  if (!state.found.length) return t("lab.combine.empty");
  const steps = combinedSteps(state.pre, state.found.map((one) => asResult(app, one)), state.dependence);
  const last = steps[steps.length - 1];
  return last.probability === null ? t("lab.combine.never") : t("lab.combine.said", { n: state.found.length, value: percentText(app, last.probability) });
}

/** The workbench. */
export function combineBench(app, key, start) {
  const state = app.bench(key, () => combineStart(app, start));
  const put = (changes) => {
    app.setBench(key, changes);
    if (!start) app.keepQuery(combineQuery(app.bench(key)));
    app.sayLater(() => combineSaid(app, app.bench(key)));
  };
  const putPair = (changes) => app.setBench(key, { pair: { ...app.bench(key).pair, ...changes } });
  return h("div", { class: "lbp-l-bench", key: "combine", "data-bench-kind": "combine" },
    combineSetting(app, key, state, put),
    combineResult(app, key, state, put),
    combinePair(app, key, state.pair, state.pre, putPair));
}
