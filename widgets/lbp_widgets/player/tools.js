// The assessment tools inside a case: the same pages as alone, whose acts go to the case's record.

/**
 * What a tool's page is handed.
 * @param {Object} app the player
 * @param {string} tool id of the tool
 * @param {function(): Object} ui makes the page's own state when it is first met at this visit
 * @param {Object} more further fields, such as what stands beside the page
 */
export function caseTool(app, tool, ui, more = {}) {
  const { case: here } = app.view;
  const place = [here.attempt, here.visit.number, tool].join("/");
  if (!app.toolStates.has(place)) app.toolStates.set(place, ui());
  const own = app.toolStates.get(place);
  return {
    data: here.tools[tool], pack: app.pack.tools[tool], done: here.board.locked, alone: false, ui: own, busy: app.busy,
    send: (kind, args, key) => app.act(kind, args, key),
    set(changes) {
      Object.assign(own, changes);
      app.set({});
    },
    ...more,
  };
}
