"""The mark of a course: what its patients are worth together, by their weights. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def course_mark(parts: Iterable[tuple[float, float | None]], *, over: bool) -> float | None:
    """Return the weighted mean of a learner's patients.

    Args:
        parts: of each of her patients the weight, and her result as a share from 0 to 1; None where there is none.
        over: whether the course is over for her. Then a patient without a result is worth 0; before, the mean is that
            of the patients who have one.

    Returns:
        A share from 0 to 1; None where there is nothing to take a mean of: no result yet, or weights of 0 only.
    """
    counted = [(weight, share or 0.0) for weight, share in parts if over or share is not None]
    whole = sum(weight for weight, _ in counted)
    # A share that is lost to rounding must not be above all of it.
    return min(1.0, sum(weight * share for weight, share in counted) / whole) if whole > 0 else None
