// Type-ahead over the questions: words, stems and synonyms. Pure functions; they see only what is the same for every patient.

const ENDINGS = ["ernes", "erne", "ende", "enes", "ene", "ing", "ede", "ers", "ens", "ets", "er", "en", "et", "ed", "es", "ly", "e", "s", "t"];
const SMALL_WORDS = new Set(("har du er det der i på at og en et den til med om for af nogen noget jeg dig din dit hvad hvor hvordan kan " +
  "the a an do you did have has had is are any of in on to your with and what how where can it for about").split(" "));
const WORD = /[\p{L}\p{N}]+/gu;

/** Lower case, and accents off, but å, æ and ø stay letters of their own. */
export function fold(text) {
  return text.toLowerCase().replace(/[éèêë]/g, "e").replace(/[üû]/g, "u").replace(/ö/g, "ø").replace(/ä/g, "æ");
}

/** The word without its commonest Danish or English ending; at least three letters remain. */
export function stem(word) {
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= 3);
  return ending ? word.slice(0, -ending.length) : word;
}

function wordsOf(text) {
  return [...fold(text).matchAll(WORD)].map((hit) => ({ word: hit[0], at: hit.index }));
}

/** How `typed` is found in `word`: {score, from, length} or null. Whole beginnings first, then stems, then parts of compounds. */
function findIn(word, typed) {
  if (word.startsWith(typed)) return { score: word === typed ? 6 : 5, from: 0, length: typed.length };
  const root = stem(typed);
  if (root.length >= 3 && word.startsWith(root) && stem(word).length <= root.length + 2) return { score: 4, from: 0, length: root.length };
  const inside = typed.length >= 4 ? word.indexOf(typed) : root.length >= 5 ? word.indexOf(root) : -1;
  return inside > 0 ? { score: 2, from: inside, length: Math.min(typed.length, word.length - inside) } : null;
}

function bestIn(words, typed) {
  let best = null;
  for (const { word, at } of words) {
    const hit = findIn(word, typed);
    if (hit && (!best || hit.score > best.score)) best = { ...hit, from: at + hit.from };
  }
  return best;
}

/** The typed words that carry meaning; all of them when there is nothing else yet. */
export function typedWords(text) {
  const all = wordsOf(text).map((hit) => hit.word);
  const telling = all.filter((word) => !SMALL_WORDS.has(word));
  return telling.length ? telling : all;
}

/** Prepare the pack's questions once, so that each key stroke is cheap. */
export function indexQuestions(questions) {
  return questions.map((question) => ({
    question,
    text: wordsOf(question.text),
    more: (question.synonyms || []).flatMap(wordsOf),
  }));
}

/**
 * The questions that fit best, at most `limit`. Only those that match as many typed words as the best one does.
 * @returns {Array<{question: Object, marks: Array<[number, number]>}>} marks are [from, to] in the question's text
 */
export function findQuestions(index, typed, limit = 6) {
  const words = typedWords(typed);
  if (!words.length) return [];
  const found = [];
  index.forEach((entry, order) => {
    let score = 0;
    let matched = 0;
    const marks = [];
    for (const word of words) {
      const inText = bestIn(entry.text, word);
      const inMore = bestIn(entry.more, word);
      if (inText) marks.push([inText.from, inText.from + inText.length]);
      if (inText || inMore) matched += 1;
      score += Math.max(inText ? inText.score + 1 : 0, inMore ? inMore.score : 0);
    }
    if (matched) found.push({ question: entry.question, marks, matched, score, order });
  });
  const most = Math.max(0, ...found.map((hit) => hit.matched));
  return found
    .filter((hit) => hit.matched === most)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, limit)
    .map(({ question, marks }) => ({ question, marks }));
}

/** Cut `text` at the marks: [["Kan du tømme ", false], ["blære", true], ["n", false]]. */
export function cutAtMarks(text, marks) {
  const pieces = [];
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (from < at) continue;
    pieces.push([text.slice(at, from), false], [text.slice(from, to), true]);
    at = to;
  }
  pieces.push([text.slice(at), false]);
  return pieces.filter(([piece]) => piece !== "");
}
