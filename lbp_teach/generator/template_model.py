"""Types of the words patients say, and of who they are."""

from __future__ import annotations

from typing import Literal

from lbp_teach.text import Frozen, Text

Style = Literal["terse", "chatty", "worried", "dry", "any"]
STYLES: tuple[Style, ...] = ("terse", "chatty", "worried", "dry")
#: What must be true of a life for a line: `company` lives with somebody, `able` gets about.
Need = Literal["company", "able"]
#: A line as it is written in the templates: how it is said, in Danish, in English, and what it needs.
Line = tuple[Style, str, str] | tuple[Style, str, str, Need]


class Voice(Frozen):
    """One way of speaking.

    Attributes:
        style: which of the variants of an answer it takes.
        before: short sentences it may put before an answer.
        after: short sentences it may put after one.
        says: answers of its own to questions that reveal nothing.
    """

    id: str
    style: Style
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    says: dict[str, tuple[Line, ...]]


class Job(Frozen):
    """A job, and what it asks of the body."""

    id: str
    title: Text
    heavy: bool = False
    tasks: Text


class Pastime(Frozen):
    """What a patient likes to do: `do` and `doing` go into other sentences."""

    id: str
    heavy: bool = False
    walks: bool = False
    from_age: int = 18
    to_age: int = 99
    do: Text
    doing: Text
    full: Text
    reduced: Text


class Home(Frozen):
    """Whom the patient lives with: what is known at the door, and what the patient says."""

    id: str
    alone: bool = False
    from_age: int = 18
    to_age: int = 99
    status: tuple[Literal["working", "student", "retired"], ...] = ("working", "student", "retired")
    door: Text
    says: Text


class Told(Frozen):
    """A happening that a finding stands for, told in the answers to some questions."""

    id: str
    sex: Literal["female", "male"] | None = None
    from_age: int = 18
    to_age: int = 99
    says: dict[str, Text]


class FirstNames(Frozen):
    """First names by age, of varied origin."""

    female: dict[Literal["young", "middle", "old"], tuple[str, ...]]
    male: dict[Literal["young", "middle", "old"], tuple[str, ...]]


class Templates(Frozen):
    """Everything that patients say, and who they are."""

    first_names: FirstNames
    last_names: tuple[tuple[str, ...], ...]
    jobs: tuple[Job, ...]
    students: tuple[Text, ...]
    pastimes: tuple[Pastime, ...]
    homes: tuple[Home, ...]
    stories: dict[str, tuple[Told, ...]]
    durations: dict[str, Text]
    hours: dict[str, Text]
    minutes: dict[str, Text]
    places: dict[str, Text]
    door: dict[str, tuple[Text, ...]]
    objectives: dict[str, tuple[Text, ...]]
    openings: dict[str, tuple[Line, ...]]
    second: dict[str, tuple[Line, ...]]
    voices: tuple[Voice, ...]
    answers: dict[str, dict[str, tuple[Line, ...]]]
