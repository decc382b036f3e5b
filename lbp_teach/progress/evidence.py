"""What one finished attempt says: points per competency, which rules were known, and how sure the learner was. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lbp_teach.certainty import Answer, answers_of
from lbp_teach.forecast import Forecast, against
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.progress.model import Progress
from lbp_teach.scoring import Item, Report
from lbp_teach.variants import base_of

#: How a rule was recalled; the words are those of the scheduler.
Recall = Literal["again", "hard", "good"]
#: From marks to recall. A row may be left open, so leaving it open is no failure to know.
RECALL: Mapping[str, Recall] = {
    "right": "good",
    "partly": "hard",
    "too_much": "hard",
    "missing": "again",
    "wrong": "again",
    "critical": "again",
}
_ORDER: tuple[Recall, ...] = ("again", "hard", "good")


@dataclass(frozen=True)
class Review:
    """How one rule was recalled at one patient.

    Attributes:
        rule: id of the rule.
        recall: how; the worst of all marks that the rule decided.
        critical: whether one of them was a critical error.
        competencies: those of the marks that were worst.
    """

    rule: str
    recall: Recall
    critical: bool
    competencies: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """What is kept of a finished attempt.

    Attributes:
        attempt: its id.
        case: id of the case; of a variant, that of the case it is a variant of.
        at: when it was finished, ISO 8601 in UTC.
        percent: the score in whole per cent.
        share: the same as a fraction.
        critical: number of decisions that were critical errors, where they count.
        errors: number of critical errors as the debrief tells them: by visit, rule and harm.
        practice: whether it was practice from the beginning.
        told: whether the learner may know how it went; the rest is empty where not.
        points: by competency, points given and points that could be had where they count.
        reviews: how each rule was recalled.
        forecasts: the estimates that were given, where they count.
        sure: the decisions that were given a certainty, where they count.
    """

    attempt: str
    case: str
    at: str
    percent: int = 0
    share: float = 0.0
    critical: int = 0
    errors: int = 0
    practice: bool = False
    told: bool = True
    points: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    sure: tuple[Answer, ...] = ()


def marked(report: Report, attempt: Attempt, content: Progress, book: Book) -> Marked:
    """Return what a finished attempt says.

    Args:
        report: its marks.
        attempt: what was done.
        content: the competencies.
        book: the guideline.
    """
    practice = attempt.practice_from == 0
    if not told(attempt):
        return Marked(attempt.id, base_of(attempt.case), ended(attempt), practice=practice, told=False)
    counting = [item for item in report.items if counts(attempt, item.visit)]
    return Marked(
        attempt=attempt.id,
        case=base_of(attempt.case),
        at=ended(attempt),
        percent=report.percent,
        share=report.score,
        critical=sum(item.mark == "critical" for item in report.items),
        errors=len(report.critical_groups),
        practice=practice,
        points=_points(counting, content, book),
        reviews=reviews(report, content, book),
        forecasts=_forecasts(counting, attempt),
        sure=answers_of(counting),
    )


def told(attempt: Attempt) -> bool:
    """Return whether the learner may know how the attempt went: not after an exam."""
    return attempt.feedback != "none" or attempt.more


def counts(attempt: Attempt, visit: int) -> bool:
    """Return whether what was done at a visit counts: not after feedback on the same patient."""
    return attempt.practice_from is None or visit < attempt.practice_from


def ended(attempt: Attempt) -> str:
    """Return when the last thing was done at the last visit; where that is not known, when the attempt began."""
    steps = [step.at for step in attempt.now.log if step.at]
    return steps[-1] if steps else attempt.started


def _points(items: list[Item], content: Progress, book: Book) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for item in items:
        # Nobody has to give a probability; where none was given, nothing is known.
        if item.category == "probability" and item.mark == "missing":
            continue
        for name in competencies_of(item, content, book):
            points, of = found.get(name, (0, 0))
            found[name] = (points + item.points, of + item.of)
    return {name: both for name, both in found.items() if both[1] > 0}


def competencies_of(item: Item, content: Progress, book: Book) -> tuple[str, ...]:
    """Return the competencies that a mark counts for."""
    decision = book.decisions.get(item.subject) if item.category == "decision" else None
    return content.of_item(item.category, item.subject, decision.card if decision else None)


# ---- rules ----


def rules_of(item: Item) -> tuple[str, ...]:
    """Return the rules whose knowledge a mark tests: those that make the best answer, or ask for what was looked at.

    The same rules whatever was chosen, so that knowing and missing are about the same thing. A rule that only forbids
    is not among them: whoever chose what it forbids has missed the rule that says what is right.
    """
    if item.category != "decision":
        asks = [o.rule for o in item.outcomes[:1] if o.rule.ask or o.rule.examine]
        return tuple(rule.id for rule in asks)
    best = set(item.best)
    return tuple(o.rule.id for o in item.outcomes if item.subject in o.rule.then and _makes(o.rule.then, item, best))


def _makes(then: Mapping[str, object], item: Item, best: set[str]) -> bool:
    return bool(best & set(getattr(then[item.subject], "best", ())))


def recall_of(item: Item, book: Book) -> Recall:
    """Return how the rules behind a mark were recalled."""
    decision = book.decisions.get(item.subject) if item.category == "decision" else None
    if decision is not None and decision.row and item.mark == "missing":
        return "hard"
    return RECALL[item.mark]


def reviews(report: Report, content: Progress, book: Book) -> tuple[Review, ...]:
    """Return one review for each rule that an attempt tested; of several marks the worst counts."""
    found: dict[str, list[tuple[Recall, bool, tuple[str, ...]]]] = {}
    for item in report.items:
        if item.of <= 0:
            continue
        one = (recall_of(item, book), item.mark == "critical", competencies_of(item, content, book))
        for rule in rules_of(item):
            found.setdefault(rule, []).append(one)
    return tuple(_worst(rule, marks) for rule, marks in found.items())


def _worst(rule: str, marks: list[tuple[Recall, bool, tuple[str, ...]]]) -> Review:
    recall = min((one[0] for one in marks), key=_ORDER.index)
    names = dict.fromkeys(name for one in marks if one[0] == recall for name in one[2])
    return Review(rule, recall, any(one[1] for one in marks), tuple(names))


def trained(report: Report) -> dict[str, int]:
    """Return the points that each rule can give in an attempt, whatever was done in it."""
    found: dict[str, int] = {}
    for item in report.items:
        for rule in rules_of(item) if item.of > 0 else ():
            found[rule] = found.get(rule, 0) + item.of
    return found


# ---- probabilities ----


def _forecasts(items: Iterable[Item], attempt: Attempt) -> tuple[Forecast, ...]:
    """Return the estimates before and after the examination, held against what the points hold them against."""
    return tuple(
        one
        for item in items
        if item.subject == "estimate"
        for one in against(item.visit, attempt.visits[item.visit].estimates, item.best).given
    )
