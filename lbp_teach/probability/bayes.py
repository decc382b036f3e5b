"""From before the test to after it: Bayes' rule on odds, with the uncertainty of all three numbers that go in."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from lbp_teach.probability.checks import (
    PRE_TEST,
    PROBABILITY,
    SENSITIVITY,
    SPECIFICITY,
    BadNumber,
    count,
    ratio,
    share,
    within,
)
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval, level_of, part_of_all
from lbp_teach.text import Text, both

_IMPOSSIBLE = both(
    da="Det resultat kan ikke forekomme med de tal, så der er ingen sandsynlighed bagefter.",
    en="That result cannot occur with these figures, so there is no probability after it.",
)
_SPREAD = both(da="Spredningen på log-odds", en="The standard deviation of the log odds")
_DRAWS = both(da="Antallet af trækninger", en="The number of draws")
_TWISTED = both(
    da="{what}: intervallet skal gå fra lavt til højt og omslutte tallet. Ret det.",
    en="{what}: the interval must go from low to high and contain the number. Correct it.",
)


def logit(p: float) -> float:
    """Return the natural logarithm of the odds of a probability strictly between 0 and 1."""
    return math.log(p) - math.log1p(-p)


def expit(x: float) -> float:
    """Return the probability whose log odds are `x`."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def odds(p: float) -> float:
    """Return the odds p / (1 - p) of a probability below 1.

    Raises:
        BadNumber: not a probability, or exactly 1.
    """
    p = share(p, PRE_TEST, "pre")
    if p == 1:
        share(p, PRE_TEST, "pre", inside=True)
    return p / (1 - p)


def post_test(pre: float, lr: float) -> float:
    """Return the probability after a result with a likelihood ratio: odds after = odds before · LR.

    Args:
        pre: probability before, in [0, 1]; 0 and 1 stay what they are.
        lr: likelihood ratio of the result, above 0; 1 changes nothing.

    Raises:
        BadNumber: one of them cannot be used.
    """
    pre, lr = share(pre, PRE_TEST, "pre"), ratio(lr, field="lr")
    if lr == 1 or pre in (0.0, 1.0):
        return pre
    weight = pre * lr
    return weight / (weight + (1 - pre))


def after_result(pre: float, sensitivity: float, specificity: float, *, positive: bool) -> float:
    """Return the probability after a positive or a negative test, straight from sensitivity and specificity.

    Raises:
        BadNumber: a share is out of range, or the result cannot occur (no one would test that way).
    """
    pre = share(pre, PRE_TEST, "pre")
    ill, well = result_rates(sensitivity, specificity, positive=positive)
    with_disease, without = pre * ill, (1 - pre) * well
    if with_disease + without == 0:
        raise BadNumber(_IMPOSSIBLE)
    return with_disease / (with_disease + without)


def result_rates(sensitivity: float, specificity: float, *, positive: bool) -> tuple[float, float]:
    """Return how often a result occurs in the diseased and in the healthy, both as shares."""
    se, sp = share(sensitivity, SENSITIVITY, "sensitivity"), share(specificity, SPECIFICITY, "specificity")
    return (se, 1 - sp) if positive else (1 - se, sp)


@dataclass(frozen=True)
class Uncertain:
    """A share strictly between 0 and 1 with its uncertainty, which is taken as normal on the log-odds scale.

    Attributes:
        value: the point estimate.
        sd: standard deviation of the log odds; 0 for a number taken as known.
    """

    value: float
    sd: float = 0.0

    def __post_init__(self) -> None:
        """Check both."""
        object.__setattr__(self, "value", share(self.value, PROBABILITY, "value", inside=True))
        object.__setattr__(self, "sd", within(self.sd, 0.0, 100.0, _SPREAD, "sd"))

    @staticmethod
    def known(value: float, what: Text = PRE_TEST, field: str = "") -> Uncertain:
        """Return a share that is taken as known exactly.

        Raises:
            BadNumber: not strictly between 0 and 1.
        """
        return Uncertain(share(value, what, field, inside=True))

    @staticmethod
    def between(value: float, low: float, high: float, level: float = 0.95, what: Text = PRE_TEST) -> Uncertain:
        """Return a share whose published interval is low to high: sd = (logit high - logit low) / 2z.

        Raises:
            BadNumber: not low <= value <= high, or an end at 0 or 1.
        """
        level = level_of(level)
        value, low, high = (share(v, what, inside=True) for v in (value, low, high))
        if not low <= value <= high:
            raise BadNumber(_TWISTED.format(what=what))
        return Uncertain(value, (logit(high) - logit(low)) / (2 * normal_quantile(level)))

    @staticmethod
    def counted(x: int, n: int) -> Uncertain:
        """Return a share that was counted, x of n: variance of the log odds 1/x + 1/(n-x).

        A count of 0 or n has ½ added on both sides: the log odds do not exist without.
        """
        x, n = part_of_all(x, n)
        a, b = (x, n - x) if 0 < x < n else (x + 0.5, n - x + 0.5)
        return Uncertain(a / (a + b), math.sqrt(1 / a + 1 / b))


def post_test_interval(
    pre: Uncertain, sensitivity: Uncertain, specificity: Uncertain, *, positive: bool, level: float = 0.95
) -> tuple[float, Interval]:
    """Return the probability after a result and its interval, in closed form (delta method on the log odds).

    The log odds after the test are logit(pre) + ln LR; their variance is the sum of the three parts, with
    d ln(LR+)/d logit(sens) = 1 - sens, d ln(LR+)/d logit(spec) = spec, and for LR- the slopes -sens and -(1 - spec).
    With counted shares and a known pre-test probability this is Simel's interval for the ratio, put into odds.

    Returns:
        The point and its interval, both as probabilities.
    """
    level = level_of(level)
    se, sp = sensitivity.value, specificity.value
    slopes = (1 - se, sp) if positive else (se, 1 - sp)
    variance = pre.sd**2 + (slopes[0] * sensitivity.sd) ** 2 + (slopes[1] * specificity.sd) ** 2
    ill, well = result_rates(se, sp, positive=positive)
    middle = logit(pre.value) + math.log(ill) - math.log(well)
    half = normal_quantile(level) * math.sqrt(variance)
    return expit(middle), Interval(expit(middle - half), expit(middle + half), "delta_logit", level)


def post_test_simulated(
    pre: Uncertain,
    sensitivity: Uncertain,
    specificity: Uncertain,
    *,
    positive: bool,
    level: float = 0.95,
    draws: int = 20_000,
    seed: int = 1,
) -> Interval:
    """Return the interval of the probability after a result by simulation: the same numbers give the same interval.

    Each draw takes the three log odds from their normal distributions and applies Bayes' rule; the ends are the
    percentiles. Nothing is linearised, so it checks the closed form where the uncertainty is large.

    Args:
        pre: probability before the test.
        sensitivity: sensitivity.
        specificity: specificity.
        positive: which result.
        level: share of the draws between the ends.
        draws: number of draws.
        seed: of the generator.
    """
    level = level_of(level)
    draws = count(draws, _DRAWS, "draws")
    within(draws, 1, 1_000_000, _DRAWS, "draws")
    generator = random.Random(seed)
    centres = [(logit(u.value), u.sd) for u in (pre, sensitivity, specificity)]
    found = []
    for _ in range(draws):
        before, se, sp = (generator.gauss(mean, sd) if sd else mean for mean, sd in centres)
        ratio_log = _log_expit(se) - _log_expit(-sp) if positive else _log_expit(-se) - _log_expit(sp)
        found.append(before + ratio_log)
    found.sort()
    tail = (1 - level) / 2
    return Interval(expit(_quantile(found, tail)), expit(_quantile(found, 1 - tail)), "simulated", level)


def _log_expit(x: float) -> float:
    return -math.log1p(math.exp(-x)) if x > 0 else x - math.log1p(math.exp(x))


def _quantile(ordered: list[float], p: float) -> float:
    place = p * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
