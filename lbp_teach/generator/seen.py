"""The facts of a drawn patient, for asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lbp_teach.generator.model import ROOT
from lbp_teach.guideline.facts import ABSENT, PRESENT, key
from lbp_teach.guideline.model import Scalar

if TYPE_CHECKING:
    from lbp_teach.generator.drawing import Truth

_LONG_WEEKS = 12
_VERY_SORE = 8


@dataclass(frozen=True)
class Seen:
    """The facts of a patient, for asking."""

    truth: Truth
    alone: bool = False

    @property
    def facts(self) -> Mapping[str, Scalar]:
        return self.truth.facts

    def has(self, name: str) -> bool:
        """Return whether a finding is present, on any side."""
        return any(self.facts.get(k) == PRESENT for k in (name, key(name, "left"), key(name, "right")))

    def lacks(self, name: str) -> bool:
        """Return whether a finding that is present in most is absent."""
        return self.facts.get(name) == ABSENT

    def is_(self, name: str, value: Scalar) -> bool:
        """Return whether a finding has this value."""
        return self.facts.get(name) == value

    def both(self, name: str) -> bool:
        """Return whether a finding is present on both sides."""
        return all(self.facts.get(key(name, side)) == PRESENT for side in ("left", "right"))

    @property
    def able(self) -> bool:
        """Return whether the patient gets about: walks, climbs stairs, stands on tiptoe to try."""
        ill = self.has("flags.poor_general_condition")
        return not ill and not self.is_("function.activities", "severely_limited") and self.truth.pain < _VERY_SORE

    @property
    def long(self) -> bool:
        return self.truth.weeks > _LONG_WEEKS

    @property
    def free(self) -> bool:
        return self.truth.status != "working"

    @property
    def leg(self) -> str:
        """Return where the leg hurts: none, above, below, both_above or both_below."""
        values = [self.facts.get(key("history.leg_pain", side), "none") for side in ("left", "right")]
        found = [str(v).removesuffix("_knee") for v in values if v != "none"]
        return "none" if not found else found[0] if len(found) == 1 else f"both_{found[0]}"

    @property
    def old_weakness(self) -> bool:
        return self.truth.condition not in ROOT
