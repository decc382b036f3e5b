"""The record of a course: what was decided about it, when, and what follows for now."""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from lbp_teach.courses.model import CODE_LENGTH, CODE_SIGNS, Course, Slot
from lbp_teach.records import Event, Gone, Stale, Store

log = logging.getLogger("lbp_teach.courses")
#: How often a note is written anew when another teacher was first.
TRIES = 5
#: The events by which a course is removed, and by which that is undone because somebody had begun.
REMOVED, RESTORED = "removed", "restored"


@dataclass(frozen=True)
class CourseState:
    """A course as it is now.

    Attributes:
        course: what the teacher decided, newest version.
        created: when it was made, ISO 8601 in UTC.
        seq: number of the last event that was read.
        closed: when the teacher closed it by hand; None where she did not, or opened it again.
        released: when the results of an exam were released; None before.
        shown: which answers the teacher shows to the class, by the name that the live page gives them.
        step: to which step of the review a window went last, by the name that the live page gives it; empty for none.
        stepped: number of the event by which it did.
        removed: when it was removed; None where it was not. Nobody but who reads its record sees it then.
    """

    course: Course
    created: str
    seq: int
    closed: str | None = None
    released: str | None = None
    shown: frozenset[str] = frozenset()
    step: str = ""
    stepped: int = 0
    removed: str | None = None


def fold_course(events: Iterable[Event], state: CourseState | None = None) -> CourseState | None:
    """Return a course after these events, on top of what it was; None where none of them defines it."""
    for event in events:
        course = _defined(event) if event.kind == "course" else None
        if course is not None:
            state = replace(state, course=course) if state else CourseState(course, event.at, event.seq)
        if state is not None:
            state = replace(_after(state, event), seq=event.seq)
    return state


def _defined(event: Event) -> Course | None:
    """Return the course that an event defines; None where it cannot be read, so that one course stops no other.

    What a newer LBP Teach has added is passed over: the records of a hub may be shared while it is being brought up to
    date.
    """
    body = {name: event.body[name] for name in Course.model_fields if name in event.body}
    with contextlib.suppress(TypeError, AttributeError):  # then it is not read below
        body["slots"] = [{name: slot[name] for name in Slot.model_fields if name in slot} for slot in body["slots"]]
    try:
        return Course.model_validate(body)
    except ValidationError:
        log.warning("A course cannot be read and is passed over: event %s of %s", event.seq, event.attempt)
        return None


def _after(state: CourseState, event: Event) -> CourseState:
    match event.kind:
        case "close":
            return replace(state, closed=event.at)
        case "reopen":
            return replace(state, closed=None)
        case "release":
            return replace(state, released=state.released or event.at)
        case "show":
            return replace(state, shown=state.shown | {event.body["what"]})
        case "hide":
            return replace(state, shown=state.shown - {event.body["what"]})
        case "step":
            return replace(state, step=str(event.body["what"]), stepped=event.seq)
        case "removed":
            return replace(state, removed=event.at)
        case "restored":
            return replace(state, removed=None)
    return state


# ---- the store ----


def fresh_code(taken: Iterable[str]) -> str:
    """Return a join code that no other course of the store has."""
    others = frozenset(taken)
    while True:
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
        if code not in others:
            return code


def create(store: Store, **decided: Any) -> CourseState:
    """Make a course.

    Args:
        store: where its record is kept.
        decided: what `Course` has, without `id` and `code`.

    Raises:
        pydantic.ValidationError: something in it cannot be.
        sqlite3.Error: it was not kept.
    """
    taken = [one.course.code for one in every_course(store)]
    course = Course(id=f"course-{secrets.token_hex(6)}", code=fresh_code(taken), **decided)
    store.add_course(course.id, course.title)
    return note(store, course.id, "course", course.model_dump(mode="json"))


def note(
    store: Store, course_id: str, kind: str, body: Mapping[str, Any] | None = None, expect: int | None = None
) -> CourseState:
    """Write an event into a course's record and return the course after it.

    Args:
        store: the store.
        course_id: id of the course.
        kind: `course`, `close`, `reopen`, `release`, `show`, `hide`, `step`, `removed`, `restored`, or what an
            exam logs.
        body: the details, plain JSON.
        expect: number of the last event that the writer has read, where what is written rests on it; None where it
            holds whatever else was decided meanwhile.

    Raises:
        Gone: there is no such course, or it was removed.
        Stale: somebody else has written after `expect`, or keeps writing; nothing was written.
        sqlite3.Error: nothing was written.
    """
    for _ in range(TRIES):
        events = store.events(course_id)
        seq = events[-1].seq if events else 0
        before = fold_course(events)
        if before is not None and before.removed and kind != RESTORED:
            raise Gone
        if expect is not None and seq != expect:
            raise Stale
        try:
            event = store.append(course_id, f"{kind}-{secrets.token_hex(6)}", course_id, kind, dict(body or {}), seq)
        except Stale:
            continue
        state = fold_course([event], before)
        if state is None:
            raise Gone
        return state
    raise Stale


def state_of(store: Store, course_id: str, known: CourseState | None = None) -> CourseState | None:
    """Return a course as it is now; None where there is none, or where it was removed.

    Args:
        store: the store.
        course_id: its id.
        known: what was read before, so that only what is new is read.
    """
    state = _read_on(store, course_id, known)
    return None if state is None or state.removed else state


def _read_on(store: Store, course_id: str, known: CourseState | None) -> CourseState | None:
    return fold_course(store.events(course_id, known.seq if known else 0), known)


#: What was read of the courses of each store, so that only a course that has moved is read again.
_READ: WeakKeyDictionary[Store, dict[str, CourseState]] = WeakKeyDictionary()


def all_courses(store: Store) -> list[CourseState]:
    """Return the courses of a store that are not removed, the newest first."""
    return [one for one in every_course(store) if not one.removed]


def every_course(store: Store) -> list[CourseState]:
    """Return all courses, also those that were removed; one query where nothing has changed since the last call."""
    before = _READ.get(store, {})
    found: dict[str, CourseState] = {}
    for name, seq in store.course_heads().items():
        known = before.get(name)
        state = known if known is not None and known.seq == seq else _read_on(store, name, known)
        if state is not None:
            found[name] = state
    _READ[store] = found
    return sorted(found.values(), key=lambda one: (one.created, one.course.id), reverse=True)


def typed_code(text: object) -> str | None:
    """Return a join code as somebody typed it, or None where it cannot be one.

    Small letters, spaces and hyphens do not matter.
    """
    if not isinstance(text, str) or len(text) > 100:
        return None
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain if re.fullmatch(rf"[{CODE_SIGNS}]{{{CODE_LENGTH}}}", plain) else None


def by_code(store: Store, text: object) -> CourseState | None:
    """Return the course that a typed code opens; None where there is none."""
    code = typed_code(text)
    if code is None:
        return None
    return next((one for one in all_courses(store) if one.course.code == code), None)
