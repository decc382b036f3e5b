"""The guideline as sentences: every scenario of the YAML files here, as written and with left and right exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from learner import mirrored, well

from lbp_teach import strict_yaml
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import AllOf, Scalar

HERE = Path(__file__).parent
SCENARIOS = [
    pytest.param(scenario, id=scenario["name"])
    for path in sorted(HERE.glob("*.yaml"))
    for scenario in strict_yaml.load(path.read_text(encoding="utf-8"), path.name)[0]
]
SHAPE = {"name", "edition", "start", "findings", "not_asked", "expect"}
EXPECT = {"decision", "concept", "fires", "ask_for", "work_up", "no_work_up", "rests_on"}
GRADES = {"best", "acceptable", "unsafe", "too_much", "wrong", "not_best", "answered"} | {
    "not_acceptable",
    "not_too_much",
}


def patient(scenario: dict[str, Any], book: Book) -> dict[str, Scalar]:
    facts = {} if scenario.get("start") == "nothing known" else well(book)
    for name, value in scenario.get("findings", {}).items():
        assert name in book.findings, f"no such finding: {name}"
        for side, one in value.items() if isinstance(value, dict) else [(None, value)]:
            assert book.findings[name].sided == bool(side), f"{name}: give left and right, or neither"
            facts[key(name, side)] = one
    for name in scenario.get("not_asked", []):
        facts = {k: v for k, v in facts.items() if k.partition("@")[0] != name}
    return facts


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def compare(scenario: dict[str, Any], facts: dict[str, Scalar], book: Book) -> None:
    """Everything expected is there; all that is wrong with a scenario is said at once."""
    edition, expect = scenario.get("edition", "DSAM2026"), scenario["expect"]
    assert set(scenario) <= SHAPE, set(scenario) - SHAPE
    assert set(expect) <= EXPECT, set(expect) - EXPECT
    result = assess(book, facts, edition, advice=True)
    wrong: list[str] = []
    for name, grades in expect.get("decision", {}).items():
        assert set(grades) <= GRADES, set(grades) - GRADES
        verdict = result.verdicts[name]
        if "best" in grades and set(verdict.best) != set(as_list(grades["best"])):
            wrong.append(f"{name}: best is {verdict.best}, expected {grades['best']}")
        if "answered" in grades and not verdict.best:
            wrong.append(f"{name}: the guideline has no answer")
        for value in as_list(grades.get("not_best", [])):
            wrong += [f"{name}: {value} is best"] * (value in verdict.best)
        graded = {value: verdict.grade(value) for value in as_list(grades.get("wrong", []))}
        wrong += [f"{name}: {value} is {grade}, expected wrong" for value, grade in graded.items() if grade != "wrong"]
        for value in as_list(grades.get("not_acceptable", [])):
            wrong += [f"{name}: {value} can be defended"] * (value in (*verdict.best, *verdict.acceptable))
        for value in as_list(grades.get("not_too_much", [])):
            wrong += [f"{name}: {value} is too much"] * (value in verdict.too_much)
        for grade in ("acceptable", "unsafe", "too_much"):
            lost = set(as_list(grades.get(grade, []))) - set(getattr(verdict, grade))
            wrong += [f"{name}: {value} is {verdict.grade(value)}, expected {grade}" for value in sorted(lost)]
    for name, value in expect.get("concept", {}).items():
        found = evaluate(book.concepts[name].when, book.context(facts, edition)).truth.value
        wrong += [f"{name} is {found}, expected {value}"] * (found != value)
    # What a scenario says nothing of is not worked out: `mutation` compares some hundred thousand times.
    if "ask_for" in expect:
        silent = set(expect["ask_for"])
        for outcome in (o for verdict in result.verdicts.values() for o in verdict.open):
            silent -= {fact.partition("@")[0] for fact in outcome.facts}
            if not silent:
                break
        wrong += [f"{name} is not asked for" for name in expect["ask_for"] if name in silent]
    if "work_up" in expect or "no_work_up" in expect:
        todo = {name for o in result.process if o.fired for name in (*o.rule.ask, *o.rule.examine)}
        wrong += [f"{name} is not part of the work-up" for name in expect.get("work_up", []) if name not in todo]
        wrong += [f"{name} is part of the work-up" for name in expect.get("no_work_up", []) if name in todo]
    if "fires" in expect:
        firing = {outcome.rule.id for outcome in result.outcomes if outcome.fired}
        wrong += [f"{name} does not fire" for name in as_list(expect["fires"]) if name not in firing]
    if "rests_on" in expect:
        about = [result.verdicts[name] for name in expect.get("decision", result.verdicts)]
        rules = [o.rule for verdict in about for o in (*verdict.reasons, *verdict.against)]
        rests_on = {fact for rule in rules for cite in rule.cites for fact in book.statements[cite].facts}
        wrong += [f"{fact} is not cited" for fact in expect["rests_on"] if fact not in rests_on]
    assert wrong == [], wrong


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: dict[str, Any], book: Book) -> None:
    compare(scenario, patient(scenario, book), book)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_with_left_and_right_exchanged(scenario: dict[str, Any], book: Book) -> None:
    facts = patient(scenario, book)
    edition = scenario.get("edition", "DSAM2026")
    here = assess(book, facts, edition, advice=True)
    there = assess(book, mirrored(facts), edition, advice=True)
    for name, verdict in here.verdicts.items():
        for value in (option.value for option in book.decision(name).options):
            assert verdict.grade(value) == there.verdicts[name].grade(value)


def test_every_scenario_has_a_name_of_its_own() -> None:
    names = [param.id for param in SCENARIOS]
    assert len(names) == len(set(names))
    assert len(names) >= 200


def test_every_rule_is_fired_by_a_scenario_and_kept_silent_by_another(book: Book) -> None:
    fired: dict[str, set[bool]] = {}
    for param in SCENARIOS:
        scenario = param.values[0]
        for outcome in assess(book, patient(scenario, book), scenario.get("edition", "DSAM2026"), advice=True).outcomes:
            fired.setdefault(outcome.rule.id, set()).add(outcome.fired)
    always = {rule.id for rule in book.guideline.rules if rule.when == AllOf(all=())}
    lonely = {rule.id for rule in book.guideline.rules if fired.get(rule.id, set()) != {True, False}}
    assert lonely == always
