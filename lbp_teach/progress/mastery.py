"""How much of a competency a learner masters, and how little that is known for sure: a Beta posterior. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lbp_teach.probability.distributions import beta_quantile
from lbp_teach.probability.forecasts import Band, brier, calibration, log_score
from lbp_teach.probability.intervals import Interval, proportion_interval
from lbp_teach.progress.evidence import Forecast, Marked
from lbp_teach.progress.model import Choices
from lbp_teach.progress.schedule import moment

_DAY = 86_400
#: Upper ends of the bands into which probabilities are put for the curve.
BANDS = (0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


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
    """How good the probabilities were.

    Attributes:
        n: how many there were.
        bands: what was said and how often it was so, in rising order.
        brier: mean Brier score, 0 best; None without any.
        log: mean log score, 0 best; None without any.
        enough: whether there are enough to show the curve.
    """

    n: int
    bands: tuple[Standing, ...]
    brier: float | None
    log: float | None
    enough: bool


def calibrated(forecasts: Sequence[Forecast], choices: Choices) -> Calibrated:
    """Return the calibration of a learner's probabilities."""
    n = len(forecasts)
    level = choices.interval.value
    exact = calibration([(one.probability, one.happened) for one in forecasts])
    merged = [band for band in (_merged(exact, top) for top in range(len(BANDS))) if band is not None]
    standing = tuple(Standing(b, proportion_interval(round(b.share * b.n), b.n, level=level)) for b in merged)
    return Calibrated(
        n=n,
        bands=standing,
        brier=sum(brier(f.probability, f.happened) for f in forecasts) / n if n else None,
        log=sum(log_score(f.probability, f.happened) for f in forecasts) / n if n else None,
        enough=n >= choices.least_forecasts.value,
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
    """How often decisions of one certainty were right.

    Attributes:
        level: the certainty, 1 to 3.
        n: how many decisions.
        right: how many of them were right.
        interval: interval of the share, None without any.
        enough: whether there are enough to show the share.
    """

    level: int
    n: int
    right: int
    interval: Interval | None
    enough: bool


def sureness(history: Iterable[Marked], choices: Choices) -> tuple[Sureness, ...]:
    """Return for each certainty how often the decisions were right."""
    given = [one for attempt in history for one in attempt.sure]
    found = []
    for level in (1, 2, 3):
        hits = [right for sure, right in given if sure == level]
        n, right = len(hits), sum(hits)
        interval = proportion_interval(right, n, level=choices.interval.value) if n else None
        found.append(Sureness(level, n, right, interval, n >= choices.least_sure.value))
    return tuple(found)
