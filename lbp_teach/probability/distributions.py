"""The normal and the beta distribution, as far as intervals need them, from the standard library alone.

A student's kernel must not pay for SciPy, and in the browser edition there is none. Tests hold both against SciPy.
"""

from __future__ import annotations

import math
from statistics import NormalDist

_NORMAL = NormalDist()
_TINY = 1e-300
_LARGE = 10.0


def normal_quantile(level: float) -> float:
    """Return z such that a standard normal variable lies within ±z with probability `level` (0.95 gives 1.96)."""
    return _NORMAL.inv_cdf((1 + level) / 2)


def normal_cdf(z: float) -> float:
    """Return the probability that a standard normal variable is at most `z`."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), for a, b > 0.

    Evaluated by its continued fraction (DLMF 8.17.22, Lentz's method), on the side where it converges fast.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _below_mean(1 - x, b, a)
    return _below_mean(x, a, b)


def _below_mean(x: float, a: float, b: float) -> float:
    front = math.exp(_log_density_factor(x, a, b)) / a
    return front * _fraction(x, a, b)


def _log_density_factor(x: float, a: float, b: float) -> float:
    return a * math.log(x) + b * math.log1p(-x) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    """Return ln B(a, b). Where a parameter is large, three large logarithms would cancel and take the digits along."""
    small, large = min(a, b), max(a, b)
    share = small / (small + large)
    if small >= _LARGE:
        rest = _stirling(small) + _stirling(large) - _stirling(small + large)
        rest += 0.5 * math.log(2 * math.pi / large)
        return rest + (small - 0.5) * math.log(share) + large * math.log1p(-share)
    if large >= _LARGE:
        rest = _stirling(large) - _stirling(small + large) + small - small * math.log(small + large)
        return math.lgamma(small) + rest + (large - 0.5) * math.log1p(-share)
    return math.lgamma(small) + math.lgamma(large) - math.lgamma(small + large)


def _stirling(x: float) -> float:
    """Return what Stirling's formula lacks of ln Γ(x), for x of 10 and more."""
    z = 1 / (x * x)
    return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * 691 / 360360))))) / x


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, _guard(1 - (a + b) * x / (a + 1))
    d = 1 / d
    value = d
    # The number of terms grows with the square root of the larger parameter.
    for m in range(1, 200 + int(10 * math.sqrt(max(a, b)))):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _guard(1 + term * d)
            c = _guard(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 3e-16:
            break
    return value


def _guard(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_quantile(p: float, a: float, b: float) -> float:
    """Return x such that I_x(a, b) = p, for 0 <= p <= 1 and a, b > 0, to nearly the last digit.

    Bisection finds the neighbourhood, Newton's method the digits; the bracket is never left.
    """
    if p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    low, high = 0.0, 1.0
    x = min(max(a / (a + b), 1e-12), 1 - 1e-12)
    for _ in range(200):
        error = beta_cdf(x, a, b) - p
        if error > 0:
            high = x
        else:
            low = x
        density = math.exp(_log_density_factor(x, a, b)) / (x * (1 - x)) if 0 < x < 1 else 0.0
        step = x - error / density if density > 0 else (low + high) / 2
        following = step if low < step < high else (low + high) / 2
        if abs(following - x) <= 5e-16 * following:
            return following
        x = following
    return x
