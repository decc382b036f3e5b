// Questions and manoeuvres by group: each costs the time that it says, and its answer stands where it was asked.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { quoted } from "../front/parts.js";
import { fold } from "../front/search.js";
import { costText } from "../front/words.js";

/** Ask: a field that finds a question, and the groups. */
export function askTab(app, day) {
  const { t, ui } = app;
  const asked = new Map(day.patient.asked.map((one) => [one.id, one]));
  const wanted = fold(ui.find.trim());
  const groups = app.pack.questions.map((group) => ({ ...group, items: group.items.filter((one) => !wanted || fold(one.text).includes(wanted)) })).filter((group) => group.items.length);
  const draw = (one) => question(app, one, asked.get(one.id), day.clock.closing);
  return [
    h("label", { class: "lbp-search lbp-clinic-find", key: "find" }, icon("search", 18), h("span", { class: "lbp-unseen" }, t("clinic.ask.find")),
      h("input", { type: "search", class: "lbp-input", "data-act": "find", placeholder: t("clinic.ask.find"), autocomplete: "off", value: ui.find, oninput: (event) => app.set({ find: event.target.value }) })),
    groups.length === 0 && h("p", { class: "lbp-hint", key: "none" }, t("clinic.ask.none")),
    wanted ? h("ul", { class: "lbp-clinic-list", key: "found" }, groups.flatMap((group) => group.items).map(draw)) : groups.map((group, at) => groupOf(app, group, asked, draw, at === 0)),
  ];
}

/** Examine: the groups of manoeuvres; what has two sides is done on both. */
export function examineTab(app, day) {
  const examined = new Map(day.patient.examined.map((one) => [one.id, one]));
  return app.pack.manoeuvres.map((group) => groupOf(app, group, examined, (one) => manoeuvre(app, one, examined.get(one.id), day.clock.closing), true));
}

function groupOf(app, group, done, draw, open) {
  const n = group.items.filter((one) => done.has(one.id)).length;
  return h("details", { class: "lbp-clinic-group", key: group.id, open: open ? true : null, "data-group": group.id },
    h("summary", null, h("strong", null, group.label), " ", h("span", { class: "lbp-hint" }, n > 0 ? app.t("clinic.group", { n, all: group.items.length }) : "")),
    h("ul", { class: "lbp-clinic-list" }, group.items.map(draw)));
}

function question(app, one, answered, closing) {
  return item(app, one, answered, closing, `ask:${one.id}`, () => app.act("ask", { question: one.id }, `ask:${one.id}`),
    answered && h("p", { class: "lbp-clinic-said" }, quoted(app, answered.answer)));
}

function manoeuvre(app, one, found, closing) {
  return item(app, one, found, closing, `examine:${one.id}`, () => app.act("examine", { manoeuvre: one.id }, `examine:${one.id}`),
    found && h("ul", { class: "lbp-clinic-seen" }, found.found.map((text) => h("li", null, text))));
}

function item(app, one, done, closing, act, press, result) {
  const why = closing && !done ? app.t("clinic.clock.closing") : null;
  const busy = app.busy(act);
  return h("li", { key: one.id, "data-done": done ? "" : null },
    h("button", {
      type: "button", class: "lbp-clinic-do", "data-act": act, "aria-disabled": done || busy || why ? "true" : null, "aria-busy": busy ? "true" : null,
      onclick: () => (why ? app.say(why) : !done && !busy && press()),
    }, icon(done ? "check" : "arrow", 16), h("span", null, one.text), h("span", { class: "lbp-hint" }, costText(app.t, one.seconds))),
    result);
}
