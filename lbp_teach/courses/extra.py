"""Extra time in words: what was given, and whether it makes a difference in this course."""

from __future__ import annotations

from lbp_teach.courses.model import Course
from lbp_teach.text import Text, both

_NO_END = both(
    da="Holdet har hverken slutning eller minutter, så ekstra tid ændrer intet.",
    en="The course has neither an end nor minutes, so extra time changes nothing.",
)
_NO_BEGINNING = both(
    da="Holdet har et sluttidspunkt, men ingen start og ingen minutter. Ekstra tid kræver en af dem.",
    en="The course has a closing time, but neither an opening time nor minutes. Extra time needs one of them.",
)
_GIVEN = both(da="{name} har nu {n} % ekstra tid.", en="{name} now has {n}% extra time.")
_NOTED = both(
    da="{n} % ekstra tid til {name} er skrevet ned, men gør ingen forskel nu. {why}",
    en="{n}% extra time for {name} is written down, but makes no difference now. {why}",
)


def in_vain(course: Course) -> Text | None:
    """Return why extra time changes nothing in a course; None where it does.

    What it makes longer is the time from the opening to the end, or the learner's minutes: see
    `lbp_teach.courses.window.window`.
    """
    if course.minutes is not None or (course.opens and course.closes):
        return None
    return _NO_BEGINNING if course.closes else _NO_END


def given(course: Course, name: str, extra: int) -> Text:
    """Return what is said when extra time was given: also that it changes nothing, where it does not.

    Args:
        course: the course.
        name: the learner's pseudonym.
        extra: what she has now, in per cent.
    """
    why = in_vain(course) if extra else None
    return _NOTED.format(name=name, n=extra, why=why) if why else _GIVEN.format(name=name, n=extra)
