// The flag sorter's page: what the colours mean, the cards, and how many are sorted.

import { toolTitle } from "../front/tool_title.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar, button, citations } from "../front/parts.js";
import { patientStrip } from "../front/statements.js";
import { flagsCard } from "./card.js";
import { flagsChip } from "./chip.js";

/** What the keys dialog lists beside the common keys. */
export const flagsKeys = [["Enter", "flags.key.pick"], ["1\u20135", "flags.key.colour"], ["0", "flags.key.none"], ["Backspace", "flags.key.back"], ["\u2191 \u2193", "flags.key.move"]];

function flagsLegend(app, pack) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-flags-legend", key: "legend", "aria-labelledby": `${app.uid}-legend` },
    h("h2", { id: `${app.uid}-legend` }, t("flags.legend")),
    h("ul", null, pack.piles.map((pile) => h("li", { key: pile.id }, flagsChip(app, pile), h("span", { class: "lbp-hint" }, pile.about)))),
    citations(app, "flags-legend", pack.citations));
}

function flagsFoot(app, host) {
  const { t } = app;
  const { data, done } = host;
  if (done || !data.cards.length) return null;
  const total = data.cards.length;
  const none = data.filed === 0;
  return h("div", { class: "lbp-card lbp-flags-foot", key: "foot" },
    h("strong", { "data-filed": String(data.filed) }, t("flags.count", { n: data.filed, total })),
    bar(data.filed, total),
    h("p", { class: "lbp-hint" }, host.alone && `${t("flags.lock.rest")} ${t("bedside.lock.once")}`),
    host.alone && button(app, { act: "lock", label: t("bedside.lock"), before: "lock", look: "main", why: none ? t("flags.lock.none") : null, onclick: () => host.send("lock", {}, "lock") }));
}

/** The page of the flag sorter. */
export function flagsPage(app, host) {
  const { t } = app;
  const { data, pack } = host;
  // Two columns of their own, so that an opened card moves nothing in the other one.
  const half = Math.ceil(data.cards.length / 2);
  return [
    h("div", { class: "lbp-page-head", key: "title" },
      toolTitle(host, t("flags.title")),
      h("p", null, t("flags.lead"))),
    h("div", { class: "lbp-flags-top", key: "top" }, host.alone && patientStrip(app, data.patient), flagsLegend(app, pack)),
    data.cards.length
      ? h("section", { key: "cards", "aria-labelledby": `${app.uid}-cards` },
        h("h2", { id: `${app.uid}-cards`, class: "lbp-unseen" }, t("flags.cards")),
        h("div", { class: "lbp-flags-cards" }, [data.cards.slice(0, half), data.cards.slice(half)].map((column, i) => h("ul", { class: "lbp-flags-column", key: `column-${i}` },
          column.map((card) => flagsCard(app, host, card))))))
      : h("p", { class: "lbp-card lbp-empty", key: "empty" }, icon("chat"), t("flags.empty")),
    flagsFoot(app, host),
  ];
}

/** One sentence about what an act changed. */
export function flagsSpoken(app, before, after) {
  const was = new Map(before.cards.map((card) => [card.id, card]));
  const changed = after.cards.find((card) => was.has(card.id) && (was.get(card.id).pile !== card.pile || was.get(card.id).weight !== card.weight));
  if (!changed) return null;
  const count = { n: after.filed, total: after.cards.length };
  if (changed.pile === null) return app.t("flags.said.back", count);
  if (changed.pile !== was.get(changed.id).pile) return app.t("flags.said.filed", { ...count, pile: app.pack.tool.piles.find((pile) => pile.id === changed.pile).label });
  return app.t("flags.said.weight", { weight: app.t(`flags.weight.${changed.weight}`) });
}
