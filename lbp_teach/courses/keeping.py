"""How long courses are kept: as long as their learners, and then as long as any record."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lbp_teach.courses.record import CourseState, every_course
from lbp_teach.errors import UsageError
from lbp_teach.records import Store, open_records
from lbp_teach.records.retention import NOT_ERASED, cannot_use


def outdated_courses(store: Store, keep: int, today: datetime | None = None) -> list[CourseState]:
    """Return the courses that ended more than `keep` days ago, that nobody changed since, and that nobody is in.

    A course that has neither ended nor been removed is kept: it waits for its next class.

    Args:
        store: where the records are; learners whose time is up have been purged.
        keep: days that a record is kept after its last event.
        today: the server's time, with a zone.
    """
    limit = (today or datetime.now(UTC)) - timedelta(days=keep)
    found = []
    for state in every_course(store):
        end = _end(state)
        # Who is in a course, and who was refused something of it, still has attempts or a log that name it.
        if end is not None and end < limit and _last(store, state) < limit and not store.members(state.course.id):
            found.append(state)
    return found


def told_courses(count: int, keep: int) -> str:
    """Return how many courses are how old, in words."""
    which = "1 course that" if count == 1 else f"{count} courses that"
    return f"{which} ended more than {keep} {'day' if keep == 1 else 'days'} ago and that nobody is in any more:"


def tidy_courses(home: Path, keep: int | None) -> str | None:
    """Remove the records of courses whose time is up, after `lbp_teach.records.retention.tidy` purged the learners.

    Args:
        home: the data directory.
        keep: days that a record is kept; None for ever.

    Returns:
        One line that says how many were purged; None where there was none.

    Raises:
        UsageError: the records cannot be used.
    """
    if not keep:
        return None
    store = open_records(home)
    try:
        old = outdated_courses(store, keep)
        if not old:
            return None
        erased = store.purge(*(one.course.id for one in old))
        return f"{told_courses(len(old), keep)} purged.{'' if erased else NOT_ERASED}"
    except sqlite3.Error as error:
        raise UsageError(cannot_use(error)) from None
    finally:
        store.close()


def _end(state: CourseState) -> datetime | None:
    """Return when a course ended for good; None where it has not, as far as anybody said."""
    course = state.course
    ends = [state.removed] if state.removed else [one for one in (state.closed, course.closes) if one]
    if course.mode == "exam" and state.released:
        ends.append(state.released)
    return max(map(datetime.fromisoformat, ends), default=None)


def _last(store: Store, state: CourseState) -> datetime:
    events = store.events(state.course.id, state.seq - 1)
    return datetime.fromisoformat(events[-1].at if events else state.created)
