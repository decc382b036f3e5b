"""What the pain does to a life, what the patient makes of it, other illness and medicines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lbp_teach.generator.tables import Severity
from lbp_teach.guideline.facts import ABSENT

if TYPE_CHECKING:
    from lbp_teach.generator.facts import Sketch

#: Weeks of sick leave that a patient speaks of; a longer absence counts as the longest of them.
LEAVES = (0.3, 0.4, 0.6, 0.7, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12, 17, 26)
_LAST_DAYS = 0.6
_YEAR_WEEKS = 52
_YELLOW = ("fear_of_movement", "catastrophic_thoughts", "negative_expectations", "sleep_stress", "depression_anxiety")
_GREEN = {
    "poor_understanding": "flags.good_understanding",
    "passive_coping": "flags.active_coping",
    "little_support": "flags.social_support",
}


def function(one: Sketch) -> None:
    """Draw activities, participation and sick leave: each follows from the one before."""
    rng, tables, facts = one.rng, one.tables, one.facts
    ill = one.has("flags.poor_general_condition")
    activities = str(tables.pick(rng, "activities", "high" if ill else one.band))
    if ill and activities == "managed":
        activities = "limited"
    facts["function.activities"] = activities
    kind = "working" if one.status == "working" else "free"
    participation = tables.pick(rng, "participation", f"{kind}_{activities}")
    facts["function.participation"] = participation
    away = participation == "away"
    if away:
        facts["flags.sick_leave_weeks"] = _leave(one)
        facts["flags.sick_leave_expected_weeks"] = tables.pick(rng, "sick_leave_ahead", "all")
    if one.status == "working":
        where = "away" if away else "at_work"
        if tables.chance(rng, "systems", f"job_at_risk_{where}"):
            one.present("flags.job_threatened")
        if tables.chance(rng, "systems", f"money_{where}"):
            one.present("flags.financial_worry")
        accident = "compensation_accident" if one.has("flags.major_trauma") else f"compensation_{one.span}"
        if tables.chance(rng, "systems", accident):
            one.present("flags.compensation_case")
        if tables.chance(rng, "work_climate", "conflict"):
            one.present("flags.work_conflict")
    strained = "strained_with" if one.has("flags.work_conflict") else "strained_without"
    if tables.chance(rng, "work_climate", strained):
        facts["function.environment"] = "strained"


def _leave(one: Sketch) -> float:
    since = one.tables.pick(one.rng, "sick_leave", "all")
    weeks = {"from_the_start": one.weeks, "half_the_time": one.weeks / 2}.get(str(since), _LAST_DAYS)
    return max((leave for leave in LEAVES if leave <= min(weeks, one.weeks)), default=LEAVES[0])


def mind(one: Sketch) -> None:
    """Draw yellow and green flags with one latent load, and what the patient wishes."""
    rng, tables = one.rng, one.tables
    load = Severity(rng, tables.numbers["together", "mind"])
    for name in _YELLOW:
        if load.there(tables.share("mind", f"{name}_{one.span}")):
            one.present(f"flags.{name}")
    for name, finding in _GREEN.items():
        if load.there(tables.share("mind", f"{name}_{one.span}")):
            one.facts[finding] = ABSENT
    if tables.chance(rng, "mind_pairs", "afraid" if one.has("flags.fear_of_movement") else "not_afraid"):
        one.facts["function.personal"] = "activity_is_harmful"
    if tables.chance(rng, "wishes", f"scan_{one.span}"):
        one.present("history.wants_imaging")
    if tables.chance(rng, "wishes", f"support_{one.span}"):
        one.present("history.wishes_more_support")


def health(one: Sketch) -> None:
    """Draw other illness by age, and medicines."""
    rng, tables, facts = one.rng, one.tables, one.facts
    band = "under_50" if one.age < 50 else "to_64" if one.age < 65 else "to_74" if one.age < 75 else "older"
    for name, finding in (
        ("heart", "health.heart_disease"),
        ("kidney", "health.kidney_disease"),
        ("stomach", "health.stomach_trouble"),
    ):
        if tables.chance(rng, "other_illness", f"{name}_{band}"):
            one.present(finding)
    if tables.chance(rng, "anticoagulants", "with_heart" if one.has("health.heart_disease") else "without"):
        one.present("health.anticoagulants")
    sexes = "women" if one.sex == "female" else "men"
    brittle = tables.chance(rng, "other_illness", f"bones_{sexes}_{band}")
    # With a mishap or steroids the guideline would suspect a collapse; those few are drawn as `alarm` instead.
    alone = not (one.has("flags.minor_trauma") or one.has("flags.systemic_steroids"))
    if brittle and not one.serious and alone:
        one.present("flags.osteoporosis")
    if tables.chance(rng, "known_listhesis", one.condition):
        one.present("history.known_listhesis")
    use = str(tables.pick(rng, "medicine", one.span))
    facts["medicine.use"] = use
    if use == "none":
        facts["medicine.effect"] = "not_taken"
    elif not tables.chance(rng, "medicine_helps", use):
        facts["medicine.effect"] = "no_effect"
    if one.weeks > _YEAR_WEEKS:
        months = tables.pick(rng, "last_status", "all")
        if months != "never":
            facts["history.months_since_status"] = months
