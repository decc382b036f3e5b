// The task: a filled-in form, and what the learner says of it. Nothing here knows what is right.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { instrumentsChoice, instrumentsSteps } from "./pieces.js";

function instrumentsSheet(app, host, one) {
  const { t } = app;
  const { sheet } = host.data;
  return h("section", { class: "lbp-card lbp-instruments-card", key: "sheet" },
    h("h2", null, t("instruments.sheet")),
    h("p", { class: "lbp-hint" }, t("instruments.sheet.hint")),
    one.question && h("p", { class: "lbp-instruments-question" }, one.question),
    h("ol", { class: "lbp-instruments-sheet", "data-wide": sheet.length === 1 ? "true" : null, "data-sheet": host.data.seed }, sheet.map((cell) => h("li", { key: cell.n, "data-item": cell.n, "data-empty": cell.empty ? "true" : null },
      h("span", { class: "lbp-instruments-number" }, t("instruments.item", { n: cell.n }), h("span", { class: "lbp-unseen" }, ": ")),
      h("span", { class: "lbp-instruments-value" }, cell.shown, one.unit === "mm" && !cell.empty && " mm")))));
}

function instrumentsTotal(app, host, one) {
  const { t } = app;
  const id = `${app.uid}-total`;
  const send = (event) => host.send("total", { value: event.target.value }, `total:${event.target.value}`);
  return h("div", { class: "lbp-instruments-total", key: "total" },
    h("label", { for: id }, t("instruments.total")),
    h("span", { class: "lbp-instruments-field" },
      h("input", {
        id, class: "lbp-input", "data-act": "total", inputmode: "decimal", autocomplete: "off", maxlength: 8, value: host.data.total,
        readonly: host.done, "aria-describedby": `${id}-of`, onchange: send,
      }),
      h("span", { id: `${id}-of` }, one.unit || t("instruments.total.of", { of: one.of }))),
    one.unit === "%" && h("p", { class: "lbp-hint" }, t("instruments.total.rounded")));
}

function instrumentsUses(app, host, one) {
  const { t } = app;
  const uses = host.pack.uses.filter((use) => use.instruments.includes(one.id));
  if (!uses.length) return null;
  const id = `${app.uid}-uses`;
  return h("fieldset", { class: "lbp-instruments-choices", key: "uses", "aria-describedby": id },
    h("legend", null, t("instruments.uses")),
    h("p", { class: "lbp-hint", id }, t("instruments.uses.hint")),
    h("div", { class: "lbp-instruments-column" }, uses.map((use) => {
      const on = ["yes", "no"].find((said) => host.busy(`use:${use.id}:${said}`) && host.ui.drafts[`use:${use.id}`] === said);
      const chosen = on ? on === "yes" : host.data.uses.includes(use.id);
      const send = (event) => {
        const value = event.target.checked ? "yes" : "no";
        host.ui.drafts[`use:${use.id}`] = value;
        host.send("use", { use: use.id, value }, `use:${use.id}:${value}`);
      };
      return h("label", { class: "lbp-instruments-choice", key: use.id, "data-chosen": chosen ? "true" : null },
        h("input", { type: "checkbox", "data-act": `use:${use.id}`, checked: chosen, disabled: host.done, onchange: send }),
        h("span", null, use.text));
    })));
}

function instrumentsLock(app, host) {
  const { t } = app;
  return h("div", { class: "lbp-instruments-lock", key: "lock" },
    button(app, { act: "lock", label: t("bedside.lock"), before: "lock", look: "main", why: host.data.why, onclick: () => host.send("lock", {}, "lock") }),
    h("p", { class: "lbp-hint" }, host.data.why || t("bedside.lock.once")));
}

/** The task. */
export function instrumentsTask(app, host, one) {
  const { t } = app;
  const { data, done } = host;
  const yesNo = ["yes", "no"].map((value) => ({ value, label: t(`instruments.${value}`) }));
  const another = () => host.send("begin", { setting: { instrument: one.id, seed: "new" } }, "new");
  return [
    instrumentsSheet(app, host, one),
    h("section", { class: "lbp-card lbp-instruments-card", key: "asked" },
      h("h2", null, t("instruments.asked")),
      instrumentsChoice(app, host, { name: "possible", legend: t("instruments.possible"), options: yesNo, value: data.possible, row: true }),
      data.possible === "yes" && instrumentsTotal(app, host, one),
      data.possible === "yes" && one.bands.length > 0 && instrumentsChoice(app, host, {
        name: "band", legend: t("instruments.band"), options: one.bands.map((band) => ({ value: band.id, label: band.label })), value: data.band,
      }),
      instrumentsUses(app, host, one),
      !done && instrumentsLock(app, host)),
    instrumentsSteps(app, data.steps),
    host.alone && h("div", { class: "lbp-row", key: "new" }, button(app, { act: "new", label: t("instruments.new"), before: "doc", onclick: another })),
  ];
}
