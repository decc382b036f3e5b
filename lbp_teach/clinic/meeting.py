"""When somebody who can find it meets what a patient has, under one plan or another."""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach.clinic.model import Counted
from lbp_teach.generator.course import Course

_WEEK = 168
_ROOT = ("disc_prolapse", "spinal_stenosis", "listhesis", "non_specific")


def found_as(course: Course) -> str:
    """Return what has to be found: the condition, or `paresis` where it is a nerve deficit that has a deadline."""
    return "paresis" if course.condition in _ROOT and course.deadline_hours is not None else course.condition


def met_after(choices: Mapping[str, str], course: Course, counted: Counted) -> float:
    """Return the hours until what a patient has is met, by whichever way is the shortest.

    Args:
        choices: by decision.
        course: what lies ahead of the patient.
        counted: the declared numbers.
    """
    return min(
        hours
        for hours in (
            _at_place(choices, found_as(course), counted),
            _on_images(choices, found_as(course), counted),
            _at_check(choices, counted),
            _by_itself(choices, course, counted),
        )
        if hours is not None
    )


def _waits(choices: Mapping[str, str], counted: Counted, today: str) -> float:
    urgency = choices.get("urgency", "none")
    return counted.number({"emergency_today": today, "expedited": "expedited_hours"}.get(urgency, "routine_hours"))


def _at_place(choices: Mapping[str, str], what: str, counted: Counted) -> float | None:
    finds = counted.clinic.places.get(choices.get("destination", ""), ())
    return _waits(choices, counted, "today_hours") if finds == "all" or what in finds else None


def _on_images(choices: Mapping[str, str], what: str, counted: Counted) -> float | None:
    shown = counted.clinic.images.get(choices.get("imaging", ""), ())
    return _waits(choices, counted, "today_image_hours") if what in shown else None


def _at_check(choices: Mapping[str, str], counted: Counted) -> float:
    booked = choices.get("follow_up") in ("closer", "extended")
    # What does not get better is looked into at the check; the specialist then still has to be waited for.
    first = counted.number("check_weeks") * _WEEK if booked else counted.number("late_check_hours")
    return first + counted.number("expedited_hours")


def _by_itself(choices: Mapping[str, str], course: Course, counted: Counted) -> float | None:
    if not course.emergency:
        return None
    told = choices.get("explain") == "full"
    return counted.number("return_told_hours" if told else "return_untold_hours")
