"""What neighbours in a course would differ in: two learners that do not exist, and how many patients there are."""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach import content
from lbp_teach.case import BothSides, Case
from lbp_teach.courses.assigning import Place, patients
from lbp_teach.courses.model import Course
from lbp_teach.explain import fact_words
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import SIDES
from lbp_teach.text import Text, both
from lbp_teach.variants import base_of, draw, seed_of
from lbp_teach.variants.drawing import alternative

#: So many sample learners are asked whom they would meet.
CLASS = 30
_TWO = 2
_SIDE = both(da="højre og venstre er byttet om", en="left and right are exchanged")


@dataclass(frozen=True)
class Met:
    """A patient as a sample learner meets it.

    Attributes:
        base: id of the case as written.
        name: of the patient.
        age: in years.
        changed: how it differs from the case as written, but for name, sex and age.
    """

    base: str
    name: str
    age: int
    changed: tuple[Text, ...]


@dataclass(frozen=True)
class Beside:
    """One patient of two neighbours.

    Attributes:
        slot: index of the slot.
        met: the patient of the one and of the other.
        different: how many different patients a class of `CLASS` meets at this place.
    """

    slot: int
    met: tuple[Met, ...]
    different: int


def neighbours(course: Course) -> tuple[Beside, ...]:
    """Return whom two sample learners would meet, place by place.

    Args:
        course: all of its cases exist.
    """
    drawn = [patients(course, f"sample-{number}") for number in range(CLASS)]
    found = []
    for places in zip(*drawn, strict=True):
        met = tuple(_met(place) for place in places[:_TWO])
        found.append(Beside(places[0].slot, met, len({_who(place) for place in places})))
    return tuple(found)


def _who(place: Place) -> object:
    """Return what tells a patient apart: two seeds may make the same."""
    base, seed = base_of(place.case), seed_of(place.case)
    return base, draw(content.written_case(base), seed) if seed is not None else None


def _met(place: Place) -> Met:
    card = content.find_card(place.case)
    assert card is not None
    base, seed = base_of(place.case), seed_of(place.case)
    changed = _changed(content.written_case(base), seed) if seed is not None else ()
    return Met(base, card.name, card.age, changed)


def _changed(written: Case, seed: str) -> tuple[Text, ...]:
    """Return what a teacher cannot see from name and age, in the words of the findings."""
    change, book = draw(written, seed), content.book()
    lines = [_SIDE] if change.mirrored else []
    if (story := alternative(written, change.alternative)) is not None:
        for name, value in story.facts.items():
            if not isinstance(value, BothSides):
                lines.append(fact_words(book, name, value))
                continue
            sides = ((side, getattr(value, side)) for side in SIDES)
            lines += [fact_words(book, key(name, side), said) for side, said in sides if said is not None]
    return tuple(lines)
