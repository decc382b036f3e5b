// One visit: what it is called, how long it is, the first words, and what is known at the door.

import { h } from "../front/dom.js";
import { addButton, field, problemNotes, removeButton, textPair } from "./fields.js";

const BLANK = { label: { da: "", en: "" }, value: { da: "", en: "" } };

/** The visit but for its facts, answers and ways on. */
export function visitTab(app) {
  const { t, desk } = app;
  const { visit, visits } = desk.form;
  if (!visit) return h("p", { class: "lbp-hint" }, t("studio.visit.none"));
  const at = ["visits", visit.index];
  const earlier = visits.filter((one) => one.index < visit.index).map((one) => [one.id, one.label[app.view.lang] || one.id]);
  return [
    h("div", { class: "lbp-s-three", key: "head" },
      field(app, { path: [...at, "id"], label: t("studio.visit.id"), value: visit.id, hint: t("studio.visit.id.hint"), look: "lbp-s-wide" }),
      field(app, { path: [...at, "minutes"], label: t("studio.visit.minutes"), value: visit.minutes, number: true }),
      visit.index > 0 && field(app, { path: [...at, "based_on"], label: t("studio.visit.based_on"), value: visit.based_on, kind: "select", options: [["", t("studio.visit.based_on.none")], ...earlier] })),
    problemNotes(app, at),
    problemNotes(app, [...at, "kind"]),
    textPair(app, { path: [...at, "label"], label: t("studio.visit.label"), value: visit.label, kind: "line" }),
    textPair(app, { path: [...at, "place_time"], label: t("studio.visit.place_time"), value: visit.place_time, kind: "line" }),
    textPair(app, { path: [...at, "opening"], label: t("studio.visit.opening"), value: visit.opening }),
    h("section", { class: "lbp-s-group", key: "door" },
      h("h2", null, t("studio.door")), h("p", { class: "lbp-hint" }, t("studio.door.hint")),
      problemNotes(app, [...at, "door"]),
      visit.door.map((one, i) => h("div", { class: "lbp-s-item lbp-s-door", key: `door-${i}` },
        h("div", { class: "lbp-s-stack" },
          textPair(app, { path: [...at, "door", i, "label"], label: `${t("studio.door.n", { n: i + 1 })}: ${t("studio.door.label")}`, value: one.label, kind: "line" }),
          textPair(app, { path: [...at, "door", i, "value"], label: t("studio.door.value"), value: one.value })),
        removeButton(app, [...at, "door", i], t("studio.door.n", { n: i + 1 })))),
      visit.door.length < 6 && addButton(app, "add-door", t("studio.add"), () => app.change({ do: "add", path: [...at, "door"], value: BLANK }))),
    visits.length > 1 && h("button", { type: "button", key: "remove-visit", class: "lbp-link", "data-act": "remove-visit", onclick: () => app.change({ do: "remove", path: at }) }, t("studio.visit.remove")),
  ];
}
