// Choosing what to say: a list of lines, and the chosen ones in an order that can be changed with buttons or arrow keys.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";

/** The draft as the learner sees it: what was pressed last counts, even before Python has answered. */
export function talkDraft(host) {
  const { data, ui } = host;
  const waits = ui.draft && ui.draft.turn === data.turn && host.busy(ui.draft.key);
  return waits ? ui.draft.lines : data.draft;
}

function talkChange(host, lines) {
  const { turn } = host.data;
  const key = `draft:${turn}:${lines.join(",")}`;
  host.send("draft", { turn, lines }, key);
  host.set({ draft: { turn, lines, key } });
}

function talkMove(host, lines, at, by) {
  const to = at + by;
  if (to < 0 || to >= lines.length) return;
  const next = [...lines];
  [next[at], next[to]] = [next[to], next[at]];
  talkChange(host, next);
}

/** The whole part: what can be said, what is chosen, and the button that says it. */
export function talkCompose(app, host) {
  const { t } = app;
  const { data, pack, ui } = host;
  const lines = talkDraft(host);
  const id = `${app.uid}-choose`;
  // A new turn is a new list: the focus goes to its heading, since the list it was in is gone.
  const arrive = (node) => ui.spoke === data.turn - 1 && node.querySelector("h2").focus({ preventScroll: true });
  return h("section", { class: "lbp-card lbp-talk-compose", key: `compose-${data.turn}`, "aria-labelledby": id, mount: arrive },
    h("h2", { id, tabindex: "-1", "data-choose": "" }, t("talk.choose", { name: data.name })),
    h("p", { class: "lbp-hint" }, t("talk.choose.hint", { n: pack.limit, chosen: lines.length })),
    h("ul", { class: "lbp-talk-pool", role: "list" }, data.pool.map((one) => talkOption(app, host, one, lines))),
    h("h3", { id: `${id}-order` }, t("talk.order")),
    lines.length > 0
      ? h("ol", { class: "lbp-talk-order", key: "order", "aria-labelledby": `${id}-order` }, lines.map((name, at) => talkChosen(app, host, name, at, lines)))
      : h("p", { class: "lbp-hint", key: "none" }, t("talk.order.none")),
    h("div", { class: "lbp-row" }, button(app, {
      act: "say", label: t("talk.say"), look: "main", before: "chat", why: lines.length ? null : t("talk.say.none"),
      onclick: () => {
        host.send("say", { turn: data.turn, lines }, "say");
        host.set({ spoke: data.turn });
      },
    })));
}

function talkOption(app, host, one, lines) {
  const at = lines.indexOf(one.id);
  const full = at < 0 && lines.length >= host.pack.limit;
  const why = app.t("talk.full", { n: host.pack.limit });
  const press = () => {
    if (full) app.say(why);
    else talkChange(host, at < 0 ? [...lines, one.id] : lines.filter((name) => name !== one.id));
  };
  return h("li", { key: one.id },
    h("button", {
      type: "button", class: "lbp-talk-option", "data-act": `line:${one.id}`, "aria-pressed": at < 0 ? "false" : "true",
      "aria-disabled": full ? "true" : null, title: full ? why : null, onclick: press,
    },
    h("span", { class: "lbp-talk-number", "aria-hidden": "true" }, at < 0 ? "" : String(at + 1)),
    h("span", null, one.text, at >= 0 && unseen(`, ${app.t("talk.chosen.as", { n: at + 1 })}`))));
}

function talkChosen(app, host, name, at, lines) {
  const { t } = app;
  const text = host.data.pool.find((one) => one.id === name).text;
  const arrows = (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    talkMove(host, lines, at, by);
  };
  return h("li", { class: "lbp-talk-picked", key: name, "data-picked": name, onkeydown: arrows },
    h("span", { class: "lbp-talk-number", "aria-hidden": "true" }, String(at + 1)),
    h("span", { class: "lbp-talk-picked-text" }, text),
    h("span", { class: "lbp-talk-tools" },
      talkTool(app, { act: `up:${name}`, look: "lbp-talk-turned", draw: "down", name: t("talk.up", { text }), why: at === 0 ? t("talk.first") : null, press: () => talkMove(host, lines, at, -1) }),
      talkTool(app, { act: `down:${name}`, look: "", draw: "down", name: t("talk.down", { text }), why: at === lines.length - 1 ? t("talk.last") : null, press: () => talkMove(host, lines, at, 1) }),
      talkTool(app, { act: `drop:${name}`, look: "", draw: "x", name: t("talk.remove", { text }), why: null, press: () => talkChange(host, lines.filter((one) => one !== name)) })));
}

function talkTool(app, { act, look, draw, name, why, press }) {
  return h("button", {
    type: "button", class: `lbp-icon-button lbp-talk-tool ${look}`, "data-act": act, "aria-label": name, title: why || name,
    "aria-disabled": why ? "true" : null, onclick: () => (why ? app.say(why) : press()),
  }, icon(draw, 20));
}
