"""Conditions as trees: walk them, spell a place in them, put another part in its place.

A place is the way from the root, one number for each step down (`(1, 0)` is the first part of the second part).
A sided test that looks at either or both sides is two clauses; `sides_apart` writes it as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import (
    SIDES,
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    FindingIs,
    NotOf,
    ParameterRef,
    Threshold,
)

Place = tuple[int, ...]
BOUNDS = ("at_most", "at_least", "more_than", "less_than")


class Owner(NamedTuple):
    """A rule or a concept, as that which owns a condition."""

    kind: str
    id: str
    when: Condition
    editions: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


def owners(book: Book) -> tuple[Owner, ...]:
    """Return every condition of the guideline that has an outcome of its own: the concepts, then the rules."""
    every = tuple(e.id for e in book.guideline.editions)
    concepts = (Owner("concept", c.id, c.when, every) for c in book.guideline.concepts)
    rules = (Owner("rule", r.id, r.when, r.editions or every) for r in book.guideline.rules)
    return (*concepts, *rules)


def parts(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a condition; a clause has none."""
    match condition:
        case NotOf(not_=part):
            return (part,)
        case AllOf(all=found) | AnyOf(any=found) | CountOf(of=found):
            return found
    return ()


def with_parts(condition: Condition, new: Sequence[Condition]) -> Condition:
    """Return the condition with other parts."""
    match condition:
        case NotOf():
            return negated(new[0])
        case AllOf():
            return AllOf(all=tuple(new))
        case AnyOf():
            return AnyOf(any=tuple(new))
        case CountOf():
            return CountOf(count=condition.count, of=tuple(new))
    return condition


def negated(condition: Condition) -> Condition:
    """Return the negation of a condition."""
    return NotOf.model_validate({"not": condition})


def at(condition: Condition, place: Place) -> Condition:
    """Return what stands at a place."""
    for step in place:
        condition = parts(condition)[step]
    return condition


def replaced(condition: Condition, place: Place, new: Condition) -> Condition:
    """Return the condition with something else at a place."""
    if not place:
        return new
    found = list(parts(condition))
    found[place[0]] = replaced(found[place[0]], place[1:], new)
    return with_parts(condition, found)


def nodes(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, Condition]]:
    """Yield everything in a condition with its place, the root first."""
    yield place, condition
    for index, part in enumerate(parts(condition)):
        yield from nodes(part, (*place, index))


def clauses(condition: Condition) -> Iterator[tuple[Place, FindingIs | ConceptIs]]:
    """Yield the clauses of a condition: its tests of findings and of concepts."""
    for place, node in nodes(condition):
        if isinstance(node, FindingIs | ConceptIs):
            yield place, node


def sides_apart(condition: Condition, book: Book) -> Condition:
    """Return the same condition with every test of both sides written as a test of the left and one of the right."""
    if not isinstance(condition, FindingIs):
        return with_parts(condition, [sides_apart(part, book) for part in parts(condition)])
    if not book.findings[condition.finding].sided or condition.side in SIDES:
        return condition
    apart = tuple(condition.model_copy(update={"side": side}) for side in SIDES)
    return AnyOf(any=apart) if condition.side == "any" else AllOf(all=apart)


def bound_of(test: FindingIs) -> tuple[str, Threshold] | None:
    """Return how a test compares and with what, where it compares with a number."""
    for name in BOUNDS:
        limit = getattr(test, name)
        if limit is not None:
            return name, limit
    return None


def spelled(condition: Condition, place: Place) -> str:
    """Return a place in the words of the YAML: `all[1].not.any[0] history.course in improving`."""
    names: list[str] = []
    here = condition
    for step in place:
        match here:
            case NotOf():
                names.append("not")
            case AllOf():
                names.append(f"all[{step}]")
            case AnyOf():
                names.append(f"any[{step}]")
            case CountOf():
                names.append(f"of[{step}]")
        here = parts(here)[step]
    return f"{'.'.join(names) or 'when'} {worded(here)}"


def worded(condition: Condition) -> str:
    """Return a clause, or the kind of a larger condition, in a few words."""
    match condition:
        case ConceptIs(concept=name):
            return f"concept {name}"
        case FindingIs():
            return _test(condition)
        case CountOf(count=count):
            return f"count {_amount(count)}"
    return type(condition).__name__.removesuffix("Of").lower()


def _test(test: FindingIs) -> str:
    side = "" if test.side == "any" else f"@{test.side}"
    bound = bound_of(test)
    if bound:
        return f"{test.finding}{side} {bound[0]} {_amount(bound[1])}"
    return f"{test.finding}{side}" + (f" in {'|'.join(test.one_of)}" if test.one_of else "")


def _amount(limit: Threshold) -> str:
    return f"{limit.parameter}.{limit.bound}" if isinstance(limit, ParameterRef) else f"{limit:g}"
