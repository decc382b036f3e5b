"""Certainty-based marking: an answer is worth more to those who know that they know it. Pure.

Three levels. Right gives 1, 2 or 3 points; wrong costs 0, 2 or 6. Whoever says how sure she really is has the most
points in the long run; where one level starts to pay better than the one below is worked out here, not typed.
Only decisions that were given a certainty count. The figure stands by itself: it is never part of a case's sum.

Source:
    Certainty-based marking with the scale 1/2/3 and 0/-2/-6: A. R. Gardner-Medwin, University College London.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.play import Attempt

#: The levels of certainty, least sure first.
LEVELS = (1, 2, 3)
#: Points of a right answer, by level.
RIGHT: Mapping[int, int] = {1: 1, 2: 2, 3: 3}
#: Points of a wrong answer, by level.
WRONG: Mapping[int, int] = {1: 0, 2: -2, 3: -6}
#: Fewer answers than this say nothing about a person.
ENOUGH = 8
#: How unlikely chance alone has to be before a learner is told that a level does not fit her.
RARE = Fraction(1, 20)

#: A certainty, and whether the answer was right.
Answer = tuple[int, bool]
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
class Level:
    """The answers of one certainty.

    Attributes:
        level: 1 to 3.
        right: how many were right.
        wrong: how many were not.
        lean: `over` where the level was too high for how often it was right, `under` where it was too low, None where
            it fits or where too little is known.
    """

    level: int
    right: int
    wrong: int
    lean: Lean | None = None

    @property
    def n(self) -> int:
        """Return how many answers were given with this certainty."""
        return self.right + self.wrong

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
        """Return whether there are enough answers to say something about the learner."""
        return self.n >= ENOUGH

    @property
    def fitting(self) -> int | None:
        """Return the one level that would have given most at the share she had right; None with too few answers."""
        return best_level(Fraction(self.right, self.n)) if self.enough else None


def certainty(answers: Iterable[Answer]) -> Certainty:
    """Return what these answers came to.

    Args:
        answers: certainty 1 to 3 and whether the answer was right (best or acceptable).
    """
    given = list(answers)
    found = []
    for level in LEVELS:
        hits = [right for said, right in given if said == level]
        found.append(Level(level, sum(hits), len(hits) - sum(hits), lean(level, sum(hits), len(hits))))
    return Certainty(tuple(found))


def lean(level: int, right: int, n: int) -> Lean | None:
    """Return whether a level was too high or too low for how often the answers were right.

    A level is too high when so few right answers would be rare even at the lowest chance at which it pays, and too low
    when so many would be rare even at the highest. With few answers, or where chance explains it, nothing is said.

    Args:
        level: 1 to 3.
        right: how many were right.
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


def answers_of(attempt: Attempt, case: Case, book: Book) -> tuple[Answer, ...]:
    """Return the certainty of every decision that was given one, and whether it was right: best or acceptable.

    Visits that are practice because the answers were seen on the way are left out: nobody is uncertain of what she has
    read. Where the whole attempt is practice, all of it is told.

    Args:
        attempt: what the learner did.
        case: the case that was played.
        book: the guideline.
    """
    found: list[Answer] = []
    for state in attempt.visits[: attempt.practice_from or None]:
        said = {n: c for n, c in state.choices.items() if c.confidence is not None and n in book.decisions}
        if not said:
            continue
        verdicts = assess(book, visit_facts(case, state.visit, book), attempt.edition).verdicts
        for name, choice in said.items():
            if choice.confidence in LEVELS:
                found.append((choice.confidence, verdicts[name].grade(choice.value) in ("best", "acceptable")))
    return tuple(found)
