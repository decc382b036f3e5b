// Pieces that the task and the calculator share.

import { h } from "../front/dom.js";

/** What is chosen: the newest choice while it is on its way, then what Python has. */
export function instrumentsChosen(host, name, value) {
  const draft = host.ui.drafts[name];
  return draft !== undefined && host.busy(`${name}:${draft}`) ? draft : value;
}

/** A group of radio buttons; `row` puts them side by side. */
export function instrumentsChoice(app, host, { name, legend, options, value, row = false }) {
  const now = instrumentsChosen(host, name, value);
  const send = (chosen) => {
    host.ui.drafts[name] = chosen;
    host.send(name, { value: chosen }, `${name}:${chosen}`);
  };
  return h("fieldset", { class: "lbp-instruments-choices", key: name },
    h("legend", null, legend),
    h("div", { class: row ? "lbp-instruments-row" : "lbp-instruments-column" }, options.map((one) => h("label", {
      class: "lbp-instruments-choice", key: one.value, "data-chosen": now === one.value ? "true" : null,
    },
    h("input", { type: "radio", name: `${app.uid}-${name}`, "data-act": `${name}:${one.value}`, checked: now === one.value, disabled: host.done, onchange: () => send(one.value) }),
    h("span", null, one.label)))));
}

/** The arithmetic, a line for each step. */
export function instrumentsSteps(app, steps) {
  if (!steps || !steps.length) return null;
  return h("section", { class: "lbp-card lbp-instruments-card", key: "steps", "data-steps": "" },
    h("h2", null, app.t("instruments.steps")),
    h("ol", { class: "lbp-instruments-steps" }, steps.map((step, i) => h("li", { key: i }, step))));
}
