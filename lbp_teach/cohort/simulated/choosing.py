"""What a simulated learner decides at a visit, how sure she says she is, and which chances she gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lbp_teach.cohort.simulated.person import Person, logistic, logit
from lbp_teach.cohort.simulated.skill import Misconception, Skill
from lbp_teach.cohort.simulated.visits import Answering, Visit
from lbp_teach.guideline.facts import Facts

#: From which chance of being right she says 2 and 3; certainty-based marking pays from 2/3 and 4/5.
SURE = ((0.8, 3), (0.67, 2))


@dataclass(frozen=True)
class Chosen:
    """What a learner thinks of one decision.

    Attributes:
        value: her answer.
        first: another one that she gives first and takes back; None for most.
        chance: her chance of a best answer.
        felt: the chance that she would say she has.
        answers: whether she answers at all, where a row may be left open.
    """

    value: str
    first: str | None
    chance: float
    felt: float
    answers: bool

    @property
    def confidence(self) -> int:
        """Return her certainty, 1 to 3."""
        return next((level for least, level in SURE if self.felt >= least), 1)


def choices(
    person: Person, visit: Visit, known: Facts, finished: int, rng: random.Random, told: float = 0.0
) -> dict[str, Chosen]:
    """Return what a learner thinks of every decision at a visit.

    Args:
        person: who.
        visit: where.
        known: the facts that she has found out.
        finished: how many cases she has finished.
        rng: numbers for this visit; every decision takes as many, so that one misconception changes nothing else.
        told: added to her ability where she has seen the answers before.
    """
    return {
        name: thought(one, person, visit.skill, known, person.ability(one.competencies, finished) + told, rng)
        for name, one in visit.answering.items()
    }


def thought(one: Answering, person: Person, skill: Skill, known: Facts, ability: float, rng: random.Random) -> Chosen:
    """Return what a learner thinks of one decision.

    Args:
        one: the decision at this visit.
        person: who.
        skill: the declared model.
        known: the facts that she has found out.
        ability: hers, in logits.
        rng: eight numbers are taken, whatever comes of it.
    """
    hit, which, holds, picked, again, other, row, mood = (rng.random() for _ in range(8))
    blind = sum(fact not in known for fact in one.behind) / len(one.behind) if one.behind else 0.0
    right = logistic(ability - one.difficulty - skill.difficulty.unknown * blind)
    chance = one.floor + (1 - one.floor) * right
    felt = logistic(person.insight * logit(chance) + person.overconfidence + 1.4 * (mood - 0.5))
    best = hit < chance or not one.others
    value = _of(one.best, which) if best else _weighted(one.others, which)
    wrong = _misconceived(one, person)
    if wrong is not None and holds < wrong[0].holds:
        value = _of(wrong[1], picked)
    rest = [option.value for option in one.decision.options if option.value != value]
    first = _of(rest, other) if again < skill.habits.changes_mind and rest else None
    return Chosen(value, first, chance, felt, row < logistic(person.diligence))


def _misconceived(one: Answering, person: Person) -> tuple[Misconception, Sequence[str]] | None:
    """Return the first misconception that applies to a decision, with the answers that it gives there."""
    for wrong in person.misconceptions:
        for pick in wrong.picks:
            if pick.decision != one.decision.id:
                continue
            here = bool(set(pick.where_best) & set(one.best) or set(pick.where_rules) & one.rules)
            values = [v for v in pick.values if v in one.others]
            if here and values:
                return wrong, values
    return None


def _of(values: Sequence[str], share: float) -> str:
    return values[min(int(share * len(values)), len(values) - 1)]


def _weighted(values: Mapping[str, float], share: float) -> str:
    left = share * sum(values.values())
    for value, weight in values.items():
        left -= weight
        if left < 0:
            return value
    return next(reversed(list(values)))


# ---- what is done with it ----

Acts = Iterator[tuple[str, dict[str, object]]]


def deciding(found: Mapping[str, Chosen], person: Person, visit: Visit, rng: random.Random) -> Acts:
    """Yield the acts by which a board is filled, card by card.

    Args:
        found: what the learner thinks (`choices`).
        person: who.
        visit: where.
        rng: numbers for the cards.
    """
    sure = "gives_certainty" in person.habits
    for card in visit.book.board.values():
        leaves = rng.random() < visit.skill.habits.leaves_table
        for decision in card.singles:
            yield from _deciding(decision.id, found[decision.id], sure=sure)
        rows = [] if leaves else [row.id for row in card.rows if found[row.id].answers]
        for name in rows:
            yield from _deciding(name, found[name], sure=False)
        if card.rows and not rows:
            yield "leave", {"card": card.id, "left": True}
        elif rows and sure:
            # One certainty for all rows of a table: that of the row in the middle.
            felt = sorted(found[name].confidence for name in rows)
            yield "sure", {"card": card.id, "confidence": felt[len(felt) // 2]}


def _deciding(name: str, one: Chosen, *, sure: bool) -> Acts:
    confidence = one.confidence if sure else None
    if one.first is not None:
        yield "decide", {"decision": name, "value": one.first, "confidence": None}
    yield "decide", {"decision": name, "value": one.value, "confidence": confidence}


def estimate(one: Chosen, visit: Visit, *, sharp: float) -> dict[str, int]:
    """Return the chances that a learner gives, in whole per cent that add up to 100.

    Args:
        one: what she thinks of the category.
        visit: where.
        sharp: 1 for all that she feels, 0 for an even spread.
    """
    names = [option.value for option in visit.answering["triage"].decision.options]
    even = 1 / len(names)
    top = round(20 * (even + sharp * max(0.0, one.felt - even))) * 5
    others = [name for name in names if name != one.value]
    found = dict.fromkeys(names, 0)
    found[one.value] = top
    # What is left goes to the others, more of it to the one that is read first.
    left = 100 - top
    for place, name in enumerate(others):
        part = left if place == len(others) - 1 else min(left, round(left * 0.6 / 5) * 5)
        found[name] = part
        left -= part
    return found
