// Verification bias: who had the reference test, what the verified alone seem to say, and what Begg and Greenes make of it.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { calcAsk, calcCell, calcFollow, calcInterval, calcKeep, calcPeople, calcPrefix, calcPresets, calcProblem, calcProblemRow, calcReadCells, calcScaleEnds, calcValue, calcWhole, calcWriteCells } from "./calculator_kit.js";

const VERIFY_LINES = [["positive", ["positive_diseased", "positive_healthy", "positive_unverified"]], ["negative", ["negative_diseased", "negative_healthy", "negative_unverified"]]];
const VERIFY_COUNTS = VERIFY_LINES.flatMap(([, names]) => names);
// Invented counts of the same 400 people, in the order of the fields.
const VERIFY_PRESETS = { tenth: [60, 20, 0, 8, 24, 288], half: [30, 10, 40, 40, 120, 160], everybody: [60, 20, 0, 80, 240, 0] };

function verifyCounts(values) {
  return Object.fromEntries(VERIFY_COUNTS.map((name, i) => [name, String(values[i])]));
}

function verifyFromQuery(query) {
  const cells = calcReadCells(query, "counts", VERIFY_COUNTS.length);
  return cells && { preset: null, touched: false, ...verifyCounts(cells) };
}

function verifyGrid(app, prefix, state, answer, put) {
  const { t } = app;
  const problem = answer && answer.problem;
  const columns = ["ill", "well", "unknown"];
  const sum = (names) => (answer && answer.rows ? calcPeople(app, names.reduce((total, name) => total + calcWhole(state[name]), 0)) : "\u2013");
  return h("div", { class: "lbp-l-calc-frame", key: "grid" },
    h("table", { class: "lbp-l-calc-table lbp-l-verify-table" },
      h("caption", { class: "lbp-unseen" }, t("lab.verify.table")),
      h("thead", null, h("tr", null, h("td", null), columns.map((one) => h("th", { scope: "col" }, t(`lab.verify.column.${one}`))), h("th", { scope: "col" }, t("lab.calc.total")))),
      h("tbody", null, VERIFY_LINES.map(([row, names]) => [
        h("tr", { key: row },
          h("th", { scope: "row" }, t(`lab.verify.row.${row}`)),
          names.map((name, i) => h("td", { class: `lbp-l-calc-entry ${i === 2 ? "lbp-l-verify-unknown" : ""}` }, calcCell(app, {
            name: `${prefix}-${name}`, label: `${t(`lab.verify.row.${row}.long`)}, ${t(`lab.verify.column.${columns[i]}.long`)}`, value: state[name], wrong: problem && problem.field === name, onchange: (text) => put({ [name]: text, preset: null }),
          }))),
          h("td", { class: "lbp-l-calc-total" }, sum(names))),
        problem && names.includes(problem.field) && calcProblemRow(app, `${prefix}-${problem.field}`, 5, problem.text),
      ]))));
}

/** One measure twice: from those with a reference test alone, and corrected. */
function verifyPair(app, row, naive) {
  const { t } = app;
  const plain = { kind: "share", value: naive, low: null, high: null };
  const interval = calcInterval(app, row);
  const line = (id, one, extra) => h("div", { class: "lbp-l-verify-line", key: id, "data-which": id },
    h("span", { class: "lbp-l-verify-name" }, t(`lab.verify.${id}`)),
    h("span", { class: "lbp-l-calc-number", "data-value": "" }, calcValue(app, one)),
    h("span", { class: "lbp-l-calc-interval", "data-interval": "" }, extra),
    h("span", { class: `lbp-l-verify-bar lbp-l-verify-${id}`, "aria-hidden": "true" },
      one.value !== null && h("span", { class: "lbp-l-verify-fill", key: "fill", style: `width:${(100 * one.value).toFixed(2)}%` }),
      one.low !== null && h("span", { class: "lbp-l-verify-whisker", key: "whisker", style: `left:${(100 * one.low).toFixed(2)}%;width:${(100 * (one.high - one.low)).toFixed(2)}%` })));
  return h("div", { class: "lbp-l-verify-pair", key: row.id, "data-measure": row.id },
    h("div", { class: "lbp-l-calc-group-head" }, h("h3", null, row.label), calcScaleEnds(app)),
    line("naive", plain, naive === null ? t("lab.verify.nobody") : null),
    line("corrected", row, interval && [h("span", null, t("lab.calc.interval.short"), " "), interval]),
    row.note && h("p", { class: "lbp-l-calc-note", key: "note", "data-note": "" }, icon("info", 16), h("span", null, row.note)));
}

function verifySentence(app, answer) {
  const [sensitivity, specificity] = answer.rows;
  const { naive } = answer;
  if ([sensitivity.value, specificity.value, naive.sensitivity, naive.specificity].includes(null)) return "";
  const share = (value) => calcValue(app, { kind: "share", value });
  return app.t("lab.verify.found", { naive_sensitivity: share(naive.sensitivity), sensitivity: share(sensitivity.value), naive_specificity: share(naive.specificity), specificity: share(specificity.value) });
}

function verifyResults(app, prefix, answer, missing, busy) {
  const { t } = app;
  const rows = answer && answer.rows;
  return h("section", { class: "lbp-card lbp-l-calc-card", key: "results", "aria-labelledby": `${app.uid}-${prefix}-results`, "aria-busy": busy ? "true" : null, "data-results": "" },
    h("h2", { id: `${app.uid}-${prefix}-results` }, t("lab.verify.results")),
    !rows && h("p", { class: "lbp-hint", key: "empty" }, t(missing ? "lab.calc.missing.all" : answer && answer.problem ? "lab.calc.wrong" : "lab.calc.working")),
    rows && rows.map((row) => verifyPair(app, row, answer.naive[row.id])),
    rows && verifySentence(app, answer) && h("p", { class: "lbp-l-calc-result", key: "sentence", "data-sentence": "" }, verifySentence(app, answer)),
    h("p", { key: "why" }, t("lab.verify.why")),
    h("div", { class: "lbp-l-verify-assumption", key: "assumption" },
      h("p", null, h("strong", null, t("lab.verify.assumption"))),
      h("p", null, t("lab.verify.assumption.what"))),
    h("p", { class: "lbp-hint", key: "method" }, t("lab.verify.method")));
}

/** Verification bias and its correction. */
export function verificationBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => ({ touched: false, seen: null, written: null, preset: "tenth", ...verifyCounts(VERIFY_PRESETS.tenth) }));
  const prefix = calcPrefix("verify", key, start);
  calcFollow(app, "verification", start, state, verifyFromQuery);
  const typed = VERIFY_COUNTS.map((name) => state[name]);
  if (state.touched) calcKeep(app, "verification", start, state, calcWriteCells("counts", typed));
  const missing = typed.some((text) => text.trim() === "");
  const channel = `${key}/verification`;
  const { answer, busy } = missing ? { answer: null, busy: false } : calcAsk(app, channel, { what: "verification", ...Object.fromEntries(VERIFY_COUNTS.map((name) => [name, calcWhole(state[name])])) });
  const problem = answer && answer.problem;
  const put = (changes) => {
    app.setBench(key, { touched: true, ...changes });
    app.sayLater(() => {
      const now = app.bench(key, () => state);
      const found = VERIFY_COUNTS.some((name) => now[name].trim() === "") ? null : app.answers.get(channel)?.answer;
      return !found ? "" : found.problem ? found.problem.text : verifySentence(app, found);
    });
  };
  const clear = () => {
    put({ preset: null, ...Object.fromEntries(VERIFY_COUNTS.map((name) => [name, ""])) });
    app.say(t("lab.calc.cleared"));
  };
  return h("div", { class: "lbp-l-calc", key: "verification", "data-tool": "verification" },
    h("section", { class: "lbp-card lbp-l-calc-card", key: "entry", "aria-labelledby": `${app.uid}-${prefix}-entry` },
      h("h2", { id: `${app.uid}-${prefix}-entry` }, t("lab.verify.entry")),
      calcPresets(app, { name: `${prefix}-preset`, label: t("lab.verify.presets"), options: Object.keys(VERIFY_PRESETS).map((one) => [one, t(`lab.verify.preset.${one}`)]), value: state.preset, onchange: (one) => put({ preset: one, ...verifyCounts(VERIFY_PRESETS[one]) }) }),
      state.preset && h("div", { class: "lbp-l-verify-story", key: `story-${state.preset}`, "data-story": state.preset },
        h("span", { class: "lbp-chip" }, t("lab.verify.invented")),
        h("p", null, t(`lab.verify.preset.${state.preset}.what`))),
      verifyGrid(app, prefix, state, answer, put),
      problem && !VERIFY_COUNTS.includes(problem.field) && calcProblem(`${prefix}-all`, problem.text),
      h("div", { class: "lbp-row", key: "clear" }, button(app, { act: `${prefix}:clear`, label: t("lab.calc.clear"), before: "x", onclick: clear }))),
    verifyResults(app, prefix, answer, missing, busy));
}
