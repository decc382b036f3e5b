// The living part of the body figure: drawings that are built once and then brought up to date, and what mouse, finger and keys do in
// them. `figure.js` describes what stands around.

import { h } from "../front/dom.js";
import { examDrawing, examWritePoint } from "./figure_drawing.js";
import { examHammer } from "./figure_hammer.js";
import { examHitAt } from "./figure_hit.js";
import { examDrawTop, examFill } from "./figure_marks.js";
import { EXAM_VIEWS, examInOrder, examInView, examMirrored, examNearest, examOtherSide } from "./figure_places.js";

const EXAM_ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
/** What can be used in each mode; in any other mode nothing can. */
export const EXAM_ACTIVE = { sensation: "region", reflex: "point" };

/** The same description each time: what was put inside it is then left alone by the next draw. */
function examHost(node, props, tag = "div") {
  return h(tag, { ...props, mount: (place) => place.replaceChildren(node) });
}

function examSet(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

function examPartOf(key) {
  return key.split(":")[1];
}

function examOutward({ view, x }) {
  return x > examMirrored(view, x) ? 1 : -1;
}

/**
 * Where touched regions show their ring: where the pointer was, mirrored on the other side, else the region's own place.
 * @param {{key: string, view: string, x?: number, y?: number}|null} last the last touch; without x where it had no place
 */
function examSpots(regions, touched, last) {
  const found = {};
  for (const one of regions.filter((region) => touched.includes(region.key))) {
    const placed = last && last.view === one.view && last.x !== undefined;
    if (placed && last.key === one.key) found[one.id] = last;
    else found[one.id] = placed && last.key === examOtherSide(one.key) ? { x: examMirrored(one.view, last.x), y: last.y } : one;
  }
  return found;
}

/** The drawings of one figure, its focus and its hands. */
export function examLiveFigure(app, prefix, text) {
  const { shared, views, regions, points } = examDrawing(prefix, text);
  const all = [...regions, ...points];
  const nameLine = document.createElement("span");
  let options = { mode: "look" };
  let shownView = "front";
  let at = null;
  let hovered = null;
  let focused = null;
  let selectedBefore = null;
  let lastTouch = null;

  const kind = () => EXAM_ACTIVE[options.mode];
  const chosen = () => [options.selected || []].flat();
  const items = () => examInOrder(all.filter((one) => one.kind === kind()));
  const label = (one) => (options.labelOf ? options.labelOf(one.key) : one.key);
  /** On a phone one view is shown at a time, and the arrows stay in it. */
  const isShown = (view) => views[view].svg.getClientRects().length > 0;
  const reachable = () => {
    const near = items().filter((one) => isShown(one.view));
    return near.length ? near : items();
  };

  const drawTop = () => {
    const { marks = {}, showRoots = false, mode, touched = [] } = options;
    const sensing = mode === "sensation";
    const state = { marks, chosen: sensing ? chosen() : [], spots: examSpots(regions, sensing ? touched : [], lastTouch), showRoots, focused, hovered };
    for (const view of EXAM_VIEWS) examDrawTop(prefix, views[view].top, regions.filter((one) => one.view === view), state);
    const named = all.find((one) => one.id === (hovered || focused));
    nameLine.textContent = named && kind() ? label(named) : "\u00a0";
  };

  /** A region or point is a button while it can be used, a shape otherwise. */
  const dress = (one) => {
    const active = one.kind === kind();
    const isPoint = one.kind === "point";
    examSet(one.node, {
      role: active ? "button" : null,
      tabindex: active ? (one === at ? "0" : "-1") : null,
      "aria-label": active ? label(one) : null,
      "aria-current": active && chosen().includes(one.key) ? "true" : null,
      "aria-disabled": active && options.busy ? "true" : null,
      "data-act": active ? `${isPoint ? "strike" : "touch"}:${one.id}` : null,
      "data-key": one.key,
    });
    if (isPoint) {
      one.node.toggleAttribute("hidden", !active);
      examWritePoint(one, (options.points || {})[one.key] || "");
    } else examFill(one, (options.marks || {})[one.key], prefix);
  };
  const dressAll = () => {
    all.forEach(dress);
    for (const { svg } of Object.values(views)) svg.classList.toggle("lbp-exam-live", Boolean(kind()) && !options.busy);
  };

  const turn = (view) => {
    if (shownView === view) return;
    shownView = view;
    app.set({});
  };
  const goTo = (one) => {
    if (!one) return;
    at = one;
    turn(one.view);
    dressAll();
    // A leg is taller than a phone: only a region that is out of sight makes the page move.
    const { top, bottom } = one.node.getBoundingClientRect();
    one.node.focus({ preventScroll: top >= 0 && bottom <= window.innerHeight });
  };

  const swing = (key) => {
    const point = points.find((one) => one.key === key);
    examHammer(views, point && point.view, point && { ...point, outward: examOutward(point) });
  };
  const act = (one, by, { place = {}, reinforced = false } = {}) => {
    const { busy, onTouch, onStrike } = options;
    if (busy) return;
    at = one;
    const what = { view: one.view, side: one.side, part: examPartOf(one.key), by };
    if (one.kind === "point") {
      swing(one.key);
      if (onStrike) onStrike(one.key, { ...what, reinforced });
      return;
    }
    lastTouch = { key: one.key, view: one.view, ...place };
    if (onTouch) onTouch(one.key, what);
  };

  const onKey = (event) => {
    const here = all.find((one) => one.node === event.target);
    if (!here || event.ctrlKey || event.altKey || event.metaKey) return;
    const near = reachable();
    const letter = event.key.toLowerCase();
    if (EXAM_ARROWS[event.key]) goTo(near.find((one) => one.id === examNearest(near, here.id, EXAM_ARROWS[event.key])));
    else if (event.key === "Home") goTo(near[0]);
    else if (event.key === "End") goTo(near[near.length - 1]);
    else if (letter === "s") goTo(near.find((one) => one.view === here.view && one.key === examOtherSide(here.key)));
    else if (letter === "v") {
      const order = EXAM_VIEWS.filter((view) => items().some((one) => one.view === view));
      goTo(examInView(items(), here, order[(order.indexOf(here.view) + 1) % order.length]));
    } else if (event.key === "Enter" || event.key === " ") act(here, "keyboard");
    else if (letter === "r" && here.kind === "point") act(here, "keyboard", { reinforced: true });
    else if (event.key.length > 1 || !options.onKey || !options.onKey(event.key, here.key)) return;
    event.preventDefault();
  };

  const onClick = (event, view) => {
    if (!kind() || options.busy) return;
    const hit = examHitAt(views[view].svg, view, items().filter((one) => one.view === view), event);
    if (hit.item) {
      act(hit.item, "pointer", hit.inside ? { place: { x: hit.x, y: hit.y } } : {});
      dressAll();
      hit.item.node.focus({ preventScroll: true });
    } else if (kind() === "point" && hit.side) {
      examHammer(views, view, { x: hit.x, y: hit.y, outward: examOutward({ view, x: hit.x }) });
      if (options.onMiss) options.onMiss({ view, side: hit.side });
    }
  };
  const onHover = (event) => {
    const button = event.type === "pointerover" && event.pointerType === "mouse" ? event.target.closest("[role=button]") : null;
    const found = button && all.find((one) => one.node === button);
    if ((found ? found.id : null) === hovered) return;
    hovered = found ? found.id : null;
    drawTop();
  };
  const onFocus = (event) => {
    const one = event.type === "focusin" ? all.find((item) => item.node === event.target) : null;
    if (one && one !== at) {
      at = one;
      dressAll();
    }
    focused = one && one.node.matches(":focus-visible") ? one.id : null;
    drawTop();
  };

  // Listeners stand around the SVG, not on it: an SVG that listens to the focus becomes a Tab stop of its own in Chromium.
  const hostOf = (view) => {
    const frame = document.createElement("div");
    frame.append(views[view].svg);
    frame.addEventListener("click", (event) => onClick(event, view));
    frame.addEventListener("keydown", onKey);
    for (const type of ["focusin", "focusout"]) frame.addEventListener(type, onFocus);
    for (const type of ["pointerover", "pointerout"]) frame.addEventListener(type, onHover);
    return examHost(frame, { class: "lbp-exam-host", key: "host" });
  };

  /** Where the keyboard comes in: what another control chose, else where it was, else the first place of the view. */
  const entry = (list) => {
    const own = list.filter((one) => one.key === chosen()[0]);
    if (own.includes(at)) return at;
    return own.find((one) => one.view === shownView) || own[own.length - 1] || (list.includes(at) ? at : list.find((one) => one.view === shownView) || list[0] || null);
  };

  return {
    prefix,
    view: () => shownView,
    shared: examHost(shared, { key: "shared", class: "lbp-exam-shared", "aria-hidden": "true" }),
    hosts: Object.fromEntries(EXAM_VIEWS.map((view) => [view, hostOf(view)])),
    name: examHost(nameLine, { class: "lbp-exam-name", key: "name", "aria-hidden": "true" }, "p"),
    swing,
    show(given) {
      if (given.mode !== options.mode) {
        hovered = null;
        focused = null;
        swing(null);
      }
      options = given;
      const list = items();
      const first = chosen()[0] || null;
      if (first !== selectedBefore || !list.includes(at)) at = entry(list);
      // A phone shows what was chosen; it stays where the learner turned it until something else is.
      if (at && (first !== selectedBefore || !list.some((one) => one.view === shownView))) shownView = at.view;
      selectedBefore = first;
      dressAll();
      drawTop();
    },
    turnTo(view) {
      if (kind() && at) at = examInView(items(), at, view) || at;
      turn(view);
    },
  };
}
