"""What would have changed a decision: computed, and true."""

from __future__ import annotations

import pytest
from learner import sample, well

from lbp_teach.case import visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.model import Scalar
from lbp_teach.what_if import LIMIT, what_if


def foot_drop(book: Book) -> dict[str, Scalar]:
    return {
        **well(book),
        "history.leg_pain@left": "below_knee",
        "exam.strength.dorsiflexion@left": 3,
        "history.weakness_age_hours": 24,
        "history.deficit_course": "stable",
    }


def test_every_change_really_changes_the_decision(book: Book) -> None:
    checked = 0
    for case in sample():
        for visit in case.visits[:1]:
            facts = visit_facts(case, visit.id, book)
            now = assess(book, facts).verdicts
            for name in book.decisions:
                changes = what_if(book, facts, name)
                assert len(changes) <= LIMIT
                for change in changes:
                    then = assess(book, {**facts, **dict(change.changes)}).verdicts[name]
                    assert set(then.best) == set(change.best) != set(now[name].best)
                    assert all(value != facts[fact] for fact, value in change.changes)
                    checked += 1
    assert checked > 50


def test_each_change_leads_somewhere_else(book: Book) -> None:
    for name in book.decisions:
        changes = what_if(book, foot_drop(book), name)
        assert len({change.best for change in changes}) == len(changes)


def test_what_the_patient_has_comes_first(book: Book) -> None:
    facts = {**well(book), "history.bladder_retention": "present"}
    (first, *_) = what_if(book, facts, "urgency")
    assert first.changes == (("history.bladder_retention", "absent"),)
    assert first.best == ("none",)


def test_a_single_change_can_turn_ordinary_back_pain_into_an_emergency(book: Book) -> None:
    changes = what_if(book, well(book), "urgency")
    assert ("emergency_today",) in [change.best for change in changes]


def test_two_changes_are_named_only_where_one_is_not_enough(book: Book) -> None:
    both = {**well(book), "history.bladder_retention": "present", "history.saddle_numbness": "present"}
    changes = what_if(book, both, "urgency")
    assert [len(change.changes) for change in changes] == [2] * len(changes) != []
    assert {fact for fact, _ in changes[0].changes} == {"history.bladder_retention", "history.saddle_numbness"}


def test_a_grade_stays_on_its_scale(book: Book) -> None:
    for name in book.decisions:
        for change in what_if(book, foot_drop(book), name):
            for fact, value in change.changes:
                if fact.startswith("exam.strength"):
                    assert value in range(6)


def test_the_edition_counts(book: Book) -> None:
    facts = {
        **well(book),
        "history.leg_pain@left": "below_knee",
        "exam.slr@left": "positive",
        "history.duration_weeks": 5,
        "history.pain_nrs": 8,
        "function.activities": "limited",
    }
    assert assess(book, facts, "DSAM2026").verdicts["imaging"].best == ("none",)
    assert assess(book, facts, "RSD2024").verdicts["imaging"].best == ("mri",)
    for edition in ("DSAM2026", "RSD2024"):
        now = assess(book, facts, edition).verdicts["imaging"].best
        for change in what_if(book, facts, "imaging", edition):
            then = assess(book, {**facts, **dict(change.changes)}, edition).verdicts["imaging"].best
            assert set(then) == set(change.best) != set(now)


@pytest.mark.parametrize("decision", ["urgency", "imaging_timing"])
def test_the_same_question_has_the_same_answer(book: Book, decision: str) -> None:
    assert what_if(book, foot_drop(book), decision) == what_if(book, foot_drop(book), decision)
