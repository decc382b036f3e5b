"""What may be put into a calculation; anything else is refused with one sentence in both languages."""

from __future__ import annotations

import math
from typing import Any

from lbp_teach.text import Text, both

#: Nobody counts more patients than this; beyond it whole numbers are no longer exact in a browser.
MOST = 10**9

PROBABILITY = both(da="Sandsynligheden", en="The probability")
PRE_TEST = both(da="Sandsynligheden før testen", en="The pre-test probability")
SENSITIVITY = both(da="Sensitiviteten", en="The sensitivity")
SPECIFICITY = both(da="Specificiteten", en="The specificity")
PREVALENCE = both(da="Forekomsten", en="The prevalence")
RATIO = both(da="Likelihood-ratioen", en="The likelihood ratio")
DEPENDENCE = both(da="Afhængigheden", en="The dependence")

_NO_NUMBER = both(
    da="{what} er ikke et tal. Skriv et tal, for eksempel {example}.",
    en="{what} is not a number. Write a number, for example {example}.",
)
_PERCENT = both(
    da="{what} er {value}, men skal være en andel mellem 0 og 1. Mente du {share} (altså {value} %)?",
    en="{what} is {value} but must be a share between 0 and 1. Did you mean {share} (that is {value}%)?",
)
_OUTSIDE = both(
    da="{what} er {value}, men skal ligge fra {low} til {high}. Ret tallet.",
    en="{what} is {value} but must lie from {low} to {high}. Correct the number.",
)
_EDGE = both(
    da="{what} er {value}, men skal ligge mellem 0 og 1 og ikke på kanten. Brug for eksempel 0,001 eller 0,999.",
    en="{what} is {value} but must lie between 0 and 1, not at the edge. Use 0.001 or 0.999, for example.",
)
_NEGATIVE_COUNT = both(
    da="{what} er {value}, men et antal kan ikke være negativt. Skriv 0 eller mere.",
    en="{what} is {value}, but a count cannot be negative. Write 0 or more.",
)
_PART_COUNT = both(
    da="{what} er {value}, men et antal skal være helt. Rund af, eller regn med andele i stedet.",
    en="{what} is {value}, but a count must be whole. Round it, or work with shares instead.",
)
_HUGE = both(
    da="{what} er over {most}. Brug et mindre antal; forholdet mellem tallene er det, der tæller.",
    en="{what} is above {most}. Use a smaller count; it is the ratio between the numbers that matters.",
)
_NOT_POSITIVE = both(
    da="{what} er {value}, men skal være over 0. En ratio på 1 betyder, at resultatet ikke siger noget.",
    en="{what} is {value} but must be above 0. A ratio of 1 means that the result tells nothing.",
)


_NOT_YES_OR_NO = both(
    da="{what} skal være ja eller nej.",
    en="{what} must be yes or no.",
)


class BadNumber(ValueError):
    """A number that cannot be used.

    Attributes:
        text: in both languages: which number, what is allowed, what to do.
        field: name of the argument, so that a screen can put the sentence beside its cell; may be empty.
    """

    def __init__(self, text: Text, field: str = "") -> None:
        """Keep the sentence; as an exception it reads in English."""
        super().__init__(text.en)
        self.text = text
        self.field = field


def _number(value: Any, what: Text, field: str, example: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(_float(value)):
        danish, english = example.replace(".", ","), example
        raise BadNumber(_NO_NUMBER.format(what=what, example=both(danish, english)), field)
    return float(value)


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def share(value: Any, what: Text = PROBABILITY, field: str = "", *, inside: bool = False) -> float:
    """Return a probability, a sensitivity or another share as a float in [0, 1].

    Args:
        value: what was given; nothing about it is trusted.
        what: what the number is called in the sentence.
        field: name of the argument.
        inside: refuse 0 and 1 themselves.

    Raises:
        BadNumber: not a number, or outside; a value above 1 and up to 100 is taken for a percentage and said so.
    """
    found = _number(value, what, field, "0.10")
    if -1e-12 <= found < 0 or 1 < found <= 1 + 1e-12:  # a sum that is 0 or 1 but for rounding
        found = float(found > 0.5)
    if 1.5 <= found <= 100:
        raise BadNumber(_PERCENT.format(what=what, value=_exact(found), share=_exact(found / 100)), field)
    if not 0 <= found <= 1:
        raise BadNumber(_OUTSIDE.format(what=what, value=_exact(found), low="0", high="1"), field)
    found += 0.0  # no negative zero
    if inside and not 0 < found < 1:
        raise BadNumber(_EDGE.format(what=what, value=_exact(found)), field)
    return found


def count(value: Any, what: Text, field: str = "") -> int:
    """Return a count of people: whole, 0 or more.

    Raises:
        BadNumber: not a number, negative, with decimals, or above a thousand million.
    """
    found = _number(value, what, field, "40")
    if found < 0:
        raise BadNumber(_NEGATIVE_COUNT.format(what=what, value=_exact(found)), field)
    if found > MOST:
        raise too_many(what, field)
    if found != int(found):
        raise BadNumber(_PART_COUNT.format(what=what, value=_exact(found)), field)
    return int(found)


def too_many(what: Text, field: str = "") -> BadNumber:
    """Return the refusal of a count above a thousand million."""
    return BadNumber(_HUGE.format(what=what, most=both("1.000.000.000", "1,000,000,000")), field)


def yes_or_no(value: Any, what: Text, field: str = "") -> bool:
    """Return whether something happened: a bool, or the numbers 0 and 1."""
    if not isinstance(value, int | float) or value not in (0, 1):
        raise BadNumber(_NOT_YES_OR_NO.format(what=what), field)
    return bool(value)


def rows(value: Any, refusal: Text) -> list[Any]:
    """Return a list or a tuple as a list; anything else is refused with the sentence given."""
    if not isinstance(value, list | tuple):
        raise BadNumber(refusal)
    return list(value)


def ratio(value: Any, what: Text = RATIO, field: str = "") -> float:
    """Return a likelihood ratio or an odds ratio: above 0.

    Raises:
        BadNumber: not a number, or 0 or less.
    """
    found = _number(value, what, field, "2.8")
    if found <= 0:
        raise BadNumber(_NOT_POSITIVE.format(what=what, value=_exact(found)), field)
    return found


def within(value: Any, low: float, high: float, what: Text, field: str = "") -> float:
    """Return a number from `low` to `high`.

    Raises:
        BadNumber: not a number, or outside.
    """
    found = _number(value, what, field, f"{(low + high) / 2:g}")
    # The bounds of a covariance are themselves rounded; a value that is meant to be the bound must pass.
    slack = 1e-12 * max(1.0, abs(low), abs(high))
    if not low - slack <= found <= high + slack:
        words = {"value": _exact(found), "low": _exact(round(low, 12)), "high": _exact(round(high, 12))}
        raise BadNumber(_OUTSIDE.format(what=what, **words), field)
    return min(max(found, low), high)


def _exact(value: float) -> Text:
    """Return a number with all its digits, without an exponent where a person would write none."""
    plain = f"{value:.15g}"
    if "e" in plain and 1e-7 < abs(value) < 1e15:
        plain = f"{value:.12f}".rstrip("0").rstrip(".")
    return both(da=plain.replace(".", ","), en=plain)
