"""Make a patient of whom given conditions hold: a search over the conditions themselves.

Every fact has a domain of values that matter: all values of a choice, and the numbers below, at and above every
threshold of the guideline. A goal says that a condition is true or not true. Goals that leave no choice narrow the
domains at once; the others are tried part by part, going back where a domain becomes empty. Within these domains the
search is complete: no patient found means that there is none (unless it ran into its limit, which is an error).

A search may be for several patients at once who differ in given facts only ("versions"): facts that are not named
there have one domain for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from learner import well
from spec.conditions import bound_of, negated, sides_apart

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate, looks_at, threshold
from lbp_teach.guideline.facts import NOT_APPLICABLE, keys
from lbp_teach.guideline.model import (
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    Finding,
    FindingIs,
    NotOf,
    Scalar,
)
from lbp_teach.logic import Truth

Domain = tuple[Scalar, ...]
Slot = tuple[str, int]
State = dict[Slot, Domain]
SHARED = -1
#: The next value that a clinician would write down; one where nothing is said.
STEPS = {"weeks": 0.1, "celsius": 0.1}
#: Scales that end.
SCALES = {"mrc": (0.0, 5.0), "nrs": (0.0, 10.0)}
LIMIT = 20_000


class Goal(NamedTuple):
    """A condition that must be true, or not true, in one version of the patient."""

    condition: Condition
    wanted: bool
    version: int = 0


class TooLong(Exception):
    """The search was given up; neither a patient nor the proof that there is none."""


def around(value: float, unit: str | None) -> tuple[float, float, float]:
    """Return the numbers just below, at and just above a value."""
    step = STEPS.get(str(unit), 1)
    return round(value - step, 3), value, round(value + step, 3)


def on_scale(value: float, unit: str | None) -> bool:
    """Return whether a finding can have this number at all."""
    low, high = SCALES.get(str(unit), (0.0, float("inf")))
    return low <= value <= high


def domains(book: Book) -> dict[str, Domain]:
    """Return, for every fact, the values that matter, that of a well patient first."""
    limits: dict[str, set[float]] = {}
    guideline = book.guideline
    for entry in (*guideline.concepts, *guideline.rules, *guideline.contradictions, *guideline.flags):
        for test in looks_at(entry.when, book.concepts):
            bound = bound_of(test)
            for edition in guideline.editions if bound else ():
                limits.setdefault(test.finding, set()).add(threshold(bound[1], book.context({}, edition.id)))  # type: ignore[index]
    return {
        fact: _domain(finding, limits.get(finding.id, set()))
        for finding in book.findings.values()
        for fact in keys(finding)
    }


def _domain(finding: Finding, limits: set[float]) -> Domain:
    if finding.kind == "presence":
        values: list[Scalar] = ["absent", "present"]
    elif finding.kind == "choice":
        values = list(finding.values)
    else:
        near = {n for limit in limits for n in around(limit, finding.unit) if on_scale(n, finding.unit)}
        values = [*sorted(near), *([NOT_APPLICABLE] if finding.default == NOT_APPLICABLE else [])]
    return (finding.default, *(v for v in values if v != finding.default))


@dataclass
class Search:
    """A search for patients in one edition of the guideline.

    Attributes:
        book: the guideline.
        edition: which values the thresholds have.
    """

    book: Book
    edition: str = "DSAM2026"
    _hold: dict[tuple[int, Scalar], tuple[FindingIs, bool]] = field(default_factory=dict)
    _apart: dict[str, Condition] = field(default_factory=dict)
    _split: frozenset[str] = frozenset()
    _steps: int = 0

    @cached_property
    def domains(self) -> dict[str, Domain]:
        return domains(self.book)

    @cached_property
    def well(self) -> dict[str, Scalar]:
        return well(self.book)

    @cached_property
    def impossible(self) -> tuple[Condition, ...]:
        """Return what cannot be true of one patient."""
        return tuple(sides_apart(c.when, self.book) for c in self.book.guideline.contradictions)

    def find(
        self,
        goals: Sequence[Goal],
        differ: frozenset[str] = frozenset(),
        versions: int = 1,
        fixed: Mapping[tuple[str, int], Scalar] | None = None,
    ) -> tuple[dict[str, Scalar], ...] | None:
        """Return one patient for each version, as well as can be, or None where there is none.

        Patients who contradict themselves are returned only where there are no others.

        Args:
            goals: what must hold.
            differ: the facts in which the versions may differ.
            versions: how many patients.
            fixed: facts of a version that have this one value.

        Raises:
            TooLong: the search was given up.
        """
        self._split, self._steps = differ, 0
        start: State = {slot: (value,) for slot, value in (fixed or {}).items()}
        goals = [Goal(sides_apart(g.condition, self.book), g.wanted, g.version) for g in goals]
        found = self._solve(goals, [], start)
        if found is None:
            return None
        patients = self._patients(found, versions)
        if all(self.possible(p) for p in patients):
            return patients
        self._steps = 0
        possible = [Goal(c, False, v) for c in self.impossible for v in range(versions)]
        try:
            better = self._solve([*goals, *possible], [], start)
        except TooLong:
            better = None
        return self._patients(better, versions) if better is not None else patients

    def possible(self, patient: Mapping[str, Scalar]) -> bool:
        """Return whether a patient can exist."""
        context = self.book.context(patient, self.edition)
        return not any(evaluate(c, context).truth is Truth.TRUE for c in self.impossible)

    def _patients(self, state: State, versions: int) -> tuple[dict[str, Scalar], ...]:
        found = tuple(dict(self.well) for _ in range(versions))
        for (fact, version), values in state.items():
            for index, patient in enumerate(found):
                if fact in self.well and version in (SHARED, index):
                    patient[fact] = values[0]
        return found

    def _slot(self, fact: str, version: int) -> Slot:
        return (fact, version if fact in self._split else SHARED)

    def _inside(self, name: str) -> Condition:
        if name not in self._apart:
            self._apart[name] = sides_apart(self.book.concepts[name].when, self.book)
        return self._apart[name]

    def _holds(self, test: FindingIs, fact: str, value: Scalar) -> bool:
        """Ask the evaluator itself, once for each test and value."""
        # By identity: comparing the models is slow. The test is kept, so that its identity stays its own.
        kept = self._hold.get((id(test), value))
        if kept is None:
            outcome = evaluate(test, self.book.context({fact: value}, self.edition)).truth
            kept = self._hold[id(test), value] = (test, outcome is Truth.TRUE)
        return kept[1]

    def _fact(self, test: FindingIs) -> str:
        return f"{test.finding}@{test.side}" if self.book.findings[test.finding].sided else test.finding

    def _count(self, condition: CountOf) -> int:
        return int(threshold(condition.count, self.book.context({}, self.edition)))

    def _status(self, condition: Condition, version: int, state: State, *, first: bool = False) -> bool | None:
        """Return whether a condition is settled by the domains, or by the first value of each."""
        match condition:
            case FindingIs():
                fact = self._fact(condition)
                values = state.get(self._slot(fact, version)) or self.domains[fact]
                if first:
                    return self._holds(condition, fact, values[0])
                truths = {self._holds(condition, fact, value) for value in values}
                return truths.pop() if len(truths) == 1 else None
            case ConceptIs(concept=name):
                return self._status(self._inside(name), version, state, first=first)
            case NotOf(not_=part):
                inner = self._status(part, version, state, first=first)
                return None if inner is None else not inner
            case AllOf(all=found):
                return _kleene((self._status(part, version, state, first=first) for part in found), deciding=False)
            case AnyOf(any=found):
                return _kleene((self._status(part, version, state, first=first) for part in found), deciding=True)
            case CountOf(of=found):
                truths_ = [self._status(part, version, state, first=first) for part in found]
                need = self._count(condition)
                if truths_.count(True) >= need:
                    return True
                return None if len(truths_) - truths_.count(False) >= need else False
        raise TypeError(condition)

    def _solve(self, agenda: list[Goal], choices: list[Goal], state: State) -> State | None:
        """Narrow the domains by every goal that leaves no choice; then try what is left, part by part."""
        state, agenda, choices = dict(state), list(agenda), list(choices)
        while agenda:
            condition, wanted, version = agenda.pop()
            match condition:
                case NotOf(not_=part):
                    agenda.append(Goal(part, not wanted, version))
                case ConceptIs(concept=name):
                    # Noted like a fact, so that a concept that is wanted both true and not true is seen at once.
                    slot = (f"concept {name}", version)
                    if state.get(slot, (wanted,)) != (wanted,):
                        return None
                    if slot not in state:
                        state[slot] = (wanted,)
                        agenda.append(Goal(self._inside(name), wanted, version))
                case FindingIs():
                    fact = self._fact(condition)
                    slot = self._slot(fact, version)
                    values = state.get(slot) or self.domains[fact]
                    state[slot] = tuple(v for v in values if self._holds(condition, fact, v) is wanted)
                    if not state[slot]:
                        return None
                case AllOf(all=found) if wanted:
                    agenda += [Goal(part, True, version) for part in found]
                case AnyOf(any=found) if not wanted:
                    agenda += [Goal(part, False, version) for part in found]
                case _:
                    choices.append(Goal(condition, wanted, version))
        self._steps += 1
        if self._steps > LIMIT:
            raise TooLong
        open_ = []
        for goal in choices:
            status = self._status(goal.condition, goal.version, state)
            if status is None:
                open_.append(goal)
            elif status is not goal.wanted:
                return None
        # The patient whose every fact has the first value of its domain is the one to beat: where it meets every goal
        # it is returned, and only goals that it misses are worth a branch.
        unmet = [g for g in open_ if self._status(g.condition, g.version, state, first=True) is not g.wanted]
        if not unmet:
            return state
        goal, options = min(((goal, list(self._options(goal, state))) for goal in unmet), key=lambda both: len(both[1]))
        rest = [other for other in open_ if other is not goal]
        for option in options:
            found_ = self._solve(option, rest, state)
            if found_ is not None:
                return found_
        return None

    def _options(self, goal: Goal, state: State) -> Iterator[list[Goal]]:
        condition, wanted, version = goal
        if isinstance(condition, CountOf):
            found, need = condition.of, self._count(condition)
            many = need if wanted else len(found) - need + 1
            for some in combinations(found, many):
                yield [Goal(part, wanted, version) for part in some]
            return
        for part in condition.all if isinstance(condition, AllOf) else condition.any:  # type: ignore[union-attr]
            if self._status(part, version, state) is not (not wanted):
                yield [Goal(part, wanted, version)]


def _kleene(truths: Iterator[bool | None], *, deciding: bool) -> bool | None:
    unknown = False
    for one in truths:
        if one is deciding:
            return deciding
        unknown = unknown or one is None
    return None if unknown else not deciding


def left_open(condition: Condition, place: tuple[int, ...], need: Mapping[int, int]) -> Iterator[Condition]:
    """Yield what must be true so that the outcome of `condition` depends on what stands at `place` alone.

    Args:
        condition: the whole condition.
        place: the place in it.
        need: what each count needs, by the identity of its node.
    """
    for step in place:
        found = condition.not_ if isinstance(condition, NotOf) else None
        match condition:
            case AllOf(all=siblings):
                found = siblings[step]
                yield from (s for i, s in enumerate(siblings) if i != step)
            case AnyOf(any=siblings):
                found = siblings[step]
                yield from (negated(s) for i, s in enumerate(siblings) if i != step)
            case CountOf(of=siblings):
                found = siblings[step]
                others = tuple(s for i, s in enumerate(siblings) if i != step)
                yield from exactly(need[id(condition)] - 1, others)
        assert found is not None
        condition = found


def exactly(count: int, of: tuple[Condition, ...]) -> Iterator[Condition]:
    """Yield what says that exactly so many of some conditions are true."""
    if of:
        yield CountOf(count=count, of=of)
        yield negated(CountOf(count=count + 1, of=of))


def difference(patient: Mapping[str, Scalar], other: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Return the facts in which a patient is unlike another."""
    return {fact: value for fact, value in patient.items() if other.get(fact) != value}
