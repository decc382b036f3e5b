// Decisions: what is known on the left, the triage board on the right.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { talkPage, talkUi } from "../talk/page.js";
import { triageBoard } from "../triage/board.js";
import { estimatePanel } from "./estimate.js";
import { notepad } from "./notepad.js";
import { stageTabs } from "./panels.js";
import { caseTool, toolApp } from "./tools.js";

/** The decision stage. */
export function decisionStage(app) {
  const { t, ui, view } = app;
  return [
    stageTabs(app, t("tabs.decision"), "branch"),
    h("div", { class: "lbp-columns lbp-columns-two", key: "columns", "data-tab": ui.tab },
      h("div", { class: "lbp-right", key: "notes" }, notepad(app)),
      h("div", { class: "lbp-middle", key: "middle" },
        h("div", { class: "lbp-page-head" },
          h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t("decision.title")),
          h("p", { class: "lbp-hint" }, t(view.case.board.locked ? "decision.locked" : "decision.lead"))),
        estimatePanel(app, "after", "top"),
        h("details", { class: "lbp-case-talk", key: "talk", "data-tool": "talk" },
          h("summary", null, t("talk.stage.open", { name: view.case.patient.first_name })),
          h("p", { class: "lbp-hint" }, t("talk.stage.lead")),
          talkPage(toolApp(app, "talk"), caseTool(app, "talk", talkUi))),
        triageBoard(app, boardHost(app)))),
  ];
}

/** Who carries the board's acts here: the case. Its marks come in the debrief. */
function boardHost(app) {
  const { t, view } = app;
  const go = (stage, act) => () => app.act("go", { case: view.case.id, stage }, act);
  return {
    data: view.case.board, pack: { board: app.pack.board }, done: view.case.board.locked, alone: false,
    ui: app.ui.board, busy: app.busy, send: app.act,
    set(changes) {
      const { tab, ...own } = changes;
      Object.assign(app.ui.board, own);
      app.set(tab ? { tab } : {});
    },
    back: button(app, { act: "back:examination", before: "back", label: t("lock.back"), onclick: go("examination", "back:examination") }),
    onward: button(app, { act: "onward:follow_up", look: "main", after: "arrow", label: t("onward.follow_up"), onclick: go("follow_up", "onward:follow_up") }),
  };
}
