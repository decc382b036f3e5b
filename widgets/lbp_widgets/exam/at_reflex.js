// Reflexes: strike a point with the hammer, with or without reinforcement; see the limb answer; write the grade down.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { examDo, examNewest, examRecord, examWords } from "./acts.js";
import { examPad, examSegments, examSideChoice } from "./controls.js";
import { examRootSwitch } from "./at_touch.js";
import { examFigure, examSwing } from "./figure.js";
import { examReflexPicture, examReflexTrace } from "./reflex.js";

const examPointName = (reflex) => reflex.replace(/_/g, "-");
const examReflexOf = (point) => point.replace(/-/g, "_");

function examStrike(app, host, reflex, side, reinforced) {
  Object.assign(host.ui, { reflex, side, touched: [] });
  examDo(app, host, { manoeuvre: `reflex_${reflex}`, side, how: { reinforced } });
}

/** What stands in a reflex point: the recorded grade. */
function examGrades(host) {
  const found = {};
  for (const reflex of ["patellar", "medial_hamstring", "achilles"]) {
    for (const side of ["left", "right"]) {
      const known = host.data.recorded[`exam.reflex.${reflex}@${side}`];
      if (known) found[`${side}:${examPointName(reflex)}`] = known.words;
    }
  }
  return found;
}

function examPointLabel(app, host, key) {
  const [side, point] = key.split(":");
  const finding = `exam.reflex.${examReflexOf(point)}`;
  const known = host.data.recorded[`${finding}@${side}`];
  const seen = examNewest(host.data, `reflex_${examReflexOf(point)}`, side);
  const state = known ? known.words : seen ? examWords(app, seen) : app.t("exam.mark.none");
  return [host.pack.findings[finding].label, app.t(`side.${side}`), state].join(", ");
}

function examTraceOf(app, host, reflex, side) {
  const seen = examNewest(host.data, `reflex_${reflex}`, side);
  const shown = seen && seen.picture.shown[side];
  if (!shown) return null;
  const words = seen.lines.find((line) => line.side === side).text;
  const live = host.ui.last === `reflex_${reflex}` && host.ui.side === side;
  return { ...shown, words, key: `${live ? host.ui.shown : 0}-${shown.reinforced}`, still: !live };
}

/** The tool of reflexes. */
export function examReflexTool(app, host) {
  const { t } = app;
  const { ui, pack } = host;
  const { reflex } = ui;
  const side = ui.side === "both" ? null : ui.side;
  const finding = `exam.reflex.${reflex}`;
  const seen = side && examNewest(host.data, `reflex_${reflex}`, side);
  const strike = (reinforced) => {
    examSwing(app, "body", `${side}:${examPointName(reflex)}`);
    examStrike(app, host, reflex, side, reinforced);
  };
  const one = pack.manoeuvres.find((m) => m.id === `reflex_${reflex}`);
  return h("div", { class: "lbp-exam-tool", key: "reflex" },
    h("div", { class: "lbp-exam-bar" },
      examSegments(app, { name: "reflex", label: t("exam.reflex"), value: reflex, options: ["patellar", "medial_hamstring", "achilles"].map((name) => ({ value: name, label: pack.findings[`exam.reflex.${name}`].label })), onpick: (name) => host.set({ reflex: name }) }),
      examSideChoice(app, host, { both: false }),
      examRootSwitch(app, host)),
    h("p", { class: "lbp-exam-how" }, one.technique),
    examFigure(app, {
      text: app.pack.figure, key: "body", mode: host.done ? "look" : "reflex", marks: {}, points: examGrades(host), showRoots: ui.roots, legend: false, label: t("exam.figure.reflexes"),
      selected: side && `${side}:${examPointName(reflex)}`, touched: [], labelOf: (key) => examPointLabel(app, host, key), busy: false,
      onStrike: (key, { reinforced }) => {
        const [where, point] = key.split(":");
        examStrike(app, host, examReflexOf(point), where, Boolean(reinforced));
      },
      onMiss: () => app.say(t("exam.missed")),
      onKey: (key, place) => examReflexKey(app, host, key, place),
      aside: h("div", { class: "lbp-exam-beside", key: "beside" },
        seen && examReflexPicture(app, { reflex, ...seen.picture.shown[side], side, key: `${reflex}-${side}-${ui.shown}`, label: examWords(app, seen), still: ui.last !== `reflex_${reflex}` }),
        examReflexTrace(app, { right: examTraceOf(app, host, reflex, "right"), left: examTraceOf(app, host, reflex, "left"), strike: t("exam.trace.strike"), notDone: t("exam.nothing") })),
    }),
    h("div", { class: "lbp-row", key: "strike" },
      button(app, { act: "strike", label: t("exam.strike"), look: "main", done: host.done, why: side ? null : t("exam.side.first"), onclick: () => strike(false) }),
      button(app, { act: "strike:reinforced", label: t("exam.strike.reinforced"), before: "repeat", done: host.done, why: side ? null : t("exam.side.first"), onclick: () => strike(true) })),
    examPad(app, host, finding),
    h("p", { class: "lbp-hint", key: "compare" }, t("exam.compare")));
}

/** With the focus on a point the digits 0 to 5 write down the six grades. */
function examReflexKey(app, host, key, place) {
  if (!/^[0-5]$/.test(key)) return false;
  const [side, point] = place.split(":");
  const finding = `exam.reflex.${examReflexOf(point)}`;
  host.set({ reflex: examReflexOf(point), side });
  examRecord(app, host, finding, side, host.pack.findings[finding].options[Number(key)].value);
  return true;
}
