"""The columns of marks: whole numbers in plain arrays, words as codes of a vocabulary, so that millions of rows fit.

A row is one mark of one attempt. What follows from the attempt (learner, case) or from the item (visit, decision) is
kept once, and only spread over the rows when a table is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

#: A code that stands for nothing: no choice, no harm, no certainty.
NONE = -1
#: Columns of words, and columns of numbers; `attempt` is the place of the attempt in the list of attempts.
WORDS = ("item", "mark", "grade", "harm", "chosen", "best", "rule", "missing")
NUMBERS = ("attempt", "visit_number", "points", "of", "confidence", "practice")
#: What the words of an item are made of, in order; `/` stands between them.
ITEM_PARTS = ("base", "visit", "category", "kind", "subject")
SEPARATOR = "/"

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class Vocabulary:
    """The words of one column, each with its code."""

    words: list[str] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)

    def code(self, word: str | None) -> int:
        """Return the code of a word, a new one where it is new."""
        if not word:
            return NONE
        found = self.codes.get(word)
        if found is None:
            found = self.codes[word] = len(self.words)
            self.words.append(word)
        return found


class Columns:
    """The rows of many attempts, attempt by attempt."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self.words = {name: Vocabulary() for name in WORDS}
        self.arrays: dict[str, Array] = {name: np.empty(0, np.int8) for name in (*NUMBERS, *WORDS)}
        self._new = self._none()

    @staticmethod
    def _none() -> dict[str, array[int]]:
        return {name: array("i") for name in (*NUMBERS, *WORDS)}

    @property
    def rows(self) -> int:
        """Return how many rows are settled."""
        return len(self.arrays["attempt"])

    @property
    def waiting(self) -> int:
        """Return how many rows were added since."""
        return len(self._new["attempt"])

    def add(self, words: Sequence[str | None], numbers: Sequence[int]) -> None:
        """Add a row.

        Args:
            words: in the order of `WORDS`.
            numbers: in the order of `NUMBERS`.
        """
        for name, word in zip(WORDS, words, strict=True):
            self._new[name].append(self.words[name].code(word))
        for name, value in zip(NUMBERS, numbers, strict=True):
            self._new[name].append(value)

    def settle(self, spans: Sequence[tuple[int, int]]) -> None:
        """Keep these rows in this order, numbering the attempts anew, and forget the others.

        One column after the other, so that never more than one stands in memory twice.

        Args:
            spans: from which row to which (not included), for each attempt; rows that were added count on from `rows`.
        """
        kind = np.int32 if self.rows + self.waiting < 2**31 else np.int64
        lengths = np.fromiter((stop - start for start, stop in spans), np.int64, len(spans))
        starts = np.fromiter((start for start, _ in spans), np.int64, len(spans))
        wanted = np.repeat((starts - np.cumsum(lengths) + lengths).astype(kind), lengths)
        wanted += np.arange(len(wanted), dtype=kind)
        new, self._new = self._new, self._none()
        for name in (*NUMBERS, *WORDS):
            fresh = np.frombuffer(new.pop(name), np.int32)
            if name == "attempt":
                joined = np.repeat(np.arange(len(spans), dtype=np.int32), lengths)
            else:
                joined = np.concatenate([self.arrays[name], fresh])[wanted]
            self.arrays[name] = _smallest(joined)

    def categorical(self, name: str) -> pd.Categorical:
        """Return a column of words; the codes are not copied."""
        return pd.Categorical.from_codes(self.arrays[name], categories=self.words[name].words, validate=False)

    def item_parts(self) -> Iterator[tuple[str, pd.Categorical]]:
        """Yield what follows from the item of a row: its case, visit, category, kind and subject."""
        table = [word.split(SEPARATOR) for word in self.words["item"].words]
        for place, name in enumerate(ITEM_PARTS):
            part = Vocabulary()
            codes = _smallest(np.array([part.code(row[place]) for row in table] or [NONE], np.int64))
            yield name, pd.Categorical.from_codes(codes[self.arrays["item"]], categories=part.words, validate=False)


def _smallest(values: Array) -> Array:
    """Return whole numbers in the smallest type that holds them."""
    top = int(values.max(initial=0))
    low = int(values.min(initial=0))
    for kind in (np.int8, np.int16, np.int32):
        bounds = np.iinfo(kind)
        if bounds.min <= low and top <= bounds.max:
            return values.astype(kind, copy=False)
    return values
