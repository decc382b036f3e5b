"""Random patients, the same for the same seed.

Nothing about back pain stands here: which values are worth trying, and which combinations, is read from the rules,
concepts and contradictions of the guideline, so a new rule gets patients of its own without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

from learner import well

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import deciding, evaluate, looks_at
from lbp_teach.guideline.facts import NOT_APPLICABLE, PRESENT, UNKNOWN, key, split
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
    ParameterRef,
    Scalar,
    Threshold,
)
from lbp_teach.guideline.solve import ways
from lbp_teach.logic import Truth

Patient = dict[str, Scalar]
#: The ends of each scale, and the step from a threshold to just beyond it. Other units start at 0 and step by 1.
SCALES: dict[str, tuple[float, float, float]] = {
    "mrc": (0, 5, 1),
    "nrs": (0, 10, 1),
    "celsius": (35, 41, 0.1),
    "years": (12, 95, 1),
    "weeks": (0, 600, 0.1),
}
#: How many rules or concepts a patient is made to fit, and how many further findings are changed at random.
LEANINGS = (0, 1, 1, 2, 2, 3)
CHANGES = (0, 0, 1, 2, 4, 8, 20)


def _edges(limit: Threshold, book: Book) -> set[float]:
    """Return every number a threshold stands for, in any edition."""
    if not isinstance(limit, ParameterRef):
        return {limit}
    found: set[float] = set()
    for value in book.parameters[limit.parameter].values.values():
        found |= set(value) if isinstance(value, tuple) else {value}
    return found


def _around(finding: Finding, edges: set[float]) -> list[Scalar]:
    """Return the default, the ends of the scale, and each threshold with the numbers just below and above it."""
    low, high, step = SCALES.get(str(finding.unit), (0, 2000, 1))
    tried = {round(edge + by, 1) for edge in edges for by in (-step, 0, step)}
    tried |= {low, min(high, 2 * max(edges, default=high / 2))}
    numbers = sorted({int(n) if n == int(n) else n for n in tried if low <= n <= high})
    return [finding.default, *(n for n in numbers if n != finding.default)]


@lru_cache(maxsize=8)
def values(book: Book) -> dict[str, list[Scalar]]:
    """Return the values worth trying of every finding: all of them, and for a number those around its thresholds."""
    conditions = [r.when for r in book.guideline.rules] + [c.when for c in book.guideline.concepts]
    conditions += [c.when for c in book.guideline.contradictions]
    edges: dict[str, set[float]] = {name: set() for name in book.findings}
    for condition in conditions:
        for test in looks_at(condition, book.concepts):
            for limit in (test.at_most, test.at_least, test.more_than, test.less_than):
                if limit is not None:
                    edges[test.finding] |= _edges(limit, book)
    found: dict[str, list[Scalar]] = {}
    for name, finding in book.findings.items():
        if finding.kind == "presence":
            found[name] = [PRESENT, "absent"]
        elif finding.kind == "choice":
            found[name] = list(finding.values)
        else:
            more = [NOT_APPLICABLE] if finding.default == NOT_APPLICABLE else []
            found[name] = [*more, *(v for v in _around(finding, edges[name]) if v != NOT_APPLICABLE)]
    return found


def way(condition: Condition, book: Book, rng: Random, wanted: bool = True) -> Patient:
    """Return facts that by themselves make a condition true (or false), chosen among all ways of doing so."""
    match condition:
        case FindingIs():
            return _leaf(condition, book, rng, wanted)
        case ConceptIs(concept=name):
            return way(book.concepts[name].when, book, rng, wanted)
        case NotOf(not_=part):
            return way(part, book, rng, not wanted)
        case AllOf(all=parts):
            chosen = parts if wanted else [rng.choice(parts)] if parts else []
        case AnyOf(any=parts):
            chosen = [rng.choice(parts)] if wanted else parts
        case CountOf(of=parts):
            need = next(iter(_edges(condition.count, book)))
            chosen = rng.sample(parts, int(need)) if wanted else parts
        case _:
            raise TypeError(f"a rule about a patient does not look at {condition}")
    facts: Patient = {}
    for part in chosen:
        facts.update(way(part, book, rng, wanted))
    return facts


def _leaf(test: FindingIs, book: Book, rng: Random, wanted: bool) -> Patient:
    """Return a value that passes (or fails) the test of one finding, on one side where one is enough."""
    where: list[str | None] = [None]
    if book.findings[test.finding].sided:
        one_is_enough = (test.side == "any") == wanted
        where = [test.side] if test.side in SIDES else [rng.choice(SIDES)] if one_is_enough else list(SIDES)
    return {key(test.finding, side): rng.choice(_passing(test, book)[wanted]) for side in where}


@lru_cache(maxsize=4096)
def _passing(test: FindingIs, book: Book) -> dict[bool, list[Scalar]]:
    """Return the values that pass the test of a finding and those that fail it."""
    sides = SIDES if book.findings[test.finding].sided else (None,)
    found: dict[bool, list[Scalar]] = {True: [], False: []}
    for value in values(book)[test.finding]:
        context = book.context({key(test.finding, side): value for side in sides})
        found[evaluate(test, context).truth is Truth.TRUE].append(value)
    return found


def impossible(facts: Mapping[str, Scalar], book: Book) -> list[tuple[str, ...]]:
    """Return, for each contradiction in a patient, the facts that make it one."""
    context = book.context(facts)
    traces = [evaluate(item.when, context) for item in book.guideline.contradictions]
    return [deciding(trace) for trace in traces if trace.truth is Truth.TRUE]


def repaired(facts: Patient, book: Book, rng: Random, fixed: frozenset[str] = frozenset()) -> Patient | None:
    """Return the patient with other values for facts that contradict each other, or None if none was found.

    Args:
        facts: the patient, left as it is.
        book: the guideline.
        rng: where chance comes from.
        fixed: facts that keep their value.
    """
    facts = dict(facts)
    for _ in range(40):
        wrong = impossible(facts, book)
        if not wrong:
            return facts
        free = [fact for fact in wrong[0] if fact not in fixed]
        if not free:
            return None
        fact = rng.choice(free)
        facts[fact] = rng.choice(values(book)[split(fact)[0]])
    return None


def fitting(condition: Condition, book: Book, rng: Random) -> Patient | None:
    """Return a patient who could exist and is well but for what fits a condition, or None if none was found."""
    facts = repaired({**well(book), **way(condition, book, rng)}, book, rng)
    if facts is None or evaluate(condition, book.context(facts)).truth is Truth.TRUE:
        return facts
    # Parts that look at the same finding can undo each other; the condition itself knows a small way out.
    for change in ways(condition, book.context(facts), True):
        mended = {**facts, **change}
        if evaluate(condition, book.context(mended)).truth is Truth.TRUE and not impossible(mended, book):
            return mended
    return facts


def complete(rng: Random, book: Book) -> Patient:
    """Return a patient who could exist, of whom everything is known."""
    conditions = _conditions(book)
    while True:
        facts = well(book)
        for _ in range(rng.choice(LEANINGS)):
            facts.update(way(rng.choice(conditions), book, rng, wanted=rng.random() < 0.9))
        for fact in rng.sample(sorted(facts), rng.choice(CHANGES)):
            facts[fact] = rng.choice(values(book)[split(fact)[0]])
        found = repaired(facts, book, rng)
        if found is not None:
            return found


@lru_cache(maxsize=8)
def _conditions(book: Book) -> tuple[Condition, ...]:
    """Return what a patient can be made to fit: every rule and every concept."""
    return (*(rule.when for rule in book.guideline.rules), *(c.when for c in book.guideline.concepts))


def partly_known(facts: Patient, rng: Random) -> Patient:
    """Return what is known of a patient of whom some was asked, some is unknown to him, and the rest was not asked."""
    share = rng.choice((0.3, 0.7, 0.95))
    return {fact: UNKNOWN if rng.random() < 0.05 else value for fact, value in facts.items() if rng.random() < share}


def smallest(facts: Patient, still: Callable[[Patient], bool], book: Book) -> Patient:
    """Return what is unusual about the plainest patient, between this one and a healthy one, that `still` holds of.

    For people who have to understand what went wrong; facts that were not known stay as they are.
    """
    usual, facts = well(book), dict(facts)
    for _ in range(2):
        for fact in sorted(facts):
            plainer = {**facts, fact: usual[fact]}
            if facts[fact] != usual[fact] and not impossible(plainer, book) and still(plainer):
                facts = plainer
    return {fact: value for fact, value in facts.items() if value != usual[fact]}
