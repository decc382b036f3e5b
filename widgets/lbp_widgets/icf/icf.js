// The function map by itself; its page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { icfKeys, icfPage, icfSpoken } from "./page.js";

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, { tool: "icf", page: icfPage, keys: icfKeys, ui: () => ({ at: null }), spoken: icfSpoken });
}

export default { render };
