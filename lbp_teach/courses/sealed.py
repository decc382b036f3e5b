"""Exams: on which pages they may be sat, in which window, and what is written down when something is refused.

A page is sealed when nobody can run code in its kernel: whoever can, can read every case and its key. Only the server
knows that of its kernels, so it says so, in an environment variable that is read here and nowhere else.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from lbp_teach.courses import words
from lbp_teach.courses.joining import WINDOW, Joined
from lbp_teach.courses.record import CourseState
from lbp_teach.play import Attempt
from lbp_teach.records import Event, Stale, Store
from lbp_teach.refusal import Refusal
from lbp_teach.text import Text

#: Set to `1` by `lbp-teach serve` for its kernels, which take messages of widgets and no code.
SETTING = "LBP_SEALED"
#: The act by which a learner goes on in this window instead of the one she began in.
TAKE_OVER = "take_over"
#: The event that is written when something in an exam is refused; no act in a case.
REFUSED = "refused"
#: How often a note is written anew when another window was first.
TRIES = 5

#: Why something was refused, as it stands in the record.
UNSEALED, EARLY, LATE, ELSEWHERE, PRACTICE = "unsealed", "early", "late", "elsewhere", "practice"


def is_sealed(env: Mapping[str, str] = os.environ) -> bool:
    """Return whether nobody can run code where this runs, as the server that started it says."""
    return env.get(SETTING) == "1"


def is_exam(state: CourseState) -> bool:
    """Return whether a course is an exam whose answers have not been released."""
    return state.course.mode == "exam" and state.released is None


def under_way(course: str, attempts: Mapping[str, Attempt]) -> Attempt | None:
    """Return the newest attempt of a course that is not finished; None where there is none."""
    return next((a for a in reversed([*attempts.values()]) if a.course == course and not a.finished), None)


class Turned(Refusal):
    """Something in an exam that is not possible now.

    Attributes:
        course: id of the exam.
        why: why, as it stands in the record.
    """

    def __init__(self, course: str, why: str, text: Text) -> None:
        """Keep what is written down and what the learner is told."""
        super().__init__(text)
        self.course, self.why = course, why


class Sitting:
    """One window, as exams see it: its name, and the learner's own record for what must be written down.

    Attributes:
        name: random; the browser keeps it for its tab, so that a page that was loaded again is known as the same.
        before: the name that this tab had before it was loaded again; empty where there is none.
    """

    def __init__(self, records: Store) -> None:
        """Begin, for nobody yet.

        Args:
            records: where events are kept.
        """
        self._records = records
        self._learner, self._seq = "", 0
        self.name, self.before = secrets.token_hex(8), ""

    def begin(self, learner: str) -> None:
        """Begin anew, for a learner; an empty id for nobody."""
        self._learner, self._seq = learner, 0

    def seen(self, seq: int) -> None:
        """Take note of the newest event that the window has read."""
        self._seq = max(self._seq, seq)

    # ---- what may be done ----

    def place(self, state: CourseState, me: Joined) -> str:
        """Return where a learner sits an exam: `here`, `elsewhere`, or `nowhere` yet."""
        return "nowhere" if not me.window else "here" if me.window == self.name else "elsewhere"

    def trouble(self, state: CourseState, me: Joined) -> Turned | None:
        """Return why nothing of an exam may be done in this window, whatever the time; None where it may.

        Args:
            state: the course; where it is no exam, or its answers are released, every window will do.
            me: the learner in it.
        """
        if not is_exam(state):
            return None
        if self.place(state, me) == "elsewhere" and is_sealed():
            return Turned(state.course.id, ELSEWHERE, words.ELSEWHERE)
        return self.sealed(state)

    def sealed(self, state: CourseState) -> Turned | None:
        """Return why an exam may not be sat on a page like this one; None where it may."""
        return None if is_sealed() else Turned(state.course.id, UNSEALED, words.UNSEALED)

    def claim(self, state: CourseState, me: Joined) -> Event | None:
        """Write down that an exam is sat in this window, at its first act; return the event where one was written.

        Raises:
            Stale: another window wrote something first; read again and decide anew.
            sqlite3.Error: nothing was written.
        """
        if not is_exam(state) or self.place(state, me) != "nowhere":
            return None
        return self._write(state.course.id, WINDOW, self.window(state.course.id, "first"))

    def back(self, state: CourseState, me: Joined) -> Event | None:
        """Go on in this window where its tab, before it was loaded again, was the one the exam is sat in.

        A tab that was copied knows the name, too. It goes on, and the one it was copied from is turned away.

        Raises:
            Stale: another window wrote something first.
            sqlite3.Error: nothing was written.
        """
        if not (is_exam(state) and is_sealed() and self.before and me.window == self.before != self.name):
            return None
        return self._write(state.course.id, WINDOW, self.window(state.course.id, "reload"))

    def window(self, course: str, how: str) -> dict[str, Any]:
        """Return the details of the event that says that an exam is sat in this window from now on.

        Args:
            course: id of the exam.
            how: `first` act, `reload` of the page, or `take_over`.
        """
        return {"course": course, "window": self.name, "how": how}

    def refused(self, turned: Turned, kind: str) -> None:
        """Write down what was refused. What cannot be written down is refused all the same."""
        if not self._learner:
            return
        body = {"course": turned.course, "act": kind[:40], "why": turned.why, "window": self.name}
        for _ in range(TRIES):
            try:
                self._write(turned.course, REFUSED, body)
                return
            except Stale:
                events = self._records.events(self._learner, self._seq)
                self._seq = events[-1].seq if events else self._seq
            except sqlite3.Error:
                return

    def _write(self, course: str, kind: str, body: dict[str, Any]) -> Event:
        name = f"{kind}-{secrets.token_hex(8)}"
        event = self._records.append(self._learner, name, course, kind, body, self._seq)
        self._seq = event.seq
        return event
