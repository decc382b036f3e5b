"""Who has joined a course and what they did in it, kept up to date by reading only what is new."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lbp_teach import content
from lbp_teach.courses import Course, Joined, joined
from lbp_teach.courses.joining import JOIN
from lbp_teach.play import Attempt, VisitState, fold
from lbp_teach.records import Event, Store
from lbp_teach.records.chain import Head
from lbp_teach.records.identity import COURSES
from lbp_teach.stages import furthest
from lbp_teach.variants import base_of

log = logging.getLogger("lbp_teach.live")

#: A visit of the patients that are variants of one case: the case and the visit.
Group = tuple[str, str]
#: Where a learner is: attempt, index of the visit, stage.
Spot = tuple[str, int, str]


@dataclass(frozen=True)
class Member:
    """A learner in a course.

    Attributes:
        id: of the learner.
        name: her pseudonym; for the teacher's eyes only.
        me: when she joined, and what was allowed to her.
        seq: number of the last event that was read.
        attempts: those of this course, by id, the first begun first.
        spot: where her last act was; None before she has opened a patient.
        last: time of her last act in the course, ISO 8601 in UTC.
        since: when she came to the spot.
    """

    id: str
    name: str
    me: Joined
    seq: int
    attempts: Mapping[str, Attempt] = field(default_factory=dict)
    spot: Spot | None = None
    last: str = ""
    since: str = ""

    @property
    def began(self) -> str | None:
        """Return when her first patient was opened."""
        return min((one.started for one in self.attempts.values()), default=None)


def after(member: Member, events: Iterable[Event]) -> Member:
    """Return a learner in a course after more of her events; what is not of the course is passed over."""
    course = member.me.course
    attempts, spot, last, since, seq = member.attempts, member.spot, member.last, member.since, member.seq
    known = {course: member.me}
    for event in events:
        seq = event.seq
        if event.kind == "start" and event.body.get("course") != course:
            continue
        if event.kind != "start" and event.attempt not in attempts:
            known = joined([event], known)
            continue
        try:
            attempts = fold([event], attempts)
        except (KeyError, TypeError, ValueError, AttributeError):
            # One record that cannot be read (a newer version wrote it, say) must not take the page from a whole class.
            log.warning("event %d of learner %s cannot be read and is passed over", event.seq, member.id)
            continue
        attempt = attempts[event.attempt]
        now = (attempt.id, len(attempt.visits) - 1, furthest(attempt))
        last, since = event.at, since if now == spot else event.at
        spot = now
    return replace(member, me=known[course], seq=seq, attempts=attempts, spot=spot, last=last, since=since)


class Room:
    """The learners of one course.

    Attributes:
        members: by the learner's id, the first to join first.
        version: another number whenever something in it has changed.
    """

    def __init__(self, store: Store, course: str) -> None:
        """Begin with nothing read.

        Args:
            store: where the records are.
            course: id of the course.
        """
        self._store, self._course = store, course
        self._heads: dict[str, Head] | None = None
        self.members: dict[str, Member] = {}
        self.version = 0

    def look(self, heads: Mapping[str, Head]) -> None:
        """Take in what is new.

        Args:
            heads: of the whole store. Who has not moved since the last look is not read, and of who has only what is
                new; somebody who has not joined costs one comparison.
        """
        before = self._heads
        if before == heads:
            return
        if before is None:
            moved = [name for name in self._store.joined_by(self._course) if name in heads]
        else:
            moved = [name for name, head in heads.items() if before.get(name) != head and not name.startswith(COURSES)]
        changed = False
        for name in moved:
            changed |= self._read(name, heads[name][0], before.get(name, (0, ""))[0] if before else 0)
        for name in [name for name in self.members if name not in heads]:
            del self.members[name]  # purged
            changed = True
        self._heads = dict(heads)
        if changed:
            self.members = dict(sorted(self.members.items(), key=lambda one: (one[1].me.at, one[0])))
            self.version += 1

    def _read(self, name: str, seq: int, seen: int) -> bool:
        member = self.members.get(name)
        if member is not None and seq < member.seq:
            member, seen = None, 0  # an older copy of the records was put in place
        if member is None:
            if seen and not any(map(self._is_join, self._store.events(name, seen))):
                return self.members.pop(name, None) is not None
            events = self._store.events(name)
            found = joined(events).get(self._course)
            learner = self._store.known(name)
            if found is None or learner is None:
                return self.members.pop(name, None) is not None
            self.members[name] = after(Member(name, learner.name, found, 0, last=found.at, since=found.at), events)
            return True
        events = self._store.events(name, member.seq)
        self.members[name] = after(member, events)
        return bool(events)

    def _is_join(self, event: Event) -> bool:
        return event.kind == JOIN and event.body.get("course") == self._course


# ---- answers ----


@dataclass(frozen=True)
class Answer:
    """What one learner, who is not named, decided at a visit.

    Attributes:
        case: id of the patient, as she met it.
        edition: of the guideline.
        state: the visit.
        earlier: her visits of the patient before it.
    """

    case: str
    edition: str
    state: VisitState
    earlier: tuple[VisitState, ...] = ()

    def value(self, decision: str) -> str | None:
        """Return what was chosen; None where nothing was."""
        choice = self.state.choices.get(decision)
        return choice.value if choice else None


def grouped(members: Iterable[Member]) -> dict[Group, list[Answer]]:
    """Return all answers by visit, variants of one case together, one answer of each learner.

    Of a patient who was seen more than once the first time counts: later ones may know the answer. Attempts at a case
    that has been rewritten since are left out, for their key cannot be derived any more.
    """
    found: dict[Group, list[Answer]] = {}
    for member in members:
        had: set[str] = set()
        for attempt in member.attempts.values():
            base = base_of(attempt.case)
            if base in had or not _current(attempt):
                continue
            had.add(base)
            for index, state in enumerate(attempt.visits):
                answer = Answer(attempt.case, attempt.edition, state, attempt.visits[:index])
                found.setdefault((base, state.visit), []).append(answer)
    return found


def outdated(members: Iterable[Member]) -> int:
    """Return how many attempts are left out because their case has been rewritten since."""
    return sum(not _current(attempt) for member in members for attempt in member.attempts.values())


def _current(attempt: Attempt) -> bool:
    return content.current_hash(attempt.case) == attempt.case_hash


def in_order(groups: Iterable[Group], course: Course) -> list[Group]:
    """Return groups in the order of the course, and of the visits in their case."""
    bases = list(dict.fromkeys(base_of(case) for slot in course.slots for case in slot.cases))
    there = set(groups)
    visits = {base: [visit.id for visit in content.load_case(base).visits] for base in {base for base, _ in there}}
    return [(base, visit) for base in bases if base in visits for visit in visits[base] if (base, visit) in there]
