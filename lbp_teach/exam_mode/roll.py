"""Who sits an exam, and where each is: read from the candidates' records, of which only what is new is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lbp_teach.courses.assigning import patients
from lbp_teach.courses.joining import WINDOW, Joined, joined
from lbp_teach.courses.members import who_joined
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.sealed import REFUSED
from lbp_teach.courses.window import window
from lbp_teach.records import Event, Learner, Store


@dataclass(frozen=True)
class Seat:
    """A candidate of an exam.

    Attributes:
        learner: who.
        joined: when she joined, ISO 8601 in UTC.
        extra: more time than the others, in per cent.
        began: when her first patient was opened; None where none was.
        begun: how many patients she has opened.
        done: how many of them have gone home.
        of: how many she is to meet.
        status: `soon`, `open` or `over`, for her.
        ends: when it ends for her; None for never.
        takes: whether acts of hers are still taken.
        moved: how often she went on in another window by pressing the button.
        reloaded: how often her page was loaded again.
        refused: how often something was refused.
        late: how many acts were taken after the end, in the grace.
    """

    learner: Learner
    joined: str
    extra: int
    began: str | None
    begun: int
    done: int
    of: int
    status: str
    ends: datetime | None
    takes: bool
    moved: int
    reloaded: int
    refused: int
    late: int


@dataclass
class Read:
    """What was read of one candidate.

    Attributes:
        seq: number of the last event that was read.
        me: the candidate in the course; None before she joined.
        places: attempts of the exam, each with its place.
        done: those of them that are finished.
        began: when the first began.
        times: when something was done in them, until each was finished.
        moved: see `Seat`.
        reloaded: see `Seat`.
        refused: see `Seat`.
    """

    seq: int = 0
    me: Joined | None = None
    places: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    began: str | None = None
    times: list[str] = field(default_factory=list)
    moved: int = 0
    reloaded: int = 0
    refused: int = 0

    def take(self, event: Event, course: str) -> None:
        """Take one event in."""
        self.seq = event.seq
        if event.body.get("course") == course:
            known = {course: self.me} if self.me else {}
            self.me = joined([event], known).get(course)
            if event.kind == "start":
                self.places[event.attempt] = str(event.body.get("place"))
                self.began = min(filter(None, (self.began, event.at)))
            elif event.kind == WINDOW:
                self.moved += event.body.get("how") == "take_over"
                self.reloaded += event.body.get("how") == "reload"
            elif event.kind == REFUSED:
                self.refused += 1
        # Whoever has finished a patient may look back and ask for more, whenever she likes: no answer of the exam.
        if event.attempt in self.places and event.attempt not in self.done:
            self.times.append(event.at)
            if event.kind == "next" and event.body.get("visit") is None:
                self.done.add(event.attempt)


class Roll:
    """The candidates of an exam, kept up to date.

    Typical use: `Roll(store).seats(state, datetime.now(UTC))`.
    """

    def __init__(self, store: Store) -> None:
        """Begin with nothing read.

        Args:
            store: where the records are.
        """
        self._store = store
        self._read: dict[str, dict[str, Read]] = {}

    def seats(self, state: CourseState, now: datetime) -> list[Seat]:
        """Return the candidates of an exam, in the order of their names.

        Args:
            state: the exam.
            now: the server's time.
        """
        course = state.course.id
        before = self._read.get(course, {})
        found: dict[str, Read] = {}
        seats = []
        for learner in who_joined(self._store, course):
            read = before.get(learner.id) or Read()
            for event in self._store.events(learner.id, read.seq):
                read.take(event, course)
            found[learner.id] = read
            if read.me is not None:
                seats.append(seat(state, learner, read, now))
        self._read[course] = found  # whoever has been purged is forgotten here, too
        return sorted(seats, key=lambda one: (one.learner.name, one.learner.id))


def seat(state: CourseState, learner: Learner, read: Read, now: datetime) -> Seat:
    """Return a candidate as she is now; she has joined."""
    assert read.me is not None
    stands = window(state, read.me, read.began, now)
    return Seat(
        learner,
        read.me.at,
        read.me.extra,
        read.began,
        len(set(read.places.values())),
        len(read.done),
        len(patients(state.course, learner.id)),
        stands.status,
        stands.ends,
        stands.takes,
        read.moved,
        read.reloaded,
        read.refused,
        sum(datetime.fromisoformat(at) > stands.ends for at in read.times) if stands.ends else 0,
    )


def counts(seats: list[Seat]) -> Mapping[str, int]:
    """Return how many have joined, have begun nothing, are at work, have finished everything, and ran out of time.

    Who has begun nothing is that, also when the time is over or the answers are released: she ran out of no time.
    """
    found = {"joined": len(seats), "waiting": 0, "working": 0, "finished": 0, "over": 0}
    for one in seats:
        done = one.of > 0 and one.done >= one.of
        going = "over" if one.status == "over" else "working"
        found["finished" if done else going if one.begun else "waiting"] += 1
    return found
