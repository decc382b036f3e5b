"""What a variant changed, in words. For teachers: a learner is not told."""

from __future__ import annotations

from lbp_teach.case import Case
from lbp_teach.text import Text, both
from lbp_teach.variants.drawing import alternative, draw

_AGE = both(da="Alder: {before} er blevet {after} år", en="Age: {before} has become {after}")
_SEX = both(da="Køn: {before} er blevet {after}", en="Sex: {before} has become {after}")
_SIDE = both(da="Side: højre og venstre er byttet om", en="Side: left and right are exchanged")
_STORY = {
    "duration": both(da="Varighed: {id} (ved {visit}): {facts}", en="Duration: {id} (at {visit}): {facts}"),
    "severity": both(da="Sværhed: {id} (ved {visit}): {facts}", en="Severity: {id} (at {visit}): {facts}"),
    "flag": both(da="Flag: {id} (ved {visit}): {facts}", en="Flag: {id} (at {visit}): {facts}"),
}
_SAME = both(da="Ingenting: casen tillader ingen ændringer", en="Nothing: the case allows no changes")


def describe(written: Case, seed: str) -> tuple[Text, ...]:
    """Return what the variant of a seed changed of a case, one line for each change.

    Args:
        written: the case as its author wrote it.
        seed: eight hexadecimal digits.
    """
    change, varied, persona = draw(written, seed), written.variants, written.persona
    lines = []
    if change.age != persona.age:
        lines.append(_AGE.format(before=persona.age, after=change.age))
    if change.other_sex and varied.other_sex is not None:
        lines.append(_SEX.format(before=persona.name, after=varied.other_sex.name))
    if change.mirrored:
        lines.append(_SIDE)
    if (story := alternative(written, change.alternative)) is not None:
        facts = ", ".join(f"{name} {_shown(value)}" for name, value in story.facts.items())
        lines.append(_STORY[story.axis].format(id=story.id, visit=story.visit, facts=facts))
    return tuple(lines) or (_SAME,)


def _shown(value: object) -> str:
    sides = [(side, getattr(value, side, None)) for side in ("left", "right")]
    said = [f"{side} {one}" for side, one in sides if one is not None]
    return " / ".join(said) if said else f"{value}"
