// UI words come from Python in the pack; here they only get their numbers filled in.

// Shown before the pack has arrived, and therefore the only words that stand in a module.
export const FIRST_WORDS = {
  da: { loading: "Henter siden", waiting: "Venter på serveren", dead: "Serveren svarer ikke. Genindlæs siden: alt bekræftet er gemt.", reload: "Genindlæs siden" },
  en: { loading: "Loading the page", waiting: "Waiting for the server", dead: "The server does not answer. Reload the page: everything confirmed is safe.", reload: "Reload the page" },
};

/**
 * Make the lookup: `t("time.used", {n: 4})`. With n = 1 a key ending in `.one` is taken where there is one.
 * A missing key shows itself, so that it is seen in tests and does not blank the screen.
 */
export function makeLookup(strings) {
  return (key, values = {}) => {
    const one = values.n === 1 ? strings[`${key}.one`] : undefined;
    const text = one ?? strings[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** 270 -> "4:30" */
export function clockText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}

/** 30 -> "30 sek", 60 -> "1 min", 90 -> "1 min 30 sek", in the words of the pack. */
export function costText(t, seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  const parts = [];
  if (minutes) parts.push(t("unit.min", { n: minutes }));
  if (rest || !minutes) parts.push(t("unit.sec", { n: rest }));
  return parts.join(" ");
}

/** A number with the language's decimal mark and a true minus. */
export function numberText(lang, value) {
  return new Intl.NumberFormat(lang === "da" ? "da-DK" : "en-GB", { maximumFractionDigits: 1 }).format(value).replace("-", "\u2212");
}
