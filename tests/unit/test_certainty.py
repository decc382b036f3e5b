"""Certainty-based marking: the scale and its break-even points exactly, and what a learner's own answers came to."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner import attempt_of, best_choices

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.certainty import (
    LEVELS,
    Answer,
    answers_of,
    best_level,
    break_even,
    certainty,
    expected,
    lean,
    points_of,
)
from lbp_teach.certainty_view import certainty_words
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, Choice, VisitState
from lbp_teach.progress.evidence import marked
from lbp_teach.progress.mastery import sureness
from lbp_teach.scoring import score
from lbp_teach.text import Lang


def singles(*given_: tuple[int, bool]) -> list[Answer]:
    return [Answer(level, right) for level, right in given_]


def rows(*given_: tuple[int, bool]) -> list[Answer]:
    return [Answer(level, right, single=False) for level, right in given_]


def told(case: Case, attempt: Attempt, book: Book) -> tuple[Answer, ...]:
    return answers_of(score(case, attempt, book, explain=False).items)


def test_the_scale() -> None:
    assert [points_of(level, True) for level in LEVELS] == [1, 2, 3]
    assert [points_of(level, False) for level in LEVELS] == [0, -2, -6]


def test_the_levels_break_even_at_two_thirds_and_four_fifths() -> None:
    assert [break_even(level) for level in LEVELS] == [0, Fraction(2, 3), Fraction(4, 5)]
    for level in LEVELS[1:]:
        here = break_even(level)
        assert expected(level, here) == expected(level - 1, here)
        assert expected(level, here + Fraction(1, 1000)) > expected(level - 1, here + Fraction(1, 1000))
        assert expected(level, here - Fraction(1, 1000)) < expected(level - 1, here - Fraction(1, 1000))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_sentence_beside_the_buttons_says_what_the_scale_is(lang: str) -> None:
    said = content.strings(lang)["confidence.scale"]
    right = [points_of(level, True) for level in LEVELS]
    wrong = [points_of(level, False) for level in LEVELS]
    limits = [round(100 * break_even(level)) for level in LEVELS[1:]]
    numbers = [int(n.replace("\u2212", "-")) for n in re.findall("\u2212?[0-9]+", said)]
    assert numbers == [*right, *wrong, 2, limits[0], 3, limits[1]]


@given(st.fractions(0, 1))
def test_the_best_level_is_the_one_between_its_break_even_points(chance: Fraction) -> None:
    wanted = 1 if chance <= Fraction(2, 3) else 2 if chance <= Fraction(4, 5) else 3
    assert best_level(chance) == wanted


def test_an_attempt_by_hand() -> None:
    # Guessing: 2 right, 1 wrong. Fairly sure: 3 right, 1 wrong. Certain: 4 right, 2 wrong.
    given_ = [(1, True)] * 2 + [(1, False)] + [(2, True)] * 3 + [(2, False)] + [(3, True)] * 4 + [(3, False)] * 2
    found = certainty(singles(*given_))
    assert [(one.level, one.right, one.n, one.points) for one in found.levels] == [
        (1, 2, 3, 2),
        (2, 3, 4, 3 * 2 - 2),
        (3, 4, 6, 4 * 3 - 2 * 6),
    ]
    assert (found.points, found.of, found.right, found.n) == (2 + 4 + 0, 39, 9, 13)
    # 9 right and 4 wrong with each of the three.
    assert found.always == {1: 9, 2: 18 - 8, 3: 27 - 24}
    # 9 of 13 is 69 per cent: between two thirds and four fifths.
    assert found.fitting == 2


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.booleans()), max_size=40))
def test_nobody_had_more_than_all_right_or_less_than_all_wrong(given_: list[tuple[int, bool]]) -> None:
    found = certainty(singles(*given_))
    assert -2 * found.of <= found.points <= found.of
    assert found.points == sum(points_of(level, right) for level, right in given_)
    if found.fitting is not None:
        assert found.always[found.fitting] == max(found.always.values())


@pytest.mark.parametrize(
    ("level", "right", "n", "wanted"),
    [
        # Certain, at 4 of 5 right: 3 of 8 or fewer come in 1.04 % of cases, 4 of 8 or fewer in 5.6 %.
        (3, 3, 8, "over"),
        (3, 4, 8, None),
        (3, 8, 8, None),  # nothing stands above the highest level
        # Fairly sure, at 2 of 3 right: 2 of 8 or fewer come in 1.97 %, 3 of 8 or fewer in 8.8 %.
        (2, 2, 8, "over"),
        (2, 3, 8, None),
        # Fairly sure, at 4 of 5 right: all of 13 come in 5.5 %, all of 14 in 4.4 %.
        (2, 13, 13, None),
        (2, 14, 14, "under"),
        # Guessing, at 2 of 3 right: all of 8 come in 3.9 %.
        (1, 8, 8, "under"),
        (1, 7, 8, None),
        (1, 0, 8, None),  # nothing stands below the lowest level
        # Too few to say anything, however wrong.
        (3, 0, 7, None),
        (1, 7, 7, None),
    ],
)
def test_what_would_be_rare_by_chance_is_said(level: int, right: int, n: int, wanted: str | None) -> None:
    assert lean(level, right, n) == wanted


def test_with_few_answers_nothing_is_said_of_the_learner() -> None:
    assert certainty(singles(*[(3, True)] * 7)).fitting is None
    assert certainty(singles(*[(3, True)] * 8)).fitting == 3
    assert certainty([]).fitting is None
    assert (certainty([]).points, certainty([]).of) == (0, 0)


def test_only_decisions_with_a_certainty_count_and_accepted_is_right(book: Book) -> None:
    case = content.load_case("jesper-lund")
    best = best_choices(case, "worse", book)
    choices = {
        **best,
        "triage": Choice("serious_specific", 2),  # accepted
        "urgency": Choice(best["urgency"].value, 3),
        "code": Choice("L02", 1),  # wrong
    }
    answers = told(case, attempt_of(case, VisitState("worse", choices=choices)), book)
    assert sorted((one.level, one.right) for one in answers) == [(1, False), (2, True), (3, True)]
    assert told(case, attempt_of(case, VisitState("worse", choices=best)), book) == ()
    assert told(case, attempt_of(case, VisitState("worse")), book) == ()


def test_what_followed_on_seen_answers_is_left_out_unless_all_of_it_did(book: Book) -> None:
    case = content.load_case("jesper-lund")
    sure = {"triage": Choice("nerve_root", 3)}
    attempt = attempt_of(case, VisitState("first", choices=sure), VisitState("worse", choices=sure))
    assert len(told(case, attempt, book)) == 2
    assert len(told(case, replace(attempt, practice_from=1), book)) == 1
    assert len(told(case, replace(attempt, practice_from=0), book)) == 2


def test_rows_that_share_one_press_say_nothing_of_the_learner() -> None:
    """Sixteen statements were made certain by one press: they give points, but they are not sixteen proofs."""
    table = rows(*[(3, True)] * 9, *[(3, False)] * 7)
    found = certainty(table)
    assert found.levels[2].lean is None
    assert not found.enough
    assert (found.n, found.points) == (16, 9 * 3 - 7 * 6)
    # The same answers one by one would have said that the level was too high.
    assert certainty(singles(*[(3, True)] * 9, *[(3, False)] * 7)).levels[2].lean == "over"
    # Beside enough single choices the table changes the points and not what is said.
    alone = singles(*[(3, True)] * 8)
    both = certainty([*alone, *table])
    assert (both.levels[2].lean, both.singles, both.levels[2].singles) == (None, 8, 8)


def test_the_sentence_counts_the_choices_it_rests_on() -> None:
    mixed = certainty([*singles(*[(3, True)] * 2, *[(3, False)] * 7), *rows(*[(3, True)] * 16)])
    words = certainty_words(mixed, Lang.EN)
    assert words is not None
    assert "2 of 9 single choices could be defended" in words["insight"][0]
    assert (words["levels"][2]["right"], words["levels"][2]["of"]) == (18, 25)


def test_rows_are_told_from_single_choices(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    best = best_choices(case, case.visits[0].id, book)
    row = next(name for name in best if book.decisions[name].row)
    choices = {name: Choice(best[name].value, 3) for name in (row, "triage")}
    answers = told(case, attempt_of(case, VisitState(case.visits[0].id, choices=choices)), book)
    assert sorted((one.single, one.right) for one in answers) == [(False, True), (True, True)]


@pytest.mark.parametrize(
    ("name", "decision", "value"),
    [("jesper-lund", "urgency", "none"), ("selma-hodzic", "follow_up", "basis"), ("rikke-thorsen", "step", "step_2")],
)
def test_a_wrong_step_beside_the_best_is_wrong_here_and_on_the_progress_page(
    name: str, decision: str, value: str, book: Book
) -> None:
    case = content.load_case(name)
    attempt = attempt_of(case, VisitState(case.visits[0].id, choices={decision: Choice(value, 3)}))
    report = score(case, attempt, book, explain=False)
    (item,) = [one for one in report.items if one.subject == decision]
    assert (item.mark, item.grade) == ("partly", "near")
    assert answers_of(report.items) == (Answer(3, False),)
    evidence = marked(report, attempt, content.progress(), book)
    assert evidence.sure == (Answer(3, False),)
    assert sureness([evidence], content.progress().choices)[2].right == 0


def test_a_level_that_did_not_pay_is_never_said_to_fit() -> None:
    mixed = certainty(singles(*[(3, True)] * 6, *[(3, False)] * 3))
    assert not any(one.lean for one in mixed.levels)
    words = certainty_words(mixed, Lang.EN)
    assert words is not None
    assert "too few to decide" in words["insight"][0]
    fitting = certainty_words(certainty(singles(*[(3, True)] * 9)), Lang.EN)
    assert fitting is not None
    assert "fitted" in fitting["insight"][0]
