"""Whether a marked attempt is a result, and if not, why: the same answer for a grade and for every export."""

from __future__ import annotations

from typing import Literal

from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.scoring import Report
from lbp_teach.text import Lang, Text, both

Reason = Literal["empty", "unfinished", "undecided", "practice"]
#: Choices that are named; the rest is counted.
NAMED = 4
_UNFINISHED = both(
    da="Forsøget er ikke afsluttet; det nåede til {visit}.", en="The attempt is not finished; it got as far as {visit}."
)
_UNDECIDED = both(
    da="Valg, der skal træffes, står åbne: {what}.", en="Choices that must be made were left open: {what}."
)
_MORE = both(da="{n} til", en="{n} more")
_PRACTICE = both(
    da="Hele forsøget er øvelse, for svarene på denne patient var set før.",
    en="The whole attempt is practice, for the answers of this patient had been seen before.",
)
_PARTLY = both(
    da="Øvelse fra {visit}: det giver ingen point, for der blev bedt om svar undervejs.",
    en="Practice from {visit}: it gives no points, for answers were asked for on the way.",
)


def why_not(report: Report, *, practice: bool = False) -> Reason | None:
    """Return why an attempt does not count, or None where it does.

    An attempt of which a part is practice counts, with the points of the rest.

    Args:
        report: its marks.
        practice: whether an attempt that is practice as a whole is to count as well.
    """
    if report.reason:
        return "empty"
    if report.unfinished:
        return "unfinished"
    if report.undecided:
        return "undecided"
    return "practice" if report.practice and not practice else None


def told(reason: Reason, report: Report, attempt: Attempt, case: Case, book: Book) -> Text:
    """Return a reason as a sentence."""
    match reason:
        case "empty":
            assert report.reason is not None
            return report.reason
        case "unfinished":
            return _UNFINISHED.format(visit=_visit(len(attempt.visits) - 1, attempt, case))
        case "undecided":
            return Text(
                da=_UNDECIDED.da.format(what=_open(report, attempt, case, book, Lang.DA)),
                en=_UNDECIDED.en.format(what=_open(report, attempt, case, book, Lang.EN)),
            )
        case "practice":
            return _PRACTICE


def partly(report: Report, attempt: Attempt, case: Case) -> Text | None:
    """Return that a part of the attempt is practice, or None where it is not."""
    if not report.practice_items or attempt.practice_from is None:
        return None
    return _PARTLY.format(visit=_visit(attempt.practice_from, attempt, case))


def undecided_names(report: Report, attempt: Attempt) -> str:
    """Return the choices that were left open as `visit.decision`, with spaces."""
    return " ".join(f"{attempt.visits[index].visit}.{name}" for index, name in report.undecided)


def _visit(index: int, attempt: Attempt, case: Case) -> Text:
    label = case.visit(attempt.visits[index].visit).label
    return Text(da=f"»{label.da}«", en=f'"{label.en}"')


def _open(report: Report, attempt: Attempt, case: Case, book: Book, lang: Lang) -> str:
    names = [f"{book.decisions[name].axis(lang)} ({_visit(at, attempt, case)(lang)})" for at, name in report.undecided]
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED] + ([_MORE(lang).format(n=rest)] if rest > 0 else []))
