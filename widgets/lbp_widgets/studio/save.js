// Saving: first what it would do, line by line; then one clear choice. Nothing is overwritten unseen.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";

/** What saving would do, and the buttons for it. */
export function saveDialog(app, plan) {
  const { t } = app;
  const file = `${plan.name || "case"}.yaml`;
  const ready = plan.problems === 0 && plan.writable && plan.name;
  const nothing = plan.state === "same" && plan.diff.length === 0;
  const clash = plan.state === "changed" || plan.state === "foreign";
  const copy = plan.free === plan.name ? `${plan.name}-2` : plan.free;
  return dialog(app, {
    key: "dialog-save",
    title: t("studio.plan"),
    body: h("div", { class: "lbp-s-plan", "data-plan": plan.state, "data-ready": ready ? "true" : "false" },
      plan.again && h("p", { class: "lbp-s-clash", role: "alert" }, icon("oct", 18), h("span", null, t("studio.plan.again"))),
      !plan.writable && h("p", { class: "lbp-s-clash" }, icon("lock", 18), h("span", null, t("studio.read_only"))),
      plan.problems > 0 && h("p", { class: "lbp-s-clash" }, icon("oct", 18), h("span", null, t("studio.plan.problems", { n: plan.problems }))),
      plan.name && h("p", clash ? { class: "lbp-s-clash" } : null, clash && icon("oct", 18), h("span", null, t(nothing ? "studio.plan.nothing" : `studio.plan.${plan.state}`, { file }))),
      plan.diff.length > 0 && h("pre", { class: "lbp-s-diff", tabindex: "0", role: "region", "aria-label": t("studio.plan.diff"), lang: "en" }, plan.diff.map((line, i) => h("span", { key: String(i), "data-sign": line[0] }, `${line}\n`))),
      ready && (plan.state === "same" || clash) && !nothing && h("p", { class: "lbp-hint" }, t("studio.plan.backup"))),
    buttons: [
      button(app, { act: "save-cancel", label: t("studio.cancel"), props: { key: "cancel" }, onclick: closeDialog }),
      plan.problems > 0 && button(app, { act: "save-look", label: t("studio.plan.look"), look: "main", props: { key: "look", autofocus: true }, onclick: (event) => { closeDialog(event); app.showPane("yaml"); } }),
      button(app, { act: "save-download", label: t("studio.download"), before: "dl", props: { key: "download" }, onclick: () => app.download() }),
      ready && clash && button(app, { act: "save-replace", label: t("studio.plan.replace"), props: { key: "replace" }, onclick: () => app.save({ disk: plan.disk }) }),
      ready && clash && button(app, { act: "save-copy", label: t("studio.plan.copy", { file: `${copy}.yaml` }), look: "main", props: { key: "copy", autofocus: true }, onclick: () => app.save({ disk: "", copy }) }),
      ready && !clash && !nothing && button(app, { act: "save-go", label: t("studio.plan.save"), look: "main", props: { key: "go", autofocus: true }, onclick: () => app.save({ disk: plan.disk }) }),
    ],
  });
}

/** Hand the case to the browser as a file. */
export function downloadCase({ id, text }) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${id || "case"}.yaml`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
