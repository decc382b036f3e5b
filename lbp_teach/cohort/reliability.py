"""How well a test would rank the same learners again: alpha, KR-20, and the error of a score."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lbp_teach.cohort.columns import Array
from lbp_teach.cohort.discrimination import LEVEL, variance
from lbp_teach.cohort.figure import ALL_ALIKE, FEW, ONE_ITEM, Figure, figure, refused, too_few
from lbp_teach.cohort.quantiles import f_quantile
from lbp_teach.cohort.scores import Scores
from lbp_teach.probability.intervals import Interval
from lbp_teach.text import Text, both

_BELOW_ZERO = both(
    da="Under nul: spørgsmålene trækker i hver sin retning, eller der er for få.",
    en="Below zero: the items pull in different directions, or there are too few.",
)
_NO_SEM = both(
    da="Alfa er under nul, så målefejlen kan ikke beregnes af den.",
    en="Alpha is below zero, so the error of measurement cannot be worked out from it.",
)
_SEM_NOTE = both(
    da="Intervallet følger af alfas interval; spredningen er holdt fast.",
    en="The interval follows from that of alpha; the spread is held fixed.",
)


@dataclass(frozen=True)
class Reliability:
    """How reliable a test is.

    Attributes:
        learners: how many had met every item that is used.
        left_out: how many had not.
        items: how many items are used.
        rare: how many were left out because fewer than half of the learners met them.
        constant: how many were left out because everybody got the same.
        most: points that the items used could give.
        alpha: coefficient alpha of the points.
        kr20: KR-20 of the same items as right (all points) or not.
        sem: standard error of measurement, in points of `most`.
        spread: standard deviation of the sum, in points.
    """

    learners: int
    left_out: int
    items: int
    rare: int
    constant: int
    most: float
    alpha: Figure
    kr20: Figure
    sem: Figure
    spread: Figure


def reliability(table: Scores, level: float = LEVEL) -> Reliability:
    """Return the reliability of the items that at least half of the learners met, among those who met all of them.

    An item of which everybody got the same says nothing about differences and is left out; it would only raise the
    number of items. Where an item could give different numbers of points, it is scaled to the most it could give.

    Args:
        table: the test; `by_case` makes each case one item, which is the fairer figure for several cases.
        level: of the intervals.
    """
    common = table.met.sum(axis=0) * 2 >= max(table.n, 1)
    rows = table.met[:, common].all(axis=1) if common.any() else np.zeros(table.n, bool)
    n = int(rows.sum())
    most_of = np.array([column.max() for column in table.of[rows][:, common].T]) if n else np.ones(int(common.sum()))
    share = table.points[rows][:, common]
    points = share * (most_of / table.of[rows][:, common])
    varies = np.array([bool(n) and column.min() != column.max() for column in points.T], bool)
    points, most_of = points[:, varies], most_of[varies]
    k, most = points.shape[1], float(most_of.sum())
    a = alpha(points, level)
    sums = points.sum(axis=1)
    kr = kr20((table.points == table.of)[rows][:, common][:, varies], level)
    spread = too_few(n, FEW) or figure(n, math.sqrt(variance(sums)))
    return Reliability(
        n, table.n - n, k, int((~common).sum()), int((~varies).sum()), most, a, kr, _sem(a, spread), spread
    )


def alpha(points: Array, level: float = LEVEL) -> Figure:
    """Return coefficient alpha, with Feldt's interval.

    Args:
        points: learners × items, nothing missing.
        level: of the interval.

    Source:
        Cronbach 1951, Psychometrika 16:297. Interval: Feldt, Woodruff and Salih 1987, Applied Psychological
        Measurement 11:93, from Feldt 1965: (1 - alpha) / (1 - estimate) follows F with n - 1 and (n - 1)(k - 1) degrees
        of freedom.
    """
    n, k = points.shape
    cannot = _cannot(n, k, points.sum(axis=1))
    if cannot:
        return cannot
    parts = math.fsum(variance(column) for column in points.T)
    return _with_interval(k / (k - 1) * (1 - parts / variance(points.sum(axis=1))), n, k, level)


def kr20(right: Array, level: float = LEVEL) -> Figure:
    """Return Kuder and Richardson's formula 20, with Feldt's interval.

    Items that everybody or nobody has right are left out, as for alpha.

    Args:
        right: learners × items, whether all points were given.
        level: of the interval.

    Source:
        Kuder and Richardson 1937, Psychometrika 2:151.
    """
    n = len(right)
    if n:
        right = right[:, right.any(axis=0) & ~right.all(axis=0)]
    k, sums = right.shape[1], right.sum(axis=1)
    cannot = _cannot(n, k, sums)
    if cannot:
        return cannot
    p = right.mean(axis=0)
    spread = variance(sums.astype(float)) * (n - 1) / n
    return _with_interval(k / (k - 1) * (1 - math.fsum(p * (1 - p)) / spread), n, k, level)


def _cannot(n: int, k: int, sums: Array) -> Figure | None:
    few = too_few(n, FEW)
    if few:
        return few
    if k == 0 or sums.min() == sums.max():
        return refused(n, ALL_ALIKE.format(n=n))
    return refused(n, ONE_ITEM) if k == 1 else None


def _with_interval(value: float, n: int, k: int, level: float) -> Figure:
    over, under = n - 1, (n - 1) * (k - 1)
    low, high = (1 - (1 - value) * f_quantile(p, over, under) for p in ((1 + level) / 2, (1 - level) / 2))
    note: Text | None = _BELOW_ZERO if value < 0 else None
    return figure(n, value, Interval(low, high, "feldt", level), note)


def _sem(a: Figure, spread: Figure) -> Figure:
    """Return the standard error of measurement, s · √(1 - alpha), with the ends that those of alpha give.

    Source:
        Crocker and Algina 1986, chapter 6; Harvill 1991, Educational Measurement: Issues and Practice 10:33.
    """
    if a.value is None or spread.value is None:
        return refused(a.n, a.refused or ALL_ALIKE.format(n=a.n))
    if a.value < 0:
        return refused(a.n, _NO_SEM)
    sd = spread.value
    ends = a.interval
    interval = ends and Interval(
        sd * math.sqrt(max(0.0, 1 - ends.high)), sd * math.sqrt(max(0.0, 1 - ends.low)), "feldt", ends.level
    )
    return figure(a.n, sd * math.sqrt(1 - a.value), interval, _SEM_NOTE)
