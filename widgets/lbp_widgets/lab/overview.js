// The overview: six parts in order, how good the guesses were so far, and the workbenches.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar } from "../front/parts.js";
import { calibrationCard } from "./calibration.js";
import { placeLink } from "./pieces.js";
import { TOOLS } from "./shelf.js";

function partTile(app, part, index, next) {
  const { t } = app;
  const made = part.guesses.filter((guess) => guess.said !== null).length;
  const state = part.done ? "done" : made ? "begun" : "new";
  return h("li", { key: part.id, class: "lbp-card lbp-l-part-tile", "data-part": part.id, "data-state": state, "data-next": part === next ? "true" : null },
    placeLink(app, { what: "part", id: part.id }, { class: "lbp-l-tile" },
      h("span", { class: "lbp-l-number", "aria-hidden": "true" }, part.done ? icon("check", 18) : index + 1),
      h("span", { class: "lbp-l-tile-words" },
        h("strong", null, part.title),
        h("span", { class: "lbp-hint" }, part.open && !part.done ? t("lab.part.claims_left", { n: part.claims_left }) : t(`lab.part.${state}`, { n: made, total: part.guesses.length }))),
      icon("arrow", 18)));
}

/** The first page. */
export function overview(app) {
  const { t, view } = app;
  const next = view.parts.find((part) => !part.done);
  const done = view.parts.filter((part) => part.done).length;
  return [
    h("div", { class: "lbp-page-head", key: "page-head" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("lab.title")),
      h("p", { class: "lbp-hint" }, t("lab.lead"))),
    h("div", { class: "lbp-l-overview", key: "overview" },
      h("section", { class: "lbp-l-section", key: "parts", "aria-labelledby": `${app.uid}-parts` },
        h("h2", { id: `${app.uid}-parts` }, t("lab.parts")),
        h("p", { class: "lbp-hint" }, t("lab.parts.done", { n: done, total: view.parts.length })),
        bar(done, view.parts.length),
        h("ol", { class: "lbp-l-parts" }, view.parts.map((part, i) => partTile(app, part, i, next))),
        next && placeLink(app, { what: "part", id: next.id }, { class: "lbp-button lbp-button-main lbp-l-go" },
          t(done || next.guesses.some((guess) => guess.said !== null) ? "lab.continue" : "lab.begin"), icon("arrow", 18))),
      calibrationCard(app)),
    h("section", { class: "lbp-l-section", key: "tools", "aria-labelledby": `${app.uid}-tools-head` },
      h("h2", { id: `${app.uid}-tools-head` }, t("lab.tools")),
      h("p", { class: "lbp-hint" }, t("lab.tools.lead")),
      h("ul", { class: "lbp-l-tools" }, TOOLS.map(({ id, symbol }) => h("li", { key: id, class: "lbp-card" },
        placeLink(app, { what: "tool", id }, { class: "lbp-l-tile" },
          h("span", { class: "lbp-l-symbol" }, icon(symbol, 22)),
          h("span", { class: "lbp-l-tile-words" }, h("strong", null, t(`lab.tool.${id}`)), h("span", { class: "lbp-hint" }, t(`lab.tool.${id}.what`)))))))),
  ];
}
