// Sensation: touch an area on the figure, or choose it in the list; the patient compares; the learner writes it down.

import { h } from "../front/dom.js";
import { icon } from "../front/icons.js";
import { button } from "../front/parts.js";
import { examDo, examFind, examSeen, examWords } from "./acts.js";
import { examTold, examPad, examSegments, examSideChoice } from "./controls.js";
import { examFigure } from "./figure.js";

const EXAM_MARKS = { normal: "same", reduced: "less", changed: "changed", increased: "more" };

/** The marks on the figure: what was written down for the area that the sources describe. */
function examMarks(host) {
  const marks = {};
  for (const region of host.pack.regions.filter((one) => one.sourced)) {
    for (const side of ["left", "right"]) {
      const known = host.data.recorded[`${region.finding}@${side}`];
      if (known) marks[`${side}:${region.id}`] = EXAM_MARKS[known.value];
    }
  }
  return marks;
}

/** Whether an area was touched on a side. */
function examWasTouched(host, region, side) {
  const felt = host.data.felt.some((one) => one.region === region.id && (one.side === side || one.side === "both"));
  return felt || host.data.performed.some((one) => one.how.region === region.id && (one.side === side || one.side === "both" || one.side === null));
}

/** Name and state of an area; its root only where roots are shown. */
function examRegionLabel(app, host, key) {
  const [side, id] = key.split(":");
  const region = host.pack.regions.find((one) => one.id === id);
  if (!region) return key;
  const mark = examMarks(host)[key];
  const state = mark || (examWasTouched(host, region, side) ? "touched" : "none");
  return [region.label, host.ui.roots ? region.root : null, app.t(`side.${side}`), app.t(`exam.mark.${state}`)].filter(Boolean).join(", ");
}

/** Touch an area: on the chosen side or sides when both are chosen, else where the finger was. */
function examTouch(app, host, region, side) {
  Object.assign(host.ui, { region: region.id, listed: region.id, touched: side === "both" ? [`right:${region.id}`, `left:${region.id}`] : [`${side}:${region.id}`] });
  const { tool } = host.ui;
  if (region.manoeuvre === "sensation_saddle" && !host.ui.consent.sensation_saddle) {
    host.set({ wants: region.id });
    return;
  }
  if (!region.manoeuvre) {
    host.set({ shown: host.ui.shown + 1, last: "feel" });
    const known = host.data.felt.find((one) => one.region === region.id && one.side === side && one.tool === tool);
    if (known) app.say(examWords(app, known));
    else host.send("feel", { region: region.id, side, tool }, `feel:${region.id}`);
    return;
  }
  const sided = host.pack.manoeuvres.find((one) => one.id === region.manoeuvre).sided;
  examDo(app, host, { manoeuvre: region.manoeuvre, side: sided ? side : null, how: { tool, region: region.id, consent: Boolean(host.ui.consent.sensation_saddle) } });
}

/** What the last touch told: exactly this area, this side, this tool. */
function examLastTouch(host, region) {
  if (!region) return null;
  const { tool, touched } = host.ui;
  const side = touched.length === 2 ? "both" : (touched[0] || "").split(":")[0];
  if (!region.manoeuvre) return host.data.felt.find((one) => one.region === region.id && one.side === side && one.tool === tool) || null;
  const sided = host.pack.manoeuvres.find((one) => one.id === region.manoeuvre).sided;
  return examFind(host.data, { manoeuvre: region.manoeuvre, side: sided ? side : null, how: { tool, region: region.id } });
}

/** The tool of sensation. */
export function examTouchTool(app, host) {
  const { t } = app;
  const { ui, pack } = host;
  const region = pack.regions.find((one) => one.id === ui.region) || null;
  const seen = examLastTouch(host, region);
  const touch = (key) => {
    const [side, id] = key.split(":");
    examTouch(app, host, pack.regions.find((one) => one.id === id), ui.side === "both" ? "both" : side);
  };
  return h("div", { class: "lbp-exam-tool", key: "touch" },
    h("div", { class: "lbp-exam-bar" },
      examSegments(app, { name: "tool", label: t("exam.touch.with"), value: ui.tool, done: host.done, options: ["light", "pin"].map((one) => ({ value: one, label: t(`exam.tool.${one}`) })), onpick: (tool) => host.set({ tool }) }),
      examSideChoice(app, host),
      examRootSwitch(app, host)),
    examFigure(app, {
      text: app.pack.figure, key: "body", mode: host.done ? "look" : "sensation", marks: examMarks(host), points: {}, showRoots: ui.roots, label: t("exam.figure"),
      selected: region ? ui.touched : null, touched: ui.touched, onTouch: touch, labelOf: (key) => examRegionLabel(app, host, key), busy: false,
      onKey: (key, place) => examTouchKey(app, host, key, place),
      aside: ui.wants ? examConsent(app, host) : seen && h("div", { key: "answer", "data-answer": ui.touched.join(" ") }, examTold(app, seen.lines)),
    }),
    examRegionPicker(app, host, region),
    region && region.finding && examSeen(host.data, region.manoeuvre).length > 0 && h("div", { class: "lbp-exam-after", key: `after-${region.finding}` }, h("h3", null, pack.findings[region.finding].label), examPad(app, host, region.finding)),
    h("p", { class: "lbp-hint" }, t("exam.figure.dashed")));
}

/** With the focus on an area 1 to 4 write down same, less, changed, more. */
function examTouchKey(app, host, key, place) {
  const at = ["1", "2", "3", "4"].indexOf(key);
  const [side, id] = place.split(":");
  const region = host.pack.regions.find((one) => one.id === id);
  if (at < 0 || !region || !region.finding || !host.pack.findings[region.finding].sided) return false;
  host.send("record", { finding: region.finding, side, value: host.pack.findings[region.finding].options[at].value, degrees: null }, `record:${region.finding}:${side}`);
  return true;
}

/** The same by lists and a button, for whoever does not use the figure. */
function examRegionPicker(app, host, region) {
  const { t } = app;
  const id = `${app.uid}-region`;
  const go = () => {
    const chosen = host.pack.regions.find((one) => one.id === (host.ui.listed || host.pack.regions[0].id));
    examTouch(app, host, chosen, host.ui.side);
  };
  const root = (one) => (host.ui.roots ? ` (${one.root})` : "");
  return h("div", { class: "lbp-exam-bar lbp-exam-picker", key: "picker" },
    h("label", { class: "lbp-exam-choice", for: id }, h("span", { class: "lbp-exam-choice-label" }, t("exam.region")),
      h("select", { id, class: "lbp-exam-select", "data-act": "region", value: host.ui.listed || host.pack.regions[0].id, onchange: (event) => host.set({ listed: event.currentTarget.value }) },
        host.pack.regions.map((one) => h("option", { value: one.id, key: one.id, selected: one.id === (host.ui.listed || host.pack.regions[0].id) }, `${one.label}${root(one)}`)))),
    button(app, { act: "touch", label: t("exam.touch"), look: "main", done: host.done, why: host.ui.side ? null : t("exam.side.first"), onclick: go }));
}

/** Before the saddle is touched: say why, ask leave, offer company. */
export function examConsent(app, host) {
  const { t } = app;
  const given = () => {
    const region = host.pack.regions.find((one) => one.id === host.ui.wants);
    // The button goes; the focus goes back to the area that was asked for.
    const area = app.root.querySelector('.lbp-exam-region[tabindex="0"]');
    if (area) area.focus({ preventScroll: true });
    host.set({ consent: { ...host.ui.consent, sensation_saddle: true }, wants: null });
    examTouch(app, host, region, host.ui.side || "both");
  };
  return h("div", { class: "lbp-exam-consent", key: "consent", role: "group", "aria-label": t("exam.consent.title") },
    h("p", null, h("strong", null, t("exam.consent.title"))),
    h("p", null, t("exam.consent.text")),
    h("div", { class: "lbp-row" },
      button(app, { act: "consent:sensation_saddle", label: t("exam.consent.ask"), look: "main", onclick: given }),
      button(app, { act: "consent:close", label: t("action.close"), onclick: () => host.set({ wants: null }) })));
}

/** Whether root names stand on the figure and in the lists. */
export function examRootSwitch(app, host) {
  return h("button", {
    type: "button", class: "lbp-exam-switch", key: "roots", role: "switch", "data-act": "roots", "aria-checked": host.ui.roots ? "true" : "false", onclick: () => host.set({ roots: !host.ui.roots }),
  }, h("span", null, app.t("exam.roots.show")), h("span", { class: "lbp-exam-knob", "aria-hidden": "true" }, host.ui.roots && icon("check", 14)));
}
