// What the patient says: every question, with words of its own or the ordinary answer, and a mark where words are needed.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { unseen } from "../front/parts.js";
import { fold } from "../front/search.js";
import { pathKey, problemNotes, removeButton, textPair } from "./fields.js";

const SHOWN = ["all", "needs", "own"];
const NO_WORDS = { da: "", en: "" };

/** The answers of the visit. */
export function answersTab(app) {
  const { t, desk, ui } = app;
  const { visit } = desk.form;
  if (!visit) return h("p", { class: "lbp-hint" }, t("studio.visit.none"));
  const at = ["visits", visit.index, "answers"];
  const of = (question) => visit.answers[question.id] || {};
  const open = (question) => of(question).own || desk.writing.has(`${visit.index}/${question.id}`);
  const unwritten = ({ own }) => own && ["da", "en"].some((lang) => app.pack.marks.some((one) => own[lang].startsWith(one)));
  const tests = { all: () => true, needs: (question) => of(question).needs || unwritten(of(question)), own: (question) => of(question).own && !unwritten(of(question)) };
  const counts = Object.fromEntries(SHOWN.map((name) => [name, app.pack.questions.filter(tests[name]).length]));
  const words = fold(ui.answerSearch).split(/\s+/);
  const fits = (question) => (tests[ui.answerFilter](question) || desk.writing.has(`${visit.index}/${question.id}`)) && words.every((word) => fold(`${question.text} ${question.also}`).includes(word));
  const shown = app.pack.questions.filter(fits);
  const strange = Object.keys(visit.answers).filter((name) => !app.pack.byQuestion.has(name));
  return [
    h("p", { class: "lbp-hint", key: "hint" }, t("studio.answers.hint")),
    problemNotes(app, at),
    strange.map((name) => h("div", { class: "lbp-s-answer", key: `strange-${name}`, "data-path": pathKey([...at, name]), tabindex: "-1" }, h("strong", null, name), problemNotes(app, [...at, name]), removeButton(app, [...at, name], name))),
    h("div", { class: "lbp-s-filters", key: "filters" },
      h("div", { class: "lbp-segments", role: "group", "aria-label": t("studio.answers.show") }, SHOWN.map((name) => h("button", { type: "button", key: name, "data-act": `answers:${name}`, "aria-pressed": ui.answerFilter === name ? "true" : "false", onclick: () => app.set({ answerFilter: name }) }, t(`studio.answers.${name}`, { n: counts[name] })))),
      h("label", { class: "lbp-search" }, icon("search", 18), unseen(t("studio.answers.search")), h("input", { type: "search", class: "lbp-input", "data-act": "answer-search", placeholder: t("studio.answers.search"), value: ui.answerSearch, oninput: (event) => app.set({ answerSearch: event.target.value }) }))),
    shown.length === 0 && h("p", { class: "lbp-hint", key: "none" }, t("studio.answers.none")),
    app.pack.categories.map((category) => {
      const inside = shown.filter((question) => question.category === category.id);
      return inside.length > 0 && h("section", { class: "lbp-s-group", key: category.id },
        h("h2", null, category.label),
        inside.map((question) => answerRow(app, at, question, of(question), open(question))));
    }),
  ];
}

function answerRow(app, at, question, known, open) {
  const { t, desk } = app;
  const path = [...at, question.id];
  const write = () => {
    desk.writing.add(`${desk.visit}/${question.id}`);
    desk.goal = [...path, app.view.lang];
    app.redraw();
  };
  const earlier = known.earlier;
  return h("div", { class: "lbp-s-answer", key: question.id, "data-answer": question.id, "data-needs": known.needs ? "true" : null, "data-path": pathKey(path), tabindex: "-1" },
    h("div", { class: "lbp-s-answer-head" },
      h("h3", null, question.text),
      known.needs && h("span", { class: "lbp-chip lbp-s-need" }, icon("oct", 14), t("studio.answers.need", { what: known.needs })),
      known.own && removeButton(app, path, question.text)),
    open
      ? textPair(app, { path, label: question.text, value: known.own || NO_WORDS, quiet: true })
      : h("div", { class: "lbp-s-ordinary" },
        h("p", null, h("span", { class: "lbp-hint" }, t(earlier ? "studio.answers.earlier" : "studio.answers.ordinary"), ": "), (earlier || question.ordinary)[app.view.lang]),
        h("button", { type: "button", class: "lbp-link", "data-act": `write:${question.id}`, "aria-label": t("studio.answers.write.it", { what: question.text }), onclick: write }, t("studio.answers.write"))),
    !open && problemNotes(app, path));
}
