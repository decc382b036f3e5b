"""Every number that a condition compares with: what happens just below, at and just above it.

Two kinds: a bound (`at_least: {parameter: ...}`) compares one finding; a count compares how many of its parts are true.
Each is read out of the rules and concepts. For every edition in which its value differs a patient is made of whom the
outcome of the whole condition is left to it, and is varied across the threshold; the evaluator must say of the clause
and of the whole condition what the sense of the comparison demands. Where no such patient exists (another clause looks
at the same finding) the clause itself is evaluated, and that is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spec.conditions import Owner, Place, at, bound_of, nodes, owners, sides_apart, spelled
from spec.mcdc import counts_in, holds
from spec.patients import Goal, Search, TooLong, around, exactly, left_open, on_scale

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate, looks_at, threshold
from lbp_teach.guideline.facts import keys
from lbp_teach.guideline.model import SIDES, Condition, CountOf, FindingIs, NotOf, ParameterRef, Scalar, Threshold
from lbp_teach.logic import Truth

#: What is true just below, at and just above.
SENSE = {
    "at_most": (True, True, False),
    "less_than": (True, False, False),
    "at_least": (False, True, True),
    "more_than": (False, False, True),
    "count": (False, True, True),
}


@dataclass(frozen=True)
class Edge:
    """One threshold, in one place, in one edition.

    Attributes:
        owner: the rule or concept.
        place: where, with sides apart.
        sense: at_most, at_least, more_than, less_than or count.
        limit: the threshold as it is written.
        edition: the edition.
        value: its value there.
    """

    owner: Owner
    apart: Condition
    place: Place
    sense: str
    limit: Threshold
    edition: str
    value: float

    def __str__(self) -> str:
        return f"{self.owner}: {spelled(self.apart, self.place)} = {self.value:g} in {self.edition}"


@dataclass(frozen=True)
class Tried:
    """What the evaluator said across a threshold.

    Attributes:
        edge: the threshold.
        expected: below, at, above; a point that is not on the scale is left out.
        clause: what the clause came out as.
        whole: what the whole condition came out as; empty where the clause had to be evaluated by itself.
    """

    edge: Edge
    expected: tuple[bool, ...]
    clause: tuple[bool, ...]
    whole: tuple[bool, ...]

    @property
    def right(self) -> bool:
        downs = sum(isinstance(at(self.edge.apart, self.edge.place[:n]), NotOf) for n in range(len(self.edge.place)))
        through = tuple(one is (downs % 2 == 0) for one in self.expected)
        return bool(self.expected) and self.clause == self.expected and self.whole in ((), through)

    def __str__(self) -> str:
        return f"{self.edge}: expected {self.expected}, clause {self.clause}, whole {self.whole}"


def edges(book: Book) -> Iterator[Edge]:
    """Yield every threshold, once for each edition in which its value differs."""
    for owner in owners(book):
        apart = sides_apart(owner.when, book)
        for place, node in nodes(apart):
            found = bound_of(node) if isinstance(node, FindingIs) else None
            if isinstance(node, CountOf):
                found = ("count", node.count)
            seen: set[float] = set()
            for edition in owner.editions if found else ():
                value = threshold(found[1], book.context({}, edition))  # type: ignore[index]
                if value not in seen:
                    seen.add(value)
                    yield Edge(owner, apart, place, found[0], found[1], edition, value)  # type: ignore[index]


def points(edge: Edge, book: Book) -> list[tuple[float, bool]]:
    """Return the numbers below, at and above a threshold that can occur, and what the clause is there."""
    node = at(edge.apart, edge.place)
    if isinstance(node, CountOf):
        near = [(edge.value + step, 0 <= edge.value + step <= len(node.of)) for step in (-1, 0, 1)]
    else:
        assert isinstance(node, FindingIs)
        unit = book.findings[node.finding].unit
        near = [(value, on_scale(value, unit)) for value in around(edge.value, unit)]
    return [(value, truth) for (value, occurs), truth in zip(near, SENSE[edge.sense], strict=True) if occurs]


def attempt(edge: Edge, search: Search) -> Tried:
    """Vary a patient across a threshold and ask the evaluator."""
    chosen = points(edge, search.book)
    expected = tuple(truth for _, truth in chosen)
    node = at(edge.apart, edge.place)
    rest = list(left_open(edge.apart, edge.place, counts_in(edge.apart, search)))
    versions = range(len(chosen))
    left = [Goal(c, True, v) for c in rest for v in versions]
    patients = _patients(node, [value for value, _ in chosen], left, search)
    whole: tuple[bool, ...] = ()
    if patients is not None:
        whole = tuple(holds(edge.owner.when, patient, search) for patient in patients)
    else:
        patients = _patients(node, [value for value, _ in chosen], [], search)
    assert patients is not None, f"{edge}: no patient"
    return Tried(edge, expected, tuple(holds(node, patient, search) for patient in patients), whole)


def _patients(
    node: Condition, values: Sequence[float], left: list[Goal], search: Search
) -> tuple[dict[str, Scalar], ...] | None:
    try:
        if isinstance(node, CountOf):
            exact = [Goal(c, True, v) for v, count in enumerate(values) for c in exactly(int(count), node.of)]
            tests = [test for part in node.of for test in looks_at(part, search.book.concepts)]
            own = frozenset(k for test in tests for k in keys(search.book.findings[test.finding]))
            return search.find([*exact, *left], differ=own, versions=len(values))
        assert isinstance(node, FindingIs)
        fact = f"{node.finding}@{node.side}" if node.side in SIDES else node.finding
        fixed = {(fact, v): value for v, value in enumerate(values)}
        return search.find(left, differ=frozenset({fact}), versions=len(values), fixed=fixed)
    except TooLong:
        return None


def examine(book: Book) -> Iterator[Tried]:
    """Yield what the evaluator says across every threshold."""
    searches: dict[str, Search] = {}
    for edge in edges(book):
        yield attempt(edge, searches.setdefault(edge.edition, Search(book, edge.edition)))


# ---- the scenarios ----

Case = tuple[Mapping[str, Scalar], str]


def unused(book: Book, cases: Sequence[Case]) -> list[str]:
    """Return the parameters, each with the edition and value, that no scenario comes close to.

    Close is a finding that is compared with the parameter and is exactly at it; or two scenarios within one unit of
    it, one on each side. A count is met where exactly as many of its parts are true as it needs, or one fewer in one
    scenario and one more in another. Only parameters on which a rule depends count.
    """
    near: dict[tuple[str, str, str, float], set[int]] = {}
    for edge in edges(book):
        if not isinstance(edge.limit, ParameterRef) or not _reached(edge, book):
            continue
        name = (edge.limit.parameter, edge.limit.bound, edge.edition, edge.value)
        near.setdefault(name, set()).update(s for case in cases for s in _sides(edge, case, book))
    return [
        f"{parameter}.{bound} = {value:g} in {edition}"
        for (parameter, bound, edition, value), found in sorted(near.items())
        if 0 not in found and not {-1, 1} <= found
    ]


def _reached(edge: Edge, book: Book) -> bool:
    """Return whether a rule depends on the condition of this threshold."""
    if edge.owner.kind == "rule":
        return True
    tests = {id(t) for r in book.guideline.rules for t in looks_at(r.when, book.concepts)}
    return any(id(t) in tests for t in looks_at(edge.owner.when, book.concepts))


def _sides(edge: Edge, case: Case, book: Book) -> Iterator[int]:
    """Yield on which side of a threshold a scenario comes close: -1, 0 or 1."""
    facts, edition = case
    context = book.context(facts, edition)
    if threshold(edge.limit, context) != edge.value:
        return
    node = at(edge.apart, edge.place)
    if isinstance(node, CountOf):
        true = sum(evaluate(part, context).truth is Truth.TRUE for part in node.of)
        yield from (step for step in (-1, 0, 1) if true == edge.value + step)
        return
    assert isinstance(node, FindingIs)
    value = facts.get(f"{node.finding}@{node.side}" if node.side in SIDES else node.finding)
    if isinstance(value, int | float) and abs(value - edge.value) <= 1:
        yield (value > edge.value) - (value < edge.value)
