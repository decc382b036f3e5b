"""The calculators in a notebook cell: numbers in, a few lines of text out, for those who would rather type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lbp_teach.lab.answers import percent
from lbp_teach.lab.ask import amount, copy_text, three
from lbp_teach.probability.agreement import cohen_kappa
from lbp_teach.probability.bayes import Uncertain, after_result, post_test_interval, post_test_simulated
from lbp_teach.probability.checks import SENSITIVITY, SPECIFICITY, BadNumber
from lbp_teach.probability.combine import INDEPENDENT, covariance_bounds, parallel, series
from lbp_teach.probability.demonstrators import any_flag, begg_greenes
from lbp_teach.probability.frequencies import natural_frequencies
from lbp_teach.probability.table import Estimate, Rates, TwoByTwo, measures
from lbp_teach.probability.when_to_test import ratio_to_reach, thresholds
from lbp_teach.text import Lang, Text, both

_NOT_SO_MANY = both(
    da="{what} skal gives som {n} tal i en parentes, for eksempel (0.80, 0.70, 0.87) eller (0.80, 0.60).",
    en="{what} must be given as {n} numbers in brackets, for example (0.80, 0.70, 0.87) or (0.80, 0.60).",
)
_PAIR_OF = both(da="En test (sensitivitet, specificitet)", en="A test (sensitivity, specificity)")
_COUNTS = both(da="Antallene (syge, ikke syge, uden facit)", en="The counts (ill, not ill, not verified)")
_CROWD = both(
    da="Af {total}: {diseased} med sygdommen ({tp} positive, {fn} negative) og {healthy} uden "
    "({fp} positive, {tn} negative).",
    en="Of {total}: {diseased} with the disease ({tp} positive, {fn} negative) and {healthy} without "
    "({fp} positive, {tn} negative).",
)
_AFTER = both(
    da="Fra {pre} til {positive} efter en positiv test og {negative} efter en negativ.",
    en="From {pre} to {positive} after a positive test and {negative} after a negative one.",
)
_BAND = both(
    da="95 %-interval efter positiv test: {low}–{high} (formel), {low2}–{high2} (simuleret).",
    en="95% interval after a positive test: {low}–{high} (formula), {low2}–{high2} (simulated).",
)
_PAIR = {
    "series": both(
        da="Begge skal være positive: sens. {se}, spec. {sp}", en="Both must be positive: sens. {se}, spec. {sp}"
    ),
    "parallel": both(da="Én er nok: sens. {se}, spec. {sp}", en="One is enough: sens. {se}, spec. {sp}"),
    "most": both(
        da="Følges de ad, så meget de kan, kræver begge positive: sens. {se}, spec. {sp}",
        en="If they go together as far as they can, both positive: sens. {se}, spec. {sp}",
    ),
}
_FLAG = both(
    da="Før: {pre}. Med mindst ét flag: {after}. LR+ {ratio}.",
    en="Before: {pre}. With at least one flag: {after}. LR+ {ratio}.",
)
_ZONES = both(
    da="Handler du fra {action}, kan testen ændre noget mellem {low} og {high}.",
    en="If you act from {action}, the test can change something between {low} and {high}.",
)
_NEEDED = both(
    da="Fra {pre} kræver det LR {needed} at nå {action}; testens LR+ er {has}.",
    en="From {pre} it takes an LR of {needed} to reach {action}; the test's LR+ is {has}.",
)
_KAPPA = both(
    da="Enige om {observed}, ved tilfældighed om {expected}: kappa {kappa}.",
    en="Agree on {observed}, by chance on {expected}: kappa {kappa}.",
)
_CORRECTED = both(
    da="Kun de verificerede: sens. {naive}. Rettet for hvem der fik facit: sens. {value}.",
    en="The verified alone: sens. {naive}. Corrected for who got the reference: sens. {value}.",
)


def table_text(tp: int, fp: int, fn: int, tn: int, lang: str = "da", method: str = "wilson") -> str:
    """Return every measure of a 2×2 table with its interval; raises BadNumber."""
    table = TwoByTwo(tp, fp, fn, tn)
    return copy_text(table, measures(table, method), language(lang))


def post_test_text(
    pre: float,
    sensitivity: tuple[float, float, float],
    specificity: tuple[float, float, float],
    lang: str = "da",
    total: int = 1000,
) -> str:
    """Return what a test does to a crowd and to a probability.

    Args:
        pre: probability before the test, a share.
        sensitivity: value, lower and upper end of its 95% interval.
        specificity: likewise.
        lang: `da` or `en`.
        total: how many people the crowd has.

    Raises:
        BadNumber: a number cannot be used.
    """
    se, sp = _interval(sensitivity, SENSITIVITY), _interval(specificity, SPECIFICITY)
    before = Uncertain.known(pre)
    crowd = natural_frequencies(pre, se.value, sp.value, total)
    table = crowd.table
    point, closed = post_test_interval(before, se, sp, positive=True)
    drawn = post_test_simulated(before, se, sp, positive=True)
    counts = {"total": crowd.total, "diseased": crowd.diseased, "healthy": crowd.healthy}
    counts |= {"tp": table.tp, "fp": table.fp, "fn": table.fn, "tn": table.tn}
    ends = {"low": closed.low, "high": closed.high, "low2": drawn.low, "high2": drawn.high}
    negative = percent(after_result(pre, se.value, sp.value, positive=False))
    lines = [
        _CROWD.format(**counts),
        _AFTER.format(pre=percent(pre), positive=percent(point), negative=negative),
        _BAND.format(**{name: percent(value) for name, value in ends.items()}),
    ]
    return _said(lines, lang)


def pair_text(first: tuple[float, float], second: tuple[float, float], lang: str = "da") -> str:
    """Return what two tests, each given as sensitivity and specificity, are together; raises BadNumber."""
    a, b = _rates(first), _rates(second)
    most = series(
        a,
        b,
        covariance_bounds(a.sensitivity, b.sensitivity)[1],
        covariance_bounds(a.specificity, b.specificity)[1],
    )
    pairs = {"series": series(a, b), "parallel": parallel(a, b), "most": most}
    lines = [
        _PAIR[name].format(se=percent(found.sensitivity), sp=percent(found.specificity))
        for name, found in pairs.items()
    ]
    return _said([*lines[:2], INDEPENDENT, lines[2]], lang)


def flag_text(prevalence: float, flagged: float, lang: str = "da") -> str:
    """Return what at least one red flag says when so many have one and everybody ill has one; raises BadNumber."""
    flags = any_flag(prevalence, flagged)
    after = after_result(prevalence, flags.sensitivity, flags.specificity, positive=True)
    words = {"pre": percent(prevalence), "after": percent(after), "ratio": _three(flags.lr_positive)}
    return _said([_FLAG.format(**words)], lang)


def threshold_text(pre: float, test: tuple[float, float], action: float, lang: str = "da") -> str:
    """Return between which probabilities a test can change what is done, and the LR it would take; raises BadNumber."""
    rates = _rates(test)
    found = thresholds(rates, action)
    lines = []
    if found.testing is not None and found.test_action is not None:
        words = {"action": percent(action), "low": percent(found.testing), "high": percent(found.test_action)}
        lines.append(_ZONES.format(**words))
    elif found.note is not None:
        lines.append(found.note)
    needed = ratio_to_reach(pre, action)
    words = {"pre": percent(pre), "needed": _three(needed), "action": percent(action), "has": _three(rates.lr_positive)}
    return _said([*lines, _NEEDED.format(**words)], lang)


def kappa_text(table: Sequence[Sequence[int]], lang: str = "da") -> str:
    """Return how far two examiners agree; rows are the first's answers, columns the second's; raises BadNumber."""
    found = cohen_kappa(table)
    estimate = Estimate(found.kappa, found.interval, found.note)
    kappa = both(da=amount(estimate, Lang.DA), en=amount(estimate, Lang.EN))
    words = {"observed": percent(found.observed), "expected": percent(found.expected), "kappa": kappa}
    return _said([_KAPPA.format(**words)], lang)


def verification_text(positive: tuple[int, int, int], negative: tuple[int, int, int], lang: str = "da") -> str:
    """Return the sensitivity before and after the Begg-Greenes correction.

    Args:
        positive: of the test positives, how many were ill, were well, and had no reference test.
        negative: of the test negatives, likewise.
        lang: `da` or `en`.

    Raises:
        BadNumber: a count cannot be used.
    """
    found = begg_greenes(*_several(positive, 3, _COUNTS), *_several(negative, 3, _COUNTS))
    value = both(da=amount(found.sensitivity, Lang.DA), en=amount(found.sensitivity, Lang.EN))
    return _said([_CORRECTED.format(naive=_three(found.naive_sensitivity), value=value)], lang)


def language(lang: str) -> Lang:
    """Return a language by its name.

    Raises:
        ValueError: it is not one of ours.
    """
    try:
        return Lang(lang)
    except ValueError:
        raise ValueError(f"lang is {lang!r}; it can be 'da' or 'en'.") from None


def _several(values: Any, n: int, what: Text) -> list[Any]:
    if not isinstance(values, list | tuple) or len(values) != n:
        raise BadNumber(_NOT_SO_MANY.format(what=what, n=n))
    return list(values)


def _interval(values: Any, what: Text) -> Uncertain:
    value, low, high = _several(values, 3, what)
    return Uncertain.between(value, low, high, what=what)


def _rates(values: Any) -> Rates:
    return Rates(*_several(values, 2, _PAIR_OF))


def _three(value: float | None) -> Text:
    return both(da="–", en="–") if value is None else both(da=three(value, Lang.DA), en=three(value, Lang.EN))


def _said(lines: list[Text], lang: str) -> str:
    tongue = language(lang)
    return "\n".join(line(tongue) for line in lines)
