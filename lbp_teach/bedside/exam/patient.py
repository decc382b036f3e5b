"""The body that is examined: the findings of the guideline, and the few details that they do not settle.

A case says that a straight leg raise is positive, not at which angle; the angle is then chosen from the case, within
the limits of the guideline, and is the same each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, key
from lbp_teach.guideline.model import SIDES, Scalar, Side

STEP = 5
#: A leg that nothing stops is raised this far (degrees).
FREE = 85
#: Where raising one leg brings on the pain in the other (degrees); own reading.
CROSSED = 50
#: Where tight hamstrings stop a leg, and where a back that hurts does; own reading, the sources give no angle.
TIGHT, BACK = (55, 75), (45, 75)


@dataclass(frozen=True)
class Body:
    """What is true of the body on the couch. Never sent to a screen.

    Attributes:
        facts: every finding, by key.
        angles: by side of the raised leg, the degrees at which something stops it.
        tight: sides on which a pain-free leg is stopped by the hamstrings.
        jerks: keys of strengths that give way in jerks (functional weakness).
    """

    facts: Facts
    angles: Mapping[str, int]
    tight: frozenset[str] = frozenset()
    jerks: frozenset[str] = field(default_factory=frozenset)

    def value(self, finding: str, side: str | None = None) -> Scalar:
        """Return what a finding is."""
        return self.facts[key(finding, side)]

    def mirrored(self) -> Body:
        """Return the same body with left and right exchanged."""
        swap: dict[str, Side] = {"left": "right", "right": "left"}

        def other(name: str) -> str:
            finding, _, side = name.partition("@")
            return key(finding, swap[side]) if side else finding

        return replace(
            self,
            facts={other(name): value for name, value in self.facts.items()},
            angles={swap[side]: angle for side, angle in self.angles.items()},
            tight=frozenset(swap[side] for side in self.tight),
            jerks=frozenset(other(name) for name in self.jerks),
        )


def body_of(facts: Facts, name: str, book: Book) -> Body:
    """Return the body of a patient of whom the findings are known.

    Args:
        facts: every finding, as `visit_facts` gives it.
        name: what the details are chosen by; the same name gives the same details.
        book: the guideline, for the angles between which a leg raise counts.
    """
    # What differs between the sides must not hang on their names, or a mirrored patient would be another one.
    stopped = {side: facts[key("exam.slr", side)] for side in SIDES}
    tight = frozenset(side for side in SIDES if stopped[side] == "negative" and _pick(name, "tight", 3) == 0)
    return Body(facts, {side: _angle(str(stopped[side]), side in tight, name, book) for side in SIDES}, tight)


def _angle(value: str, tight: bool, name: str, book: Book) -> int:
    if value == "positive":
        low, high = slr_limits(book)
        return _between((max(low, 25), min(high, 55)), f"{name}:positive")
    if value == "back_only":
        return _between(BACK, f"{name}:back")
    return _between(TIGHT, f"{name}:tight") if tight else FREE


def slr_limits(book: Book) -> tuple[int, int]:
    """Return the degrees between which a straight leg raise counts as positive (DSAM2026, Figur 5)."""
    limits = book.parameters["slr_degrees"].value(EDITION)
    assert isinstance(limits, tuple)
    return int(limits[0]), int(limits[1])


def _between(limits: tuple[int, int], name: str) -> int:
    low, high = limits
    return low + STEP * _pick(name, "angle", (high - low) // STEP + 1)


def _pick(name: str, what: str, n: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{name}/{what}".encode()).digest()[:4]) % n
