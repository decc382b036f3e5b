// What Python sends once for a whole screen: marks name citations, disagreements and repeated texts by id or number.
// Screens whose marks bring them in full have no shelf, and everything stays as it came.

/** What a debrief (or the answer to a visit) holds for its marks; kept as `app.shelf` by the player. */
export function shelfOf(view) {
  if (!view || !view.case) return null;
  return view.case.debrief || (view.case.follow_up && view.case.follow_up.answer) || null;
}

/** A citation, whole as it came, or the named statements of one section put together. */
export function citedWhole(app, one) {
  if (!Array.isArray(one)) return one;
  const parts = one.map((id) => app.shelf.sources[id]);
  const facts = new Set(parts.flatMap((part) => part.facts));
  const conflicts = new Set(parts.flatMap((part) => part.conflicts));
  return { ...parts[0], statement: parts.map((part) => part.statement).join(" "), facts: [...facts], conflicts: [...conflicts] };
}

/** A disagreement, whole as it came, or by its id. */
export function disputeWhole(app, one) {
  return typeof one === "string" ? app.shelf.disagreements[one] : one;
}

/** A text, as it came, or by its number. */
export function saidWhole(app, one) {
  return typeof one === "number" ? app.shelf.phrases[one] : one;
}
