// What is said aloud: one polite sentence for an action. The history log speaks for itself (role=log).

import { h } from "./dom.js";

const TYPING_REST = 800;

/** @returns {{regions: Array, say: function(string), sayLater: function(function(): string), stop: function()}} */
export function startVoice(root) {
  let timer = null;
  const write = (text) => {
    const region = root.querySelector(".lbp-voice");
    if (!region) return;
    // The same sentence twice is only heard twice if the text differs.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  };
  return {
    // Described once: drawing the same description again leaves the sentence in it alone.
    regions: [h("div", { class: "lbp-unseen lbp-voice", key: "voice", role: "status", "aria-live": "polite" })],
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => write(text), 50);
    },
    sayLater(words) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const text = words();
        if (text) write(text);
      }, TYPING_REST);
    },
    stop: () => clearTimeout(timer),
  };
}
