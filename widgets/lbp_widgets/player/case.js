// A case: its header with stepper and time, and which screen each stage draws.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, bar, unseen } from "../front/parts.js";
import { clockText, costText } from "../front/words.js";
import { flagsStage, functionStage } from "./assess.js";
import { historyStage } from "./history.js";
import { examinationStage } from "./examination.js";
import { decisionStage } from "./decision.js";
import { followUpStage } from "./followup.js";
import { debriefStage } from "./debrief.js";

const STAGE_SCREENS = { history: historyStage, examination: examinationStage, flags: flagsStage, function: functionStage, decision: decisionStage, follow_up: followUpStage, debrief: debriefStage };

/** The screen of the stage that Python says is shown. */
export function caseScreen(app) {
  const { stage } = app.view.case;
  return h("div", { class: `lbp-stage lbp-stage-${stage}`, key: `stage-${stage}` }, STAGE_SCREENS[stage](app));
}

/** Ask Python for another stage of this case. */
export function goToStage(app, stage) {
  app.act("go", { case: app.view.case.id, stage }, `stage:${stage}`);
}

/** Second bar: who, which stage, how much time. */
export function caseBar(app) {
  const { t, view } = app;
  const { patient, visit } = view.case;
  return h("div", { class: "lbp-casebar", key: "casebar" },
    h("div", { class: "lbp-who" }, avatar(patient.initials, "small"),
      h("div", null, h("strong", null, t("case.who", { name: patient.name, age: patient.age })), h("span", { class: "lbp-hint" }, visit.label))),
    stepper(app),
    timeMeter(app));
}

function stepper(app) {
  const { t } = app;
  const { stages, stage } = app.view.case;
  const at = stages.findIndex((one) => one.id === stage);
  // After the follow-up may come another visit or the debrief; which, nobody knows before.
  const next = stages[at + 1];
  return h("nav", { class: "lbp-stepper", "aria-label": t("step.name") },
    h("ol", null, stages.map((one, i) => step(app, one, i, stages.length))),
    h("p", { class: "lbp-step-line", "aria-hidden": "true" },
      h("strong", null, t("step.line", { n: at + 1, total: stages.length, label: stages[at].label })),
      next && next.id !== "debrief" && h("span", { class: "lbp-hint" }, t("step.next", { label: next.label }))));
}

function step(app, one, i, total) {
  const { t } = app;
  const shown = one.id === app.view.case.stage;
  const state = shown ? "shown" : one.state;
  // A reason means that it cannot be opened, also when it is done: locked decisions close history and examination.
  const closed = !shown && (one.state === "closed" || Boolean(one.why));
  const press = () => {
    if (shown) return;
    if (closed) app.set({ notice: { tone: "info", text: one.why || t("step.closed") } });
    else goToStage(app, one.id);
  };
  return h("li", { key: one.id, "data-state": state },
    h("button", {
      type: "button", "data-act": `stage:${one.id}`, title: closed ? one.why : null,
      "aria-current": shown ? "step" : null, "aria-disabled": closed ? "true" : null, onclick: press,
      "aria-label": t("step.say", { n: i + 1, total, label: one.label, state: t(`step.state.${state}`) }),
    },
    h("span", { class: "lbp-step-mark" }, one.state === "done" && !shown ? icon("check", 16) : i + 1),
    h("span", { class: "lbp-step-label" }, one.label)));
}

function timeMeter(app) {
  const { t } = app;
  const { used, total } = app.view.case.time;
  const over = used > total;
  const words = over ? t("time.over", { over: costText(t, used - total) }) : t("time.of", { total: costText(t, total) });
  return h("div", { class: "lbp-time", "data-over": over ? "true" : null },
    h("p", null, icon("clock", 18),
      h("strong", { "aria-hidden": "true" }, clockText(used)), h("span", { class: "lbp-time-of", "aria-hidden": "true" }, ` ${words}`),
      unseen(over ? words : t("time.say", { used: costText(t, used), total: costText(t, total) }))),
    bar(used, total, over ? "lbp-track-over" : ""));
}
