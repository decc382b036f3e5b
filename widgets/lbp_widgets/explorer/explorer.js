// The explorer: a student reads the guideline. It asks Python for pages, draws them, and keeps the address in step.

import { h } from "../front/dom.js";
import { ownsAddress } from "../front/address.js";
import { icon } from "../front/icons.js";
import { frameActions } from "../front/frame.js";
import { drawFrame, drawLoading, frameKeys, openPage } from "../front/page.js";
import { setAttr } from "../front/root.js";
import { remember } from "../front/store.js";
import { appBar, keysDialog, otherPages } from "../front/shell.js";
import { makeLookup } from "../front/words.js";
import { figurePage } from "./figure.js";
import { makeLine } from "../front/line.js";
import { conflictPage, conflictsPage, editionsPage, foundPage, frontPage, statementPage, topicPage } from "./pages.js";
import { FRONT, parsePlace, readPlace, writePlace } from "./place.js";
import { placeLink } from "./pieces.js";

const PAGES = { topic: topicPage, statement: statementPage, conflict: conflictPage, conflicts: conflictsPage, editions: editionsPage, figure: figurePage };
const KEYS = [["Tab", "keys.tab"], ["/", "explorer.key.search"], ["Enter", "explorer.key.open"], ["Esc", "keys.close"], ["?", "keys.help"]];
const SEARCH_REST = 180;
const NARROW = 1000;

function startExplorer(model, el) {
  const shown = openPage(model, el, { kind: "explorer", prefix: "lbpx", ui: { filter: "all", text: "", figureWidth: 0 } });
  const { app, root } = shown;
  const pages = new Map();
  Object.assign(app, { contents: null, body: null, legs: null, place: readPlace(), found: null });
  let { lang } = shown;
  let typing = null;
  let arrived = "";
  let fromBox = null;

  const keyOf = ({ what, id }) => `${lang}/${what}/${id}`;
  const pageNow = () => (app.place.what === "home" ? app.contents : app.place.what === "search" ? app.found : pages.get(keyOf(app.place)));
  const missing = () => pageNow() && pageNow().missing;

  const draw = () => {
    if (!app.contents) {
      drawLoading(app, lang, line.phase());
      return;
    }
    setAttr(root, "data-waiting", line.phase() !== "idle");
    drawFrame(app, {
      screen: app.place.what, head: bar(), within: "guideline", saves: false,
      main: [
        searchField(),
        h("div", { role: "status", key: "status" }, ["waiting", "dead"].includes(line.phase()) && h("p", { class: "lbp-notice" }, icon("repeat"), app.t("explorer.waiting"))),
        content(),
      ],
      over: app.ui.dialog === "keys" && keysDialog(app, KEYS),
    });
    if (app.body && app.body.node.isConnected && app.place.what === "figure" && pageNow()) app.body.show(pageNow(), app.place.box);
    arrive();
  };

  const bar = () => {
    const others = otherPages(app, ["cases", "labs"]);
    const here = { act: "page:here", icon: "book", label: app.t("bar.guideline"), current: "page", onclick: () => app.go(FRONT) };
    return appBar(app, { pages: [...others, here] });
  };

  const content = () => {
    const page = pageNow();
    if (missing()) return h("p", { class: "lbp-card lbp-empty", key: "missing" }, icon("info"), h("span", null, app.t("explorer.missing"), " ", placeLink(app, FRONT, { class: "lbp-link" }, app.t("explorer.home"))));
    if (!page) return h("div", { class: "lbp-skeleton", key: "wait", "aria-hidden": "true" }, h("span", null), h("span", null), h("span", null));
    if (app.place.what === "home") return frontPage(app);
    return app.place.what === "search" ? foundPage(app, page) : PAGES[app.place.what](app, page);
  };

  const searchField = () => h("form", { class: "lbp-x-search", key: "search", role: "search", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "lbp-unseen", for: `${app.uid}-search` }, app.t("explorer.search")),
    h("div", { class: "lbp-search" }, icon("search"),
      h("input", { id: `${app.uid}-search`, class: "lbp-input", type: "search", "data-act": "search", autocomplete: "off", enterkeyhint: "search", value: app.ui.text, placeholder: app.t("explorer.search"), "aria-describedby": app.place.what === "home" ? `${app.uid}-search-hint` : null, oninput: (event) => typed(event.target.value) })),
    app.place.what === "home" && h("p", { class: "lbp-hint", id: `${app.uid}-search-hint` }, app.t("explorer.search.hint")));

  /** A page that was not there before starts at its top, and its heading is what is read next. */
  const arrive = () => {
    const page = pageNow();
    const name = `${app.place.what}/${app.place.id}`;
    if (!page || arrived === name || app.place.what === "search") return;
    const first = arrived === "";
    arrived = name;
    const heading = root.querySelector("[data-home]");
    if (ownsAddress()) document.title = [app.place.what === "home" ? null : heading && heading.textContent.slice(0, 60), app.t("explorer.title"), "LBP Teach"].filter(Boolean).join(" \u00b7 ");
    if (first || !heading) return;
    heading.focus({ preventScroll: true });
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
  };

  /** The panel of a box takes the focus; on a phone it stands below the drawing and is brought into view. */
  const arriveAtPanel = () => {
    const heading = root.querySelector("[data-panel-title]");
    if (!heading) return;
    heading.focus({ preventScroll: true });
    const { top, bottom } = heading.getBoundingClientRect();
    if (root.clientWidth < NARROW || top < 0 || bottom > window.innerHeight) heading.scrollIntoView({ block: "start" });
  };

  const fetchPage = () => {
    const { what, id } = app.place;
    if (what === "home") return;
    if (what === "search") line.ask("search", { type: "search", lang, text: id });
    else if (!pages.has(keyOf(app.place))) line.ask("page", { type: "open", lang, what, id });
  };

  const settle = (place) => {
    const same = place.what === app.place.what && place.id === app.place.id;
    app.place = place;
    if (!same) Object.assign(app.ui, { panel: null, allCites: {}, filter: "all", menu: false });
    if (place.what !== "search") Object.assign(app.ui, { text: "" });
    else if (!root.querySelector("[data-act=search]:focus")) app.ui.text = place.id;
    if (place.what === "search" && !same) arrived = "search";
    fetchPage();
    draw();
  };

  const typedPlace = () => (app.ui.text.trim() ? { what: "search", id: app.ui.text.trim(), box: "" } : FRONT);
  const typed = (text) => {
    app.ui.text = text;
    clearTimeout(typing);
    typing = setTimeout(() => {
      typing = null;
      app.go(typedPlace(), app.place.what === "search");
    }, SEARCH_REST);
  };

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    phase: () => "idle",
    busy: () => false,
    slow: () => false,
    go(place, replace = false) {
      // Whoever is quicker than the pause after typing still finds the whole search behind the back button.
      if (typing !== null) writePlace(typedPlace(), lang, app.place.what === "search");
      clearTimeout(typing);
      typing = null;
      const next = { box: "", ...place };
      writePlace(next, lang, replace);
      settle(next);
    },
    follow(event, hash) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      app.go(parsePlace(hash));
    },
    openBox(id) {
      fromBox = root.getRootNode().activeElement;
      if (app.place.box === id) app.closeBox();
      else {
        app.go({ ...app.place, box: id }, Boolean(app.place.box));
        arriveAtPanel();
      }
    },
    closeBox() {
      const opener = fromBox && fromBox.isConnected ? fromBox : root.querySelector(`[data-act="box:${CSS.escape(app.place.box)}"]`);
      app.go({ ...app.place, box: "" }, true);
      if (opener) opener.focus();
    },
    watchWidth(node) {
      widths.disconnect();
      widths.observe(node);
    },
    setLang(next) {
      if (next === lang) return;
      lang = next;
      remember("lbp.lang", lang);
      writePlace(app.place, lang, true);
      line.ask("contents", { type: "hello", lang });
      fetchPage();
    },
  });

  const receive = (answer) => {
    if (answer.lang !== lang) return;
    if (answer.type === "contents") {
      app.contents = answer;
      app.view = { lang, screen: "guideline", edition: answer.edition };
      app.t = makeLookup(answer.strings);
    } else if (answer.type === "page") pages.set(`${lang}/${answer.what}/${answer.id}`, answer.page);
    else if (answer.type === "missing") pages.set(`${lang}/${answer.what}/${answer.id}`, { missing: true });
    else if (answer.type === "found") {
      app.found = answer;
      const { word, conflict, statement } = answer.count;
      app.sayLater(() => app.t(word + conflict + statement ? "explorer.found" : "explorer.found.none", { n: word + conflict + statement, text: answer.text }));
    }
    draw();
  };

  const keys = {
    escape() {
      if (!app.place.box) return false;
      app.closeBox();
      return true;
    },
    more({ key }, writing) {
      if (key !== "/" || writing) return false;
      root.querySelector("[data-act=search]").focus();
      return true;
    },
  };
  const comeBack = () => settle(readPlace());
  const line = makeLine({ model, onAnswer: receive, onPhase: () => draw() });
  const widths = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== app.ui.figureWidth) requestAnimationFrame(() => app.set({ figureWidth: width }));
  });

  const stopKeys = frameKeys(app, keys);
  shown.start(draw);
  if (ownsAddress()) window.addEventListener("popstate", comeBack);
  if (app.place.what === "search") app.ui.text = app.place.id;
  line.ask("contents", { type: "hello", lang });
  fetchPage();

  return () => {
    clearTimeout(typing);
    line.close();
    widths.disconnect();
    stopKeys();
    window.removeEventListener("popstate", comeBack);
    shown.close();
  };
}

/** anywidget's entry: draw one explorer into `el`, and return how to take it away again. */
function render({ model, el }) {
  return startExplorer(model, el);
}

export default { render };
