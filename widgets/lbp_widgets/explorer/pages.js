// The pages of the explorer but for the figures: front page, topic, statement, disagreements, editions, search results.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { citations, conflictNote } from "../front/parts.js";
import { markedText, pageHead, pathLine, placeLink, ruleItem, statementItem } from "./pieces.js";

const FIGURE_ICONS = { history: "chat", icf: "target", dermatomes: "pin", triage: "branch", treatment: "steps" };

/** The front page: search stands above it; figures, chapters and the five sources. */
export function frontPage(app) {
  const { t, contents } = app;
  const { totals } = contents;
  return h("div", { class: "lbp-x-page", key: "front" },
    pageHead(t("explorer.title"), t("explorer.lead")),
    h("section", { class: "lbp-x-section", "aria-labelledby": `${app.uid}-figures` },
      h("h2", { id: `${app.uid}-figures` }, t("explorer.figures")),
      h("ul", { class: "lbp-x-figures" }, contents.figures.map((figure) => h("li", { class: "lbp-card" },
        placeLink(app, { what: "figure", id: figure.id }, { class: "lbp-x-tile" }, icon(FIGURE_ICONS[figure.id], 24), h("span", null, figure.label)))))),
    h("section", { class: "lbp-x-section", "aria-labelledby": `${app.uid}-chapters` },
      h("h2", { id: `${app.uid}-chapters` }, t("explorer.chapters"), " ", h("span", { class: "lbp-count lbp-x-key" }, t("explorer.statements", { n: totals.statements }), ", ", icon("split", 14), t("explorer.conflicts.n", { n: totals.conflicts }))),
      h("div", { class: "lbp-x-chapters" },
        contents.chapters.map((chapter) => chapterCard(app, chapter.label, chapter.topics.map((topic) => topicRow(app, topic)))),
        chapterCard(app, t("explorer.conflicts"), [
          rowLink(app, { what: "conflicts", id: "" }, t("explorer.conflicts.n", { n: totals.conflicts }), "split"),
          rowLink(app, { what: "editions", id: "" }, t("explorer.editions"), "list"),
        ]))),
    h("section", { class: "lbp-x-section", "aria-labelledby": `${app.uid}-sources` },
      h("h2", { id: `${app.uid}-sources` }, t("explorer.sources")),
      h("ul", { class: "lbp-card lbp-x-sources" }, contents.sources.map((source) => h("li", null,
        h("strong", null, source.id),
        h("span", null, source.title, h("span", { class: "lbp-hint" }, ` ${source.publisher}, ${source.year}`)),
        h("span", { class: "lbp-hint" }, source.standing))))));
}

function chapterCard(app, label, rows) {
  return h("section", { class: "lbp-card lbp-x-chapter", key: label }, h("h3", null, label), h("ul", null, rows));
}

function rowLink(app, place, label, iconName, ...after) {
  return h("li", null, placeLink(app, place, { class: "lbp-x-row" }, iconName && icon(iconName, 16), h("span", null, label), after));
}

function topicRow(app, topic) {
  const { t } = app;
  return rowLink(app, { what: "topic", id: topic.id }, topic.label, null,
    h("span", { class: "lbp-x-counts" },
      h("span", { class: "lbp-unseen" }, ", ", t("explorer.statements", { n: topic.statements })), h("span", { "aria-hidden": "true" }, topic.statements),
      topic.conflicts > 0 && h("span", { class: "lbp-x-disputes" }, icon("split", 14), h("span", { "aria-hidden": "true" }, topic.conflicts), h("span", { class: "lbp-unseen" }, ", ", t("explorer.conflicts.n", { n: topic.conflicts })))));
}

/** A topic: its statements, with a choice of weight. */
export function topicPage(app, page) {
  const { t, ui } = app;
  const fits = (one) => ui.filter === "all" || (ui.filter === "disputed" ? one.conflicts.length > 0 : one.strength === ui.filter);
  const shown = page.statements.filter(fits);
  const there = ["recommended", "may_be_considered", "weakly_against", "against"].filter((name) => page.statements.some((one) => one.strength === name));
  if (page.statements.some((one) => one.conflicts.length)) there.push("disputed");
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: `topic-${page.id}` },
    pathLine(app),
    pageHead(page.label, shown.length === page.statements.length ? t("explorer.statements", { n: shown.length }) : t("explorer.shown", { n: shown.length, total: page.statements.length })),
    there.length > 0 && h("label", { class: "lbp-select", key: "filter" }, t("explorer.filter"), ":",
      h("select", { "data-act": "filter", value: ui.filter, onchange: (event) => app.set({ filter: event.target.value }) },
        ["all", ...there].map((name) => h("option", { value: name }, t(`explorer.filter.${name}`))))),
    page.flags.length > 0 && flagTable(app, page.flags),
    h("div", { class: "lbp-card lbp-x-list", key: "list" }, shown.map((one) => statementItem(app, one, page.conflicts, "t"))));
}

function flagTable(app, flags) {
  return h("details", { class: "lbp-card lbp-x-flags", key: "flags" },
    h("summary", null, icon("down", 16), h("h2", null, app.t("explorer.flags"), " ", h("span", { class: "lbp-count" }, flags.length))),
    h("ul", null, flags.map((flag) => h("li", null,
      placeLink(app, { what: "statement", id: flag.cites[0] }, { class: "lbp-link" }, flag.label),
      h("span", { class: "lbp-chips" }, flag.colours.map((colour) => h("span", { class: "lbp-chip lbp-x-flag", "data-colour": colour.id }, icon(`flag-${colour.id}`, 16), colour.label)),
        flag.conflicts.map((id) => placeLink(app, { what: "conflict", id }, { class: "lbp-link" }, icon("split", 14), id)))))));
}

/** One statement by itself: also how another edition reads, and where it is used. */
export function statementPage(app, page) {
  const { t } = app;
  const [one] = page.statements;
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: `statement-${one.id}` },
    pathLine(app, [{ what: "topic", id: one.topic }, one.topic_label]),
    pageHead(one.text, null, "lbp-x-said"),
    h("div", { class: "lbp-card lbp-x-list" }, statementItem(app, one, page.conflicts, "s", { alone: true })),
    page.variants.map((other) => h("p", { class: "lbp-card lbp-x-variant" }, h("strong", null, t("explorer.variant", { edition: other.edition })), " ", other.text)),
    h("section", { class: "lbp-x-section", key: "used" },
      h("h2", null, t("explorer.used.title")),
      page.sorting.length > 0 && h("p", null, t("explorer.used.sorting"), page.sorting.join("; ")),
      page.rules.length ? h("ul", { class: "lbp-card lbp-x-rules" }, page.rules.map((rule) => ruleItem(app, rule))) : h("p", { class: "lbp-hint" }, t("explorer.used.none"))),
    h("p", { key: "whole" }, placeLink(app, { what: "topic", id: one.topic }, { class: "lbp-link" }, t("explorer.whole_topic", { topic: one.topic_label }), icon("arrow", 16))));
}

/** All disagreements, those that matter for safety first. */
export function conflictsPage(app, page) {
  const { t } = app;
  const groups = [...new Set(page.conflicts.map((one) => one.priority))];
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: "conflicts" },
    pathLine(app),
    pageHead(t("explorer.conflicts"), t("explorer.conflicts.lead")),
    groups.map((group) => {
      const here = page.conflicts.filter((one) => one.priority === group);
      return h("section", { class: "lbp-x-section", key: group },
        h("h2", null, here[0].priority_label, " ", h("span", { class: "lbp-count" }, here.length)),
        h("ul", { class: "lbp-card lbp-x-questions" }, here.map((one) => h("li", null,
          placeLink(app, { what: "conflict", id: one.id }, { class: "lbp-x-row" }, icon("split", 18), h("span", null, one.question, h("span", { class: "lbp-hint" }, `${one.id} \u00b7 ${one.type_label}`)))))));
    }));
}

/** One disagreement: the note in full, and what it touches. */
export function conflictPage(app, page) {
  const { t } = app;
  const { conflict } = page;
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: `conflict-${conflict.id}` },
    pathLine(app, [{ what: "conflicts", id: "" }, t("explorer.conflicts")]),
    pageHead(conflict.question, `${conflict.id} \u00b7 ${conflict.type_label} \u00b7 ${conflict.priority_label}${conflict.beyond ? ` \u00b7 ${t("explorer.beyond")}` : ""}`),
    conflictNote(app, conflict, true),
    page.rules.length > 0 && h("section", { class: "lbp-x-section", key: "rules" }, h("h2", null, t("explorer.used.title")),
      h("ul", { class: "lbp-card lbp-x-rules" }, page.rules.map((rule) => ruleItem(app, rule)))),
    h("section", { class: "lbp-x-section", key: "touches" }, h("h2", null, t("explorer.touches")),
      page.statements.length ? h("div", { class: "lbp-card lbp-x-list" }, page.statements.map((one) => statementItem(app, { ...one, conflicts: one.conflicts.filter((name) => name !== conflict.id) }, page.conflicts, "c")))
        : h("p", { class: "lbp-hint" }, t("explorer.touches.none"))));
}

/** Editions side by side: what differs first. */
export function editionsPage(app, page) {
  const { t } = app;
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: "editions" },
    pathLine(app),
    pageHead(t("explorer.editions"), t("explorer.editions.lead")),
    editionTable(app, page, page.different, t("explorer.editions.different")),
    editionTable(app, page, page.same, t("explorer.editions.same")),
    page.rules.length > 0 && h("section", { class: "lbp-x-section", key: "rules" }, h("h2", null, t("explorer.editions.rules")),
      h("ul", { class: "lbp-card lbp-x-rules" }, page.rules.map((rule) => ruleItem(app, rule)))));
}

function editionTable(app, page, rows, title) {
  const { t } = app;
  return h("section", { class: "lbp-x-section", key: title }, h("h2", null, title),
    h("div", { class: "lbp-card lbp-x-scroll", tabindex: "0", role: "region", "aria-label": title },
      h("table", { class: "lbp-x-table" },
        h("thead", null, h("tr", null, h("th", { scope: "col" }, t("explorer.editions.what")), page.editions.map((one) => h("th", { scope: "col" }, one.id)))),
        h("tbody", null, rows.map((row) => h("tr", null,
          h("th", { scope: "row" }, row.label, citations(app, `p-${row.id}`, row.citations, row.reviewed),
            h("p", { class: "lbp-x-meta" },
              row.statements.length > 0 && h("span", null, t("explorer.threshold.shown"), row.statements.map((id, i) => [i > 0 && ", ", placeLink(app, { what: "statement", id }, { class: "lbp-link" }, i + 1)])),
              row.conflicts.map((id) => placeLink(app, { what: "conflict", id }, { class: "lbp-link" }, icon("split", 14), id)))),
          row.values.map((value) => h("td", { "data-different": row.different ? "" : null }, value))))))));
}

/** What a search found: words and figures, disagreements, statements. */
export function foundPage(app, found) {
  const { t } = app;
  const total = found.count.word + found.count.conflict + found.count.statement;
  const title = total ? t("explorer.found", { n: total, text: found.text }) : t("explorer.found.none", { text: found.text });
  return h("div", { class: "lbp-x-page lbp-x-narrow", key: "found" },
    h("h1", { class: total ? "lbp-x-found" : "lbp-x-found lbp-x-none", tabindex: "-1", "data-home": "" }, title),
    found.words.length > 0 && h("section", { class: "lbp-x-section", key: "words" }, h("h2", null, t("explorer.found.words")),
      h("ul", { class: "lbp-card lbp-x-questions" }, found.words.map((word) => h("li", null,
        h("a", { class: "lbp-x-row", href: `#${word.opens}`, "data-act": `open:word:${word.id}`, onclick: (event) => app.follow(event, `#${word.opens}`) },
          icon("book", 18), h("span", null, word.label, h("span", { class: "lbp-hint" }, word.under))))))),
    found.conflicts.length > 0 && h("section", { class: "lbp-x-section", key: "conflicts" }, h("h2", null, t("explorer.conflicts")),
      h("ul", { class: "lbp-card lbp-x-questions" }, found.conflicts.map((one) => h("li", null,
        placeLink(app, { what: "conflict", id: one.id }, { class: "lbp-x-row" }, icon("split", 18), h("span", null, h("span", null, markedText(one.question, one.marks)), h("span", { class: "lbp-hint" }, `${one.id} \u00b7 ${one.type_label}`))))))),
    found.statements.length > 0 && h("section", { class: "lbp-x-section", key: "statements" },
      h("h2", null, t("explorer.statements", { n: found.count.statement })),
      found.count.statement > found.statements.length && h("p", { class: "lbp-hint" }, t("explorer.found.more", { n: found.statements.length, total: found.count.statement })),
      h("div", { class: "lbp-card lbp-x-list" }, found.statements.map((one) => statementItem(app, one, found.touching, "f")))));
}
