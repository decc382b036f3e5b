"""What is known of one attempt of a class besides its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lbp_teach.exports.reading import Marked
from lbp_teach.result import why_not


@dataclass(slots=True)
class Played:
    """One attempt.

    Attributes:
        learner: id of the pseudonym.
        pseudonym: name of the pseudonym.
        attempt: id of the attempt.
        case: id of the case or variant.
        base: id of the case it is a variant of, or its own.
        number: which attempt of the learner at the case or a variant of it, from 1.
        events: how many events it has; with the hashes it says whether its marks still hold.
        case_hash: hash of the case as it was played.
        today: hash of the case as it was when the attempt was marked; empty where there was no such case.
        edition: edition of the guideline.
        started: when, ISO 8601 in UTC.
        finished: when; empty where it is not.
        seconds: time used with the patient.
        points: points after cap and floor; 0 without marks.
        of: points that could be had; 0 without marks.
        passed: whether it was passed.
        critical: how many critical errors the debrief tells.
        practice: whether all of it is practice.
        counts: whether it counts: marked, finished, every choice made, no practice.
        not_marked: why it is not marked; empty where it is.
        course: id of the course it was made in; empty for the learner's own practice.
        habits: which habits of thought showed (`habits_seen.habits_word`).
        about: what the patient was about, for reading the attempts after it (`habits_seen.about_word`).
        start: first row of its marks.
        stop: the row after its last.
    """

    learner: str
    pseudonym: str
    attempt: str
    case: str
    base: str
    number: int
    events: int
    case_hash: str
    today: str
    edition: str
    started: str
    finished: str
    seconds: int
    points: int
    of: int
    passed: bool
    critical: int
    practice: bool
    counts: bool
    not_marked: str
    course: str = ""
    habits: str = ""
    about: str = ""
    start: int = 0
    stop: int = 0

    def row(self) -> list[Any]:
        """Return its values in order, to be kept in a file."""
        return [getattr(self, name) for name in self.__slots__]

    @property
    def length(self) -> int:
        """Return how many marks it has."""
        return self.stop - self.start


def played(one: Marked, base: str, today: str) -> Played:
    """Return what is kept of a marked attempt.

    Args:
        one: the attempt with its marks, or the reason why it has none.
        base: the case it counts under.
        today: hash of the case as it is now, empty where there is none.
    """
    report, attempt = one.report, one.attempt
    return Played(
        learner=one.learner.id,
        pseudonym=one.learner.name,
        attempt=attempt.id,
        case=attempt.case,
        base=base,
        number=one.number,
        events=one.events,
        case_hash=attempt.case_hash,
        today=today,
        edition=attempt.edition,
        started=attempt.started,
        finished=one.finished or "",
        seconds=sum(visit.seconds for visit in attempt.visits),
        points=report.points if report else 0,
        of=report.of if report else 0,
        passed=bool(report and report.passed),
        critical=len(report.critical_groups) if report else 0,
        practice=attempt.practice_from == 0,
        counts=report is not None and why_not(report) is None,
        not_marked=one.not_marked or "",
        course=attempt.course,
    )


def renumber(attempts: list[Played]) -> None:
    """Say of each attempt where its rows are now that they stand in order."""
    row = 0
    for one in attempts:
        one.start, one.stop = row, row + one.length
        row = one.stop


def orders(rows: list[Played]) -> tuple[list[int], list[int]]:
    """Return of each attempt that counts which of its learner's it is by time, from the first and from the last."""
    first, last = [0] * len(rows), [0] * len(rows)
    by_learner: dict[str, list[int]] = {}
    for place, one in enumerate(rows):
        if one.counts:
            by_learner.setdefault(one.learner, []).append(place)
    for places in by_learner.values():
        places.sort(key=lambda place: rows[place].started)
        for index, place in enumerate(places):
            first[place], last[place] = index + 1, len(places) - index
    return first, last
