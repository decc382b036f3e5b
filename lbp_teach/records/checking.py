"""The check of a whole store: every chain, and one digest of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lbp_teach.records import chain
from lbp_teach.records.base import Base
from lbp_teach.records.identity import COURSES

_COURSE = re.compile(rf"{COURSES}[0-9a-f]{{12}}")


@dataclass(frozen=True)
class Found:
    """What the check of a whole store found.

    Attributes:
        breaks: who and what: the id and the name of the learner, and the break.
        learners: how many learners have events, or had.
        courses: how many courses have, which are records of their own; removed ones among them.
        events: how many events were read.
        digest: of everything recorded until the time that was asked for.
    """

    breaks: tuple[tuple[str, str, chain.Break], ...]
    learners: int
    courses: int
    events: int
    digest: str


class Checks(Base):
    """The checks of a store."""

    def verify(self, learner: str) -> int | None:
        """Return the first sequence number at which a learner's chain is broken, or None if it is whole."""
        found = self.breaks(learner)
        return found[0].first if found else None

    def breaks(self, learner: str) -> list[chain.Break]:
        """Return every place at which a learner's chain does not hold."""
        return chain.breaks(learner, self._rows(learner), self._head(learner))

    def heads(self) -> dict[str, chain.Head]:
        """Return the last sequence number and hash of every learner who has events: what has changed shows in these."""
        return {row[0]: (row[1], row[2]) for row in self._read("SELECT learner, seq, hash FROM heads")}

    def hash_at(self, learner: str, seq: int) -> str | None:
        """Return the hash of one event, to be held against one that was noted elsewhere; None where there is none."""
        rows = self._read("SELECT hash FROM events WHERE learner = :learner AND seq = :seq", learner=learner, seq=seq)
        return rows[0][0] if rows else None

    def _head(self, learner: str) -> chain.Head | None:
        rows = self._read("SELECT seq, hash FROM heads WHERE learner = :learner", learner=learner)
        return (rows[0][0], rows[0][1]) if rows else None

    def check(self, until: str | None = None) -> Found:
        """Check every chain of the store.

        Args:
            until: an ISO 8601 time in UTC as events have it; the digest covers what was recorded until then. None for
                everything.
        """
        names = {row[0]: row[1] for row in self._read("SELECT id, name FROM learners")}
        ids = {row[0] for row in self._read("SELECT learner FROM heads UNION SELECT learner FROM events")}
        found: list[tuple[str, str, chain.Break]] = []
        heads: list[tuple[str, int, str]] = []
        events = 0
        for learner in sorted(ids):
            wrong, count, head = self._checked(learner, until)
            if learner not in names and not self._read("SELECT 1 FROM learners WHERE id = :id", id=learner):
                if not count and self._head(learner) is None:
                    continue  # purged while we read
                wrong.append(chain.Break("no_learner", 1, max(count, 1)))
            events += count
            heads += [(learner, *head)] if head else []
            found += [(learner, names.get(learner, "?"), one) for one in wrong]
        learners = sum(not one.startswith(COURSES) for one in ids)
        # What teachers keep beside the courses, such as judgements for a pass mark, is neither.
        courses = sum(_COURSE.fullmatch(one) is not None for one in ids)
        return Found(tuple(found), learners, courses, events, chain.digest(heads))

    def _checked(self, learner: str, until: str | None) -> tuple[list[chain.Break], int, chain.Head | None]:
        count = 0
        end: chain.Head | None = None

        def counted() -> Iterator[chain.Row]:
            nonlocal count, end
            for row in self._rows(learner):
                count += 1
                if until is None or row[5] <= until:
                    end = (row[0], row[7])
                yield row

        rows = counted()
        wrong = chain.breaks(learner, rows, self._head(learner))
        if [one.kind for one in wrong] == ["added"]:
            # It may be the learner, who went on while we read.
            count, end = 0, None
            wrong = chain.breaks(learner, counted(), self._head(learner))
        return wrong, count, end
