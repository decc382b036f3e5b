"""Types of the exam's content: what is seen and heard, who comes to a drill, what a pattern is called."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from lbp_teach.guideline.assess import Book
from lbp_teach.text import Frozen, Text


class Person(Frozen):
    """Somebody who comes to a drill."""

    name: str
    age: int = Field(ge=18, le=110)


class Pattern(Frozen):
    """An answer to "what is this?"; `outside` where no source describes how it looks."""

    id: str
    label: Text
    cites: tuple[str, ...] = ()
    outside: bool = False
    note: Text | None = Field(None, description="What has to be said with it")


class Content(Frozen):
    """Everything the exam can say."""

    touch: dict[str, dict[str, Text]]
    strength: dict[str, Text]
    reflex: dict[str, Text]
    raise_: dict[str, Text] = Field(alias="raise")
    measured: dict[str, Text]
    persons: tuple[Person, ...] = Field(min_length=4)
    complaint: Text
    patterns: tuple[Pattern, ...]

    def pattern(self, pattern_id: str) -> Pattern:
        """Return a pattern by its id; raises KeyError for an unknown one."""
        for pattern in self.patterns:
            if pattern.id == pattern_id:
                return pattern
        raise KeyError(pattern_id)

    def problems(self, book: Book) -> Iterator[tuple[str, str]]:
        """Return references that lead nowhere, as (where, what)."""
        for pattern in self.patterns:
            for name in pattern.cites:
                if name not in book.statements:
                    yield f"patterns.{pattern.id}", f"{name!r} is no statement."
