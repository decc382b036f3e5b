// Questionnaires and scales by themselves; the page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { instrumentsPage, instrumentsSpoken } from "./page.js";

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  // Whoever counts numbers of her own goes on doing so with another form: the tab outlives the run.
  const kept = { tab: "task" };
  return startBedside(model, el, {
    tool: "instruments",
    page: instrumentsPage,
    spoken: instrumentsSpoken,
    ui: () => ({ kept, drafts: {} }),
    keys: [["\u2190 \u2192", "bedside.key.move"]],
  });
}

export default { render };
