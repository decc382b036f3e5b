"""The scenarios notice faults in the guideline, and the tests notice faults in the evaluator; see `mutation`."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from spec import mutation, mutation_code
from spec.mcdc import Shown
from spec.mutants import Mutant, changes, mutants
from spec.mutation import ENOUGH, PATIENTS, Case, Crowd, Result, Trial, case_of, scenarios
from spec.pool import ones, random_patients
from spec.test_spec import compare

from lbp_teach.guideline.assess import Book, assess, resolve
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import UNKNOWN
from lbp_teach.guideline.model import AllOf, AnyOf, CountOf, FindingIs, Guideline, ParameterRef
from lbp_teach.logic import Truth


@pytest.fixture(scope="module")
def trial(book: Book) -> Trial:
    return Trial(book, scenarios())


@pytest.fixture(scope="module")
def crowd(trial: Trial, shown: Sequence[Shown]) -> Crowd:
    return Crowd(trial, shown)


@pytest.fixture(scope="module")
def result(trial: Trial, crowd: Crowd) -> Result:
    found = mutation.run(trial, crowd)
    print(mutation.report(found, len(scenarios())))
    return found


@pytest.fixture(scope="module")
def code(book: Book) -> mutation_code.Result:
    found = mutation_code.run(book)
    print(mutation_code.report(found))
    return found


def test_the_scenarios_notice_faults_in_the_guideline(result: Result) -> None:
    assert list(result.broken) == []
    assert result.percent >= ENOUGH, f"{len(result.survived)} survive: run python tests/spec/mutation.py"


def test_a_fault_is_only_excused_by_many_patients(result: Result) -> None:
    assert result.patients >= PATIENTS


def test_the_tests_notice_faults_in_the_evaluator(code: mutation_code.Result) -> None:
    assert list(code.broken) == []
    assert code.percent >= ENOUGH, [str(fault) for fault in code.survived]


# ---- the tool is as good as the tests it stands for ----


def rebuilt(book: Book, mutant: Mutant) -> Book:
    """The whole guideline with a fault, made the long way."""
    guideline = book.guideline
    update = {
        "parameters": (*guideline.parameters, *mutant.parameters.values()),
        "rules": tuple(mutant.rule if mutant.rule and r.id == mutant.rule.id else r for r in guideline.rules),
        "concepts": tuple(
            mutant.concept if mutant.concept and c.id == mutant.concept.id else c for c in guideline.concepts
        ),
    }
    return Book(Guideline.model_construct(**{**dict(guideline), **update}))


def really_fails(case: Case, book: Book) -> bool:
    try:
        compare(case.scenario, case.facts, book)
    except AssertionError:
        return True
    return False


def test_a_fault_is_killed_exactly_when_a_scenario_of_the_whole_guideline_fails(trial: Trial, book: Book) -> None:
    for mutant in random.Random(7).sample(trial.mutants, 25):
        whole = rebuilt(book, mutant)
        killer = trial.killer(mutant)
        if killer is None:
            assert not any(really_fails(case, whole) for case in trial.cases if case.passes), mutant
        else:
            assert really_fails(next(c for c in trial.cases if c.scenario["name"] == killer), whole), mutant


def test_the_bits_say_what_the_evaluator_says(book: Book, shown: Sequence[Shown]) -> None:
    pool = random_patients(book, shown[::10], 200, book.parameters)
    for number, (changed, edition) in enumerate(pool.patients[:200]):
        facts = {k: v for k, v in {**pool.well, **changed}.items() if v != UNKNOWN}
        context = book.context(facts, edition)
        for rule in book.guideline.rules:
            if not rule.editions or edition in rule.editions:
                true, false = pool.rule(rule)
                truth = evaluate(rule.when, context).truth
                assert (true >> number & 1, false >> number & 1) == (truth is Truth.TRUE, truth is Truth.FALSE), rule.id


def test_a_survivor_really_shows_in_the_patient_who_is_named(book: Book, crowd: Crowd) -> None:
    trial = Trial(book, [])
    really = 0
    for mutant in random.Random(11).sample([m for m in trial.mutants if m.rule and m.rule.then], 40):
        assert trial.killer(mutant) is None
        found = crowd.find(mutant)
        if found is None or mutant.rule is None:
            continue
        number = min(ones(found.bits))
        changed, edition = crowd.pool.patients[number]
        facts = {k: v for k, v in {**crowd.pool.well, **changed}.items() if v != UNKNOWN}
        before = assess(book, facts, edition, advice=True).verdicts[found.shows]
        after = assess(rebuilt(book, mutant), facts, edition, advice=True).verdicts[found.shows]
        assert mutation.said(before) != mutation.said(after), mutant
        really += 1
    assert really > 20


# ---- the gates can fail ----


def test_without_scenarios_nothing_is_killed(book: Book) -> None:
    trial = Trial(book, [])
    assert [m for m in trial.mutants if trial.killer(m)] == []


def test_a_scenario_kills_the_fault_that_it_is_about(book: Book) -> None:
    wanted = next(s for s in scenarios() if s["name"] == "A paresis of exactly 48 hours is still new")
    trial = Trial(book, [wanted])
    killed = {m.operator for m in trial.mutants if m.owner == "concept new_severe_paresis" and trial.killer(m)}
    assert {"comparison", "threshold"} <= killed


def test_a_scenario_that_fails_already_kills_nothing(book: Book) -> None:
    wrong = {"name": "wrong", "expect": {"decision": {"urgency": {"best": "emergency_today"}}}}
    assert not case_of(wrong, book).passes
    trial = Trial(book, [wrong])
    assert [m for m in trial.mutants if trial.killer(m)] == []


def test_a_fault_in_the_evaluator_that_no_test_notices_is_found(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutation_code, "checks", list)
    some = mutation_code.all_faults()[::40]
    found = mutation_code.run(book, some)
    assert (found.killed, found.percent) == ((), 0)
    assert len(found.survived) > len(found.equivalent)


def test_the_evaluator_is_whole_again_afterwards(book: Book) -> None:
    for fault in mutation_code.all_faults()[::10]:
        broken = mutation_code.Broken(fault)
        before = broken.function.__code__
        with broken:
            assert broken.function.__code__ is not before
        assert broken.function.__code__ is before
    assert resolve("urgency", ()).best == ()


# ---- the faults ----


def operators(condition: AllOf | AnyOf | CountOf | FindingIs, book: Book) -> list[str]:
    return sorted(change.operator for change in changes(condition, book))


def test_every_kind_of_fault_is_made(book: Book) -> None:
    weeks = ParameterRef(parameter="nerve_root_imaging_weeks")
    long = FindingIs(finding="history.duration_weeks", at_least=weeks)
    assert operators(long, book) == ["comparison", "not inserted", "threshold", "threshold", "threshold"]
    leg = FindingIs(finding="history.leg_pain", one_of=("above_knee", "below_knee"))
    assert operators(leg, book) == ["not inserted", "side any<->both", "value dropped", "value dropped"]
    fever = FindingIs(finding="flags.fever")
    both = AllOf(all=(fever, fever))
    assert operators(both, book) == ["all<->any", "clause dropped", "clause dropped", *["not inserted"] * 3]
    some = CountOf(count=1, of=(fever,))
    assert operators(some, book) == ["not inserted", "not inserted", "threshold", "threshold"]


def test_every_rule_and_concept_has_faults_unless_it_says_nothing(book: Book) -> None:
    owners = {m.owner for m in mutants(book)}
    assert {f"concept {c.id}" for c in book.guideline.concepts} <= owners
    assert {f"rule {r.id}" for r in book.guideline.rules} <= owners
