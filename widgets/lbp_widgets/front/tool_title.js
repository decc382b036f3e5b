// The heading of a tool's page: the page's own where the tool stands alone, a part's inside a case.

import { h } from "./dom.js";

/** @param {Object} host where the tool stands */
export function toolTitle(host, text) {
  return host.alone ? h("h1", { tabindex: "-1", "data-home": "" }, text) : h("h2", { class: "lbp-tool-title" }, text);
}
