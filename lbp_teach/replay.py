"""Marking stored attempts anew under another edition: what changes, and which rule or threshold makes the difference.

The old marks are those of the attempt's own edition with today's guideline and scorer, so that every difference is the
edition's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lbp_teach.case import Case, visit_facts
from lbp_teach.exports.reading import Marked, Store, Tick, Wanted, attempts_of, wanted_learners
from lbp_teach.guideline.assess import Assessment, Book, amount, assess
from lbp_teach.guideline.evaluate import looks_at
from lbp_teach.guideline.model import Parameter, ParameterRef, Rule
from lbp_teach.scoring import Item, Report, score
from lbp_teach.text import Text, both

_APPLIES = both(da="gælder", en="applies")
_ABSENT = both(da="findes ikke", en="does not exist")
_HOLDS = both(da="holder", en="holds")
_FAILS = both(da="holder ikke", en="does not hold")
#: What a mark without a rule of its own depends on: the rules on this decision, or those on the work-up.
_FOLLOWS = {"estimate": "triage", "localise": "", "focus": "", "time": ""}


@dataclass(frozen=True)
class Why:
    """One reason for a changed mark.

    Attributes:
        kind: `edition` (a rule that only one edition has), `threshold` (a value that differs), or `rule` (one that
            holds under one only, by way of others).
        id: id of the rule or the threshold.
        about: what it says or is called.
        before: what holds under the attempt's edition.
        after: what holds under the other.
        source: where it stands.
    """

    kind: Literal["edition", "threshold", "rule"]
    id: str
    about: Text
    before: Text
    after: Text
    source: str = ""


@dataclass(frozen=True)
class Change:
    """One mark before and after; None where there is no such mark."""

    visit: int
    category: str
    subject: str
    before: Item | None
    after: Item | None
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Replayed:
    """One attempt, marked under its own edition and under the other.

    Attributes:
        one: the attempt, with the marks under its own edition.
        edition: the other edition.
        report: the marks under it; None where it could not be marked, for the reason in `one.not_marked`.
        changes: the marks that differ.
    """

    one: Marked
    edition: str
    report: Report | None
    changes: tuple[Change, ...] = ()


def replay(
    store: Store, book: Book, edition: str, wanted: Wanted, *, unfinished: bool = False, tick: Tick | None = None
) -> Iterator[Replayed]:
    """Mark stored attempts under another edition, learner by learner.

    Args:
        store: the records; they are only read.
        book: the guideline.
        edition: the other edition.
        wanted: which learners, cases and times.
        unfinished: whether to mark attempts that are not finished, as they stand.
        tick: told how many events were read.

    Yields:
        Each attempt, also those that cannot be marked; unfinished ones only if they are wanted.
    """
    for learner in wanted_learners(store, wanted):
        for one in attempts_of(learner, store, book, unfinished=unfinished, tick=tick):
            if one.not_marked != "unfinished" and wanted.case(one.attempt.case) and wanted.time(one.last):
                yield replayed(one, edition, book)


def replayed(one: Marked, edition: str, book: Book) -> Replayed:
    """Return one attempt marked under another edition, and what changes."""
    if one.case is None or one.report is None:
        return Replayed(one, edition, None)
    report = score(one.case, replace(one.attempt, edition=edition), book, explain=False)
    changes = tuple(_changes(one, one.case, one.report, report, book))
    return Replayed(one, edition, report, changes)


Key = tuple[int, str, str]


def _by_key(report: Report) -> dict[Key, Item]:
    return {(i.visit, i.category, i.subject): i for i in (*report.items, *report.practice_items)}


def _shape(item: Item | None) -> object:
    return item and (item.mark, item.points, item.of, item.best)


def _changes(one: Marked, case: Case, before: Report, after: Report, book: Book) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    assessed: dict[int, tuple[Assessment, Assessment]] = {}
    for key in sorted({**old, **new}, key=lambda k: k[0]):
        if _shape(old.get(key)) == _shape(new.get(key)):
            continue
        if key[0] not in assessed:
            facts = visit_facts(case, one.attempt.visits[key[0]].visit, book)
            assessed[key[0]] = (assess(book, facts, before.edition), assess(book, facts, after.edition))
        yield Change(*key, old.get(key), new.get(key), reasons(key[2], *assessed[key[0]], book))


def reasons(subject: str, before: Assessment, after: Assessment, book: Book) -> tuple[Why, ...]:
    """Return why a mark differs between two editions of one patient at one visit.

    Args:
        subject: what the mark is about.
        before: the patient under the first edition.
        after: the patient under the second.
        book: the guideline.
    """
    old = {o.rule.id: o.fired for o in before.outcomes}
    new = {o.rule.id: o.fired for o in after.outcomes}
    rules = {o.rule.id: o.rule for o in (*before.outcomes, *after.outcomes)}
    differing = [rule for name, rule in rules.items() if old.get(name, False) != new.get(name, False)]
    concerned = [rule for rule in differing if _concerns(rule, subject)] or differing
    found: dict[str, Why] = {}
    for rule in concerned:
        about = book.words(rule.because, before.edition if rule.id in old else after.edition)
        where = _where(rule.cites, book)
        if (rule.id in old) != (rule.id in new):
            words = (_APPLIES, _ABSENT) if rule.id in old else (_ABSENT, _APPLIES)
            found[rule.id] = Why("edition", rule.id, about, *words, where)
            continue
        thresholds = [p for p in _parameters(rule, book) if p.value(before.edition) != p.value(after.edition)]
        for one in thresholds:
            values = (_value(one, before.edition, book), _value(one, after.edition, book))
            found[one.id] = Why("threshold", one.id, one.label, *values, f"{one.source} · {one.section}")
        if not thresholds:
            words = (_HOLDS, _FAILS) if old[rule.id] else (_FAILS, _HOLDS)
            found[rule.id] = Why("rule", rule.id, about, *words, where)
    return tuple(found.values())


def _concerns(rule: Rule, subject: str) -> bool:
    if subject in _FOLLOWS:
        decision = _FOLLOWS[subject]
        return decision in rule.then if decision else bool(rule.ask or rule.examine)
    return rule.id == subject or subject in rule.then


def _parameters(rule: Rule, book: Book) -> Iterable[Parameter]:
    """Return the thresholds that decide whether a rule holds, also through concepts."""
    found: dict[str, Parameter] = {}
    for test in looks_at(rule.when, book.concepts):
        for bound in (test.at_most, test.at_least, test.more_than, test.less_than):
            if isinstance(bound, ParameterRef):
                found[bound.parameter] = book.parameters[bound.parameter]
    return found.values()


def _value(parameter: Parameter, edition: str, book: Book) -> Text:
    words = amount(parameter.value(edition))
    units = book.guideline.findings.units
    return units[parameter.unit].format(n=words) if parameter.unit in units else words


def _where(cites: Iterable[str], book: Book) -> str:
    cited = (book.statements[name] for name in cites if name in book.statements)
    return "; ".join(dict.fromkeys(f"{s.source} · {s.section}" for s in cited))
