"""The patients of a morning: drawn, with everything that is true of them, and what the guideline says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lbp_teach import content
from lbp_teach.case import Case, visit_facts
from lbp_teach.clinic.model import Seen, Setup
from lbp_teach.edition import EDITION
from lbp_teach.generator.drawing import MORNING, Truth, draw
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.guideline.model import Scalar


@dataclass(frozen=True)
class Patient:
    """One patient of a morning.

    Attributes:
        case: what may be seen at the door, and the patient's own words.
        truth: what was drawn; no screen sees it before the morning is over.
        facts: everything that is true of the patient.
        key: what the guideline says when all of it is known.
    """

    case: Case
    truth: Truth
    facts: Facts
    key: Assessment


def patient(drawn_case: Case, truth: Truth, book: Book) -> Patient:
    """Return a drawn patient as a morning needs one."""
    facts = visit_facts(drawn_case, drawn_case.visits[0].id, book)
    return Patient(drawn_case, truth, facts, assess(book, facts, EDITION))


@lru_cache(maxsize=2)
def patients_of(setup: Setup) -> tuple[Patient, ...]:
    """Return the patients of a morning, in the order in which they are booked."""
    book = content.book()
    drawn = (draw(setup.number * MORNING + place, setup.mode) for place in range(setup.patients))
    return tuple(patient(one.case, one.truth, book) for one in drawn)


def ordinary(one: Patient, book: Book) -> Facts:
    """Return the facts of somebody of the same age who is otherwise well and has a back that has begun to hurt."""
    facts: dict[str, Scalar] = {key: found.default for found in book.findings.values() for key in keys(found)}
    facts["person.age_years"] = facts["history.onset_age_years"] = one.case.persona.age
    return facts


def revealed(manoeuvres: Iterable[str], book: Book) -> list[str]:
    """Return the keys of what manoeuvres show, on both sides where there are two."""
    names = [name for one in manoeuvres if one in book.manoeuvres for name in book.manoeuvres[one].findings]
    return [key for name in names for key in keys(book.findings[name])]


def known(one: Patient, seen: Seen, book: Book) -> Facts:
    """Return what is known of a patient: what is seen at the door, what was asked and what was examined."""
    names = {finding.id for finding in book.findings.values() if finding.door}
    for question in seen.asked:
        if question in book.questions:
            names.update(key for name in book.questions[question].findings for key in keys(book.findings[name]))
    names.update(revealed(seen.examined, book))
    return {key: value for key, value in one.facts.items() if key in names}
