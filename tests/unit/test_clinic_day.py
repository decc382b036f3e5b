"""A morning in the clinic: the clock loses nothing, the plans are compared with the same luck, and the numbers bite."""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.clinic import plans
from lbp_teach.clinic.clock import plan_seconds, timetable, work_up_seconds
from lbp_teach.clinic.meeting import met_after
from lbp_teach.clinic.model import Seen, Setup, clinic, counted
from lbp_teach.clinic.outcomes import Played, compare, play, totals
from lbp_teach.clinic.patients import Patient, known, ordinary, patients_of
from lbp_teach.clinic.read import read_clinic
from lbp_teach.clinic.telling import said, story
from lbp_teach.compile import _load
from lbp_teach.edition import EDITION
from lbp_teach.errors import InputError
from lbp_teach.generator import load
from lbp_teach.guideline.assess import assess
from lbp_teach.text import Lang

BOOK = content.book()
MORNINGS = range(4)
NOTHING = {
    "urgency": "none",
    "destination": "own_gp",
    "imaging": "none",
    "follow_up": "basis",
    "work": "nothing",
    "note": "0",
    "explain": "full",
}


@cache
def enriched(number: int) -> tuple[tuple[Patient, ...], dict[str, Played]]:
    """A morning with many who are ill, under the three plans."""
    patients = patients_of(Setup(number, "enriched", 12))
    return patients, compare(patients, counted(), load.ahead(), BOOK)


def one_of(condition: str) -> Patient:
    """The first patient with a condition."""
    return next(p for n in range(40) for p in enriched(n)[0] if p.truth.condition == condition)


def results(patient: Patient, **choices: str) -> Any:
    """What comes of one patient who is first in the morning, with these choices and otherwise nothing."""
    seen = Seen(("pain_where",), ("movement",), {**NOTHING, **choices}, closed=True)
    return play([patient], [seen], counted(), load.ahead(), BOOK).results[0]


def some(rng: Random, closed: bool = True) -> Seen:
    """What somebody may have done with a patient."""
    asked = tuple(rng.sample(sorted(BOOK.questions), rng.randint(0, 45)))
    examined = tuple(rng.sample(sorted(BOOK.manoeuvres), rng.randint(0, 12)))
    choices = NOTHING | {"urgency": rng.choice(["none", "emergency_today"]), "imaging": rng.choice(["none", "mri"])}
    return Seen(asked, examined, choices | {"destination": rng.choice(["own_gp", "neurology"])}, closed)


# ---- the clock ----


@pytest.mark.parametrize("seed", range(60))
def test_no_time_is_lost_or_counted_twice(seed: int) -> None:
    rng, numbers = Random(seed), counted()
    begun = rng.randint(1, 12)
    seen = [some(rng) for _ in range(begun - 1)] + [some(rng, rng.random() < 0.5)]
    clock = timetable(seen, 12, numbers, BOOK, stopped=rng.random() < 0.2)
    assert clock.now == sum(slot.idle + slot.used for slot in clock.slots)
    before = 0
    for at, slot in enumerate(clock.slots):
        assert slot.booked == at * 20 * 60
        if slot.called is not None:
            assert before <= slot.called < 4 * 60 * 60, "nobody is called in after twelve"
            assert slot.called >= slot.booked - 5 * 60 * (at > 0), "nobody comes more than five minutes early"
            assert slot.waited == max(0, slot.called - slot.booked)
            before = slot.called + slot.used
        assert not (slot.closed and slot.rebooked)
    if clock.over:
        assert all(slot.closed or slot.rebooked for slot in clock.slots)
    else:
        assert not any(slot.rebooked for slot in clock.slots)


def test_who_is_not_called_in_by_twelve_is_rebooked_to_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers, rest = counted(), 3 * 60 + 60  # greeting and explanation
    questions = [name for name, q in BOOK.questions.items() if q.seconds == 30][:40]
    long = [Seen(tuple(questions), (), NOTHING, closed=True)] * 2 + [Seen()]
    last = 2 * (len(questions) * 30 + 180)
    monkeypatch.setattr(numbers, "last_call", lambda patients: last + 1)
    assert timetable(long, 3, numbers, BOOK).current == 2
    monkeypatch.setattr(numbers, "last_call", lambda patients: last)
    clock = timetable(long, 3, numbers, BOOK)
    assert clock.over
    assert clock.slots[2].rebooked
    assert clock.slots[2].called is None
    assert rest == 240  # the declared numbers this test is made for


def test_every_act_costs_what_is_declared() -> None:
    numbers = counted()
    assert (
        work_up_seconds(Seen(("pain_duration", "fever"), ("straight_leg_raise", "movement")), BOOK) == 20 + 20 + 30 + 40
    )
    base = plan_seconds(NOTHING, numbers)
    assert base == 120
    for change, cost in (
        ({"explain": "short"}, -90),
        ({"destination": "neurology"}, 90),
        ({"destination": "emergency_department", "urgency": "emergency_today"}, 240),
        ({"urgency": "emergency_today"}, 0),
        ({"imaging": "xray"}, 60),
        ({"imaging": "by_specialist"}, 0),
        ({"note": "1"}, 60),
        ({"work": "contact_job_centre"}, 90),
        ({"work": "advise_staying"}, 0),
        ({"medicine_class.nsaid": "may_briefly", "medicine_class.opioid": "do"}, 40),
        ({"medicine_class.nsaid": "avoid"}, 0),
    ):
        assert plan_seconds({**NOTHING, **change}, numbers) - base == cost, change


def test_who_comes_after_a_long_consultation_waits_and_who_comes_after_a_short_one_does_not() -> None:
    everything = Seen(tuple(BOOK.questions), tuple(BOOK.manoeuvres), NOTHING, closed=True)
    slow = timetable([everything, Seen()], 12, counted(), BOOK)
    assert slow.slots[1].waited == slow.slots[0].used - 20 * 60 > 0
    quick = timetable([Seen((), (), NOTHING, closed=True), Seen()], 12, counted(), BOOK)
    assert (quick.slots[1].waited, quick.slots[1].called, quick.slots[1].idle) == (0, 15 * 60, 15 * 60 - 180)


# ---- when something is met ----


@pytest.mark.parametrize(
    ("condition", "choices", "hours"),
    [
        ("cauda_equina", {"urgency": "emergency_today", "destination": "emergency_department"}, 3),
        ("cauda_equina", {"urgency": "expedited", "destination": "emergency_department", "explain": "short"}, 72),
        ("cauda_equina", {"urgency": "emergency_today", "destination": "rheumatology"}, 36),
        ("cauda_equina", {"urgency": "emergency_today", "imaging": "mri"}, 6),
        ("cauda_equina", {"urgency": "emergency_today", "imaging": "xray"}, 36),
        ("cauda_equina", {"explain": "short"}, 96),
        ("aortic_aneurysm", {"urgency": "emergency_today", "destination": "vascular_surgery"}, 3),
        ("malignancy", {"urgency": "expedited", "destination": "hospital_pathway"}, 72),
        ("malignancy", {"follow_up": "closer"}, 2 * 168 + 72),
        ("malignancy", {"follow_up": "hospital_managed"}, 1008 + 72),
        ("fragility_fracture", {"imaging": "xray"}, 672),
        ("inflammatory", {"destination": "rheumatology"}, 672),
    ],
)
def test_the_shortest_way_to_somebody_who_can_find_it(condition: str, choices: dict[str, str], hours: float) -> None:
    course = load.ahead().course_of(one_of(condition).truth)
    assert course.condition == condition
    assert met_after({**NOTHING, **choices}, course, counted()) == hours


def test_a_paresis_is_met_by_those_who_look_at_nerves_and_not_by_an_image_alone() -> None:
    ahead = load.ahead()
    found = (p for n in range(20) for p in enriched(n)[0] if p.truth.condition == "disc_prolapse")
    course = next(c for c in (ahead.course_of(p.truth) for p in found) if c.emergency)
    today = {**NOTHING, "urgency": "emergency_today"}
    assert met_after({**today, "destination": "neurology"}, course, counted()) == 3
    assert met_after({**today, "imaging": "mri"}, course, counted()) == 36


# ---- the plans ----


def test_the_guideline_never_misses_an_emergency_that_shows_itself_in_what_it_asks() -> None:
    shown = 0
    for number in MORNINGS:
        patients, played = enriched(number)
        for one, result in zip(patients, played["guideline"].results, strict=True):
            seen = plans.guideline(one, clinic(), BOOK)
            facts = {**ordinary(one, BOOK), **known(one, seen, BOOK)}
            today = "emergency_today" in assess(BOOK, facts, EDITION).verdicts["urgency"].best
            if result.course.emergency and today:
                shown += 1
                assert result.in_time, (number, one.truth.condition)
                assert not result.missed
    assert shown >= 6


def test_the_guideline_decides_on_what_it_has_asked_as_on_everything() -> None:
    for number in MORNINGS:
        for one in enriched(number)[0]:
            seen = plans.guideline(one, clinic(), BOOK)
            for name in (*clinic().decisions, *clinic().medicines):
                assert seen.choices[name] in one.key.verdicts[name].best, (number, one.case.id, name)


def test_referring_everybody_is_needless_in_many_and_referring_nobody_misses_what_there_was() -> None:
    emergencies = 0
    for number in MORNINGS:
        _patients, played = enriched(number)
        own, everybody, nobody = (totals(played[name], counted()) for name in ("guideline", "everybody", "nobody"))
        assert own.needless_scans == own.needless_visits == 0
        assert everybody.needless_scans > 0
        assert everybody.needless_visits > 0
        assert everybody.units > own.units > nobody.units
        assert nobody.emergencies_met == 0
        assert nobody.needless_scans == nobody.needless_visits == nobody.incidental == 0
        seen = [r for r in played["everybody"].results if r.course.emergency and not r.rebooked]
        assert all(r.in_time for r in seen), "who sends everybody at once misses only whom there was no time for"
        emergencies += own.emergencies
        assert own.emergencies == everybody.emergencies == nobody.emergencies
    assert emergencies >= 6


def test_the_same_acts_give_the_same_and_the_same_plan_has_the_same_luck() -> None:
    patients, played = enriched(0)
    patients_of.cache_clear()
    again = patients_of(Setup(0, "enriched", 12))
    assert again is not patients
    assert compare(again, counted(), load.ahead(), BOOK) == played
    # Where two plans decide alike for a patient, the same becomes of him.
    same = 0
    for one, left, right in zip(patients, played["guideline"].results, played["nobody"].results, strict=True):
        if left.choices == right.choices:
            same += 1
            assert replace(left, waited=0, trust=0.0) == replace(right, waited=0, trust=0.0), one.case.id
    assert same > 0


def test_a_shorter_morning_has_the_first_patients_of_the_whole_one() -> None:
    whole = patients_of(Setup(2, "enriched", 12))
    assert [p.case.id for p in patients_of(Setup(2, "enriched", 3))] == [p.case.id for p in whole[:3]]
    assert patients_of(Setup(2, "primary_care", 3))[0].case.id != whole[0].case.id


# ---- what comes of it ----


def test_a_scan_that_nobody_needs_is_needless_and_one_that_the_guideline_wants_is_not() -> None:
    well = next(p for p in enriched(0)[0] if p.key.verdicts["imaging"].best == ("none",))
    assert results(well, imaging="mri").needless_scan
    assert not results(well).needless_scan
    assert not results(well, imaging="by_specialist").needless_scan
    assert results(well, destination="neurology").needless_visit
    assert results(well, destination="pain_centre").needless_visit
    assert not results(well, destination="physiotherapy").needless_visit
    ill = one_of("traumatic_fracture")
    assert not results(ill, imaging="ct").needless_scan
    assert not results(ill, destination="emergency_department", urgency="emergency_today").needless_visit
    assert results(ill, imaging="by_specialist").scanned
    assert not results(well, imaging="by_specialist").scanned


def test_every_needless_thing_costs_units() -> None:
    well = next(p for p in enriched(0)[0] if p.key.verdicts["imaging"].best == ("none",))
    base = results(well)

    def more(**choices: str) -> float:
        found = results(well, **choices)
        return round(found.units - base.units - (found.seconds - base.seconds) / 900 - 6 * found.later.more_tests, 6)

    assert base.units == pytest.approx(base.seconds / 900)
    assert (more(imaging="mri"), more(imaging="ct"), more(imaging="xray")) == (8, 5, 2)
    assert (more(destination="emergency_department"), more(destination="hospital_pathway")) == (10, 12)
    assert (more(destination="neurology"), more(destination="physiotherapy")) == (5, 3)
    assert (more(follow_up="closer"), more(follow_up="extended")) == (1, 3)


def test_trust_follows_what_was_said_heard_and_waited_for() -> None:
    well = next(p for p in enriched(0)[0] if p.key.verdicts["imaging"].best == ("none",))
    everything = Seen(tuple(BOOK.questions), tuple(BOOK.manoeuvres), NOTHING, closed=True)
    plain = Seen(("fever",), ("movement",), NOTHING, closed=True)

    def trust(*seen: Seen, stopped: bool = False) -> float:
        booked = [well] * 12
        return play(booked, seen, counted(), load.ahead(), BOOK, stopped=stopped).results[len(seen) - 1].trust

    assert trust(plain) == 80
    assert trust(replace(plain, choices={**NOTHING, "explain": "short"})) == 60
    assert trust(replace(plain, asked=("worry",))) == 90
    assert trust(replace(plain, examined=())) == 70
    assert trust(replace(plain, closed=False), stopped=True) == 50
    waited = timetable([everything, plain], 12, counted(), BOOK).slots[1].waited
    assert waited >= 15 * 60
    assert trust(everything, plain) == 80 - 5 * (waited // 900)
    late = results(one_of("cauda_equina"))
    assert late.in_time is False
    assert late.missed
    assert late.trust == 80 - 30 - 10 * late.later.worried


def test_who_is_rebooked_is_seen_two_days_later_as_the_guideline_would() -> None:
    ill = one_of("cauda_equina")
    found = play([ill], [Seen()], counted(), load.ahead(), BOOK, stopped=True).results[0]
    assert found.rebooked
    assert found.choices == plans.guideline(ill, clinic(), BOOK).choices
    assert found.met_hours == 3 + 48
    assert found.missed


def test_a_sick_note_is_days_off_work_and_the_totals_add_up() -> None:
    patients, _ = enriched(1)
    at_work = next(
        p for p in patients if p.truth.status == "working" and "flags.sick_leave_expected_weeks" not in p.truth.facts
    )
    assert (results(at_work).leave_days, results(at_work, note="4", work="advise_staying").leave_days) == (0, 20)
    assert results(at_work, note="4").leave_days == 25
    seen = [Seen((), (), {**NOTHING, "imaging": "mri"}, closed=True) for _ in patients]
    played = play(patients, seen, counted(), load.ahead(), BOOK)
    found = totals(played, counted())
    assert found.seconds == sum(slot.used for slot in played.timetable.slots)
    assert found.units == pytest.approx(sum(one.units for one in played.results))
    assert found.worried <= found.incidental
    assert found.emergencies <= found.serious
    assert found.trust == pytest.approx(sum(one.trust for one in played.results) / 12)


def test_the_sentence_says_what_happened_in_both_languages() -> None:
    _patients, played = enriched(1)
    met = totals(played["guideline"], counted())
    missed = totals(played["nobody"], counted())
    assert met.emergencies == met.emergencies_met > 1
    assert said(met)[0].en == f"You met all {met.emergencies} emergencies in time."
    assert said(missed)[0].en == f"You met 0 of {met.emergencies} emergencies in time."
    assert said(replace(met, emergencies=1, emergencies_met=1))[0].en == "You met the one emergency in time."
    assert said(replace(met, emergencies=1, emergencies_met=0))[0].en.startswith("You did not meet")
    assert said(replace(met, emergencies=0, emergencies_met=0))[0].en.startswith("None of")
    assert said(replace(met, rebooked=2))[-1].en.endswith("2 had to be rebooked.")
    assert said(replace(met, rebooked=0, late=125))[-1].en.endswith("ended 2 minutes late.")
    assert said(replace(met, rebooked=0, late=60))[-1].en.endswith("ended 1 minute late.")
    assert said(replace(met, rebooked=0, late=59))[-1].en.endswith("ended on time.")
    for one in played["nobody"].results:
        for text in story(one, 12):
            assert text(Lang.DA)
            assert text(Lang.EN)
            assert "{" not in text.da + text.en


def test_the_sentence_names_serious_disease_that_was_found_too_late_without_being_urgent() -> None:
    _patients, played = enriched(1)
    plan = totals(played["guideline"], counted())
    missed = replace(plan, emergencies=2, emergencies_met=1, serious=5, serious_met=2)
    assert said(missed)[1].en == "Serious disease that was no emergency but was found too late: 2."
    assert said(missed)[1].da.endswith("fundet for sent: 2.")
    assert len(said(replace(missed, serious_met=4))) == 2, "the emergency has been told already"


def test_what_the_clinic_names_exists_and_a_wrong_name_is_told() -> None:
    def loading(old: str, new: str) -> Any:
        def load_changed(path: Any) -> Any:
            found, lines = _load(path)
            text = repr(found)
            assert old in text
            return ast.literal_eval(text.replace(old, new, 1)), lines

        return load_changed

    library = content.library()
    assert read_clinic(library, _load) == clinic()
    for old, new in (
        ("'urgency'", "'urgence'"),
        ("'vascular_surgery'", "'vascular'"),
        ("'paresis'", "'palsy'"),
        ("'xray'", "'x'"),
        ("'parameter': 'check_weeks'", "'parameter': 'check'"),
        ("'source': 'DSAM2026'", "'source': 'DSAM'"),
        ("'guideline': '0'", "'guideline': '9'"),
        ("'places'", "'place'"),
    ):
        with pytest.raises(InputError):
            read_clinic(library, loading(old, new))
