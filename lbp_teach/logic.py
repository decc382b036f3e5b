"""Three-valued (Kleene) logic: true, false, and unknown because nobody asked or examined."""

from __future__ import annotations

from collections.abc import Sequence
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


def all_of(values: Sequence[Truth]) -> Truth:
    """Return FALSE if any is false, else UNKNOWN if any is unknown, else TRUE (also for none)."""
    if Truth.FALSE in values:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.TRUE


def any_of(values: Sequence[Truth]) -> Truth:
    """Return TRUE if any is true, else UNKNOWN if any is unknown, else FALSE (also for none)."""
    if Truth.TRUE in values:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in values else Truth.FALSE


def at_least(n: int, values: Sequence[Truth]) -> Truth:
    """Return whether at least `n` of the values are true."""
    sure = values.count(Truth.TRUE)
    if sure >= n:
        return Truth.TRUE
    return Truth.UNKNOWN if sure + values.count(Truth.UNKNOWN) >= n else Truth.FALSE
