// Looking back: one question after a case, saved by Python before it is shown as saved; and what was written, before the next.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";

const REFLECT_REST = 1500;

/** The question, with what was written. */
export function reflection(app) {
  const { t, ui, view } = app;
  const { debrief, attempt } = view.case;
  if (!debrief.reflection) return null;
  const { text: kept, limit } = debrief.reflection;
  const draft = ui.reflect && ui.reflect.attempt === attempt ? ui.reflect.text : kept;
  const changed = draft.trim() !== kept;
  const id = `${app.uid}-reflect`;
  const send = (event) => {
    event.preventDefault();
    if (changed) app.act("reflect", { text: draft }, "reflect");
  };
  return h("section", { class: "lbp-card lbp-reflect", key: "reflect", "aria-labelledby": id },
    h("h2", { id }, t("reflect.ask")),
    h("p", { class: "lbp-hint", id: `${id}-hint` }, t("reflect.hint")),
    h("form", { onsubmit: send },
      h("textarea", {
        class: "lbp-input", rows: "3", maxlength: String(limit), "data-act": "reflect-text", "aria-labelledby": id, "aria-describedby": `${id}-hint`, value: draft,
        oninput: (event) => {
          const { value } = event.target;
          app.set({ reflect: { attempt, text: value } });
          // What rests is kept, and so is what is left behind when the page goes.
          app.settle.later("reflect", () => !app.busy("reflect") && app.act("reflect", { text: value }, "reflect"), REFLECT_REST);
        },
      }),
      h("div", { class: "lbp-row" },
        button(app, { act: "reflect", label: t("reflect.save"), done: !changed, props: { type: "submit" }, onclick: () => {} }),
        h("p", { class: "lbp-hint", role: "status" }, !changed && kept ? [icon("check", 16), t("reflect.saved")] : draft.length >= limit ? t("reflect.long", { n: limit }) : ""))));
}

/** What was written after a patient who looked alike; folded away with one press. */
export function writtenBefore(app) {
  const { written_before: before } = app.view.case;
  if (!before) return null;
  return h("details", { class: "lbp-card lbp-written", key: "written", open: "" },
    h("summary", { "data-act": "written" }, icon("repeat", 18), before.title),
    h("p", { class: "lbp-written-text" }, before.text),
    h("p", { class: "lbp-hint" }, before.why));
}
