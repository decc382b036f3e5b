// The body figure as elements: the drawing that Python sends as text is cut into three views, each an SVG of its own, so that
// a wide page can set them side by side and a phone can show one of them large.

import { EXAM_BOXES, EXAM_VIEWS, examKeyOfId, examMirrored, examPlaces, examSideOf } from "./figure_places.js";

const EXAM_SVG = "http://www.w3.org/2000/svg";

// Landmarks that say which way round the body is; on the patient's left (front, feet) or the viewer's right (back), then mirrored.
const EXAM_LANDMARKS = {
  front: ["M115 84v6", "M174 142Q154 178 129 197", "M143 364q11 -11 23 -1", "M142 376q13 12 26 -2", "M152 628v9", "M160 629v9", "M167 628v9", "M174 626v7"],
  back: ["M345 56v6m0 5v6m0 5v6m0 5v6m0 5v6m0 5v6m0 5v6m0 5v6", "M353 130q6 -9 13 -8", "M347 226Q372 241 395 224", "M368 377q13 8 26 1"],
  feet: ["M601 242q7 -10 14 0v6h-14z", "M626 243q4 -7 8 0v4h-8z", "M643 234q4 -7 8 -1l1 4-8 1z", "M657 224q4 -6 8 -2l1 5-8 1z", "M670 213q4 -6 7 -3l2 5-7 1z"],
};

/** An SVG element with attributes, put at the end of `parent`. */
export function examSvg(tag, attributes = {}, parent = null) {
  const node = document.createElementNS(EXAM_SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (parent) parent.append(node);
  return node;
}

function examRead(prefix, text) {
  const own = text.replace(/\bid="/g, `id="${prefix}-`).replace(/url\(#/g, `url(#${prefix}-`);
  return document.importNode(new DOMParser().parseFromString(own, "image/svg+xml").documentElement, true);
}

/** The transforms of everything around `node` in its SVG, as one text. */
function examTransform(node) {
  const list = [];
  for (let one = node.parentNode; one && one.tagName !== "svg"; one = one.parentNode) list.unshift(one.getAttribute("transform") || "");
  return list.filter(Boolean).join(" ");
}

function examLandmarks(view, svg) {
  const half = examSvg("g", { class: "lbp-exam-landmarks" }, svg);
  for (const d of EXAM_LANDMARKS[view]) examSvg("path", { d }, half);
  const other = half.cloneNode(true);
  other.setAttribute("transform", `translate(${examMirrored(view, 0)} 0) scale(-1 1)`);
  svg.append(other);
}

function examRegionOf(place, svg, prefix) {
  const node = svg.querySelector(`#${CSS.escape(`${prefix}-${place.id}`)}`);
  node.classList.add("lbp-exam-region");
  const d = node.getAttribute("d");
  return { ...place, kind: "region", node, root: node.dataset.root, over: null, d, extent: examExtent(d), clip: node.getAttribute("clip-path"), transform: examTransform(node) };
}

/** A reflex point: a place to strike that also shows the grade the learner has given. */
function examPointOf(circle, view, layer) {
  const x = Number(circle.getAttribute("cx"));
  const y = Number(circle.getAttribute("cy"));
  const node = examSvg("g", { id: circle.id, class: "lbp-exam-point", transform: `translate(${x} ${y})` }, layer);
  examSvg("rect", { class: "lbp-exam-point-ring", x: -18, y: -18, width: 36, height: 36, rx: 18 }, node);
  examSvg("rect", { class: "lbp-exam-point-face", x: -13, y: -13, width: 26, height: 26, rx: 13 }, node);
  examSvg("text", { class: "lbp-exam-point-word", "text-anchor": "middle", y: 5 }, node);
  const key = examKeyOfId(circle.id);
  return { id: `${view}-${key}`, key, view, side: examSideOf(view, x), kind: "point", node, x, y };
}

/** Write a grade into a point; a long one makes the point wider. */
export function examWritePoint(point, word) {
  const [ring, face, text] = point.node.children;
  const wide = 13 + Math.max(0, word.length - 2) * 3.5;
  for (const [rect, half] of [[face, wide], [ring, wide + 5]]) {
    rect.setAttribute("x", -half);
    rect.setAttribute("width", 2 * half);
  }
  if (text.textContent !== word) text.textContent = word;
}

/**
 * Build the three views.
 * @param {string} prefix makes the ids unique on the page
 * @param {string} text the drawing
 * @returns {{shared: Element, views: Object<string, {svg: Element, top: Element}>, regions: Array, points: Array}}
 *   `shared` holds the patterns and clips and must be on the page; `top` of a view lies over its regions
 */
export function examDrawing(prefix, text) {
  const whole = examRead(prefix, text);
  const part = (name) => whole.querySelector(`#${CSS.escape(`${prefix}-${name}`)}`);
  const shared = examSvg("svg", { class: "lbp-exam-shared", width: 0, height: 0, "aria-hidden": "true", focusable: "false" });
  shared.append(whole.querySelector("defs"));
  const views = {};
  const regions = [];
  const points = [];
  for (const view of EXAM_VIEWS) {
    const svg = examSvg("svg", { class: "lbp-exam-svg", viewBox: EXAM_BOXES[view].join(" "), role: "presentation", focusable: "false" });
    svg.append(part(view));
    examLandmarks(view, svg);
    const top = examSvg("g", { class: "lbp-exam-top" }, svg);
    const layer = examSvg("g", { class: "lbp-exam-points" }, svg);
    regions.push(...examPlaces().filter((one) => one.view === view).map((one) => examRegionOf(one, svg, prefix)));
    for (const circle of whole.querySelectorAll(".reflex-point")) {
      if ((circle.id.endsWith("patellar") ? "front" : "back") === view) points.push(examPointOf(circle, view, layer));
    }
    views[view] = { svg, top, flying: examSvg("g", { class: "lbp-exam-flying" }, svg) };
  }
  return { shared, views, regions, points };
}

/** The box around an outline of straight lines and curves. Read from its text, because a view that is not shown has no layout. */
function examExtent(d) {
  const xs = [];
  const ys = [];
  for (const [, command, numbers] of d.matchAll(/([MCHVZ])([^MCHVZ]*)/g)) {
    const values = (numbers.match(/-?[\d.]+/g) || []).map(Number);
    values.forEach((value, i) => (command === "V" || (command !== "H" && i % 2 === 1) ? ys : xs).push(value));
  }
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The regions that lie over this one in the drawing, so that its visible shape can be cut out. */
export function examCovering(region) {
  const later = [];
  for (let node = region.node.nextElementSibling; node; node = node.nextElementSibling) {
    if (node.classList.contains("lbp-exam-region") && node.dataset.side === region.side) later.push(node.getAttribute("d"));
  }
  return later;
}
