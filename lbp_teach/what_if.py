"""What would have changed this: the smallest change in the facts that changes a decision. Computed, never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from lbp_teach.guideline.assess import Book, Outcome, resolve
from lbp_teach.guideline.evaluate import evaluate, looks_at
from lbp_teach.guideline.facts import ABSENT, NOT_APPLICABLE, PRESENT, UNKNOWN, Facts, split
from lbp_teach.guideline.model import FindingIs, ParameterRef, Scalar
from lbp_teach.logic import Truth

LIMIT = 3
#: More changed facts than this are no comparison that anybody can follow.
MOST = 6


@dataclass(frozen=True)
class WhatIf:
    """The changed facts, as few as possible, and the values that would then be best."""

    changes: tuple[tuple[str, Scalar], ...]
    best: tuple[str, ...]


def what_if(book: Book, facts: Facts, decision: str, edition: str = "DSAM2026") -> tuple[WhatIf, ...]:
    """Return up to three smallest changes of the facts after which other values are best, each leading elsewhere.

    One changed fact where that is enough, else two of the facts that decided, else all of them. Changes of what is
    abnormal in the patient come first, since those are the ones a learner can compare with.

    Args:
        book: the guideline.
        facts: everything that is true of the patient.
        decision: id of the decision.
        edition: edition of the guideline.
    """
    rules = [r for r in book.guideline.rules if decision in r.then and (not r.editions or edition in r.editions)]
    context = book.context(facts, edition)
    base = {rule.id: Outcome(rule, evaluate(rule.when, context)) for rule in rules}
    now = resolve(decision, tuple(base.values()))
    found: dict[tuple[str, ...], WhatIf] = {}

    def try_out(*changes: tuple[str, Scalar]) -> None:
        changed = frozenset(split(fact)[0] for fact, _ in changes)
        other = context.changed({**facts, **dict(changes)}, book.findings_of_concept, changed)
        if any(evaluate(item.when, other).truth is Truth.TRUE for item in book.guideline.contradictions):
            return  # a patient who cannot exist teaches nothing
        # A rule that does not look at a changed finding comes out as before.
        about = tuple(
            Outcome(rule, evaluate(rule.when, other)) if book.findings_of_rule[rule.id] & changed else base[rule.id]
            for rule in rules
        )
        best = resolve(decision, about).best
        if best and not set(best) & set(now.best):
            found.setdefault(tuple(sorted(best)), WhatIf(changes, best))

    for change in _changes(book, facts, decision, edition):
        try_out(change)
        if len(found) == LIMIT:
            break
    decided = {fact for outcome in now.reasons for fact in outcome.facts}
    if not found:
        few = [c for c in _changes(book, facts, decision, edition) if c[0] in decided]
        for one, two in combinations(few, 2):
            if one[0] != two[0]:
                try_out(one, two)
            if len(found) == LIMIT:
                break
    if not found:
        # Several signs of the same thing: only without all of them would it have been otherwise.
        signs = [(f, d) for f in sorted(decided) if facts[f] != (d := book.findings[split(f)[0]].default)]
        if 2 < len(signs) <= MOST:
            try_out(*signs)
    return tuple(found.values())


def _changes(book: Book, facts: Facts, decision: str, edition: str) -> Iterator[tuple[str, Scalar]]:
    """Yield single changes of facts that a rule about this decision looks at, the patient's abnormal ones first."""
    tests: dict[str, list[FindingIs]] = {}
    for rule in book.guideline.rules:
        if decision in rule.then:
            for test in looks_at(rule.when, book.concepts):
                tests.setdefault(test.finding, []).append(test)
    keyed = [k for k in facts if split(k)[0] in tests]
    unusual = [k for k in keyed if facts[k] != book.findings[split(k)[0]].default]
    for fact in [*unusual, *(k for k in keyed if k not in unusual)]:
        finding = book.findings[split(fact)[0]]
        values: list[Scalar] = []
        if finding.kind == "presence":
            values = [PRESENT, ABSENT]
        elif finding.kind == "choice":
            # Nearest first: for something that gets worse, "stable" is the smaller change than "no deficit".
            order = list(finding.values)
            here = order.index(str(facts[fact])) if facts[fact] in order else 0
            values = [value for _, value in sorted((abs(n - here), value) for n, value in enumerate(order))]
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
