"""What the library of cases must hold: one row for each kind of patient, each tested on the facts and what derives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from lbp_teach import strict_yaml
from lbp_teach.bedside.exam.localise import affected
from lbp_teach.case import Case, Theme, visit_facts
from lbp_teach.errors import InputError, Problem, allowed
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.evaluate import evaluate, looks_at
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Colour, Condition
from lbp_teach.guideline.sorting import flags_of
from lbp_teach.logic import Truth
from lbp_teach.signs import written_out
from lbp_teach.text import Frozen, Text

MATRIX = Path(__file__).with_name("matrix.yaml")
Root = Literal["L4", "L5", "S1"]


class Range(Frozen):
    """How many, both ends included; an end that is left out is open."""

    at_least: int = 0
    at_most: int = 10_000

    def holds(self, count: int) -> bool:
        """Return whether a count lies within."""
        return self.at_least <= count <= self.at_most


class Whole(Frozen):
    """A measure of the library as a whole and what it must reach; the measures are in `MEASURES`."""

    measure: str
    at_least: float


class Kind(Frozen):
    """One row. All that it names must hold, at one and the same visit where it speaks of a visit.

    Attributes:
        says: the words of the requirement.
        when: a condition over the facts of a visit.
        best: by decision, values of which the derived key calls one best.
        roots: exactly these roots have an abnormal sign, on either side.
        flags: how many flags of a colour are present, counted by the first colour that the guideline gives each.
        first: only the first visit counts.
        themes: themes of the case, all of them.
        age: the age of the patient.
        sex: the patient's sex.
        visits: how many visits the longest way through the case has.
        whole: a measure of the library instead of a patient.
    """

    id: str
    says: Text
    when: Condition | None = None
    best: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    roots: tuple[Root, ...] = ()
    flags: dict[Colour, Range] = Field(default_factory=dict)
    first: bool = False
    themes: tuple[Theme, ...] = ()
    age: Range | None = None
    sex: Literal["female", "male"] | None = None
    visits: Range | None = None
    whole: Whole | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Kind:
        asks = set(self.model_fields_set) - {"id", "says", "first"}
        if not asks or (self.whole is not None and asks != {"whole"}):
            raise ValueError("a row asks for something of a patient, or for a measure of the library")
        return self


@dataclass(frozen=True)
class Row:
    """A row against the library: the cases that cover it, or what a measure came to."""

    kind: Kind
    cases: tuple[str, ...] = ()
    reached: float | None = None

    @property
    def covered(self) -> bool:
        """Return whether the library has it."""
        if self.kind.whole is not None:
            return (self.reached or 0) >= self.kind.whole.at_least
        return bool(self.cases)


@dataclass(frozen=True)
class _Seen:
    facts: Facts
    key: Assessment
    first: bool


def read_matrix(book: Book, path: Path = MATRIX) -> tuple[Kind, ...]:
    """Return the rows; every name in them is known.

    Raises:
        InputError: a row cannot be read, or names what does not exist.
    """
    data, lines = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
    sided = frozenset(one.id for one in book.findings.values() if one.sided)
    kinds, problems = [], []
    for index, plain in enumerate(data["kinds"]):
        line = lines.get(("kinds", index))
        try:
            kind = Kind.model_validate(written_out(plain, book.guideline.roots, sided))
        except ValidationError as error:
            problems.append(Problem(path.name, line, str(plain.get("id")), str(error.errors()[0]["msg"]), "Mend it."))
            continue
        kinds.append(kind)
        problems += [Problem(path.name, line, kind.id, what, remedy) for what, remedy in _strange(kind, book)]
    if problems:
        raise InputError(problems)
    return tuple(kinds)


def _strange(kind: Kind, book: Book) -> list[tuple[str, str]]:
    found = []
    if kind.when is not None:
        try:
            for test in looks_at(kind.when, book.concepts):
                if test.finding not in book.findings:
                    found.append((f"unknown finding {test.finding!r}.", allowed(test.finding, list(book.findings))))
        except KeyError as error:
            found.append((f"unknown concept {error}.", allowed(str(error), list(book.concepts))))
    decisions = {**book.decisions, **book.advice}
    for name, values in kind.best.items():
        if name not in decisions:
            found.append((f"unknown decision {name!r}.", allowed(name, list(decisions))))
            continue
        known = [option.value for option in decisions[name].options]
        found += [(f"unknown value {value!r}.", allowed(value, known)) for value in values if value not in known]
    if kind.whole is not None and kind.whole.measure not in MEASURES:
        found.append((f"unknown measure {kind.whole.measure!r}.", allowed(kind.whole.measure, list(MEASURES))))
    return found


def matrix(book: Book, kinds: Iterable[Kind], cases: Sequence[Case]) -> tuple[Row, ...]:
    """Return every row with the cases that cover it.

    Args:
        book: the whole guideline (`content.library()`).
        kinds: the rows.
        cases: cases with their texts filled in.
    """
    seen = {case.id: _seen(case, book) for case in cases}
    return tuple(
        Row(kind, reached=MEASURES[kind.whole.measure](cases))
        if kind.whole is not None
        else Row(kind, tuple(case.id for case in cases if _is(kind, case, seen[case.id], book)))
        for kind in kinds
    )


def _seen(case: Case, book: Book) -> list[_Seen]:
    found = []
    for number, visit in enumerate(case.visits):
        facts = visit_facts(case, visit.id, book)
        found.append(_Seen(facts, assess(book, facts, advice=True), number == 0))
    return found


def _is(kind: Kind, case: Case, seen: list[_Seen], book: Book) -> bool:
    who = case.persona
    of_case = (
        set(kind.themes) <= set(case.themes),
        kind.age is None or kind.age.holds(who.age),
        kind.sex in (None, who.sex),
        kind.visits is None or kind.visits.holds(longest(case)),
    )
    return all(of_case) and any(_at(kind, one, book) for one in seen)


def _at(kind: Kind, seen: _Seen, book: Book) -> bool:
    if kind.first and not seen.first:
        return False
    if kind.when is not None and evaluate(kind.when, book.context(seen.facts)).truth is not Truth.TRUE:
        return False
    if any(not set(values) & set(seen.key.verdicts[name].best) for name, values in kind.best.items()):
        return False
    if kind.roots and set(kind.roots) != frozenset().union(*affected(seen.facts, book).values()):
        return False
    if kind.flags:
        colours = [flag.colours[0] for flag in flags_of(book, seen.facts)[Truth.TRUE]]
        return all(limits.holds(colours.count(colour)) for colour, limits in kind.flags.items())
    return True


def longest(case: Case, visit_id: str | None = None) -> int:
    """Return how many visits the longest way through a case has."""
    visit = case.visit(visit_id) if visit_id else case.visits[0]
    return 1 + max((longest(case, branch.visit) for branch in visit.next), default=0)


# ---- measures of the library as a whole ----


def _share(cases: Sequence[Case], holds: Callable[[Case], bool]) -> float:
    return sum(holds(case) for case in cases) / len(cases) if cases else 0.0


def _smaller_sex(cases: Sequence[Case]) -> float:
    women = _share(cases, lambda case: case.persona.sex == "female")
    return min(women, 1 - women)


MEASURES: Mapping[str, Callable[[Sequence[Case]], float]] = {
    "cases": len,
    "share_with_two_to_four_visits": lambda cases: _share(cases, lambda case: 2 <= longest(case) <= 4),
    "share_of_those_where_plans_lead_elsewhere": lambda cases: _share(
        [case for case in cases if longest(case) >= 2], lambda case: len(case.visits[0].next) >= 2
    ),
    "share_of_the_rarer_sex": _smaller_sex,
    "years_between_youngest_and_oldest": lambda cases: (
        max(c.persona.age for c in cases) - min(c.persona.age for c in cases) if cases else 0
    ),
    "different_occupations": lambda cases: len({case.persona.occupation.en for case in cases}),
    "different_surnames": lambda cases: len({case.persona.name.split()[-1] for case in cases}),
    "difficulties": lambda cases: len({case.difficulty for case in cases}),
    "share_with_two_objectives": lambda cases: _share(cases, lambda case: len(case.objectives) >= 2),
}


def as_plain(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the matrix as plain data for JSON."""
    return [
        {
            "id": row.kind.id,
            "da": row.kind.says.da,
            "en": row.kind.says.en,
            "covered": row.covered,
            "cases": list(row.cases),
            "reached": row.reached,
            "wanted": row.kind.whole.at_least if row.kind.whole else None,
        }
        for row in rows
    ]
