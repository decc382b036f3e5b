// The first screen: drafts, the cases of the folder, and how a new one begins.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";
import { fold } from "../front/search.js";

/** The list of drafts and cases. */
export function shelfScreen(app) {
  const { t, lists, ui } = app;
  const words = fold(ui.search).split(/\s+/);
  const shown = lists.cases.filter((one) => words.every((word) => fold(`${one.name} ${one.id}`).includes(word)));
  return h("div", { class: "lbp-s-shelf", key: "shelf" },
    h("div", { class: "lbp-page-head" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("studio.title")),
      h("p", { class: "lbp-hint" }, t("studio.lead"))),
    h("div", { class: "lbp-row" }, button(app, { act: "new", label: t("studio.new"), look: "main", onclick: () => app.set({ dialog: { kind: "new" } }) })),
    !lists.writable && h("p", { class: "lbp-notice", "data-read-only": "" }, icon("lock"), h("span", null, t("studio.read_only"))),
    lists.drafts.length > 0 && drafts(app),
    h("section", { class: "lbp-s-list", key: "cases", "aria-labelledby": `${app.uid}-cases` },
      h("div", { class: "lbp-s-list-head" },
        h("h2", { id: `${app.uid}-cases` }, t("studio.cases"), " ", h("span", { class: "lbp-count" }, t("studio.cases.count", { n: shown.length }))),
        h("label", { class: "lbp-search" }, icon("search", 18), unseen(t("studio.search")),
          h("input", { type: "search", class: "lbp-input", "data-act": "search", placeholder: t("studio.search"), value: ui.search, oninput: (event) => app.set({ search: event.target.value }) }))),
      shown.length ? h("ul", { class: "lbp-s-rows" }, shown.map((one) => caseRow(app, one))) : h("p", { class: "lbp-card lbp-empty" }, t("studio.cases.none"))));
}

function drafts(app) {
  const { t, lists } = app;
  const id = `${app.uid}-drafts`;
  return h("section", { class: "lbp-s-list", key: "drafts", "aria-labelledby": id },
    h("h2", { id }, t("studio.drafts")),
    h("p", { class: "lbp-hint" }, t("studio.drafts.lead")),
    h("ul", { class: "lbp-s-rows" }, lists.drafts.map((one) => {
      const name = one.name || one.id || t("studio.nameless");
      return h("li", { class: "lbp-card lbp-s-row", key: one.draft, "data-draft": one.draft },
        h("button", { type: "button", class: "lbp-s-open", "data-act": `draft:${one.draft}`, "aria-label": t("studio.open.draft", { name }), onclick: () => app.openCase({ draft: one.draft }) },
          h("strong", null, name), h("span", { class: "lbp-hint" }, one.origin ? t("studio.draft.of", { origin: one.origin }) : t("studio.draft.new"), " \u00b7 ", app.when(one.changed))),
        h("button", { type: "button", class: "lbp-icon-button", "data-act": `discard:${one.draft}`, "aria-label": t("studio.discard.of", { name }), title: t("studio.discard"), onclick: () => app.set({ dialog: { kind: "discard", draft: one.draft, name } }) }, icon("x", 18)));
    })));
}

function caseRow(app, one) {
  const { t } = app;
  const name = one.name || one.id;
  return h("li", { class: "lbp-card lbp-s-row", key: one.id, "data-case": one.id },
    h("button", { type: "button", class: "lbp-s-open", "data-act": `case:${one.id}`, "aria-label": t("studio.open", { name }), onclick: () => app.openCase({ case: one.id }) },
      h("strong", null, name), h("span", { class: "lbp-hint" }, t("studio.card", { age: one.age, n: Number(one.visits) }), " \u00b7 ", one.id)),
    h("button", { type: "button", class: "lbp-link", "data-act": `copy:${one.id}`, "aria-label": t("studio.copy.of", { name }), onclick: () => app.set({ dialog: { kind: "new", like: { case: one.id, name } } }) }, t("studio.copy")));
}

/** What the dialog for a new case begins with. */
export function newcomer() {
  return { name: "", age: "", sex: "female", visits: "1" };
}

/** Asks who a new patient is; `like` is what it begins as. */
export function newDialog(app, like) {
  const { t, uid, ui } = app;
  const given = ui.newcomer;
  const put = (name) => (event) => {
    given[name] = event.target.value;
  };
  const make = (event) => {
    event.preventDefault();
    app.begin(like, { ...given });
    closeDialog(event);
  };
  const row = (name, label, control) => h("div", { class: "lbp-s-field" }, h("label", { for: `${uid}-new-${name}` }, label), control);
  return dialog(app, {
    key: "dialog-new",
    title: like ? t("studio.copy.of", { name: like.name }) : t("studio.new"),
    body: h("form", { class: "lbp-s-form", onsubmit: make },
      h("p", null, t(like ? "studio.copy.lead" : "studio.new.lead")),
      row("name", t("studio.name"), h("input", { id: `${uid}-new-name`, class: "lbp-input", "data-act": "new-name", type: "text", required: true, maxlength: "60", autocomplete: "off", autofocus: true, value: given.name, oninput: put("name") })),
      !like && h("div", { class: "lbp-s-three" },
        row("age", t("studio.age"), h("input", { id: `${uid}-new-age`, class: "lbp-input", "data-act": "new-age", type: "number", min: "15", max: "110", required: true, value: given.age, oninput: put("age") })),
        row("visits", t("studio.visits"), h("select", { id: `${uid}-new-visits`, class: "lbp-input", "data-act": "new-visits", value: given.visits, onchange: put("visits") }, ["1", "2", "3", "4"].map((n) => h("option", { value: n, selected: n === given.visits }, n)))),
        row("sex", t("studio.sex"), h("select", { id: `${uid}-new-sex`, class: "lbp-input", "data-act": "new-sex", value: given.sex, onchange: put("sex") },
          ["female", "male"].map((sex) => h("option", { value: sex, selected: sex === given.sex }, t(`studio.sex.${sex}`)))))),
      h("div", { class: "lbp-row lbp-row-end" },
        button(app, { act: "new-cancel", label: t("studio.cancel"), onclick: closeDialog }),
        h("button", { type: "submit", class: "lbp-button lbp-button-main", "data-act": "new-make" }, t("studio.new.make")))),
    buttons: null,
  });
}

/** Asks whether a draft is really to go. */
export function discardDialog(app, { draft, name }) {
  const { t } = app;
  return dialog(app, {
    key: "dialog-discard",
    title: t("studio.discard.of", { name }),
    body: h("p", null, t("studio.discard.sure")),
    buttons: [
      button(app, { act: "discard-cancel", label: t("studio.cancel"), props: { autofocus: true }, onclick: closeDialog }),
      button(app, { act: "discard-sure", label: t("studio.discard"), look: "main", onclick: (event) => { app.discard(draft); closeDialog(event); } }),
    ],
  });
}
