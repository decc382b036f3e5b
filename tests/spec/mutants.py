"""Small faults put into the guideline, one at a time: every rule and concept, every place in it, every operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spec.conditions import Place, at, bound_of, negated, nodes, parts, replaced, spelled, with_parts

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import (
    SIDES,
    TIERS,
    AllOf,
    AnyOf,
    Concept,
    Condition,
    CountOf,
    Effect,
    FindingIs,
    NotOf,
    Parameter,
    ParameterRef,
    Rule,
    Threshold,
)

GRADES = ("best", "acceptable", "unsafe", "too_much")
OPPOSITE = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}


@dataclass(frozen=True)
class Change:
    """A condition with one fault.

    Attributes:
        operator: the kind of fault.
        what: where it is and what was done there.
        condition: the condition with the fault.
        parameters: parameters that only the fault uses.
    """

    operator: str
    what: str
    condition: Condition
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True)
class Mutant:
    """A rule or a concept with one fault; the other one is None.

    Attributes:
        operator: the kind of fault.
        what: where it is and what was done there.
        rule: the rule with the fault.
        concept: the concept with the fault.
        parameters: parameters that only the fault uses.
        same_condition: whether the fault is in what the rule says and not in when it holds.
    """

    operator: str
    what: str
    rule: Rule | None = None
    concept: Concept | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    same_condition: bool = False

    @property
    def owner(self) -> str:
        return f"rule {self.rule.id}" if self.rule else f"concept {self.concept.id if self.concept else ''}"

    def __str__(self) -> str:
        return f"{self.owner}: {self.operator}: {self.what}"


def mutants(book: Book) -> Iterator[Mutant]:
    """Yield every fault in every concept and every rule of the guideline."""
    for concept in book.guideline.concepts:
        for change in changes(concept.when, book):
            faulty = concept.model_copy(update={"when": change.condition})
            yield Mutant(change.operator, change.what, None, faulty, change.parameters)
    for rule in book.guideline.rules:
        for change in changes(rule.when, book):
            wrong = rule.model_copy(update={"when": change.condition})
            yield Mutant(change.operator, change.what, wrong, None, change.parameters)
        yield from _said(rule)


def changes(whole: Condition, book: Book) -> Iterator[Change]:
    """Yield the condition with each fault in each place."""
    for place, node in nodes(whole):
        yield from _logic(whole, place, node)
        if isinstance(node, FindingIs):
            yield from _test(whole, place, node, book)
        if isinstance(node, CountOf):
            for words, limit, extra in _shifted(node.count, book):
                new = CountOf(count=limit, of=node.of)
                yield Change("threshold", f"{spelled(whole, place)} {words}", replaced(whole, place, new), extra)


def _logic(whole: Condition, place: Place, node: Condition) -> Iterator[Change]:
    where, found = spelled(whole, place), parts(node)
    if isinstance(node, AllOf | AnyOf) and len(found) > 1:
        other: Condition = AnyOf(any=found) if isinstance(node, AllOf) else AllOf(all=found)
        yield Change("all<->any", where, replaced(whole, place, other))
    if isinstance(node, AllOf | AnyOf | CountOf) and len(found) > 1:
        for index in range(len(found)):
            fewer = with_parts(node, found[:index] + found[index + 1 :])
            yield Change("clause dropped", spelled(whole, (*place, index)), replaced(whole, place, fewer))
    if isinstance(node, NotOf):
        yield Change("not removed", where, replaced(whole, place, node.not_))
    elif not (place and isinstance(at(whole, place[:-1]), NotOf)) and not (isinstance(node, AllOf) and not found):
        yield Change("not inserted", where, replaced(whole, place, negated(node)))


def _test(whole: Condition, place: Place, test: FindingIs, book: Book) -> Iterator[Change]:
    where = spelled(whole, place)

    def put(operator: str, words: str, extra: Mapping[str, Parameter] | None = None, **update: object) -> Change:
        new = replaced(whole, place, test.model_copy(update=update))
        return Change(operator, f"{where} {words}", new, extra or {})

    bound = bound_of(test)
    if bound:
        name, limit = bound
        yield put("comparison", f"-> {OPPOSITE[name]}", **{name: None, OPPOSITE[name]: limit})
        for words, changed, extra in _shifted(limit, book):
            yield put("threshold", words, extra, **{name: changed})
    if len(test.one_of) > 1:
        for value in test.one_of:
            yield put("value dropped", f"without {value}", one_of=tuple(v for v in test.one_of if v != value))
    if book.findings[test.finding].sided and test.side not in SIDES:
        other = "both" if test.side == "any" else "any"
        yield put("side any<->both", f"-> {other}", side=other)


def _shifted(limit: Threshold, book: Book) -> Iterator[tuple[str, Threshold, Mapping[str, Parameter]]]:
    """Yield a threshold one more and one less, in every edition, and for a range its other end."""
    if not isinstance(limit, ParameterRef):
        yield from ((f"{step:+d}", limit + step, {}) for step in (1, -1))
        return
    parameter = book.parameters[limit.parameter]
    for step in (1, -1):
        name = f"{parameter.id}{step:+d}"
        values = {edition: _plus(value, step) for edition, value in parameter.values.items()}
        extra = parameter.model_copy(update={"id": name, "values": values})
        yield f"{step:+d}", ParameterRef(parameter=name, bound=limit.bound), {name: extra}
    if any(isinstance(value, tuple) for value in parameter.values.values()):
        other = "upper" if limit.bound == "lower" else "lower"
        yield f"-> {other}", ParameterRef(parameter=parameter.id, bound=other), {}  # type: ignore[arg-type]


def _plus(value: float | tuple[float, float], step: int) -> float | tuple[float, float]:
    return (value[0] + step, value[1] + step) if isinstance(value, tuple) else value + step


def _said(rule: Rule) -> Iterator[Mutant]:
    """Yield the rule with another tier, and without each thing it says."""
    for tier in TIERS if rule.then else ():
        if tier != rule.tier:
            faulty = rule.model_copy(update={"tier": tier})
            yield Mutant("tier", f"{rule.tier} -> {tier}", faulty, same_condition=True)
    for decision, effect in rule.then.items():
        for grade in GRADES:
            for value in getattr(effect, grade):
                fewer: Effect = effect.model_copy(
                    update={grade: tuple(v for v in getattr(effect, grade) if v != value)}
                )
                faulty = rule.model_copy(update={"then": {**rule.then, decision: fewer}})
                yield Mutant("effect", f"{decision}: {grade} without {value}", faulty, same_condition=True)
    for name in ("ask", "examine"):
        for finding in getattr(rule, name):
            rest = tuple(f for f in getattr(rule, name) if f != finding)
            faulty = rule.model_copy(update={name: rest})
            yield Mutant("work-up", f"{name} without {finding}", faulty, same_condition=True)
