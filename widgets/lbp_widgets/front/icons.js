// The drawings that the pages use, from the design's icon sheet: a path as text, other shapes as [tag, attributes].

import { h } from "./dom.js";

const LINE_ICONS = {
  clock: [["circle", { cx: 12, cy: 12, r: 8.5 }], "M12 7.5V12l3 2"],
  search: [["circle", { cx: 11, cy: 11, r: 6.5 }], "m16 16 4.5 4.5"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  x: ["M6 6l12 12M18 6 6 18"],
  doc: ["M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5"],
  split: ["M12 21v-7M12 14c0-4-5-4-6.5-9M12 14c0-4 5-4 6.5-9M3 8l2.3-3.5L9 6.5M21 8l-2.3-3.5L15 6.5"],
  down: ["m6 9 6 6 6-6"],
  arrow: ["M5 12h14M13 6l6 6-6 6"],
  back: ["M19 12H5M11 6l-6 6 6 6"],
  sun: [["circle", { cx: 12, cy: 12, r: 4 }], "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"],
  moon: ["M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"],
  aa: ["M3 18 8 6l5 12M4.8 14h6.4M15 18l3-7.5 3 7.5M16 15.5h4"],
  user: [["circle", { cx: 12, cy: 8.5, r: 4 }], "M4.5 20.5c1-4.5 4-6 7.5-6s6.5 1.5 7.5 6"],
  calendar: [["rect", { x: 4, y: 5.5, width: 16, height: 15, rx: 2 }], "M4 10h16M8.5 3.5v4M15.5 3.5v4"],
  lock: [["rect", { x: 5, y: 10.5, width: 14, height: 10, rx: 2 }], "M8 10.5V8a4 4 0 0 1 8 0v2.5"],
  dl: ["M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15"],
  info: [["circle", { cx: 12, cy: 12, r: 8.5 }], "M12 11v5.5M12 7.700v.1"],
  oct: ["M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z", "M12 7.5v5.5M12 16.3v.1"],
  menu: ["M4 7h16M4 12h16M4 17h16"],
  list: ["M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1"],
  chat: ["M4 5h16v11H9.5L5 19.5V16H4z"],
  repeat: ["M4 11V9.5A3.5 3.5 0 0 1 7.5 6H19M16 3l3 3-3 3M20 13v1.5a3.5 3.5 0 0 1-3.5 3.5H5M8 21l-3-3 3-3"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", ["circle", { cx: 12, cy: 12, r: 3 }]],
  branch: [["circle", { cx: 6, cy: 5.5, r: 2 }], ["circle", { cx: 6, cy: 18.5, r: 2 }], ["circle", { cx: 18, cy: 9, r: 2 }], "M6 7.5v9M18 11c0 4-6 3-10.5 5.5"],
  target: [["circle", { cx: 12, cy: 12, r: 8.5 }], ["circle", { cx: 12, cy: 12, r: 4 }], ["path", { d: "M12 12h.1", "stroke-width": 3 }]],
  pin: ["M12 21s6.5-6 6.5-11.2A6.5 6.5 0 0 0 5.5 9.8C5.5 15 12 21 12 21z", ["circle", { cx: 12, cy: 9.8, r: 2.3 }]],
  steps: ["M4 20h5v-5h5v-5h5V5"],
  scan: ["M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16"],
  hash: ["M9 4 7 20M17 4l-2 16M4 9h16.5M3.5 15H20"],
  pill: [["rect", { x: 2.5, y: 8.5, width: 19, height: 7, rx: 3.5 }], "M12 8.5v7"],
  briefcase: [["rect", { x: 3, y: 8, width: 18, height: 12, rx: 2 }], "M8.5 8V5.5A1.5 1.5 0 0 1 10 4h4a1.500 1.500 0 0 1 1.500 1.500V8M3 13h18"],
  walk: [["circle", { cx: 13, cy: 4.5, r: 1.8 }], "M9 21l2.5-6-2.5-2.5 1-5 3-.5 2.5 3 2.5 1M13.5 12l2.5 3 1 6M8 10.5 6 13"],
  system: [["circle", { cx: 12, cy: 12, r: 8.5 }], ["path", { d: "M12 3.5a8.5 8.5 0 0 1 0 17z", fill: "currentColor" }]],
  book: ["M4 5.5c3-1.500 6-1.500 8 .5 2-2 5-2 8-.5V19c-3-1.500-6-1.500-8 .5-2-2-5-2-8-.5zM12 6v13.5"],
  flag: ["M5 21V4M5 4.5c5-2.5 8 2.5 14 0v9c-6 2.5-9-2.5-14 0"],
  "flag-red": ["M12 3.6 21.4 20H2.6z", "M12 10v4.5M12 17.3v.1"],
  "flag-yellow": ["M7 16.5a4.5 4.5 0 0 1-.6-8.900 5.5 5.5 0 0 1 10.6-.6 4.8 4.8 0 0 1 .5 9.5z", ["path", { d: "M8.5 20.2h.1M5.5 22h.1", "stroke-width": 2.6 }]],
  "flag-green": ["M12 21v-9M12 13c0-4 2.5-6.5 8-6.5 0 4.5-3 6.5-8 6.5zM12 10.5C12 7 9.5 4.5 4.5 4.5c0 4 2.5 6 7.5 6z"],
  "flag-blue": [["rect", { x: 3, y: 8, width: 18, height: 12, rx: 2 }], "M8.5 8V5.5a1.5 1.5 0 0 1 1.5-1.5h4a1.5 1.5 0 0 1 1.5 1.5V8M3 13h18"],
  "flag-black": ["M3 9.5 12 4l9 5.5zM5.5 10v8M10 10v8M14 10v8M18.5 10v8M3 20.5h18"],
};

// Marks and grades bring their own shape and fill: they must be told apart without colour.
const SHAPE_ICONS = {
  "mark-yes": [["circle", { cx: 9, cy: 9, r: 8, fill: "var(--lbp-primary)" }], ["path", { d: "M9 5v8M5 9h8", stroke: "var(--lbp-on-primary)", "stroke-width": 2, "stroke-linecap": "round" }]],
  "mark-val": [["circle", { cx: 9, cy: 9, r: 8, fill: "var(--lbp-primary)" }], ["path", { d: "M5.5 7h7M5.5 11h7", stroke: "var(--lbp-on-primary)", "stroke-width": 1.9, "stroke-linecap": "round" }]],
  "mark-no": [["circle", { cx: 9, cy: 9, r: 7.2, fill: "var(--lbp-surface)", stroke: "var(--lbp-primary)", "stroke-width": 1.6 }], ["path", { d: "M5.5 9h7", stroke: "var(--lbp-primary)", "stroke-width": 2, "stroke-linecap": "round" }]],
  "mark-na": [["circle", { cx: 9, cy: 9, r: 7.2, fill: "none", stroke: "var(--lbp-control)", "stroke-width": 1.4, "stroke-dasharray": "2.6 2.4" }]],
  "mark-unk": [["rect", { x: 2, y: 2, width: 14, height: 14, rx: 3.5, fill: "var(--lbp-surface)", stroke: "var(--lbp-primary)", "stroke-width": 1.6 }], ["path", { d: "M5 10c1.5-3 2.6-1.5 4-1s2.5 1.5 4-1", fill: "none", stroke: "var(--lbp-primary)", "stroke-width": 1.8, "stroke-linecap": "round" }]],
  "grade-ok": [["circle", { cx: 12, cy: 12, r: 10, fill: "var(--lbp-primary)" }], ["path", { d: "m7.5 12.5 3 3 6-6.5", fill: "none", stroke: "var(--lbp-on-primary)", "stroke-width": 2.2, "stroke-linecap": "round", "stroke-linejoin": "round" }]],
  "grade-part": [["circle", { cx: 12, cy: 12, r: 9.2, fill: "var(--lbp-surface)", stroke: "var(--lbp-yellow)", "stroke-width": 1.8 }], ["path", { d: "M12 2.8a9.2 9.2 0 0 1 0 18.4z", fill: "var(--lbp-yellow)" }]],
  "grade-miss": [["circle", { cx: 12, cy: 12, r: 9.2, fill: "none", stroke: "var(--lbp-control)", "stroke-width": 1.8, "stroke-dasharray": "3.4 3" }]],
  "grade-wrong": [["circle", { cx: 12, cy: 12, r: 9.2, fill: "var(--lbp-surface)", stroke: "var(--lbp-ink-2)", "stroke-width": 1.8 }], ["path", { d: "m8.5 8.5 7 7M15.5 8.5l-7 7", stroke: "var(--lbp-ink-2)", "stroke-width": 2, "stroke-linecap": "round" }]],
  "grade-over": [["path", { d: "M12 2.5 21.5 12 12 21.5 2.5 12z", fill: "var(--lbp-yellow)" }], ["path", { d: "M8 12h8M12 8v8", stroke: "var(--lbp-surface)", "stroke-width": 2.2, "stroke-linecap": "round" }]],
  "grade-bad": [["path", { d: "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z", fill: "var(--lbp-red)" }], ["path", { d: "M12 7v6M12 16.5v.1", stroke: "var(--lbp-on-danger)", "stroke-width": 2.4, "stroke-linecap": "round" }]],
};

function shapes(list) {
  return list.map((shape) => (typeof shape === "string" ? h("path", { d: shape }) : h(shape[0], shape[1])));
}

/** A line icon beside a word; hidden from screen readers because the word says it. */
export function icon(name, size = 20) {
  const list = LINE_ICONS[name] || LINE_ICONS.list;
  return h("svg", { class: "lbp-icon", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", focusable: "false" }, shapes(list));
}

/** A filled mark of the notepad (`mark-…`) or a grade of the debrief (`grade-…`). */
export function mark(name, size = 18) {
  if (!(name in SHAPE_ICONS)) return null;
  const box = name.startsWith("mark") ? "0 0 18 18" : "0 0 24 24";
  return h("svg", { class: "lbp-mark", viewBox: box, width: size, height: size, "aria-hidden": "true", focusable: "false" }, shapes(SHAPE_ICONS[name]));
}

/** The spine of the product's name. */
export function logo() {
  const discs = [[15, 4, -8], [13, 9, 4], [12.5, 14, 10], [13, 19, 4], [15, 24, -14]];
  return h("svg", { class: "lbp-logo", viewBox: "0 0 28 28", width: 28, height: 28, "aria-hidden": "true", focusable: "false" },
    discs.map(([x, y, turn]) => h("rect", { x: x - 5.5, y: y - 1.7, width: 11, height: 3.4, rx: 1.6, fill: "currentColor", transform: `rotate(${turn} ${x} ${y})` })));
}
