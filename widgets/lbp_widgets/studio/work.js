// The text and what happens to it. The text is here; Python makes the form's changes in it, checks it and keeps the draft.
// Every message carries the whole text and the changes that wait, so that a lost answer costs nothing.

import { recall, remember } from "../front/store.js";
import { pathKey } from "./fields.js";

const REST = 350;
const UNDO = 60;

/** A case that has just been opened. */
export function newDesk(opened) {
  const { draft, origin, base, rev, text } = opened;
  return {
    draft, origin, base, rev, text, waiting: new Map(), sent: null, timer: null, past: [],
    visit: 0, form: null, problems: [], problemsBy: new Map(), readable: true, id: "", moved: false, kept: false,
    preview: null, key: null, facts: [], near: null, goal: null, then: null, writing: new Set(),
  };
}

function memoryName(desk) {
  return `lbp.studio.${desk.origin || desk.draft}`;
}

/** What this browser still holds of a case because its answer never came. */
export function recallUnsent(desk) {
  try {
    const found = JSON.parse(recall(memoryName(desk)) || "null");
    if (!found || typeof found.text !== "string" || !Array.isArray(found.ops)) return false;
    if (found.text === desk.text && !found.ops.length) return false;
    desk.text = found.text;
    found.ops.forEach((op, i) => desk.waiting.set(`again-${i}`, op));
    return true;
  } catch {
    return false;
  }
}

/** The actions that change a case; they become part of `app`. */
export function workActions(app, { line, draw, tab, getLang }) {
  const desk = () => app.desk;
  let count = 0;

  const hold = () => remember(memoryName(desk()), JSON.stringify({ text: desk().text, ops: [...desk().waiting.values()] }));
  const send = () => {
    const now = desk();
    clearTimeout(now.timer);
    now.timer = null;
    now.sent = { text: now.text, ops: new Map(now.waiting) };
    line.ask("work", {
      type: "work", lang: getLang(), tab, draft: now.draft, origin: now.origin, base: now.base, rev: now.rev,
      text: now.text, ops: [...now.waiting.values()], visit: now.visit, pane: app.shownPane(),
    });
  };
  const schedule = (wait = REST) => {
    const now = desk();
    now.kept = false;
    clearTimeout(now.timer);
    now.timer = setTimeout(send, wait);
  };

  return {
    /** What is shown in a field: what was typed and is on its way, else what the YAML says. */
    typed(path, value) {
      const op = desk().waiting.get(pathKey(path));
      return op ? String(op.value) : value;
    },
    write(path, value, now = false) {
      desk().waiting.set(pathKey(path), { do: "set", path, value });
      hold();
      schedule(now ? 0 : REST);
      draw();
    },
    change(op) {
      count += 1;
      desk().waiting.set(`change-${count}`, op);
      hold();
      schedule(0);
    },
    typeText(text) {
      const lines = desk().text.split("\n").length;
      desk().text = text;
      hold();
      schedule();
      if (text.split("\n").length !== lines) draw();
    },
    undo() {
      const now = desk();
      if (!now.past.length) return;
      now.waiting.clear();
      now.text = now.past.pop();
      now.undoing = true;
      hold();
      schedule(0);
      draw();
    },
    refresh: send,
    leaveDesk() {
      if (desk()) clearTimeout(desk().timer);
      line.drop("work");
    },
    worked(answer) {
      const now = desk();
      const { sent } = now;
      if (!sent) return;
      now.sent = null;
      Object.assign(now, { draft: answer.draft, rev: answer.rev });
      if (now.text !== sent.text) {
        schedule(0); // somebody typed in the YAML meanwhile; the changes of the form are made in the newer text
        return;
      }
      const before = now.text;
      now.text = answer.text;
      for (const [name, op] of sent.ops) if (now.waiting.get(name) === op) now.waiting.delete(name);
      const shown = now.shown ?? before;
      if (answer.text !== shown && !now.undoing) now.past = [...now.past.slice(-UNDO), shown];
      now.undoing = false;
      now.shown = answer.text;
      if (now.waiting.size) hold();
      else {
        remember(memoryName(now), null);
        now.kept = !now.timer;
      }
      now.problemsBy = new Map();
      for (const one of answer.problems) {
        const name = pathKey(one.path);
        now.problemsBy.set(name, [...(now.problemsBy.get(name) || []), one]);
      }
      Object.assign(now, { readable: answer.readable, problems: answer.problems, moved: answer.moved, id: answer.id || now.id });
      if (answer.form) Object.assign(now, { form: answer.form, visit: answer.form.visit ? answer.form.visit.index : 0 });
      if (answer.preview) now.preview = answer.preview;
      if (answer.key) Object.assign(now, { key: answer.key, facts: answer.facts });
      if (answer.refused) app.ui.notice = { tone: "info", text: answer.refused };
      if (answer.forked) app.ui.notice = { tone: "info", text: app.t("studio.forked") };
    },
  };
}
