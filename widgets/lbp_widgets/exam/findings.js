// "Your findings": what the learner wrote down, right beside left. Nothing that was only seen stands here.

import { h } from "../front/dom.js";
import { unseen } from "../front/parts.js";
import { examSides } from "./acts.js";

const EXAM_ORDER = ["nerve_stretch", "strength", "functional_tests", "sensation", "reflexes", "further", "inspection", "movement", "percussion", "palpation", "skin_pulses"];

/** The table of recorded findings. */
export function examFindings(app, host) {
  const { t } = app;
  const id = `${app.uid}-findings`;
  const groups = EXAM_ORDER.map((name) => host.pack.groups.find((one) => one.id === name)).filter(Boolean);
  return h("section", { class: "lbp-card lbp-exam-findings", key: "findings", "aria-labelledby": id, tabindex: "0" },
    h("div", { class: "lbp-exam-findings-head" }, h("h2", { id }, t("exam.findings")), h("span", { class: "lbp-hint" }, h("span", { class: "lbp-exam-differ", "aria-hidden": "true" }, "\u2260"), ` ${t("exam.findings.differ")}`)),
    h("table", null,
      h("thead", null, h("tr", null, h("th", { scope: "col" }, unseen(t("exam.findings.both"))), h("th", { scope: "col" }, t("exam.findings.right")), h("th", { scope: "col" }, t("exam.findings.left")))),
      groups.map((group) => examFindingRows(app, host, group))));
}

function examFindingRows(app, host, group) {
  const findings = host.pack.manoeuvres.filter((one) => one.group === group.id).flatMap((one) => one.findings.map((name) => [name, one]));
  return h("tbody", { key: group.id },
    h("tr", { class: "lbp-exam-findings-group" }, h("th", { colspan: 3, scope: "rowgroup" }, group.label)),
    findings.map(([name, manoeuvre]) => examFindingRow(app, host, name, manoeuvre)));
}

function examFindingRow(app, host, name, manoeuvre) {
  const what = host.pack.findings[name];
  const had = examSides(host.data, manoeuvre.id);
  const short = `${what.short[0].toUpperCase()}${what.short.slice(1)}`;
  const label = [short, host.ui.roots && what.named && h("span", { class: "lbp-exam-root" }, what.named)];
  if (!what.sided) {
    return h("tr", { key: name, "data-row": name }, h("th", { scope: "row" }, label), h("td", { colspan: 2, class: "lbp-exam-wide" }, examCell(app, host, name, had.size > 0)));
  }
  const [right, left] = ["right", "left"].map((side) => host.data.recorded[`${name}@${side}`]);
  const differ = right && left && right.value !== left.value;
  return h("tr", { key: name, "data-row": name, "data-differ": differ ? "" : null },
    h("th", { scope: "row" }, label, differ && [" ", h("span", { class: "lbp-exam-differ", "aria-hidden": "true" }, "\u2260"), unseen(`. ${app.t("exam.findings.differ.say")}`)]),
    ["right", "left"].map((side) => h("td", { key: side, "data-side": side }, examCell(app, host, `${name}@${side}`, had.has(side)))));
}

function examCell(app, host, key, examined) {
  const known = host.data.recorded[key];
  if (!known) return h("span", { class: "lbp-hint" }, app.t(examined ? "exam.findings.unnoted" : "exam.findings.undone"));
  return h("strong", { "data-recorded": String(known.value) }, examShortWords(host, key, known), known.degrees !== null && ` ${app.t("exam.degrees.value", { n: known.degrees })}`);
}

/** A recorded value in as few words as the pad has for it. */
export function examShortWords(host, key, known) {
  const option = host.pack.findings[key.split("@")[0]].options.find((one) => one.value === known.value);
  return option ? option.label : known.words;
}
