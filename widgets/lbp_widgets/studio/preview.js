// The patient as a student meets them: drawn with the player's own pieces and style sheets.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, quoted, unseen } from "../front/parts.js";
import { fold } from "../front/search.js";
import { patientCard } from "../player/panels.js";

/** Card, door and answers at the visit. */
export function previewPane(app) {
  const { t, desk, ui } = app;
  const { preview } = desk;
  if (!preview) return h("div", { class: "lbp-skeleton", key: "wait", "aria-hidden": "true" }, h("span", null), h("span", null), h("span", null));
  const words = fold(ui.answerSearch).split(/\s+/);
  const shown = preview.answers.filter((one) => words.every((word) => fold(`${one.text} ${one.answer}`).includes(word)));
  return [
    !desk.readable && h("p", { class: "lbp-s-frozen", key: "stale" }, icon("info", 18), h("span", null, t("studio.stale"))),
    h("p", { class: "lbp-hint", key: "hint" }, t("studio.preview.hint")),
    h("section", { class: "lbp-s-group", key: "card" }, h("h2", null, t("studio.preview.card")), card(app, preview.card)),
    h("section", { class: "lbp-s-group", key: "visit" }, h("h2", null, t("studio.preview.visit"), preview.visit.label && `: ${preview.visit.label}`), patientCard({ ...app, view: { ...app.view, case: preview } })),
    h("section", { class: "lbp-s-group", key: "answers" },
      h("h2", null, t("studio.preview.answers")),
      h("label", { class: "lbp-search" }, icon("search", 18), unseen(t("studio.answers.search")), h("input", { type: "search", class: "lbp-input", "data-act": "preview-search", placeholder: t("studio.answers.search"), value: ui.answerSearch, oninput: (event) => app.set({ answerSearch: event.target.value }) })),
      shown.map((one) => h("div", { class: "lbp-entry", key: one.question, "data-said": one.question },
        h("div", { class: "lbp-entry-head" }, h("h3", null, one.text), one.own && h("span", { class: "lbp-hint" }, t("studio.preview.own"))),
        h("p", { class: "lbp-answer" }, one.answer)))),
    preview.endings.length > 0 && h("section", { class: "lbp-s-group", key: "endings" }, h("h2", null, t("studio.preview.endings")), h("ul", { class: "lbp-s-endings" }, preview.endings.map((text, i) => h("li", { key: String(i) }, text)))),
  ];
}

/** The card of the catalogue, as the home page draws it, without anything to press. */
function card(app, one) {
  const { t } = app;
  return h("div", { class: "lbp-card lbp-case-card" },
    h("div", { class: "lbp-card-top" }, avatar(one.initials),
      h("div", { class: "lbp-card-who" }, h("h3", null, one.name), h("p", { class: "lbp-hint" }, t("person", { age: one.age, occupation: one.occupation })))),
    h("p", { class: "lbp-card-words" }, quoted(app, one.opening)),
    h("div", { class: "lbp-card-foot" },
      h("span", { class: "lbp-fact" }, icon("clock", 16), t("unit.min", { n: one.minutes })),
      h("span", { class: "lbp-fact" }, icon("calendar", 16), t("home.visits", { n: one.visits })),
      h("span", { class: "lbp-difficulty" }, [1, 2, 3, 4, 5].map((n) => h("span", { key: String(n), class: n <= one.difficulty ? "lbp-dot-on" : "lbp-dot-off", "aria-hidden": "true" })), t(`studio.difficulty.${one.difficulty}`))));
}
