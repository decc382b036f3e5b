"""Removing a course that was made in error: its record is kept, but nobody sees or joins it any more."""

from __future__ import annotations

from lbp_teach.courses.members import has_begun
from lbp_teach.courses.record import REMOVED, RESTORED, CourseState, note, state_of
from lbp_teach.records import Gone, Store
from lbp_teach.refusal import Refusal
from lbp_teach.text import Text, both

HAS_BEGUN = both(
    da="Nogen har mødt en patient på holdet, så det kan ikke slettes. Luk det i stedet; det, de nåede, er gemt.",
    en="Somebody has met a patient of the course, so it cannot be removed. Close it instead; what they did is kept.",
)
_REMOVED = both(
    da="Holdet {title} er slettet. Koden {code} åbner ikke noget mere.",
    en="The course {title} is removed. The code {code} opens nothing any more.",
)


def remove(store: Store, state: CourseState) -> Text:
    """Remove a course; its record stays, and says when.

    Args:
        store: where its record is.
        state: the course.

    Returns:
        What is said of it.

    Raises:
        Refusal: somebody has opened one of its patients.
        Gone: there is no such course any more.
        sqlite3.Error: nothing was written.
    """
    course = state.course
    if state_of(store, course.id) is None:
        raise Gone
    if has_begun(store, course.id):
        raise Refusal(HAS_BEGUN)
    note(store, course.id, REMOVED)
    # Whoever began in that very moment keeps her patients, and the course with them.
    if has_begun(store, course.id):
        note(store, course.id, RESTORED)
        raise Refusal(HAS_BEGUN)
    return _REMOVED.format(title=course.title, code=course.code)
