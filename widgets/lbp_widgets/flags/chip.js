// Flags as chips: a shape and a word for each colour; what is not sorted is a grey flag.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";

/** The shape of a pile. */
export function flagsShape(pile, size = 18) {
  return pile === "none" ? mark("mark-no", size - 2) : icon(`flag-${pile}`, size);
}

/** A pile as a chip; `null` is a card that was not sorted. */
export function flagsChip(app, pile) {
  if (!pile) return h("span", { class: "lbp-chip lbp-flags-chip" }, icon("flag", 16), app.t("flags.unfiled"));
  return h("span", { class: `lbp-chip lbp-flags-chip lbp-flags-${pile.id}`, key: pile.id, "data-pile": pile.id }, flagsShape(pile.id), pile.label);
}
