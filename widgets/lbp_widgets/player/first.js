// The first screen of the debrief: what became of the patient, what was done well, what to work on. Python chose and worded it.

import { ownsAddress, pageAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { button, unseen } from "../front/parts.js";

/** One sentence, the rest of the story behind it, and what does not count. */
export function firstWords(app) {
  const { t, view } = app;
  const { debrief } = view.case;
  return [
    h("p", { class: "lbp-debrief-headline", key: "headline" }, debrief.headline),
    [["basis", debrief.basis], ["restraint", debrief.restraint]].map(([name, text]) => text && h("p", { class: "lbp-practice", key: name, "data-why": name }, mark("grade-bad", 18), text)),
    debrief.practice && practiceLabel(debrief.practice),
    debrief.more && h("details", { class: "lbp-more lbp-story-more", key: "story" }, h("summary", null, t("debrief.whole_story")), h("p", null, debrief.more)),
  ];
}

/** What does not count says so, with its own edge: never only by colour. */
export function practiceLabel(text) {
  return h("p", { class: "lbp-practice", key: "practice", "data-practice": "" }, icon("repeat", 18), text);
}

/** More than the teacher chose to show, where the learner may ask for it. */
export function askMore(app, text, label) {
  if (!text) return null;
  return h("section", { class: "lbp-card lbp-ask", key: "ask", "aria-label": label },
    h("p", null, text),
    button(app, { act: "more", before: "eye", label, onclick: () => app.act("more", {}, "more") }));
}

/**
 * After more was asked for and has come: say so, and put the focus on the heading of what opened.
 * @returns {boolean} whether more has come
 */
export function arriveAtMore(app, before) {
  const answered = ({ follow_up: after }) => Boolean(after && after.answer);
  const levelOf = ({ debrief }) => debrief && debrief.level;
  const [was, now] = [before.case, app.view.case];
  const opened = !answered(was) && answered(now) ? "[data-opened]" : levelOf(was) === levelOf(now) ? null : levelOf(was) === "reasons" ? ".lbp-way > h2" : "[data-first] h2";
  const heading = opened && app.root.querySelector(opened);
  if (!heading) return false;
  heading.focus();
  app.say(app.t("debrief.opened", { title: heading.textContent }));
  return true;
}

/** Three of each at most, side by side where there is room. */
export function firstLists(app) {
  const { t, view } = app;
  const { well, work, level } = view.case.debrief;
  if (level === "none" || level === "correctness") return null;
  return h("div", { class: "lbp-first", key: "well-and-work" },
    firstList(app, "well", t("first.well"), well, t("first.well.none")),
    firstList(app, "work", t("first.work"), work, t("first.work.none")));
}

function firstList(app, name, title, entries, none) {
  const id = `${app.uid}-${name}`;
  // Each entry is told on one line, so that three of each fit beside the critical errors; the whole is one press away.
  const place = `${app.view.case.attempt}:${name}`;
  const whole = Boolean(app.ui.firstWhole && app.ui.firstWhole[place]);
  return h("section", { class: "lbp-card lbp-first-list", key: name, "aria-labelledby": id, "data-first": name },
    h("div", { class: "lbp-first-head" },
      h("h2", { id, tabindex: "-1" }, title),
      entries.length > 0 && button(app, { act: `whole:${name}`, look: "link", label: app.t(whole ? "first.less" : "first.whole"), props: { "aria-expanded": whole ? "true" : "false", "aria-controls": `${id}-list` }, onclick: () => app.set({ firstWhole: { ...app.ui.firstWhole, [place]: !whole } }) })),
    entries.length ? h("ul", { id: `${id}-list`, "data-whole": whole ? "true" : null }, entries.map((one, i) => firstEntry(app, name, one, i))) : h("p", { class: "lbp-hint" }, none));
}

function firstEntry(app, name, one, i) {
  const grade = name === "well" ? "grade-ok" : one.mark === "critical" ? "grade-bad" : one.mark === "too_much" ? "grade-over" : "grade-part";
  return h("li", { key: `${name}-${i}`, "data-subject": one.subject },
    h("span", { class: "lbp-item-mark" }, mark(grade, 20), unseen(app.t(`mark.${one.mark}`))),
    h("div", null,
      h("h3", null, one.title),
      h("p", { class: "lbp-first-said" }, one.text, one.facts.length > 0 && h("span", { class: "lbp-hint" }, ` ${one.facts.join(" \u00b7 ")}`)),
      h("div", { class: "lbp-first-foot" }, h("p", { class: "lbp-hint" }, one.visit_label), trainLink(app, one.train, `${name}-${i}`))));
}

/** A page that trains it; without our own server there is no address to give, and the name must do. */
export function trainLink(app, train, place) {
  if (!train) return null;
  const words = [icon("arrow", 16), train.label];
  if (!ownsAddress()) return h("p", { class: "lbp-hint" }, train.label);
  const href = pageAddress(train.notebook, app.view.lang) + (train.place ? `#${train.place}` : "");
  return h("a", { class: "lbp-link lbp-train", href, "data-act": `train:${place}`, target: "_blank", rel: "noopener" }, words, unseen(` (${app.t("bar.new_tab")})`));
}
