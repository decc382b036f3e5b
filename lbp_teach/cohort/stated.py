"""Whether a class's probabilities meant what they said: of what was called 70 per cent, 70 in 100 should hold. Pure.

What is looked at is the chance that a learner gave to the category she thought most likely, before and after the
examination, as on a learner's own page. A learner's estimates lean on each other, so a figure is the mean of the
learners' own shares.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from lbp_teach.cohort.dashboard_process import mean, mean_share
from lbp_teach.cohort.figure import Figure
from lbp_teach.forecast import Forecast

#: Bins of what was said, in whole per cent, each from its first number to just below the next. The toolkit's own
#: choice: below 50 nothing was thought more likely than all else together, and few say more than that they are certain.
BINS = (0, 50, 65, 80, 95, 101)


@dataclass(frozen=True)
class Stated:
    """What came of estimates in one bin.

    Attributes:
        low: least per cent of the bin.
        high: most per cent of the bin.
        estimates: how many there were.
        said: what was said, as a mean over learners, 0 to 1.
        held: how often it held, as a mean over learners, 0 to 1.
    """

    low: int
    high: int
    estimates: int
    said: Figure
    held: Figure


def word(forecasts: Iterable[Forecast]) -> str:
    """Return the estimates of one visit as a word of a table: when, per cent, whether it held; `after:80:1`."""
    return " ".join(f"{one.when}:{round(100 * one.leading[0])}:{int(one.leading[1])}" for one in forecasts)


def estimates_of(test: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each estimate, with `learner`, `when`, `percent` and `held`.

    Args:
        test: marks, as `first_marks` returns them; the column `chosen` of an estimate holds `word`.
    """
    rows = test[(test["subject"] == "estimate") & test["chosen"].notna()]
    found = [
        (learner, when, int(percent), held == "1")
        for learner, words in zip(rows["learner"].astype(str), rows["chosen"].astype(str), strict=True)
        for when, percent, held in (one.split(":") for one in words.split())
    ]
    return pd.DataFrame(found, columns=["learner", "when", "percent", "held"])


def stated(test: pd.DataFrame) -> list[Stated]:
    """Return for each bin what was said and what held; a bin without estimates is left out.

    Args:
        test: marks, as `first_marks` returns them.
    """
    table = estimates_of(test)
    found = []
    for low, above in pairwise(BINS):
        rows = table[(table["percent"] >= low) & (table["percent"] < above)]
        if rows.empty:
            continue
        own = rows.groupby("learner")[["percent", "held"]].mean()
        found.append(
            Stated(
                low=low,
                high=above - 1,
                estimates=len(rows),
                said=mean_share(own["percent"].to_numpy(float) / 100),
                held=mean_share(own["held"].to_numpy(float)),
            )
        )
    return found


def overconfidence(test: pd.DataFrame) -> Figure:
    """Return by how much the class said more than held, as a mean over learners of said minus held, -1 to 1."""
    table = estimates_of(test)
    own = table.groupby("learner")[["percent", "held"]].agg(lambda values: math.fsum(values) / len(values))
    return mean((own["percent"] / 100 - own["held"]).to_numpy(float))
