// Choosing: what was chosen here is shown at once and stays until Python has answered, then Python's own word counts.

const TRIAGE_REST = 400;

/** What the board remembers of its own: which card is open, and what is on its way. */
export function triageState() {
  return { open: null, tab: "patient", drafts: {}, acts: 0 };
}

/** The learner's newest choice of a decision while it is on its way, else what Python has. */
export function triageChoice(app, host, decision) {
  const draft = host.ui.drafts[decision];
  if (draft && (app.settle.waiting(draft.key) || host.busy(draft.key))) return draft;
  delete host.ui.drafts[decision];
  return host.data.choices[decision] || { value: null, confidence: null };
}

/** Choose a value, or take the choice back with null. From the keyboard it rests before it is sent. */
export function triageChoose(app, host, decision, value, confidence, byKey = false) {
  const { ui } = host;
  const before = ui.drafts[decision];
  if (before) app.settle.now(before.key);
  ui.acts += 1;
  const key = `decide:${decision}:${ui.acts}`;
  ui.drafts[decision] = { value, confidence, key };
  const send = () => host.send("decide", { decision, value, confidence }, key);
  if (byKey) app.settle.later(key, send, TRIAGE_REST);
  else send();
  host.set({});
}

/** Open a card and bring it into view. */
export function triageOpenCard(app, host, card) {
  host.set({ open: card, tab: "main" });
  app.root.querySelector(`[data-act="${CSS.escape(`card:${card}`)}"]`).focus();
}
