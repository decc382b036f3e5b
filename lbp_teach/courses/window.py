"""When a learner may do what in a course, by the clock of the server. Pure: the time is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from lbp_teach.courses.joining import Joined
from lbp_teach.courses.record import CourseState

#: Answers that were on their way, through a wire that was cut at the wrong moment, are still taken for so long.
GRACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Window:
    """How a course stands for one learner.

    Attributes:
        status: `soon` before it opens, `open`, or `over`.
        ends: when it ends for this learner, in UTC; None for never.
        takes: whether acts are still taken: while it is open and for the grace after it.
    """

    status: Literal["soon", "open", "over"]
    ends: datetime | None
    takes: bool


def window(state: CourseState, me: Joined, began: str | None, now: datetime) -> Window:
    """Return how a course stands for one learner.

    Args:
        state: the course.
        me: the learner in it.
        began: when her first patient was opened, ISO 8601 in UTC; None where none was.
        now: the server's time, with a zone.
    """
    course = state.course
    more = 1 + me.extra / 100
    ends = [_time(state.closed)] if state.closed else []
    if course.closes:
        closes = _time(course.closes)
        # Extra time must fit: where the time is the course's own, its end moves; where it is counted from the
        # learner's beginning, she may finish what she has time for.
        if me.extra and course.opens and course.minutes is None:
            closes = _time(course.opens) + (closes - _time(course.opens)) * more
        elif me.extra and course.minutes is not None:
            closes += timedelta(minutes=course.minutes * me.extra / 100)
        ends.append(closes)
    if course.minutes is not None and began is not None:
        ends.append(_time(began) + timedelta(minutes=course.minutes * more))
    end = min(ends) if ends else None
    if course.mode == "exam" and state.released:
        # What is known cannot be examined: not in the grace either, and not by opening it again.
        return Window("over", end, False)
    if course.opens and now < _time(course.opens):
        return Window("soon", end, False)
    if end is None or now < end:
        return Window("open", end, True)
    return Window("over", end, now < end + GRACE)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
