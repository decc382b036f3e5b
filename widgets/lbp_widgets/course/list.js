// All courses, the newest first.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";

/** The list, or how to begin. */
export function listScreen(app) {
  const { t, page } = app;
  const fresh = button(app, { act: "new", look: "main", label: t("courses.new"), onclick: () => app.open({ screen: "form" }) });
  return [
    h("div", { class: "lbp-cs-head", key: "head" },
      h("div", null, h("h1", { tabindex: "-1", "data-home": "" }, t("courses.title")), h("p", { class: "lbp-hint" }, t("courses.list.why"))),
      fresh),
    page.courses.length
      ? h("ul", { class: "lbp-cs-list", key: "list" }, page.courses.map((one) => row(app, one)))
      : h("div", { class: "lbp-card lbp-empty", key: "empty" }, icon("calendar", 22), h("div", null, h("strong", null, t("courses.empty")), h("p", null, t("courses.empty.how")))),
  ];
}

function row(app, one) {
  const { t } = app;
  const see = () => app.open({ screen: "course", course: one.id });
  return h("li", { class: "lbp-card lbp-cs-row", key: one.id, "data-course": one.id },
    h("div", { class: "lbp-cs-what" },
      h("h2", null, one.title),
      h("p", { class: "lbp-cs-chips" },
        h("span", { class: "lbp-chip" }, t(one.exam ? "courses.exam" : "courses.practice")),
        h("span", { class: "lbp-chip", "data-standing": one.standing }, one.words))),
    h("p", { class: "lbp-cs-small-code" }, one.code),
    h("div", { class: "lbp-row" },
      button(app, { act: `open:${one.id}`, look: "plain", label: t("courses.open"), props: { "aria-label": t("courses.open.named", { title: one.title }) }, onclick: see }),
      button(app, { act: `copy:${one.id}`, look: "link", label: t("courses.copy"), props: { "aria-label": t("courses.copy.named", { title: one.title }) }, onclick: () => app.open({ screen: "form", course: one.id, copy: true }) })));
}
