// Draws a laid-out figure as SVG. Each box is a button: it has a name, takes the focus, and opens with Enter or Space.

import { h } from "../front/dom.js";
import { layFigure } from "./layout.js";

const FLAG_TONES = new Set(["red", "yellow", "green", "blue", "black"]);
const FLAG_SHAPES = {
  red: "M12 3.6 21.4 20H2.6zM12 10v4.5M12 17.3v.1",
  yellow: "M7 16.5a4.5 4.5 0 0 1-.6-8.900 5.5 5.5 0 0 1 10.6-.6 4.8 4.8 0 0 1 .5 9.5zM8.5 20.2h.1M5.5 22h.1",
  green: "M12 21v-9M12 13c0-4 2.5-6.5 8-6.5 0 4.5-3 6.5-8 6.5zM12 10.5C12 7 9.5 4.5 4.5 4.5c0 4 2.5 6 7.5 6z",
  blue: "M3 8h18v12H3zM8.5 8V5.500h7V8M3 13h18",
  black: "M3 9.5 12 4l9 5.500zM5.5 10v8M10 10v8M14 10v8M18.5 10v8M3 20.5h18",
};
const FORK = "M12 21v-7M12 14c0-4-5-4-6.5-9M12 14c0-4 5-4 6.5-9M3 8l2.3-3.5L9 6.5M21 8l-2.3-3.5L15 6.5";

/** A pen for the widget's own font at its present text size. */
export function makePen(root) {
  const style = getComputedStyle(root);
  const size = parseFloat(style.fontSize) || 14;
  const context = document.createElement("canvas").getContext("2d");
  const at = (weight) => (text) => {
    context.font = `${weight} ${size}px ${style.fontFamily}`;
    return context.measureText(text).width;
  };
  return { size, line: size * 1.4, bold: at(600), plain: at(400) };
}

/** What a screen reader calls a box. */
export function boxName(app, box) {
  return [box.title, box.share, box.disputed && app.t("explorer.figure.disputed")].filter(Boolean).join(", ");
}

/** The attributes of anything in a figure that opens a box. */
export function boxButton(app, box) {
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    app.openBox(box.id);
  };
  return { role: "button", tabindex: "0", "aria-label": boxName(app, box), "aria-expanded": app.place.box === box.id ? "true" : "false", onclick: open, onkeydown: open };
}

/** The figure as SVG, `width` pixels wide. */
export function figureSvg(app, figure, width) {
  const pen = makePen(app.root);
  const boxes = figure.boxes.map((box) => ({ ...box, icon: FLAG_TONES.has(box.tone) ? box.tone : null }));
  const laid = layFigure({ ...figure, boxes }, width, pen);
  if (!laid.boxes.length) return null;
  const height = Math.ceil(laid.height);
  return h("svg", { key: "svg", class: "lbp-x-svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": figure.label },
    h("g", { "aria-hidden": "true" },
      laid.frames.map((one) => h("rect", { class: "lbp-x-frame", x: one.x + 1, y: one.y, width: one.w, height: one.h, rx: 14 })),
      laid.arrows.map(arrowShape),
      laid.loop && loopShape(laid.loop, pen),
      laid.express && expressShape(laid.express, pen),
      laid.titles.map((one) => h("text", { class: "lbp-x-word lbp-x-word-head", x: one.x, y: one.y, "font-size": pen.size, "text-anchor": "middle" }, one.text))),
    laid.boxes.map((one) => boxShape(app, one, pen)));
}

function arrowHead(x, y, angle) {
  return h("path", { class: "lbp-x-arrow-head", d: "M0 0 -9 -5 -9 5z", transform: `translate(${x} ${y}) rotate(${angle})` });
}

function arrowShape({ from, to, both }) {
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  return h("g", null,
    h("path", { class: "lbp-x-arrow", d: `M${from} L${to}` }),
    arrowHead(to[0], to[1], angle),
    both && arrowHead(from[0], from[1], angle + 180));
}

function loopShape({ x, side, from, to, label }, pen) {
  const middle = (from + to) / 2;
  const turn = 12;
  return h("g", null,
    h("path", { class: "lbp-x-arrow lbp-x-loop", d: `M${x + 2} ${from} H${side - turn} Q${side} ${from} ${side} ${from - turn} V${to + turn} Q${side} ${to} ${side - turn} ${to} H${x + 10}` }),
    arrowHead(x + 3, to, 180),
    h("text", { class: "lbp-x-word lbp-x-word-loop", "font-size": pen.size, "text-anchor": "middle", transform: `translate(${side - 9} ${middle}) rotate(-90)` }, label));
}

function expressShape({ x, from, to, end, label }, pen) {
  return h("g", { class: "lbp-x-express" },
    h("path", { class: "lbp-x-arrow", d: `M${x} ${from} V${to + 10} Q${x} ${to} ${x + 10} ${to} H${end - 8}` }),
    arrowHead(end, to, 0),
    h("text", { class: "lbp-x-word lbp-x-word-head", x: x - 2, y: to - 10, "font-size": pen.size }, label));
}

function boxShape(app, one, pen) {
  const { box } = one;
  const shape = one.points
    ? h("path", { class: "lbp-x-shape", d: `M${one.points.map((point) => point.join(" ")).join("L")}Z` })
    : h("rect", { class: "lbp-x-shape", x: one.x + 1, y: one.y, width: one.w, height: one.h, rx: 10 });
  const middle = one.centred ? one.x + one.w / 2 : one.x + 13 + one.icon;
  const words = [...one.lines.map((text) => [text, "head"]), ...one.shares.map((text) => [text, "share"])];
  const first = one.y + (one.h - words.length * pen.line) / 2 + pen.line * 0.74;
  const small = pen.size * 1.2;
  return h("g", { key: box.id, class: "lbp-x-box", "data-tone": box.tone, "data-act": `box:${box.id}`, ...boxButton(app, box) },
    shape,
    one.icon > 0 && h("path", { class: "lbp-x-mark", d: FLAG_SHAPES[box.tone], transform: `translate(${one.x + 11} ${one.y + one.h / 2 - small / 2}) scale(${small / 24})` }),
    words.map(([text, kind], i) => h("text", { class: `lbp-x-word lbp-x-word-${kind}`, x: middle, y: first + i * pen.line, "font-size": pen.size, "text-anchor": one.centred ? "middle" : "start" }, text)),
    box.disputed && h("path", { class: "lbp-x-mark lbp-x-fork", d: FORK, transform: `translate(${one.x + one.w - small - (one.centred ? 2 : 8)} ${one.centred ? one.y + one.h - small - 6 : one.y + 8}) scale(${small / 24})` }));
}
