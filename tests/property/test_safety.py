"""Safety: knowing more of an alarm never makes a patient less urgent, and knowing less never silences a warning.

What is an alarm is read from the rules of the emergency tier and their concepts; no alarm is listed here by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from random import Random

import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from learner import core_first, well
from property.patients import Patient, complete, impossible, partly_known, repaired, way

from lbp_teach import content
from lbp_teach.guideline.assess import Assessment, Book, Outcome, assess
from lbp_teach.guideline.facts import UNKNOWN
from lbp_teach.guideline.model import ConceptIs, Condition, Effect, FindingIs, Rule, Scalar

#: Facts that belong together, such as a weakness and its age.
Facts = tuple[tuple[str, Scalar], ...]
BOOK = core_first(content.library())
SEED = 2027
PATIENTS = 1000
#: Every so many random patients: also what is not among the core decisions.
ADVICE = 3
#: The steps a random patient takes: an alarm or half of one is added, an unknown becomes an alarm, a fact is forgotten.
KINDS = ("alarm", "sign", "learnt", "forgotten")
#: What is unsafe only while nothing worse is known: doing nothing about work is right on the way to hospital.
WAITS_FOR_AN_ALARM = frozenset({("work", "nothing")})
#: From the least to the most urgent.
URGENCY = ("none", "routine", "expedited", "emergency_today")


@pytest.fixture(scope="module")
def book() -> Book:
    """Return the whole guideline, the core decisions first."""
    return BOOK


@lru_cache(maxsize=8)
def alarms(book: Book) -> dict[str, tuple[Facts, ...]]:
    """Return, for each emergency rule that sends a patient in today, the sets of facts that alone make it hold."""
    rng = Random(SEED)
    found: dict[str, tuple[Facts, ...]] = {}
    for rule in book.guideline.rules:
        if rule.tier == "emergency" and "urgency" in rule.then and "emergency_today" in rule.then["urgency"].best:
            tries = 30 * max(1, len(book.findings_of_rule[rule.id]))
            ways = {tuple(sorted(way(rule.when, book, rng).items())) for _ in range(tries)}
            found[rule.id] = tuple(sorted(ways, key=repr))
    return found


@lru_cache(maxsize=8)
def signs(book: Book) -> dict[str, tuple[Facts, ...]]:
    """Return every single abnormal fact of the alarms of each rule: half an alarm must not calm anybody either."""
    usual = well(book)
    return {
        rule: tuple(sorted({(item,) for alarm in ways for item in alarm if item[1] != usual[item[0]]}, key=repr))
        for rule, ways in alarms(book).items()
    }


def one_of(choices: dict[str, tuple[Facts, ...]], rng: Random) -> tuple[str, Patient]:
    """Return one of the alarms or signs and whose it is; every rule has the same chance."""
    rule = rng.choice(list(choices))
    return rule, dict(rng.choice(choices[rule]))


def rank(result: Assessment) -> int:
    """Return how urgent the most urgent best value is; -1 where there is no answer yet."""
    return max((URGENCY.index(value) for value in result.verdicts["urgency"].best), default=-1)


def warnings(result: Assessment) -> frozenset[str]:
    """Return the facts that decided a rule of the emergency tier, or one that calls something unsafe."""
    warn = [o for o in result.outcomes if o.fired and (o.rule.tier == "emergency" or _forbids(o.rule))]
    return frozenset(fact for outcome in warn for fact in outcome.facts)


def _forbids(rule: Rule) -> bool:
    return any(effect.unsafe for effect in rule.then.values())


def with_alarm(facts: Patient, rule: str, alarm: Patient, book: Book, rng: Random) -> Patient | None:
    """Return the patient with an alarm of a rule added, or None where that would take another finding away.

    What the alarm contradicts is filled in (a weakness gets an age and a course), if it was not abnormal before. A fact
    that warns already is left alone: another value of it, such as grade 4 in the place of 0, is not one more alarm.
    """
    usual = well(book)
    replaced = frozenset(fact for fact in alarm if facts.get(fact, usual[fact]) not in (usual[fact], alarm[fact]))
    if any(alarm[fact] == usual[fact] or ((fact, facts[fact]),) in signs(book)[rule] for fact in replaced):
        return None
    if replaced and replaced & warnings(assess(book, facts)):
        return None
    after = repaired({**facts, **alarm}, book, rng, fixed=frozenset(alarm))
    if after is None:
        return None
    filled_in = [fact for fact in after if fact not in alarm and after[fact] != facts.get(fact)]
    return after if all(facts[fact] == usual[fact] for fact in filled_in) else None


def worse(before: Assessment, after: Assessment) -> Iterator[str]:
    """Yield what became less safe between two assessments of which the second knows of one more alarm."""
    if rank(after) < rank(before):
        yield f"urgency fell from {before.verdicts['urgency'].best} to {after.verdicts['urgency'].best}"
    for name, verdict in before.verdicts.items():
        turned = [v for v in verdict.unsafe if v in after.verdicts[name].best and (name, v) not in WAITS_FOR_AN_ALARM]
        yield from (f"{name}: {value} was unsafe and became best" for value in turned)


def silenced(before: Assessment, after: Assessment) -> Iterator[str]:
    """Yield the warnings of emergency rules that are gone and no longer even asked about, when less is known."""
    for name, verdict in before.verdicts.items():
        now = after.verdicts[name]
        asked = {outcome.rule.id for outcome in now.open}
        for outcome in verdict.against:
            if outcome.rule.tier == "emergency" and outcome.rule.id not in asked:
                lost = [v for v in outcome.rule.then[name].unsafe if v in verdict.unsafe and v not in now.unsafe]
                yield from (f"{name}: {value} is no longer unsafe ({outcome.rule.id})" for value in lost)


def emergencies(result: Assessment) -> list[Outcome]:
    """Return the emergency rules that hold."""
    return [o for o in result.outcomes if o.fired and o.rule.tier == "emergency"]


# ---- where the alarms come from ----


def test_every_alarm_is_one_and_could_be_somebody(book: Book) -> None:
    for rule, ways in alarms(book).items():
        for alarm in ways:
            after = with_alarm(well(book), rule, dict(alarm), book, Random(1))
            assert after is not None, alarm
            assert impossible(after, book) == []
            assert rule in {outcome.rule.id for outcome in emergencies(assess(book, after))}, alarm


def test_the_alarms_use_every_finding_of_the_emergency_rules(book: Book) -> None:
    for rule, ways in alarms(book).items():
        assert {fact.partition("@")[0] for alarm in ways for fact, _ in alarm} == book.findings_of_rule[rule]


# ---- found by hypothesis ----


each_emergency = pytest.mark.parametrize("rule", list(alarms(BOOK)))
#: A number that stands for a patient. (Hypothesis's own Random would come back to the first of many choices too often.)
seeds = st.integers(0, 10**9)
#: There are a dozen emergencies: half the usual examples for each.
fewer = settings(max_examples=settings.default.max_examples // 2)


def odd(facts: Patient) -> Patient:
    """Return what is unusual about a patient."""
    usual = well(BOOK)
    return {fact: value for fact, value in facts.items() if value != usual[fact]}


@each_emergency
@fewer
@given(seed=seeds)
def test_an_alarm_never_makes_a_patient_less_urgent(rule: str, seed: int) -> None:
    rng = Random(seed)
    facts, alarm = complete(rng, BOOK), dict(rng.choice(alarms(BOOK)[rule]))
    after = with_alarm(facts, rule, alarm, BOOK, rng)
    assume(after is not None)
    note(f"well but {odd(facts)}, then {alarm}")
    result = assess(BOOK, after)
    assert list(worse(assess(BOOK, facts), result)) == []
    assert rank(result) == URGENCY.index("emergency_today")


@each_emergency
@fewer
@given(seed=seeds)
def test_half_an_alarm_never_makes_a_patient_less_urgent(rule: str, seed: int) -> None:
    rng = Random(seed)
    facts, sign = complete(rng, BOOK), dict(rng.choice(signs(BOOK)[rule]))
    after = with_alarm(facts, rule, sign, BOOK, rng)
    assume(after is not None)
    note(f"well but {odd(facts)}, then {sign}")
    assert list(worse(assess(BOOK, facts), assess(BOOK, after))) == []


@each_emergency
@fewer
@given(seed=seeds)
def test_an_unknown_that_becomes_an_alarm_never_lowers_the_urgency(rule: str, seed: int) -> None:
    rng = Random(seed)
    alarm = dict(rng.choice(alarms(BOOK)[rule]))
    facts = {fact: value for fact, value in partly_known(complete(rng, BOOK), rng).items() if fact not in alarm}
    note(f"well but {odd(facts)}, with facts missing, then {alarm}")
    after = assess(BOOK, {**facts, **alarm})
    assert list(worse(assess(BOOK, facts), after)) == []
    assert rank(after) == URGENCY.index("emergency_today")


@each_emergency
@fewer
@given(seed=seeds)
def test_forgetting_never_silences_a_warning(rule: str, seed: int) -> None:
    rng = Random(seed)
    alarm = dict(rng.choice(alarms(BOOK)[rule]))
    facts = with_alarm(complete(rng, BOOK), rule, alarm, BOOK, rng)
    assume(facts is not None)
    note(f"well but {odd(facts)}")
    before = assess(BOOK, facts)
    assert list(silenced(before, assess(BOOK, partly_known(facts, rng)))) == []
    assert list(silenced(before, assess(BOOK, {**facts, rng.choice(list(alarm)): UNKNOWN}))) == []


# ---- found among random patients ----


def unsafe_steps(book: Book, patients: int) -> dict[str, list[str]]:
    """Return what becomes less safe for random patients, by the kind of step that was taken."""
    rng = Random(SEED)
    found: dict[str, list[str]] = {**{kind: [] for kind in KINDS}, "steps": []}

    def keep(kind: str, what: Iterator[str], facts: Patient, step: object) -> None:
        found[kind] += [f"{text}: well but {odd(facts)}, then {step}" for text in what]
        found["steps"].append(kind)

    for number in range(patients):
        facts, edition = complete(rng, book), "RSD2024" if number % 5 == 4 else "DSAM2026"
        run = partial(assess, book, edition=edition, advice=number % ADVICE == 0)
        before = run(facts)
        for kind, (rule, step) in (("alarm", one_of(alarms(book), rng)), ("sign", one_of(signs(book), rng))):
            after = with_alarm(facts, rule, step, book, rng)
            if after is not None:
                keep(kind, worse(before, run(after)), facts, step)
        known = partly_known(facts, rng)
        _, alarm = one_of(alarms(book), rng)
        little = {fact: UNKNOWN if fact in alarm else value for fact, value in known.items()}
        keep("learnt", worse(run(little), run({**little, **alarm})), little, alarm)
        decided = [fact for outcome in emergencies(before) for fact in outcome.facts]
        if decided:
            fact = rng.choice(decided)
            keep("forgotten", silenced(before, run({**facts, fact: UNKNOWN})), facts, f"{fact} forgotten")
            keep("forgotten", silenced(before, run(known)), facts, "much forgotten")
    return found


@lru_cache(maxsize=1)
def stepped() -> dict[str, list[str]]:
    """Return what becomes less safe under the guideline as it is."""
    return unsafe_steps(BOOK, PATIENTS)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", KINDS)
def test_no_random_patient_becomes_less_safe(kind: str) -> None:
    assert stepped()[kind] == []


@pytest.mark.timeout(120)
def test_most_random_patients_take_every_kind_of_step() -> None:
    taken = stepped()["steps"]
    assert [kind for kind in KINDS if taken.count(kind) < PATIENTS / 3] == []


#: What longer searches found: a patient, and the sign after which something unsafe became best.
FOUND: tuple[tuple[Patient, Patient], ...] = (
    (
        {"history.leg_pain@right": "above_knee", "exam.reflex.medial_hamstring@right": "clonus"},
        {"exam.heel_walk@right": "unable", "history.weakness_age_hours": 96, "history.deficit_course": "stable"},
    ),
    (
        {"exam.percussion_tenderness": "present", "exam.reflex.achilles@right": "clonus"},
        {"flags.osteoporosis": "present"},
    ),
)


@pytest.mark.parametrize(("facts", "sign"), FOUND)
def test_what_was_found_once_does_not_come_back(facts: Patient, sign: Patient, book: Book) -> None:
    before, after = {**well(book), **facts}, {**well(book), **facts, **sign}
    assert impossible(after, book) == []
    assert list(worse(assess(book, before, advice=True), assess(book, after, advice=True))) == []


# ---- each check sees what it is for: the guideline is broken on purpose ----


def with_rule(book: Book, when: Condition, **then: Effect) -> Book:
    """Return the guideline with one more rule of the emergency tier."""
    like = book.guideline.rules[0]
    rule = Rule(
        id="broken", tier="emergency", when=when, then=then, because=like.because, cites=like.cites, reviewed="sourced"
    )
    return Book(book.guideline.model_copy(update={"rules": (*book.guideline.rules, rule)}))


def test_an_alarm_that_calms_is_seen(book: Book) -> None:
    calming = Effect(best=("routine",), unsafe=("emergency_today",))
    broken = with_rule(book, ConceptIs(concept="cauda_equina_suspected"), urgency=calming)
    found = unsafe_steps(broken, 150)
    assert any("urgency fell" in text for text in found["alarm"])
    little: Patient = {"history.deficit_course": "worsening"}
    learnt = worse(assess(broken, little), assess(broken, {**little, "history.saddle_numbness": "present"}))
    assert any("urgency fell" in text for text in learnt)


def test_an_unsafe_value_that_becomes_best_is_seen(book: Book) -> None:
    broken = with_rule(book, FindingIs(finding="history.wants_imaging"), urgency=Effect(best=("none",)))
    febrile = {**well(book), "flags.fever": "present"}
    found = worse(assess(broken, febrile), assess(broken, {**febrile, "history.wants_imaging": "present"}))
    assert "urgency: none was unsafe and became best" in list(found)


def test_a_warning_that_is_silenced_is_seen(book: Book) -> None:
    facts = {**well(book), "history.saddle_numbness": "present"}
    before, after = assess(book, facts), assess(book, {**facts, "history.saddle_numbness": UNKNOWN})
    assert list(silenced(before, after)) == []
    urgency = replace(after.verdicts["urgency"], open=())
    deaf = replace(after, verdicts={**after.verdicts, "urgency": urgency})
    lost = [f"urgency: {value} is no longer unsafe (cauda_equina)" for value in ("expedited", "routine", "none")]
    assert list(silenced(before, deaf)) == lost


def test_the_order_of_urgency_names_every_urgency(book: Book) -> None:
    assert {option.value for option in book.decisions["urgency"].options} == set(URGENCY)
