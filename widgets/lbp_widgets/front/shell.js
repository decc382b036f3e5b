// What frames every screen: app bar, notices, dialogs and the two live regions.

import { ownsAddress, pageAddress } from "./address.js";
import { h } from "./dom.js";
import { icon, logo } from "./icons.js";
import { button } from "./parts.js";

const THEMES = ["system", "light", "dark"];
const THEME_ICONS = { system: "system", light: "sun", dark: "moon" };
const SIZES = ["100", "112", "125"];

/** The one after `now`, round and round. */
export function nextOf(list, now) {
  return list[(list.indexOf(now) + 1) % list.length];
}

/**
 * App bar: name, the pages that exist, the education line, language, text size, theme, pseudonym.
 * @param {Object} options
 * @param {function()|null} options.back what the arrow of a phone does, where there is one
 * @param {Array<{act: string, icon: string, label: string, current: string|null, onclick?: function(), href?: string, fresh?: boolean, menu?: boolean}>} options.pages
 *   pages of this app have `onclick`; other notebooks have `href`, in a new tab where `fresh`; the menu has those
 *   with `href` or `menu`
 */
export function appBar(app, { back = null, pages }) {
  const { t, ui } = app;
  return h("div", { class: "lbp-bar", key: "bar" },
    back && h("button", { type: "button", key: "back", class: "lbp-icon-button lbp-back", "aria-label": t("bar.back"), onclick: back }, icon("back", 22)),
    h("span", { class: "lbp-brand", key: "brand" }, logo(), "LBP Teach"),
    h("nav", { class: "lbp-nav", key: "nav", "aria-label": t("bar.pages") },
      pages.map((page) => pageLink(app, page, "lbp-nav-link", page.label))),
    h("span", { class: "lbp-education", key: "education" }, t("education")),
    h("div", { class: "lbp-tools", key: "tools", id: `${app.uid}-tools`, "data-open": ui.menu ? "true" : null }, toolButtons(app, pages)),
    h("button", {
      type: "button", key: "menu", class: "lbp-icon-button lbp-menu", "data-act": "menu",
      "aria-label": t("bar.menu"), "aria-expanded": ui.menu ? "true" : "false", "aria-controls": `${app.uid}-tools`,
      onclick: () => app.set({ menu: !ui.menu }),
    }, icon(ui.menu ? "x" : "menu", 22)));
}

/** A page of this app, or another notebook; the new tab is announced. */
function pageLink(app, { act, current, onclick, href, fresh }, look, ...words) {
  if (onclick) return h("button", { type: "button", class: look, "data-act": act, "aria-current": current, onclick }, words);
  return h("a", { class: look, href, "data-act": act, target: fresh ? "_blank" : null, rel: fresh ? "noopener" : null },
    words, fresh && h("span", { class: "lbp-unseen" }, ` (${app.t("bar.new_tab")})`));
}

/** The pages of every app but the one that is shown; in JupyterLab the file list does that. */
export function otherPages(app, names) {
  if (!ownsAddress()) return [];
  const fresh = !names.includes("cases");
  const all = [
    { act: "page:cases", icon: "list", label: app.t("bar.cases"), current: null, href: pageAddress("", app.view.lang), fresh },
    { act: "page:labs", icon: "target", label: app.t("bar.labs"), current: null, href: pageAddress("labs/probability.ipynb", app.view.lang), fresh },
    { act: "page:guideline", icon: "book", label: app.t("bar.guideline"), current: null, href: pageAddress("guideline/browse.ipynb", app.view.lang), fresh },
  ];
  return all.filter((page) => names.includes(page.act.slice(5)));
}

function toolButtons(app, pages) {
  const { t, ui, view } = app;
  const theme = t(`theme.${ui.theme}`);
  return [
    pages.filter((page) => page.href || page.menu).map((page) => pageLink(app, { ...page, act: `menu-${page.act}` }, "lbp-icon-button lbp-tool lbp-tool-page", icon(page.icon), h("span", { class: "lbp-tool-word" }, page.label))),
    h("div", { class: "lbp-segments", role: "group", "aria-label": t("bar.language") },
      [["da", "Dansk"], ["en", "English"]].map(([lang, name]) => h("button", {
        type: "button", lang, "data-act": `lang:${lang}`, "aria-label": name, "aria-pressed": view.lang === lang ? "true" : "false",
        onclick: () => app.setLang(lang),
      }, lang.toUpperCase()))),
    toolButton("size", "aa", t("bar.size", { n: ui.size }), t("bar.size.short", { n: ui.size }), () => app.setSize(nextOf(SIZES, ui.size))),
    toolButton("theme", THEME_ICONS[ui.theme], t("bar.theme", { theme }), theme, () => app.setTheme(nextOf(THEMES, ui.theme))),
    view.learner && h("span", { class: "lbp-learner" }, icon("user"), h("span", { class: "lbp-unseen" }, t("bar.learner")), view.learner),
  ];
}

function toolButton(act, iconName, name, word, onclick) {
  return h("button", { type: "button", class: "lbp-icon-button lbp-tool", "data-act": act, "aria-label": name, title: name, onclick },
    icon(iconName), h("span", { class: "lbp-tool-word", "aria-hidden": "true" }, word));
}

/** Notices: something Python wants said, and whether the last answer is safe. */
export function notices(app) {
  const { t, ui } = app;
  const phase = app.phase();
  return h("div", { class: "lbp-notices", key: "notices" },
    h("div", { role: "alert" }, (phase === "failed" || phase === "dead") && saveTrouble(app, phase)),
    ui.notice && h("section", { class: `lbp-notice lbp-notice-${ui.notice.tone}`, key: "notice", "data-notice": ui.notice.tone, "aria-label": t("bar.notice") },
      icon("info"),
      h("p", null, ui.notice.text),
      h("button", { type: "button", class: "lbp-icon-button", "data-act": "close-notice", "aria-label": t("action.close"), onclick: () => app.set({ notice: null }) }, icon("x", 18))),
    phase === "saving" && h("div", { class: "lbp-saving", key: "saving" }, icon("repeat", 16), t("state.saving")));
}

function saveTrouble(app, phase) {
  const { t } = app;
  const dead = phase === "dead";
  return h("div", { class: "lbp-notice lbp-notice-fail", key: "fail", "data-notice": "save-failed" },
    icon("oct"),
    h("div", null, h("strong", null, t("save.failed.title")), h("p", null, t(dead ? "save.dead" : "save.failed"))),
    h("div", { class: "lbp-row" },
      h("button", { type: "button", class: "lbp-button lbp-button-plain", "data-act": "try-now", onclick: () => app.tryNow() }, t("action.try_now")),
      dead && h("button", { type: "button", class: "lbp-button lbp-button-main", "data-act": "reload", onclick: () => window.location.reload() }, t("action.reload"))));
}

/** Foot of the page: edition, what is saved (where something is), and that this is for education. */
export function foot(app, saves = true) {
  const { t, view } = app;
  return h("footer", { class: "lbp-foot", key: "foot" },
    h("span", null, t("foot.guideline", { edition: view.edition })),
    saves && h("span", null, t("foot.saved")),
    h("button", { type: "button", class: "lbp-link lbp-not-touch", "data-act": "keys", onclick: () => app.set({ dialog: "keys" }) }, t("keys.title")),
    h("span", { class: "lbp-foot-education" }, t("education")));
}

/** A native modal dialog; it opens when drawn and tells `onclose` however it was closed. */
export function dialog(app, { key, title, body, buttons }) {
  const id = `${app.uid}-dialog`;
  return h("dialog", {
    key, class: "lbp-dialog", "aria-labelledby": id,
    mount: (node) => node.showModal(),
    onclose: () => app.set({ dialog: null }),
    onclick: (event) => event.target === event.currentTarget && event.currentTarget.close(),
  },
  h("div", { class: "lbp-dialog-inside" },
    h("h2", { id }, title),
    body,
    h("div", { class: "lbp-row lbp-row-end" }, buttons)));
}

/** Close the dialog that `event` came from, so that the browser gives the focus back. */
export function closeDialog(event) {
  event.currentTarget.closest("dialog").close();
}

/** The keys that work here: rows of [key, name of its words]. */
export function keysDialog(app, rows) {
  const { t } = app;
  return dialog(app, {
    key: "dialog-keys",
    title: t("keys.title"),
    body: h("dl", { class: "lbp-keys" }, rows.map(([key, word]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, t(word))))),
    buttons: button(app, { label: t("action.close"), act: "close-keys", props: { autofocus: true }, onclick: closeDialog }),
  });
}

/** Grey shapes and a word while the first view is on its way; after a while what it waits for, then a way out; or why it does not come. */
export function loadingPage(words, phase, trouble = null) {
  const dead = phase === "dead";
  return h("div", { class: "lbp-loading", key: "loading" },
    !dead && h("div", { class: "lbp-skeleton", "aria-hidden": "true" }, h("span", null), h("span", null), h("span", null)),
    h("p", { role: "status" }, trouble || (dead ? words.dead : phase === "waiting" ? words.waiting : words.loading)),
    dead && h("button", { type: "button", class: "lbp-button lbp-button-main", "data-act": "reload", onclick: () => window.location.reload() }, words.reload));
}
