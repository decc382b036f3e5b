"""Certainty-based marking: an answer is worth more to those who know that they know it. Pure.

Three levels. Right gives 1, 2 or 3 points; wrong costs 0, 2 or 6. Whoever says how sure she really is has the most
points in the long run; where one level starts to pay better than the one below is worked out here, not typed.
Only decisions that were given a certainty count. The figure stands by itself: it is never part of a case's sum.

The rows of a table get their certainty by one press. Each row gives points, but what is said about a person rests on
single choices only: sixteen rows of one press are not sixteen proofs.

Source:
    Certainty-based marking with the scale 1/2/3 and 0/-2/-6: A. R. Gardner-Medwin, University College London.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lbp_teach.defensible import defensible
from lbp_teach.scoring import Item

#: The levels of certainty, least sure first.
LEVELS = (1, 2, 3)
#: Points of a right answer, by level.
RIGHT: Mapping[int, int] = {1: 1, 2: 2, 3: 3}
#: Points of a wrong answer, by level.
WRONG: Mapping[int, int] = {1: 0, 2: -2, 3: -6}
#: Fewer single choices than this say nothing about a person.
ENOUGH = 8
#: How unlikely chance alone has to be before a learner is told that a level does not fit her. A rule of thumb: choices
#: about one patient hang together, so chance alone gets there somewhat more often than this.
RARE = Fraction(1, 20)

Lean = Literal["over", "under"]


# ---- the scale ----


def points_of(level: int, right: bool) -> int:
    """Return the points of one answer."""
    return (RIGHT if right else WRONG)[level]


def expected(level: int, chance: Fraction) -> Fraction:
    """Return the points that an answer gives on average when it is right with this chance, 0 to 1."""
    return chance * RIGHT[level] + (1 - chance) * WRONG[level]


def break_even(level: int) -> Fraction:
    """Return the chance of being right from which a level pays better than the one below it.

    There both give the same: p·R + (1 - p)·W is equal for the two. 2/3 for level 2, 4/5 for level 3, 0 for the lowest.
    """
    if level == LEVELS[0]:
        return Fraction(0)
    gain, risk = RIGHT[level] - RIGHT[level - 1], WRONG[level - 1] - WRONG[level]
    return Fraction(risk, gain + risk)


def best_level(chance: Fraction) -> int:
    """Return the level that gives most on average at this chance of being right; of equal ones the lower."""
    return max(LEVELS, key=lambda level: (expected(level, chance), -level))


# ---- a learner's answers ----


@dataclass(frozen=True)
class Answer:
    """A decision that was given a certainty.

    Attributes:
        level: the certainty, 1 to 3.
        right: whether it can be defended: best or acceptable.
        single: whether its certainty was given to it alone; False for the row of a table.
    """

    level: int
    right: bool
    single: bool = True


@dataclass(frozen=True)
class Level:
    """The answers of one certainty.

    Attributes:
        level: 1 to 3.
        right: how many were right.
        wrong: how many were not.
        singles: how many of them were single choices.
        singles_right: how many of those were right.
    """

    level: int
    right: int
    wrong: int
    singles: int
    singles_right: int

    @property
    def lean(self) -> Lean | None:
        """Return whether the level was too high (`over`) or too low (`under`), by the single choices; else None."""
        return lean(self.level, self.singles_right, self.singles)

    @property
    def n(self) -> int:
        """Return how many answers were given with this certainty."""
        return self.right + self.wrong

    @property
    def lost(self) -> bool:
        """Return whether its single choices gave less than the same choices one level lower."""
        wrong = self.singles - self.singles_right
        if self.level == LEVELS[0]:
            return False
        return (
            self.singles_right * (RIGHT[self.level] - RIGHT[self.level - 1])
            + wrong * (WRONG[self.level] - WRONG[self.level - 1])
            < 0
        )

    @property
    def points(self) -> int:
        """Return the points they gave."""
        return self.right * RIGHT[self.level] + self.wrong * WRONG[self.level]


@dataclass(frozen=True)
class Certainty:
    """What the certainties of an attempt came to.

    Attributes:
        levels: by level, least sure first.
    """

    levels: tuple[Level, ...]

    @property
    def right(self) -> int:
        """Return how many answers were right."""
        return sum(one.right for one in self.levels)

    @property
    def n(self) -> int:
        """Return how many answers had a certainty."""
        return sum(one.n for one in self.levels)

    @property
    def singles(self) -> int:
        """Return how many of them were single choices."""
        return sum(one.singles for one in self.levels)

    @property
    def points(self) -> int:
        """Return the points; negative where certainty was misplaced."""
        return sum(one.points for one in self.levels)

    @property
    def of(self) -> int:
        """Return the points that could be had: all right, all certain."""
        return self.n * RIGHT[LEVELS[-1]]

    @property
    def always(self) -> Mapping[int, int]:
        """Return, for each level, what the same answers had given had the learner always said that one."""
        return {one: self.right * RIGHT[one] + (self.n - self.right) * WRONG[one] for one in LEVELS}

    @property
    def enough(self) -> bool:
        """Return whether there are enough single choices to say something about the learner."""
        return self.singles >= ENOUGH

    @property
    def fitting(self) -> int | None:
        """Return the one level that would have given most at the share she had right; None with too few choices."""
        return best_level(Fraction(self.right, self.n)) if self.enough else None


def certainty(answers: Iterable[Answer]) -> Certainty:
    """Return what these answers came to.

    Args:
        answers: what was given a certainty (`answers_of`).
    """
    given = list(answers)
    found = []
    for level in LEVELS:
        hits = [one.right for one in given if one.level == level]
        alone = [one.right for one in given if one.level == level and one.single]
        found.append(Level(level, sum(hits), len(hits) - sum(hits), len(alone), sum(alone)))
    return Certainty(tuple(found))


def lean(level: int, right: int, n: int) -> Lean | None:
    """Return whether a level was too high or too low for how often the answers were right.

    A level is too high when so few right answers would be rare even at the lowest chance at which it pays, and too low
    when so many would be rare even at the highest. With few choices, or where it would not be rare, nothing is said.
    Rare is reckoned as if the choices had nothing to do with each other. Choices about one patient do, so it is said
    somewhat more often than `RARE`.

    Args:
        level: 1 to 3.
        right: how many single choices were right.
        n: of how many.
    """
    if n < ENOUGH:
        return None
    if level > LEVELS[0] and _at_most(right, n, break_even(level)) <= RARE:
        return "over"
    if level < LEVELS[-1] and _at_most(n - right, n, 1 - break_even(level + 1)) <= RARE:
        return "under"
    return None


def _at_most(hits: int, n: int, chance: Fraction) -> Fraction:
    """Return how likely so few hits or fewer are, each with this chance: exactly, by the binomial distribution."""
    return sum((math.comb(n, i) * chance**i * (1 - chance) ** (n - i) for i in range(hits + 1)), Fraction(0))


def answers_of(items: Iterable[Item]) -> tuple[Answer, ...]:
    """Return every decision that was given a certainty, and whether it can be defended.

    Args:
        items: the marks that count (`Report.items`). Visits that are practice because the answers were seen on the way
            are not among them: nobody is uncertain of what she has read.
    """
    return tuple(
        Answer(item.chosen.confidence, defensible(item), single=item.kind != "row")
        for item in items
        if item.category == "decision" and item.chosen is not None and item.chosen.confidence in LEVELS
    )
