"""When a rule comes again, and which case a teacher would give as the sixth."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler

from lbp_teach import content
from lbp_teach.debriefing.training import TARGETS
from lbp_teach.guideline.assess import Book
from lbp_teach.progress.evidence import Marked, Recall, Review
from lbp_teach.progress.mastery import shown_in
from lbp_teach.progress.model import Choices
from lbp_teach.progress.next_case import Learning, Option, Recommendation, level_of, recommend
from lbp_teach.progress.resting import DRILLS, comes_again, most_missed
from lbp_teach.progress.schedule import forgotten, memories, moment, recalled
from lbp_teach.progress.words import ago, reason

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
NAMES = ("red_flags", "neurological_exam", "imaging", "stratification", "treatment", "communication")
_ids = itertools.count()


@pytest.fixture(scope="module")
def choices() -> Choices:
    return content.progress().choices


def done(
    case: str,
    day: float,
    share: float = 0.6,
    critical: int = 0,
    practice: bool = False,
    names: Sequence[str] = NAMES,
    **recalls: str,
) -> Marked:
    """A finished attempt. A rule is called after its competency: `imaging_1="again"`; `critical` marks the missed."""
    reviews = tuple(
        Review(rule, recall, bool(critical) and recall == "again", (rule.rpartition("_")[0],))
        for rule, recall in recalls.items()
    )
    return Marked(
        attempt=f"a{next(_ids):04}",
        case=case,
        at=(START + timedelta(days=day)).isoformat(timespec="milliseconds"),
        percent=int(100 * share),
        share=share,
        critical=critical,
        practice=practice,
        points={} if practice else {name: (int(10 * share), 10) for name in names},
        reviews=reviews,
    )


def option(name: str, level: int, *rules: str, worth: int = 16) -> Option:
    return Option(name, level, dict.fromkeys(rules, worth))


def asked(
    options: Sequence[Option], history: Sequence[Marked], day: float, choices: Choices, under_way: Sequence[str] = ()
) -> Recommendation | None:
    now = START + timedelta(days=day)
    patients = {name: len(shown_in(name, history, now)) for name in NAMES}
    return recommend(options, Learning(history, memories(history, choices), patients, under_way, now), choices)


# ---- the schedule ----


@pytest.mark.parametrize("recalls", list(itertools.product(("again", "hard", "good"), repeat=3)))
def test_a_rule_is_scheduled_as_the_library_itself_would(recalls: tuple[Recall, ...], choices: Choices) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=7, due=START)
    history = []
    for number, recall in enumerate(recalls):
        history.append(done(f"c{number}", 4 * number, imaging_1=recall))
        rating = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}[recall]
        card, _ = scheduler.review_card(card, rating, START + timedelta(days=4 * number))
    found = memories(reversed(history), choices)["imaging_1"]
    assert (found.due, found.stability, found.difficulty) == (card.due, card.stability, card.difficulty)
    later = START + timedelta(days=20)
    assert recalled(found, later, choices) == scheduler.get_card_retrievability(card, later)


def test_what_was_missed_comes_tomorrow_and_what_was_known_later(choices: Choices) -> None:
    found = memories([done("x", 0, imaging_1="again", imaging_2="good")], choices)
    assert [(found[name].due - START).days for name in ("imaging_1", "imaging_2")] == [1, 2]
    assert forgotten(found, START, choices) == {}
    soon = forgotten(found, START + timedelta(days=9), choices)
    assert soon["imaging_1"] > 4 * soon["imaging_2"] > 0


def test_a_right_answer_on_a_known_patient_counts_as_recalled_with_help(choices: Choices) -> None:
    first = done("x", 0, imaging_1="again")
    practice = memories([first, done("x", 5, practice=True, imaging_1="good")], choices)["imaging_1"]
    new = memories([first, done("y", 5, imaging_1="good")], choices)["imaging_1"]
    hard = memories([first, done("y", 5, imaging_1="hard")], choices)["imaging_1"]
    assert practice.due == hard.due <= new.due
    assert practice.stability == hard.stability < new.stability
    assert not practice.missed
    assert hard.missed


def test_a_recorded_time_without_a_zone_is_utc() -> None:
    assert moment("2026-05-01T09:00:00") == START == moment("2026-05-01T11:00:00+02:00")
    assert memories([Marked("a", "x", "", reviews=(Review("r", "good", False, ()),))], content.progress().choices) == {}


# ---- the sixth case ----


def test_the_first_case_is_the_easiest(choices: Choices) -> None:
    found = asked([option("b", 2), option("c", 1), option("a", 1)], [], 0, choices)
    assert found is not None
    assert (found.case, found.why) == ("a", "beginning")
    assert asked([], [], 0, choices) is None


def test_sixth_case_missed_red_flags_come_back_with_a_new_patient(choices: Choices) -> None:
    """Five patients, one of whom went wrong on the alarm: a teacher gives another alarm, not another easy back."""
    history = [
        done("one", 0, 0.8, imaging_1="good", treatment_1="good", red_flags_1="good"),
        done("two", 1, 0.3, critical=1, red_flags_2="again", red_flags_3="again", imaging_2="good"),
        done("three", 2, 0.7, imaging_1="good", treatment_2="good"),
        done("four", 4, 0.8, imaging_3="good", communication_1="good"),
        done("five", 5, 0.8, treatment_1="good", communication_2="good"),
    ]
    options = [option(name, 1) for name in ("one", "two", "three", "four", "five")]
    options += [
        option("easy-back", 1, "imaging_1", "treatment_1", "communication_1", "communication_3"),
        option("alarm", 2, "red_flags_2", "red_flags_3", "imaging_1", "communication_1"),
        option("hard-other", 3, "stratification_1", "stratification_2", "imaging_1"),
    ]
    found = asked(options, history, 8, choices)
    assert found is not None
    assert (found.case, found.why, found.competency, found.days) == ("alarm", "due", "red_flags", 7)
    assert not found.known
    words = reason(found, content.progress())
    assert words.en == "Chosen because red-flag reasoning is due again: last time, 7 days ago, some of it was missed."
    assert words.da == "Valgt, fordi røde flag er på tur igen: sidst, for 7 dage siden, gik noget af det galt."


def test_sixth_case_after_five_good_ones_is_harder(choices: Choices) -> None:
    history = [done(f"c{n}", n / 10, 0.9, **{f"imaging_{n}": "good"}) for n in range(5)]
    options = [option("c0", 1), option("c1", 1), *(option(f"c{n}", 2) for n in range(2, 5))]
    options += [option("again-easy", 1, "treatment_1", "imaging_0"), option("hard", 3, "treatment_2", "imaging_1")]
    found = asked(options, history, 0.9, choices)
    assert found is not None
    assert (found.case, found.why) == ("hard", "harder")
    assert "this one is harder" in reason(found, content.progress()).en


def test_sixth_case_after_five_bad_ones_is_easier(choices: Choices) -> None:
    history = [done(f"c{n}", n / 10, 0.9 if n < 3 else 0.2, **{f"imaging_{n}": "good"}) for n in range(5)]
    options = [option(f"c{n}", level) for n, level in enumerate((1, 2, 3, 4, 3))]
    options += [option("hard", 4, "treatment_1", "imaging_0"), option("easy", 2, "treatment_2", "imaging_1")]
    found = asked(options, history, 0.9, choices)
    assert found is not None
    assert (found.case, found.why) == ("easy", "easier")


def test_sixth_case_covers_what_was_met_least(choices: Choices) -> None:
    four = [name for name in NAMES if name != "communication"]
    history = [done(f"c{n}", n / 10, 0.6, names=four, **{f"imaging_{n}": "good"}) for n in range(5)]
    options = [option(f"c{n}", 1) for n in range(5)]
    options += [
        option("known-ground", 1, "imaging_0", "imaging_1", "communication_1"),
        option("new-ground", 1, "communication_1", "communication_2", "communication_3", "imaging_4"),
    ]
    found = asked(options, history, 0.9, choices)
    assert found is not None
    assert (found.case, found.why, found.competency, found.n) == ("new-ground", "few", "communication", 0)
    assert reason(found, content.progress()).en == "Chosen because you have not met communication yet."


def test_sixth_case_of_a_library_of_three_is_a_repetition_when_it_is_due(choices: Choices) -> None:
    """Nothing is new any more. What was missed is due, its patient has rested, and it is said to be practice."""
    options = [
        option("back", 1, "imaging_1", "treatment_1"),
        option("root", 2, "neurological_exam_1", "neurological_exam_2", "stratification_1"),
        option("alarm", 3, "red_flags_1", "stratification_2"),
    ]
    root = {"neurological_exam_1": "again", "neurological_exam_2": "again", "stratification_1": "good"}
    history = [
        done("back", 0, 0.8, imaging_1="good", treatment_1="good"),
        done("root", 1, 0.5, **root),
        done("alarm", 2, 0.8, red_flags_1="good", stratification_2="good"),
        done("back", 6, 0.9, practice=True, imaging_1="good", treatment_1="good"),
        done("alarm", 7, 0.9, practice=True, red_flags_1="good", stratification_2="good"),
    ]
    found = asked(options, history, 8, choices)
    assert found is not None
    assert (found.case, found.why, found.competency, found.days, found.known) == (
        "root",
        "due",
        "neurological_exam",
        7,
        True,
    )
    assert reason(found, content.progress()).en.endswith("You know the patient, so it counts as practice.")
    # The same patient is never given again at once, and when nothing is due nothing is given.
    assert asked(options, history[:3], 3, choices) != found
    rested = asked(options, history[:3], 3.5, choices)
    assert rested is None or rested.case != "root"
    assert asked(options, history[:3], 2.1, choices) is None


def test_a_new_patient_that_trains_the_same_is_better_than_the_old_one(choices: Choices) -> None:
    history = [done("root", 0, 0.5, neurological_exam_1="again")]
    options = [option("root", 1, "neurological_exam_1"), option("other", 1, "neurological_exam_1")]
    found = asked(options, history, 9, choices)
    assert found is not None
    assert (found.case, found.known) == ("other", False)


def test_a_new_patient_who_trains_half_of_it_is_better_than_the_old_one(choices: Choices) -> None:
    history = [done("root", 0, 0.5, neurological_exam_1="again", neurological_exam_2="again", imaging_1="good")]
    options = [
        option("root", 1, "neurological_exam_1", "neurological_exam_2"),
        option("half", 1, "neurological_exam_1", "imaging_1"),
    ]
    found = asked(options, history, 9, choices)
    assert found is not None
    assert (found.case, found.why) == ("half", "due")


def test_a_known_patient_is_not_offered_when_nothing_is_due(choices: Choices) -> None:
    history = [done("one", 0, 0.8, imaging_1="good"), done("two", 3, 0.8, imaging_1="good")]
    options = [option("one", 1, "imaging_1"), option("two", 1, "imaging_1")]
    assert asked(options, history, 8, choices) is None
    later = asked(options, history, 30, choices)
    assert later is not None
    assert later.known


def test_a_critical_error_is_practised_first(choices: Choices) -> None:
    history = [
        done("one", 0, 0.5, imaging_1="again"),
        done("two", 0, 0.5, critical=1, red_flags_1="again"),
    ]
    options = [option("one", 1), option("two", 1), option("scan", 1, "imaging_1"), option("wound", 1, "red_flags_1")]
    found = asked(options, history, 3, choices)
    assert found is not None
    assert found.case == "wound"


def test_what_was_known_is_refreshed_when_it_is_due(choices: Choices) -> None:
    history = [done("one", 0, 0.8, imaging_1="good", imaging_2="good")]
    found = asked([option("one", 1, "imaging_1", "imaging_2")], history, 30, choices)
    assert found is not None
    assert (found.why, found.known, found.days) == ("refresh", True, 30)


def test_a_case_under_way_is_not_recommended(choices: Choices) -> None:
    options = [option("one", 1, "imaging_1"), option("two", 2, "imaging_1")]
    found = asked(options, [], 0, choices, under_way=["one"])
    assert found is not None
    assert found.case == "two"
    assert asked(options, [], 0, choices, under_way=["one", "two"]) is None


def test_the_order_of_cases_and_attempts_changes_nothing(choices: Choices) -> None:
    rng = random.Random(7)
    history = [done(f"c{n}", n, 0.5, **{f"imaging_{n}": "again", f"treatment_{n}": "good"}) for n in range(5)]
    options = [option(f"c{n}", 1 + n % 3, f"imaging_{n % 5}", f"treatment_{n % 4}") for n in range(40)]
    answers = set()
    twins = [option(f"twin{n}", 1, "red_flags_1", "red_flags_2") for n in range(6)]
    for _ in range(5):
        rng.shuffle(options)
        rng.shuffle(twins)
        alike = asked(twins, history, 9, choices)
        assert alike is not None
        assert alike.case == "twin0"
        rng.shuffle(history)
        answers.add(asked(options, history, 9, choices))
    assert len(answers) == 1
    assert answers != {None}


def test_level_follows_what_counted_only(choices: Choices) -> None:
    options = [option("a", 1), option("b", 2), option("c", 3)]
    good, bad = done("a", 0, 0.9), done("b", 1, 0.2)
    assert level_of([good], options, choices) == 1
    assert level_of([good, done("a", 1, 0.8)], options, choices) == 2
    assert level_of([good, done("b", 1, 0.2), done("a", 2, 0.8)], options, choices) == 1
    assert level_of([good, done("b", 1, 0.6), done("a", 2, 0.8)], options, choices) == 2
    assert level_of([good, done("a", 1, 0.8), done("b", 2, 0.2)], options, choices) == 1
    assert level_of([good, bad], options, choices) == level_of([bad, good], options, choices) == 1
    assert level_of([done("a", 0, 0.9, critical=1)], options, choices) == 1
    assert level_of([done("a", 0, 0.9, practice=True)], options, choices) == 1
    assert level_of([done("gone", 0, 0.9)], options, choices) == 1


# ---- the reason tells nothing of the patient ----


def test_no_reason_names_a_disease_a_rule_or_a_finding(book: Book) -> None:
    found = content.progress()
    names = [option.label for option in book.decisions["suspected"].options if option.value != "none"]
    names += [finding.label for finding in book.findings.values()]
    for why, n, known in itertools.product(
        ("beginning", "due", "refresh", "few", "new", "harder", "easier"), range(3), (True, False)
    ):
        for one in found.competencies:
            text = reason(Recommendation("x", why, one.id, n, n, known), found)
            assert "{" not in text.da + text.en
            for name in names:
                assert name.da.lower() not in text.da.lower()
                assert name.en.lower() not in text.en.lower()


def test_how_long_ago_is_said_in_both_languages() -> None:
    assert [ago(n).en for n in (0, 1, 2)] == ["less than a day ago", "1 day ago", "2 days ago"]
    assert [ago(n).da for n in (0, 1, 2)] == ["for mindre end et døgn siden", "for 1 dag siden", "for 2 dage siden"]


def test_what_cases_train_is_in_no_catalogue() -> None:
    catalogue = json.loads((content.compiled_root() / "catalogue.json").read_bytes())
    assert all("trains" not in card for card in catalogue["cards"])
    assert set(content.progress().trains) == {card.id for card in content.catalogue().cards}


# ---- where nothing comes next ----


def test_the_day_named_is_the_first_on_which_the_patient_is_offered_again(choices: Choices) -> None:
    options = [option("a", 1, "imaging_1"), option("b", 1, "treatment_1")]
    history = [done("a", 0, critical=1, imaging_1="again"), done("b", 1, treatment_1="good")]
    now = START + timedelta(days=1)
    learning = Learning(history, memories(history, choices), {}, (), now)
    assert recommend(options, learning, choices) is None
    found = comes_again(options, learning, choices)
    assert found is not None
    case, when = found
    assert case == "a"
    before, then = (dataclasses.replace(learning, now=when + timedelta(minutes=n)) for n in (-1, 1))
    assert recommend(options, before, choices) is None
    offered = recommend(options, then, choices)
    assert offered is not None
    assert (offered.case, offered.known) == ("a", True)


def test_a_critical_miss_is_drilled_before_many_small_ones(choices: Choices) -> None:
    history = [
        done("a", 0, treatment_1="again", treatment_2="again"),
        done("b", 0, critical=1, imaging_1="again"),
        done("c", 0, red_flags_1="good"),
    ]
    known = memories(history, choices)
    assert most_missed(known) == "imaging"
    assert most_missed(memories(history[2:], choices)) is None
    assert set(DRILLS) == {one.id for one in content.progress().competencies}
    assert set(DRILLS.values()) <= set(TARGETS)
