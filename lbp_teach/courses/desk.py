"""The courses of one learner in one window: what was joined, what may be done now, and what may be told.

The desk reads the record of each joined course anew before every act, so that what a teacher decides holds at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lbp_teach import content
from lbp_teach.courses import words
from lbp_teach.courses.assigning import Place, place_of
from lbp_teach.courses.joining import Joined, joined
from lbp_teach.courses.record import CourseState, all_courses, by_code, state_of
from lbp_teach.courses.window import Window, window
from lbp_teach.play import Attempt
from lbp_teach.records import Event, Store
from lbp_teach.refusal import Refusal
from lbp_teach.variants import base_of

_LOOKING_BACK = frozenset({"more", "reflect"})
#: Acts that are answered with what the guideline says of the patient.
_TELLING = frozenset({"lock", "next", "more"})


class Desk:
    """What a window knows of its learner's courses.

    Attributes:
        mine: the courses that were joined, by id.
        states: those of them that are still there, by id.
    """

    def __init__(self, records: Store) -> None:
        """Begin with nothing joined.

        Args:
            records: where the courses' records are.
        """
        self._records = records
        self.mine: dict[str, Joined] = {}
        self.states: dict[str, CourseState] = {}

    def forget(self) -> None:
        """Begin anew, for another learner."""
        self.mine, self.states = {}, {}

    def take(self, events: Iterable[Event]) -> None:
        """Take in new events of the learner, and what has changed in the courses."""
        self.mine = joined(events, self.mine)
        self.refresh()

    def refresh(self) -> None:
        """Take in what has changed in the courses."""
        for name in self.mine:
            state = state_of(self._records, name, self.states.get(name))
            if state is not None:
                self.states[name] = state

    # ---- what may be done ----

    def join(self, code: object) -> CourseState:
        """Return the course of a typed code.

        Raises:
            Refusal: no course has it.
        """
        found = by_code(self._records, code)
        if found is None:
            raise Refusal(words.NO_CODE)
        return found

    def place(self, learner: str, message: Mapping[str, Any]) -> Place:
        """Return the place that a message asks to open.

        Args:
            learner: id of the learner.
            message: names `course` and `place`; nothing in it is trusted.

        Raises:
            Refusal: she has no such place.
        """
        state = self.states.get(str(message.get("course")))
        place = place_of(state.course, learner, message.get("place")) if state else None
        if place is None or content.current_hash(place.case) is None:
            raise Refusal(words.NO_PLACE)
        return place

    def check(self, attempt: Attempt, attempts: Mapping[str, Attempt], kind: str) -> None:
        """Return if an act in an attempt is taken now.

        Args:
            attempt: the attempt.
            attempts: all attempts of the learner.
            kind: kind of the act. To look back, and to ask for more, is free when the patient has gone home.

        Raises:
            Refusal: it is not taken; the text says why.
        """
        state = self.states.get(attempt.course)
        if state is not None and not (attempt.finished and kind in _LOOKING_BACK):
            self.check_open(state, attempts)
        elif not attempt.course and kind in _TELLING:
            self.check_practice(attempt.case)

    def check_open(self, state: CourseState, attempts: Mapping[str, Attempt]) -> None:
        """Return if a course takes anything of this learner now.

        Raises:
            Refusal: it does not; the text says why.
        """
        found = self.window(state, attempts)
        if found.status == "soon":
            raise Refusal(words.SOON.format(at=words.local(state.course.opens or "")))
        if not found.takes:
            raise Refusal(words.OVER_EXAM if state.course.mode == "exam" else words.OVER)

    def check_practice(self, case: str, now: datetime | None = None) -> None:
        """Return if a case may be practised now: one that is used in a running exam may not.

        Args:
            case: id of the case or variant.
            now: the server's time.

        Raises:
            Refusal: it is used in an exam whose answers have not been released.
        """
        # By joining nothing and practising, a candidate could otherwise read the answers in a second window.
        moment = now or datetime.now(UTC)
        for state in all_courses(self._records):
            if _secret(state, moment) and base_of(case) in {
                base_of(one) for s in state.course.slots for one in s.cases
            }:
                raise Refusal(words.IN_EXAM)

    def window(self, state: CourseState, attempts: Mapping[str, Attempt], now: datetime | None = None) -> Window:
        """Return how a course stands for the learner now."""
        mine = [one.started for one in attempts.values() if one.course == state.course.id]
        me = self.mine[state.course.id]
        return window(state, me, min(mine, default=None), now or datetime.now(UTC))

    # ---- what may be told ----

    def feedback(self, state: CourseState) -> str:
        """Return how much an attempt that begins now will tell at its end."""
        return "none" if state.course.mode == "exam" and state.released is None else state.course.feedback

    def released(self, attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
        """Return the attempts with what their exams have released since."""
        if not self.states:
            return dict(attempts)
        return {name: self._released(one) for name, one in attempts.items()}

    def _released(self, attempt: Attempt) -> Attempt:
        state = self.states.get(attempt.course)
        if state is None or state.course.mode != "exam":
            return attempt
        return replace(attempt, feedback=self.feedback(state))


def _secret(state: CourseState, now: datetime) -> bool:
    course = state.course
    begun = course.opens is None or datetime.fromisoformat(course.opens) <= now
    return course.mode == "exam" and begun and state.released is None
