"""What would have changed this: the smallest change in the facts that changes a decision. Computed, never written."""

from __future__ import annotations

from dataclasses import dataclass

from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book, Outcome, Verdict, resolve
from lbp_teach.guideline.evaluate import Context, evaluate
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.guideline.model import Rule, Scalar
from lbp_teach.guideline.solve import WAYS, Changes, both_of, ways
from lbp_teach.logic import Truth

LIMIT = 3
#: More changed facts than this are no comparison that anybody can follow.
MOST = 6


@dataclass(frozen=True)
class WhatIf:
    """The changed facts, as few as possible, and the values that would then be best."""

    changes: tuple[tuple[str, Scalar], ...]
    best: tuple[str, ...]


def what_if(book: Book, facts: Facts, decision: str, edition: str = EDITION) -> tuple[WhatIf, ...]:
    """Return up to three smallest changes of the facts after which other values are best, each leading elsewhere.

    One changed fact where that is enough; else the smallest sets of facts by which the reasons go away or another rule
    takes their place. Each is verified by running the rules on the changed patient. Changes of what is abnormal in the
    patient come first, since those are the ones a learner can compare with.

    Args:
        book: the guideline.
        facts: everything that is true of the patient.
        decision: id of the decision.
        edition: edition of the guideline.
    """
    rules = [r for r in book.guideline.rules if decision in r.then and (not r.editions or edition in r.editions)]
    context = book.context(facts, edition)
    base = {rule.id: Outcome(rule, evaluate(rule.when, context)) for rule in rules}
    now = resolve(decision, tuple(base.values()))
    found: dict[tuple[str, ...], WhatIf] = {}

    def elsewhere(changes: Changes) -> tuple[str, ...]:
        """Return what is best after the changes, or nothing where that is no other answer or no possible patient."""
        changed = frozenset(split(fact)[0] for fact in changes)
        other = context.changed({**facts, **changes}, book.findings_of_concept, changed)
        if any(evaluate(item.when, other).truth is Truth.TRUE for item in book.guideline.contradictions):
            return ()  # a patient who cannot exist teaches nothing
        # A rule that does not look at a changed finding comes out as before.
        about = tuple(
            Outcome(rule, evaluate(rule.when, other)) if book.findings_of_rule[rule.id] & changed else base[rule.id]
            for rule in rules
        )
        best = resolve(decision, about).best
        return () if set(best) & set(now.best) else best

    def try_out(changes: Changes) -> None:
        best = elsewhere(changes)
        for fact in list(changes) if best and len(changes) > 1 else ():
            less = {name: value for name, value in changes.items() if name != fact}
            if elsewhere(less) == best:
                changes = less
        if best:
            found.setdefault(tuple(sorted(best)), WhatIf(tuple(changes.items()), best))

    def order(changes: Changes) -> tuple[int, int]:
        """Few changes first, and among them those of what is unusual in the patient."""
        return len(changes), sum(facts[name] == book.findings[split(name)[0]].default for name in changes)

    for changes in sorted(_together(rules, now, context, decision), key=order):
        if found and len(changes) > 1:
            break
        mended = _mended(changes, book, context) if len(changes) > 1 else changes
        # Changes that contain a set which was enough would blame facts that did not matter.
        more_than_needed = any(set(one.changes) <= set(mended.items()) for one in found.values())
        if mended and len(mended) <= MOST and not more_than_needed:
            try_out(mended)
        if len(found) == LIMIT:
            break
    return tuple(found.values())


def _together(rules: list[Rule], now: Verdict, context: Context, decision: str) -> list[Changes]:
    """Return sets of changes that may lead elsewhere: the reasons gone, another rule in their place, or both."""
    reasons = {outcome.rule.id for outcome in now.reasons}
    gone = both_of([ways(outcome.rule.when, context, False) for outcome in now.reasons])
    others = [r for r in rules if r.id not in reasons and set(r.then[decision].best) - set(now.best)]
    instead = [change for rule in others for change in ways(rule.when, context, True)]
    return [*gone, *instead, *both_of([gone, instead[:WAYS]])]


def _mended(changes: Changes, book: Book, context: Context) -> Changes:
    """Return the changes with what else must change for the patient to be possible, such as the age of a weakness."""
    after = book.context({**context.facts, **changes}, context.edition)
    for item in book.guideline.contradictions:
        for more in ways(item.when, after, False):
            if more and not set(more) & set(changes):
                changes = {**changes, **more}
                after = book.context({**context.facts, **changes}, context.edition)
                break
    return changes
