// The triage board by itself; the board is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { triageState } from "./choose.js";
import { triagePage } from "./page.js";

/** One sentence for an act: how many cards are answered. */
function triageSpoken(app, before, now) {
  return before.done === now.done ? null : app.t("lock.say", { n: now.done, total: now.total });
}

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, {
    tool: "triage", page: triagePage, ui: triageState, spoken: triageSpoken,
    keys: [["\u2191 \u2193", "bedside.key.move"], ["Backspace", "triage.key.undo"]],
  });
}

export default { render };
