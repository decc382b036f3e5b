"""Premature closure: how soon was settled, while what decides it had not been looked for."""

from __future__ import annotations

from lbp_teach.case import visit_facts
from lbp_teach.guideline.facts import split
from lbp_teach.guideline.model import ConceptIs
from lbp_teach.process.habits.visit import NAMED, Visit
from lbp_teach.process.holding import first_settled
from lbp_teach.process.model import Found
from lbp_teach.process.verdicts import SERIOUS

#: How many rules a message names at most.
RULES_NAMED = 3


def premature_closure(visit: Visit) -> Found | None:
    """Return whether the urgency was settled while what decides it had not been looked for.

    It takes: an urgency that cannot be defended; a rule for disease that must not be missed that could not be judged
    from what was known; at least the limit's share of what this rule looks at and this patient called for left undone,
    before the first decision that stood and after it.
    """
    trail = visit.trail
    at = first_settled(trail, SERIOUS)
    if at is None or trail.value("urgency") is None or visit.defensible("urgency") or not visit.left():
        return None
    skipped = _skipped(visit)
    if not skipped:
        return None
    # Those that hold for the patient explain most; where there are any, the others would only lengthen the list.
    truth = visit_facts(visit.case, trail.state.visit, visit.book)
    holds = {outcome.rule.id for outcome in visit.says(truth).alarms()}
    rules = ([name for name in skipped if name in holds] or list(skipped))[:RULES_NAMED]
    wanted = {k for name in rules for k in skipped[name][0]}
    missing = dict.fromkeys(k for name in rules for k in skipped[name][1])
    after = [move.act for move in trail.moves[at:] if move.showed]
    return Found(
        "premature_closure",
        "said",
        visit.index,
        choices=visit.chosen(*SERIOUS),
        instead=visit.best.get("urgency", ()),
        rules=tuple(rules),
        left=tuple(missing),
        acts=tuple(after[:NAMED]),
        numbers={
            "minute": trail.moves[at].minute,
            "after": len(after),
            "of": len(wanted),
            "left": len(missing),
        },
    )


def _skipped(visit: Visit) -> dict[str, tuple[list[str], list[str]]]:
    """Return the rules whose question was not put: what each wanted of this patient, and what of it is left."""
    needed, left = visit.needed(), visit.left()
    found: dict[str, tuple[list[str], list[str]]] = {}
    for outcome in visit.now.undecided():
        # A rule that names one suspicion can be told in a word; the others only say what follows from several.
        if not isinstance(outcome.rule.when, ConceptIs):
            continue
        looked_at = visit.book.findings_of_rule[outcome.rule.id]
        wanted = [k for name in sorted(looked_at) for k in needed.get(name, ())]
        would_settle = {split(name)[0] for name in outcome.facts}
        missing = [k for k in wanted if k in left and split(k)[0] in would_settle]
        if missing and 100 * len(missing) >= visit.limit("closure_left_percent") * len(wanted):
            found[outcome.rule.id] = (wanted, missing)
    return found
