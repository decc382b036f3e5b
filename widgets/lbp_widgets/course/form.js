// The form: name, patients, times, and how it goes. Every change is checked by Python a moment later.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { twoNeighbours, verdictCard } from "./beside.js";
import { chosen, picker } from "./picker.js";

const LEVELS = ["none", "correctness", "reasons", "full"];

/** The form of a new course, of one that is changed, or of a copy. */
export function formScreen(app) {
  const { t } = app;
  const { form } = app.page;
  const back = () => app.open(form.course ? { screen: "course", course: form.course } : { screen: "list" });
  const send = (event) => {
    event.preventDefault();
    app.save();
  };
  return [
    h("div", { class: "lbp-cs-head", key: "head" },
      h("h1", { tabindex: "-1", "data-home": "" }, form.course ? t("courses.form.edit", { title: form.title }) : t("courses.form.new"))),
    h("form", { class: "lbp-cs-form", key: "form", novalidate: true, onsubmit: send },
      h("div", { class: "lbp-cs-fields" },
        line(app, "title", { hint: t("courses.form.title.hint"), props: { type: "text", maxlength: "120", autocomplete: "off" } }),
        patientsPart(app, form),
        timePart(app, form),
        howPart(app, form)),
      h("div", { class: "lbp-cs-side" },
        verdictCard(app, h("div", { class: "lbp-row", key: "save" },
          button(app, { act: "save", look: "main", label: t(form.course ? "courses.form.save.edit" : "courses.form.save"), props: { type: "submit" }, onclick: () => {} }),
          button(app, { act: "cancel", look: "link", label: t("courses.form.cancel"), onclick: back }))),
        app.checked && app.checked.beside && twoNeighbours(app, app.checked.beside))),
  ];
}

/** What is wrong at a place of the plan, or below it where `deep`. */
function wrongAt(app, at, deep = false) {
  const found = app.checked ? app.checked.problems : [];
  return found.filter((one) => one.at === at || (deep && one.at.startsWith(`${at}/`)));
}

function notesOf(app, found, id) {
  if (!found.length) return null;
  return h("ul", { class: "lbp-cs-notes", key: `notes-${id}`, id }, found.map((one) => h("li", { "data-blocks": one.blocks ? "true" : null, "data-wrong": one.blocks ? "" : null },
    icon(one.blocks ? "oct" : "info", 16), h("span", null, one.what, " ", one.remedy))));
}

/** A name that is still empty is not called wrong before somebody has tried to save. */
function visible(app, at, found) {
  return at === "title" && !app.plan.title && !(app.checked && app.checked.stopped) ? [] : found;
}

function line(app, name, { hint = "", props, fixed = false }) {
  const id = `${app.uid}-${name}`;
  const found = visible(app, name, wrongAt(app, name));
  const about = [hint && `${id}-hint`, found.length && `${id}-notes`].filter(Boolean).join(" ");
  return h("div", { class: "lbp-cs-field", key: name },
    h("label", { for: id }, app.t(`courses.form.${name}`)),
    h("input", {
      id, class: "lbp-input", "data-act": `field:${name}`, value: app.plan[name], disabled: fixed, "aria-describedby": about || null,
      "aria-invalid": found.some((one) => one.blocks) ? "true" : null, oninput: (event) => app.change({ [name]: event.target.value }), ...props,
    }),
    hint && h("p", { class: "lbp-hint", id: `${id}-hint` }, hint),
    notesOf(app, found, `${id}-notes`));
}

function pickOne(app, name, label, options, more = {}) {
  const id = `${app.uid}-${name}`;
  return h("div", { class: "lbp-cs-field", key: name },
    h("label", { for: id }, label),
    h("select", { id, class: "lbp-input", "data-act": `field:${name}`, value: app.plan[name], onchange: (event) => app.change({ [name]: event.target.value }), ...more },
      options.map(([value, word]) => h("option", { value, key: value || "none", selected: app.plan[name] === value }, word))),
    notesOf(app, wrongAt(app, name), `${id}-notes`));
}

function timePart(app, form) {
  const { t } = app;
  return h("fieldset", { class: "lbp-card lbp-cs-panel", key: "when" },
    h("legend", { class: "lbp-unseen" }, t("courses.form.when")),
    h("h2", { "aria-hidden": "true" }, t("courses.form.when")),
    h("p", { class: "lbp-hint" }, t("courses.form.when.hint", { now: form.now })),
    h("div", { class: "lbp-cs-fields-row" },
      line(app, "opens", { props: { type: "datetime-local" } }),
      line(app, "closes", { props: { type: "datetime-local" } })));
}

function howPart(app, form) {
  const { t, plan } = app;
  const exam = plan.mode === "exam";
  return h("fieldset", { class: "lbp-card lbp-cs-panel", key: "how" },
    h("legend", { class: "lbp-unseen" }, t("courses.form.how")),
    h("h2", { "aria-hidden": "true" }, t("courses.form.how")),
    h("div", { class: "lbp-segments lbp-cs-mode", role: "group", "aria-label": t("courses.form.mode") }, ["practice", "exam"].map((mode) => h("button", {
      type: "button", key: mode, "data-act": `mode:${mode}`, "aria-pressed": plan.mode === mode ? "true" : "false", disabled: form.fixed,
      onclick: () => app.change(mode === "exam" ? { mode, attempts: 1 } : { mode }),
    }, t(`courses.${mode}`)))),
    exam && h("p", { class: "lbp-hint", key: "exam" }, t("courses.form.mode.exam")),
    notesOf(app, wrongAt(app, "mode"), `${app.uid}-mode-notes`),
    h("div", { class: "lbp-cs-fields-row", key: "numbers" },
      line(app, "minutes", { hint: t("courses.form.minutes.hint"), props: { type: "number", min: "1", max: "1440", step: "1" } }),
      !exam && line(app, "attempts", { props: { type: "number", min: "1", max: "20", step: "1" } }),
      pickOne(app, "feedback", t(exam ? "courses.form.feedback.exam" : "courses.form.feedback"), LEVELS.map((one) => [one, t(`courses.feedback.${one}`)])),
      pickOne(app, "lang", t("courses.form.lang"), ["", "da", "en"].map((one) => [one, t(`courses.lang.${one || "own"}`)]))));
}

// ---- patients ----

function patientsPart(app, form) {
  const { t, plan } = app;
  return h("section", { class: "lbp-cs-patients", key: "patients", "aria-labelledby": `${app.uid}-patients` },
    h("h2", { id: `${app.uid}-patients` }, t("courses.form.patients")),
    form.fixed && h("p", { class: "lbp-cs-warn", key: "fixed" }, icon("lock", 18), h("span", null, t("courses.form.fixed"))),
    !form.fixed && h("div", { class: "lbp-card lbp-cs-panel", key: "ready", role: "group", "aria-labelledby": `${app.uid}-ready` },
      h("h3", { id: `${app.uid}-ready` }, t("courses.form.ready")),
      h("p", { class: "lbp-hint" }, t("courses.form.ready.hint")),
      h("div", { class: "lbp-cs-ready" }, form.blueprints.map(([id, title]) => h("button", {
        type: "button", class: "lbp-button lbp-button-plain", key: id, "data-act": `ready:${id}`, onclick: () => app.fill(id),
      }, title)))),
    plan.slots.map((slot, index) => group(app, form, slot, index)),
    notesOf(app, visible(app, "slots", wrongAt(app, "slots").filter(() => plan.slots.length > 0 || (app.checked && app.checked.stopped))), `${app.uid}-slots-notes`),
    !form.fixed && h("div", { key: "add" }, button(app, {
      act: "add", look: "plain", label: t("courses.form.add"), onclick: () => {
        app.ui.pick = { ...app.ui.pick, open: plan.slots.length };
        app.change({ slots: [...plan.slots, { cases: [], label: "", count: 1, variant: true, weight: 1 }] });
      },
    })));
}

function group(app, form, slot, index) {
  const { t, ui } = app;
  const open = ui.pick.open === index && !form.fixed;
  const found = wrongAt(app, `slots/${index}`, true);
  const id = (name) => `${app.uid}-${name}-${index}`;
  const change = (name, of = (target) => target.value) => (event) => app.changeSlot(index, { [name]: of(event.target) });
  const wrong = (name) => (found.some((one) => one.blocks && one.at === `slots/${index}/${name}`) ? "true" : null);
  return h("div", { class: "lbp-card lbp-cs-panel lbp-cs-group", key: `group-${index}`, "data-group": String(index), role: "group", "aria-labelledby": id("group") },
    h("div", { class: "lbp-cs-group-head", key: "head" },
      h("h3", { id: id("group") }, t("courses.form.group", { n: index + 1 }), slot.label && h("span", { class: "lbp-hint" }, ` ${slot.label}`)),
      !form.fixed && h("button", {
        type: "button", class: "lbp-icon-button", "data-act": `remove:${index}`, "aria-label": t("courses.form.remove", { n: index + 1 }),
        onclick: () => {
          app.ui.pick = { ...ui.pick, open: null };
          app.change({ slots: app.plan.slots.filter((_, i) => i !== index) });
        },
      }, icon("x", 18))),
    chosen(app, slot, index, form.fixed),
    !form.fixed && h("div", { class: "lbp-row", key: "open" },
      h("button", {
        type: "button", class: "lbp-button lbp-button-plain lbp-button-small", "data-act": `pick:${index}`, "aria-expanded": open ? "true" : "false", "aria-controls": open ? id("pick") : null,
        onclick: () => app.set({ pick: { ...ui.pick, open: open ? null : index } }),
      }, icon("list", 18), t(open ? "courses.form.choose.done" : "courses.form.choose")),
      h("span", { class: "lbp-hint" }, t("courses.form.chosen", { n: slot.cases.length }))),
    open && picker(app, slot, index),
    notesOf(app, found, id("notes")),
    h("div", { class: "lbp-cs-fields-row lbp-cs-numbers", key: "fields" },
      h("div", { class: "lbp-cs-field", key: "count" },
        h("label", { for: id("count") }, t("courses.form.count")),
        h("div", { class: "lbp-row" },
          h("input", { id: id("count"), class: "lbp-input lbp-cs-number", type: "number", min: "1", max: "30", step: "1", "data-act": `count:${index}`, value: slot.count, disabled: form.fixed, "aria-invalid": wrong("count"), oninput: change("count") }),
          h("span", null, t("courses.form.count.of", { n: slot.cases.length })))),
      h("div", { class: "lbp-cs-field", key: "weight" },
        h("label", { for: id("weight") }, t("courses.form.weight")),
        h("input", { id: id("weight"), class: "lbp-input lbp-cs-number", type: "text", inputmode: "decimal", maxlength: "8", "data-act": `weight:${index}`, value: slot.weight, "aria-invalid": wrong("weight"), oninput: change("weight") })),
      h("div", { class: "lbp-cs-field", key: "label" },
        h("label", { for: id("label") }, t("courses.form.label")),
        h("input", { id: id("label"), class: "lbp-input", type: "text", maxlength: "80", "data-act": `label:${index}`, value: slot.label, oninput: change("label"), "aria-describedby": id("label-hint") }),
        h("p", { class: "lbp-hint", id: id("label-hint") }, t("courses.form.label.hint")))),
    h("label", { class: "lbp-cs-check", key: "variant" },
      h("input", { type: "checkbox", "data-act": `variant:${index}`, checked: slot.variant, disabled: form.fixed, onchange: change("variant", (target) => target.checked) }),
      h("span", null, t("courses.form.variant"))));
}
