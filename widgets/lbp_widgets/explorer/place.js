// Where the student is: on our own page it stands behind the # of the address, so that a link to one statement works.

import { ownsAddress } from "../front/address.js";

export const FRONT = { what: "home", id: "", box: "" };

/** "#C-04" -> {what: "conflict", id: "C-04"}; whatever has no other form is the id of a statement. */
export function parsePlace(hash) {
  let text = hash.replace(/^#/, "");
  try {
    text = decodeURIComponent(text);
  } catch {
    // A broken escape is looked up as it stands, and not found.
  }
  if (!text) return FRONT;
  const [what, id = "", box = ""] = text.split("/");
  if (what === "search") return { what, id: text.slice("search/".length), box: "" };
  if (what === "topic" || what === "figure") return { what, id, box };
  if (text === "conflicts" || text === "editions") return { what: text, id: "", box: "" };
  return { what: /^C-\d+$/.test(text) ? "conflict" : "statement", id: text, box: "" };
}

/** The other way round. */
export function placeHash({ what, id, box }) {
  if (what === "home") return "";
  if (what === "conflict" || what === "statement") return `#${encodeURIComponent(id)}`;
  return `#${[what, id, box].filter(Boolean).map(encodeURIComponent).join("/")}`;
}

/** Where the address says that we are. */
export function readPlace() {
  return ownsAddress() ? parsePlace(window.location.hash) : FRONT;
}

/** Let the address show where we are, and the language. */
export function writePlace(place, lang, replace) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  url.searchParams.set("lang", lang);
  url.hash = placeHash(place);
  const href = url.href.replace(/#$/, "");
  if (href === window.location.href) return;
  if (replace) window.history.replaceState(null, "", href);
  else window.history.pushState(null, "", href);
}
