"""How a class worked: what was found of what was needed, time, and whether certainty was deserved. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lbp_teach.cohort.discrimination import LEVEL, variance
from lbp_teach.cohort.figure import FEWEST, Figure, figure, too_few
from lbp_teach.cohort.quantiles import t_quantile
from lbp_teach.probability.intervals import Interval

#: From which share on each level of certainty pays (the marking of confidence: 67 and 80 per cent).
PAYS = {1: 0.0, 2: 0.67, 3: 0.80}
GOOD = ("best", "acceptable")


def mean(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
    """Return a mean over learners with the interval of Student's t; refused below `FEWEST`."""
    n = len(values)
    few = too_few(n, FEWEST)
    if few:
        return few
    middle = math.fsum(values) / n
    half = t_quantile(LEVEL, n - 1) * math.sqrt(variance(values) / n)
    return figure(n, middle, Interval(middle - half, middle + half, "t", LEVEL))


def mean_share(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
    """Return a mean of shares from 0 to 1; its interval, which knows nothing of that, ends there too."""
    found = mean(values)
    if found.interval is None:
        return found
    ends = replace(found.interval, low=max(0.0, found.interval.low), high=min(1.0, found.interval.high))
    return replace(found, interval=ends)


@dataclass(frozen=True)
class Process:
    """How a class worked, as means over learners.

    Attributes:
        history: share of the points for asking what had to be asked, 0 to 1.
        examination: the same for examining.
        focus: the same for leaving out what was not needed.
        time: the same for keeping the time.
        minutes: minutes with a patient, for an attempt.
        left_open: share of decisions that were left open.
    """

    history: Figure
    examination: Figure
    focus: Figure
    time: Figure
    minutes: Figure
    left_open: Figure


def process(test: pd.DataFrame, attempts: pd.DataFrame) -> Process:
    """Return the process measures of a class.

    Args:
        test: marks, as `first_marks` returns them.
        attempts: attempts, as `Marks.attempts` returns them.
    """

    def of(rows: pd.DataFrame) -> Figure:
        sums = rows.groupby("learner", observed=True)[["points", "of"]].sum()
        return mean_share((sums["points"] / sums["of"]).to_numpy(float))

    finding = test["kind"] == "finding"
    decisions = test[test["category"] == "decision"]
    opened = (decisions["mark"] == "missing").groupby(decisions["learner"], observed=True).mean()
    counted = attempts[attempts["counts"] & (attempts["number"] == 1)]
    minutes = counted.groupby("learner", observed=True)["seconds"].mean() / 60
    return Process(
        history=of(test[finding & (test["category"] == "history")]),
        examination=of(test[finding & (test["category"] == "examination")]),
        focus=of(test[test["subject"] == "focus"]),
        time=of(test[test["subject"] == "time"]),
        minutes=mean(minutes.to_numpy(float)),
        left_open=mean_share(opened.to_numpy(float)),
    )


@dataclass(frozen=True)
class Sure:
    """One level of certainty: how often it was said, and how often what was said held, as a mean over learners."""

    level: int
    answers: int
    right: Figure


def calibration(test: pd.DataFrame) -> list[Sure]:
    """Return for each level of certainty the share of decisions that could be defended, over learners who used it.

    A learner's decisions lean on each other, so the figure is the mean of the learners' own shares.
    """
    said = test[(test["category"] == "decision") & test["confidence"].notna() & test["grade"].notna()]
    right = said["grade"].isin(GOOD)
    levels = said["confidence"].astype("int64")
    found = []
    for level in PAYS:
        rows = (levels == level).to_numpy(bool)
        own = right[rows].groupby(said.loc[rows, "learner"], observed=True).mean()
        found.append(Sure(level, int(rows.sum()), mean_share(own.to_numpy(float))))
    return found


def estimates(test: pd.DataFrame) -> Figure:
    """Return the mean share of the points for the estimate after the examination; an even spread gives 0."""
    rows = test[test["subject"] == "estimate"]
    sums = rows.groupby("learner", observed=True)[["points", "of"]].sum()
    return mean((sums["points"] / sums["of"]).to_numpy(float))
