// Where the teacher is: which case the address names, and the field that somebody asked to be led to.

import { ownsAddress } from "../front/address.js";
import { pathKey } from "./fields.js";

/** The case or draft that the address names. */
export function addressed() {
  const found = ownsAddress() && /^#(draft|case)=([\w-]+)$/.exec(window.location.hash);
  return found ? { [found[1]]: found[2] } : null;
}

/** Let the address name what is open, so that a reload leads back to it. */
export function settleAddress(app) {
  if (!ownsAddress()) return;
  const url = new URL(window.location.href);
  const { desk } = app;
  url.hash = desk ? (desk.rev > 0 || !desk.origin ? `draft=${desk.draft}` : `case=${desk.origin}`) : "";
  const href = url.href.replace(/#$/, "");
  if (href !== window.location.href) window.history.replaceState(null, "", href);
  document.title = [desk && ((desk.form && desk.form.case.persona.name) || desk.id), app.t("studio.title"), "LBP Teach"].filter(Boolean).join(" \u00b7 ");
}

/** A field that was asked for gets the focus as soon as it is drawn. */
export function reachGoal(app) {
  const { desk, root } = app;
  if (!desk || !desk.goal) return;
  for (let path = desk.goal; path.length; path = path.slice(0, -1)) {
    const node = root.querySelector(`.lbp-s-left [data-path="${CSS.escape(pathKey(path))}"]`);
    if (node && node.getClientRects().length) {
      if (path.length === desk.goal.length || !desk.sent) desk.goal = null;
      const inside = node.matches("input, select, textarea") ? node : node.querySelector("input, select, textarea, button.lbp-link") || node;
      inside.focus({ preventScroll: true });
      node.scrollIntoView({ block: "center" });
      return;
    }
  }
  if (desk.sent || desk.timer) return;
  desk.goal = null; // the place has no field of its own
  root.querySelector(".lbp-s-tabs [aria-pressed=true]")?.focus();
}
