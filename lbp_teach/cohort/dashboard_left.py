"""Which needed findings a class left, and whether those who got a rule wrong left them more often. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lbp_teach.cohort.dashboard_counts import in_half, lower, share
from lbp_teach.cohort.figure import Figure, suppressed


@dataclass(frozen=True)
class Left:
    """A finding that was needed: how many did not get it, of all and of those with the rule wrong and right."""

    finding: str
    all: Figure
    wrong: Figure
    right: Figure


def left_out(
    test: pd.DataFrame, judgements: pd.DataFrame, rule: str, base: str | None, looked_at: frozenset[str], most: int = 12
) -> list[Left]:
    """Return the needed findings that were left, for a rule in a case or in all its cases.

    Args:
        test: marks.
        judgements: as `judged` returns them.
        rule: id of the rule.
        base: id of the case; None for all.
        looked_at: findings that the rule looks at; where none of them was left by anybody, all that were left are told.
        most: how many.
    """
    its = judgements[(judgements["rule"] == rule).to_numpy(bool)]
    if base:
        its = its[its["base"] == base]
    if its.empty:
        return []
    verdict = in_half(its.groupby("learner", observed=True)["wrong"])
    bases = set(its["base"].astype(str))
    found = test[test["base"].isin(bases) & test["missing"].notna() & test["learner"].isin(set(verdict.index))]
    if found.empty:
        return []
    rows = found[["learner", "missing"]].drop_duplicates()
    spread = rows.assign(finding=rows["missing"].astype(str).str.split()).explode("finding")
    spread["finding"] = spread["finding"].str.partition("@")[0]
    spread = spread.drop_duplicates(["learner", "finding"])
    own = spread[spread["finding"].isin(looked_at)]
    spread = own if len(own) else spread
    wrong = set(verdict[verdict].index)
    n, k = len(verdict), len(wrong)
    told = []
    for finding, part in spread.groupby("finding"):
        names = set(part["learner"])
        x, y = len(names), len(names & wrong)
        hide = None in suppressed({"wrong": y, "right": x - y}).values()
        told.append(Left(str(finding), share(x, n), share(y, k, hide), share(x - y, n - k, hide)))
    return sorted(told, key=lambda one: (-lower(one.all), one.finding))[:most]
