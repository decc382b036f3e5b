"""Base rate: an estimate far from what the share of ill patients and the known findings can bear."""

from __future__ import annotations

from lbp_teach.guideline.assess import Outcome
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import FindingIs
from lbp_teach.logic import Truth
from lbp_teach.process.habits.visit import NAMED, Visit
from lbp_teach.process.holding import last_estimates
from lbp_teach.process.model import Found
from lbp_teach.process.verdicts import signs_of


def base_rate(visit: Visit) -> Found | None:
    """Return whether the estimate before the examination was far from what base rate and known findings can bear.

    Too high: more than the limit times what can be justified, when no sign of serious disease was known, or a single
    weak one. Only at a first visit: whoever comes back has been selected. Too low: not above the base rate although a
    rule for serious disease held for what was known.
    """
    trail = visit.trail
    at = last_estimates(trail).get("before")
    if at is None:
        return None
    given = trail.state.estimates["before"]["serious_specific"]
    share = _percent("serious_share_percent", visit)
    lowest = share * visit.limit("base_rate_times")
    if share < given <= lowest:
        return None
    facts = trail.known(at)
    now = visit.says(facts)
    serious = [o for o in now.alarms() if "serious_specific" in _best(o)]
    if given <= share:
        if "serious_specific" not in now.verdicts["triage"].best:
            return None
        told = [k for o in serious for k in o.facts if k in facts]
        return Found(
            "base_rate",
            "low",
            visit.index,
            rules=tuple(o.rule.id for o in serious[:2]),
            learnt=tuple(trail.learnt(k) for k in dict.fromkeys(told[:NAMED])),
            numbers={"given": given, "share": round(share), "minute": trail.moves[at].minute},
        )
    if visit.case.visit(trail.state.visit).kind != "first" or now.alarms() or _alarmed(facts, visit):
        return None
    signs = signs_of("triage", "serious_specific", facts, visit.edition, visit.book)
    bears = share if not signs else with_a_flag(share, _percent("red_flag_share_percent", visit))
    if len(signs) > 1 or given <= bears * visit.limit("base_rate_times"):
        return None
    return Found(
        "base_rate",
        "said",
        visit.index,
        learnt=tuple(trail.learnt(k) for keys in signs.values() for k in keys),
        acts=tuple(move.act for move in trail.moves[:at] if move.showed),
        numbers={
            "given": given,
            "share": round(share),
            "bears": round(bears),
            "flagged": round(_percent("red_flag_share_percent", visit)),
            "times": visit.limit("base_rate_times"),
            "minute": trail.moves[at].minute,
        },
    )


def with_a_flag(share: float, flagged: float) -> float:
    """Return the probability of serious disease in somebody with at least one red flag, in per cent.

    The most that a flag can do: everybody who is seriously ill is taken to have one. The laboratory has the same sum.

    Args:
        share: of all patients with serious disease, in per cent.
        flagged: of all patients with at least one red flag, in per cent.
    """
    return 100 * share / flagged


def _percent(name: str, visit: Visit) -> float:
    value = visit.book.parameters[name].value(visit.edition)
    return float(value if not isinstance(value, tuple) else value[1])


def _best(outcome: Outcome) -> tuple[str, ...]:
    return outcome.rule.then["triage"].best if "triage" in outcome.rule.then else ()


def _alarmed(facts: Facts, visit: Visit) -> bool:
    """Return whether something in the history makes a high estimate reasonable by itself."""
    context = visit.book.context(facts, visit.edition)
    for alarm in visit.book.guideline.way.alarms:
        test = FindingIs(finding=alarm.finding, side=alarm.side, one_of=alarm.one_of)
        if evaluate(test, context).truth is Truth.TRUE:
            return True
    return False
