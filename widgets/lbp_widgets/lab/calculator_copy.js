// Taking the numbers along: as text or as a link, on the clipboard, or marked in a field where there is no clipboard.

import { h } from "../front/dom.js";
import { button } from "../front/parts.js";

function copyField(app, name, text) {
  const id = `${app.uid}-${name}-copied`;
  // Drawing gives the focus back to the button that was pressed; this comes after it.
  const take = (node) => queueMicrotask(() => {
    node.focus();
    node.select();
  });
  return h("div", { class: "lbp-l-calc-copied", key: `field-${text}` },
    h("label", { for: id }, app.t("lab.calc.copy.by_hand")),
    h("textarea", { id, class: "lbp-input", key: "text", "data-act": `${name}:copied`, readonly: true, rows: Math.min(16, text.split("\n").length + 1), value: text, mount: take, onfocus: (event) => event.target.select() }));
}

/**
 * Buttons that copy, and what came of it.
 * @param {Object} options
 * @param {string} options.name makes its controls unique on the page
 * @param {Array<{id: string, icon: string, label: string, done: string, text: string|null, why: string}>} options.things
 *   what can be copied; `text` null where there is nothing yet, and then `why`
 * @param {Object|null} options.copied what was copied last: {id, text, by: "clipboard"|"hand"}
 * @param {function(Object)} options.onchange takes a new `copied`
 */
export function calcCopy(app, { name, things, copied, onchange }, ...more) {
  const copy = async (one) => {
    try {
      await navigator.clipboard.writeText(one.text);
      onchange({ id: one.id, text: one.text, by: "clipboard" });
      app.say(one.done);
    } catch {
      onchange({ id: one.id, text: one.text, by: "hand" });
      app.say(app.t("lab.calc.copy.by_hand"));
    }
  };
  // What was copied is only said as long as it is still what stands here.
  const last = copied && things.find((one) => one.id === copied.id && one.text === copied.text);
  return h("div", { class: "lbp-l-calc-copy", key: "copy" },
    h("div", { class: "lbp-row lbp-l-calc-buttons" },
      things.map((one) => h("span", { key: one.id }, button(app, { act: `${name}:copy-${one.id}`, label: one.label, before: one.icon, why: one.text === null ? one.why : null, onclick: () => copy(one) }))),
      more),
    last && copied.by === "clipboard" && h("p", { class: "lbp-hint", key: "done", "data-copied": last.id }, last.done),
    last && copied.by === "hand" && copyField(app, name, last.text));
}
