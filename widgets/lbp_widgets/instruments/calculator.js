// The calculator: answers are collected here and counted in Python.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";
import { instrumentsChosen } from "./pieces.js";

function instrumentsSend(host, n, value) {
  host.ui.drafts[`item:${n}`] = value;
  host.send("item", { item: n, value }, `item:${n}:${value}`);
}

function instrumentsRadios(app, host, item, now) {
  const { t } = app;
  const radio = (value, shown) => h("label", {
    class: "lbp-instruments-answer", key: String(value), "data-chosen": value !== null && now === value ? "true" : null,
  },
  h("input", { type: "radio", name: `${app.uid}-item-${item.n}`, "data-act": `item:${item.n}:${value}`, checked: now === value, onchange: () => instrumentsSend(host, item.n, value) }),
  shown);
  // Not answered is an answer of its own here: a form with a gap is counted by another rule.
  const gap = [h("span", { "aria-hidden": "true", key: "sign" }, "\u2013"), unseen(t("instruments.gap"))];
  return h("fieldset", { class: "lbp-instruments-item", key: `item-${item.n}`, "data-own": item.n },
    h("legend", null, t("instruments.item", { n: item.n })),
    h("div", { class: "lbp-instruments-answers", "data-digits": item.answers.every((one) => one.label.length < 3) ? "true" : null },
      item.answers.map((one) => radio(one.value, h("span", null, one.label))),
      radio(null, gap)));
}

function instrumentsNumber(app, host, item, now) {
  const { t } = app;
  const id = `${app.uid}-own-${item.n}`;
  // What is not a number goes to Python as it stands, which says what may be written.
  const read = (text) => (text.trim() === "" ? null : /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : text.trim());
  return h("div", { class: "lbp-instruments-item", key: `item-${item.n}`, "data-own": item.n },
    h("label", { for: id }, t("instruments.item", { n: item.n }), " ",
      h("span", { class: "lbp-hint", "aria-hidden": "true" }, t("instruments.between", { low: item.low, high: item.high })),
      h("span", { class: "lbp-unseen" }, t("instruments.between.spoken", { low: item.low, high: item.high }))),
    h("input", {
      id, class: "lbp-input lbp-instruments-typed", "data-act": `item:${item.n}`, inputmode: "numeric", autocomplete: "off", maxlength: 4, value: now ?? "",
      onchange: (event) => instrumentsSend(host, item.n, read(event.target.value)),
    }));
}

function instrumentsResult(app, result) {
  const { t } = app;
  const counted = result.steps.length > 0;
  return h("section", { class: "lbp-card lbp-instruments-card lbp-instruments-result", key: "result", "data-own-result": result.total === null ? "none" : "total" },
    h("h2", null, t("instruments.result")),
    counted && h("p", { class: "lbp-instruments-figure", key: "figure" }, result.total ?? t("instruments.none")),
    result.band && h("p", { class: "lbp-instruments-band" }, result.band),
    result.means && h("p", null, result.means),
    counted && h("ol", { class: "lbp-instruments-steps" }, result.steps.map((step, i) => h("li", { key: i }, step))),
    result.note && h("p", { class: "lbp-instruments-said" }, icon("info", 18), h("span", null, result.note)));
}

/** The calculator. */
export function instrumentsCalculator(app, host, one) {
  const { t } = app;
  const { data } = host;
  return [
    h("section", { class: "lbp-card lbp-instruments-card", key: "own" },
      h("h2", null, t("instruments.own")),
      h("p", { class: "lbp-hint" }, t("instruments.own.hint")),
      one.question && h("p", { class: "lbp-instruments-question" }, one.question),
      one.notes.map((note, i) => h("p", { key: `note-${i}` }, note)),
      h("div", { class: "lbp-instruments-items", "data-few": one.items.length === 1 ? "true" : null }, one.items.map((item, i) => {
        const now = instrumentsChosen(host, `item:${item.n}`, data.own[i]);
        return item.answers.length ? instrumentsRadios(app, host, item, now) : instrumentsNumber(app, host, item, now);
      })),
      h("div", { class: "lbp-row" }, button(app, { act: "clear", label: t("instruments.clear"), before: "x", onclick: () => host.send("clear", {}, "clear") }))),
    instrumentsResult(app, data.result),
  ];
}
