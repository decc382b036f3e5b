// The pain tool by itself; its page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { painPage, painSpoken } from "./page.js";

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, { tool: "pain", page: painPage, keys: [["\u2191 \u2193", "bedside.key.move"]], spoken: painSpoken });
}

export default { render };
