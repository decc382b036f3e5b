// The end of a morning: one sentence, four plans side by side as bars and as a table, and the patients.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { avatar, bar, button, unseen } from "../front/parts.js";
import { simulationLine } from "./about.js";
import { boardWords } from "./day.js";
import { openedPatient } from "./opened.js";
import { morningLine } from "./start.js";

const SHAPES = { in_time: "grade-ok", late: "grade-bad", needless: "grade-over", plain: "grade-ok" };

/** The page of a morning that is over. */
export function endPage(app) {
  const { t } = app;
  const { end } = app.view;
  return [
    h("div", { class: "lbp-clinic-intro", key: "intro" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("clinic.end")),
      h("p", { class: "lbp-clinic-sentence", "data-sentence": "" }, end.sentence),
      morningLine(app, end),
      end.before && h("p", { class: "lbp-clinic-before" }, icon("repeat", 16), t("clinic.end.before")),
      simulationLine(app)),
    h("section", { class: "lbp-card lbp-clinic-card", key: "compare", "aria-labelledby": `${app.uid}-compare` },
      h("h2", { id: `${app.uid}-compare` }, t("clinic.end.compare")), chart(app, end), table(app, end)),
    h("section", { class: "lbp-clinic-patients", key: "patients", "aria-labelledby": `${app.uid}-patients` },
      h("h2", { id: `${app.uid}-patients` }, t("clinic.end.patients")),
      h("ul", null, end.people.map((one) => patientRow(app, end, one)))),
    button(app, { act: "new", look: "main", label: t("clinic.new"), after: "arrow", onclick: () => app.act("look", { morning: null }, "new") }),
  ];
}

/** Bars for some measures, one for each plan; the table has the same numbers for whoever does not see them. */
function chart(app, end) {
  const rows = end.chart.map((id) => end.rows.find((row) => row.id === id));
  return h("figure", { class: "lbp-clinic-chart" },
    h("div", { class: "lbp-clinic-bars", "aria-hidden": "true" }, rows.map((row) => {
      const most = Math.max(...row.values, 1);
      return h("div", { key: row.id }, h("p", null, named(app, row)),
        end.plans.map((plan, i) => h("div", { class: "lbp-clinic-bar", key: plan.id, "data-plan": plan.id },
          h("span", null, plan.label), bar(row.values[i], most), h("strong", null, app.num(row.values[i])))));
    })),
    h("figcaption", { class: "lbp-hint" }, app.t("clinic.end.chart")));
}

function named(app, row) {
  return row.of === null ? row.label : app.t("clinic.end.of", { label: row.label, n: row.of });
}

function table(app, end) {
  return h("div", { class: "lbp-clinic-scroll", key: "table", tabindex: "0", role: "region", "aria-label": app.t("clinic.end.table") }, h("table", { class: "lbp-clinic-table" },
    h("caption", null, app.t("clinic.end.table")),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, app.t("clinic.end.measure")), end.plans.map((plan) => h("th", { scope: "col", key: plan.id }, plan.label)))),
    h("tbody", null, end.rows.map((row) => h("tr", { key: row.id, "data-row": row.id }, h("th", { scope: "row" }, named(app, row)), row.values.map((value, i) => h("td", { key: end.plans[i].id }, app.num(value))))))));
}

function patientRow(app, end, one) {
  const { t } = app;
  const row = end.board[one.place];
  const open = end.opened && end.opened.place === one.place;
  const act = `open:${one.place}`;
  return h("li", { class: "lbp-card", key: one.place, "data-patient": one.place, "data-verdict": one.verdict },
    h("button", {
      type: "button", class: "lbp-clinic-row", "data-act": act, "aria-expanded": open ? "true" : "false", "aria-busy": app.busy(act) ? "true" : null,
      onclick: () => app.act("open", { place: open ? null : one.place }, act),
    },
    avatar(row.initials, "small"),
    h("span", { class: "lbp-clinic-who" }, h("strong", null, t("clinic.board.who", { name: row.name, age: row.age })), h("span", { class: "lbp-hint" }, `${app.time(row.booked)} \u00b7 ${boardWords(app, row)}`)),
    h("span", { class: "lbp-clinic-what" }, one.label),
    h("span", { class: "lbp-clinic-verdict" }, mark(SHAPES[one.verdict], 20), t(`clinic.verdict.${one.verdict}`)),
    icon("down", 18), unseen(t("clinic.end.open", { name: row.name }))),
    open && openedPatient(app, end.opened));
}
