// The conversation's page: who it is and what is known beside, what has been said, and what can be said now.

import { toolTitle } from "../front/tool_title.js";
import { h } from "../front/dom.js";
import { avatar, button, unreviewedChip } from "../front/parts.js";
import { talkCompose } from "./compose.js";
import { talkExchange } from "./exchange.js";
import { talkBars, talkMoved, talkMoves } from "./mood.js";

const TALK_WIDE = 900;

/** What the page itself remembers: the draft that waits for an answer, and the turn that was just said. */
export function talkUi() {
  return { draft: null, spoke: null };
}

/** The page of the conversation. */
export function talkPage(app, host) {
  const { t } = app;
  const { data, pack, done } = host;
  const fresh = data.turn === 0 && data.draft.length === 0;
  return [
    h("div", { class: "lbp-talk-top", key: "top" },
      toolTitle(host, t("talk.title")),
      h("p", { class: "lbp-hint" }, t("talk.intro", { n: pack.limit, name: data.name })),
      host.alone && (fresh || done) && talkChooser(app, host)),
    h("div", { class: "lbp-talk-columns", key: "columns" },
      h("aside", { class: "lbp-talk-side", key: "side", "aria-label": data.name }, talkPatient(app, data), talkKnown(app, data)),
      h("div", { class: "lbp-talk-main", key: "main" },
        h("section", { class: "lbp-card lbp-talk-log", "aria-labelledby": `${app.uid}-talk` },
          h("h2", { id: `${app.uid}-talk` }, t("talk.with", { name: data.name })),
          h("ol", { class: "lbp-talk-exchanges" }, data.talk.map((one, n) => talkExchange(app, host, one, n)))),
        data.later && talkLater(app, data),
        !data.over && talkCompose(app, host),
        data.over && !done && talkEnd(app, host))),
  ];
}

function talkChooser(app, host) {
  const { data, pack } = host;
  const choose = (situation) => app.act("begin", { setting: { ...data.setting, situation } }, "begin");
  return h("div", { class: "lbp-talk-situations", key: "situations", role: "group", "aria-label": app.t("talk.situations") }, pack.situations.map((one) => button(app, {
    act: `situation:${one.id}`, label: one.label, look: "small",
    props: { key: one.id, "aria-pressed": data.situation === one.id ? "true" : "false" },
    onclick: () => choose(one.id),
  })));
}

function talkPatient(app, data) {
  return h("section", { class: "lbp-card lbp-talk-patient", key: "patient" },
    h("div", { class: "lbp-talk-person" }, avatar(data.initials), h("h2", null, app.t("talk.mood", { name: data.name }))),
    talkBars(app, data.mood));
}

function talkKnown(app, data) {
  if (!data.known.length) return null;
  return h("details", { class: "lbp-card lbp-talk-known", key: "known", open: app.root.clientWidth >= TALK_WIDE, "data-known": "" },
    h("summary", null, app.t("talk.known", { name: data.name })),
    h("p", { class: "lbp-hint" }, app.t("talk.known.same")),
    h("dl", null, data.known.map((row) => h("div", { key: row.label }, h("dt", null, row.label), h("dd", null, row.text)))));
}

function talkLater(app, data) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-talk-later", key: "later", "data-later": "", "aria-label": t("talk.later") },
    h("h2", null, t("talk.later")),
    talkMoves(app, data.mood, data.later),
    h("p", { class: "lbp-hint" }, t("talk.later.why", { name: data.name })),
    h("div", { class: "lbp-chips" }, unreviewedChip(app)));
}

function talkEnd(app, host) {
  const { t } = app;
  const arrive = (node) => host.ui.spoke === host.data.turns - 1 && node.querySelector("h2").focus({ preventScroll: true });
  return h("section", { class: "lbp-card lbp-talk-end", key: "end", mount: arrive },
    h("h2", { tabindex: "-1" }, t("talk.over")),
    host.alone
      ? [h("p", { class: "lbp-hint" }, t("bedside.lock.once")), h("div", { class: "lbp-row" }, button(app, {
        act: "lock", label: t("bedside.lock"), look: "main", before: "lock", onclick: () => host.send("lock", {}, "lock"),
      }))]
      : h("p", { class: "lbp-hint" }, t("talk.over.case")));
}

/** What is said aloud after an act: the patient's answer and how it was taken, or what became of the draft. */
export function talkSpoken(app, before, after) {
  const { t } = app;
  if (before.situation !== after.situation) {
    const label = app.pack.tool.situations.find((one) => one.id === after.situation).label;
    return t("talk.spoken.begun", { situation: label, name: after.name, text: after.talk[0].says });
  }
  if (after.turn > before.turn) {
    const one = after.talk[before.turn];
    const next = after.talk[after.turn];
    const moves = { worry: talkMoved(app, "worry", one.before, one.after), trust: talkMoved(app, "trust", one.before, one.after) };
    const reply = t("talk.spoken.reply", { name: after.name, text: one.reply.join(" "), ...moves });
    return next ? `${reply} ${t("talk.says", { name: after.name })}: ${next.says}` : reply;
  }
  if (after.draft.length > before.draft.length) return t("talk.spoken.chosen", { n: after.draft.length });
  if (after.draft.length < before.draft.length) return t("talk.spoken.removed", { chosen: after.draft.length });
  return after.draft.join() === before.draft.join() ? null : t("talk.spoken.moved");
}
