"""Turns a condition round: which small changes of a patient's facts would make it come out the other way?

The search follows the condition itself, so it also finds changes of several facts together. It proposes; whoever asks
must run the rules on the changed patient, because changes that each do what they should can get in each other's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lbp_teach.guideline.evaluate import Context, evaluate, threshold
from lbp_teach.guideline.facts import ABSENT, NOT_APPLICABLE, PRESENT, UNKNOWN, key
from lbp_teach.guideline.model import (
    SIDES,
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

Changes = dict[str, Scalar]
#: So many ways are kept at each node; the smallest come first, so what is cut off is long.
WAYS = 8


def ways(condition: Condition, context: Context, wanted: bool) -> list[Changes]:
    """Return small sets of changed facts after which the condition should be true (or false), smallest first.

    Args:
        condition: the condition.
        context: the patient as they are; every fact known.
        wanted: the outcome that is wanted.

    Returns:
        Changes by fact key; `[{}]` where the condition comes out as wanted already; empty where no way is known.
    """
    if (evaluate(condition, context).truth is Truth.TRUE) is wanted:
        return [{}]
    match condition:
        case FindingIs():
            return _leaf(condition, context, wanted)
        case ConceptIs(concept=name):
            return ways(context.concepts[name].when, context, wanted)
        case NotOf(not_=part):
            return ways(part, context, not wanted)
        case AllOf(all=parts):
            return _every(parts, context, True) if wanted else _some(parts, context, False)
        case AnyOf(any=parts):
            return _some(parts, context, True) if wanted else _every(parts, context, False)
        case CountOf(of=parts):
            holds = [evaluate(part, context).truth is Truth.TRUE for part in parts]
            limit = int(threshold(condition.count, context))
            missing = limit - sum(holds) if wanted else sum(holds) - limit + 1
            turn = [part for part, now in zip(parts, holds, strict=True) if now is not wanted]
            cheapest = sorted((ways(part, context, wanted) for part in turn), key=_cost)[:missing]
            return both_of(cheapest) if len(cheapest) == missing else []
        case _:
            return []


def _cost(found: list[Changes]) -> int:
    return len(found[0]) if found else 99


def _some(parts: Sequence[Condition], context: Context, wanted: bool) -> list[Changes]:
    return _smallest(change for part in parts for change in ways(part, context, wanted))


def _every(parts: Sequence[Condition], context: Context, wanted: bool) -> list[Changes]:
    return both_of([ways(part, context, wanted) for part in parts])


def both_of(choices: Iterable[list[Changes]]) -> list[Changes]:
    """Return one way from each list, merged; ways that want two values of one fact do not go together."""
    merged: list[Changes] = [{}]
    for options in choices:
        merged = _smallest(
            {**one, **other}
            for one in merged
            for other in options
            if all(other.get(name, value) == value for name, value in one.items())
        )
    return merged


def _smallest(found: Iterable[Changes]) -> list[Changes]:
    unique = {tuple(sorted(change.items(), key=str)): change for change in found}
    return sorted(unique.values(), key=len)[:WAYS]


def _leaf(condition: FindingIs, context: Context, wanted: bool) -> list[Changes]:
    finding = context.findings[condition.finding]
    if finding.sided and condition.side not in SIDES:
        each = [condition.model_copy(update={"side": side}) for side in SIDES]
        # To make "either" true, or "both" false, one side is enough; else both must come out so.
        one_is_enough = (condition.side == "any") is wanted
        return _some(each, context, wanted) if one_is_enough else _every(each, context, wanted)
    name = key(finding.id, condition.side) if finding.sided else finding.id
    now = context.facts.get(name, UNKNOWN)
    for value in _values(condition, finding, context, now):
        after = replace(context, facts={**context.facts, name: value}, _known={})
        if value != now and (evaluate(condition, after).truth is Truth.TRUE) is wanted:
            return [{name: value}]
    return []


def _values(condition: FindingIs, finding: Finding, context: Context, now: Scalar) -> Iterator[Scalar]:
    """Yield values to try, the nearest first; the value of a patient who is otherwise well among the first."""
    if finding.kind == "presence":
        yield from (PRESENT, ABSENT)
    elif finding.kind == "choice":
        order = list(finding.values)
        here = order.index(str(now)) if now in order else 0
        yield from (value for _, value in sorted((abs(n - here), value) for n, value in enumerate(order)))
    else:
        for limit in (condition.at_most, condition.at_least, condition.more_than, condition.less_than):
            if limit is not None:
                edge = threshold(limit, context)
                yield from (value for value in (edge, edge + 1, edge - 1) if value >= 0)
        if NOT_APPLICABLE not in condition.one_of:
            yield finding.default
        yield from condition.one_of
