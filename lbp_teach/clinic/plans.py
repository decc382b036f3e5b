"""The plans that a learner's is compared with: the guideline's own, refer everybody, refer nobody.

They differ from the guideline's only where their names say so, so that what comes out differently comes from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from lbp_teach.clinic.model import Clinic, Seen
from lbp_teach.clinic.patients import Patient, known, ordinary
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import split
from lbp_teach.model_answer import needed

Plan = Callable[[Patient, Clinic, Book], Seen]
EVERYBODY = {
    "urgency": "emergency_today",
    "destination": "emergency_department",
    "imaging": "mri",
    "follow_up": "hospital_managed",
}
#: Nothing can be said about medicine before it is known what is taken.
ALWAYS_ASKED = "pain_medicine"
NOBODY = {"urgency": "none", "destination": "own_gp", "imaging": "none", "follow_up": "basis"}


def guideline(one: Patient, clinic: Clinic, book: Book) -> Seen:
    """Return what the guideline does.

    It asks and examines what it requires, and what its own choices rest on in this patient; then it decides on what
    that has shown. What it did not ask it takes to be as in somebody who is otherwise well.
    """
    seen = _work_up(one, clinic, book)
    verdicts = assess(book, {**ordinary(one, book), **known(one, seen, book)}, EDITION).verdicts
    choices = {name: verdicts[name].best[0] for name in (*clinic.decisions, *clinic.medicines)}
    choices |= {own.id: own.guideline for own in clinic.own}
    return replace(seen, choices=choices, closed=True)


def _work_up(one: Patient, clinic: Clinic, book: Book) -> Seen:
    questions, manoeuvres = needed(one.key, book)
    questions.append(ALWAYS_ASKED)
    usual = ordinary(one, book)
    for name in (*clinic.decisions, *clinic.medicines):
        for fact in (fact for outcome in one.key.verdicts[name].reasons for fact in outcome.facts):
            finding = split(fact)[0]
            if one.facts[fact] == usual[fact]:
                continue
            if finding in book.question_of:
                questions.append(book.question_of[finding].id)
            elif finding in book.manoeuvre_of:
                manoeuvres.append(book.manoeuvre_of[finding].id)
    return Seen(tuple(dict.fromkeys(questions)), tuple(dict.fromkeys(manoeuvres)))


def refer_everybody(one: Patient, clinic: Clinic, book: Book) -> Seen:
    """Return the guideline's plan, but with everybody sent to hospital today and scanned."""
    return _but(guideline(one, clinic, book), EVERYBODY)


def refer_nobody(one: Patient, clinic: Clinic, book: Book) -> Seen:
    """Return the guideline's plan, but with nobody sent anywhere and nobody scanned."""
    return _but(guideline(one, clinic, book), NOBODY)


def _but(seen: Seen, changes: Mapping[str, str]) -> Seen:
    return replace(seen, choices={**seen.choices, **changes})


PLANS: dict[str, Plan] = {"guideline": guideline, "everybody": refer_everybody, "nobody": refer_nobody}
