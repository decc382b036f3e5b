"""What a class did dangerously, misunderstood and left out: counts of learners with n and interval. Pure.

The unit is always the learner, so that the intervals hold: a learner who breaks a rule twice counts once. Counts are of
first attempts that count (`first_marks`). Nothing that would point at fewer than `FEWEST` learners is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from lbp_teach.cohort.figure import FEWEST, Figure, figure, refused, suppressed, too_few
from lbp_teach.cohort.results import first_attempts, results
from lbp_teach.probability.intervals import proportion_interval
from lbp_teach.text import both

#: Marks that are about no rule of the guideline.
NO_RULE = ("localise", "estimate", "focus", "time")
#: A rule counts as misunderstood by a learner if at least this share of its marks is wrong.
MISUNDERSTOOD = 0.5
WRONG = ("wrong", "too_much", "critical", "missing")
#: Below this many learners they are not divided into thirds.
THIRDS_FROM = 15
HIDDEN = both(
    da="1 til {most} ({least} eller flere vises)",
    en="1 to {most} ({least} or more are shown)",
)
TOGETHER = both(
    da="skjult, fordi {least} eller flere vises, og tallet ellers fulgte af de andre",
    en="hidden: {least} or more are shown, and the number would follow from the others",
)
Harm = Literal["under", "over"]


def share(x: int, n: int, hide: bool = False) -> Figure:
    """Return the share x of n with Wilson's interval; refused where it would point at a few.

    Args:
        x: how many did it.
        n: of how many.
        hide: refuse in any case, because the number would follow from others.
    """
    few = too_few(n, FEWEST)
    if few:
        return few
    if hide or 0 < x < FEWEST:
        return refused(n, (TOGETHER if hide else HIDDEN).format(most=FEWEST - 1, least=FEWEST))
    return figure(n, x / n, proportion_interval(x, n))


def lower(one: Figure) -> float:
    """Return the lower end of an interval, by which rules are put in order; below 0 where there is no figure."""
    return one.interval.low if one.interval else -1.0


#: The columns that the dashboard reads: of millions of marks no more is kept than that.
USED = (
    *("learner", "item", "base", "visit", "category", "kind", "subject", "mark", "grade", "harm", "rule", "missing"),
    *("points", "of", "confidence", "number", "chosen"),
)


def first_marks(items: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of each learner's first attempt at a case that counts, as item analysis takes them too.

    Args:
        items: marks, as `Marks.items` returns them.
    """
    rows = items["counts"] & ~items["practice"] & (items["of"] > 0)
    wanted = items.loc[rows, list(USED)]
    if wanted.empty:
        return wanted
    first = wanted.groupby(["learner", "base"], observed=True)["number"].transform("min")
    return wanted[wanted["number"] == first]


# ---- dangerous ----


@dataclass(frozen=True)
class Miss:
    """One rule that was broken critically.

    Attributes:
        rule: id of the rule.
        harm: too little or too late (`under`), or more than the patient can bear (`over`).
        share: of the learners who met a visit at which the rule decides a mark.
        cases: ids of the cases in which it was broken by `FEWEST` learners or more; empty where they are hidden.
    """

    rule: str
    harm: Harm
    share: Figure
    cases: tuple[str, ...]


def misses(test: pd.DataFrame, harm: Harm) -> list[Miss]:
    """Return the rules that were broken critically, the worst by the lower end of its interval first.

    Args:
        test: marks, as `first_marks` returns them.
        harm: by which of the two harms.
    """
    if test.empty:
        return []
    # Whole numbers instead of words, and each learner at each visit once: of millions of marks few pairs are left.
    visit = test["base"].cat.codes.to_numpy(np.int64) * len(test["visit"].cat.categories) + test["visit"].cat.codes
    rule, learner = test["rule"].cat.codes.to_numpy(np.int64), test["learner"].cat.codes.to_numpy(np.int64)
    rules, everybody = len(test["rule"].cat.categories), len(test["learner"].cat.categories)
    leads = np.unique((visit * rules + rule)[rule >= 0])
    met = np.unique(visit * everybody + learner)
    broken = test[(test["harm"] == harm).to_numpy(bool) & (rule >= 0)]
    found = []
    for name, its in broken.groupby("rule", observed=True):
        # Every visit at which the rule decides a mark of anybody: those who met it could have broken it.
        code = test["rule"].cat.categories.get_loc(name)
        visits = leads[leads % rules == code] // rules
        could = np.unique(met[np.isin(met // everybody, visits)] % everybody)
        one = share(int(its["learner"].nunique()), len(could))
        by_case = its.groupby("base", observed=True)["learner"].nunique()
        cases = [str(base) for base, n in by_case.items() if n >= FEWEST] if one.told else []
        found.append(Miss(str(name), harm, one, tuple(cases)))
    return sorted(found, key=lambda one: (-lower(one.share), one.rule))


def anybody(test: pd.DataFrame, harm: Harm) -> Figure:
    """Return the share of learners who did any critical harm of one kind, of all who have marks."""
    return share(int(test[(test["harm"] == harm).to_numpy(bool)]["learner"].nunique()), int(test["learner"].nunique()))


# ---- whom to talk to ----


@dataclass(frozen=True)
class Person:
    """A learner as far as the marks show: pseudonym, dangerous misses, over-treatment, result in per cent, cases.

    The score is her result as she gets it (`results`), after the cap of a critical error.
    """

    learner: str
    pseudonym: str
    under: int
    over: int
    score: float
    attempts: int


def people(test: pd.DataFrame, attempts: pd.DataFrame) -> list[Person]:
    """Return the learners, those to talk to first: most dangerous misses, then most overuse, then the lowest score.

    A miss is a rule broken at a visit, as the debrief tells it, whatever number of decisions broke it.

    Args:
        test: marks, as `first_marks` returns them.
        attempts: attempts, as `Marks.attempts` returns them.
    """
    told = test[test["harm"].notna()].drop_duplicates(["learner", "base", "visit", "rule", "harm"])
    harms = told.groupby(["learner", "harm"], observed=True).size()
    tries = first_attempts(attempts)["learner"].astype(str).value_counts()
    names = attempts.drop_duplicates("learner").set_index("learner")["pseudonym"].astype(str)
    found = [
        Person(
            str(name),
            str(names[name]),
            int(harms.get((name, "under"), 0)),
            int(harms.get((name, "over"), 0)),
            float(score),
            int(tries[name]),
        )
        for name, score in results(attempts).items()
    ]
    return sorted(found, key=lambda one: (-one.under, -one.over, one.score, one.pseudonym))


# ---- rules × groups ----


@dataclass(frozen=True)
class Heat:
    """Misunderstood rules by group of columns.

    Attributes:
        columns: names of the groups, in order.
        rows: by rule, a figure for all and one for each group; None where the rule is not in play there.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, Figure, tuple[Figure | None, ...]], ...]


def judged(test: pd.DataFrame) -> pd.DataFrame:
    """Return for each learner, rule and case whether she misunderstood the rule there.

    The rule of an item is the one that leads most of the class's marks of it, so that right and wrong answers to one
    question count under one rule. What was left open at a decision is no misunderstanding and is not counted.

    Returns:
        Columns `learner`, `rule`, `base`, `wrong` (a truth).
    """
    kept = test[test["rule"].notna() & ~test["subject"].isin(NO_RULE)]
    kept = kept[(kept["category"] != "decision") | kept["grade"].notna()]
    if kept.empty:
        none = pd.Series([], dtype="category")
        return pd.DataFrame({"learner": none, "rule": none, "base": none, "wrong": pd.Series([], dtype=bool)})
    leading = kept.groupby(["item", "rule"], observed=True).size().reset_index(name="n")
    leading = leading.sort_values(["item", "n", "rule"], ascending=[True, False, True]).drop_duplicates("item")
    rule = leading.set_index("item")["rule"].astype(str)
    codes = rule.reindex(kept["item"].cat.categories).astype("category")
    marks = pd.DataFrame(
        {
            "learner": kept["learner"],
            "base": kept["base"],
            "rule": pd.Categorical.from_codes(codes.cat.codes.to_numpy()[kept["item"].cat.codes], codes.cat.categories),
            "wrong": kept["mark"].isin(WRONG).to_numpy(),
        }
    )
    means = marks.groupby(["learner", "base", "rule"], observed=True)["wrong"].mean()
    return (means >= MISUNDERSTOOD).reset_index()


def heat(judgements: pd.DataFrame, column: str, order: Mapping[str, str] | None = None, most: int = 12) -> Heat:
    """Return the rules that most learners misunderstood, by group.

    Args:
        judgements: as `judged` returns them.
        column: the column to divide by: `base`, or another that was added.
        order: the groups in their order, with their names; None for those that occur.
        most: how many rules.
    """
    columns = tuple(order) if order else tuple(sorted(judgements[column].dropna().astype(str).unique()))
    everybody = in_half(judgements.groupby(["rule", "learner"], observed=True)["wrong"])
    whole = everybody.groupby("rule", observed=True).agg(["sum", "size"])
    found = [(str(rule), share(int(x), int(n))) for rule, x, n in whole.itertuples()]
    found.sort(key=lambda one: (-lower(one[1]), one[0]))
    kept = judgements[judgements["rule"].isin([rule for rule, _ in found[:most]])]
    each = in_half(kept.groupby(["rule", column, "learner"], observed=True)["wrong"])
    cells = {
        (str(rule), str(name)): (int(x), int(n))
        for (rule, name), x, n in each.groupby(["rule", column], observed=True).agg(["sum", "size"]).itertuples()
    }
    rows = []
    for rule, all_ in found[:most]:
        its = {name: cells[rule, name] for name in columns if (rule, name) in cells}
        # Groups that share nobody add up to the whole, so that one hidden cell would follow from the others.
        told = suppressed({name: x for name, (x, _) in its.items()}) if column != "base" else {}
        parts = (
            share(*its[name], hide=told.get(name, 0) is None and its[name][0] >= FEWEST) if name in its else None
            for name in columns
        )
        rows.append((rule, all_, tuple(parts)))
    return Heat(columns, tuple(rows))


def in_half(judgements: Any) -> pd.Series[bool]:
    """Return for each group of judgements whether at least half of them are wrong."""
    found: pd.Series[bool] = judgements.mean() >= MISUNDERSTOOD
    return found


def thirds(everybody: list[Person]) -> dict[str, str]:
    """Return for each learner the third of the class by score: `low`, `middle`, `high`; empty for too few."""
    if len(everybody) < THIRDS_FROM:
        return {}
    ranked = sorted(everybody, key=lambda one: (one.score, one.learner))
    names = ("low", "middle", "high")
    return {one.learner: names[3 * place // len(ranked)] for place, one in enumerate(ranked)}
