// Worry and trust: a bar, and always the word; what a turn did to them in a sentence.

import { h } from "../front/dom.js";
import { bar } from "../front/parts.js";

const TALK_SCALES = ["worry", "trust"];

/** What became of one scale over a turn: the old word and the new, or in which direction it went without a new word. */
export function talkMoved(app, scale, before, after) {
  const { t } = app;
  const label = t(`talk.${scale}`);
  const word = (mood) => t(`talk.${scale}.${mood[scale]}`);
  if (before[scale] !== after[scale]) return t("talk.moved", { label, before: word(before), after: word(after) });
  const i = TALK_SCALES.indexOf(scale);
  const key = after.at[i] === before.at[i] ? "talk.same" : after.at[i] < before.at[i] ? "talk.less" : "talk.more";
  return t(key, { label, after: word(after) });
}

/** Both scales over a turn, as one line each. */
export function talkMoves(app, before, after) {
  return h("ul", { class: "lbp-talk-moves" }, TALK_SCALES.map((scale) => h("li", { key: scale, "data-move": scale }, talkMoved(app, scale, before, after))));
}

/** The two bars; how far one is filled is said by the word beside it. */
export function talkBars(app, mood) {
  const top = mood.at[TALK_SCALES.length];
  return h("dl", { class: "lbp-talk-bars" }, TALK_SCALES.map((scale, i) => h("div", { key: scale, "data-scale": scale, "data-level": String(mood[scale]) },
    h("dt", null, app.t(`talk.${scale}`)),
    h("dd", null, h("span", null, app.t(`talk.${scale}.${mood[scale]}`)), bar(mood.at[i], top)))));
}
