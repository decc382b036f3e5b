// A morning under way: the clock, who waits, and the patient who is in the room.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, button, quoted } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";
import { simulationLine } from "./about.js";
import { decideTab } from "./decide.js";
import { askTab, examineTab } from "./picking.js";
import { morningLine } from "./start.js";

const TABS = { ask: askTab, examine: examineTab, decide: decideTab };
const ICONS = { ask: "chat", examine: "walk", decide: "branch" };

/** The page of a morning that is under way. */
export function dayPage(app) {
  const { day } = app.view;
  return [
    clockBar(app, day),
    h("div", { class: "lbp-clinic-day", key: "day" },
      h("div", { class: "lbp-clinic-room", key: `room-${day.patient.place}` }, patientCard(app, day)),
      h("aside", { class: "lbp-clinic-side", key: "side", "aria-label": app.t("clinic.board") }, boardCard(app, day.board), foldedBoard(app, day.board), morningLine(app, day), simulationLine(app),
        button(app, { act: "stop", look: "link", label: app.t("clinic.stop"), onclick: () => app.set({ dialog: "stop" }) }))),
  ];
}

function clockBar(app, { clock }) {
  const { t } = app;
  return h("div", { class: "lbp-card lbp-clinic-clock", key: "clock", "data-late": clock.late > 0 ? "" : null },
    h("p", { class: "lbp-clinic-now", "data-now": clock.now }, icon("clock", 22), h("span", { class: "lbp-unseen" }, t("clinic.clock", { now: app.time(clock.now) })), h("strong", { "aria-hidden": "true" }, app.time(clock.now))),
    h("p", { class: "lbp-clinic-late" }, clock.late > 0 ? t("clinic.clock.late", { n: clock.late }) : t("clinic.clock.on_time")),
    h("p", null, t("clinic.clock.waiting", { n: clock.waiting })),
    h("p", { class: "lbp-hint" }, t(clock.closing ? "clinic.clock.closing" : "clinic.clock.end", { end: app.time(clock.end) })));
}

function patientCard(app, day) {
  const { t, ui } = app;
  const one = day.patient;
  const tab = TABS[ui.tab] ? ui.tab : "ask";
  return [
    h("header", { class: "lbp-card lbp-clinic-patient", key: "who" },
      avatar(one.initials, "large"),
      h("div", null,
        h("p", { class: "lbp-hint" }, t("clinic.patient.number", { n: one.place + 1, all: day.patients }), " \u00b7 ", t("clinic.patient.used", { n: app.num(one.used) })),
        h("h1", { tabindex: "-1", "data-home": "" }, one.name),
        h("p", null, t("person", { age: one.age, occupation: one.occupation })),
        h("p", { class: "lbp-clinic-quote" }, quoted(app, one.opening)),
        one.door.length > 0 && h("ul", { class: "lbp-chips" }, one.door.map((known) => h("li", { class: "lbp-chip" }, `${known.label}: ${known.value}`))))),
    h("div", { class: "lbp-segments lbp-clinic-tabs", key: "tabs", role: "group", "aria-label": t("clinic.tabs") },
      Object.keys(TABS).map((name) => h("button", { type: "button", key: name, "data-act": `tab:${name}`, "aria-pressed": tab === name ? "true" : "false", onclick: () => app.set({ tab: name }) },
        icon(ICONS[name], 18), t(`clinic.tab.${name}`)))),
    h("section", { class: "lbp-card lbp-clinic-card", key: `tab-${tab}`, "aria-label": t(`clinic.tab.${tab}`) }, TABS[tab](app, day)),
  ];
}

/** What the board says of one patient. */
export function boardWords(app, row) {
  const { t } = app;
  const key = row.state === "done" && row.waited > 0 ? "clinic.board.done.waited" : `clinic.board.${row.state}`;
  return t(key, { called: row.called && app.time(row.called), waited: row.waited, n: app.num(row.state === "waiting" ? row.waited : row.used) });
}

function boardRows(app, rows) {
  return h("ol", { class: "lbp-clinic-board" }, rows.map((row) => h("li", { key: row.place, "data-state": row.state, "aria-current": row.state === "here" ? "step" : null },
    h("span", { class: "lbp-clinic-booked" }, app.time(row.booked)),
    h("span", { class: "lbp-clinic-name" }, app.t("clinic.board.who", { name: row.name, age: row.age })),
    h("span", { class: "lbp-clinic-state" }, boardWords(app, row)))));
}

function boardCard(app, rows) {
  return h("section", { class: "lbp-card lbp-clinic-card lbp-clinic-wide", key: "board" }, h("h2", null, app.t("clinic.board")), boardRows(app, rows));
}

function foldedBoard(app, rows) {
  return h("details", { class: "lbp-card lbp-clinic-card lbp-clinic-narrow", key: "folded" }, h("summary", null, h("strong", null, app.t("clinic.board"))), boardRows(app, rows));
}

/** Ending early is asked for once more. */
export function stopDialog(app) {
  const { t } = app;
  const stop = (event) => {
    closeDialog(event);
    app.act("stop", {}, "stop-now");
  };
  return dialog(app, {
    key: "dialog-stop",
    title: t("clinic.stop.title"),
    body: h("p", null, t("clinic.stop.what")),
    buttons: [
      button(app, { label: t("clinic.stop.back"), act: "stop-back", props: { autofocus: true }, onclick: closeDialog }),
      button(app, { label: t("clinic.stop"), act: "stop-now", look: "main", onclick: stop }),
    ],
  });
}
