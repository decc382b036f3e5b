// One card of the flag sorter: closed it shows the words and its pile, opened the six piles; a red one asks two things more.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { button, conflictNote, unreviewedChip } from "../front/parts.js";
import { statementWords } from "../front/statements.js";
import { flagsChip, flagsShape } from "./chip.js";

const KEYED = ["none", "red", "yellow", "green", "blue", "black"];

function flagsFile(host, card, colour) {
  // Red asks on, so its card stays open; any other pile ends the card.
  host.set({ open: colour === "red" ? card.id : null });
  host.send("file", { card: card.id, colour }, `file:${card.id}:${colour}`);
}

function flagsBack(host, card) {
  if (card.pile !== null) host.send("back", { card: card.id }, `back:${card.id}`);
}

/** Digits file the card that has the focus, Backspace takes it back, the arrows go to its neighbours. */
function flagsOnKey(event, host, card) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const heads = [...event.currentTarget.closest(".lbp-flags-cards").querySelectorAll(".lbp-flags-head")];
    const goal = heads[heads.indexOf(event.currentTarget.querySelector(".lbp-flags-head")) + step];
    if (!goal) return;
    goal.focus();
  } else if (event.key === "Backspace") flagsBack(host, card);
  else if (/^[0-5]$/.test(event.key)) flagsFile(host, card, KEYED[Number(event.key)]);
  else return;
  event.preventDefault();
}

function flagsPiles(app, host, card) {
  const id = `${app.uid}-pick-${card.id}`;
  return h("div", { class: "lbp-flags-piles", role: "group", "aria-labelledby": id },
    h("p", { id, class: "lbp-flags-ask" }, app.t("flags.pick")),
    h("div", { class: "lbp-flags-buttons" }, host.pack.piles.map((pile) => h("button", {
      type: "button", key: pile.id, class: `lbp-flags-pile lbp-flags-${pile.id}`, "data-act": `file:${card.id}:${pile.id}`,
      "aria-pressed": card.pile === pile.id ? "true" : "false", "aria-busy": host.busy(`file:${card.id}:${pile.id}`) ? "true" : null,
      onclick: () => flagsFile(host, card, pile.id),
    }, flagsShape(pile.id), h("span", null, pile.label), h("kbd", { class: "lbp-not-touch", "aria-hidden": "true" }, String(KEYED.indexOf(pile.id)))))));
}

/** A tick that was just made counts as made while it is on its way. */
function flagsTicked(host, card, condition) {
  if (host.busy(`points:${card.id}:${condition}:true`)) return true;
  if (host.busy(`points:${card.id}:${condition}:false`)) return false;
  return card.points_to.includes(condition);
}

function flagsRed(app, host, card) {
  const { t } = app;
  const weightId = `${app.uid}-weight-${card.id}`;
  return [
    h("fieldset", { class: "lbp-flags-points", key: "points" },
      h("legend", { class: "lbp-flags-ask" }, t("flags.points_to")),
      h("p", { class: "lbp-hint" }, t("flags.points_to.hint")),
      h("div", { class: "lbp-flags-boxes" }, host.pack.conditions.map((one) => h("label", { class: "lbp-flags-box", key: one.id },
        h("input", {
          type: "checkbox", "data-act": `points:${card.id}:${one.id}`, checked: flagsTicked(host, card, one.id),
          onchange: (event) => host.send("points", { card: card.id, condition: one.id, on: event.target.checked }, `points:${card.id}:${one.id}:${event.target.checked}`),
        }),
        h("span", null, one.label))))),
    h("div", { class: "lbp-flags-weight", key: "weight", role: "group", "aria-labelledby": weightId },
      h("p", { id: weightId, class: "lbp-flags-ask" }, t("flags.weight")),
      h("div", { class: "lbp-flags-buttons" }, host.pack.weights.map((weight) => h("button", {
        type: "button", key: weight, class: "lbp-flags-pile", "data-act": `weight:${card.id}:${weight}`, "aria-pressed": card.weight === weight ? "true" : "false",
        onclick: () => host.send("weight", { card: card.id, weight }, `weight:${card.id}:${weight}`),
      }, t(`flags.weight.${weight}`))))),
  ];
}

function flagsBody(app, host, card) {
  const { t } = app;
  return [
    flagsPiles(app, host, card),
    card.pile === "red" && flagsRed(app, host, card),
    h("div", { class: "lbp-row", key: "ends" },
      card.pile === "red" && button(app, { act: `close:${card.id}`, label: t("flags.close"), look: "small", onclick: () => host.set({ open: null }) }),
      card.pile !== null && button(app, { act: `back:${card.id}`, label: t("flags.back"), look: "link", onclick: () => flagsBack(host, card) })),
  ];
}

/** What a red card was said to be, in one line. */
function flagsRedSaid(app, host, card) {
  const words = host.pack.conditions.filter((one) => card.points_to.includes(one.id)).map((one) => one.label);
  if (card.weight) words.push(app.t(`flags.weight.short.${card.weight}`));
  return words.length > 0 && h("span", { class: "lbp-hint" }, words.join(" \u00b7 "));
}

function flagsKey(app, host, card) {
  const { t } = app;
  const { fits, accepted, note, conflicts, reviewed } = card.key;
  const pileOf = (id) => host.pack.piles.find((pile) => pile.id === id);
  return h("div", { class: "lbp-flags-key" },
    h("dl", null,
      h("div", null, h("dt", null, t("flags.yours")), h("dd", null, flagsChip(app, pileOf(card.pile)), card.pile === "red" && flagsRedSaid(app, host, card))),
      h("div", null, h("dt", null, t("flags.key")), h("dd", null, accepted.map((id) => flagsChip(app, pileOf(id)))))),
    h("p", { class: "lbp-flags-verdict" }, mark(fits ? "grade-ok" : card.pile === null ? "grade-miss" : "grade-wrong", 20),
      h("span", null, h("strong", null, t(fits ? "flags.fits" : card.pile === null ? "flags.unfiled" : "flags.fits.not")), ". ", note)),
    conflicts.map((one) => conflictNote(app, one)),
    !reviewed && h("div", { class: "lbp-chips" }, unreviewedChip(app)));
}

/** One card. */
export function flagsCard(app, host, card) {
  const words = statementWords(app, card);
  if (host.done) {
    return h("li", { class: "lbp-card lbp-flags-card", key: card.id, "data-card": card.id, "data-pile": card.pile }, h("div", { class: "lbp-flags-words" }, words), card.key ? flagsKey(app, host, card) : null);
  }
  const open = host.ui.open === card.id;
  const bodyId = `${app.uid}-body-${card.id}`;
  return h("li", { class: "lbp-card lbp-flags-card", key: card.id, "data-card": card.id, "data-pile": card.pile, "data-open": open ? "true" : null, onkeydown: (event) => flagsOnKey(event, host, card) },
    h("button", {
      type: "button", class: "lbp-flags-head", "data-act": `card:${card.id}`, "aria-expanded": open ? "true" : "false", "aria-controls": open ? bodyId : null,
      onclick: () => host.set({ open: open ? null : card.id }),
    },
    h("span", { class: "lbp-flags-words" }, words),
    h("span", { class: "lbp-flags-state" }, flagsChip(app, host.pack.piles.find((pile) => pile.id === card.pile)), card.pile === "red" && flagsRedSaid(app, host, card), icon("down", 18))),
    // Drawn only while open: when it goes, the focus falls to the card's head and not to the top of the page.
    open && h("div", { id: bodyId, key: "body", class: "lbp-flags-body" }, flagsBody(app, host, card)));
}
