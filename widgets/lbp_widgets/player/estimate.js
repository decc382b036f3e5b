// The learner's own probabilities: per cent over the categories, before the examination and after it. What a number becomes while
// another is moved is worked out here, because it follows the finger; what is sent is checked in Python.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar, button } from "../front/parts.js";

const ESTIMATE_ALL = 100;

/** `total` in whole numbers, in proportion to `weights`; evenly where they are all nothing. */
function estimateShared(total, weights) {
  const sum = weights.reduce((all, one) => all + one, 0);
  const exact = weights.map((one) => (sum ? (total * one) / sum : total / weights.length));
  const shares = exact.map(Math.floor);
  const order = exact.map((one, i) => [one - shares[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const left = total - shares.reduce((all, one) => all + one, 0);
  for (const [, i] of order.slice(0, left)) shares[i] += 1;
  return shares;
}

/**
 * One number moved: the others make room, so that all add up to 100. Those not set by hand give first, in proportion; what was
 * set by hand stays as long as there is room. While one is moved, proportions are those from where its move began.
 */
export function estimateMoved(draft, name, wanted) {
  const base = draft.moving === name ? draft.base : draft.values;
  const touched = draft.touched.filter((one) => one !== name);
  const others = Object.keys(draft.values).filter((one) => one !== name);
  const value = Math.max(0, Math.min(ESTIMATE_ALL, Math.round(wanted)));
  const rest = ESTIMATE_ALL - value;
  const free = others.filter((one) => !touched.includes(one));
  const held = free.length ? others.filter((one) => touched.includes(one)) : [];
  const heldTotal = Math.min(rest, held.reduce((all, one) => all + base[one], 0));
  const values = { ...draft.values, [name]: value };
  const put = (names, total) => estimateShared(total, names.map((one) => base[one])).forEach((share, i) => { values[names[i]] = share; });
  put(held, heldTotal);
  put(free.length ? free : others, rest - heldTotal);
  return { ...draft, values, base, moving: name, touched: [...touched, name] };
}

/** Where a draft begins: at what was said, for the one after the examination at what was said before it, else evenly. */
function estimateDraft(app, when, place) {
  const { categories, [when]: part, before } = app.view.case.estimate;
  const names = categories.map((one) => one.value);
  const shares = estimateShared(ESTIMATE_ALL, names.map(() => 1));
  const even = Object.fromEntries(names.map((name, i) => [name, shares[i]]));
  return { place, values: { ...(part.given || before.given || even) }, base: {}, moving: null, touched: [], sent: false };
}

function estimatePlace(app, when) {
  const { attempt, visit } = app.view.case;
  return [attempt, visit.number, when].join("/");
}

function estimateSame(one, other) {
  return Boolean(one) && Object.keys(other).every((name) => one[name] === other[name]);
}

/** The draft that is open, or null: one that was sent and stands in the answer is done with. */
function estimateOpen(app, when) {
  const { estimate: draft } = app.ui;
  const part = app.view.case.estimate[when];
  if (!draft || draft.place !== estimatePlace(app, when) || !part.open) return null;
  return draft.sent && !app.busy(`estimate:${when}`) && estimateSame(part.given, draft.values) ? null : draft;
}

/** All numbers in words, and their sum. */
function estimateSpelt(app, values) {
  const { t } = app;
  const each = app.view.case.estimate.categories.map((one) => t("estimate.each", { label: one.label, n: values[one.value] })).join(", ");
  return `${each}. ${t("estimate.sum", { n: Object.values(values).reduce((all, one) => all + one, 0) })}`;
}

/** What is said aloud when an estimate has been kept. */
export function estimateSpoken(app, before) {
  const changed = ["before", "after"].find((when) => {
    const now = app.view.case.estimate[when].given;
    return now && !estimateSame(before.case.estimate[when].given, now);
  });
  return changed ? `${app.t("estimate.kept")} ${estimateSpelt(app, app.view.case.estimate[changed].given)}` : "";
}

/**
 * The card of one estimate.
 * @param {string} when before or after
 * @param {string} spot makes its controls unique where the card is drawn in two places and one is hidden
 */
export function estimatePanel(app, when, spot) {
  const { t } = app;
  const part = app.view.case.estimate[when];
  if (!part.open && !part.given) return null;
  const id = `${app.uid}-estimate-${when}-${spot}`;
  const draft = estimateOpen(app, when);
  return h("section", {
    class: "lbp-card lbp-estimate", key: `estimate-${when}`, "data-estimate": when, "aria-labelledby": id,
    "data-given": part.given && app.view.case.estimate.categories.map((one) => part.given[one.value]).join(" "), "data-drafting": draft ? "true" : null,
  },
  h("h2", { id }, t(`estimate.${when}.title`)),
  draft ? estimateForm(app, when, id, draft) : part.given ? estimateGiven(app, when) : estimateInvite(app, when));
}

function estimateStart(app, when) {
  app.set({ estimate: estimateDraft(app, when, estimatePlace(app, when)) });
}

function estimateInvite(app, when) {
  const { t } = app;
  return [
    h("p", { key: "why" }, t(`estimate.${when}.why`)),
    h("p", { class: "lbp-hint", key: "cost" }, t(`estimate.${when}.cost`)),
    button(app, { act: `estimate-open:${when}`, label: t("estimate.open"), props: { key: "open" }, onclick: () => estimateStart(app, when) }),
  ];
}

function estimateGiven(app, when) {
  const { t } = app;
  const { categories, [when]: part } = app.view.case.estimate;
  return [
    h("dl", { class: "lbp-estimate-said", key: "said" }, categories.map((one) => h("div", { key: one.value },
      h("dt", null, one.label), bar(part.given[one.value], ESTIMATE_ALL), h("dd", null, t("estimate.percent", { n: part.given[one.value] }))))),
    h("div", { class: "lbp-estimate-until", key: "until" },
      h("p", { class: "lbp-hint" }, part.open ? t(`estimate.${when}.until`) : [icon("lock", 16), " ", t("estimate.before.stands")]),
      part.open && button(app, { act: `estimate-open:${when}`, look: "link", label: t("estimate.change"), onclick: () => estimateStart(app, when) })),
  ];
}

function estimateForm(app, when, id, draft) {
  const { t, view } = app;
  const { categories, before } = view.case.estimate;
  const act = `estimate:${when}`;
  const save = () => {
    app.set({ estimate: { ...draft, sent: true } });
    app.act("estimate", { when, chances: draft.values }, act);
  };
  return [
    h("p", { id: `${id}-ask`, key: "ask" }, t("estimate.question", { name: view.case.patient.first_name })),
    when === "after" && before.given && h("p", { class: "lbp-hint", key: "earlier" }, t("estimate.earlier", { text: categories.map((one) => before.given[one.value]).join(" / ") })),
    h("div", { class: "lbp-estimate-rows", key: "rows", role: "group", "aria-labelledby": `${id}-ask` }, categories.map((one) => estimateRow(app, when, id, draft, one))),
    h("div", { class: "lbp-estimate-foot", key: "foot" },
      h("p", { class: "lbp-estimate-sum", "data-sum": Object.values(draft.values).reduce((all, one) => all + one, 0) }, t("estimate.sum", { n: Object.values(draft.values).reduce((all, one) => all + one, 0) })),
      button(app, { act, look: "main", label: t("estimate.save"), onclick: save }),
      button(app, { act: `estimate-close:${when}`, look: "link", label: t("estimate.cancel"), onclick: () => app.set({ estimate: null }) })),
  ];
}

/** One category: a slider and a field that do the same. */
function estimateRow(app, when, id, draft, category) {
  const { t } = app;
  const name = category.value;
  const value = draft.values[name];
  const own = `${id}-${name}`;
  const move = (wanted) => {
    app.set({ estimate: estimateMoved(estimateOpen(app, when) || draft, name, wanted) });
    app.sayLater(() => estimateSpelt(app, app.ui.estimate ? app.ui.estimate.values : draft.values));
  };
  const typed = (event) => {
    const text = event.target.value.trim();
    if (/^\d{1,3}$/.test(text) && Number(text) <= ESTIMATE_ALL) move(Number(text));
  };
  // An empty field, or 250, is no number to keep: when it is left, what counts stands in it again.
  const left = (event) => { event.target.value = String(app.ui.estimate ? app.ui.estimate.values[name] : value); };
  return h("div", { class: "lbp-estimate-row", key: name, "data-category": name },
    h("p", { class: "lbp-estimate-label" }, h("span", { id: own }, category.label), category.hint && h("span", { class: "lbp-hint" }, category.hint)),
    h("input", {
      type: "range", min: 0, max: ESTIMATE_ALL, step: 1, value, class: "lbp-estimate-range", "data-act": `estimate:${when}:${name}`, "aria-labelledby": own,
      "aria-valuetext": t("estimate.percent", { n: value }), oninput: (event) => move(Number(event.target.value)),
    }),
    h("span", { class: "lbp-estimate-number" },
      h("input", {
        type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "3", value, class: "lbp-input", "data-act": `estimate-number:${when}:${name}`,
        "aria-label": t("estimate.number", { label: category.label }), oninput: typed, onblur: left,
        onkeydown: (event) => event.key === "Enter" && left(event),
      }),
      h("span", { "aria-hidden": "true" }, "%")));
}
