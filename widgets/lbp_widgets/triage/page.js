// The board by itself: beside it the patient on one page, with everything that is known, so that one can decide.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { padLegend, padLine } from "../front/pad.js";
import { avatar, quoted } from "../front/parts.js";
import { triageBoard } from "./board.js";

/** The page of the triage tool. */
export function triagePage(app, host) {
  const { t } = app;
  return [
    h("div", { class: "lbp-page-head lbp-triage-title", key: "title" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("decision.title")),
      h("p", { class: "lbp-hint" }, t(host.data.locked ? "decision.locked" : "decision.lead"))),
    triageTabs(app, host),
    h("div", { class: "lbp-triage-page", key: "page", "data-tab": host.ui.tab },
      triagePatient(app, host.data.patient),
      triageBoard(app, host)),
  ];
}

/** Below 768 px the patient and the board are two tabs. */
function triageTabs(app, host) {
  const tab = (name, iconName, word) => h("button", {
    type: "button", key: name, "data-act": `tab:${name}`, "aria-pressed": host.ui.tab === name ? "true" : "false", onclick: () => host.set({ tab: name }),
  }, icon(iconName), word);
  return h("div", { class: "lbp-triage-tabs", key: "tabs", role: "group", "aria-label": app.t("tabs.name") },
    tab("patient", "user", app.t("case.patient")), tab("main", "branch", app.t("tabs.decision")));
}

function triagePatient(app, patient) {
  const { t } = app;
  const place = { label: t("case.place"), value: patient.place_time };
  return h("aside", { class: "lbp-card lbp-triage-patient", key: "patient", "aria-labelledby": `${app.uid}-patient` },
    h("div", { class: "lbp-triage-who" }, avatar(patient.initials),
      h("div", null,
        h("h2", { id: `${app.uid}-patient` }, patient.name),
        h("p", { class: "lbp-hint" }, t("person", { age: patient.age, occupation: patient.occupation }), ". ", patient.visit))),
    h("p", { class: "lbp-triage-said" }, quoted(app, patient.opening)),
    h("dl", { class: "lbp-triage-door" }, [place, ...patient.door].map((one) => h("div", { key: one.label }, h("dt", null, one.label), h("dd", null, one.value)))),
    h("p", { class: "lbp-hint" }, t("triage.known")),
    patient.tracks.map((track) => triageTrack(app, track)),
    padLegend(app));
}

/** One part of the notepad: what there is line by line, and in one line what there is not. */
function triageTrack(app, track) {
  const absent = { id: `${track.id}.absent`, state: "absent", label: app.t("triage.absent"), text: track.absent.join("; ") };
  return h("section", { key: track.id, "aria-label": track.label },
    h("h3", null, track.label),
    h("ul", null, track.lines.map((line) => padLine(app, line)), track.absent.length > 0 && padLine(app, absent)));
}
