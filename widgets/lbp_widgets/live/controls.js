// What the teacher decides about the page itself: which course, which page, who is looking, and when somebody is stuck.

import { h } from "../front/dom.js";

const TABS = ["class", "answers", "review"];
const MODES = ["projector", "private"];

/** Course, pages, mode and, for the teacher alone, the limits. */
export function controls(app) {
  const { t, ask } = app;
  const { courses } = app.parts.top;
  return h("div", { class: "lbp-lv-controls", key: "controls" },
    h("div", { class: "lbp-lv-mode", key: "mode" },
      h("div", { class: "lbp-segments", role: "group", "aria-label": t("live.mode") },
        MODES.map((mode) => h("button", { type: "button", key: mode, "data-act": `mode:${mode}`, "aria-pressed": ask.mode === mode ? "true" : "false", onclick: () => app.setMode(mode) }, t(`live.mode.${mode}`)))),
      h("p", { class: ask.mode === "private" ? "lbp-lv-warn" : "lbp-hint", role: "status" }, t(`live.mode.${ask.mode}.hint`))),
    courses.length > 1 && h("label", { class: "lbp-lv-field", key: "course" }, h("span", null, t("live.course")),
      h("select", { "data-act": "course", value: ask.course, onchange: (event) => app.want({ course: event.target.value, group: "", at: "", seen: 0 }) },
        courses.map(([id, title]) => h("option", { value: id, key: id, selected: id === ask.course }, title)))),
    ask.mode === "private" && ask.tab === "class" && ["quiet", "slow"].map((name) => limit(app, name)),
    h("div", { class: "lbp-lv-tabs", key: "tabs", role: "group", "aria-label": t("live.pages") },
      TABS.map((tab) => h("button", { type: "button", key: tab, "data-act": `tab:${tab}`, "aria-current": ask.tab === tab ? "page" : null, onclick: () => app.want({ tab }) }, t(`live.tab.${tab}`)))));
}

function limit(app, name) {
  const { fewest, most } = app.limits;
  return h("label", { class: "lbp-lv-field", key: name }, h("span", null, app.t(`live.limit.${name}`)),
    h("input", {
      type: "number", min: fewest, max: most, step: 1, inputmode: "numeric", "data-act": `limit:${name}`,
      value: app.ask[name] ?? app.limits[name],
      onchange: (event) => app.want({ [name]: Number.parseInt(event.target.value, 10) || app.limits[name] }),
    }));
}

/** Back, the guideline's answer, on, and a list of all steps. */
export function reviewBar(app) {
  const { t } = app;
  const step = app.parts.review;
  if (!step) return null;
  if (step.refused && !step.at) return h("p", { class: "lbp-card lbp-lv-panel lbp-lv-refused", key: "refused", role: "status" }, step.refused);
  const stepButton = (act, words, goal, onclick) => h("button", { type: "button", key: act, class: "lbp-button lbp-button-plain", "data-act": act, "aria-disabled": goal ? null : "true", onclick: () => goal && onclick() }, words);
  return h("div", { class: "lbp-lv-review-bar", key: "review-bar" },
    h("div", { class: "lbp-row", key: "moves" },
      stepButton("previous", t("live.review.previous"), step.previous, app.back),
      step.key && h("button", { type: "button", key: "key", class: `lbp-button lbp-button-${step.on ? "plain" : "main"}`, "data-act": "key", "aria-pressed": step.on ? "true" : "false", onclick: () => app.put(step.key, !step.on) }, t(step.on ? "live.review.unkey" : "live.review.key")),
      stepButton("next", t("live.review.next"), step.next, () => app.go(step.next, "[data-panel=step] h2")),
      h("label", { class: "lbp-lv-field lbp-lv-jump", key: "jump" }, h("span", null, t("live.review.jump")),
        h("select", { "data-act": "jump", value: step.at, onchange: (event) => app.go(event.target.value) },
          step.steps.map(([name, label]) => h("option", { value: name, key: name, selected: name === step.at }, label))))),
    h("p", { class: "lbp-hint", key: "keys" }, t("live.review.keys")),
    h("div", { class: "lbp-lv-follow", key: "follow" },
      h("label", { class: "lbp-lv-check" },
        h("input", { type: "checkbox", "data-act": "follow", checked: app.ask.follow, onchange: (event) => app.setFollow(event.target.checked) }),
        h("span", null, t("live.review.follow"))),
      h("p", { class: "lbp-hint" }, t(app.ask.follow ? "live.review.follow.hint" : "live.review.alone"))),
    step.refused && h("p", { class: "lbp-lv-warn", key: "refused", role: "status" }, step.refused));
}
