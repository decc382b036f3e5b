"""Agreement beyond chance: two examiners and one reflex."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lbp_teach.probability.checks import BadNumber, count
from lbp_teach.probability.checks import rows as listed
from lbp_teach.probability.distributions import normal_quantile
from lbp_teach.probability.intervals import Interval, level_of
from lbp_teach.text import Text, both

_CELL = both(da="Antallet i et felt", en="The number in a cell")
_NOT_SQUARE = both(
    da="Tabellen skal have lige mange rækker og kolonner, mindst to, og mindst én patient.",
    en="The table needs as many rows as columns, at least two, and at least one patient.",
)
_ONE_CATEGORY = both(
    da="Begge undersøgere gav alle samme svar, så der er ingen tilfældig enighed at måle mod, og kappa findes ikke.",
    en="Both examiners gave everybody the same answer, so there is no chance agreement to measure against: no kappa.",
)

_FULL = both(da="Fuld enighed: metoden giver intet interval.", en="Full agreement: the method gives no interval.")


@dataclass(frozen=True)
class Agreement:
    """How far two examiners agree.

    Attributes:
        observed: share of patients on whom they agree.
        expected: share on whom they would agree by chance, given how often each uses each answer.
        kappa: (observed - expected) / (1 - expected), at most 1; None where it does not exist.
        interval: large-sample interval of kappa, cut at -1 and 1; None likewise, and where its variance is 0.
        note: why there is no kappa or no interval, else None.
    """

    observed: float
    expected: float
    kappa: float | None
    interval: Interval | None
    note: Text | None = None


def cohen_kappa(table: Sequence[Sequence[int]], level: float = 0.95) -> Agreement:
    """Return Cohen's kappa with its large-sample interval.

    Args:
        table: square counts; row = first examiner's answer, column = the second's, in the same order.
        level: confidence level.

    Raises:
        BadNumber: the table is not square, is empty, or holds something that is not a count.

    Source:
        Cohen 1960; variance by Fleiss, Cohen and Everitt 1969.
    """
    level = level_of(level)
    table = [listed(row, _NOT_SQUARE) for row in listed(table, _NOT_SQUARE)]
    size = len(table)
    # The field is the cell's running number, row by row, so that a screen can put the sentence beside it.
    rows = [[count(cell, _CELL, str(i * size + j)) for j, cell in enumerate(row)] for i, row in enumerate(table)]
    n = sum(map(sum, rows))
    if size < 2 or any(len(row) != size for row in rows) or n == 0:
        raise BadNumber(_NOT_SQUARE)
    p = [[cell / n for cell in row] for row in rows]
    by_row = [sum(row) for row in p]
    by_column = [sum(row[j] for row in p) for j in range(size)]
    observed = sum(p[i][i] for i in range(size))
    expected = sum(r * c for r, c in zip(by_row, by_column, strict=True))
    if 1 - expected < 1e-12:
        return Agreement(observed, expected, None, None, _ONE_CATEGORY)
    # In whole numbers, so that full agreement is exactly 1.
    agreed = sum(rows[i][i] for i in range(size))
    chance = sum(sum(rows[i]) * sum(row[i] for row in rows) for i in range(size))
    kappa = (n * agreed - chance) / (n * n - chance)
    disagree = 1 - kappa
    on = sum(p[i][i] * (1 - (by_row[i] + by_column[i]) * disagree) ** 2 for i in range(size))
    off = disagree**2 * sum(
        p[i][j] * (by_column[i] + by_row[j]) ** 2 for i in range(size) for j in range(size) if i != j
    )
    variance = (on + off - (kappa - expected * disagree) ** 2) / (n * (1 - expected) ** 2)
    if agreed == n:
        return Agreement(1.0, expected, kappa, None, _FULL)
    half = normal_quantile(level) * math.sqrt(max(variance, 0.0))
    return Agreement(
        observed, expected, kappa, Interval(max(kappa - half, -1.0), min(kappa + half, 1.0), "large_sample", level)
    )
