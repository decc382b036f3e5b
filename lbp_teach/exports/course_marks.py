"""What each learner of a course has reached: her patients with their weights, and the mark of the course."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lbp_teach.courses.assigning import Place, patients
from lbp_teach.courses.joining import Joined, joined
from lbp_teach.courses.mark import course_mark
from lbp_teach.courses.members import who_joined
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.window import window
from lbp_teach.exports.reading import Marked, Tick, marked, unmarked_of
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Learner, Store

Counting = Literal["first", "best", "last"]
#: What was marked before, by attempt, how many events it had, and whether time had ended it.
Kept = MutableMapping[tuple[str, int, bool], Marked]


@dataclass(frozen=True)
class Reached:
    """One patient of a learner in a course.

    Attributes:
        place: which patient, and what it counts for.
        one: the attempt that counts; None where there is none.
        share: its result, from 0 to 1; None where there is none.
    """

    place: Place
    one: Marked | None
    share: float | None

    @property
    def lost(self) -> bool:
        """Return whether the patient was met and cannot be marked any more, which is not the learner's fault."""
        return self.one is not None and self.one.report is None and self.one.not_marked != "unfinished"


@dataclass(frozen=True)
class Standing:
    """A learner in a course.

    Attributes:
        learner: who.
        over: whether the course is over for her, the last answers taken.
        places: her patients, in the order of the groups.
        last: when she last did something with one of them; None where she never did.
        mark: of the course, from 0 to 1; None where there is none yet.
    """

    learner: Learner
    over: bool
    places: tuple[Reached, ...]
    last: str | None
    mark: float | None

    @property
    def finished(self) -> int:
        """Return how many of her patients have gone home, or have nothing left to be decided."""
        return sum(one.one is not None and (one.one.finished is not None or one.one.done) for one in self.places)


def course_marks(
    store: Store,
    state: CourseState,
    book: Book,
    now: datetime,
    *,
    counting: Counting = "first",
    tick: Tick | None = None,
    kept: Kept | None = None,
) -> Iterator[Standing]:
    """Yield how each learner who has joined a course stands, one at a time.

    What counts is what was done in the course, also where the learner had met the patient before or left a choice
    open, which then gives nothing. What cannot be marked any more is left out of the mean. In an exam a patient who
    was left when the time was over is marked as it stands, as in the exam's sealed results; elsewhere it is worth
    nothing when the course is over, unless the decisions of the last visit are locked.

    Args:
        store: the records.
        state: the course.
        book: the guideline.
        now: the server's time, with a zone.
        counting: which finished attempt at a patient counts.
        tick: told how many events were read.
        kept: what was marked before under the same guideline and cases; what is marked now is put into it.
    """
    for learner in who_joined(store, state.course.id):
        me = joined(store.stream(learner.id)).get(state.course.id)
        if me is not None:
            yield _standing(store, state, learner, me, book, now, counting, tick, {} if kept is None else kept)


def _standing(
    store: Store,
    state: CourseState,
    learner: Learner,
    me: Joined,
    book: Book,
    now: datetime,
    counting: Counting,
    tick: Tick | None,
    kept: Kept,
) -> Standing:
    found = [
        (one, broken) for one, broken in unmarked_of(learner, store, tick=tick) if one.attempt.course == state.course.id
    ]
    stands = window(state, me, min((one.attempt.started for one, _ in found), default=None), now)
    over = stands.status == "over" and not stands.takes
    as_it_stands = over and state.course.mode == "exam"
    tried = []
    for one, broken in found:
        key = one.attempt.id, one.events, as_it_stands
        if key not in kept:
            kept[key] = marked(one, book, broken=broken, time_up=as_it_stands, decided_counts=True)
        tried.append(kept[key])
    places = tuple(
        _reached(place, [one for one in tried if one.attempt.place == place.name], counting)
        for place in patients(state.course, learner.id)
    )
    parts = [(one.place.weight, one.share) for one in places if not one.lost]
    last = max((one.last for one in tried), default=None)
    return Standing(learner, over, places, last, course_mark(parts, over=over))


def _reached(place: Place, tried: Sequence[Marked], counting: Counting) -> Reached:
    whole = [one for one in tried if one.report is not None or one.finished]
    if not whole:
        return Reached(place, tried[0] if tried else None, None)
    one = whole[0] if counting == "first" else whole[-1]
    if counting == "best":
        one = max(whole, key=lambda each: each.report.score if each.report else -1.0)
    return Reached(place, one, one.report.score if one.report else None)
