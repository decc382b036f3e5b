// Filing: one choice for each feature, and one type. The choice shows at once; it counts when Python has it.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { button, quoted, unseen } from "../front/parts.js";

const PAIN_SHAPES = { right: "grade-ok", wrong: "grade-wrong", too_much: "grade-over", missing: "grade-miss" };

/** Send a choice under a name of its own, so that arrow keys can pass over several before the first is answered. */
function painChoose(host, slot, kind, args, value) {
  const { ui } = host;
  ui.sent = (ui.sent || 0) + 1;
  ui.drafts = ui.drafts || {};
  const key = `${slot}:${ui.sent}`;
  ui.drafts[slot] = { key, value };
  host.send(kind, args, key);
}

/** What is chosen: the newest choice while it is on its way, then what Python has. */
function painChosen(host, slot, recorded) {
  const draft = host.ui.drafts && host.ui.drafts[slot];
  return draft && host.busy(draft.key) ? draft.value : recorded;
}

/** One feature: the patient's words on sand, what is noted, and what it can point to. */
export function painFeature(app, host, one) {
  const { t } = app;
  const { pack, done, data } = host;
  const slot = `file:${one.id}`;
  const chosen = painChosen(host, slot, one.filed);
  const file = (to) => painChoose(host, slot, "file", { feature: one.id, to }, to === "open" ? null : to);
  const said = one.says.map((text) => h("p", { class: "lbp-pain-said", key: text }, quoted(app, text)));
  if (one.noted === null) {
    return h("div", { class: "lbp-pain-feature", key: one.id, "data-feature": one.id, "data-known": "false" },
      h("h3", null, one.title),
      said,
      h("p", { class: "lbp-pain-open" }, mark("mark-na"), h("span", null, painUnknown(app, data, one))));
  }
  return h("fieldset", { class: "lbp-pain-feature", key: one.id, "data-feature": one.id, "data-known": "true" },
    h("legend", null, h("span", { "aria-hidden": "true" }, one.title), unseen(t("pain.points.to", { title: one.title, noted: one.noted }))),
    said,
    h("div", { class: "lbp-pain-choice" },
      h("p", { class: "lbp-pain-noted" }, h("strong", null, one.noted), one.signs && h("span", { class: "lbp-hint" }, one.signs)),
      h("div", { class: "lbp-pain-places" }, pack.places.map((place) => h("label", { class: "lbp-pain-pill", key: place.id },
        h("input", {
          type: "radio", name: `${app.uid}-${slot}`, value: place.id, checked: chosen === place.id, disabled: done, "data-act": `${slot}:${place.id}`,
          onchange: () => file(place.id),
        }),
        h("span", null, place.label)))),
      chosen && !done && button(app, {
        act: `open:${one.id}`, look: "link", label: t("pain.take.back"), props: { key: "open", "aria-label": t("pain.take.back.of", { title: one.title }) }, onclick: () => file("open"),
      })),
    data.revealed && painAnswer(app, data.revealed.answers[one.id]));
}

function painUnknown(app, data, one) {
  const { t } = app;
  if (one.examined) return t("pain.not.examined");
  if (one.ask.length === 0) return t("pain.not.known", { name: data.name });
  return [`${t("pain.not.asked")}: `, one.ask.map((text) => quoted(app, text)).join(" ")].join("");
}

function painAnswer(app, answer) {
  const { t } = app;
  return h("p", { class: "lbp-pain-answer", "data-answer": answer.mark },
    mark(PAIN_SHAPES[answer.mark], 20),
    unseen(`${t(`bedside.mark.${answer.mark}`)}. `),
    h("span", null, t("pain.answer", { answer: answer.right.join(t("pain.or")) })));
}

/** The types: a list to choose one from. */
export function painTypes(app, host) {
  const { t } = app;
  const { pack, done, data } = host;
  const chosen = painChosen(host, "type", data.type);
  return h("fieldset", { class: "lbp-card lbp-pain-types", key: "types" },
    h("legend", { class: "lbp-unseen" }, pack.prompt),
    h("h2", { "aria-hidden": "true" }, pack.prompt),
    pack.types.map((one) => h("label", { class: "lbp-pain-type", key: one.id },
      h("input", {
        type: "radio", name: `${app.uid}-type`, value: one.id, checked: chosen === one.id, disabled: done, "data-act": `type:${one.id}`,
        onchange: () => painChoose(host, "type", "type", { value: one.id }, one.id),
      }),
      h("span", null, h("span", { class: "lbp-pain-type-name" }, one.label), one.hint && h("span", { class: "lbp-hint" }, one.hint)))),
    done && h("p", { class: "lbp-pain-open", key: "done" }, icon("lock", 18), h("span", null, t("pain.locked"))));
}
