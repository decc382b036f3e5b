// Controls of the laboratory: a slider for a share, segments, and how numbers are written.

import { h } from "../front/dom.js";
import { expit, logit } from "./math.js";

const SHARE_EDGE = 0.01;
const SCALE_STEPS = 1000;

/** 0.0823 -> "8,2 %" / "8.2%"; one decimal below 10 and above 90 unless it is whole. */
export function percentText(app, value, decimals = null) {
  const number = 100 * value;
  const whole = Math.abs(number - Math.round(number)) < 1e-9;
  if (decimals === null && number > 0 && number < 0.05) return app.t("lab.percent", { n: `<${decimalText(app, 0.1, 1)}` });
  if (decimals === null && number < 100 && number > 99.95) return app.t("lab.percent", { n: `>${decimalText(app, 99.9, 1)}` });
  const places = decimals ?? (whole || (number >= 9.95 && number <= 90.05) ? 0 : 1);
  return app.t("lab.percent", { n: decimalText(app, number, places) });
}

/** A number with so many decimals in the learner's language. */
export function decimalText(app, value, places) {
  // toFixed rounds the double it has; the ninth decimal tells a written half from a computed one.
  const text = Math.abs(Number(value.toFixed(9))).toFixed(places);
  const sign = value < 0 && Number(text) !== 0 ? "\u2212" : "";
  return sign + (app.view.lang === "da" ? text.replace(".", ",") : text);
}

/** A ratio: two decimals below 10, one below 100, none above; small ones keep two digits. */
export function ratioText(app, value) {
  if (value === null) return "\u2013";
  const places = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.0995 ? 2 : 3;
  return decimalText(app, value, places);
}

function clampShare(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function readPercent(text) {
  const number = Number(text.trim().replace("%", "").replace(",", "."));
  return text.trim() !== "" && Number.isFinite(number) ? number / 100 : null;
}

/**
 * A share as slider, -1, +1 and a field; all four do the same. Untouched (value null) it shows no thumb and no number.
 * @param {Object} options
 * @param {string} options.name makes its controls unique on the page
 * @param {string} options.label what it is
 * @param {number|null} options.value 0 to 1
 * @param {function(number)} options.onchange
 * @param {boolean} options.odds log-odds scale (for probabilities) instead of a plain one (for rates)
 * @param {string} options.note said after the number
 */
export function shareSlider(app, { name, label, value, onchange, odds = false, note = "", low = SHARE_EDGE, high = 1 - SHARE_EDGE, people = false }) {
  const id = `${app.uid}-${name}`;
  const position = (p) => (odds ? (SCALE_STEPS * (logit(clampShare(p, low, high)) - logit(low))) / (logit(high) - logit(low)) : (SCALE_STEPS * (p - low)) / (high - low));
  const shareAt = (x) => (odds ? expit(logit(low) + (x / SCALE_STEPS) * (logit(high) - logit(low))) : low + (x / SCALE_STEPS) * (high - low));
  const held = (p) => clampShare(Number(p.toFixed(4)), low, high);
  const put = (p) => {
    app.ui.wrongField = null;
    onchange(held(p));
  };
  const fromTrack = (event) => put(Math.round(100 * shareAt(Number(event.target.value))) / 100);
  const now = value ?? 0.5;
  const step = (by) => put(value === null ? 0.5 : Math.round(100 * (value + by)) / 100);
  const onKey = (event) => {
    const by = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1 }[event.key];
    if (by !== undefined) step(by);
    else if (event.key === "Home") put(low);
    else if (event.key === "End") put(high);
    else return;
    event.preventDefault();
  };
  const spoken = value === null ? app.t("lab.slider.untouched") : `${percentText(app, value)}${people ? `, ${app.t("lab.of_1000", { n: Math.round(1000 * value) })}` : ""}`;
  const typing = app.ui.typing && app.ui.typing.name === name ? app.ui.typing : null;
  // While it is typed the number follows along where it can be used, and the field is left alone; at rest it is said what was done.
  const onType = (event) => {
    const text = event.target.value;
    const p = readPercent(text);
    app.ui.typing = { name, text };
    if (p !== null && p >= low && p <= high) put(p);
    else app.set({});
  };
  const onRest = (event) => {
    if (!typing) return;
    const p = readPercent(event.target.value);
    app.ui.typing = null;
    app.ui.wrongField = p === null ? { name, why: "wrong" } : p < low || p > high ? { name, why: "held" } : null;
    if (p === null) app.set({});
    else onchange(held(p));
  };
  const wrong = app.ui.wrongField && app.ui.wrongField.name === name ? app.ui.wrongField.why : null;
  return h("div", { class: "lbp-l-slider", key: `slider-${name}`, "data-slider": name, "data-untouched": value === null ? "true" : null },
    h("div", { class: "lbp-l-slider-head" },
      h("label", { for: `${id}-field`, id: `${id}-label` }, label),
      h("span", { class: "lbp-l-field" },
        h("input", {
          id: `${id}-field`, class: "lbp-input", "data-act": `field:${name}`, inputmode: "decimal", autocomplete: "off", value: typing ? typing.text : value === null ? "" : fieldText(app, value),
          "aria-invalid": wrong === "wrong" ? "true" : null, "aria-describedby": wrong ? `${id}-wrong` : null,
          oninput: onType, onchange: onRest, onblur: onRest, onkeydown: (event) => event.key === "Enter" && onRest(event),
        }),
        h("span", { "aria-hidden": "true" }, "%"))),
    h("div", { class: "lbp-l-track-row" },
      h("button", { type: "button", class: "lbp-icon-button lbp-l-step", "data-act": `less:${name}`, "aria-label": app.t("lab.less", { label }), onclick: () => step(-0.01) }, "\u2212"),
      h("span", { class: "lbp-l-track" },
        h("input", {
          type: "range", id, min: 0, max: SCALE_STEPS, step: 1, value: Math.round(position(now)), "data-act": `slide:${name}`,
          "aria-labelledby": `${id}-label`, "aria-valuetext": spoken, oninput: fromTrack, onkeydown: onKey,
          // A finger that only wanted to scroll past: the page takes over, and what stood here before stands again.
          onpointerdown: (event) => { event.target.lbpBefore = value; },
          onpointercancel: (event) => onchange(event.target.lbpBefore ?? null),
        })),
      h("button", { type: "button", class: "lbp-icon-button lbp-l-step", "data-act": `more:${name}`, "aria-label": app.t("lab.more", { label }), onclick: () => step(0.01) }, "+")),
    wrong && h("p", { class: "lbp-l-problem", role: "alert", id: `${id}-wrong` }, app.t(`lab.field.${wrong}`, { low: percentText(app, low), high: percentText(app, high) })),
    note && h("p", { class: "lbp-hint" }, note));
}

function fieldText(app, p) {
  const text = String(Number((100 * p).toFixed(2)));
  return app.view.lang === "da" ? text.replace(".", ",") : text;
}

/** A few choices side by side; one is pressed. */
export function segments(app, { name, label, options, value, onchange }) {
  return h("div", { class: "lbp-segments lbp-l-segments", key: `seg-${name}`, role: "group", "aria-label": label },
    options.map(([id, words]) => h("button", { type: "button", "data-act": `${name}:${id}`, "aria-pressed": value === id ? "true" : "false", onclick: () => onchange(id) }, words)));
}
