// The body figure of the neurological examination: regions to touch, reflex points to strike. It draws and tells what was done;
// what the patient feels and answers comes from Python, what the learner makes of it comes back as `marks` and `points`.

import { h } from "../front/dom.js";
import { EXAM_ACTIVE, examLiveFigure } from "./figure_live.js";
import { EXAM_VIEWS } from "./figure_places.js";

const EXAM_FIGURES = new WeakMap();

/**
 * The figure. Its drawings are built once for each `app` and `key` and kept; every call brings them up to date, so a page simply
 * calls it in each draw. Nothing is decided here.
 * @param {Object} options
 * @param {string} options.key names the figure among those of the app
 * @param {string} options.text the drawing, `body-figure.svg`
 * @param {"sensation"|"reflex"|"look"} options.mode what can be done: touch regions, strike points, nothing
 * @param {Object<string, string>} options.marks findings by region key ("left:L5-foot"): same, less, changed, more
 * @param {Object<string, string>} options.points what stands in a reflex point, by point key ("left:achilles"): "++"
 * @param {boolean} options.showRoots
 * @param {string|string[]|null} options.selected keys to outline; the first is where the keyboard comes in and what a phone shows
 * @param {string[]} options.touched region keys that the last touch reached: ring and dot
 * @param {function(string, Object)} options.onTouch (region key, {view, side, part, by})
 * @param {function(string, Object)} options.onStrike (point key, {view, side, part, by, reinforced})
 * @param {function(Object)} options.onMiss ({view, side}) a strike on the body beside every point
 * @param {function(string, string): boolean} options.onKey (a letter or digit, region or point key); true where it was used
 * @param {function(string): string} options.labelOf name and state of a region or point
 * @param {boolean} options.busy nothing can be touched just now; walking on is possible
 * @param {Array} options.aside descriptions beneath the feet, in their place while striking
 * @param {boolean} options.legend what the marks mean; shown with sensation unless said otherwise
 * @param {string} options.label what the figure is called, where another name than the common one is better
 */
export function examFigure(app, options) {
  const figure = examFigureOf(app, options);
  if (!figure) return null;
  figure.show(options);
  const { t } = app;
  const { key, mode, aside = null, legend = mode === "sensation" } = options;
  const live = Boolean(EXAM_ACTIVE[mode]);
  const views = EXAM_VIEWS.filter((view) => mode !== "reflex" || view !== "feet");
  return h("div", { class: "lbp-exam-figure", key: `figure-${key}`, "data-mode": mode, "data-view": figure.view() },
    h("div", { class: "lbp-segments lbp-exam-pick", key: "pick", role: "group", "aria-label": t("exam.figure.pick") }, views.map((view) => h("button", {
      type: "button", key: view, "data-act": `view:${view}`, "aria-pressed": figure.view() === view ? "true" : "false", onclick: () => figure.turnTo(view),
    }, t(`exam.figure.pick.${view}`)))),
    h("div", { class: "lbp-exam-views", key: "views" },
      figure.shared,
      views.filter((view) => view !== "feet").map((view) => examView(app, figure, options, view)),
      live && figure.name,
      h("div", { class: "lbp-exam-third", key: "third" },
        views.includes("feet") && examView(app, figure, options, "feet"),
        legend && examLegend(app, figure.prefix),
        aside)),
    live && h("p", { class: "lbp-unseen", key: "keys", id: `${figure.prefix}-keys` }, t(`exam.figure.keys.${mode}`)));
}

/** Let the hammer swing at a point, when another control than the figure strikes it. */
export function examSwing(app, key, point) {
  const figure = (EXAM_FIGURES.get(app) || new Map()).get(key);
  if (figure) figure.swing(point);
}

function examFigureOf(app, { text, key }) {
  if (!text) return null;
  if (!EXAM_FIGURES.has(app)) EXAM_FIGURES.set(app, new Map());
  const known = EXAM_FIGURES.get(app);
  if (!known.has(key)) known.set(key, examLiveFigure(app, `${app.uid}-${key}`, text));
  return known.get(key);
}

/** One view: which side is which, the drawing, and from where it is seen. */
function examView(app, figure, { mode, label = app.t("exam.figure.name") }, view) {
  const { t } = app;
  const live = Boolean(EXAM_ACTIVE[mode]);
  const sides = view === "back" ? ["left", "right"] : ["right", "left"];
  return h("div", { class: "lbp-exam-view", key: view, "data-view": view },
    h("div", { class: "lbp-exam-sides" }, sides.map((side) => h("span", { key: side, "data-side": side }, t(`side.${side}`)))),
    // Inside, arrows walk over the body: "application" makes a screen reader hand them on. Each region is a button in it, so
    // that a touch reader, which knows no arrows, finds them one by one.
    h("div", {
      role: live ? "application" : "img", "aria-label": `${label}: ${t(`exam.figure.${view}`)}`, "aria-describedby": live ? `${figure.prefix}-keys` : null,
    }, figure.hosts[view]),
    h("p", { class: "lbp-exam-caption" }, t(`exam.figure.${view}`)));
}

/** What the marks mean, drawn with the patterns of the figure itself. */
function examLegend(app, prefix) {
  const { t } = app;
  const row = (kind, ...inside) => h("li", { key: kind, "data-kind": kind },
    h("svg", { class: "lbp-exam-swatch", viewBox: "0 0 28 18", width: 28, height: 18, "aria-hidden": "true", focusable: "false" }, inside),
    h("span", null, t(`exam.legend.${kind}`)));
  const box = (style) => h("rect", { x: 1, y: 1, width: 26, height: 16, rx: 4, style });
  return h("ul", { class: "lbp-exam-legend", key: "legend", "aria-label": t("exam.legend") },
    row("same", box(null), h("path", { class: "lbp-exam-swatch-line", d: "M9.5 9.5l3 3.4 6-7" })),
    ["less", "changed", "more"].map((kind) => row(kind, box(null), box(`fill:url(#${prefix}-finding-${kind})`))),
    row("touched", h("circle", { class: "lbp-exam-swatch-line", cx: 14, cy: 9, r: 6.5 }), h("circle", { class: "lbp-exam-swatch-dot", cx: 14, cy: 9, r: 2.4 })),
    row("unsourced", h("path", { class: "lbp-exam-swatch-dashes", d: "M2 9h24" })));
}
