// What the workbenches share: a table that becomes a list on a phone, a fold with numbers, a note, a slider for a measure.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { decimalText } from "./controls.js";

const MEASURE_PLACES = 4;

/** A number of the address or a part if it lies within the bounds, else what stands there at first. */
export function benchNumber(given, low, high, fallback) {
  return typeof given === "number" && given >= low && given <= high ? given : fallback;
}

/** A part of a name that may stand in an id. */
export function benchId(app, key, what) {
  return `${app.uid}-${key.replace(/\W/g, "-")}-${what}`;
}

/**
 * A table; in a narrow place each row becomes a list of names and values, and stays a table for a screen reader.
 * @param {string} caption said, not shown
 * @param {string[]} head the first is the heading of the rows
 * @param {Array<{key: string, cells: string[], chosen?: boolean}>} rows
 * @param {boolean} short columns so narrow that it can stay a table on a phone
 */
export function benchTable(caption, head, rows, short = false) {
  return h("div", { class: "lbp-l-table-frame", key: "table" }, h("table", { class: `lbp-l-table lbp-l-bench-table ${short ? "lbp-l-table-short" : "lbp-l-table-long"}`, role: "table" },
    h("caption", { class: "lbp-unseen" }, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head.map((word) => h("th", { scope: "col", role: "columnheader" }, word)))),
    h("tbody", { role: "rowgroup" }, rows.map(({ key, cells, chosen }) => h("tr", { key, role: "row", "data-row": key, "data-chosen": chosen ? "true" : null },
      cells.map((cell, i) => (i === 0
        ? h("th", { scope: "row", role: "rowheader" }, cell)
        : h("td", { role: "cell" }, h("span", { class: "lbp-l-cell-name", "aria-hidden": "true" }, head[i]), h("span", { "data-cell": i }, cell)))))))));
}

/** The same numbers as in a figure, folded. */
export function benchFold(app, key, ...kids) {
  return h("details", { class: "lbp-l-details", key: "numbers" }, h("summary", { "data-act": `numbers:${key}` }, app.t("lab.as_numbers")), kids);
}

/** Something to be careful about, or a lesson; the shape and the heading say so, not a colour. */
export function benchNote(symbol, title, lines, name) {
  return h("div", { class: "lbp-l-note", key: `note-${name}`, "data-note": name },
    icon(symbol, 20),
    h("div", null, h("p", null, h("strong", null, title)), lines.map((line) => h("p", null, line))));
}

/** The one big number of a bench and what it is. */
export function benchOutcome(value, what, more, props) {
  return h("p", { class: "lbp-l-outcome", key: "outcome", ...props }, h("strong", null, value), h("span", null, h("span", null, what), more && h("span", { class: "lbp-hint" }, more)));
}

function typedMeasure(text) {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/**
 * A measure that is no share, as slider, less, more and a field.
 * @param {Object} options
 * @param {number} options.step of an arrow and of the two buttons; `leap` of Page Up and Page Down
 * @param {number} options.places decimals shown and kept from a drag
 * @param {string} options.spoken said after the number
 * @param {Object|null} options.above a drawing that the track is aligned with
 */
export function measureSlider(app, { name, label, value, low, high, step, leap, places, onchange, spoken = "", above = null, note = "" }) {
  const id = `${app.uid}-${name}`;
  const tidy = (number) => Number(number.toFixed(MEASURE_PLACES));
  const put = (number) => onchange(Math.min(Math.max(tidy(number), low), high));
  const onKey = (event) => {
    const by = { ArrowRight: step, ArrowUp: step, ArrowLeft: -step, ArrowDown: -step, PageUp: leap, PageDown: -leap }[event.key];
    if (by !== undefined) put(value + by);
    else if (event.key === "Home") put(low);
    else if (event.key === "End") put(high);
    else return;
    event.preventDefault();
  };
  const text = decimalText(app, value, places);
  const fromField = (event) => {
    const typed = typedMeasure(event.target.value);
    app.ui.wrongField = typed === null ? { name, why: "wrong" } : typed < low || typed > high ? { name, why: "held" } : null;
    if (typed === null) app.set({});
    else put(typed);
    event.target.value = decimalText(app, typed === null ? value : Math.min(Math.max(typed, low), high), places);
  };
  const amount = decimalText(app, step, places);
  const wrong = app.ui.wrongField && app.ui.wrongField.name === name ? app.ui.wrongField.why : null;
  return h("div", { class: "lbp-l-slider lbp-l-measure", key: `slider-${name}`, "data-slider": name },
    h("div", { class: "lbp-l-slider-head" },
      h("label", { for: `${id}-field`, id: `${id}-label` }, label),
      h("span", { class: "lbp-l-measure-set" },
        h("button", { type: "button", class: "lbp-icon-button lbp-l-step", "data-act": `less:${name}`, "aria-label": app.t("lab.cut.less", { label, amount }), onclick: () => put(value - step) }, "\u2212"),
        h("input", { id: `${id}-field`, class: "lbp-input", "data-act": `field:${name}`, inputmode: "text", autocomplete: "off", value: text, onchange: fromField, onkeydown: (event) => event.key === "Enter" && fromField(event) }),
        h("button", { type: "button", class: "lbp-icon-button lbp-l-step", "data-act": `more:${name}`, "aria-label": app.t("lab.cut.more", { label, amount }), onclick: () => put(value + step) }, "+"))),
    above,
    h("span", { class: "lbp-l-track" },
      h("input", {
        type: "range", id, min: low, max: high, step: "any", value: tidy(value), "data-act": `slide:${name}`, "aria-labelledby": `${id}-label`,
        "aria-valuetext": spoken ? `${text}, ${spoken}` : text, oninput: (event) => put(Number(Number(event.target.value).toFixed(places))), onkeydown: onKey,
      })),
    wrong && h("p", { class: "lbp-l-problem", role: "alert" }, app.t(wrong === "held" ? "lab.field.held" : "lab.cut.field.wrong", { low: decimalText(app, low, places), high: decimalText(app, high, places) })),
    note && h("p", { class: "lbp-hint" }, note));
}
