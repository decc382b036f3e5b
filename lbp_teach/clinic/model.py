"""Types of a clinic morning: what its YAML declares, how a morning is set up, and what was done with a patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pydantic import Field

from lbp_teach import content
from lbp_teach.edition import EDITION
from lbp_teach.generator.model import Expected, Mode
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Text

#: How many patients a morning may have: the whole, and two shorter ones for a lesson.
LENGTHS = (12, 6, 3)
#: The highest number of a morning: twelve patients each, out of the generator's seeds.
LAST_MORNING = 9999
#: Raised when the same acts in the same morning give another outcome.
VERSION = 1

Referred = Literal["all"] | tuple[str, ...]


class OwnOption(Frozen):
    """A value of a choice that the guideline has no decision for."""

    value: str
    label: Text


class Own(Frozen):
    """A choice that the guideline has no decision for, and what its plan is read to do."""

    id: str
    label: Text
    guideline: str = Field(description="What the guideline's plan chooses")
    options: tuple[OwnOption, ...]
    why: Text
    facts: tuple[str, ...] = ()

    def option(self, value: str) -> OwnOption:
        """Return an option; raises KeyError for an unknown one."""
        for one in self.options:
            if one.value == value:
                return one
        raise KeyError(value)


class Clinic(Frozen):
    """Everything a morning counts with.

    Attributes:
        decisions: the guideline's decisions that are asked for.
        medicines: its medicines that may be given.
        own: choices the guideline has no decision for.
        places: which conditions are found where; `paresis` is a nerve deficit with a deadline.
        images: which conditions images show.
        numbers: clock, costs, waits, units and trust, each with its unit.
        assumptions: in words.
    """

    decisions: tuple[str, ...]
    medicines: tuple[str, ...]
    own: tuple[Own, ...]
    places: dict[str, Referred]
    images: dict[str, tuple[str, ...]]
    numbers: dict[str, Expected]
    assumptions: tuple[Text, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return the choices that must be made before a patient is sent off; medicines may be left."""
        return (*self.decisions, *(one.id for one in self.own))


class Counted:
    """The declared numbers of a morning, with those of the guideline filled in. Times of the clock are in seconds."""

    def __init__(self, clinic: Clinic, book: Book):
        """Read the numbers; of a range the guideline gives, the lower end."""
        self.clinic = clinic
        self._numbers: dict[str, float] = {}
        for name, one in clinic.numbers.items():
            value = book.parameters[one.parameter].value(EDITION) if one.parameter else one.value
            self._numbers[name] = value[0] if isinstance(value, tuple) else value

    def number(self, name: str) -> float:
        """Return a number in its declared unit; raises KeyError for an unknown one."""
        return self._numbers[name]

    def seconds(self, name: str) -> int:
        """Return a declared time as seconds."""
        return int(self._numbers[name] * {"minutes": 60, "seconds": 1}[self.clinic.numbers[name].unit])

    def last_call(self, patients: int) -> int:
        """Return when nobody is called in any more, in seconds from the start."""
        return patients * self.seconds("slot") + self.seconds("spare")

    def closing(self, patients: int) -> int:
        """Return when only decisions are possible any more, in seconds from the start."""
        return self.last_call(patients) + self.seconds("overrun")


@dataclass(frozen=True)
class Setup:
    """Which morning it is: the same three give everybody the same patients.

    Attributes:
        number: 0 to `LAST_MORNING`.
        mode: `primary_care`, or `enriched` with serious disease.
        patients: one of `LENGTHS`.
    """

    number: int
    mode: Mode
    patients: int


@dataclass(frozen=True)
class Seen:
    """What was done with one patient.

    Attributes:
        asked: questions, in order.
        examined: manoeuvres, in order; one with sides was done on both.
        choices: by decision.
        closed: whether the patient was sent off with these choices.
    """

    asked: tuple[str, ...] = ()
    examined: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False


@lru_cache(maxsize=1)
def clinic() -> Clinic:
    """Return what a morning counts with. Read once in a process."""
    return Clinic.model_validate_json((content.compiled_root() / "clinic.json").read_bytes())


@lru_cache(maxsize=1)
def counted() -> Counted:
    """Return the declared numbers. Read once in a process."""
    return Counted(clinic(), content.book())
