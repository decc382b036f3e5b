// Keys that work everywhere on the page: Alt+digit for a stage, "/" to the picker, "?" for help, Esc for the top layer.

function inField(target) {
  return target instanceof Element && target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]") !== null;
}

/**
 * Listen on `place`: the document on our own page, only the player's root elsewhere.
 * @returns {function()} stop listening
 */
export function startKeys(app, place) {
  const onKey = (event) => {
    if (event.defaultPrevented || !app.view || (place === document && event.target !== document.body && !app.root.contains(event.target))) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (event.altKey && !event.ctrlKey && !event.metaKey && digit) openStage(app, event, Number(digit[1]));
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "Escape") closeTopLayer(app, event);
    else if (event.key === "/" && !inField(event.target)) goToPicker(app, event);
    else if (event.key === "?" && !inField(event.target)) {
      event.preventDefault();
      if (!app.ui.dialog) app.set({ dialog: "keys" });
    }
  };
  place.addEventListener("keydown", onKey);
  return () => place.removeEventListener("keydown", onKey);
}

function openStage(app, event, number) {
  if (app.view.screen !== "case" || app.ui.dialog) return;
  const target = app.view.case.stages[number - 1];
  if (!target) return;
  event.preventDefault();
  app.root.querySelector(`[data-act="stage:${target.id}"]`).click();
}

function goToPicker(app, event) {
  const field = app.root.querySelector(".lbp-picker-input") || app.root.querySelector("[data-act=search]");
  if (!field || app.ui.dialog) return;
  event.preventDefault();
  if (app.ui.tab !== "main") app.set({ tab: "main" });
  field.focus();
}

/** A dialog closes by itself; then the citation panel, the menu, the notice, the open card. */
function closeTopLayer(app, event) {
  const { ui } = app;
  if (ui.dialog) return;
  if (ui.panel) app.closePanel();
  else if (ui.menu) {
    app.root.querySelector("[data-act=menu]").focus();
    app.set({ menu: false });
  }
  else if (ui.notice) app.set({ notice: null });
  else return;
  event.preventDefault();
}
