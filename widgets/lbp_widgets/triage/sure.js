// How sure the learner is: optional, asked after the choice.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";

/** How sure the learner was of a card: of the least sure of what is chosen on it; 0 where nothing was said. */
export function triageSureness(choices) {
  return choices.length ? Math.min(...choices.map((one) => one.confidence || 0)) : 0;
}

/** How sure, on a scale of three; pressing the same again takes it back. `scale` says from where a level pays. */
export function triageSure(app, { id, level, onchoose, clear = null, scale = false }) {
  const { t } = app;
  const name = `${app.uid}-sure-${id}`;
  return h("div", { class: "lbp-triage-sure", key: "confidence" },
    h("p", { id: name }, t("confidence.ask"), " ", h("span", { class: "lbp-hint" }, t("confidence.optional"))),
    h("div", { class: "lbp-segments", role: "group", "aria-labelledby": name }, [1, 2, 3].map((n) => h("button", {
      type: "button", key: n, "data-act": `confidence:${id}:${n}`, "aria-pressed": level === n ? "true" : "false",
      onclick: () => onchoose(level === n ? null : n),
    }, `${n} ${t(`confidence.${n}`)}`))),
    scale && h("p", { class: "lbp-hint" }, t("confidence.scale")),
    clear && button(app, { act: `clear:${id}`, look: "link", label: t("decision.clear"), onclick: clear }));
}
