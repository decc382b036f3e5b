// The notepad: the same lines for every patient, and the learner's own.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { padLegend, padLine } from "../front/pad.js";
import { button } from "../front/parts.js";

/** What is known, what is absent and what nobody has asked; and the learner's own lines. */
export function notepad(app) {
  const { t } = app;
  const { notepad: pad } = app.view.case;
  return h("aside", { class: "lbp-card lbp-notepad", key: "notepad", "aria-labelledby": `${app.uid}-notes` },
    h("div", { class: "lbp-notepad-head" },
      h("h2", { id: `${app.uid}-notes` }, t("notes.title")),
      h("span", { class: "lbp-chip" }, t("count.of", { n: pad.count, total: pad.total }))),
    h("p", { class: "lbp-hint" }, t("notes.same")),
    pad.tracks.map((track) => h("section", { class: "lbp-track-lines", key: track.id, "aria-label": track.label },
      h("h3", null, track.label, " ", h("span", { class: "lbp-hint" }, t("count.of", { n: track.count, total: track.total }))),
      h("ul", null, track.lines.map((line) => padLine(app, line))))),
    ownLines(app, pad.own),
    padLegend(app));
}

function ownLines(app, own) {
  const { t } = app;
  const send = (event) => {
    event.preventDefault();
    const text = app.ui.note.trim();
    if (text) app.act("note", { text }, "note");
  };
  return h("section", { class: "lbp-own", key: "own", "aria-label": t("notes.own") },
    h("h3", null, t("notes.own")),
    own.length > 0 && h("ul", null, own.map((note) => h("li", { class: "lbp-line", key: note.id, "data-line": note.id },
      h("span", { class: "lbp-line-label" }, note.text),
      h("button", {
        type: "button", class: "lbp-icon-button", "data-act": `unnote:${note.id}`, "aria-label": t("notes.remove", { text: note.text }),
        onclick: () => app.act("unnote", { note: note.id }, `unnote:${note.id}`),
      }, icon("x", 16))))),
    h("form", { class: "lbp-note-form", onsubmit: send },
      h("input", {
        class: "lbp-input", type: "text", maxlength: "500", "data-act": "note-text", value: app.ui.note, "aria-label": t("notes.add.name"), placeholder: t("notes.add.name"),
        oninput: (event) => app.set({ note: event.target.value }),
      }),
      button(app, { act: "note", label: t("notes.add"), props: { type: "submit" }, onclick: () => {} })));
}

/** After a new view: the field is emptied once its line stands in the notepad. */
export function settleNote(app, before) {
  const { own } = app.view.case.notepad;
  const text = app.ui.note.trim();
  if (text && own.length > before && own[own.length - 1].text === text) app.ui.note = "";
}
