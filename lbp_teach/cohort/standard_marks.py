"""Both pass marks of a class, from what was typed: Angoff's and that of borderline regression. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lbp_teach.cohort.dashboard_process import mean_share
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.judging import BORDER, JUDGES_USUAL, number_of
from lbp_teach.cohort.results import first_attempts, results
from lbp_teach.cohort.standard import PassRate, Standard, angoff, borderline_regression, pass_rate


@dataclass(frozen=True, eq=False)
class PassMarks:
    """What was typed, and the marks that follow.

    Attributes:
        cases: ids of the cases that are judged.
        shares: by learner id, her result as she gets it, after the cap of a critical error (`results`), 0 to 1.
        cells: by field (`judging.clean`), what judges typed.
        ratings: by learner id, the examiner's global rating.
    """

    cases: tuple[str, ...]
    shares: Mapping[str, float]
    cells: Mapping[str, str]
    ratings: Mapping[str, float]

    @classmethod
    def of(cls, attempts: pd.DataFrame, cells: Mapping[str, str], ratings: Mapping[str, float]) -> PassMarks:
        """Return the marks of a class.

        Args:
            attempts: as `Marks.attempts` returns them.
            cells: what judges typed.
            ratings: by learner id, the global rating.
        """
        cases = sorted(first_attempts(attempts)["base"].astype(str).unique())
        shares = {str(learner): float(score) / 100 for learner, score in results(attempts).items()}
        return cls(tuple(cases), shares, cells, ratings)

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
        pairs = [(share, self.ratings[learner]) for learner, share in self.shares.items() if learner in self.ratings]
        return [share for share, _ in pairs], [rating for _, rating in pairs]

    @cached_property
    def angoff(self) -> Standard | None:
        """Return Angoff's mark; None where no judge has said anything."""
        # Cases weigh the same, as they do in the results that are held against the mark.
        return angoff(self.judgements) if self.judgements else None

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
        return pass_rate(list(self.shares.values()), one.cut)

    def by_rating(self) -> list[tuple[float, int, Figure]]:
        """Return for each rating how many got it, and their mean share of the points."""
        table = pd.DataFrame({"share": self.rated[0], "rating": self.rated[1]})
        return [
            (float(rating), len(its), mean_share(its["share"].to_numpy(float)))
            for rating, its in table.groupby("rating")
        ]
