// Small pieces that several screens share. Each takes `app` (words, state, actions) and returns a description for `h`.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { citedWhole, disputeWhole } from "./once.js";

const FEW_CITES = 3;

/**
 * A button. `act` names it for tests and for the queue: while the act of that name waits, the button is busy.
 * `why` makes it unavailable but focusable; pressing it then says the reason.
 */
export function button(app, { act, label, before, after, look = "plain", why = null, done = false, props, onclick }) {
  const busy = Boolean(act) && app.busy(act);
  const press = (event) => {
    if (busy || done) return;
    if (why !== null) app.say(why);
    else onclick(event);
  };
  return h("button", {
    type: "button",
    class: `lbp-button lbp-button-${look}`,
    "data-act": act,
    "aria-disabled": busy || done || why !== null ? "true" : null,
    "aria-busy": busy ? "true" : null,
    title: why,
    ...props,
    onclick: press,
  },
  before && icon(before, 18),
  h("span", { class: "lbp-label", "data-saving": busy && app.slow() ? app.t("state.saving") : null }, label),
  after && icon(after, 18));
}

/** The patient's initials on sand; there are no photographs. */
export function avatar(initials, size = "") {
  return h("span", { class: `lbp-avatar ${size && `lbp-avatar-${size}`}`, "aria-hidden": "true" }, initials);
}

/** The patient's words in quotation marks of the language. */
export function quoted(app, text) {
  return app.t("quote", { text });
}

/** A plain bar of `done` out of `total`; decorative, the words beside it say the same. */
export function bar(done, total, extra = "") {
  const share = total > 0 ? Math.max(0, Math.min(1, done / total)) : 0;
  return h("span", { class: `lbp-track ${extra}`, "aria-hidden": "true" },
    h("span", { class: "lbp-fill", style: `width:${Math.round(share * 100)}%` }));
}

/** Three bars for how sure the learner was; the word stands beside. */
export function confidenceBars(level) {
  return h("span", { class: "lbp-bars", "aria-hidden": "true" },
    [1, 2, 3].map((n) => h("span", { class: n <= level ? "lbp-bar-on" : "lbp-bar-off" })));
}

/** Words only a screen reader hears. */
export function unseen(text) {
  return h("span", { class: "lbp-unseen" }, text);
}

/** "Afventer klinisk godkendelse": on every reading that no clinician has approved yet. */
export function unreviewedChip(app) {
  return h("span", { class: "lbp-chip lbp-chip-wait" }, icon("eye", 16), app.t("chip.unreviewed"));
}

/**
 * Citation chips; each opens the statement, its fact numbers and the edition below the row. Esc closes and gives the focus back.
 * @param {string} place makes the chips of this row unique on the page
 * @param {Array} named citations in full, or, where a debrief holds them once, by the ids of their statements
 */
export function citations(app, place, named, reviewed = true) {
  if (!named.length && reviewed) return null;
  const cites = named.map((one) => citedWhole(app, one));
  const { ui } = app;
  const few = cites.length <= FEW_CITES + 1 || ui.allCites[place];
  const open = cites.findIndex((cite, i) => ui.panel === `${place}:${i}`);
  const panelId = `${app.uid}-panel`;
  const toggle = (i) => {
    if (ui.panel === `${place}:${i}`) app.closePanel();
    else app.set({ panel: `${place}:${i}` });
  };
  return h("div", { class: "lbp-cites", key: `cites-${place}` },
    h("div", { class: "lbp-chips" },
      (few ? cites : cites.slice(0, FEW_CITES)).map((cite, i) => h("button", {
        type: "button",
        class: "lbp-chip lbp-cite",
        key: `${place}:${i}`,
        "data-act": `cite:${place}:${i}`,
        "aria-expanded": open === i ? "true" : "false",
        "aria-controls": open === i ? panelId : null,
        onclick: () => toggle(i),
      }, icon("doc", 16), cite.label)),
      !few && h("button", {
        type: "button", class: "lbp-chip lbp-cite", key: "more", "data-act": `cites:${place}`,
        onclick: () => app.set({ allCites: { ...ui.allCites, [place]: true } }),
      }, app.t("cites.more", { n: cites.length - FEW_CITES })),
      !reviewed && unreviewedChip(app)),
    open >= 0 && citationPanel(app, cites[open], panelId),
    h("div", { class: "lbp-only-print" }, cites.map((cite) => h("p", null, citationLine(cite)))));
}

function citationLine(cite) {
  return `${cite.label}: ${cite.statement} (${[...cite.facts, cite.edition].filter(Boolean).join(", ")})`;
}

function citationPanel(app, cite, panelId) {
  return h("div", { key: `${panelId}-${app.ui.panel}`, id: panelId, class: "lbp-panel", role: "group", "aria-label": cite.label, tabindex: "-1", mount: (node) => node.focus() },
    h("div", { class: "lbp-panel-head" },
      h("strong", null, cite.label),
      h("button", { type: "button", class: "lbp-icon-button", "data-act": "close-panel", "aria-label": app.t("action.close"), onclick: () => app.closePanel() }, icon("x", 18))),
    h("p", null, cite.statement),
    h("p", { class: "lbp-hint" }, [...cite.facts, cite.edition].filter(Boolean).join(" \u00b7 ")),
    (cite.conflicts || []).map((name) => disputeWhole(app, name)).map((one) => h("div", { class: "lbp-conflict", key: one.id, "data-conflict": one.id },
      h("p", { class: "lbp-conflict-title" }, icon("split", 18), h("strong", null, app.t("conflict.title", { question: one.question }))),
      h("p", null, h("strong", null, app.t("conflict.follow")), " ", one.follow),
      h("p", { class: "lbp-hint" }, one.id))));
}

/** Sources that disagree: sand and a forked arrow, never a warning. `whole` adds where it stands, why, and what to take from it. */
export function conflictNote(app, named, whole = false) {
  const { t } = app;
  const conflict = disputeWhole(app, named);
  return h("div", { class: "lbp-conflict", key: `conflict-${conflict.id}`, "data-conflict": conflict.id },
    h("p", { class: "lbp-conflict-title" }, icon("split", 18), h("strong", null, t("conflict.title", { question: conflict.question }))),
    h("ul", { class: "lbp-says" }, conflict.says.map((one) => h("li", null, h("strong", null, `${one.source}:`), " ", one.text,
      whole && one.section && h("span", { class: "lbp-says-where" }, ` (${one.section})`)))),
    whole && h("p", null, h("strong", null, t("conflict.why")), " ", conflict.why),
    h("p", null, h("strong", null, t("conflict.follow")), " ", conflict.follow),
    whole && h("p", null, h("strong", null, t("conflict.teach")), " ", conflict.teach),
    h("div", { class: "lbp-chips" },
      h("span", { class: "lbp-hint" }, conflict.id),
      !conflict.reviewed && unreviewedChip(app)));
}

/** Computed rows of "one changed fact, the new decision". */
export function whatIf(app, rows) {
  if (!rows.length) return null;
  return h("div", { class: "lbp-whatif", key: "whatif" },
    h("p", { class: "lbp-whatif-title" }, icon("branch", 18), h("strong", null, app.t("whatif.title"))),
    h("ul", null, rows.map((row) => h("li", null,
      h("span", { class: "lbp-whatif-change" }, row.change),
      icon("arrow", 18),
      h("span", null, unseen(app.t("whatif.becomes")), row.becomes)))));
}
