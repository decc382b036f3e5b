"""What the live page costs: one look at a class of 30 and at one of 300, who all have joined and play at once."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.bench_measure import Measure, measure
from lbp_teach.courses import CourseState, Slot, create, patients
from lbp_teach.edition import EDITION
from lbp_teach.live.session import LiveSession
from lbp_teach.records import Records

SMALL, LARGE = 30, 300
#: Patients of the course; with 300 learners they make more than a thousand attempts.
PATIENTS = 4
#: How many of the class act between two looks.
ACTING = 0.1
LOOKS = 12
#: Questions before the first decision.
QUESTIONS = 20


class _Quick(Records):
    """A store that does not wait for the disk: what is measured is reading."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._db.execute("PRAGMA synchronous=OFF")


class _Learner:
    def __init__(self, store: Records, course: CourseState) -> None:
        self._store, self._course = store, course
        learner, _ = store.learner(None)
        self._id, self._seq, self._attempt = learner.id, 0, course.course.id
        self.write("join", course=course.course.id)

    def write(self, kind: str, **body: Any) -> None:
        """Store one act, as her screen would have."""
        self._seq = self._store.append(self._id, f"{kind}-{self._seq}", self._attempt, kind, body, self._seq).seq

    def play(self, place: int, decisions: list[tuple[str, str]]) -> None:
        """Open a patient, ask, and decide everything."""
        found = patients(self._course.course, self._id)[place]
        case = content.load_case(found.case)
        self._attempt = f"a{place}-{self._id}"
        body = {"case": case.id, "hash": content.case_hash(case.id), "edition": EDITION, "visit": case.visits[0].id}
        self.write("start", **body, feedback="full", course=self._course.course.id, place=found.name)
        for question in content.book().guideline.questions[:QUESTIONS]:
            self.write("ask", question=question.id, over=False, seconds=question.seconds)
        for decision, value in decisions:
            self.write("decide", decision=decision, value=value, confidence=None)


def _class_of(number: int, folder: Path) -> tuple[Records, CourseState, list[_Learner]]:
    store = _Quick(folder / f"class-{number}.sqlite3")
    cards = content.catalogue().cards[:PATIENTS]
    course = create(store, title="Bench", slots=tuple(Slot(cases=(card.id,), variant=False) for card in cards))
    asked = [one for one in content.book().decisions.values() if one.asked]
    learners = [_Learner(store, course) for _ in range(number)]
    for turn, one in enumerate(learners):
        for place in range(PATIENTS):
            one.play(place, [(d.id, d.options[(turn + place) % len(d.options)].value) for d in asked])
    return store, course, learners


def _looks(session: LiveSession, ask: dict[str, Any], acting: list[_Learner]) -> list[float]:
    """Return how long looks take, in milliseconds, if these learners act before each."""
    first = content.book().guideline.decisions[0]
    took: list[float] = []
    have: dict[str, str] = {}
    for turn in range(LOOKS + 1):
        for one in acting:
            one.write("decide", decision=first.id, value=first.options[turn % 2].value, confidence=None)
        began = time.perf_counter()
        answer = session.handle({"type": "tick", "n": turn, "lang": "en", "have": have, **ask})
        took.append(1000 * (time.perf_counter() - began))
        assert answer is not None
        assert answer["type"] == "now", answer
        have |= {name: part["digest"] for name, part in answer["parts"].items()}
    return took[1:]


def live(sizes: tuple[int, int] = (SMALL, LARGE)) -> Iterator[Measure]:
    """Yield what looks cost, for a small class and a large one, and the large beside the small."""
    medians: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            store, course, learners = _class_of(size, Path(folder))
            session = LiveSession(store)
            ask = {"course": course.course.id, "tab": "class"}
            began = time.perf_counter()
            session.handle({"type": "tick", "n": 0, "lang": "en", "hello": True, **ask})
            first = 1000 * (time.perf_counter() - began)
            what = f"live, {size} joined, {size * PATIENTS:,} attempts"
            yield measure(f"{what}: first look", "ms", [first], 5000)
            some = learners[: max(1, round(ACTING * size))]
            for name, mode, tab, acting, budget in (
                ("projector, nothing new", "projector", "class", [], 50),
                ("teacher, nothing new", "private", "class", [], 50),
                ("teacher, a tenth acted", "private", "class", some, 250),
                ("answers, a tenth acted", "private", "answers", some, 500),
            ):
                found = _looks(session, {**ask, "mode": mode, "tab": tab}, acting)
                medians.setdefault(name, []).append(statistics.median(found))
                yield measure(f"{what}: {name}", "ms", found, budget)
            store.close()
    for name, (small, large) in medians.items():
        yield measure(f"live, the large class beside the small: {name}", "x", [large / small])
