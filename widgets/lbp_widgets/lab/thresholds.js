// Where a test pays: between the two probabilities where its answer can change what is done.

import { h } from "../front/dom.js";
import { citations } from "../front/parts.js";
import { benchFold, benchId, benchNote, benchNumber, benchTable } from "./combine_shared.js";
import { decimalText, percentText, ratioText, shareSlider } from "./controls.js";
import { afterResult, courseAt, likelihoodRatios, ratioToReach, testThresholds } from "./math.js";
import { queryNumbers } from "./place.js";

const STRIP = { height: 196, top: 66, deep: 38, ticks: [0, 0.25, 0.5, 0.75, 1] };
const WIDE_ZONE = 0.26;

function thresholdStart(app, start) {
  const query = new URLSearchParams(start ? "" : app.place.query);
  const numbers = start ? { pre: start.pre } : queryNumbers(app.place.query, ["pre", "action", "harm"]);
  const wanted = start ? start.test : query.get("test");
  return {
    test: app.pack.tests.some((test) => test.id === wanted) ? wanted : "crossed_leg_raise",
    pre: benchNumber(numbers.pre, 0.01, 0.99, 0.1),
    action: benchNumber(numbers.action, 0.01, 0.99, 0.3),
    harm: benchNumber(numbers.harm, 0, 0.2, 0),
  };
}

/** All that the bench says, from its four settings. */
function thresholdFigures(app, state) {
  const test = app.pack.tests.find((one) => one.id === state.test);
  const se = test.sensitivity.value;
  const sp = test.specificity.value;
  const limits = testThresholds(se, sp, state.action, state.harm);
  return {
    test, limits, ratios: likelihoodRatios(se, sp), course: courseAt(limits, state.pre), free: testThresholds(se, sp, state.action, 0),
    up: afterResult(state.pre, se, sp, true), down: afterResult(state.pre, se, sp, false), needed: ratioToReach(state.pre, state.action),
  };
}

/** A probability so exact that it can be told from the threshold it is compared with. */
function besideThreshold(app, p, action) {
  const enough = [null, 1, 2].find((places) => p === action || percentText(app, p, places) !== percentText(app, action, places));
  return percentText(app, p, enough === undefined ? 2 : enough);
}

function thresholdZones({ limits }) {
  if (limits.testing === null) return [["leave", 0, limits.action], ["act", limits.action, 1]];
  return [["leave", 0, limits.testing], ["test", limits.testing, limits.testAction], ["act", limits.testAction, 1]];
}

/** Why the test cannot change what is done; the first reason that holds. */
function thresholdReason(app, state, figures) {
  const { t } = app;
  const { limits, free, course, up, down, ratios } = figures;
  const words = { action: percentText(app, state.action), up: besideThreshold(app, up, state.action), down: besideThreshold(app, down, state.action), harm: percentText(app, state.harm) };
  if (limits.testing === null) return free.testing === null ? t("lab.threshold.never.weak", { lr: ratioText(app, ratios.positive) }) : t("lab.threshold.never.costly", words);
  if (course === "leave") return t(up < state.action ? "lab.threshold.leave.weak" : "lab.threshold.leave.costly", words);
  return t(down >= state.action ? "lab.threshold.act.weak" : "lab.threshold.act.costly", words);
}

function thresholdVerdict(app, state, figures) {
  const { t } = app;
  const changes = figures.course === "test";
  const words = { action: percentText(app, state.action), up: besideThreshold(app, figures.up, state.action), down: besideThreshold(app, figures.down, state.action) };
  return h("div", { class: "lbp-l-verdict-box", key: "verdict", "data-course": figures.course, "data-changes": changes ? "yes" : "no" },
    h("p", { class: "lbp-l-verdict" }, t(changes ? "lab.threshold.can" : "lab.threshold.cannot")),
    h("p", null, changes ? t("lab.threshold.why.test", words) : thresholdReason(app, state, figures)));
}

function stripText(p, y, text, name) {
  return h("text", { class: "lbp-l-strip-text", key: name, x: `${100 * p}%`, y, "text-anchor": p < 0.3 ? "start" : p > 0.7 ? "end" : "middle" }, text);
}

/** An arrow from one probability to another; its head turns the way it goes. */
function stripArrow(from, to, y, name) {
  const way = to >= from ? -1 : 1;
  return [
    h("line", { class: `lbp-l-strip-${name}`, key: `${name}-line`, x1: `${100 * from}%`, x2: `${100 * to}%`, y1: y, y2: y }),
    h("svg", { key: `${name}-head`, x: `${100 * to}%`, y, overflow: "visible" }, h("path", { class: `lbp-l-strip-${name}-head`, d: `M0 0l${7 * way} -5v10z` })),
  ];
}

function thresholdStrip(app, key, state, figures) {
  const { t } = app;
  const hatch = benchId(app, key, "hatch");
  const { up, down, limits } = figures;
  const middle = STRIP.top + STRIP.deep / 2;
  const foot = STRIP.top + STRIP.deep;
  const words = { pre: percentText(app, state.pre), up: besideThreshold(app, up, state.action), down: besideThreshold(app, down, state.action), action: percentText(app, state.action) };
  const spoken = limits.testing === null
    ? t("lab.threshold.spoken.never", words)
    : t("lab.threshold.spoken", { ...words, testing: percentText(app, limits.testing), test_action: percentText(app, limits.testAction) });
  return h("div", { class: "lbp-l-strip", key: "strip" },
    h("svg", { width: "100%", height: STRIP.height, role: "img", "aria-label": spoken },
      h("defs", null, h("pattern", { id: hatch, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        h("rect", { class: "lbp-l-zone-ground", width: 8, height: 8 }), h("rect", { class: "lbp-l-zone-line", width: 2.5, height: 8 }))),
      thresholdZones(figures).map(([zone, from, to]) => [
        h("rect", { class: `lbp-l-zone lbp-l-zone-${zone}`, key: zone, "data-zone": zone, x: `${100 * from}%`, width: `${100 * (to - from)}%`, y: STRIP.top, height: STRIP.deep, fill: zone === "test" ? `url(#${hatch})` : null }),
        to - from >= WIDE_ZONE && h("text", { class: `lbp-l-zone-word lbp-l-zone-word-${zone}`, key: `${zone}-word`, x: `${50 * (from + to)}%`, y: middle + 5, "text-anchor": "middle" }, t(`lab.threshold.zone.${zone}`)),
      ]),
      h("line", { class: "lbp-l-strip-halo", key: "pre-halo", x1: `${100 * state.pre}%`, x2: `${100 * state.pre}%`, y1: STRIP.top, y2: foot }),
      h("line", { class: "lbp-l-strip-pre", key: "pre", x1: `${100 * state.pre}%`, x2: `${100 * state.pre}%`, y1: 20, y2: foot + 14 }),
      h("svg", { key: "pre-head", x: `${100 * state.pre}%`, y: 18, overflow: "visible" }, h("path", { class: "lbp-l-strip-pre-head", d: "M-7 0h14l-7 10z" })),
      stripText(state.pre, 13, t("lab.threshold.mark.pre", words), "pre-text"),
      stripText(up, 47, t("lab.threshold.mark.up", words), "up-text"),
      stripArrow(state.pre, up, 56, "up"),
      stripArrow(state.pre, down, foot + 10, "down"),
      stripText(down, foot + 29, t("lab.threshold.mark.down", words), "down-text"),
      STRIP.ticks.map((p) => [
        h("line", { class: "lbp-l-strip-tick", key: `tick-${p}`, x1: `${100 * p}%`, x2: `${100 * p}%`, y1: foot, y2: foot + 5 }),
        h("text", { class: "lbp-l-tick", key: `number-${p}`, x: `${100 * p}%`, y: foot + 50, "text-anchor": p === 0 ? "start" : p === 1 ? "end" : "middle" }, percentText(app, p, 0)),
      ]),
      h("line", { class: "lbp-l-strip-action", key: "action", x1: `${100 * state.action}%`, x2: `${100 * state.action}%`, y1: STRIP.top - 6, y2: foot + 62 }),
      stripText(state.action, foot + 78, t("lab.threshold.mark.action", words), "action-text")),
    h("ul", { class: "lbp-l-legend" }, thresholdZones(figures).map(([zone, from, to]) => h("li", { key: zone, "data-zone-words": zone },
      h("span", { class: `lbp-l-zone-key lbp-l-zone-key-${zone}`, "aria-hidden": "true" }),
      t("lab.threshold.zone.range", { zone: t(`lab.threshold.zone.${zone}`), from: percentText(app, from), to: percentText(app, to) })))));
}

function thresholdNeed(app, state, figures) {
  const { t } = app;
  const up = state.pre < state.action;
  const has = figures.ratios[up ? "positive" : "negative"];
  const close = ratioText(app, figures.needed) === ratioText(app, has);
  const ratio = (value) => (close ? decimalText(app, value, 4) : ratioText(app, value));
  return h("p", { key: "need", "data-need": figures.needed }, t(up ? "lab.threshold.need.up" : "lab.threshold.need.down", {
    pre: percentText(app, state.pre), action: percentText(app, state.action), needed: ratio(figures.needed), has: ratio(has),
  }));
}

function thresholdNumbers(app, key, state, figures) {
  const { t } = app;
  const { limits, ratios, up, down, needed } = figures;
  const share = (p) => (p === null ? t("lab.threshold.none") : percentText(app, p));
  const row = (name, value) => ({ key: name, cells: [t(`lab.threshold.row.${name}`), value] });
  return benchFold(app, key, benchTable(t("lab.threshold.numbers"), [t("lab.threshold.figure"), t("lab.threshold.value")], [
    row("pre", share(state.pre)), row("action", share(state.action)), row("testing", share(limits.testing)), row("test_action", share(limits.testAction)),
    row("up", besideThreshold(app, up, state.action)), row("down", besideThreshold(app, down, state.action)), row(state.pre < state.action ? "needed_up" : "needed_down", ratioText(app, needed)), row("lr_pos", ratioText(app, ratios.positive)), row("lr_neg", ratioText(app, ratios.negative)),
  ], true), h("p", { class: "lbp-hint" }, t("lab.threshold.source")));
}

function thresholdSetting(app, key, state, put) {
  const { t, pack } = app;
  const id = benchId(app, key, "test");
  const test = pack.tests.find((one) => one.id === state.test);
  const ill = Math.round(100 * state.action);
  return h("section", { class: "lbp-card lbp-l-bench-set", key: "setting" },
    h("div", { class: "lbp-l-pair-select", key: "test" },
      h("label", { for: id }, t("lab.threshold.test")),
      h("span", { class: "lbp-select" }, h("select", { id, "data-act": `test:${key}`, value: state.test, onchange: (event) => put({ test: event.target.value }) },
        pack.tests.map((one) => h("option", { key: one.id, value: one.id, selected: one.id === state.test }, one.label)))),
      h("p", { class: "lbp-hint" }, t("lab.combine.rates", { se: decimalText(app, test.sensitivity.value, 2), sp: decimalText(app, test.specificity.value, 2) }))),
    shareSlider(app, { name: `${key}-pre`, label: t("lab.threshold.pre"), value: state.pre, odds: true, people: true, onchange: (pre) => put({ pre }) }),
    shareSlider(app, { name: `${key}-action`, label: t("lab.threshold.action"), value: state.action, onchange: (action) => put({ action }), note: t("lab.threshold.action.what", { ill, well: 100 - ill }) }),
    shareSlider(app, { name: `${key}-harm`, label: t("lab.threshold.harm"), value: state.harm, low: 0, high: 0.2, onchange: (harm) => put({ harm }), note: t("lab.threshold.harm.what") }));
}

/** The workbench. */
export function thresholdsBench(app, key, start) {
  const { t } = app;
  const state = app.bench(key, () => thresholdStart(app, start));
  const put = (changes) => {
    app.setBench(key, changes);
    const now = app.bench(key);
    if (!start) app.keepQuery(new URLSearchParams({ test: now.test, pre: now.pre, action: now.action, harm: now.harm }).toString());
    app.sayLater(() => t(thresholdFigures(app, app.bench(key)).course === "test" ? "lab.threshold.can" : "lab.threshold.cannot"));
  };
  const figures = thresholdFigures(app, state);
  return h("div", { class: "lbp-l-bench", key: "thresholds", "data-bench-kind": "thresholds" },
    thresholdSetting(app, key, state, put),
    h("section", { class: "lbp-card lbp-l-bench-shown", key: "shown" },
      thresholdVerdict(app, state, figures),
      thresholdStrip(app, key, state, figures),
      thresholdNeed(app, state, figures),
      benchNote("info", t("lab.threshold.lesson"), [t("lab.threshold.lesson.what")], "lesson"),
      citations(app, `${key}-row`, figures.test.citations, figures.test.reviewed),
      thresholdNumbers(app, key, state, figures)));
}
