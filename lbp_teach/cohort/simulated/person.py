"""One simulated learner: what is true of her and nobody sees. Drawn from the seed and her number, and nothing else."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lbp_teach.cohort.simulated import PREFIX
from lbp_teach.cohort.simulated.skill import Misconception, Skill, Spread


def logistic(logit: float) -> float:
    """Return a logit as a chance."""
    return 1 / (1 + math.exp(-logit)) if logit > -500 else 0.0


def logit(chance: float) -> float:
    """Return a chance as a logit; never further than from 0.001 to 0.999."""
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1 - kept))


@dataclass(frozen=True)
class Person:
    """What a simulated learner is like.

    Attributes:
        seed: of the cohort.
        number: her number in it, from 1.
        abilities: by competency, in logits, before her first case.
        growth: what her first case adds to them.
        keeps: what share of it the next case still adds.
        care: logit of doing what is needed.
        breadth: logit of doing what is not.
        diligence: logit of answering a row of a table.
        overconfidence: logit added to her own certainty.
        insight: how far that follows her chance of being right.
        slowness: factor on the time of each act.
        misconceptions: what she has wrong.
        habits: which of the habits of learners she has.
    """

    seed: int
    number: int
    abilities: Mapping[str, float]
    growth: float
    keeps: float
    care: float
    breadth: float
    diligence: float
    overconfidence: float
    insight: float
    slowness: float
    misconceptions: tuple[Misconception, ...]
    habits: frozenset[str]

    @property
    def id(self) -> str:
        """Return the id under which her events are kept."""
        return hashlib.sha256(f"simulated/{self.seed}/{self.number}".encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """Return her pseudonym, which says that she is simulated."""
        return f"{PREFIX}{self.number:04d}"

    def ability(self, competencies: Iterable[str], finished: int) -> float:
        """Return the mean of her abilities for some competencies after so many finished cases."""
        names = list(competencies)
        grown = self.growth * (finished if self.keeps == 1 else (1 - self.keeps**finished) / (1 - self.keeps))
        return sum(self.abilities[name] for name in names) / len(names) + grown

    @property
    def overall(self) -> float:
        """Return the mean of all abilities before her first case."""
        return self.ability(self.abilities, 0)

    def stream(self, *place: object) -> random.Random:
        """Return the random numbers of one place, such as the decisions of a visit; the same whatever went before."""
        return random.Random("/".join(map(str, (self.seed, self.number, *place))))


#: Habits that a learner has or has not; the others are drawn each time.
_OF_LEARNERS = ("gives_certainty", "gives_chances", "writes_notes", "looks_back", "uses_tools")


def person(skill: Skill, seed: int, number: int) -> Person:
    """Draw a learner.

    Args:
        skill: the declared model.
        seed: of the cohort.
        number: her number in it, from 1; who is drawn does not depend on how many there are.
    """
    rng = random.Random(f"{seed}/{number}/person")
    shared, own = math.sqrt(skill.abilities.correlation), math.sqrt(1 - skill.abilities.correlation)
    common = rng.gauss(0, 1)
    abilities = {
        name: mean + skill.abilities.spread * (shared * common + own * rng.gauss(0, 1))
        for name, mean in skill.abilities.mean.items()
    }

    def drawn(trait: Spread) -> float:
        return rng.gauss(trait.mean, trait.spread)

    traits = skill.traits
    return Person(
        seed=seed,
        number=number,
        abilities=abilities,
        growth=max(0.0, rng.gauss(skill.growth.mean, skill.growth.spread)),
        keeps=skill.growth.keeps,
        care=drawn(traits.care),
        breadth=drawn(traits.breadth),
        diligence=drawn(traits.diligence),
        overconfidence=drawn(traits.overconfidence),
        insight=max(0.0, drawn(traits.insight)),
        slowness=math.exp(drawn(traits.slowness)),
        misconceptions=tuple(one for one in skill.misconceptions if rng.random() < one.share),
        habits=frozenset(name for name in _OF_LEARNERS if rng.random() < getattr(skill.habits, name)),
    )
