"""The evaluator: does a condition hold for what is known of a patient, and which facts decided it?

Kleene logic throughout. It knows conditions and nothing about back pain; the medicine is all in the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

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
    Scalar,
    Threshold,
)
from lbp_teach.logic import Truth, all_of, any_of, at_least, truth


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


@dataclass
class Context:
    """What conditions are evaluated against.

    Attributes:
        facts: what is known of the patient.
        findings: the catalogue by id.
        concepts: named conditions by id.
        parameters: thresholds by id.
        edition: which value of each threshold applies.
        choices: what the learner decided, for branching, by decision and by `visit.decision`; empty for rules.
    """

    facts: Facts
    findings: Mapping[str, Finding]
    concepts: Mapping[str, Concept]
    parameters: Mapping[str, Parameter]
    edition: str = "DSAM2026"
    choices: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Trace] = field(default_factory=dict)

    def changed(self, facts: Facts, concepts: Mapping[str, frozenset[str]], findings: frozenset[str]) -> Context:
        """Return the context after a change of some findings; concepts that do not look at them are not run again.

        Args:
            facts: all facts after the change.
            concepts: which findings each concept looks at.
            findings: the findings that changed.
        """
        known = {name: trace for name, trace in self._known.items() if not concepts[name] & findings}
        return replace(self, facts=facts, _known=known)


def evaluate(condition: Condition, context: Context) -> Trace:
    """Return the truth of `condition` and how it came about."""
    return _FORMS[type(condition)](condition, context)


def _concept(condition: ConceptIs, context: Context) -> Trace:
    name = condition.concept
    known = context._known.get(name)
    if known is None:
        known = context._known[name] = evaluate(context.concepts[name].when, context)
    return known


def _not(condition: NotOf, context: Context) -> Trace:
    inner = evaluate(condition.not_, context)
    return Trace(~inner.truth, negated=True, parts=(inner,))


def _all(condition: AllOf, context: Context) -> Trace:
    traces = tuple([evaluate(part, context) for part in condition.all])
    return Trace(all_of([t.truth for t in traces]), parts=traces)


def _any(condition: AnyOf, context: Context) -> Trace:
    traces = tuple([evaluate(part, context) for part in condition.any])
    return Trace(any_of([t.truth for t in traces]), parts=traces)


def _count(condition: CountOf, context: Context) -> Trace:
    traces = tuple([evaluate(part, context) for part in condition.of])
    return Trace(at_least(int(threshold(condition.count, context)), [t.truth for t in traces]), parts=traces)


def _decision(condition: DecisionIs, context: Context) -> Trace:
    name = f"{condition.visit}.{condition.decision}" if condition.visit else condition.decision
    return Trace(truth(context.choices.get(name) in condition.one_of))


def threshold(value: Threshold, context: Context) -> float:
    """Return a threshold as a number under the context's edition."""
    if not isinstance(value, ParameterRef):
        return value
    found = context.parameters[value.parameter].value(context.edition)
    if isinstance(found, tuple):
        return found[0] if value.bound == "lower" else found[1]
    return found


def _finding(condition: FindingIs, context: Context) -> Trace:
    name, side = condition.finding, condition.side
    if not context.findings[name].sided:
        return _leaf(condition, name, context)
    if side in SIDES:
        return _leaf(condition, key(name, side), context)
    parts = tuple([_leaf(condition, key(name, s), context) for s in SIDES])
    truths = [t.truth for t in parts]
    return Trace(any_of(truths) if side == "any" else all_of(truths), parts=parts)


def _leaf(condition: FindingIs, fact: str, context: Context) -> Trace:
    value = context.facts.get(fact, UNKNOWN)
    if value == UNKNOWN:
        return Trace(Truth.UNKNOWN, fact)
    return Trace(Truth.TRUE if _holds(condition, value, context) else Truth.FALSE, fact)


def _holds(condition: FindingIs, value: Scalar, context: Context) -> bool:
    if condition.one_of:
        return value in condition.one_of
    if value == PRESENT:
        return True
    if isinstance(value, str):
        return False  # absent, or a number that does not apply
    if condition.at_most is not None:
        return value <= threshold(condition.at_most, context)
    if condition.at_least is not None:
        return value >= threshold(condition.at_least, context)
    if condition.more_than is not None:
        return value > threshold(condition.more_than, context)
    if condition.less_than is not None:
        return value < threshold(condition.less_than, context)
    return False


_FORMS: dict[type, Callable[[Any, Context], Trace]] = {
    FindingIs: _finding,
    ConceptIs: _concept,
    NotOf: _not,
    AllOf: _all,
    AnyOf: _any,
    CountOf: _count,
    DecisionIs: _decision,
}


def deciding(trace: Trace) -> tuple[str, ...]:
    """Return the facts that made the outcome what it is, in reading order, each once.

    For a definite outcome these are the leaves that share its direction; for an unknown one, the leaves that are
    missing: asking for them is what could settle it.
    """
    found: dict[str, None] = {}

    def walk(node: Trace, wanted: Truth) -> None:
        if node.fact is not None:
            found.setdefault(node.fact)
            return
        for part in node.parts:
            if node.negated:
                walk(part, ~wanted)
            elif part.truth is wanted:
                walk(part, wanted)

    walk(trace, trace.truth)
    return tuple(found)


def looks_at(condition: Condition, concepts: Mapping[str, Concept]) -> Iterator[FindingIs]:
    """Yield every test of a finding that a condition makes, also through concepts."""
    match condition:
        case FindingIs():
            yield condition
        case ConceptIs(concept=name):
            yield from looks_at(concepts[name].when, concepts)
        case NotOf(not_=part):
            yield from looks_at(part, concepts)
        case AllOf(all=parts) | AnyOf(any=parts) | CountOf(of=parts):
            for part in parts:
                yield from looks_at(part, concepts)
