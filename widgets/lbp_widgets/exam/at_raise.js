// The straight leg raise and the crossed one: who lifts, which leg, how far; what the patient says; the verdict and the angle.

import { h } from "../front/dom.js";
import { examSeen } from "./acts.js";
import { examTold, examPad, examSegments, examSideChoice } from "./controls.js";
import { examLegRaise } from "./leg_raise.js";

const EXAM_RAISES = ["straight_leg_raise", "crossed_straight_leg_raise"];

/** The tool of the leg raises. */
export function examRaiseTool(app, host) {
  const { t } = app;
  const { ui, pack } = host;
  const manoeuvre = ui.raise;
  const one = pack.manoeuvres.find((m) => m.id === manoeuvre);
  const side = ui.side === "both" ? null : ui.side;
  const seen = examSeen(host.data, manoeuvre).filter((p) => p.side === side && p.how.by === ui.by).pop() || null;
  const raise = (degrees) => {
    if (host.done || !ui.by || (seen && degrees <= seen.picture.angle) || (seen && seen.stop !== null)) return;
    host.set({ last: manoeuvre });
    host.send("examine", { manoeuvre, side, how: { by: ui.by, degrees } }, `raise:${manoeuvre}:${side}:${degrees}`);
  };
  const said = seen ? seen.lines[0].text : "";
  const leg = t(`exam.leg.${side}`);
  return h("div", { class: "lbp-exam-tool", key: "raise" },
    h("div", { class: "lbp-exam-bar" },
      examSegments(app, { name: "raise", label: t("exam.test"), value: manoeuvre, options: EXAM_RAISES.map((name) => ({ value: name, label: pack.manoeuvres.find((m) => m.id === name).label })), onpick: (name) => host.set({ raise: name }) }),
      examSideChoice(app, host, { both: false }),
      examSegments(app, { name: "by", label: t("exam.lift.by"), value: ui.by, done: host.done, options: ["passive", "active"].map((name) => ({ value: name, label: t(`exam.lift.${name}`) })), onpick: (by) => host.set({ by }) })),
    h("p", { class: "lbp-exam-how" }, one.technique),
    !(ui.by && side) && !host.done && h("p", { class: "lbp-exam-empty", key: "first" }, t(side ? "exam.lift.first" : "exam.lift.both")),
    ui.by && side && examLegRaise(app, {
      side, angle: seen ? seen.picture.angle : 0, stopped: seen ? seen.stop : null, done: host.done, busy: false, label: t("exam.lift.slider", { leg }),
      valueText: (n) => (said && n >= seen.picture.angle ? t("exam.lift.value", { n, said }) : t("exam.lift.at", { n })), onRaise: raise, key: `leg-${manoeuvre}-${side}-${ui.by}`,
      aside: seen && examTold(app, seen.lines),
    }),
    examPad(app, host, one.findings[0]));
}
