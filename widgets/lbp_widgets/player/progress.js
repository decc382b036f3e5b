// My progress: the next case, what is mastered with its doubt, how good the probabilities were, and every attempt.
// Everything shown was computed in Python.

import { h } from "../front/dom.js";
import { icon, mark } from "../front/icons.js";
import { avatar, bar, button, unseen } from "../front/parts.js";
import { trainLink } from "./first.js";

const CURVE = { size: 240, left: 46, right: 14, top: 30, bottom: 42 };
const CURVE_TICKS = [0, 25, 50, 75, 100];

/** The progress page. */
export function progressScreen(app) {
  const { t, view } = app;
  const { progress } = view;
  return h("div", { class: "lbp-progress", key: "progress" },
    h("div", { class: "lbp-page-head" },
      h("h1", { tabindex: "-1", "data-home": "" }, t("progress.title")),
      h("p", { class: "lbp-hint" }, t("progress.lead"))),
    nextCase(app, progress.next, progress.resting),
    progress.resume.length > 0 && underWay(app, progress.resume),
    progress.history.length === 0 && emptyNote(app),
    progress.history.length > 0 && h("div", { class: "lbp-progress-columns", key: "columns" },
      masteryCard(app, progress),
      h("div", { class: "lbp-progress-side" }, calibrationPart(app, progress.forecasts), sureCard(app, progress.sure))),
    progress.history.length > 0 && historyCard(app, progress.history),
    progress.history.length > 0 && howNote(app, progress.choices));
}

function emptyNote(app) {
  const { t } = app;
  return h("section", { class: "lbp-card lbp-progress-card", key: "empty", "data-empty": "" },
    h("h2", null, t("progress.empty.title")), h("p", null, t("progress.empty")));
}

// ---- what comes next ----

function nextCase(app, next, resting) {
  const { t } = app;
  const id = `${app.uid}-next`;
  if (!next) {
    return h("section", { class: "lbp-card lbp-progress-next", key: "next", "data-next": "", "aria-labelledby": id },
      h("div", { class: "lbp-progress-next-words" }, h("h2", { id }, t("progress.next")), h("p", null, t(resting && resting.train ? "progress.next.rest" : "progress.next.none")),
        resting && resting.name && h("p", { class: "lbp-hint", "data-due": resting.at }, t("progress.next.due", { name: resting.name, date: dateText(app.view.lang, resting.at) })),
        resting && trainLink(app, resting.train, "resting")),
      button(app, { act: "progress:cases", label: t("progress.next.home"), onclick: () => app.goHome() }));
  }
  const act = `next-case:${next.case}`;
  return h("section", { class: "lbp-card lbp-progress-next", key: "next", "data-next": next.case, "data-why": next.why, "aria-labelledby": id },
    avatar(next.initials),
    h("div", { class: "lbp-progress-next-words" },
      h("h2", { id }, h("span", { class: "lbp-progress-kicker" }, t("progress.next"), unseen(": ")), next.name),
      h("p", null, next.reason)),
    button(app, { act, label: t(next.again ? "progress.next.again" : "progress.next.start"), look: "main", after: "arrow", onclick: () => app.act("start", { case: next.case, again: next.again }, act) }));
}

function underWay(app, resume) {
  const { t } = app;
  const id = `${app.uid}-under-way`;
  return h("section", { class: "lbp-progress-resume", key: "resume", "aria-labelledby": id },
    h("h2", { id }, t("progress.resume")),
    h("ul", null, resume.map((item) => {
      const act = `resume:${item.case}`;
      const [done, total] = item.progress;
      return h("li", { class: "lbp-resume", key: item.case },
        avatar(item.initials),
        h("div", { class: "lbp-resume-words" }, h("h3", null, item.name), h("p", null, t("home.resume_at", { stage: item.stage_label }))),
        h("div", { class: "lbp-resume-progress" }, bar(done, total), h("span", { class: "lbp-hint" }, t("step.of", { n: done, total }))),
        button(app, { act, label: t("home.resume"), props: { "aria-label": t("home.resume_with", { name: item.name }) }, onclick: () => app.act("go", { case: item.case, stage: null }, act) }));
    })));
}

// ---- what is mastered ----

/** A dot and a band on a scale of 0 to 100; the words beside it say the same. */
function intervalBar(shown) {
  return h("span", { class: "lbp-progress-scale", "data-shown": shown ? "" : null, "aria-hidden": "true" },
    shown && h("span", { class: "lbp-progress-band", style: `left:${shown.low}%;width:${Math.max(1, shown.high - shown.low)}%` }),
    shown && h("span", { class: "lbp-progress-dot", style: `left:${shown.middle}%` }));
}

/** What the ends and the middle of the scales below stand for. */
function scaleTicks(app) {
  return h("p", { class: "lbp-progress-ticks", "aria-hidden": "true" }, [0, 50, 100].map((n) => h("span", null, app.t("progress.share", { n }))));
}

function intervalWords(app, shown) {
  const { t } = app;
  return [
    h("span", { "aria-hidden": "true" }, h("strong", null, t("progress.share", { n: shown.middle })), " ", t("progress.band", shown)),
    unseen(t("progress.spoken", { n: shown.middle, low: shown.low, high: shown.high })),
  ];
}

function masteryCard(app, progress) {
  const { t } = app;
  const id = `${app.uid}-mastery`;
  return h("section", { class: "lbp-card lbp-progress-card", key: "mastery", "aria-labelledby": id },
    h("h2", { id }, t("progress.mastery")),
    h("p", { class: "lbp-hint" }, t("progress.mastery.lead", { level: progress.level })),
    scaleTicks(app),
    h("ul", { class: "lbp-progress-skills" }, progress.competencies.map((one) => skill(app, one, progress.least))),
    h("p", { class: "lbp-hint" }, t("progress.mastery.only")));
}

function skill(app, one, least) {
  const { t } = app;
  return h("li", { key: one.id, class: "lbp-progress-skill", "data-competency": one.id, "data-n": one.n },
    h("div", { class: "lbp-progress-skill-head" },
      h("h3", null, one.label),
      one.bar && h("p", { class: "lbp-progress-value" }, intervalWords(app, one.bar), " ", h("span", { class: "lbp-progress-n" }, t("progress.patients", { n: one.n })))),
    h("p", { class: "lbp-progress-meaning" }, one.meaning),
    one.bar ? intervalBar(one.bar) : h("p", { class: "lbp-progress-few" }, mark("mark-na"), t("progress.few", { n: one.n, least })));
}

// ---- probabilities and certainty ----

function calibrationPart(app, forecasts) {
  const { t } = app;
  const id = `${app.uid}-forecasts`;
  const any = forecasts.bands.length > 0;
  return h("section", { class: "lbp-card lbp-progress-card", key: "forecasts", "data-forecasts": forecasts.n, "aria-labelledby": id },
    h("h2", { id }, t("progress.calibration")),
    any ? h("p", { class: "lbp-hint" }, t("progress.calibration.lead"))
      : h("p", { class: "lbp-progress-few" }, mark("mark-na"), t("progress.calibration.few", { n: forecasts.n, least: forecasts.least, patients: forecasts.patients, least_patients: forecasts.least_patients })),
    any && calibrationCurve(app, forecasts),
    any && h("p", { class: "lbp-hint" }, t("progress.calibration.together")),
    any && calibrationNumbers(app, forecasts));
}

function calibrationCurve(app, forecasts) {
  const { t } = app;
  const { size, left, right, top, bottom } = CURVE;
  const x = (percent) => left + (percent / 100) * size;
  const y = (percent) => top + (1 - percent / 100) * size;
  const most = Math.max(...forecasts.bands.map((band) => band.n));
  return h("svg", { class: "lbp-progress-curve", viewBox: `0 0 ${left + size + right} ${top + size + bottom}`, role: "img", "aria-label": t("progress.calibration.spoken", { n: forecasts.bands.length, total: forecasts.n }) },
    CURVE_TICKS.map((tick) => [
      h("line", { class: "lbp-progress-grid", x1: x(tick), x2: x(tick), y1: y(0), y2: y(100) }),
      h("line", { class: "lbp-progress-grid", x1: x(0), x2: x(100), y1: y(tick), y2: y(tick) }),
      h("text", { class: "lbp-progress-tick", x: x(tick), y: y(0) + 16, "text-anchor": "middle" }, t("progress.share", { n: tick })),
      h("text", { class: "lbp-progress-tick", x: x(0) - 6, y: y(tick) + 4, "text-anchor": "end" }, t("progress.share", { n: tick })),
    ]),
    h("line", { class: "lbp-progress-ideal", x1: x(0), y1: y(0), x2: x(100), y2: y(100) }),
    forecasts.bands.map((band) => [
      h("line", { class: "lbp-progress-whisker", x1: x(band.said), x2: x(band.said), y1: y(band.low), y2: y(band.high) }),
      h("circle", { class: "lbp-progress-point", cx: x(band.said), cy: y(band.came), r: 4 + 4 * Math.sqrt(band.n / most) }),
    ]),
    h("text", { class: "lbp-progress-tick", x: x(50), y: y(0) + 36, "text-anchor": "middle" }, t("progress.calibration.said")),
    h("text", { class: "lbp-progress-tick", x: 2, y: 12 }, t("progress.calibration.came")));
}

function calibrationNumbers(app, forecasts) {
  const { t } = app;
  const share = (n) => t("progress.share", { n });
  const score = (value) => new Intl.NumberFormat(app.view.lang === "da" ? "da-DK" : "en-GB", { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
  const heads = ["said", "came", "interval", "n"];
  return h("details", { class: "lbp-progress-more", key: "numbers" },
    h("summary", { "data-act": "progress:numbers" }, t("progress.numbers")),
    h("table", null,
      h("thead", null, h("tr", null, heads.map((name) => h("th", { scope: "col" }, t(`progress.calibration.${name}`))))),
      h("tbody", null, forecasts.bands.map((band) => h("tr", { key: band.said },
        h("th", { scope: "row" }, share(band.said)), h("td", null, share(band.came)), h("td", null, t("progress.band", band)), h("td", null, String(band.n)))))),
    h("dl", null,
      h("div", null, h("dt", null, t("progress.calibration.brier")), h("dd", null, score(forecasts.brier))),
      h("div", null, h("dt", null, t("progress.calibration.log")), h("dd", null, score(forecasts.log)))),
    h("p", { class: "lbp-hint" }, t("progress.calibration.best")));
}

function sureCard(app, sure) {
  const { t } = app;
  const id = `${app.uid}-sure`;
  return h("section", { class: "lbp-card lbp-progress-card", key: "sure", "aria-labelledby": id },
    h("h2", { id }, t("progress.sure")),
    h("p", { class: "lbp-hint" }, t("progress.sure.lead")),
    scaleTicks(app),
    h("ul", { class: "lbp-progress-skills" }, sure.rows.map((row) => {
      const shown = row.bar && { ...row.bar, middle: row.bar.share };
      return h("li", { key: row.level, class: "lbp-progress-skill", "data-sure": row.level },
        h("div", { class: "lbp-progress-skill-head" },
          h("h3", null, t(`confidence.${row.level}`)),
          shown && h("p", { class: "lbp-progress-value" }, intervalWords(app, shown), " ", h("span", { class: "lbp-progress-n" }, t("progress.sure.answers", { n: row.n })))),
        shown ? intervalBar(shown) : h("p", { class: "lbp-progress-few" }, mark("mark-na"), t("progress.sure.few", { n: row.n, least: sure.least })));
    })));
}

// ---- attempts ----

/** A recorded moment as a date in the reader's language and time zone. */
function dateText(lang, at) {
  return new Intl.DateTimeFormat(lang === "da" ? "da-DK" : "en-GB", { day: "numeric", month: "short", year: "numeric" }).format(new Date(at));
}

function historyCard(app, history) {
  const { t } = app;
  const id = `${app.uid}-attempts`;
  return h("section", { class: "lbp-card lbp-progress-card", key: "history", "aria-labelledby": id },
    h("h2", { id }, t("progress.history")),
    h("ol", { class: "lbp-progress-history", reversed: true }, history.map((one, i) => attemptRow(app, one, `${one.at}-${i}`))));
}

function attemptRow(app, one, key) {
  const { t, view } = app;
  const act = `debrief:${one.case}`;
  return h("li", { key, "data-attempt": one.case, "data-kind": one.kind },
    h("h3", null, one.open
      ? h("button", { type: "button", class: "lbp-link", "data-act": act, onclick: () => app.act("go", { case: one.case, stage: null }, act) }, one.name, unseen(`: ${t("home.debrief")}`))
      : one.name),
    one.at && h("time", { datetime: one.at }, dateText(view.lang, one.at)),
    h("span", { class: "lbp-chip lbp-progress-kind", "data-kind": one.kind }, one.kind === "practice" && icon("repeat", 16), t(`progress.kind.${one.kind}`)),
    one.critical ? h("span", { class: "lbp-progress-critical" }, mark("grade-bad", 18), t("progress.critical", { n: one.critical })) : null,
    one.percent !== null && h("strong", { class: "lbp-progress-percent" }, t("progress.share", { n: one.percent })));
}

function howNote(app, choices) {
  const { t } = app;
  return h("details", { class: "lbp-card lbp-progress-card lbp-progress-more", key: "how" },
    h("summary", { "data-act": "progress:how" }, t("progress.how")),
    h("p", null, t("progress.how.lead")),
    h("ul", null, choices.map((why, i) => h("li", { key: i }, why))));
}
