// The flag sorter by itself; its page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { flagsKeys, flagsPage, flagsSpoken } from "./page.js";

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, { tool: "flags", page: flagsPage, keys: flagsKeys, ui: () => ({ open: null }), spoken: flagsSpoken });
}

export default { render };
