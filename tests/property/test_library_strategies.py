"""Every case of the library: who knows gets everything on every way through it, who guesses never passes.

Whoever refers everybody is right with an emergency; but nobody passes a patient who needs judgement without judging.
What each strategy got is printed at the end of a run (of each case with -v).
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from learner import attempt_of, best_choices, cases, next_visit, paths
from property.test_score_properties import (
    BOOK,
    IMAGE,
    MANOEUVRES,
    MIDDLE,
    NEVER,
    QUESTIONS,
    REFER,
    TABLES,
    complete,
    mark,
    played,
    uniform,
    visit_state,
)

from lbp_teach import content
from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import assess
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Choice, VisitState
from lbp_teach.scoring import Report

LIBRARY = [card.id for card in content.catalogue().cards]
Tell = Callable[[str, object], None]
each_case = pytest.mark.parametrize("name", LIBRARY)
#: Ticks all that can be ticked: everything asked, examined, recommended and said.
EVERYTHING = uniform(("do", "say"), TABLES)
SELECT_ALL = {
    "with referral": {**REFER, **EVERYTHING},
    "with a scan": {**IMAGE, **EVERYTHING},
    "with the middle": {**MIDDLE, **EVERYTHING},
}
REFERS = ("urgency", "destination", "follow_up", "imaging", "imaging_timing")
CLICKS = 4


def needs_judgement(case: Case) -> bool:
    """Whether at some visit an emergency referral is not what the guideline recommends or accepts."""
    keys = [assess(BOOK, visit_facts(case, visit.id, BOOK)) for visit in case.visits]
    return any(key.verdicts["urgency"].grade("emergency_today") not in ("best", "acceptable") for key in keys)


@each_case
def test_the_model_answer_has_full_marks(name: str, record_property: Tell) -> None:
    case = content.load_case(name)
    report = mark(case, model_attempt(case, BOOK))
    record_property("strategy", ["model answer", name, [report.percent]])
    assert report.points == report.of
    assert all(item.mark == "right" for item in report.items)
    assert report.passed


@each_case
def test_every_way_through_a_case_can_be_marked_full(name: str, record_property: Tell) -> None:
    case = content.load_case(name)
    ways = list(paths(case, BOOK))
    reached = []
    for way in ways:
        report = mark(case, attempt_of(case, *(complete(case, visit) for visit in way)))
        reached.append(report.percent)
        assert report.points == report.of, way
        assert report.endings, way
    record_property("strategy", ["everything right, every way", name, reached])


def clicked(case: Case, seed: int) -> Report:
    """Somebody who asks, examines and decides by chance."""
    chance = random.Random(f"{case.id}:{seed}")
    visits: list[VisitState] = []
    visit: str | None = case.visits[0].id
    while visit:
        choices = {name: Choice(chance.choice(d.options).value) for name, d in BOOK.decisions.items()}
        examined = [(manoeuvre, "both") for manoeuvre in chance.sample(MANOEUVRES, 8)]
        visits.append(visit_state(case, visit, chance.sample(QUESTIONS, 20), examined, choices))
        visit = next_visit(case, visits[-1], BOOK)
    return mark(case, attempt_of(case, *visits))


@each_case
def test_a_random_clicker_never_passes(name: str, record_property: Tell) -> None:
    reports = [clicked(content.load_case(name), seed) for seed in range(CLICKS)]
    record_property("strategy", ["random clicker", name, [report.percent for report in reports]])
    assert not any(report.passed for report in reports)


@each_case
def test_whoever_selects_everything_never_passes(name: str, record_property: Tell) -> None:
    case = content.load_case(name)
    reports = {how: played(case, choices, ask="everything") for how, choices in SELECT_ALL.items()}
    record_property("strategy", ["select all", name, [report.percent for report in reports.values()]])
    assert not any(report.passed for report in reports.values())


@each_case
def test_whoever_always_refers_never_passes(name: str, record_property: Tell) -> None:
    case = content.load_case(name)
    reports = {ask: played(case, REFER, ask=ask) for ask in ("nothing", "needed", "everything")}
    record_property("strategy", ["always refer", name, [report.percent for report in reports.values()]])
    assert not any(report.passed for report in reports.values())


@each_case
def test_referring_everybody_costs_points_even_with_all_else_right_and_ordinary_pain_is_not_passed(
    name: str, record_property: Tell
) -> None:
    case = content.load_case(name)
    visits: list[VisitState] = []
    visit: str | None = case.visits[0].id
    right, ordinary = True, True
    while visit:
        choices = {**best_choices(case, visit, BOOK), **{name: REFER[name] for name in REFERS}}
        verdicts = assess(BOOK, visit_facts(case, visit, BOOK)).verdicts
        right = right and verdicts["urgency"].grade("emergency_today") == "best"
        ordinary = ordinary and verdicts["triage"].best == ("non_specific",)
        visits.append(complete(case, visit, choices))
        visit = next_visit(case, visits[-1], BOOK)
    report = mark(case, attempt_of(case, *visits))
    record_property("strategy", ["refers everybody, knows the rest", name, [report.percent]])
    assert right or report.points < report.of
    assert not (ordinary and report.passed)


@each_case
def test_whoever_never_refers_never_passes(name: str, record_property: Tell) -> None:
    report = played(content.load_case(name), NEVER, ask="everything")
    record_property("strategy", ["never refer", name, [report.percent]])
    assert not report.passed


def test_most_of_the_library_needs_judgement() -> None:
    judged = [case.id for case in cases() if needs_judgement(case)]
    print(f"{len(judged)} of {len(LIBRARY)} cases need judgement")
    assert len(judged) > 0.75 * len(LIBRARY)
