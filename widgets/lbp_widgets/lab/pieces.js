// Small pieces that several pages of the laboratory share.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";

/** A link to a place of the laboratory; with a modifier key the browser opens it by itself, as any link. */
export function placeLink(app, place, props, ...kids) {
  return h("a", { href: app.hrefOf(place), "data-act": `open:${place.what}:${place.id}`, ...props, onclick: (event) => app.follow(event, place) }, kids);
}

/** The way back: overview, then where we are. */
export function pathLine(app) {
  return h("nav", { class: "lbp-l-path", key: "path", "aria-label": app.t("lab.path") },
    placeLink(app, { what: "home", id: "" }, { class: "lbp-link" }, icon("back", 16), app.t("lab.title")));
}

/** A place that is not there: said, with the way back. */
export function missingPage(app) {
  return [
    pathLine(app),
    h("div", { class: "lbp-page-head", key: "page-head" }, h("h1", { tabindex: "-1", "data-home": "" }, app.t("lab.missing.title"))),
    h("p", { class: "lbp-card lbp-empty", key: "missing" }, icon("info"), h("span", null, app.t("lab.missing"))),
  ];
}

/** A mark for right, partly or wrong, with its word for those who do not see it. */
export function judgedMark(app, grade) {
  return h("span", { class: "lbp-l-mark" }, mark({ right: "grade-ok", partly: "grade-part", wrong: "grade-wrong" }[grade], 22), h("span", { class: "lbp-unseen" }, app.t(`lab.grade.${grade}`)));
}
