"""Confirmation: after a conclusion, only what can support it was looked for."""

from __future__ import annotations

from dataclasses import replace

from lbp_teach.guideline.assess import Book
from lbp_teach.process.habits.visit import Visit
from lbp_teach.process.holding import held
from lbp_teach.process.model import Act, Found
from lbp_teach.process.verdicts import findings_for, speaks_for


def confirmation(visit: Visit) -> Found | None:
    """Return whether all that was looked for after a conclusion could only support it.

    It takes: a conclusion; at least the limit's number of acts after it that bear on the question, none of which could
    have spoken against it; and most of the needed findings that could have, left to the end. Nothing can speak for
    non-specific pain, which rests on what is absent, so it is never said of it.
    """
    trail, needed, left = visit.trail, visit.needed(), visit.left()
    for decision in ("triage", "suspected"):
        conclusion = held(visit.trails, visit.index, decision, visit.limit("held_percent"))
        if conclusion is None:
            continue
        support = findings_for(decision, conclusion.value, visit.book)
        rivals = frozenset[str]().union(
            *(
                findings_for(decision, value, visit.book)
                for value in speaks_for(visit.book)[decision]
                if value != conclusion.value
            )
        )
        against = rivals - support
        wanted = [k for name in sorted(against) for k in needed.get(name, ())]
        missing = [k for k in wanted if k in left]
        if not missing or 100 * len(missing) < visit.limit("confirmation_left_percent") * len(wanted):
            continue
        acts = [(move.act, _findings(move.act, visit.book)) for move in trail.moves[conclusion.at :]]
        bearing = {act: found for act, found in acts if found & (support | against)}
        if any(found & against for found in bearing.values()):
            continue
        named: dict[tuple[str, str], Act] = {}
        for act in bearing:
            first = named.setdefault((act.kind, act.subject), act)
            if first.side != act.side:
                named[act.kind, act.subject] = replace(first, side=None)
        if len(named) < visit.limit("confirmation_acts"):
            continue
        return Found(
            "confirmation",
            "fitted" if visit.defensible(decision) else "said",
            visit.index,
            held=conclusion,
            choices=visit.chosen(decision),
            left=tuple(missing),
            acts=tuple(named.values()),
            numbers={"acts": len(named), "left": len(missing), "of": len(wanted)},
        )
    return None


def _findings(act: Act, book: Book) -> frozenset[str]:
    if act.kind == "ask":
        return frozenset(book.questions[act.subject].findings)
    return frozenset(book.manoeuvres[act.subject].findings) if act.kind == "examine" else frozenset()
