"""From the marks of all visits to the score: the sum, the cap after a critical error, and what does not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lbp_teach.case import Case, ending, visit_facts
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.evaluate import deciding, evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.logic import Truth
from lbp_teach.play import Attempt, decided, known_facts
from lbp_teach.scoring.decisions import decision_items
from lbp_teach.scoring.model import SCORER, Item, Report
from lbp_teach.scoring.work_up import aim, estimate_item, focus_item, localise_items, process_items, time_item
from lbp_teach.text import both

_EMPTY = both(da="Der er intet at bedømme: forsøget er tomt.", en="There is nothing to mark: the attempt is empty.")


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
        before = known_facts(_until(attempt, index), index, case, book)
        hit = aim(key, truth, state, before, book)
        found = [
            *process_items(index, key, known, truth, state.recorded, book),
            *localise_items(index, key, truth, state, case, book),
            estimate_item(index, key, state.estimates, book),
            *decision_items(index, key, state.choices, truth, book, explain=explain, known=known),
            focus_item(index, hit, book),
            time_item(index, hit, state, case, book),
        ]
        items += _weighted(found, case)
        unjudged += _unjudged(index, key, known, book)
    return _total(case, attempt, book, tuple(items), tuple(unjudged))


def _until(attempt: Attempt, index: int) -> Attempt:
    """Return the attempt as it was when a visit began."""
    state = attempt.visits[index]
    return replace(attempt, visits=(*attempt.visits[:index], replace(state, asked=(), examined=())))


def _weighted(items: Iterable[Item], case: Case) -> list[Item]:
    """Return the marks with the weights that the case gives them."""
    own = {weight.item: weight for weight in case.weights}
    return [
        item
        if item.subject not in own
        else replace(
            item,
            points=item.points * own[item.subject].times,
            of=item.of * own[item.subject].times,
            times=own[item.subject].times,
            why_weight=own[item.subject].reason,
        )
        for item in items
    ]


def _unjudged(index: int, key: Assessment, known: Facts, book: Book) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return emergency rules that hold for this patient, but could not be judged from what the learner found.

    Only those that say how soon something must happen: the others say what follows from it, and would repeat it.
    """
    fired = [o.rule for o in key.outcomes if o.fired and o.rule.tier == "emergency" and "urgency" in o.rule.then]
    context = book.context(known, key.edition)
    seen = [(rule.id, evaluate(rule.when, context)) for rule in fired]
    return [(index, name, deciding(trace)) for name, trace in seen if trace.truth is Truth.UNKNOWN]


def cap_of(items: Iterable[Item], book: Book, of: int | None = None, *, baseless: bool = False) -> int:
    """Return what a critical error, or decisions without a basis, take away from some points; 0 or negative.

    Args:
        items: the marks.
        book: the guideline.
        of: points that could be had, where that is more than those of the marks.
        baseless: whether too little was found out.
    """
    marks = tuple(items)
    if not baseless and not any(item.mark == "critical" for item in marks):
        return 0
    points, most = max(0, sum(item.points for item in marks)), sum(item.of for item in marks) if of is None else of
    return min(0, most * book.weights["cap"].value // 100 - points)


def lacks_a_basis(items: Iterable[Item], book: Book) -> bool:
    """Return whether less was found out than decisions can rest on: whoever copies them has seen no patient."""
    work = [item for item in items if item.category in ("history", "examination")]
    got, of = sum(item.points for item in work), sum(item.of for item in work)
    return got * 100 < of * book.weights["basis"].value


def passes(points: int, of: int, book: Book) -> bool:
    """Return whether the pass mark was reached; nothing of nothing does not pass."""
    return bool(of) and points * 100 >= of * book.weights["pass"].value


def _total(
    case: Case,
    attempt: Attempt,
    book: Book,
    marks: tuple[Item, ...],
    unjudged: tuple[tuple[int, str, tuple[str, ...]], ...],
) -> Report:
    # A repeated case is practice as a whole and has a sum of its own. After feedback on the way the rest gives no
    # points, but what it could have given stays: asking must not be a way to be rid of a visit.
    first = attempt.practice_from
    items = marks if not first else tuple(item for item in marks if item.visit < first)
    total, of = sum(item.points for item in items), sum(item.of for item in marks)
    baseless = lacks_a_basis(items, book)
    floor, cap = -min(0, total), cap_of(items, book, of, baseless=baseless)
    points = total + floor + cap
    empty = all(not (v.asked or v.examined or v.choices or v.left or v.estimates) for v in attempt.visits)
    last = len(attempt.visits) - 1
    end = ending(case, attempt.now.visit, decided(attempt, last), book)
    undecided = tuple(
        (item.visit, item.subject)
        for item in marks
        if item.category == "decision" and item.chosen is None and not book.decisions[item.subject].row
    )
    unfinished = not attempt.finished
    return Report(
        case=case.id,
        edition=attempt.edition,
        versions={"case": attempt.case_hash, "edition": attempt.edition, "scorer": SCORER},
        items=items,
        sum=total,
        cap=cap,
        floor=floor,
        points=points,
        of=of,
        open=unjudged,
        endings=((last, end),) if end else (),
        reason=_EMPTY if empty else None,
        practice=first == 0,
        practice_items=tuple(item for item in marks if item.visit >= first) if first else (),
        baseless=baseless,
        unfinished=unfinished,
        undecided=undecided,
        passed=passes(points, of, book) and first is None and not unfinished and not undecided,
    )
