"""The conversation in words for the screen; what explains it is added only where answers may be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from lbp_teach.bedside.base import Plain
from lbp_teach.bedside.talk.key import Key
from lbp_teach.bedside.talk.model import Utterance
from lbp_teach.bedside.talk.mood import LEVELS, TOP, Mood, a_week_later, level
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text


def in_hash_order(pool: Iterable[Utterance]) -> list[Utterance]:
    """Return the lines in an order made from their ids alone: the same for every patient, and no hint."""
    return sorted(pool, key=lambda line: sha256(line.id.encode()).digest())


def mood_words(mood: Mood) -> Plain:
    """Return a mood as the screen draws it: which of the words, and how many parts of the bar."""
    return {
        "worry": level(mood.worry),
        "trust": level(mood.trust),
        "levels": LEVELS,
        "at": [mood.worry, mood.trust, TOP],
    }


def later(key: Key, said: Iterable[Sequence[str]], mood: Mood) -> Mood:
    """Return how the patient is a week after the whole conversation."""
    return a_week_later(mood, [key.judged[name].kind for turn in said for name in turn])


def annotated(
    book: Book, key: Key, turn: int, spoken: Sequence[str], words: Mapping[str, Text], lang: Lang
) -> dict[str, list[Plain]]:
    """Return what was said in a turn with what it came to, and what a good colleague could have said."""

    def told(name: str) -> Plain:
        judged = key.judged[name]
        return {
            "id": name,
            "text": words[name](lang),
            "kind": judged.kind,
            "because": book.words(judged.because)(lang),
            "citations": by_section(citation(book, cite, lang, EDITION) for cite in judged.cites),
            "reviewed": judged.reviewed and all(book.statements[c].reviewed == "sourced" for c in judged.cites),
        }

    return {"lines": [told(name) for name in spoken], "model": [told(line.id) for line in key.model(turn)]}
