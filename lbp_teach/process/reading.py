"""Reading the way through a case: coverage, order, time, and habits of thought. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import Facts
from lbp_teach.play import Attempt
from lbp_teach.process.coverage import covered
from lbp_teach.process.habits import DETECTORS, Visit
from lbp_teach.process.model import Covered, Earlier, Found, Process
from lbp_teach.process.order import ordered
from lbp_teach.process.spent import spent
from lbp_teach.process.trail import Trail, trails
from lbp_teach.relevance import never_needless
from lbp_teach.scoring import Item, Report


def read_process(case: Case, attempt: Attempt, report: Report, book: Book, earlier: Sequence[Earlier] = ()) -> Process:
    """Return how somebody went through a case. None of it enters the points.

    Args:
        case: the case that was played.
        attempt: what was done. Where its steps were not recorded, order and habits are not judged.
        report: its marks.
        book: the guideline.
        earlier: what the learner's earlier patients were about, newest last; see `about`.
    """
    read = _read(case, attempt, report, book)
    ways, truth, coverage = read.ways, read.truth, read.coverage
    return Process(
        coverage,
        tuple(ordered(way, attempt.edition, book) for way in ways),
        tuple(
            spent(
                state,
                case.visit(state.visit).minutes * 60,
                coverage[index],
                book,
                never_needless(assess(book, truth[index], attempt.edition), book),
            )
            for index, state in enumerate(attempt.visits)
        ),
        _habits(read, case, attempt, book, earlier),
        all(way.recorded for way in ways),
    )


def read_habits(
    case: Case, attempt: Attempt, report: Report, book: Book, earlier: Sequence[Earlier] = ()
) -> tuple[tuple[Found, ...], tuple[bool, ...]]:
    """Return the habits of `read_process` alone, and for each visit whether its steps are known; for whole classes.

    Args:
        case: the case that was played.
        attempt: what was done.
        report: its marks.
        book: the guideline.
        earlier: what the learner's earlier patients were about, newest last.
    """
    read = _read(case, attempt, report, book)
    return _habits(read, case, attempt, book, earlier), tuple(way.recorded for way in read.ways)


@dataclass(frozen=True)
class _Read:
    """What order, time and habits are read from: by visit the steps, what is true, and what was covered."""

    items: tuple[Item, ...]
    ways: Sequence[Trail]
    truth: Sequence[Facts]
    coverage: tuple[Covered, ...]


def _read(case: Case, attempt: Attempt, report: Report, book: Book) -> _Read:
    items = _items(report)
    truth = [visit_facts(case, state.visit, book) for state in attempt.visits]
    coverage = tuple(covered(index, items, facts, book) for index, facts in enumerate(truth))
    return _Read(items, trails(case, attempt, book), truth, coverage)


def _habits(read: _Read, case: Case, attempt: Attempt, book: Book, earlier: Sequence[Earlier]) -> tuple[Found, ...]:
    found: list[Found] = []
    for index, way in enumerate(read.ways):
        if not way.recorded or not way.state.choices:
            # Without decisions only the estimate can be read, and without steps nothing.
            names: tuple[str, ...] = ("base_rate",) if way.recorded else ()
        else:
            names = tuple(habit.id for habit in book.guideline.way.habits)
        decisions = [item for item in read.items if item.visit == index and item.category == "decision"]
        visit = Visit(
            read.ways,
            index,
            case,
            attempt.edition,
            book,
            read.coverage[index],
            {item.subject: item for item in decisions},
            {item.subject: item.best for item in decisions},
            earlier,
        )
        found += [one for one in (DETECTORS[name](visit) for name in names) if one is not None]
    return tuple(found)


def about(case: Case, report: Report) -> Earlier:
    """Return what a patient was about, for reading the attempts that come after."""
    items = _items(report)

    def best(decision: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for item in items if item.subject == decision for v in item.best))

    return Earlier(case.id, case.persona.name, best("triage"), best("suspected"))


def _items(report: Report) -> tuple[Item, ...]:
    """Return all marks, also those of visits that became practice: the way is the same."""
    return (*report.items, *report.practice_items)
