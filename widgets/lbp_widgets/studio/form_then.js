// What happens after a visit: branches by what the learner decided, or how it ends.

import { h } from "../front/dom.js";
import { addButton, field, pathKey, problemNotes, removeButton, textPair } from "./fields.js";

const NOTHING_SAID = { da: "", en: "" };
const FIRST_TEST = { decision: "urgency", one_of: ["emergency_today"] };

/** Branches or endings of the visit. */
export function thenTab(app) {
  const { t, desk } = app;
  const { visit } = desk.form;
  if (!visit) return h("p", { class: "lbp-hint" }, t("studio.visit.none"));
  const goesOn = visit.next.length > 0;
  return [
    h("p", { class: "lbp-hint", key: "hint" }, t("studio.next.hint")),
    (goesOn || !visit.endings.length) && ways(app, visit, "next", visit.next),
    (visit.endings.length > 0 || !goesOn) && ways(app, visit, "endings", visit.endings),
  ];
}

function ways(app, visit, kind, list) {
  const { t, desk } = app;
  const at = ["visits", visit.index, kind];
  const later = desk.form.visits.filter((one) => one.index > visit.index).map((one) => [one.id, one.label[app.view.lang] || one.id]);
  const naming = kind === "next" ? "studio.branch" : "studio.ending";
  const fresh = kind === "next" ? { visit: later.length ? later[0][0] : "", bridge: NOTHING_SAID } : { text: NOTHING_SAID };
  const add = () => {
    // The last one holds otherwise: what is added comes before it.
    if (list.length) app.change({ do: "insert", path: [...at, list.length - 1], value: { when: FIRST_TEST, ...fresh } });
    else app.change({ do: "add", path: at, value: fresh });
  };
  return h("section", { class: "lbp-s-group", key: kind },
    h("h2", null, t(kind === "next" ? "studio.next" : "studio.endings")),
    problemNotes(app, at),
    list.map((way, i) => h("div", { class: "lbp-s-way", key: `${kind}-${i}`, "data-path": pathKey([...at, i]), tabindex: "-1" },
      h("div", { class: "lbp-s-way-head" }, h("h3", null, t(`${naming}.n`, { n: i + 1 })), removeButton(app, [...at, i], t(`${naming}.n`, { n: i + 1 }))),
      problemNotes(app, [...at, i]),
      condition(app, [...at, i, "when"], way, visit),
      kind === "next" && field(app, { path: [...at, i, "visit"], label: t("studio.branch.visit"), value: way.visit, kind: "select", options: later }),
      kind === "next"
        ? textPair(app, { path: [...at, i, "bridge"], label: t("studio.branch.bridge"), value: way.bridge })
        : textPair(app, { path: [...at, i, "text"], label: t("studio.ending.text"), value: way.text }))),
    (kind === "endings" || later.length > 0) && addButton(app, `add-${kind}`, t(`${naming}.add`), add));
}

function condition(app, path, way, visit) {
  const { t } = app;
  const { when } = way;
  const notes = problemNotes(app, path);
  if (when.kind === "otherwise") return [h("p", { class: "lbp-s-otherwise", key: "otherwise" }, t("studio.when.otherwise")), notes];
  if (when.kind === "free") {
    return [h("div", { class: "lbp-s-when", key: "free", "data-path": pathKey(path), tabindex: "-1" },
      h("strong", null, t("studio.when")),
      h("ul", { class: "lbp-s-lines" }, when.lines.map(([depth, words], i) => h("li", { key: String(i), style: `--depth:${depth}` }, words))),
      h("p", { class: "lbp-hint" }, t("studio.when.free")),
      way.line && h("button", { type: "button", class: "lbp-link", "data-act": `yaml-line:${pathKey(path)}`, onclick: () => app.toLine(way.line) }, t("studio.to_yaml", { n: way.line }))), notes];
  }
  const write = (rows, join = when.join) => app.change({ do: "set", path, value: rows.length === 1 ? asTest(rows[0]) : { [join]: rows.map(asTest) } });
  const put = (i, changes) => write(when.rows.map((row, n) => (n === i ? { ...row, ...changes } : row)));
  return [h("fieldset", { class: "lbp-s-when", key: "rows", "data-path": pathKey(path), tabindex: "-1" },
    h("legend", null, t("studio.when")),
    when.rows.length > 1 && h("label", { class: "lbp-select" }, h("span", null, t("studio.when.join")),
      h("select", { "data-act": `join:${pathKey(path)}`, value: when.join, onchange: (event) => write(when.rows, event.target.value) }, ["all", "any"].map((name) => h("option", { value: name, selected: name === when.join }, t(`studio.when.${name}`))))),
    when.rows.map((row, i) => testRow(app, { path, row, i, visit, put, remove: when.rows.length > 1 ? () => write(when.rows.filter((_, n) => n !== i)) : null })),
    addButton(app, `add-test:${pathKey(path)}`, t("studio.when.add"), () => write([...when.rows, { ...FIRST_TEST, visit: "" }], when.join))), notes];
}

function asTest({ decision, visit, one_of }) {
  return visit ? { decision, visit, one_of } : { decision, one_of };
}

function testRow(app, { path, row, i, visit, put, remove }) {
  const { t, desk } = app;
  const decision = app.pack.byDecision.get(row.decision);
  const name = `${pathKey(path)}/${i}`;
  const before = desk.form.visits.filter((one) => one.index < visit.index).map((one) => [one.id, one.label[app.view.lang] || one.id]);
  const pick = (value) => (event) => {
    const next = event.target.checked ? [...row.one_of, value] : row.one_of.filter((one) => one !== value);
    put(i, { one_of: decision.options.map(([one]) => one).filter((one) => next.includes(one)) });
  };
  return h("div", { class: "lbp-s-test", key: name },
    h("div", { class: "lbp-s-test-head" },
      h("label", { class: "lbp-select" }, h("span", { class: "lbp-unseen" }, t("studio.when.decision")),
        h("select", { "data-act": `decision:${name}`, value: row.decision, onchange: (event) => put(i, { decision: event.target.value, one_of: [app.pack.byDecision.get(event.target.value).options[0][0]] }) },
          !decision && h("option", { value: row.decision, selected: true }, row.decision),
          app.pack.decisions.map((one) => h("option", { value: one.id, selected: one.id === row.decision }, one.axis)))),
      before.length > 0 && h("label", { class: "lbp-select" }, h("span", null, t("studio.when.at")),
        h("select", { "data-act": `at:${name}`, value: row.visit, onchange: (event) => put(i, { visit: event.target.value }) },
          [["", t("studio.when.this")], ...before].map(([id, label]) => h("option", { value: id, selected: id === row.visit }, label)))),
      h("span", null, t("studio.when.values")),
      remove && h("button", { type: "button", class: "lbp-link", "data-act": `drop:${name}`, onclick: remove }, t("studio.remove"))),
    h("div", { class: "lbp-s-checks" }, (decision ? decision.options : []).map(([value, label]) => h("label", { key: value },
      h("input", { type: "checkbox", "data-act": `value:${name}:${value}`, checked: row.one_of.includes(value), onchange: pick(value) }), label))));
}
