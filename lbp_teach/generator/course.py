"""What happens after the visit: natural course, sick leave, harm if missed, what a needless scan leads to.

A clinic day asks `course_of(drawn.truth)` for what has to be met and by when, and `later(...)` for how the patient is
some weeks on under one plan or another. The same patient has the same luck under every plan, so plans can be compared.
Numbers stand in course.yaml, each cited or marked as the toolkit's own reading. It is a simulation, not a prognosis.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from lbp_teach.edition import EDITION
from lbp_teach.generator.model import Courses, Recovery
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import PRESENT, split
from lbp_teach.text import Text, both

if TYPE_CHECKING:
    from lbp_teach.generator.drawing import Truth

#: Weeks the table of a natural course goes to; who is not better by then counts as not better.
LAST_WEEK = 52
_SEVERE_GRADE = 3
_NEW_HOURS = 48
_YELLOW = (
    "flags.fear_of_movement",
    "flags.depression_anxiety",
    "flags.negative_expectations",
    "flags.catastrophic_thoughts",
    "flags.sleep_stress",
)
_PARESIS_WHY = both(
    da="Et udfald, der er nyt og betydeligt eller tager til, vurderes på sygehus i dag.",
    en="A deficit that is new and considerable, or growing, is assessed in hospital today.",
)
_OLD_PARESIS_WHY = both(
    da="En betydelig lammelse, der ikke er ny, vurderes inden for dage.",
    en="A considerable paresis that is not new is assessed within days.",
)
_PARESIS_HARM = both(da="Foden eller benet bliver ved med at være svagt.", en="The foot or the leg stays weak.")


@dataclass(frozen=True)
class Course:
    """What lies ahead of a patient, before anything is decided.

    Attributes:
        condition: what the patient has.
        label: its name.
        deadline_hours: hours from the visit within which it has to be met; None where nothing runs out.
        emergency: whether that means today.
        why: why it has to be met; None where nothing runs out.
        better_in_weeks: weeks until considerably better if all goes its natural way; None: not within a year.
        needs_finding: whether it improves only once it is found.
        harm_in_time: probability (0 to 1) of lasting harm when it is met within the deadline.
        harm_late: the same when it is not.
        harm_text: what the harm is; None where there is none.
    """

    condition: str
    label: Text
    deadline_hours: float | None
    emergency: bool
    why: Text | None
    better_in_weeks: float | None
    needs_finding: bool
    harm_in_time: float
    harm_late: float
    harm_text: Text | None


@dataclass(frozen=True)
class Plan:
    """What was decided, as far as it changes what comes.

    Attributes:
        met_after_hours: hours from the visit until somebody meets the condition; None: the plan never leads there.
        scanned: whether images were taken.
        note_weeks: weeks of sick note that were given.
        planned_work: whether going back to work was planned.
        explained: whether the patient was given an explanation and a plan.
    """

    met_after_hours: float | None = None
    scanned: bool = False
    note_weeks: float = 0
    planned_work: bool = True
    explained: bool = True


@dataclass(frozen=True)
class Later:
    """How a patient is some weeks after the visit.

    Attributes:
        week: weeks after the visit.
        better: whether considerably better.
        sick_leave_weeks: weeks off work since the visit.
        harmed: whether harm was done that will last.
        harm_text: what it is; None where there is none.
        incidental: whether images showed changes that go with age and explain nothing.
        worried: whether they made the patient worry.
        more_tests: whether they led to further tests or referrals.
        operated: whether a prolapse ended in an operation.
        relapsed: whether the pain came back after it had gone.
    """

    week: float
    better: bool
    sick_leave_weeks: float
    harmed: bool
    harm_text: Text | None
    incidental: bool
    worried: bool
    more_tests: bool
    operated: bool
    relapsed: bool


class Ahead:
    """The weeks after the visit, with the numbers of the guideline filled in."""

    def __init__(self, courses: Courses, book: Book):
        """Read the numbers; those that are parameters of the guideline are taken from there."""
        self.courses = courses
        self._numbers: dict[str, float] = {}
        for name, one in courses.numbers.items():
            value = book.parameters[one.parameter].value(EDITION) if one.parameter else one.value
            self._numbers[name] = value[0] if isinstance(value, tuple) else value
        self._recoveries = {one.id: _curve(one, book) for one in courses.recoveries}

    def number(self, name: str) -> float:
        """Return a number of the simulation in its unit."""
        return self._numbers[name]

    def share(self, name: str) -> float:
        """Return a per cent of the simulation as a share, 0 to 1."""
        return self._numbers[name] / 100

    def recovered(self, recovery: str, week: float) -> float:
        """Return the share (0 to 1) that is considerably better so many weeks after the visit."""
        weeks, shares = self._recoveries[recovery]
        at = bisect_left(weeks, week)
        if at == 0:
            return shares[0]
        if at == len(weeks):
            return shares[-1]
        part = (week - weeks[at - 1]) / (weeks[at] - weeks[at - 1])
        return shares[at - 1] + part * (shares[at] - shares[at - 1])

    def course_of(self, truth: Truth) -> Course:
        """Return what lies ahead of a patient."""
        one = self.courses.condition(truth.condition)
        deadline, why = one.deadline_hours, one.why
        harm = (one.harm_in_time / 100, one.harm_late / 100, one.harm_text)
        alarm = _nerve_alarm(truth)
        if alarm and (deadline is None or self.number(f"{alarm}_hours") < deadline):
            deadline = self.number(f"{alarm}_hours")
            why = _PARESIS_WHY if alarm == "acute_paresis" else _OLD_PARESIS_WHY
            harm = (self.share("paresis_harm_in_time"), self.share("paresis_harm_late"), _PARESIS_HARM)
        return Course(
            condition=truth.condition,
            label=one.label,
            deadline_hours=deadline,
            emergency=deadline is not None and deadline <= 24,
            why=why,
            better_in_weeks=self._better(truth, 1.0),
            needs_finding=one.recovery == "treated_disease",
            harm_in_time=harm[0],
            harm_late=harm[1],
            harm_text=harm[2],
        )

    def later(self, truth: Truth, week: float, plan: Plan) -> Later:
        """Return how a patient is some weeks after the visit, under a plan.

        Args:
            truth: what was drawn.
            week: weeks after the visit, up to `LAST_WEEK`.
            plan: what was decided.
        """
        course = self.course_of(truth)
        luck = _luck(truth)
        incidental = plan.scanned and luck["incidental"] < self._incidental(truth.age)
        worried = incidental and luck["worry"] < self.share("worry_after_finding")
        in_time = plan.met_after_hours is not None and (
            course.deadline_hours is None or plan.met_after_hours <= course.deadline_hours
        )
        harm = 0.0 if course.deadline_hours is None else course.harm_in_time if in_time else course.harm_late
        better_in = self._better(truth, self.number("explained_faster") if plan.explained else 1.0)
        if better_in is not None:
            better_in += self.number("worry_delay_weeks") if worried else 0
            if course.needs_finding:
                better_in = None if plan.met_after_hours is None else better_in + plan.met_after_hours / 168
        better = better_in is not None and week >= better_in
        operated = truth.condition == "disc_prolapse" and luck["surgery"] < self.share("surgery_of_prolapse")
        # One in four has a new episode within a year; when, is evenly spread.
        relapse_at = (better_in or 0) + luck["when"] * LAST_WEEK
        relapsed = better and luck["relapse"] < self.share("relapse_in_a_year") and week >= relapse_at
        return Later(
            week=week,
            better=better and not relapsed,
            sick_leave_weeks=self._leave(truth, week, plan, worried=worried),
            harmed=luck["harm"] < harm,
            harm_text=course.harm_text if luck["harm"] < harm else None,
            incidental=incidental,
            worried=worried,
            more_tests=incidental and luck["more"] < self.share("more_after_finding"),
            operated=operated,
            relapsed=relapsed,
        )

    def _better(self, truth: Truth, faster: float) -> float | None:
        """Return the week in which this patient gets better: where the curve passes the patient's own luck."""
        recovery = self.courses.condition(truth.condition).recovery
        if recovery == "new_pain" and truth.weeks > 12:
            recovery = "long_pain"
        burdened = sum(truth.facts.get(name) == PRESENT for name in _YELLOW) >= 2
        times = faster * (self.number("burdened_slower") if burdened else 1.0)
        luck = _luck(truth)["better"]
        weeks, shares = self._recoveries[recovery]
        for at in range(1, len(weeks)):
            low, high = min(shares[at - 1] * times, 1), min(shares[at] * times, 1)
            if luck < high:
                return weeks[at - 1] + (weeks[at] - weeks[at - 1]) * max(0.0, luck - low) / (high - low)
        return None

    def _incidental(self, age: int) -> float:
        return self.share("incidental_older" if age >= self.number("incidental_from_age") else "incidental_younger")

    def _leave(self, truth: Truth, week: float, plan: Plan, *, worried: bool) -> float:
        if truth.status != "working":
            return 0.0
        expected = float(truth.facts.get("flags.sick_leave_expected_weeks", 0))
        weeks = max(expected, plan.note_weeks)
        if plan.note_weeks and not plan.planned_work:
            weeks += self.number("long_note_weeks")
        if worried and weeks:
            weeks += self.number("worry_delay_weeks")
        return min(weeks, week)


def _curve(one: Recovery, book: Book) -> tuple[list[float], list[float]]:
    points = sorted((float(week), share / 100) for week, share in one.points(book).items())
    return [week for week, _ in points], [share for _, share in points]


def _nerve_alarm(truth: Truth) -> str:
    """Return which deadline the nerves set, if any: by strength, its age, and which way it is going."""
    facts = truth.facts
    if facts.get("history.deficit_course") == "worsening" or facts.get("history.pain_eases_weakness_grows") == PRESENT:
        return "acute_paresis"
    grades = [float(v) for name, v in facts.items() if split(name)[0].startswith("exam.strength.")]
    if not grades or min(grades) > _SEVERE_GRADE:
        return ""
    hours = facts.get("history.weakness_age_hours", _NEW_HOURS)
    return "acute_paresis" if float(hours) <= _NEW_HOURS else "old_paresis"


def _luck(truth: Truth) -> dict[str, float]:
    """Return the luck of a patient, the same under every plan."""
    rng = Random(f"lbp-teach course {truth.version} {truth.mode} {truth.seed}")
    names = ("better", "harm", "incidental", "worry", "more", "surgery", "relapse", "when")
    return {name: rng.random() for name in names}
