// The address follows the screen, but only on our own page: in JupyterLab the address belongs to the notebook.

/** Whether this page was made by our own page template. */
export function ownsAddress() {
  return document.documentElement.dataset.lbpHost === "voila";
}

/** @returns {{case?: string, attempt?: string, stage?: string, screen?: string, join?: string}} what the address asks for */
export function readRoute() {
  if (!ownsAddress()) return {};
  const query = new URLSearchParams(window.location.search);
  const route = {};
  if (query.get("case")) route.case = query.get("case");
  if (query.get("case") && query.get("stage")) route.stage = query.get("stage");
  if (query.get("case") && query.get("attempt")) route.attempt = query.get("attempt");
  if (query.get("join")) route.join = query.get("join");
  if (!query.get("case") && query.get("screen")) route.screen = query.get("screen");
  return route;
}

/** @returns {"da"|"en"|null} the language the address asks for */
export function readLang() {
  if (!ownsAddress()) return null;
  const lang = new URLSearchParams(window.location.search).get("lang");
  return lang === "da" || lang === "en" ? lang : null;
}

/** Where the address names a language, let it name the one that is shown: a reload then keeps it. */
export function keepLang(lang) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  if (!url.searchParams.has("lang") || url.searchParams.get("lang") === lang) return;
  url.searchParams.set("lang", lang);
  window.history.replaceState(null, "", url);
}

/** Let the address show `route` (and `lang` where it already names one), as a new step in the history unless `replace`. */
export function writeRoute(route, lang, replace) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  const names = ["case", "attempt", "stage", "screen"];
  for (const name of names) {
    if (route && (route.case || name === "screen") && route[name]) url.searchParams.set(name, route[name]);
    else url.searchParams.delete(name);
  }
  // A code is for joining once; a reload must not join again after somebody has left.
  url.searchParams.delete("join");
  const same = new URL(window.location.href).searchParams;
  const moved = names.some((name) => same.get(name) !== url.searchParams.get(name));
  if (url.searchParams.has("lang")) url.searchParams.set("lang", lang);
  if (url.href === window.location.href) return;
  if (replace || !moved) window.history.replaceState(null, "", url);
  else window.history.pushState(null, "", url);
}

/** The address of another page of ours, whatever this one is called; "" is the page that the server opens first. */
export function pageAddress(notebook, lang) {
  const [before] = window.location.pathname.split("/voila/render/");
  const root = before.endsWith("/") ? before : `${before}/`;
  const url = new URL(notebook ? `${root}voila/render/${notebook}` : root, window.location.origin);
  url.searchParams.set("lang", lang);
  return url.href;
}

/** The address where others join: under a hub not this server, which is one person's, but the hub, which sends each to theirs. */
export function joinAddress() {
  const { lbpJoin } = document.documentElement.dataset;
  return lbpJoin ? new URL(lbpJoin, window.location.origin).href : pageAddress("", "da").split("?")[0];
}

/** @returns {string|null} the course that the address of a teachers' page names */
export function readCourse() {
  return ownsAddress() ? new URLSearchParams(window.location.search).get("course") : null;
}

/** Let the address name a course, or none: a reload then shows the same. */
export function keepCourse(id) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  if (id) url.searchParams.set("course", id);
  else url.searchParams.delete("course");
  if (url.href !== window.location.href) window.history.replaceState(null, "", url);
}

/** Whether this page was loaded again by its reader: a copy of it in another tab, or a page gone back to, was not. */
export function wasReloaded() {
  const [entry] = window.performance.getEntriesByType("navigation");
  return entry !== undefined && entry.type === "reload";
}
