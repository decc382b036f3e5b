// Home: the recommended case, what is under way, and the catalogue. The list and its order come from Python; the filters
// only hide cards of it.

import { ownsAddress, pageAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { avatar, bar, button, quoted, unseen } from "../front/parts.js";
import { fold } from "../front/search.js";
import { courses, joining } from "./courses.js";
import { elsewhere } from "./elsewhere.js";
import { ALL, countOf, isFiltered, LEVELS, passes, STATUSES, timeLimits } from "./filters.js";

/** So many cases that are under way have a row of their own; the rest are one press away. */
const ROWS = 2;

const TOOL_PAGES = [["exam", "neuro_exam"], ["pain", "pain_type"], ["flags", "flag_sorter"], ["icf", "icf_mapper"], ["instruments", "instruments"], ["triage", "triage_board"], ["talk", "conversation"]];

/** The home page. */
export function homeScreen(app) {
  const { t, view } = app;
  const { home } = view;
  const recommended = home.recommended && home.cases.find((item) => item.id === home.recommended.case);
  const shown = home.cases.filter((item) => passes(item, app.ui.filters));
  const rows = home.resume.slice(0, ROWS);
  return h("div", { class: "lbp-home", key: "home" },
    h("h1", { class: "lbp-unseen", tabindex: "-1", "data-home": "" }, t("bar.cases")),
    courses(app),
    recommended && hero(app, recommended, home.recommended),
    h("p", { class: "lbp-home-progress", key: "progress" }, h("button", { type: "button", class: "lbp-link", "data-act": "home:progress", onclick: () => app.goProgress() }, icon("steps", 18), t("home.progress"))),
    joining(app),
    rows.map((item) => resumeRow(app, item)),
    home.resume.length > rows.length && moreRows(app, home.resume.length - rows.length),
    h("section", { class: "lbp-catalogue", "aria-labelledby": `${app.uid}-all` },
      h("div", { class: "lbp-catalogue-head" },
        h("div", { class: "lbp-catalogue-title" },
          h("h2", { id: `${app.uid}-all`, tabindex: "-1", "data-all": "" }, t("home.all"), " ", h("span", { class: "lbp-count" }, countWords(app, shown.length, home.cases.length))),
          isFiltered(app.ui.filters) && shown.length > 0 && showAll(app, "link")),
        filters(app)),
      home.broken.length > 0 && brokenNote(app, home.broken),
      shown.length
        ? h("ul", { class: "lbp-cards" }, shown.map((item) => caseCard(app, item)))
        : h("div", { class: "lbp-empty" },
          h("p", null, t(home.cases.length ? "home.none_fit" : "home.no_cases")),
          home.cases.length > 0 && showAll(app))),
    ownsAddress() && bedsideLinks(app),
    view.elsewhere && elsewhere(app));
}

/** The tools that are practised by themselves; each is a page of its own. */
function bedsideLinks(app) {
  const { t, view } = app;
  const id = `${app.uid}-bedside`;
  return h("nav", { class: "lbp-home-tools", "aria-labelledby": id },
    h("h2", { id }, t("home.tools")),
    h("ul", { class: "lbp-chips" }, clinicLink(app), TOOL_PAGES.map(([tool, page]) => h("li", { key: tool },
      h("a", { class: "lbp-button lbp-button-plain lbp-button-small", href: pageAddress(`bedside/${page}.ipynb`, view.lang), "data-act": `tool:${tool}`, target: "_blank", rel: "noopener" },
        t(`${tool}.title`), unseen(` (${t("bar.new_tab")})`))))));
}

/** The simulated morning: a page of its own, first in the row. */
function clinicLink(app) {
  const { t, view } = app;
  return h("li", { key: "clinic" },
    h("a", { class: "lbp-button lbp-button-plain lbp-button-small", href: pageAddress("practice/clinic_day.ipynb", view.lang), "data-act": "clinic", target: "_blank", rel: "noopener" },
      icon("clock", 18), t("home.clinic"), unseen(` (${t("bar.new_tab")})`)));
}

function countWords(app, shown, all) {
  return shown === all ? app.t("home.count", { n: all }) : app.t("home.count_shown", { n: shown, all });
}

/** Change what is shown, say how much that is, and keep it for as long as this tab is open. */
function setFilters(app, changes, say) {
  const filters = { ...app.ui.filters, ...changes };
  app.setFilters(filters);
  // Worked out now: by the time it is said, a case may have been opened.
  const words = countWords(app, countOf(app.view.home.cases, filters), app.view.home.cases.length);
  say(() => words);
}

function showAll(app, look) {
  const press = () => {
    setFilters(app, ALL, (words) => app.say(words()));
    app.root.querySelector("[data-all]").focus();
  };
  return button(app, { act: "filter-none", look, label: app.t("home.show_all"), onclick: press });
}

/** What pressing a case does: start it, go on with it, or see its debrief. */
function openAct(item) {
  return item.status.kind === "new" ? `start:${item.id}` : `go:${item.id}`;
}

function openCase(app, item, key) {
  if (item.status.kind === "new") app.act("start", { case: item.id, again: false }, key);
  else app.act("go", { case: item.id, stage: null }, key);
}

function facts(app, item) {
  return [
    h("span", { class: "lbp-fact" }, icon("clock", 16), app.t("unit.min", { n: item.minutes })),
    h("span", { class: "lbp-fact" }, icon("calendar", 16), app.t("home.visits", { n: item.visits })),
  ];
}

function hero(app, item, { reason, again }) {
  const { t } = app;
  const press = `recommended:${item.id}`;
  const open = () => (again ? app.act("start", { case: item.id, again: true }, press) : openCase(app, item, press));
  const label = again ? t("progress.next.again") : t(item.status.kind === "new" ? "home.start" : item.status.kind === "finished" ? "home.debrief" : "home.resume");
  return h("section", { class: "lbp-hero", key: "hero", "aria-label": t("home.recommended") },
    spine(),
    h("p", { class: "lbp-hero-kicker" }, t("home.recommended")),
    h("div", { class: "lbp-hero-who" }, avatar(item.initials, "large"),
      h("div", null, h("h2", null, item.name), h("p", null, t("person", { age: item.age, occupation: item.occupation })))),
    h("p", { class: "lbp-hero-words" }, quoted(app, item.opening)),
    h("p", { class: "lbp-hero-reason" }, reason),
    h("div", { class: "lbp-row" },
      button(app, { act: press, label, after: "arrow", look: "hero", onclick: open }),
      facts(app, item)));
}

function spine() {
  const bodies = [[34, 18, 14], [22, 66, 4], [12, 116, -1], [14, 166, -7], [30, 214, -20]];
  return h("svg", { class: "lbp-hero-spine", viewBox: "0 0 200 260", "aria-hidden": "true", focusable: "false" },
    bodies.map(([x, y, turn]) => h("path", {
      transform: `translate(${x} ${y}) rotate(${turn} 45 18)`,
      d: "M2 3q43 5 84-1 -4 18 1 36 -42-4-86 1 5-18 1-36zM87 9c12 0 18-4 30-2 9 1 20 3 26 9 3 4 0 9-6 9-10 0-14-6-24-5 -10 1-18 2-26 0",
    })));
}

function resumeRow(app, item) {
  const { t } = app;
  const [done, total] = item.progress;
  const act = `resume:${item.case}`;
  return h("section", { class: "lbp-resume", key: `resume-${item.case}`, "aria-label": t("home.resume_with", { name: item.name }) },
    avatar(item.initials),
    h("div", { class: "lbp-resume-words" }, h("h2", null, t("home.resume_with", { name: item.name })), h("p", null, t("home.resume_at", { stage: item.stage_label }))),
    h("div", { class: "lbp-resume-progress" }, bar(done, total), h("span", { class: "lbp-hint" }, t("step.of", { n: done, total }))),
    button(app, { act, label: t("home.resume"), props: { "aria-label": t("home.resume_with", { name: item.name }) }, onclick: () => app.act("go", { case: item.case, stage: null }, act) }));
}

/** The rest of what is under way is in the catalogue. */
function moreRows(app, n) {
  const press = () => {
    setFilters(app, { ...ALL, status: "in_progress" }, (words) => app.say(words()));
    app.root.querySelector("[data-all]").focus();
  };
  return h("p", { class: "lbp-home-more", key: "more" }, button(app, { act: "resume-more", look: "link", label: app.t("home.resume_more", { n }), onclick: press }));
}

function filters(app) {
  const { t, ui } = app;
  const { cases } = app.view.home;
  const set = (name) => (event) => setFilters(app, { [name]: event.target.value }, (words) => app.say(words()));
  const type = (event) => setFilters(app, { text: event.target.value }, app.sayLater);
  const limits = ["all", ...timeLimits(cases)].map((name) => [String(name), name === "all" ? t("home.time.all") : t("home.time.most", { n: name })]);
  const levels = LEVELS.filter((name) => name === "all" || cases.some((item) => String(item.difficulty) === name));
  return h("div", { class: "lbp-filters" },
    h("label", { class: "lbp-search" }, icon("search", 18), unseen(t("home.search")),
      h("input", { type: "search", class: "lbp-input", "data-act": "search", placeholder: t("home.search"), value: ui.filters.text, autocomplete: "off", oninput: type })),
    choice(t("home.status"), "filter-status", STATUSES.map((name) => [name, counted(app, t(`home.status.${name}`), { status: name })]), ui.filters.status, set("status")),
    choice(t("home.level"), "filter-level", levels.map((name) => [name, counted(app, t(name === "all" ? "home.level.all" : `level.${name}`), { level: name })]), ui.filters.level, set("level")),
    choice(t("home.time"), "filter-time", limits, ui.filters.time, set("time")));
}

/** A choice with the number of cases it would show, whatever else is chosen now. */
function counted(app, word, change) {
  return `${word} (${countOf(app.view.home.cases, { ...app.ui.filters, ...change })})`;
}

function choice(label, act, options, value, onchange) {
  return h("label", { class: "lbp-select" }, h("span", null, `${label}:`),
    h("select", { "data-act": act, onchange, value }, options.map(([name, word]) => h("option", { value: name, selected: name === value }, word))));
}

function statusChip(app, status) {
  const iconName = { finished: "check", in_progress: "walk" }[status.kind];
  return h("span", { class: `lbp-chip lbp-status-${status.kind}` }, iconName && icon(iconName, 16), status.label || app.t("home.new"));
}

function caseCard(app, item) {
  const { t } = app;
  const { kind } = item.status;
  const open = openAct(item);
  const press = () => {
    app.ui.left = item.id;
    openCase(app, item, open);
  };
  return h("li", { class: "lbp-card lbp-case-card", key: `case-${item.id}`, "data-case": item.id },
    h("div", { class: "lbp-card-top" },
      avatar(item.initials),
      h("div", { class: "lbp-card-who" },
        h("h3", null, h("button", { type: "button", class: "lbp-card-open", "data-act": open, "aria-busy": app.busy(open) ? "true" : null, onclick: press }, item.name)),
        h("p", { class: "lbp-hint" }, t("person", { age: item.age, occupation: item.occupation }))),
      statusChip(app, item.status)),
    h("p", { class: "lbp-card-words" }, quoted(app, item.opening)),
    item.variant_of && h("p", { class: "lbp-card-variant" }, icon("user", 16), t("home.variant", { name: item.variant_of })),
    h("div", { class: "lbp-card-foot" },
      facts(app, item),
      kind === "finished" && h("div", { class: "lbp-card-more" },
        item.another && cardLink(app, item, `another:${item.id}`, "home.another", { another: true }),
        cardLink(app, item, `again:${item.id}`, "home.again", { again: true })),
      h("span", { class: "lbp-difficulty" }, [1, 2, 3, 4, 5].map((n) => h("span", { class: n <= item.difficulty ? "lbp-dot-on" : "lbp-dot-off", "aria-hidden": "true" })), t(`level.${item.difficulty}`))));
}

function cardLink(app, item, act, words, how) {
  return h("button", { type: "button", class: "lbp-link lbp-card-again", "data-act": act, onclick: () => app.act("start", { case: item.id, ...how }, act) }, app.t(words), unseen(` ${item.name}`));
}

/** Back from a case, the page is where it was left: at that case's card. @returns {boolean} whether its card is here */
export function backAtCard(app) {
  const card = app.ui.left && app.root.querySelector(`[data-case="${CSS.escape(app.ui.left)}"]`);
  if (!card) return false;
  card.querySelector(".lbp-card-open").focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
  return true;
}

function brokenNote(app, broken) {
  return h("details", { class: "lbp-broken", open: true },
    h("summary", null, icon("info", 18), app.t("home.broken", { n: broken.length })),
    h("ul", null, broken.map((file) => h("li", null, h("code", null, file.file), " ", h("span", { class: "lbp-broken-text" }, file.text)))));
}
