"""How a simulated learner plays: one visit, one attempt, and all cases of a course over some days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from lbp_teach.another import has_variants
from lbp_teach.bedside.base import LOCK
from lbp_teach.case_tools import AT_STAGE, tool_at
from lbp_teach.cohort.simulated import choosing, working_up
from lbp_teach.cohort.simulated.desk import Desk, Enough
from lbp_teach.cohort.simulated.person import Person
from lbp_teach.cohort.simulated.skill import Skill
from lbp_teach.cohort.simulated.visits import Visit, Visits
from lbp_teach.guideline.facts import Facts
from lbp_teach.play import Attempt, known_facts

#: What learners write, by turns; plain, so that nobody takes it for a student's words.
_NOTES = ("Simuleret: husk varigheden", "Simuleret: spørg til blæren", "Simuleret: sammenlign siderne")
_LOOKS_BACK = ("Simuleret: jeg spurgte for sent.", "Simuleret: næste gang undersøger jeg før jeg vælger.")
#: What having seen the answers adds to every ability, in logits.
TOLD = 1.5
#: How many acts a learner has done who leaves in the middle: fewest and most.
_LEAVES_AFTER = (2, 90)
#: Of a tool's acts, the most that are done in one case.
_TOOL_ACTS = 8
#: Where the examination of the legs begins, so that there is something to put to a root.
_LEGS = "strength_dorsiflexion"


@dataclass
class Player:
    """A simulated learner who plays.

    Attributes:
        person: who.
        desk: the player.
        skill: the declared model.
        visits: the visits of all cases.
        finished: how many attempts she has finished.
        tried: how many she has begun; it names their random numbers.
    """

    person: Person
    desk: Desk
    skill: Skill
    visits: Visits
    finished: int = 0
    tried: int = 0

    # ---- a course ----

    def course(self, cases: Sequence[str]) -> None:
        """Play cases one after the other, as far as she gets.

        Args:
            cases: in her order.
        """
        habits = self.skill.habits
        for name in cases:
            self.rest()
            rng = self.person.stream("course", name)
            gives_up, stops, repeats, another, more = (rng.random() for _ in range(5))
            self.attempt(name, leaves=gives_up < habits.gives_up)
            if gives_up >= habits.gives_up:
                if repeats < habits.repeats:
                    self.rest()
                    self.attempt(name, again=True, asks=more < habits.asks_for_more)
                if another < habits.another and has_variants(name):
                    self.rest()
                    self.attempt(name, another=True)
            if stops < habits.stops:
                return

    def rest(self) -> None:
        """Let days pass until the next case, and begin it at an hour of the day."""
        rng = self.person.stream("rest", self.tried)
        clock, pace = self.desk.clock, self.skill.pace
        low, most, high = pace.hours
        day = (clock.at + timedelta(days=rng.expovariate(1 / pace.days))).date()
        hour = rng.triangular(low, high, most)
        clock.until(datetime.combine(day, time(), UTC) + timedelta(hours=hour))

    # ---- an attempt ----

    def attempt(
        self, case: str, *, again: bool = False, another: bool = False, leaves: bool = False, asks: bool = True
    ) -> Attempt:
        """Play one case to its end, or leave it in the middle.

        Args:
            case: id of the case.
            again: whether it is played once more.
            another: whether another patient like this one is meant.
            leaves: whether she leaves in the middle.
            asks: whether she asks to be told more where there is more.
        """
        self.tried += 1
        rng = self.person.stream("attempt", self.tried)
        begun = self.desk.open(case, again=again, another=another)
        told = TOLD if begun.practice_from == 0 else 0.0
        self.desk.patience = rng.randint(*_LEAVES_AFTER) if leaves else None
        try:
            while not self.desk.attempts[begun.id].finished:
                self._visit(told)
        except Enough:
            return self.desk.attempts[begun.id]
        self.desk.patience = None
        self.finished += 1
        self._afterwards(begun.id, rng, asks=asks)
        return self.desk.attempts[begun.id]

    def _afterwards(self, attempt: str, rng: random.Random, *, asks: bool) -> None:
        more, looks, words = rng.random(), rng.random(), rng.choice(_LOOKS_BACK)
        feedback = self.desk.attempts[attempt].feedback
        if feedback in ("correctness", "reasons") and asks and more < self.skill.habits.asks_for_more:
            self.desk.do("more")
        if "looks_back" in self.person.habits and looks < 0.6:
            self.desk.do("reflect", text=words)

    # ---- a visit ----

    def _visit(self, told: float) -> None:
        attempt = self.desk.attempt
        visit = self.visits.at(attempt.case, attempt.now.visit)
        index = len(attempt.visits) - 1
        place = ("visit", self.tried, index)
        asking, beside = self.person.stream(*place, "ask"), self.person.stream(*place, "beside")
        before = working_up.answered_before(attempt.visits[:index], visit)
        now, late = working_up.questions(self.person, visit, before, self.finished, asking)
        for question in now:
            self.desk.do("ask", question=question)
            self._scribble(beside)
        thinks = self.person.stream(*place, "decide")
        if "gives_chances" in self.person.habits:
            self._before(index, visit, told, self.person.stream(*place, "before"))
        self._examine(visit, place, beside)
        for question in late:
            self.desk.do("ask", question=question)
        self._practise(visit, beside)
        found = choosing.choices(self.person, visit, self._known(index, visit), self.finished, thinks, told)
        if "gives_chances" in self.person.habits:
            chances = choosing.estimate(found["triage"], visit, sharp=1.0)
            self.desk.do("estimate", when="after", chances=chances)
        for kind, args in choosing.deciding(found, self.person, visit, self.person.stream(*place, "board")):
            self.desk.do(kind, **args)
        self.desk.do("lock")
        self.desk.do("next")

    def _before(self, index: int, visit: Visit, told: float, rng: random.Random) -> None:
        """Give the chances that she would give before the examination, from what she has heard."""
        one, known = visit.answering["triage"], self._known(index, visit)
        ability = self.person.ability(one.competencies, self.finished) + told
        found = choosing.thought(one, self.person, self.skill, known, ability, rng)
        self.desk.do("estimate", when="before", chances=choosing.estimate(found, visit, sharp=0.5))

    def _known(self, index: int, visit: Visit) -> Facts:
        return known_facts(self.desk.attempt, index, visit.case, visit.book)

    def _examine(self, visit: Visit, place: tuple[Any, ...], beside: random.Random) -> None:
        rng = self.person.stream(*place, "examine")
        writes = self.person.stream(*place, "write")
        done = working_up.manoeuvres(self.person, visit, self.finished, rng)
        for name, ways in done:
            manoeuvre = visit.book.manoeuvres[name]
            for side, how in ways:
                self.desk.do("examine", manoeuvre=name, side=side, how=how)
            state = self.desk.attempt.now
            for note in working_up.notes(self.person, visit, state, manoeuvre, self.finished, writes):
                self.desk.do("record", **note)
        bare = [region.id for region in visit.book.guideline.roots.regions if region.finding is None]
        if done and bare and beside.random() < 0.05:
            self.desk.do("feel", region=beside.choice(bare), side="both", tool="light")
        if any(name == _LEGS for name, _ in done):
            self.desk.do("localise", **working_up.localised(self.person, visit, self.finished, writes))

    # ---- beside the case ----

    def _scribble(self, rng: random.Random) -> None:
        writes, strikes, which = rng.random(), rng.random(), rng.choice(_NOTES)
        if "writes_notes" not in self.person.habits or writes >= 0.03:
            return
        self.desk.do("note", text=which)
        if strikes < 0.2 and self.desk.attempt.notes:
            self.desk.do("unnote", note=self.desk.attempt.notes[-1].id)

    def _practise(self, visit: Visit, rng: random.Random) -> None:
        """Do some of the work at one of the tools, as a good learner does it; it is practice and gives no points."""
        uses, which = rng.random(), rng.choice([tool for tools in AT_STAGE.values() for tool in tools])
        if "uses_tools" not in self.person.habits or uses >= 0.3:
            return
        exercise = tool_at(which, self.desk.attempt.now, visit.case, marks=True)
        acts = [(kind, body) for kind, body in exercise.model() if kind != LOCK]
        for kind, body in acts[:_TOOL_ACTS]:
            self.desk.do("tool", tool=which, **{"do": kind}, **body)
