// "At least one red flag" as a test: a thousand patients, most of them with a flag, few of them ill.

import { h } from "../front/dom.js";
import { citations } from "../front/parts.js";
import { columnsFor, crowdBlock, markSample } from "./array.js";
import { benchFold, benchNote, benchNumber, benchOutcome, benchTable } from "./combine_shared.js";
import { percentText, ratioText, shareSlider } from "./controls.js";
import { afterResult, anyFlag, halfUp, likelihoodRatios, naturalFrequencies } from "./math.js";
import { queryNumbers } from "./place.js";

const FLAG_CROWD = 1000;
const RAREST = 0.001;
const HARDLY = 2;
const AGAINST = 0.9;

function flagsStart(app, start) {
  const numbers = start ? { pre: start.pre } : queryNumbers(app.place.query, ["pre", "flagged", "se", "rare", "rare_se"]);
  return {
    pre: benchNumber(numbers.pre, RAREST, 0.3, 0.01),
    flagged: benchNumber(numbers.flagged, 0.01, 0.99, app.pack.flagged),
    se: benchNumber(numbers.se, 0.01, 1, 1),
    rare: benchNumber(numbers.rare, 0.01, 0.99, 0.1),
    rare_se: benchNumber(numbers.rare_se, 0.01, 1, 0.5),
  };
}

/** A flag as a test with all that follows; null where its numbers do not fit together. */
function flagFigures(pre, flagged, se) {
  const rates = anyFlag(pre, flagged, se);
  if (rates === null) return null;
  const after = afterResult(pre, rates.sensitivity, rates.specificity, true);
  return {
    after, without: afterResult(pre, rates.sensitivity, rates.specificity, false), lr: likelihoodRatios(rates.sensitivity, rates.specificity),
    counts: naturalFrequencies(pre, rates.sensitivity, rates.specificity, FLAG_CROWD), perFound: after > 0 ? 1 / after : null,
  };
}

/** How far a ratio moves, in a word; the strong end is the guideline's own bound. */
function flagStrength(app, lr) {
  if (lr === null || lr >= app.pack.bounds.lr_positive) return "strong";
  if (lr < AGAINST) return "against";
  return lr < HARDLY ? "hardly" : "some";
}

/** Why three numbers cannot be true at once. */
function flagsMisfit(app, pre, flagged, se) {
  return app.t(flagged < pre * se ? "lab.flags.too_few" : "lab.flags.too_many", { flagged: percentText(app, flagged), part: percentText(app, flagged < pre * se ? pre * se : pre * (1 - se)) });
}

function flagsCrowd(app, figures) {
  const { t } = app;
  const { counts } = figures;
  const columns = columnsFor(app, FLAG_CROWD);
  const flagged = counts.tp + counts.fp;
  const rest = counts.fn + counts.tn;
  return h("div", { class: "lbp-l-array", key: "array", role: "img", "aria-label": t("lab.flags.spoken", { flagged, tp: counts.tp, rest, fn: counts.fn }) },
    crowdBlock(app, { name: "positive", ill: counts.tp, well: counts.fp, shapes: ["square", "circle"], columns, head: t("lab.flags.with", { n: flagged }), tail: t("lab.flags.ill", { n: counts.tp }) }),
    crowdBlock(app, { name: "negative", ill: counts.fn, well: counts.tn, shapes: ["open", "dot"], columns, head: t("lab.flags.without", { n: rest }), tail: t("lab.flags.ill", { n: counts.fn }) }),
    h("ul", { class: "lbp-l-legend lbp-l-array-key" },
      [["square", "tp"], ["circle", "fp"], ["open", "fn"], ["dot", "tn"]].map(([shape, name]) => h("li", { key: name, "data-count": name }, markSample(shape), t(`lab.flags.key.${name}`, { n: counts[name] })))));
}

function flagsNumbers(app, key, any, rare) {
  const { t } = app;
  const cell = (figures, take) => (figures ? take(figures) : "\u2013");
  const row = (name, take) => ({ key: name, cells: [t(`lab.flags.row.${name}`), cell(any, take), cell(rare, take)] });
  return benchFold(app, key, benchTable(t("lab.flags.compare"), [t("lab.flags.of_1000"), t("lab.flags.any"), t("lab.flags.rare.short")], [
    row("with", ({ counts }) => String(counts.tp + counts.fp)), row("found", ({ counts }) => String(counts.tp)), row("missed", ({ counts }) => String(counts.fn)),
    row("lr", ({ lr }) => ratioText(app, lr.positive)), row("after", ({ after }) => percentText(app, after)), row("without", ({ without }) => (without === null ? "\u2013" : percentText(app, without))),
    row("scanned", ({ perFound }) => (perFound === null ? "\u2013" : String(halfUp(perFound)))),
  ], true));
}

function flagsShown(app, state, any) {
  const { t } = app;
  if (!any) return h("section", { class: "lbp-card lbp-l-bench-shown", key: "shown" }, h("h3", null, t("lab.flags.people")), benchNote("oct", t("lab.flags.misfit"), [flagsMisfit(app, state.pre, state.flagged, state.se)], "misfit"));
  const strength = flagStrength(app, any.lr.positive);
  const words = { pre: percentText(app, state.pre), after: percentText(app, any.after), lr: ratioText(app, any.lr.positive) };
  return h("section", { class: "lbp-card lbp-l-bench-shown", key: "shown", "data-after-flag": any.after },
    h("h3", null, t("lab.flags.people")),
    benchOutcome(percentText(app, any.after), t("lab.flags.after", words), t("lab.flags.lr", words)),
    flagsCrowd(app, any),
    h("p", { key: "scanned", "data-scanned": halfUp(any.perFound) }, t("lab.flags.scanned", { n: halfUp(any.perFound), all: any.counts.tp + any.counts.fp, found: any.counts.tp, missed: any.counts.fn })),
    benchNote(strength === "hardly" ? "info" : "target", t(`lab.flags.${strength}`), [t(`lab.flags.${strength}.what`, words)], strength));
}

function flagsRare(app, key, state, rare, put) {
  const { t } = app;
  const words = rare && { pre: percentText(app, state.pre), after: percentText(app, rare.after), lr: ratioText(app, rare.lr.positive), n: halfUp(rare.perFound), found: rare.counts.tp, missed: rare.counts.fn };
  return h("section", { class: "lbp-card lbp-l-pair", key: "rare", "data-rare-flag": rare ? rare.after : "" },
    h("h3", null, t("lab.flags.rare")),
    h("p", { class: "lbp-hint" }, t("lab.flags.rare.what")),
    h("div", { class: "lbp-l-pair-body" },
      h("div", { class: "lbp-l-pair-set" },
        shareSlider(app, { name: `${key}-rare`, label: t("lab.flags.rare.share"), value: state.rare, onchange: (value) => put({ rare: value }) }),
        shareSlider(app, { name: `${key}-rare-se`, label: t("lab.flags.rare.se"), value: state.rare_se, high: 1, onchange: (value) => put({ rare_se: value }) })),
      h("div", { class: "lbp-l-pair-shown" }, rare
        ? [
          benchOutcome(percentText(app, rare.after), t("lab.flags.rare.after", words), t("lab.flags.lr", words)),
          h("p", { key: "price" }, t("lab.flags.rare.price", words)),
          benchNote(flagStrength(app, rare.lr.positive) === "strong" ? "target" : "info", t("lab.flags.rare.lesson"), [t("lab.flags.rare.lesson.what")], "rare"),
        ]
        : benchNote("oct", t("lab.flags.misfit"), [flagsMisfit(app, state.pre, state.rare, state.rare_se)], "rare-misfit"))));
}

/** The workbench. */
export function flagsBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => flagsStart(app, start));
  const put = (changes) => {
    app.setBench(key, changes);
    if (!start) app.keepQuery(new URLSearchParams(app.bench(key)).toString());
    app.sayLater(() => {
      const now = app.bench(key);
      const found = flagFigures(now.pre, now.flagged, now.se);
      return found ? t("lab.flags.said", { after: percentText(app, found.after) }) : t("lab.flags.misfit");
    });
  };
  const any = flagFigures(state.pre, state.flagged, state.se);
  const rare = flagFigures(state.pre, state.rare, state.rare_se);
  return h("div", { class: "lbp-l-bench", key: "flags", "data-bench-kind": "flags" },
    h("section", { class: "lbp-card lbp-l-bench-set", key: "setting" },
      shareSlider(app, { name: `${key}-pre`, label: t("lab.flags.pre"), value: state.pre, odds: true, low: RAREST, high: 0.3, people: true, note: t("lab.flags.pre.what"), onchange: (pre) => put({ pre }) }),
      shareSlider(app, { name: `${key}-flagged`, label: t("lab.flags.flagged"), value: state.flagged, note: t("lab.flags.flagged.what", { share: percentText(app, app.pack.flagged) }), onchange: (flagged) => put({ flagged }) }),
      citations(app, `${key}-sources`, app.pack.flag_sources),
      shareSlider(app, { name: `${key}-se`, label: t("lab.flags.se"), value: state.se, high: 1, note: t("lab.flags.se.what"), onchange: (se) => put({ se }) }),
      benchNote("oct", t("lab.flags.alone"), [t("lab.flags.alone.what")], "alone")),
    flagsShown(app, state, any),
    flagsRare(app, key, state, rare, put),
    h("section", { class: "lbp-l-bench-wide", key: "both" }, flagsNumbers(app, key, any, rare)));
}
