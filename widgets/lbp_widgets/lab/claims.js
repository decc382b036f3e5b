// The claims bench: what the draft says about its own tests, judged by the student and resolved by its own table.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, citations, confidenceBars, conflictNote, unreviewedChip } from "../front/parts.js";
import { decimalText, percentText } from "./controls.js";
import { judgedMark, placeLink } from "./pieces.js";

function judge(app, claim, key, state) {
  const { t } = app;
  const draft = state.drafts[claim.id] || {};
  const put = (changes) => app.setBench(key, { drafts: { ...state.drafts, [claim.id]: { ...draft, ...changes } } });
  const ready = draft.holds !== undefined && draft.certainty !== undefined;
  const radio = (group, value, words, chosen, change) => h("label", { class: "lbp-l-option", "data-chosen": chosen ? "true" : null },
    h("input", { type: "radio", name: `${app.uid}-${key}-${group}-${claim.id}`, checked: chosen, "data-act": `${group}:${claim.id}:${value}`, onchange: () => put(change) }),
    words);
  return [
    h("fieldset", { class: "lbp-l-options", key: "verdict" },
      h("legend", null, t("lab.claim.verdict")),
      radio("holds", "yes", t("lab.claim.holds"), draft.holds === true, { holds: true }),
      radio("holds", "no", t("lab.claim.fails"), draft.holds === false, { holds: false })),
    h("fieldset", { class: "lbp-l-options", key: "certainty" },
      h("legend", null, t("lab.claim.certainty")),
      [1, 2, 3].map((level) => radio("certainty", level, [confidenceBars(level), t(`lab.certainty.${level}`)], draft.certainty === level, { certainty: level }))),
    h("div", { class: "lbp-row", key: "judge" },
      button(app, {
        act: `claim:${claim.id}`, label: t("lab.claim.lock"), before: "lock", look: "main", why: ready ? null : t("lab.claim.why"),
        onclick: () => app.act("claim", { claim: claim.id, ...draft }, `claim:${claim.id}`),
      }),
      claim.try_with && placeLink(app, { what: "tool", id: "one_test", query: `test=${claim.try_with.test}&result=${claim.try_with.result}` }, { class: "lbp-link" }, icon("target", 16), t("lab.claim.try"))),
  ];
}

function resolved(app, claim) {
  const { t } = app;
  const { judged } = claim;
  const grade = judged.verdict === "either" ? "partly" : judged.right ? "right" : "wrong";
  return [
    h("div", { class: "lbp-l-resolved", key: "resolved", "data-grade": grade },
      judgedMark(app, grade),
      h("div", null,
        h("p", { "data-verdict": "", tabindex: "-1" }, h("strong", null, judged.words), " ", t(judged.holds ? "lab.claim.said.holds" : "lab.claim.said.fails", { certainty: t(`lab.certainty.${judged.certainty}`) })),
        h("p", null, judged.because))),
    citations(app, `claim-${claim.id}`, judged.citations, judged.reviewed),
    judged.conflicts.map((one) => conflictNote(app, one)),
  ];
}

/** All claims, each open until it is judged. */
export function claimsBench(app, key) {
  const { t, view } = app;
  const state = app.bench(key, () => ({ drafts: {} }));
  const done = view.claims.filter((claim) => claim.judged).length;
  return h("div", { class: "lbp-l-claims", key: "claims" },
    h("p", { class: "lbp-l-bounds" }, t("lab.claims.bounds", { negative: decimalText(app, app.pack.bounds.lr_negative, 1), positive: decimalText(app, app.pack.bounds.lr_positive, 0), sensitivity: percentText(app, app.pack.bounds.sensitivity) }), " ", unreviewedChip(app)),
    h("p", { class: "lbp-hint" }, t("lab.claims.done", { n: done, total: view.claims.length })),
    h("ol", null, view.claims.map((claim, i) => h("li", { key: claim.id, class: "lbp-card lbp-l-claim", "data-claim": claim.id, "data-judged": claim.judged ? "true" : null },
      h("p", { class: "lbp-l-kicker" }, t("lab.claim.number", { n: i + 1, total: view.claims.length }), " \u00b7 ", claim.place),
      h("h3", { class: "lbp-l-said" }, claim.text),
      claim.judged ? resolved(app, claim) : judge(app, claim, key, state)))));
}
