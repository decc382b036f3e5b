"""The weeks after the visit: as the sources say where they say it, and never better for doing harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy import stats

from lbp_teach import content
from lbp_teach.generator import load
from lbp_teach.generator.assumptions import assumptions, page
from lbp_teach.generator.course import Ahead, Plan
from lbp_teach.generator.drawing import Truth, draw_truth
from lbp_teach.generator.model import SERIOUS
from lbp_teach.guideline.assess import Book

ALPHA = 0.001
_YELLOW = ("fear_of_movement", "depression_anxiety", "negative_expectations", "catastrophic_thoughts", "sleep_stress")
LEFT_ALONE = Plan(explained=False)


@pytest.fixture(scope="module")
def truths() -> list[Truth]:
    return [draw_truth(seed, "enriched") for seed in range(4_000)]


def at_ease(truth: Truth) -> bool:
    return sum(f"flags.{name}" in truth.facts for name in _YELLOW) < 2


def as_declared(yes: int, of: int, share: float) -> float:
    return float(stats.binomtest(yes, of, share).pvalue)


def test_new_pain_gets_better_as_often_as_the_guideline_says(truths: list[Truth], book: Book) -> None:
    ahead = load.ahead()
    group = [t for t in truths if t.condition == "non_specific" and t.weeks <= 12 and at_ease(t)]
    share = book.parameters["better_within_6_weeks_percent"].value("DSAM2026")
    assert not isinstance(share, tuple)
    courses = [ahead.course_of(t).better_in_weeks for t in group]
    better = {week: sum(c is not None and c <= week for c in courses) for week in (6, 12)}
    assert as_declared(better[6], len(group), share / 100) > ALPHA
    assert as_declared(better[12], len(group), 0.85) > ALPHA
    assert as_declared(better[6], len(group), share / 100 + 0.08) < ALPHA


def test_long_pain_improves_in_four_of_ten_within_a_year(truths: list[Truth]) -> None:
    ahead = load.ahead()
    more = [*truths, *(draw_truth(seed, "primary_care") for seed in range(3_000))]
    group = [t for t in more if t.condition == "non_specific" and t.weeks > 12 and at_ease(t)]
    better = sum(ahead.course_of(t).better_in_weeks is not None for t in group)
    assert as_declared(better, len(group), 0.41) > ALPHA
    assert as_declared(better, len(group), 0.6) < ALPHA


def test_age_changes_are_found_as_often_as_the_guideline_says(truths: list[Truth], book: Book) -> None:
    ahead = load.ahead()
    old = [t for t in truths if t.age >= 40]
    found = [ahead.later(t, 6, Plan(scanned=True)) for t in old]
    assert as_declared(sum(one.incidental for one in found), len(old), 0.5) > ALPHA
    assert not any(ahead.later(t, 6, Plan()).incidental for t in old)
    worried = sum(one.worried for one in found)
    assert as_declared(worried, sum(one.incidental for one in found), ahead.share("worry_after_finding")) > ALPHA


def test_the_same_patient_is_never_better_off_for_being_missed_or_scanned_in_vain(truths: list[Truth]) -> None:
    ahead = load.ahead()
    for truth in truths[:1500]:
        course = ahead.course_of(truth)
        hours = course.deadline_hours or 24
        met = ahead.later(truth, 26, Plan(met_after_hours=hours))
        late = ahead.later(truth, 26, Plan(met_after_hours=hours * 30))
        never = ahead.later(truth, 26, Plan())
        assert met.harmed <= late.harmed <= never.harmed
        if not course.needs_finding:
            plain, scanned = ahead.later(truth, 6, Plan()), ahead.later(truth, 6, Plan(scanned=True))
            assert scanned.better <= plain.better
            assert scanned.sick_leave_weeks >= plain.sick_leave_weeks
        assert ahead.later(truth, 6, Plan()).sick_leave_weeks <= 6


def test_disease_that_nobody_finds_does_not_get_better(truths: list[Truth]) -> None:
    ahead = load.ahead()
    ill = [t for t in truths if t.condition in ("cauda_equina", "malignancy", "infection")]
    assert not any(ahead.later(t, 52, LEFT_ALONE).better for t in ill)
    assert any(ahead.later(t, 52, Plan(met_after_hours=4)).better for t in ill)


def test_what_has_to_be_met_today_has_a_deadline_of_today(truths: list[Truth]) -> None:
    for truth in truths:
        course = truth.course
        assert truth.deadline == course.deadline_hours
        assert (course.deadline_hours is None) == (course.why is None)
        if truth.condition in SERIOUS:
            assert course.deadline_hours is not None
        if truth.facts.get("history.deficit_course") == "worsening":
            assert course.emergency
        if truth.condition == "non_specific" and "history.deficit_course" not in truth.facts:
            assert course.deadline_hours is None
        assert course.harm_in_time <= course.harm_late


def test_a_new_paresis_is_an_emergency_and_an_old_one_is_not(truths: list[Truth]) -> None:
    some = next(t for t in truths if t.facts.get("history.weakness_age_hours") in (6, 12, 20, 30, 40))
    if some.facts.get("history.deficit_course") == "worsening":
        some = replace(some, facts={**some.facts, "history.deficit_course": "stable"})
    assert some.course.emergency
    older = replace(
        some, facts={**some.facts, "history.weakness_age_hours": 168, "history.pain_eases_weakness_grows": "absent"}
    )
    assert older.course.deadline_hours == load.ahead().number("old_paresis_hours")


def test_luck_is_the_patients_own(truths: list[Truth]) -> None:
    ahead = Ahead(load.generator().courses, content.book())
    assert ahead.later(truths[3], 12, LEFT_ALONE) == load.ahead().later(truths[3], 12, LEFT_ALONE)
    assert len({ahead.course_of(t).better_in_weeks for t in truths[:50]}) > 20


# ---- what is assumed, for whoever asks ----


def test_the_page_of_assumptions_is_as_the_files_say() -> None:
    shown = (content.HERE.parent / "docs" / "generator.md").read_text(encoding="utf-8")
    assert shown == page(load.generator(), content.library()), (
        "Run `lbp-teach cases draw --assumptions > docs/generator.md`."
    )


def test_every_assumption_has_an_origin_in_both_languages(book: Book) -> None:
    found = assumptions(load.generator(), book)
    assert len(found) > 80
    for one in found:
        assert all((one.label.da, one.label.en, one.origin.da, one.origin.en)), one
        assert one.value.da or one.group == "together"
        assert one.sourced == (one.origin.en.startswith(("DSAM", "UFL", "RSD", "NKR"))), one.label.en
    assert {one.group for one in found} == {"conditions", "patients", "together", "weeks"}
