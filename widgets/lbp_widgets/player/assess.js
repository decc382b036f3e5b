// The stages between examining and deciding: the type of pain and the flags, then how the patient functions.

import { h } from "../front/dom.js";
import { flagsPage } from "../flags/page.js";
import { icfPage } from "../icf/page.js";
import { painPage } from "../pain/page.js";
import { onward } from "./panels.js";
import { caseTool, toolApp } from "./tools.js";

function toolPart(app, tool, page, ui) {
  return h("div", { class: `lbp-tool-${tool} lbp-case-tool`, key: tool, "data-tool": tool }, page(toolApp(app, tool), caseTool(app, tool, ui)));
}

function stageHead(app, stage) {
  const { t } = app;
  return h("div", { class: "lbp-page-head", key: "head" },
    h("h1", { id: `${app.uid}-title`, tabindex: "-1", "data-home": "" }, t(`${stage}.stage.title`)),
    h("p", { class: "lbp-hint" }, t(`${stage}.stage.lead`, { name: app.view.case.patient.first_name })));
}

/** Pain type, then flags. */
export function flagsStage(app) {
  return [
    stageHead(app, "flags"),
    toolPart(app, "pain", painPage),
    toolPart(app, "flags", flagsPage, () => ({ open: null })),
    onward(app, app.t("flags.stage.hint"), "function"),
  ];
}

/** The map of function. */
export function functionStage(app) {
  return [
    stageHead(app, "function"),
    toolPart(app, "icf", icfPage, () => ({ at: null })),
    onward(app, app.t("function.stage.hint"), "decision"),
  ];
}
