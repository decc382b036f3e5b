"""Whether the patients of a course are in order: all exist, those of a slot are equally hard, and neighbours differ.

For teachers: everything here hints at answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import PurePath

from lbp_teach import content
from lbp_teach.courses import planning_words as words
from lbp_teach.courses.model import Course, Slot
from lbp_teach.courses.pool import Kind, Patient, Selector, equal, kind_of, kinds, patient, pool, steady
from lbp_teach.courses.record import CourseState
from lbp_teach.courses.standing import standing
from lbp_teach.courses.trouble import At, Trouble
from lbp_teach.courses.words import local
from lbp_teach.text import Text, same
from lbp_teach.variants import base_of

__all__ = ["Kind", "Patient", "Selector", "equal", "kind_of", "kinds", "patient", "pool", "problems", "steady"]


def problems(course: Course, others: Iterable[CourseState] = (), now: datetime | None = None) -> list[Trouble]:
    """Return what is wrong with the patients of a course; empty where everybody's are of equal difficulty.

    What blocks: a case that does not exist or has an error, and a slot in which learners would get different
    difficulties or numbers of visits. What is only said: neighbours who would meet the same patient, a case in two
    slots, variants that the rules judge otherwise than the case as written, courses whose practice an exam stops, a
    name that another course has, and a closing time that has passed.

    Args:
        course: as it is planned.
        others: the other courses of the store, where it is known.
        now: the server's time, with a zone.
    """
    others = list(others)
    found: list[Trouble] = []
    for number, slot in enumerate(course.slots):
        known = [one for one in map(patient, slot.cases) if one is not None]
        missing = [(index, name) for index, name in enumerate(slot.cases) if patient(name) is None]
        found += [_missing(("slots", number, "cases", index), name) for index, name in missing]
        found += _unequal(number, slot, known)
        found += _alike(number, slot, known)
        found += _turning(number, slot, known)
    found += _repeated(course.slots) + _held_back(course, others) + _in_exam(course, others)
    return found + _same_name(course, others) + _past(course, now or datetime.now(UTC))


def _missing(at: At, name: str) -> Trouble:
    catalogue = content.catalogue()
    for broken in catalogue.broken:
        if PurePath(broken.file).stem == name:
            what = words.BROKEN.format(case=name, why=broken.problems[0] if broken.problems else "?")
            return Trouble(at, what, words.MEND)
    near = get_close_matches(name, [card.id for card in catalogue.cards], n=3)
    remedy = words.NEAR.format(names=", ".join(near)) if near else words.CHOOSE
    return Trouble(at, words.UNKNOWN.format(case=name), remedy)


def _unequal(number: int, slot: Slot, known: Sequence[Patient]) -> list[Trouble]:
    levels = {one.level for one in known}
    # Where everybody meets all of them, nobody has harder ones than the others.
    if len(levels) < 2 or slot.count >= len(slot.cases):
        return []
    listed = [
        words.LEVEL.format(difficulty=level[0], visits=level[1], names=", ".join(_named(known, level)))
        for level in sorted(levels)
    ]
    enough = [level for level in sorted(levels) if len(_named(known, level)) >= slot.count]
    if enough:
        best = max(enough, key=lambda level: len(_named(known, level)))
        remedy = words.KEEP.format(names=", ".join(_named(known, best)))
    else:
        remedy = words.SPLIT
    return [Trouble(("slots", number, "cases"), words.UNEQUAL.format(levels=_listed(listed)), remedy)]


def _alike(number: int, slot: Slot, known: Sequence[Patient]) -> list[Trouble]:
    """Say where neighbours would meet the very same patient."""
    # A draw of fewer than there are keeps neighbours apart as well, though only now and then.
    if slot.count < len(slot.cases):
        return []
    at = ("slots", number, "variant")
    if not slot.variant:
        return [Trouble(at, words.SAME, words.TURN_ON, blocks=False)]
    fixed = [one.name for one in known if not one.varies]
    return [Trouble(at, words.FIXED.format(names=", ".join(fixed)), words.MORE, blocks=False)] if fixed else []


def _turning(number: int, slot: Slot, known: Sequence[Patient]) -> list[Trouble]:
    """Say where some variants are another kind of patient than the case as written."""
    if not slot.variant:
        return []
    turned = [one.name for one in known if len({(kind.category, kind.pressing) for kind in kinds(one.id)}) > 1]
    if not turned:
        return []
    what = words.TURNING.format(names=", ".join(turned))
    return [Trouble(("slots", number, "variant"), what, words.NOT_VARIED, blocks=False)]


def _repeated(slots: Sequence[Slot]) -> list[Trouble]:
    found = []
    for number, slot in enumerate(slots):
        earlier = {case for one in slots[:number] for case in one.cases}
        twice = [one.name for one in map(patient, slot.cases) if one is not None and one.id in earlier]
        # Enough others to draw from: nobody meets the same case twice.
        free = len(slot.cases) - len(twice)
        if twice and free < slot.count:
            what = words.TWICE.format(names=", ".join(twice))
            found.append(Trouble(("slots", number, "cases"), what, words.ELSE, blocks=False))
    return found


def _held_back(course: Course, others: Iterable[CourseState]) -> list[Trouble]:
    """Say which courses cannot practise with the patients of an exam until its answers are released."""
    if course.mode != "exam":
        return []
    secret, titles, shared = _bases(course), [], set[str]()
    for other in others:
        both = secret & _bases(other.course)
        if both and other.course.mode == "practice" and standing(other) in ("soon", "open"):
            titles.append(other.course.title)
            shared |= both
    if not titles:
        return []
    names = sorted(one.name for one in map(patient, shared) if one is not None)
    what = words.HELD_BACK.format(courses=", ".join(titles), names=", ".join(names))
    return [Trouble(("mode",), what, words.RELEASE_SOON, blocks=False)]


def _in_exam(course: Course, others: Iterable[CourseState]) -> list[Trouble]:
    """Say which patients of a practice course an exam keeps from everybody until its answers are released."""
    if course.mode != "practice":
        return []
    mine, titles, shared = _bases(course), [], set[str]()
    for other in others:
        both = mine & _bases(other.course)
        if both and other.course.mode == "exam" and not other.released:
            titles.append(other.course.title)
            shared |= both
    if not titles:
        return []
    names = sorted(one.name for one in map(patient, shared) if one is not None)
    what = words.IN_EXAM.format(courses=", ".join(titles), names=", ".join(names))
    return [Trouble(("mode",), what, words.OTHERS, blocks=False)]


def _same_name(course: Course, others: Iterable[CourseState]) -> list[Trouble]:
    name = course.title.casefold()
    codes = [other.course.code for other in others if other.course.title.casefold() == name]
    if not codes:
        return []
    return [Trouble(("title",), words.SAME_NAME.format(codes=", ".join(codes)), words.OTHER_NAME, blocks=False)]


def _past(course: Course, now: datetime) -> list[Trouble]:
    if not course.closes or datetime.fromisoformat(course.closes) > now:
        return []
    return [Trouble(("closes",), words.PAST.format(at=local(course.closes, now)), words.LATER, blocks=False)]


def _bases(course: Course) -> set[str]:
    return {base_of(case) for slot in course.slots for case in slot.cases}


def _named(known: Sequence[Patient], level: tuple[int, int]) -> list[str]:
    return [one.name for one in known if one.level == level]


def _listed(texts: Sequence[Text]) -> Text:
    if not texts:
        return same("-")
    return Text(da="; ".join(one.da for one in texts), en="; ".join(one.en for one in texts))
