// The desk: form and YAML side by side, or one after the other on a phone; the preview, the key and the rules beside the form.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { formPane, visitChooser } from "./form.js";
import { keyPane, rulesPane } from "./key.js";
import { previewPane } from "./preview.js";
import { yamlPane } from "./yaml.js";

export const PANES = ["form", "yaml", "preview", "key", "rules"];
const RIGHT = { yaml: yamlPane, preview: previewPane, key: keyPane, rules: rulesPane };

/** A case being written. */
export function deskScreen(app) {
  const { t, desk, ui } = app;
  const right = app.shownPane();
  return h("div", { class: "lbp-s-desk", key: `desk-${desk.origin || desk.draft}`, "data-pane": ui.pane },
    toolbar(app),
    h("div", { role: "status", key: "moved" }, desk.moved && h("p", { class: "lbp-s-clash", "data-moved": "" }, icon("oct", 18), h("span", null, t("studio.moved", { file: `${desk.origin}.yaml` })))),
    h("div", { class: "lbp-s-panes lbp-segments", key: "panes", role: "group", "aria-label": t("studio.pane") }, PANES.map((name) => h("button", {
      type: "button", key: name, class: `lbp-s-pane-${name}`, "data-act": `pane:${name}`, "aria-pressed": (name === "form" ? ui.pane === "form" : right === name && (ui.pane === name || ui.wide)) ? "true" : "false", onclick: () => app.showPane(name),
    }, t(`studio.pane.${name}`), name === "yaml" && desk.problems.length > 0 && h("span", { class: "lbp-s-badge" }, icon("oct", 14), h("span", { "aria-hidden": "true" }, desk.problems.length), h("span", { class: "lbp-unseen" }, ` (${t("studio.tab.problems", { n: desk.problems.length })})`))))),
    h("div", { class: "lbp-s-columns", key: "columns" },
      h("section", { class: "lbp-card lbp-s-left", key: "form", "aria-label": t("studio.pane.form") }, formPane(app)),
      h("section", { class: "lbp-card lbp-s-right", key: `right-${right}`, "data-right": right, "aria-label": t(`studio.pane.${right}`) },
        right !== "yaml" && desk.form && h("div", { class: "lbp-s-right-visits", key: "right-visits" }, visitChooser(app)),
        RIGHT[right](app))));
}

function toolbar(app) {
  const { t, desk } = app;
  const name = (desk.form && desk.form.case.persona.name) || desk.id || t("studio.nameless");
  return h("div", { class: "lbp-s-bar", key: "bar" },
    h("button", { type: "button", class: "lbp-link", "data-act": "back", onclick: () => app.toShelf() }, icon("back", 18), t("studio.back")),
    h("div", { class: "lbp-s-who" }, h("h1", { tabindex: "-1", "data-home": "" }, name),
      h("span", { class: "lbp-hint", "data-kept": desk.kept ? "true" : "false" }, desk.rev === 0 && desk.origin ? t("studio.as_file", { file: `${desk.origin}.yaml` }) : t(desk.kept ? "studio.kept" : "studio.keeping"))),
    h("div", { class: "lbp-s-tools" },
      button(app, { act: "undo", label: t("studio.undo"), before: "back", look: "plain lbp-button-small", done: desk.past.length === 0, onclick: () => app.undo() }),
      button(app, { act: "duplicate", label: t("studio.copy"), look: "plain lbp-button-small", onclick: () => app.set({ dialog: { kind: "new", like: { text: true, name } } }) }),
      button(app, { act: "download", label: t("studio.download"), before: "dl", look: "plain lbp-button-small", onclick: () => app.download() }),
      button(app, { act: "save", label: t("studio.save"), look: "main lbp-button-small", onclick: () => app.plan() })));
}
