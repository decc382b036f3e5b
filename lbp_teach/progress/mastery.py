"""How much of a competency a learner masters, and how little that is known for sure: a Beta posterior. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lbp_teach.probability.distributions import beta_quantile
from lbp_teach.probability.forecasts import Band, calibration
from lbp_teach.probability.intervals import Interval, proportion_interval
from lbp_teach.progress.evidence import Marked
from lbp_teach.progress.model import Choices
from lbp_teach.progress.schedule import moment

_DAY = 86_400
#: Upper ends of the bands into which probabilities are put for the curve; what leads among three has a third at least.
BANDS = (0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True)
class Shown:
    """The points that one patient gave in one competency.

    Attributes:
        points: points given; below 0 counts as 0.
        of: points that could be had, above 0.
        days: days since then.
    """

    points: int
    of: int
    days: float


@dataclass(frozen=True)
class Mastery:
    """What is known of the share of points a learner would earn.

    Attributes:
        n: patients it rests on.
        a: first parameter of the Beta posterior.
        b: second parameter.
        middle: mean of the posterior, 0 to 1.
        low: lower end of the equal-tailed interval.
        high: upper end.
        enough: whether there are enough patients to show it.
    """

    n: int
    a: float
    b: float
    middle: float
    low: float
    high: float
    enough: bool


def mastery(shown: Sequence[Shown], choices: Choices) -> Mastery:
    """Return the posterior after what was shown.

    One patient is worth its points over `points_per_answer` answers, at most `answers_per_patient`, and half of that
    after each `half_life_days`. The earned share of them goes to `a`, the rest to `b`.

    Args:
        shown: one entry for each patient.
        choices: the toolkit's numbers.
    """
    a = b = choices.prior.value
    for one in shown:
        weight = min(one.of / choices.points_per_answer.value, choices.answers_per_patient.value)
        weight *= 0.5 ** (max(0.0, one.days) / choices.half_life_days.value)
        share = min(1.0, max(0.0, one.points / one.of))
        a, b = a + weight * share, b + weight * (1 - share)
    tail = (1 - choices.interval.value) / 2
    low, high = beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b)
    return Mastery(len(shown), a, b, a / (a + b), low, high, len(shown) >= choices.least_patients.value)


def shown_in(competency: str, history: Iterable[Marked], now: datetime) -> list[Shown]:
    """Return what each patient that counts showed of a competency."""
    return [Shown(*one.points[competency], days=days_since(one.at, now)) for one in history if competency in one.points]


def days_since(at: str, now: datetime) -> float:
    """Return the days from a recorded time until now; 0 where the time is not known or still to come."""
    return max(0.0, (now - moment(at)).total_seconds() / _DAY) if at else 0.0


# ---- calibration ----


@dataclass(frozen=True)
class Standing:
    """A band of the curve with its interval."""

    band: Band
    interval: Interval


@dataclass(frozen=True)
class Calibrated:
    """How good the estimates were.

    Attributes:
        n: how many there were.
        patients: of how many patients.
        bands: what was given to what was thought most likely and how often it was that, in rising order.
        brier: mean Brier score over the estimates, each 0 (best) to 2 as in the debrief; None without any.
        log: mean log score over the estimates, 0 best; None without any.
        enough: whether there are enough of both to show the curve.
    """

    n: int
    patients: int
    bands: tuple[Standing, ...]
    brier: float | None
    log: float | None
    enough: bool


def calibrated(history: Iterable[Marked], choices: Choices) -> Calibrated:
    """Return the calibration of a learner's estimates.

    The three numbers of an estimate add up to 100, so an estimate is one piece of evidence: the chance given to what
    was thought most likely. Estimates of one patient still hang together, so a number of patients is asked for as well,
    and the intervals, which take all estimates as independent, are narrower than they should be.

    Args:
        history: the attempts that were marked.
        choices: the toolkit's numbers.
    """
    kept = [one for one in history if one.forecasts]
    given = [forecast for one in kept for forecast in one.forecasts]
    n, patients, level = len(given), len({one.case for one in kept}), choices.interval.value
    exact = calibration([one.leading for one in given])
    merged = [band for band in (_merged(exact, top) for top in range(len(BANDS))) if band is not None]
    return Calibrated(
        n=n,
        patients=patients,
        bands=tuple(Standing(b, proportion_interval(round(b.share * b.n), b.n, level=level)) for b in merged),
        brier=sum(one.brier for one in given) / n if n else None,
        log=sum(one.log for one in given) / n if n else None,
        enough=n >= choices.least_forecasts.value and patients >= choices.least_forecast_patients.value,
    )


def _merged(exact: Sequence[Band], number: int) -> Band | None:
    """Return the guesses that fall into one band as one, or None where there are none."""
    floor = BANDS[number - 1] if number else -1.0
    inside = [band for band in exact if floor < band.said <= BANDS[number]]
    n = sum(band.n for band in inside)
    if not n:
        return None
    return Band(sum(b.said * b.n for b in inside) / n, sum(b.share * b.n for b in inside) / n, n)


@dataclass(frozen=True)
class Sureness:
    """How often single choices of one certainty could be defended.

    Attributes:
        level: the certainty, 1 to 3.
        n: how many choices.
        right: how many of them could be defended.
        interval: interval of the share, None without any.
        enough: whether there are enough to show the share.
    """

    level: int
    n: int
    right: int
    interval: Interval | None
    enough: bool


def sureness(history: Iterable[Marked], choices: Choices) -> tuple[Sureness, ...]:
    """Return for each certainty how often single choices could be defended; the rows of a table share one press."""
    given = [one for attempt in history for one in attempt.sure if one.single]
    found = []
    for level in (1, 2, 3):
        hits = [one.right for one in given if one.level == level]
        n, right = len(hits), sum(hits)
        interval = proportion_interval(right, n, level=choices.interval.value) if n else None
        found.append(Sureness(level, n, right, interval, n >= choices.least_sure.value))
    return tuple(found)
