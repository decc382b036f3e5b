"""What a teacher does with an exam: finds it, gives more time, releases the answers. Everything is written down."""

from __future__ import annotations

from lbp_teach.courses import members
from lbp_teach.courses.members import MOST_EXTRA
from lbp_teach.courses.record import CourseState, all_courses, note, state_of, typed_code
from lbp_teach.errors import UsageError
from lbp_teach.records import Learner, Store
from lbp_teach.refusal import Refusal
from lbp_teach.text import both

__all__ = ["MOST_EXTRA", "allow", "exam_of", "exams", "member_of", "release"]

_NOBODY = both(
    da="Ingen, der hedder {name}, er med i prøven {code}.", en="Nobody called {name} has joined the exam {code}."
)
_TWO = both(
    da="{n} kandidater hedder {name}. Nævn den ene med id: {ids}.",
    en="{n} candidates are called {name}. Name one by its id: {ids}.",
)
#: So much of a name that nobody has is said again.
_LONGEST = 80


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
        Refusal: nobody, or more than one, of that name has joined.
    """
    found = [one for one in members.who_joined(store, state.course.id) if text in (one.id, one.name)]
    name = repr(text[:_LONGEST])
    if not found:
        raise Refusal(_NOBODY.format(name=name, code=state.course.code))
    if len(found) > 1:
        raise Refusal(_TWO.format(n=len(found), name=name, ids=", ".join(one.id for one in found)))
    return found[0]


def allow(store: Store, state: CourseState, learner: Learner, extra: int) -> None:
    """Give a candidate more time than the others.

    Args:
        store: the store.
        state: the exam.
        learner: the candidate; she has joined.
        extra: in per cent of the time of the others, 0 to `MOST_EXTRA`; 0 takes it back.

    Raises:
        Refusal: it is no such number, she has not joined, or her record keeps changing.
    """
    members.allow(store, state.course.id, learner.id, extra)
