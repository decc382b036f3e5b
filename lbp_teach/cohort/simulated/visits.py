"""What a visit of a case asks of a learner, and how hard each part is: worked out once, for all who come there."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lbp_teach import content
from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.case import Case, visit_facts
from lbp_teach.cohort.simulated.skill import Skill
from lbp_teach.guideline.assess import Assessment, Book, Verdict, assess
from lbp_teach.guideline.facts import Facts
from lbp_teach.guideline.model import Decision
from lbp_teach.scoring.kinds import is_near

#: How many visits are remembered; the cases of a course have fewer.
REMEMBERED = 256
#: The difficulty of a case that adds nothing.
MIDDLE = 3


@dataclass(frozen=True)
class Wanted:
    """A question or manoeuvre that a rule of the work-up wants."""

    name: str
    competencies: tuple[str, ...]
    difficulty: float


@dataclass(frozen=True)
class Answering:
    """One decision at a visit.

    Attributes:
        decision: the decision.
        best: the values that fully follow the guideline.
        others: every other value with its weight.
        floor: chance of a best answer by guessing.
        competencies: what it takes.
        difficulty: in logits.
        rules: ids of the rules that lead.
        behind: fact keys that the leading rules rest on.
    """

    decision: Decision
    best: tuple[str, ...]
    others: Mapping[str, float]
    floor: float
    competencies: tuple[str, ...]
    difficulty: float
    rules: frozenset[str]
    behind: tuple[str, ...]


class Visit:
    """A visit as a simulated learner meets it."""

    def __init__(self, case: Case, visit: str, level: int, skill: Skill, book: Book) -> None:
        """Assess the patient once.

        Args:
            case: the case.
            visit: id of the visit.
            level: difficulty of the case, 1 to 5.
            skill: the declared model.
            book: the guideline.
        """
        self.case, self.id, self.skill, self.book = case, visit, skill, book
        self.facts: Facts = visit_facts(case, visit, book)
        self.key: Assessment = assess(book, self.facts)
        self.first = case.visits[0].id == visit
        self._level = skill.difficulty.level * (level - MIDDLE)

    def _own(self, *name: str) -> float:
        """Return what nobody has declared: how much harder this is than others like it, the same for everybody."""
        rng = random.Random("/".join((self.case.id, self.id, *name)))
        return self._level + rng.gauss(0, self.skill.difficulty.residual)

    @cached_property
    def exam(self) -> Exam:
        """Return the patient on the couch."""
        return Exam.at_visit(self.case, self.id, self.book)

    @cached_property
    def questions(self) -> dict[str, Wanted]:
        """Return the questions that have to be asked."""
        return self._wanted("history")

    @cached_property
    def manoeuvres(self) -> dict[str, Wanted]:
        """Return the manoeuvres that have to be done."""
        return self._wanted("examination")

    def _wanted(self, category: str) -> dict[str, Wanted]:
        found: dict[str, Wanted] = {}
        talking = category == "history"
        for rule in (outcome.rule for outcome in self.key.process if outcome.fired):
            hard = self.skill.difficulty.processes.get(rule.id, 0.0)
            able = content.progress().of_item(category, rule.id, None)
            for finding in rule.ask if talking else rule.examine:
                name = (self.book.question_of if talking else self.book.manoeuvre_of)[finding].id
                if name not in found:
                    found[name] = Wanted(name, able, hard + self._own(category, name))
        return found

    @cached_property
    def answering(self) -> dict[str, Answering]:
        """Return every decision, in the order of the board."""
        return {
            one.id: self._answering(one) for card in self.book.board.values() for one in (*card.singles, *card.rows)
        }

    def _answering(self, decision: Decision) -> Answering:
        verdict, skill = self.key.verdicts[decision.id], self.skill
        leading = [outcome.rule.id for outcome in verdict.reasons]
        harder = max((skill.difficulty.rules.get(name, 0.0) for name in leading), key=abs, default=0.0)
        # In the order of the board: the sum of a set would differ in its last digit from one process to the next.
        harmful = [value for value in _values(decision) if _harms(verdict, value)]
        others = _weighted(verdict, decision, harmful, skill)
        harm = sum(others[value] for value in harmful) / sum(others.values()) if harmful else 0.0
        declared = (skill.difficulty.cards if decision.row else skill.difficulty.decisions)[_name(decision)]
        return Answering(
            decision=decision,
            best=verdict.best,
            others=others,
            floor=skill.guessing / len(decision.options),
            competencies=content.progress().of_item("decision", decision.id, decision.card),
            difficulty=declared + harder + skill.difficulty.danger * harm + self._own(decision.id),
            rules=frozenset(leading),
            behind=tuple(dict.fromkeys(fact for outcome in verdict.reasons for fact in outcome.facts)),
        )


def _name(decision: Decision) -> str:
    """Return under which name the difficulty of a decision is declared."""
    return decision.card if decision.row else decision.id


def _values(decision: Decision) -> list[str]:
    return [option.value for option in decision.options]


def _harms(verdict: Verdict, value: str) -> bool:
    """Return whether a value would be marked as a critical error."""
    grade = verdict.grade(value)
    more = grade == "too_much" and any(value in o.rule.harms.get(verdict.decision, ()) for o in verdict.against)
    return grade == "unsafe" or more


def _weighted(verdict: Verdict, decision: Decision, harmful: list[str], skill: Skill) -> dict[str, float]:
    """Return the values that are not best, each with its weight among those who do not choose a best one."""
    scale, found = _values(decision), {}
    for value in scale:
        grade = verdict.grade(value)
        if grade == "wrong" and decision.ordinal and is_near(value, verdict.best, scale):
            grade = "near"
        if grade != "best":
            found[value] = getattr(skill.wrong, "harmful" if value in harmful else grade)
    return found


class Visits:
    """The visits of cases, each worked out once; those of variants make room for others."""

    def __init__(self, skill: Skill, book: Book) -> None:
        """Begin with none."""
        self._skill, self._book = skill, book
        self._known: dict[tuple[str, str], Visit] = {}

    def at(self, case_id: str, visit: str) -> Visit:
        """Return a visit of a case or a variant."""
        found = self._known.get((case_id, visit))
        if found is None:
            while len(self._known) >= REMEMBERED:
                self._known.pop(next(iter(self._known)))
            card = content.base_card(case_id)
            level = card.difficulty if card else MIDDLE
            found = Visit(content.load_case(case_id), visit, level, self._skill, self._book)
            self._known[case_id, visit] = found
        return found
