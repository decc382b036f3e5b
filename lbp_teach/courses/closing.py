"""Closing a course by hand and opening it again: what every page and command of teachers does in the same way."""

from __future__ import annotations

from datetime import UTC, datetime

from lbp_teach.courses.record import CourseState, note, state_of
from lbp_teach.courses.standing import standing
from lbp_teach.courses.words import local
from lbp_teach.records import Gone, Store
from lbp_teach.refusal import Refusal
from lbp_teach.text import Text, both

RELEASED = both(
    da="Svarene er frigivet. Prøven er slut og kan ikke åbnes igen.",
    en="The answers are released. The exam has ended and cannot be opened again.",
)
_OPENED = {
    "open": both(da="Holdet er åbent igen.", en="The course is open again."),
    "soon": both(
        da="Holdet er ikke længere lukket, men åbner først {at}.",
        en="The course is no longer closed, but it does not open before {at}.",
    ),
    "over": both(
        da="Holdet er ikke længere lukket af dig, men sluttede {at}. Ret lukketiden, hvis alle skal kunne fortsætte.",
        en="The course is no longer closed by you, but it ended {at}. Change the closing time to let all go on.",
    ),
}


def close(store: Store, state: CourseState) -> CourseState:
    """Close a course; one that is closed is left as it is, and nothing is written down.

    Raises:
        Refusal: it is an exam whose answers are released, which has ended for good.
        Gone: there is no such course any more.
        sqlite3.Error: nothing was written.
    """
    fresh = _not_released(store, state)
    return fresh if fresh.closed else note(store, fresh.course.id, "close")


def reopen(store: Store, state: CourseState) -> CourseState:
    """Open a course that was closed by hand; its own times hold as before.

    Raises:
        Refusal: it is an exam whose answers are released: what is known cannot be examined.
        Gone: there is no such course any more.
        sqlite3.Error: nothing was written.
    """
    fresh = _not_released(store, state)
    return note(store, fresh.course.id, "reopen") if fresh.closed else fresh


def reopened(state: CourseState, now: datetime | None = None) -> Text:
    """Return how a course stands that was opened again, in words: its times may keep it shut all the same.

    Args:
        state: the course after `reopen`.
        now: the server's time, with a zone.
    """
    stands = standing(state, now or datetime.now(UTC))
    course = state.course
    at = {"soon": course.opens, "over": course.closes}.get(stands)
    return _OPENED[stands].format(at=local(at)) if at else _OPENED["open"]


def _not_released(store: Store, state: CourseState) -> CourseState:
    fresh = state_of(store, state.course.id)
    if fresh is None:
        raise Gone
    if fresh.course.mode == "exam" and fresh.released:
        raise Refusal(RELEASED)
    return fresh
