// What a page does before Voila's front end has loaded: the right language, the waiting text,
// and an honest word when the page cannot be completed.

const page = document.documentElement;
const asked = new URLSearchParams(location.search).get("lang");
let kept = null;
try {
  kept = localStorage.getItem("lbp.lang");
} catch {
  // A browser may forbid storage; the page's own language stands.
}
const lang = [asked, kept].find((each) => each === "da" || each === "en");
if (lang) page.lang = lang;

// anywidget gives a widget two seconds to load and then gives up for good: on an old or busy laptop the page would stay
// empty. Nothing else on the page is in a hurry, so whoever sets such a limit gets a longer one.
const PATIENT_MS = 60_000;
const limit = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => limit(Math.max(ms, PATIENT_MS));

// Voila's front end calls this when its theme is ready; the outputs are visible all along.
window.voila_finish = () => {};

// Long enough for a slow laptop that starts the kernel cold.
const PATIENCE_MS = 60_000;

const shown = () => document.querySelector("#rendered_cells :is(.lbp-text, .lbp-sorry, .jp-OutputArea-output > *)");
const close = (id) => document.getElementById(id)?.remove();
const lose = () => {
  close("lbp-wait");
  const lost = document.getElementById("lbp-lost");
  if (lost) lost.hidden = false;
};

// Leaving a page ends its Python. A page that the browser kept in memory for the back button would
// look alive and answer nothing; everything the learner did is on disk, so open it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

document.addEventListener("DOMContentLoaded", () => {
  // The end mark is missing when the server failed or stopped halfway through the page.
  if (!document.getElementById("lbp-end")) return lose();
  if (!document.querySelector("#rendered_cells script")) return close("lbp-wait");
  const watcher = new MutationObserver(finish);
  const timer = setTimeout(() => {
    watcher.disconnect();
    if (!shown()) lose();
  }, PATIENCE_MS);
  function finish() {
    if (!shown()) return;
    watcher.disconnect();
    clearTimeout(timer);
    close("lbp-wait");
    close("lbp-lost");
  }
  watcher.observe(document.getElementById("rendered_cells"), { childList: true, subtree: true });
  finish();
});
