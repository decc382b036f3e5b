// The pain page: what the patient says, and the types to choose from.

import { h } from "../front/dom.js";
import { button, quoted } from "../front/parts.js";

/** The page of the pain tool. */
export function painPage(app, host) {
  const { t } = app;
  const { data, pack, done } = host;
  return [
    h("h1", { tabindex: "-1", "data-home": "", key: "title" }, t("pain.title")),
    h("section", { class: "lbp-card lbp-pain-card", key: "words" },
      h("h2", null, t("pain.says", { name: data.name })),
      data.says.map((text) => h("p", { class: "lbp-voice-of" }, quoted(app, text)))),
    h("div", { class: "lbp-row", key: "types", role: "group" }, pack.types.map((one) => button(app, {
      act: `type:${one.id}`, label: one.label, look: "small", done,
      props: { "aria-pressed": data.type === one.id ? "true" : "false" },
      onclick: () => host.send("type", { value: one.id }, `type:${one.id}`),
    }))),
    !done && button(app, { act: "lock", label: t("bedside.lock"), look: "main", onclick: () => host.send("lock", {}, "lock") }),
  ];
}
