"""What a learner's own record says of courses: which were joined, and what was allowed to her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lbp_teach.records import Event

JOIN, ALLOW, WINDOW = "join", "allow", "window"
#: The kinds of events that belong here; none of them is an act in a case.
KINDS = (JOIN, ALLOW, WINDOW)


@dataclass(frozen=True)
class Joined:
    """A learner in a course.

    Attributes:
        course: id of the course.
        at: when she joined, ISO 8601 in UTC.
        extra: more time than the others, in per cent of it.
        window: the window she sits an exam in: acts from any other are refused. Empty where that is of no matter.
    """

    course: str
    at: str
    extra: int = 0
    window: str = ""


def joined(events: Iterable[Event], known: Mapping[str, Joined] | None = None) -> dict[str, Joined]:
    """Return the courses of a learner after these events, on top of those known, the first joined first."""
    found = dict(known or {})
    for event in events:
        if event.kind not in KINDS:
            continue
        body: Mapping[str, Any] = event.body
        course = body["course"]
        before = found.get(course)
        if event.kind == JOIN:
            found[course] = before or Joined(course, event.at)
        elif before is not None and event.kind == ALLOW:
            found[course] = replace(before, extra=body["extra"])
        elif before is not None:
            found[course] = replace(before, window=body["window"])
    return found
