"""Which course somebody means who names it on a command line."""

from __future__ import annotations

from lbp_teach.courses.record import CourseState, all_courses, typed_code
from lbp_teach.errors import UsageError
from lbp_teach.records import Store


def named(store: Store, wanted: str) -> CourseState:
    """Return the course of a join code, an id, or a title.

    Args:
        store: where the courses are.
        wanted: as it was typed.

    Raises:
        UsageError: no course is called so, or several are.
    """
    states = all_courses(store)
    plain, code = wanted.strip().casefold(), typed_code(wanted)
    found = [one for one in states if one.course.id == plain or (code is not None and one.course.code == code)]
    found = found or [one for one in states if one.course.title.casefold() == plain]
    if len(found) == 1:
        return found[0]
    if found:
        codes = ", ".join(one.course.code for one in found)
        raise UsageError(f"{len(found)} courses are called {wanted!r}. Name one by its code: {codes}.")
    raise UsageError(f"There is no course {wanted!r}. `lbp-teach course list` shows them all.")
