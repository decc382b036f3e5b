"""How good were the learner's guesses? Proper scores: nobody gains by saying something else than she thinks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.probability.checks import PROBABILITY, BadNumber, rows, share, yes_or_no
from lbp_teach.text import both

_OUTCOME = both(da="Udfaldet", en="The outcome")
_PAIRS = both(
    da="Giv hvert gæt som et par: sandsynligheden, og om det var sådan.",
    en="Give each guess as a pair: the probability, and whether it was so.",
)
#: A guess of 0 or 1 is scored as this far from it: a wrong certainty must cost a lot, not everything for ever.
EDGE = 0.001


def brier(guess: float, happened: bool) -> float:
    """Return (guess - outcome)², 0 best and 1 worst; over both outcomes, as Brier wrote it, it is twice that.

    Source:
        Brier 1950.
    """
    return (share(guess, PROBABILITY, "guess") - yes_or_no(happened, _OUTCOME, "happened")) ** 2


def log_score(guess: float, happened: bool) -> float:
    """Return -ln of the probability given to what happened, 0 best; a guess of 0 or 1 counts as 0.001 or 0.999.

    Source:
        Good 1952.
    """
    p = min(max(share(guess, PROBABILITY, "guess"), EDGE), 1 - EDGE)
    return -math.log(p if yes_or_no(happened, _OUTCOME, "happened") else 1 - p)


def mean_brier(guess: float, truth: float) -> float:
    """Return the mean Brier score of one guess over many patients of whom the share `truth` have the disease.

    q(1-p)² + (1-q)p². It is smallest, q(1-q), when the guess is the share itself; the distance above that is (p-q)².
    """
    p, q = share(guess, PROBABILITY, "guess"), share(truth, PROBABILITY, "truth")
    return q * brier(p, True) + (1 - q) * brier(p, False)


def mean_log_score(guess: float, truth: float) -> float:
    """Return the mean log score of one guess over many patients of whom the share `truth` have the disease."""
    q = share(truth, PROBABILITY, "truth")
    return q * log_score(guess, True) + (1 - q) * log_score(guess, False)


@dataclass(frozen=True)
class Band:
    """The guesses of one certainty: what was said on average, how often it was so, and how many there were."""

    said: float
    share: float
    n: int


def calibration(guesses: Sequence[tuple[float, bool]]) -> tuple[Band, ...]:
    """Return, for each probability that was given, how often it came true; in rising order.

    Args:
        guesses: pairs of probability and whether it was so.
    """
    groups: dict[float, list[bool]] = {}
    for one in rows(guesses, _PAIRS):
        if len(rows(one, _PAIRS)) != 2:
            raise BadNumber(_PAIRS)
        guess, happened = one
        happened = yes_or_no(happened, _OUTCOME, "happened")
        groups.setdefault(share(guess, PROBABILITY, "guess"), []).append(happened)
    return tuple(Band(p, sum(hits) / len(hits), len(hits)) for p, hits in sorted(groups.items()))
