// What is true of the patient and unusual: a search over all findings, and for each one chosen a control that fits it.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { fold } from "../front/search.js";
import { unseen } from "../front/parts.js";
import { asNumber, pathKey, problemNotes, problemsAt, removeButton } from "./fields.js";

const MOST = 8;
const SIDE_NAMES = ["left", "right"];

/** The facts of the visit. */
export function factsTab(app) {
  const { t, desk } = app;
  const { visit } = desk.form;
  if (!visit) return h("p", { class: "lbp-hint" }, t("studio.visit.none"));
  const at = ["visits", visit.index, "facts"];
  return [
    h("p", { class: "lbp-hint", key: "hint" }, t("studio.facts.hint")),
    problemNotes(app, at),
    factPicker(app, at, visit.facts, "facts"),
    visit.facts.length === 0 && h("p", { class: "lbp-card lbp-empty", key: "none" }, t("studio.facts.none")),
    factList(app, at, visit.facts),
  ];
}

/** Rows of facts below a way into the case; alternatives of a case have them too. */
export function factList(app, at, facts) {
  return h("ul", { class: "lbp-s-facts", key: `facts-${pathKey(at)}` }, facts.map((row) => factRow(app, at, row)));
}

function factRow(app, at, row) {
  const { t } = app;
  const finding = app.pack.byFinding.get(row.id);
  const path = [...at, row.id];
  const label = finding ? finding.label : row.id;
  const sides = finding && finding.sided;
  const wrong = problemsAt(app, path).length > 0;
  return h("li", { class: "lbp-s-fact", key: row.id, "data-fact": row.id, "data-path": pathKey(path), tabindex: "-1", "data-wrong": wrong ? "true" : null },
    h("div", { class: "lbp-s-fact-head" },
      h("strong", null, label),
      h("span", { class: "lbp-hint" }, finding ? row.otherwise && t("studio.facts.otherwise", { what: [...new Set(row.otherwise)].join(" / ") }) : t("studio.facts.strange"))),
    finding && h("div", { class: "lbp-s-values" }, sides
      ? SIDE_NAMES.map((side) => valueControl(app, { finding, path: [...path, side], name: t(`studio.facts.${side}`), heard: `${label}, ${t(`studio.facts.${side}`)}`, value: row[side] ?? row.value, put: (value) => putSide(app, path, row, side, value), loose: true }))
      : valueControl(app, { finding, path, name: t("studio.facts.value"), heard: label, value: row.value, put: (value) => app.write(path, value, finding.kind !== "number"), loose: false })),
    problemNotes(app, path), sides && SIDE_NAMES.map((side) => problemNotes(app, [...path, side])),
    removeButton(app, path, label));
}

/** Write one side; the other stays as it is. */
function putSide(app, path, row, side, value) {
  const before = app.desk.waiting.get(pathKey(path));
  const now = before ? { ...before.value } : {};
  if (!before) for (const one of SIDE_NAMES) if ((row[one] ?? row.value) !== "") now[one] = asNumber(row[one] ?? row.value);
  if (value === "") delete now[side];
  else now[side] = value;
  if (Object.keys(now).length) app.write(path, now, typeof value !== "number");
  else app.change({ do: "remove", path });
}

/** One value: a list of words, or a number with the words that can stand in its place. */
function valueControl(app, { finding, path, name, heard, value, put, loose }) {
  const { t } = app;
  const id = `${app.uid}-f-${pathKey(path)}`;
  const waits = app.desk.waiting.get(pathKey(loose ? path.slice(0, -1) : path));
  const shown = waits ? String((loose ? waits.value[path[path.length - 1]] : waits.value) ?? "") : value;
  const words = finding.values.map(([word]) => word);
  const isNumber = finding.kind === "number" && shown !== "" && !words.includes(shown);
  const choices = [...(loose ? [["", t("studio.facts.same")]] : []), ...(finding.kind === "number" ? [["#", t("studio.facts.number")]] : []), ...finding.values];
  const chosen = isNumber ? "#" : shown;
  const known = choices.some(([word]) => word === chosen);
  return h("div", { class: "lbp-s-value", key: id },
    h("label", { for: id, class: loose ? null : "lbp-unseen" }, name, unseen(`: ${heard}`)),
    h("div", { class: "lbp-s-value-row" },
      isNumber && h("input", { class: "lbp-input lbp-s-number", type: "text", inputmode: "decimal", "data-act": `number:${pathKey(path)}`, "aria-label": `${heard}: ${t("studio.facts.amount", { unit: finding.unit })}`, value: shown, oninput: (event) => put(asNumber(event.target.value)) }),
      isNumber && finding.unit && h("span", { class: "lbp-hint" }, finding.unit),
      h("select", { id, class: "lbp-input", "data-act": `fact:${pathKey(path)}`, value: chosen, onchange: (event) => put(event.target.value === "#" ? Number(finding.default) || 0 : event.target.value) },
        !known && h("option", { value: chosen, selected: true }, chosen || "\u2013"),
        choices.map(([word, label]) => h("option", { value: word, selected: word === chosen }, label)))));
}

/** A search field with the findings that fit; Enter takes the first, arrows choose another. */
export function factPicker(app, at, present, place) {
  const { t, ui } = app;
  const id = `${app.uid}-pick-${place}`;
  const text = ui.pick.place === place ? ui.pick.text : "";
  const words = fold(text).split(/\s+/).filter(Boolean);
  const taken = new Set(present.map((row) => row.id));
  const found = words.length ? app.pack.findings.filter((one) => !taken.has(one.id) && words.every((word) => fold(`${one.label} ${one.also}`).includes(word))).slice(0, MOST) : [];
  const active = Math.min(ui.pick.place === place ? ui.pick.active : 0, Math.max(0, found.length - 1));
  const put = (changes) => app.set({ pick: { place, text, active, ...changes } });
  const take = (finding) => {
    app.ui.pick = { place, text: "", active: 0 };
    const value = firstValue(finding);
    app.desk.goal = [...at, finding.id];
    app.change({ do: "set", path: [...at, finding.id], value: finding.sided ? { left: value } : value });
  };
  const onkeydown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      put({ active: (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length) });
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      take(found[active]);
    } else if (event.key === "Escape" && text) {
      event.preventDefault();
      event.stopPropagation();
      put({ text: "" });
    }
  };
  return h("div", { class: "lbp-s-picker", key: `picker-${place}` },
    h("label", { for: id }, t("studio.facts.add")),
    h("div", { class: "lbp-search" }, icon("search", 18),
      h("input", {
        id, class: "lbp-input", type: "text", role: "combobox", autocomplete: "off", "data-act": `pick:${place}`, value: text, "aria-expanded": found.length ? "true" : "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
        "aria-activedescendant": found.length ? `${id}-${active}` : null, oninput: (event) => put({ text: event.target.value, active: 0 }), onkeydown,
      })),
    words.length > 0 && !found.length && h("p", { class: "lbp-hint", role: "status" }, t("studio.facts.unmatched")),
    h("ul", { class: "lbp-s-options", id: `${id}-list`, role: "listbox", "aria-label": t("studio.facts.add"), hidden: !found.length }, found.map((one, i) => h("li", {
      id: `${id}-${i}`, key: one.id, role: "option", "aria-selected": i === active ? "true" : "false", "data-act": `take:${one.id}`, onmousedown: (event) => event.preventDefault(), onclick: () => take(one),
    }, one.label, h("span", { class: "lbp-hint" }, one.id)))));
}

/** The first value that is not the ordinary one. */
function firstValue(finding) {
  if (finding.kind === "number") return typeof finding.default === "number" ? finding.default : 1;
  return finding.values.map(([word]) => word).find((word) => word !== finding.default && word !== "unknown");
}
