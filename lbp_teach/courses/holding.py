"""Which patients nobody may practise with now, because they are in an exam whose answers are not released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from lbp_teach.courses.record import all_courses
from lbp_teach.courses.sealed import is_exam
from lbp_teach.records import Store
from lbp_teach.variants import base_of


def secret_in(records: Store, case: str, now: datetime | None = None) -> str | None:
    """Return the id of an exam that has opened, is not released, and has a case in it; None where there is none.

    Args:
        records: where the courses' records are.
        case: id of the case or variant.
        now: the server's time.
    """
    return next((i for i, cases in _secrets(records, now or datetime.now(UTC)) if base_of(case) in cases), None)


def secret_cases(records: Store, now: datetime | None = None) -> frozenset[str]:
    """Return the cases, as written, that are in an exam that has opened and is not released."""
    return frozenset().union(*(cases for _, cases in _secrets(records, now or datetime.now(UTC))))


def _secrets(records: Store, now: datetime) -> Iterator[tuple[str, frozenset[str]]]:
    for state in all_courses(records):
        opens = state.course.opens
        if is_exam(state) and (opens is None or datetime.fromisoformat(opens) <= now):
            yield state.course.id, frozenset(base_of(one) for slot in state.course.slots for one in slot.cases)
