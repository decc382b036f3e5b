// The derived key with its reasons, the rules that fired, and what is near to turning.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { citations, unseen } from "../front/parts.js";

const KINDS = [["best", "grade-ok"], ["acceptable", "grade-part"], ["unsafe", "grade-bad"], ["too_much", "grade-over"]];

function waiting() {
  return h("div", { class: "lbp-skeleton", key: "wait", "aria-hidden": "true" }, h("span", null), h("span", null), h("span", null));
}

function visitName(app) {
  const found = app.desk.form && app.desk.form.visits.find((one) => one.index === app.desk.visit);
  return found ? found.label[app.view.lang] || found.id : "";
}

function stale(app) {
  return !app.desk.readable && h("p", { class: "lbp-s-frozen", key: "stale" }, icon("info", 18), h("span", null, app.t("studio.stale")));
}

/** The key of the visit. */
export function keyPane(app) {
  const { t, desk } = app;
  const { key } = desk;
  if (!key) return waiting();
  return [
    stale(app),
    h("p", { class: "lbp-hint", key: "lead" }, t("studio.key.lead", { visit: visitName(app) })),
    key.contradictions.length > 0 && h("div", { class: "lbp-s-clash", key: "clash", role: "note" }, icon("oct", 18), h("p", null, h("strong", null, t("studio.key.contradiction")), " ", h("span", { lang: "en" }, key.contradictions.join("; ")))),
    h("details", { class: "lbp-s-group", key: "facts" }, h("summary", null, t("studio.key.facts"), ` (${desk.facts.length})`),
      desk.facts.length ? h("ul", { class: "lbp-s-bullets" }, desk.facts.map((one) => h("li", { key: one }, one))) : h("p", { class: "lbp-hint" }, t("studio.key.ordinary"))),
    key.cards.map((one) => h("section", { class: "lbp-card lbp-s-card", key: one.id, "data-key-card": one.id },
      one.singles.map((decision) => verdict(app, decision)),
      one.rows.length > 0 && rows(app, one))),
    h("details", { class: "lbp-s-group", key: "needed" }, h("summary", null, t("studio.key.needed"), " ", h("span", { class: "lbp-hint" }, t("studio.key.time", { n: app.num(key.needed.seconds / 60), total: key.needed.minutes }))),
      h("ul", { class: "lbp-s-bullets" }, [...key.needed.ask, ...key.needed.examine].map((one) => h("li", { key: one }, one)))),
  ];
}

function verdict(app, one) {
  const { t } = app;
  return h("div", { class: "lbp-s-verdict-one", key: one.id, "data-decision": one.id },
    h("h2", null, one.axis),
    !one.best.length && h("p", { class: "lbp-hint" }, t("studio.key.none")),
    h("dl", { class: "lbp-s-grades" }, KINDS.filter(([kind]) => one[kind].length).map(([kind, shape]) => h("div", { key: kind, "data-kind": kind }, h("dt", null, mark(shape, 18), t(`studio.key.${kind}`)), h("dd", null, one[kind].join(" \u00b7 "))))),
    one.reasons.length > 0 && h("details", { key: "why" }, h("summary", null, t("studio.key.because"), unseen(`: ${one.axis}`)),
      one.facts.length > 0 && h("p", { class: "lbp-hint" }, one.facts.join(" \u00b7 ")),
      one.reasons.map((reason) => h("div", { class: "lbp-s-reason", key: reason.rule },
        h("p", null, reason.because), h("p", { class: "lbp-hint" }, h("code", null, reason.rule)),
        citations(app, `${one.id}-${reason.rule}`, reason.citations, reason.reviewed)))));
}

/** The rows of a table of small decisions: what is best, and the reason when opened. */
function rows(app, card) {
  const { t } = app;
  return h("details", { key: "rows", class: "lbp-s-table" }, h("summary", null, card.singles.length ? t("studio.key.rows", { n: card.rows.length }) : h("strong", null, card.axis)),
    h("dl", null, card.rows.map((row) => h("div", { key: row.id, "data-decision": row.id },
      h("dt", null, row.axis), h("dd", null, h("strong", null, row.best.join(" \u00b7 ") || "\u2013"),
        row.acceptable.length > 0 && h("span", { class: "lbp-hint" }, ` (${row.acceptable.join(" \u00b7 ")})`),
        row.reasons.length > 0 && h("details", null, h("summary", null, t("studio.key.because"), unseen(`: ${row.axis}`)), row.reasons.map((reason) => h("div", { class: "lbp-s-reason", key: reason.rule }, h("p", null, reason.because), citations(app, `${row.id}-${reason.rule}`, reason.citations, reason.reviewed)))))))));
}

/** Which rules the case exercises at the visit, and which changes of the patient would turn a decision. */
export function rulesPane(app) {
  const { t, desk } = app;
  const { key, near } = desk;
  if (!key) return waiting();
  return [
    stale(app),
    h("section", { class: "lbp-s-group", key: "near", "data-near": near ? String(near.length) : "" },
      h("h2", null, t("studio.near")), h("p", { class: "lbp-hint" }, t("studio.near.lead")),
      !near ? waiting() : near.length === 0 ? h("p", null, t("studio.near.none")) : near.map((one) => h("div", { class: "lbp-whatif", key: one.decision, "data-near-decision": one.decision },
        h("p", { class: "lbp-whatif-title" }, icon("branch", 18), h("strong", null, one.axis)),
        h("ul", null, one.rows.map((row, i) => h("li", { key: String(i) }, h("span", { class: "lbp-whatif-change" }, row.change), icon("arrow", 18), h("span", null, unseen(t("whatif.becomes")), row.becomes))))))),
    h("section", { class: "lbp-s-group", key: "fired" },
      h("h2", null, t("studio.rules.fired")), h("p", { class: "lbp-hint" }, t("studio.rules.lead", { n: key.rules.length, visit: visitName(app) })),
      h("ul", { class: "lbp-s-rules" }, key.rules.map((rule) => h("li", { key: rule.id, "data-rule": rule.id, "data-tier": rule.tier },
        h("p", null, rule.because),
        h("p", { class: "lbp-chips" }, h("span", { class: "lbp-chip" }, t(`studio.rules.tier.${rule.tier}`)), rule.work_up && h("span", { class: "lbp-chip" }, t("studio.rules.work_up")), h("code", null, rule.id), h("span", { class: "lbp-hint" }, rule.about.join(" \u00b7 ")))))),
    ),
  ];
}
