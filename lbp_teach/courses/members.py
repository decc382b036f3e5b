"""Who is in a course, and what a teacher allows one of them. It stands in the learner's own record."""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace

from lbp_teach.courses.joining import ALLOW, Joined, joined
from lbp_teach.records import Event, Gone, Stale, Store
from lbp_teach.records.model import Learner
from lbp_teach.refusal import Refusal, refuse
from lbp_teach.text import both

#: How often a note is written anew when the learner was first.
TRIES = 8
#: Per cent more time that can be given; thrice the time is more than any rule of an exam gives.
MOST_EXTRA = 200
_NOT_IN = both(da="Den studerende er ikke med på holdet.", en="The student is not in the course.")


@dataclass(frozen=True)
class Member:
    """A learner in a course.

    Attributes:
        id: under which her events are kept.
        name: the pseudonym.
        at: when she joined, ISO 8601 in UTC.
        extra: more time than the others, in per cent of it.
        begun: whether she has opened a patient of the course.
    """

    id: str
    name: str
    at: str
    extra: int
    begun: bool


@dataclass(frozen=True)
class Seen:
    """What was read of one learner for one course.

    Attributes:
        head: where her record ended then; it is read on when that has moved.
        seq: number of the last event that was read.
        joined: how she is in the course; None where she is not.
        begun: whether she has opened a patient of it.
    """

    head: tuple[int, str] | None
    seq: int
    joined: Joined | None
    begun: bool


#: What was read before, by id of the course and of the learner: a page that is shown again reads what is new.
Known = MutableMapping[tuple[str, str], Seen]


def members(store: Store, course_id: str, known: Known | None = None) -> list[Member]:
    """Return who has joined a course, the first to join first.

    Args:
        store: the store.
        course_id: id of the course.
        known: what was read before; what is read now is put into it.
    """
    found = [
        Member(who.id, who.name, seen.joined.at, seen.joined.extra, seen.begun)
        for who, seen in _read(store, course_id, known)
        if seen.joined is not None
    ]
    return sorted(found, key=lambda one: (one.at, one.id))


def who_joined(store: Store, course_id: str) -> list[Learner]:
    """Return the learners who have joined a course, by id; not those to whom something of it was only refused."""
    inside = set(store.joined_by(course_id))
    return [one for one in store.members(course_id) if one.id in inside]


def has_begun(store: Store, course_id: str, known: Known | None = None) -> bool:
    """Return whether anybody has opened a patient of a course.

    Args:
        store: the store.
        course_id: id of the course.
        known: as for `members`.
    """
    return any(seen.begun for _, seen in _read(store, course_id, known))


def _read(store: Store, course_id: str, known: Known | None) -> list[tuple[Learner, Seen]]:
    kept: Known = {} if known is None else known
    # Heads first: who goes on meanwhile is read again next time, and nothing is missed.
    heads, found = store.heads(), []
    for who in store.members(course_id):
        before, head = kept.get((course_id, who.id)), heads.get(who.id)
        if before is None or head is None or before.head != head:
            kept[course_id, who.id] = _read_on(store, who.id, course_id, before, head)
        found.append((who, kept[course_id, who.id]))
    return found


def _read_on(store: Store, learner: str, course_id: str, before: Seen | None, head: tuple[int, str] | None) -> Seen:
    if before is None or before.head is None or head is None or before.seq > head[0]:
        before = Seen(None, 0, None, False)
    events = store.events(learner, before.seq)
    known = {} if before.joined is None else {course_id: before.joined}
    seq = events[-1].seq if events else before.seq
    begun = before.begun or _begun(events, course_id)
    return Seen(head, seq, joined(events, known).get(course_id), begun)


def allow(store: Store, course_id: str, learner: str, extra: int) -> Member:
    """Give one learner more time in a course; it counts from now on and replaces what she was given before.

    Args:
        store: the store.
        course_id: id of the course.
        learner: id of the learner.
        extra: per cent, from 0 to `MOST_EXTRA`.

    Returns:
        The learner as she now is.

    Raises:
        Refusal: the number cannot be, she has not joined, or she keeps recording in between.
        Gone: she has been purged.
        sqlite3.Error: nothing was written.
    """
    if type(extra) is not int or not 0 <= extra <= MOST_EXTRA:
        raise refuse(
            f"Ekstra tid er et helt tal fra 0 til {MOST_EXTRA} procent.",
            f"Extra time is a whole number from 0 to {MOST_EXTRA} per cent.",
        )
    who = next((one for one in store.members(course_id) if one.id == learner), None)
    if who is None:
        raise Refusal(_NOT_IN)
    body = {"course": course_id, "extra": extra}
    for _ in range(TRIES):
        events = store.events(learner)
        if not events:
            raise Gone
        known = _member(who, events, course_id)
        if known is None:
            raise Refusal(_NOT_IN)  # something was refused to her, which stands under the course's id, too
        if known.extra == extra:
            return known
        try:
            event = store.append(
                learner, f"allow-{secrets.token_hex(8)}", course_id, ALLOW, body, expect=events[-1].seq
            )
        except Stale:
            continue
        return replace(known, extra=joined([*events, event])[course_id].extra)
    raise refuse(
        "Den studerende svarer hele tiden lige nu. Prøv igen om lidt.",
        "The student keeps answering just now. Try again in a moment.",
    )


def _member(who: Learner, events: Sequence[Event], course_id: str) -> Member | None:
    found = joined(events).get(course_id)
    return Member(who.id, who.name, found.at, found.extra, _begun(events, course_id)) if found else None


def _begun(events: Sequence[Event], course_id: str) -> bool:
    return any(one.kind == "start" and one.body.get("course") == course_id for one in events)
