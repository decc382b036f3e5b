"""What is shown of a class at one setting of the filters, each part worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from lbp_teach.cohort import dashboard_counts as counts
from lbp_teach.cohort.effect import Effect, early_late
from lbp_teach.cohort.figure import FEW
from lbp_teach.cohort.items import Analysis, analysed
from lbp_teach.cohort.results import first_attempts
from lbp_teach.guideline.assess import Book


@dataclass(frozen=True)
class Filters:
    """What is looked at.

    Attributes:
        case: id of a case; None for all.
        group: name of a group; None for all.
        since: first day of finishing; None for any.
        until: last day of finishing; None for any.
    """

    case: str | None = None
    group: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(eq=False)
class Cohort:
    """A class at one setting of the filters.

    Attributes:
        attempts: as `Marks.attempts` returns them, filtered.
        items: as `Marks.items` returns them, filtered.
        book: the guideline.
    """

    attempts: pd.DataFrame
    items: pd.DataFrame
    book: Book
    _drawn: dict[str, counts.Heat] = field(default_factory=dict)
    _analysed: dict[str | None, Analysis] = field(default_factory=dict)

    @classmethod
    def of(cls, attempts: pd.DataFrame, items: pd.DataFrame, book: Book, filters: Filters | None = None) -> Cohort:
        """Return what the filters leave of a class.

        Args:
            attempts: as `Marks.attempts` returns them.
            items: as `Marks.items` returns them.
            book: the guideline.
            filters: what is looked at; None for all.
        """
        f = filters or Filters()
        if f == Filters():
            return cls(attempts, items, book)
        kept = pd.Series(True, attempts.index)
        if f.case:
            kept &= attempts["base"] == f.case
        if f.group:
            kept &= attempts["group"] == f.group
        days = attempts["finished"].dt.date
        if f.since:
            kept &= attempts["finished"].notna() & (days >= f.since)
        if f.until:
            kept &= attempts["finished"].notna() & (days <= f.until)
        some = attempts[kept]
        # Attempts and marks share the vocabulary of attempts, so that codes can be compared instead of words.
        wanted = kept.to_numpy(bool)
        codes = set(attempts["attempt"].cat.codes.to_numpy()[wanted].tolist())
        return cls(some, items[items["attempt"].cat.codes.isin(codes)], book)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Return the attempts that count."""
        return self.attempts[self.attempts["counts"]]

    @cached_property
    def first(self) -> pd.DataFrame:
        """Return the first attempts at a case that count; an attempt at a variant of a case may be a later one."""
        return first_attempts(self.attempts)

    @cached_property
    def learners(self) -> int:
        """Return how many learners have an attempt that counts."""
        return int(self.counted["learner"].nunique())

    @cached_property
    def test(self) -> pd.DataFrame:
        """Return the marks of first attempts."""
        return counts.first_marks(self.items)

    @cached_property
    def under(self) -> list[counts.Miss]:
        """Return the dangerous misses."""
        return counts.misses(self.test, "under")

    @cached_property
    def over(self) -> list[counts.Miss]:
        """Return what was more than the patient benefits from."""
        return counts.misses(self.test, "over")

    @cached_property
    def people(self) -> list[counts.Person]:
        """Return the learners, those to talk to first."""
        return counts.people(self.test, self.attempts)

    @cached_property
    def judged(self) -> pd.DataFrame:
        """Return who misunderstood which rule in which case, with third and group of the learner."""
        found = counts.judged(self.test)
        third = counts.thirds(self.people)
        # Who is in several groups stands with the one she worked in last.
        groups = self.attempts[self.attempts["group"].notna()].drop_duplicates("learner", keep="last")
        named = dict(zip(groups["learner"].astype(str), groups["group"].astype(object), strict=True))
        # Each learner once, and then by her code: there are millions of rows.
        learners, codes = found["learner"].cat.categories.astype(str), found["learner"].cat.codes.to_numpy()
        return found.assign(
            third=pd.Categorical([third.get(name) for name in learners]).take(codes),
            group=pd.Categorical([named.get(name) for name in learners]).take(codes),
        )

    def heat(self, by: str) -> counts.Heat:
        """Return the rules × groups, by `base`, `third` or `group`."""
        if by not in self._drawn:
            order = {"low": "", "middle": "", "high": ""} if by == "third" else None
            self._drawn[by] = counts.heat(self.judged, by, order)
        return self._drawn[by]

    @cached_property
    def effect(self) -> Effect:
        """Return early against late."""
        return early_late(self.attempts)

    def middle_of(self, case: str) -> tuple[float, float] | None:
        """Return where the middle half of the class's scores at a case lies, in per cent; None for fewer than `FEW`.

        Args:
            case: id of a case; first attempts that count are taken.
        """
        first = self.counted[(self.counted["base"] == case) & (self.counted["number"] == 1)]["score"].dropna()
        if len(first) < FEW:
            return None
        low, high = first.quantile([0.25, 0.75])
        return float(low), float(high)

    @cached_property
    def usual_case(self) -> str:
        """Return the case that most learners met; of equals the first by name."""
        met = self.test.drop_duplicates(["learner", "base"])["base"].astype(str).value_counts()
        return min((str(name) for name in met.index), key=lambda name: (-int(met[name]), name))

    def analysis_of(self, case: str | None) -> Analysis:
        """Return the item analysis of a case, or of all together."""
        if case not in self._analysed:
            self._analysed[case] = analysed(self.items, self.book, None if case is None else [case])
        return self._analysed[case]
