// Decisions: cards with their axis named, one open at a time, nothing chosen beforehand. The order of options is Python's.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, confidenceBars, unseen } from "../front/parts.js";
import { lockBar, lockDialog } from "./lock.js";
import { notepad } from "./notepad.js";
import { stageTabs } from "./panels.js";

const ARROW_REST = 400;

/** The decision stage. */
export function decisionStage(app) {
  const { t, ui } = app;
  const cards = cardsOf(app.pack.decisions);
  const half = Math.ceil(cards.length / 2);
  return [
    stageTabs(app, t("tabs.decision"), "branch"),
    h("div", { class: "lbp-columns lbp-columns-two", key: "columns", "data-tab": ui.tab },
      h("div", { class: "lbp-right", key: "notes" }, notepad(app)),
      h("div", { class: "lbp-middle", key: "middle" },
        h("div", { class: "lbp-page-head" },
          h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("decision.title")),
          h("p", { class: "lbp-hint" }, t(app.view.case.lock.locked ? "decision.locked" : "decision.lead"))),
        h("div", { class: "lbp-board" },
          [cards.slice(0, half), cards.slice(half)].map((column, i) => h("div", { class: "lbp-board-column", key: `column-${i}` }, column.map((card) => decisionCard(app, card))))),
        lockBar(app))),
    ui.dialog === "lock" && lockDialog(app),
  ];
}

/** Decisions that share a card, in the order of the pack. */
export function cardsOf(decisions) {
  const cards = new Map();
  for (const one of decisions) {
    const id = one.card || one.id;
    if (!cards.has(id)) cards.set(id, { id, decisions: [] });
    cards.get(id).decisions.push(one);
  }
  return [...cards.values()];
}

/** What is chosen: the learner's newest choice until Python has confirmed it, then Python's. */
export function choiceOf(app, decision) {
  return app.ui.drafts[decision] || app.view.case.choices[decision] || { value: null, confidence: null };
}

/** Open the card of a decision and bring it into view. */
export function openCardOf(app, decision) {
  const { card, id } = app.pack.decisions.find((one) => one.id === decision);
  app.set({ openCard: card || id, tab: "main" });
  const head = app.root.querySelector(`[data-act="${CSS.escape(`card:${card || id}`)}"]`);
  head.focus();
}

function optionOf(decision, value) {
  return decision.options.find((one) => one.value === value);
}

function decisionCard(app, card) {
  const { t, ui, view } = app;
  const [first] = card.decisions;
  const open = ui.openCard === card.id && !view.case.lock.locked;
  const chosen = card.decisions.map((one) => optionOf(one, choiceOf(app, one.id).value)).filter(Boolean);
  const missing = chosen.length < card.decisions.length;
  const bodyId = `${app.uid}-card-${card.id}`;
  const words = open ? first.prompt : chosen.length ? chosen.map((one) => one.label).join(" \u00b7 ") : t("decision.none");
  return h("section", { class: "lbp-card lbp-decision", key: card.id, "data-card": card.id, "data-decision": card.decisions.map((one) => one.id).join(" "), "data-open": open ? "true" : null },
    h("h2", null, h("button", {
      type: "button", class: "lbp-decision-head", "data-act": `card:${card.id}`,
      "aria-expanded": open ? "true" : "false", "aria-controls": bodyId, "aria-disabled": view.case.lock.locked ? "true" : null,
      onclick: () => !view.case.lock.locked && app.set({ openCard: open ? null : card.id }),
    },
    icon(first.icon),
    h("span", { class: "lbp-decision-words" }, h("span", { class: "lbp-axis" }, first.axis, unseen(": ")), h("span", { class: chosen.length || open ? "lbp-chosen" : "lbp-chosen lbp-none" }, words)),
    headState(app, card, open, missing, chosen.length))),
    h("div", { id: bodyId, hidden: !open }, open && card.decisions.map((one, i) => decisionForm(app, one, i === 0, card.decisions.length > 1))));
}

function headState(app, card, open, missing, chosen) {
  const { t, view } = app;
  if (missing && (open || chosen)) return h("span", { class: "lbp-chip" }, t("decision.missing"));
  if (missing) return icon("down");
  const level = Math.min(...card.decisions.map((one) => choiceOf(app, one.id).confidence || 0));
  return h("span", { class: "lbp-decision-state" },
    level > 0 && [confidenceBars(level), t(`confidence.${level}`)],
    view.case.lock.locked ? [icon("lock", 18), unseen(t("decision.locked.state"))] : level === 0 && icon("down"));
}

/** Send a choice. The arrows of a radio group pass over options on their way, so from the keyboard it waits until they rest. */
function choose(app, decision, value, confidence, byKey) {
  app.ui.drafts[decision] = { value, confidence };
  const send = () => app.act("decide", { decision, value, confidence }, `decide:${decision}:${value}:${confidence}`);
  if (byKey) app.settleLater(`decide:${decision}`, send, ARROW_REST);
  else {
    app.settleNow(`decide:${decision}`);
    send();
  }
  app.set({});
}

function decisionForm(app, decision, first, several) {
  const now = choiceOf(app, decision.id);
  const compact = !first && decision.options.every((one) => !one.hint);
  let byKey = false;
  return h("fieldset", { class: "lbp-decision-form", key: decision.id, "data-decision-form": decision.id, onkeydown: (event) => { byKey = event.key.startsWith("Arrow"); }, onpointerdown: () => { byKey = false; } },
    h("legend", { class: several && !first ? "lbp-legend-shown" : "lbp-unseen" }, decision.prompt),
    h("div", { class: compact ? "lbp-pills" : "lbp-radios" }, decision.options.map((one) => h("label", {
      class: compact ? "lbp-pill" : "lbp-radio", key: one.value, "data-act": `decide:${decision.id}:${one.value}`, "data-chosen": now.value === one.value ? "true" : null,
    },
    h("input", { type: "radio", name: `${app.uid}-${decision.id}`, value: one.value, checked: now.value === one.value, onchange: () => choose(app, decision.id, one.value, now.confidence, byKey) }),
    h("span", null, h("span", { class: "lbp-radio-label" }, one.label), one.hint && h("span", { class: "lbp-hint" }, one.hint))))),
    now.value !== null && confidenceRow(app, decision, now));
}

function confidenceRow(app, decision, now) {
  const { t } = app;
  const id = `${app.uid}-sure-${decision.id}`;
  return h("div", { class: "lbp-confidence", key: "confidence" },
    h("p", { id }, t("confidence.ask"), " ", h("span", { class: "lbp-hint" }, t("confidence.optional"))),
    h("div", { class: "lbp-segments", role: "group", "aria-labelledby": id }, [1, 2, 3].map((n) => h("button", {
      type: "button", "data-act": `confidence:${decision.id}:${n}`, "aria-pressed": now.confidence === n ? "true" : "false",
      onclick: () => choose(app, decision.id, now.value, now.confidence === n ? null : n, false),
    }, `${n} ${t(`confidence.${n}`)}`))),
    button(app, { act: `clear:${decision.id}`, look: "link", label: t("decision.clear"), onclick: () => choose(app, decision.id, null, null, false) }));
}
