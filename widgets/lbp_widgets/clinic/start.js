// Before a morning: which patients, how many, which number; and the mornings that were.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";
import { simulationLine } from "./about.js";

/** The first page. */
export function startPage(app) {
  const { t } = app;
  const { past } = app.view;
  return [
    h("div", { class: "lbp-clinic-intro", key: "intro" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("clinic.title")),
      h("p", { class: "lbp-clinic-lead" }, t("clinic.lead")),
      simulationLine(app)),
    h("div", { class: "lbp-clinic-two", key: "two" }, setupCard(app), past.length > 0 ? pastCard(app, past) : howCard(app)),
  ];
}

function setupCard(app) {
  const { t, ui, pack } = app;
  const { setup } = ui;
  const id = `${app.uid}-setup`;
  const change = (changes) => app.set({ setup: { ...setup, ...changes } });
  const begin = (event) => {
    event.preventDefault();
    if (app.busy("start")) return;
    const typed = setup.number.trim();
    app.act("start", { mode: setup.mode, patients: setup.patients, number: typed === "" ? null : /^\d{1,4}$/.test(typed) ? Number(typed) : -1 }, "start");
  };
  return h("form", { class: "lbp-card lbp-clinic-card", key: "setup", "aria-labelledby": id, onsubmit: begin, novalidate: true },
    h("h2", { id }, t("clinic.start")),
    h("fieldset", { class: "lbp-clinic-options" },
      h("legend", null, t("clinic.start.mode")),
      pack.modes.map((mode) => option(app, "mode", mode.id, setup.mode === mode.id, () => change({ mode: mode.id }), mode.label, mode.note))),
    h("fieldset", { class: "lbp-clinic-options lbp-clinic-options-row" },
      h("legend", null, t("clinic.start.length")),
      pack.lengths.map((n) => option(app, "length", n, setup.patients === n, () => change({ patients: n }), t("clinic.start.patients", { n })))),
    h("label", { class: "lbp-clinic-number" }, h("span", null, t("clinic.start.number")),
      h("input", { class: "lbp-input", inputmode: "numeric", autocomplete: "off", maxlength: "4", "data-act": "number", "aria-describedby": `${id}-hint`, value: setup.number, oninput: (event) => change({ number: event.target.value }) })),
    h("p", { class: "lbp-hint", id: `${id}-hint` }, t("clinic.start.number.hint", { last: pack.last })),
    button(app, { act: "start", look: "main", label: t("clinic.start.begin"), after: "arrow", props: { type: "submit" }, onclick: () => {} }));
}

function option(app, name, value, checked, onchange, label, note) {
  return h("label", { class: "lbp-clinic-option", key: value, "data-chosen": checked ? "" : null },
    h("input", { type: "radio", name: `${app.uid}-${name}`, "data-act": `${name}:${value}`, checked, onchange }),
    h("span", null, h("strong", null, label), note && h("span", { class: "lbp-hint" }, note)));
}

/** Whoever has had no morning yet is told how one goes. */
function howCard(app) {
  const id = `${app.uid}-how`;
  return h("section", { class: "lbp-card lbp-clinic-card", key: "how", "aria-labelledby": id },
    h("h2", { id }, app.t("clinic.how")),
    h("ol", { class: "lbp-clinic-how" }, ["time", "next", "clock", "end"].map((step) => h("li", { key: step }, app.t(`clinic.how.${step}`)))));
}

function pastCard(app, past) {
  const { t } = app;
  const id = `${app.uid}-past`;
  const modes = Object.fromEntries(app.pack.modes.map((mode) => [mode.id, mode.label]));
  return h("section", { class: "lbp-card lbp-clinic-card", key: "past", "aria-labelledby": id },
    h("h2", { id }, t("clinic.past")),
    h("ul", { class: "lbp-clinic-past" }, past.map((one) => h("li", { key: one.id, "data-past": one.state },
      h("div", null,
        h("strong", null, t("clinic.morning", { number: one.number })), " ",
        h("span", { class: "lbp-hint" }, [t("clinic.morning.mode", { mode: modes[one.mode], n: one.patients }), app.day(one.started)].join(" \u00b7 ")),
        h("p", { class: "lbp-hint" }, t(`clinic.past.${one.state}`, { n: one.sent, all: one.patients }))),
      one.state !== "old" && button(app, {
        act: `look:${one.id}`, look: "plain", before: one.state === "over" ? "eye" : "arrow",
        label: [t(one.state === "over" ? "clinic.past.see" : "clinic.past.continue"), unseen(` ${t("clinic.morning", { number: one.number })}`)],
        onclick: () => app.act("look", { morning: one.id }, `look:${one.id}`),
      })))));
}

/** Which morning it is, with its number for the class. */
export function morningLine(app, one) {
  const mode = app.pack.modes.find((found) => found.id === one.mode);
  return h("p", { class: "lbp-clinic-morning", "data-number": one.number }, icon("calendar", 16), h("strong", null, app.t("clinic.morning", { number: one.number })), h("span", null, app.t("clinic.morning.mode", { mode: mode.label, n: one.patients })));
}
