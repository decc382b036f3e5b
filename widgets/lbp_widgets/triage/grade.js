// How a card or a row came out: only where the board stands by itself and is locked; in a case the debrief tells.

import { mark } from "../front/icons.js";

const TRIAGE_GRADES = { right: "grade-ok", partly: "grade-part", missing: "grade-miss", wrong: "grade-wrong", too_much: "grade-over", critical: "grade-bad" };

/** The grade of a decision or of `card:<id>`, with its shape and its word; null while nothing may be told. */
export function triageGrade(app, host, subject) {
  const name = (host.data.grades || {})[subject];
  return name ? { name, shape: mark(TRIAGE_GRADES[name], 20), word: app.t(`mark.${name}`) } : null;
}
