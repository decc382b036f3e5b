// The parts of the page that Python describes, as descriptions for `h`.

import { grown } from "../cohort/tree.js";

/** Draw the nodes of a part; a part that is not there draws nothing. */
export function tree(nodes, pressed) {
  return (nodes || []).map((node) => grown(node, pressed, () => {}));
}
