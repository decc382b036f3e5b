// What is it? The learner answers from her own findings and sees them root by root: what fits, what does not, what is missing.

import { h } from "../front/dom.js";
import { button, unseen } from "../front/parts.js";
import { examSegments } from "./controls.js";
import { examShortWords } from "./findings.js";

const EXAM_ROOTS = ["L4", "L5", "S1"];

function examDraft(host) {
  const known = host.data.answer || { what: null, roots: [], place: null };
  return host.ui.draft || known;
}

/** The panel with the question, and once it was answered the table of roots. */
export function examLocalise(app, host) {
  const { t } = app;
  const { pack, data, done } = host;
  const draft = examDraft(host);
  const ready = draft.what && (draft.what !== "root" || (draft.roots.length && draft.place));
  const changed = host.ui.draft && data.answer && JSON.stringify(host.ui.draft) !== JSON.stringify(data.answer);
  const set = (changes) => host.set({ draft: { ...draft, ...changes } });
  const id = `${app.uid}-localise`;
  return h("section", { class: "lbp-card lbp-exam-localise", key: "localise", "aria-labelledby": id },
    h("h2", { id }, t("exam.localise.title")),
    h("p", { class: "lbp-hint" }, t("exam.localise.lead")),
    examSegments(app, { name: "what", label: t("exam.localise.what"), value: draft.what, done, options: pack.patterns.map((one) => ({ value: one.id, label: one.label })), onpick: (what) => set(what === "root" ? { what } : { what, roots: [], place: null }) }),
    draft.what === "root" && h("div", { class: "lbp-exam-bar", key: "which" },
      examRootChoice(app, draft, set, done),
      examSegments(app, { name: "place", label: t("exam.localise.place"), value: draft.place, done, options: ["right", "left", "both"].map((side) => ({ value: side, label: side === "both" ? t("exam.side.both") : t(`side.${side}`) })), onpick: (place) => set({ place }) })),
    !done && h("div", { class: "lbp-row", key: "do" },
      button(app, { act: "localise", label: t("exam.localise.do"), look: "main", why: ready ? null : t("exam.localise.choose"), onclick: () => host.send("localise", { what: draft.what, roots: draft.roots, place: draft.place }, "localise") }),
      changed && h("span", { class: "lbp-hint" }, t("exam.localise.changed"))),
    data.was && examTruth(app, host),
    data.pattern && !changed && examPattern(app, host),
    data.answer && examRootTable(app, host));
}

function examRootChoice(app, draft, set, done) {
  const id = `${app.uid}-roots`;
  return h("div", { class: "lbp-exam-choice", key: "roots" },
    h("span", { class: "lbp-exam-choice-label", id }, app.t("exam.localise.roots")),
    h("div", { class: "lbp-exam-segments", role: "group", "aria-labelledby": id }, EXAM_ROOTS.map((root) => {
      const on = draft.roots.includes(root);
      const roots = EXAM_ROOTS.filter((one) => (one === root ? !on : draft.roots.includes(one)));
      return h("button", { type: "button", key: root, "data-act": `root:${root}`, "aria-pressed": on ? "true" : "false", "aria-disabled": done ? "true" : null, onclick: () => !done && set({ roots }) }, h("span", null, root));
    })));
}

function examTruth(app, host) {
  const { t } = app;
  const { was } = host.data;
  const words = was.what === "root" ? t("exam.truth.root", { roots: was.roots.join(" + "), place: t(`exam.place.${was.place}`) }) : host.pack.patterns.find((one) => one.id === was.what).label;
  return h("p", { class: "lbp-exam-truth", key: "truth", "data-truth": "" }, `${t("exam.truth")}: `, h("strong", null, words));
}

function examKeyWords(app, host, key) {
  const [name, side] = key.split("@");
  const what = host.pack.findings[name];
  const known = host.data.recorded[key];
  const words = [what.label, side && app.t(`exam.place.${side}`)].filter(Boolean).join(", ");
  return known ? `${words}: ${examShortWords(host, key, known)}` : words;
}

function examPattern(app, host) {
  const { t } = app;
  const { pattern } = host.data;
  return h("div", { class: "lbp-exam-pattern", key: "pattern", "data-pattern": "" },
    ["fits", "against", "lacking", "missing"].map((name) => h("div", { key: name, "data-kind": name },
      h("h3", null, t(`exam.pattern.${name}`)),
      pattern[name].length ? h("ul", null, pattern[name].map((key) => h("li", { key }, examKeyWords(app, host, key)))) : h("p", { class: "lbp-hint" }, t("exam.pattern.none")))),
    pattern.would_say.length > 0 && h("div", { class: "lbp-exam-would", key: "would" }, pattern.would_say.map((text) => h("p", null, text))));
}

/** Root by sign, with what was recorded on each side. */
function examRootTable(app, host) {
  const { t } = app;
  const { pack, data } = host;
  const chosen = data.answer.roots;
  return h("div", { class: "lbp-exam-table", key: "table" },
    h("h3", null, t("exam.pattern.title")),
    h("p", { class: "lbp-hint" }, t("exam.pattern.lead")),
    h("div", { class: "lbp-exam-scroll", tabindex: "0", role: "group", "aria-label": t("exam.pattern.title") }, h("table", null,
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("exam.pattern.root")), pack.modalities.map((one) => h("th", { scope: "col", key: one.id }, one.label)))),
      h("tbody", null, pack.roots.map((root) => h("tr", { key: root.id, "data-chosen": chosen.includes(root.id) ? "" : null },
        h("th", { scope: "row" }, root.id, chosen.includes(root.id) && unseen(`, ${t("exam.localise.yours")}`)),
        pack.modalities.map((modality) => h("td", { key: modality.id }, root.signs.filter((one) => one.modality === modality.id).map((sign) => examSign(app, host, sign))))))))));
}

function examSign(app, host, sign) {
  const what = host.pack.findings[sign.finding];
  const value = (key) => (host.data.recorded[key] ? examShortWords(host, key, host.data.recorded[key]) : "\u2013");
  const words = what.sided
    ? app.t("exam.pattern.cell", { right: value(`${sign.finding}@right`), left: value(`${sign.finding}@left`) })
    : value(sign.finding);
  return h("div", { key: sign.finding }, h("span", null, `${what.short[0].toUpperCase()}${what.short.slice(1)}`), h("small", null, words));
}
