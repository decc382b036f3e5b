"""What holds of every patient."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st
from learner import mirrored, well

from lbp_teach import content
from lbp_teach.guideline.assess import assess
from lbp_teach.guideline.evaluate import deciding, evaluate
from lbp_teach.guideline.facts import split
from lbp_teach.guideline.model import Finding, Scalar
from lbp_teach.logic import Truth
from lbp_teach.what_if import LIMIT, what_if

BOOK = content.book()
WELL = well(BOOK)
# The numbers around every threshold, and the ends of each scale.
NUMBERS: dict[str, list[Scalar]] = {
    "weeks": [0, 1, 3.9, 4, 5.9, 6, 7.9, 8, 12, 60],
    "nrs": [0, 4, 6, 7, 10],
    "hours": [0, 12, 48, 49, 500, "not_applicable"],
    "minutes": [0, 30, 31, 90],
    "years": [18, 44, 45, 46, 59, 60, 61, 80],
    "months": [0, 11, 12, 13, "not_applicable"],
    "mrc": [0, 1, 2, 3, 4, 5],
    "celsius": [36.8, 37.9, 38, 40],
    "ml": [0, 30, 450],
}


INFLAMED = {
    "flags.night_pain_persistent": "present",
    "history.morning_stiffness_minutes": 60,
    "history.better_with_activity": "present",
}


class Patient(dict[str, Scalar]):
    """Facts that print as what is unusual about them."""

    def __repr__(self) -> str:
        return f"well but { ({k: v for k, v in self.items() if WELL[k] != v}) }"


def values(finding: Finding) -> list[Scalar]:
    if finding.kind == "presence":
        return ["present", "absent"]
    return list(finding.values) if finding.kind == "choice" else NUMBERS[str(finding.unit)]


def value_of(fact: str) -> st.SearchStrategy[Scalar]:
    return st.sampled_from(values(BOOK.findings[split(fact)[0]]))


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Scalar]:
    """A patient of whom everything is known: well, but for some findings."""
    changed = draw(st.lists(st.sampled_from(sorted(WELL)), unique=True, max_size=25))
    return Patient({**WELL, **{fact: draw(value_of(fact)) for fact in changed}})


@st.composite
def partly_known(draw: st.DrawFn) -> dict[str, Scalar]:
    """A patient of whom some is known, some was asked and is not known, and the rest was not asked."""
    facts = draw(patients())
    kept = draw(st.sets(st.sampled_from(sorted(facts)), max_size=len(facts)))
    unknown = draw(st.sets(st.sampled_from(sorted(facts)), max_size=5))
    return {fact: "unknown" if fact in unknown else facts[fact] for fact in kept}


def truths(facts: dict[str, Scalar], edition: str = "DSAM2026") -> dict[str, Truth]:
    context = BOOK.context(facts, edition)
    concepts = {f"concept {name}": evaluate(concept.when, context).truth for name, concept in BOOK.concepts.items()}
    rules = {f"rule {rule.id}": evaluate(rule.when, context).truth for rule in BOOK.guideline.rules}
    return {**concepts, **rules}


@given(partly_known(), st.data())
def test_learning_one_more_fact_never_changes_what_was_already_certain(
    facts: dict[str, Scalar], data: st.DataObject
) -> None:
    open_facts = sorted(fact for fact in WELL if facts.get(fact, "unknown") == "unknown")
    assume(open_facts)
    fact = data.draw(st.sampled_from(open_facts))
    before = truths(facts)
    after = truths({**facts, fact: data.draw(value_of(fact))})
    assert {name: t for name, t in before.items() if t is not Truth.UNKNOWN}.items() <= after.items()


@given(partly_known())
def test_not_asked_and_not_known_to_the_patient_leave_the_same_things_open(facts: dict[str, Scalar]) -> None:
    asked = {**dict.fromkeys(WELL, "unknown"), **facts}
    assert truths(asked) == truths(facts)


@given(partly_known())
def test_what_an_open_rule_says_is_missing_really_is(facts: dict[str, Scalar]) -> None:
    for outcome in assess(BOOK, facts).outcomes:
        known = [fact for fact in outcome.facts if facts.get(fact, "unknown") != "unknown"]
        if outcome.trace.truth is Truth.UNKNOWN:
            assert outcome.facts
            assert known == []
        else:
            assert list(outcome.facts) == known


@given(patients())
def test_only_the_deciding_facts_are_needed_to_decide(facts: dict[str, Scalar]) -> None:
    for rule in BOOK.guideline.rules:
        whole = evaluate(rule.when, BOOK.context(facts))
        few = {fact: facts[fact] for fact in deciding(whole)}
        assert evaluate(rule.when, BOOK.context(few)).truth is whole.truth


@given(patients())
def test_nothing_is_unknown_of_a_patient_of_whom_everything_is_known(facts: dict[str, Scalar]) -> None:
    assert Truth.UNKNOWN not in truths(facts).values()
    assert all(verdict.open == () for verdict in assess(BOOK, facts).verdicts.values())


@given(patients(), st.sampled_from(["DSAM2026", "RSD2024"]))
@example(Patient({**WELL, **INFLAMED}), "DSAM2026")
@example(Patient({**WELL, "flags.minor_trauma": "present", "flags.osteoporosis": "present"}), "DSAM2026")
def test_the_guideline_has_an_answer_to_every_decision_for_every_patient(
    facts: dict[str, Scalar], edition: str
) -> None:
    result = assess(BOOK, facts, edition)
    assert [name for name, verdict in result.verdicts.items() if not verdict.best] == []


@given(patients())
def test_every_value_has_one_grade(facts: dict[str, Scalar]) -> None:
    for verdict in assess(BOOK, facts).verdicts.values():
        graded = [*verdict.best, *verdict.acceptable, *verdict.unsafe, *verdict.too_much]
        assert len(graded) == len(set(graded))
        assert bool(verdict.best) == bool(verdict.reasons)


@given(patients(), st.sampled_from(["DSAM2026", "RSD2024"]))
def test_a_patient_in_the_mirror_gets_the_same_verdicts(facts: dict[str, Scalar], edition: str) -> None:
    here, there = assess(BOOK, facts, edition), assess(BOOK, mirrored(facts), edition)
    for name, verdict in here.verdicts.items():
        for option in BOOK.decisions[name].options:
            assert verdict.grade(option.value) == there.verdicts[name].grade(option.value)
    assert {o.rule.id for o in here.process if o.fired} == {o.rule.id for o in there.process if o.fired}


ALARMS: list[dict[str, Any]] = [
    {"history.saddle_numbness": "present"},
    {"history.bladder_retention": "present"},
    {"history.deficit_course": "worsening"},
    {"exam.strength.dorsiflexion@left": 3, "history.weakness_age_hours": 10},
]


@given(patients(), st.sampled_from(ALARMS))
def test_an_alarm_sign_is_an_emergency_whatever_else_is_found(facts: dict[str, Scalar], alarm: dict[str, Any]) -> None:
    urgency = assess(BOOK, {**facts, **alarm}).verdicts["urgency"]
    assert urgency.best == ("emergency_today",)
    assert {"routine", "none"} <= set(urgency.unsafe)


@given(patients())
def test_doing_nothing_is_never_right_when_something_else_is_an_emergency(facts: dict[str, Scalar]) -> None:
    verdicts = assess(BOOK, facts).verdicts
    if "emergency_today" in verdicts["urgency"].best:
        assert verdicts["urgency"].grade("none") == "unsafe"
        if {outcome.rule.id for outcome in verdicts["imaging_timing"].reasons} == {"vascular_sign"}:
            return  # a foot without a pulse needs no images of the back
        assert verdicts["imaging_timing"].grade("not_indicated") == "unsafe"
        assert verdicts["follow_up"].grade("basis") == "unsafe"
        assert verdicts["destination"].grade("own_gp") == "unsafe"


@given(patients(), st.sampled_from(sorted(BOOK.decisions)))
def test_what_if_is_short_and_true(facts: dict[str, Scalar], decision: str) -> None:
    now = assess(BOOK, facts).verdicts[decision]
    changes = what_if(BOOK, facts, decision)
    assert len(changes) <= LIMIT
    for change in changes:
        then = assess(BOOK, {**facts, **dict(change.changes)}).verdicts[decision]
        assert set(then.best) == set(change.best) != set(now.best)
