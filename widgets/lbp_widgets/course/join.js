// One course: its code and QR image, how it stands, whom it is made of, and extra time for one student.

import { pageAddress } from "../front/address.js";
import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { closeDialog, dialog } from "../front/shell.js";
import { marksPart } from "./marks.js";

const LINKS = { live: "courses.live", exam: "courses.exams" };

/** The page of a course. On the projector only what the class needs. */
export function courseScreen(app) {
  const { t, ui } = app;
  const { course } = app.page;
  if (ui.big) {
    return [
      h("h1", { key: "title", class: "lbp-cs-big-title", tabindex: "-1", "data-home": "" }, course.title),
      joinCard(app, course),
      h("div", { class: "lbp-row", key: "end" }, button(app, { act: "big-end", look: "plain", label: t("courses.big.end"), onclick: () => app.set({ big: false }) })),
    ];
  }
  return [
    h("div", { class: "lbp-cs-head", key: "head" },
      h("div", null,
        h("button", { type: "button", class: "lbp-link", "data-act": "back", onclick: () => app.open({ screen: "list" }) }, icon("back", 16), t("courses.back")),
        h("h1", { tabindex: "-1", "data-home": "" }, course.title),
        h("p", { class: "lbp-cs-chips" },
          h("span", { class: "lbp-chip" }, t(course.exam ? "courses.exam" : "courses.practice")),
          h("span", { class: "lbp-chip", "data-standing": course.standing }, course.words),
          course.over && !course.exam && h("span", { class: "lbp-hint" }, t("courses.over.how")))),
      h("div", { class: "lbp-row" },
        course.ended ? null : course.standing === "closed"
          ? button(app, { act: "reopen", look: "main", label: t("courses.reopen"), onclick: () => app.reopen() })
          : button(app, { act: "close", look: "plain", before: "lock", label: t("courses.close"), onclick: () => app.set({ dialog: "close" }) }),
        button(app, { act: "edit", look: "plain", label: t("courses.edit"), onclick: () => app.open({ screen: "form", course: course.id }) }),
        button(app, { act: "copy", look: "plain", label: t("courses.copy"), onclick: () => app.open({ screen: "form", course: course.id, copy: true }) }),
        button(app, { act: "remove", look: "link", label: t("courses.remove"), onclick: () => app.set({ dialog: "remove" }) }))),
    joinCard(app, course),
    addressHelp(app, course),
    h("div", { class: "lbp-cs-two", key: "two" }, about(app, course), groups(app, course)),
    extraTime(app, course),
    marksPart(app, course),
  ];
}

function joinCard(app, course) {
  const { t, ui } = app;
  const { join } = course;
  const field = `${app.uid}-url`;
  return h("section", { class: "lbp-card lbp-cs-join", key: "join", "aria-labelledby": `${app.uid}-code` },
    h("div", { class: "lbp-cs-say" },
      h("h2", { id: `${app.uid}-code`, class: "lbp-cs-kicker" }, t("courses.join.code")),
      h("p", { class: "lbp-cs-code", "data-code": course.code }, course.code_spaced),
      join && h("p", { class: "lbp-cs-where" }, t("courses.join.at", { base: join.base })),
      h("p", { class: "lbp-cs-count", role: "status" }, t("courses.joined", { n: course.joined })),
      join && !ui.big && h("div", { class: "lbp-cs-url", key: "url" },
        h("label", { for: field, class: "lbp-hint" }, t("courses.join.here")),
        h("input", { id: field, class: "lbp-input", readonly: true, value: join.url, onfocus: (event) => event.target.select() })),
      h("div", { class: "lbp-row", key: "acts" },
        join && !ui.big && navigator.clipboard && button(app, { act: "copy-url", look: "plain", label: t("courses.join.copy"), onclick: () => copyUrl(app, join.url) }),
        join && !ui.big && button(app, { act: "picture", look: "plain", before: "dl", label: t("courses.join.picture"), onclick: () => app.picture() }),
        !ui.big && button(app, { act: "big", look: "plain", before: "scan", label: t("courses.big"), onclick: () => app.set({ big: true }) }),
        !ui.big && course.pages.map((name) => h("a", { class: "lbp-button lbp-button-plain", key: name, "data-act": `page:${name}`, href: `${pageAddress(`teacher/${name}.ipynb`, app.view.lang)}&course=${course.id}` }, t(LINKS[name]))))),
    join && qrCode(join.qr));
}

/** Dark on white whatever the page's colours are: a reader of codes expects that. */
function qrCode({ size, path, alt }) {
  return h("svg", { class: "lbp-cs-qr", key: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": alt, "shape-rendering": "crispEdges" },
    h("rect", { width: size, height: size, fill: "white" }),
    h("path", { d: path, fill: "black" }));
}

function copyUrl(app, url) {
  navigator.clipboard.writeText(url).then(() => app.say(app.t("courses.join.copied")), () => app.root.querySelector(".lbp-cs-url input").focus());
}

/** Where the address that is shown leads nobody but this machine, and where none is known: what to do. */
function addressHelp(app, course) {
  const { t, page } = app;
  const { join } = course;
  const own = app.ownBase();
  if (join && !join.local && own) return null;
  const field = `${app.uid}-base`;
  const use = (event) => {
    event.preventDefault();
    if (app.typed.base.trim()) app.useBase(app.typed.base.trim());
  };
  return h("form", { class: "lbp-card lbp-cs-address", key: "address", "data-local": join && join.local ? "true" : null, onsubmit: use },
    page.base_wrong && h("p", { role: "alert", class: "lbp-cs-wrong" }, icon("oct", 18), page.base_wrong),
    join && join.local && h("p", { class: "lbp-cs-warn" }, icon("info", 18), h("span", null, h("strong", null, t("courses.join.local", { base: join.base })), " ", t("courses.join.local.do"))),
    !join && !page.base_wrong && h("p", { class: "lbp-cs-warn" }, icon("info", 18), h("span", null, t("courses.join.nowhere"))),
    h("div", { class: "lbp-cs-base" },
      h("label", { for: field }, t("courses.join.base")),
      h("div", { class: "lbp-row" },
        h("input", {
          id: field, class: "lbp-input", type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", maxlength: "300", placeholder: t("courses.join.base.example"), "data-act": "base",
          value: app.typed.base, oninput: (event) => {
            app.typed.base = event.target.value;
          },
        }),
        h("button", { type: "submit", class: "lbp-button lbp-button-plain", "data-act": "base-use" }, t("courses.join.base.use")),
        !own && h("button", { type: "button", class: "lbp-link", "data-act": "base-own", onclick: () => app.useBase(null) }, t("courses.join.base.own")))));
}

function about(app, course) {
  return h("section", { class: "lbp-card lbp-cs-panel", key: "about" },
    h("h2", null, app.t("courses.about")),
    h("dl", { class: "lbp-cs-about" }, course.about.map(([name, text]) => h("div", { key: name }, h("dt", null, name), h("dd", null, text)))));
}

function groups(app, course) {
  return h("section", { class: "lbp-card lbp-cs-panel", key: "groups" },
    h("h2", null, app.t("courses.about.patients")),
    h("ul", { class: "lbp-cs-groups" }, course.groups.map((one, i) => h("li", { key: String(i) },
      h("strong", null, one.label || app.t("courses.form.group", { n: i + 1 })),
      h("span", { class: "lbp-hint" }, ` ${[one.says, ...one.more].join(", ")}`),
      h("p", null, one.names.join(", "))))));
}

/** Closed until it is wanted: it tells of single students. */
function extraTime(app, course) {
  const { t } = app;
  return h("details", { class: "lbp-card lbp-cs-panel lbp-cs-extra", key: "extra" },
    h("summary", { "data-act": "extra" }, t("courses.people")),
    h("p", { class: "lbp-hint" }, t("courses.people.why")),
    course.extra_note && h("p", { class: "lbp-cs-warn" }, icon("info", 18), h("span", null, course.extra_note)),
    course.people.length === 0 && h("p", null, t("courses.people.none")),
    course.people.length > 0 && h("ul", { class: "lbp-cs-people" }, course.people.map((one) => person(app, course, one))));
}

function person(app, course, one) {
  const { t } = app;
  const typed = app.typed.extra[one.id] ?? String(one.extra);
  const give = (event) => {
    event.preventDefault();
    app.allow(one.id, event.target.querySelector("input").value);
  };
  return h("li", { key: one.id, "data-learner": one.id },
    h("form", { class: "lbp-cs-person", onsubmit: give },
      h("span", { class: "lbp-cs-name" }, h("strong", null, one.name), h("span", { class: "lbp-hint" }, ` ${one.words}`)),
      h("span", { class: "lbp-row" },
        h("input", {
          class: "lbp-input lbp-cs-number", type: "number", min: "0", max: String(course.most_extra), step: "1", "data-act": `extra:${one.id}`, "aria-label": t("courses.people.percent", { name: one.name }),
          value: typed, oninput: (event) => {
            app.typed.extra[one.id] = event.target.value;
          },
        }),
        h("span", null, t("courses.people.unit")),
        h("button", { type: "submit", class: "lbp-button lbp-button-plain lbp-button-small", "data-act": `give:${one.id}`, "aria-label": `${t("courses.people.give")}: ${one.name}` }, t("courses.people.give")))));
}

/** Closing ends what others are doing, so it asks. */
export function closeQuestion(app) {
  const { t } = app;
  const go = (event) => {
    closeDialog(event);
    app.shut();
  };
  return dialog(app, {
    key: "dialog-close",
    title: t("courses.close.ask"),
    body: h("p", null, t("courses.close.what")),
    buttons: [
      button(app, { act: "close-no", look: "plain", label: t("courses.cancel"), onclick: closeDialog }),
      button(app, { act: "close-yes", look: "main", label: t("courses.close"), onclick: go }),
    ],
  });
}

/** What was made in error goes; where somebody has begun, the question says why it stays. */
export function removeQuestion(app) {
  const { t } = app;
  const { course } = app.page;
  const go = (event) => {
    closeDialog(event);
    app.removeCourse();
  };
  return dialog(app, {
    key: "dialog-remove",
    title: t(course.begun ? "courses.remove.cannot" : "courses.remove.ask"),
    body: course.begun
      ? h("p", null, t("courses.remove.begun"))
      : [h("p", { key: "what" }, t("courses.remove.what")), course.joined > 0 && h("p", { key: "joined" }, t("courses.remove.joined", { n: course.joined }))],
    buttons: [
      button(app, { act: "remove-no", look: "plain", label: t(course.begun ? "action.close" : "courses.cancel"), onclick: closeDialog }),
      !course.begun && button(app, { act: "remove-yes", look: "main", label: t("courses.remove"), onclick: go }),
    ],
  });
}
