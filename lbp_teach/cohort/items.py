"""Item analysis of a test: every item with facility, discrimination, options and what to look at, and its reliability.

`docs/item-analysis.md` has each formula in words. Keys are derived from the guideline's rules, so an item cannot
contradict its rule; what can be wrong is the rule, the case's words, or what was taught.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from lbp_teach.cohort.discrimination import DRAWS, LEVEL, facility, item_rest, upper_lower
from lbp_teach.cohort.figure import FEWEST, Figure
from lbp_teach.cohort.flags import Flag, flags
from lbp_teach.cohort.options import Options, options_of
from lbp_teach.cohort.reliability import Reliability, reliability
from lbp_teach.cohort.scores import Scores, Which, marks_of_test, rows_of, scores
from lbp_teach.guideline.assess import Book
from lbp_teach.mark_words import TITLES
from lbp_teach.text import Text, same


@dataclass(frozen=True)
class ItemAnalysis:
    """One item.

    Attributes:
        item: its name: case, visit, category, kind and subject, with `/` between them.
        base: id of the case.
        visit: id of the visit.
        category: where its points are counted.
        kind: which formula marks it.
        subject: decision or rule.
        label: what it is about, in words.
        n: how many learners met it.
        not_met: how many of the test's learners did not: they never came there, or their variant does not have it.
        left_open: how many met it and did nothing, with its 0 points; None where that is hidden.
        facility: mean share of its points.
        rest: correlation with the rest of the test.
        upper_lower: facility of the upper group minus that of the lower.
        options: what was chosen, for a decision.
        flags: what to look at.
    """

    item: str
    base: str
    visit: str
    category: str
    kind: str
    subject: str
    label: Text
    n: int
    not_met: int
    left_open: int | None
    facility: Figure
    rest: Figure
    upper_lower: Figure
    options: Options | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Analysis:
    """A test and its items.

    Attributes:
        learners: how many learners took part.
        items: the items, in the order of their names.
        reliability: of the sum of all items.
        by_case: the same with each case as one item; marks of one case lean on each other, so that this is the figure
            to judge several cases by.
    """

    learners: int
    items: tuple[ItemAnalysis, ...]
    reliability: Reliability
    by_case: Reliability

    @property
    def flagged(self) -> tuple[ItemAnalysis, ...]:
        """Return the items that there is something to look at in."""
        return tuple(one for one in self.items if one.flags)


def analysed(
    items: pd.DataFrame,
    book: Book,
    cases: Collection[str] | None = None,
    which: Which = "first",
    level: float = LEVEL,
    draws: int = DRAWS,
) -> Analysis:
    """Return the item analysis of a test.

    Args:
        items: marks, as `Marks.items` returns them.
        book: the guideline, for words and options.
        cases: the cases that make the test, without seeds; None for all.
        which: the first or the last attempt of a learner at a case.
        level: of the intervals.
        draws: draws of the bootstrap.
    """
    marks = marks_of_test(items, cases, which)
    table = scores(marks)
    marks = marks.assign(row=rows_of(marks))
    apart = upper_lower(table, level, draws)
    by_item = {str(name): part for name, part in marks.groupby("item", observed=True)} if len(marks) else {}
    titles = {rule.id: rule.title for rule in book.guideline.rules if rule.title}
    found = []
    for place, name in enumerate(table.items):
        found.append(_item(name, by_item[name], table, place, apart[place], book, titles, level))
    return Analysis(table.n, tuple(found), reliability(table, level), reliability(table.by_case(), level))


def _item(
    name: str,
    marks: pd.DataFrame,
    table: Scores,
    place: int,
    apart: Figure,
    book: Book,
    titles: dict[str, Text],
    level: float,
) -> ItemAnalysis:
    base, visit, category, kind, subject = name.split("/")
    decision = book.decisions.get(subject) if category == "decision" else None
    options = options_of(marks, marks["row"].to_numpy(), table, place, decision, level) if decision else None
    n = len(marks)
    missing = int((marks["mark"] == "missing").sum())
    hidden = n < FEWEST or 0 < missing < FEWEST
    if options:  # what hides there because it would follow from the sum must not stand here
        hidden = options.options[-1].n is None
    p, r = facility(table, place, level), item_rest(table, place, level)
    label = decision.axis if decision else TITLES.get(subject) or titles.get(subject) or same(subject)
    return ItemAnalysis(
        item=name,
        base=base,
        visit=visit,
        category=category,
        kind=kind,
        subject=subject,
        label=label,
        n=n,
        not_met=table.n - n,
        left_open=None if hidden else missing,
        facility=p,
        rest=r,
        upper_lower=apart,
        options=options,
        flags=flags(p, r, options),
    )
