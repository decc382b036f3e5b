"""The patients that a course can be made of: what the rules derive of each, and which of them are meant.

For teachers: everything here hints at answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from lbp_teach import content
from lbp_teach.case import Case, Theme, visit_facts
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.logic import Truth
from lbp_teach.text import Frozen
from lbp_teach.variants import altered, can_vary, every_kind

Category = Literal["serious_specific", "nerve_root", "non_specific"]
Suspected = Literal[
    "cauda_equina",
    "malignancy",
    "infection",
    "fracture",
    "inflammatory",
    "aortic_aneurysm",
    "disc_prolapse",
    "spinal_stenosis",
    "listhesis",
    "none",
]
Urgency = Literal["emergency_today", "expedited", "routine", "none"]
_CHRONIC = "chronic_with_limitation"
_DECISIONS = ("triage", "suspected", "urgency")


@dataclass(frozen=True)
class Kind:
    """What the rules derive at a first visit.

    Attributes:
        category: the triage category that is called best.
        suspected: what is to be suspected.
        urgency: how soon.
        chronic: whether the pain is chronic as the guideline has it: long duration and limited function.
    """

    category: str
    suspected: str
    urgency: str
    chronic: bool

    @property
    def pressing(self) -> str | None:
        """Return how soon, where it is sooner than planned."""
        return self.urgency if self.urgency in ("emergency_today", "expedited") else None


@dataclass(frozen=True)
class Patient:
    """A case as a teacher chooses it.

    Attributes:
        id: of the case as written.
        name: of the patient.
        age: in years, as written.
        kind: what the rules derive at the first visit, as written.
        themes: what its author says it is about.
        difficulty: 1 (very easy) to 5 (very hard), as its author states it.
        visits: how many the longest way through has.
        minutes: as the catalogue states them.
        varies: whether variants can be made of it.
    """

    id: str
    name: str
    age: int
    kind: Kind
    themes: tuple[str, ...]
    difficulty: int
    visits: int
    minutes: int
    varies: bool

    @property
    def level(self) -> tuple[int, int]:
        """Return what must be equal within a slot: stated difficulty and number of visits."""
        return self.difficulty, self.visits


class Selector(Frozen):
    """Which cases are meant. What is left out does not matter.

    Attributes:
        category: triage category of the first visit, by the rules.
        suspected: what the rules suspect at the first visit.
        urgency: one of these, by the rules.
        chronic: whether the pain is chronic, by the rules.
        theme: its author says so.
        difficulty: stated by its author, 1 to 5.
        visits: how many the longest way through has.
    """

    category: Category | None = None
    suspected: Suspected | None = None
    urgency: tuple[Urgency, ...] = ()
    chronic: bool | None = None
    theme: Theme | None = None
    difficulty: Annotated[int, Field(ge=1, le=5)] | None = None
    visits: Annotated[int, Field(ge=1, le=12)] | None = None

    def fits_kind(self, kind: Kind) -> bool:
        """Return whether what the rules derive is what is meant."""
        return (
            self.category in (None, kind.category)
            and self.suspected in (None, kind.suspected)
            and (not self.urgency or kind.urgency in self.urgency)
            and self.chronic in (None, kind.chronic)
        )

    def fits(self, patient: Patient) -> bool:
        """Return whether a case, as written, is meant."""
        return (
            self.fits_kind(patient.kind)
            and (self.theme is None or self.theme in patient.themes)
            and self.difficulty in (None, patient.difficulty)
            and self.visits in (None, patient.visits)
        )


@lru_cache(maxsize=1)
def _shorter_book() -> Book:
    """Return the guideline with what speaks of the decisions above, for many hundred patients are looked at."""
    whole = content.book().guideline
    rules = tuple(rule for rule in whole.rules if not set(_DECISIONS).isdisjoint(rule.then))
    decisions = tuple(one for one in whole.decisions if one.id in _DECISIONS)
    return Book(whole.model_copy(update={"rules": rules, "decisions": decisions}))


def kind_of(case: Case) -> Kind:
    """Return what the rules derive at the first visit of a case."""
    book = _shorter_book()
    facts = visit_facts(case, case.visits[0].id, book)
    verdicts = assess(book, facts, EDITION).verdicts
    category, suspected, urgency = ((*verdicts[name].best, "")[0] for name in _DECISIONS)
    chronic = evaluate(book.concepts[_CHRONIC].when, book.context(facts, EDITION)).truth is Truth.TRUE
    return Kind(category, suspected, urgency, chronic)


@lru_cache(maxsize=512)
def patient(case_id: str) -> Patient | None:
    """Return a case as a teacher chooses it; None where there is no healthy case of that id."""
    card = next((one for one in content.catalogue().cards if one.id == case_id), None)
    if card is None:
        return None
    case = content.load_case(case_id)
    varies = bool(card.variants) and can_vary(content.written_case(case_id))
    found = (card.difficulty, card.visits, card.minutes)
    return Patient(case_id, card.name, card.age, kind_of(case), case.themes, *found, varies)


def pool(selector: Selector | None = None) -> tuple[Patient, ...]:
    """Return the cases that are meant, the easy ones first.

    Args:
        selector: which; None for all.
    """
    known = (patient(card.id) for card in content.catalogue().cards)
    meant = [one for one in known if one is not None and (selector is None or selector.fits(one))]
    return tuple(sorted(meant, key=lambda one: (*one.level, one.name)))


@lru_cache(maxsize=512)
def kinds(case_id: str) -> frozenset[Kind]:
    """Return what the rules derive at the first visit, over the case as written and all kinds of variants."""
    here = patient(case_id)
    if here is None:
        return frozenset()
    if not here.varies:
        return frozenset({here.kind})
    written = content.written_case(case_id)
    return frozenset({here.kind, *(kind_of(altered(written, change)) for change in every_kind(written))})


def steady(selector: Selector, one: Patient) -> bool:
    """Return whether a case is meant in all its variants, so that no learner meets another kind of patient."""
    return selector.fits(one) and all(selector.fits_kind(kind) for kind in kinds(one.id))


def equal(selector: Selector, count: int, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return cases that are meant and of equal difficulty: as many as there are; none where there are too few.

    Args:
        selector: which are meant, in all their variants.
        count: how many each learner meets.
        without: ids that are not to be among them.
    """
    taken = frozenset(without)
    meant = [one for one in pool(selector) if one.id not in taken and one.varies]
    sizes = Counter(one.level for one in meant)
    # The largest group: the more there are to draw from, the fewer neighbours share a patient. Then the easier.
    best: tuple[Patient, ...] = ()
    for level in sorted(sizes, key=lambda one: (-sizes[one], one)):
        # Variants are many, and worked out only where a group could still be larger, or as large and easier.
        if sizes[level] < max(count, len(best)):
            break
        group = tuple(one for one in meant if one.level == level and steady(selector, one))
        if len(group) >= count and (not best or (-len(group), level) < (-len(best), best[0].level)):
            best = group
    return tuple(one.id for one in best)
