"""A simulated learner at the player: each act goes the way of a browser's act, but no screen is drawn.

The checks, the refusals, the events and the chain are those of `Session`. What is left out, because nobody else writes:
reading the record again before each act, asking whether the case was changed meanwhile, making the patient of a visit
anew for each manoeuvre, and the view that would be sent to a browser.
"""

from __future__ import annotations

import random
from typing import Any

from lbp_teach import case_tools, content
from lbp_teach.cohort.simulated import KIND
from lbp_teach.cohort.simulated.person import Person
from lbp_teach.cohort.simulated.skill import Pace
from lbp_teach.cohort.simulated.store import SimulatedRecords
from lbp_teach.cohort.simulated.visits import Visits
from lbp_teach.home import latest_attempts
from lbp_teach.play import Attempt
from lbp_teach.records import Body, Learner
from lbp_teach.session import Session


class Enough(Exception):
    """The learner has left in the middle of a case."""


class Desk(Session):
    """The player as one simulated learner uses it."""

    def __init__(
        self, records: SimulatedRecords, person: Person, pace: Pace, visits: Visits, feedback: str = "full"
    ) -> None:
        """Sit down.

        Args:
            records: where events are kept; the learner is there already.
            person: who plays.
            pace: how long acts take.
            visits: the visits of cases as far as they are worked out.
            feedback: how much is told after a case, one of `lbp_teach.play.FEEDBACK`.
        """
        super().__init__(records)
        self.learner = Learner(person.id, person.name)
        self._feedback = feedback
        self.clock, self._visits = records.clock, visits
        self._pace, self._slowness = pace, person.slowness
        self._rng: random.Random = person.stream("pace")
        self._mark = f"sim-{person.seed}-{person.number}"
        self.patience: int | None = None

    def introduce(self, body: Body) -> None:
        """Record as the first event that the learner is simulated, and with what she was made."""
        assert self.learner is not None
        self._seq = self.records.append(self.learner.id, f"{self._mark}-{KIND}", "", KIND, body, 0).seq

    def open(self, case: str, *, again: bool = False, another: bool = False) -> Attempt:
        """Start a case and return the attempt."""
        self.patience = None
        self.do("start", case=case, again=again, another=another)
        return self.attempt

    def do(self, kind: str, **args: Any) -> None:
        """Do one thing, after the time that it takes.

        Raises:
            Enough: the learner's patience is at its end; nothing was done.
            Refusal: the player does not allow it; a fault of the model.
        """
        if self.patience is not None:
            if self.patience <= 0:
                raise Enough
            self.patience -= 1
        median = getattr(self._pace, kind, self._pace.other)
        self.clock.wait(median * self._slowness * self._rng.lognormvariate(0, self._pace.spread))
        action = f"{self._mark}-{self._seq}"
        self._record(action, kind, {"id": action, "kind": kind, **args})

    @property
    def attempt(self) -> Attempt:
        """Return the attempt that is under way, as it is now."""
        return self._current()[self._case or ""]

    def _current(self) -> dict[str, Attempt]:
        return latest_attempts(self._attempts)

    def _decide(self, action: str, kind: str, message: Body) -> tuple[str, str, Body | None]:
        if kind not in case_tools.EXAM_ACTS:
            return super()._decide(action, kind, message)
        attempt = self.attempt
        visit = self._visits.at(attempt.case, attempt.now.visit)
        found = case_tools.check(attempt, kind, message, visit.case, content.book(), visit.exam)
        recorded, body = found or (kind, None)
        return attempt.id, recorded, body
