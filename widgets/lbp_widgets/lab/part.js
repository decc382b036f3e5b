// One part: why, the guesses one after the other, and, once they are locked, what to turn and what to take along.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, citations, conflictNote } from "../front/parts.js";
import { percentText, shareSlider } from "./controls.js";
import { calibrationCard } from "./calibration.js";
import { missingPage, pathLine, placeLink } from "./pieces.js";
import { bench } from "./tools.js";

function openGuess(app, guess, number, total) {
  const { t, ui } = app;
  const value = ui.drafts[guess.id] ?? null;
  const lock = () => app.act("guess", { guess: guess.id, value }, `guess:${guess.id}`);
  return h("section", { class: "lbp-card lbp-l-guess", key: `guess-${guess.id}`, "data-guess": guess.id, "data-open": "true" },
    h("p", { class: "lbp-l-kicker" }, t("lab.guess.number", { n: number, total })),
    h("h2", { class: "lbp-l-prompt", tabindex: "-1" }, guess.prompt),
    shareSlider(app, {
      name: `guess-${guess.id}`, label: t("lab.guess.yours"), value, odds: true, people: true,
      note: value === null ? t("lab.guess.first") : t("lab.of_1000", { n: Math.round(1000 * value) }),
      onchange: (p) => app.set({ drafts: { ...ui.drafts, [guess.id]: p } }),
    }),
    h("div", { class: "lbp-row" },
      button(app, { act: `guess:${guess.id}`, label: t("lab.guess.lock"), before: "lock", look: "main", why: value === null ? t("lab.guess.why") : null, onclick: lock }),
      h("span", { class: "lbp-hint" }, t("lab.guess.once"))));
}

/** A guess beside its answer on one line from 0 to 100 %; the sentence above says the same. */
function guessLine(app, guess) {
  const { answer } = guess;
  const at = (p) => `${100 * p}%`;
  return h("div", { class: "lbp-l-line", "aria-hidden": "true" },
    h("span", { class: "lbp-l-line-track" }),
    answer.low !== null && h("span", { class: "lbp-l-line-band", style: `left:${at(answer.low)};width:${100 * (answer.high - answer.low)}%` }),
    h("span", { class: "lbp-l-line-truth", style: `left:${at(answer.value)}` }),
    h("span", { class: "lbp-l-line-said", style: `left:${at(guess.said)}` }),
    [0, 0.25, 0.5, 0.75, 1].map((p) => h("span", { class: "lbp-l-line-tick", style: `left:${at(p)}` }, percentText(app, p, 0))));
}

function lockedGuess(app, guess, number, total) {
  const { t } = app;
  const { answer } = guess;
  return h("section", { class: "lbp-card lbp-l-guess", key: `guess-${guess.id}`, "data-guess": guess.id },
    h("p", { class: "lbp-l-kicker" }, icon("lock", 16), t("lab.guess.number", { n: number, total })),
    h("p", { class: "lbp-l-asked" }, guess.prompt),
    h("p", { class: "lbp-l-verdict", "data-verdict": "", tabindex: "-1" }, answer.verdict),
    guessLine(app, guess),
    answer.low !== null && h("p", { class: "lbp-hint" }, t(answer.from_before ? "lab.guess.interval" : "lab.guess.interval.rate", { low: percentText(app, answer.low), high: percentText(app, answer.high) })),
    h("p", null, answer.after));
}

/** The guesses: those made, and the first that is not; later ones are not shown before their turn. */
function guesses(app, part) {
  const total = part.guesses.length;
  const next = part.guesses.findIndex((guess) => guess.said === null);
  return part.guesses.slice(0, next < 0 ? total : next + 1)
    .map((guess, i) => (guess.said === null ? openGuess(app, guess, i + 1, total) : lockedGuess(app, guess, i + 1, total)));
}

/** On to the next part, or back to the overview after the last one. */
function onward(app, part, look) {
  const { t, view } = app;
  const following = view.parts[view.parts.indexOf(part) + 1];
  return following
    ? placeLink(app, { what: "part", id: following.id }, { class: look, "data-act": `next:${look.includes("main") ? "end" : "early"}` }, t("lab.next", { title: following.title }), icon("arrow", 18))
    : placeLink(app, { what: "home", id: "" }, { class: look, "data-act": `finish:${look.includes("main") ? "end" : "early"}` }, t("lab.finished"), icon("arrow", 18));
}

/** The workbenches open with the last guess; what to take along waits for the claims too, where the part has them. */
function afterwards(app, part) {
  const { t } = app;
  return [
    part.done && h("p", { key: "early" }, onward(app, part, "lbp-link")),
    part.benches.map((one, i) => h("section", { class: "lbp-l-section", key: `bench-${i}`, "data-bench": one.kind, "aria-labelledby": `${app.uid}-bench-${i}` },
      h("h2", { id: `${app.uid}-bench-${i}` }, t(`lab.tool.${one.kind}`)),
      h("p", { class: "lbp-hint" }, t(`lab.tool.${one.kind}.try`)),
      bench(app, one.kind, `part/${part.id}/${i}`, one))),
    part.done && h("div", { class: "lbp-l-ending", key: "ending" },
      h("section", { class: "lbp-l-section" },
        h("div", { class: "lbp-card lbp-l-takeaway", "data-takeaway": "" },
          h("h2", null, t("lab.takeaway")),
          h("p", null, part.takeaway),
          citations(app, `part-${part.id}`, part.citations)),
        part.conflicts.map((one) => conflictNote(app, one, true))),
      calibrationCard(app)),
    !part.done && h("p", { class: "lbp-card lbp-empty", key: "claims-left" }, icon("info"), h("span", null, t("lab.part.claims_left", { n: part.claims_left }))),
    part.done && h("nav", { class: "lbp-row", key: "next", "aria-label": t("lab.next.nav") }, onward(app, part, "lbp-button lbp-button-main")),
  ];
}

/** A part of the laboratory. */
export function partPage(app) {
  const { t, view } = app;
  const part = view.parts.find((one) => one.id === app.place.id);
  if (!part) return missingPage(app);
  const number = view.parts.indexOf(part) + 1;
  return [
    pathLine(app),
    h("div", { class: "lbp-page-head", key: "page-head" },
      h("p", { class: "lbp-l-kicker" }, t("lab.part.number", { n: number, total: view.parts.length })),
      h("h1", { tabindex: "-1", "data-home": "" }, part.title),
      h("p", { class: "lbp-l-why" }, part.why)),
    h("div", { class: "lbp-l-guesses", key: "guesses" }, guesses(app, part)),
    part.open && afterwards(app, part),
  ];
}
