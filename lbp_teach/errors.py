"""Errors that reach a person: one clear sentence with what, where, what is allowed, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        file: the file's name as its author knows it.
        line: line number from 1, or None where no line can be named.
        key: the path of keys inside the file, such as `visits[0].facts`.
        what: what is wrong, and what is allowed.
        remedy: what to do next.
    """

    file: str
    line: int | None
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} {self.what} {self.remedy}".rstrip()


class InputError(Exception):
    """Input that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, ordered by place."""
        self.problems = sorted(problems, key=lambda p: (p.file, p.line or 0, p.key))
        super().__init__("\n".join(str(p) for p in self.problems))


class UsageError(Exception):
    """A request that cannot be carried out; its text is the whole message for the user."""


def allowed(given: str, values: list[str] | tuple[str, ...]) -> str:
    """Return "allowed are ..." with the nearest guess first, shortened for long lists."""
    names = sorted(values)
    guess = get_close_matches(given, names, n=1)
    hint = f"Did you mean {guess[0]!r}? " if guess else ""
    near = get_close_matches(given, names, n=6, cutoff=0.3) or names[:6]
    shown = names if len(names) <= 14 else [*near, f"... ({len(names)} in all)"]
    return f"{hint}Allowed: {', '.join(shown)}."
