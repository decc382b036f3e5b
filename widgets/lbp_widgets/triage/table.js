// A table of rows: each row a radio group of its own that may be left open, and one sentence that says what an open row means.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";
import { triageChoice, triageChoose } from "./choose.js";
import { triageGrade } from "./grade.js";
import { triageSure, triageSureness } from "./sure.js";

/** The rows of a card, the way to leave them all open, and how sure the learner is of those that are answered. */
export function triageTable(app, host, card, left) {
  const { t } = app;
  const made = card.rows.map((row) => triageChoice(app, host, row.id)).filter((one) => one.value !== null);
  const level = triageSureness(made);
  const leave = `leave:${card.id}`;
  return h("div", { class: "lbp-triage-table", key: "rows" },
    h("p", { class: "lbp-triage-rule" }, t("triage.rule")),
    card.rows.map((row) => triageRow(app, host, card, row, level || null)),
    !host.data.locked && !made.length && h("div", { class: "lbp-triage-leave", key: "leave" },
      left && h("p", null, t("triage.left.said")),
      button(app, {
        act: leave, look: left ? "link" : "plain", label: t(left ? "triage.unleave" : "triage.leave"),
        onclick: () => host.send("leave", { card: card.id, left: !left }, leave),
      })),
    !host.data.locked && made.length > 0 && triageSure(app, {
      id: card.id, level: level || null, onchoose: (n) => host.send("sure", { card: card.id, confidence: n }, `sure:${card.id}`), scale: !host.alone,
    }));
}

function triageRow(app, host, card, row, confidence) {
  const { t } = app;
  const now = triageChoice(app, host, row.id);
  const id = `${app.uid}-row-${row.id}`;
  const name = card.quoted ? row.prompt : row.axis;
  const grade = triageGrade(app, host, row.id);
  let byKey = false;
  const undo = () => triageChoose(app, host, row.id, null, null);
  const onkeydown = (event) => {
    byKey = event.key.startsWith("Arrow");
    if ((event.key === "Backspace" || event.key === "Delete") && now.value !== null && !host.data.locked) {
      event.preventDefault();
      undo();
    }
  };
  return h("div", { class: "lbp-triage-row", key: row.id, "data-row": row.id, "data-answered": now.value === null ? null : "true" },
    h("p", { class: "lbp-triage-row-words", id },
      card.quoted ? h("span", { class: "lbp-triage-quote" }, row.prompt) : [h("strong", null, row.axis), " ", h("span", { class: "lbp-hint" }, row.prompt)]),
    h("div", { class: "lbp-triage-options", role: "radiogroup", "aria-labelledby": id, onkeydown, onpointerdown: () => { byKey = false; } },
      row.options.map((one) => h("label", {
        class: "lbp-triage-pill", key: one.value, "data-act": `decide:${row.id}:${one.value}`, "data-chosen": now.value === one.value ? "true" : null,
      },
      h("input", {
        type: "radio", name: `${app.uid}-${row.id}`, value: one.value, checked: now.value === one.value, disabled: host.data.locked,
        onchange: () => triageChoose(app, host, row.id, one.value, confidence, byKey),
      }),
      h("span", null, one.label)))),
    grade && h("span", { class: "lbp-triage-row-grade", key: "grade" }, grade.shape, unseen(grade.word)),
    now.value !== null && !host.data.locked && h("button", {
      type: "button", class: "lbp-icon-button lbp-triage-undo", key: "undo", "data-act": `clear:${row.id}`, "aria-label": t("triage.undo", { row: name }), title: t("triage.undo.short"), onclick: undo,
    }, icon("x", 18)));
}
