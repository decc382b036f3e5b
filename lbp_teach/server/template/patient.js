// A lab extension of one small plugin, written by hand: loaded by Voila's front end beside the others, and started before
// any output is drawn. It makes the page wait for its widgets for as long as the machine needs.
//
// The widget manager looks for a model that is not there yet every 100 ms and gives up after two seconds without a last
// look. Where the browser is busy for that long at a stretch, the models arrive meanwhile, and the page said "model not
// found" of a model that was there (ipywidgets 8.1.9; its issue 4026). Asked while the models are still on their way, the
// manager now says at once that it has none, and the output is drawn when all have arrived, as the manager announces.
(() => {
  const waiting = (manager) => {
    const find = manager.get_model.bind(manager);
    manager.get_model = async (id) => {
      if (!manager.has_model(id) && !manager.restoredStatus) throw new Error("the models are still on their way");
      return find(id);
    };
  };
  const plugin = {
    id: "lbp-teach:patient",
    autoStart: true,
    // Not awaited: a page whose Python is gone has no manager, and must still draw what needs none.
    activate: (app) => void app.widgetManagerPromise.promise.then(waiting),
  };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["lbp-teach"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
