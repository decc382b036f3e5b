// The statement on the table: one at a time, with the five boxes to place it in.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { statementWords } from "../front/statements.js";

function icfOnItsWay(host, card) {
  return host.pack.components.some((box) => host.busy(`place:${card.id}:${box.id}`));
}

function icfWaiting(host) {
  return host.data.cards.filter((card) => card.box === null && !icfOnItsWay(host, card));
}

/** The statement on the table: the one that was picked, else the first that waits. */
export function icfOnTable(host) {
  if (host.done) return null;
  return host.data.cards.find((card) => card.id === host.ui.at) || icfWaiting(host)[0] || null;
}

/** The next that waits after a statement, round and round; `step` -1 is the one before. */
export function icfNext(host, card, step = 1) {
  const order = host.data.cards.map((one) => one.id);
  const waiting = icfWaiting(host).filter((one) => one.id !== card.id);
  if (!waiting.length) return null;
  const here = order.indexOf(card.id);
  const far = (one) => (step * (order.indexOf(one.id) - here) + order.length) % order.length;
  return waiting.reduce((near, one) => (far(one) < far(near) ? one : near));
}

/** Place what is on the table, and put the next on it. */
export function icfPlace(host, component) {
  const card = icfOnTable(host);
  if (!card) return;
  const next = icfNext(host, card);
  if (card.box !== component) host.send("place", { card: card.id, component }, `place:${card.id}:${component}`);
  host.set({ at: next && next.id });
}

/** Take a statement out of its box, onto the table. */
export function icfTakeOut(host, card) {
  if (!card || card.box === null) return;
  host.send("back", { card: card.id }, `back:${card.id}`);
  host.set({ at: card.id });
}

/** Turn to the next or the previous statement that waits. */
export function icfTurn(host, step) {
  const card = icfOnTable(host);
  const other = card && icfNext(host, card, step);
  if (other) host.set({ at: other.id });
}

function icfTurns(app, host, card) {
  const { t } = app;
  if (card.box !== null) {
    return [
      button(app, { act: `back:${card.id}`, label: t("icf.back"), look: "small", onclick: () => icfTakeOut(host, card) }),
      button(app, { act: "down", label: t("icf.down"), look: "small", onclick: () => host.set({ at: null }) }),
    ];
  }
  if (!icfNext(host, card)) return null;
  return [
    button(app, { act: "previous", label: t("icf.previous"), before: "back", look: "small", onclick: () => icfTurn(host, -1) }),
    button(app, { act: "next", label: t("icf.next"), after: "arrow", look: "small", onclick: () => icfTurn(host, 1) }),
  ];
}

/** The table. */
export function icfTable(app, host) {
  const { t } = app;
  const { data, pack } = host;
  const card = icfOnTable(host);
  const id = `${app.uid}-table`;
  return h("section", { class: "lbp-card lbp-icf-table", key: "table", "aria-labelledby": id, "data-table": card ? card.id : "" },
    h("div", { class: "lbp-icf-table-head" },
      h("h2", { id }, t("icf.table")),
      h("span", { class: "lbp-hint", "data-placed": String(data.placed) }, t("icf.count", { n: data.placed, total: data.cards.length }))),
    card
      ? [
        h("div", { class: "lbp-icf-words", key: "words" }, statementWords(app, card)),
        h("div", { class: "lbp-icf-places", key: "places", role: "group", "aria-label": t("icf.place") }, pack.components.map((box, i) => h("button", {
          type: "button", key: box.id, class: "lbp-icf-place", "data-act": `place:${box.id}`, "aria-pressed": card.box === box.id ? "true" : "false",
          onclick: () => icfPlace(host, box.id),
        }, h("kbd", { "aria-hidden": "true" }, String(i + 1)), h("span", null, box.label)))),
        h("div", { class: "lbp-row", key: "turns" }, icfTurns(app, host, card)),
      ]
      : h("p", { class: "lbp-icf-all", key: "all" }, icon(data.cards.length ? "check" : "chat"), h("span", null, t(data.cards.length ? "icf.all" : "icf.empty"), data.cards.length > 0 && ` ${t("icf.all.read")}`)));
}
