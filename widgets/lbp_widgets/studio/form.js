// The form: its parts as tabs, each with how much there is to mend in it, and the visit that is being written.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { addButton, countBelow } from "./fields.js";
import { caseTab } from "./form_case.js";
import { visitTab } from "./form_visit.js";
import { factsTab } from "./form_facts.js";
import { answersTab } from "./form_answers.js";
import { thenTab } from "./form_then.js";
import { variantsTab } from "./form_variants.js";

const TABS = { case: caseTab, visit: visitTab, facts: factsTab, answers: answersTab, then: thenTab, variants: variantsTab };
const OF_A_VISIT = { facts: ["facts"], answers: ["answers"], then: ["next", "endings"] };

/** Which tab a place of the case is on. */
export function tabOf(path) {
  if (!path.length) return "";
  if (path[0] === "variants") return "variants";
  if (path[0] !== "visits") return "case";
  return Object.keys(OF_A_VISIT).find((name) => OF_A_VISIT[name].includes(path[2])) || "visit";
}

/** The form with the tab that is open. */
export function formPane(app) {
  const { t, desk, ui } = app;
  if (!desk.form && desk.readable) return h("div", { class: "lbp-skeleton", key: "wait", "aria-hidden": "true" }, h("span", null), h("span", null), h("span", null));
  if (!desk.form) return h("p", { class: "lbp-card lbp-empty", key: "no-form" }, icon("info"), h("span", null, t("studio.frozen")));
  return [
    h("div", { class: "lbp-s-tabs", key: "tabs", role: "group", "aria-label": t("studio.tab") }, Object.keys(TABS).map((name) => {
      const count = countBelow(app, (path) => tabOf(path) === name && (name === "case" || name === "variants" || path[1] === desk.visit || !(name in OF_A_VISIT || name === "visit")));
      return h("button", { type: "button", key: name, "data-act": `tab:${name}`, "aria-pressed": ui.tab === name ? "true" : "false", onclick: () => app.set({ tab: name }) },
        t(`studio.tab.${name}`), count > 0 && h("span", { class: "lbp-s-badge" }, icon("oct", 14), h("span", { "aria-hidden": "true" }, count), h("span", { class: "lbp-unseen" }, ` (${t("studio.tab.problems", { n: count })})`)));
    })),
    ["visit", "facts", "answers", "then"].includes(ui.tab) && visitChooser(app),
    !desk.readable && h("p", { class: "lbp-s-frozen", key: "frozen" }, icon("lock", 18), h("span", null, t("studio.frozen"))),
    h("fieldset", { class: "lbp-s-fields", key: `tab-${ui.tab}-${ui.tab === "case" ? "" : desk.visit}`, disabled: !desk.readable }, h("legend", { class: "lbp-unseen" }, t(`studio.tab.${ui.tab}`)), TABS[ui.tab](app)),
  ];
}

/** Which visit the form, the preview and the key are about. */
export function visitChooser(app) {
  const { t, desk } = app;
  const { visits } = desk.form;
  const name = (visit) => visit.label[app.view.lang] || visit.id || t("studio.visit.n", { n: visit.index + 1 });
  const add = desk.readable && addButton(app, "add-visit", t("studio.visit.add"), () => app.change({ do: "add_visit", path: ["visits"] }));
  if (!app.ui.wide) {
    return h("div", { class: "lbp-s-visits", key: "visits" },
      h("label", { class: "lbp-select" }, h("span", null, t("studio.visit")), h("select", { "data-act": "visit", value: String(desk.visit), onchange: (event) => app.toVisit(Number(event.target.value)) },
        visits.map((visit) => h("option", { value: String(visit.index), selected: visit.index === desk.visit }, name(visit))))),
      add);
  }
  return h("div", { class: "lbp-s-visits", key: "visits" },
    h("div", { class: "lbp-segments", role: "group", "aria-label": t("studio.visit") }, visits.map((visit) => {
      const wrong = countBelow(app, (path) => path[0] === "visits" && path[1] === visit.index);
      return h("button", { type: "button", key: String(visit.index), "data-act": `visit:${visit.index}`, "aria-pressed": visit.index === desk.visit ? "true" : "false", onclick: () => app.toVisit(visit.index) },
        name(visit), wrong > 0 && h("span", { class: "lbp-s-badge" }, icon("oct", 14), h("span", { class: "lbp-unseen" }, ` (${t("studio.tab.problems", { n: wrong })})`)));
    })),
    add);
}
