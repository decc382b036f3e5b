"""Many patients at once: the truth of a condition as one bit for each patient.

A test of a finding is asked of the evaluator of the toolkit itself, once for each value that occurs; the logic above
it is done on the bits. `test_mutation` compares the two on whole patients.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from spec.mcdc import Shown
from spec.patients import Search, difference

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import Context, evaluate, looks_at, threshold
from lbp_teach.guideline.facts import UNKNOWN, keys
from lbp_teach.guideline.model import (
    AllOf,
    AnyOf,
    ConceptIs,
    Condition,
    CountOf,
    FindingIs,
    NotOf,
    Parameter,
    Rule,
    Scalar,
)
from lbp_teach.guideline.ready import Ready
from lbp_teach.logic import Truth

Changes = Mapping[str, Scalar]


class Bits(NamedTuple):
    """In which patients something is true, and in which it is false; it is unknown in the others."""

    true: int
    false: int

    def differ(self, other: Bits) -> int:
        return (self.true ^ other.true) | (self.false ^ other.false)


def ones(bits: int) -> Iterator[int]:
    """Yield the numbers of the patients in a set."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return patients as a set of bits."""
    flags = bytearray(size // 8 + 1)
    for n in numbers:
        flags[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(flags, "little")


class Pool:
    """Patients as what is unusual about them, each in one edition of the guideline."""

    def __init__(
        self, book: Book, well: Changes, patients: Sequence[tuple[Changes, str]], parameters: Mapping[str, Parameter]
    ) -> None:
        """Take the patients; a fact that was not asked is `unknown`, which the evaluator reads the same.

        Args:
            book: the guideline.
            well: everything that is true of a patient who is otherwise well.
            patients: what is otherwise, and the edition.
            parameters: those of the guideline, and those of the mutants.
        """
        self.book, self.well, self.patients, self.parameters = book, well, patients, parameters
        self.size = len(patients)
        self.everyone = (1 << self.size) - 1
        self._tests: dict[int, tuple[FindingIs, Bits]] = {}
        self._groups: dict[str, list[tuple[dict[str, Scalar], str, int]]] = {}
        self._concepts: dict[str, Bits] = {}

    @cached_property
    def editions(self) -> dict[str, int]:
        found: dict[str, list[int]] = {}
        for number, (_, edition) in enumerate(self.patients):
            found.setdefault(edition, []).append(number)
        return {edition: bits_of(numbers, self.size) for edition, numbers in found.items()}

    @cached_property
    def users(self) -> dict[str, frozenset[str]]:
        """Return, for each concept, itself and the concepts that rest on it."""
        inside = {c.id: self._named(c.when) for c in self.book.guideline.concepts}
        return {name: frozenset(other for other in inside if name in {other, *inside[other]}) for name in inside}

    def rests_on(self, rule: Rule) -> frozenset[str]:
        """Return the concepts that a rule rests on."""
        return self._named(rule.when)

    def _named(self, condition: Condition) -> frozenset[str]:
        match condition:
            case ConceptIs(concept=name):
                return frozenset({name}) | self._named(self.book.concepts[name].when)
            case NotOf(not_=part):
                return self._named(part)
            case AllOf(all=found) | AnyOf(any=found) | CountOf(of=found):
                return frozenset().union(*(self._named(part) for part in found))
        return frozenset()

    def concept(self, name: str) -> Bits:
        """Return where a concept of the guideline holds."""
        if name not in self._concepts:
            self._concepts[name] = self.bits(self.book.concepts[name].when)
        return self._concepts[name]

    def rule(self, rule: Rule, other: dict[str, Bits] | None = None, touched: frozenset[str] = frozenset()) -> Bits:
        """Return where a rule holds; in an edition that it is not part of it is neither true nor unknown."""
        found = self.bits(rule.when, other, touched)
        if not rule.editions:
            return found
        mine = sum(self.editions.get(edition, 0) for edition in set(rule.editions))
        return Bits(found.true & mine, found.false | (self.everyone & ~mine))

    def bits(
        self, condition: Condition, other: dict[str, Bits] | None = None, touched: frozenset[str] = frozenset()
    ) -> Bits:
        """Return where a condition is true and where it is false.

        Args:
            condition: the condition.
            other: concepts that come out otherwise than in the guideline.
            touched: the concepts that rest on those, which are worked out again and put into `other`.
        """
        match condition:
            case FindingIs():
                return self._test(condition)
            case ConceptIs(concept=name):
                if other is None or (name not in other and name not in touched):
                    return self.concept(name)
                if name not in other:
                    other[name] = self.bits(self.book.concepts[name].when, other, touched)
                return other[name]
            case NotOf(not_=part):
                true, false = self.bits(part, other, touched)
                return Bits(false, true)
            case AllOf(all=found):
                true, false = self.everyone, 0
                for part in found:
                    one = self.bits(part, other, touched)
                    true, false = true & one.true, false | one.false
                return Bits(true, false)
            case AnyOf(any=found):
                true, false = 0, self.everyone
                for part in found:
                    one = self.bits(part, other, touched)
                    true, false = true | one.true, false & one.false
                return Bits(true, false)
            case CountOf(of=found):
                return self._count(condition, [self.bits(part, other, touched) for part in found])
        raise TypeError(condition)

    def _count(self, condition: CountOf, found: list[Bits]) -> Bits:
        true = false = 0
        for edition, mine in self.editions.items():
            need = int(threshold(condition.count, self._context({}, edition)))
            true |= mine & self._at_least(need, [one.true for one in found])
            false |= mine & self._at_least(len(found) - need + 1, [one.false for one in found])
        return Bits(true, false)

    def _at_least(self, need: int, found: list[int]) -> int:
        if need <= 0:
            return self.everyone
        reached = [self.everyone, *([0] * need)]
        for one in found:
            for n in range(need, 0, -1):
                reached[n] |= reached[n - 1] & one
        return reached[need]

    def _context(self, facts: Changes, edition: str) -> Context:
        return Context(facts, Ready(self.book.findings, self.book.concepts, self.parameters, edition))

    def _test(self, test: FindingIs) -> Bits:
        if id(test) not in self._tests:
            true = false = 0
            for facts, edition, patients in self._grouped(test.finding):
                truth = evaluate(test, self._context(facts, edition)).truth
                true |= patients if truth is Truth.TRUE else 0
                false |= patients if truth is Truth.FALSE else 0
            self._tests[id(test)] = (test, Bits(true, false))
        return self._tests[id(test)][1]

    def _grouped(self, finding: str) -> list[tuple[dict[str, Scalar], str, int]]:
        """Return the patients by what this finding is in them, with their edition."""
        if finding not in self._groups:
            names = keys(self.book.findings[finding])
            found: dict[tuple[object, ...], list[int]] = {}
            for number, (changes, edition) in enumerate(self.patients):
                values = tuple(changes.get(name, self.well[name]) for name in names)
                found.setdefault((edition, *values), []).append(number)
            self._groups[finding] = [
                (dict(zip(names, values, strict=True)), str(edition), bits_of(numbers, self.size))  # type: ignore[arg-type]
                for (edition, *values), numbers in found.items()
            ]
        return self._groups[finding]


def as_changes(facts: Mapping[str, Scalar], well: Changes) -> dict[str, Scalar]:
    """Return a patient as what is unlike a well one; what nobody asked is `unknown`."""
    return difference({name: facts.get(name, UNKNOWN) for name in well}, well)


def random_patients(
    book: Book, shown: Sequence[Shown], count: int, parameters: Mapping[str, Parameter], seed: int = 2026
) -> Pool:
    """Return a pool with at least `count` patients who can exist.

    They start from the pairs that show that a clause matters, and from a well patient; some facts that a rule looks at
    are changed at random, and in one patient of five some are left unasked. The same seed gives the same patients.
    """
    draw = random.Random(seed)
    search = Search(book)
    starts = [as_changes(patient, search.well) for one in shown for patient in one.pair or ()]
    tests = [t for r in book.guideline.rules for t in looks_at(r.when, book.concepts)]
    used = sorted({key for test in tests for key in keys(book.findings[test.finding])})
    editions = [e.id for e in book.guideline.editions]
    found: list[tuple[Changes, str]] = [(start, editions[n % len(editions)]) for n, start in enumerate(starts)]
    alive = 0
    while alive < count:
        found += [_another(draw, starts, used, editions, search) for _ in range(count)]
        pool = Pool(book, search.well, found, parameters)
        dead = 0
        for contradiction in book.guideline.contradictions:
            dead |= pool.bits(contradiction.when).true
        alive = pool.size - dead.bit_count()
    living = [found[n] for n in ones(pool.everyone & ~dead)]
    return Pool(book, search.well, living, parameters)


def _another(
    draw: random.Random, starts: Sequence[Changes], used: Sequence[str], editions: Sequence[str], search: Search
) -> tuple[Changes, str]:
    patient = dict(draw.choice(starts)) if starts and draw.random() < 0.8 else {}
    for fact in draw.sample(used, min(len(used), draw.randrange(0, 7))):
        patient[fact] = draw.choice(search.domains[fact])
    if draw.random() < 0.2:
        patient.update(dict.fromkeys(draw.sample(used, min(len(used), draw.randrange(1, 6))), UNKNOWN))
    return as_changes({**search.well, **patient}, search.well), draw.choice(list(editions))
