"""Conditions made ready to be run: each is read once, and then tells of any number of patients how it comes out.

Kleene logic throughout. It knows conditions and nothing about back pain; the medicine is all in the data.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from lbp_teach.edition import EDITION
from lbp_teach.guideline.facts import PRESENT, UNKNOWN, Facts, key
from lbp_teach.guideline.model import (
    SIDES,
    AllOf,
    AnyOf,
    Concept,
    ConceptIs,
    Condition,
    CountOf,
    DecisionIs,
    Finding,
    FindingIs,
    NotOf,
    Parameter,
    ParameterRef,
    Threshold,
)
from lbp_teach.logic import Truth, all_of, any_of, at_least


class Trace(NamedTuple):
    """How a condition came out.

    Attributes:
        truth: the outcome.
        fact: the fact key that was looked at, for a leaf; None for a node with parts.
        negated: the outcome is the negation of its one part.
        parts: the outcomes of the parts.
    """

    truth: Truth
    fact: str | None = None
    negated: bool = False
    parts: tuple[Trace, ...] = ()


# What the type's own call does, without a step in Python between.
_trace: Callable[[tuple[Truth, str | None, bool, tuple[Trace, ...]]], Trace] = partial(tuple.__new__, Trace)
_TRUE, _FALSE, _UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

#: A condition made ready to be run: facts, the named conditions that were run already, and what the learner decided.
Run = Callable[[Facts, dict[str, Trace], Mapping[str, str]], Trace]


class Ready:
    """The guideline's conditions under one edition, each read once and then run on any number of patients.

    Reading a condition (which finding, which threshold, which part) costs more than running it.

    Attributes:
        findings: the catalogue by id.
        concepts: named conditions by id.
        parameters: thresholds by id.
        edition: which value of each threshold applies.
    """

    def __init__(
        self,
        findings: Mapping[str, Finding],
        concepts: Mapping[str, Concept],
        parameters: Mapping[str, Parameter],
        edition: str = EDITION,
        lasting: frozenset[int] = frozenset(),
    ) -> None:
        """Take the catalogues.

        Args:
            findings: the catalogue by id.
            concepts: named conditions by id.
            parameters: thresholds by id.
            edition: which value of each threshold applies.
            lasting: the identities of conditions that live as long as this does, and may be kept.
        """
        self.findings, self.concepts, self.parameters, self.edition = findings, concepts, parameters, edition
        self._lasting = lasting
        # By identity: comparing the models is slow.
        self._kept: dict[int, Run] = {}
        self._named: dict[str, Run] = {}

    def run(self, condition: Condition) -> Run:
        """Return a condition ready to be run; KeyError where it names what there is not."""
        name = id(condition)
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        return self._keep(condition) if name in self._lasting else _FORMS[type(condition)](condition, self)

    def named(self, name: str) -> Run:
        """Return a named condition ready to be run."""
        kept = self._named.get(name)
        if kept is None:
            kept = self._named[name] = self._keep(self.concepts[name].when)
        return kept

    def _keep(self, condition: Condition) -> Run:
        for part in parts_of(condition):
            self._keep(part)
        kept = self._kept[id(condition)] = _FORMS[type(condition)](condition, self)
        return kept


def edge_of(value: Threshold, ready: Ready) -> float:
    """Return a threshold as a number under the edition."""
    if not isinstance(value, ParameterRef):
        return value
    found = ready.parameters[value.parameter].value(ready.edition)
    if isinstance(found, tuple):
        return found[0] if value.bound == "lower" else found[1]
    return found


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that a condition is directly made of."""
    match condition:
        case NotOf(not_=part):
            return (part,)
        case AllOf(all=parts) | AnyOf(any=parts) | CountOf(of=parts):
            return parts
    return ()


def _concept(condition: ConceptIs, ready: Ready) -> Run:
    name = condition.concept

    def run(facts: Facts, known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        found = known.get(name)
        if found is None:
            found = known[name] = ready.named(name)(facts, known, choices)
        return found

    return run


def _not(condition: NotOf, ready: Ready) -> Run:
    inner = ready.run(condition.not_)

    def run(facts: Facts, known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        part = inner(facts, known, choices)
        return _trace((~part.truth, None, True, (part,)))

    return run


def _several(parts: Sequence[Condition], ready: Ready, together: Callable[[list[Truth]], Truth]) -> Run:
    runs = tuple(ready.run(part) for part in parts)

    def run(facts: Facts, known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        traces = [one(facts, known, choices) for one in runs]
        return _trace((together([trace.truth for trace in traces]), None, False, tuple(traces)))

    return run


def _all(condition: AllOf, ready: Ready) -> Run:
    return _several(condition.all, ready, all_of)


def _any(condition: AnyOf, ready: Ready) -> Run:
    return _several(condition.any, ready, any_of)


def _count(condition: CountOf, ready: Ready) -> Run:
    return _several(condition.of, ready, partial(at_least, int(edge_of(condition.count, ready))))


def _decision(condition: DecisionIs, _: Ready) -> Run:
    name = f"{condition.visit}.{condition.decision}" if condition.visit else condition.decision
    yes, no = Trace(_TRUE), Trace(_FALSE)

    def run(_facts: Facts, _known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        return yes if choices.get(name) in condition.one_of else no

    return run


def _finding(condition: FindingIs, ready: Ready) -> Run:
    name, side = condition.finding, condition.side
    if not ready.findings[name].sided:
        return _leaf(condition, name, ready)
    if side in SIDES:
        return _leaf(condition, key(name, side), ready)
    left, right = (_leaf(condition, key(name, each), ready) for each in SIDES)
    together = any_of if side == "any" else all_of

    def run(facts: Facts, known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        parts = (left(facts, known, choices), right(facts, known, choices))
        return _trace((together((parts[0].truth, parts[1].truth)), None, False, parts))

    return run


def _leaf(condition: FindingIs, fact: str, ready: Ready) -> Run:
    unknown, yes, no = Trace(_UNKNOWN, fact), Trace(_TRUE, fact), Trace(_FALSE, fact)
    limit = _limit(condition, ready)
    wanted = condition.one_of or (PRESENT,)

    def is_one_of(facts: Facts, _known: dict[str, Trace], _choices: Mapping[str, str]) -> Trace:
        value = facts.get(fact, UNKNOWN)
        return unknown if value == UNKNOWN else yes if value in wanted else no

    if limit is None:
        return is_one_of
    passes, edge = limit

    def is_within(facts: Facts, known: dict[str, Trace], choices: Mapping[str, str]) -> Trace:
        value = facts.get(fact, UNKNOWN)
        # A word instead of a number: not known, present, absent, or a number that does not apply.
        if isinstance(value, str):
            return is_one_of(facts, known, choices)
        return yes if passes(value, edge) else no

    return is_within


def _limit(condition: FindingIs, ready: Ready) -> tuple[Callable[[float, float], bool], float] | None:
    """Return how a number is compared, and with what; None where it is no test of a number."""
    limits: dict[Callable[[float, float], bool], Threshold | None] = {
        operator.le: condition.at_most,
        operator.ge: condition.at_least,
        operator.gt: condition.more_than,
        operator.lt: condition.less_than,
    }
    found = [(passes, edge_of(limit, ready)) for passes, limit in limits.items() if limit is not None]
    return found[0] if found else None


_FORMS: dict[type, Callable[[Any, Ready], Run]] = {
    FindingIs: _finding,
    ConceptIs: _concept,
    NotOf: _not,
    AllOf: _all,
    AnyOf: _any,
    CountOf: _count,
    DecisionIs: _decision,
}
