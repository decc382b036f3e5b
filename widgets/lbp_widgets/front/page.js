// What every page of ours begins and ends with: its element, its looks, its voice and language, and the frame around what it
// shows.

import { ownsAddress, readLang } from "./address.js";
import { drawKeepingFocus, h } from "./dom.js";
import { makeRoot, setAttr, setLook, takeSlot } from "./root.js";
import { foot, loadingPage, notices } from "./shell.js";
import { recall } from "./store.js";
import { startVoice } from "./voice.js";
import { FIRST_WORDS } from "./words.js";

const LOADING_AFTER = 300;

/**
 * Make a page's element and what goes with it.
 * @param {Object} options
 * @param {string} options.kind names the element's class
 * @param {string} options.prefix begins the ids of this page
 * @param {Object} options.ui what this page remembers of its screen, besides what all do
 * @returns {{app: Object, root: Element, number: number, lang: string, applyLook: function(), start: function(function()), close: function()}}
 *   `app` has `uid`, `root`, `t`, `view`, `ui`, `say`, `sayLater` and `regions`; `lang` is the language to begin with; `start` draws
 *   after a moment, since the first answer usually comes at once and grey shapes that only flash would be noise
 */
export function openPage(model, el, { kind, prefix, ui = {} }) {
  const root = makeRoot(kind);
  const number = takeSlot(root);
  el.append(root);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const voice = startVoice(root);
  const app = {
    uid: `${prefix}${number}`, root, t: (key) => key, view: null, say: voice.say, sayLater: voice.sayLater, regions: voice.regions,
    ui: { menu: false, dialog: null, panel: null, allCites: {}, notice: null, ...ui, theme: recall("lbp.theme") || "system", size: recall("lbp.size") || "100" },
  };
  const applyLook = () => setLook(root, app.ui, dark.matches);
  let loading = null;
  dark.addEventListener("change", applyLook);
  applyLook();
  return {
    app, root, number, applyLook,
    lang: readLang() || recall("lbp.lang") || model.get("start_lang"),
    start(draw) {
      loading = setTimeout(draw, LOADING_AFTER);
    },
    close() {
      clearTimeout(loading);
      voice.stop();
      dark.removeEventListener("change", applyLook);
      root.remove();
    },
  };
}

/** Draw what stands on a page before its first answer. */
export function drawLoading(app, lang, phase, trouble = null) {
  return drawKeepingFocus(app.root, [loadingPage(FIRST_WORDS[lang] || FIRST_WORDS.da, phase, trouble), ...app.regions]);
}

/**
 * Draw the frame of a page with its inside.
 * @param {Object} app the page; `app.view.lang` is the language of its words
 * @param {Object} options
 * @param {string} options.screen which of the page's screens this is, for style sheets and tests
 * @param {*} options.head the app bar, and what belongs under it; null where nothing but the inside is shown
 * @param {string|null} options.within names the head for style sheets
 * @param {*} options.above what stands between the notices and the main part
 * @param {*} options.main the inside
 * @param {boolean} options.saves whether the foot says that what was done is kept
 * @param {*} options.over the dialog, where one is open
 */
export function drawFrame(app, { screen, head, within = null, above = null, main, saves = true, over = null, mark = {} }) {
  const { root } = app;
  setAttr(root, "lang", app.view.lang);
  setAttr(root, "data-screen", screen);
  if (ownsAddress()) setAttr(document.documentElement, "lang", app.view.lang);
  const mainId = `${app.uid}-main`;
  const toMain = (event) => {
    event.preventDefault();
    root.querySelector(`#${mainId}`).focus();
  };
  return drawKeepingFocus(root, [
    h("div", { class: "lbp-app", key: "app", ...mark },
      head && h("a", { class: "lbp-skip", key: "skip", href: `#${mainId}`, onclick: toMain }, app.t("bar.skip")),
      head && h("header", { class: "lbp-head", key: "head", "data-in": within }, head),
      notices(app),
      above,
      h(ownsAddress() ? "main" : "div", { class: "lbp-main", key: "main", id: mainId, tabindex: "-1" }, main),
      head && foot(app, saves),
      over),
    ...app.regions,
  ]);
}

/** Move the focus to what is read next, where it is on the page. */
export function focusOn(root, selector) {
  const found = root.querySelector(selector);
  if (!found) return;
  if (!found.matches("button, input, select, textarea, a[href]")) found.setAttribute("tabindex", "-1");
  found.focus();
}

/**
 * Listen for the keys that work on every page: Esc closes what is open, ? shows the keys.
 * @param {Object} app the page, with the actions of its frame
 * @param {Object} options
 * @param {function(): boolean} options.escape closes what only this page can have open, and returns whether there was something
 * @param {function(KeyboardEvent, boolean): boolean} options.more handles another key, and returns whether it did; the second
 *   argument is whether somebody is writing
 * @returns {function()} stops listening
 */
export function frameKeys(app, { escape = () => false, more = () => false } = {}) {
  const closed = () => {
    if (app.ui.panel) app.closePanel();
    else if (app.ui.menu) app.set({ menu: false });
    else if (app.ui.notice) app.set({ notice: null });
    else return escape();
    return true;
  };
  const onKey = (event) => {
    const writing = Boolean(event.target.closest?.("input, select, textarea"));
    let done = more(event, writing);
    if (!done && event.key === "Escape" && !app.ui.dialog) done = closed();
    else if (!done && event.key === "?" && !writing && !app.ui.dialog) app.set({ dialog: "keys" });
    if (done) event.preventDefault();
  };
  // On a page of our own a key comes to it whatever has the focus; in JupyterLab the page is not ours.
  const keysFrom = ownsAddress() ? document : app.root;
  keysFrom.addEventListener("keydown", onKey);
  return () => keysFrom.removeEventListener("keydown", onKey);
}
