// A line of the notepad: the shape of its mark tells present, a value, absent, not asked, does not know.

import { h } from "./dom.js";
import { mark } from "./icons.js";
import { unseen } from "./parts.js";

const STATE_MARKS = { present: "mark-yes", value: "mark-val", absent: "mark-no", not_asked: "mark-na", unknown: "mark-unk" };

/** One line: its mark, what it is about, and what is known. */
export function padLine(app, line) {
  return h("li", { class: `lbp-line lbp-line-${line.state}`, key: line.id, "data-line": line.id, "data-state": line.state },
    mark(STATE_MARKS[line.state]),
    h("span", { class: "lbp-line-label" }, line.label, unseen(":")),
    h("span", { class: "lbp-line-text" }, line.text,
      // What was found at the visit before: the comparison is what a second visit is for.
      line.before && h("span", { class: "lbp-line-before" }, app.t("notes.before", { text: line.before }))));
}

/** What the marks mean. */
export function padLegend(app) {
  return h("ul", { class: "lbp-legend", "aria-hidden": "true", key: "legend" },
    Object.keys(STATE_MARKS).map((state) => h("li", null, mark(STATE_MARKS[state], 16), app.t(`notes.state.${state}`))));
}
