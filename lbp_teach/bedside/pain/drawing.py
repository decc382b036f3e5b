"""What the patient has drawn, made from the facts: which part of the body, which side, which kind of mark."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lbp_teach.bedside.pain.model import Content, Kind, Part
from lbp_teach.guideline.facts import PRESENT, Facts, key
from lbp_teach.guideline.model import SIDES, Side
from lbp_teach.text import Text, both, join

Where = Literal["middle", "left", "right"]
_AND = both(da="og", en="and")
_NO_LEGS = both(da="På benene er der ikke tegnet noget.", en="Nothing is drawn on the legs.")
#: Facts say how far pain goes down a leg. What is drawn for each; the buttock is what joins the leg to the back.
_LEG: dict[str, tuple[str, ...]] = {"above_knee": ("buttock", "thigh"), "below_knee": ("buttock", "thigh", "calf")}
#: Facts say that pain is widespread, not where: these parts stand for that. Legs are drawn only where the facts say so.
_WIDESPREAD: tuple[tuple[str, tuple[Where, ...]], ...] = (
    ("neck", ("middle",)),
    ("upper_back", ("middle",)),
    ("shoulder", SIDES),
    ("arm", SIDES),
    ("buttock", SIDES),
)
#: Facts say that a leg tingles or feels different, not where on it.
_SENSED = ("shin", "foot")
_ON_LEGS = {"thigh", "calf", "shin", "foot"}


class Area(NamedTuple):
    """One marked part of the body; `side` is the patient's."""

    part: str
    side: Where
    kind: Kind


def asked_where(facts: Facts) -> bool:
    """Return whether it is known where the pain sits: without that, no pain can be drawn."""
    return any(key("history.leg_pain", side) in facts for side in SIDES)


def areas(facts: Facts) -> tuple[Area, ...]:
    """Return what is drawn.

    Args:
        facts: what is known; what nobody has asked about is not drawn.
    """
    return (*(_pain(facts) if asked_where(facts) else ()), *_sensed(facts))


def _pain(facts: Facts) -> tuple[Area, ...]:
    quality = facts.get("history.pain_quality")
    kind: Kind = "shooting" if quality == "shooting" else "widespread" if quality == "widespread" else "pain"
    legs = [Area(part, side, kind) for side in SIDES for part in _leg(facts, side)]
    # Pain that shoots into a leg is drawn shooting there; of the back the word does not speak.
    back: Kind = "pain" if kind == "shooting" and legs else kind
    spots = [Area(part, side, kind) for part, sides in _WIDESPREAD for side in sides] if kind == "widespread" else []
    return tuple(dict.fromkeys([Area("low_back", "middle", back), *spots, *legs]))


def _leg(facts: Facts, side: Side) -> tuple[str, ...]:
    return _LEG.get(str(facts.get(key("history.leg_pain", side))), ())


def _sensed(facts: Facts) -> tuple[Area, ...]:
    kinds: tuple[tuple[str, Kind], ...] = (("history.paraesthesia", "tingling"), ("history.leg_numbness", "numbness"))
    return tuple(
        Area(part, side, kind)
        for finding, kind in kinds
        for side in SIDES
        if facts.get(key(finding, side)) == PRESENT
        for part in _SENSED
    )


def in_words(drawn: tuple[Area, ...], facts: Facts, content: Content) -> tuple[Text, ...]:
    """Return the drawing as sentences, one for each kind of mark: the same for those who cannot see it."""
    said = []
    for kind in content.kinds:
        places = [name for part in content.parts if (name := _named(part, kind.id, drawn))]
        if places:
            listed = join(places, last=_AND)
            said.append(Text(da=f"{kind.label.da}: {listed.da}.", en=f"{kind.label.en}: {listed.en}."))
    everything = all(key(f"history.{name}", "left") in facts for name in ("leg_pain", "paraesthesia", "leg_numbness"))
    if everything and not any(area.part in _ON_LEGS for area in drawn):
        said.append(_NO_LEGS)
    return tuple(said)


def _named(part: Part, kind: Kind, drawn: tuple[Area, ...]) -> Text | None:
    sides = {area.side for area in drawn if (area.part, area.kind) == (part.id, kind)}
    if not sides:
        return None
    return part.middle or (part.both if len(sides) == 2 else part.left if "left" in sides else part.right)
