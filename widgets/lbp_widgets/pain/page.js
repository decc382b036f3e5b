// The pain page: the drawing beside the features and the type. What points where is known to Python alone.

import { toolTitle } from "../front/tool_title.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, button, conflictNote, quoted } from "../front/parts.js";
import { painFigure, painSample } from "./body.js";
import { painFeature, painTypes } from "./filing.js";

/** The page of the pain tool. */
export function painPage(app, host) {
  const { t } = app;
  const { data, pack, done } = host;
  return [
    h("div", { class: "lbp-pain-head", key: "title" },
      toolTitle(host, t("pain.title")),
      h("p", null, t("pain.lead"))),
    host.alone && painPatient(app, data),
    h("div", { class: "lbp-pain-columns", key: "columns" },
      h("div", { class: "lbp-pain-left", key: "left" },
        painDrawing(app, data, pack),
        data.also.length > 0 && h("section", { class: "lbp-card lbp-pain-card", key: "also" },
          h("h2", null, t("pain.also", { name: data.name })),
          data.also.map((text) => h("p", { class: "lbp-pain-said", key: text }, quoted(app, text))))),
      h("div", { class: "lbp-pain-main", key: "main" },
        h("section", { class: "lbp-card lbp-pain-card", key: "features", "aria-labelledby": `${app.uid}-pain-features` },
          h("h2", { id: `${app.uid}-pain-features` }, t("pain.features")),
          h("p", { class: "lbp-hint" }, t("pain.price")),
          data.features.map((one) => painFeature(app, host, one))),
        painTypes(app, host),
        host.alone && !done && painLock(app, host),
        data.revealed && painReasons(app, data.revealed))),
  ];
}

/** One sentence after an act: what was placed or chosen, and how far the learner is. */
export function painSpoken(app, before, after) {
  const { t } = app;
  const { places, types } = app.pack.tool;
  const placed = after.features.filter((one) => one.filed !== null).length;
  const of = after.features.filter((one) => one.noted !== null).length;
  const [changed, ...more] = after.features.filter((one, i) => before.features[i] && one.filed !== before.features[i].filed);
  if (more.length > 0) return null;
  if (changed) {
    const place = places.find((one) => one.id === changed.filed);
    return place ? t("pain.spoken.filed", { title: changed.title, place: place.label, n: placed, of }) : t("pain.spoken.open", { title: changed.title, n: placed, of });
  }
  const chosen = types.find((one) => one.id === after.type);
  return chosen && after.type !== before.type ? t("pain.spoken.type", { type: chosen.label }) : null;
}

function painPatient(app, data) {
  return h("section", { class: "lbp-card lbp-pain-patient", key: "patient" },
    avatar(data.initials),
    h("p", { class: "lbp-pain-who" }, h("strong", null, data.who), h("span", { class: "lbp-hint" }, data.work)),
    h("p", { class: "lbp-pain-said" }, quoted(app, data.opening)));
}

function painDrawing(app, data, pack) {
  const { t } = app;
  const { areas, text, note } = data.drawing;
  const words = [...text, note].filter(Boolean).join(" ");
  return h("section", { class: "lbp-card lbp-pain-card", key: "drawing", "aria-labelledby": `${app.uid}-pain-drawing` },
    h("h2", { id: `${app.uid}-pain-drawing` }, t("pain.drawing", { name: data.name })),
    painFigure(app, areas, t("pain.drawing.label", { text: words })),
    note && h("p", { class: "lbp-pain-note", key: "note", "data-note": "" }, icon("chat", 18), h("span", null, note)),
    h("ul", { class: "lbp-pain-legend", key: "legend" }, pack.kinds.map((kind) => h("li", { key: kind.id }, painSample(app, kind.id), kind.label))),
    h("p", { class: "lbp-hint" }, t("pain.drawing.how")),
    text.length > 0 && h("details", { class: "lbp-pain-text", key: "text" },
      h("summary", { "data-act": "as-text" }, t("pain.as.text")),
      h("ul", { "data-text": "" }, text.map((one) => h("li", { key: one }, one)))));
}

function painLock(app, host) {
  const { t } = app;
  const { data, pack } = host;
  const known = data.features.filter((one) => one.noted !== null);
  const chosen = pack.types.find((one) => one.id === data.type);
  return h("section", { class: "lbp-card lbp-pain-card lbp-pain-lock", key: "lock" },
    h("p", null,
      h("strong", null, t("pain.filed", { n: known.filter((one) => one.filed !== null).length, of: known.length })), " ",
      chosen ? t("pain.type.chosen", { type: chosen.label }) : t("pain.type.open")),
    button(app, { act: "lock", label: t("bedside.lock"), look: "main", before: "lock", why: chosen ? null : t("pain.type.first"), onclick: () => host.send("lock", {}, "lock") }),
    h("p", { class: "lbp-hint" }, t("bedside.lock.once")));
}

function painReasons(app, revealed) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-pain-card", key: "reasons", "data-reasons": "" },
    h("h2", null, t("pain.why")),
    revealed.columns.length > 2 && h("p", { class: "lbp-hint" }, t("pain.why.open")),
    h("div", { class: "lbp-pain-reasons" }, revealed.columns.map((column) => h("div", { key: column.title },
      h("h3", null, column.title),
      column.features.length > 0
        ? h("ul", null, column.features.map((one) => h("li", { key: one.title }, h("span", { class: "lbp-hint" }, one.title), h("span", null, one.noted))))
        : h("p", { class: "lbp-hint" }, t("pain.nothing"))))),
    revealed.conflicts.length > 0 && h("h3", { key: "disagree" }, t("pain.disagree")),
    revealed.conflicts.map((one) => conflictNote(app, one)));
}
