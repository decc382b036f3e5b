// The neurological exam by itself; its page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { examSpoken } from "./acts.js";
import { EXAM_KEYS, examPage, examUi } from "./page.js";

/** anywidget's entry: draw the exam into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, { tool: "exam", page: examPage, keys: EXAM_KEYS, ui: examUi, spoken: examSpoken });
}

export default { render };
