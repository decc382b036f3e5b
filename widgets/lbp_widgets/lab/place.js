// Where the student is: behind the # of the address, so that back, reload and a shared link work.

import { ownsAddress } from "../front/address.js";

export const OVERVIEW = { what: "home", id: "", query: "" };

/** "#tool/one_test?test=strength&pre=0.1" -> {what: "tool", id: "one_test", query: "test=strength&pre=0.1"} */
export function parsePlace(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?");
  const [what, id = ""] = path.split("/");
  return (what === "part" || what === "tool") && /^[a-z_]{1,40}$/.test(id) ? { what, id, query } : OVERVIEW;
}

/** The other way round; "" for the overview. */
export function placeHash({ what, id, query }) {
  return what === "home" ? "" : `#${what}/${id}${query ? `?${query}` : ""}`;
}

/** The whole address of a place, to be given to somebody else. */
export function placeAddress(place, lang) {
  const url = new URL(window.location.href);
  url.searchParams.set("lang", lang);
  url.hash = placeHash(place);
  return url.href.replace(/#$/, "");
}

/** Where the address says that we are; `start` where it does not belong to us or says nothing. */
export function readPlace(start) {
  return parsePlace(ownsAddress() && window.location.hash ? window.location.hash : start);
}

/** Let the address show where we are, and the language. */
export function writePlace(place, lang, replace) {
  if (!ownsAddress()) return;
  const href = placeAddress(place, lang);
  if (href === window.location.href) return;
  if (replace) window.history.replaceState(null, "", href);
  else window.history.pushState(null, "", href);
}

/** The numbers of a query: names that are not asked for, and what is no number, are left out. */
export function queryNumbers(query, names) {
  const found = {};
  const given = new URLSearchParams(query);
  for (const name of names) {
    const text = given.get(name);
    if (text !== null && text !== "" && Number.isFinite(Number(text))) found[name] = Number(text);
  }
  return found;
}
