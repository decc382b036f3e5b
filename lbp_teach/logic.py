"""Three-valued (Kleene) logic: true, false, and unknown because nobody asked or examined."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """The truth of a statement about a patient as far as it is known."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __invert__(self) -> Truth:
        """Return the negation; the negation of unknown is unknown."""
        return _NOT[self]


_NOT = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def truth(value: bool) -> Truth:
    """Return a definite truth value."""
    return Truth.TRUE if value else Truth.FALSE


def all_of(values: Iterable[Truth]) -> Truth:
    """Return FALSE if any is false, else UNKNOWN if any is unknown, else TRUE (also for none)."""
    return at_least(None, list(values))


def any_of(values: Iterable[Truth]) -> Truth:
    """Return TRUE if any is true, else UNKNOWN if any is unknown, else FALSE (also for none)."""
    return at_least(1, list(values))


def at_least(n: int | None, values: list[Truth]) -> Truth:
    """Return whether at least `n` of the values are true; `n=None` means all of them."""
    wanted = len(values) if n is None else n
    sure = sum(v is Truth.TRUE for v in values)
    possible = sure + sum(v is Truth.UNKNOWN for v in values)
    if sure >= wanted:
        return Truth.TRUE
    return Truth.UNKNOWN if possible >= wanted else Truth.FALSE
