// The lock bar: how many cards are answered, which are missing, and locking, which asks once.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar, button } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";
import { triageOpenCard } from "./choose.js";

/** What is still missing, and the ways on. */
export function triageLockBar(app, host) {
  const { t } = app;
  const { done, total, locked, missing } = host.data;
  if (locked && host.alone) return null;
  return h("section", { class: "lbp-card lbp-triage-lockbar", key: "lockbar", "aria-label": t("lock.name") },
    h("strong", null, t("count.of", { n: done, total })),
    bar(done, total),
    h("p", { class: "lbp-triage-missing", id: `${app.uid}-missing` }, triageMissing(app, host)),
    h("div", { class: "lbp-row" },
      !locked && host.back,
      locked ? host.onward : button(app, {
        act: "lock", look: "main", before: "lock", label: t("lock.lock"), why: missing.length ? t("lock.why", { n: missing.length }) : null,
        props: { "aria-describedby": `${app.uid}-missing` },
        onclick: () => {
          app.settle.all();
          app.set({ dialog: "lock" });
        },
      })));
}

function triageMissing(app, host) {
  const { locked, missing } = host.data;
  if (locked) return [icon("lock", 16), " ", app.t("decision.locked")];
  if (!missing.length) return app.t("lock.ready");
  return [app.t("lock.missing"), " ", missing.map((one, i) => [
    i > 0 && ", ",
    h("button", { type: "button", class: "lbp-link", key: one.card, "data-act": `missing:${one.card}`, onclick: () => triageOpenCard(app, host, one.card) }, one.label),
  ])];
}

/** Asks once; the safe answer is the first and the focused one. */
export function triageLockDialog(app, host) {
  const { t } = app;
  const lock = (event) => {
    closeDialog(event);
    host.set({ open: null });
    host.send("lock", {}, "lock");
  };
  return dialog(app, {
    key: "dialog-lock",
    title: t("lock.title"),
    body: host.alone ? h("p", null, t("bedside.lock.once")) : [
      h("p", null, t("lock.text")),
      h("ul", null, ["lock.closed.decisions", "lock.closed.history"].map((key) => h("li", null, t(key)))),
    ],
    buttons: [
      button(app, { act: "lock-back", look: "plain", label: t("lock.go_back"), props: { autofocus: true }, onclick: closeDialog }),
      button(app, { act: "lock-confirm", look: "main", before: "lock", label: t("lock.confirm"), onclick: lock }),
    ],
  });
}
