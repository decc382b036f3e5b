"""What must hold of ten thousand random patients: answers that exist, agree, and rest on the right facts.

One pass runs every check on every patient; each test then asks for the faults of one kind. A fault is reported once,
with how often it came up and the plainest patient that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

import pytest
from learner import core_first, mirrored, well
from property.patients import Patient, complete, fitting, partly_known, smallest, values

from lbp_teach import content
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.facts import keys
from lbp_teach.guideline.model import AllOf, Condition, Effect, FindingIs, Rule, Tier

SEED = 2026
COMPLETE = 10_000
PARTIAL = 2_000
#: Every so many patients: also what is not among the core decisions; again in the mirror, or with another fact changed.
#: (Two primes, so that each kind of patient meets each check.)
ADVICE, TWICE = 5, 2

#: Several conditions can be suspected at once. Every other decision has one best value, unless a rule names the set.
SEVERAL_AT_ONCE = frozenset({"suspected"})
TODAY = ("urgency", frozenset({"emergency_today"}))
HOSPITAL_TODAY = frozenset({"emergency_department", "vascular_surgery", "hospital_pathway"})
#: Two emergencies at once may go in through either door.
EITHER_WILL_DO = {"destination": HOSPITAL_TODAY}
SOME_IMAGES = frozenset({"mri", "xray", "ct", "by_specialist"})
LATER_OR_NEVER = frozenset({"after_6_8_weeks", "after_8_12_weeks", "not_indicated"})
Side = tuple[str, frozenset[str]]
#: Values that contradict each other when both are best.
NEVER_BOTH: tuple[tuple[Side, Side], ...] = (
    (TODAY, ("triage", frozenset({"non_specific"}))),
    (
        TODAY,
        (
            "destination",
            frozenset({"own_gp", "physiotherapy", "chiropractor", "municipality", "pain_centre", "neurology"})
            | {"rheumatology"},
        ),
    ),
    (TODAY, ("imaging", frozenset({"none"}))),
    (TODAY, ("imaging_timing", LATER_OR_NEVER)),
    (TODAY, ("follow_up", frozenset({"basis", "closer", "extended"}))),
    (TODAY, ("step", frozenset({"step_1", "step_2"}))),
    (("urgency", frozenset({"none"})), ("destination", HOSPITAL_TODAY)),
    (("urgency", frozenset({"none", "routine"})), ("imaging_timing", frozenset({"acute"}))),
    (("urgency", frozenset({"none"})), ("triage", frozenset({"serious_specific"}))),
    (("imaging", frozenset({"none"})), ("imaging_timing", frozenset({"acute", "expedited", "now_criteria_met"}))),
    (("imaging", SOME_IMAGES), ("imaging_timing", LATER_OR_NEVER)),
    (("triage", frozenset({"serious_specific", "nerve_root"})), ("suspected", frozenset({"none"}))),
)
#: What may be recommended to a patient who goes in today: being seen by a surgeon (F-ACUTE-12).
ALSO_IN_AN_EMERGENCY = frozenset({"intervention.surgery"})
#: What nobody hears who may have something dangerous.
REASSURING = frozenset(
    f"say.{name}"
    for name in ("ordinary_back_pain", "safe_to_move", "outlook", "nothing_wrong", "root_outlook", "work_together")
)


@dataclass
class Fault:
    """One kind of fault: how often it came up, and the first patient that showed it."""

    count: int
    facts: Patient
    edition: str


Check = Callable[[Book, Patient, Assessment], Iterator[str]]


def unanswered(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield the decisions to which the guideline has no answer."""
    yield from (f"{name} has no best" for name, verdict in result.verdicts.items() if not verdict.best)


def two_bests(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield the decisions with several best values that no single rule meant to go together."""
    for name, verdict in result.verdicts.items():
        meant = any(set(verdict.best) <= set(o.rule.then[name].best) for o in verdict.reasons)
        meant |= set(verdict.best) <= EITHER_WILL_DO.get(name, frozenset())
        if len(verdict.best) > 1 and not meant and name not in SEVERAL_AT_ONCE:
            yield f"{name}: {' and '.join(sorted(verdict.best))} are both best"


def clashes(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield best values of different decisions that contradict each other."""
    # A foot without a pulse is no disease of the back: the back may be ordinary while the foot cannot wait.
    only_the_foot = {outcome.rule.id for outcome in result.verdicts["urgency"].reasons} == {"vascular_sign"}
    # The card of suspicions names no disease of the spinal cord, so that its signs are serious without a name there.
    from_the_cord = "myelopathy" in {outcome.rule.id for outcome in result.verdicts["triage"].reasons}
    for one, two in NEVER_BOTH:
        if only_the_foot and two[0] == "triage":
            continue
        if from_the_cord and {one[0], two[0]} == {"triage", "suspected"}:
            continue
        here, there = ([v for v in result.verdicts[name].best if v in held] for name, held in (one, two))
        if here and there:
            yield f"{one[0]} {here[0]} together with {two[0]} {there[0]}"
    suspected = result.verdicts["suspected"].best
    if "none" in suspected and len(suspected) > 1:
        yield "suspected: none together with a condition"


def treated_in_an_emergency(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield treatment and reassurance that is recommended to a patient who belongs in hospital today."""
    if "emergency_today" not in result.verdicts["urgency"].best:
        return
    for name, verdict in result.verdicts.items():
        treatment = name.startswith("intervention.") and name not in ALSO_IN_AN_EMERGENCY
        if (treatment or name in REASSURING) and {"do", "say"} & set(verdict.best):
            yield f"{name} is recommended in an emergency"


def two_grades(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield values that are best and unsafe, or carry two grades in any other way."""
    for name, verdict in result.verdicts.items():
        graded = [*verdict.best, *verdict.acceptable, *verdict.unsafe, *verdict.too_much]
        yield from (f"{name}: {value} has two grades" for value in sorted({v for v in graded if graded.count(v) > 1}))


def has_advice(book: Book, result: Assessment) -> bool:
    """Return whether the assessment also answers what is not among the core decisions."""
    return result.verdicts.keys() > book.decisions.keys()


def changed(before: Assessment, after: Assessment) -> list[str]:
    """Return the decisions whose verdict is another one."""
    return [name for name, verdict in before.verdicts.items() if grades(verdict) != grades(after.verdicts[name])]


def grades(verdict: object) -> tuple[frozenset[str], ...]:
    """Return the values of each grade, in no order."""
    return tuple(frozenset(getattr(verdict, name)) for name in ("best", "acceptable", "unsafe", "too_much"))


@lru_cache(maxsize=8)
def looked_at(book: Book, advice: bool) -> dict[str, frozenset[str]]:
    """Return which findings the rules of each decision look at, also through concepts."""
    decisions = {**book.decisions, **book.advice} if advice else book.decisions
    rules = book.guideline.rules
    return {d: frozenset().union(*(book.findings_of_rule[r.id] for r in rules if d in r.then)) for d in decisions}


def moved_by_side(book: Book, facts: Patient, result: Assessment) -> Iterator[str]:
    """Yield decisions that come out otherwise with left and right exchanged."""
    other = assess(book, mirrored(facts), result.edition, advice=has_advice(book, result))
    yield from (f"{name} depends on the side" for name in changed(result, other))


def moved_by_unrelated(book: Book, facts: Patient, result: Assessment, rng: Random) -> Iterator[str]:
    """Yield decisions that come out otherwise when a finding that none of their rules looks at changes."""
    advice = has_advice(book, result)
    about = looked_at(book, advice)
    candidates = sorted(name for name in book.findings if any(name not in found for found in about.values()))
    name = rng.choice(candidates)
    fact = rng.choice(keys(book.findings[name]))
    other = assess(book, {**facts, fact: rng.choice(values(book)[name])}, result.edition, advice=advice)
    yield from (f"{d} is moved by {name}" for d in changed(result, other) if name not in about[d])


CHECKS: dict[str, Check] = {
    "unanswered": unanswered,
    "two_bests": two_bests,
    "clashes": clashes,
    "treated_in_an_emergency": treated_in_an_emergency,
    "two_grades": two_grades,
    "moved_by_side": moved_by_side,
}


def survey(book: Book, complete_patients: int, partial_patients: int) -> dict[str, dict[str, Fault]]:
    """Run every check on random patients and return the faults of each, by what is wrong."""
    rng = Random(SEED)
    faults: dict[str, dict[str, Fault]] = {name: {} for name in (*CHECKS, "moved_by_unrelated")}

    def note(check: str, found: Iterator[str], facts: Patient, edition: str) -> None:
        for what in found:
            faults[check].setdefault(what, Fault(0, facts, edition)).count += 1

    for number in range(complete_patients + partial_patients):
        whole = number < complete_patients
        facts = complete(rng, book) if whole else partly_known(complete(rng, book), rng)
        edition = "RSD2024" if number % 7 == 6 else "DSAM2026"
        advice = bool(book.advice) and number % ADVICE == 0
        result = assess(book, facts, edition, advice=advice)
        for name in ("two_bests", "clashes", "treated_in_an_emergency", "two_grades"):
            note(name, CHECKS[name](book, facts, result), facts, edition)
        if whole:
            note("unanswered", unanswered(book, facts, result), facts, edition)
        if number % TWICE == 0:
            note("moved_by_side", moved_by_side(book, facts, result), facts, edition)
        elif number % (2 * TWICE) == 1:
            note("moved_by_unrelated", moved_by_unrelated(book, facts, result, rng), facts, edition)
    return faults


@lru_cache(maxsize=1)
def whole_guideline() -> Book:
    """Return the whole guideline, the core decisions first: working out all for all patients would take too long."""
    return core_first(content.library())


@lru_cache(maxsize=1)
def surveyed() -> dict[str, dict[str, Fault]]:
    """Return the faults of the guideline as it is."""
    return survey(whole_guideline(), COMPLETE, PARTIAL)


@pytest.fixture(scope="module")
def book() -> Book:
    return whole_guideline()


def told(check: str, what: str, fault: Fault, book: Book) -> str:
    """Return a fault as a sentence, with the plainest patient that shows it and the rules behind the answer."""

    def still(facts: Patient) -> bool:
        run = assess(book, facts, fault.edition, advice=bool(book.advice))
        return what in CHECKS[check](book, facts, run)

    patient = smallest(fault.facts, still, book) if check in CHECKS else fault.facts
    verdicts = assess(book, {**well(book), **patient}, fault.edition, advice=bool(book.advice)).verdicts
    rules = [o.rule.id for name, verdict in verdicts.items() if name in what for o in verdict.reasons]
    return f"{fault.count} x {what} ({fault.edition}, {', '.join(rules)}): well but {patient}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("check", [*CHECKS, "moved_by_unrelated"])
def test_no_random_patient_shows_a_fault(check: str, book: Book) -> None:
    faults = surveyed()[check]
    told_first = sorted(faults.items(), key=lambda item: -item[1].count)[:25]
    assert [told(check, what, fault, book) for what, fault in told_first] == []


def test_random_patients_are_the_same_for_the_same_seed(book: Book) -> None:
    assert [complete(Random(n), book) for n in range(20)] == [complete(Random(n), book) for n in range(20)]


def test_every_rule_and_every_answer_can_be_reached(book: Book) -> None:
    rng = Random(SEED)
    fired: set[str] = set()
    best: set[tuple[str, str]] = set()
    for rule in book.guideline.rules:
        mine = {(name, value) for name, effect in rule.then.items() for value in effect.best}
        for _ in range(150):
            if rule.id in fired and mine <= best:
                break
            facts = fitting(rule.when, book, rng)
            if facts is not None:
                result = assess(book, facts, (rule.editions or ("DSAM2026",))[0], advice=True)
                fired |= {o.rule.id for o in result.outcomes if o.fired}
                best |= {(name, value) for name, verdict in result.verdicts.items() for value in verdict.best}
    wanted = {(name, value) for r in book.guideline.rules for name, effect in r.then.items() for value in effect.best}
    assert {rule.id for rule in book.guideline.rules} - fired == set()
    assert wanted - best == set()


# ---- each check sees what it is for: the guideline is broken on purpose ----


def with_rule(book: Book, when: Condition, tier: Tier, **then: Effect) -> Book:
    """Return the guideline with one more rule."""
    like = book.guideline.rules[0]
    rule = Rule(
        id="broken", tier=tier, when=when, then=then, because=like.because, cites=like.cites, reviewed="sourced"
    )
    return Book(book.guideline.model_copy(update={"rules": (*book.guideline.rules, rule)}))


def without_defaults(book: Book) -> Book:
    """Return the guideline without its general rules."""
    kept = tuple(r for r in book.guideline.rules if r.tier != "general")
    return Book(book.guideline.model_copy(update={"rules": kept}))


def with_wrong_index(book: Book) -> Book:
    """Return the guideline with an index that says that no rule looks at anything."""
    broken = Book(book.guideline)
    broken.__dict__["findings_of_rule"] = {rule.id: frozenset() for rule in book.guideline.rules}
    return broken


ALWAYS = AllOf(all=())
LEFT_ONLY = FindingIs(finding="exam.slr", side="left", one_of=("positive",))
BROKEN: dict[str, Callable[[Book], Book]] = {
    "unanswered": without_defaults,
    "two_bests": lambda book: with_rule(book, ALWAYS, "general", code=Effect(best=("L85",))),
    "clashes": lambda book: with_rule(book, ALWAYS, "emergency", imaging=Effect(best=("mri",))),
    "moved_by_side": lambda book: with_rule(book, LEFT_ONLY, "emergency", code=Effect(best=("L85",))),
    "moved_by_unrelated": with_wrong_index,
}


@lru_cache(maxsize=1)
def unbroken() -> dict[str, dict[str, Fault]]:
    """Return the faults that a few patients show under the guideline as it is."""
    return survey(whole_guideline(), 300, 0)


@pytest.mark.parametrize("check", list(BROKEN))
def test_a_broken_guideline_is_seen(check: str, book: Book) -> None:
    assert set(survey(BROKEN[check](book), 300, 0)[check]) - set(unbroken()[check])


def test_a_value_with_two_grades_is_seen(book: Book) -> None:
    facts = complete(Random(1), book)
    result = assess(book, facts)
    urgency = result.verdicts["urgency"]
    twice = replace(result, verdicts={**result.verdicts, "urgency": replace(urgency, unsafe=urgency.best)})
    assert list(two_grades(book, facts, twice)) == [f"urgency: {urgency.best[0]} has two grades"]


def test_treatment_in_an_emergency_is_seen(book: Book) -> None:
    facts = {**complete(Random(1), book), "history.saddle_numbness": "present"}
    result = assess(book, facts)
    manual = replace(result.verdicts["urgency"], decision="intervention.manual", best=("do",))
    both = replace(result, verdicts={**result.verdicts, "intervention.manual": manual})
    assert list(treated_in_an_emergency(book, facts, both)) == ["intervention.manual is recommended in an emergency"]
