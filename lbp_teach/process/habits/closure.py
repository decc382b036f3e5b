"""Premature closure: how soon was settled, while what decides it had not been looked for."""

from __future__ import annotations

from lbp_teach.guideline.assess import Outcome
from lbp_teach.guideline.facts import split
from lbp_teach.process.habits.visit import NAMED, Visit
from lbp_teach.process.holding import first_settled
from lbp_teach.process.model import Found
from lbp_teach.process.verdicts import SERIOUS


def premature_closure(visit: Visit) -> Found | None:
    """Return whether the urgency was settled while what decides it had not been looked for.

    It takes: an urgency that cannot be defended; a rule for disease that must not be missed that could not be judged
    from what was known; at least the limit's share of what this rule looks at and this patient called for left undone,
    before the first decision that stood and after it.
    """
    trail = visit.trail
    at = first_settled(trail, SERIOUS)
    if at is None or trail.value("urgency") is None or visit.defensible("urgency"):
        return None
    needed, left = visit.needed(), visit.left()
    if not left:
        return None
    open_rules: dict[str, list[str]] = {}
    counted: set[str] = set()
    for outcome in visit.says(trail.at_end).undecided():
        wanted = [k for name in sorted(_looked_at(outcome, visit)) for k in needed.get(name, ())]
        missing = [k for k in wanted if k in left]
        asks = {split(name)[0] for name in outcome.facts}
        if not any(split(k)[0] in asks for k in missing):
            continue
        if 100 * len(missing) >= visit.limit("closure_left_percent") * len(wanted):
            open_rules[outcome.rule.id] = missing
            counted.update(wanted)
    if not open_rules:
        return None
    after = [move.act for move in trail.moves[at:] if move.showed]
    return Found(
        "premature_closure",
        "said",
        visit.index,
        choices=visit.chosen(*SERIOUS),
        instead=visit.best.get("urgency", ()),
        rules=tuple(open_rules),
        left=tuple(dict.fromkeys(k for missing in open_rules.values() for k in missing)),
        acts=tuple(after[:NAMED]),
        numbers={
            "minute": trail.moves[at].minute,
            "after": len(after),
            "of": len(counted),
            "left": len({k for missing in open_rules.values() for k in missing}),
        },
    )


def _looked_at(outcome: Outcome, visit: Visit) -> frozenset[str]:
    return visit.book.findings_of_rule[outcome.rule.id]
