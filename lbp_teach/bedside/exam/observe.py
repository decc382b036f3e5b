"""From a body and a manoeuvre to what is seen and said: never a grade of strength, reflex or feeling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lbp_teach.bedside.exam.model import Content
from lbp_teach.bedside.exam.patient import CROSSED, Body
from lbp_teach.bedside.exam.technique import HIGHEST, How, kind_of
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import PRESENT, SIDE_WORDS, key
from lbp_teach.guideline.model import SIDES, Manoeuvre, Scalar
from lbp_teach.text import Text, both, number

#: A strength grade and what happens under each resistance.
UNDER_RESISTANCE: dict[int, dict[str, str]] = {
    5: {"none": "moves", "light": "holds_light", "full": "holds_full"},
    4: {"none": "moves", "light": "holds_light", "full": "gives_slowly"},
    3: {"none": "moves", "light": "gives_at_once", "full": "gives_at_once"},
    2: dict.fromkeys(("none", "light", "full"), "only_level"),
    1: dict.fromkeys(("none", "light", "full"), "flicker"),
    0: dict.fromkeys(("none", "light", "full"), "nothing"),
}
#: How far a patient lifts the leg unaided (degrees), whatever is wrong with it: that tells nothing.
SELF_LIFTED = 35
#: A reflex and its response without and with reinforcement.
RESPONSES: dict[str, tuple[str, str]] = {
    "absent": ("none", "none"),
    "weak": ("none", "faint"),
    "reduced": ("small", "small"),
    "normal": ("clear", "clear"),
    "brisk": ("lively", "lively"),
    "clonus": ("beats", "beats"),
}
_NORMAL = "normal"
_DRAWN = frozenset({"squat", "heel_walk", "toe_walk", "gait", "movement"})
_SIDES_AT_START = {"left": both(da="Venstre", en="Left"), "right": both(da="Højre", en="Right")}


@dataclass(frozen=True)
class Line:
    """One thing that is seen, or said by the patient, on a side where it has one."""

    text: Text
    says: bool = False
    side: str | None = None


@dataclass(frozen=True)
class Observation:
    """What a manoeuvre shows.

    Attributes:
        lines: what is seen and said.
        picture: what a drawing needs, plain data; never a grade.
        reveals: whether the finding could be seen this way; else the manoeuvre counts as not done.
        stop: for a raised leg, the degrees at which it stopped.
    """

    lines: tuple[Line, ...]
    picture: Mapping[str, Any] = field(default_factory=dict)
    reveals: bool = True
    stop: int | None = None


def sides_of(side: str | None) -> tuple[str | None, ...]:
    """Return the sides that `side` stands for."""
    return SIDES if side == "both" else (side,)


def observe(body: Body, manoeuvre: Manoeuvre, side: str | None, how: How, content: Content, book: Book) -> Observation:
    """Return what a manoeuvre on this body shows.

    Args:
        body: the hidden truth.
        manoeuvre: what is done.
        side: `left`, `right` or `both`; None where there are no sides.
        how: as `checked_how` made it; empty for the trained examiner's way.
        content: the words.
        book: the guideline.
    """
    match kind_of(manoeuvre):
        case "strength":
            return _strength(body, manoeuvre.findings[0], side, how, content)
        case "reflex":
            return _reflex(body, manoeuvre.findings[0], side, how, content)
        case "touch":
            return _touch(body, manoeuvre.findings[0], side, how, content, book)
        case "raise":
            return _raise(body, manoeuvre.findings[0], side, how, content)
        case _:
            return _look(body, manoeuvre, side, content, book)


def _strength(body: Body, finding: str, side: str | None, how: How, content: Content) -> Observation:
    resistance = how.get("resistance", "full")
    lines, outcomes = [], {}
    for one in sides_of(side):
        outcome = outcome_of(int(body.value(finding, one)), resistance)
        if key(finding, one) in body.jerks and resistance == "full":
            outcome = "jerks"
        outcomes[one or ""] = outcome
        lines.append(Line(content.strength[outcome], side=one))
    reveals = all(outcome_tells(outcome) for outcome in outcomes.values())
    picture = {
        "draw": "strength",
        "movement": finding.removeprefix("exam.strength."),
        "resistance": resistance,
        "outcomes": {one: outcome.partition("_light")[0].removesuffix("_full") for one, outcome in outcomes.items()},
    }
    return Observation(tuple(lines), picture, reveals)


def outcome_of(grade: int, resistance: str) -> str:
    """Return what a muscle of this grade does under a resistance."""
    return UNDER_RESISTANCE[grade][resistance]


def outcome_tells(outcome: str) -> bool:
    """Return whether an outcome belongs to one grade only; free movement and light resistance leave several open."""
    return outcome not in ("moves", "holds_light")


def _reflex(body: Body, finding: str, side: str | None, how: How, content: Content) -> Observation:
    lines, shown, reveals = [], {}, True
    for one in sides_of(side):
        plain, strong = RESPONSES[str(body.value(finding, one))]
        # A trained examiner tries again with reinforcement when nothing comes.
        reinforced = how.get("reinforced", plain == "none")
        response = strong if reinforced else plain
        words = "none_reinforced" if response == "none" and reinforced else response
        lines.append(Line(content.reflex[words], side=one))
        shown[one or ""] = {"response": response, "reinforced": reinforced}
        reveals = reveals and (response != "none" or reinforced)
    return Observation(
        tuple(lines), {"draw": "reflex", "reflex": finding.removeprefix("exam.reflex."), "shown": shown}, reveals
    )


def _touch(body: Body, finding: str, side: str | None, how: How, content: Content, book: Book) -> Observation:
    words = content.touch[how.get("tool", "light")]
    roots = book.guideline.roots
    region = roots.region(how["region"]) if "region" in how else None
    sided = book.findings[finding].sided
    felt = {one: str(body.value(finding, one if sided else None)) for one in sides_of(side) if one} or {
        one: str(body.value(finding)) for one in SIDES
    }
    if region is not None and sided and body.value("exam.stocking_sensation") == PRESENT:
        # A stocking ends at its edge and heeds no root.
        felt = {one: value if region.distal else _NORMAL for one, value in felt.items()}
    # Only a described area tells the finding; the others answer alike, and are drawn as our own reading.
    reveals = region is None or region.sourced or not sided
    picture = {"draw": "touch", "region": region.id if region else None, "sides": sorted(felt)}
    return Observation(tuple(_felt(felt, words)), picture, reveals)


def _felt(felt: Mapping[str, str], words: Mapping[str, Text]) -> list[Line]:
    if len(felt) == 1:
        ((side, value),) = felt.items()
        return [Line(words[f"one_{value}"], says=True, side=side)]
    left, right = felt["left"], felt["right"]
    if left == right:
        return [Line(words["same" if left == _NORMAL else f"alike_{left}"], says=True)]
    # The better side first, as one compares; never by the name of the side.
    order = sorted(felt, key=lambda side: (felt[side] != _NORMAL, felt[side]))
    told = [words[f"side_{felt[s]}"].format(side=SIDE_WORDS[s], Side=_SIDES_AT_START[s]) for s in order]
    return [Line(Text(da=" ".join(t.da for t in told), en=" ".join(t.en for t in told)), says=True)]


def _raise(body: Body, finding: str, side: str | None, how: How, content: Content) -> Observation:
    """Return what happens while a leg is raised; several sides only for the trained examiner."""
    found = [_raise_one(body, finding, one or "", how, content) for one in sides_of(side)]
    if len(found) == 1:
        return found[0]
    return Observation(tuple(line for one in found for line in one.lines), {}, all(one.reveals for one in found))


def _raise_one(body: Body, finding: str, side: str, how: How, content: Content) -> Observation:
    said, by = content.raise_, how.get("by", "passive")
    degrees = how.get("degrees", HIGHEST)
    if by == "active":
        reached = min(degrees, SELF_LIFTED)
        picture = {"draw": "raise", "side": side, "angle": reached}
        return Observation((Line(said["self_lifted"], side=side),), picture, False, reached)
    end, word = body.angles[side], _stopped_by(body, side)
    if finding == "exam.crossed_slr" and body.value(finding, side) == "positive" and end > CROSSED:
        # The raised leg is free; what stops it is the pain in the other one.
        end, word = CROSSED, "other_leg"
    if degrees < end:
        picture = {"draw": "raise", "side": side, "angle": degrees}
        return Observation((Line(said["nothing_yet"], says=True, side=side),), picture, False)
    picture = {"draw": "raise", "side": side, "angle": end, "stopped": True}
    return Observation((Line(said[word], says=True, side=side),), picture, True, end)


def _stopped_by(body: Body, side: str) -> str:
    """Return what the patient says of the raised leg itself, whichever test it is raised for."""
    value = str(body.value("exam.slr", side))
    said = {"positive": "known_below_knee", "back_only": "back"}.get(value)
    return said or ("tight" if side in body.tight else "far_enough")


def _look(body: Body, manoeuvre: Manoeuvre, side: str | None, content: Content, book: Book) -> Observation:
    lines: list[Line] = []
    outcomes: dict[str, str] = {}
    for name in manoeuvre.findings:
        finding = book.findings[name]
        for one in sides_of(side) if finding.sided else (None,):
            value = body.value(name, one)
            lines.append(Line(_seen(name, value, content, book), side=one))
            outcomes[one or ""] = str(value)
    picture = {"draw": "walk", "test": manoeuvre.id, "outcomes": outcomes} if manoeuvre.id in _DRAWN else {}
    return Observation(tuple(lines), picture)


def _seen(name: str, value: Scalar, content: Content, book: Book) -> Text:
    finding = book.findings[name]
    if finding.kind == "number":
        word = "temperature" if finding.unit == "celsius" else "urine"
        return content.measured[word].format(n=number(float(value)))
    if finding.kind == "choice":
        seen = finding.values[str(value)].seen
        assert seen is not None  # the linter of the guideline sees to it
        return seen
    return finding.seen[str(value)]


def seen_of(name: str, value: Scalar, content: Content, book: Book) -> Text:
    """Return what a trained examiner sees of a finding on one side, in one sentence and without its grade."""
    if name.startswith("exam.strength."):
        return content.strength[outcome_of(int(value), "full")]
    if name.startswith("exam.reflex."):
        plain, strong = RESPONSES[str(value)]
        return content.reflex[{"none": "none_reinforced"}.get(strong, strong) if plain == "none" else plain]
    if name.startswith("exam.sensation."):
        return content.touch["light"][f"one_{value}"]
    if name == "exam.slr":
        return content.raise_[{"positive": "known_below_knee", "back_only": "back"}.get(str(value), "far_enough")]
    if name == "exam.crossed_slr":
        return content.raise_["other_leg" if value == "positive" else "far_enough"]
    return _seen(name, value, content, book)
