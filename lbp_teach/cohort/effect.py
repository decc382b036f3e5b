"""Early against late: how much better a class became, as a difference and as an effect size, each with its interval.

The figures are those of a published trial of e-learning about back pain, so that a course can be held beside it, with
the reservation that it compared two groups at an examination, and this compares a class with itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from lbp_teach.cohort.discrimination import LEVEL, correlation, variance
from lbp_teach.cohort.figure import ALL_ALIKE, FEW, Figure, figure, refused, rounded, too_few
from lbp_teach.cohort.quantiles import hedges_correction, t_quantile
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval
from lbp_teach.text import Text, both

_NOTHING_BETWEEN = both(
    da="Den anden dato skal ligge efter den første.", en="The second date must lie after the first."
)
_BESIDE = both(
    da="I {trial} fik dem uden modulet {early} % og dem med {late} % ved en OSCE (n = {n1} og {n2}): d = {d} "
    "({low} til {high}). Det var to grupper og en eksamen; her er det den samme klasse med sig selv.",
    en="In {trial} those without the module got {early}% and those with it {late}% at an OSCE (n = {n1} and {n2}): "
    "d = {d} ({low} to {high}). Those were two groups and an examination; here it is one class with itself.",
)
CASES_DIFFER = both(
    da="Tidlige og sene cases kan være forskelligt svære. Forskellen er kun læring, hvis de er lige svære.",
    en="Early and late cases may differ in difficulty. The difference is learning only if they are equally hard.",
)


@dataclass(frozen=True)
class Group:
    """One side of a comparison: how many, their mean and their standard deviation (with n - 1)."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True)
class Effect:
    """A comparison of two sides.

    Attributes:
        early: the first side; None where too few to tell.
        late: the second side.
        paired: whether both sides are the same learners.
        difference: late minus early, in the unit of the scores.
        cohen: Cohen's d: the difference in standard deviations.
        hedges: Hedges' g: the same, corrected for small groups; the one to compare.
        relation: correlation of early and late, for the same learners; None otherwise.
        left_out: learners who had not enough on both sides.
    """

    early: Group | None
    late: Group | None
    paired: bool
    difference: Figure
    cohen: Figure
    hedges: Figure
    relation: float | None = None
    left_out: int = 0


#: Weiner et al. 2014: 28 medical students without and 27 with a case-based module on chronic low back pain.
TRIAL = "Weiner et al. 2014 (J Am Geriatr Soc 62:1161, doi:10.1111/jgs.12871)"
WITHOUT, WITH = Group(28, 62.0, 8.6), Group(27, 79.5, 10.4)
#: Its pass mark in per cent, and how many passed.
TRIAL_PASS, TRIAL_PASSED = 60.0, (17, 26)


def group_of(values: Sequence[float]) -> Group:
    """Return how many, mean and standard deviation of at least two numbers."""
    found = np.asarray(values, float)
    return Group(len(found), math.fsum(found) / len(found), math.sqrt(variance(found)))


# ---- two groups ----


def independent(early: Group, late: Group, level: float = LEVEL) -> Effect:
    """Return the comparison of two different groups.

    The difference has Welch's interval. d is the difference over the pooled standard deviation; d and g have the
    large-sample interval of Hedges and Olkin, with variance (n1 + n2) / (n1 n2) + d² / (2 (n1 + n2)), for g times J².

    Args:
        early: one group.
        late: the other; better is more.
        level: of the intervals.

    Source:
        Cohen 1988, chapter 2; Hedges and Olkin 1985, p. 78-86; Borenstein, Hedges, Higgins and Rothstein 2009,
        chapter 4; Welch 1947.
    """
    n1, n2 = early.n, late.n
    few = too_few(min(n1, n2), FEW)
    if few:
        return Effect(None, None, False, few, few, few)
    n, gap = n1 + n2, late.mean - early.mean
    parts = early.sd**2 / n1, late.sd**2 / n2
    pooled = math.sqrt(((n1 - 1) * early.sd**2 + (n2 - 1) * late.sd**2) / (n - 2))
    if pooled == 0:
        alike = refused(n, ALL_ALIKE.format(n=n))
        return Effect(early, late, False, figure(n, gap), alike, alike)
    df = sum(parts) ** 2 / (parts[0] ** 2 / (n1 - 1) + parts[1] ** 2 / (n2 - 1))
    half = t_quantile(level, df) * math.sqrt(sum(parts))
    difference = figure(n, gap, Interval(gap - half, gap + half, "welch", level))
    d = gap / pooled
    error = math.sqrt(n / (n1 * n2) + d * d / (2 * n))
    return Effect(early, late, False, difference, *_sizes(d, error, n - 2, n, level))


# ---- the same learners ----


def paired(early: Sequence[float], late: Sequence[float], level: float = LEVEL, left_out: int = 0) -> Effect:
    """Return the comparison of learners with themselves.

    The difference has the interval of Student's t for pairs. d is the mean difference over the root of the mean of the
    two variances, which is the unit of a trial with two groups (d_av); over the spread of the differences it would grow
    with their correlation alone. Its variance is (1/n + d² / (2n)) · 2 (1 - r).

    Args:
        early: by learner.
        late: by learner, in the same order.
        level: of the intervals.
        left_out: how many learners could not be compared.

    Raises:
        ValueError: not as many late as early scores.

    Source:
        Cumming 2012, chapter 11; Lakens 2013, Frontiers in Psychology 4:863; Borenstein et al. 2009, equations 4.26 to
        4.28 (variance).
    """
    x, y = np.asarray(early, float), np.asarray(late, float)
    if len(x) != len(y):
        raise ValueError("there must be a late score for each early one")
    n = len(x)
    few = too_few(n, FEW)
    if few:
        return Effect(None, None, True, few, few, few, left_out=left_out)
    first, second, gaps = group_of(early), group_of(late), y - x
    gap, spread = math.fsum(gaps) / n, math.sqrt(variance(gaps))
    half = t_quantile(level, n - 1) * spread / math.sqrt(n)
    difference = figure(n, gap, Interval(gap - half, gap + half, "paired_t", level))
    if x.min() == x.max() or y.min() == y.max():
        alike = refused(n, ALL_ALIKE.format(n=n))
        return Effect(first, second, True, difference, alike, alike, left_out=left_out)
    r = correlation(x, y)
    d = gap / math.sqrt((first.sd**2 + second.sd**2) / 2)
    error = math.sqrt(max(0.0, (1 / n + d * d / (2 * n)) * 2 * (1 - r)))
    cohen, hedges = _sizes(d, error, n - 1, n, level)
    return Effect(first, second, True, difference, cohen, hedges, r, left_out)


def _sizes(d: float, error: float, df: float, n: int, level: float) -> tuple[Figure, Figure]:
    z, j = normal_quantile(level), hedges_correction(df)
    return tuple(  # type: ignore[return-value]
        figure(n, d * by, Interval((d - z * error) * by, (d + z * error) * by, "large_sample", level))
        for by in (1.0, j)
    )


# ---- from the attempts of a class ----


def early_late(attempts: pd.DataFrame, k: int = 2, level: float = LEVEL) -> Effect:
    """Return the first k attempts that count against the last k, for learners with at least 2 k.

    Args:
        attempts: as `Marks.attempts` returns them.
        k: how many on each side, at least 1; no attempt stands on both.
        level: of the intervals.

    Raises:
        ValueError: k is not at least 1.
    """
    if k < 1:
        raise ValueError("at least one attempt must stand on each side")
    counted = attempts[attempts["order"] > 0]
    whole = counted["order"] + counted["to_last"] - 1
    enough = counted[whole >= 2 * k]
    first, last = (_means(enough[enough[side] <= k]) for side in ("order", "to_last"))
    names = sorted(first)
    left_out = int(counted["learner"].astype(str).nunique()) - len(names)
    return paired([first[name] for name in names], [last[name] for name in names], level, left_out)


def between(attempts: pd.DataFrame, until: datetime, since: datetime, level: float = LEVEL) -> Effect:
    """Return what was finished before one time against what was finished from another on, for learners with both.

    Args:
        attempts: as `Marks.attempts` returns them.
        until: early is what was finished before; with a time zone.
        since: late is what was finished from here on, not before `until`.
        level: of the intervals.
    """
    counted = attempts[attempts["order"] > 0]
    everybody = int(counted["learner"].astype(str).nunique())
    if since < until:
        no = refused(everybody, _NOTHING_BETWEEN)
        return Effect(None, None, True, no, no, no)
    first, last = _means(counted[counted["finished"] < until]), _means(counted[counted["finished"] >= since])
    names = sorted(first.keys() & last.keys())
    return paired([first[name] for name in names], [last[name] for name in names], level, everybody - len(names))


def _means(attempts: pd.DataFrame) -> Mapping[str, float]:
    """Return the mean score of each learner, in per cent."""
    found: dict[str, list[float]] = {}
    for name, score in zip(attempts["learner"].astype(str), attempts["score"], strict=True):
        found.setdefault(name, []).append(float(score))
    return {name: math.fsum(values) / len(values) for name, values in found.items()}


def beside_the_trial(level: float = LEVEL) -> Text:
    """Return the published trial in the same figures, in a sentence, with what makes it another comparison."""
    trial = independent(WITHOUT, WITH, level)
    ends = trial.cohen.interval
    assert trial.cohen.value is not None
    assert ends is not None
    return _BESIDE.format(
        trial=TRIAL,
        early=rounded(WITHOUT.mean, 1),
        late=rounded(WITH.mean, 1),
        n1=WITHOUT.n,
        n2=WITH.n,
        d=rounded(trial.cohen.value, 2),
        low=rounded(ends.low, 2),
        high=rounded(ends.high, 2),
    )
