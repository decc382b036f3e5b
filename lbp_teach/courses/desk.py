"""The courses of one learner in one window: what was joined, what may be done now, and what may be told.

The desk reads the record of each joined course anew before every act, so that what a teacher decides holds at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lbp_teach import content
from lbp_teach.courses import words
from lbp_teach.courses.assigning import Place, place_of
from lbp_teach.courses.holding import secret_cases, secret_in
from lbp_teach.courses.joining import JOIN, WINDOW, Joined, joined
from lbp_teach.courses.record import CourseState, all_courses, by_code
from lbp_teach.courses.sealed import EARLY, LATE, PRACTICE, TAKE_OVER, Sitting, Turned, is_exam
from lbp_teach.courses.window import Window, window
from lbp_teach.play import Attempt
from lbp_teach.records import Event, Store
from lbp_teach.refusal import Refusal

_LOOKING_BACK = frozenset({"more", "reflect"})
#: Acts that are answered with what the guideline says of the patient.
_TELLING = frozenset({"lock", "next", "more"})


class Desk:
    """What a window knows of its learner's courses.

    Attributes:
        mine: the courses that were joined, by id.
        states: those of them that are still there, by id.
        sitting: this window, as exams see it.
    """

    def __init__(self, records: Store) -> None:
        """Begin with nothing joined.

        Args:
            records: where the courses' records are.
        """
        self._records = records
        self.mine: dict[str, Joined] = {}
        self.states: dict[str, CourseState] = {}
        self.sitting = Sitting(records)

    def begin(self, learner: str = "", before: object = None) -> None:
        """Begin anew, for another learner.

        Args:
            learner: her id; empty for nobody.
            before: what the browser says that its tab was called before it was loaded again; not trusted.
        """
        self.mine, self.states = {}, {}
        self.sitting.begin(learner)
        self.sitting.before = before if isinstance(before, str) else ""

    def take(self, events: Sequence[Event]) -> None:
        """Take in new events of the learner, and what has changed in the courses."""
        self.mine = joined(events, self.mine)
        if events:
            self.sitting.seen(events[-1].seq)
        if any(event.kind == JOIN for event in events):
            self.refresh()

    def refresh(self) -> None:
        """Take in what has changed in the courses."""
        if self.mine:
            found = {state.course.id: state for state in all_courses(self._records)}
            self.states = {name: found[name] for name in self.mine if name in found}

    def now(self) -> datetime:
        """Return the server's time."""
        return datetime.now(UTC)

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

    def _named(self, message: Mapping[str, Any]) -> CourseState | None:
        """Return the course of hers that a message names, None where it names none."""
        course = message.get("course")
        return self.states.get(course) if isinstance(course, str) else None

    def place(self, learner: str, message: Mapping[str, Any]) -> Place:
        """Return the place that a message asks to open.

        Args:
            learner: id of the learner.
            message: names `course` and `place`; nothing in it is trusted.

        Raises:
            Refusal: she has no such place.
        """
        state = self._named(message)
        place = place_of(state.course, learner, message.get("place")) if state else None
        if place is None or content.current_hash(place.case) is None:
            raise Refusal(words.NO_PLACE)
        if state is not None and not is_exam(state):
            self.check_practice(place.case)
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
            self.check_open(state, attempts, kind)
        if kind in _TELLING:
            self.check_told(attempt, kind)

    def check_told(self, attempt: Attempt, kind: str) -> None:
        """Return if an attempt may tell what the guideline says of its patient: not while she is in a running exam.

        Args:
            attempt: the attempt; one that belongs to an exam tells nothing by itself before the release.
            kind: kind of the act.

        Raises:
            Refusal: the case is used in an exam whose answers have not been released; it is written down.
        """
        state = self.states.get(attempt.course)
        if state is None or not is_exam(state):
            self.check_practice(attempt.case, kind)

    def check_open(
        self, state: CourseState, attempts: Mapping[str, Attempt], kind: str = "start", *, new: bool = False
    ) -> None:
        """Return if a course takes anything of this learner now, and in this window.

        Args:
            state: the course.
            attempts: all attempts of the learner.
            kind: kind of the act; the first of an exam is written down with the window it was done in.
            new: whether it opens another patient; in the grace after the end only what is open goes on.

        Raises:
            Refusal: it does not; the text says why. In an exam it is written down.
            Stale: another window wrote something first; read again and decide anew.
        """
        me = self.mine[state.course.id]
        turned = self._shut(state, attempts, new=new) or self.sitting.trouble(state, me)
        if turned is not None:
            if state.course.mode == "exam":
                self.sitting.refused(turned, kind)
            raise turned
        self._noted(self.sitting.claim(state, me))

    def _shut(self, state: CourseState, attempts: Mapping[str, Attempt], *, new: bool = False) -> Turned | None:
        """Return why a course takes nothing at this time, or no patient who is new; None where it does."""
        found = self.window(state, attempts)
        course = state.course
        if found.status == "soon":
            return Turned(course.id, EARLY, words.SOON.format(at=words.local(course.opens or "")))
        if not found.takes or (new and found.status != "open"):
            return Turned(course.id, LATE, words.OVER_EXAM if course.mode == "exam" else words.OVER)
        return None

    def check_practice(self, case: str, kind: str = "start", now: datetime | None = None) -> None:
        """Return if a case may be practised now: one that is used in a running exam may not.

        Args:
            case: id of the case or variant.
            kind: kind of the act.
            now: the server's time.

        Raises:
            Refusal: it is used in an exam whose answers have not been released; it is written down.
        """
        # By joining nothing and practising, a candidate could otherwise read the answers in a second window.
        exam = secret_in(self._records, case, now or self.now())
        if exam is not None:
            turned = Turned(exam, PRACTICE, words.IN_EXAM)
            self.sitting.refused(turned, kind)
            raise turned

    def is_dead(self, attempt: Attempt, attempts: Mapping[str, Attempt]) -> bool:
        """Return whether an attempt of a course was left unfinished when the course's time was over."""
        state = self.states.get(attempt.course)
        if state is None or attempt.finished:
            return False
        found = self.window(state, attempts)
        return found.status == "over" and not found.takes

    def living(self, attempts: Mapping[str, Attempt]) -> dict[str, Attempt]:
        """Return the attempts without those that nothing more can be done in."""
        if not self.states:
            return dict(attempts)
        return {name: one for name, one in attempts.items() if not self.is_dead(one, attempts)}

    def held(self) -> frozenset[str]:
        """Return the cases, as written, that nobody may practise now because they are in a running exam."""
        return secret_cases(self._records, self.now())

    # ---- in which window ----

    def take_over(self, message: Mapping[str, Any], attempts: Mapping[str, Attempt]) -> dict[str, Any] | None:
        """Return the details of the event by which a learner goes on in this window; None where she is in it.

        Args:
            message: names the `course`; nothing in it is trusted.
            attempts: all attempts of the learner.

        Raises:
            Refusal: she sits no such exam, or it takes nothing any more.
        """
        state = self._named(message)
        if state is None or not is_exam(state):
            raise Refusal(words.NO_PLACE)
        me = self.mine[state.course.id]
        turned = self._shut(state, attempts)
        if turned is None and self.sitting.place(state, me) != "elsewhere":
            return None
        turned = turned or self.sitting.sealed(state)
        if turned is not None:
            self.sitting.refused(turned, TAKE_OVER)
            raise turned
        return self.sitting.window(state.course.id, TAKE_OVER)

    def come_back(self, attempts: Mapping[str, Attempt]) -> None:
        """Go on with the exams that this tab was the window of before its page was loaded again.

        Raises:
            Stale: another window wrote something first.
        """
        for name, state in self.states.items():
            if self._shut(state, attempts) is None:
                self._noted(self.sitting.back(state, self.mine[name]))

    def _noted(self, event: Event | None) -> None:
        if event is not None and event.kind == WINDOW:
            self.mine = joined([event], self.mine)

    def turned(self, state: CourseState, attempts: Mapping[str, Attempt]) -> Turned | None:
        """Return why a running exam is not shown in this window; None where it is, and where nothing is taken."""
        if self._shut(state, attempts) is not None:
            return None
        return self.sitting.trouble(state, self.mine[state.course.id])

    def check_shown(self, attempt: Attempt, attempts: Mapping[str, Attempt]) -> None:
        """Return if an attempt may be looked at in this window.

        Raises:
            Refusal: it belongs to an exam that may not be sat here; the text says why.
        """
        if not self.shows(attempt, attempts):
            raise self.turned(self.states[attempt.course], attempts) or Refusal(words.NO_PLACE)

    def shows(self, attempt: Attempt, attempts: Mapping[str, Attempt]) -> bool:
        """Return whether an attempt may be looked at in this window."""
        state = self.states.get(attempt.course)
        return state is None or attempt.finished or self.turned(state, attempts) is None

    def window(self, state: CourseState, attempts: Mapping[str, Attempt], now: datetime | None = None) -> Window:
        """Return how a course stands for the learner now."""
        mine = [one.started for one in attempts.values() if one.course == state.course.id]
        me = self.mine[state.course.id]
        return window(state, me, min(mine, default=None), now or self.now())

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
