"""What every detector of a habit is handed: a visit, its marks, and the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lbp_teach.case import Case
from lbp_teach.defensible import defensible
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.process.model import Covered, Earlier
from lbp_teach.process.trail import Trail
from lbp_teach.process.verdicts import Reading, read
from lbp_teach.scoring import Item

#: How many facts or acts a message names at most.
NAMED = 5


@dataclass(frozen=True)
class Visit:
    """Everything the detectors look at.

    Attributes:
        trails: all visits, step by step.
        index: which visit is looked at.
        case: the case.
        edition: edition of the guideline.
        book: the guideline.
        covered: what the visit called for.
        marks: the marks of its decisions, by decision (`scoring.Item`).
        best: what was best for each decision.
        earlier: the learner's earlier patients, newest last.
    """

    trails: Sequence[Trail]
    index: int
    case: Case
    edition: str
    book: Book
    covered: Covered
    marks: Mapping[str, Item]
    best: Mapping[str, tuple[str, ...]]
    earlier: Sequence[Earlier] = ()

    @property
    def trail(self) -> Trail:
        """Return the visit that is looked at."""
        return self.trails[self.index]

    def limit(self, name: str) -> int:
        """Return a limit of `way.yaml`."""
        return self.book.guideline.way.limit(name)

    def defensible(self, decision: str) -> bool:
        """Return whether what was decided can be defended."""
        return decision in self.marks and defensible(self.marks[decision])

    @cached_property
    def now(self) -> Reading:
        """Return what the guideline says to what was known at the end of the visit."""
        return self.says(self.trail.at_end)

    def says(self, facts: Facts) -> Reading:
        """Return what the guideline says to some facts."""
        return read(facts, self.edition, self.book)

    def chosen(self, *decisions: str) -> tuple[tuple[str, str], ...]:
        """Return what was decided in the end."""
        values = ((name, self.trail.value(name)) for name in decisions)
        return tuple((name, value) for name, value in values if value is not None)

    def needed(self) -> dict[str, list[str]]:
        """Return what was needed, by finding: its keys."""
        found: dict[str, list[str]] = {}
        for name in (k for group in self.covered.groups for k in group.needed):
            found.setdefault(split(name)[0], []).append(name)
        return found

    def left(self) -> set[str]:
        """Return what was needed and is left."""
        return {name for group in self.covered.groups for name in group.left}
