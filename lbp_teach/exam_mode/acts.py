"""What a teacher does with an exam: finds it, gives more time, releases the answers. Everything is written down."""

from __future__ import annotations

from lbp_teach.courses import members
from lbp_teach.courses.members import MOST_EXTRA
from lbp_teach.courses.record import CourseState, all_courses, note, state_of, typed_code
from lbp_teach.errors import UsageError
from lbp_teach.records import Learner, Store
from lbp_teach.refusal import Refusal

__all__ = ["MOST_EXTRA", "allow", "exam_of", "exams", "member_of", "release"]


def exams(store: Store) -> list[CourseState]:
    """Return every exam of a store, the newest first."""
    return [state for state in all_courses(store) if state.course.mode == "exam"]


def exam_of(store: Store, text: str) -> CourseState:
    """Return the exam of an id or a join code.

    Raises:
        UsageError: there is none; the text names those there are.
    """
    found = exams(store)
    code = typed_code(text)
    for state in found:
        if state.course.id == text or (code and state.course.code == code):
            return state
    if not found:
        raise UsageError("There is no exam in these records. A course with mode: exam is one.")
    names = ", ".join(f"{state.course.code} ({state.course.title})" for state in found[:10])
    raise UsageError(f"There is no exam {text!r}. Name one by its code or id: {names}.")


def release(store: Store, state: CourseState) -> CourseState:
    """Release the answers of an exam: from now on its candidates are told what the course tells.

    Nothing more is taken from then on, also where the exam is still open: what is known cannot be examined.

    Args:
        store: the store.
        state: the exam.

    Returns:
        The exam after it; one that was released before is as it was.
    """
    fresh = state_of(store, state.course.id) or state
    return fresh if fresh.released else note(store, fresh.course.id, "release")


def member_of(store: Store, state: CourseState, text: str) -> Learner:
    """Return the candidate of a pseudonym or an id.

    Raises:
        UsageError: nobody, or more than one, of that name has joined.
    """
    found = [one for one in store.members(state.course.id) if text in (one.id, one.name)]
    if not found:
        raise UsageError(f"Nobody called {text!r} has joined the exam {state.course.code}.")
    if len(found) > 1:
        raise UsageError(f"Two candidates are called {text!r}. Name one by its id: {', '.join(o.id for o in found)}.")
    return found[0]


def allow(store: Store, state: CourseState, learner: Learner, extra: int) -> None:
    """Give a candidate more time than the others.

    Args:
        store: the store.
        state: the exam.
        learner: the candidate; she has joined.
        extra: in per cent of the time of the others, 0 to `MOST_EXTRA`; 0 takes it back.

    Raises:
        UsageError: it is no such number, she has not joined, or her record keeps changing.
    """
    try:
        members.allow(store, state.course.id, learner.id, extra)
    except Refusal as refusal:
        raise UsageError(refusal.text.en) from None
