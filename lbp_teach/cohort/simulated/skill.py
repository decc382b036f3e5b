"""Types of the declared model, and how it is read. Authors' and teachers' path: loads the YAML parser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from lbp_teach import strict_yaml
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Text

FILE = Path(__file__).resolve().parent / "skill.yaml"
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
#: Where a rule, a decision and a card of the board stand in the model, by the key under `difficulty`.
_NAMED = ("decisions", "cards", "rules", "processes")


class Spread(Frozen):
    """A normal distribution over learners."""

    mean: float
    spread: float = Field(ge=0)


class Abilities(Frozen):
    """Abilities by competency: means, one standard deviation, and one correlation between any two."""

    mean: dict[str, float]
    spread: float = Field(ge=0)
    correlation: Share


class Growth(Frozen):
    """What finished cases add to abilities, in logits; `keeps` is the share that the next one still adds."""

    mean: float
    spread: float = Field(ge=0)
    keeps: Share


class Traits(Frozen):
    """What learners are like beside their abilities; see the comments in `skill.yaml`."""

    care: Spread
    breadth: Spread
    diligence: Spread
    overconfidence: Spread
    insight: Spread
    slowness: Spread


class Difficulty(Frozen):
    """What is hard, in logits; see the comments in `skill.yaml`."""

    level: float
    residual: float = Field(ge=0)
    unknown: float = Field(ge=0)
    danger: float
    decisions: dict[str, float]
    cards: dict[str, float]
    rules: dict[str, float]
    processes: dict[str, float]
    technique: float
    reading: float
    localise: float


class Wrong(Frozen):
    """Weights of the answers that are not best."""

    acceptable: Positive
    near: Positive
    too_much: Positive
    wrong: Positive
    harmful: Positive


class Pick(Frozen):
    """Answers that a misconception gives, and where: by what is best there, or by the rule behind it."""

    decision: str
    values: tuple[str, ...] = Field(min_length=1)
    where_best: tuple[str, ...] = ()
    where_rules: tuple[str, ...] = ()


class Misconception(Frozen):
    """Something that a share of learners has wrong.

    Attributes:
        id: its id.
        label: its name.
        share: of learners who have it.
        holds: chance that it decides where it applies.
        picks: the answers it gives.
        skips: questions and manoeuvres it leaves out.
    """

    id: str
    label: Text
    share: Share
    holds: Share
    picks: tuple[Pick, ...] = ()
    skips: tuple[str, ...] = ()


class Habits(Frozen):
    """Shares of what learners do; see the comments in `skill.yaml`."""

    gives_certainty: Share
    gives_chances: Share
    writes_notes: Share
    looks_back: Share
    uses_tools: Share
    gives_up: Share
    stops: Share
    repeats: Share
    another: Share
    asks_for_more: Share
    changes_mind: Share
    leaves_table: Share
    asks_late: Share
    asks_again: Share
    writes_down: Annotated[float, Field(gt=0, lt=1)]


class Pace(Frozen):
    """Seconds between acts (medians), days between cases, and hours of the day."""

    spread: float = Field(ge=0)
    start: Positive
    ask: Positive
    examine: Positive
    record: Positive
    decide: Positive
    other: Positive
    days: Positive
    hours: tuple[float, float, float]


class Skill(Frozen):
    """The whole model."""

    version: str
    begins: date
    abilities: Abilities
    growth: Growth
    traits: Traits
    difficulty: Difficulty
    guessing: Share
    wrong: Wrong
    misconceptions: tuple[Misconception, ...]
    habits: Habits
    pace: Pace

    def misconception(self, name: str) -> Misconception:
        """Return a misconception by its id; raises KeyError for an unknown one."""
        return {one.id: one for one in self.misconceptions}[name]

    def problems(self, book: Book, competencies: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Return what the guideline does not know, and what the model leaves out: key and sentence."""
        known = {
            "decisions": {name for name, one in book.decisions.items() if not one.row},
            "cards": {card.id for card in book.board.values() if card.rows},
            "rules": {rule.id for rule in book.guideline.rules},
            "processes": {rule.id for rule in book.guideline.rules if rule.ask or rule.examine},
        }
        for group in _NAMED:
            named = set(getattr(self.difficulty, group))
            for name in sorted(named - known[group]):
                yield f"difficulty.{group}", f"there is no {name!r} in the guideline."
            for name in sorted(known[group] - named) if group in ("decisions", "cards") else ():
                yield f"difficulty.{group}", f"{name!r} has no difficulty."
        for name in sorted(competencies ^ set(self.abilities.mean)):
            yield "abilities.mean", f"{name!r} is no competency, or a competency that has no mean."
        for one in self.misconceptions:
            yield from _wrong(one, book)


def _wrong(one: Misconception, book: Book) -> Iterator[tuple[str, str]]:
    at = f"misconceptions.{one.id}"
    rules = {rule.id for rule in book.guideline.rules}
    for name in one.skips:
        if name not in book.questions and name not in book.manoeuvres:
            yield at, f"there is no question or manoeuvre {name!r}."
    for pick in one.picks:
        values = {o.value for o in book.decisions[pick.decision].options} if pick.decision in book.decisions else set()
        for name in (*pick.values, *pick.where_best):
            if name not in values:
                yield at, f"{pick.decision!r} has no answer {name!r}."
        for name in pick.where_rules:
            if name not in rules:
                yield at, f"there is no rule {name!r}."


def read_skill(path: Path, book: Book, competencies: frozenset[str]) -> Skill:
    """Read a model strictly.

    Args:
        path: the YAML file.
        book: the guideline, whose decisions, rules, questions and manoeuvres it names.
        competencies: ids of all competencies.

    Raises:
        InputError: with every problem found.
    """
    data, _ = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
    try:
        skill = Skill.model_validate(data)
    except ValidationError as error:
        raise InputError(
            [
                Problem(path.name, None, ".".join(map(str, one["loc"])), f"{one['msg']}.", "Correct it.")
                for one in error.errors()
            ]
        ) from None
    found = [Problem(path.name, None, at, what, "Correct the name.") for at, what in skill.problems(book, competencies)]
    if found:
        raise InputError(found)
    return skill


@lru_cache(maxsize=1)
def skill() -> Skill:
    """Return the declared model. Read once in a process."""
    from lbp_teach import content

    return read_skill(FILE, content.book(), frozenset(one.id for one in content.progress().competencies))
