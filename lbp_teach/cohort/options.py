"""What was chosen at a decision: how many took each option, and how these learners did on the rest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lbp_teach.cohort.columns import Array
from lbp_teach.cohort.discrimination import GROUP, LEVEL, group_size
from lbp_teach.cohort.figure import FEW, FEWEST, Figure, figure, refused, suppressed, too_few
from lbp_teach.cohort.scores import Scores
from lbp_teach.guideline.model import Decision
from lbp_teach.probability.intervals import proportion_interval
from lbp_teach.text import Text, both

#: The value that stands for a decision that was left open.
LEFT_OPEN = ""
_OPEN = both(da="Ikke besvaret", en="Left open")
_HIDDEN = both(
    da="Skjult, så ingen kan genkendes ({least} eller flere vises).",
    en="Hidden, so that nobody can be recognised ({least} or more are shown).",
)
_GOOD = ("best", "acceptable")


@dataclass(frozen=True)
class Option:
    """One option of a decision.

    Attributes:
        value: its id; empty for what was left open.
        label: in words.
        n: how many chose it; None where that is hidden.
        share: of all who met the decision; without a number where it is hidden.
        rest: mean share of the points on all other items of those who chose it.
        best_for: how many of all who met the decision had a patient for whom it is best; variants may differ. None
            where that is hidden.
        upper: how many of the strongest on the rest chose it although it is neither best nor acceptable for their
            patient; None where that is hidden.
    """

    value: str
    label: Text
    n: int | None
    share: Figure
    rest: Figure
    best_for: int | None
    upper: int | None


@dataclass(frozen=True)
class Options:
    """The options of a decision.

    Attributes:
        n: how many met it.
        options: in the order of the board, and last what was left open.
        strongest: how many are the strongest on the rest; 0 where that cannot be said.
    """

    n: int
    options: tuple[Option, ...]
    strongest: int


def options_of(
    marks: pd.DataFrame, rows: Array, table: Scores, item: int, decision: Decision, level: float = LEVEL
) -> Options:
    """Return what was chosen at one decision.

    Args:
        marks: the marks of this item, one for each learner who met it.
        rows: the row of each of them in the test.
        table: the test.
        item: its column.
        decision: from the guideline.
        level: of the intervals.

    Returns:
        The options; with fewer than `FEWEST` learners nothing is told.
    """
    rest = table.rest[rows, item]
    chosen = marks["chosen"].astype(object).fillna(LEFT_OPEN).to_numpy()
    good = marks["grade"].isin(_GOOD).to_numpy()
    # Many learners, few patients: each set of best values is taken apart once.
    best = [(set(str(values).split()), int(n)) for values, n in marks["best"].value_counts().items()]
    labels = {one.value: one.label for one in decision.options} | {LEFT_OPEN: _OPEN}
    n = len(chosen)
    counts = {value: int((chosen == value).sum()) for value in labels}
    told: dict[str, int | None] = suppressed(counts) if n >= FEWEST else dict.fromkeys(counts)
    strong = strongest(rest)
    top = {value: int((strong & ~good & (chosen == value)).sum()) for value in labels}
    bests = {value: sum(n for values, n in best if value in values) for value in labels}
    found = []
    for value, label in labels.items():
        shown = told[value]
        found.append(
            Option(
                value,
                label,
                shown,
                _share(shown, n, level),
                _rest(rest[chosen == value], n) if shown is not None else _hidden(n),
                bests[value] if n >= FEWEST and bests[value] not in range(1, FEWEST) else None,
                None if shown is None or 0 < top[value] < FEWEST else top[value],
            )
        )
    return Options(n, tuple(found), int(strong.sum()))


def strongest(rest: Array) -> Array:
    """Return who is among the 27 per cent with the most on the rest, ties included; nobody where there are too few.

    Args:
        rest: for each learner who met the item, the share of the points on all others.
    """
    known = ~np.isnan(rest)
    values = np.sort(rest[known])
    if len(values) < FEW or values[0] == values[-1]:
        return np.zeros(len(rest), bool)
    # Where the border is also the lowest value there is no upper group.
    border = values[-group_size(len(values), GROUP)]
    return np.where(known, rest, -np.inf) >= border if border > values[0] else np.zeros(len(rest), bool)


def _hidden(n: int) -> Figure:
    return refused(n, _HIDDEN.format(least=FEWEST))


def _share(shown: int | None, n: int, level: float) -> Figure:
    few = too_few(n, FEWEST)
    if few or shown is None:
        return few or _hidden(n)
    return figure(n, shown / n, proportion_interval(shown, n, level=level))


def _rest(values: Array, n: int) -> Figure:
    values = values[~np.isnan(values)]
    few = too_few(n, FEW) or too_few(len(values), FEWEST)
    return few or figure(len(values), math.fsum(values) / len(values))
