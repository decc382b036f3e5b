"""What would have changed this: the smallest change in the facts that changes a decision. Computed, never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lbp_teach.guideline.assess import Book, Outcome, Verdict, resolve
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import ABSENT, NOT_APPLICABLE, PRESENT, UNKNOWN, Facts, split
from lbp_teach.guideline.model import (
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    FindingIs,
    NotOf,
    ParameterRef,
    Scalar,
)

LIMIT = 3


@dataclass(frozen=True)
class WhatIf:
    """One changed fact and the decision it would lead to."""

    fact: str
    value: Scalar
    best: tuple[str, ...]


def what_if(book: Book, facts: Facts, decision: str, edition: str = "DSAM2026") -> tuple[WhatIf, ...]:
    """Return up to three single changes of the facts after which another value is best.

    Changes of what is already abnormal in the patient come first, since they are the ones a learner can compare with.

    Args:
        book: the guideline.
        facts: everything that is true of the patient.
        decision: id of the decision.
        edition: edition of the guideline.
    """
    now = _verdict(book, facts, decision, edition)
    found: list[WhatIf] = []
    seen: set[tuple[str, ...]] = set()
    for fact, value in _changes(book, facts, decision, edition):
        then = _verdict(book, {**facts, fact: value}, decision, edition)
        if then.best and set(then.best) != set(now.best) and (then.best not in seen or len(found) == 0):
            seen.add(then.best)
            found.append(WhatIf(fact, value, then.best))
            if len(found) == LIMIT:
                break
    return tuple(found)


def _verdict(book: Book, facts: Facts, decision: str, edition: str) -> Verdict:
    context = book.context(facts, edition)
    outcomes = tuple(
        Outcome(rule, evaluate(rule.when, context))
        for rule in book.guideline.rules
        if decision in rule.then and (not rule.editions or edition in rule.editions)
    )
    return resolve(decision, outcomes)


def _changes(book: Book, facts: Facts, decision: str, edition: str) -> Iterator[tuple[str, Scalar]]:
    """Yield single changes of facts that a rule about this decision looks at, the patient's abnormal ones first."""
    tests: dict[str, list[FindingIs]] = {}
    for rule in book.guideline.rules:
        if decision in rule.then:
            for test in _tests(rule.when, book):
                tests.setdefault(test.finding, []).append(test)
    keyed = [k for k in facts if split(k)[0] in tests]
    unusual = [k for k in keyed if facts[k] != book.findings[split(k)[0]].default]
    for fact in [*unusual, *(k for k in keyed if k not in unusual)]:
        finding = book.findings[split(fact)[0]]
        values: list[Scalar] = []
        if finding.kind == "presence":
            values = [PRESENT, ABSENT]
        elif finding.kind == "choice":
            values = list(finding.values)
        elif facts[fact] not in (NOT_APPLICABLE, UNKNOWN):
            values = list(_around(tests[finding.id], book, edition, whole=finding.unit == "mrc"))
        yield from ((fact, value) for value in values if value != facts[fact])


def _around(tests: list[FindingIs], book: Book, edition: str, *, whole: bool) -> Iterator[float]:
    """Yield numbers at and just beyond each threshold that is tested."""
    for test in tests:
        for limit in (test.at_most, test.at_least, test.more_than, test.less_than):
            if limit is None:
                continue
            found = book.parameters[limit.parameter].value(edition) if isinstance(limit, ParameterRef) else limit
            edge = found[0] if isinstance(found, tuple) else found
            yield from (v for v in (edge, edge + 1, edge - 1) if v >= 0 and (not whole or v <= 5))


def _tests(condition: Condition, book: Book) -> Iterator[FindingIs]:
    match condition:
        case FindingIs():
            yield condition
        case ConceptIs(concept=name):
            yield from _tests(book.concepts[name].when, book)
        case NotOf(not_=part):
            yield from _tests(part, book)
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from _tests(part, book)
        case CountOf(of=parts):
            for part in parts:
                yield from _tests(part, book)
        case _:
            return
