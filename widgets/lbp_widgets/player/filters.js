// Which cases of the catalogue are shown: by words, by how far the learner is, by difficulty and by time. Pure functions.

import { fold } from "../front/search.js";

export const STATUSES = ["all", "new", "in_progress", "finished"];
export const LEVELS = ["all", "1", "2", "3", "4", "5"];
/** Everything is shown. */
export const ALL = { text: "", status: "all", level: "all", time: "all" };

// Every key stroke asks for the same words of every card a dozen times.
const folded = new WeakMap();

function cardWords(item) {
  if (!folded.has(item)) folded.set(item, fold([item.name, item.occupation, item.opening].join(" ")));
  return folded.get(item);
}

/** Whether a case is shown under the filters; the words are looked for in what its card says of the patient. */
export function passes(item, filters) {
  const limit = filters.time === "all" ? Infinity : Number(filters.time);
  if (filters.status !== "all" && item.status.kind !== filters.status) return false;
  if (filters.level !== "all" && String(item.difficulty) !== filters.level) return false;
  if (item.minutes > limit) return false;
  const words = fold(filters.text).split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  return words.every((word) => cardWords(item).includes(word));
}

/** How many cases are shown. */
export function countOf(cases, filters) {
  return cases.filter((item) => passes(item, filters)).length;
}

/** Whether anything is chosen. */
export function isFiltered(filters) {
  return Object.keys(ALL).some((name) => filters[name].trim() !== ALL[name]);
}

/** The lengths that tell cases apart: every one but the longest, which would hide nothing. */
export function timeLimits(cases) {
  return [...new Set(cases.map((item) => item.minutes))].sort((a, b) => a - b).slice(0, -1);
}

/** The filters as text that a tab can remember. */
export function kept(filters) {
  return JSON.stringify(filters);
}

/** The filters out of such a text; whatever is not a choice of ours shows everything. */
export function restored(text) {
  let found = {};
  try {
    found = JSON.parse(text) || {};
  } catch {
    return ALL;
  }
  const one = (name, known) => (known(found[name]) ? found[name] : ALL[name]);
  return {
    text: one("text", (value) => typeof value === "string"),
    status: one("status", (value) => STATUSES.includes(value)),
    level: one("level", (value) => LEVELS.includes(value)),
    time: one("time", (value) => typeof value === "string" && /^\d+$/.test(value)),
  };
}
