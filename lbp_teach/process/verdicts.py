"""What the guideline says of the serious question to the facts that somebody knew: only the rules that bear on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lbp_teach.guideline.assess import Book, Outcome, Verdict, resolve
from lbp_teach.guideline.evaluate import deciding, evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import AllOf, AnyOf, ConceptIs, Condition, CountOf, FindingIs, NotOf, Rule
from lbp_teach.logic import Truth

#: The decisions that answer the serious question: what it is, and how soon something must happen.
SERIOUS = ("triage", "suspected", "urgency")
#: Rules of these tiers speak of disease that must not be missed.
SERIOUS_TIERS = ("emergency", "serious")


@dataclass(frozen=True)
class Reading:
    """What the guideline says to some facts: a verdict for each decision, and every rule that was run."""

    verdicts: dict[str, Verdict]
    outcomes: tuple[Outcome, ...]

    def allows(self, decision: str, value: str) -> bool:
        """Return whether a value is best or acceptable, or would be best if what is open held.

        That an open rule would merely accept it does not count: there is nearly always some rare condition of which
        nobody has asked.
        """
        verdict = self.verdicts[decision]
        hoped = {v for outcome in verdict.open for v in outcome.rule.then[decision].best}
        return value in (*verdict.best, *verdict.acceptable) or value in hoped

    def contradicts(self, decision: str, value: str) -> bool:
        """Return whether the guideline has another answer, and nothing open could make this one right."""
        return bool(self.verdicts[decision].best) and not self.allows(decision, value)

    def alarms(self) -> tuple[Outcome, ...]:
        """Return the rules for disease that must not be missed which hold."""
        return tuple(o for o in self.outcomes if o.fired and o.rule.tier in SERIOUS_TIERS)

    def undecided(self) -> tuple[Outcome, ...]:
        """Return the rules for disease that must not be missed which could not be judged."""
        return tuple(o for o in self.outcomes if o.trace.truth is Truth.UNKNOWN and o.rule.tier in SERIOUS_TIERS)


@lru_cache(maxsize=4)
def _rules(book: Book) -> tuple[Rule, ...]:
    return tuple(rule for rule in book.guideline.rules if set(SERIOUS) & set(rule.then))


def read(facts: Facts, edition: str, book: Book) -> Reading:
    """Return what the guideline says to what was known.

    Args:
        facts: what was known; what is missing counts as not asked or not examined.
        edition: edition of the guideline.
        book: the guideline.
    """
    context = book.context(facts, edition)
    outcomes = tuple(
        Outcome(rule, evaluate(rule.when, context))
        for rule in _rules(book)
        if not rule.editions or edition in rule.editions
    )
    verdicts = {name: resolve(name, [o for o in outcomes if name in o.rule.then]) for name in SERIOUS}
    return Reading(verdicts, outcomes)


@lru_cache(maxsize=4)
def speaks_for(book: Book) -> dict[str, dict[str, tuple[FindingIs, ...]]]:
    """Return by decision and value what can speak for it: the tests of findings that its rules want to be true.

    What is known at the door (the age, say) speaks for nothing by itself and is left out. A value that rests only on
    what is absent, such as non-specific pain, has nothing that speaks for it.
    """
    found: dict[str, dict[str, dict[FindingIs, None]]] = {"triage": {}, "suspected": {}}
    for rule in _rules(book):
        for decision, values in found.items():
            for value in rule.then[decision].best if decision in rule.then else ():
                tests = values.setdefault(value, {})
                tests.update(dict.fromkeys(t for t in _wanted(rule.when, book) if not book.findings[t.finding].door))
    return {decision: {v: tuple(tests) for v, tests in values.items()} for decision, values in found.items()}


def _wanted(condition: Condition, book: Book, wanted: bool = True) -> Iterator[FindingIs]:
    """Yield the tests whose truth helps the condition to hold."""
    match condition:
        case FindingIs():
            if wanted:
                yield condition
        case ConceptIs(concept=name):
            yield from _wanted(book.concepts[name].when, book, wanted)
        case NotOf(not_=part):
            yield from _wanted(part, book, not wanted)
        case AllOf(all=parts) | AnyOf(any=parts) | CountOf(of=parts):
            for part in parts:
                yield from _wanted(part, book, wanted)


def findings_for(decision: str, value: str, book: Book) -> frozenset[str]:
    """Return the findings that can speak for a value."""
    return frozenset(test.finding for test in speaks_for(book)[decision].get(value, ()))


def signs_of(decision: str, value: str, facts: Facts, edition: str, book: Book) -> dict[str, tuple[str, ...]]:
    """Return the known findings that do speak for a value, each with its fact keys."""
    context = book.context(facts, edition)
    found: dict[str, tuple[str, ...]] = {}
    for test in speaks_for(book)[decision].get(value, ()):
        trace = evaluate(test, context)
        if trace.truth is Truth.TRUE:
            found[test.finding] = tuple(dict.fromkeys((*found.get(test.finding, ()), *deciding(trace))))
    return found
