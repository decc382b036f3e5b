"""Several tests of the same patient, and what it costs to pretend that they are independent.

Dependence is conditional: within the diseased, and within the healthy. `dependence` r from 0 to 1 mixes two extremes:
with weight 1 - r the tests are independent, with weight r they go together as far as their rates allow. Each test
keeps its own sensitivity and specificity, any number of tests can be combined, and for two tests the covariance is r
times the largest possible one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.probability.bayes import Uncertain, expit, logit, result_rates
from lbp_teach.probability.checks import DEPENDENCE, BadNumber, share, within
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval, level_of
from lbp_teach.probability.table import Rates
from lbp_teach.text import Text, both

_COVARIANCE_ILL = both(da="Kovariansen hos de syge", en="The covariance in the diseased")
_COVARIANCE_WELL = both(da="Kovariansen hos de raske", en="The covariance in the healthy")
_NO_TESTS = both(da="Vælg mindst én test.", en="Choose at least one test.")
INDEPENDENT = both(
    da="Regnet, som om testene var uafhængige inden for hver gruppe. Det ved tabellen intet om. Følges fundene ad, "
    "flytter de tit sandsynligheden mindre end regnet, op som ned, men ikke altid.",
    en="Calculated as if the tests were independent within each group. The table says nothing about that. Where "
    "findings go together they often move the probability less than calculated, up or down, but not always.",
)
CHOSEN = both(
    da="Hvor meget testene følges ad, er valgt og ikke målt, så der er intet interval.",
    en="How far the tests go together is chosen, not measured, so there is no interval.",
)
ONLY_DISEASED = both(
    da="Følges testene så meget ad, forekommer netop de svar kun hos dem med sygdommen. Det er en "
    "yderlighed, ikke viden.",
    en="If the tests go together that far, just these results occur only in those with the disease. That is an "
    "extreme, not knowledge.",
)
ONLY_HEALTHY = both(
    da="Følges testene så meget ad, forekommer netop de svar kun hos dem uden sygdommen. Det er en "
    "yderlighed, ikke viden.",
    en="If the tests go together that far, just these results occur only in those without the disease. That is an "
    "extreme, not knowledge.",
)
CONTRADICTORY = both(
    da="Med så stor afhængighed kan de resultater ikke forekomme sammen hos nogen. Vælg mindre afhængighed.",
    en="With that much dependence these results cannot occur together in anybody. Choose less dependence.",
)


def covariance_bounds(p: float, q: float) -> tuple[float, float]:
    """Return the smallest and the largest covariance that two yes/no results with shares p and q can have.

    max(-p·q, -(1-p)·(1-q)) and min(p, q) - p·q (Vacek 1985).
    """
    return max(-p * q, -(1 - p) * (1 - q)), min(p, q) - p * q


def series(first: Rates, second: Rates, covariance_diseased: float = 0.0, covariance_healthy: float = 0.0) -> Rates:
    """Return the rates of two tests when both must be positive to call the pair positive.

    sens = s1·s2 + cov(diseased); spec = 1 - ((1-p1)(1-p2) + cov(healthy)).

    Raises:
        BadNumber: a covariance is outside what the rates allow.
    """
    ill, well = _covariances(first, second, covariance_diseased, covariance_healthy)
    sensitivity = first.sensitivity * second.sensitivity + ill
    false_positive = (1 - first.specificity) * (1 - second.specificity) + well
    return Rates(_clip(sensitivity), _clip(1 - false_positive))


def parallel(first: Rates, second: Rates, covariance_diseased: float = 0.0, covariance_healthy: float = 0.0) -> Rates:
    """Return the rates of two tests when one positive is enough to call the pair positive.

    sens = 1 - ((1-s1)(1-s2) + cov(diseased)); spec = p1·p2 + cov(healthy).

    Raises:
        BadNumber: a covariance is outside what the rates allow.
    """
    ill, well = _covariances(first, second, covariance_diseased, covariance_healthy)
    missed = (1 - first.sensitivity) * (1 - second.sensitivity) + ill
    return Rates(_clip(1 - missed), _clip(first.specificity * second.specificity + well))


def _covariances(first: Rates, second: Rates, diseased: float, healthy: float) -> tuple[float, float]:
    low, high = covariance_bounds(first.sensitivity, second.sensitivity)
    ill = within(diseased, low, high, _COVARIANCE_ILL, "covariance_diseased")
    low, high = covariance_bounds(first.specificity, second.specificity)
    return ill, within(healthy, low, high, _COVARIANCE_WELL, "covariance_healthy")


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def together(shares: Sequence[float], positive: Sequence[bool], dependence: float = 0.0) -> float:
    """Return the probability of one pattern of results in people whose tests are positive with these shares.

    (1-r)·Π + r·max(0, min(shares of the positive) - max(shares of the negative)), with 1 and 0 where there are none.

    Args:
        shares: for each test the share of these people who are positive.
        positive: for each test whether it is.
        dependence: r, 0 to 1.
    """
    product, top, bottom = 1.0, 1.0, 0.0
    for p, yes in zip(shares, positive, strict=True):
        product *= p if yes else 1 - p
        if yes:
            top = min(top, p)
        else:
            bottom = max(bottom, p)
    return (1 - dependence) * product + dependence * max(0.0, top - bottom)


@dataclass(frozen=True)
class Result:
    """One test with its figures, and how it turned out."""

    sensitivity: Uncertain
    specificity: Uncertain
    positive: bool


@dataclass(frozen=True)
class Step:
    """The probability after the first so many results.

    Attributes:
        lr: joint likelihood ratio of all results so far; None where it is not finite or they cannot occur together.
        probability: of disease now; None where they cannot occur together in anybody.
        interval: its uncertainty from all the figures used, by the delta method on the log odds; None where the
            probability is None, 0 or 1, and where several results are combined under a chosen dependence: that choice
            is the larger doubt, and its extremes have kinks where no slope exists.
        note: the assumption made, or why there is no value or no interval; None for a single result.
    """

    lr: float | None
    probability: float | None
    interval: Interval | None
    note: Text | None


def combined_steps(
    pre: Uncertain, results: Sequence[Result], dependence: float = 0.0, level: float = 0.95
) -> tuple[Step, ...]:
    """Return how the probability moves, one result after the other.

    Args:
        pre: probability before the first.
        results: the tests in the order they are done; the last step does not depend on the order.
        dependence: r, 0 (independent) to 1 (as dependent as the rates allow), the same in diseased and healthy. Where
            it differs between them, the truth can lie outside what this dial reaches.
        level: confidence level.

    Raises:
        BadNumber: no tests, or a number that cannot be used.
    """
    if not results:
        raise BadNumber(_NO_TESTS)
    level = level_of(level)
    r = share(dependence, DEPENDENCE, "dependence")
    return tuple(_step(pre, results[: k + 1], r, level) for k in range(len(results)))


def _step(pre: Uncertain, results: Sequence[Result], r: float, level: float) -> Step:
    several = len(results) > 1
    if several and r > 0:
        return _dependent_step(pre, results, r)
    # Sums of logarithms, so that many tests do not run out of digits.
    log_ratio = sum(math.log(ill) - math.log(well) for ill, well in map(_rates_of, results))
    variance = pre.sd**2 + sum(_variance_of(result) for result in results)
    middle = logit(pre.value) + log_ratio
    half = normal_quantile(level) * math.sqrt(variance)
    interval = Interval(expit(middle - half), expit(middle + half), "delta_logit", level)
    return Step(math.exp(min(max(log_ratio, -690.0), 690.0)), expit(middle), interval, INDEPENDENT if several else None)


def _rates_of(result: Result) -> tuple[float, float]:
    return result_rates(result.sensitivity.value, result.specificity.value, positive=result.positive)


def _variance_of(result: Result) -> float:
    """Return the variance of the logarithm of one result's likelihood ratio."""
    se, sp = result.sensitivity, result.specificity
    slopes = (1 - se.value, sp.value) if result.positive else (se.value, 1 - sp.value)
    return (slopes[0] * se.sd) ** 2 + (slopes[1] * sp.sd) ** 2


def _dependent_step(pre: Uncertain, results: Sequence[Result], r: float) -> Step:
    signs = [result.positive for result in results]
    ill = together([result.sensitivity.value for result in results], signs, r)
    well = together([1 - result.specificity.value for result in results], signs, r)
    if ill == 0 and well == 0:
        return Step(None, None, None, CONTRADICTORY)
    if well == 0:
        return Step(None, 1.0, None, ONLY_DISEASED)
    if ill == 0:
        return Step(0.0, 0.0, None, ONLY_HEALTHY)
    weight = pre.value * ill
    return Step(ill / well, weight / (weight + (1 - pre.value) * well), None, CHOSEN)
