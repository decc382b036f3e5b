"""The clock of a morning: when each patient was called, how long it took, who waited. No time of the real world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lbp_teach.clinic.model import Counted, Seen
from lbp_teach.guideline.assess import Book
from lbp_teach.play import is_sided

#: Places that no referral has to be written to.
AT_HOME = "own_gp"


@dataclass(frozen=True)
class Slot:
    """One patient's time, in seconds from the start of the morning.

    Attributes:
        booked: when the appointment is.
        called: when the patient was called in; None: not yet, or never.
        idle: how long nobody was in the room before.
        used: how long it took, so far.
        waited: how long the patient waited after the appointment, until called or until now.
        closed: whether the patient was sent off with a plan.
        rebooked: whether the patient gets another appointment instead.
    """

    booked: int
    called: int | None = None
    idle: int = 0
    used: int = 0
    waited: int = 0
    closed: bool = False
    rebooked: bool = False


@dataclass(frozen=True)
class Timetable:
    """A morning's clock: a slot for each patient, what time it is (in seconds), and whether it is over."""

    slots: tuple[Slot, ...]
    now: int
    over: bool

    @property
    def current(self) -> int | None:
        """Return whose turn it is; None when the morning is over."""
        if self.over:
            return None
        return next((i for i, slot in enumerate(self.slots) if slot.called is not None and not slot.closed), None)


def manoeuvre_seconds(name: str, book: Book) -> int:
    """Return what a manoeuvre costs; one that has sides is done on both. 0 for one that is no longer there."""
    one = book.manoeuvres.get(name)
    return one.seconds * (1 + is_sided(one, book)) if one else 0


def work_up_seconds(seen: Seen, book: Book) -> int:
    """Return what questions and manoeuvres cost."""
    asked = sum(book.questions[name].seconds for name in seen.asked if name in book.questions)
    return asked + sum(manoeuvre_seconds(name, book) for name in seen.examined)


def plan_seconds(choices: Mapping[str, str], counted: Counted) -> int:
    """Return what it costs to carry out decisions."""
    cost = counted.seconds("explain_full" if choices.get("explain") == "full" else "explain_short")
    if choices.get("destination", AT_HOME) != AT_HOME:
        cost += counted.seconds("admission" if choices.get("urgency") == "emergency_today" else "referral")
    if choices.get("imaging") in counted.clinic.images:
        cost += counted.seconds("image")
    if choices.get("note", "0") != "0":
        cost += counted.seconds("note")
    if choices.get("work") in ("contact_job_centre", "fast_track"):
        cost += counted.seconds("job_centre")
    given = sum(choices.get(name) in ("do", "may_briefly") for name in counted.clinic.medicines)
    return cost + given * counted.seconds("medicine")


def timetable(seen: Sequence[Seen], patients: int, counted: Counted, book: Book, *, stopped: bool = False) -> Timetable:
    """Return the clock of a morning.

    Nothing is lost and nothing is counted twice: what the clock shows is the sum of all idle and used time.

    Args:
        seen: what was done with those who were called in, in order.
        patients: how many were booked.
        counted: the declared numbers.
        book: the guideline, for the seconds of questions and manoeuvres.
        stopped: whether the morning was ended early; whoever has no plan is rebooked.
    """
    now, slots, free = 0, list[Slot](), not stopped
    last = counted.last_call(patients)
    for place in range(patients):
        booked = place * counted.seconds("slot")
        one = seen[place] if place < len(seen) else None
        earliest = booked - counted.seconds("early") if place else 0
        idle = max(0, earliest - now)
        if one is None or now + idle >= last:
            free = free and one is None and now + idle < last
            slots.append(Slot(booked, waited=max(0, now - booked)))
            continue
        called = now + idle
        used = counted.seconds("greet") + work_up_seconds(one, book)
        used += plan_seconds(one.choices, counted) if one.closed else 0
        now = called + used
        slots.append(Slot(booked, called, idle, used, max(0, called - booked), one.closed))
    running = any(slot.called is not None and not slot.closed for slot in slots)
    over = stopped or not (running or (free and any(slot.called is None for slot in slots)))
    if over:
        slots = [slot if slot.closed else _rebooked(slot) for slot in slots]
    return Timetable(tuple(slots), now, over)


def _rebooked(slot: Slot) -> Slot:
    return Slot(slot.booked, slot.called, slot.idle, slot.used, slot.waited, rebooked=True)
