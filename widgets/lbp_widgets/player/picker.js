// The question picker: a combobox with the list above the field. Nothing is asked before Enter, the button or a tap on a line.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { cutAtMarks, findQuestions } from "../front/search.js";
import { costText } from "../front/words.js";

/** What the picker shows before anything is typed. */
export function emptyPicker() {
  return { text: "", category: null, active: 0, open: false, repeat: null, asked: null };
}

/** The lines of the list: a whole category, or what fits the typed words. */
export function pickerResults(app) {
  const { text, category, open } = app.ui.picker;
  if (!open) return [];
  if (category) return app.pack.questions.filter((one) => one.category === category).map((question) => ({ question, marks: [] }));
  return text.trim() ? findQuestions(app.index.search, text) : [];
}

/** After a new view: once the asked question has its answer, the field is free again. */
export function settlePicker(app) {
  const { picker: now } = app.ui;
  if (!now.asked || !answerTo(app, now.asked)) return;
  const stay = now.category && app.root.clientWidth >= 768;
  app.ui.picker = { ...emptyPicker(), category: stay ? now.category : null, open: Boolean(stay), active: now.active };
}

function answerTo(app, question) {
  return app.view.case.history.find((entry) => entry.question === question);
}

function change(app, changes) {
  app.set({ picker: { ...app.ui.picker, ...changes } });
}

function ask(app, question) {
  const known = answerTo(app, question.id);
  if (known) {
    app.ui.picker = { ...emptyPicker(), repeat: question.id };
    app.say(app.t("picker.again.say", { answer: known.answer }));
    app.set({});
  } else {
    app.ui.picker = { ...app.ui.picker, asked: question.id, repeat: null };
    app.act("ask", { question: question.id }, "ask");
  }
}

/** Chips, list and field. */
export function picker(app) {
  const { t, ui, view } = app;
  const results = pickerResults(app);
  const active = Math.min(ui.picker.active, results.length - 1);
  const name = view.case.patient.first_name;
  const ids = { list: `${app.uid}-list`, option: (i) => `${app.uid}-option-${i}` };
  const noMatch = ui.picker.open && !ui.picker.category && ui.picker.text.trim() && !results.length;
  return h("div", { class: "lbp-picker", key: "picker" },
    h("div", { class: "lbp-categories", role: "group", "aria-label": t("picker.categories") }, app.pack.categories.map((one) => categoryChip(app, one))),
    repeatBox(app),
    h("div", { class: "lbp-combo" },
      h("ul", {
        id: ids.list, class: "lbp-options", role: "listbox", "aria-label": t("picker.list"), hidden: !results.length,
        "data-long": ui.picker.category ? "true" : null,
      }, results.map((hit, i) => option(app, hit, i, results.length, i === active, ids.option(i)))),
      results.length > 0 && h("p", { class: "lbp-options-foot", key: "foot" },
        ui.picker.category ? t("picker.count", { n: results.length }) : t("picker.fits", { n: results.length, text: ui.picker.text.trim() }),
        h("span", { class: "lbp-not-touch", "aria-hidden": "true" }, h("kbd", null, "\u2191"), h("kbd", null, "\u2193"), t("picker.key.move"), h("kbd", null, "Enter"), t("picker.key.ask"), h("kbd", null, "Esc"), t("picker.key.close"))),
      noMatch && h("p", { class: "lbp-options-foot lbp-no-match", key: "none" }, t("picker.none", { name, text: ui.picker.text.trim() })),
      h("div", { class: "lbp-field" }, icon("search"),
        h("input", {
          id: `${app.uid}-picker`, class: "lbp-picker-input", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "send",
          "data-act": "picker", "aria-label": t("picker.name", { name }), placeholder: t("picker.empty", { name }),
          "aria-expanded": results.length ? "true" : "false", "aria-controls": ids.list, "aria-autocomplete": "list",
          "aria-activedescendant": results.length ? ids.option(active) : null,
          value: ui.picker.text,
          oninput: (event) => typed(app, event.target.value),
          onkeydown: (event) => keyInField(app, event, results, active),
        }),
        button(app, {
          act: "ask", look: "main", label: t("picker.ask"), why: results.length ? null : t("picker.ask.why"),
          onclick: () => ask(app, results[active].question),
        }))));
}

function typed(app, text) {
  change(app, { text, category: null, active: 0, open: true, repeat: null });
  app.sayLater(() => {
    const { length } = pickerResults(app);
    if (!app.ui.picker.text.trim() || !app.ui.picker.open) return "";
    return length ? app.t("picker.fits", { n: length, text }) : app.t("picker.none", { name: app.view.case.patient.first_name, text });
  });
}

function keyInField(app, event, results, active) {
  if (event.isComposing) return;
  const { length } = results;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
    event.preventDefault();
    if (!length) change(app, { open: true });
    else change(app, { active: (active + (event.key === "ArrowDown" ? 1 : length - 1)) % length });
    showActive(app);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (length && !app.busy("ask")) ask(app, results[active].question);
  } else if (event.key === "Escape" && (length || app.ui.picker.text || app.ui.picker.repeat)) {
    event.stopPropagation();
    if (length) change(app, { open: false, category: null });
    else app.set({ picker: emptyPicker() });
  }
}

/** Only the list scrolls, never the page. */
function showActive(app) {
  const line = app.root.querySelector("[role=option][aria-selected=true]");
  if (!line) return;
  const list = line.parentElement;
  const top = line.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + line.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + line.offsetHeight - list.clientHeight;
}

function option(app, hit, i, count, selected, id) {
  const { t } = app;
  const { question, marks } = hit;
  const category = app.index.categories.get(question.category).label;
  const cost = answerTo(app, question.id) ? t("picker.asked") : costText(t, question.seconds);
  return h("li", {
    key: question.id, id, role: "option", "aria-selected": selected ? "true" : "false", "data-act": `ask:${question.id}`,
    "aria-label": t("picker.option", { question: question.text, category, cost }), "aria-posinset": i + 1, "aria-setsize": count,
    onmousedown: (event) => event.preventDefault(),
    onclick: () => !app.busy("ask") && ask(app, question),
  },
  h("span", { class: "lbp-option-text" }, cutAtMarks(question.text, marks).map(([piece, hitHere]) => (hitHere ? h("b", { class: "lbp-hit" }, piece) : piece))),
  h("span", { class: "lbp-option-category" }, category),
  h("span", { class: "lbp-option-cost" }, cost));
}

function categoryChip(app, category) {
  const { ui } = app;
  const chosen = ui.picker.category === category.id && ui.picker.open;
  const press = (event) => {
    change(app, { ...emptyPicker(), category: chosen ? null : category.id, open: !chosen });
    // From the keyboard the arrows should work at once; on a phone the keyboard must not jump up over the list.
    if (event.detail === 0 && !chosen) app.root.querySelector(".lbp-picker-input").focus();
  };
  return h("button", { type: "button", class: "lbp-category", key: category.id, "data-act": `category:${category.id}`, "aria-pressed": chosen ? "true" : "false", onclick: press }, category.label);
}

function repeatBox(app) {
  const { t, ui } = app;
  const entry = ui.picker.repeat && answerTo(app, ui.picker.repeat);
  return entry && h("div", { class: "lbp-repeat", key: "repeat", "data-repeat": entry.question },
    h("div", { class: "lbp-entry-head" }, h("strong", null, entry.text), h("span", { class: "lbp-hint" }, t("picker.again"))),
    h("p", { class: "lbp-answer" }, entry.answer));
}
