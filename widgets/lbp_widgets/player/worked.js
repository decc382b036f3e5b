// How the learner worked: what was covered, in what order, with what time, and habits of thought. It gives no points.

import { h } from "../front/dom.js";
import { bar, citations } from "../front/parts.js";
import { trainLink } from "./first.js";

/** The list that Python made of the way through the case. */
export function workedList(app) {
  const { t, view } = app;
  const { process } = view.case.debrief;
  if (!process || !process.length) return null;
  const id = `${app.uid}-worked`;
  return h("section", { class: "lbp-items lbp-worked", key: "worked", "aria-labelledby": id },
    h("div", { class: "lbp-items-head" }, h("h2", { id }, t("worked.title")), h("p", { class: "lbp-hint" }, t("worked.lead"))),
    h("ul", { class: "lbp-card" }, process.map((one, i) => workedEntry(app, one, i))));
}

function workedEntry(app, one, i) {
  const place = `worked-${i}`;
  return h("li", { class: "lbp-worked-item", key: place, "data-process": one.id },
    h("div", { class: "lbp-worked-head" },
      h("h3", null, one.title),
      one.value && h("div", { class: "lbp-worked-value" }, bar(one.value.done, one.value.of), h("span", { class: "lbp-hint" }, app.t("count.of", { n: one.value.done, total: one.value.of })))),
    h("p", null, one.text),
    one.advice && h("p", null, h("strong", null, one.advice)),
    one.evidence.length > 0 && h("details", { class: "lbp-more" }, h("summary", null, app.t("worked.more")), h("ul", null, one.evidence.map((line) => h("li", null, line)))),
    (one.citations.length > 0) && citations(app, place, one.citations, one.reviewed !== false),
    trainLink(app, one.train, place));
}
