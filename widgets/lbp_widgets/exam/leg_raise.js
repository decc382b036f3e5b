// The straight leg raise: the learner lifts the leg by hand, by tapping the scale, by buttons, by a number or by keys.
// It does not know at which angle the patient will speak: it tells how far the leg has come and is told how far it may go.

import { h } from "../front/dom.js";
import { EXAM_LEG_BOX, examLegAngle, examLegDrawing, examLegHandle, examLegOnScale } from "./leg_drawing.js";
import { EXAM_LEG_STEP, EXAM_LEG_TOP, examLegAim, examLegAt, examLegRelease, examLegRests, examLegStep, examLegTold } from "./leg_motion.js";

const EXAM_LEGS = new WeakMap();
// Between two answers the leg waits a moment; the picture trails a little behind it, so that the waiting is not seen as a jerk.
const EXAM_LEG_EASE = 60;
const EXAM_LEG_KEYS = { ArrowUp: 5, ArrowRight: 5, ArrowDown: -5, ArrowLeft: -5, PageUp: 15, PageDown: -15 };

/**
 * The leg. Like the body figure it is built once for each `app` and `key`, and every call brings it up to date.
 * @param {Object} options
 * @param {"left"|"right"} options.side the leg that is raised
 * @param {number} options.angle where the leg is, as Python has it, 0 to 90
 * @param {number} options.ceiling how far it may be drawn; `angle` + 5 unless given
 * @param {number|null} options.stopped where the patient stopped it: it goes no further
 * @param {boolean} options.done nothing can be moved any more
 * @param {boolean} options.busy an answer is being waited for; the leg waits by itself, this is only said
 * @param {string} options.label the slider's name
 * @param {string|function(number): string} options.valueText what a screen reader says of the angle
 * @param {function(number)} options.onRaise called with each 5 degrees that the leg has come up, at most once in 80 ms, and with
 *   the angle where it was left
 * @param {Array} options.aside descriptions beneath the buttons
 */
export function examLegRaise(app, options) {
  const leg = examLegOf(app, options.key);
  leg.show(options);
  const { t } = app;
  const { side, done = false, busy = false, aside = null, key } = options;
  const step = (by, sign, words) => h("button", {
    type: "button", class: "lbp-button lbp-exam-leg-step", key: `step${by}`, "data-act": `leg:${by < 0 ? "less" : "more"}`, "data-by": by, "aria-label": t(words, { n: EXAM_LEG_STEP }), onclick: () => leg.by(by),
  }, h("span", { "aria-hidden": "true" }, sign));
  const field = `${app.uid}-${key}-field`;
  return h("div", { class: "lbp-exam-leg", key: `leg-${key}`, "data-side": side, "data-done": done ? "" : null, "data-stopped": options.stopped === null || options.stopped === undefined ? null : "", "aria-busy": busy ? "true" : null }, h("div", { class: "lbp-exam-leg-set", key: "set" },
    h("div", { class: "lbp-exam-leg-picture", key: "picture" },
      h("div", { class: "lbp-exam-leg-scene", key: "scene", onclick: leg.onTap },
        leg.host,
        h("div", {
          class: "lbp-exam-leg-handle", key: "handle", role: "slider", tabindex: "0", "data-act": "leg:handle", "aria-label": options.label, "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": EXAM_LEG_TOP,
          "aria-disabled": done ? "true" : null, mount: leg.takeHandle, onkeydown: leg.onKey, onpointerdown: leg.onGrab, onpointermove: leg.onDrag, onpointerup: leg.onLetGo, onpointercancel: leg.onLetGo, onlostpointercapture: leg.onLetGo,
        }, h("svg", { viewBox: "-22 -22 44 44", "aria-hidden": "true", focusable: "false" },
          h("circle", { r: 17 }), h("path", { class: "lbp-exam-leg-up", d: "M0 -11l-4.5 5.5h9z" }), h("path", { d: "M0 11l-4.5 -5.5h9z" }), h("path", { class: "lbp-exam-leg-bar", d: "M-6 0h12" })))),
      h("p", { class: "lbp-exam-caption" }, t(`exam.leg.seen.${side}`), " ", !done && t("exam.leg.how"))),
    h("div", { class: "lbp-exam-leg-side", key: "side" },
      h("div", { class: "lbp-exam-leg-hands", key: "hands", role: "group", "aria-label": options.label, mount: leg.takeHands },
        step(-EXAM_LEG_STEP, "\u2212", "exam.leg.less"),
        h("span", { class: "lbp-exam-leg-number", key: "number" },
          h("input", {
            id: field, class: "lbp-exam-leg-field", key: "field", "data-act": "leg:field", inputmode: "numeric", autocomplete: "off", maxlength: 3, "aria-label": t("exam.leg.field"), readonly: done,
            onkeydown: leg.onFieldKey, oninput: leg.onType, onfocus: leg.onFieldFocus, onblur: leg.onField, mount: leg.takeField,
          }), h("span", { "aria-hidden": "true" }, "\u00b0")),
        step(EXAM_LEG_STEP, "+", "exam.leg.more")),
      aside)));
}

function examLegOf(app, key) {
  const known = EXAM_LEGS.get(app) || new Map();
  EXAM_LEGS.set(app, known);
  if (!known.has(key)) known.set(key, examMakeLeg());
  return known.get(key);
}

function examMakeLeg() {
  const { svg, turn } = examLegDrawing();
  let options = null;
  let leg = examLegAt(0);
  let shown = 0;
  let handle = null;
  let hands = null;
  let field = null;
  let typing = false;
  let grip = 0;
  let frame = null;
  let before = 0;

  const jump = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const setOn = (node, name, value) => {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  };

  /** Everything that shows the angle, without a draw of the page: it changes with each frame. */
  const sync = () => {
    turn(options.side, shown);
    const degrees = Math.round(leg.drawn);
    if (handle) {
      const { x, y } = examLegHandle(options.side, shown);
      handle.style.left = `${(100 * x).toFixed(2)}%`;
      handle.style.top = `${(100 * y).toFixed(2)}%`;
      // Said once the leg rests, not with every frame.
      if (examLegRests(leg)) {
        const { valueText } = options;
        setOn(handle, "aria-valuenow", degrees);
        setOn(handle, "aria-valuetext", typeof valueText === "function" ? valueText(degrees) : valueText || `${degrees}\u00b0`);
      } else if (!handle.hasAttribute("aria-valuenow")) setOn(handle, "aria-valuenow", degrees);
    }
    if (field && !typing && field.value !== String(degrees)) field.value = String(degrees);
    if (hands) {
      const top = leg.stopped === null ? EXAM_LEG_TOP : leg.stopped;
      for (const button of hands.querySelectorAll("[data-by]")) {
        const off = options.done || (Number(button.dataset.by) < 0 ? degrees <= 0 : degrees >= top);
        setOn(button, "aria-disabled", off ? "true" : null);
      }
    }
  };

  const tick = () => {
    frame = null;
    const now = performance.now();
    const elapsed = Math.min(now - before, 100);
    const { leg: next, raise } = examLegStep(leg, now, elapsed, jump());
    before = now;
    leg = next;
    shown = jump() || Math.abs(leg.drawn - shown) < 0.05 ? leg.drawn : shown + (leg.drawn - shown) * (1 - Math.exp(-elapsed / EXAM_LEG_EASE));
    sync();
    if (raise !== null && options.onRaise) options.onRaise(raise);
    if (svg.isConnected && (shown !== leg.drawn || !examLegRests(leg))) run();
  };
  const run = () => {
    if (frame !== null) return;
    frame = requestAnimationFrame(tick);
  };
  const wake = () => {
    if (frame !== null) return;
    before = performance.now();
    run();
  };
  const aim = (degrees, held = false) => {
    if (options.done) return;
    leg = examLegAim(leg, degrees, held, performance.now());
    wake();
  };
  const wanted = () => (leg.goal === null ? Math.round(leg.drawn) : leg.goal);
  /** To the next multiple in that direction: from 37, 5 up is 40 and 5 down is 35. */
  const by = (amount) => {
    const step = Math.abs(amount) === 1 ? 1 : EXAM_LEG_STEP;
    const grid = (amount > 0 ? Math.floor(wanted() / step) : Math.ceil(wanted() / step)) * step;
    aim(grid + amount);
  };
  const placeOf = (event) => {
    const box = svg.getBoundingClientRect();
    const [left, top, width, height] = EXAM_LEG_BOX;
    return examLegAngle(options.side, left + (width * (event.clientX - box.left)) / box.width, top + (height * (event.clientY - box.top)) / box.height);
  };

  /** What was typed is done when the field is left or Enter is pressed; what is no number is taken back. */
  const readField = () => {
    const text = field.value.trim().replace("\u00b0", "").replace(",", ".");
    const degrees = Number(text);
    typing = false;
    if (text !== "" && Number.isFinite(degrees) && Math.round(degrees) !== Math.round(leg.drawn)) aim(degrees);
    sync();
  };

  return {
    host: h("div", { class: "lbp-exam-leg-host", key: "host", mount: (place) => place.replaceChildren(svg) }),
    by,
    show(given) {
      const other = !options || options.side !== given.side;
      options = given;
      const stopped = given.stopped ?? null;
      leg = examLegTold(other ? examLegAt(given.angle) : leg, { angle: given.angle, ceiling: given.ceiling ?? undefined, stopped });
      if (other) shown = leg.drawn;
      sync();
      if (!examLegRests(leg)) wake();
    },
    takeHandle(node) {
      handle = node;
      sync();
    },
    takeHands(node) {
      hands = node;
      sync();
    },
    takeField(node) {
      field = node;
      sync();
    },
    onGrab(event) {
      if (options.done || event.button > 0) return;
      event.preventDefault();
      handle.focus({ preventScroll: true });
      handle.setPointerCapture(event.pointerId);
      handle.dataset.held = "";
      grip = placeOf(event).degrees - leg.drawn;
      aim(leg.drawn, true);
    },
    onDrag(event) {
      if (!leg.held) return;
      const { degrees } = placeOf(event);
      // Below the couch on the head's side the angle turns over: that is still down.
      aim(degrees < -90 ? 0 : degrees - grip, true);
    },
    onLetGo() {
      if (!leg.held) return;
      delete handle.dataset.held;
      leg = examLegRelease(leg);
      wake();
    },
    onTap(event) {
      if (event.target.closest(".lbp-exam-leg-handle")) return;
      const place = placeOf(event);
      if (examLegOnScale(place)) aim(Math.round(place.degrees / EXAM_LEG_STEP) * EXAM_LEG_STEP);
    },
    onKey(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const amount = EXAM_LEG_KEYS[event.key];
      if (amount) by(event.shiftKey && Math.abs(amount) === EXAM_LEG_STEP ? Math.sign(amount) : amount);
      else if (event.key === "Home" || event.key === "Enter") aim(0);
      else if (event.key === "End") aim(EXAM_LEG_TOP);
      else return;
      event.preventDefault();
    },
    onFieldFocus: (event) => event.target.select(),
    onType() {
      typing = true;
    },
    onFieldKey(event) {
      if (event.key === "Enter") readField();
      else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        typing = false;
        const amount = EXAM_LEG_KEYS[event.key];
        by(event.shiftKey ? Math.sign(amount) : amount);
      } else return;
      event.preventDefault();
    },
    onField: readField,
  };
}
