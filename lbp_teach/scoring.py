"""Marking an attempt: whole points, each with its rule, citations and facts, that add up to the score.

Pure and deterministic: no clock, no randomness, no storage. `docs/scoring.md` says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lbp_teach.bedside.exam.in_case import located, reading
from lbp_teach.bedside.exam.localise import answer_of, said_of
from lbp_teach.bedside.exam.patient import body_of
from lbp_teach.bedside.exam.record import Record
from lbp_teach.case import Case, ending, visit_facts
from lbp_teach.guideline.assess import Assessment, Book, Outcome, Verdict, assess
from lbp_teach.guideline.evaluate import deciding, evaluate
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.guideline.model import TIERS, Decision, Scalar
from lbp_teach.logic import Truth
from lbp_teach.play import Attempt, Choice, VisitState, decided, known_facts
from lbp_teach.text import Text
from lbp_teach.what_if import WhatIf, what_if

#: Raised with every change that can change a mark.
SCORER = "2"

#: Points of a choice of weight 1. Even, so that half of it is whole.
POINTS_PER_WEIGHT = 8
#: Points of a row of a table, of weight 1: a whole table is worth about as much as one or two choices. Even, too.
POINTS_PER_ROW = 2
#: A finding that had to be asked for or examined, and was.
POINTS_PER_FINDING = 4
#: A normal finding that was examined and written down as it is; an abnormal one is worth more (`bedside.exam.marking`).
POINTS_PER_UNIT = 2
#: Saying what the findings of the legs point to, where they had to be examined: pattern, roots and side.
POINTS_FOR_ROOT = 16
#: Where strength had to be examined, the findings have to be put to a root, too.
LOCALISED_AFTER = "exam.strength.dorsiflexion"
#: Keeping to the visit's time.
POINTS_FOR_TIME = 40
#: What each started minute over the time costs.
POINTS_PER_MINUTE = 4
#: The share of all points that is left at most after a critical error.
CRITICAL_CAP = 0.4

Mark = Literal["right", "partly", "missing", "too_much", "critical", "wrong"]
Category = Literal["history", "examination", "decision", "time"]


@dataclass(frozen=True)
class Item:
    """One mark and everything that explains it.

    Attributes:
        visit: index of the visit, from 0.
        category: where its points are counted.
        subject: id of the decision or process rule; `time` for time.
        mark: what it came to.
        points: points given; negative where more than needed was done.
        of: points that could be had.
        chosen: the learner's value of a decision, or None.
        best: values that fully follow the guideline, for a decision.
        outcomes: the rules that decided the mark, the leading one first.
        missing: fact keys that should have been obtained and were not.
        unnoted: fact keys that were examined and not written down.
        misread: fact keys that were written down wrongly, with what was written.
        what_if: changed facts that would have changed the decision.
    """

    visit: int
    category: Category
    subject: str
    mark: Mark
    points: int
    of: int
    chosen: Choice | None = None
    best: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    missing: tuple[str, ...] = ()
    unnoted: tuple[str, ...] = ()
    misread: tuple[tuple[str, Scalar], ...] = ()
    what_if: tuple[WhatIf, ...] = ()


@dataclass(frozen=True)
class Report:
    """The marks of one attempt.

    `points` is `sum` plus the adjustments, exactly; `score` is `points` over `of`, in [0, 1].
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

    @property
    def score(self) -> float:
        """Return the score as a fraction."""
        return self.points / self.of if self.of else 0.0

    @property
    def percent(self) -> int:
        """Return the score in whole per cent, rounded down so that 100 means everything."""
        return math.floor(100 * self.score)


def score(case: Case, attempt: Attempt, book: Book, *, explain: bool = True) -> Report:
    """Mark an attempt against what the guideline says of this patient.

    Args:
        case: the case that was played.
        attempt: what the learner did.
        book: the guideline.
        explain: whether to compute what would have changed each decision that went wrong.

    Returns:
        The report; an empty attempt has 0 points and a reason.
    """
    items: list[Item] = []
    unjudged: list[tuple[int, str, tuple[str, ...]]] = []
    for index, state in enumerate(attempt.visits):
        truth = visit_facts(case, state.visit, book)
        key = assess(book, truth, attempt.edition)
        known = known_facts(attempt, index, case, book)
        items += _process_items(index, key, known, truth, state.recorded, book)
        items += _localise_items(index, key, truth, state, case, book)
        items += decision_items(index, key, state.choices, truth, book, explain=explain)
        items.append(_time_item(index, state, case))
        unjudged += _unjudged(index, key, known, book)
    return _total(case, attempt, book, tuple(items), tuple(unjudged))


def _process_items(index: int, key: Assessment, known: Facts, truth: Facts, recorded: Record, book: Book) -> list[Item]:
    """Return the marks of what had to be asked and examined; of the examination only what was written down counts."""
    items = []
    for outcome in key.process:
        if not outcome.fired:
            continue
        needed = [k for name in (*outcome.rule.ask, *outcome.rule.examine) for k in keys(book.findings[name])]
        left = tuple(k for k in needed if k not in known)
        if outcome.rule.ask:
            # One question reveals both sides, so a sided finding of the history counts once.
            needed = list(outcome.rule.ask)
            gone = {k.partition("@")[0] for k in left}
            left = tuple(name for name in needed if name in gone)
        if outcome.rule.examine:
            items.append(_examined_item(index, outcome, tuple(needed), known, truth, recorded, book))
            continue
        got = len(needed) - len(left)
        mark: Mark = "right" if not left else "partly" if got else "missing"
        points = (got * POINTS_PER_FINDING, len(needed) * POINTS_PER_FINDING)
        items.append(Item(index, "history", outcome.rule.id, mark, *points, outcomes=(outcome,), missing=left))
    return items


def _examined_item(
    index: int, outcome: Outcome, needed: tuple[str, ...], known: Facts, truth: Facts, recorded: Record, book: Book
) -> Item:
    found = reading(needed, known, truth, recorded, book)
    mark: Mark = "right" if found.units == found.of else "partly" if found.units else "missing"
    return Item(
        index,
        "examination",
        outcome.rule.id,
        mark,
        found.units * POINTS_PER_UNIT,
        found.of * POINTS_PER_UNIT,
        outcomes=(outcome,),
        missing=found.missing,
        unnoted=found.unnoted,
        misread=found.misread,
    )


def _localise_items(index: int, key: Assessment, truth: Facts, state: VisitState, case: Case, book: Book) -> list[Item]:
    """Return the mark of what the findings were put to, where the legs had to be examined."""
    asked = next((o for o in key.process if o.fired and LOCALISED_AFTER in o.rule.examine), None)
    if asked is None:
        return []
    said = said_of(state.tools.get("exam", ()))
    values = {name: one.value for name, one in state.recorded.items()}
    share = located(answer_of(body_of(truth, case.id, book), book), said, values, book)
    if share is None:
        return []
    points = int(share * POINTS_FOR_ROOT)
    mark: Mark = "right" if share == 1 else "partly" if points else "wrong" if said else "missing"
    return [Item(index, "examination", "localise", mark, points, POINTS_FOR_ROOT, outcomes=(asked,))]


def worth(decision: Decision) -> int:
    """Return the points that a decision can give."""
    return decision.weight * (POINTS_PER_ROW if decision.row else POINTS_PER_WEIGHT)


def decision_items(
    index: int, key: Assessment, choices: Mapping[str, Choice], truth: Facts, book: Book, *, explain: bool
) -> list[Item]:
    """Return the marks of what was decided at a visit, in the order of the board.

    Args:
        index: which visit, from 0.
        key: what the guideline says of the patient.
        choices: what was decided.
        truth: everything that is true of the patient.
        book: the guideline.
        explain: whether to compute what would have changed each decision that went wrong; of a row only where it was
            unsafe, because a table has many.
    """
    items = []
    for name, decision in book.decisions.items():
        verdict, choice, of = key.verdicts[name], choices.get(name), worth(decision)
        mark, points = _mark(verdict, choice, decision)
        wrong = ("critical",) if decision.row else ("critical", "too_much", "wrong")
        change = what_if(book, truth, name, key.edition) if explain and mark in wrong else ()
        outcomes = _explaining(verdict, choice)
        items.append(Item(index, "decision", name, mark, points, of, choice, verdict.best, outcomes, what_if=change))
    return items


def _mark(verdict: Verdict, choice: Choice | None, decision: Decision) -> tuple[Mark, int]:
    of = worth(decision)
    if choice is None:
        return "missing", 0
    grade = verdict.grade(choice.value)
    if grade == "best":
        return "right", of
    if grade == "acceptable":
        return "partly", of // 2
    # A row may be left open, so a wrong one costs what guessing gains: guessing at rows comes to nothing.
    loss = -of // (len(decision.options) - 1) if decision.row else 0
    match grade:
        case "unsafe":
            return "critical", loss
        case "too_much":
            return "too_much", loss or -of // 2
        case _:
            return "wrong", loss


def _explaining(verdict: Verdict, choice: Choice | None) -> tuple[Outcome, ...]:
    """Return the rules that explain a mark: those against the chosen value first, then those for the best one."""
    against: list[Outcome] = []
    if choice is not None and verdict.grade(choice.value) in ("unsafe", "too_much"):
        name = verdict.grade(choice.value)
        against = [o for o in verdict.against if choice.value in getattr(o.rule.then[verdict.decision], name)]
        # The strongest rule explains; a general one only repeats it.
        against.sort(key=lambda o: TIERS.index(o.rule.tier))
    return tuple({o.rule.id: o for o in [*against, *verdict.reasons]}.values())


def _time_item(index: int, state: VisitState, case: Case) -> Item:
    over = max(0, state.seconds - case.visit(state.visit).minutes * 60)
    did_something = bool(state.asked or state.examined)
    points = max(0, POINTS_FOR_TIME - POINTS_PER_MINUTE * math.ceil(over / 60)) if did_something else 0
    mark: Mark = "right" if points == POINTS_FOR_TIME else "partly" if points else "missing"
    if over and mark == "missing":
        mark = "wrong"
    return Item(index, "time", "time", mark, points, POINTS_FOR_TIME)


def _unjudged(index: int, key: Assessment, known: Facts, book: Book) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return emergency rules that hold for this patient, but could not be judged from what the learner found.

    Only those that say how soon something must happen: the others say what follows from it, and would repeat it.
    """
    fired = [o.rule for o in key.outcomes if o.fired and o.rule.tier == "emergency" and "urgency" in o.rule.then]
    context = book.context(known, key.edition)
    seen = [(rule.id, evaluate(rule.when, context)) for rule in fired]
    return [(index, name, deciding(trace)) for name, trace in seen if trace.truth is Truth.UNKNOWN]


def _total(
    case: Case,
    attempt: Attempt,
    book: Book,
    items: tuple[Item, ...],
    unjudged: tuple[tuple[int, str, tuple[str, ...]], ...],
) -> Report:
    total = sum(item.points for item in items)
    of = sum(item.of for item in items)
    floor = -min(0, total)
    limit = math.floor(CRITICAL_CAP * of)
    critical = any(item.mark == "critical" for item in items)
    cap = min(0, limit - (total + floor)) if critical else 0
    empty = all(not (v.asked or v.examined or v.choices) for v in attempt.visits)
    reason = Text(
        da="Der er intet at bedømme: forsøget er tomt.",
        en="There is nothing to mark: the attempt is empty.",
    )
    last = len(attempt.visits) - 1
    end = ending(case, attempt.now.visit, decided(attempt, last), book)
    return Report(
        case=case.id,
        edition=attempt.edition,
        versions={"case": attempt.case_hash, "edition": attempt.edition, "scorer": SCORER},
        items=items,
        sum=total,
        cap=cap,
        floor=floor,
        points=total + floor + cap,
        of=of,
        open=unjudged,
        endings=((last, end),) if end else (),
        reason=reason if empty else None,
    )
