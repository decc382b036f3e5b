"""What fired rules say about one decision, resolved into what is best, defensible, unsafe and too much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lbp_teach.guideline.evaluate import Trace, deciding
from lbp_teach.guideline.model import TIERS, Rule
from lbp_teach.logic import Truth

_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_TRUE, _UNKNOWN = Truth.TRUE, Truth.UNKNOWN


@dataclass(frozen=True)
class Outcome:
    """One rule's outcome for one patient."""

    rule: Rule
    trace: Trace

    @property
    def fired(self) -> bool:
        """Return whether the rule holds."""
        return self.trace.truth is _TRUE

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Return the facts that decided it, or that are missing where it is undecided."""
        return deciding(self.trace)


@dataclass(frozen=True)
class Verdict:
    """What the guideline says about one decision for one patient at one visit.

    Attributes:
        decision: id of the decision.
        best: values that fully follow the guideline.
        acceptable: values that are defensible.
        unsafe: values that can harm by doing too little or too late.
        too_much: values that are more than needed and can harm by overuse.
        reasons: the fired rules that made `best`, strongest first.
        against: fired rules that call some value unsafe or too much.
        fired: every rule that holds and says something about it.
        open: rules that could not be judged and would outrank or join `reasons`; their `facts` are what is missing.
    """

    decision: str
    best: tuple[str, ...]
    acceptable: tuple[str, ...]
    unsafe: tuple[str, ...]
    too_much: tuple[str, ...]
    reasons: tuple[Outcome, ...]
    against: tuple[Outcome, ...]
    open: tuple[Outcome, ...]
    fired: tuple[Outcome, ...] = ()

    def grade(self, value: str) -> str:
        """Return best, acceptable, unsafe, too_much or wrong."""
        if value in self.best:
            return "best"
        if value in self.acceptable:
            return "acceptable"
        if value in self.unsafe:
            return "unsafe"
        return "too_much" if value in self.too_much else "wrong"


def resolve(decision: str, about: Sequence[Outcome]) -> Verdict:
    """Resolve what the rules say about one decision.

    The highest tier that recommends something makes `best`; a value that a rule of that tier or a higher one calls
    unsafe is no longer best. `unsafe` and `too_much` are collected from every fired rule, except for values that the
    winning tier recommends or accepts.

    Args:
        decision: id of the decision.
        about: the outcomes of the rules that say something about it.
    """
    said, unknown, top = [], [], len(TIERS)
    for outcome in about:
        truth, rank = outcome.trace.truth, _RANK[outcome.rule.tier]
        if truth is _TRUE:
            effect = outcome.rule.then[decision]
            said.append((outcome, effect, rank))
            if effect.best and rank < top:
                top = rank
        elif truth is _UNKNOWN:
            unknown.append((outcome, rank))
    leading = [(o, effect) for o, effect, rank in said if rank <= top]
    forbidden = {value for _, effect in leading for value in effect.unsafe}
    best = _values([effect.best for _, effect in leading], forbidden)
    acceptable = _values([effect.acceptable for _, effect in leading], forbidden.union(best))
    chosen, settled = frozenset(best), {*best, *acceptable}
    unsafe = _values([effect.unsafe for _, effect, _ in said], settled)
    too_much = _values([effect.too_much for _, effect, _ in said], settled.union(unsafe))
    reasons = tuple([o for o, effect in leading if not chosen.isdisjoint(effect.best)])
    against = tuple([o for o, effect, _ in said if effect.unsafe or effect.too_much])
    undecided = tuple([o for o, rank in unknown if rank <= top])
    fired = tuple([o for o, _, _ in said])
    return Verdict(decision, best, acceptable, unsafe, too_much, reasons, against, undecided, fired)


def _values(named: Iterable[tuple[str, ...]], without: Collection[str]) -> tuple[str, ...]:
    """Return the values that were named, each once and in order, without some."""
    found: list[str] = []
    for values in named:
        for value in values:
            if value not in without and value not in found:
                found.append(value)
    return tuple(found)
