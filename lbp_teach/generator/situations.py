"""Which situation of each question a patient is in: what is true of them decides which lines may be said.

`SITUATIONS` lists all of them, and every one needs lines in templates/. A question may also be told by a story (a fall,
an earlier illness), by the job or by the home; those stand in telling.py.
"""

from __future__ import annotations

from collections.abc import Callable

from lbp_teach.generator.model import ROOT
from lbp_teach.generator.seen import Seen

#: What lines may leave open; telling.py fills it.
_SLOTS = (
    *("duration", "nrs", "side", "other", "path", "patch", "minutes", "onset", "leave", "ahead", "months", "ago"),
    *("job", "a_job", "do", "doing", "full", "reduced", "spouse"),
)
#: A capital letter is the form that begins a sentence.
SLOTS = (*_SLOTS, *(name.capitalize() for name in _SLOTS))
_LONG_MINUTES = 30
_FERTILE_TO = 50
#: How pain began that a mishap may have begun.
BEGINS = ("new", "crept")


Rule = Callable[[Seen], str]


def _yes(name: str) -> Rule:
    return lambda s: "yes" if s.has(name) else "no"


def _where(s: Seen) -> str:
    return "below_dull" if s.leg == "below" and s.truth.condition not in ROOT else s.leg


def _onset(s: Seen) -> str:
    if s.truth.condition == "spinal_stenosis":
        return "walking"
    if s.truth.condition in ROOT and s.leg != "none":
        return "leg"
    if s.long:
        return "long"
    return "new" if s.truth.condition == "non_specific" else "crept"


def _better(s: Seen) -> str:
    if s.has("history.walking_leg_pain"):
        return "walking"
    if s.has("history.better_with_activity"):
        return "moving"
    if s.lacks("history.eased_by_rest"):
        return "nothing"
    return "leg" if s.truth.condition in ROOT and s.leg != "none" else "ordinary"


def _rest(s: Seen) -> str:
    if s.has("history.better_with_activity"):
        return "moving"
    return "nothing" if s.lacks("history.eased_by_rest") else "ordinary"


def _night(s: Seen) -> str:
    fixed, persistent = s.has("flags.night_pain_fixed"), s.has("flags.night_pain_persistent")
    return "both" if fixed and persistent else "fixed" if fixed else "persistent" if persistent else "no"


def _medicine(s: Seen) -> str:
    use = str(s.facts.get("medicine.use", "over_the_counter"))
    return use if use == "none" else f"{use}_{'fails' if s.is_('medicine.effect', 'no_effect') else 'helps'}"


def _status(s: Seen) -> str:
    if "history.months_since_status" in s.facts:
        return "months"
    return "never_long" if s.long else "never"


def _one_leg(name: str) -> Rule:
    return lambda s: "both" if s.both(name) else "one" if s.has(name) else "no"


def _strength(s: Seen) -> str:
    if not s.has("history.leg_weakness"):
        return "no"
    return "old" if s.old_weakness else str(s.truth.root)


def _weak_when(s: Seen) -> str:
    if not s.has("history.leg_weakness"):
        return "no"
    return "old" if s.old_weakness else "when"


def _change(s: Seen) -> str:
    course = str(s.facts.get("history.deficit_course", "none"))
    if course == "none":
        return "none"
    return f"{course}_{'weak' if s.has('history.leg_weakness') else 'numb'}"


def _against(s: Seen) -> str:
    if s.has("history.pain_eases_weakness_grows"):
        return "yes"
    return "weak" if s.has("history.leg_weakness") else "no"


def _pregnancy(s: Seen) -> str:
    return "man" if s.truth.sex == "male" else "young" if s.truth.age < _FERTILE_TO else "older"


def _part(s: Seen) -> str:
    value = str(s.facts.get("function.participation", "full"))
    return value if value == "away" else f"{value}_{'free' if s.free else 'working'}"


def _managing(s: Seen) -> str:
    value = str(s.facts.get("function.participation", "full"))
    return f"{s.truth.status}_{value}" if s.free else value


def _leave(s: Seen) -> str:
    return s.truth.status if s.free else "weeks" if "flags.sick_leave_weeks" in s.facts else "no"


def _ahead(s: Seen) -> str:
    if s.free:
        return s.truth.status
    if "flags.sick_leave_weeks" not in s.facts:
        return "no"
    return "weeks" if s.facts.get("flags.sick_leave_expected_weeks", 0) else "soon"


def _at_work(name: str) -> Rule:
    return lambda s: s.truth.status if s.free else "yes" if s.has(name) else "no"


def _help(s: Seen) -> str:
    if s.lacks("flags.social_support"):
        return "nobody_alone" if s.alone else "nobody"
    return "alone" if s.alone else "with"


def _appetite(s: Seen) -> str:
    return "poor" if s.has("flags.weight_loss") or s.has("flags.poor_general_condition") else "good"


def _exercise(s: Seen) -> str:
    return "usual" if s.is_("function.activities", "managed") else "less"


def _wellbeing(s: Seen) -> str:
    if s.has("flags.poor_general_condition"):
        return "yes"
    return "off_colour" if s.has("flags.fever") or s.has("flags.weight_loss") else "no"


def _trauma(s: Seen) -> str:
    return "late" if s.has("flags.minor_trauma") and _onset(s) not in BEGINS else "no"


def _sleep(s: Seen) -> str:
    return "yes" if s.has("flags.sleep_stress") else "no" if _night(s) == "no" else "but_night"


def _efforts(s: Seen) -> str:
    if s.lacks("flags.active_coping"):
        return "passive_about" if s.is_("function.participation", "full") else "passive"
    return "active" if s.able else "active_little"


def _stiff(s: Seen) -> str:
    minutes = s.facts.get("history.morning_stiffness_minutes", 10)
    return "long" if float(minutes) > _LONG_MINUTES else "short"


def _worst(s: Seen) -> str:
    if s.leg == "none":
        return "back"
    if s.leg.startswith("both"):
        return "legs" if s.has("history.leg_dominant") else "back_not_legs"
    return "leg" if s.has("history.leg_dominant") else "back_not_leg"


_FREE = ("retired", "student")
_YES_NO = ("no", "yes")
#: For each question: its situations, and which of them a patient is in.
RULES: dict[str, tuple[tuple[str, ...], Rule]] = {
    "pain_duration": (("short", "long"), lambda s: "long" if s.long else "short"),
    "pain_onset": (("new", "crept", "long", "leg", "walking"), _onset),
    "pain_where": (("none", "above", "below", "below_dull", "both_above", "both_below"), _where),
    "pain_worst_place": (("back", "back_not_leg", "back_not_legs", "leg", "legs"), _worst),
    "pain_intensity": (("any",), lambda s: "any"),
    "pain_course": (("improving", "unchanged", "worsening"), lambda s: str(s.facts["history.course"])),
    "pain_quality": (("aching", "shooting", "widespread"), lambda s: str(s.facts["history.pain_quality"])),
    "pain_touch": (_YES_NO, _yes("history.heightened_sensitivity")),
    "pain_constant": (_YES_NO, _yes("flags.constant_progressive_pain")),
    "pain_worse_better": (("ordinary", "leg", "walking", "moving", "nothing"), _better),
    "pain_movement_rest": (("ordinary", "moving", "nothing"), _rest),
    "pain_night": (("no", "persistent", "fixed", "both"), _night),
    "pain_morning": (("short", "long"), _stiff),
    "pain_medicine": (
        (
            "none",
            *("over_the_counter_helps", "over_the_counter_fails", "opioid_short_helps", "opioid_short_fails"),
            *("opioid_long_helps", "opioid_long_fails"),
        ),
        _medicine,
    ),
    "treatment_tried": (_YES_NO, _yes("history.conservative_treatment")),
    "earlier_images": (_YES_NO, _yes("history.known_listhesis")),
    "last_status": (("never", "never_long", "months"), _status),
    "leg_tingling": (("no", "one", "both"), _one_leg("history.paraesthesia")),
    "leg_feeling": (("no", "one", "both"), _one_leg("history.leg_numbness")),
    "leg_strength": (("no", "L4", "L5", "S1", "old"), _strength),
    "weakness_when": (("no", "when", "old"), _weak_when),
    "deficit_course": (
        ("none", *(f"{c}_{w}" for c in ("improving", "stable", "worsening") for w in ("weak", "numb"))),
        _change,
    ),
    "pain_against_strength": (("no", "weak", "yes"), _against),
    "legs_walking": (_YES_NO, _yes("history.walking_leg_pain")),
    "bending_forward": (_YES_NO, _yes("history.eased_by_flexion")),
    "saddle_feeling": (_YES_NO, _yes("history.saddle_numbness")),
    "bladder_emptying": (_YES_NO, _yes("history.bladder_retention")),
    "bladder_control": (_YES_NO, _yes("history.urinary_incontinence")),
    "bowel_control": (_YES_NO, _yes("history.bowel_incontinence")),
    "bowel_habits": (("any",), lambda s: "any"),
    "urine_burning": (("any",), lambda s: "any"),
    "wellbeing": (("no", "off_colour", "yes"), _wellbeing),
    "energy": (_YES_NO, _yes("flags.fatigue")),
    "fever": (_YES_NO, _yes("flags.fever")),
    "weight": (_YES_NO, _yes("flags.weight_loss")),
    "chest": (_YES_NO, _yes("flags.chest_pain")),
    "infections": (("no",), lambda s: "no"),
    "appetite": (("good", "poor"), _appetite),
    "smoking_alcohol": (("any",), lambda s: "any"),
    "earlier_episodes": (_YES_NO, _yes("history.previous_episodes")),
    "first_time_age": (
        ("now", "then"),
        lambda s: "now" if s.is_("history.onset_age_years", s.truth.age) else "then",
    ),
    "cancer": (("no",), lambda s: "no"),
    "trauma": (("no", "late"), _trauma),
    "bone_health": (_YES_NO, _yes("flags.osteoporosis")),
    "steroids": (("no",), lambda s: "no"),
    "immune_defence": (("no",), lambda s: "no"),
    "drugs_injected": (_YES_NO, _yes("flags.iv_drug_use")),
    "tuberculosis": (_YES_NO, _yes("flags.tuberculosis_exposure")),
    "family_backs": (_YES_NO, _yes("flags.family_spondyloarthritis")),
    "other_illness": (("no", "heart", "kidney", "stomach"), lambda s: "no"),
    "regular_medicine": (("no", "thinner", "heart", "kidney", "stomach", "bones"), lambda s: "no"),
    "pregnancy": (("man", "young", "older"), _pregnancy),
    "allergies": (("any",), lambda s: "any"),
    "daily_tasks": (("managed", "limited", "severely_limited"), lambda s: str(s.facts["function.activities"])),
    "leisure": (("full_working", "full_free", "reduced_working", "reduced_free", "away"), _part),
    "help_network": (("with", "alone", "nobody", "nobody_alone"), _help),
    "surroundings": (_YES_NO, lambda s: "yes" if s.is_("function.environment", "strained") else "no"),
    "sleep_stress": (("no", "but_night", "yes"), _sleep),
    "exercise": (("usual", "less"), _exercise),
    "work_tasks": (_FREE, lambda s: s.truth.status),
    "work_managing": (
        ("full", "reduced", "away", *(f"{who}_{how}" for who in _FREE for how in ("full", "reduced"))),
        _managing,
    ),
    "sick_leave": (("no", "weeks", *_FREE), _leave),
    "sick_leave_ahead": (("no", "soon", "weeks", *_FREE), _ahead),
    "job_safe": ((*_YES_NO, *_FREE), _at_work("flags.job_threatened")),
    "work_climate": ((*_YES_NO, *_FREE), _at_work("flags.work_conflict")),
    "compensation": (_YES_NO, _yes("flags.compensation_case")),
    "money": (_YES_NO, _yes("flags.financial_worry")),
    "own_explanation": (("good", "poor"), lambda s: "poor" if s.lacks("flags.good_understanding") else "good"),
    "worst_thoughts": (_YES_NO, _yes("flags.catastrophic_thoughts")),
    "avoided_movements": (_YES_NO, _yes("flags.fear_of_movement")),
    "activity_view": (
        ("safe", "harmful"),
        lambda s: "harmful" if s.is_("function.personal", "activity_is_harmful") else "safe",
    ),
    "outlook": (_YES_NO, _yes("flags.negative_expectations")),
    "mood": (_YES_NO, _yes("flags.depression_anxiety")),
    "own_efforts": (("active", "active_little", "passive", "passive_about"), _efforts),
    "hopes": (("support",), lambda s: "support" if s.has("history.wishes_more_support") else "voice"),
    "scan_thoughts": (_YES_NO, _yes("history.wants_imaging")),
}
SITUATIONS = {question: names for question, (names, _) in RULES.items()}


def situation(question: str, seen: Seen) -> str:
    """Return which situation of a question a patient is in."""
    return RULES[question][1](seen)
