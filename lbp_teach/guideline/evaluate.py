"""The evaluator: does a condition hold for what is known of a patient, and which facts decided it?

Kleene logic throughout. It knows conditions and nothing about back pain; the medicine is all in the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lbp_teach.guideline.facts import NOT_APPLICABLE, PRESENT, UNKNOWN, Facts, key
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


@dataclass(frozen=True, slots=True)
class Trace:
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
        choices: what the learner decided, for branching; empty when rules are run.
    """

    facts: Facts
    findings: Mapping[str, Finding]
    concepts: Mapping[str, Concept]
    parameters: Mapping[str, Parameter]
    edition: str = "DSAM2026"
    choices: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, Trace] = field(default_factory=dict)


def evaluate(condition: Condition, context: Context) -> Trace:
    """Return the truth of `condition` and how it came about."""
    match condition:
        case FindingIs():
            return _finding(condition, context)
        case ConceptIs(concept=name):
            if name not in context._known:
                context._known[name] = evaluate(context.concepts[name].when, context)
            return context._known[name]
        case NotOf(not_=part):
            inner = evaluate(part, context)
            return Trace(~inner.truth, negated=True, parts=(inner,))
        case AllOf(all=parts):
            traces = tuple(evaluate(part, context) for part in parts)
            return Trace(all_of(t.truth for t in traces), parts=traces)
        case AnyOf(any=parts):
            traces = tuple(evaluate(part, context) for part in parts)
            return Trace(any_of(t.truth for t in traces), parts=traces)
        case CountOf(count=count, of=parts):
            traces = tuple(evaluate(part, context) for part in parts)
            wanted = int(threshold(count, context))
            return Trace(at_least(wanted, [t.truth for t in traces]), parts=traces)
        case DecisionIs(decision=name, one_of=values):
            return Trace(truth(context.choices.get(name) in values))


def threshold(value: Threshold, context: Context) -> float:
    """Return a threshold as a number under the context's edition."""
    if not isinstance(value, ParameterRef):
        return value
    found = context.parameters[value.parameter].value(context.edition)
    if isinstance(found, tuple):
        return found[0] if value.bound == "lower" else found[1]
    return found


def _finding(condition: FindingIs, context: Context) -> Trace:
    finding = context.findings[condition.finding]
    if not finding.sided:
        return _leaf(condition, condition.finding, context)
    if condition.side in SIDES:
        return _leaf(condition, key(condition.finding, condition.side), context)
    parts = tuple(_leaf(condition, key(condition.finding, side), context) for side in SIDES)
    combine = any_of if condition.side == "any" else all_of
    return Trace(combine(t.truth for t in parts), parts=parts)


def _leaf(condition: FindingIs, fact: str, context: Context) -> Trace:
    if fact not in context.facts or context.facts[fact] == UNKNOWN:
        return Trace(Truth.UNKNOWN, fact=fact)
    return Trace(truth(_holds(condition, context.facts[fact], context)), fact=fact)


def _holds(condition: FindingIs, value: Scalar, context: Context) -> bool:
    if condition.one_of:
        return value in condition.one_of
    limits = (condition.at_most, condition.at_least, condition.more_than, condition.less_than)
    if all(limit is None for limit in limits):
        return value == PRESENT
    if value == NOT_APPLICABLE:
        return False
    amount = float(value)
    if condition.at_most is not None:
        return amount <= threshold(condition.at_most, context)
    if condition.at_least is not None:
        return amount >= threshold(condition.at_least, context)
    if condition.more_than is not None:
        return amount > threshold(condition.more_than, context)
    assert condition.less_than is not None
    return amount < threshold(condition.less_than, context)


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
