// What is known of a form: how it is counted, where the lines are, who owns it, and what the guideline says of using it.
// Each part can be folded; what was open folds by itself once the answer is locked, so that the result is near.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { citations, conflictNote, unreviewedChip } from "../front/parts.js";

function instrumentsFold(key, title, open, ...kids) {
  return h("details", { class: "lbp-card lbp-instruments-fold", key, open, "data-fold": key },
    h("summary", null, h("h2", null, title), icon("down")),
    h("div", { class: "lbp-instruments-folded" }, kids));
}

function instrumentsClaim(app, one, claim, ...more) {
  const { t } = app;
  return h("div", { class: "lbp-instruments-claim", key: claim.about, "data-claim": claim.about, "data-verified": claim.verified ? "true" : "false" },
    h("h3", null, t(`instruments.about.${claim.about}`)),
    h("p", null, claim.text),
    more,
    claim.seen && h("p", { class: "lbp-hint", key: "seen" }, t("instruments.seen", { seen: claim.seen })),
    h("div", { class: "lbp-chips" },
      // That a single number can be missing was not looked up anywhere, and does not claim to be.
      (claim.seen || claim.citations.length > 0 || !claim.verified) && h("span", { class: "lbp-chip lbp-chip-wait", key: "verified" }, claim.verified ? icon("check", 16) : mark("mark-na", 16), t(claim.verified ? "instruments.verified" : "instruments.not_verified")),
      claim.outside && unreviewedChip(app)),
    citations(app, `${one.id}-${claim.about}`, claim.citations));
}

function instrumentsBands(one) {
  return h("dl", { class: "lbp-instruments-bands" }, one.bands.map((band) => h("div", { key: band.id }, h("dt", null, band.label), h("dd", null, band.range))));
}

/** How a form is counted, what to do where answers are missing, and where the lines are. */
export function instrumentsRules(app, host, one) {
  const { t } = app;
  return instrumentsFold("rules", t("instruments.rules", { name: one.name }), !host.done,
    h("p", { key: "full" }, h("strong", null, one.full), ". ", one.measures),
    one.note && h("p", { class: "lbp-instruments-said", key: "note" }, icon("info", 18), h("span", null, one.note)),
    one.claims.filter((claim) => claim.about !== "licence").map((claim) => instrumentsClaim(app, one, claim, claim.about === "cut_offs" && instrumentsBands(one))));
}

/** Who owns a form, where it is to be had, on which terms, and where it was published. */
export function instrumentsOwner(app, one) {
  const { t } = app;
  return instrumentsFold("owner", t("instruments.ownership"), false,
    one.claims.filter((claim) => claim.about === "licence").map((claim) => instrumentsClaim(app, one, claim,
      h("p", { key: "owner" }, t("instruments.owner", { owner: one.owner })),
      h("p", { key: "form" }, t("instruments.form", { form: one.form })))),
    h("div", { class: "lbp-instruments-claim", key: "source" },
      h("h3", null, t("instruments.source")),
      h("ul", { class: "lbp-instruments-sources" }, one.sources.map((source) => h("li", { key: source }, source)))));
}

/** What the guideline says of using the form, and where the sources disagree. */
export function instrumentsGuideline(app, host, one) {
  const { t } = app;
  return instrumentsFold("guideline", t("instruments.guideline"), !host.done,
    h("ul", { class: "lbp-instruments-says", key: "says" }, one.says.map((text) => h("li", { key: text }, text))),
    citations(app, `${one.id}-says`, one.citations),
    one.conflicts.map((found) => conflictNote(app, found, true)));
}
