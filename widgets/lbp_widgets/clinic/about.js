// What the simulation rests on: in words, and every declared number with its source.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";

/** The line that says what this is, with the way to what it assumes. */
export function simulationLine(app) {
  return h("p", { class: "lbp-clinic-simulation", key: "simulation" }, icon("info", 18), h("span", null, app.t("clinic.simulation"), " ",
    button(app, { act: "about", look: "link", label: app.t("clinic.about"), onclick: () => app.set({ dialog: "about" }) })));
}

/** All assumptions, opened over the page. */
export function aboutDialog(app) {
  const { t, pack } = app;
  return dialog(app, {
    key: "dialog-about",
    title: t("clinic.about.title"),
    body: h("div", { class: "lbp-clinic-about", "data-about": "" },
      h("ul", null, pack.about.assumptions.map((text) => h("li", null, text))),
      pack.about.tables.map((table) => h("details", { key: table.id, "data-about-table": table.id },
        h("summary", null, table.title),
        h("ul", { class: "lbp-clinic-facts" }, table.rows.map((row) => h("li", null,
          h("span", null, row.label), h("strong", null, row.value),
          h("span", { class: "lbp-hint" }, [row.source, ...row.facts, row.reviewed ? null : t("chip.unreviewed")].filter(Boolean).join(" \u00b7 ")))))))),
    buttons: button(app, { label: t("action.close"), act: "close-about", props: { autofocus: true }, onclick: closeDialog }),
  });
}
