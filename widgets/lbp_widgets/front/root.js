// The element that a widget of ours lives in: what it is called, how it looks, and which of several on a page it is.

import { ownsAddress } from "./address.js";

/** The element that holds one widget of ours; `kind` names its class. */
export function makeRoot(kind) {
  const root = document.createElement("div");
  root.className = `lbp lbp-${kind}`;
  root.dataset.screen = "loading";
  // JupyterLab's single-letter commands must not fire while a student types.
  root.dataset.lmSuppressShortcuts = "true";
  if (ownsAddress()) {
    root.dataset.ownPage = "";
    // The app has a main part of its own; the page's around it would be a second.
    const around = document.getElementById("rendered_cells");
    if (around) around.removeAttribute("role");
  }
  return root;
}

/** Set an attribute only when it changes: setting `lang` anew makes the browser restyle every element below. */
export function setAttr(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** The lowest number that no other widget of ours on the page holds: it keeps ids and this tab's memory apart. */
export function takeSlot(root) {
  const taken = new Set([...document.querySelectorAll("[data-lbp-slot]")].map((node) => node.dataset.lbpSlot));
  let slot = 1;
  while (taken.has(String(slot))) slot += 1;
  root.dataset.lbpSlot = String(slot);
  return slot;
}

/** Colours and text size; "as the system" is resolved here, so that style sheets know only light and dark. */
export function setLook(root, { theme, size }, systemIsDark) {
  root.dataset.theme = theme === "system" ? (systemIsDark ? "dark" : "light") : theme;
  root.dataset.themeChoice = theme;
  root.dataset.size = size;
}
