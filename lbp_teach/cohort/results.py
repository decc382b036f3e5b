"""A learner's result as she gets it herself: the marks of her attempts after cap and floor. Pure.

Items add up to the sum *before* a critical error caps it (`docs/scoring.md`). Item analysis works on them; what is said
of a learner, and who would pass, works on this.
"""

from __future__ import annotations

import pandas as pd


def first_attempts(attempts: pd.DataFrame) -> pd.DataFrame:
    """Return each learner's first attempt at a case that counts, variants under their case, as `first_marks` does.

    Args:
        attempts: as `Marks.attempts` returns them.
    """
    counted = attempts[attempts["counts"] & attempts["score"].notna()]
    if counted.empty:
        return counted
    first = counted.groupby(["learner", "base"], observed=True)["number"].transform("min")
    return counted[counted["number"] == first]


def results(attempts: pd.DataFrame) -> pd.Series[float]:
    """Return by learner id the mean of the marks of her first attempts, in per cent and not rounded.

    Each attempt weighs the same, and its mark is that of her own report and of the gradebook.

    Args:
        attempts: as `Marks.attempts` returns them.
    """
    first = first_attempts(attempts)
    found = first.groupby("learner", observed=True)["score"].mean().astype(float)
    return found.rename(index=str)
