// The page: which form, a task or the calculator, and beside it what is known of the form.

import { h } from "../front/dom.js";
import { instrumentsGuideline, instrumentsOwner, instrumentsRules } from "./about.js";
import { instrumentsCalculator } from "./calculator.js";
import { instrumentsTask } from "./task.js";

const INSTRUMENTS_TABS = ["task", "own"];

function instrumentsChooser(app, host) {
  const { t } = app;
  return h("div", { class: "lbp-instruments-chooser", key: "chooser", role: "group", "aria-label": t("instruments.choose") },
    host.pack.instruments.map((one) => h("button", {
      type: "button", key: one.id, class: "lbp-instruments-pick", "data-act": `pick:${one.id}`, title: one.full,
      "aria-pressed": one.id === host.data.instrument ? "true" : "false", "aria-busy": host.busy(`pick:${one.id}`) ? "true" : null,
      onclick: () => one.id !== host.data.instrument && host.send("begin", { setting: { instrument: one.id } }, `pick:${one.id}`),
    }, one.name)));
}

function instrumentsTabs(app, host) {
  const { t } = app;
  return h("div", { class: "lbp-segments lbp-instruments-tabs", key: "tabs", role: "group", "aria-label": t("instruments.ways") },
    INSTRUMENTS_TABS.map((tab) => h("button", {
      type: "button", key: tab, "data-act": `tab:${tab}`, "aria-pressed": host.ui.kept.tab === tab ? "true" : "false", onclick: () => host.set({ kept: Object.assign(host.ui.kept, { tab }) }),
    }, t(`instruments.tab.${tab}`))));
}

/** The page of the instruments tool. */
export function instrumentsPage(app, host) {
  const { t } = app;
  const one = host.pack.instruments.find((known) => known.id === host.data.instrument);
  // A host that does not know this page's state gives it an empty one.
  if (!host.ui.kept) Object.assign(host.ui, { kept: { tab: "task" }, drafts: {} });
  return [
    h("div", { class: "lbp-page-head lbp-instruments-head", key: "head" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("instruments.title")),
      h("p", { class: "lbp-hint" }, t("instruments.lead"))),
    // Inside a case the case says which form it is.
    host.alone && instrumentsChooser(app, host),
    h("div", { class: "lbp-instruments-columns", key: `columns-${one.id}` },
      h("div", { class: "lbp-instruments-work", key: "work" },
        instrumentsTabs(app, host),
        host.ui.kept.tab === "own" ? instrumentsCalculator(app, host, one) : instrumentsTask(app, host, one)),
      h("aside", { class: "lbp-instruments-aside", key: "aside", "aria-label": t("instruments.about", { name: one.name }) },
        instrumentsRules(app, host, one),
        instrumentsGuideline(app, host, one),
        instrumentsOwner(app, one))),
  ];
}

/** What is said aloud after an act: the calculator's total when it has changed. */
export function instrumentsSpoken(app, before, now) {
  if (before.instrument !== now.instrument) return null;
  const was = before.result.total;
  const is = now.result.total;
  if (is === was) return null;
  return is === null ? app.t("instruments.none") : [app.t("instruments.said", { total: is }), now.result.band].filter(Boolean).join(" ");
}
