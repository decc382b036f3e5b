// What every app of ours does with its frame: what it remembers of the looks, and the panel that a citation opens.

import { remember } from "./store.js";

/**
 * @param {Object} app has `root` and `ui`
 * @param {function()} draw draws the whole app
 * @param {function()} applyLook puts colours and text size on the root
 */
export function frameActions(app, draw, applyLook) {
  const look = (name, value) => {
    remember(`lbp.${name}`, value);
    app.ui[name] = value;
    applyLook();
    draw();
  };
  const set = (changes) => {
    Object.assign(app.ui, changes);
    draw();
  };
  return {
    set,
    setTheme: (theme) => look("theme", theme),
    setSize: (size) => look("size", size),
    closePanel() {
      const opener = app.root.querySelector(`[data-act="${CSS.escape(`cite:${app.ui.panel}`)}"]`);
      if (opener) opener.focus();
      set({ panel: null });
    },
  };
}
