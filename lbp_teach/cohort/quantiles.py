"""Quantiles of t and F, and the correction of Hedges, from the standard library; SciPy stands beside them in tests.

Both distributions follow from the beta distribution (DLMF 8.17; Abramowitz and Stegun 26.5.27 and 26.5.28).
"""

from __future__ import annotations

import math

from lbp_teach.probability.distributions import beta_quantile


def t_quantile(level: float, df: float) -> float:
    """Return t such that a t variable lies within ±t with probability `level`.

    Args:
        level: above 0 and below 1, such as 0.95.
        df: degrees of freedom, above 0.
    """
    # t² / (df + t²) follows Beta(1/2, df/2).
    share = beta_quantile(level, 0.5, df / 2)
    return math.sqrt(df * share / (1 - share))


def f_quantile(p: float, over: float, under: float) -> float:
    """Return the value that an F variable stays below with probability `p`.

    Args:
        p: above 0 and below 1.
        over: degrees of freedom of the numerator, above 0.
        under: degrees of freedom of the denominator, above 0.
    """
    # On the side of the smaller share, so that no digits are lost by taking it from 1.
    if over <= under:
        share = beta_quantile(p, over / 2, under / 2)
        return under * share / (over * (1 - share))
    share = beta_quantile(1 - p, under / 2, over / 2)
    return under * (1 - share) / (over * share)


def hedges_correction(df: float) -> float:
    """Return J = Γ(df/2) / (√(df/2) · Γ((df - 1)/2)), by which Hedges' g is smaller than Cohen's d.

    Args:
        df: degrees of freedom of the standard deviation, above 1.

    Source:
        Hedges 1981, Journal of Educational Statistics 6:107, equation 6e (the exact form).
    """
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2) - math.log(df / 2) / 2)
