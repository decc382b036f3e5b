"""Facts about one patient: a flat mapping from finding (and side) to value.

A key is `history.course` or, for a sided finding, `history.leg_pain@left`. A missing key means that nobody asked or
examined; `unknown` means that the patient was asked and does not know. The two are different and stay different.
"""

from __future__ import annotations

from collections.abc import Mapping

from lbp_teach.guideline.model import SIDES, Finding, Scalar
from lbp_teach.text import Text, both, number, same

Facts = Mapping[str, Scalar]
UNKNOWN = "unknown"
NOT_APPLICABLE = "not_applicable"
PRESENT = "present"
ABSENT = "absent"


def key(finding: str, side: str | None = None) -> str:
    """Return the key of a finding, with its side where it has one."""
    return f"{finding}@{side}" if side else finding


def split(fact_key: str) -> tuple[str, str | None]:
    """Return the finding and the side of a key."""
    finding, _, side = fact_key.partition("@")
    return finding, side or None


def keys(finding: Finding) -> tuple[str, ...]:
    """Return every key a finding has: one, or one for each side."""
    return tuple(key(finding.id, side) for side in SIDES) if finding.sided else (finding.id,)


def value_words(finding: Finding, value: Scalar, units: Mapping[str, Text]) -> Text:
    """Return a value as it is written in the notepad."""
    if value == UNKNOWN:
        return Text(da="ved ikke", en="does not know")
    if value == NOT_APPLICABLE:
        return Text(da="ikke aktuelt", en="does not apply")
    if finding.kind == "presence":
        return Text(da="til stede", en="present") if value == PRESENT else Text(da="ikke til stede", en="not present")
    if finding.kind == "choice":
        words = finding.values[str(value)]
        return Text(da=words.da, en=words.en)
    amount = float(value)
    unit = finding.unit or ""
    if unit == "weeks" and 0 < amount < 2:
        unit, amount = "days", round(amount * 7)
    if unit == "hours" and amount >= 72:
        unit, amount = "days", round(amount / 24)
    if amount == 1 and unit in _ONE:
        return _ONE[unit]
    return units[unit].format(n=number(amount)) if unit in units else same(f"{amount:g}")


_ONE = {
    "weeks": both(da="1 uge", en="1 week"),
    "days": both(da="1 dag", en="1 day"),
    "hours": both(da="1 time", en="1 hour"),
    "minutes": both(da="1 minut", en="1 minute"),
}


def is_negative(finding: Finding, value: Scalar) -> bool:
    """Return whether the value reads as "not there" in the notepad: absent, none, or nothing to measure."""
    return value in (ABSENT, "none", NOT_APPLICABLE)


SIDE_WORDS = {"left": both(da="venstre", en="left"), "right": both(da="højre", en="right")}
