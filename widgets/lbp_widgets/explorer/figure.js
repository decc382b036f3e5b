// The page of one figure: the drawing, the panel of the box that is open, and the same figure as a list.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { mountBody } from "./body.js";
import { boxName, figureSvg } from "./drawing.js";
import { foldedConflict, pageHead, pathLine, statementItem } from "./pieces.js";

/** The page of a figure. */
export function figurePage(app, page) {
  const { t, ui } = app;
  const open = page.boxes.find((box) => box.id === app.place.box);
  const body = page.parts.find((part) => part.kind === "body");
  return h("div", { class: "lbp-x-page", key: `figure-${page.id}` },
    pathLine(app),
    pageHead(page.label, page.lead),
    h("div", { class: "lbp-x-figure", "data-open": open ? "true" : null },
      h("div", { class: "lbp-card lbp-x-sheet", key: "sheet" },
        body && legs(app, page),
        body && legend(app, page, body),
        h("div", { class: "lbp-x-drawing", key: "drawing", mount: (node) => app.watchWidth(node) }, ui.figureWidth > 0 && figureSvg(app, page, ui.figureWidth))),
      h("div", { class: "lbp-x-beside", key: "beside" },
        open ? boxPanel(app, page, open) : h("p", { class: "lbp-card lbp-x-pick", key: "pick" }, icon("info"), h("span", null, t("explorer.figure.pick"))),
        page.beside.length > 0 && h("section", { class: "lbp-x-section", key: "caveats" },
          h("h2", null, t("explorer.figure.beside")),
          page.beside.map((name) => foldedConflict(app, page.conflicts[name], "beside"))))),
    asList(app, page));
}

/** The same description each time: what `mountBody` put inside is then left alone. */
function legs(app, page) {
  if (!app.legs || app.legs.page !== page) {
    app.legs = { page, tree: h("div", { class: "lbp-x-legs", key: `legs-${page.label}`, mount: (node) => startBody(app, node, page) }) };
  }
  return app.legs.tree;
}

function startBody(app, node, page) {
  app.body = { id: page.id, node, ...mountBody(app, node, page.drawing) };
  app.body.show(page, app.place.box);
}

function legend(app, page, body) {
  const { t } = app;
  const byId = new Map(page.boxes.map((box) => [box.id, box]));
  return body.areas.map((area, i) => h("ul", { class: "lbp-x-legend", key: `legend-${i}` }, area.map((id) => h("li", null,
    listButton(app, byId.get(id), `legend:${id}`, h("span", { class: "lbp-x-swatch", "data-root": id, "aria-hidden": "true" }),
      byId.get(id).title, byId.get(id).unsourced && h("span", { class: "lbp-hint" }, `(${t("explorer.figure.unsourced")})`))))));
}

function listButton(app, box, act, ...kids) {
  return h("button", { type: "button", class: "lbp-x-listed", "data-act": act, "aria-expanded": app.place.box === box.id ? "true" : "false", onclick: () => app.openBox(box.id) }, kids);
}

/** What the open box says, with its citations and disagreements. */
function boxPanel(app, page, box) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-x-panel", key: `panel-${box.id}`, "data-panel": box.id, "aria-labelledby": `${app.uid}-panel-title` },
    h("div", { class: "lbp-x-panel-head" },
      h("h2", { id: `${app.uid}-panel-title`, tabindex: "-1", "data-panel-title": "" }, box.title, box.share && h("span", { class: "lbp-count" }, box.share)),
      h("button", { type: "button", class: "lbp-icon-button", "data-act": "close-box", "aria-label": t("action.close"), onclick: () => app.closeBox() }, icon("x", 18))),
    box.asks.length > 0 && h("div", { class: "lbp-x-asks", key: "asks" },
      h("h3", null, icon("chat", 16), t("explorer.figure.asks")),
      h("ul", null, box.asks.map((text) => h("li", null, t("quote", { text }))))),
    box.statements.map((id) => statementItem(app, page.statements[id], page.conflicts, `b-${box.id}`)));
}

/** The figure without the drawing: the same boxes in reading order. */
function asList(app, page) {
  const { t } = app;
  return h("details", { class: "lbp-x-aslist", key: "list" },
    h("summary", null, icon("list", 18), h("span", null, t("explorer.figure.list")), icon("down", 16)),
    h("ul", { class: "lbp-card" }, page.boxes.map((box) => h("li", null, listButton(app, box, `list:${box.id}`, boxName(app, box))))));
}
