"""How the way through a visit is read: in what order things are done well, and which habits of thought to look for.

Types only. The data stand in `way.yaml`, with their reasons; the reading is in `lbp_teach.process`. Nothing here
gives or costs points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from lbp_teach.text import Frozen, Text


class Acts(Frozen):
    """Some acts of a visit: what they are, and which of those that were done are meant.

    Attributes:
        questions: ids of questions.
        categories: categories of questions; all questions of them.
        manoeuvres: ids of manoeuvres.
        groups: groups of manoeuvres; all manoeuvres of them.
        any_manoeuvre: all manoeuvres.
        without: ids or groups that are left out again.
        decisions: ids of decisions; the act is the choice that stood in the end.
        take: each act of them, only the first that was done, or only the last.
    """

    questions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    manoeuvres: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    any_manoeuvre: bool = False
    without: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    take: Literal["each", "first", "last"] = "each"


class Precedence(Frozen):
    """One constraint of the partial order: some acts before others, or the two sides of an act together.

    Attributes:
        id: in English.
        before: what comes first.
        after: what comes later; left out where the two sides of `before` belong together.
        when: a concept that must be known to hold; left out where the constraint is for everybody.
        title: the constraint in a few words.
        reason: why, in one sentence.
        cites: statements; empty where the constraint is only the toolkit's own reading.
    """

    id: str
    before: Acts
    after: Acts | None = None
    when: str | None = None
    title: Text
    reason: Text
    cites: tuple[str, ...] = ()


class Limit(Frozen):
    """A number by which a habit is told from a good way of working: the toolkit's own choice, with its reason."""

    id: str
    value: int = Field(ge=0, le=100)
    unit: Literal["percent", "count", "times"]
    what: Text
    reason: Text


class Alarm(Frozen):
    """A finding of the history that makes a high estimate of serious disease reasonable by itself.

    Attributes:
        finding: id.
        side: for a sided finding, whether one side suffices.
        one_of: values; left out where it is enough that it is present.
    """

    finding: str
    side: Literal["any", "both"] = "any"
    one_of: tuple[str, ...] = ()


Train = Literal["lab", "bedside", "stage"]


class Practice(Frozen):
    """What trains something: a part of the laboratory, an assessment tool, or a stage of a case."""

    kind: Train
    target: str


class Habit(Frozen):
    """A habit of thought that is looked for.

    Attributes:
        id: one of the detectors.
        title: what it is called.
        about: what it is, and when it is not said of anybody.
        advice: what helps against it.
        train: what trains it.
        cites: statements that bear on it; empty where nothing in the sources does.
    """

    id: Literal["premature_closure", "anchoring", "base_rate", "confirmation", "availability"]
    title: Text
    about: Text
    advice: Text
    train: Practice
    cites: tuple[str, ...] = ()


class Way(Frozen):
    """Everything by which the way through a visit is read."""

    order: tuple[Precedence, ...] = ()
    limits: tuple[Limit, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    habits: tuple[Habit, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Way:
        for entries in (self.order, self.limits, self.habits):
            names = [entry.id for entry in entries]
            if len(set(names)) < len(names):
                raise ValueError(f"an id stands twice: {', '.join(sorted(n for n in names if names.count(n) > 1))}")
        return self

    def limit(self, name: str) -> int:
        """Return a limit by its id; raises KeyError for an unknown one."""
        for one in self.limits:
            if one.id == name:
                return one.value
        raise KeyError(name)

    def habit(self, name: str) -> Habit:
        """Return a habit by its id; raises KeyError for an unknown one."""
        for one in self.habits:
            if one.id == name:
                return one
        raise KeyError(name)

    def cites(self) -> Iterator[str]:
        """Yield every statement that is cited."""
        for constraint in self.order:
            yield from constraint.cites
        for habit in self.habits:
            yield from habit.cites
