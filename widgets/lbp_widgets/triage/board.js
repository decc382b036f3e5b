// The board: cards with their axis named, one open at a time, nothing chosen beforehand. The order of cards, rows and options is
// Python's and the same for every patient.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { confidenceBars, unseen } from "../front/parts.js";
import { triageChoice, triageChoose } from "./choose.js";
import { triageGrade } from "./grade.js";
import { triageLockBar, triageLockDialog } from "./lock.js";
import { triageSure, triageSureness } from "./sure.js";
import { triageTable } from "./table.js";

/**
 * The board with its lock bar.
 * `host` as the shell of the tools gives it; `data` also has what `board_view` says, `ui` what `triageState` makes.
 * `host.back` and `host.onward` are buttons of whoever draws the board inside a case.
 */
export function triageBoard(app, host) {
  const cards = host.pack.board;
  // A card that is nothing but a table needs the whole width once it is open; the others share two columns.
  const tables = cards.filter((card) => card.rows.length);
  const others = cards.filter((card) => !card.rows.length);
  const half = Math.ceil(others.length / 2);
  const column = (list, key) => h("div", { class: "lbp-triage-column", key }, list.map((card) => triageCard(app, host, card)));
  return h("div", { class: "lbp-triage-board", key: "board" },
    h("div", { class: "lbp-triage-columns" }, column(others.slice(0, half), "left"), column(others.slice(half), "right")),
    column(tables, "tables"),
    triageLockBar(app, host),
    app.ui.dialog === "lock" && triageLockDialog(app, host));
}

function triageCard(app, host, card) {
  const open = host.ui.open === card.id;
  const bodyId = `${app.uid}-card-${card.id}`;
  const all = [...card.singles, ...card.rows];
  const grade = triageGrade(app, host, `card:${card.id}`);
  return h("section", {
    class: "lbp-card lbp-triage-card", key: card.id, "data-card": card.id, "data-decision": all.map((one) => one.id).join(" "),
    "data-open": open ? "true" : null, "data-grade": grade && grade.name,
  },
  h("h2", null, h("button", {
    type: "button", class: "lbp-triage-head", "data-act": `card:${card.id}`, "aria-expanded": open ? "true" : "false", "aria-controls": bodyId,
    onclick: () => host.set({ open: open ? null : card.id }),
  },
  icon(card.icon),
  h("span", { class: "lbp-triage-words" },
    h("span", { class: "lbp-triage-axis" }, card.axis, unseen(": ")),
    triageSummary(app, host, card, open)),
  triageStatus(app, host, card, grade))),
  h("div", { id: bodyId, class: "lbp-triage-body", hidden: !open }, open && triageBody(app, host, card)));
}

/** What the head of a card says: its question while it is open, else what was chosen. */
function triageSummary(app, host, card, open) {
  const { t } = app;
  if (open) return h("span", { class: "lbp-triage-chosen" }, card.prompt);
  const words = card.singles.map((one) => one.options.find((option) => option.value === triageChoice(app, host, one.id).value)).filter(Boolean).map((one) => one.label);
  const answered = triageAnswered(app, host, card).length;
  if (answered) words.unshift(t("triage.rows", { n: answered, total: card.rows.length }));
  else if (triageIsLeft(host, card)) words.unshift(t("triage.left"));
  return h("span", { class: words.length ? "lbp-triage-chosen" : "lbp-triage-chosen lbp-triage-none" }, words.length ? words.join(" \u00b7 ") : t("decision.none"));
}

/** The rows of a card that have an answer. */
function triageAnswered(app, host, card) {
  return card.rows.filter((row) => triageChoice(app, host, row.id).value !== null);
}

function triageIsLeft(host, card) {
  return host.data.left.includes(card.id);
}

/** What the head shows at its right: how the card came out, or that something is missing, changed, sure, locked. */
function triageStatus(app, host, card, grade) {
  const { t } = app;
  if (grade) return h("span", { class: "lbp-triage-status" }, grade.shape, grade.word);
  const made = [...card.singles, ...card.rows].map((one) => triageChoice(app, host, one.id)).filter((one) => one.value !== null);
  const begun = made.length > 0 || triageIsLeft(host, card);
  const missing = host.data.missing.some((one) => one.card === card.id);
  const level = triageSureness(made);
  const changed = [...card.singles, ...card.rows].some((one) => host.data.changed.includes(one.id));
  return h("span", { class: "lbp-triage-status" },
    changed && h("span", { class: "lbp-chip", key: "changed" }, t("triage.changed")),
    missing && (begun || host.ui.open === card.id) && h("span", { class: "lbp-chip", key: "missing" }, t("decision.missing")),
    !missing && level > 0 && [confidenceBars(level), t(`confidence.${level}`)],
    host.data.locked ? [icon("lock", 18), unseen(t("decision.locked.state"))] : icon("down"));
}

function triageBody(app, host, card) {
  return [
    card.rows.length > 0 && triageTable(app, host, card, triageIsLeft(host, card)),
    card.singles.map((one, i) => triageForm(app, host, one, i === 0 && !card.rows.length)),
  ];
}

/** A single choice: radio buttons in a list, or side by side where they are short and follow another choice. */
function triageForm(app, host, decision, first) {
  const now = triageChoice(app, host, decision.id);
  const compact = !first && decision.options.every((one) => !one.hint);
  let byKey = false;
  return h("fieldset", {
    class: "lbp-triage-form", key: decision.id, "data-decision-form": decision.id, disabled: host.data.locked,
    onkeydown: (event) => { byKey = event.key.startsWith("Arrow"); }, onpointerdown: () => { byKey = false; },
  },
  h("legend", { class: first ? "lbp-unseen" : "lbp-triage-legend" }, decision.prompt),
  h("div", { class: compact ? "lbp-triage-pills" : "lbp-triage-radios" }, decision.options.map((one) => h("label", {
    class: compact ? "lbp-triage-pill" : "lbp-triage-radio", key: one.value, "data-act": `decide:${decision.id}:${one.value}`, "data-chosen": now.value === one.value ? "true" : null,
  },
  h("input", { type: "radio", name: `${app.uid}-${decision.id}`, value: one.value, checked: now.value === one.value, onchange: () => triageChoose(app, host, decision.id, one.value, now.confidence, byKey) }),
  h("span", null, h("span", { class: "lbp-triage-label" }, one.label), one.hint && h("span", { class: "lbp-hint" }, one.hint))))),
  now.value !== null && !host.data.locked && triageSure(app, {
    id: decision.id, level: now.confidence, onchoose: (level) => triageChoose(app, host, decision.id, now.value, level),
    clear: () => triageChoose(app, host, decision.id, null, null), scale: !host.alone,
  }));
}
