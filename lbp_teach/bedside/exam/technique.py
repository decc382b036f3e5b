"""How a manoeuvre is done: the choices a learner has, checked; and whether they suffice to see the finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import SIDES, Manoeuvre
from lbp_teach.refusal import refuse

How = Mapping[str, Any]
RESISTANCES = ("none", "light", "full")
TOOLS = ("light", "pin")
LIFTERS = ("passive", "active")
HIGHEST = 90
#: Done only after the patient has been told why and has agreed; no source describes them (F-EXAM-49).
INTIMATE = frozenset({"sensation_saddle", "anal_tone"})
#: Manoeuvres in which a leg is raised step by step.
RAISES = frozenset({"straight_leg_raise", "crossed_straight_leg_raise"})


def kind_of(manoeuvre: Manoeuvre) -> str:
    """Return what sort of hands-on work a manoeuvre is: strength, reflex, touch, raise, or look for everything else."""
    if manoeuvre.id in RAISES:
        return "raise"
    finding = manoeuvre.findings[0]
    for prefix, kind in (("exam.strength.", "strength"), ("exam.reflex.", "reflex"), ("exam.sensation.", "touch")):
        if finding.startswith(prefix):
            return kind
    return "look"


def checked_how(manoeuvre: Manoeuvre, how: Any, book: Book) -> dict[str, Any]:
    """Check how a manoeuvre is to be done.

    Args:
        manoeuvre: which.
        how: what the browser sent; may be left out where there is nothing to choose.
        book: the guideline.

    Returns:
        The choices that belong to this manoeuvre.

    Raises:
        Refusal: a choice is missing or does not exist.
    """
    how = {} if how is None else how
    if not isinstance(how, dict):
        raise refuse("Det kan ikke gøres på den måde. Genindlæs siden.", "It cannot be done that way. Reload the page.")
    found: dict[str, Any] = {}
    match kind_of(manoeuvre):
        case "strength":
            found["resistance"] = _choice(
                how.get("resistance"), RESISTANCES, "Vælg, hvor meget du holder imod.", "Choose how much you resist."
            )
        case "reflex":
            found["reinforced"] = how.get("reinforced") is True
        case "touch":
            found["tool"] = _choice(
                how.get("tool"), TOOLS, "Vælg let berøring eller stik.", "Choose light touch or pinprick."
            )
            regions = [r.id for r in book.guideline.roots.regions if r.finding in manoeuvre.findings]
            found["region"] = _choice(how.get("region"), regions, "Vælg et område.", "Choose an area.")
        case "raise":
            found["by"] = _choice(
                how.get("by"), LIFTERS, "Vælg først, hvem der løfter benet.", "Choose first who lifts the leg."
            )
            degrees = how.get("degrees")
            if type(degrees) is not int or not 0 <= degrees <= HIGHEST:
                raise refuse(f"Vinklen er 0 til {HIGHEST} grader.", f"The angle is 0 to {HIGHEST} degrees.")
            found["degrees"] = degrees
    if manoeuvre.id in INTIMATE and how.get("consent") is not True:
        raise refuse(
            "Fortæl først hvorfor, og bed om lov. Tilbyd, at en kollega er til stede.",
            "First say why, and ask leave. Offer to have a colleague present.",
        )
    return found


def thorough(manoeuvre: Manoeuvre, book: Book) -> list[tuple[str | None, dict[str, Any]]]:
    """Return the ways in which a trained examiner does a manoeuvre, one after the other: side, and how."""
    consent = {"consent": True}
    sided = any(book.findings[name].sided for name in manoeuvre.findings)
    both_sides = "both" if sided else None
    match kind_of(manoeuvre):
        case "strength":
            return [("both", {"resistance": "full"})]
        case "reflex":
            return [(side, {"reinforced": strong}) for side in SIDES for strong in (False, True)]
        case "touch":
            regions = [r for r in book.guideline.roots.regions if r.finding in manoeuvre.findings]
            best = next((r for r in regions if r.sourced), regions[-1])
            return [(both_sides, {"tool": "light", "region": best.id, **consent})]
        case "raise":
            return [(side, {"by": "passive", "degrees": HIGHEST}) for side in SIDES]
    return [(both_sides, consent)]


def _choice(value: Any, allowed: tuple[str, ...] | list[str], da: str, en: str) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise refuse(da, en)
