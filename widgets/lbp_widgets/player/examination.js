// Examination as forms: the manoeuvres in the guideline's fixed order, how each is done, and what was found beneath it.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { costText } from "../front/words.js";
import { notepad } from "./notepad.js";
import { onward, stageTabs } from "./panels.js";

/** The examination stage. */
export function examinationStage(app) {
  const { t, ui, view, pack } = app;
  return [
    stageTabs(app, t("tabs.examination"), "eye"),
    h("div", { class: "lbp-columns", key: "columns", "data-tab": ui.tab },
      h("div", { class: "lbp-left", key: "left" }, rail(app), onward(app, t("examination.hint"), "decision")),
      h("div", { class: "lbp-middle lbp-examination", key: "middle" },
        h("div", { class: "lbp-page-head" },
          h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("examination.title", { name: view.case.patient.first_name })),
          h("p", { class: "lbp-hint" }, t("examination.lead"))),
        pack.manoeuvre_groups.map((group) => groupCard(app, group))),
      h("div", { class: "lbp-right", key: "right" }, notepad(app)),
      h("div", { class: "lbp-onward-low", key: "low" }, onward(app, t("examination.hint"), "decision"))),
  ];
}

/** How far one manoeuvre is covered, by sides and not by what was found: 0, 0.5 or 1. */
export function covered(manoeuvre, entries) {
  const sides = entries.filter((entry) => entry.manoeuvre === manoeuvre.id).map((entry) => entry.side);
  if (!sides.length) return 0;
  if (!manoeuvre.sided || sides.includes("both")) return 1;
  return sides.includes("left") && sides.includes("right") ? 1 : 0.5;
}

function membersOf(app, group) {
  return app.pack.manoeuvres.filter((one) => one.group === group.id);
}

function coverage(app, group) {
  const parts = membersOf(app, group).map((one) => covered(one, app.view.case.examination));
  const done = parts.filter((part) => part === 1).length;
  return { done, total: parts.length, state: done === parts.length ? "full" : parts.some((part) => part > 0) ? "half" : "none" };
}

function rail(app) {
  const { t } = app;
  return h("nav", { class: "lbp-card lbp-rail", key: "rail", "aria-label": t("examination.order") },
    h("h2", null, t("examination.order")),
    h("ol", null, app.pack.manoeuvre_groups.map((group) => {
      const { done, total, state } = coverage(app, group);
      return h("li", { key: group.id, "data-coverage": state },
        h("button", { type: "button", "data-act": `group:${group.id}`, onclick: () => jumpTo(app, group) },
          h("span", { class: "lbp-rail-mark", "aria-hidden": "true" }, state === "full" && icon("check", 14)),
          h("span", { class: "lbp-rail-label" }, group.label),
          h("span", { class: "lbp-hint" }, t("count.of", { n: done, total }))));
    })));
}

function jumpTo(app, group) {
  const heading = app.root.querySelector(`#${app.uid}-group-${CSS.escape(group.id)}`);
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

function groupCard(app, group) {
  const { t } = app;
  const { done, total } = coverage(app, group);
  const id = `${app.uid}-group-${group.id}`;
  return h("section", { class: "lbp-card lbp-group", key: group.id, "aria-labelledby": id },
    h("div", { class: "lbp-group-head" },
      h("h2", { id, tabindex: "-1" }, group.label),
      h("span", { class: "lbp-hint" }, t("examination.done", { n: done, total }))),
    membersOf(app, group).map((one) => manoeuvreRow(app, one)));
}

function manoeuvreRow(app, one) {
  const { t } = app;
  const entries = app.view.case.examination.filter((entry) => entry.manoeuvre === one.id);
  return h("div", { class: "lbp-manoeuvre", key: one.id, "data-manoeuvre": one.id },
    h("div", { class: "lbp-manoeuvre-words" },
      h("h3", null, one.label, one.outside && [" ", h("span", { class: "lbp-chip lbp-chip-wait" }, t("chip.outside"))]),
      h("p", { class: "lbp-hint" }, one.technique)),
    h("div", { class: "lbp-manoeuvre-act" },
      h("span", { class: "lbp-hint" }, t(one.sided ? "examination.cost_side" : "examination.cost", { cost: costText(t, one.seconds) })),
      h("div", { class: "lbp-sides", role: "group", "aria-label": one.label }, sideButtons(app, one, entries))),
    entries.length > 0 && h("div", { class: "lbp-results" }, entries.map((entry) => resultLines(one, entry))));
}

function sideButtons(app, one, entries) {
  const { t } = app;
  const had = new Set(entries.flatMap((entry) => (entry.side === "both" ? ["left", "right"] : [entry.side])));
  const sides = one.sided ? ["left", "right", "both"] : [null];
  return sides.map((side) => {
    const done = side === "both" ? had.has("left") && had.has("right") : had.has(side);
    const act = `examine:${one.id}${side ? `:${side}` : ""}`;
    const label = t(side ? `side.${side}` : "examination.do");
    return button(app, {
      act, label, done, before: done ? "check" : null, look: "small",
      props: { key: act, "aria-label": t(done ? "examination.say_done" : "examination.say", { what: one.label, side: label }) },
      onclick: () => app.act("examine", { manoeuvre: one.id, side }, act),
    });
  });
}

function resultLines(one, entry) {
  return h("dl", { key: entry.side || "none", "data-result": `${one.id}:${entry.side || ""}` },
    entry.lines.map((line) => h("div", { "data-value": line.value },
      h("dt", null, line.label, line.side_label && [", ", line.side_label]),
      h("dd", null, line.text, line.value && line.value !== line.text && h("span", { class: "lbp-hint" }, ` \u00b7 ${line.value}`)))));
}
