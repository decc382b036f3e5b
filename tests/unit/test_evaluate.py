"""Conditions, and the facts that decided them."""

from __future__ import annotations

from typing import Any

import pytest
from learner import well
from pydantic import TypeAdapter, ValidationError

from lbp_teach.guideline.assess import Book, Outcome, assess, resolve
from lbp_teach.guideline.evaluate import Trace, deciding, evaluate
from lbp_teach.guideline.model import Condition, Effect, Rule, Scalar
from lbp_teach.logic import Truth
from lbp_teach.text import same

CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)
SADDLE = {"finding": "history.saddle_numbness"}
BOWEL = {"finding": "history.bowel_incontinence"}
WEEKS = "history.duration_weeks"


def run(condition: dict[str, Any], book: Book, facts: dict[str, Scalar] | None = None, **more: Any) -> Trace:
    return evaluate(CONDITION.validate_python(condition), book.context(facts or {}, **more))


@pytest.mark.parametrize(("value", "expected"), [("present", "true"), ("absent", "false"), ("unknown", "unknown")])
def test_a_finding_alone_means_present(book: Book, value: str, expected: str) -> None:
    assert run(SADDLE, book, {"history.saddle_numbness": value}).truth.value == expected


def test_a_finding_nobody_asked_for_is_unknown(book: Book) -> None:
    assert run(SADDLE, book).truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("test", "truths"),
    [
        ({"at_most": 6}, "TTF"),
        ({"at_least": 6}, "FTT"),
        ({"more_than": 6}, "FFT"),
        ({"less_than": 6}, "TFF"),
    ],
)
def test_bounds_include_or_exclude_their_edge(book: Book, test: dict[str, Any], truths: str) -> None:
    found = "".join(run({"finding": WEEKS, **test}, book, {WEEKS: n}).truth.name[0] for n in (5.9, 6, 6.1))
    assert found == truths


def test_a_zero_is_a_number_and_not_nothing(book: Book) -> None:
    assert run({"finding": WEEKS, "at_most": 0}, book, {WEEKS: 0}).truth is Truth.TRUE
    assert run({"finding": WEEKS, "less_than": 0}, book, {WEEKS: 0}).truth is Truth.FALSE


def test_what_does_not_apply_lies_within_no_bound(book: Book) -> None:
    facts: dict[str, Scalar] = {"history.weakness_age_hours": "not_applicable"}
    for bound in ("at_most", "at_least", "more_than", "less_than"):
        assert run({"finding": "history.weakness_age_hours", bound: 48}, book, facts).truth is Truth.FALSE


@pytest.mark.parametrize(
    ("left", "right", "side", "expected"),
    [
        ("below_knee", "none", "any", "true"),
        ("none", "none", "any", "false"),
        ("none", None, "any", "unknown"),
        ("below_knee", None, "any", "true"),
        ("below_knee", None, "both", "unknown"),
        ("none", None, "both", "false"),
        ("below_knee", "below_knee", "both", "true"),
        ("below_knee", "none", "left", "true"),
        ("below_knee", "none", "right", "false"),
        ("below_knee", None, "right", "unknown"),
    ],
)
def test_sides(book: Book, left: str | None, right: str | None, side: str, expected: str) -> None:
    given = {"history.leg_pain@left": left, "history.leg_pain@right": right}
    facts = {name: value for name, value in given.items() if value is not None}
    condition = {"finding": "history.leg_pain", "side": side, "one_of": ["below_knee"]}
    assert run(condition, book, facts).truth.value == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edition", "weeks", "expected"), [("DSAM2026", 4, False), ("DSAM2026", 6, True), ("RSD2024", 4, True)]
)
def test_a_threshold_is_that_of_the_edition(book: Book, edition: str, weeks: int, expected: bool) -> None:
    condition = {"finding": WEEKS, "at_least": {"parameter": "nerve_root_imaging_weeks", "bound": "lower"}}
    assert (run(condition, book, {WEEKS: weeks}, edition=edition).truth is Truth.TRUE) is expected


def test_the_upper_bound_of_a_range_is_its_other_end(book: Book) -> None:
    condition = {"finding": WEEKS, "at_least": {"parameter": "nerve_root_imaging_weeks", "bound": "upper"}}
    assert run(condition, book, {WEEKS: 7}).truth is Truth.FALSE
    assert run(condition, book, {WEEKS: 8}).truth is Truth.TRUE


def test_an_edition_without_a_value_of_its_own_uses_the_governing_one(book: Book) -> None:
    assert book.parameters["acute_paresis_hours"].value("RSD2024") == 48


@pytest.mark.parametrize(
    ("chosen", "expected"), [({"imaging": "mri"}, "true"), ({"imaging": "none"}, "false"), ({}, "false")]
)
def test_a_decision_not_made_is_not_the_one_asked_for(book: Book, chosen: dict[str, str], expected: str) -> None:
    assert run({"decision": "imaging", "one_of": ["mri"]}, book, choices=chosen).truth.value == expected


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"finding": WEEKS, "at_most": 1, "at_least": 2},
        {"finding": WEEKS, "one_of": ["a"], "at_most": 1},
        {"any": []},
        {"count": 1, "of": []},
        {"finding": WEEKS, "side": "middle"},
        {"finding": WEEKS, "no_such_test": 1},
        {"decision": "imaging", "one_of": []},
        "history.course",
    ],
)
def test_a_condition_that_means_nothing_is_refused(condition: Any) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(condition)


# ---- which facts decided ----


def facts_of(book: Book, condition: dict[str, Any], **facts: Scalar) -> set[str]:
    return set(deciding(run(condition, book, {f"history.{name}": value for name, value in facts.items()})))


def test_a_true_any_was_decided_by_its_true_parts(book: Book) -> None:
    decided = facts_of(book, {"any": [SADDLE, BOWEL]}, saddle_numbness="present", bowel_incontinence="absent")
    assert decided == {"history.saddle_numbness"}


def test_a_false_all_was_decided_by_its_false_parts(book: Book) -> None:
    decided = facts_of(book, {"all": [SADDLE, BOWEL]}, saddle_numbness="present", bowel_incontinence="absent")
    assert decided == {"history.bowel_incontinence"}


def test_a_true_all_was_decided_by_all_parts(book: Book) -> None:
    decided = facts_of(book, {"all": [SADDLE, BOWEL]}, saddle_numbness="present", bowel_incontinence="present")
    assert decided == {"history.saddle_numbness", "history.bowel_incontinence"}


def test_an_unknown_outcome_names_only_what_is_missing(book: Book) -> None:
    assert facts_of(book, {"any": [SADDLE, BOWEL]}, bowel_incontinence="absent") == {"history.saddle_numbness"}


def test_a_negation_was_decided_by_what_it_negates(book: Book) -> None:
    assert facts_of(book, {"not": SADDLE}, saddle_numbness="absent") == {"history.saddle_numbness"}
    inside = {"all": [{"not": {"any": [SADDLE, BOWEL]}}]}
    assert facts_of(book, inside, saddle_numbness="absent", bowel_incontinence="absent") == {
        "history.saddle_numbness",
        "history.bowel_incontinence",
    }


def test_a_count_that_is_reached_was_decided_by_those_that_count(book: Book) -> None:
    count = {"count": 1, "of": [SADDLE, BOWEL]}
    assert facts_of(book, count, saddle_numbness="absent", bowel_incontinence="present") == {
        "history.bowel_incontinence"
    }


def test_a_sided_finding_names_its_side(book: Book) -> None:
    trace = run(
        {"finding": "exam.slr", "one_of": ["positive"]},
        book,
        {"exam.slr@left": "negative", "exam.slr@right": "positive"},
    )
    assert deciding(trace) == ("exam.slr@right",)


def test_a_concept_names_the_facts_inside_it_once(book: Book) -> None:
    facts: dict[str, Scalar] = {"history.saddle_numbness": "present"}
    assert deciding(run({"all": [{"concept": "neurological_alarm"}, SADDLE]}, book, facts)) == (
        "history.saddle_numbness",
    )


def test_each_rule_that_holds_can_say_why(book: Book) -> None:
    facts = {**well(book), "history.saddle_numbness": "present", "history.leg_pain@left": "below_knee"}
    for outcome in assess(book, facts).outcomes:
        if outcome.fired and getattr(outcome.rule.when, "all", None) != ():
            assert outcome.facts, outcome.rule.id


# ---- resolving tiers ----


def rule(name: str, tier: str, holds: Truth = Truth.TRUE, **effect: list[str]) -> Outcome:
    made = Rule.model_validate(
        {
            "id": name,
            "tier": tier,
            "when": {"all": []},
            "then": {"urgency": Effect.model_validate(effect)},
            "because": same("because"),
            "cites": ["x"],
            "reviewed": "sourced",
        }
    )
    return Outcome(made, Trace(holds))


def test_the_highest_tier_that_recommends_something_wins() -> None:
    verdict = resolve(
        "urgency", (rule("g", "general", best=["none"]), rule("e", "emergency", best=["emergency_today"]))
    )
    assert verdict.best == ("emergency_today",)
    assert [o.rule.id for o in verdict.reasons] == ["e"]


def test_two_rules_of_the_winning_tier_both_count() -> None:
    verdict = resolve("urgency", (rule("a", "specific", best=["routine"]), rule("b", "specific", best=["expedited"])))
    assert set(verdict.best) == {"routine", "expedited"}


def test_what_a_leading_rule_calls_unsafe_is_neither_best_nor_acceptable() -> None:
    both = (
        rule("a", "emergency", best=["emergency_today"], unsafe=["expedited"]),
        rule("b", "emergency", best=["expedited"], acceptable=["routine"]),
        rule("c", "emergency", unsafe=["routine"]),
    )
    verdict = resolve("urgency", both)
    assert verdict.best == ("emergency_today",)
    assert set(verdict.unsafe) == {"expedited", "routine"}
    assert verdict.grade("expedited") == "unsafe"


def test_a_lower_tier_cannot_call_the_best_value_too_much() -> None:
    rules = (
        rule("e", "emergency", best=["emergency_today"]),
        rule("g", "general", too_much=["emergency_today", "expedited"]),
    )
    verdict = resolve("urgency", rules)
    assert verdict.grade("emergency_today") == "best"
    assert verdict.grade("expedited") == "too_much"


def test_unsafe_outweighs_too_much() -> None:
    verdict = resolve("urgency", (rule("a", "general", best=["none"], unsafe=["routine"], too_much=["routine"]),))
    assert (verdict.unsafe, verdict.too_much) == (("routine",), ())


def test_a_rule_that_does_not_hold_says_nothing() -> None:
    verdict = resolve("urgency", (rule("a", "emergency", Truth.FALSE, best=["emergency_today"], unsafe=["none"]),))
    assert (verdict.best, verdict.unsafe, verdict.open) == ((), (), ())
    assert verdict.grade("none") == "wrong"


def test_an_undecided_rule_stays_open_when_it_could_outrank() -> None:
    rules = (rule("s", "specific", best=["routine"]), rule("e", "emergency", Truth.UNKNOWN, best=["emergency_today"]))
    verdict = resolve("urgency", rules)
    assert verdict.best == ("routine",)
    assert [o.rule.id for o in verdict.open] == ["e"]


def test_an_undecided_rule_that_cannot_outrank_is_not_open() -> None:
    rules = (rule("s", "emergency", best=["emergency_today"]), rule("g", "general", Truth.UNKNOWN, best=["none"]))
    assert resolve("urgency", rules).open == ()
