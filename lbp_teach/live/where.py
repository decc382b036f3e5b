"""Where a learner is in a course now, and whether somebody should go and look. Pure; the time is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lbp_teach.courses import CourseState, Place, window
from lbp_teach.live.room import Member

#: Minutes without an act, and at one stage, after which a learner counts as stuck until the teacher says otherwise. The
#: toolkit's own choice.
QUIET, SLOW = 6, 15
FEWEST_MINUTES, MOST_MINUTES = 1, 120


@dataclass(frozen=True)
class Limits:
    """After how many minutes a learner counts as stuck.

    Attributes:
        quiet: without an act.
        slow: at the same stage of the same visit.
    """

    quiet: int = QUIET
    slow: int = SLOW


@dataclass(frozen=True)
class Where:
    """Where a learner is.

    Attributes:
        member: the learner.
        number: which patient, from 1; 0 before the first.
        of: how many patients she meets.
        done: how many of them have gone home.
        visit: which visit of the patient, from 1; 0 before the first.
        stage: one of `lbp_teach.stages.STAGES`, or `new` and `done`.
        stuck: why somebody should go and look: without an act, or long at one stage; None where nobody need.
        minutes: for how long that has been so.
    """

    member: Member
    number: int
    of: int
    done: int
    visit: int
    stage: str
    stuck: Literal["quiet", "slow"] | None
    minutes: int


def where(member: Member, places: Sequence[Place], state: CourseState, limits: Limits, now: datetime) -> Where:
    """Return where a learner is.

    Args:
        member: the learner in the course.
        places: whom she meets.
        state: the course.
        limits: when she counts as stuck.
        now: the server's time.
    """
    home = {one.place for one in member.attempts.values() if one.finished}
    done = sum(place.name in home for place in places)
    number = visit = 0
    stage = "new"
    if member.spot is not None:
        attempt, index, stage = member.spot
        name = member.attempts[attempt].place
        number = next((i for i, place in enumerate(places, start=1) if place.name == name), 0)
        visit = index + 1
    if places and done == len(places):
        return Where(member, number, len(places), done, visit, "done", None, 0)
    stuck, minutes = _stuck(member, stage, state, limits, now)
    return Where(member, number, len(places), done, visit, stage, stuck, minutes)


def _stuck(
    member: Member, stage: str, state: CourseState, limits: Limits, now: datetime
) -> tuple[Literal["quiet", "slow"] | None, int]:
    if window(state, member.me, member.began, now).status != "open":
        return None, 0
    # Who joined before the course opened had nothing to do till then.
    opened = state.course.opens or ""
    quiet, slow = _minutes(max(member.last, opened), now), _minutes(max(member.since, opened), now)
    # A debrief is read, and reading is no act.
    if quiet >= limits.quiet and stage != "debrief":
        return "quiet", quiet
    if slow >= limits.slow:
        return "slow", slow
    return None, 0


def _minutes(since: str, now: datetime) -> int:
    return int((now - datetime.fromisoformat(since)).total_seconds() // 60)
