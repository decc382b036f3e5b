"""A cohort of simulated learners: from a seed to a folder of records that every part of the toolkit can read.

Each learner follows from the plan, its seed and her number alone. So a cohort of 300 begins with the same thirty as one
of 30, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.cohort.simulated.desk import Desk
from lbp_teach.cohort.simulated.person import Person, person
from lbp_teach.cohort.simulated.playing import Player
from lbp_teach.cohort.simulated.skill import Skill, skill
from lbp_teach.cohort.simulated.store import Clock, SimulatedRecords, open_simulated
from lbp_teach.cohort.simulated.visits import Visits
from lbp_teach.errors import UsageError
from lbp_teach.play import FEEDBACK

#: More than this is more than anybody has waited for.
MOST = 100_000
#: Told how many learners are there, and of how many.
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What is simulated.

    Attributes:
        seed: two cohorts of one seed and one plan are the same to the byte.
        cases: ids of the cases.
        each: how many of them each learner plays, drawn for each; at most all.
        feedback: how much is told after a case, one of `lbp_teach.play.FEEDBACK`.
        begins: first day of the course; None for that of the model.
    """

    seed: int
    cases: tuple[str, ...]
    each: int | None = None
    feedback: str = "full"
    begins: date | None = None

    def check(self, learners: int) -> None:
        """Return if it can be carried out.

        Raises:
            UsageError: it cannot; says why.
        """
        if not 1 <= learners <= MOST:
            raise UsageError(f"--learners is {learners}; it must be from 1 to {MOST}.")
        if not self.cases:
            raise UsageError("There is no case to play. Name some with --cases.")
        for name in self.cases:
            content.case_hash(name)
        if self.each is not None and not 1 <= self.each <= len(self.cases):
            raise UsageError(f"--each is {self.each}; it must be from 1 to {len(self.cases)}, the number of cases.")
        if self.feedback not in FEEDBACK:
            raise UsageError(f"--feedback is {self.feedback!r}; it must be one of {', '.join(FEEDBACK)}.")

    def told(self, model: Skill) -> dict[str, Any]:
        """Return what is recorded of it with every learner."""
        plain = {**asdict(self), "cases": list(self.cases), "begins": str(self.begins or model.begins)}
        return {"model": model.version, **plain}


def chosen_cases(wanted: str) -> tuple[str, ...]:
    """Return the cases that `--cases` names: ids between commas, `all`, or a number of them.

    Of a number, cases are taken at even distances from a list by difficulty, so that easy and hard ones are there.

    Raises:
        UsageError: there is no such case, or there are not so many.
    """
    cards = sorted(content.catalogue().cards, key=lambda card: (card.difficulty, card.id))
    names = [card.id for card in cards]
    if wanted == "all":
        return tuple(names)
    if wanted.isascii() and wanted.isdigit():
        number = int(wanted[:6])
        if not 1 <= number <= len(names):
            raise UsageError(f"--cases is {wanted}; there are {len(names)} cases.")
        return tuple(names[(2 * n + 1) * len(names) // (2 * number)] for n in range(number))
    given = tuple(dict.fromkeys(name.strip() for name in wanted.split(",") if name.strip()))
    for name in given:
        if name not in names:
            raise UsageError(f"There is no case called {name!r}. See `lbp-teach cases list`.")
    return given


def people(seed: int, learners: int, model: Skill | None = None) -> list[Person]:
    """Return who is simulated, with what nobody else knows of them: abilities, traits and misconceptions."""
    return [person(model or skill(), seed, number) for number in range(1, learners + 1)]


def simulate(folder: Path, learners: int, plan: Plan, tick: Tick | None = None, model: Skill | None = None) -> int:
    """Write a cohort into the records of a folder; learners who are there already are left as they are.

    Args:
        folder: a data folder (`LBP_HOME`), made if need be.
        learners: how many there are in the end.
        plan: what they play.
        tick: told how far it is; for a progress bar.
        model: the declared model; None for that of the toolkit.

    Returns:
        How many learners were added.

    Raises:
        UsageError: the folder holds real learners or another cohort, or the plan cannot be carried out.
    """
    plan.check(learners)
    model = model or skill()
    store = open_simulated(folder)
    try:
        _must_be_the_same(store, plan.told(model), folder)
        visits, there, added = Visits(model, content.book()), store.whole(), 0
        for number in range(1, learners + 1):
            one = person(model, plan.seed, number)
            if one.id not in there:
                play(store, one, plan, model, visits)
                added += 1
            if tick:
                tick(number, learners)
        return added
    finally:
        store.close()


def _must_be_the_same(store: SimulatedRecords, told: dict[str, Any], folder: Path) -> None:
    had = store.made_with()
    if had is None:
        return
    for name, value in told.items():
        if had.get(name) != value:
            raise UsageError(
                f"{folder} holds simulated learners that were made with {name} {had.get(name)!r}, not {value!r}. "
                "Name a new folder with --into, or leave the settings as they were to go on."
            )


def play(store: SimulatedRecords, one: Person, plan: Plan, model: Skill, visits: Visits) -> None:
    """Let one learner play, and write all of it at once.

    Args:
        store: where to.
        one: who.
        plan: what is played.
        model: the declared model.
        visits: the visits of cases as far as they are worked out.
    """
    rng = one.stream("plan")
    cases = order(plan, rng)
    day = datetime.combine(plan.begins or model.begins, time(8), UTC)
    store.clock = Clock(day + timedelta(days=rng.expovariate(1 / model.pace.days)))
    with store.one_learner(one):
        desk = Desk(store, one, model.pace, visits, plan.feedback)
        desk.introduce({**plan.told(model), "number": one.number})
        Player(one, desk, model, visits).course(cases)


def order(plan: Plan, rng: random.Random) -> Sequence[str]:
    """Return which cases a learner plays, in her order."""
    return rng.sample(plan.cases, plan.each or len(plan.cases))
