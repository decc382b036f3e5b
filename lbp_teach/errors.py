"""Errors that reach a person: one clear sentence with what, where, what is allowed, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

#: Characters of a sentence, and problems of a file, that help somebody; the rest is counted.
LONGEST, MOST = 400, 100


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
        """Return the problem as one line that any screen can show, however strange what it speaks of."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {_short(self.key)}:" if self.key else ""
        return _printable(f"{place}:{key} {_short(self.what)} {_short(self.remedy)}".rstrip())


def _short(text: str) -> str:
    """Return a text without its middle, where somebody has put a whole book into a name."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} […] {text[-LONGEST // 4 :]}"


def _printable(text: str) -> str:
    """Return a text with escapes for what cannot be shown: half characters, and those that move a terminal's cursor."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


class InputError(Exception):
    """Input that cannot be used; carries every problem found, not only the first, up to a hundred."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, ordered by place."""
        self.problems = sorted(problems, key=lambda p: (p.file, p.line or 0, p.key))
        if len(problems) > MOST:
            what = f"there are {len(problems) - MOST} problems more."
            self.problems[MOST:] = [Problem(self.problems[0].file, None, "", what, "Correct these first.")]
        super().__init__("\n".join(str(p) for p in self.problems))


class UsageError(Exception):
    """A request that cannot be carried out; its text is the whole message for the user."""


def allowed(given: str, values: list[str] | tuple[str, ...]) -> str:
    """Return "allowed are ..." with the nearest guess first, shortened for long lists."""
    names, given = sorted(values), given[:LONGEST]
    guess = get_close_matches(given, names, n=1)
    hint = f"Did you mean {guess[0]!r}? " if guess else ""
    near = get_close_matches(given, names, n=6, cutoff=0.3) or names[:6]
    shown = names if len(names) <= 14 else [*near, f"... ({len(names)} in all)"]
    return f"{hint}Allowed: {', '.join(shown)}."
