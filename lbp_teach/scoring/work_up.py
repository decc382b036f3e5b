"""The marks of what was asked, examined, written down, estimated, and of how the visit's time was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lbp_teach.bedside.exam.in_case import asked_for, located, reading
from lbp_teach.bedside.exam.localise import answer_of, said_of
from lbp_teach.bedside.exam.patient import body_of
from lbp_teach.bedside.exam.record import Record
from lbp_teach.case import Case
from lbp_teach.forecast import forecast_points
from lbp_teach.guideline.assess import Assessment, Book, Outcome
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.play import VisitState
from lbp_teach.scoring.kinds import set_points, time_points
from lbp_teach.scoring.model import Counts, Item, Mark

#: Where strength had to be examined, the findings have to be put to a root, too.
LOCALISED_AFTER = "exam.strength.dorsiflexion"


def process_items(index: int, key: Assessment, known: Facts, truth: Facts, recorded: Record, book: Book) -> list[Item]:
    """Return the marks of what had to be asked and examined; of the examination only what was written down counts."""
    items = []
    for outcome in key.process:
        if not outcome.fired:
            continue
        if outcome.rule.examine:
            items.append(_examined_item(index, outcome, known, truth, recorded, book))
        if outcome.rule.ask:
            items.append(_asked_item(index, outcome, known, book))
    return items


def _asked_item(index: int, outcome: Outcome, known: Facts, book: Book) -> Item:
    # One question reveals both sides, so a sided finding of the history counts once.
    needed = outcome.rule.ask
    left = tuple(name for name in needed if any(k not in known for k in keys(book.findings[name])))
    got, each = len(needed) - len(left), book.weights["asked"].value
    mark: Mark = "right" if not left else "partly" if got else "missing"
    points = (got * each, len(needed) * each)
    return Item(
        index, "history", outcome.rule.id, mark, *points, "finding", outcomes=(outcome,), missing=left, unknown=left
    )


def _examined_item(index: int, outcome: Outcome, known: Facts, truth: Facts, recorded: Record, book: Book) -> Item:
    needed = tuple(k for name in outcome.rule.examine for k in keys(book.findings[name]))
    found, each = reading(needed, known, truth, recorded, book), book.weights["unit"].value
    mark: Mark = "right" if found.units == found.of else "partly" if found.units else "missing"
    return Item(
        index,
        "examination",
        outcome.rule.id,
        mark,
        found.units * each,
        found.of * each,
        "finding",
        outcomes=(outcome,),
        missing=found.missing,
        unnoted=found.unnoted,
        misread=found.misread,
        unknown=found.missing,
    )


def localise_items(index: int, key: Assessment, truth: Facts, state: VisitState, case: Case, book: Book) -> list[Item]:
    """Return the mark of what the findings were put to, where the legs had to be examined."""
    asked = next((o for o in key.process if o.fired and LOCALISED_AFTER in o.rule.examine), None)
    if asked is None:
        return []
    said, of = said_of(state.tools.get("exam", ())), book.weights["located"].value
    values = {name: one.value for name, one in state.recorded.items()}
    share = located(answer_of(body_of(truth, case.id, book), book), said, values, book)
    if share is None:
        return []
    points = int(share * of)
    mark: Mark = "right" if share == 1 else "partly" if points else "wrong" if said else "missing"
    return [Item(index, "examination", "localise", mark, points, of, "located", outcomes=(asked,))]


@dataclass(frozen=True)
class Aim:
    """What had to be found out at a visit, and how what was done hit it.

    Attributes:
        hits: findings that had to be obtained and were looked for.
        needed: all that had to be, but for what was known when the visit began.
        others: questions and manoeuvres that none of it asked for.
    """

    hits: int
    needed: int
    others: tuple[str, ...]


def aim(key: Assessment, truth: Facts, state: VisitState, before: Facts, book: Book) -> Aim:
    """Return how what was done at a visit hit what was needed.

    Args:
        key: what the guideline says of the patient.
        truth: everything that is true of the patient.
        state: what was done.
        before: what was known when the visit began, which need not be asked again.
        book: the guideline.
    """
    rules = [o.rule for o in key.process if o.fired]
    needed = {name for rule in rules for name in (*rule.ask, *rule.examine)}
    asked = {name for rule in rules for name in rule.ask}
    wanted = {
        name
        for name in needed
        if any(k not in before and (name in asked or asked_for(k, truth)) for k in keys(book.findings[name]))
    }
    questions = {one.question: set(book.questions[one.question].findings) for one in state.asked}
    # What showed nothing (a leg that the patient lifts, say) is an act, too.
    manoeuvres = {one.manoeuvre: set(book.manoeuvres[one.manoeuvre].findings) for one in state.examined}
    done = {**questions, **manoeuvres}
    found = set().union(*done.values())
    others = tuple(name for name, findings in done.items() if not findings & needed)
    return Aim(len(wanted & found), len(wanted), others)


def focus_item(index: int, hit: Aim, book: Book) -> Item:
    """Return the mark of how well what was done hit what was needed."""
    of, free = book.weights["focus"].value, book.weights["free"].value
    points = set_points(of, hit.hits, hit.needed - hit.hits, len(hit.others), free)
    mark: Mark = "right" if points == of else "partly" if points else "missing"
    extra = hit.others if len(hit.others) > free else ()
    counts = Counts(hit.hits, hit.needed, others=len(hit.others), free=free)
    return Item(index, "time", "focus", mark, points, of, "set", extra=extra, counts=counts)


def time_item(index: int, hit: Aim, state: VisitState, case: Case, book: Book) -> Item:
    """Return the mark of how the visit's time was kept."""
    of, minute = book.weights["time"].value, book.weights["minute"].value
    over = max(0, state.seconds - case.visit(state.visit).minutes * 60)
    acts = len(state.asked) + len(state.examined)
    points = time_points(of, minute, over, hit.hits, hit.needed) if acts else 0
    mark: Mark = "right" if points == of else "partly" if points else "wrong" if over else "missing"
    counts = Counts(hit.hits, hit.needed, over=over, acts=acts)
    return Item(index, "time", "time", mark, points, of, "time", counts=counts)


def estimate_item(index: int, key: Assessment, estimates: Mapping[str, Mapping[str, int]], book: Book) -> Item:
    """Return the mark of the chances that were given after the examination, by the Brier score."""
    of, verdict = book.weights["estimate"].value, key.verdicts["triage"]
    chances = estimates.get("after")
    happened = tuple(dict.fromkeys((*verdict.best, *verdict.acceptable)))
    points = forecast_points(chances, happened, of) if chances else 0
    mark: Mark = "missing" if chances is None else "right" if points == of else "partly" if points > 0 else "wrong"
    return Item(
        index, "probability", "estimate", mark, points, of, "probability", best=happened, outcomes=verdict.reasons
    )
