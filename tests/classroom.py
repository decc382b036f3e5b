"""A class whose learners write into a store what their screens would have written, and a window that watches it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.courses import CourseState, Slot, create, patients
from lbp_teach.live.session import LiveSession
from lbp_teach.records import Event, Records

Plain = dict[str, Any]
CASE, OTHER = "kaj-roenholt", "rikke-thorsen"


class Counted(Records):
    """A store that knows which learners were read, and from where on; between two events passes a second."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.reads: list[tuple[str, int]] = []
        self._clock = datetime.now(UTC) - timedelta(minutes=5)

    def _time(self) -> str:
        self._clock += timedelta(seconds=1)
        return self._clock.isoformat(timespec="milliseconds")

    def events(self, learner: str, after: int = 0) -> list[Event]:
        self.reads.append((learner, after))
        return super().events(learner, after)


def a_course(store: Records, *cases: str, variant: bool = False, **more: Any) -> CourseState:
    slots = tuple(Slot(cases=(case,), variant=variant) for case in cases or (CASE, OTHER))
    return create(store, title="Hold 4", slots=slots, **more)


class Player:
    """A learner who writes into the store what her screen would have written."""

    def __init__(self, store: Records, course: CourseState | None) -> None:
        self.store, self.course = store, course
        learner, _ = store.learner(None)
        self.id, self.name, self.seq, self.attempt = learner.id, learner.name, 0, ""
        if course:
            self.write("join", course.course.id, course=course.course.id)

    def write(self, kind: str, attempt: str = "", **body: Any) -> None:
        action = f"{kind}-{self.seq}"
        self.seq = self.store.append(self.id, action, attempt or self.attempt, kind, body, self.seq).seq

    def start(self, number: int = 0) -> None:
        assert self.course is not None
        place = patients(self.course.course, self.id)[number]
        self.attempt = f"a-{self.id}-{self.seq}"
        visit = content.load_case(place.case).visits[0].id
        body = {"case": place.case, "hash": content.case_hash(place.case), "edition": "DSAM2026", "visit": visit}
        self.write("start", **body, feedback="full", course=self.course.course.id, place=place.name)

    def decide(self, **choices: str) -> None:
        for name, value in choices.items():
            self.write("decide", decision=name, value=value, confidence=None)


def page(session: LiveSession, **ask: Any) -> Plain:
    answer = session.handle({"type": "tick", "n": 1, "lang": "en", **ask})
    assert answer is not None
    assert answer["type"] == "now", answer
    return answer


def words(answer: Plain) -> str:
    return " ".join(text_of(["div", {}, part["nodes"]]) for part in answer["parts"].values())


class Window:
    """A window of the page in a process of its own, which keeps what its browser keeps."""

    def __init__(self, store: Records, mode: str, *, follow: bool = True) -> None:
        self.session = LiveSession(store)
        self.ask: Plain = {"tab": "review", "mode": mode, "follow": follow, "seen": 0, "at": ""}

    def tick(self, kind: str = "tick", **ask: Any) -> Plain:
        self.ask |= ask
        answer = page(self.session, **self.ask, type=kind)
        step: Plain = answer["parts"]["review"]
        self.ask |= {"at": step["at"], "seen": answer["stepped"]}
        return step
