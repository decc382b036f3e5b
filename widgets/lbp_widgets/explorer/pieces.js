// What several pages of the explorer show: links, one statement, one disagreement, one rule.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { citations, conflictNote, unreviewedChip } from "../front/parts.js";
import { cutAtMarks } from "../front/search.js";
import { placeHash } from "./place.js";

const STRENGTH_ICONS = { recommended: "check", may_be_considered: "repeat", weakly_against: "down", against: "x" };

/** A link to a place of the explorer. With a modifier key the browser opens it by itself, as any link. */
export function placeLink(app, place, props, ...kids) {
  return h("a", {
    ...props,
    href: placeHash(place) || "#",
    "data-act": `open:${[place.what, place.id].filter(Boolean).join(":")}`,
    onclick: (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      app.go(place);
    },
  }, kids);
}

/** The way back: front page, chapter, where we are. */
export function pathLine(app, ...places) {
  const { t } = app;
  return h("nav", { class: "lbp-x-path", key: "path", "aria-label": t("explorer.path") },
    placeLink(app, { what: "home", id: "" }, { class: "lbp-link" }, t("explorer.title")),
    places.filter(Boolean).map(([place, label]) => [h("span", { "aria-hidden": "true" }, "\u203a"), placeLink(app, place, { class: "lbp-link" }, label)]));
}

/** The heading of a page; it takes the focus when the page is new. */
export function pageHead(title, lead, look = "") {
  return h("div", { class: "lbp-page-head", key: "page-head" },
    h("h1", { tabindex: "-1", "data-home": "", class: look }, title),
    lead && h("p", { class: "lbp-hint" }, lead));
}

/** Text with the found words marked. */
export function markedText(text, marks = []) {
  return cutAtMarks(text, marks).map(([piece, hit]) => (hit ? h("mark", null, piece) : piece));
}

/** A disagreement folded to its question; it opens to who says what, why, and how we read it. */
export function foldedConflict(app, conflict, place) {
  return h("details", { class: "lbp-x-conflict", key: `fold-${place}-${conflict.id}`, "data-conflict-fold": conflict.id },
    h("summary", null, icon("split", 18), h("span", null, app.t("conflict.title", { question: conflict.question })), icon("down", 16)),
    conflictNote(app, conflict, true));
}

/** What a statement weighs, what kind of thing it is, and its facts. */
function statementMeta(app, one) {
  return h("p", { class: "lbp-x-meta" },
    one.strength_label && h("span", { class: "lbp-x-strength", "data-strength": one.strength }, icon(STRENGTH_ICONS[one.strength], 16), one.strength_label),
    !one.strength_label && h("span", null, one.kind),
    one.facts.length > 0 && h("span", null, one.facts.join(", ")));
}

/**
 * One statement: text, weight, where it stands, and every disagreement that touches it.
 * @param {Object} conflicts the disagreements by id, as the page brought them
 * @param {string} place makes the statement unique on the page
 */
export function statementItem(app, one, conflicts, place, { alone = false } = {}) {
  const { t } = app;
  const open = { what: "statement", id: one.id };
  return h("article", { class: "lbp-x-item", key: `${place}-${one.id}`, "data-statement": one.id },
    !alone && h("p", { class: "lbp-x-text" }, markedText(one.text, one.marks)),
    statementMeta(app, one),
    citations(app, `${place}-${one.id}`, one.citations, one.reviewed),
    one.conflicts.filter((name) => conflicts[name]).map((name) => (alone
      ? conflictNote(app, conflicts[name], true)
      : foldedConflict(app, conflicts[name], `${place}-${one.id}`))),
    !alone && h("p", { class: "lbp-x-more" },
      placeLink(app, open, { class: "lbp-link" }, one.used ? t("explorer.used", { n: one.used }) : t("explorer.link"))));
}

/** A rule that rests on a statement: why, and what it says about each decision. */
export function ruleItem(app, rule) {
  const { t } = app;
  const says = (decision) => ["best", "acceptable", "unsafe", "too_much"].filter((name) => decision[name].length)
    .map((name) => h("div", null, h("dt", null, t(`explorer.rule.${name}`)), h("dd", null, decision[name].join(" \u00b7 "))));
  return h("li", { class: "lbp-x-rule", key: `rule-${rule.id}`, "data-rule": rule.id },
    h("details", null,
      h("summary", null, h("span", null, rule.title && h("strong", null, rule.title, ". "), rule.because), icon("down", 16)),
      rule.decisions.length > 0 && h("ul", { class: "lbp-x-effects" }, rule.decisions.map((decision) => h("li", null, h("strong", null, decision.axis), h("dl", null, says(decision)))))),
    h("div", { class: "lbp-chips" },
      h("span", { class: "lbp-hint" }, rule.id),
      rule.editions.map((edition) => h("span", { class: "lbp-chip" }, t("explorer.rule.edition", { edition }))),
      !rule.reviewed && unreviewedChip(app)));
}
