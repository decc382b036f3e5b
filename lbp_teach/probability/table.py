"""The 2×2 table and everything that is read from it.

Policy for empty cells, the same everywhere: shares are never corrected; a share with nobody to count has no value and
says why. When one of the four cells is 0, the likelihood ratios and the diagnostic odds ratio are calculated after
adding ½ to every cell (Haldane and Anscombe), point and interval alike, and the result says so. There is never a NaN,
never an infinite number, never a bound outside the possible.
"""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach.probability.checks import MOST, SENSITIVITY, SPECIFICITY, BadNumber, count, ratio, share, too_many
from lbp_teach.probability.intervals import (
    Interval,
    difference_interval,
    known_method,
    level_of,
    proportion_interval,
    ratio_interval,
)
from lbp_teach.text import Text, both, number

CELLS = {
    "tp": both(da="Sandt positive", en="True positives"),
    "fp": both(da="Falsk positive", en="False positives"),
    "fn": both(da="Falsk negative", en="False negatives"),
    "tn": both(da="Sandt negative", en="True negatives"),
}
_ALL = both(da="Antallet i alt", en="The total number")
_EMPTY_TABLE = both(
    da="Tabellen er tom: alle fire felter er 0. Skriv mindst én person i et felt.",
    en="The table is empty: all four cells are 0. Write at least one person in a cell.",
)
_NOBODY_ILL = both(
    da="Kan ikke regnes: ingen i tabellen har sygdommen.",
    en="Cannot be calculated: nobody in the table has the disease.",
)
_NOBODY_WELL = both(
    da="Kan ikke regnes: alle i tabellen har sygdommen.",
    en="Cannot be calculated: everybody in the table has the disease.",
)
_NOBODY_POSITIVE = both(
    da="Kan ikke regnes: ingen i tabellen har en positiv test.",
    en="Cannot be calculated: nobody in the table tests positive.",
)
_NOBODY_NEGATIVE = both(
    da="Kan ikke regnes: ingen i tabellen har en negativ test.",
    en="Cannot be calculated: nobody in the table tests negative.",
)
_ONE_GROUP = both(
    da="Kan ikke regnes: der skal være mindst én med og én uden sygdommen.",
    en="Cannot be calculated: it takes at least one person with and one without the disease.",
)
_HALF_ADDED = both(
    da="Et felt er 0, så der er lagt ½ til hvert felt, før tallet er regnet ud. Det er derfor kun et skøn.",
    en="One cell is 0, so ½ was added to every cell before this was calculated. It is therefore only a rough estimate.",
)
_NO_INFORMATION = both(
    da="Sensitivitet + specificitet = 1, så ratioen er 1: testen siger ikke noget, uanset svaret.",
    en="Sensitivity + specificity = 1, so the ratio is 1: the test tells nothing, whichever way it falls.",
)
_WRONG_WAY = both(
    da="Sensitivitet + specificitet er under 1: testen peger den forkerte vej.",
    en="Sensitivity + specificity is below 1: the test points the wrong way.",
)
_RATIOS_SAME_SIDE = both(
    da="LR+ er {positive} og LR− er {negative}, men den ene skal ligge over 1 og den anden under. Ret den ene. "
    "Er begge 1, er sensitivitet + specificitet = 1, og så kan de ikke regnes ud.",
    en="LR+ is {positive} and LR− is {negative}, but one must lie above 1 and the other below. Correct one. "
    "If both are 1, sensitivity + specificity = 1 and they cannot be worked out.",
)


@dataclass(frozen=True)
class TwoByTwo:
    """How many people fell into each cell.

    Attributes:
        tp: diseased with a positive test.
        fp: not diseased with a positive test.
        fn: diseased with a negative test.
        tn: not diseased with a negative test.

    Raises:
        BadNumber: a cell is not a count, or all four are 0.
    """

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        """Check the cells."""
        for name, label in CELLS.items():
            object.__setattr__(self, name, count(getattr(self, name), label, name))
        if self.total == 0:
            raise BadNumber(_EMPTY_TABLE)
        if self.total > MOST:
            raise too_many(_ALL)

    @property
    def diseased(self) -> int:
        """Return the number with the disease."""
        return self.tp + self.fn

    @property
    def healthy(self) -> int:
        """Return the number without the disease."""
        return self.fp + self.tn

    @property
    def positive(self) -> int:
        """Return the number with a positive test."""
        return self.tp + self.fp

    @property
    def negative(self) -> int:
        """Return the number with a negative test."""
        return self.fn + self.tn

    @property
    def total(self) -> int:
        """Return the number in all."""
        return self.diseased + self.healthy


@dataclass(frozen=True)
class Estimate:
    """One measure.

    Attributes:
        value: the point estimate; None where it does not exist.
        interval: its confidence interval; None where it does not exist.
        note: why there is no value, or what was done to get one; None where there is nothing to say.
    """

    value: float | None
    interval: Interval | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Measures:
    """What a 2×2 table says about a test.

    Shares (0 to 1): sensitivity TP/(TP+FN), specificity TN/(TN+FP), ppv TP/(TP+FP), npv TN/(TN+FN), accuracy (TP+TN)/n,
    prevalence (TP+FN)/n. Ratios (above 0): lr_positive sens/(1-spec), lr_negative (1-sens)/spec, diagnostic_odds_ratio
    TP·TN/(FP·FN). youden sens+spec-1, from -1 to 1. The predictive values and the accuracy hold only where the
    prevalence is that of the table.
    """

    sensitivity: Estimate
    specificity: Estimate
    ppv: Estimate
    npv: Estimate
    lr_positive: Estimate
    lr_negative: Estimate
    diagnostic_odds_ratio: Estimate
    accuracy: Estimate
    youden: Estimate
    prevalence: Estimate
    method: str
    level: float

    @property
    def post_test(self) -> tuple[Estimate, Estimate]:
        """Return the probability of disease after a positive and after a negative test at the table's prevalence."""
        negative = self.npv
        if negative.value is None or negative.interval is None:
            return self.ppv, Estimate(None, None, negative.note)
        turned = Interval(1 - negative.interval.high, 1 - negative.interval.low, self.method, self.level)
        return self.ppv, Estimate(1 - negative.value, turned)


def measures(table: TwoByTwo, method: str = "wilson", level: float = 0.95) -> Measures:
    """Return every measure of a table with its interval.

    Args:
        table: the four counts.
        method: interval for shares, as in `proportion_interval`.
        level: confidence level of all intervals, 0.5 to 0.9999.

    Returns:
        The measures. Likelihood ratios have Simel's log interval, the diagnostic odds ratio the log (Woolf) interval,
        Youden's index Newcombe's hybrid score interval.

    Raises:
        BadNumber: the method or the level is not known.

    Source:
        Simel, Samsa and Matchar 1991; Woolf 1955; Newcombe 1998.
    """
    level = level_of(level)
    method = known_method(method)

    def part(x: int, n: int, nobody: Text) -> Estimate:
        return Estimate(x / n, proportion_interval(x, n, method, level)) if n else Estimate(None, None, nobody)

    t = table
    ratios = _ratios(t, level)
    return Measures(
        sensitivity=part(t.tp, t.diseased, _NOBODY_ILL),
        specificity=part(t.tn, t.healthy, _NOBODY_WELL),
        ppv=part(t.tp, t.positive, _NOBODY_POSITIVE),
        npv=part(t.tn, t.negative, _NOBODY_NEGATIVE),
        lr_positive=ratios[0],
        lr_negative=ratios[1],
        diagnostic_odds_ratio=ratios[2],
        accuracy=part(t.tp + t.tn, t.total, _NOBODY_ILL),
        youden=_youden(t, level),
        prevalence=part(t.diseased, t.total, _NOBODY_ILL),
        method=method,
        level=level,
    )


def _ratios(t: TwoByTwo, level: float) -> tuple[Estimate, Estimate, Estimate]:
    if not t.diseased or not t.healthy:
        nothing = Estimate(None, None, _ONE_GROUP)
        return nothing, nothing, nothing
    empty = 0 in (t.tp, t.fp, t.fn, t.tn)
    tp, fp, fn, tn = (cell + 0.5 * empty for cell in (t.tp, t.fp, t.fn, t.tn))
    ill, well = tp + fn, fp + tn
    note = _HALF_ADDED if empty else _pointing(t)

    def ratio_of(value: float, variance: float, method: str) -> Estimate:
        return Estimate(value, ratio_interval(value, max(variance, 0.0), method, level), note)

    return (
        ratio_of((tp / ill) / (fp / well), 1 / tp - 1 / ill + 1 / fp - 1 / well, "simel"),
        ratio_of((fn / ill) / (tn / well), 1 / fn - 1 / ill + 1 / tn - 1 / well, "simel"),
        ratio_of(tp * tn / (fp * fn), 1 / tp + 1 / fp + 1 / fn + 1 / tn, "log"),
    )


def _pointing(t: TwoByTwo) -> Text | None:
    # Compared in whole numbers: TP/ill against FP/well.
    against = t.tp * t.healthy - t.fp * t.diseased
    return _NO_INFORMATION if against == 0 else _WRONG_WAY if against < 0 else None


def _youden(t: TwoByTwo, level: float) -> Estimate:
    if not t.diseased or not t.healthy:
        return Estimate(None, None, _ONE_GROUP)
    hits, alarms = t.tp / t.diseased, t.fp / t.healthy
    first = proportion_interval(t.tp, t.diseased, "wilson", level)
    second = proportion_interval(t.fp, t.healthy, "wilson", level)
    return Estimate(hits - alarms, difference_interval(first, second, hits, alarms), _pointing(t))


@dataclass(frozen=True)
class Rates:
    """A test by its sensitivity and specificity, both shares in [0, 1].

    Raises:
        BadNumber: one of them is not a share.
    """

    sensitivity: float
    specificity: float

    def __post_init__(self) -> None:
        """Check both."""
        object.__setattr__(self, "sensitivity", share(self.sensitivity, SENSITIVITY, "sensitivity"))
        object.__setattr__(self, "specificity", share(self.specificity, SPECIFICITY, "specificity"))

    @property
    def lr_positive(self) -> float | None:
        """Return sensitivity / (1 - specificity); None where the specificity is 1 and the ratio has no finite value."""
        return self.sensitivity / (1 - self.specificity) if self.specificity < 1 else None

    @property
    def lr_negative(self) -> float | None:
        """Return (1 - sensitivity) / specificity; None where the specificity is 0."""
        return (1 - self.sensitivity) / self.specificity if self.specificity > 1e-300 else None

    @property
    def note(self) -> Text | None:
        """Return a warning where the test tells nothing or points the wrong way, else None."""
        sum_less_one = self.sensitivity + self.specificity - 1
        if abs(sum_less_one) < 1e-12:
            return _NO_INFORMATION
        return _WRONG_WAY if sum_less_one < 0 else None


def rates_from_ratios(lr_positive: float, lr_negative: float) -> Rates:
    """Return the sensitivity and specificity that give two likelihood ratios.

    spec = (LR+ - 1) / (LR+ - LR-), sens = LR+ · (1 - spec). There is an answer only when 1 lies between the two.

    Args:
        lr_positive: LR+, above 0.
        lr_negative: LR-, above 0.

    Raises:
        BadNumber: a ratio is not above 0, or both lie on the same side of 1 (Se + Sp = 1 where both are 1).
    """
    positive = ratio(lr_positive, both("LR+", "LR+"), "lr_positive")
    negative = ratio(lr_negative, both("LR−", "LR−"), "lr_negative")
    if (positive - 1) * (negative - 1) >= 0:
        raise BadNumber(_RATIOS_SAME_SIDE.format(positive=number(positive), negative=number(negative)), "lr_negative")
    # Both by one division: 1 - specificity would lose the digits of a high ratio.
    return Rates(min((1 - negative) / (1 - negative / positive), 1.0), (positive - 1) / (positive - negative))
