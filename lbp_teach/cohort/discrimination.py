"""How an item tells the able from the others: correlation with the rest, and upper against lower group."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lbp_teach.cohort.columns import Array
from lbp_teach.cohort.figure import (
    ALL_ALIKE,
    FEW,
    FEWEST,
    ONE_ITEM,
    REST_ALIKE,
    Figure,
    figure,
    refused,
    too_few,
)
from lbp_teach.cohort.quantiles import t_quantile
from lbp_teach.cohort.scores import Scores, in_order
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval, proportion_interval
from lbp_teach.text import both

#: Share of the learners in the upper group, and in the lower one (Kelley 1939).
GROUP = 0.27
#: How often learners are drawn anew for the interval of an index, and by which seed.
DRAWS, SEED = 500, 20260901
LEVEL = 0.95
_CHUNK = 50
_SIZES = both(da="Øvre gruppe {upper}, nedre gruppe {lower}.", en="Upper group {upper}, lower group {lower}.")
_TIES = both(
    da="For mange har samme samlede resultat til at danne to grupper.",
    en="Too many have the same total to form two groups.",
)
_CERTAIN = both(
    da="Sammenhængen er fuldstændig, så der er intet interval.", en="The relation is complete, so there is no interval."
)
_NO_SPREAD = both(
    da="Alle fik det samme, så intervallet er ukendt.", en="All got the same, so the interval is unknown."
)


def facility(table: Scores, item: int, level: float = LEVEL) -> Figure:
    """Return the mean share of an item's points among those who met it (classical difficulty, p).

    With right and wrong only, the interval is Wilson's; with parts of points it is that of a mean by Student's t, never
    above 1, and never below 0 where nobody lost points.

    Args:
        table: the test.
        item: which column.
        level: of the interval.

    Source:
        Crocker and Algina 1986, chapter 14; Wilson 1927 for the interval of a share.
    """
    values = table.share[table.met[:, item], item]
    n = len(values)
    few = too_few(n, FEWEST)
    if few:
        return few
    mean = math.fsum(values) / n
    if set(values.tolist()) <= {0.0, 1.0}:
        return figure(n, mean, proportion_interval(int(values.sum()), n, level=level))
    if values.min() == values.max():
        return figure(n, mean, note=_NO_SPREAD)
    half = t_quantile(level, n - 1) * math.sqrt(variance(values) / n)
    low = mean - half if values.min() < 0 else max(0.0, mean - half)
    return figure(n, mean, Interval(low, min(1.0, mean + half), "t", level))


def variance(values: Array) -> float:
    """Return the variance of at least two numbers, with n - 1."""
    mean = math.fsum(values) / len(values)
    return math.fsum((values - mean) ** 2) / (len(values) - 1)


def correlation(x: Array, y: Array) -> float:
    """Return Pearson's correlation of two series that both vary, within -1 and 1."""
    dx, dy = x - math.fsum(x) / len(x), y - math.fsum(y) / len(y)
    r = math.fsum(dx * dy) / math.sqrt(math.fsum(dx * dx) * math.fsum(dy * dy))
    return min(1.0, max(-1.0, r))


def item_rest(table: Scores, item: int, level: float = LEVEL) -> Figure:
    """Return the corrected item–total correlation: of an item's share with the share of the points on all others.

    For an item with right and wrong only this is the point-biserial correlation. The item is not part of what it is
    correlated with, or it would correlate with itself. The interval is by Fisher's z.

    Args:
        table: the test.
        item: which column.
        level: of the interval.

    Source:
        Henrysson 1963, Psychometrika 28:211 (correction); Fisher 1921 (interval).
    """
    rows = table.met[:, item]
    if len(table.items) < 2:
        return refused(int(rows.sum()), ONE_ITEM)
    rows = rows & ~np.isnan(table.rest[:, item])
    x, y = table.share[rows, item], table.rest[rows, item]
    n = len(x)
    few = too_few(n, FEW)
    if few:
        return few
    if x.min() == x.max():
        return refused(n, ALL_ALIKE.format(n=n))
    if y.min() == y.max():
        return refused(n, REST_ALIKE.format(n=n))
    r = correlation(x, y)
    if 1 - abs(r) < 1e-12:
        return figure(n, r, note=_CERTAIN)
    middle, half = math.atanh(r), normal_quantile(level) / math.sqrt(n - 3)
    return figure(n, r, Interval(math.tanh(middle - half), math.tanh(middle + half), "fisher_z", level))


# ---- upper against lower group ----


@dataclass(frozen=True)
class Groups:
    """Who is in the upper and in the lower group; those who tie with the last one of a group are in it.

    Attributes:
        upper: for each learner, whether she is in the upper group.
        lower: the same for the lower one.
        apart: whether nobody is in both.
    """

    upper: Array
    lower: Array
    apart: bool


def groups(totals: Array, share: float = GROUP) -> Groups:
    """Return the learners with the highest and with the lowest totals.

    Args:
        totals: by learner; at least one.
        share: the share of learners in each group, above 0 and at most a half.
    """
    size, ordered = group_size(len(totals), share), np.sort(totals)
    high, low = ordered[-size], ordered[size - 1]
    return Groups(totals >= high, totals <= low, bool(low < high))


def group_size(n: int, share: float = GROUP) -> int:
    """Return how many a group has without ties: the share, to the nearest whole number, a half upwards."""
    return max(1, math.floor(share * n + 0.5))


def upper_lower(table: Scores, level: float = LEVEL, draws: int = DRAWS) -> list[Figure]:
    """Return the index of discrimination of every item: facility in the upper group minus that in the lower group.

    The groups are the 27 per cent with the highest and with the lowest total, the item included, as the index is
    usually defined; ties at the border are let in. The interval is the percentile interval of a bootstrap of learners.

    Args:
        table: the test.
        level: of the interval.
        draws: how often the learners are drawn.

    Returns:
        A figure for each item, from -1 to 1 (beyond where points are taken); its n is those in both groups who met it.

    Source:
        Kelley 1939, Journal of Educational Psychology 30:17; Efron and Tibshirani 1993, chapter 13.
    """
    few = too_few(table.n, FEW)
    if few:
        return [few] * len(table.items)
    if table.total.min() == table.total.max():
        return [refused(table.n, ALL_ALIKE.format(n=table.n))] * len(table.items)
    split = groups(table.total)
    if not split.apart:
        return [refused(table.n, _TIES)] * len(table.items)
    filled, met = np.nan_to_num(table.share), table.met
    sizes = [(int(met[split.upper, i].sum()), int(met[split.lower, i].sum())) for i in range(len(table.items))]
    again = list(_drawn(table, draws))
    drawn = np.concatenate(again) if again else np.empty((0, len(table.items)))
    found = []
    for i, (upper, lower) in enumerate(sizes):
        fewest = too_few(min(upper, lower), FEWEST)
        if fewest:
            found.append(fewest)
            continue
        d = math.fsum(filled[split.upper, i]) / upper - math.fsum(filled[split.lower, i]) / lower
        values = drawn[:, i][~np.isnan(drawn[:, i])]
        # An interval of what the few draws gave that allow the index would be one of another kind of class.
        interval = percentiles(values, level, "bootstrap") if len(values) >= 0.95 * draws else None
        found.append(figure(upper + lower, d, interval, _SIZES.format(upper=upper, lower=lower)))
    return found


def percentiles(values: Array, level: float, method: str) -> Interval:
    """Return the middle part of some values as an interval."""
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), method, level)


def counts_of_draws(n: int, draws: int, seed: int = SEED) -> Iterator[Array]:
    """Yield how often each of n is drawn when n are drawn with replacement, some draws at a time."""
    random = np.random.Generator(np.random.PCG64(seed))
    for start in range(0, draws, _CHUNK):
        rows = min(_CHUNK, draws - start)
        picked = random.integers(0, n, (rows, n)) + n * np.arange(rows)[:, None]
        yield np.bincount(picked.ravel(), minlength=rows * n).reshape(rows, n).astype(float)


def _drawn(table: Scores, draws: int) -> Iterator[Array]:
    table = in_order(table)
    order = np.argsort(table.total, kind="stable")
    share, met = np.nan_to_num(table.share)[order], table.met[order].astype(float)
    _, start = np.unique(table.total[order], return_index=True)
    tie = np.repeat(np.arange(len(start)), np.diff([*start, table.n]))
    size = group_size(table.n)
    for counts in counts_of_draws(table.n, draws):
        below = np.cumsum(np.add.reduceat(counts, start, axis=1), axis=1)
        low = (below >= size).argmax(axis=1)
        high = (below > table.n - size).argmax(axis=1)
        # A group is a small part of the class: only the rows that are in it in some draw are multiplied.
        last, first = int(start[low.max()] + (tie == low.max()).sum()), int(start[high.min()])
        lower = counts[:, :last] * (tie[:last] <= low[:, None])
        upper = counts[:, first:] * (tie[first:] >= high[:, None])
        with np.errstate(invalid="ignore", divide="ignore"):
            d = (upper @ share[first:]) / (upper @ met[first:]) - (lower @ share[:last]) / (lower @ met[:last])
        d[low >= high] = np.nan
        yield np.where(np.isfinite(d), d, np.nan)
