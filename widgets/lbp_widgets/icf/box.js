// One of the five boxes: what lies in it, how it is read as a whole, and how one asks about it.

import { h } from "../front/dom.js";
import { mark } from "../front/icons.js";
import { citations, quoted, unseen } from "../front/parts.js";
import { icfOnTable, icfPlace } from "./table.js";

function icfLabel(host, id) {
  return host.pack.components.find((box) => box.id === id).label;
}

function icfChipWords(app, card) {
  return [
    h("span", { class: "lbp-icf-chip-ask" }, card.ask, unseen(": ")),
    h("span", { class: "lbp-icf-chip-line" }, card.seen ? card.lines.join("; ") : quoted(app, card.lines.join(" "))),
  ];
}

function icfChip(app, host, card) {
  return h("li", { key: card.id }, h("button", {
    type: "button", class: `lbp-icf-chip ${card.seen ? "lbp-icf-chip-seen" : ""}`, "data-act": `chip:${card.id}`, "data-chip": card.id,
    "aria-pressed": host.ui.at === card.id ? "true" : "false",
    onclick: () => host.set({ at: host.ui.at === card.id ? null : card.id }),
  }, icfChipWords(app, card)));
}

/** After the lock: right, wrong with its place, or never placed; without the answers only what was placed. */
function icfShown(app, host, box, card) {
  const { t } = app;
  const right = card.homes && card.homes.includes(card.box);
  const grade = card.box === null ? "grade-miss" : right ? "grade-ok" : "grade-wrong";
  const word = card.box === null ? t("icf.unplaced") : t(right ? "bedside.mark.right" : "bedside.mark.wrong");
  const homes = card.homes && (card.homes.length > 1 || !right) && card.box !== null;
  return h("li", { key: card.id, class: `lbp-icf-chip lbp-icf-chip-done ${card.seen ? "lbp-icf-chip-seen" : ""}`, "data-chip": card.id, "data-grade": card.homes ? grade : null },
    card.homes && mark(grade, 18),
    h("span", { class: "lbp-icf-chip-words" }, card.homes && unseen(`${word}: `), icfChipWords(app, card),
      card.homes && card.box === null && h("span", { class: "lbp-hint" }, word),
      homes && h("span", { class: "lbp-hint" }, t("icf.belongs", { boxes: card.homes.map((id) => icfLabel(host, id)).join(", ") }))));
}

function icfReadings(app, host, box) {
  const { t } = app;
  const now = host.data.whole[box.id];
  const id = `${app.uid}-whole-${box.id}`;
  const press = (value) => {
    if (now === value) host.send("unread", { component: box.id }, `unread:${box.id}`);
    else host.send("whole", { component: box.id, value }, `whole:${box.id}:${value}`);
  };
  return h("div", { class: "lbp-icf-whole", key: "whole", role: "group", "aria-labelledby": id },
    h("p", { id, class: box.ask ? "lbp-icf-ask" : "lbp-unseen" }, box.ask || t("icf.whole")),
    h("div", { class: "lbp-icf-values" }, box.values.map((value) => h("button", {
      type: "button", key: value.id, class: `lbp-icf-value ${value.id === "not_explored" ? "lbp-icf-value-none" : ""}`, "data-act": `whole:${box.id}:${value.id}`,
      "aria-pressed": now === value.id ? "true" : "false", "aria-busy": host.busy(`whole:${box.id}:${value.id}`) ? "true" : null,
      onclick: () => press(value.id),
    }, value.label))));
}

function icfRead(app, host, box) {
  const { t } = app;
  const now = host.data.whole[box.id];
  const keys = host.data.picture ? host.data.picture.keys[box.id] : null;
  const label = (id) => box.values.find((value) => value.id === id).label;
  // The body has no reading of its own; it only counts when nobody asked about it.
  if (!box.ask && !now) return null;
  const right = keys && box.ask && keys.includes(now);
  return h("dl", { class: "lbp-icf-read", key: "read" },
    h("div", null, h("dt", null, t("icf.yours")), h("dd", null, keys && box.ask && mark(right ? "grade-ok" : now ? "grade-wrong" : "grade-miss", 18), now ? label(now) : t("icf.yours.none"))),
    keys && box.ask && !right && h("div", null, h("dt", null, t("icf.accepted")), h("dd", null, keys.map(label).join(", "))));
}

function icfHelp(app, host, box) {
  return h("details", { class: "lbp-icf-help", key: "help" },
    h("summary", { "data-act": `help:${box.id}` }, app.t("icf.help")),
    h("p", null, box.about),
    h("ul", null, box.questions.map((text, i) => h("li", { key: `q-${i}` }, text))),
    citations(app, `icf-${box.id}`, box.citations));
}

function icfInside(host, box) {
  const { cards } = host.data;
  return cards.filter((card) => card.box === box.id || (host.done && card.box === null && card.homes && card.homes[0] === box.id));
}

/** One box. */
export function icfBox(app, host, box, number) {
  const { t } = app;
  const inside = icfInside(host, box);
  const onTable = icfOnTable(host);
  const head = h("h3", null, h("span", { class: "lbp-icf-number", "aria-hidden": "true" }, String(number)), box.label);
  return h("section", { class: "lbp-card lbp-icf-box", key: box.id, "data-box": box.id, "aria-label": box.label },
    h("div", { class: "lbp-icf-box-head" }, head,
      !host.done && h("button", {
        type: "button", class: "lbp-icf-here", "data-act": `box:${box.id}`, "aria-label": t("icf.place.in", { box: box.label }), "aria-disabled": onTable ? null : "true", title: onTable ? null : t("icf.nothing"),
        onclick: () => (onTable ? icfPlace(host, box.id) : app.say(t("icf.nothing"))),
      }, t("icf.here"))),
    inside.length
      ? h("ul", { class: "lbp-icf-chips", key: "chips" }, inside.map((card) => (host.done ? icfShown(app, host, box, card) : icfChip(app, host, card))))
      : h("p", { class: "lbp-hint", key: "empty" }, t("icf.box.empty")),
    host.done ? icfRead(app, host, box) : icfReadings(app, host, box),
    icfHelp(app, host, box));
}
