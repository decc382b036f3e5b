"""Ready-made choices of patients: what kind each is, and the cases of this library that fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lbp_teach.courses.model import Slot
from lbp_teach.courses.planning import Selector, equal
from lbp_teach.text import Lang, Text, both


@dataclass(frozen=True)
class Wanted:
    """One part of a blueprint: so many patients of a kind."""

    label: Text
    selector: Selector
    count: int = 1


@dataclass(frozen=True)
class Blueprint:
    """A choice of patients.

    Attributes:
        id: its name in a course file.
        title: what a teacher chooses it by.
        parts: which patients.
    """

    id: str
    title: Text
    parts: tuple[Wanted, ...]


_CAUDA = both(da="Cauda equina", en="Cauda equina")
_ORDINARY = both(da="Almindelige rygsmerter", en="Ordinary back pain")
_CHRONIC = both(da="Kroniske smerter", en="Chronic pain")
_EASY = both(da="Let og almindelig", en="Easy and ordinary")
_ROOT = both(da="Rodirritation", en="Root irritation")
_MIMIC = both(da="Ligner rodirritation", en="Looks like root irritation")
_TODAY = both(da="Skal ses i dag", en="To be seen today")
_SERIOUS = both(da="Mulig alvorlig sygdom", en="Possible serious disease")


def _made() -> tuple[Blueprint, ...]:
    ordinary = Selector(category="non_specific", urgency=("routine", "none"), chronic=False)
    root = Selector(category="nerve_root", urgency=("routine",))
    return (
        Blueprint(
            "first_class",
            both(da="Første time: én let patient", en="First class: one easy patient"),
            (Wanted(_EASY, Selector(category="non_specific", difficulty=1)),),
        ),
        Blueprint(
            "mixed",
            both(da="En cauda equina, to almindelige, en kronisk", en="One cauda equina, two ordinary, one chronic"),
            (
                Wanted(_CAUDA, Selector(suspected="cauda_equina")),
                Wanted(_ORDINARY, ordinary, 2),
                Wanted(_CHRONIC, Selector(chronic=True)),
            ),
        ),
        Blueprint(
            "roots",
            both(da="To med rodirritation, en der ligner", en="Two with root irritation, one that looks like it"),
            (
                Wanted(_ROOT, root, 2),
                Wanted(_MIMIC, Selector(theme="root_mimic")),
            ),
        ),
        Blueprint(
            "who_today",
            both(da="Hvem skal ses i dag? To akutte, to almindelige", en="Who is seen today? Two urgent, two ordinary"),
            (
                Wanted(_TODAY, Selector(urgency=("emergency_today",)), 2),
                Wanted(_ORDINARY, ordinary, 2),
            ),
        ),
        Blueprint(
            "one_of_each",
            both(
                da="En af hver: alvorlig, rod, almindelig, kronisk", en="One of each: serious, root, ordinary, chronic"
            ),
            (
                Wanted(_SERIOUS, Selector(category="serious_specific")),
                Wanted(_ROOT, root),
                Wanted(_ORDINARY, ordinary),
                Wanted(_CHRONIC, Selector(chronic=True)),
            ),
        ),
    )


@lru_cache(maxsize=1)
def blueprints() -> tuple[Blueprint, ...]:
    """Return the ready-made choices."""
    return _made()


def slots_of(blueprint: Blueprint, lang: Lang) -> tuple[Slot, ...] | None:
    """Return a blueprint with the cases of this library; None where the library lacks one of its kinds.

    Args:
        blueprint: which.
        lang: of the labels, which teachers alone see.
    """
    slots: list[Slot] = []
    taken: set[str] = set()
    for part in blueprint.parts:
        cases = equal(part.selector, part.count, taken)
        if not cases:
            return None
        taken.update(cases)
        slots.append(Slot(cases=cases, label=part.label(lang), count=part.count))
    return tuple(slots)
