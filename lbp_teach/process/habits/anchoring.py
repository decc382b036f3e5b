"""Anchoring: a conclusion stood although what was learnt afterwards made the guideline's answer another."""

from __future__ import annotations

from lbp_teach.guideline.facts import split
from lbp_teach.process.habits.visit import NAMED, Visit
from lbp_teach.process.holding import held
from lbp_teach.process.model import Found


def anchoring(visit: Visit) -> Found | None:
    """Return whether a conclusion stood although what was learnt afterwards made the guideline's answer another.

    It takes: a value that cannot be defended; facts learnt after it that decide a rule with another answer; and that
    the value was not yet contradicted when it was settled on (that would be a plain error, and the marks say so).
    """
    for decision in ("triage", "suspected"):
        if visit.defensible(decision) or decision not in visit.marks:
            continue
        conclusion = held(visit.trails, visit.index, decision, visit.limit("held_percent"))
        if conclusion is None:
            continue
        trail = visit.trail
        now = visit.now
        if not now.contradicts(decision, conclusion.value):
            continue
        then = trail.known(conclusion.at)
        # What was brought along was settled on with what was known at the visit before.
        settled = visit.trails[visit.index - 1].at_end if conclusion.how == "earlier" else then
        if visit.says(settled).contradicts(decision, conclusion.value):
            continue
        reasons = now.verdicts[decision].reasons
        new = [k for outcome in reasons for k in outcome.facts if k in trail.at_end and k not in then]
        abnormal = [k for k in new if trail.values[k] != visit.book.findings[split(k)[0]].default]
        told = list(dict.fromkeys(abnormal or new))
        if not told:
            continue
        return Found(
            "anchoring",
            "said",
            visit.index,
            held=conclusion,
            choices=visit.chosen(decision),
            instead=now.verdicts[decision].best,
            rules=tuple(outcome.rule.id for outcome in reasons[:2]),
            learnt=tuple(sorted((trail.learnt(k) for k in told[:NAMED]), key=lambda one: one.minute or 0)),
        )
    return None
