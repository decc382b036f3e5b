"""What a learner writes down: a grade, a side, an angle. The recorded value is what is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import SIDES, Finding, Scalar
from lbp_teach.refusal import refuse

#: What can be written down where a number is measured: the lowest and the highest (degrees Celsius, millilitres).
LIMITS: dict[str, tuple[float, float]] = {"celsius": (30, 45), "ml": (0, 3000)}
GRADES = (0, 1, 2, 3, 4, 5)
HIGHEST = 90


@dataclass(frozen=True)
class Recorded:
    """A finding as the learner wrote it down; `degrees` only for a raised leg."""

    value: Scalar
    degrees: int | None = None


Record = Mapping[str, Recorded]


def recordable(book: Book) -> dict[str, Finding]:
    """Return the findings that can be recorded: all that a manoeuvre shows."""
    return {name: book.findings[name] for m in book.manoeuvres.values() for name in m.findings}


def checked_record(args: Mapping[str, Any], examined: frozenset[str], book: Book) -> dict[str, Any]:
    """Check something that is to be written down.

    Args:
        args: `finding`, `side`, `value`, and `degrees` for a raised leg; a value of None takes it away again.
        examined: keys of findings that were looked for, however well.
        book: the guideline.

    Returns:
        The body to record.

    Raises:
        Refusal: there is no such finding or value, or it was not examined.
    """
    name, side, value = args.get("finding"), args.get("side"), args.get("value")
    known = recordable(book)
    if not isinstance(name, str) or name not in known:
        raise refuse("Det fund findes ikke. Genindlæs siden.", "There is no such finding. Reload the page.")
    finding = known[name]
    if not finding.sided:
        side = None
    elif side not in SIDES:
        raise refuse("Vælg venstre eller højre.", "Choose left or right.")
    if value is not None and key(name, side) not in examined:
        raise refuse("Undersøg først, og notér så, hvad du fandt.", "Examine first, then record what you found.")
    body: dict[str, Any] = {"finding": name, "side": side, "value": value, "degrees": None}
    if value is None:
        return body
    if finding.kind == "number" and finding.unit != "mrc":
        body["value"] = _measured(value, finding.unit or "")
    elif finding.unit == "mrc":
        if type(value) is not int or value not in GRADES:
            raise refuse("Kraft noteres som 0 til 5.", "Strength is recorded as 0 to 5.")
    elif not isinstance(value, str) or value not in values_of(finding):
        raise refuse("Vælg en af værdierne.", "Choose one of the values.")
    if name == "exam.slr":
        degrees = args.get("degrees")
        if degrees is not None and (type(degrees) is not int or not 0 <= degrees <= HIGHEST):
            raise refuse(f"Vinklen er 0 til {HIGHEST} grader.", f"The angle is 0 to {HIGHEST} degrees.")
        body["degrees"] = degrees
    return body


def values_of(finding: Finding) -> tuple[str, ...]:
    """Return the words a finding can be recorded as, in their fixed order."""
    return ("absent", "present") if finding.kind == "presence" else tuple(finding.values)


def _measured(value: Any, unit: str) -> float:
    low, high = LIMITS[unit]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise refuse(f"Skriv et tal fra {low:g} til {high:g}.", f"Write a number from {low:g} to {high:g}.")
    return float(value)


def after_recording(record: Record, body: Mapping[str, Any]) -> dict[str, Recorded]:
    """Return the record after something was written down or taken away."""
    found = dict(record)
    name = key(body["finding"], body["side"])
    found.pop(name, None)
    if body["value"] is not None:
        found[name] = Recorded(body["value"], body.get("degrees"))
    return found


def same_value(finding: Finding, recorded: Scalar, true: Scalar) -> bool:
    """Return whether a recorded value is the true one; a measured number to the precision of the scale."""
    if isinstance(recorded, str) or isinstance(true, str):
        return recorded == true
    tolerance = {"celsius": 0.05, "ml": 5.0}.get(finding.unit or "", 0.0)
    return abs(float(recorded) - float(true)) <= tolerance + 1e-9
