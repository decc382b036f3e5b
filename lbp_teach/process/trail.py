"""A visit step by step: what each step cost and showed, and what the learner knew after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lbp_teach.bedside.exam.state import Done, examined
from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, keys, split
from lbp_teach.guideline.model import Scalar
from lbp_teach.play import Attempt, Step, VisitState, found_at
from lbp_teach.process.model import Act, Learnt


@dataclass(frozen=True)
class Move:
    """One step of a visit.

    Attributes:
        step: as it was recorded.
        seconds: seconds of the visit used when it was done, itself included.
        showed: fact keys that became known with it.
    """

    step: Step
    seconds: int
    showed: tuple[str, ...] = ()

    @property
    def minute(self) -> int:
        """Return the minute of the visit in which it was done, from 1; by the cost of what was done, not by a clock."""
        return max(1, -(-self.seconds // 60))

    @property
    def act(self) -> Act:
        """Return it as evidence."""
        return Act(self.step.kind, self.step.subject, self.step.side, self.minute)


@dataclass(frozen=True)
class Trail:
    """A visit step by step.

    Attributes:
        index: which visit, from 0.
        state: how it was left.
        moves: its steps; none where they were not recorded.
        recorded: whether the steps are known.
        start: fact keys that were known when it began.
        values: every fact as the learner could know it: as it is, or as she wrote it down.
    """

    index: int
    state: VisitState
    moves: tuple[Move, ...]
    recorded: bool
    start: frozenset[str]
    values: Mapping[str, Scalar]

    def known(self, steps: int | None = None) -> Facts:
        """Return what was known after so many steps, or at the end of the visit."""
        found = set(self.start)
        for move in self.moves[:steps]:
            found.update(move.showed)
        return {name: value for name, value in self.values.items() if name in found}

    @cached_property
    def at_end(self) -> Facts:
        """Return what was known at the end of the visit."""
        return self.known()

    def learnt(self, fact: str) -> Learnt:
        """Return a known fact with the minute in which it was got."""
        minute = next((move.minute for move in self.moves if fact in move.showed), None)
        return Learnt(fact, self.values[fact], minute)

    def value(self, decision: str) -> str | None:
        """Return what was decided in the end."""
        choice = self.state.choices.get(decision)
        return choice.value if choice else None


def trails(case: Case, attempt: Attempt, book: Book) -> tuple[Trail, ...]:
    """Return every visit of an attempt step by step."""
    door = {finding.id for finding in book.findings.values() if finding.door}
    stable: set[str] = set()
    made = []
    for index, state in enumerate(attempt.visits):
        truth = visit_facts(case, state.visit, book)
        recorded = _is_recorded(state)
        start = frozenset(name for name in door | stable if name in truth)
        noted = {name: one.value for name, one in state.recorded.items() if name in truth}
        moves = _moves(state, start, book) if recorded else ()
        made.append(Trail(index, state, moves, recorded, start, {**truth, **noted}))
        stable |= {name for name in found_at(state, book) if book.findings[split(name)[0]].stable}
    return tuple(made)


def _is_recorded(state: VisitState) -> bool:
    """Return whether the steps tell everything that was done."""
    told = {(step.kind, step.subject) for step in state.log}
    done = {("ask", one.question) for one in state.asked}
    done |= {("examine", one.manoeuvre) for one in state.examined}
    done |= {("decide", name) for name in state.choices}
    done |= {("estimate", when) for when in state.estimates}
    return done <= told


def _moves(state: VisitState, start: frozenset[str], book: Book) -> tuple[Move, ...]:
    seconds, known, moves = 0, set(start), []
    for step in state.log:
        seconds += step.seconds
        new = tuple(name for name in _shows(step, book) if name not in known)
        known.update(new)
        moves.append(Move(step, seconds, new))
    return tuple(moves)


def _shows(step: Step, book: Book) -> tuple[str, ...]:
    if step.kind == "ask" and step.subject in book.questions:
        return tuple(k for name in book.questions[step.subject].findings for k in keys(book.findings[name]))
    if step.kind == "examine" and step.shown:
        return tuple(sorted(examined((Done(step.subject, step.side),), book)))
    return ()
