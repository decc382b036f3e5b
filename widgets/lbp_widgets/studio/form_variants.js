// What may differ when the case is played as a variant.

import { h } from "../front/dom.js";
import { addButton, asNumber, field, pathKey, problemNotes, removeButton } from "./fields.js";
import { factList, factPicker } from "./form_facts.js";

const AXES = ["duration", "severity", "flag"];

/** Age range, side, the other sex, and other versions of the facts. */
export function variantsTab(app) {
  const { t, desk } = app;
  const { variants, visits } = desk.form;
  const { persona } = desk.form.case;
  const at = ["variants"];
  const ages = desk.waiting.get("variants/age");
  const shown = ages ? ages.value.map(String) : variants.age;
  const putAge = (i) => (event) => {
    const now = shown.map((one) => one || persona.age);
    now[i] = event.target.value;
    app.write(["variants", "age"], now.map(asNumber));
  };
  const age = (i, word) => h("div", { class: "lbp-s-field", key: word },
    h("label", { for: `${app.uid}-age-${i}` }, t(`studio.variants.${word}`)),
    h("input", { id: `${app.uid}-age-${i}`, class: "lbp-input", type: "text", inputmode: "numeric", "data-act": `variant-age:${i}`, value: shown[i], oninput: putAge(i) }));
  return [
    h("p", { class: "lbp-hint", key: "hint" }, t("studio.variants.hint")),
    problemNotes(app, at),
    h("fieldset", { class: "lbp-s-pair", key: "age", "data-path": "variants/age", tabindex: "-1" }, h("legend", null, t("studio.variants.age")), problemNotes(app, [...at, "age"]), h("div", { class: "lbp-s-both" }, age(0, "from"), age(1, "to"))),
    field(app, { path: [...at, "side"], label: t("studio.variants.side"), value: variants.side, kind: "select", options: [["", t("studio.variants.side.none")], ["left", t("studio.facts.left")], ["right", t("studio.facts.right")]] }),
    h("fieldset", { class: "lbp-s-pair", key: "sex", "data-path": "variants/other_sex", tabindex: "-1" }, h("legend", null, t("studio.variants.sex")),
      problemNotes(app, [...at, "other_sex"]),
      variants.other_sex
        ? h("div", { class: "lbp-s-three" }, ["name", "first_name", "initials"].map((name) => field(app, { path: [...at, "other_sex", name], label: t(`studio.${name}`), value: variants.other_sex[name] })))
        : addButton(app, "add-sex", t("studio.variants.sex.add"), () => app.change({ do: "set", path: [...at, "other_sex"], value: { name: "", first_name: "", initials: "" } })),
      variants.other_sex && h("button", { type: "button", class: "lbp-link lbp-s-start", key: "drop-sex", "data-act": "drop-sex", onclick: () => app.change({ do: "remove", path: [...at, "other_sex"] }) }, t("studio.remove"))),
    h("section", { class: "lbp-s-group", key: "alternatives" },
      h("h2", null, t("studio.variants.alternatives")),
      problemNotes(app, [...at, "alternatives"]),
      variants.alternatives.map((one, i) => alternative(app, [...at, "alternatives", i], one, i, visits)),
      variants.alternatives.length < 8 && addButton(app, "add-alternative", t("studio.add"), () => app.change({ do: "add", path: [...at, "alternatives"], value: { id: `version_${variants.alternatives.length + 1}`, axis: "severity", visit: visits.length ? visits[0].id : "", facts: { "history.pain_nrs": 8 } } }))),
  ];
}

function alternative(app, path, one, i, visits) {
  const { t } = app;
  const named = t("studio.variants.alternative", { n: i + 1 });
  return h("div", { class: "lbp-s-way", key: `alternative-${i}`, "data-path": pathKey(path), tabindex: "-1" },
    h("div", { class: "lbp-s-way-head" }, h("h3", null, named), removeButton(app, path, named)),
    problemNotes(app, path),
    h("div", { class: "lbp-s-three" },
      field(app, { path: [...path, "id"], label: t("studio.variants.id"), value: one.id }),
      field(app, { path: [...path, "axis"], label: t("studio.variants.axis"), value: one.axis, kind: "select", options: AXES.map((axis) => [axis, t(`studio.variants.axis.${axis}`)]) }),
      field(app, { path: [...path, "visit"], label: t("studio.variants.at"), value: one.visit, kind: "select", options: visits.map((visit) => [visit.id, visit.label[app.view.lang] || visit.id]) })),
    problemNotes(app, [...path, "facts"]),
    factPicker(app, [...path, "facts"], one.facts, `alternative-${i}`),
    factList(app, [...path, "facts"], one.facts),
    problemNotes(app, [...path, "answers"]),
    h("p", { class: "lbp-hint" }, t("studio.variants.answers", { n: one.answers })),
    one.line && h("button", { type: "button", class: "lbp-link", "data-act": `yaml-line:${pathKey(path)}`, onclick: () => app.toLine(one.line) }, t("studio.to_yaml", { n: one.line })));
}
