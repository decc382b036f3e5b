"""From the records to one typed table of marks, and to one of attempts. Only what changed is read and marked again.

A learner whose chain ends where it ended last time is not read. Of one who went on, an attempt is marked again only if
its number of events, its case as it is today or its edition is another; scorer and guideline are those of the whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from lbp_teach import content, records
from lbp_teach.cohort import marks_file
from lbp_teach.cohort.columns import Columns
from lbp_teach.cohort.habits_seen import about_word, earlier_of, habits_word
from lbp_teach.cohort.judging import Noted
from lbp_teach.cohort.marking import add_rows, holds
from lbp_teach.cohort.marks_file import Kept
from lbp_teach.cohort.played import Played, orders, played, renumber
from lbp_teach.cohort.simulated import is_simulated
from lbp_teach.courses.record import CourseState, all_courses
from lbp_teach.exports.reading import Store, Streams, marked, unmarked_of
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Learner
from lbp_teach.records.identity import COURSES
from lbp_teach.scoring import SCORER
from lbp_teach.variants import base_of

#: Told how many of the learners who went on were read, and of how many.
Progress = Callable[[int, int], None]
#: The file is written anew when more than one attempt in so many was marked since.
WORTH_SAVING = 50
#: So many learners are read before what came of it is kept: who closes the page loses no more than that.
AT_ONCE = 1000
_WORDS = ("learner", "pseudonym", "attempt", "case", "base", "edition", "not_marked", "course", "habits")
_NUMBERS = ("number", "seconds", "points", "of", "critical", "events")
_TRUTHS = ("passed", "practice", "counts")
_TIMES = ("started", "finished")


class Source(Store, Protocol):
    """What is needed of the records, whatever they are kept in."""

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return the last sequence number and hash of every learner who has events."""


@dataclass(frozen=True)
class Refreshed:
    """What a refresh cost.

    Attributes:
        learners: how many learners there are.
        read: how many of them were read because they went on.
        marked: how many attempts were marked.
        gone: how many learners are no longer in the records.
    """

    learners: int
    read: int
    marked: int
    gone: int


def guideline_key(book: Book) -> str:
    """Return what changes with the scorer and with anything in the guideline, as a short text."""
    return f"{SCORER}-{_digest(book)}"


@lru_cache(maxsize=4)
def _digest(book: Book) -> str:
    return hashlib.sha256(book.guideline.model_dump_json().encode()).hexdigest()[:16]


class Marks:
    """The marks of everybody in the records.

    Typical use: `marks = Marks(store, book, content.data_root())`, then `marks.refresh()` now and then, and
    `marks.items()` and `marks.attempts()` for the tables.
    """

    def __init__(self, store: Source, book: Book, home: Path | None = None) -> None:
        """Begin with what was kept last time, if anything.

        Args:
            store: the records; they are only read.
            book: the guideline.
            home: the data directory, in which marks are kept between two openings; None to keep none.
        """
        self._store, self._book = store, book
        self._file = marks_file.file_of(home, guideline_key(book)) if home else None
        kept = marks_file.load(self._file) if self._file else None
        self._kept = kept or Kept({}, [], Columns())
        self._unsaved = 0
        self._today = lru_cache(maxsize=None)(_hash_today)

    # ---- reading ----

    def refresh(self, tick: Progress | None = None) -> Refreshed:
        """Read what changed since the last call, and mark it.

        Args:
            tick: told how many learners were read, and of how many; for a progress bar.
        """
        self._today.cache_clear()
        # A course has a record of its own, which holds no attempts.
        heads = {name: head for name, head in self._store.heads().items() if not name.startswith(COURSES)}
        had = self._by_learner()
        todo = sorted(name for name in heads if self._went_on(name, heads[name], had.get(name, ())))
        gone = len(self._kept.heads.keys() - heads.keys())
        read = marks = 0

        def one_more() -> None:
            nonlocal read
            read += 1
            if tick:
                tick(read, len(todo))

        for start in range(0, max(len(todo), bool(gone)), AT_ONCE):
            now, later = set(todo[start : start + AT_ONCE]), set(todo[start + AT_ONCE :])
            # Who is read later keeps the head that she had, so that who stops now goes on there.
            old = self._kept.heads
            then = {name: old.get(name) if name in later else head for name, head in heads.items()}
            marks += self._round({name: head for name, head in then.items() if head}, now, one_more)
        if gone:  # a learner who is gone must not stay in the file
            self._save()
        return Refreshed(len(heads), read, marks, gone)

    def _round(self, heads: dict[str, tuple[int, str]], now: set[str], one_more: Callable[[], None]) -> int:
        """Read and mark some learners, keep what came of it, and return how many attempts were marked.

        Args:
            heads: what is read after it, by learner; others are left out.
            now: who is read.
            one_more: told after each of them.
        """
        had = self._by_learner()
        attempts: list[Played] = []
        ratings: dict[str, float] = {}
        marks = rated = 0
        for learner in self._store.learners():
            found, rating = had.get(learner.id, []), self._kept.ratings.get(learner.id)
            if learner.id in now:
                before, noted, known = {one.attempt: one for one in found}, Noted(self._store.stream), rating
                found = list(self._read(learner, before, noted))
                rating = noted.rating
                marks += sum(before.get(one.attempt) is not one for one in found)
                rated += rating != known
                one_more()
            elif learner.id not in heads:
                continue
            if rating is not None:
                ratings[learner.id] = rating
            attempts += found
        self._kept.columns.settle([(one.start, one.stop) for one in attempts])
        renumber(attempts)
        # A head was read before its events: who went on meanwhile is read again next time, and nothing is missed.
        self._kept = Kept(heads, attempts, self._kept.columns, ratings)
        self._unsaved += marks + rated
        # Of ten thousand learners one who goes on is not worth writing the whole file.
        if self._unsaved * WORTH_SAVING > len(attempts):
            self._save()
        return marks

    def _save(self) -> None:
        if self._file:
            marks_file.save(self._file, self._kept)
        self._unsaved = 0

    def _by_learner(self) -> dict[str, list[Played]]:
        had: dict[str, list[Played]] = {}
        for one in self._kept.attempts:
            had.setdefault(one.learner, []).append(one)
        return had

    def _went_on(self, learner: str, head: tuple[int, str], attempts: list[Played] | tuple[()]) -> bool:
        if self._kept.heads.get(learner) != head:
            return True
        return any(self._today(one.case) != one.today for one in attempts)

    def _read(self, learner: Learner, before: Mapping[str, Played], events: Streams) -> Iterator[Played]:
        patients: list[str] = []
        for one, broken in unmarked_of(learner, events):
            today = self._today(one.attempt.case)
            known = before.get(one.attempt.id)
            if known is not None and holds(known, one, today):
                patients.append(known.about)
                yield known
                continue
            ready = marked(one, self._book, broken=broken)
            new = played(ready, base_of(one.attempt.case), today)
            add_rows(self._kept.columns, new, ready)
            new.habits = habits_word(ready, earlier_of(patients, one.attempt.case), self._book)
            new.about = about_word(ready, today)
            patients.append(new.about)
            yield new

    def ratings(self) -> dict[str, float]:
        """Return by learner id the global rating that an examiner gave."""
        return dict(self._kept.ratings)

    @property
    def store(self) -> Source:
        """Return the records."""
        return self._store

    def courses(self) -> list[CourseState]:
        """Return the courses of the records that are read; none where these are no store that has them."""
        return all_courses(self._store) if isinstance(self._store, records.Store) else []

    # ---- tables ----

    def attempts(self, groups: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return one row for each attempt, also for those that are not finished or cannot be marked.

        Args:
            groups: by learner id or id of a course, the group of the learner's attempts or of those made in the course;
                the learner's goes first. Attempts in none have no value there.

        Returns:
            Columns: those of `Played` without its places and `about`, and `score` (percentage of the points, not
            rounded; missing without marks), `simulated` (whether a simulated learner made it), `group`, `order` (which
            of the learner's attempts that count, by time, from 1; 0 for others) and `to_last` (the same counted from
            the last, which is 1).
        """
        rows = self._kept.attempts
        table = pd.DataFrame({name: pd.Categorical([getattr(one, name) or None for one in rows]) for name in _WORDS})
        for name in _NUMBERS:
            table[name] = np.array([getattr(one, name) for one in rows], np.int32)
        for name in _TRUTHS:
            table[name] = np.array([getattr(one, name) for one in rows], bool)
        for name in _TIMES:
            table[name] = pd.to_datetime([getattr(one, name) or None for one in rows], utc=True, format="ISO8601")
        table["score"] = 100 * table["points"] / table["of"].where(table["of"] > 0)
        table["simulated"] = np.array([is_simulated(one.pseudonym) for one in rows], bool)
        named = groups or {}
        table["group"] = pd.Categorical([named.get(one.learner) or named.get(one.course) for one in rows])
        order = [list(places) for places in orders(rows)]
        table["order"], table["to_last"] = (np.array(places, np.int32) for places in order)
        return table

    def items(self, groups: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return one row for each mark of each attempt that is marked.

        Args:
            groups: as for `attempts`.

        Returns:
            Columns of words (categories): `item` (the same thing at the same visit of the same case), and what it is
            made of: `base`, `visit`, `category`, `kind`, `subject`; `mark`, `grade`, `harm`, `chosen` (of an
            estimate what `stated.word` returns), `best` (values with spaces), `rule` (the leading one), `missing`
            (finding keys with spaces); of the attempt: `learner`, `attempt`, `case`, `edition`, `group`. Numbers:
            `visit_number` (from 1), `points` (may be negative), `of`, `confidence` (1 to 3, missing where none was
            given), `number`, `order`, `to_last`. Truths: `practice` (it is practice only), `counts` (its attempt
            counts).
        """
        columns, whose = self._kept.columns, self.attempts(groups)
        data: dict[str, object] = dict(columns.item_parts())
        data |= {name: columns.categorical(name) for name in columns.words}
        data["visit_number"] = columns.arrays["visit_number"]
        # Wide enough to be multiplied: a byte would overflow without a word.
        data |= {name: columns.arrays[name].astype(np.int32) for name in ("points", "of")}
        sure = columns.arrays["confidence"]
        data["confidence"] = pd.arrays.IntegerArray(np.maximum(sure, 0).astype(np.int8), sure < 0)
        at = columns.arrays["attempt"]
        for name in ("learner", "attempt", "case", "edition", "group"):
            codes = whose[name].cat.codes.to_numpy()
            data[name] = pd.Categorical.from_codes(codes[at], categories=whose[name].cat.categories, validate=False)
        for name in ("number", "order", "to_last", "counts"):
            data[name] = whose[name].to_numpy()[at]
        data["practice"] = columns.arrays["practice"].astype(bool) | whose["practice"].to_numpy()[at]
        return pd.DataFrame(data, copy=False)


def _hash_today(case: str) -> str:
    return content.current_hash(case) or ""
