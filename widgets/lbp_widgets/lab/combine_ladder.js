// The way of the probability through the results: a rung for each, on one log-odds scale, with where it came from.

import { h } from "../front/dom.js";
import { percentText, ratioText } from "./controls.js";
import { logit } from "./math.js";

const LADDER_EDGE = 0.01;
const LADDER_TICKS = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99];
const LADDER_MIDDLE = 15;
const LADDER_HEIGHT = 30;

/** Where a probability stands on the scale, in percent of its width; beyond 1 and 99 % it stays at the end. */
function ladderPlace(p) {
  const held = Math.min(Math.max(p, LADDER_EDGE), 1 - LADDER_EDGE);
  return (100 * (logit(held) - logit(LADDER_EDGE))) / (logit(1 - LADDER_EDGE) - logit(LADDER_EDGE));
}

function ladderMark(kind, at) {
  const x = `${at}%`;
  if (kind === "positive") return h("svg", { class: "lbp-l-rung-at", key: "at", x, y: LADDER_MIDDLE, overflow: "visible" }, h("rect", { class: "lbp-l-rung-positive", x: -7, y: -7, width: 14, height: 14 }));
  return h("circle", { class: kind === "negative" ? "lbp-l-rung-negative" : "lbp-l-rung-start", key: "at", cx: x, cy: LADDER_MIDDLE, r: 7 });
}

function ladderPicture(app, { kind, from, step, spoken }) {
  const now = step.probability === null ? null : ladderPlace(step.probability);
  const width = step.low === null || step.low === undefined ? 0 : ladderPlace(step.high) - ladderPlace(step.low);
  return h("svg", { class: "lbp-l-rung-picture", width: "100%", height: LADDER_HEIGHT, role: "img", "aria-label": spoken },
    LADDER_TICKS.map((p) => h("line", { class: "lbp-l-grid", key: `tick-${p}`, x1: `${ladderPlace(p)}%`, x2: `${ladderPlace(p)}%`, y1: 0, y2: LADDER_HEIGHT })),
    h("line", { class: "lbp-l-rung-base", key: "base", x1: 0, x2: "100%", y1: LADDER_MIDDLE, y2: LADDER_MIDDLE }),
    width > 0 && h("rect", { class: "lbp-l-rung-band", key: "band", x: `${ladderPlace(step.low)}%`, width: `${width}%`, y: LADDER_MIDDLE - 9, height: 18, rx: 9 }),
    from !== null && h("line", { class: "lbp-l-rung-from", key: "from", x1: `${ladderPlace(from)}%`, x2: `${ladderPlace(from)}%`, y1: 0, y2: LADDER_MIDDLE + 6 }),
    from !== null && now !== null && h("line", { class: "lbp-l-rung-move", key: "move", x1: `${ladderPlace(from)}%`, x2: `${now}%`, y1: LADDER_MIDDLE, y2: LADDER_MIDDLE }),
    now !== null && ladderMark(kind, now));
}

function ladderRung(app, rung) {
  const { t } = app;
  const { id, name, kind, from, step, lr, moves } = rung;
  const interval = step.low === null || step.low === undefined ? null : t("lab.combine.from_to", { low: percentText(app, step.low), high: percentText(app, step.high) });
  const value = step.probability === null ? null : percentText(app, step.probability);
  const spoken = value === null ? t("lab.combine.impossible") : from === null ? t("lab.combine.rung.start", { value }) : t(interval ? "lab.combine.rung" : "lab.combine.rung.plain", { name, from: percentText(app, from), value, interval });
  return h("li", { class: "lbp-l-rung", key: id, "data-rung": id, "data-probability": step.probability },
    from !== null && h("span", { class: "lbp-l-rung-drop", key: "drop", style: `left:${ladderPlace(from)}%`, "aria-hidden": "true" }),
    h("div", { class: "lbp-l-rung-head", key: "head" },
      h("span", { class: "lbp-l-rung-name" }, name),
      lr !== null && h("span", { class: "lbp-l-rung-lr", key: "lr" }, t("lab.combine.lr", { lr: ratioText(app, lr) })),
      h("strong", { class: "lbp-l-rung-value", key: "value" }, value === null ? "\u2013" : value),
      interval && h("span", { class: "lbp-hint lbp-l-rung-interval", key: "interval" }, interval),
      moves),
    value === null ? h("p", { class: "lbp-hint", key: "none" }, t("lab.combine.impossible")) : ladderPicture(app, { kind, from, step, spoken }));
}

/**
 * The ladder.
 * @param {Array<{id: string, name: string, kind: string, from: number|null, step: Object, lr: number|null, moves: any}>} rungs
 */
export function combineLadder(app, rungs) {
  return h("div", { class: "lbp-l-ladder", key: "ladder" },
    h("ol", null, rungs.map((rung) => ladderRung(app, rung))),
    h("div", { class: "lbp-l-ladder-scale", "aria-hidden": "true" }, LADDER_TICKS.map((p) => h("span", { key: p, style: `left:${ladderPlace(p)}%` }, percentText(app, p, 0)))));
}
