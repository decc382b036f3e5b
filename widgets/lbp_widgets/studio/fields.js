// Fields of the form. Each knows its way into the YAML; what is typed shows at once and is sent after a short rest.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";

/** A way into the case as one text: `visits/0/minutes`. */
export function pathKey(path) {
  return path.join("/");
}

/** "4,5" -> 4.5; what is no number stays as it was typed, and the checks say so. */
export function asNumber(text) {
  const plain = text.trim().replace(",", ".");
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text;
}

/** The problems of exactly this place. */
export function problemsAt(app, path) {
  return app.desk.problemsBy.get(pathKey(path)) || [];
}

/** How many problems stand at a place or below it. */
export function countBelow(app, test) {
  return app.desk.problems.filter((one) => test(one.path)).length;
}

/** What is wrong at a place, in words; `id` is what the field is described by. */
export function problemNotes(app, path) {
  const found = problemsAt(app, path);
  if (!found.length) return null;
  return h("ul", { class: "lbp-s-notes", key: `notes-${pathKey(path)}`, id: notesId(app, path) }, found.map((one) => h("li", { lang: one.lang },
    icon("oct", 16), h("span", null, one.what, " ", one.remedy))));
}

function notesId(app, path) {
  return `${app.uid}-n-${pathKey(path)}`;
}

function controlProps(app, path, hint) {
  const key = pathKey(path);
  const wrong = problemsAt(app, path).length > 0;
  const about = [wrong && notesId(app, path), hint && `${app.uid}-h-${key}`].filter(Boolean).join(" ");
  return { id: `${app.uid}-f-${key}`, "data-path": key, "data-act": `field:${key}`, "aria-invalid": wrong ? "true" : null, "aria-describedby": about || null };
}

/**
 * One field with its label, hint and problems.
 * @param {Object} given
 * @param {Array} given.path way into the case
 * @param {string} given.label
 * @param {string} given.value what the YAML says
 * @param {"line"|"area"|"select"} given.kind
 * @param {Array<[string, string]>} given.options for a select
 * @param {boolean} given.number whether what is typed is meant as a number
 * @param {boolean} given.quiet whether the label is only heard
 */
export function field(app, { path, label, value, kind = "line", options = [], number = false, hint = "", lang = null, quiet = false, look = "" }) {
  // What is still to be written stands in the field as a hint, not as something to delete first.
  const wanted = app.pack.marks.some((one) => String(value).startsWith(one));
  const shown = app.typed(path, wanted ? "" : value);
  const props = controlProps(app, path, hint);
  const send = (now) => (event) => app.write(path, number ? asNumber(event.target.value) : event.target.value, now);
  const known = options.some(([name]) => String(name) === String(shown));
  let control;
  if (kind === "select") {
    control = h("select", { ...props, class: "lbp-input", value: shown, onchange: send(true) },
      !known && h("option", { value: shown, selected: true }, shown || "\u2013"),
      options.map(([name, word]) => h("option", { value: name, selected: String(name) === String(shown) }, word)));
  } else if (kind === "area") control = h("textarea", { ...props, class: "lbp-input lbp-s-area", rows: "2", lang, value: shown, placeholder: wanted ? value : null, spellcheck: "true", oninput: send(false) });
  else control = h("input", { ...props, class: "lbp-input", type: "text", inputmode: number ? "decimal" : null, lang, value: shown, placeholder: wanted ? value : null, autocomplete: "off", oninput: send(false) });
  return h("div", { class: `lbp-s-field ${look}`, key: props.id },
    h("label", { for: props.id, class: quiet ? "lbp-unseen" : null }, label),
    control,
    hint && h("p", { class: "lbp-hint", id: `${app.uid}-h-${pathKey(path)}` }, hint),
    problemNotes(app, path));
}

/** A text in both languages, side by side where there is room. */
export function textPair(app, { path, label, value, kind = "area", hint = "", quiet = false }) {
  const { t } = app;
  return h("fieldset", { class: "lbp-s-pair", key: `pair-${pathKey(path)}`, "data-path": pathKey(path), tabindex: "-1" },
    h("legend", { class: quiet ? "lbp-unseen" : null }, label),
    hint && h("p", { class: "lbp-hint" }, hint),
    problemNotes(app, path),
    h("div", { class: "lbp-s-both" }, ["da", "en"].map((lang) => field(app, { path: [...path, lang], label: t(`studio.lang.${lang}`), value: value[lang], kind, lang }))));
}

/** The button that adds something to a list, and the one that takes one away. */
export function addButton(app, act, label, onclick) {
  return h("button", { type: "button", class: "lbp-button lbp-button-plain lbp-button-small", key: act, "data-act": act, onclick }, h("span", { "aria-hidden": "true" }, "+"), label);
}

export function removeButton(app, path, what) {
  const act = `remove:${pathKey(path)}`;
  return h("button", { type: "button", class: "lbp-icon-button", key: act, "data-act": act, "aria-label": app.t("studio.remove.it", { what }), title: app.t("studio.remove"), onclick: () => app.change({ do: "remove", path }) }, icon("x", 18));
}
