// Going on elsewhere: a code is made here and typed on another device. The code comes once from Python and is kept nowhere.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";

const NEW = "elsewhere:new";
const TYPED = "elsewhere:go";

/** What the page knows of codes before any was made or typed. */
export function elsewhereState() {
  return { code: null, typed: "" };
}

/** A code has come; it is shown until the page is left or the learner is another. */
export function takeCode(app, code) {
  app.ui.elsewhere = { ...app.ui.elsewhere, code };
  app.say(app.t("elsewhere.code.say", { code }));
}

/** The learner is another one now: nothing of the one before is left standing, and it is said who it is. */
export function settleElsewhere(app, before) {
  if (!before || before.learner === app.view.learner) return;
  app.ui.elsewhere = elsewhereState();
  if (!app.view.learner) return; // nobody: the record was deleted, which is said already
  const text = app.t("elsewhere.now", { name: app.view.learner });
  app.ui.notice = { tone: "note", text };
  app.say(text);
}

/** The section at the foot of the home page. */
export function elsewhere(app) {
  const { t } = app;
  return h("details", { class: "lbp-elsewhere", key: "elsewhere", "data-elsewhere": "" },
    h("summary", null, t("elsewhere.title")),
    h("div", { class: "lbp-elsewhere-parts" }, making(app), typing(app)));
}

function making(app) {
  const { t, ui } = app;
  const { code } = ui.elsewhere;
  return h("div", { class: "lbp-elsewhere-part" },
    h("p", null, t("elsewhere.make.why")),
    h("div", { class: "lbp-row" },
      button(app, { act: NEW, label: t(code ? "elsewhere.make.again" : "elsewhere.make"), onclick: () => app.act("resume_code", {}, NEW) })),
    code && h("p", { class: "lbp-code", key: "code", "data-code": "", translate: "no" }, code),
    code && h("p", { class: "lbp-hint", key: "once" }, t("elsewhere.code.once")));
}

function typing(app) {
  const { t, ui, view } = app;
  const id = `${app.uid}-code`;
  const go = () => ui.elsewhere.typed.trim() && app.act("resume", { code: ui.elsewhere.typed }, TYPED);
  const submit = (event) => {
    event.preventDefault();
    go();
  };
  return h("form", { class: "lbp-elsewhere-part", onsubmit: submit },
    h("label", { for: id }, t("elsewhere.type")),
    h("div", { class: "lbp-row lbp-elsewhere-field" },
      h("input", {
        id, class: "lbp-input", type: "text", "data-act": "elsewhere:code", "aria-describedby": `${id}-not`, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "60",
        placeholder: t("elsewhere.example"), value: ui.elsewhere.typed,
        oninput: (event) => app.set({ elsewhere: { ...ui.elsewhere, typed: event.target.value } }),
      }),
      button(app, { act: TYPED, label: t("elsewhere.go"), onclick: go })),
    h("p", { class: "lbp-hint", id: `${id}-not` }, t("elsewhere.not_moved", { name: view.learner })));
}
