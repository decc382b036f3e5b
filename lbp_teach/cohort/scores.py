"""Learners × items as numbers: what item analysis works on. An item that a learner did not meet is missing, never 0.

Three things are kept apart:

- *not met*: she never came to that visit, or her variant does not have the item. Missing; she is not counted for it.
- *left open*: she met it and did nothing. She has its 0 points.
- *practice*, attempts that do not count, and later attempts at the same case: not part of the test.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from lbp_teach.cohort.columns import Array

Which = Literal["first", "last"]
#: The columns of the marks that item analysis uses.
USED = ("learner", "item", "base", "number", "points", "of", "mark", "grade", "chosen", "best")


@dataclass(frozen=True, eq=False)
class Scores:
    """The test: one row for each learner, one column for each item.

    Attributes:
        learners: ids, in the order of the rows.
        items: names, in the order of the columns.
        points: points, not a number where the item was not met.
        of: points that could be had, not a number where the item was not met.
    """

    learners: tuple[str, ...]
    items: tuple[str, ...]
    points: Array
    of: Array

    @property
    def n(self) -> int:
        """Return the number of learners."""
        return len(self.learners)

    @cached_property
    def met(self) -> Array:
        """Return which learner met which item."""
        return ~np.isnan(self.of)

    @cached_property
    def share(self) -> Array:
        """Return the share of an item's points that was given: 1 best, below 0 where points were taken."""
        return self.points / self.of

    @cached_property
    def total(self) -> Array:
        """Return the share of all points of the items that a learner met."""
        of = np.nansum(self.of, axis=1)
        found: Array = np.nansum(self.points, axis=1) / np.where(of > 0, of, np.nan)
        return found

    @cached_property
    def rest(self) -> Array:
        """Return, for each item, the share of the points on all *other* items; missing where there are none."""
        points = np.nansum(self.points, axis=1)[:, None] - self.points
        of = np.nansum(self.of, axis=1)[:, None] - self.of
        found: Array = points / np.where(of > 0, of, np.nan)
        return found

    def only(self, rows: Array) -> Scores:
        """Return the test of some of the learners.

        Args:
            rows: for each learner, whether she is wanted.
        """
        kept = tuple(name for name, wanted in zip(self.learners, rows, strict=True) if wanted)
        return Scores(kept, self.items, self.points[rows], self.of[rows])

    def by_case(self) -> Scores:
        """Return the test with one item for each case: marks within a case lean on each other, cases less so."""
        bases = list(dict.fromkeys(name.split("/")[0] for name in self.items))
        of_base = np.array([bases.index(name.split("/")[0]) for name in self.items], np.int64)
        points, of = (
            np.column_stack([np.nansum(table[:, of_base == place], axis=1) for place in range(len(bases))])
            if bases
            else np.empty((self.n, 0))
            for table in (self.points, self.of)
        )
        met = of > 0
        return Scores(self.learners, tuple(bases), np.where(met, points, np.nan), np.where(met, of, np.nan))


def marks_of_test(items: pd.DataFrame, cases: Collection[str] | None = None, which: Which = "first") -> pd.DataFrame:
    """Return the marks that make the test: of attempts that count, no practice, one attempt of a learner at a case.

    Args:
        items: marks, as `Marks.items` returns them.
        cases: ids of cases, without seeds; None for all.
        which: whether the first or the last attempt at a case is taken. The first is untouched by its debrief.
    """
    rows = items["counts"] & ~items["practice"] & (items["of"] > 0)
    if cases is not None:
        rows &= items["base"].isin(list(cases))
    wanted = items.loc[rows, list(USED)]
    if wanted.empty:
        return wanted
    by = wanted.groupby(["learner", "base"], observed=True)["number"]
    return wanted[wanted["number"] == by.transform("min" if which == "first" else "max")]


def scores(test: pd.DataFrame) -> Scores:
    """Return the marks of a test as learners × items.

    Args:
        test: marks, as `marks_of_test` returns them: an item at most once for each learner.

    Raises:
        ValueError: a learner has an item twice.
    """
    learner, learners = pd.factorize(test["learner"], sort=True)
    item, items = pd.factorize(test["item"], sort=True)
    points, of = (np.full((len(learners), len(items)), np.nan) for _ in range(2))
    points[learner, item] = test["points"].to_numpy(float)
    of[learner, item] = test["of"].to_numpy(float)
    if np.count_nonzero(~np.isnan(of)) != len(test):
        raise ValueError("a learner has an item twice: take one attempt of each learner at a case")
    return Scores(tuple(map(str, learners)), tuple(map(str, items)), points, of)


def in_order(table: Scores) -> Scores:
    """Return the test with its rows in an order that follows from the numbers alone, for what is drawn at random.

    Learners with the same numbers can stand in any order among themselves: it makes no difference.
    """
    keys = [*np.nan_to_num(table.points, nan=-1e9).T, *np.nan_to_num(table.of, nan=-1e9).T]
    if table.n == 0 or not keys:
        return table
    order = np.lexsort(keys)
    return Scores(tuple(table.learners[i] for i in order), table.items, table.points[order], table.of[order])


def rows_of(test: pd.DataFrame) -> Array:
    """Return, for each mark of a test, the row of its learner in what `scores` returns."""
    found: Array = pd.factorize(test["learner"], sort=True)[0]
    return found
