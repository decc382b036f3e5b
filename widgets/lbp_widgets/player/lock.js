// The lock bar: how many are chosen, which are missing, and locking, which asks once.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { bar, button } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";

/** What is still missing, and the two ways on. */
export function lockBar(app) {
  const { t, view } = app;
  const { lock } = view.case;
  const back = "back:examination";
  return h("section", { class: "lbp-card lbp-lockbar", key: "lockbar", "aria-label": t("lock.name") },
    h("strong", null, t("count.of", { n: lock.done, total: lock.total })),
    bar(lock.done, lock.total),
    h("p", { class: "lbp-lock-missing", id: `${app.uid}-missing` }, missingWords(app, lock)),
    h("div", { class: "lbp-row" },
      !lock.locked && button(app, { act: back, before: "back", label: t("lock.back"), onclick: () => app.act("go", { case: view.case.id, stage: "examination" }, back) }),
      lock.locked ? goOn(app) : button(app, {
        act: "lock", look: "main", before: "lock", label: t("lock.lock"), why: lock.missing.length ? t("lock.why", { n: lock.missing.length }) : null,
        props: { "aria-describedby": `${app.uid}-missing` },
        onclick: () => {
          app.settleAll();
          app.set({ dialog: "lock" });
        },
      })));
}

function missingWords(app, lock) {
  if (lock.locked) return [icon("lock", 16), " ", app.t("decision.locked")];
  if (!lock.missing.length) return app.t("lock.ready");
  return [app.t("lock.missing"), " ", lock.missing.map((one, i) => [
    i > 0 && ", ",
    h("button", { type: "button", class: "lbp-link", key: one.decision, "data-act": `missing:${one.decision}`, onclick: () => app.openCardOf(one.decision) }, one.label),
  ])];
}

/** Once locked, on to what happened since. */
function goOn(app) {
  const act = "onward:follow_up";
  return button(app, { act, look: "main", after: "arrow", label: app.t("onward.follow_up"), onclick: () => app.act("go", { case: app.view.case.id, stage: "follow_up" }, act) });
}

/** Asks once; the safe answer is the first and the focused one. */
export function lockDialog(app) {
  const { t } = app;
  const lock = (event) => {
    closeDialog(event);
    app.act("lock", {}, "lock");
  };
  return dialog(app, {
    key: "dialog-lock",
    title: t("lock.title"),
    body: [
      h("p", null, t("lock.text")),
      h("ul", null, ["lock.closed.decisions", "lock.closed.history"].map((key) => h("li", null, t(key)))),
    ],
    buttons: [
      button(app, { act: "lock-back", look: "plain", label: t("lock.go_back"), props: { autofocus: true }, onclick: closeDialog }),
      button(app, { act: "lock-confirm", look: "main", before: "lock", label: t("lock.confirm"), onclick: lock }),
    ],
  });
}
