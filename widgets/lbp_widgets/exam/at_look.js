// Everything that is done with one grip: look, tap, feel, let the patient walk, measure. What is seen is shown; the learner names it.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";
import { costText } from "../front/words.js";
import { examDo, examFind, examSeen, examSides } from "./acts.js";
import { examTold, examPad } from "./controls.js";
import { examBackMovement } from "./move.js";
import { examWalkStrip } from "./walk.js";

/** The manoeuvres of a group, one under the other. */
export function examLookTool(app, host, group) {
  return h("div", { class: "lbp-exam-tool", key: `look-${group.id}` },
    host.pack.manoeuvres.filter((one) => one.group === group.id).map((one) => examLook(app, host, one)));
}

function examHowOf(host, one) {
  // The saddle is touched where the figure says so; everything else is done in one way.
  const consent = Boolean(host.ui.consent[one.id]);
  return one.kind === "touch" ? { tool: "light", region: "S4-perianal", consent } : { consent };
}

function examLook(app, host, one) {
  const { t } = app;
  const asked = !one.consent || host.ui.consent[one.id];
  const cost = costText(t, one.seconds);
  return h("section", { class: "lbp-exam-look", key: one.id, "data-manoeuvre": one.id, "aria-labelledby": `${app.uid}-m-${one.id}` },
    h("div", { class: "lbp-exam-look-head" },
      h("h3", { id: `${app.uid}-m-${one.id}` }, one.label),
      h("span", { class: "lbp-hint" }, t(one.sided ? "exam.cost.side" : "exam.cost", { cost })),
      one.outside && h("span", { class: "lbp-chip lbp-chip-wait" }, t("exam.outside"))),
    h("p", { class: "lbp-exam-how" }, one.technique),
    asked ? examLookButtons(app, host, one) : examLookConsent(app, host, one),
    examLookSeen(app, host, one),
    one.findings.map((finding) => examPad(app, host, finding)));
}

function examLookButtons(app, host, one) {
  const { t } = app;
  const had = examSides(host.data, one.id);
  const sides = one.sided ? ["right", "left", "both"] : [null];
  return h("div", { class: "lbp-exam-sides-row" }, sides.map((side) => {
    const done = side === "both" ? had.has("left") && had.has("right") : had.has(side);
    const label = side === "both" ? t("exam.side.both") : side ? t(`side.${side}`) : t(done ? "exam.again" : "exam.do");
    return button(app, {
      act: `examine:${one.id}${side ? `:${side}` : ""}`, label, look: "small", before: done ? "check" : null, done: host.done,
      props: { key: side || "one", "aria-label": `${one.label}: ${label}` },
      onclick: () => examDo(app, host, { manoeuvre: one.id, side, how: examHowOf(host, one) }),
    });
  }));
}

function examLookConsent(app, host, one) {
  const { t } = app;
  return h("div", { class: "lbp-exam-consent" },
    h("p", null, t("exam.consent.text")),
    button(app, { act: `consent:${one.id}`, label: t("exam.consent.ask"), done: host.done, onclick: () => {
      host.set({ consent: { ...host.ui.consent, [one.id]: true } });
      app.say(t("exam.consent.given", { name: host.data.who.name }));
    } }));
}

/** What was seen, each side once: what was done on both sides speaks for both. */
function examLookSeen(app, host, one) {
  const all = examSeen(host.data, one.id);
  if (!all.length) return null;
  const both = examFind(host.data, { manoeuvre: one.id, side: "both", how: {} });
  const shown = both ? [both] : all;
  const live = host.ui.last === one.id;
  return h("div", { class: "lbp-exam-seen", key: "seen" },
    shown.map((seen) => seen.picture.draw === "walk" && h("div", { class: "lbp-exam-pair", key: `${seen.side}` }, ["right", "left", ""].filter((side) => side in seen.picture.outcomes).map((side) => {
      const outcome = seen.picture.outcomes[side];
      const line = seen.lines.find((found) => (found.side || "") === side);
      const common = { outcome, side: side || null, key: `${one.id}-${side}-${live ? host.ui.shown : 0}`, label: line.text, still: !live };
      return h("div", { key: side || "one" }, one.id === "movement" ? examBackMovement(app, common) : examWalkStrip(app, { test: one.id, ...common }));
    }))),
    examTold(app, shown.flatMap((seen) => seen.lines)));
}
