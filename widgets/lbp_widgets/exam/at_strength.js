// Strength: choose a movement, a side and how much you resist; see what happens under the hand; write the grade down.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { examDo, examNewest, examRecord } from "./acts.js";
import { examTold, examPad, examSegments, examSideChoice } from "./controls.js";
import { examStrengthPicture } from "./strength.js";

const EXAM_MOVEMENTS = ["knee_extension", "dorsiflexion", "plantarflexion"];
const EXAM_RESIST = { n: "none", l: "light", f: "full" };

/** The tool of strength. */
export function examStrengthTool(app, host) {
  const { t } = app;
  const { ui, pack } = host;
  const { movement, resistance } = ui;
  const manoeuvre = `strength_${movement}`;
  const finding = `exam.strength.${movement}`;
  const one = pack.manoeuvres.find((m) => m.id === manoeuvre);
  const go = () => examDo(app, host, { manoeuvre, side: ui.side, how: { resistance } });
  return h("div", { class: "lbp-exam-tool", key: "strength", onkeydown: (event) => examStrengthKey(app, host, event, finding, go) },
    h("div", { class: "lbp-exam-bar" },
      examSegments(app, { name: "movement", label: t("exam.movement"), value: movement, options: EXAM_MOVEMENTS.map((name) => ({ value: name, label: examMovementName(host, name) })), onpick: (name) => host.set({ movement: name }) }),
      examSideChoice(app, host),
      examSegments(app, { name: "resistance", label: t("exam.resistance"), value: resistance, done: host.done, options: ["none", "light", "full"].map((name) => ({ value: name, label: t(`exam.resistance.${name}`) })), onpick: (name) => host.set({ resistance: name }) }),
      button(app, { act: "test", label: t("exam.do"), look: "main", done: host.done, why: !ui.side ? t("exam.side.first") : resistance ? null : t("exam.resistance.first"), onclick: go })),
    h("p", { class: "lbp-exam-how" }, one.technique),
    examStrengthSeen(app, host, manoeuvre, movement),
    examPad(app, host, finding),
    h("p", { class: "lbp-hint", key: "keys" }, t("exam.strength.keys")));
}

function examMovementName(host, name) {
  const { short } = host.pack.findings[`exam.strength.${name}`];
  return `${short[0].toUpperCase()}${short.slice(1)}`;
}

/** The newest picture of each side that was tested. */
function examStrengthSeen(app, host, manoeuvre, movement) {
  const sides = ["right", "left"].map((side) => [side, examNewest(host.data, manoeuvre, side)]).filter(([, seen]) => seen);
  if (!sides.length) return h("p", { class: "lbp-exam-empty", key: "empty" }, app.t("exam.nothing"));
  return h("div", { class: "lbp-exam-pair", key: "seen" }, sides.map(([side, seen]) => {
    const live = host.ui.last === manoeuvre && (host.ui.side === side || host.ui.side === "both");
    const line = seen.lines.find((one) => one.side === side);
    return h("div", { key: side },
      examStrengthPicture(app, { movement, resistance: seen.picture.resistance, outcome: seen.picture.outcomes[side], side, key: `${movement}-${side}-${live ? host.ui.shown : 0}-${seen.picture.resistance}`, label: line.text, still: !live }),
      h("p", { class: "lbp-hint" }, app.t("exam.resistance.was", { what: app.t(`exam.resistance.${seen.picture.resistance}`).toLowerCase() })),
      examTold(app, [line]));
  }));
}

/** A digit belongs to the row that has the focus, else to the chosen side. */
function examDigit(app, host, event, finding) {
  const row = event.target.closest("[data-pad-side]");
  const side = row ? row.dataset.padSide : host.ui.side;
  if (side === "left" || side === "right") examRecord(app, host, finding, side, Number(event.key));
  else app.say(app.t("exam.side.first"));
}

/** N, L and F choose the resistance; 0 to 5 write down the grade of the chosen side. */
function examStrengthKey(app, host, event, finding, go) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select")) return;
  const letter = event.key.toLowerCase();
  if (EXAM_RESIST[letter]) host.set({ resistance: EXAM_RESIST[letter] });
  else if (letter === "t" && host.ui.resistance && host.ui.side) go();
  else if (/^[0-5]$/.test(event.key)) examDigit(app, host, event, finding);
  else return;
  event.preventDefault();
}
