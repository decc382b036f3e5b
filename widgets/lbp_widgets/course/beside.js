// Beside the form: whether it is in order, and what two neighbours would get.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";

/** The verdict of the last check, and what to do with the plan. */
export function verdictCard(app, acts) {
  const { t, checked } = app;
  return h("section", { class: "lbp-card lbp-cs-panel", key: "check", "aria-labelledby": `${app.uid}-check` },
    h("h2", { id: `${app.uid}-check` }, t("courses.check")),
    h("div", { class: "lbp-cs-verdict", role: "status", "aria-busy": app.checking() ? "true" : null }, app.working ? h("p", { class: "lbp-hint" }, app.working) : checked ? verdict(app) : h("p", { class: "lbp-hint" }, t("courses.check.wait"))),
    acts);
}

function verdict(app) {
  const { t, checked } = app;
  const wrong = checked.problems.filter((one) => one.blocks);
  // What does not stop it is still no plain yes: a course that has ended before it began, for instance.
  const notes = wrong.length ? [] : checked.problems;
  const sum = checked.beside;
  return [
    wrong.length > 0 && h("p", { key: "wrong", class: "lbp-cs-stop" }, icon("oct", 18), h("span", null, t("courses.check.wrong", { n: wrong.length }))),
    notes.length > 0 && h("p", { key: "note", class: "lbp-cs-note" }, icon("info", 18), h("span", null, t("courses.check.note"))),
    !wrong.length && !notes.length && h("p", { key: "good", class: "lbp-cs-good" }, icon("check", 18), h("span", null, t("courses.check.good"))),
    (wrong.length || notes.length) > 0 && h("ul", { key: "list", class: "lbp-cs-wrongs" }, [...wrong, ...notes].map((one) => h("li", null, `${one.field}: ${one.what}`))),
    sum && h("p", { key: "sum" }, t("courses.check.sum", { n: sum.n, minutes: sum.minutes })),
  ];
}

/** What two students who do not exist would get. */
export function twoNeighbours(app, { rows, of }) {
  const { t } = app;
  const met = (one, word) => h("div", { key: word }, h("dt", null, word), h("dd", null, h("strong", null, one.who), h("span", { class: "lbp-cs-words" }, one.changed.length ? one.changed.join("; ") : t("courses.beside.written"))));
  return h("section", { class: "lbp-card lbp-cs-panel lbp-cs-beside", key: "two", "aria-labelledby": `${app.uid}-two` },
    h("h2", { id: `${app.uid}-two` }, t("courses.beside")),
    h("p", { class: "lbp-hint" }, t("courses.beside.why")),
    h("ol", null, rows.map((row, i) => h("li", { key: String(i), "data-beside": String(i) },
      h("p", { class: "lbp-cs-kicker" }, row.group),
      h("dl", null, met(row.met[0], t("courses.beside.one")), met(row.met[1], t("courses.beside.other"))),
      h("p", { class: "lbp-hint" }, icon(row.different > 1 ? "branch" : "info", 16), ` ${different(t, row.different, of)}`)))));
}

function different(t, n, of) {
  return t("courses.beside.different", { n, of });
}
