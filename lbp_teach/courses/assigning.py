"""Which patients a learner meets in a course: the same learner and course give the same patients, for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lbp_teach import content
from lbp_teach.courses.model import Course, Slot
from lbp_teach.variants import base_of, seed_for, variant_id


@dataclass(frozen=True)
class Place:
    """One patient of a learner in a course.

    Attributes:
        name: of the place, such as `0.1`: the slot and which of its patients.
        slot: index of the slot.
        case: id of the case or variant.
        weight: what it counts for.
    """

    name: str
    slot: int
    case: str
    weight: float


def patients(course: Course, learner: str) -> tuple[Place, ...]:
    """Return whom a learner meets, in the order of the slots.

    Args:
        course: the course.
        learner: id of the learner; no two learners get the same draw, and each always gets the same.
    """
    taken: set[str] = set()
    found: list[Place] = []
    for number, slot in enumerate(course.slots):
        for index, case in enumerate(_drawn(course, number, slot, learner, taken)):
            taken.add(case)
            found.append(Place(f"{number}.{index}", number, _as_met(course, slot, case, learner), slot.weight))
    return tuple(found)


def as_listed(course: Course, learner: str) -> tuple[Place, ...]:
    """Return whom a learner meets in the order she sees: a place in the list must not say which group it is of."""
    return tuple(sorted(patients(course, learner), key=lambda place: _draw(course, f"order:{place.name}", learner)))


def place_of(course: Course, learner: str, name: object) -> Place | None:
    """Return the place of that name, None where the learner has none."""
    return next((place for place in patients(course, learner) if place.name == name), None)


def _drawn(course: Course, number: int, slot: Slot, learner: str, taken: set[str]) -> list[str]:
    """Return the cases of a slot: not met in an earlier one where that can be."""

    def order(case: str) -> tuple[bool, str]:
        return case in taken, _draw(course, f"place:{number}:{case}", learner)

    return sorted(slot.cases, key=order)[: slot.count]


def _draw(course: Course, what: str, learner: str) -> str:
    return hashlib.sha256(f"{course.id}:{learner}:{what}".encode()).hexdigest()


def _as_met(course: Course, slot: Slot, case: str, learner: str) -> str:
    card = content.base_card(case)
    if not slot.variant or card is None or not card.variants:
        return case
    return variant_id(base_of(case), seed_for(learner, base_of(case), course.id))
