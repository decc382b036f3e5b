// What has been said: the patient's words on sand, the learner's beside them, and how the patient took it. Once answers may be
// told, each line has what it came to and why, and a good colleague's lines stand below.

import { h } from "../front/dom.js";
import { mark } from "../front/icons.js";
import { citations, quoted, unseen } from "../front/parts.js";
import { talkMoves } from "./mood.js";

const TALK_SHAPES = { helpful: "grade-ok", fair: "grade-part", idle: "grade-miss", harmful: "grade-wrong", unsafe: "grade-bad" };

/** One turn. `mount` is called with the patient's answer when it is new. */
export function talkExchange(app, host, one, n) {
  const { t } = app;
  const { data } = host;
  // In the next frame: while the page is still being drawn, the browser keeps what is below in its place instead.
  const fresh = (node) => host.ui.spoke === n && requestAnimationFrame(() => node.scrollIntoView({ block: "start" }));
  return h("li", { class: "lbp-talk-exchange", key: `turn-${n}`, "data-turn": String(n) },
    h("h3", { class: "lbp-talk-count" }, t("talk.turn", { n: n + 1, of: data.turns })),
    talkVoice(app, t("talk.says", { name: data.name }), [one.says], "says"),
    one.lines.length > 0 && h("div", { class: "lbp-talk-mine" },
      h("p", { class: "lbp-talk-who" }, t("talk.you")),
      h("ol", { class: "lbp-talk-said" }, one.lines.map((line) => talkSaid(app, line, n)))),
    one.reply.length > 0 && h("div", { class: "lbp-talk-reply", key: "reply", mount: fresh },
      talkVoice(app, t("talk.answers", { name: data.name }), one.reply, "reply"),
      talkMoves(app, one.before, one.after)),
    one.model && talkColleague(app, one, n));
}

function talkVoice(app, who, texts, name) {
  return h("div", { class: "lbp-talk-voice", key: name, "data-voice": name },
    h("p", { class: "lbp-talk-who" }, who),
    h("div", { class: "lbp-talk-words" }, texts.map((text) => h("p", null, quoted(app, text)))));
}

function talkSaid(app, line, n) {
  return h("li", { class: "lbp-talk-one", key: line.id, "data-line": line.id, "data-kind": line.kind },
    h("p", { class: "lbp-talk-line" }, quoted(app, line.text)),
    line.kind && talkWhy(app, line, `t${n}-${line.id}`));
}

function talkWhy(app, line, place) {
  return h("div", { class: "lbp-talk-why" },
    mark(TALK_SHAPES[line.kind], 20),
    h("p", null, h("strong", null, `${app.t(`talk.kind.${line.kind}`)}. `), line.because),
    citations(app, place, line.citations, line.reviewed));
}

function talkColleague(app, one, n) {
  const { t } = app;
  const said = new Set(one.lines.map((line) => line.id));
  return h("div", { class: "lbp-talk-colleague", key: "colleague", "data-colleague": "" },
    h("h4", null, t("talk.colleague")),
    h("ol", { class: "lbp-talk-said" }, one.model.map((line) => h("li", { key: line.id, "data-model": line.id },
      h("p", { class: "lbp-talk-line" }, quoted(app, line.text)),
      said.has(line.id)
        ? h("p", { class: "lbp-hint" }, t("talk.also"))
        : h("details", { key: "why" },
          h("summary", null, unseen(`${line.text} `), t("talk.why")),
          h("div", { class: "lbp-talk-because" }, h("p", null, line.because), citations(app, `m${n}-${line.id}`, line.citations, line.reviewed)))))));
}
