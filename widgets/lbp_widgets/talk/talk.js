// The conversation by itself; its page is drawn inside a case, too.

import { startBedside } from "../front/bedside.js";
import { talkPage, talkSpoken, talkUi } from "./page.js";

const TALK_KEYS = [["\u2191 \u2193", "talk.key.move"]];

/** anywidget's entry: draw the tool into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startBedside(model, el, { tool: "talk", page: talkPage, spoken: talkSpoken, ui: talkUi, keys: TALK_KEYS });
}

export default { render };
