"""Search over the guideline in both languages: whole words, word stems, parts of compounds, fact and conflict numbers.

The index is small (some thousand words), so it is a dictionary and is made once in a process.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from lbp_teach.explorer import conflict, statement, topic_of
from lbp_teach.explorer_words import GLOSSARY
from lbp_teach.figures import FIGURES
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text

Plain = dict[str, Any]
Group = Literal["statement", "conflict", "word"]
LIMIT = 40
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
# The same endings as front/search.js, which searches the questions of a case.
_ENDINGS = tuple("ernes erne ende enes ene ing ede ers ens ets er en et ed es ly e s t".split())  # noqa: SIM905
_SMALL = frozenset(
    words
    for line in (
        "har du er det der i på at og en et den til med om for af hvad hvor hvordan kan ved som de",
        "the a an do you is are any of in on to your with and what how where can it about by",
    )
    for words in line.split()
)
_FOLD = str.maketrans("éèêëüûöä", "eeeeuuøæ")
_WHOLE, _START, _STEM, _INSIDE = 6, 5, 4, 2


def fold(text: str) -> str:
    """Return lower case without accents; å, æ and ø stay letters of their own."""
    return text.lower().translate(_FOLD)


def stem(word: str) -> str:
    """Return the word without its commonest Danish or English ending; at least three letters remain."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; of `C-10` and `F-IMG-06` the whole and of `rygcenter-kliniker` the parts."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        found.append(word)
        if "-" in word and not re.match(r"[cf]-", word):
            found += word.split("-")
    return found


def typed_words(text: str) -> list[str]:
    """Return the typed words that carry meaning; all of them when there is nothing else yet."""
    words = list(dict.fromkeys(words_of(text[:200])))[:12]
    return [word for word in words if word not in _SMALL] or words


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes:
        group: what it is.
        id: its name in the guideline.
        text: what is searched first.
        more: what is searched too, at less weight.
        opens: where it leads, as in the address.
        label: heading for a glossary word.
    """

    group: Group
    id: str
    text: Text
    more: str
    opens: str
    label: Text | None = None


class Index:
    """Words of the guideline and where they stand."""

    def __init__(self, book: Book) -> None:
        """Index everything a student can look up."""
        self.book = book
        self.entries = [*_statements(book), *_conflicts(book), *_labels(book)]
        self._places: dict[str, dict[int, int]] = {}
        for at, entry in enumerate(self.entries):
            for weight, text in ((2, f"{entry.text.da} {entry.text.en}"), (1, f"{entry.more} {entry.id}")):
                for word in words_of(text):
                    places = self._places.setdefault(word, {})
                    places[at] = max(weight, places.get(at, 0))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)

    def hits(self, typed: str) -> dict[int, int]:
        """Return the score of each entry that holds a typed word, best form of match first."""
        found: dict[int, int] = {}
        for word, score in self._forms(typed).items():
            for at, weight in self._places[word].items():
                found[at] = max(found.get(at, 0), score * weight)
        return found or self._halves(typed)

    def _halves(self, typed: str) -> dict[int, int]:
        """Return entries that hold both halves of a compound which stands nowhere, as in `natsmerter`."""
        for cut in range(3, len(typed) - 3):
            left, right = self._places_of(typed[:cut]), self._places_of(stem(typed[cut:]))
            both_halves = left & right
            if both_halves:
                return dict.fromkeys(both_halves, _INSIDE)
        return {}

    def _places_of(self, start: str) -> set[int]:
        return {at for word in self._beginning(start) for at in self._places[word]} if len(start) >= 3 else set()

    def _forms(self, typed: str) -> dict[str, int]:
        forms = dict.fromkeys(self._beginning(typed), _START)
        root = stem(typed)
        if len(root) >= 3:
            for word in self._beginning(root):
                if len(stem(word)) <= len(root) + 2:
                    forms.setdefault(word, _STEM)
        inside = typed if len(typed) >= 4 else root if len(root) >= 5 else None
        if inside:
            for word in self._sorted:
                if inside in word:
                    forms.setdefault(word, _INSIDE)
        if typed in self._places:
            forms[typed] = _WHOLE
        return forms

    def _beginning(self, start: str) -> list[str]:
        if len(start) < 2:
            return [start] if start in self._places else []
        first = bisect_left(self._sorted, start)
        last = bisect_left(self._sorted, start + "\uffff")
        return self._sorted[first:last]

    def find(self, text: str) -> list[Entry]:
        """Return the entries that hold most of the typed words, best first."""
        words = typed_words(text)
        matched: dict[int, int] = {}
        score: dict[int, int] = {}
        for word in words:
            for at, points in self.hits(word).items():
                matched[at] = matched.get(at, 0) + 1
                score[at] = score.get(at, 0) + points
        most = max(matched.values(), default=0)
        best = [at for at, count in matched.items() if count == most]
        best.sort(key=lambda at: (-score[at], len(self.entries[at].text.da), at))
        return [self.entries[at] for at in best]


def _statements(book: Book) -> list[Entry]:
    topics = {t.id: t.label for t in book.guideline.topics}
    return [
        Entry(
            "statement",
            s.id,
            book.words(s.text),
            f"{s.source} {s.section} {' '.join((*s.facts, *book.conflicts_of(s)))} "
            f"{topics[topic_of(book, s.id)].da} {topics[topic_of(book, s.id)].en}",
            s.id,
        )
        for s in book.guideline.statements
    ]


def _conflicts(book: Book) -> list[Entry]:
    found = []
    for c in book.guideline.conflicts:
        texts = [book.words(t) for t in (c.why, c.follow, c.teach, *(one.text for one in c.says))]
        more = " ".join(f"{t.da} {t.en}" for t in texts) + " " + " ".join(one.source for one in c.says)
        found.append(Entry("conflict", c.id, c.question, more, c.id))
    return found


def _labels(book: Book) -> list[Entry]:
    """Return the glossary: what the guideline calls things, in both languages, and where to read on."""
    found: dict[tuple[str, str], Entry] = {}

    def add(name: str, text: Text, opens: str, label: Text) -> None:
        text = book.words(text)
        found.setdefault((text.da.lower(), text.en.lower()), Entry("word", name, text, "", opens, label))

    for topic in book.guideline.topics:
        add(topic.id, topic.label, f"topic/{topic.id}", GLOSSARY["topic"])
    for figure in FIGURES:
        add(figure.id, figure.title, f"figure/{figure.id}", GLOSSARY["figure"])
        for box in figure.boxes:
            add(f"{figure.id}.{box.id}", box.title, f"figure/{figure.id}/{box.id}", figure.title)
    for parameter in book.guideline.parameters:
        add(parameter.id, parameter.label, "editions", GLOSSARY["parameter"])
    for decision in book.guideline.decisions:
        cited = _first_cited(book, decision.id)
        for option in decision.options:
            opens = cited.get(option.value)
            if opens:
                add(f"{decision.id}.{option.value}", option.label, opens, decision.axis)
    return list(found.values())


def _first_cited(book: Book, decision: str) -> dict[str, str]:
    """Return, for each value of a decision, a statement behind a rule that recommends it."""
    found: dict[str, str] = {}
    for rule in book.guideline.rules:
        effect = rule.then.get(decision)
        for value in (*effect.best, *effect.acceptable) if effect else ():
            found.setdefault(value, rule.cites[0])
    return found


@lru_cache(maxsize=2)
def index_of(book: Book) -> Index:
    """Return the index of a guideline, made once."""
    return Index(book)


def marks(text: str, typed: str) -> list[list[int]]:
    """Return where the typed words stand in a text, as [from, to]."""
    found = []
    roots = [(word, stem(word)) for word in typed_words(typed)]
    for hit in _WORD.finditer(fold(text)):
        for word, root in roots:
            for part in (word, root):
                at = hit.group().find(part)
                if at == 0 or (at > 0 and len(part) >= 4):
                    found.append([hit.start() + at, hit.start() + at + len(part)])
                    break
            else:
                continue
            break
    return found


def search(book: Book, text: str, lang: Lang) -> Plain:
    """Return what is found for a text, in one language whichever it was typed in."""
    found = index_of(book).find(text) if text.strip() else []
    groups: dict[Group, list[Entry]] = {"word": [], "conflict": [], "statement": []}
    for entry in found:
        groups[entry.group].append(entry)
    return {
        "text": text,
        "words": [
            {"id": e.id, "label": e.text(lang), "under": e.label(lang) if e.label else "", "opens": e.opens}
            for e in groups["word"][:8]
        ],
        "statements": [
            {**statement(book, e.id, lang), "marks": marks(book.words(book.statements[e.id].text)(lang), text)}
            for e in groups["statement"][:LIMIT]
        ],
        "conflicts": [
            {**conflict(book, e.id, lang), "marks": marks(e.text(lang), text)} for e in groups["conflict"][:10]
        ],
        "touching": {
            name: conflict(book, name, lang)
            for e in groups["statement"][:LIMIT]
            for name in book.conflicts_of(book.statements[e.id])
        },
        "count": {name: len(entries) for name, entries in groups.items()},
    }
