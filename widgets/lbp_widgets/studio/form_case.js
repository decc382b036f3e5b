// Who the patient is, and what the case is for.

import { h } from "../front/dom.js";
import { addButton, field, problemNotes, removeButton, textPair } from "./fields.js";

const EMPTY = { da: "", en: "" };

/** Persona, opening, objectives, difficulty, themes. */
export function caseTab(app) {
  const { t, desk } = app;
  const one = desk.form.case;
  const who = (name, more = {}) => field(app, { path: ["persona", name], label: t(`studio.${name}`), value: one.persona[name], ...more });
  const levels = [1, 2, 3, 4, 5].map((level) => [level, t(`studio.difficulty.${level}`)]);
  return [
    h("div", { class: "lbp-s-three", key: "who" },
      who("name", { look: "lbp-s-wide" }), who("first_name"), who("initials"),
      who("age", { number: true }), who("sex", { kind: "select", options: ["female", "male"].map((sex) => [sex, t(`studio.sex.${sex}`)]) }),
      field(app, { path: ["difficulty"], label: t("studio.difficulty"), value: one.difficulty, kind: "select", options: levels, number: true })),
    problemNotes(app, ["persona"]),
    field(app, { path: ["id"], label: t("studio.id"), value: one.id }),
    textPair(app, { path: ["persona", "occupation"], label: t("studio.occupation"), value: one.persona.occupation, kind: "line" }),
    textPair(app, { path: ["setting"], label: t("studio.setting"), value: one.setting, kind: "line" }),
    textPair(app, { path: ["opening"], label: t("studio.opening"), value: one.opening, hint: t("studio.opening.hint") }),
    h("section", { class: "lbp-s-group", key: "objectives" },
      h("h2", null, t("studio.objectives")), h("p", { class: "lbp-hint" }, t("studio.objectives.hint")),
      problemNotes(app, ["objectives"]),
      one.objectives.map((text, i) => h("div", { class: "lbp-s-item", key: `objective-${i}` },
        textPair(app, { path: ["objectives", i], label: t("studio.objective", { n: i + 1 }), value: text }),
        removeButton(app, ["objectives", i], t("studio.objective", { n: i + 1 })))),
      addButton(app, "add-objective", t("studio.add"), () => app.change({ do: "add", path: ["objectives"], value: EMPTY }))),
    themes(app, one.themes),
    h("p", { class: "lbp-hint", key: "words" }, t("studio.words.hint")),
  ];
}

function themes(app, chosen) {
  const { t } = app;
  const pick = (name) => (event) => {
    const next = event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name);
    app.change(next.length ? { do: "set", path: ["themes"], value: app.pack.themes.filter((one) => next.includes(one)) } : { do: "remove", path: ["themes"] });
  };
  return h("details", { class: "lbp-s-group", key: "themes", "data-path": "themes", open: chosen.length > 0 },
    h("summary", null, t("studio.themes"), chosen.length > 0 && ` (${chosen.length})`),
    problemNotes(app, ["themes"]),
    h("div", { class: "lbp-s-checks" }, app.pack.themes.map((name) => h("label", { key: name },
      h("input", { type: "checkbox", "data-act": `theme:${name}`, checked: chosen.includes(name), onchange: pick(name) }), t(`studio.theme.${name}`)))));
}
