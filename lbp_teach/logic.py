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
        return _FALSE if self is _TRUE else _TRUE if self is _FALSE else _UNKNOWN


# Looking a member up in its class is slow, and all of this is asked thousands of times for each patient.
_TRUE, _FALSE, _UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def truth(value: bool) -> Truth:
    """Return a definite truth value."""
    return _TRUE if value else _FALSE


def all_of(values: Sequence[Truth]) -> Truth:
    """Return FALSE if any is false, else UNKNOWN if any is unknown, else TRUE (also for none)."""
    if _FALSE in values:
        return _FALSE
    return _UNKNOWN if _UNKNOWN in values else _TRUE


def any_of(values: Sequence[Truth]) -> Truth:
    """Return TRUE if any is true, else UNKNOWN if any is unknown, else FALSE (also for none)."""
    if _TRUE in values:
        return _TRUE
    return _UNKNOWN if _UNKNOWN in values else _FALSE


def at_least(n: int, values: Sequence[Truth]) -> Truth:
    """Return whether at least `n` of the values are true."""
    sure = values.count(_TRUE)
    if sure >= n:
        return _TRUE
    return _UNKNOWN if sure + values.count(_UNKNOWN) >= n else _FALSE
