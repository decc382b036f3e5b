// The line to Python. Acts go one at a time and in order, each with its own id, and the same id is sent again until it is
// acknowledged: Python does an id only once, so sending again is always safe.

import { recall, remember } from "./store.js";

const SAVING_AFTER = 2000;
const FAILED_AFTER = 5000;
const DEAD_AFTER = 15000;
const HELLO_EVERY = 2000;
const TICK = 250;
// Navigation and language are not work: after a reload the address and the remembered language say it anew.
const FORGOTTEN = new Set(["go", "set_lang"]);

/** A random id, also on plain http, where crypto.randomUUID does not exist. */
export function newId() {
  if (window.crypto.randomUUID) return window.crypto.randomUUID();
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function restoreQueue(slot) {
  try {
    const acts = JSON.parse(recall(slot, true) || "[]");
    return acts.filter((act) => act && act.id && act.kind).map((act) => ({ act, key: null }));
  } catch {
    return [];
  }
}

/**
 * Make the line; `open()` starts it.
 * @param {Object} options
 * @param {Object} options.model anywidget's model
 * @param {string} options.slot sessionStorage key for acts without an answer
 * @param {function(): Object} options.hello token, lang and route for the first message
 * @param {function(): Object} options.place attempt and visit the student sees, so that an act cannot land in a later one
 * @param {function(Object)} options.onMessage called with every pack, view and refused
 * @param {function()} options.onPhase called when `phase()` changes
 */
export function makeWire({ model, slot, hello, place, onMessage, onPhase }) {
  const queue = restoreQueue(slot);
  let awake = false;
  let trouble = null;
  let sentAt = 0;
  let waitingSince = Date.now();
  let helloAt = 0;
  let phase = "opening";
  let timer = null;

  const save = () => {
    const acts = queue.map((item) => item.act).filter((act) => !FORGOTTEN.has(act.kind));
    remember(slot, acts.length ? JSON.stringify(acts) : null, true);
  };
  const setPhase = (next) => {
    if (next === phase) return;
    phase = next;
    onPhase();
  };
  const sayHello = () => {
    helloAt = Date.now();
    const pending = queue.map((item) => item.act).filter((act) => !FORGOTTEN.has(act.kind));
    model.send({ type: "hello", ...hello(), pending });
  };
  const sendHead = () => {
    sentAt = Date.now();
    model.send({ type: "act", ...queue[0].act });
  };
  const tick = () => {
    const now = Date.now();
    if (!awake) {
      if (now - helloAt >= HELLO_EVERY) sayHello();
      setPhase(now - waitingSince >= DEAD_AFTER ? "dead" : now - waitingSince >= FAILED_AFTER ? "waiting" : "opening");
    } else if (queue.length) {
      if (now - sentAt >= FAILED_AFTER) sendHead();
      const waited = now - waitingSince;
      setPhase(waited >= DEAD_AFTER ? "dead" : waited >= FAILED_AFTER ? "failed" : waited >= SAVING_AFTER ? "saving" : "idle");
    } else {
      setPhase("idle");
      clearInterval(timer);
      timer = null;
    }
  };
  const watch = () => {
    if (timer === null) timer = setInterval(tick, TICK);
  };
  const begin = () => {
    waitingSince = Date.now();
    sendHead();
    watch();
  };
  const receive = (msg) => {
    if (!msg || typeof msg !== "object") return;
    // Who is not known yet has no view: the store did not answer the first hello, and it is said again.
    if (msg.type === "view" || (msg.type === "refused" && (awake || msg.view))) {
      const first = !awake;
      awake = true;
      const at = queue.findIndex((item) => item.act.id === msg.ack);
      if (at >= 0) queue.splice(at, 1);
      if (at >= 0) save();
      phase = "idle";
      if (queue.length && (first || at === 0)) begin();
    } else if (msg.type === "refused") {
      trouble = msg.text;
      onPhase();
    }
    onMessage(msg);
  };

  return {
    open() {
      model.on("msg:custom", receive);
      sayHello();
      watch();
    },
    /** Put an act in the queue. The same key is not taken twice while it waits. */
    act(kind, args, key) {
      if (key && queue.some((item) => item.key === key)) return false;
      queue.push({ act: { id: newId(), kind, ...place(), ...args }, key });
      save();
      if (awake && queue.length === 1) begin();
      return true;
    },
    busy: (key) => queue.some((item) => item.key === key),
    pending: () => queue.length,
    phase: () => phase,
    /** Why the first view does not come, in words; null while nothing is known to be wrong. */
    trouble: () => trouble,
    tryNow() {
      if (awake && queue.length) sendHead();
      else if (!awake) sayHello();
    },
    close() {
      clearInterval(timer);
      model.off("msg:custom", receive);
    },
  };
}
