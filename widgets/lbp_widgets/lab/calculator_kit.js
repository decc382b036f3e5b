// What the three count tables share: asking Python, fields in a table, intervals as numbers and as bars, ready-made numbers.

import { h } from "../front/dom.js";
import { decimalText, ratioText } from "./controls.js";

const CALC_GROUPED = /^\d{1,3}(?:[.,\u2019']\d{3})+$/;

/** The beginning of every name of a bench, so that two of a kind can stand on one page. */
export function calcPrefix(kind, key, start) {
  return start === null ? kind : `${kind}-${key.replace(/\W+/g, "-")}`;
}

/**
 * Ask Python while drawing.
 * @returns {{answer: Object|null, busy: boolean}} `busy` while the answer, if any, still belongs to older numbers
 */
export function calcAsk(app, channel, message) {
  const answer = app.ask(channel, message);
  return { answer, busy: !app.answers.get(channel).fresh };
}

/** What was typed as a number of people; a dot or comma before three digits parts thousands. Other text stays as it is. */
export function calcWhole(text) {
  const plain = String(text).trim().replace(/\s/g, "");
  if (CALC_GROUPED.test(plain)) return Number(plain.replace(/\D/g, ""));
  const number = Number(plain.replace(",", ".").replace("\u2212", "-"));
  return plain !== "" && Number.isFinite(number) ? number : plain;
}

/** What was typed as a share or a ratio; 28 % is the share 0.28. Other text stays as it is. */
export function calcDecimal(text) {
  const plain = String(text).trim().replace(/\s/g, "");
  const number = Number(plain.replace(/%$/, "").replace(",", ".").replace("\u2212", "-"));
  if (plain === "" || plain === "%" || !Number.isFinite(number)) return plain;
  return plain.endsWith("%") ? Number((number / 100).toFixed(12)) : number;
}

/** A number of people, with the language's mark between thousands from 10 000 on. */
export function calcPeople(app, n) {
  return new Intl.NumberFormat(app.view.lang === "da" ? "da-DK" : "en-GB", { useGrouping: n >= 10000 }).format(n);
}

/** The id of the sentence about a field. */
export function calcProblemId(app, name) {
  return `${app.uid}-${name}-problem`;
}

/** A field inside a table; row and column headers are in its name. The sentence about it stands in `calcProblemRow`. */
export function calcCell(app, { name, label, value, wrong, strong = false, onchange }) {
  return h("input", {
    id: `${app.uid}-${name}`, class: `lbp-input lbp-l-calc-input ${strong ? "lbp-l-calc-strong" : ""}`, "data-act": `count:${name}`, "aria-label": label, inputmode: "numeric", autocomplete: "off", value,
    "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? calcProblemId(app, name) : null, oninput: (event) => onchange(event.target.value),
  });
}

/** The row under a row with a bad cell: the table keeps its width, and the sentence is read with its cell. */
export function calcProblemRow(app, name, columns, text) {
  return h("tr", { class: "lbp-l-calc-problem-row", key: `problem-${name}` },
    h("td", { colspan: columns }, h("p", { class: "lbp-l-problem", id: calcProblemId(app, name), "data-problem": name }, text)));
}

/** A problem that is about all the numbers, not about one. */
export function calcProblem(name, text) {
  return h("p", { class: "lbp-l-problem", key: "problem", "data-problem": name }, text);
}

function calcNumber(app, kind, value) {
  if (kind === "share") return decimalText(app, 100 * value, 1);
  return kind === "ratio" ? ratioText(app, value) : decimalText(app, value, 2);
}

/** A number and its percent sign, which stay on one line. */
function calcPercent(app, n) {
  return app.t("lab.percent", { n }).replace(" ", "\u00a0");
}

/** A measure as text: shares in percent, ratios and indices as numbers. */
export function calcValue(app, row) {
  if (row.value === null) return "\u2013";
  const text = calcNumber(app, row.kind, row.value);
  return row.kind === "share" ? calcPercent(app, text) : text;
}

/** Its interval as text, or null where there is none. */
export function calcInterval(app, row) {
  if (row.low === null || row.high === null) return null;
  const low = calcNumber(app, row.kind, row.low);
  const high = calcNumber(app, row.kind, row.high);
  return app.t("lab.calc.interval", { low, high: row.kind === "share" ? calcPercent(app, high) : high });
}

/** A share on a line from 0 to 1: dot and interval. The numbers beside it say the same. */
export function calcLine(row, look = "") {
  if (row.kind !== "share" || row.value === null) return null;
  const at = (p) => `${(100 * p).toFixed(2)}%`;
  return h("span", { class: `lbp-l-calc-line ${look}`, key: "line", "aria-hidden": "true" },
    h("span", { class: "lbp-l-calc-scale" }),
    row.low !== null && h("span", { class: "lbp-l-calc-band", key: "band", style: `left:${at(row.low)};width:${at(row.high - row.low)}` }),
    h("span", { class: "lbp-l-calc-dot", key: "dot", style: `left:${at(row.value)}` }));
}

/** The ends of such lines, once above them. */
export function calcScaleEnds(app) {
  return h("span", { class: "lbp-l-calc-ends", "aria-hidden": "true" }, [0, 50, 100].map((n) => h("span", null, calcPercent(app, n))));
}

/** Ready-made numbers: buttons, the one that is in use is pressed. */
export function calcPresets(app, { name, label, options, value, onchange }) {
  const id = `${app.uid}-${name}-label`;
  return h("div", { class: "lbp-l-calc-presets", key: `presets-${name}`, role: "group", "aria-labelledby": id },
    h("p", { class: "lbp-l-calc-small", id }, label),
    h("div", { class: "lbp-l-calc-choices" },
      options.map(([choice, words]) => h("button", {
        type: "button", class: "lbp-l-calc-choice", key: choice, "data-act": `${name}:${choice}`, "aria-pressed": value === choice ? "true" : "false", onclick: () => onchange(choice),
      }, words))));
}

/**
 * The address of a tool's own page and its numbers: read when they come from outside, written when they change here.
 * @param {function(string): Object|null} read numbers of a query as changes of the state
 */
export function calcFollow(app, tool, start, state, read) {
  if (!calcOwnPage(app, tool, start)) return;
  const { query } = app.place;
  if (query === state.written) state.seen = query;
  else if (query !== "" && query !== state.seen) Object.assign(state, read(query) || {}, { seen: query, written: null });
  else if (query === "" && state.written) app.keepQuery(state.written);
}

/** Let the address follow `query`; null where the numbers are not fit to be sent to anybody. */
export function calcKeep(app, tool, start, state, query) {
  if (!calcOwnPage(app, tool, start) || query === null || state.written === query) return;
  state.written = query;
  app.keepQuery(query);
}

function calcOwnPage(app, tool, start) {
  return start === null && app.place.what === "tool" && app.place.id === tool;
}

/** "60.5.5.30" <-> the numbers of the cells in reading order; null where it does not fit. */
export function calcReadCells(query, name, length) {
  const cells = (new URLSearchParams(query).get(name) || "").split(".");
  return cells.length === length && cells.every((cell) => /^\d{1,10}$/.test(cell)) ? cells : null;
}

/** @returns {string|null} null where a cell is no count */
export function calcWriteCells(name, cells) {
  const numbers = cells.map(calcWhole);
  return numbers.every((n) => Number.isInteger(n) && n >= 0) ? `${name}=${numbers.join(".")}` : null;
}
