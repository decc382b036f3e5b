// Critical errors: one card under a red head, a line for each of them, and everything else of it on request. So the first
// screen has room for what was done well and what to work on. Which they are, and in what order, is Python's.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { saidWhole } from "../front/once.js";
import { button, citations, conflictNote, unseen, whatIf } from "../front/parts.js";

/** More lines than this would leave no room for anything else; the rest is one press away. */
const CRITICAL_FEW = 4;
/** A single one is told at length at once where the window is high enough to show the lists below it too. */
const CRITICAL_ROOM = "(min-width: 1024px) and (min-height: 1000px)";

/** Critical errors; each says by which of the two harms. */
export function criticalList(app, errors) {
  if (!errors.length) return null;
  const { t, ui } = app;
  const id = `${app.uid}-critical`;
  const single = errors.length === 1;
  const folded = !ui.allCritical && errors.length > CRITICAL_FEW + 1;
  return h("section", { class: "lbp-critical", key: "critical", role: "region", "aria-labelledby": id, "data-criticals": String(errors.length) },
    h("div", { class: "lbp-critical-head" }, icon("oct"),
      h("h2", { id }, single ? t("debrief.critical") : t("debrief.criticals", { n: errors.length }))),
    h("ol", { "data-folded": folded ? "true" : null }, errors.map((error, i) => criticalRow(app, error, i, single, i >= CRITICAL_FEW))),
    folded && button(app, { act: "all-critical", look: "link", label: t("debrief.show_all_critical", { n: errors.length }), onclick: () => showAllCritical(app) }));
}

/** The button goes; the focus stays with what it brought. */
function showAllCritical(app) {
  app.set({ allCritical: true });
  const row = app.root.querySelector(`[data-critical="${CRITICAL_FEW}"] h3`);
  if (row) row.focus();
}

function criticalRow(app, error, i, single, late) {
  const { t } = app;
  const where = [error.harm_label, error.visit_label].filter(Boolean).join(" \u00b7 ");
  return h("li", { class: late ? "lbp-critical-row lbp-critical-late" : "lbp-critical-row", key: `critical-${i}`, "data-critical": String(i) },
    h("h3", { tabindex: "-1", "data-banner": i === 0 ? "" : null }, error.title),
    where && h("p", { class: "lbp-critical-where" }, where),
    chosenLine(app, error),
    criticalMore(app, error, i, single && window.matchMedia(CRITICAL_ROOM).matches));
}

/** What was chosen and what is best, on one line; cut where it is long, and whole in what opens. */
function chosenLine(app, error) {
  if (!error.choices.length) return null;
  const { t } = app;
  return h("p", { class: "lbp-critical-line" }, error.choices.map((one, i) => [
    i > 0 && " \u00b7 ",
    `${one.axis}: `, unseen(`${t("debrief.chosen")} `), one.chosen,
    one.best && [" ", icon("arrow", 14), unseen(`${t("debrief.best")}: `), " ", h("strong", null, one.best)],
  ]));
}

function criticalMore(app, error, i, open) {
  const { t } = app;
  const happened = error.happened && h("p", null, h("strong", null, t("debrief.happened")), " ", error.happened);
  const cited = citations(app, `critical-${i}`, error.citations, error.reviewed !== false);
  const text = saidWhole(app, error.text);
  if (!text && !happened && !cited && !error.facts.length && !error.what_if.length && !error.conflicts.length) return null;
  return h("details", { class: "lbp-more", key: "more", mount: (node) => { node.open = open; } },
    h("summary", { "data-act": `critical:${i}` }, error.conflicts.length > 0 && icon("split", 16), t("debrief.why"), unseen(`: ${error.title}`)),
    text && h("p", null, text),
    chosenAndBest(app, error),
    happened,
    factChips(app, error.facts),
    cited,
    whatIf(app, error.what_if),
    error.conflicts.map((one) => conflictNote(app, one)));
}

function chosenAndBest(app, item) {
  if (!item.chosen && !item.best) return null;
  const { t } = app;
  return h("dl", { class: "lbp-versus" },
    h("div", null, h("dt", null, t("debrief.chosen")), h("dd", null, item.chosen || t("debrief.nothing"))),
    item.best && h("div", { class: "lbp-versus-best" }, h("dt", null, t("debrief.best")), h("dd", null, item.best)));
}

/** The patient's facts that decide it. */
export function factChips(app, facts) {
  if (!facts.length) return null;
  return h("div", { class: "lbp-chips" },
    h("span", { class: "lbp-hint" }, app.t("debrief.facts")),
    facts.map((fact) => h("span", { class: "lbp-chip" }, saidWhole(app, fact))));
}
