// What was typed here and is not kept yet: this tab holds it until Python has acknowledged it, so that neither a server that
// stops nor a reload loses it.

import { recall, remember } from "../front/store.js";

const HELD_NAME = "lbp.cohort.unkept";

/** What this tab holds from before a reload; null where all was kept. */
export function recallHeld() {
  try {
    const found = JSON.parse(recall(HELD_NAME, true) || "null");
    const typed = Object.fromEntries(Object.entries(found.typed).filter(([, text]) => typeof text === "string"));
    const pasted = String(found.pasted || "");
    if (!Object.keys(typed).length && !pasted) return null;
    return { typed, pasted, going: found.going === true, seen: Number.isInteger(found.seen) ? found.seen : 0 };
  } catch {
    return null;
  }
}

/**
 * Hold what is not kept, or forget it where nothing is left.
 * @param {Object} what
 * @param {Object} what.typed by field, what was typed
 * @param {string} what.pasted the list, where one was pasted
 * @param {boolean} what.going whether the list was sent
 * @param {number} what.seen the last event of the record that the page showed: what others wrote after it is not overwritten
 * @returns {boolean} whether a reload will find it
 */
export function holdUnkept({ typed, pasted, going, seen }) {
  const any = Object.keys(typed).length > 0 || pasted.trim() !== "";
  const text = any ? JSON.stringify({ typed, pasted, going, seen }) : null;
  remember(HELD_NAME, text, true);
  return recall(HELD_NAME, true) === text;
}

/**
 * Listen to what is being typed and has not left its field.
 * @param {Element} root the page
 * @param {Object} half by field, what stands there; changed here
 * @param {function()} onChange called after each change
 */
export function listenHalf(root, half, onChange) {
  root.addEventListener("input", ({ target }) => {
    if (!target.dataset.collect) return;
    half[target.dataset.collect] = target.value;
    onChange();
  });
  root.addEventListener("focusout", ({ target }) => {
    const name = target.dataset.collect;
    if (!(name in half) || target.value !== String(target.lbp.props.value ?? "")) return;
    delete half[name]; // it was typed back to what is kept
    onChange();
  });
}
