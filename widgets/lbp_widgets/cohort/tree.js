// A tree from Python as a description to draw: known tags only, and nothing that runs.

import { h } from "../front/dom.js";

const TAGS = new Set("section div span p h1 h2 h3 h4 ul ol li table caption thead tbody tr th td strong small details summary button svg g line rect circle path text title dl dt dd label input textarea".split(" "));

// A number keeps its sign of per cent, and "n = 26" keeps together, where a line ends in a narrow column.
function bound(words) {
  return words.replace(/(\d) %/g, "$1\u00a0%").replace(/\bn ([=<]) (\d)/g, "n\u00a0$1\u00a0$2");
}

/**
 * @param {string|Array} node a text, or [tag, properties, children]
 * @param {function(string)} pressed told the `data-act` of a button that was pressed
 * @param {function(string, string)} collected told the `data-collect` of a field and what was typed
 * @param {function(string): Object} more gives further properties of the field of that `data-collect`
 */
export function grown(node, pressed, collected, more = () => ({})) {
  if (typeof node === "string") return bound(node);
  const [tag, given, kids] = node;
  if (!TAGS.has(tag)) return null;
  const props = {};
  for (const [name, value] of Object.entries(given)) if (!name.startsWith("on")) props[name] = value;
  if (tag === "button") props.onclick = () => pressed(given["data-act"]);
  if (tag === "input" || tag === "textarea") {
    Object.assign(props, more(given["data-collect"]));
    props.onchange = (event) => collected(given["data-collect"], event.target.value);
  }
  return h(tag, props, kids.map((kid) => grown(kid, pressed, collected, more)));
}
