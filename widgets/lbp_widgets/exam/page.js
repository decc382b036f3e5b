// The page of the neurological exam: the order of the examination, the tool at hand, and the learner's own findings.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar, button, quoted } from "../front/parts.js";
import { clockText, costText } from "../front/words.js";
import { examSides } from "./acts.js";
import { examLookTool } from "./at_look.js";
import { examRaiseTool } from "./at_raise.js";
import { examReflexTool } from "./at_reflex.js";
import { examStrengthTool } from "./at_strength.js";
import { examTouchTool } from "./at_touch.js";
import { examFindings } from "./findings.js";
import { examLocalise } from "./localise.js";

export const EXAM_KEYS = [["\u2190 \u2191 \u2192 \u2193", "exam.key.figure"], ["Enter", "exam.key.touch"], ["S, V", "exam.key.view"], ["0\u20135", "exam.key.grade"]];

const EXAM_TOOLS = { sensation: examTouchTool, reflexes: examReflexTool, strength: examStrengthTool, nerve_stretch: examRaiseTool };

/** Where the page stands before anything was touched. Nothing that is a technique is chosen beforehand. */
export function examUi() {
  return {
    group: "sensation", side: null, tool: "light", region: null, listed: null, touched: [], wants: null, consent: {}, roots: null, leaving: null,
    reflex: "patellar", movement: "knee_extension", resistance: null, raise: "straight_leg_raise", by: null, typed: {}, draft: null, shown: 0, last: null,
  };
}

/** The page of the exam. */
export function examPage(app, host) {
  // A drill asks for the root, so it does not print it on every area unless asked to.
  if (host.ui.roots === null) host.ui.roots = !host.data.who.level;
  const group = host.pack.groups.find((one) => one.id === host.ui.group);
  return [
    host.alone && examHead(app, host),
    h("div", { class: "lbp-exam-columns", key: "columns" },
      examRail(app, host),
      h("div", { class: "lbp-exam-middle", key: "middle" },
        examStage(app, host, group),
        examLocalise(app, host),
        host.alone && !host.done && examLock(app, host)),
      h("div", { class: "lbp-exam-right", key: "right" }, examFindings(app, host), host.beside)),
  ];
}

function examHead(app, host) {
  const { t } = app;
  const { who, time } = host.data;
  return h("div", { class: "lbp-exam-head", key: "head" },
    h("div", null,
      h("h1", { tabindex: "-1", "data-home": "" }, t("exam.title")),
      h("p", null, t(who.says ? "exam.lead.drill" : "exam.lead.case")),
      who.level && examLevels(app, host)),
    h("div", { class: "lbp-card lbp-exam-who" },
      h("p", null, h("strong", null, t("exam.who", { name: who.name, age: who.age })), who.level && h("span", { class: "lbp-chip" }, t("exam.level", { n: who.level }))),
      who.says && h("p", { class: "lbp-exam-says" }, quoted(app, who.says)),
      h("p", { class: "lbp-hint lbp-exam-clock" }, icon("clock", 16), t("exam.time", { used: clockText(time.used), total: costText(t, time.total) })),
      bar(time.used, time.total, time.used > time.total ? "lbp-track-over" : "")));
}

/** Another patient; one who has been examined and not been locked is not left by a slip. */
function examLevels(app, host) {
  const { t } = app;
  const { ui, data } = host;
  const go = (n) => host.send("begin", { setting: { level: n } }, "begin");
  const ask = (n) => (data.performed.length && !host.done ? host.set({ leaving: n }) : go(n));
  return h("div", { class: "lbp-exam-levels", role: "group", "aria-label": t("exam.levels") },
    h("span", { class: "lbp-exam-choice-label" }, t("exam.levels")),
    ui.leaving
      ? [h("span", null, t("exam.leaving")), button(app, { act: "leave", label: t("exam.leave"), look: "small", onclick: () => go(ui.leaving) }), button(app, { act: "stay", label: t("exam.stay"), look: "small", onclick: () => host.set({ leaving: null }) })]
      : [1, 2, 3].map((n) => button(app, { act: `begin:${n}`, label: t(`exam.level.${n}`), look: "small", props: { key: n, "aria-label": t("exam.next", { n }) }, onclick: () => ask(n) })));
}

/** How far a group is covered, by sides and not by what was found. */
function examCoverage(host, group) {
  const parts = host.pack.manoeuvres.filter((one) => one.group === group.id).map((one) => {
    const had = examSides(host.data, one.id);
    return one.sided ? had.size / 2 : had.size;
  });
  return parts.every((part) => part === 1) ? "full" : parts.some((part) => part > 0) ? "half" : "none";
}

/** Show a part of the examination, and go on from its heading. */
function examGoTo(app, host, group) {
  host.set({ group });
  const heading = app.root.querySelector(`#${app.uid}-stage`);
  if (heading) heading.focus({ preventScroll: heading.getBoundingClientRect().top > 0 });
}

function examRail(app, host) {
  const { t } = app;
  return h("nav", { class: "lbp-card lbp-exam-rail", key: "rail", "aria-label": t("exam.rail") },
    h("ol", null, host.pack.groups.map((group) => {
      const state = examCoverage(host, group);
      return h("li", { key: group.id, "data-coverage": state },
        h("button", { type: "button", "data-act": `group:${group.id}`, "aria-current": group.id === host.ui.group ? "step" : null, onclick: () => examGoTo(app, host, group.id) },
          h("span", null, group.label),
          h("span", { class: "lbp-exam-mark", "aria-hidden": "true" }, state === "full" && icon("check", 16)),
          h("span", { class: "lbp-unseen" }, `, ${t(`exam.coverage.${state}`)}`)));
    })));
}

function examStage(app, host, group) {
  const { t } = app;
  const tool = EXAM_TOOLS[group.id];
  const costs = host.pack.manoeuvres.filter((one) => one.group === group.id);
  const id = `${app.uid}-stage`;
  return h("section", { class: "lbp-card lbp-exam-stage", key: `stage-${group.id}`, "aria-labelledby": id, "data-group": group.id },
    h("div", { class: "lbp-exam-stage-head" },
      h("h2", { id, tabindex: "-1" }, group.label),
      tool && h("span", { class: "lbp-chip" }, icon("clock", 16), t("exam.cost.side", { cost: costText(t, costs[0].seconds) }))),
    tool ? tool(app, host) : examLookTool(app, host, group));
}

function examLock(app, host) {
  const { t } = app;
  return h("div", { class: "lbp-exam-lock", key: "lock" },
    h("p", { class: "lbp-hint" }, t("bedside.lock.once")),
    button(app, { act: "lock", label: t("bedside.lock"), look: "main", before: "lock", why: host.data.answer ? null : t("exam.localise.choose"), onclick: () => host.send("lock", {}, "lock") }));
}
