"""What marking an attempt comes to: items, and the report that they add up to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lbp_teach.guideline.assess import Outcome
from lbp_teach.guideline.model import Scalar
from lbp_teach.guideline.weights import Kind
from lbp_teach.play import Choice
from lbp_teach.text import Text
from lbp_teach.what_if import WhatIf

#: Raised with every change that can change a mark.
SCORER = "3"

Mark = Literal["right", "partly", "missing", "too_much", "critical", "wrong"]
Category = Literal["history", "examination", "decision", "probability", "time"]
#: How the guideline sees a choice; `near` is a wrong step of a scale beside the best one.
Grade = Literal["best", "acceptable", "near", "wrong", "too_much", "unsafe"]
#: A critical error by doing too little or too late, or by doing more than the patient can bear.
Harm = Literal["under", "over"]


@dataclass(frozen=True)
class Counts:
    """What the mark of focus or of time was worked out from.

    Attributes:
        hits: needed findings that were looked for.
        needed: all that were needed.
        others: questions and manoeuvres that none of it asked for.
        free: how many of those cost nothing.
        over: seconds over the visit's time.
        acts: questions and manoeuvres in all; whoever does nothing has kept no time.
    """

    hits: int
    needed: int
    others: int = 0
    free: int = 0
    over: int = 0
    acts: int = 0


@dataclass(frozen=True)
class Item:
    """One mark and everything that explains it.

    Attributes:
        visit: index of the visit, from 0.
        category: where its points are counted.
        subject: id of the decision or process rule; `localise`, `estimate`, `focus` or `time` for those.
        mark: what it came to.
        points: points given; negative where more than needed was done.
        of: points that could be had.
        kind: the kind of item, whose formula stands in the table of weights.
        chosen: the learner's value of a decision, or None.
        best: values that fully follow the guideline, for a decision.
        harm: for a critical error, by which of the two harms.
        grade: how the guideline sees what was chosen; None where nothing was, and for what is no decision.
        outcomes: the rules that decided the mark, the leading one first.
        speaks_for: rules that hold for the patient and recommend or accept what was chosen.
        speaks_against: rules that hold and warn against it, or recommend something else in the same breath.
        unknown: fact keys behind these rules that the learner left unknown.
        missing: fact keys that should have been obtained and were not.
        unnoted: fact keys that were examined and not written down.
        misread: fact keys that were written down wrongly, with what was written.
        extra: for focus, the questions and manoeuvres that were not needed.
        what_if: changed facts that would have changed the decision.
        times: how many times its usual weight it has in this case.
        why_weight: the case's reason for that.
        counts: for focus and time, what they were worked out from.
    """

    visit: int
    category: Category
    subject: str
    mark: Mark
    points: int
    of: int
    kind: Kind = "choice"
    chosen: Choice | None = None
    best: tuple[str, ...] = ()
    harm: Harm | None = None
    outcomes: tuple[Outcome, ...] = ()
    speaks_for: tuple[Outcome, ...] = ()
    speaks_against: tuple[Outcome, ...] = ()
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unnoted: tuple[str, ...] = ()
    misread: tuple[tuple[str, Scalar], ...] = ()
    extra: tuple[str, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
    grade: Grade | None = None
    times: int = 1
    why_weight: Text | None = None
    counts: Counts | None = None


@dataclass(frozen=True)
class Report:
    """The marks of one attempt.

    `points` is `sum` plus the adjustments, exactly; `score` is `points` over `of`, in [0, 1].

    Attributes:
        case: id of the case.
        edition: edition of the guideline.
        versions: hash of the case, edition, and version of the scorer.
        items: the marks that make the sum.
        sum: their points.
        cap: what a critical error takes away, 0 or negative.
        floor: what lifts a negative sum to nothing.
        points: what is left.
        of: what could be had.
        open: emergency rules that could not be judged from what was found: visit, rule, missing fact keys.
        endings: what happened in the end, by visit.
        reason: why there are no points, where the attempt is empty.
        practice: whether the whole attempt is practice, because its debrief was seen before.
        practice_items: marks of visits that became practice because feedback was asked for on the way.
        baseless: whether too little was found out for the decisions to rest on, which caps the score as well.
        unfinished: whether the last visit is not behind the learner.
        undecided: choices that have to be made and were not, by visit and decision.
        passed: whether the pass mark was reached by a whole attempt that counts.
    """

    case: str
    edition: str
    versions: Mapping[str, str]
    items: tuple[Item, ...]
    sum: int
    cap: int
    floor: int
    points: int
    of: int
    open: tuple[tuple[int, str, tuple[str, ...]], ...]
    endings: tuple[tuple[int, Text], ...]
    reason: Text | None = None
    practice: bool = False
    practice_items: tuple[Item, ...] = ()
    baseless: bool = False
    unfinished: bool = False
    undecided: tuple[tuple[int, str], ...] = ()
    passed: bool = False

    @property
    def score(self) -> float:
        """Return the score as a fraction."""
        return self.points / self.of if self.of else 0.0

    @property
    def percent(self) -> int:
        """Return the score in whole per cent, rounded down so that 100 means everything."""
        return math.floor(100 * self.points / self.of) if self.of else 0

    @property
    def critical(self) -> tuple[Item, ...]:
        """Return the critical errors, of both harms."""
        return tuple(item for item in self.items if item.mark == "critical")

    @property
    def critical_groups(self) -> dict[tuple[int, str, str], tuple[Item, ...]]:
        """Return the critical errors as they are told and counted: by visit, leading rule and harm.

        Several decisions that break one rule alike are one error. Visits that became practice are told, too.
        """
        found: dict[tuple[int, str, str], tuple[Item, ...]] = {}
        for item in (*self.items, *self.practice_items):
            if item.mark == "critical":
                key = (item.visit, item.outcomes[0].rule.id, item.harm or "")
                found[key] = (*found.get(key, ()), item)
        return found
