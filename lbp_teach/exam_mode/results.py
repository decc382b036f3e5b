"""What an exam is worth to each candidate: her patients, their points, and one mark of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lbp_teach.courses.assigning import patients
from lbp_teach.courses.joining import Joined, joined
from lbp_teach.courses.mark import course_mark
from lbp_teach.courses.record import CourseState
from lbp_teach.exam_mode.as_of import AsOf
from lbp_teach.exports.columns import Cell, Column, Row, Table
from lbp_teach.exports.reading import Marked, marked, unmarked_of
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Learner, Store
from lbp_teach.result import why_not
from lbp_teach.text import both


def _column(name: str, kind: str, da: str, en: str, *, empty: bool = True, unit: str = "") -> Column:
    return Column(name, kind, both(da=da, en=en), unit, empty)  # type: ignore[arg-type]


_WHO = (
    _column("learner", "text", "Pseudonymets id", "Id of the pseudonym", empty=False),
    _column("pseudonym", "text", "Pseudonymets navn", "Name of the pseudonym", empty=False),
)
PLACES = Table(
    "patients",
    both(da="En patient i en prøve", en="One patient of an exam"),
    (
        *_WHO,
        _column("place", "text", "Pladsen i prøven", "Place in the exam", empty=False),
        _column("case", "text", "Casens id", "Id of the case", empty=False),
        _column("weight", "float", "Hvad patienten tæller", "What the patient counts for", empty=False),
        _column(
            "state", "text", "finished, unfinished eller not_begun", "finished, unfinished or not_begun", empty=False
        ),
        _column("started", "time", "Begyndt", "Started"),
        _column("finished", "time", "Afsluttet", "Finished"),
        _column("points", "int", "Point, som det stod til sidst", "Points, as it stood in the end"),
        _column("of", "int", "Point, der kunne fås", "Points that could be had"),
        _column("percent", "float", "Resultat", "Score", unit="%", empty=False),
        _column("critical", "int", "Antal kritiske fejl", "Number of critical errors"),
        _column("remark", "text", "Hvorfor det ikke er bedømt eller ikke tæller", "Why it is not marked or no count"),
    ),
)
CANDIDATES = Table(
    "candidates",
    both(da="En kandidats samlede resultat", en="A candidate's result"),
    (
        *_WHO,
        _column("patients", "int", "Antal patienter", "Number of patients", empty=False),
        _column("finished", "int", "Antal afsluttede", "Number finished", empty=False),
        _column(
            "percent",
            "float",
            "Vægtet resultat; det, der ikke blev nået, er 0",
            "Weighted score; not reached is 0",
            unit="%",
            empty=False,
        ),
        _column("critical", "int", "Antal kritiske fejl", "Number of critical errors", empty=False),
        _column("extra", "int", "Ekstra tid", "Extra time", unit="%", empty=False),
    ),
)


@dataclass(frozen=True)
class Result:
    """A candidate's results.

    Attributes:
        learner: who.
        me: the candidate in the course.
        rows: one for each patient, as in `PLACES`.
        whole: one for all of them, as in `CANDIDATES`.
    """

    learner: Learner
    me: Joined
    rows: tuple[Row, ...]
    whole: Row


def results(store: Store | AsOf, state: CourseState, book: Book) -> Iterator[Result]:
    """Yield the results of every candidate who joined, one at a time.

    An attempt that is not finished when the time is over is marked as it stands, with the visit that was due next as
    not done; a patient that was not opened gives nothing.

    Args:
        store: where the records are; or the records as they stood at one moment.
        state: the exam.
        book: the guideline.
    """
    store = store if isinstance(store, AsOf) else AsOf(store)
    for learner in store.joined(state.course.id):
        me = joined(store.stream(learner.id)).get(state.course.id)
        if me is not None:
            yield _result(store, state, learner, me, book)


def _result(store: AsOf, state: CourseState, learner: Learner, me: Joined, book: Book) -> Result:
    tried = {
        one.attempt.place: marked(one, book, broken=broken, time_up=True)
        for one, broken in unmarked_of(learner, store)
        if one.attempt.course == state.course.id
    }
    rows: list[Row] = []
    parts: list[tuple[float, float | None]] = []
    for place in patients(state.course, learner.id):
        one = tried.get(place.name)
        parts.append((place.weight, one.report.score if one and one.report else None))
        who = {"learner": learner.id, "pseudonym": learner.name}
        rows.append({**who, "place": place.name, "case": place.case, "weight": place.weight, **_marks(one)})
    whole: dict[str, Cell] = {
        "learner": learner.id,
        "pseudonym": learner.name,
        "patients": len(rows),
        "finished": sum(row["state"] == "finished" for row in rows),
        "percent": round(100 * (course_mark(parts, over=True) or 0.0), 2),
        "critical": sum(int(row["critical"] or 0) for row in rows),
        "extra": me.extra,
    }
    return Result(learner, me, tuple(rows), whole)


def _marks(one: Marked | None) -> Row:
    report = one.report if one else None
    remark = one and (one.not_marked or (report and why_not(report)))
    return {
        "state": "not_begun" if one is None else "finished" if one.attempt.finished else "unfinished",
        "started": one.attempt.started if one else None,
        "finished": one.finished if one else None,
        "points": report.points if report else None,
        "of": report.of if report else None,
        "percent": round(100 * report.score, 2) if report else 0.0,
        "critical": len(report.critical_groups) if report else None,
        "remark": remark or None,
    }
