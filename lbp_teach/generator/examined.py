"""Legs, nerves and what the hands find: the guideline's test accuracies, where it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbp_teach.generator.model import ROOT
from lbp_teach.generator.tables import Severity
from lbp_teach.guideline.facts import PRESENT, key
from lbp_teach.guideline.model import SIDES

if TYPE_CHECKING:
    from lbp_teach.generator.facts import Sketch

REFLEX = {"L4": "exam.reflex.patellar", "L5": "exam.reflex.medial_hamstring", "S1": "exam.reflex.achilles"}
STRENGTH = {
    "L4": "exam.strength.knee_extension",
    "L5": "exam.strength.dorsiflexion",
    "S1": "exam.strength.plantarflexion",
}
SENSATION = {root: f"exam.sensation.{root}" for root in REFLEX}
FUNCTIONAL = {"L4": "exam.squat", "L5": "exam.heel_walk", "S1": "exam.toe_walk"}
#: Up to this grade the functional test fails (bedside/exam/lesions.py); from it on it is passed.
FAILS_TO = 3
SEVERE = 3
SHORTEST_OLD = 96
_OTHER = {"left": "right", "right": "left"}


def legs(one: Sketch) -> None:
    """Draw the pain in the legs, and the signs of the nerves."""
    rng, tables = one.rng, one.tables
    one.side = rng.choice(SIDES)
    where = str(tables.pick(rng, "leg_pain", one.condition))
    if one.condition == "spinal_stenosis":
        if tables.chance(rng, "stenosis", "walking"):
            one.present("history.walking_leg_pain")
        if tables.chance(rng, "stenosis", "bending"):
            one.present("history.eased_by_flexion")
    _quality(one, where)
    rooted = one.condition in ROOT
    if where == "none" and not rooted:
        return
    sides = SIDES if where.startswith("both") else (one.side,)
    if where != "none":
        for side in sides:
            one.on("history.leg_pain", f"{where.removeprefix('both_')}_knee", side)
        if tables.chance(rng, "leg_worst", one.condition):
            one.present("history.leg_dominant")
        if tables.chance(rng, "tingling", one.condition):
            for side in sides:
                one.on("history.paraesthesia", PRESENT, side)
    one.root = str(tables.pick(rng, "root", one.condition if tables.has("root", one.condition) else "other"))
    _signs(one, where, sides)


def _quality(one: Sketch, where: str) -> None:
    if one.condition == "spinal_stenosis":
        name = "stenosis"
    elif one.condition in ROOT:
        name = "root"
    elif one.condition == "non_specific":
        name = "long" if one.long else "new" if where == "none" else "new_leg"
    else:
        name = "new"
    quality = one.tables.pick(one.rng, "quality", name)
    one.facts["history.pain_quality"] = quality
    if one.tables.chance(one.rng, "heightened", "widespread" if quality == "widespread" else "other"):
        one.present("history.heightened_sensitivity")


def probability(one: Sketch, sign: str) -> float:
    """Return how often a sign is there in somebody who has this condition and pain down the leg."""
    sensitivity, specificity = one.tables.rates[sign]
    if one.condition == "disc_prolapse":
        return sensitivity
    if one.condition in ROOT:
        return one.tables.share("signs", f"{one.condition}_{sign}")
    return 1 - specificity


def _signs(one: Sketch, where: str, sides: tuple[str, ...]) -> None:
    """Draw the signs: one latent severity for all of them, one root, and the leg or legs that hurt."""
    rng, tables = one.rng, one.tables
    root = one.root or "S1"
    severity = Severity(rng, tables.numbers["together", "root_signs"])
    found = {sign: severity.there(probability(one, sign)) for sign in ("slr", "strength", "reflexes", "sensation")}
    if where != "none" and found["slr"]:
        one.on("exam.slr", "positive")
        if rng.random() < probability(one, "crossed") / probability(one, "slr"):
            one.on("exam.crossed_slr", "positive", _OTHER[one.side])
    # Where the pressure is in the middle of the canal, reflexes and feeling suffer on both sides.
    wide = SIDES if one.condition in ("cauda_equina", "spinal_stenosis") and len(sides) == 2 else (one.side,)
    if found["reflexes"]:
        value = tables.pick(rng, "reflex_value", "all")
        for side in wide:
            one.on(REFLEX[root], value, side)
    if found["sensation"]:
        value = tables.pick(rng, "sensation_value", "all")
        for side in wide:
            one.on(SENSATION[root], value, side)
    seen = "found" if found["sensation"] else "normal"
    numb = tables.chance(rng, "numb_felt", f"{seen}_{'root' if one.condition in ROOT else 'other'}")
    if numb:
        for side in wide if found["sensation"] else (one.side,):
            one.on("history.leg_numbness", PRESENT, side)
    if found["strength"]:
        _weakness(one, root)
    if found["strength"] or numb:
        _change(one, weak=found["strength"])


def _weakness(one: Sketch, root: str) -> None:
    rng, tables, facts = one.rng, one.tables, one.facts
    one.on("history.leg_weakness", PRESENT)
    if one.condition not in ROOT:
        one.on(STRENGTH[root], 4)
        facts["history.weakness_age_hours"] = tables.pick(rng, "paresis_age", "ancient")
        return
    grade = 4 if one.condition == "spinal_stenosis" else int(tables.pick(rng, "grade", one.mode))
    one.on(STRENGTH[root], grade)
    new = grade <= SEVERE and tables.chance(rng, "new_paresis", one.mode)
    hours = int(tables.pick(rng, "paresis_age", "new" if new else "old"))
    # No older than the pain: the shortest of these conditions lasts a hundred hours.
    facts["history.weakness_age_hours"] = hours if hours <= one.weeks * 168 else SHORTEST_OLD
    if grade <= FAILS_TO:
        if root == "L4":
            facts["exam.squat"] = "unable"
        else:
            one.on(FUNCTIONAL[root], "unable")
    if root == "L5" and grade <= FAILS_TO and tables.chance(rng, "foot_drop", str(max(grade, 2))):
        facts["exam.gait"] = "foot_drop"


def _change(one: Sketch, *, weak: bool) -> None:
    """Draw which way strength and feeling are going."""
    if one.condition not in ROOT:
        one.facts["history.deficit_course"] = "stable"
        return
    course = one.tables.pick(one.rng, "deficit_course", one.mode)
    if one.condition == "spinal_stenosis" and course == "worsening":
        course = "stable"
    one.facts["history.deficit_course"] = course
    constant = one.has("flags.constant_progressive_pain")
    if (
        weak
        and course == "worsening"
        and not constant
        and one.tables.chance(one.rng, "pain_eases", "worsening_weakness")
    ):
        one.present("history.pain_eases_weakness_grows")
        one.facts["history.course"] = "improving"


def body(one: Sketch) -> None:
    """Draw gait, movement and muscles, and leg raises that hurt only the back."""
    rng, tables, facts = one.rng, one.tables, one.facts
    if tables.chance(rng, "seen", f"restricted_{one.band}"):
        facts["exam.movement"] = "restricted"
    if tables.chance(rng, "seen", f"guarded_{one.band}") and "exam.gait" not in facts:
        facts["exam.gait"] = "guarded"
    if tables.chance(rng, "seen", "muscles_fine_serious" if one.serious else "muscles_fine"):
        facts["exam.muscle_tenderness"] = "absent"
    if tables.chance(rng, "back_only", "all"):
        for side in SIDES:
            facts.setdefault(key("exam.slr", side), "back_only")
