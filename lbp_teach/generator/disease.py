"""Red flags: those that come together in serious disease, and those that mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbp_teach.guideline.facts import ABSENT

if TYPE_CHECKING:
    from lbp_teach.generator.facts import Sketch

#: The features that count towards the inflammatory suspicion, which single ones must not reach.
_MOST_FEATURES = 2
_EARLY_ONSET = 45
_BOWEL_OR_LEAKING = ("history.urinary_incontinence", "history.bowel_incontinence")


def red_flags(one: Sketch) -> None:
    """Draw the red flags of a patient, by what they have."""
    if one.serious:
        _pattern(one)
    else:
        _lone(one)
    _stiffness(one)
    if one.has("flags.constant_progressive_pain"):
        one.facts["history.course"] = "worsening"
    if one.has("history.better_with_activity"):
        one.facts["history.eased_by_rest"] = ABSENT
    if one.has("flags.poor_general_condition"):
        one.present("flags.fatigue")
    if one.has("flags.poor_general_condition") and one.tables.chance(one.rng, "unwell_seen", "present"):
        one.facts["exam.general_condition"] = "unwell"
    fever = "present" if one.has("flags.fever") else "absent"
    one.facts["exam.temperature_celsius"] = one.tables.pick(one.rng, "temperature", fever)


def _pattern(one: Sketch) -> None:
    rng, tables, facts = one.rng, one.tables, one.facts
    one.pattern = str(tables.pick(rng, "patterns", one.condition))
    found = tables.patterns[one.pattern]
    one.present(*(name for name in found if "." in name))
    if "long_stiffness" in found:
        facts["history.morning_stiffness_minutes"] = tables.pick(rng, "stiffness", "long")
    if "pulsating" in found:
        facts["exam.abdomen"] = "pulsating"
    if one.condition in ("infection", "malignancy") and tables.chance(rng, "percussion", one.condition):
        one.present("exam.percussion_tenderness")
    if one.condition == "cauda_equina":
        if one.has("history.saddle_numbness"):
            facts["exam.sensation.saddle"] = "reduced"
        stage = "late" if any(one.has(name) for name in _BOWEL_OR_LEAKING) else "early"
        if tables.chance(rng, "anal_tone", stage):
            facts["exam.anal_tone"] = "reduced"
        if one.has("history.bladder_retention"):
            facts["exam.residual_urine_ml"] = tables.pick(rng, "residual_urine", "all")


def _lone(one: Sketch) -> None:
    rng, tables = one.rng, one.tables
    if rng.random() < tables.flagged:
        how_many = str(tables.pick(rng, "lone_flags", "how_many"))
        one.pattern = how_many
        one.present(*str(tables.pick(rng, "lone_flags", how_many)).split("+"))
    features = one.has("flags.night_pain_persistent") + (int(one.facts["history.onset_age_years"]) < _EARLY_ONSET)
    for name in ("better_with_activity", "long_stiffness", "family"):
        if not tables.chance(rng, "inflammatory_features", name) or features >= _MOST_FEATURES:
            continue
        features += 1
        if name == "long_stiffness":
            one.facts["history.morning_stiffness_minutes"] = tables.pick(rng, "stiffness", "long")
        else:
            one.present("flags.family_spondyloarthritis" if name == "family" else "history.better_with_activity")


def _stiffness(one: Sketch) -> None:
    name = "history.morning_stiffness_minutes"
    if name not in one.facts:
        one.facts[name] = one.tables.pick(one.rng, "stiffness", "short")
