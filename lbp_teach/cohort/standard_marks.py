"""Both pass marks of a class, from what was typed: Angoff's and that of borderline regression. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lbp_teach.cohort.columns import Array
from lbp_teach.cohort.dashboard_process import mean_share
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.judging import BORDER, JUDGES_USUAL, number_of
from lbp_teach.cohort.scores import Scores, marks_of_test, scores
from lbp_teach.cohort.standard import PassRate, Standard, angoff, borderline_regression, pass_rate


@dataclass(frozen=True, eq=False)
class PassMarks:
    """What was typed, and the marks that follow.

    Attributes:
        test: the class's points, with one item for each case.
        cells: by field (`judging.clean`), what judges typed.
        ratings: by learner id, the examiner's global rating.
    """

    test: Scores
    cells: Mapping[str, str]
    ratings: Mapping[str, float]

    @classmethod
    def of(cls, items: pd.DataFrame, cells: Mapping[str, str], ratings: Mapping[str, float]) -> PassMarks:
        """Return the marks of a class.

        Args:
            items: marks, as `Marks.items` returns them.
            cells: what judges typed.
            ratings: by learner id, the global rating.
        """
        return cls(scores(marks_of_test(items)).by_case(), cells, ratings)

    @property
    def cases(self) -> tuple[str, ...]:
        """Return the cases that are judged."""
        return self.test.items

    @property
    def judges(self) -> int:
        """Return how many judges there are."""
        given = self.cells.get("judges", "")
        return int(given) if given.isdigit() else JUDGES_USUAL

    @property
    def border(self) -> float:
        """Return the rating that stands for borderline."""
        found = number_of(self.cells.get("border"), 1000)
        return BORDER if found is None else found

    def name(self, judge: int) -> str:
        """Return a judge's initials; empty where there are none."""
        return self.cells.get(f"name:{judge}", "")

    @cached_property
    def judgements(self) -> dict[str, dict[str, float]]:
        """Return by judge and case the share that she expects, for judges who have said anything."""
        found: dict[str, dict[str, float]] = {}
        for judge in range(1, self.judges + 1):
            for case in self.cases:
                percent = number_of(self.cells.get(f"{judge}:{case}"), 100)
                if percent is not None:
                    found.setdefault(str(judge), {})[case] = percent / 100
        return found

    @cached_property
    def rated(self) -> tuple[list[float], list[float]]:
        """Return points and ratings of the learners who have both."""
        pairs = [
            (float(share), self.ratings[learner])
            for learner, share in zip(self.test.learners, self.test.total, strict=True)
            if learner in self.ratings
        ]
        return [share for share, _ in pairs], [rating for _, rating in pairs]

    @cached_property
    def angoff(self) -> Standard | None:
        """Return Angoff's mark; None where no judge has said anything."""
        if not self.judgements:
            return None
        most = {
            case: float(max(column[column == column]))
            for case, column in zip(self.cases, _columns(self.test), strict=True)
        }
        return angoff(self.judgements, most)

    @cached_property
    def regression(self) -> Standard | None:
        """Return the mark of borderline regression; None where nobody has been rated."""
        points, ratings = self.rated
        return borderline_regression(points, ratings, self.border) if points else None

    @property
    def methods(self) -> dict[str, Standard]:
        """Return the marks that there are, by the key of their name."""
        found = {"angoff": self.angoff, "regression": self.regression}
        return {name: one for name, one in found.items() if one is not None}

    def passing(self, one: Standard) -> PassRate:
        """Return how many of the whole class would pass by a mark."""
        return pass_rate(self.test.total.tolist(), one.cut)

    def by_rating(self) -> list[tuple[float, int, Figure]]:
        """Return for each rating how many got it, and their mean share of the points."""
        table = pd.DataFrame({"share": self.rated[0], "rating": self.rated[1]})
        return [
            (float(rating), len(its), mean_share(its["share"].to_numpy(float)))
            for rating, its in table.groupby("rating")
        ]


def _columns(test: Scores) -> Array:
    found: Array = test.of.T
    return found
