"""Everything a learner has finished, marked once: what home and the progress page are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.progress.evidence import Marked, ended, marked
from lbp_teach.progress.mastery import shown_in
from lbp_teach.progress.model import Progress
from lbp_teach.progress.next_case import Learning, Option, Recommendation, recommend
from lbp_teach.progress.schedule import Memory, memories
from lbp_teach.scoring import score
from lbp_teach.variants import base_of


@dataclass
class Shelf:
    """What has been worked out of finished attempts, which never change again; one for each session."""

    marked: dict[tuple[str, bool], Marked] = field(default_factory=dict)
    remembered: tuple[tuple[str, ...], dict[str, Memory]] = ((), {})


@dataclass(frozen=True)
class Past:
    """A learner's attempts as the progress page needs them.

    Attributes:
        attempts: all attempts, by id.
        now: the present time, with a zone.
        shelf: where what was worked out is kept.
        held: cases that are not to be recommended, because they are in a running exam.
    """

    attempts: Mapping[str, Attempt]
    now: datetime
    shelf: Shelf = field(default_factory=Shelf)
    held: frozenset[str] = frozenset()

    def marked(self, attempt: Attempt, book: Book) -> Marked:
        """Return what a finished attempt says. One on a version of a case that is gone says only that it was made."""
        key = (attempt.id, attempt.more)
        if key not in self.shelf.marked:
            self.shelf.marked[key] = _marked(attempt, book)
        return self.shelf.marked[key]

    def history(self, book: Book) -> list[Marked]:
        """Return what each finished attempt says, oldest first."""
        found = [self.marked(one, book) for one in self.attempts.values() if one.finished]
        return sorted(found, key=lambda one: (one.at, one.attempt))

    def memories(self, history: list[Marked]) -> dict[str, Memory]:
        """Return what is remembered of each rule."""
        names = tuple(f"{one.attempt}:{one.told}" for one in history)
        if self.shelf.remembered[0] != names:
            self.shelf.remembered = (names, memories(history, content.progress().choices))
        return self.shelf.remembered[1]

    def newest(self) -> dict[str, str]:
        """Return the id of the newest attempt at each case or variant, as home and the session count them."""
        newest = {one.case: one for one in self.attempts.values()}
        return {name: one.id for name, one in newest.items() if as_played(one)}

    def open(self) -> set[str]:
        """Return the cases that are under way, as written or as a variant."""
        return {base_of(name) for name, attempt in self.newest().items() if not self.attempts[attempt].finished}

    def learning(self, book: Book) -> Learning:
        """Return what is known of the learner when a case is chosen."""
        history = self.history(book)
        trained = [one for one in content.progress().competencies if not one.categories]
        patients = {one.id: len(shown_in(one.id, history, self.now)) for one in trained}
        return Learning(history, self.memories(history), patients, self.open(), self.now)

    def next_case(self, book: Book) -> Recommendation | None:
        """Return the case that comes next, and why."""
        found = content.progress()
        options = [Option(c.id, c.difficulty, found.trains.get(c.id, {})) for c in content.catalogue().cards]
        options = [one for one in options if one.id not in self.held]
        return recommend(options, self.learning(book), found.choices)


def as_played(attempt: Attempt) -> bool:
    """Return whether the case of an attempt is still as it was played."""
    return content.current_hash(attempt.case) == attempt.case_hash


def _marked(attempt: Attempt, book: Book) -> Marked:
    if not as_played(attempt):
        case = base_of(attempt.case)
        return Marked(attempt.id, case, ended(attempt), practice=attempt.practice_from == 0, told=False)
    found: Progress = content.progress()
    report = score(content.load_case(attempt.case), attempt, book, explain=False)
    return marked(report, attempt, found, book)
