// How long nothing has come from Python while something is asked of it. The line's clock begins anew with each question; who
// goes on typing to a server that has stopped is told all the same.

const SILENT_AFTER = 4000;
const SILENT_DEAD_AFTER = 20000;
const SILENT_TICK = 500;

/**
 * @param {Object} options
 * @param {Object} options.model anywidget's model
 * @param {function()} options.onChange called when `state()` changes: "idle", "waiting", then "dead"
 */
export function makeSilence({ model, onChange }) {
  let since = null;
  let state = "idle";
  const look = () => {
    const waited = since === null ? 0 : Date.now() - since;
    const next = waited >= SILENT_DEAD_AFTER ? "dead" : waited >= SILENT_AFTER ? "waiting" : "idle";
    if (next === state) return;
    state = next;
    onChange();
  };
  const heard = () => {
    if (since !== null) since = Date.now();
  };
  const timer = setInterval(look, SILENT_TICK);
  model.on("msg:custom", heard);
  return {
    /** Something was asked. */
    begin() {
      since ??= Date.now();
    },
    /** Everything is answered. */
    end() {
      since = null;
      look();
    },
    state: () => state,
    close() {
      clearInterval(timer);
      model.off("msg:custom", heard);
    },
  };
}
