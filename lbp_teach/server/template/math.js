// JupyterLab's front end wants a typesetter for formulas and would load its own, 0.9 MB, on every
// page. Our pages hold no formulas, so this one takes every request and does nothing.

const Hub = {
  Config() {},
  Configured() {},
  Queue() {},
  Register: { StartupHook() {} },
};
window.MathJax = { Hub, Ajax: {} };
