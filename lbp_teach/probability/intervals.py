"""Intervals for a proportion, for ratios and for a difference: closed forms, each with its name and its source.

An interval of a proportion never leaves [0, 1], contains the observed share, and ends exactly at 0 or 1 where nobody or
everybody has the feature.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lbp_teach.probability.checks import BadNumber, count, share, within
from lbp_teach.probability.distributions import beta_quantile, normal_quantile
from lbp_teach.text import Text, both

_LEVEL = both(da="Konfidensniveauet", en="The confidence level")
_HAVING = both(da="Antallet med fundet", en="The number with the finding")
_ALL = both(da="Antallet i alt", en="The total number")
_EMPTY = both(
    da="Der er ingen at regne på: antallet i alt er 0. Skriv mindst én.",
    en="There is nobody to calculate on: the total is 0. Write at least one.",
)
_MORE_THAN_ALL = both(
    da="Antallet med fundet ({x}) er større end antallet i alt ({n}). Byt om, eller ret det ene.",
    en="The number with the finding ({x}) is larger than the total ({n}). Swap them, or correct one.",
)
_METHOD = both(
    da="Metoden {method!r} kendes ikke. Vælg wilson, clopper_pearson, jeffreys eller agresti_coull.",
    en="The method {method!r} is not known. Choose wilson, clopper_pearson, jeffreys or agresti_coull.",
)


@dataclass(frozen=True)
class Interval:
    """An interval with the method that made it.

    Attributes:
        low: lower end, in the unit of the estimate.
        high: upper end.
        method: how it was made, such as `wilson`.
        level: share of such intervals that cover the true value, such as 0.95.
    """

    low: float
    high: float
    method: str
    level: float


def level_of(level: float) -> float:
    """Return a confidence level after checking that it is from 0.5 to 0.9999.

    Raises:
        BadNumber: it is not.
    """
    return within(share(level, _LEVEL, "level"), 0.5, 0.9999, _LEVEL, "level")


def part_of_all(x: int, n: int) -> tuple[int, int]:
    """Return a number with the finding and the number in all after checking that 0 <= x <= n and n >= 1.

    Raises:
        BadNumber: they are not.
    """
    x, n = count(x, _HAVING, "x"), count(n, _ALL, "n")
    if n == 0:
        raise BadNumber(_EMPTY, "n")
    if x > n:
        raise BadNumber(_MORE_THAN_ALL.format(x=x, n=n), "x")
    return x, n


def proportion_interval(x: int, n: int, method: str = "wilson", level: float = 0.95) -> Interval:
    """Return an interval for a share x/n.

    Args:
        x: number with the finding, from 0 to n.
        n: number in all, at least 1.
        method: `wilson` (score without continuity correction), `clopper_pearson` (exact), `jeffreys` (equal-tailed
            Bayesian with prior Beta(½, ½)) or `agresti_coull`.
        level: confidence level, 0.5 to 0.9999.

    Returns:
        The interval as shares in [0, 1].

    Raises:
        BadNumber: with a sentence in both languages.

    Source:
        Wilson 1927; Clopper and Pearson 1934; Brown, Cai and DasGupta 2001; Agresti and Coull 1998.
    """
    level = level_of(level)
    x, n = part_of_all(x, n)
    method = known_method(method)
    low, high = METHODS[method](x, n, level)
    # Where nobody or everybody has the feature the bound is exact; rounding must not push any end past its place.
    low = 0.0 if x == 0 else min(max(low, 0.0), x / n)
    high = 1.0 if x == n else max(min(high, 1.0), x / n)
    return Interval(low, high, method, level)


def known_method(method: Any) -> str:
    """Return the name of an interval method after checking it; raises BadNumber."""
    if not isinstance(method, str) or method not in METHODS:
        raise BadNumber(_unknown(method), "method")
    return method


def _unknown(method: Any) -> Text:
    return Text.model_construct(da=_METHOD.da.format(method=method), en=_METHOD.en.format(method=method))


def _wilson(x: int, n: int, level: float) -> tuple[float, float]:
    z2 = normal_quantile(level) ** 2
    middle = (x + z2 / 2) / (n + z2)
    half = math.sqrt(z2) / (n + z2) * math.sqrt(x * (n - x) / n + z2 / 4)
    return middle - half, middle + half


def _clopper_pearson(x: int, n: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = beta_quantile(tail, x, n - x + 1) if x else 0.0
    # The upper end through the mirrored lower one: near 1 the small distance keeps its digits.
    high = 1 - beta_quantile(tail, n - x, x + 1) if x < n else 1.0
    return low, high


def _jeffreys(x: int, n: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = beta_quantile(tail, x + 0.5, n - x + 0.5)
    high = 1 - beta_quantile(tail, n - x + 0.5, x + 0.5)
    return low, high


def _agresti_coull(x: int, n: int, level: float) -> tuple[float, float]:
    z = normal_quantile(level)
    people = n + z * z
    middle = (x + z * z / 2) / people
    half = z * math.sqrt(middle * (1 - middle) / people)
    return middle - half, middle + half


METHODS: dict[str, Callable[[int, int, float], tuple[float, float]]] = {
    "wilson": _wilson,
    "clopper_pearson": _clopper_pearson,
    "jeffreys": _jeffreys,
    "agresti_coull": _agresti_coull,
}


def ratio_interval(value: float, log_variance: float, method: str, level: float = 0.95) -> Interval:
    """Return an interval for a ratio, symmetric on the log scale: value · exp(±z·√variance).

    Args:
        value: the ratio, above 0.
        log_variance: variance of its natural logarithm.
        method: name of the method that gave the variance.
        level: confidence level.
    """
    half = normal_quantile(level) * math.sqrt(log_variance)
    return Interval(value * math.exp(-half), value * math.exp(half), method, level)


def difference_interval(first: Interval, second: Interval, p1: float, p2: float) -> Interval:
    """Return an interval for p1 - p2 of two independent shares, from a Wilson interval of each.

    Newcombe's hybrid score interval (method 10): low = d - √((p1-l1)² + (u2-p2)²), high = d + √((u1-p1)² + (p2-l2)²).

    Source:
        Newcombe 1998, Statistics in Medicine 17:873.
    """
    d = p1 - p2
    low = d - math.hypot(p1 - first.low, second.high - p2)
    high = d + math.hypot(first.high - p1, p2 - second.low)
    return Interval(max(low, -1.0), min(high, 1.0), "newcombe", first.level)
