"""How a course stands for the class as a whole, as its teacher sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from lbp_teach.courses.record import CourseState

#: `soon`: not open yet. `open`. `over`: its time is up, or its exam's answers are released. `closed`: by hand.
Standing = Literal["soon", "open", "over", "closed"]


def standing(state: CourseState, now: datetime | None = None) -> Standing:
    """Return how a course stands; a learner with extra time may still be at work when it is over.

    Args:
        state: the course.
        now: the server's time, with a zone.
    """
    course, moment = state.course, now or datetime.now(UTC)
    if course.mode == "exam" and state.released:
        return "over"  # also where it was closed by hand before: it cannot be opened again
    if state.closed:
        return "closed"
    if course.opens and moment < datetime.fromisoformat(course.opens):
        return "soon"
    if course.closes and moment >= datetime.fromisoformat(course.closes):
        return "over"
    return "open"
