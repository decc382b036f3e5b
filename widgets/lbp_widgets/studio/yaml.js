// The YAML: a plain text field with numbered lines, marks where something is wrong, and the list of what it is.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";

const FEW = 4;
// Ten times the longest case; numbering more would only keep the browser busy.
const NUMBERED = 10_000;

/** The editor and, above it, what is wrong. */
export function yamlPane(app) {
  const { t, desk } = app;
  const lines = Math.min(NUMBERED, desk.text.split("\n").length);
  const marked = new Map(desk.problems.filter((one) => one.line).map((one) => [one.line, one.what]));
  const id = `${app.uid}-yaml`;
  return [
    problemList(app),
    h("label", { class: "lbp-unseen", for: id, key: "label" }, t("studio.yaml")),
    h("p", { class: "lbp-unseen", id: `${id}-hint`, key: "hint" }, t("studio.yaml.hint")),
    h("div", { class: "lbp-s-yaml", key: "yaml", lang: "en" },
      h("div", { class: "lbp-s-gutter", "aria-hidden": "true" },
        h("div", { class: "lbp-s-scrolled", "data-scrolled": "" },
          h("pre", null, Array.from({ length: lines }, (_, i) => i + 1).join("\n")),
          [...marked].map(([line, what]) => h("span", { class: "lbp-s-mark", key: `mark-${line}`, "data-line": line, title: what, style: `--line:${line - 1}` }, icon("oct", 14))))),
      h("textarea", {
        id, class: "lbp-s-text", "data-act": "yaml", "data-yaml": "", value: desk.text, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off",
        "aria-describedby": `${id}-hint`, "aria-invalid": desk.problems.length ? "true" : null,
        oninput: (event) => app.typeText(event.target.value),
        onkeydown: keepIndent,
        onscroll: (event) => scrollGutter(event.target),
      })),
  ];
}

function scrollGutter(text) {
  const inside = text.parentElement.querySelector("[data-scrolled]");
  inside.style.transform = `translateY(${-text.scrollTop}px)`;
}

/** A new line begins where the one before it did. */
function keepIndent(event) {
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { value, selectionStart } = event.target;
  const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const indent = /^ *(?:- )?/.exec(line)[0].replace("-", " ");
  if (!indent) return;
  event.preventDefault();
  // The one way that leaves the browser's own undo alone.
  document.execCommand("insertText", false, `\n${indent}`);
}

/** Bring a line into view and mark it, with the focus in the text. */
export function showLine(root, number) {
  const text = root.querySelector("[data-yaml]");
  if (!text) return;
  const lines = text.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, start + (lines[number - 1] || "").length);
  text.scrollTop = Math.max(0, (number - 5) * parseFloat(getComputedStyle(text).lineHeight));
  text.scrollLeft = 0;
  text.parentElement.scrollIntoView({ block: "nearest" });
}

function problemList(app) {
  const { t, desk, ui } = app;
  const found = desk.problems;
  const shown = ui.allProblems ? found : found.slice(0, FEW);
  return h("section", { class: "lbp-s-problems", key: "problems", "data-problems": String(found.length), "aria-label": t("studio.problems", { n: found.length }) },
    h("p", { class: "lbp-s-verdict", "data-fine": found.length ? null : "true" }, icon(found.length ? "oct" : "check", 18), h("strong", null, found.length ? t("studio.problems", { n: found.length }) : t("studio.problems.none"))),
    h("ul", null, shown.map((one, i) => h("li", { key: `${i}-${one.line}-${one.key}` },
      one.line
        ? h("button", { type: "button", class: "lbp-link", "data-act": `line:${i}`, "aria-label": t("studio.problem.to_line", { n: one.line, what: one.what }), onclick: () => app.toLine(one.line) }, t("studio.problem.line", { n: one.line }))
        : h("span", null),
      h("span", { class: "lbp-s-what", lang: one.lang }, h("code", null, one.key), " ", one.what, " ", h("span", { class: "lbp-hint" }, one.remedy)),
      one.path.length > 0 && desk.readable
        ? h("button", { type: "button", class: "lbp-link", "data-act": `to-field:${i}`, "aria-label": t("studio.problem.to_field", { what: one.what }), onclick: () => app.toField(one.path) }, t("studio.problem.field"))
        : h("span", null)))),
    found.length > FEW && !ui.allProblems && h("button", { type: "button", class: "lbp-link", "data-act": "all-problems", onclick: () => app.set({ allProblems: true }) }, t("studio.problem.more", { n: found.length })));
}
