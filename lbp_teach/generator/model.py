"""Types of what the generator reads: declared distributions, and the words patients say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lbp_teach.edition import EDITION
from lbp_teach.generator.template_model import Templates
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import ParameterRef, Reviewed
from lbp_teach.text import Frozen, Text

Mode = Literal["primary_care", "enriched"]
MODES: tuple[Mode, Mode] = ("primary_care", "enriched")
Condition = Literal[
    "non_specific",
    "disc_prolapse",
    "spinal_stenosis",
    "listhesis",
    "cauda_equina",
    "malignancy",
    "infection",
    "fragility_fracture",
    "traumatic_fracture",
    "inflammatory",
    "aortic_aneurysm",
]
#: Conditions that press on a root, and those that are serious in the sense of the guideline's first category.
ROOT: frozenset[str] = frozenset(("disc_prolapse", "spinal_stenosis", "listhesis", "cauda_equina"))
SERIOUS: frozenset[str] = frozenset(
    (
        "cauda_equina",
        "malignancy",
        "infection",
        "fragility_fracture",
        "traumatic_fracture",
        "inflammatory",
        "aortic_aneurysm",
    )
)
Percent = Annotated[float, Field(ge=0, le=100)]


# ---- distributions ----


class ModeLabel(Frozen):
    """A mode of drawing, in words."""

    id: Mode
    label: Text
    note: Text


class Bound(Frozen):
    """What the shares of some conditions in primary care have to keep to, and who says so."""

    of: tuple[Condition, ...]
    at_least: float
    at_most: float | ParameterRef
    source: str
    section: str
    facts: tuple[str, ...]


class Leaning(Frozen):
    """A place that a declaration rests on, and what it says there."""

    source: str
    section: str
    facts: tuple[str, ...]
    says: Text


class Declared(Frozen):
    """One family of numbers that patients are drawn from.

    Attributes:
        kind: how `values` are read; see the head of distributions.yaml.
        by: what the keys of `values` are, where they are not conditions.
        reviewed: `sourced` where the number itself stands in the cited place.
        accuracy: for a test, the row of the guideline's accuracy table.
    """

    id: str
    kind: Literal["share", "weights", "bins", "test", "number"]
    by: str | None = Field(None, alias="with")
    label: Text
    reviewed: Reviewed
    cites: tuple[Leaning, ...] = ()
    conflicts: tuple[str, ...] = ()
    accuracy: str | None = None
    values: dict[str, float | dict[str, Percent]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_up(self) -> Declared:
        if (self.kind == "test") != (self.accuracy is not None) or (self.kind == "test") == bool(self.values):
            raise ValueError("a test names its row of the accuracy table, everything else has `values`")
        for key, value in self.values.items():
            if isinstance(value, dict) != (self.kind in ("weights", "bins")):
                raise ValueError(f"{key}: {self.kind} does not take such a value")
            if isinstance(value, dict) and abs(sum(value.values()) - 100) > 1e-6:
                raise ValueError(f"{key}: the shares add up to {sum(value.values()):g}, not to 100")
            if not isinstance(value, dict) and not 0 <= value <= (100 if self.kind == "share" else 1):
                raise ValueError(f"{key}: {value:g} is out of range")
        return self


class Distributions(Frozen):
    """Everything that patients are drawn from, and what goes together."""

    version: int = Field(ge=1, description="Raised when the same seed gives another patient")
    modes: tuple[ModeLabel, ...]
    bounds: tuple[Bound, ...]
    declared: tuple[Declared, ...]
    dependence: tuple[Text, ...]
    pattern_facts: dict[str, tuple[str, ...]]
    words: dict[str, Text] = Field(description="What the keys of the families are called")

    def family(self, name: str) -> Declared:
        """Return a declared family; raises KeyError for an unknown one."""
        for one in self.declared:
            if one.id == name:
                return one
        raise KeyError(name)


# ---- the following weeks ----


class Expected(Frozen):
    """A number of the simulated weeks, where it comes from, and what it means."""

    value: float
    unit: str
    label: Text
    reviewed: Reviewed
    parameter: str | None = Field(
        None, description="The guideline's parameter it is taken from; `value` is then unused"
    )
    source: str = "toolkit"
    section: str = "own reading"
    facts: tuple[str, ...] = ()


class ConditionCourse(Frozen):
    """What a condition is called, when it has to be met, and how it goes.

    Attributes:
        label: its name.
        truth: what lay behind, as the end of a case tells it.
        deadline_hours: within which it has to be met; None where nothing runs out.
        recovery: id of the natural course.
        harm: share with lasting harm when it is met in time, and when it is not.
        harm_text: what the harm is.
    """

    id: Condition
    label: Text
    truth: Text
    deadline_hours: float | None = None
    why: Text | None = Field(None, description="Why it must be met within that time")
    facts: tuple[str, ...] = ()
    recovery: str
    harm_in_time: Percent = 0
    harm_late: Percent = 0
    harm_text: Text | None = None


class Recovery(Frozen):
    """The share that is considerably better after so many weeks from the visit; between them on a straight line."""

    id: str
    label: Text
    reviewed: Reviewed
    source: str = "toolkit"
    section: str = "own reading"
    facts: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    weeks: dict[str, Percent]
    parameters: dict[str, str] = Field(default_factory=dict)

    def points(self, book: Book) -> dict[str, float]:
        """Return the shares in per cent by week, those that the guideline has taken from there."""
        found: dict[str, float] = dict(self.weeks)
        for week, name in self.parameters.items():
            value = book.parameters[name].value(EDITION)
            found[week] = value[0] if isinstance(value, tuple) else value
        return found


class Courses(Frozen):
    """What happens after the visit."""

    conditions: tuple[ConditionCourse, ...]
    recoveries: tuple[Recovery, ...]
    numbers: dict[str, Expected]

    def condition(self, name: str) -> ConditionCourse:
        """Return the course of a condition; raises KeyError for an unknown one."""
        return next(one for one in self.conditions if one.id == name)


class Generator(Frozen):
    """The generator's content, as it is compiled."""

    distributions: Distributions
    courses: Courses
    templates: Templates
