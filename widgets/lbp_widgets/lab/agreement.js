// Two examiners, one reflex: how often they say the same, how often chance alone would, and what is left for kappa.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { calcAsk, calcCell, calcFollow, calcInterval, calcKeep, calcPeople, calcPrefix, calcPresets, calcProblem, calcProblemRow, calcReadCells, calcScaleEnds, calcValue, calcWhole, calcWriteCells } from "./calculator_kit.js";
import { segments } from "./controls.js";

// Invented counts, row by row: examiner A down, examiner B across; reduced before normal, and 0 before ++++.
const AGREE_PRESETS = {
  two: { good: [28, 4, 3, 65], paradox: [0, 5, 5, 90], chance: [25, 25, 25, 25] },
  six: { near: [4, 2, 0, 0, 0, 0, 1, 8, 4, 0, 0, 0, 0, 3, 18, 7, 0, 0, 0, 0, 8, 30, 3, 0, 0, 0, 0, 4, 6, 1, 0, 0, 0, 0, 0, 1], spread: [4, 0, 0, 1, 0, 0, 1, 8, 2, 2, 1, 0, 0, 1, 18, 3, 4, 0, 1, 2, 4, 30, 2, 1, 0, 2, 3, 3, 6, 0, 0, 0, 0, 0, 0, 1] },
};
const AGREE_SIZES = { two: 2, six: 6 };

function agreePreset(grades, preset) {
  return { grades, preset, [grades]: AGREE_PRESETS[grades][preset].map(String) };
}

function agreeRows(cells, size) {
  return Array.from({ length: size }, (_, i) => cells.slice(i * size, (i + 1) * size));
}

/** Which cell a sentence is about: the one Python names, else the first in its reading order that holds no count. */
function agreePlace(problem, cells) {
  if (!problem) return -1;
  if (/^\d+$/.test(problem.field)) return Number(problem.field);
  return cells.map(calcWhole).findIndex((n) => !Number.isInteger(n) || n < 0);
}

function agreeFromQuery(query) {
  for (const grades of ["two", "six"]) {
    const cells = calcReadCells(query, grades, AGREE_SIZES[grades] ** 2);
    if (cells) return { grades, preset: null, touched: false, [grades]: cells };
  }
  return null;
}

function agreeGrid(app, prefix, state, found, problem, put) {
  const { t } = app;
  const size = AGREE_SIZES[state.grades];
  const cells = state[state.grades];
  const wrong = agreePlace(problem, cells);
  const short = (i) => t(`lab.agree.${state.grades}.${i}`);
  const said = (i) => t(`lab.agree.${state.grades}.${i}.said`);
  const counted = found && !problem ? cells.map(calcWhole) : null;
  const sum = (keep) => (counted ? calcPeople(app, counted.reduce((total, n, i) => (keep(Math.floor(i / size), i % size) ? total + n : total), 0)) : "\u2013");
  const type = (i, text) => put({ [state.grades]: cells.map((old, at) => (at === i ? text : old)), preset: null });
  const row = (i) => [
    h("tr", { key: `row-${i}` },
      h("th", { scope: "row" }, h("span", { "aria-hidden": "true" }, short(i)), h("span", { class: "lbp-unseen" }, t("lab.agree.a.says", { grade: said(i) }))),
      Array.from({ length: size }, (_, j) => h("td", { class: `lbp-l-calc-entry ${i === j ? "lbp-l-agree-same" : ""}`, key: `cell-${j}` },
        calcCell(app, { name: `${prefix}-${state.grades}-${i}-${j}`, label: t("lab.agree.cell", { a: said(i), b: said(j) }), value: cells[i * size + j], wrong: wrong === i * size + j, strong: i === j, onchange: (text) => type(i * size + j, text) }))),
      h("td", { class: "lbp-l-calc-total", key: "total" }, sum((a) => a === i))),
    wrong >= i * size && wrong < (i + 1) * size && calcProblemRow(app, `${prefix}-${state.grades}-${i}-${wrong % size}`, size + 2, problem.text),
  ];
  return h("div", { class: "lbp-l-calc-frame", key: `grid-${state.grades}`, "data-grades": state.grades, role: size > 2 ? "region" : null, "aria-label": size > 2 ? t("lab.agree.table") : null, tabindex: size > 2 ? "0" : null },
    h("table", { class: "lbp-l-calc-table" },
      h("caption", { class: "lbp-unseen" }, t("lab.agree.table")),
      h("thead", null,
        h("tr", { key: "who" }, h("th", { scope: "col", class: "lbp-l-agree-corner" }, t("lab.agree.a")), h("th", { scope: "colgroup", colspan: size }, t("lab.agree.b")), h("td", null)),
        h("tr", { key: "names" }, h("td", null), Array.from({ length: size }, (_, j) => h("th", { scope: "col", key: `head-${j}` }, h("span", { "aria-hidden": "true" }, short(j)), h("span", { class: "lbp-unseen" }, t("lab.agree.b.says", { grade: said(j) })))), h("th", { scope: "col", key: "total" }, t("lab.calc.total")))),
      h("tbody", null, Array.from({ length: size }, (_, i) => row(i)),
        h("tr", { key: "total" }, h("th", { scope: "row" }, t("lab.calc.total")),
          Array.from({ length: size }, (_, j) => h("td", { class: "lbp-l-calc-total", key: `sum-${j}` }, sum((_row, b) => b === j))), h("td", { class: "lbp-l-calc-total", key: "all" }, sum(() => true))))));
}

/** Chance and agreement on one line; the rest of the line is what kappa is a share of. */
function agreePicture(app, [observed, expected]) {
  const at = (p) => `${(100 * p).toFixed(2)}%`;
  const { t } = app;
  return h("div", { class: "lbp-l-agree-picture", key: "picture", "aria-hidden": "true" },
    h("div", { class: "lbp-l-agree-track" },
      h("span", { class: "lbp-l-agree-chance", style: `width:${at(expected.value)}` }),
      h("span", { class: "lbp-l-agree-observed", style: `left:${at(observed.value)}` })),
    calcScaleEnds(app),
    h("ul", { class: "lbp-l-legend" },
      h("li", null, h("span", { class: "lbp-l-agree-key-chance" }), t("lab.agree.key.chance")),
      h("li", null, h("span", { class: "lbp-l-agree-key-observed" }), t("lab.agree.key.observed")),
      h("li", null, h("span", { class: "lbp-l-agree-key-room" }), t("lab.agree.key.room"))));
}

function agreeSentence(app, [observed, expected, kappa]) {
  if (kappa.value === null) return kappa.note;
  const said = { observed: calcValue(app, observed), expected: calcValue(app, expected), kappa: calcValue(app, kappa) };
  return app.t("lab.agree.found", said);
}

function agreeResults(app, prefix, rows, state, problem, missing, busy) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-l-calc-card", key: "results", "aria-labelledby": `${app.uid}-${prefix}-results`, "aria-busy": busy ? "true" : null, "data-results": "" },
    h("h2", { id: `${app.uid}-${prefix}-results` }, t("lab.agree.results")),
    !rows && h("p", { class: "lbp-hint", key: "empty" }, t(missing ? "lab.calc.missing.all" : problem ? "lab.calc.wrong" : "lab.calc.working")),
    rows && h("ul", { class: "lbp-l-calc-rows", key: "rows" }, rows.map((row) => h("li", { class: "lbp-l-calc-row", key: row.id, "data-measure": row.id },
      h("span", { class: "lbp-l-calc-name" }, h("strong", null, row.label)),
      h("span", { class: row.id === "kappa" ? "lbp-l-calc-number lbp-l-calc-big" : "lbp-l-calc-number", "data-value": "" }, calcValue(app, row)),
      h("span", { class: "lbp-l-calc-interval", "data-interval": "" }, row.low !== null && [h("span", null, t("lab.calc.interval.short"), " "), calcInterval(app, row)])))),
    rows && agreePicture(app, rows),
    rows && h("p", { class: "lbp-l-calc-result", key: "sentence", "data-sentence": "" }, agreeSentence(app, rows)),
    h("p", { key: "what" }, t("lab.agree.what")),
    state.grades === "six" && h("p", { class: "lbp-hint", key: "six" }, t("lab.agree.six.why")),
    h("p", { class: "lbp-hint", key: "method" }, t("lab.agree.method")));
}

/** Agreement of two examiners. */
export function agreementBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => ({ touched: false, seen: null, written: null, ...agreePreset("six", "near"), ...agreePreset("two", "good") }));
  const prefix = calcPrefix("agree", key, start);
  calcFollow(app, "agreement", start, state, agreeFromQuery);
  const cells = state[state.grades];
  if (state.touched) calcKeep(app, "agreement", start, state, calcWriteCells(state.grades, cells));
  const missing = cells.some((text) => text.trim() === "");
  const { answer, busy } = missing ? { answer: null, busy: false } : calcAsk(app, `${key}/kappa`, { what: "kappa", table: agreeRows(cells.map(calcWhole), AGREE_SIZES[state.grades]) });
  const problem = answer && answer.problem;
  const rows = answer && answer.rows ? answer.rows : null;
  const put = (changes) => {
    app.setBench(key, { touched: true, ...changes });
    app.sayLater(() => {
      const now = app.bench(key, () => state);
      const found = now[now.grades].some((text) => text.trim() === "") ? null : app.answers.get(`${key}/kappa`)?.answer;
      return !found ? "" : found.problem ? found.problem.text : agreeSentence(app, found.rows);
    });
  };
  const clear = () => {
    put({ preset: null, [state.grades]: cells.map(() => "") });
    app.say(t("lab.calc.cleared"));
  };
  const presets = Object.keys(AGREE_PRESETS[state.grades]);
  return h("div", { class: "lbp-l-calc", key: "agreement", "data-tool": "agreement" },
    h("section", { class: "lbp-card lbp-l-calc-card", key: "entry", "aria-labelledby": `${app.uid}-${prefix}-entry` },
      h("h2", { id: `${app.uid}-${prefix}-entry` }, t("lab.agree.entry")),
      segments(app, { name: `${prefix}-grades`, label: t("lab.agree.grades"), value: state.grades, options: ["two", "six"].map((one) => [one, t(`lab.agree.grades.${one}`)]), onchange: (one) => put({ grades: one, preset: null }) }),
      agreeGrid(app, prefix, state, rows, problem, put),
      problem && agreePlace(problem, cells) < 0 && calcProblem(`${prefix}-all`, problem.text),
      calcPresets(app, { name: `${prefix}-preset`, label: t("lab.agree.presets"), options: presets.map((one) => [one, t(`lab.agree.preset.${one}`)]), value: state.preset, onchange: (one) => put(agreePreset(state.grades, one)) }),
      state.preset && h("p", { class: "lbp-hint", key: `story-${state.preset}`, "data-story": state.preset }, t(`lab.agree.preset.${state.preset}.what`)),
      h("div", { class: "lbp-row", key: "clear" }, button(app, { act: `${prefix}:clear`, label: t("lab.calc.clear"), before: "x", onclick: clear }))),
    agreeResults(app, prefix, rows, state, problem, missing, busy));
}
