"""Every rule that can be broken dangerously, a test each: the error is critical, caps the score, is told first."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from learner import attempt_of
from spec.test_spec import SCENARIOS, patient

from lbp_teach import content
from lbp_teach.case import BothSides, Case, visit_facts
from lbp_teach.debriefing.whole import debrief
from lbp_teach.guideline.assess import assess
from lbp_teach.guideline.facts import SIDES, key
from lbp_teach.guideline.model import Scalar
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Choice
from lbp_teach.scoring import score
from lbp_teach.text import Lang

BOOK = content.book()
HARMS = ("under", "over")


def dangerous(rule: Any, harm: str) -> dict[str, tuple[str, ...]]:
    """The values, by decision, that a rule calls dangerous: too little, or so much that it harms."""
    found = {name: effect.unsafe for name, effect in rule.then.items()} if harm == "under" else rule.harms
    return {name: values for name, values in found.items() if values and name in BOOK.decisions}


CRITICAL = [(rule.id, harm) for rule in BOOK.guideline.rules for harm in HARMS if dangerous(rule, harm)]


@lru_cache(maxsize=1)
def patients() -> dict[tuple[str, str], tuple[dict[str, Scalar], str, str, str]]:
    """For each such rule a patient of whom it holds and an answer that breaks it, where no stronger rule allows it."""
    found: dict[tuple[str, str], tuple[dict[str, Scalar], str, str, str]] = {}
    for param in SCENARIOS:
        scenario = param.values[0]
        if scenario.get("start") == "nothing known" or scenario.get("not_asked"):
            continue
        facts, edition = patient(scenario, BOOK), scenario.get("edition", "DSAM2026")
        result = assess(BOOK, facts, edition)
        for outcome in result.outcomes:
            for harm in HARMS if outcome.fired else ():
                for name, values in dangerous(outcome.rule, harm).items():
                    grade = "unsafe" if harm == "under" else "too_much"
                    broken = [v for v in values if result.verdicts[name].grade(v) == grade]
                    if broken:
                        found.setdefault((outcome.rule.id, harm), (facts, edition, name, broken[0]))
    return found


def case_of(facts: dict[str, Scalar]) -> Case:
    """A case with one visit at which this is true."""
    case = content.load_case("rikke-thorsen")
    visit = case.visits[-1]
    sided = {name for name, finding in BOOK.findings.items() if finding.sided}
    here: dict[str, Any] = {name: value for name, value in facts.items() if "@" not in name}
    for name in sided:
        here[name] = BothSides(**{side: facts.get(key(name, side)) for side in SIDES})
    alone = visit.model_copy(update={"id": "only", "facts": here, "based_on": None, "kind": "first"})
    persona = case.persona.model_copy(update={"age": int(facts["person.age_years"])})
    made = case.model_copy(update={"visits": (alone,), "persona": persona})
    assert visit_facts(made, "only", BOOK) == {**visit_facts(made, "only", BOOK), **facts}
    return made


def attempt(case: Case, edition: str, name: str, value: str) -> Attempt:
    """The model answer but for one thing."""
    state = model_attempt(case, BOOK, edition).visits[0]
    choices = {**state.choices, name: Choice(value)}
    made = attempt_of(case, type(state)(**{**vars(state), "choices": choices}))
    return type(made)(**{**vars(made), "edition": edition, "finished": True})


@pytest.mark.parametrize(("rule", "harm"), CRITICAL)
def test_breaking_the_rule_is_critical_caps_the_score_and_is_told_first(rule: str, harm: str) -> None:
    facts, edition, name, value = patients()[rule, harm]
    case = case_of(facts)
    report = score(case, attempt(case, edition, name, value), BOOK)
    (item,) = [one for one in report.critical if one.subject == name]
    assert item.harm == harm
    assert rule in {o.rule.id for o in item.outcomes}
    assert item.points <= 0
    assert report.points <= report.of * BOOK.weights["cap"].value // 100
    assert report.cap < 0
    assert not report.passed
    for lang in Lang:
        words = debrief(report, case, attempt(case, edition, name, value), BOOK, lang)
        first = words["critical"][0]
        assert first["harm"] == harm
        assert first["title"]
        assert first["citations"]
        assert name not in {one["subject"] for one in words["too_much"]}


def test_both_harms_have_rules_and_the_cap_does_not_look_at_which() -> None:
    assert {harm for _, harm in CRITICAL} == set(HARMS)
    assert len(CRITICAL) >= 45
    assert set(CRITICAL) <= set(patients())
    for harm in HARMS:
        facts, edition, name, value = patients()[next(pair for pair in CRITICAL if pair[1] == harm)]
        case = case_of(facts)
        report = score(case, attempt(case, edition, name, value), BOOK)
        assert report.points == report.of * BOOK.weights["cap"].value // 100
