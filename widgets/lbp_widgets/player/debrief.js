// Debrief: the dangerous first, then more than was needed, then the rest. Everything shown was computed in Python.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { markList } from "../front/marks.js";
import { saidWhole } from "../front/once.js";
import { button, citations, conflictNote, unseen, whatIf } from "../front/parts.js";
import { criticalList, factChips } from "./critical.js";
import { askMore, firstLists, firstWords } from "./first.js";
import { reflection } from "./reflect.js";
import { resultAside } from "./result.js";
import { timelineList } from "./timeline.js";
import { workedList } from "./worked.js";

const GRADES = { right: "grade-ok", partly: "grade-part", missing: "grade-miss", wrong: "grade-wrong", too_much: "grade-over", critical: "grade-bad" };

const FEW_ITEMS = 8;

/** The debrief stage. */
export function debriefStage(app) {
  const { t, view } = app;
  const { debrief, patient } = view.case;
  return h("div", { class: "lbp-debrief", key: "debrief" },
    h("div", { class: "lbp-page-head" },
      h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("debrief.title", { name: patient.name })),
      debrief.score && h("p", { class: "lbp-score-sum lbp-score-early", "aria-hidden": "true" }, h("strong", null, app.num(debrief.score.points)), " ", t("points.of", { of: app.num(debrief.score.of) })),
      firstWords(app)),
    h("div", { class: "lbp-debrief-columns" },
      h("div", { class: "lbp-debrief-main", key: "main" },
        criticalList(app, debrief.critical),
        firstLists(app),
        askMore(app, debrief.ask, t("debrief.show_more")),
        timelineList(app),
        workedList(app),
        markLists(app, debrief),
        unknownList(app, debrief.unknown),
        practisedList(app, debrief.practised),
        reflection(app)),
      resultAside(app)),
    h("p", { class: "lbp-disclaimer" }, debrief.edition_line, " ", h("strong", null, debrief.disclaimer)));
}

/** The marks one by one: too much first, then the rest. */
export function markLists(app, told, title = app.t("debrief.rest")) {
  return [
    told.too_much.length > 0 && itemList(app, "too", app.t("debrief.too_much"), told.too_much),
    restList(app, told.rest, title),
  ];
}

/** What was done with the tools that do not enter the sum. */
function practisedList(app, list) {
  if (!list.length) return null;
  const { t } = app;
  const id = `${app.uid}-practised`;
  return h("section", { class: "lbp-practised", key: "practised", "aria-labelledby": id },
    h("h2", { id }, t("practised.title")),
    h("p", { class: "lbp-hint" }, t("practised.lead")),
    list.map((one) => h("details", { class: "lbp-card lbp-outcome", key: one.place, "data-practised": one.tool },
      h("summary", null, h("strong", null, one.title), " ", t("bedside.points", { points: one.result.points, of: one.result.of })),
      markList(app, one.result, one.place))));
}

function restList(app, rest, title) {
  const { t } = app;
  const marks = ["right", "partly", "wrong", "missing", "too_much"];
  const legend = h("ul", { class: "lbp-legend", "aria-hidden": "true" }, marks.map((one) => h("li", null, mark(GRADES[one], 16), t(`mark.${one}`))));
  return itemList(app, "rest", title, rest, legend, !app.ui.allItems && rest.length > FEW_ITEMS + 2);
}

function itemList(app, name, title, items, legend = null, folded = false) {
  if (!items.length) return null;
  return h("section", { class: "lbp-items", key: name, "aria-label": title },
    h("div", { class: "lbp-items-head" },
      h("h2", null, title, " ", h("span", { class: "lbp-count" }, app.t("debrief.points", { n: items.length }))), legend),
    h("ul", { class: "lbp-card", "data-folded": folded ? "true" : null }, items.map((item, i) => feedbackItem(app, item, `${name}-${i}`, i >= FEW_ITEMS))),
    folded && button(app, { act: "all-items", label: app.t("debrief.show_all", { n: items.length }), onclick: () => app.set({ allItems: true }) }));
}

function feedbackItem(app, item, place, late) {
  const { t } = app;
  const right = item.mark === "right";
  const text = saidWhole(app, item.text);
  const reasons = [text && h("p", null, text), citations(app, place, item.citations, item.reviewed !== false)];
  const same = item.mark === "right" && item.chosen === item.best;
  return h("li", { class: late ? "lbp-item lbp-item-late" : "lbp-item", key: place, "data-mark": item.mark, "data-subject": item.subject },
    h("span", { class: "lbp-item-mark" }, mark(GRADES[item.mark], 22), unseen(t(`mark.${item.mark}`))),
    h("div", { class: "lbp-item-body" },
      h("p", { class: "lbp-hint" }, [item.category, item.visit_label].filter(Boolean).join(" \u00b7 ")),
      h("h3", null, item.title),
      !right && reasons[0],
      !same && (item.chosen || item.best) && h("p", { class: "lbp-item-versus" },
        item.chosen && h("span", null, t("debrief.you_chose", { text: item.chosen })), " ",
        item.best && item.best !== item.chosen && h("span", null, t("debrief.guideline_says", { text: item.best }))),
      !right && reasons[1],
      moreAbout(app, item, right ? reasons : [])),
    h("p", { class: "lbp-item-points" },
      h("strong", null, app.num(item.points)), " ",
      h("span", { class: "lbp-hint" }, item.of > 0 && t("points.of", { of: app.num(item.of) }))));
}

/** What opens on demand; where the learner was right that is also the reason itself. */
function moreAbout(app, item, reasons) {
  const arguments_ = [["for", item.for], ["against", item.against], ["not_known", item.unknown]].filter(([, lines]) => lines && lines.length);
  const formula = saidWhole(app, item.formula);
  if (!reasons.some(Boolean) && !item.facts.length && !item.what_if.length && !item.conflicts.length && !arguments_.length && !formula && !askedChange(app, item)) return null;
  const label = reasons.length ? "debrief.why" : item.conflicts.length ? "debrief.more_conflict" : "debrief.more";
  return h("details", { class: "lbp-more" },
    h("summary", null, item.conflicts.length > 0 && icon("split", 16), app.t(label)),
    reasons,
    arguments_.map(([name, lines]) => h("div", { class: "lbp-arguments", key: name }, h("strong", null, app.t(`debrief.${name}`)), h("ul", null, lines.map((line) => h("li", null, saidWhole(app, line)))))),
    factChips(app, item.facts),
    whatIf(app, item.what_if),
    askedChange(app, item),
    formula && h("p", { class: "lbp-hint" }, app.t("debrief.formula"), " ", [formula, item.weight].filter(Boolean).join(" ")),
    item.conflicts.map((one) => conflictNote(app, one)));
}

/** What would have changed a decision that went well: asked of Python, one decision at a time. */
function askedChange(app, item) {
  const { debrief } = app.view.case;
  // On the way, between two visits, there is no debrief yet to ask about.
  if (!item.ask || !debrief) return null;
  const found = (debrief.asked || {})[item.ask];
  if (found) return found.length ? whatIf(app, found) : h("p", { class: "lbp-hint", key: "asked", role: "status" }, app.t("whatif.none"));
  const [visit, subject] = [Number(item.ask.split(":", 1)[0]), item.ask.slice(item.ask.indexOf(":") + 1)];
  return button(app, { act: `explain:${item.ask}`, look: "link", before: "branch", label: app.t("whatif.ask"), onclick: () => app.act("explain", { visit, subject }, `explain:${item.ask}`) });
}

function unknownList(app, unknown) {
  if (!unknown.length) return null;
  return h("section", { class: "lbp-items", key: "unknown", "aria-label": app.t("debrief.unknown") },
    h("div", { class: "lbp-items-head" }, h("h2", null, app.t("debrief.unknown"))),
    h("ul", { class: "lbp-card" }, unknown.map((one) => h("li", { class: "lbp-item" },
      h("span", { class: "lbp-item-mark" }, mark("mark-na", 20)), h("div", { class: "lbp-item-body" }, h("p", null, one.text))))));
}
