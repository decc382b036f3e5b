// The 2x2 calculator: four numbers of people, written or derived by Python, and everything that can be read from them.

import { ownsAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, citations } from "../front/parts.js";
import { calcCopy } from "./calculator_copy.js";
import { calcAsk, calcCell, calcDecimal, calcFollow, calcInterval, calcKeep, calcLine, calcPeople, calcPrefix, calcPresets, calcProblem, calcProblemId, calcProblemRow, calcScaleEnds, calcValue, calcWhole } from "./calculator_kit.js";
import { decimalText, segments } from "./controls.js";
import { placeAddress } from "./place.js";

const CALC_CELLS = ["tp", "fp", "fn", "tn"];
const CALC_PEOPLE = 1000;
const CALC_PREVALENCE = 0.1;
// Two tables that others have printed with their results, and one of our own with an empty cell.
const CALC_EXAMPLES = { a: [40, 21, 11, 212], b: [815, 115, 208, 327], empty: [12, 0, 8, 30] };
const CALC_MODES = ["counts", "rates", "ratios"];
const CALC_FIELDS = { rates: ["sensitivity", "specificity", "prevalence", "total"], ratios: ["lr_positive", "lr_negative", "prevalence", "total"] };
const CALC_GROUPS = [
  ["test", ["sensitivity", "specificity", "lr_positive", "lr_negative", "diagnostic_odds_ratio", "youden"]],
  ["here", ["prevalence", "ppv", "npv", "accuracy"]],
];

function calcTyped(app, value) {
  const text = String(Number(value.toPrecision(4)));
  return app.view.lang === "da" ? text.replace(".", ",") : text;
}

function calcExample(id) {
  return { mode: "counts", preset: id, ...Object.fromEntries(CALC_CELLS.map((cell, i) => [cell, String(CALC_EXAMPLES[id][i])])) };
}

function calcFromTest(app, id, prevalence = CALC_PREVALENCE) {
  const test = app.pack.tests.find((one) => one.id === id);
  return test && {
    mode: "rates", preset: id, sensitivity: calcTyped(app, test.sensitivity.value), specificity: calcTyped(app, test.specificity.value), prevalence: calcTyped(app, prevalence), total: String(CALC_PEOPLE),
  };
}

function calcStart(app, start) {
  const plain = { method: "wilson", lang: app.view.lang, touched: false, copied: null, seen: null, written: null, lr_positive: calcTyped(app, 2.8), lr_negative: calcTyped(app, 0.8), ...calcFromTest(app, app.pack.tests[0].id) };
  const asked = start && start.test ? calcFromTest(app, start.test, start.pre ?? CALC_PREVALENCE) : null;
  return { ...plain, ...calcExample("a"), ...asked };
}

// ---- the address ----

function calcQuery(state) {
  const names = state.mode === "counts" ? CALC_CELLS : CALC_FIELDS[state.mode];
  const values = names.map((name) => (name === "total" || state.mode === "counts" ? calcWhole(state[name]) : calcDecimal(state[name])));
  if (!values.every(Number.isFinite)) return null;
  const query = new URLSearchParams(names.map((name, i) => [name, String(values[i])]));
  if (state.mode !== "counts") query.set("from", state.mode);
  if (state.method !== "wilson") query.set("method", state.method);
  return query.toString();
}

function calcFromQuery(app, query) {
  const given = new URLSearchParams(query);
  const mode = CALC_MODES.includes(given.get("from")) ? given.get("from") : "counts";
  const names = mode === "counts" ? CALC_CELLS : CALC_FIELDS[mode];
  if (!names.every((name) => Number.isFinite(Number(given.get(name) || NaN)))) return null;
  const method = app.pack.methods.some((one) => one.id === given.get("method")) ? given.get("method") : "wilson";
  const decimal = (text) => (app.view.lang === "da" ? text.replace(".", ",") : text);
  return { mode, method, preset: null, touched: false, ...Object.fromEntries(names.map((name) => [name, decimal(given.get(name))])) };
}

/** A number that was typed in one language keeps its meaning in the other; it gets the other decimal mark. */
function calcTongue(app, state) {
  if (state.lang === app.view.lang) return;
  const [from, to] = app.view.lang === "da" ? [".", ","] : [",", "."];
  for (const name of ["sensitivity", "specificity", "prevalence", "lr_positive", "lr_negative"]) state[name] = state[name].replace(from, to);
  state.lang = app.view.lang;
}

// ---- what Python is asked ----

/** The table as it stands: from what is written, or from Python where shares or ratios are written. */
function calcTable(app, key, state) {
  const number = (name) => (name === "total" || CALC_CELLS.includes(name) ? calcWhole(state[name]) : calcDecimal(state[name]));
  const asked = state.mode === "counts" ? CALC_CELLS : CALC_FIELDS[state.mode];
  if (asked.some((name) => state[name].trim() === "")) return { missing: true, busy: false };
  let busy = false;
  let rates = null;
  let cells = null;
  const step = (what, message) => {
    const got = calcAsk(app, `${key}/${what}`, { what, ...message });
    busy = busy || got.busy;
    return got.answer;
  };
  if (state.mode === "counts") cells = Object.fromEntries(CALC_CELLS.map((name) => [name, number(name)]));
  else {
    rates = state.mode === "rates" ? { sensitivity: number("sensitivity"), specificity: number("specificity") } : step("ratios", { lr_positive: number("lr_positive"), lr_negative: number("lr_negative") });
    if (!rates || rates.problem) return { problem: rates && rates.problem, busy };
    const people = step("rates", { sensitivity: rates.sensitivity, specificity: rates.specificity, prevalence: number("prevalence"), total: number("total") });
    if (!people || people.problem) return { problem: people && people.problem, rates, busy };
    cells = people.cells;
  }
  const found = step("table", { ...cells, method: state.method });
  return { cells, rates, busy, problem: found && found.problem, found: found && found.rows ? found : null };
}

// ---- what is written ----

function calcField(app, prefix, state, name, problem, put) {
  const id = `${app.uid}-${prefix}-${name}`;
  const wrong = problem && problem.field === name;
  return [h("div", { class: "lbp-l-count", key: `field-${name}` },
    h("label", { for: id }, app.t(`lab.calc.field.${name}`)),
    h("input", {
      id, class: "lbp-input", "data-act": `count:${prefix}-${name}`, inputmode: name === "total" ? "numeric" : "decimal", autocomplete: "off", value: state[name],
      "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? calcProblemId(app, `${prefix}-${name}`) : null, oninput: (event) => put({ [name]: event.target.value, preset: null }),
    })),
    wrong && h("p", { class: "lbp-l-problem", key: `problem-${name}`, id: calcProblemId(app, `${prefix}-${name}`), "data-problem": `${prefix}-${name}` }, problem.text)];
}

function calcGrid(app, prefix, state, table, put) {
  const { t } = app;
  const written = state.mode === "counts";
  const { cells, problem } = table;
  // Totals are read off the cells Python has accepted; while one is wrong there are none.
  const known = table.found && !problem ? table.found.cells : null;
  const sum = (...names) => (known ? calcPeople(app, names.reduce((total, name) => total + known[name], 0)) : "\u2013");
  const cell = (name, row, column) => {
    const right = name === "tp" || name === "tn";
    const label = `${t(`lab.calc.row.${row}`)}, ${t(`lab.calc.column.${column}`)}`;
    if (!written) return h("td", { class: right ? "lbp-l-calc-strong" : "", "data-cell": name }, cells ? calcPeople(app, cells[name]) : "\u2013");
    return h("td", { class: "lbp-l-calc-entry", "data-cell": name },
      h("span", { class: "lbp-l-calc-tag", "aria-hidden": "true" }, t(`lab.calc.cell.${name}`)),
      calcCell(app, { name: `${prefix}-${name}`, label: `${label} (${t(`lab.calc.cell.${name}.long`)})`, value: state[name], wrong: problem && problem.field === name, strong: right, onchange: (text) => put({ [name]: text, preset: null }) }));
  };
  const line = (row, first, second) => [
    h("tr", { key: row },
      h("th", { scope: "row" }, t(`lab.calc.row.${row}`)), cell(first, row, "ill"), cell(second, row, "well"), h("td", { class: "lbp-l-calc-total" }, sum(first, second))),
    written && problem && [first, second].includes(problem.field) && calcProblemRow(app, `${prefix}-${problem.field}`, 4, problem.text),
  ];
  return h("div", { class: "lbp-l-calc-frame", key: "grid" },
    h("table", { class: "lbp-l-calc-table", "data-table": prefix },
      h("caption", { class: "lbp-unseen" }, t("lab.calc.table")),
      h("thead", null, h("tr", null,
        h("td", null), h("th", { scope: "col" }, t("lab.calc.column.ill")), h("th", { scope: "col" }, t("lab.calc.column.well")), h("th", { scope: "col" }, t("lab.calc.total")))),
      h("tbody", null, line("positive", "tp", "fp"), line("negative", "fn", "tn"),
        h("tr", { key: "total" }, h("th", { scope: "row" }, t("lab.calc.total")),
          [["tp", "fn"], ["fp", "tn"], CALC_CELLS].map((names) => h("td", { class: "lbp-l-calc-total" }, sum(...names)))))));
}

/** The other way of writing begins at the numbers that stand here, so that one of them can be turned. */
function calcSwitch(app, state, table, mode) {
  if (!table.found || table.busy) return { mode, preset: null };
  const typed = (name, id) => {
    const row = table.found.rows.find((one) => one.id === id);
    return row.value === null ? {} : { [name]: calcTyped(app, row.value) };
  };
  const { cells } = table.found;
  if (mode === "counts") return { mode, preset: null, ...Object.fromEntries(CALC_CELLS.map((name) => [name, String(cells[name])])) };
  const own = mode === "rates" ? ["sensitivity", "specificity"] : ["lr_positive", "lr_negative"];
  const shares = state.mode === "counts" ? { ...typed("prevalence", "prevalence"), total: String(CALC_CELLS.reduce((total, name) => total + cells[name], 0)) } : {};
  return Object.assign({ mode, preset: null }, shares, ...own.map((name) => typed(name, name)));
}

function calcEntry(app, prefix, start, state, table, put) {
  const { t } = app;
  const { problem, rates } = table;
  const test = app.pack.tests.find((one) => one.id === state.preset);
  const clear = () => {
    put({ mode: "counts", preset: null, tp: "", fp: "", fn: "", tn: "" });
    app.say(t("lab.calc.cleared"));
  };
  const choose = (id) => put(id in CALC_EXAMPLES ? calcExample(id) : calcFromTest(app, id));
  const options = [...app.pack.tests.map((one) => [one.id, one.label]), ...Object.keys(CALC_EXAMPLES).map((id) => [id, t(`lab.calc.example.${id}`)])];
  const named = problem && (state.mode === "counts" ? CALC_CELLS : CALC_FIELDS[state.mode]).includes(problem.field);
  return h("section", { class: "lbp-card lbp-l-calc-card", key: "entry", "aria-labelledby": `${app.uid}-${prefix}-entry`, "aria-busy": table.busy ? "true" : null },
    h("h2", { id: `${app.uid}-${prefix}-entry` }, t("lab.calc.entry")),
    segments(app, { name: `${prefix}-from`, label: t("lab.calc.from"), value: state.mode, options: CALC_MODES.map((mode) => [mode, t(`lab.calc.from.${mode}`)]), onchange: (mode) => mode !== state.mode && put(calcSwitch(app, state, table, mode)) }),
    state.mode !== "counts" && h("div", { class: "lbp-l-calc-fields", key: `fields-${state.mode}` },
      CALC_FIELDS[state.mode].map((name) => calcField(app, prefix, state, name, problem, put))),
    state.mode !== "counts" && h("p", { class: "lbp-hint", key: "shares" }, t(`lab.calc.from.${state.mode}.hint`)),
    state.mode === "ratios" && rates && h("p", { class: "lbp-l-calc-result", key: "rates", "data-rates": "" },
      t("lab.calc.ratios.give", { sensitivity: decimalText(app, rates.sensitivity, 3), specificity: decimalText(app, rates.specificity, 3) })),
    calcGrid(app, prefix, state, table, put),
    problem && !named && calcProblem(`${prefix}-all`, problem.text),
    state.mode !== "counts" && h("p", { class: "lbp-hint", key: "rounded" }, t("lab.calc.rounded")),
    calcPresets(app, { name: `${prefix}-preset`, label: t("lab.calc.presets"), options, value: state.preset, onchange: choose }),
    test && h("div", { class: "lbp-l-calc-source", key: `source-${test.id}` },
      h("p", { class: "lbp-hint" }, t("lab.calc.preset.test", { test: test.label, reference: test.reference })),
      citations(app, `${prefix}-test`, test.citations, test.reviewed)),
    state.preset in CALC_EXAMPLES && h("p", { class: "lbp-hint", key: "example" }, t(`lab.calc.example.${state.preset}.what`)),
    h("div", { class: "lbp-row", key: "clear" }, button(app, { act: `${prefix}:clear`, label: t("lab.calc.clear"), before: "x", onclick: clear })));
}

// ---- what comes out ----

function calcRow(app, row, cells) {
  const interval = calcInterval(app, row);
  const n = { ...cells, ill: cells.tp + cells.fn, well: cells.fp + cells.tn, positive: cells.tp + cells.fp, negative: cells.fn + cells.tn, right: cells.tp + cells.tn, all: cells.tp + cells.fp + cells.fn + cells.tn };
  const people = Object.fromEntries(Object.entries(n).map(([name, value]) => [name, calcPeople(app, value)]));
  return h("li", { class: "lbp-l-calc-row", key: row.id, "data-measure": row.id },
    h("span", { class: "lbp-l-calc-name" }, h("strong", null, row.label), h("span", { class: "lbp-l-calc-small" }, app.t(`lab.calc.how.${row.id}`, people))),
    h("span", { class: "lbp-l-calc-number", "data-value": "" }, calcValue(app, row)),
    h("span", { class: "lbp-l-calc-interval", "data-interval": "" }, interval && [h("span", { class: "lbp-unseen" }, app.t("lab.calc.interval.said")), interval]),
    calcLine(row));
}

/** What Python notes about the rows of a group; a sentence that several share stands once, with their names. */
function calcNotes(rows) {
  const notes = [...new Set(rows.map((row) => row.note).filter(Boolean))];
  return notes.map((note) => h("p", { class: "lbp-l-calc-note", key: note, "data-note": "" }, icon("info", 16),
    h("span", null, h("strong", null, rows.filter((row) => row.note === note).map((row) => row.label).join(", ")), ": ", note)));
}

function calcGroup(app, group, rows, cells) {
  const { t } = app;
  return h("div", { class: "lbp-l-calc-group", key: group },
    h("div", { class: "lbp-l-calc-group-head" },
      h("div", null, h("h3", null, t(`lab.calc.group.${group}`)), group === "here" && h("p", { class: "lbp-hint", "data-only-here": "" }, t("lab.calc.group.here.why"))),
      calcScaleEnds(app)),
    h("ul", { class: "lbp-l-calc-rows" }, rows.map((row) => calcRow(app, row, cells))),
    calcNotes(rows));
}

function calcResults(app, prefix, state, table, put) {
  const { t } = app;
  const { found, busy, problem } = table;
  const shown = found && !problem ? found : null;
  const query = shown && !busy ? calcQuery(state) : null;
  const why = t("lab.calc.copy.why");
  const things = [{ id: "text", icon: "doc", label: t("lab.calc.copy.text"), done: t("lab.calc.copy.text.done"), text: shown && !busy ? shown.copy : null, why }];
  if (ownsAddress()) things.push({ id: "link", icon: "arrow", label: t("lab.calc.copy.link"), done: t("lab.calc.copy.link.done"), text: query === null ? null : placeAddress({ what: "tool", id: "calculator", query }, app.view.lang), why });
  const method = h("label", { class: "lbp-select", key: "method" }, t("lab.calc.method"),
    h("select", { "data-act": `${prefix}:method`, value: state.method, onchange: (event) => put({ method: event.target.value }) },
      app.pack.methods.map((one) => h("option", { key: one.id, value: one.id }, one.label))));
  return h("section", { class: "lbp-card lbp-l-calc-card", key: "results", "aria-labelledby": `${app.uid}-${prefix}-results`, "aria-busy": busy ? "true" : null, "data-results": "" },
    h("div", { class: "lbp-l-calc-head" }, h("h2", { id: `${app.uid}-${prefix}-results` }, t("lab.calc.results")), method),
    !shown && h("p", { class: "lbp-l-calc-empty", key: "empty" }, icon("info"), h("span", null, t(table.missing ? "lab.calc.missing" : problem ? "lab.calc.wrong" : "lab.calc.working"))),
    shown && CALC_GROUPS.map(([group, ids]) => calcGroup(app, group, ids.map((id) => shown.rows.find((row) => row.id === id)), shown.cells)),
    shown && h("p", { class: "lbp-hint", key: "methods", "data-methods": "" }, t(`lab.calc.method.${state.method}`), " ", t("lab.calc.method.rest")),
    shown && h("p", { class: "lbp-l-calc-note", key: "cross" }, icon("info", 16), h("span", null, t("lab.calc.cross_sectional"))),
    calcCopy(app, { name: prefix, things, copied: state.copied, onchange: (copied) => put({ copied }) }));
}

/** What is said once the typing rests: the sentence about a bad number, or what came out. */
function calcSpoken(app, key) {
  const table = calcTable(app, key, app.bench(key, () => null));
  if (table.problem) return table.problem.text;
  if (!table.found || table.busy) return "";
  const [sensitivity, specificity] = table.found.rows;
  return `${sensitivity.label} ${calcValue(app, sensitivity)}, ${specificity.label} ${calcValue(app, specificity)}.`;
}

/** The calculator; `start` may name a test and a probability to begin at. */
export function calculatorBench(app, key, start) {
  const state = app.bench(key, () => calcStart(app, start));
  const prefix = calcPrefix("calc", key, start);
  calcTongue(app, state);
  calcFollow(app, "calculator", start, state, (query) => calcFromQuery(app, query));
  if (state.touched) calcKeep(app, "calculator", start, state, CALC_CELLS.every((name) => state[name] === "") ? "" : calcQuery(state));
  const table = calcTable(app, key, state);
  const put = (changes) => {
    app.setBench(key, { touched: true, ...changes });
    if (!("copied" in changes)) app.sayLater(() => calcSpoken(app, key));
  };
  return h("div", { class: "lbp-l-calc", key: "calculator", "data-tool": "calculator" },
    calcEntry(app, prefix, start, state, table, put),
    calcResults(app, prefix, state, table, put));
}
