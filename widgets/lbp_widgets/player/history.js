// History: the conversation so far, and the picker below it.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { costText } from "../front/words.js";
import { estimatePanel } from "./estimate.js";
import { onward, patientCard, stageTabs } from "./panels.js";
import { notepad } from "./notepad.js";
import { picker } from "./picker.js";
import { writtenBefore } from "./reflect.js";

const SHOWN = 4;

/** The history stage. */
export function historyStage(app) {
  const { t, ui } = app;
  return [
    stageTabs(app, t("tabs.talk"), "chat"),
    h("div", { class: "lbp-columns", key: "columns", "data-tab": ui.tab },
      h("div", { class: "lbp-left", key: "left" }, patientCard(app), writtenBefore(app), toward(app, "left")),
      h("section", { class: "lbp-card lbp-middle lbp-talk", key: "middle", "aria-labelledby": `${app.uid}-title` }, conversation(app), picker(app)),
      h("div", { class: "lbp-right", key: "right" }, notepad(app)),
      h("div", { class: "lbp-onward-low", key: "low" }, toward(app, "low"))),
  ];
}

/** What stands at the end of the history: what the learner thinks now, and the way on. */
function toward(app, spot) {
  return h("div", { class: "lbp-toward", key: "toward" }, estimatePanel(app, "before", spot), onward(app, app.t("history.hint"), "examination"));
}

function conversation(app) {
  const { t, ui, view } = app;
  const { history, patient } = view.case;
  const folded = ui.unfolded ? 0 : Math.max(0, history.length - SHOWN);
  return h("div", { class: "lbp-conversation" },
    h("div", { class: "lbp-talk-head" },
      h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("history.title", { name: patient.first_name })),
      history.length > SHOWN && h("button", {
        type: "button", class: "lbp-link", "data-act": "unfold", "aria-expanded": ui.unfolded ? "true" : "false", onclick: () => app.set({ unfolded: !ui.unfolded }),
      }, ui.unfolded ? t("history.fold") : t("history.unfold", { n: folded }))),
    h("div", { class: "lbp-log", role: "log", "aria-live": "polite", "aria-label": t("history.log") },
      history.length === 0 && h("div", { class: "lbp-empty", key: "empty" }, icon("chat"), h("div", null, h("strong", null, t("history.empty")), h("p", null, t("history.empty.hint", { name: patient.first_name })))),
      history.slice(folded).map((entry) => logEntry(app, entry))));
}

function logEntry(app, entry) {
  return h("div", { class: "lbp-entry", key: entry.question, "data-question": entry.question },
    h("div", { class: "lbp-entry-head" },
      h("h2", null, entry.text),
      h("span", { class: "lbp-hint" }, costText(app.t, entry.seconds), entry.over && ` \u00b7 ${app.t("time.over.mark")}`)),
    h("p", { class: "lbp-answer" }, entry.answer));
}
