// The patients of one group: those chosen, and a list to choose from. What fits together is judged in Python.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";

/** What the page knows of the open list: which group's, and how it is narrowed. */
export function pickerState() {
  return { open: null, search: "", category: "", difficulty: "", visits: "", theme: "" };
}

function shown(app) {
  const { pick } = app.ui;
  const wanted = pick.search.trim().toLowerCase();
  return app.page.form.cases.filter((one) => (
    (!wanted || one.name.toLowerCase().includes(wanted))
    && (!pick.category || one.category === pick.category)
    && (!pick.difficulty || String(one.difficulty) === pick.difficulty)
    && (!pick.visits || String(one.visits) === pick.visits)
    && (!pick.theme || one.themes.includes(pick.theme))));
}

/** The chosen patients as chips that can be removed. */
export function chosen(app, slot, index, fixed) {
  const byId = new Map(app.page.form.cases.map((one) => [one.id, one]));
  return h("ul", { class: "lbp-cs-chips", key: "chosen" }, slot.cases.map((id) => {
    const one = byId.get(id);
    const name = one ? one.name : id;
    return h("li", { key: id, class: "lbp-chip lbp-cs-chosen", "data-case": id },
      h("span", null, name, one && h("span", { class: "lbp-hint" }, ` ${one.level}`)),
      !fixed && h("button", {
        type: "button", class: "lbp-icon-button", "data-act": `drop:${index}:${id}`, "aria-label": app.t("courses.form.remove.case", { name }),
        onclick: () => app.changeSlot(index, { cases: slot.cases.filter((other) => other !== id) }),
      }, icon("x", 16)));
  }));
}

/** The list to choose from, narrowed by name, category, difficulty, visits and theme. */
export function picker(app, slot, index) {
  const { t, ui } = app;
  const { form } = app.page;
  const set = (changes) => app.set({ pick: { ...ui.pick, ...changes } });
  const found = shown(app);
  const numbers = (name) => [...new Set(form.cases.map((one) => one[name]))].sort((a, b) => a - b).map((n) => [String(n), String(n)]);
  const narrow = (name, options) => h("label", { class: "lbp-cs-field", key: name }, h("span", null, t(`courses.filter.${name}`)),
    h("select", { class: "lbp-input", "data-act": `pick:${name}`, value: ui.pick[name], onchange: (event) => set({ [name]: event.target.value }) },
      [["", t("courses.filter.any")], ...options].map(([value, word]) => h("option", { value, key: value || "any", selected: ui.pick[name] === value }, word))));
  const toggle = (id) => app.changeSlot(index, { cases: slot.cases.includes(id) ? slot.cases.filter((one) => one !== id) : [...slot.cases, id] });
  return h("div", { class: "lbp-cs-picker", key: "picker", id: `${app.uid}-pick-${index}` },
    h("div", { class: "lbp-cs-filters" },
      h("label", { class: "lbp-cs-field", key: "search" }, h("span", null, t("courses.filter.search")),
        h("input", { class: "lbp-input", type: "search", "data-act": "pick:search", value: ui.pick.search, oninput: (event) => set({ search: event.target.value }), onkeydown: (event) => event.key === "Enter" && event.preventDefault() })),
      narrow("category", form.categories), narrow("difficulty", numbers("difficulty")), narrow("visits", numbers("visits")), narrow("theme", form.themes)),
    h("div", { class: "lbp-row", key: "many" },
      h("p", { class: "lbp-hint", role: "status" }, t("courses.form.found", { n: found.length })),
      h("button", { type: "button", class: "lbp-link", "data-act": "pick:all", onclick: () => app.changeSlot(index, { cases: [...new Set([...slot.cases, ...found.map((one) => one.id)])] }) }, t("courses.form.all")),
      h("button", { type: "button", class: "lbp-link", "data-act": "pick:none", onclick: () => app.changeSlot(index, { cases: [] }) }, t("courses.form.none"))),
    h("ul", { class: "lbp-cs-cases", key: "cases" }, found.map((one) => h("li", { key: one.id }, h("label", null,
      h("input", { type: "checkbox", "data-act": `case:${index}:${one.id}`, checked: slot.cases.includes(one.id), onchange: () => toggle(one.id) }),
      h("span", null, h("strong", null, `${one.name}, ${one.age}`), h("span", { class: "lbp-cs-words" }, `${one.level} \u00b7 ${one.words}`)))))));
}
