"""Why a published sensitivity is not a constant of nature: cut-off, spectrum, verification, and base rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lbp_teach.probability.bayes import expit, logit
from lbp_teach.probability.checks import PREVALENCE, SENSITIVITY, BadNumber, count, rows, share, within
from lbp_teach.probability.distributions import normal_cdf, normal_quantile
from lbp_teach.probability.intervals import Interval, level_of
from lbp_teach.probability.table import Estimate, Rates
from lbp_teach.text import Text, both

_DISTANCE = both(da="Afstanden mellem grupperne", en="The distance between the groups")
_CUT_OFF = both(da="Grænsen", en="The cut-off")
_SEVERE = both(da="Andelen med udtalt sygdom", en="The share with marked disease")
_FLAGGED = both(da="Andelen med mindst ét flag", en="The share with at least one flag")
_NO_LEVELS = both(
    da="De to grupper skal have lige mange trin, mindst to, og mindst én person hver.",
    en="The two groups need the same number of levels, at least two, and at least one person each.",
)
_VERIFIED = {
    "positive_diseased": both(da="Positive med sygdom ved facit", en="Positives with disease by the reference"),
    "positive_healthy": both(da="Positive uden sygdom ved facit", en="Positives without disease by the reference"),
    "positive_unverified": both(da="Positive uden facit", en="Positives without the reference"),
    "negative_diseased": both(da="Negative med sygdom ved facit", en="Negatives with disease by the reference"),
    "negative_healthy": both(da="Negative uden sygdom ved facit", en="Negatives without disease by the reference"),
    "negative_unverified": both(da="Negative uden facit", en="Negatives without the reference"),
}
_NOBODY_VERIFIED = both(
    da="Der skal være mindst én med facit blandt de positive og én blandt de negative, ellers kan der ikke rettes.",
    en="At least one positive and one negative must have had the reference test, or nothing can be corrected.",
)
_TOO_FEW_FLAGGED = both(
    da="Så få kan ikke have et flag, når {share} af alle er syge og har et. Gør andelen med flag større.",
    en="So few cannot have a flag when {share} of all are ill and have one. Make the share with a flag larger.",
)
_TOO_MANY_FLAGGED = both(
    da="Så mange kan ikke have et flag, når {share} af alle er syge uden flag. Gør andelen med flag mindre.",
    en="So many cannot have a flag when {share} of all are ill without one. Make the share with a flag smaller.",
)


# ---- cut-off ----


def at_cut_off(distance: float, cut_off: float) -> Rates:
    """Return the rates of a measurement that calls everybody above a cut-off positive.

    Model: the healthy are normal around 0, the diseased around `distance`, both with standard deviation 1.

    Args:
        distance: how far apart the groups are, 0 to 6 standard deviations.
        cut_off: on the same scale, -6 to 12.
    """
    distance = within(distance, 0, 6, _DISTANCE, "distance")
    cut_off = within(cut_off, -6, 12, _CUT_OFF, "cut_off")
    return Rates(normal_cdf(distance - cut_off), normal_cdf(cut_off))


def area_under_curve(distance: float) -> float:
    """Return the area under the ROC curve of that model: Φ(distance/√2), 0.5 to 1."""
    return normal_cdf(within(distance, 0, 6, _DISTANCE, "distance") / math.sqrt(2))


@dataclass(frozen=True)
class Roc:
    """An empirical ROC curve: points (1 - specificity, sensitivity) from (0, 0) to (1, 1), and the area under it."""

    points: tuple[tuple[float, float], ...]
    area: float


def empirical_roc(diseased: Sequence[int], healthy: Sequence[int]) -> Roc:
    """Return the ROC curve of a graded finding, such as reflexes from lively to absent.

    Args:
        diseased: number of diseased at each level, from the least to the most suspicious.
        healthy: number of healthy at each level, in the same order.

    Returns:
        The curve by the trapezoid rule; its area is the chance that a diseased person is more suspicious than a healthy
        one, ties counted half (Mann and Whitney).

    Raises:
        BadNumber: the groups do not fit each other or are empty.
    """
    label = both(da="Antallet på et trin", en="The number at a level")
    ill, well = (
        [count(x, label) for x in rows(diseased, _NO_LEVELS)],
        [count(x, label) for x in rows(healthy, _NO_LEVELS)],
    )
    if len(ill) != len(well) or len(ill) < 2 or not sum(ill) or not sum(well):
        raise BadNumber(_NO_LEVELS)
    points = [(0.0, 0.0)]
    seen_ill = seen_well = 0
    for more_ill, more_well in zip(reversed(ill), reversed(well), strict=True):
        seen_ill, seen_well = seen_ill + more_ill, seen_well + more_well
        points.append((seen_well / sum(well), seen_ill / sum(ill)))
    area = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(points))
    return Roc(tuple(points), area)


# ---- spectrum ----


def mixed_sensitivity(severe_share: float, in_severe: float, in_mild: float) -> float:
    """Return the sensitivity in a mixture of people with marked and with mild disease: the weighted mean.

    Args:
        severe_share: share of the diseased who are marked cases, 0 to 1.
        in_severe: sensitivity among them.
        in_mild: sensitivity among the mild.
    """
    weight = share(severe_share, _SEVERE, "severe_share")
    severe = share(in_severe, SENSITIVITY, "in_severe")
    mild = share(in_mild, SENSITIVITY, "in_mild")
    return weight * severe + (1 - weight) * mild


# ---- verification ----


@dataclass(frozen=True)
class Verification:
    """What is known when only some had the reference test.

    Attributes:
        naive_sensitivity: from the verified alone; None where nobody verified is ill.
        naive_specificity: likewise.
        sensitivity: corrected, with interval on the log odds.
        specificity: corrected, with interval on the log odds.
    """

    naive_sensitivity: float | None
    naive_specificity: float | None
    sensitivity: Estimate
    specificity: Estimate


def begg_greenes(
    positive_diseased: int,
    positive_healthy: int,
    positive_unverified: int,
    negative_diseased: int,
    negative_healthy: int,
    negative_unverified: int,
    level: float = 0.95,
) -> Verification:
    """Return sensitivity and specificity corrected for verification bias.

    Assumes that among people with the same test result it was chance, or nothing to do with the disease, who had the
    reference test. With φ the share positive and p₊, p₋ the shares ill among the verified positives and negatives:
    sens = φp₊ / (φp₊ + (1-φ)p₋), spec = (1-φ)(1-p₋) / ((1-φ)(1-p₋) + φ(1-p₊)). Variance of the log odds of each:
    1/(nφ(1-φ)) plus, for p₊ and p₋, (1-p)/(m·p) (for spec: p/(m·(1-p))), m being the number verified.

    Nothing is added to empty cells; where a corrected rate is 0 or 1 it has no interval, and the result says so.

    Raises:
        BadNumber: a count cannot be used, or nobody was verified on one side.

    Source:
        Begg and Greenes 1983, Biometrics 39:207.
    """
    level = level_of(level)
    given = {name: count(value, _VERIFIED[name], name) for name, value in _arguments(locals()).items()}
    a, b, u = given["positive_diseased"], given["positive_healthy"], given["positive_unverified"]
    c, d, v = given["negative_diseased"], given["negative_healthy"], given["negative_unverified"]
    if a + b == 0 or c + d == 0:
        raise BadNumber(_NOBODY_VERIFIED, "positive_diseased" if a + b == 0 else "negative_diseased")
    positive, negative = a + b + u, c + d + v
    up, down = a / (a + b), c / (c + d)
    sensitivity = _ratio_of(positive * up, negative * down)
    specificity = _ratio_of(negative * (d / (c + d)), positive * (b / (a + b)))
    split = 1 / positive + 1 / negative  # 1 / (nφ(1-φ))
    se = split + _relative(up, a + b) + _relative(down, c + d)
    sp = split + _relative(b / (a + b), a + b) + _relative(d / (c + d), c + d)
    return Verification(
        naive_sensitivity=a / (a + c) if a + c else None,
        naive_specificity=d / (b + d) if b + d else None,
        sensitivity=_on_log_odds(sensitivity, se, level),
        specificity=_on_log_odds(specificity, sp, level),
    )


def _arguments(names: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in names.items() if name in _VERIFIED}


def _ratio_of(first: float, second: float) -> float | None:
    return first / (first + second) if first + second else None


def _relative(p: float, n: int) -> float:
    """Return the variance of ln p; infinite where p is 0."""
    return (1 - p) / (n * p) if p else math.inf


def _on_log_odds(value: float | None, variance: float, level: float) -> Estimate:
    if value is None:
        return Estimate(None, None, both("Ingen at regne på.", "Nobody to calculate on."))
    if not 0 < value < 1 or not math.isfinite(variance):
        return Estimate(value, None, both("Et felt er 0, så intervallet kan ikke regnes.", "A cell is 0: no interval."))
    half = normal_quantile(level) * math.sqrt(variance)
    middle = logit(value)
    return Estimate(value, Interval(expit(middle - half), expit(middle + half), "begg_greenes", level))


# ---- base rates ----


def any_flag(prevalence: float, flagged: float, sensitivity: float = 1.0) -> Rates:
    """Return the rates of "at least one red flag" as a test, from how many have one.

    specificity = 1 - (flagged - prevalence·sensitivity) / (1 - prevalence). The kindest case for the flags is a
    sensitivity of 1: everybody who is ill has one.

    Args:
        prevalence: share who are seriously ill, strictly between 0 and 1.
        flagged: share of all patients with at least one flag.
        sensitivity: share of the seriously ill with at least one flag.

    Raises:
        BadNumber: the three do not fit together.
    """
    ill = share(prevalence, PREVALENCE, "prevalence", inside=True)
    marked = share(flagged, _FLAGGED, "flagged")
    se = share(sensitivity, SENSITIVITY, "sensitivity")
    false_positive = (marked - ill * se) / (1 - ill)
    if false_positive < -1e-12:
        raise BadNumber(_TOO_FEW_FLAGGED.format(share=_percent(ill * se)), "flagged")
    if false_positive > 1 + 1e-12:
        raise BadNumber(_TOO_MANY_FLAGGED.format(share=_percent(ill * (1 - se))), "flagged")
    return Rates(se, min(max(1 - false_positive, 0.0), 1.0))


def _percent(value: float) -> Text:
    plain = f"{100 * value:.4f}".rstrip("0").rstrip(".")
    return both(da=f"{plain.replace('.', ',')} %", en=f"{plain}%")
