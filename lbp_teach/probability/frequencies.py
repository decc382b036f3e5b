"""Probabilities as people: whole numbers that add up exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lbp_teach.probability.checks import PREVALENCE, SENSITIVITY, SPECIFICITY, BadNumber, count, share
from lbp_teach.probability.table import TwoByTwo
from lbp_teach.text import both

_PEOPLE = both(da="Antallet af patienter", en="The number of patients")

_NOBODY = both(
    da="Antallet af patienter er 0. Skriv mindst én.",
    en="The number of patients is 0. Write at least one.",
)


@dataclass(frozen=True)
class Frequencies:
    """A crowd of people, first split by disease, then by test result.

    Attributes:
        table: the four ends of the tree.
        diseased: how many have the disease; table.tp + table.fn.
        healthy: how many have not; table.fp + table.tn.
        total: all of them; diseased + healthy.
    """

    table: TwoByTwo
    diseased: int
    healthy: int
    total: int


def half_up(value: float) -> int:
    """Return the nearest whole number, a half upwards, as a student would and as the browser does."""
    # 0.28 * 100 is 28.000000000000004: what is a whole number but for the last bit is taken as that number.
    return math.floor(float(f"{value:.9f}") + 0.5)


def natural_frequencies(prevalence: float, sensitivity: float, specificity: float, total: int = 1000) -> Frequencies:
    """Return how many of `total` people fall into each group.

    Rounded at each fork of the tree, and the other branch is what remains: so every level adds up exactly. The share
    with the disease among the positives, read off the counts, may therefore differ from Bayes' rule by rounding.

    Args:
        prevalence: share with the disease, 0 to 1.
        sensitivity: share of the diseased who test positive, 0 to 1.
        specificity: share of the healthy who test negative, 0 to 1.
        total: number of people, at least 1.

    Raises:
        BadNumber: a number cannot be used.
    """
    prevalence = share(prevalence, PREVALENCE, "prevalence")
    sensitivity = share(sensitivity, SENSITIVITY, "sensitivity")
    specificity = share(specificity, SPECIFICITY, "specificity")
    people = count(total, _PEOPLE, "total")
    if people == 0:
        raise BadNumber(_NOBODY, "total")
    diseased = half_up(people * prevalence)
    healthy = people - diseased
    tp = half_up(diseased * sensitivity)
    tn = half_up(healthy * specificity)
    return Frequencies(TwoByTwo(tp, healthy - tn, diseased - tp, tn), diseased, healthy, people)
