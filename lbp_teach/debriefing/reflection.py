"""Looking back: what a learner wrote after a case, and before which next patient it is shown again.

Alike is only what is seen before anybody has asked: what the patient complains of in her first words, how old she is,
where she is seen. Choosing by what the patient has would tell it: docs/decisions/022-reflection.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.play import Attempt
from lbp_teach.text import Lang, both

Plain = dict[str, Any]
#: Up to this age a patient is young, up to that one of working age.
AGES = (35, 65)
#: Words of the first sentences that speak of a leg; Danish, because every patient speaks it.
_LEG = re.compile(
    r"\b(ben|benet|benene|læg|læggen|læggene|fod|foden|fødder|tå|tæer|storetå|lår|låret)\b", re.IGNORECASE
)
_TITLE = both(da="Sidst, efter {name}, skrev du:", en="Last time, after {name}, you wrote:")
_WHY = both(
    da="Vises, fordi de to ligner hinanden i døren. Det siger ikke noget om, hvad patienten fejler.",
    en="Shown because the two look alike at the door. It says nothing about what this patient has.",
)

_WHY_SAME = both(
    da="Vises, fordi det er samme patient. Det siger ikke noget om, hvad patienten fejler.",
    en="Shown because it is the same patient. It says nothing about what this patient has.",
)


@dataclass(frozen=True)
class Door:
    """What is seen of a patient before anybody has asked.

    Attributes:
        leg: whether her first words are about a leg.
        age: age band, 0 to 2.
        setting: where she is seen.
    """

    leg: bool
    age: int
    setting: str


def door(case: Case) -> Door:
    """Return what is seen of a patient before anybody has asked; nothing of what is true of her."""
    words = f"{case.opening.da} {case.visits[0].opening.da}"
    return Door(bool(_LEG.search(words)), sum(case.persona.age > age for age in AGES), case.setting.da)


def alike(one: Door, other: Door) -> bool:
    """Return whether two patients look alike: the same complaint, and the same age or place."""
    return one.leg == other.leg and (one.age == other.age or one.setting == other.setting)


def before(case: Case, attempt: Attempt, attempts: Mapping[str, Attempt], lang: Lang) -> Plain | None:
    """Return what is shown at the start of a case of what was written after an earlier one, or None.

    Args:
        case: the case that begins.
        attempt: the attempt at it.
        attempts: all attempts of the learner, oldest first.
        lang: language of the words around the learner's own.
    """
    here = door(case)
    for earlier in reversed(list(attempts.values())):
        if not earlier.reflection or earlier.id == attempt.id or content.current_hash(earlier.case) is None:
            continue
        seen = content.load_case(earlier.case)
        if alike(door(seen), here):
            why = _WHY_SAME if earlier.case == case.id else _WHY
            title = _TITLE.format(name=seen.persona.first_name)(lang)
            return {"title": title, "text": earlier.reflection, "why": why(lang)}
    return None
