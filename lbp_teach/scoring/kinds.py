"""The formula of each kind of item, from what was done to whole points. `docs/scoring.md` has them in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from lbp_teach.guideline.weights import Weight

Weights = Mapping[str, Weight]


def share(of: int, name: str, weights: Weights) -> int:
    """Return a declared percentage of some points, towards zero, so that all points are whole."""
    return int(Fraction(of * weights[name].value, 100))


def choice_points(grade: str, of: int, weights: Weights) -> int:
    """Return the points of a single choice.

    Args:
        grade: best, acceptable, near (a wrong step of a scale beside the best one), wrong, unsafe or too_much.
        of: points that could be had.
        weights: the table of weights.
    """
    match grade:
        case "best":
            return of
        case "acceptable":
            return share(of, "acceptable", weights)
        case "too_much":
            return share(of, "too_much", weights)
        case "near":
            return share(of, "near", weights)
    return 0


def row_points(grade: str, of: int, answers: int) -> int:
    """Return the points of an answered row of a table.

    A row may be left open, so a wrong one costs what guessing gains: guessing at rows comes to nothing on average.

    Args:
        grade: best, acceptable, wrong, unsafe or too_much.
        of: points that could be had.
        answers: how many answers the row has to choose from.
    """
    if grade == "best":
        return of
    if grade == "acceptable":
        return of // 2
    return -of // (answers - 1)


def is_near(value: str, best: Collection[str], scale: Sequence[str]) -> bool:
    """Return whether a value stands right beside one of the best ones on a scale."""
    at = scale.index(value)
    return any(abs(at - scale.index(one)) == 1 for one in best)


def set_points(of: int, hits: int, missed: int, others: int, free: int) -> int:
    """Return the points of a set: the harmonic mean of precision and recall, so that neither all nor nothing pays.

    Args:
        of: points that could be had.
        hits: members of the set that were chosen.
        missed: members that were not.
        others: what was chosen and is no member.
        free: how many of those cost nothing.
    """
    false = max(0, others - free)
    whole = 2 * hits + false + missed
    return 2 * hits * of // whole if hits else 0


def time_points(of: int, minute: int, seconds_over: int, hits: int, needed: int) -> int:
    """Return the points of time, by the share of the needed that was done: leaving things out saves no time.

    Args:
        of: points that could be had.
        minute: what each started minute over the time costs.
        seconds_over: by how much the time was exceeded.
        hits: how much of what was needed was done.
        needed: how much was needed.
    """
    kept = max(0, of - minute * -(-seconds_over // 60))
    return kept * hits // needed if needed else kept
