"""How good a learner's probabilities were, before and after she examined the patient. Pure.

She is asked: *when everything is known, which category does this patient belong to?* and spreads 100 per cent over the
categories of triage. What happened is what the guideline says on all facts of the patient; where it calls one category
best and accepts another, both happened, and the chance given to them is added up.

Only the estimate **after** the examination can give points. The one **before** never does: at that moment nobody can
know, an honest "I cannot tell yet" is the right answer, and a rule that made it cost something would teach learners to
pretend. Both estimates count for calibration, because there the question is only whether 70 per cent means 70 per cent.

The scores are proper as long as just one category can be right: nobody can expect to gain by saying something else than
she thinks. Points are rounded to whole ones, which is worth at most 1.12 of 12. Where two categories can both be right
they count as one, and then it can pay a little to shade towards them; `docs/probability-commitments.md` has an example.

Sources:
    Brier 1950 (the squared distance, over all categories as he wrote it), Good 1952 (the logarithm).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from lbp_teach.case import Case, visit_facts
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book, Outcome, Verdict, resolve
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.play import Attempt, Chances, VisitState
from lbp_teach.probability.forecasts import EDGE

#: The decision whose options are the categories.
ASKED = "triage"
When = Literal["before", "after"]
#: When an estimate can be given, in order.
WHEN: tuple[When, ...] = ("before", "after")


# ---- one estimate ----


def given_to(chances: Chances, happened: Collection[str]) -> int:
    """Return the chance that was given to what happened, in whole per cent."""
    return sum(chance for name, chance in chances.items() if name in happened)


def _squares(chances: Chances, happened: Collection[str]) -> int:
    """Return the Brier score in units of 0.0001, which whole per cent make exact."""
    missed = 100 - given_to(chances, happened)
    return missed * missed + sum(chance * chance for name, chance in chances.items() if name not in happened)


def brier(chances: Chances, happened: Collection[str]) -> float:
    """Return the squared distance between an estimate and what happened, summed over all categories.

    Args:
        chances: chance in whole per cent for each category, 100 in all.
        happened: the categories that count as having happened, taken together as one.

    Returns:
        0 best, 2 worst (all on one that did not happen); spread evenly over k categories of which one happened:
        (k - 1) / k.
    """
    return _squares(chances, happened) / 10_000


def log_score(chances: Chances, happened: Collection[str]) -> float:
    """Return -ln of the chance given to what happened, 0 best; 0 and 100 per cent count as 0.1 and 99.9.

    Args:
        chances: chance in whole per cent for each category.
        happened: the categories that count as having happened.
    """
    return -math.log(min(max(given_to(chances, happened) / 100, EDGE), 1 - EDGE))


def even_brier(k: int, happened: int = 1) -> float:
    """Return the Brier score of an even spread over k categories of which so many happened."""
    others = k - happened
    return (others / k) ** 2 + others / k**2


def even_log(k: int, happened: int = 1) -> float:
    """Return the log score of an even spread over k categories of which so many happened."""
    return -math.log(happened / k)


def forecast_points(chances: Chances, happened: Collection[str], of: int) -> int:
    """Return the points of an estimate: `of` × (1 - Brier × k / (k - 1)) for k categories, rounded towards zero.

    With three categories that is `of` × (1 - 1.5 × Brier). An even spread gives 0, certain and right gives `of`,
    certain and wrong costs twice that (of k categories (k + 1) / (k - 1) times). The factor depends on the number of
    categories only, never on what happened, or the score would no longer be proper. Rounded towards zero, so that an
    even spread (34, 33, 33) costs nothing.

    Args:
        chances: chance in whole per cent for each category, 100 in all; at least two categories.
        happened: the categories that count as having happened.
        of: the points that can be had, 0 or more.

    Returns:
        From -2 × `of` (with three categories) to `of`.
    """
    k = len(chances)
    whole = 10_000 * (k - 1)
    share = whole - k * _squares(chances, happened)
    points = of * abs(share) // whole
    return points if share > 0 else -points


# ---- an attempt ----


@dataclass(frozen=True)
class Forecast:
    """One estimate, held against what happened.

    Attributes:
        when: before or after the examination.
        chances: what was given to each category, whole per cent.
        given: what was given to what happened, whole per cent.
        brier: 0 to 2, 0 best: the sum over all categories.
        log: 0 to 6.91, 0 best.
        leading: the chance that was given to what was thought most likely, 0 to 1, and whether it was that. Of equal
            chances the first by name, whatever it was.
    """

    when: When
    chances: Chances
    given: int
    brier: float
    log: float
    leading: tuple[float, bool]


@dataclass(frozen=True)
class VisitForecasts:
    """The estimates of one visit.

    Attributes:
        visit: index of the visit, from 0.
        happened: the categories that count as having happened, best first.
        before: the estimate before the examination, None where none was given.
        after: the estimate after it, None where none was given.
    """

    visit: int
    happened: tuple[str, ...]
    before: Forecast | None = None
    after: Forecast | None = None

    @property
    def given(self) -> tuple[Forecast, ...]:
        """Return the estimates that were given, in order."""
        return tuple(one for one in (self.before, self.after) if one is not None)

    @property
    def moved(self) -> int | None:
        """Return how many percentage points were moved from one category to another; None without both estimates."""
        if self.before is None or self.after is None:
            return None
        after = self.after.chances
        return sum(max(0, chance - after.get(name, 0)) for name, chance in self.before.chances.items())

    @property
    def toward(self) -> int | None:
        """Return how many percentage points came to what happened; negative where they were taken from it."""
        if self.before is None or self.after is None:
            return None
        return self.after.given - self.before.given


def happened_by(verdict: Verdict) -> tuple[str, ...]:
    """Return the categories that count as having happened by what the guideline says of a patient, best first."""
    return (*verdict.best, *verdict.acceptable)


def category(facts: Facts, book: Book, edition: str = EDITION) -> Verdict:
    """Return what the guideline says of the category alone; the rest of an assessment would take ten times as long.

    Args:
        facts: what is true of the patient.
        book: the guideline.
        edition: edition of the guideline.
    """
    context = book.context(facts, edition)
    rules = (r for r in book.guideline.rules if ASKED in r.then and (not r.editions or edition in r.editions))
    return resolve(ASKED, tuple(Outcome(rule, evaluate(rule.when, context)) for rule in rules))


def of_visit(index: int, state: VisitState, verdict: Verdict) -> VisitForecasts:
    """Return the estimates of one visit, held against what the guideline says of the patient.

    Args:
        index: which visit, from 0.
        state: what was done at it.
        verdict: what the guideline says of the category on all facts.
    """
    return against(index, state.estimates, happened_by(verdict))


def against(index: int, estimates: Mapping[str, Chances], happened: tuple[str, ...]) -> VisitForecasts:
    """Return the estimates of one visit, held against what happened.

    Args:
        index: which visit, from 0.
        estimates: what was said, by `before` and `after`.
        happened: the categories that count as having happened, best first.
    """
    found = {when: _held(when, estimates[when], happened) for when in WHEN if when in estimates}
    return VisitForecasts(index, happened, found.get("before"), found.get("after"))


def _held(when: When, chances: Chances, happened: tuple[str, ...]) -> Forecast:
    first = max(sorted(chances), key=lambda name: chances[name])
    return Forecast(
        when,
        chances,
        given_to(chances, happened),
        brier(chances, happened),
        log_score(chances, happened),
        (chances[first] / 100, first in happened),
    )


def forecasts(attempt: Attempt, case: Case, book: Book) -> tuple[VisitForecasts, ...]:
    """Return the estimates of an attempt, visit by visit, also of visits where none was given.

    Args:
        attempt: what the learner did.
        case: the case that was played.
        book: the guideline.
    """
    return tuple(
        of_visit(index, state, category(visit_facts(case, state.visit, book), book, attempt.edition))
        for index, state in enumerate(attempt.visits)
    )
