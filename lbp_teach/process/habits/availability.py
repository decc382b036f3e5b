"""Availability: the answer is the previous patient's, with nothing known of this one that speaks for it."""

from __future__ import annotations

from lbp_teach.process.habits.visit import Visit
from lbp_teach.process.model import Found
from lbp_teach.process.verdicts import signs_of


def availability(visit: Visit) -> Found | None:
    """Return whether the answer is the previous patient's, with nothing known of this one that speaks for it.

    Only for a named condition, or for serious disease: non-specific pain and no condition are what most people have.
    """
    if not visit.earlier:
        return None
    last = visit.earlier[-1]
    if last.case == visit.case.id:
        return None
    for decision, then, ordinary in (
        ("suspected", last.suspected, ("none",)),
        ("triage", last.triage, ("non_specific", "nerve_root")),
    ):
        value = visit.trail.value(decision)
        if value is None or value in ordinary or value not in then:
            continue
        if visit.defensible(decision) or decision not in visit.marks:
            continue
        facts = visit.trail.at_end
        if signs_of(decision, value, facts, visit.edition, visit.book) or visit.now.alarms():
            continue
        return Found(
            "availability",
            "said",
            visit.index,
            choices=visit.chosen(decision),
            instead=visit.best.get(decision, ()),
            numbers={"acts": sum(bool(move.showed) for move in visit.trail.moves)},
            earlier=last,
        )
    return None
