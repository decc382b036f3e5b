// Small controls of the exam: rows of choices with one Tab stop each, and the pad on which a finding is written down.

import { h } from "../front/dom.js";
import { examRecord, examSides } from "./acts.js";

const EXAM_STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Move the focus along a row of choices; nothing is chosen by it. */
function examMove(event) {
  const step = EXAM_STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = [...event.currentTarget.parentElement.querySelectorAll("[role=radio]")];
  const next = all[all.indexOf(event.currentTarget) + step];
  event.preventDefault();
  event.stopPropagation();
  if (next) next.focus();
}

/**
 * A row of choices. The arrows move, Enter or Space chooses: what is written down must never change by passing over it.
 * @param {Object} options `name` (for tests and keys), `label`, `options` [{value, label, hint}], `value`, `onpick(value)`, `show` (label is seen), `done`
 */
export function examSegments(app, { name, label, options, value, onpick, show = true, done = false }) {
  const at = options.findIndex((one) => one.value === value);
  const id = `${app.uid}-seg-${name.replace(/[^\w]/g, "-")}`;
  return h("div", { class: "lbp-exam-choice", key: name },
    h("span", { class: show ? "lbp-exam-choice-label" : "lbp-unseen", id }, label),
    h("div", { class: "lbp-exam-segments", role: "radiogroup", "aria-labelledby": id }, options.map((one, i) => h("button", {
      type: "button", role: "radio", key: one.value, "data-act": `${name}:${one.value}`, "aria-checked": one.value === value ? "true" : "false",
      "aria-disabled": done ? "true" : null, tabindex: i === Math.max(at, 0) ? "0" : "-1", onkeydown: examMove, onclick: () => !done && onpick(one.value),
    }, h("span", null, one.label), one.hint && h("small", null, one.hint)))));
}

/** Right, left, and where it makes sense both at once; the patient's sides in the order of the figure. */
export function examSideChoice(app, host, { both = true, name = "side" } = {}) {
  const sides = ["right", "left", ...(both ? ["both"] : [])];
  return examSegments(app, {
    name, label: app.t("exam.side"), value: host.ui.side === "both" && !both ? null : host.ui.side, done: host.done,
    options: sides.map((side) => ({ value: side, label: side === "both" ? app.t("exam.side.both") : app.t(`side.${side}`) })),
    onpick: (side) => host.set({ side }),
  });
}

/** Where a finding is written down, one row for each side that was examined. */
export function examPad(app, host, finding) {
  const what = host.pack.findings[finding];
  const manoeuvre = host.pack.manoeuvres.find((one) => one.findings.includes(finding));
  const had = examSides(host.data, manoeuvre.id);
  const sides = what.sided ? ["right", "left"].filter((side) => had.has(side)) : had.size ? [null] : [];
  if (!sides.length) return null;
  return h("div", { class: "lbp-exam-pad", key: `pad-${finding}`, "data-finding": finding }, sides.map((side) => examPadRow(app, host, finding, what, side)));
}

function examPadRow(app, host, finding, what, side) {
  const { t } = app;
  const known = host.data.recorded[side ? `${finding}@${side}` : finding];
  const label = side ? t("exam.yours.side", { side: t(`exam.place.${side}`) }) : t("exam.yours.what", { what: what.label });
  const name = `record:${finding}${side ? `:${side}` : ""}`;
  const row = { app, host, finding, what, side, known, name };
  if (what.limits) return examNumber(row, label);
  return h("div", { class: "lbp-exam-pad-row", key: name, "data-pad-side": side },
    examSegments(app, {
      name, label, options: what.options, value: known ? known.value : null, done: host.done,
      onpick: (value) => examRecord(app, host, finding, side, value, finding === "exam.slr" ? examDegreesOf(row) : null),
    }),
    finding === "exam.slr" && examDegrees(row));
}

function examDegreesOf({ host, side, known }) {
  const typed = host.ui.typed[`degrees:${side}`];
  if (typed === undefined) return known ? known.degrees : null;
  return /^\d{1,2}$/.test(typed.trim()) && Number(typed) <= 90 ? Number(typed) : null;
}

/** The angle at which something stopped the leg; it is written down together with the verdict. */
function examDegrees({ app, host, finding, side, known, name }) {
  const { t } = app;
  const typed = host.ui.typed[`degrees:${side}`];
  const shown = typed ?? (known && known.degrees !== null ? String(known.degrees) : "");
  const wrong = typed !== undefined && typed.trim() !== "" && !(/^\d{1,2}$/.test(typed.trim()) && Number(typed) <= 90);
  const id = `${app.uid}-degrees-${side}`;
  const settle = () => {
    const degrees = examDegreesOf({ host, side, known });
    if (!wrong && known && degrees !== known.degrees && !host.done) host.send("record", { finding, side, value: known.value, degrees }, `${name}:degrees`);
  };
  return h("label", { class: "lbp-exam-degrees", key: "degrees" },
    h("span", { class: "lbp-exam-choice-label" }, t("exam.degrees")),
    h("input", {
      class: "lbp-exam-field", inputmode: "numeric", autocomplete: "off", maxlength: 2, value: shown, readonly: host.done, "data-act": `degrees:${side}`,
      "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? id : null,
      oninput: (event) => host.set({ typed: { ...host.ui.typed, [`degrees:${side}`]: event.currentTarget.value } }),
      onchange: settle, onkeydown: (event) => event.key === "Enter" && settle(),
    }),
    wrong && h("span", { class: "lbp-hint", id }, t("exam.degrees.wrong")));
}

/** A measured number: typed, then written down with a button or Enter. */
function examNumber({ app, host, finding, what, side, known, name }, label) {
  const { t } = app;
  const { low, high, unit } = what.limits;
  const typed = host.ui.typed[finding];
  const shown = typed ?? (known ? String(known.value).replace(".", app.view.lang === "da" ? "," : ".") : "");
  const value = Number(shown.replace(",", "."));
  const wrong = shown.trim() !== "" && !(Number.isFinite(value) && value >= low && value <= high);
  const id = `${app.uid}-wrong-${unit}`;
  const send = () => {
    if (!wrong && shown.trim() !== "" && !host.done) host.send("record", { finding, side, value, degrees: null }, name);
  };
  return h("div", { class: "lbp-exam-pad-row", key: name },
    h("label", { class: "lbp-exam-degrees" },
      h("span", { class: "lbp-exam-choice-label" }, `${label} (${t(`exam.unit.${unit}`)})`),
      h("input", {
        class: "lbp-exam-field", inputmode: "decimal", autocomplete: "off", maxlength: 6, value: shown, readonly: host.done, "data-act": `number:${finding}`,
        "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? id : null,
        oninput: (event) => host.set({ typed: { ...host.ui.typed, [finding]: event.currentTarget.value } }),
        onkeydown: (event) => event.key === "Enter" && send(),
      }),
      wrong && h("span", { class: "lbp-hint", id }, t("exam.number.wrong", { low, high }))),
    h("button", { type: "button", class: "lbp-button lbp-button-plain lbp-button-small", "data-act": `${name}:note`, "aria-disabled": host.done ? "true" : null, onclick: send }, t("exam.record")));
}

/** The lines that were seen and heard: the patient's words on sand, everything else plain. */
export function examTold(app, lines) {
  return h("div", { class: "lbp-exam-lines" }, lines.map((line) => h("p", { class: line.says ? "lbp-exam-says" : "lbp-exam-sees", "data-side": line.side },
    line.side_label && h("strong", null, `${line.side_label[0].toUpperCase()}${line.side_label.slice(1)}: `),
    line.says ? app.t("quote", { text: line.text }) : line.text)));
}
