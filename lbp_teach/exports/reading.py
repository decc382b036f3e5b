"""From the records to what is exported: each learner's events, attempts and marks, one learner at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from lbp_teach import content
from lbp_teach.case import Branch, Case, following
from lbp_teach.changed import changed
from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import SchemaError, moment
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState, decided, fold
from lbp_teach.records import Event, Learner
from lbp_teach.scoring import Report, score
from lbp_teach.variants import base_of

#: Called with the number of events read since the last call.
Tick = Callable[[int], None]


class Streams(Protocol):
    """What is needed of the records for one learner, whatever they are kept in."""

    def stream(self, learner: str, /) -> Iterator[Event]:
        """Yield a learner's events in order, few at a time."""


class Store(Streams, Protocol):
    """What is needed of the records."""

    def learners(self) -> Iterator[Learner]:
        """Yield every learner."""


@dataclass(frozen=True)
class Wanted:
    """What is exported.

    Attributes:
        learners: ids or names of pseudonyms; empty for all.
        cases: ids of cases; empty for all.
        since: events recorded before are left out, and attempts in which nothing happened since; None for all.
    """

    learners: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    since: datetime | None = None

    def learner(self, learner: Learner) -> bool:
        """Return whether a learner is wanted."""
        return not self.learners or learner.id in self.learners or learner.name in self.learners

    def case(self, case: str | None) -> bool:
        """Return whether a case is wanted; who wants a case wants its variants, too."""
        return not self.cases or (case is not None and (case in self.cases or base_of(case) in self.cases))

    def time(self, at: str) -> bool:
        """Return whether something that happened then is wanted."""
        return self.since is None or moment(at) >= self.since


@dataclass(frozen=True)
class Marked:
    """One attempt and its marks under its own edition.

    Attributes:
        learner: whose it is.
        attempt: what was done.
        number: which attempt of the learner at this case or a variant of it, from 1.
        events: how many events it has.
        finished: when it was finished, None if it was not.
        last: when something last happened in it.
        case: the case, None where it cannot be marked.
        report: the marks, None where it cannot be marked.
        not_marked: why it is not marked: `unfinished`, `case_changed`, `case_unknown`, `unreadable`; None otherwise.
        done: of one that is marked, whether nothing was left to decide.
    """

    learner: Learner
    attempt: Attempt
    number: int
    events: int
    finished: str | None
    last: str
    case: Case | None = None
    report: Report | None = None
    not_marked: str | None = None
    done: bool = False


@dataclass
class _Way:
    """What is remembered of one attempt while its events pass by."""

    number: int
    events: int = 0
    finished: str | None = None
    last: str = ""
    broken: bool = False


@dataclass
class _Folded:
    """The attempts of one learner while the events pass by."""

    attempts: dict[str, Attempt] = field(default_factory=dict)
    ways: dict[str, _Way] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Take one event in; one that cannot be read breaks its own attempt and no other."""
        if event.kind == "start":
            case = event.body.get("case")
            base = base_of(str(case))
            self.ways[event.attempt] = _Way(1 + sum(base_of(a.case) == base for a in self.attempts.values()))
        way = self.ways.get(event.attempt)
        if way is None:
            return
        way.events += 1
        way.last = event.at
        if event.kind == "next" and event.body.get("visit") is None:
            way.finished = event.at
        try:
            self.attempts = fold([event], self.attempts)
        except (KeyError, TypeError, ValueError, AttributeError):
            # Written by another version, or by hand: this attempt is listed as unreadable, the others are exported.
            way.broken = True


def attempts_of(
    learner: Learner, store: Store, book: Book, *, unfinished: bool = False, tick: Tick | None = None
) -> list[Marked]:
    """Return a learner's attempts in the order in which they were started, each marked under its own edition.

    Args:
        learner: whose.
        store: the records.
        book: the guideline.
        unfinished: whether to mark those that are not finished, too, as they stand.
        tick: told how many events were read.
    """
    return [
        marked(one, book, broken=broken, unfinished=unfinished)
        for one, broken in unmarked_of(learner, store, tick=tick)
    ]


def unmarked_of(learner: Learner, store: Streams, *, tick: Tick | None = None) -> list[tuple[Marked, bool]]:
    """Return a learner's attempts in the order in which they were started, without marks, and whether each is broken.

    Args:
        learner: whose.
        store: the records.
        tick: told how many events were read.
    """
    folded = _Folded()
    for event in store.stream(learner.id):
        folded.add(event)
        if tick:
            tick(1)
    found = []
    for name, attempt in folded.attempts.items():
        way = folded.ways[name]
        found.append((Marked(learner, attempt, way.number, way.events, way.finished, way.last), way.broken))
    return found


def marked(
    one: Marked,
    book: Book,
    *,
    broken: bool = False,
    unfinished: bool = False,
    time_up: bool = False,
    decided_counts: bool = False,
) -> Marked:
    """Return an attempt with its marks, or with the reason why it has none.

    Args:
        one: the attempt.
        book: the guideline.
        broken: whether something in its record cannot be read.
        unfinished: whether to mark one that is not finished, as it stands.
        time_up: whether it was an exam's time that ended it. It is marked as it stands, but a visit that comes after
            locked decisions counts as not done, whether it was opened or not: else whoever stopped after a good first
            visit would have done better than whoever went on.
        decided_counts: whether to mark one whose last decisions are locked, too, though the learner left before she
            looked at what became of the patient: nothing that is marked was still to be done.
    """

    def without(reason: str) -> Marked:
        return Marked(**{**vars(one), "not_marked": reason})

    if broken:
        return without("unreadable")
    anyway = one.attempt.finished or unfinished or time_up
    if not (anyway or decided_counts):
        return without("unfinished")
    case = the_case(one.attempt)
    if isinstance(case, str):
        return without(case if anyway else "unfinished")
    try:
        done = all_decided(one.attempt, case, book)
        if not (anyway or done):
            return without("unfinished")
        attempt = due(one.attempt, case, book) if time_up else one.attempt
        report = score(case, attempt, book, explain=False)
    except (KeyError, IndexError, TypeError, ValueError):
        # A visit, question or decision that today's case or guideline no longer has.
        return without("unreadable")
    return Marked(**{**vars(one), "case": case, "report": report, "done": done})


def due(attempt: Attempt, case: Case, book: Book) -> Attempt:
    """Return an attempt that time ended, with the visit at which the patient was to be seen next."""
    if attempt.finished or not attempt.now.locked:
        return attempt
    branch = _next_visit(attempt, case, book)
    return changed(attempt, visits=(*attempt.visits, VisitState(branch.visit))) if branch else attempt


def all_decided(attempt: Attempt, case: Case, book: Book) -> bool:
    """Return whether nothing is left to decide: finished, or locked at a visit after which none comes."""
    return attempt.finished or (attempt.now.locked and _next_visit(attempt, case, book) is None)


def _next_visit(attempt: Attempt, case: Case, book: Book) -> Branch | None:
    return following(case, attempt.now.visit, decided(attempt, len(attempt.visits) - 1), book)


def the_case(attempt: Attempt) -> Case | str:
    """Return the case as it was played, or why it is not there: `case_unknown` or `case_changed`."""
    try:
        case = content.load_case(attempt.case)
    except UsageError:
        return "case_unknown"
    return case if content.case_hash(case.id) == attempt.case_hash else "case_changed"


def wanted_learners(store: Store, wanted: Wanted) -> Iterator[Learner]:
    """Yield the learners that are wanted.

    Raises:
        UsageError: one that was named does not exist; raised at the end, when all have been seen.
    """
    seen: set[str] = set()
    for learner in store.learners():
        if wanted.learner(learner):
            seen |= {learner.id, learner.name} & wanted.learners
            yield learner
    missing = sorted(wanted.learners - seen)
    if missing:
        raise UsageError(f"There is no learner {missing[0]!r} in the records. Leave --learner out to take all.")


def wanted_attempts(store: Store, book: Book, wanted: Wanted, tick: Tick | None = None) -> Iterator[Marked]:
    """Yield the attempts that are wanted, learner by learner; no more than one learner is held in memory."""
    for learner in wanted_learners(store, wanted):
        for one in attempts_of(learner, store, book, tick=tick):
            if wanted.case(one.attempt.case) and wanted.time(one.last):
                yield one


def wanted_events(
    store: Store, wanted: Wanted, tick: Tick | None = None
) -> Iterator[tuple[Learner, Event, str | None]]:
    """Yield the events that are wanted, with the case each belongs to, one at a time."""
    for learner in wanted_learners(store, wanted):
        cases: dict[str, str] = {}
        for event in store.stream(learner.id):
            if tick:
                tick(1)
            case = event.body.get("case") if event.kind == "start" else None
            if isinstance(case, str):
                cases[event.attempt] = case
            known = cases.get(event.attempt)
            if wanted.case(known) and wanted.time(event.at):
                yield learner, event, known


def since(text: str | None) -> datetime | None:
    """Return the time that `--since` names: a date or a time, in UTC unless it says otherwise.

    Raises:
        UsageError: it is neither.
    """
    if text is None:
        return None
    try:
        return moment(text)
    except SchemaError:
        pass
    try:
        return moment(text + ("T00:00" if len(text) == 10 else "") + "+00:00")
    except SchemaError:
        raise UsageError(f"--since {text!r} is no date. Write it as 2026-09-01 or 2026-09-01T08:00.") from None
