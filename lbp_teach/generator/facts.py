"""Draw what is true of a new patient: fast, deterministic, and never contradicting itself.

The order is that of a life: who it is, what they have, how it hurts, what it does to them. What goes with what is
declared under `dependence` in distributions.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from lbp_teach.generator import examined, living
from lbp_teach.generator.disease import red_flags
from lbp_teach.generator.model import SERIOUS, Mode
from lbp_teach.generator.tables import Tables
from lbp_teach.guideline.facts import ABSENT, PRESENT, key
from lbp_teach.guideline.model import Scalar

Status = Literal["working", "student", "retired"]
#: Longer than this (parameter acute_weeks) the pain is long-lasting.
LONG_WEEKS = 12


@dataclass(slots=True)
class Sketch:
    """A patient while being drawn.

    Attributes:
        facts: what differs from somebody who is otherwise well, by finding and side.
        root: the nerve root that is affected, or to which chance findings point.
        side: of the leg that hurts.
    """

    rng: Random
    tables: Tables
    mode: Mode
    condition: str = "non_specific"
    age: int = 46
    sex: Literal["female", "male"] = "female"
    status: Status = "working"
    heavy: bool = False
    weeks: float = 1
    pain: int = 4
    pattern: str = ""
    root: str | None = None
    side: Literal["left", "right"] = "left"
    facts: dict[str, Scalar] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether a finding was drawn as present."""
        return self.facts.get(name) == PRESENT

    def present(self, *names: str) -> None:
        """Write down that findings are present."""
        self.facts.update(dict.fromkeys(names, PRESENT))

    def on(self, name: str, value: Scalar, side: str | None = None) -> None:
        """Write down a finding of one side; of the leg that hurts where none is named."""
        self.facts[key(name, side or self.side)] = value

    @property
    def serious(self) -> bool:
        """Return whether the condition is serious."""
        return self.condition in SERIOUS

    @property
    def long(self) -> bool:
        """Return whether the pain is long-lasting."""
        return self.weeks > LONG_WEEKS

    @property
    def span(self) -> str:
        """Return the key of families that tell new from long-lasting pain."""
        return "long" if self.long else "new"

    @property
    def band(self) -> str:
        """Return the key of families that go by the intensity of the pain."""
        return "low" if self.pain <= 4 else "middle" if self.pain <= 6 else "high"


def sketch(seed: int, mode: Mode, tables: Tables) -> Sketch:
    """Draw the facts of a patient; the same seed, mode and version give the same ones on every machine."""
    one = Sketch(Random(f"lbp-teach generator {tables.version} {mode} {seed}"), tables, mode)
    _person(one)
    _pain(one)
    red_flags(one)
    examined.legs(one)
    examined.body(one)
    living.function(one)
    living.mind(one)
    living.health(one)
    return one


def _person(one: Sketch) -> None:
    rng, tables = one.rng, one.tables
    one.condition = str(tables.pick(rng, "conditions", one.mode))
    one.age = tables.age(rng, one.condition)
    one.sex = "female" if tables.chance(rng, "female", one.condition) else "male"
    band = "18-24" if one.age < 25 else "25-29" if one.age < 30 else ""
    if one.age >= tables.retired:
        one.status = "retired"
    elif band and tables.chance(rng, "not_working", band):
        one.status = "student"
    elif tables.chance(rng, "heavy_job", "all"):
        one.heavy = True
        one.present("flags.heavy_work")


def _pain(one: Sketch) -> None:
    rng, tables, facts = one.rng, one.tables, one.facts
    one.weeks = float(tables.pick(rng, "duration", one.condition))
    facts["history.duration_weeks"] = int(one.weeks) if one.weeks == int(one.weeks) else one.weeks
    one.pain = int(tables.pick(rng, "pain", one.condition))
    facts["history.pain_nrs"] = one.pain
    course = f"{one.condition}_{one.span}" if one.condition == "non_specific" else one.condition
    facts["history.course"] = tables.pick(rng, "course", course)
    before = int(one.weeks / 52)
    if tables.chance(rng, "earlier_episodes", one.condition):
        one.present("history.previous_episodes")
        wanted = int(
            tables.pick(rng, "years_since_first", "inflammatory" if one.condition == "inflammatory" else "all")
        )
        before = max(1, before, min(wanted, one.age - 15))
    facts["history.onset_age_years"] = one.age - before
    if tables.chance(rng, "rest_no_help", one.condition):
        facts["history.eased_by_rest"] = ABSENT
    if tables.chance(rng, "treatment", "under_3_weeks" if one.weeks < 3 else "longer" if one.long else "to_12_weeks"):
        one.present("history.conservative_treatment")
