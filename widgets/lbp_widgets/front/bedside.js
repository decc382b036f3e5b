// The shell of an assessment tool that stands by itself: frame, wire to Python, and the tool's page inside. The same page is
// drawn inside a case by the player; what differs is only who carries its acts.

import { keepLang, ownsAddress } from "./address.js";
import { h } from "./dom.js";
import { frameActions } from "./frame.js";
import { resultCard } from "./marks.js";
import { drawFrame, drawLoading, frameKeys, openPage } from "./page.js";
import { button } from "./parts.js";
import { setAttr } from "./root.js";
import { makeSettle } from "./settle.js";
import { appBar, keysDialog, otherPages } from "./shell.js";
import { recall, remember } from "./store.js";
import { makeWire } from "./wire.js";
import { makeLookup, numberText } from "./words.js";

const BUSY_AFTER = 50;
const COMMON_KEYS = [["Tab", "keys.tab"], ["Esc", "keys.close"], ["?", "keys.help"]];

/**
 * A tool's page: `page(app, host)` returns descriptions for `h`.
 * `host`: `data` (view), `pack`, `done`, `alone` (not inside a case), `ui` (the page's own state), `set(changes)` (changes it and
 * draws), `send(kind, args, key)` (an act), `busy(key)`.
 */
export function startBedside(model, el, { tool, page, keys = [], ui = () => ({}), spoken = null }) {
  const shown = openPage(model, el, { kind: "bedside", prefix: "lbpb" });
  const { app, root, number } = shown;
  app.pack = null;
  let { lang } = shown;
  const settle = makeSettle();
  let own = ui();
  let soon = null;

  const drawSoon = () => {
    if (soon === null) soon = setTimeout(draw, BUSY_AFTER);
  };
  const host = () => ({
    data: app.view.data, pack: app.pack.tool, done: app.view.done, alone: true, ui: own, busy: app.busy, send: app.act,
    set(changes) {
      Object.assign(own, changes);
      draw();
    },
  });
  const again = () => h("div", { class: "lbp-row", key: "again" }, button(app, {
    act: "begin", label: app.t("bedside.again"), before: "repeat", onclick: () => app.act("begin", {}, "begin"),
  }));

  const draw = () => {
    clearTimeout(soon);
    soon = null;
    setAttr(root, "data-waiting", wire.pending() > 0);
    if (!app.view || !app.pack) {
      drawLoading(app, lang, wire.phase(), wire.trouble());
      return;
    }
    setAttr(root, "data-tool", tool);
    if (ownsAddress()) {
      const title = `${app.t(`${tool}.title`)} \u00b7 LBP Teach`;
      if (document.title !== title) document.title = title;
    }
    drawFrame(app, {
      screen: "bedside", head: appBar(app, { pages: otherPages(app, ["cases", "labs", "guideline"]) }), within: "bedside",
      main: h("div", { class: `lbp-bedside-page lbp-tool-${tool}`, key: `${tool}-${app.view.number}` },
        page(app, host()),
        app.view.result && resultCard(app, app.view.result),
        app.view.done && again()),
      over: app.ui.dialog === "keys" && keysDialog(app, [...keys, ...COMMON_KEYS]),
    });
  };

  Object.assign(app, frameActions(app, () => draw(), shown.applyLook), {
    num: (value) => numberText(app.view.lang, value),
    phase: () => wire.phase(),
    slow: () => wire.phase() !== "idle",
    busy: (key) => wire.busy(key),
    tryNow: () => wire.tryNow(),
    settle,
    act(kind, args, key) {
      settle.all();
      app.ui.notice = null;
      wire.act(kind, args, key);
      setAttr(root, "data-waiting", true);
      drawSoon();
    },
    setLang(next) {
      if (next === app.view.lang) return;
      lang = next;
      app.act("set_lang", { lang: next }, `lang:${next}`);
    },
  });

  const takeView = (msg) => {
    const before = app.view;
    app.view = msg.view || app.view;
    if (!app.view) return;
    if (msg.token) remember("lbp.token", msg.token);
    lang = app.view.lang;
    remember("lbp.lang", lang);
    keepLang(lang);
    app.ui.notice = msg.type === "refused" ? { tone: "warn", text: msg.text } : msg.notice || app.ui.notice;
    if (before && before.run && before.run !== app.view.run) {
      own = ui();
      Object.assign(app.ui, { panel: null, allCites: {} });
    }
    draw();
    if (msg.type === "refused") app.say(msg.text);
    const words = spoken && before && msg.ack ? spoken(app, before.data, app.view.data) : null;
    if (words) app.say(words);
    if (before && !before.done && app.view.done && msg.ack) {
      const heading = root.querySelector("[data-result-title]");
      if (heading) heading.focus();
    }
  };
  const receive = (msg) => {
    if (msg.type === "pack") {
      app.pack = msg;
      app.t = makeLookup(msg.strings);
    } else takeView(msg);
  };

  const hello = () => ({ token: recall("lbp.token"), lang });
  const place = () => (app.view && app.view.run ? { run: app.view.run } : {});
  const slot = `lbp.pending.${tool}${number === 1 ? "" : `.${number}`}`;
  const wire = makeWire({ model, slot, hello, place, onMessage: receive, onPhase: () => draw() });

  const stopKeys = frameKeys(app);
  shown.start(draw);
  // A choice still resting is put in the queue, and so in this tab's memory, before the page goes.
  window.addEventListener("pagehide", settle.all);
  wire.open();

  return () => {
    settle.all();
    clearTimeout(soon);
    wire.close();
    stopKeys();
    window.removeEventListener("pagehide", settle.all);
    shown.close();
  };
}
