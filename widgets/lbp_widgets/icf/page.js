// The function map's page: the table, the five boxes, and after the lock the whole patient and what the guideline makes of it.

import { toolTitle } from "../front/tool_title.js";
import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { button, citations, quoted, unseen, whatIf } from "../front/parts.js";
import { patientStrip } from "../front/statements.js";
import { icfBox } from "./box.js";
import { icfOnTable, icfPlace, icfTable, icfTakeOut, icfTurn } from "./table.js";

const FUNCTIONING = 3;

/** What the keys dialog lists beside the common keys. */
export const icfKeys = [["1\u20135", "icf.key.place"], ["\u2190 \u2192", "icf.key.move"], ["Backspace", "icf.key.back"]];

function icfOnKey(event, host) {
  if (host.done || event.ctrlKey || event.metaKey || event.altKey) return;
  const chip = event.target.closest("[data-chip]");
  const inTable = event.target.closest("[data-table]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (/^[1-5]$/.test(event.key)) icfPlace(host, host.pack.components[Number(event.key) - 1].id);
  else if (event.key === "Backspace") icfTakeOut(host, chip ? host.data.cards.find((card) => card.id === chip.dataset.chip) : icfOnTable(host));
  else if (step && inTable) icfTurn(host, step);
  else return;
  event.preventDefault();
}

function icfFoot(app, host) {
  const { t } = app;
  const { data, pack } = host;
  if (host.done) return null;
  const boxes = pack.components.filter((box) => box.ask);
  const none = data.placed === 0 && data.cards.length > 0;
  return h("div", { class: "lbp-card lbp-icf-foot", key: "foot" },
    h("strong", null, t("icf.count", { n: data.placed, total: data.cards.length })),
    h("strong", null, t("icf.read", { n: boxes.filter((box) => data.whole[box.id]).length, total: boxes.length })),
    h("p", { class: "lbp-hint" }, host.alone && `${t("icf.lock.rest")} ${t("bedside.lock.once")}`),
    host.alone && button(app, { act: "lock", label: t("bedside.lock"), before: "lock", look: "main", why: none ? t("icf.lock.none") : null, onclick: () => host.send("lock", {}, "lock") }));
}

function icfRow(app, row) {
  return h("li", { key: row.decision, "data-decision": row.decision, "data-changed": row.changed ? "true" : null },
    h("div", { class: "lbp-icf-row-head" },
      h("span", { class: "lbp-hint" }, row.axis, unseen(": ")),
      h("strong", null, row.true),
      row.changed && h("span", { class: "lbp-icf-changed" }, icon("branch", 18), app.t("icf.says.changed", { what: row.mine }))),
    row.because && h("p", null, row.because),
    citations(app, `icf-row-${row.decision}`, row.citations, row.reviewed));
}

function icfPicture(app, host) {
  const { t } = app;
  const { picture } = host.data;
  if (!picture) return null;
  const said = (key, text) => h("div", { key }, h("dt", null, t(key)), h("dd", null, text));
  return h("section", { class: "lbp-card lbp-icf-picture", key: "picture", "aria-labelledby": `${app.uid}-picture` },
    h("h2", { id: `${app.uid}-picture` }, t("icf.picture")),
    picture.same
      ? [h("p", { class: "lbp-icf-sentence", key: "true" }, picture.true), h("p", { class: "lbp-icf-same", key: "same" }, mark("grade-ok", 20), t("icf.picture.same"))]
      : h("dl", { class: "lbp-icf-two" }, said("icf.picture.mine", picture.mine), said("icf.picture.true", picture.true)),
    h("h3", null, t("icf.says")),
    !picture.same && !picture.rows.some((row) => row.changed) && h("p", { key: "unchanged" }, t("icf.says.same")),
    h("ul", { class: "lbp-icf-rows" }, picture.rows.map((row) => icfRow(app, row))),
    whatIf(app, picture.otherwise));
}

/** The page of the function map. */
export function icfPage(app, host) {
  const { t } = app;
  const { data, pack } = host;
  const boxes = pack.components.map((box, i) => icfBox(app, host, box, i + 1));
  return [
    h("div", { class: "lbp-page-head", key: "title" },
      toolTitle(host, t("icf.title")),
      h("p", null, t("icf.lead"))),
    host.alone && patientStrip(app, data.patient),
    h("div", { class: "lbp-icf-work", key: "work", onkeydown: (event) => icfOnKey(event, host) },
      !host.done && icfTable(app, host),
      h("h2", { key: "map", class: "lbp-unseen" }, t("icf.map")),
      h("div", { class: "lbp-icf-part", key: "functioning" }, h("p", { class: "lbp-icf-layer" }, t("icf.functioning")), h("div", { class: "lbp-icf-three" }, boxes.slice(0, FUNCTIONING))),
      h("div", { class: "lbp-icf-part", key: "context" }, h("p", { class: "lbp-icf-layer" }, t("icf.context")), h("div", { class: "lbp-icf-pair" }, boxes.slice(FUNCTIONING)))),
    icfFoot(app, host),
    icfPicture(app, host),
  ];
}

/** One sentence about what an act changed; after a placing it goes on with what lies on the table now. */
export function icfSpoken(app, before, after) {
  const label = (id) => app.pack.tool.components.find((box) => box.id === id).label;
  const was = new Map(before.cards.map((card) => [card.id, card.box]));
  const moved = after.cards.find((card) => was.has(card.id) && was.get(card.id) !== card.box);
  const count = { n: after.placed, total: after.cards.length };
  if (moved && moved.box === null) return app.t("icf.said.back", count);
  if (moved) {
    const table = app.root.querySelector("[data-table]");
    const next = table && after.cards.find((card) => card.id === table.dataset.table);
    const words = next ? ` ${app.t("icf.said.next", { ask: next.ask, words: next.seen ? next.lines.join("; ") : quoted(app, next.lines.join(" ")) })}` : "";
    return app.t("icf.said.placed", { ...count, box: label(moved.box) }) + words;
  }
  const box = Object.keys(after.whole).find((id) => before.whole[id] !== after.whole[id]);
  if (!box) return null;
  const value = app.pack.tool.components.find((one) => one.id === box).values.find((one) => one.id === after.whole[box]);
  return value ? app.t("icf.said.whole", { box: label(box), value: value.label }) : app.t("icf.said.unread", { box: label(box) });
}
