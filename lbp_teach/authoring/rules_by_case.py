"""Rules × cases: which visits fire a rule, and at which visit it is silent by a single fact (a near miss)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from lbp_teach import strict_yaml
from lbp_teach.authoring.truth import contradictions
from lbp_teach.case import Case, visit_facts
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import Context, evaluate, looks_at, threshold
from lbp_teach.guideline.facts import ABSENT, NOT_APPLICABLE, PRESENT, Facts, keys
from lbp_teach.guideline.model import Finding, Rule, Scalar
from lbp_teach.logic import Truth
from lbp_teach.text import Frozen
from lbp_teach.variants import Change, altered

#: A near miss is an example; more than these of one rule help nobody.
EXAMPLES = 3
EXCUSED = Path(__file__).with_name("excused.yaml")
_STEPS = {"celsius": 0.1}


class Excuse(Frozen):
    """A rule that the library need not fire, or need not keep silent by a near miss, and why."""

    rule: str
    lacks: Literal["case", "near_miss", "both"]
    why: str


@dataclass(frozen=True)
class At:
    """A visit of a case, as written or with one of its authored alternatives."""

    case: str
    visit: str
    alternative: str | None = None

    def __str__(self) -> str:
        """Return it as the command prints it."""
        return f"{self.case}{f'+{self.alternative}' if self.alternative else ''}, {self.visit}"


@dataclass(frozen=True)
class NearMiss:
    """A visit at which a rule is silent, and the one fact with which it would speak."""

    at: At
    fact: str
    now: Scalar
    instead: Scalar


@dataclass(frozen=True)
class Row:
    """One rule against the library.

    Attributes:
        rule: the rule.
        fired: the visits that fire it.
        near: visits at which one changed fact would; up to three, of different cases where there are such.
        always: it looks at nothing, so it is never silent.
        excuse: why it lacks one of the two, where somebody has said so.
    """

    rule: Rule
    fired: tuple[At, ...]
    near: tuple[NearMiss, ...]
    always: bool
    excuse: Excuse | None

    @property
    def lacks_case(self) -> bool:
        """Return whether no visit fires it and nobody has said why."""
        return not self.fired and not (self.excuse and self.excuse.lacks in ("case", "both"))

    @property
    def lacks_near_miss(self) -> bool:
        """Return whether no visit keeps it silent by a single fact and nobody has said why."""
        excused = self.always or (self.excuse and self.excuse.lacks in ("near_miss", "both"))
        return not self.near and not excused

    @property
    def stale(self) -> bool:
        """Return whether it is excused for something that the library has."""
        lacks = self.excuse.lacks if self.excuse else None
        return (lacks in ("case", "both") and bool(self.fired)) or (lacks in ("near_miss", "both") and bool(self.near))


def read_excuses(path: Path = EXCUSED) -> tuple[Excuse, ...]:
    """Return the rules that are excused by name."""
    data, _ = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
    return tuple(Excuse.model_validate(one) for one in data["excused"] or ())


def rules_by_case(book: Book, cases: Iterable[Case], excuses: Iterable[Excuse] = ()) -> tuple[Row, ...]:
    """Return every rule of the guideline with the visits that fire it and those that nearly do.

    A rule of one edition only is read in that edition. The authored alternatives of a case count with it: they are
    written by its author, and learners meet them.

    Args:
        book: the whole guideline (`content.library()`).
        cases: the cases as written (`content.written_case`).
        excuses: rules that need not be covered.
    """
    excused = {one.rule: one for one in excuses}
    rules = book.guideline.rules
    editions = _by_edition(rules)
    fired: dict[str, list[At]] = {rule.id: [] for rule in rules}
    near: dict[str, list[NearMiss]] = {rule.id: [] for rule in rules}
    for at, case, facts in sorted(_visits(book, cases), key=lambda one: one[0].alternative is not None):
        for edition, asked in editions.items():
            context = book.context(facts, edition)
            silent = []
            for rule in asked:
                known = near[rule.id]
                if evaluate(rule.when, context).truth is Truth.TRUE:
                    fired[rule.id].append(at)
                # The cases as written come first; an alternative is looked at where they have no near miss.
                elif len(known) < (1 if at.alternative else EXAMPLES) and all(one.at.case != at.case for one in known):
                    silent.append(rule)
            for name, near_miss in _near(book, silent, context, case):
                near[name].append(NearMiss(at, *near_miss))
    return tuple(
        Row(
            rule,
            tuple(fired[rule.id]),
            tuple(near[rule.id]),
            not book.findings_of_rule[rule.id],
            excused.get(rule.id),
        )
        for rule in rules
    )


def _by_edition(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        edition = EDITION if not rule.editions or EDITION in rule.editions else rule.editions[0]
        found.setdefault(edition, []).append(rule)
    return found


def _visits(book: Book, cases: Iterable[Case]) -> Iterator[tuple[At, Case, Facts]]:
    """Yield every visit of the cases with its facts, and again where an alternative makes the facts others."""
    for written in cases:
        plain = {visit.id: visit_facts(written, visit.id, book) for visit in written.visits}
        yield from ((At(written.id, name), written, facts) for name, facts in plain.items())
        for one in written.variants.alternatives:
            other = altered(written, Change(written.persona.age, alternative=one.id))
            for visit in written.visits:
                facts = visit_facts(other, visit.id, book)
                if facts != plain[visit.id]:
                    yield At(written.id, visit.id, one.id), written, facts


def _near(
    book: Book, silent: list[Rule], context: Context, case: Case
) -> Iterator[tuple[str, tuple[str, Scalar, Scalar]]]:
    """Yield the rules that one changed fact would make hold, with the fact, its value and the other one."""
    facts = context.facts
    for name in book.findings:
        concerned = [rule for rule in silent if name in book.findings_of_rule[rule.id]]
        for fact, value in changes(book, name, facts):
            if not concerned:
                break
            with_it = _following(fact, value, facts)
            after = context.changed(
                {**facts, fact: value, **with_it}, book.findings_of_concept, frozenset((name, *with_it))
            )
            spoke = [rule for rule in concerned if evaluate(rule.when, after).truth is Truth.TRUE]
            if spoke and possible(book, after, case):
                yield from ((rule.id, (fact, facts[fact], value)) for rule in spoke)
                concerned = [rule for rule in concerned if rule not in spoke]
                silent = [rule for rule in silent if rule not in spoke]


def _following(fact: str, value: Scalar, facts: Facts) -> dict[str, Scalar]:
    """Return what changes with a fact because it says the same in other words."""
    if fact == "person.age_years" and facts["history.onset_age_years"] == facts[fact]:
        return {"history.onset_age_years": value}
    if fact == "medicine.use" and "none" in (value, facts[fact]):
        return {"medicine.effect": "not_taken" if value == "none" else "helps"}
    return {}


def possible(book: Book, context: Context, case: Case) -> bool:
    """Return whether such a patient can be: no contradiction of the guideline's or of an author's holds."""
    if any(evaluate(one.when, context).truth is Truth.TRUE for one in book.guideline.contradictions):
        return False
    return not any(contradictions(case, context.facts, book))


def changes(book: Book, name: str, facts: Facts) -> Iterator[tuple[str, Scalar]]:
    """Yield every other value that one finding of a patient could have, on one side at a time."""
    finding = book.findings[name]
    for fact in keys(finding):
        for value in _values(book, finding):
            if value != facts[fact]:
                yield fact, value


def _values(book: Book, finding: Finding) -> tuple[Scalar, ...]:
    if finding.kind == "presence":
        return (PRESENT, ABSENT)
    if finding.kind == "choice":
        return tuple(finding.values)
    return _numbers(book).get(finding.id, (finding.default,))


@lru_cache(maxsize=2)
def _numbers(book: Book) -> dict[str, tuple[Scalar, ...]]:
    """Return, for each number, its thresholds in the rules and the numbers beside them."""
    found: dict[str, dict[Scalar, None]] = {}
    context = book.context({})
    for rule in book.guideline.rules:
        for test in looks_at(rule.when, book.concepts):
            finding = book.findings[test.finding]
            values = found.setdefault(finding.id, {finding.default: None})
            values.update(dict.fromkeys(value for value in test.one_of if value == NOT_APPLICABLE))
            for limit in (test.at_most, test.at_least, test.more_than, test.less_than):
                if limit is None:
                    continue
                edge, step = threshold(limit, context), _STEPS.get(finding.unit or "", 1)
                values.update(dict.fromkeys(round(edge + by, 1) for by in (0, step, -step) if edge + by >= 0))
    return {name: tuple(values) for name, values in found.items()}


def as_plain(rows: Iterable[Row]) -> dict[str, Any]:
    """Return the table as plain data for JSON."""
    rows = tuple(rows)
    return {
        "rules": [
            {
                "rule": row.rule.id,
                "tier": row.rule.tier,
                "fired": [_plain(at) for at in row.fired],
                "near_misses": [{**_plain(n.at), "fact": n.fact, "now": n.now, "instead": n.instead} for n in row.near],
                "always": row.always,
                "excused": row.excuse.why if row.excuse else None,
            }
            for row in rows
        ],
        "without_case": [row.rule.id for row in rows if row.lacks_case],
        "without_near_miss": [row.rule.id for row in rows if row.lacks_near_miss],
        "excused_without_need": [row.rule.id for row in rows if row.stale],
    }


def _plain(at: At) -> dict[str, str | None]:
    return {"case": at.case, "visit": at.visit, "alternative": at.alternative}
