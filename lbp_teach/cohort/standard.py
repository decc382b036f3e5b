"""Where to set the pass mark: Angoff's method, and borderline regression; and how many would pass by each.

A pass mark is a judgement. These methods make it visible whose judgement it is and how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lbp_teach.cohort.columns import Array
from lbp_teach.cohort.discrimination import LEVEL, counts_of_draws, percentiles, variance
from lbp_teach.cohort.figure import FEW, FEWEST, Figure, figure, refused, too_few
from lbp_teach.cohort.quantiles import t_quantile
from lbp_teach.probability.intervals import Interval, proportion_interval
from lbp_teach.text import Text, both

#: Fewer judges than this give no standard.
JUDGES = 3
#: With fewer judges than this the standard comes with a warning.
JUDGES_WANTED = 5
DRAWS, SEED = 2000, 20260902
_FEW_JUDGES = both(da="{n} bedømmere er få. Find mindst {wanted}.", en="{n} judges are few. Find at least {wanted}.")
_NO_ITEMS = both(da="Ingen spørgsmål er vurderet.", en="No items have been judged.")
_UNEVEN = both(
    da="Ikke alle bedømmere har vurderet alle spørgsmål. Kun de fælles {k} af {all} er brugt.",
    en="Not all judges judged all items. Only the {k} of {all} that all judged are used.",
)
_RATINGS_ALIKE = both(
    da="Alle {n} fik samme helhedsindtryk. Så er der ingen linje at trække.",
    en="All {n} got the same global rating. So there is no line to draw.",
)
_RATINGS_OUT = both(
    da="Ingen fik et helhedsindtryk på {border} eller derunder eller ingen fik et derover. Linjen måtte forlænges ud "
    "over det, nogen har set.",
    en="Nobody was rated at {border} or below, or nobody at {border} or above. The line would have to be drawn beyond "
    "what anybody has seen.",
)
_TURNED = both(
    da="Linjen falder: jo bedre helhedsindtryk, jo færre point. Se vurderingerne efter, før grænsen bruges.",
    en="The line falls: the better the rating, the fewer points. Check the ratings before you use the mark.",
)
_OUTSIDE = both(
    da="Grænsen falder uden for 0 til 100 %. Se vurderingerne efter.",
    en="The mark falls outside 0 to 100%. Check the ratings.",
)
_NO_INTERVAL = both(
    da="For få forskellige helhedsindtryk til et interval.", en="Too few different ratings for an interval."
)


@dataclass(frozen=True)
class Standard:
    """A pass mark.

    Attributes:
        method: `angoff` or `borderline_regression`.
        cut: the mark as a share of the points, 0 to 1; its n is that of judges, or of learners rated.
        error: its standard error, as a share; None where there is no mark.
        items: how many items were judged; 0 for borderline regression, which judges whole performances.
        judges: by judge, the mark that she alone would set; empty for borderline regression.
        slope: share of the points for one step of the global rating; None for Angoff.
        explained: share of the variance of the points that the ratings explain (R²); None for Angoff.
    """

    method: str
    cut: Figure
    error: float | None = None
    items: int = 0
    judges: Mapping[str, float] | None = None
    slope: float | None = None
    explained: float | None = None


def angoff(
    judgements: Mapping[str, Mapping[str, float]], of: Mapping[str, float] | None = None, level: float = LEVEL
) -> Standard:
    """Return the pass mark of judges who say, item by item, how many of 100 borderline candidates would have it.

    Each judge's mark is the sum of what she expects over the sum of what can be had; the standard is their mean, its
    error their standard deviation over the root of their number, its interval by Student's t. Items that a judge left
    out are left out for all, so that all judges set the mark of the same test.

    Args:
        judgements: by judge and item, the chance that a borderline candidate has it, 0 to 1. For an item with parts of
            points: the share of its points that she would get.
        of: by item, the points it can give; None where all weigh the same.
        level: of the interval.

    Raises:
        ValueError: a chance is not from 0 to 1, or an item has no points.

    Source:
        Angoff 1971, in Thorndike (ed.), Educational Measurement, p. 514; Norcini 2003, Medical Education 37:464.
    """
    named = list(dict.fromkeys(item for one in judgements.values() for item in one))
    shared = sorted(item for item in named if all(item in one for one in judgements.values()))
    weights = {item: 1.0 if of is None else float(of[item]) for item in shared}
    if any(not 0 <= chance <= 1 for one in judgements.values() for chance in one.values()):
        raise ValueError("a judgement is a chance from 0 to 1")
    if any(not weight > 0 for weight in weights.values()):
        raise ValueError("an item that is judged must give points")
    n = len(judgements)
    few = too_few(n, JUDGES)
    if few or not shared:
        return Standard("angoff", few or refused(n, _NO_ITEMS), items=len(shared))
    whole = math.fsum(weights.values())
    marks = {
        judge: math.fsum(one[item] * weights[item] for item in shared) / whole for judge, one in judgements.items()
    }
    values = np.array(list(marks.values()))
    mean, error = math.fsum(values) / n, math.sqrt(variance(values) / n)
    half = t_quantile(level, n - 1) * error
    notes = [_FEW_JUDGES.format(n=n, wanted=JUDGES_WANTED)] if n < JUDGES_WANTED else []
    if len(shared) < len(named):
        notes.append(_UNEVEN.format(k=len(shared), all=len(named)))
    cut = figure(n, mean, Interval(max(0.0, mean - half), min(1.0, mean + half), "t", level), _together(notes))
    return Standard("angoff", cut, error, len(shared), marks)


def borderline_regression(
    scores: Sequence[float],
    ratings: Sequence[float],
    border: float,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Standard:
    """Return the pass mark at which a line of scores on global ratings meets the rating "borderline".

    Error and interval are those of a bootstrap of learners (pairs of score and rating; percentiles). Drawn classes in
    which all ratings are the same have no line and are left out; where that is more than one in twenty, there is no
    interval.

    Args:
        scores: by learner, the share of the points, 0 to 1.
        ratings: by learner, the examiner's global rating, such as 1 fail, 2 borderline, 3 pass, 4 good, 5 excellent.
        border: the rating that stands for borderline.
        level: of the interval.
        draws: how often the class is drawn.
        seed: of the draws.

    Raises:
        ValueError: not one rating for each score, or a number that is not finite.

    Source:
        Kramer, Muijtjens, Jansen, Düsman, Tan and van der Vleuten 2003, Medical Education 37:132; Wood, Humphrey-Murto
        and Norman 2006, Advances in Health Sciences Education 11:115. Bootstrap: Efron and Tibshirani 1993.
    """
    x, y = np.asarray(ratings, float), np.asarray(scores, float)
    if len(x) != len(y):
        raise ValueError("there must be one rating for each score")
    if not (np.isfinite(x).all() and np.isfinite(y).all() and math.isfinite(border)):
        raise ValueError("scores and ratings must be numbers")
    n = len(x)
    why = _no_line(x, border)
    if why:
        return Standard("borderline_regression", why)
    # In an order that follows from the numbers alone, so that the draws do not depend on who stands first.
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    mx, my = math.fsum(x) / n, math.fsum(y) / n
    sxx, sxy = math.fsum((x - mx) ** 2), math.fsum((x - mx) * (y - my))
    slope = sxy / sxx
    cut = my + slope * (border - mx)
    syy = math.fsum((y - my) ** 2)
    drawn = np.concatenate([_cuts(counts, x - mx, y, border - mx) for counts in counts_of_draws(n, draws, seed)])
    drawn = drawn[np.isfinite(drawn)]
    notes = [_TURNED] if slope < 0 else []
    if not 0 <= cut <= 1:
        notes.append(_OUTSIDE)
    enough = len(drawn) >= 0.95 * draws
    if not enough:
        notes.append(_NO_INTERVAL)
    interval = percentiles(drawn, level, "bootstrap") if enough else None
    found = figure(n, cut, interval, _together(notes))
    error = math.sqrt(variance(drawn)) if enough else None
    explained = sxy * sxy / (sxx * syy) if syy > 0 else None
    return Standard("borderline_regression", found, error, slope=slope, explained=explained)


def _no_line(ratings: Array, border: float) -> Figure | None:
    n = len(ratings)
    few = too_few(n, FEW)
    if few:
        return few
    if ratings.min() == ratings.max():
        return refused(n, _RATINGS_ALIKE.format(n=n))
    if not ratings.min() <= border <= ratings.max():
        return refused(n, _RATINGS_OUT.format(border=f"{border:g}"))
    return None


def _cuts(counts: Array, x: Array, y: Array, border: float) -> Array:
    n = counts.sum(axis=1)
    mx, my = counts @ x / n, counts @ y / n
    sxx, sxy = counts @ (x * x) - n * mx * mx, counts @ (x * y) - n * mx * my
    # Numbers that are the same differ in the last digit after this sum: what is left of one rating is no spread.
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Array = np.where(sxx > 1e-9 * float(x @ x), my + sxy / sxx * (border - mx), np.nan)
    return found


def _together(notes: Sequence[Text]) -> Text | None:
    if not notes:
        return None
    return Text(da=" ".join(one.da for one in notes), en=" ".join(one.en for one in notes))


@dataclass(frozen=True)
class PassRate:
    """How many would pass by a mark.

    Attributes:
        rate: the share that would, with Wilson's interval.
        at_low: the same at the lower end of the mark's interval, None where there is none.
        at_high: the same at its upper end.
    """

    rate: Figure
    at_low: Figure | None
    at_high: Figure | None


def pass_rate(scores: Sequence[float], cut: Figure, level: float = LEVEL) -> PassRate:
    """Return the share of learners at or above a pass mark, and what it would be at the ends of the mark's interval.

    Args:
        scores: by learner, the share of the points.
        cut: the mark, as `angoff` or `borderline_regression` gives it.
        level: of the intervals.
    """
    if cut.value is None:
        return PassRate(refused(len(scores), cut.refused or _NO_ITEMS), None, None)
    ends = cut.interval
    return PassRate(
        _passing(scores, cut.value, level),
        _passing(scores, ends.low, level) if ends else None,
        _passing(scores, ends.high, level) if ends else None,
    )


def _passing(scores: Sequence[float], mark: float, level: float) -> Figure:
    n = len(scores)
    few = too_few(n, FEWEST)
    if few:
        return few
    # A mark that is a mean of judgements may miss a score by the last digit.
    x = sum(score >= mark - 1e-12 for score in scores)
    return figure(n, x / n, proportion_interval(x, n, level=level))
