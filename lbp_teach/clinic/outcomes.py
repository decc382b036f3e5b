"""What comes of a morning over the following weeks: one function for every plan, and the same luck for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lbp_teach.clinic.clock import AT_HOME, Slot, Timetable, timetable
from lbp_teach.clinic.meeting import met_after
from lbp_teach.clinic.model import Counted, Seen
from lbp_teach.clinic.patients import Patient
from lbp_teach.clinic.plans import PLANS
from lbp_teach.generator.course import Ahead, Course, Later
from lbp_teach.generator.course import Plan as Course_plan
from lbp_teach.guideline.assess import Book

#: Weeks after which each patient is looked at, as far as the horizon goes.
LOOKED_AT = (2, 6, 12)
#: Questions that show a patient that thoughts and worries are heard.
HEARD = frozenset(("own_explanation", "worst_thoughts", "worry", "hopes", "outlook", "scan_thoughts", "mood"))
_UNITS = {
    "emergency_department": "unit_admission",
    "hospital_pathway": "unit_pathway",
    "physiotherapy": "unit_course",
    "chiropractor": "unit_course",
    "municipality": "unit_course",
    AT_HOME: "",
}


@dataclass(frozen=True)
class Result:
    """What came of one patient.

    Attributes:
        choices: the plan that was carried out; the guideline's where the patient was rebooked.
        rebooked: whether the patient was sent home with another appointment.
        course: what lay ahead.
        met_hours: hours until what the patient has was met by somebody who can find it.
        in_time: whether that was in time; None where nothing runs out.
        later: how the patient is at the horizon.
        better: by week, whether considerably better.
        scanned: whether images were taken.
        needless_scan: whether images were ordered that the guideline does not want.
        needless_visit: whether a specialist or hospital was asked that the guideline does not want.
        seconds: time used this morning.
        waited: seconds in the waiting room.
        leave_days: working days of sick leave until the horizon.
        trust: 0 to 100.
        units: 1 is an ordinary consultation.
    """

    choices: Mapping[str, str]
    rebooked: bool
    course: Course
    met_hours: float
    in_time: bool | None
    later: Later
    better: Mapping[int, bool]
    scanned: bool
    needless_scan: bool
    needless_visit: bool
    seconds: int
    waited: int
    leave_days: float
    trust: float
    units: float

    @property
    def missed(self) -> bool:
        """Return whether it was an emergency that was not met in time."""
        return self.course.emergency and not self.in_time


@dataclass(frozen=True)
class Played:
    """A morning under one plan: the clock, and what came of each patient."""

    timetable: Timetable
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Totals:
    """A whole morning in numbers; leave in working days, time in seconds, trust as the mean."""

    emergencies: int
    emergencies_met: int
    serious: int
    serious_met: int
    harmed: int
    needless_scans: int
    needless_visits: int
    incidental: int
    worried: int
    more_tests: int
    leave_days: float
    trust: float
    rebooked: int
    seconds: int
    late: int
    units: float


def play(
    patients: Sequence[Patient],
    seen: Sequence[Seen],
    counted: Counted,
    ahead: Ahead,
    book: Book,
    *,
    stopped: bool = False,
) -> Played:
    """Return what comes of a morning; the same acts with the same patients always give the same.

    Args:
        patients: those who were booked.
        seen: what was done, in order; fewer than patients where the morning ended before.
        counted: the declared numbers.
        ahead: the following weeks.
        book: the guideline.
        stopped: whether the morning was ended early.
    """
    clock = timetable(seen, len(patients), counted, book, stopped=stopped)
    pairs = zip(patients, clock.slots, strict=True)
    results = tuple(
        _result(one, seen[at] if at < len(seen) else Seen(), slot, counted, ahead, book)
        for at, (one, slot) in enumerate(pairs)
    )
    return Played(clock, results)


def compare(patients: Sequence[Patient], counted: Counted, ahead: Ahead, book: Book) -> dict[str, Played]:
    """Return the same morning under the guideline's plan and the two simple ones."""
    return {
        name: play(patients, [plan(one, counted.clinic, book) for one in patients], counted, ahead, book)
        for name, plan in PLANS.items()
    }


def totals(played: Played, counted: Counted) -> Totals:
    """Return a morning in numbers."""
    found = played.results
    emergencies = [one for one in found if one.course.emergency]
    serious = [one for one in found if one.in_time is not None]
    end = len(found) * counted.seconds("slot")
    return Totals(
        emergencies=len(emergencies),
        emergencies_met=sum(bool(one.in_time) for one in emergencies),
        serious=len(serious),
        serious_met=sum(bool(one.in_time) for one in serious),
        harmed=sum(one.later.harmed for one in found),
        needless_scans=sum(one.needless_scan for one in found),
        needless_visits=sum(one.needless_visit for one in found),
        incidental=sum(one.later.incidental for one in found),
        worried=sum(one.later.worried for one in found),
        more_tests=sum(one.later.more_tests for one in found),
        leave_days=sum(one.leave_days for one in found),
        trust=sum(one.trust for one in found) / len(found),
        rebooked=sum(one.rebooked for one in found),
        seconds=sum(one.seconds for one in found),
        late=max(0, played.timetable.now - end),
        units=sum(one.units for one in found),
    )


def _result(one: Patient, seen: Seen, slot: Slot, counted: Counted, ahead: Ahead, book: Book) -> Result:
    course = ahead.course_of(one.truth)
    choices = PLANS["guideline"](one, counted.clinic, book).choices if slot.rebooked else seen.choices
    met = met_after(choices, course, counted) + (counted.number("rebook_hours") if slot.rebooked else 0)
    in_time = None if course.deadline_hours is None else met <= course.deadline_hours
    ordered = choices.get("imaging") in counted.clinic.images
    scanned = ordered or (choices.get("imaging") == "by_specialist" and course.deadline_hours is not None)
    plan = Course_plan(
        met_after_hours=met,
        scanned=scanned,
        note_weeks=float(choices.get("note", "0")),
        planned_work=choices.get("work", "nothing") != "nothing",
        explained=choices.get("explain") == "full",
    )
    horizon = counted.number("horizon")
    later = ahead.later(one.truth, horizon, plan)
    late = in_time is False
    return Result(
        choices=choices,
        rebooked=slot.rebooked,
        course=course,
        met_hours=met,
        in_time=in_time,
        later=later,
        better={week: ahead.later(one.truth, week, plan).better for week in LOOKED_AT if week <= horizon},
        scanned=scanned,
        needless_scan=ordered and not _settled(one, "imaging") - {"none"},
        needless_visit=choices.get("destination") in _specialists(counted)
        and not _settled(one, "destination") & _specialists(counted),
        seconds=slot.used,
        waited=0 if slot.rebooked else slot.waited,
        leave_days=later.sick_leave_weeks * counted.number("work_week"),
        trust=_trust(seen, slot, choices, later, counted, late=late),
        units=_units(slot, choices, later, counted, late=late),
    )


def _settled(one: Patient, decision: str) -> set[str]:
    verdict = one.key.verdicts[decision]
    return {*verdict.best, *verdict.acceptable}


def _specialists(counted: Counted) -> set[str]:
    return {*counted.clinic.places, "pain_centre"}


def _trust(seen: Seen, slot: Slot, choices: Mapping[str, str], later: Later, counted: Counted, *, late: bool) -> float:
    number = counted.number
    trust = number("trust_start")
    if slot.rebooked:
        trust -= number("trust_rebooked")
    else:
        trust += number("trust_explained") * (1 if choices.get("explain") == "full" else -1)
        trust += number("trust_heard") * bool(HEARD & set(seen.asked))
        trust -= number("trust_untouched") * (not seen.examined)
        trust -= number("trust_wait") * (slot.waited // (15 * 60))
    trust -= number("trust_worried") * later.worried
    trust -= number("trust_late") * late
    return max(0.0, min(100.0, trust))


def _units(slot: Slot, choices: Mapping[str, str], later: Later, counted: Counted, *, late: bool) -> float:
    number = counted.number
    units = slot.used / counted.seconds("unit_minutes")
    place = _UNITS.get(choices.get("destination", AT_HOME), "unit_specialist")
    units += number(place) if place else 0
    if choices.get("imaging") in counted.clinic.images:
        units += number(f"unit_{choices['imaging']}")
    units += number("unit_check") * ((choices.get("follow_up") == "closer") + slot.rebooked + late)
    units += number("unit_extended") * (choices.get("follow_up") == "extended")
    return units + number("unit_more") * later.more_tests
