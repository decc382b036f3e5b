// Panels that several stages stand beside: the patient's card, the two tabs of a phone, and the way on.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, button, quoted } from "../front/parts.js";

/** The patient's card: what one knows at the door, in the patient's words. */
export function patientCard(app) {
  const { t, view } = app;
  const { patient, visit } = view.case;
  return h("section", { class: "lbp-card lbp-patient", key: "patient", "aria-label": t("case.patient") },
    h("div", { class: "lbp-patient-who" }, avatar(patient.initials, "large"),
      h("h2", null, patient.name), h("p", { class: "lbp-hint" }, t("person", { age: patient.age, occupation: patient.occupation }))),
    visit.bridge && h("p", { class: "lbp-bridge" }, visit.bridge),
    h("p", { class: "lbp-words" }, quoted(app, visit.opening)),
    h("dl", { class: "lbp-door" },
      visit.place_time && h("div", null, h("dt", null, t("case.place")), h("dd", null, visit.place_time)),
      visit.door.map((fact) => h("div", null, h("dt", null, fact.label), h("dd", null, fact.value)))));
}

/** Below 768 px the stage and the notepad are two tabs. */
export function stageTabs(app, mainWord, mainIcon) {
  const { t, ui, view } = app;
  const tab = (name, iconName, word, count) => h("button", {
    type: "button", "data-act": `tab:${name}`, "aria-pressed": ui.tab === name ? "true" : "false", onclick: () => app.set({ tab: name }),
  }, icon(iconName), word, count !== undefined && h("span", { class: "lbp-chip lbp-tab-count" }, count));
  return h("div", { class: "lbp-tabs", key: "tabs", role: "group", "aria-label": t("tabs.name") },
    tab("main", mainIcon, mainWord), tab("notes", "list", t("notes.title"), view.case.notepad.count));
}

/** The way on, with a line of what is usual. */
export function onward(app, text, stage) {
  const target = app.view.case.stages.find((one) => one.id === stage);
  const act = `onward:${stage}`;
  return h("section", { class: "lbp-card lbp-onward", key: "onward" },
    h("p", { class: "lbp-hint" }, text),
    button(app, {
      act, look: "main", after: "arrow", label: app.t(`onward.${stage}`), why: target.state === "closed" ? target.why : null,
      onclick: () => app.act("go", { case: app.view.case.id, stage }, act),
    }));
}
