// Decide: what is known, the choices of a morning, and sending the patient on.

import { h } from "../front/dom.js";
import { button, quoted } from "../front/parts.js";

/** The choices, and what they rest on. */
export function decideTab(app, day) {
  const { t } = app;
  const one = day.patient;
  const last = day.board.every((row) => row.place === one.place || row.state === "done" || row.state === "rebooked");
  const must = app.pack.choices.filter((choice) => choice.must);
  const may = app.pack.choices.filter((choice) => !choice.must);
  const missing = one.missing.length ? t("clinic.decide.missing", { what: one.missing.join(", ") }) : null;
  return [
    known(app, one),
    h("div", { class: "lbp-clinic-choices", key: "must" }, must.map((choice) => chooser(app, choice, one.choices[choice.id], "clinic.decide.choose"))),
    h("h2", { key: "may-title", class: "lbp-clinic-small" }, t("clinic.decide.medicine")),
    h("div", { class: "lbp-clinic-choices", key: "may" }, may.map((choice) => chooser(app, choice, one.choices[choice.id], "clinic.decide.leave"))),
    h("div", { class: "lbp-clinic-close", key: "close" },
      h("p", { class: "lbp-hint" }, missing || t("clinic.decide.cost", { n: app.num(one.plan) })),
      button(app, { act: "close", look: "main", label: t(last ? "clinic.decide.close_last" : "clinic.decide.close"), after: "arrow", why: missing, onclick: () => app.act("close", {}, "close") })),
  ];
}

function chooser(app, choice, kept, empty) {
  const value = (app.ui.drafts[choice.id] ?? kept) || undefined;
  const change = (event) => app.choose(choice.id, event.target.value);
  return h("label", { class: "lbp-clinic-choice", key: choice.id, "data-empty": value === undefined ? "" : null },
    h("span", null, choice.label),
    h("select", { "data-act": `choose:${choice.id}`, onchange: change, value: value ?? "" },
      h("option", { value: "", key: "", selected: value === undefined ? true : null }, app.t(empty)),
      choice.options.map((option) => h("option", { value: option.value, key: option.value, selected: option.value === value ? true : null }, option.label))));
}

function known(app, one) {
  const { t } = app;
  const nothing = one.asked.length + one.examined.length === 0;
  return h("details", { class: "lbp-clinic-known", key: "known", open: true },
    h("summary", null, h("strong", null, t("clinic.known"))),
    nothing ? h("p", { class: "lbp-hint" }, t("clinic.known.nothing")) : h("div", { class: "lbp-clinic-notes", tabindex: "0", role: "group", "aria-label": t("clinic.known") }, h("dl", null,
      one.asked.map((said) => h("div", { key: `q-${said.id}` }, h("dt", null, said.text), h("dd", null, quoted(app, said.answer)))),
      one.examined.map((done) => h("div", { key: `m-${done.id}` }, h("dt", null, done.text), h("dd", null, done.found.join(" \u00b7 ")))))));
}
