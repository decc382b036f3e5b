"""A debrief as it is sent: what many marks cite stands in it once, and the marks name it. Pure.

Forty marks of one patient rest on the same few sections, and the same disagreements touch them. In Python every mark
holds its citations in full, so that it explains itself wherever it is read; on the wire that is most of the message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lbp_teach.explain import by_section, citation
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

Plain = dict[str, Any]
#: What a mark says of a disagreement beside its id; the rest stands in the explorer of the guideline.
_OF_DISPUTE = ("id", "question", "says", "follow", "reviewed")
#: Lists of marks, and what the marks of one patient say alike: the same fact stands behind many of them.
_MARKS = ("critical", "too_much", "rest")
_SAID = ("text", "formula", "facts", "for", "against", "unknown")
#: A text shorter than this is not worth a name.
_SHORT = 24


def told_once(told: Plain, book: Book, lang: Lang, edition: str) -> Plain:
    """Return what is told with every citation and every disagreement in it once, named where it belongs.

    Args:
        told: a debrief, or what is said of one visit, as far as it is given: what was trimmed away is not looked up.
        book: the guideline.
        lang: language of the words.
        edition: edition by which it was marked.

    Returns:
        The same data, in which `citations` are lists of statement ids, one list for each section, and `conflicts` are
        ids; `sources` and `disagreements` hold by id what they name. A citation that reads otherwise than its
        statements do stays as it is. What several marks say alike is a number: its place in `phrases`.
    """
    shelf = _Shelf(book, lang, edition)
    plain: Plain = shelf.named(told)
    marks = [mark for name in _MARKS for mark in plain[name]]
    times = Counter(text for mark in marks for text in _texts(mark))
    phrases = [text for text, n in times.items() if n > 1 and len(text) >= _SHORT]
    places = {text: place for place, text in enumerate(phrases)}
    plain |= {name: [_numbered(mark, places) for mark in plain[name]] for name in _MARKS}
    return {**plain, "sources": shelf.sources, "disagreements": shelf.disagreements, "phrases": phrases}


def _texts(mark: Plain) -> Iterator[str]:
    for name in _SAID:
        value = mark.get(name)
        yield from value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _numbered(mark: Plain, places: dict[str, int]) -> Plain:
    """Return a mark with numbers in place of what others say too."""
    said: Plain = {}
    for name in _SAID:
        value = mark.get(name)
        if isinstance(value, list):
            said[name] = [places.get(text, text) for text in value]
        elif isinstance(value, str):
            said[name] = places.get(value, value)
    return {**mark, **said}


class _Shelf:
    """What was named so far, by id."""

    def __init__(self, book: Book, lang: Lang, edition: str) -> None:
        self.sources: dict[str, Plain] = {}
        self.disagreements: dict[str, Plain] = {}
        self._told = book, lang, edition
        self._read: dict[tuple[str, ...], list[Plain]] = {}

    def named(self, part: Any) -> Any:
        """Return a part with names in place of what it cites."""
        if isinstance(part, list):
            return [self.named(one) for one in part]
        if not isinstance(part, dict):
            return part
        plain: Plain = {}
        for name, value in part.items():
            if name == "citations" and value:
                plain[name] = [self._cited(one) for one in value]
            elif name == "conflicts" and value:
                plain[name] = [self._disputed(one) for one in value]
            else:
                plain[name] = self.named(value)
        return plain

    def _cited(self, whole: Plain) -> Plain | list[str]:
        book, lang, edition = self._told
        names = tuple(whole["ids"])
        if any(name not in book.statements for name in names):
            return whole  # a tool at the bedside cites the whole guideline, of which a case loads a part
        if names not in self._read:
            self._read[names] = by_section(citation(book, name, lang, edition) for name in names)
        if self._read[names] != [whole]:
            return whole
        for name in names:
            if name not in self.sources:
                one = citation(book, name, lang, edition)
                self.sources[name] = {**one, "conflicts": [self._disputed(short) for short in one["conflicts"]]}
        return list(names)

    def _disputed(self, one: Plain) -> str:
        """Return the id of a disagreement; what is told of it in full somewhere is kept in full."""
        name: str = one["id"]
        if name not in self.disagreements or "says" in one:
            self.disagreements[name] = {key: value for key, value in one.items() if key in _OF_DISPUTE}
        return name
