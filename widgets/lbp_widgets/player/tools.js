// The assessment tools inside a case: the same pages as alone, whose acts go to the case's record.

/** The acts that have a kind of their own; every other act of a tool names it. */
const OWN_ACTS = new Set(["examine", "record", "feel", "localise"]);

function toolState(app, tool, ui) {
  const { case: here } = app.view;
  const place = [here.attempt, here.visit.number, tool].join("/");
  if (!app.toolStates.has(place)) app.toolStates.set(place, ui());
  return app.toolStates.get(place);
}

/**
 * What a tool's page is handed.
 * @param {Object} app the player
 * @param {string} tool id of the tool
 * @param {function(): Object} ui makes the page's own state when it is first met at this visit
 * @param {Object} more further fields, such as what stands beside the page
 */
export function caseTool(app, tool, ui = () => ({}), more = {}) {
  const { case: here } = app.view;
  const own = toolState(app, tool, ui);
  return {
    data: here.tools[tool], pack: here.packs[tool] || app.pack.tools[tool], done: here.board.locked, alone: false, ui: own, busy: app.busy,
    send: (kind, args, key) => (OWN_ACTS.has(kind) ? app.act(kind, args, key) : app.act("tool", { tool, do: kind, ...args }, key)),
    set(changes) {
      Object.assign(own, changes);
      app.set({});
    },
    ...more,
  };
}

/** The player as a tool's page knows its shell: the lists of that tool are the pack. */
export function toolApp(app, tool) {
  return Object.assign(Object.create(app), { pack: { ...app.pack, tool: app.view.case.packs[tool] } });
}

/** What changed with a tool, for the ear. */
export function toolSpoken(app, before, tool, spoken) {
  const [was, now] = [before.case.tools[tool], app.view.case.tools[tool]];
  return was && now ? spoken(toolApp(app, tool), was, now) : null;
}
