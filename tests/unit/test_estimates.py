"""Estimates and certainty on the screen: said, changed, refused, kept; told in the debrief and not a word before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from learner import Screen, attempt_of, best_choices, estimated

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.certainty import Answer, Certainty, certainty
from lbp_teach.certainty_view import LABELS, certainty_words
from lbp_teach.estimate_view import estimate_view, estimate_words
from lbp_teach.forecast import forecasts
from lbp_teach.guideline.assess import Book
from lbp_teach.play import VisitState
from lbp_teach.records import Records
from lbp_teach.text import Lang

CASE = "selma-hodzic"
NAMES = ("serious_specific", "nerve_root", "non_specific")


def spread(*chances: int) -> dict[str, int]:
    return dict(zip(NAMES, chances, strict=True))


@pytest.fixture
def screen(records: Records) -> Screen:
    screen = Screen(records)
    screen.hello()
    screen.act("start", case=CASE, again=False)
    return screen


def shown(screen: Screen) -> dict[str, Any]:
    plain: dict[str, Any] = screen.view["case"]["estimate"]
    return plain


def say(screen: Screen, when: str, *chances: int) -> dict[str, Any]:
    return screen.act("estimate", when=when, chances=spread(*chances))


# ---- while it is played ----


def test_an_estimate_is_said_and_changed_until_the_examination_begins(screen: Screen) -> None:
    assert shown(screen)["before"] == {"given": None, "open": True}
    assert say(screen, "before", 10, 60, 30)["type"] == "view"
    say(screen, "before", 20, 50, 30)
    assert shown(screen)["before"] == {"given": spread(20, 50, 30), "open": True}
    screen.examine("gait")
    assert shown(screen)["before"] == {"given": spread(20, 50, 30), "open": False}
    answer = say(screen, "before", 0, 100, 0)
    assert answer["type"] == "refused"
    assert "begyndt at undersøge" in answer["text"]
    assert shown(screen)["before"]["given"] == spread(20, 50, 30)
    # The one after can still be said, and changed.
    say(screen, "after", 0, 90, 10)
    say(screen, "after", 5, 85, 10)
    assert shown(screen)["after"] == {"given": spread(5, 85, 10), "open": True}


@pytest.mark.parametrize(
    "chances",
    [
        spread(10, 60, 31),
        spread(-10, 60, 50),
        {"nerve_root": 100},
        {**spread(0, 100, 0), "kidney": 0},
        {**spread(0, 99, 0), "nerve_root": 100.0},
        {**spread(0, 0, 0), "nerve_root": "100"},
        [10, 60, 30],
        None,
    ],
)
def test_what_does_not_add_up_to_a_hundred_is_refused_and_changes_nothing(screen: Screen, chances: Any) -> None:
    assert screen.act("estimate", when="before", chances=chances)["type"] == "refused"
    assert shown(screen)["before"]["given"] is None


def test_an_estimate_outlives_the_kernel_that_took_it(screen: Screen, records: Records) -> None:
    say(screen, "before", 10, 60, 30)
    screen.examine("gait")
    say(screen, "after", 0, 90, 10)
    again = Screen(records, token=screen.token)
    again.hello(route={"case": CASE})
    assert shown(again) == shown(screen)
    # She was at the decisions, where the estimate after the examination is asked for, and comes back to them.
    assert again.view["case"]["stage"] == "decision"


def test_nothing_can_be_said_once_the_decisions_are_locked(screen: Screen, book: Book) -> None:
    screen.decide_all(book)
    screen.act("lock")
    assert [shown(screen)[when]["open"] for when in ("before", "after")] == [False, False]
    assert say(screen, "after", 0, 90, 10)["type"] == "refused"


def test_each_visit_begins_without_an_estimate(screen: Screen, book: Book) -> None:
    say(screen, "before", 10, 60, 30)
    screen.decide_all(book)
    screen.act("lock")
    screen.act("next")
    assert screen.view["case"]["visit"]["number"] == 2
    assert shown(screen)["before"] == {"given": None, "open": True}


def test_no_key_is_in_what_the_screen_holds_before_the_end(book: Book) -> None:
    """The words are those of the board and the numbers the learner's own: the same whatever the patient has."""
    state = estimated(VisitState("first"), before=(10, 60, 30), after=(0, 90, 10))
    plain = estimate_view(state, book, Lang.EN)
    assert set(plain) == {"categories", "before", "after"}
    assert [set(one) for one in plain["categories"]] == [{"value", "label", "hint"}] * 3
    assert [set(plain[when]) for when in ("before", "after")] == [{"given", "open"}] * 2
    # Another patient, who belongs elsewhere, gives the same, byte for byte.
    other = estimate_view(estimated(VisitState("eight_days"), before=(10, 60, 30), after=(0, 90, 10)), book, Lang.EN)
    assert json.dumps(plain) == json.dumps(other)


# ---- in the debrief ----


@pytest.fixture
def case() -> Case:
    return content.load_case(CASE)


def told(case: Case, book: Book, *visits: VisitState) -> list[dict[str, Any]]:
    attempt = attempt_of(case, *visits)
    return estimate_words(forecasts(attempt, case, book), case, attempt, book, Lang.EN)


def test_before_after_and_what_it_was_stand_side_by_side(case: Case, book: Book) -> None:
    (one,) = told(case, book, estimated(VisitState("first"), before=(10, 60, 30), after=(0, 90, 10)))
    assert one["was"] == "When everything is known: Root irritation."
    rows = [(row["value"], row["before"], row["after"], row["so"]) for row in one["rows"]]
    assert rows == [("serious_specific", 10, 0, False), ("nerve_root", 60, 90, True), ("non_specific", 30, 10, False)]
    assert one["moved"] == "The examination moved 30 percentage points. The right category gained 30 percentage points."
    assert [(s["label"], s["before"], s["after"]) for s in one["scores"]] == [
        ("Brier", "0.26", "0.02"),
        ("Log", "0.51", "0.11"),
    ]
    assert "0.67 is the same for all three, 2 is certain and wrong" in one["scores"][0]["text"]
    assert one["scores"][0]["text"].startswith("Brier, the sum over the three categories:")
    assert "1.10 is the same for all three, 6.91 is 0% for the right category" in one["scores"][1]["text"]
    assert one["skipped"] is None


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ((10, 60, 30), "did not change your estimate"),
        ((11, 60, 29), "moved 1 percentage point, but neither to nor from"),
        ((20, 50, 30), "moved 10 percentage points. The right category lost 10 percentage points."),
    ],
)
def test_how_the_estimate_moved_is_said(case: Case, book: Book, after: tuple[int, ...], words: str) -> None:
    (one,) = told(case, book, estimated(VisitState("first"), before=(10, 60, 30), after=after))
    assert words in one["moved"]


def test_what_was_skipped_is_said_quietly(case: Case, book: Book) -> None:
    nothing, only_before = told(
        case, book, VisitState("first"), estimated(VisitState("eight_days"), before=(10, 60, 30))
    )
    assert "gives 0 of the points" in nothing["skipped"]
    assert (nothing["rows"], nothing["scores"], nothing["moved"]) == ([], [], None)
    assert "gives 0 of its points" in only_before["skipped"]
    assert [row["after"] for row in only_before["rows"]] == [None] * 3
    assert only_before["scores"][0]["after"] is None


def test_two_categories_that_fit_are_both_named(book: Book) -> None:
    case = content.load_case("jesper-lund")
    (one,) = told(case, book, estimated(VisitState("worse"), after=(40, 50, 10)))
    assert one["was"] == "When everything is known: Root irritation or Specific, possible serious disease."
    assert [row["so"] for row in one["rows"]] == [True, True, False]


def answered(*given: tuple[int, bool]) -> Certainty:
    return certainty([Answer(level, right) for level, right in given])


def test_certainty_is_told_with_its_break_even_points_and_apart_from_the_sum() -> None:
    words = certainty_words(answered(*[(3, False)] * 7, (3, True), (1, True)), Lang.EN)
    assert words is not None
    assert (words["points"], words["of"]) == (-42 + 3 + 1, 27)
    assert "67%" in words["scale"]
    assert "80%" in words["scale"]
    assert [(one["level"], one["points"], one["most"]) for one in words["always"]] == [
        (1, 2, True),
        (2, 2 * 2 - 7 * 2, False),
        (3, 2 * 3 - 7 * 6, False),
    ]
    assert words["insight"][0].startswith(
        "“Certain”: 1 of 8 single choices could be defended. That level pays only above 80%"
    )
    assert "“Guessing” would have given most" in words["insight"][1]
    assert "not part of the case's sum" in words["apart"]


def test_what_the_answers_say_is_not_said_of_few() -> None:
    few = certainty_words(answered(*[(3, False)] * 7), Lang.EN)
    assert few is not None
    assert few["insight"] == ["There are too few single choices to say anything about you; it takes 8."]
    fits = certainty_words(answered(*[(2, True)] * 6, *[(2, False)] * 2), Lang.EN)
    assert fits is not None
    assert fits["insight"][0].startswith("As far as 8 single choices can show")
    under = certainty_words(answered(*[(1, True)] * 8), Lang.DA)
    assert under is not None
    assert under["insight"][0].startswith("”Gætter”: 8 af 8 enkeltvalg kunne forsvares. Du vidste mere")
    assert certainty_words(answered(), Lang.DA) is None


@pytest.mark.parametrize("lang", list(Lang))
def test_a_level_is_called_what_its_button_is_called(lang: Lang) -> None:
    assert [LABELS[n](lang) for n in (1, 2, 3)] == [content.strings(lang.value)[f"confidence.{n}"] for n in (1, 2, 3)]


def test_the_debrief_holds_both_and_nothing_before_it_does(screen: Screen, book: Book) -> None:
    case = content.load_case(CASE)
    for number in range(2):
        visit = screen.session.attempts[screen.view["case"]["attempt"]].now.visit
        say(screen, "after", 0, 90, 10)
        for name, choice in best_choices(case, visit, book).items():
            sure = 3 if name == "triage" else None
            screen.act("decide", decision=name, value=choice.value, confidence=sure)
        screen.act("lock")
        assert "debrief" not in screen.view["case"], number
        screen.act("next")
        if "debrief" in screen.view["case"]:
            break
    debrief = screen.view["case"]["debrief"]
    assert [one["rows"][1]["after"] for one in debrief["estimates"]] == [90] * len(debrief["estimates"])
    assert debrief["cbm"]["points"] == debrief["cbm"]["of"] == 3 * len(debrief["estimates"])
    # The points of certainty are no part of the sum.
    total = sum(item["points"] for item in [*debrief["rest"], *debrief["too_much"]])
    assert total == debrief["sum"]
