"""Estimates held against what happened: worked by hand, proper, and the one before the examination never costs."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner import attempt_of, cases, estimated

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.forecast import (
    against,
    brier,
    category,
    even_brier,
    even_log,
    forecast_points,
    forecasts,
    given_to,
    happened_by,
    log_score,
    of_visit,
)
from lbp_teach.guideline.assess import Book, Verdict, assess
from lbp_teach.play import VisitState
from lbp_teach.probability import forecasts as one_sided

OF = 12
NAMES = ("serious_specific", "nerve_root", "non_specific")


def spread(*chances: int) -> dict[str, int]:
    return dict(zip(NAMES, chances, strict=True))


@pytest.mark.parametrize(
    ("chances", "happened", "squares", "points"),
    [
        # (1 - p)² for what happened plus p² for each of the others; 12 × (1 - 1.5 × Brier), towards zero.
        ((0, 100, 0), {"nerve_root"}, "0", 12),
        ((100, 0, 0), {"nerve_root"}, "2", -24),
        ((10, 60, 30), {"nerve_root"}, "0.26", 7),  # 0.16 + 0.01 + 0.09; 12 × 0.61 = 7.32
        ((10, 60, 30), {"non_specific"}, "0.86", -3),  # 0.49 + 0.01 + 0.36; 12 × -0.29 = -3.48
        ((0, 90, 10), {"nerve_root"}, "0.02", 11),  # 0.01 + 0.01; 12 × 0.97 = 11.64
        ((34, 33, 33), {"serious_specific"}, "0.6534", 0),
        ((34, 33, 33), {"nerve_root"}, "0.6734", 0),  # 12 × -0.0101: an even spread costs nothing
        # Two that happened are one: their chances are added up.
        ((40, 60, 0), {"serious_specific", "nerve_root"}, "0", 12),
        ((20, 30, 50), {"serious_specific", "nerve_root"}, "0.5", 3),  # 0.25 + 0.25
        ((0, 0, 100), {"serious_specific", "nerve_root"}, "2", -24),
    ],
)
def test_brier_and_points_by_hand(chances: tuple[int, ...], happened: set[str], squares: str, points: int) -> None:
    assert Fraction(str(brier(spread(*chances), happened))) == Fraction(squares)
    assert forecast_points(spread(*chances), happened, OF) == points


def test_an_even_spread_by_hand() -> None:
    assert even_brier(3) == pytest.approx(2 / 3)
    assert even_brier(3, 2) == pytest.approx(2 / 9)
    assert even_brier(4) == pytest.approx(3 / 4)
    assert even_brier(3) == pytest.approx(brier(spread(34, 33, 33), {"nerve_root"}), abs=0.01)
    assert even_log(3) == pytest.approx(1.0986123)
    assert even_log(3, 2) == pytest.approx(0.4054651)


def test_log_score_by_hand_and_it_never_runs_away() -> None:
    assert log_score(spread(10, 60, 30), {"nerve_root"}) == pytest.approx(0.510826, abs=1e-6)
    assert log_score(spread(10, 60, 30), {"nerve_root", "non_specific"}) == pytest.approx(0.105361, abs=1e-6)
    assert log_score(spread(0, 100, 0), {"nerve_root"}) == pytest.approx(-math.log(0.999))
    assert log_score(spread(0, 100, 0), {"non_specific"}) == pytest.approx(-math.log(0.001))


@given(st.integers(0, 100))
def test_of_two_categories_it_is_twice_the_score_of_one(chance: int) -> None:
    both = {"yes": chance, "no": 100 - chance}
    assert brier(both, {"yes"}) == pytest.approx(2 * one_sided.brier(chance / 100, True))
    assert log_score(both, {"no"}) == pytest.approx(one_sided.log_score(chance / 100, False))


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_even_is_nothing_right_is_all_and_wrong_costs_more(k: int) -> None:
    names = [f"n{i}" for i in range(k)]
    even = dict.fromkeys(names, 100 // k) | {names[0]: 100 - 100 // k * (k - 1)}
    assert forecast_points(even, {names[1]}, OF) == 0
    assert forecast_points({n: 100 * (n == names[0]) for n in names}, {names[0]}, OF) == OF
    assert forecast_points({n: 100 * (n == names[0]) for n in names}, {names[1]}, OF) == -OF * (k + 1) // (k - 1)


@st.composite
def spreads(draw: st.DrawFn) -> dict[str, int]:
    first = draw(st.integers(0, 100))
    second = draw(st.integers(0, 100 - first))
    return spread(first, second, 100 - first - second)


def on_average(belief: dict[str, int], said: dict[str, int], of: int) -> Fraction:
    return sum((Fraction(belief[n], 100) * forecast_points(said, {n}, of) for n in NAMES), Fraction(0))


@given(spreads(), spreads())
def test_nobody_gains_by_saying_something_else_than_she_thinks(belief: dict[str, int], said: dict[str, int]) -> None:
    # So many points that rounding is nothing: then the honest answer is the only best one.
    finely = 20_000
    if said != belief:
        assert on_average(belief, belief, finely) > on_average(belief, said, finely)


def test_rounding_to_whole_points_is_worth_little_more_than_one() -> None:
    """Every belief against every other estimate in whole per cent; the two scores leave nothing to gain at all."""
    everything = [spread(a, b, 100 - a - b) for a in range(101) for b in range(101 - a)]
    beliefs = np.array([list(one.values()) for one in everything])

    def gain(scored: Callable[[dict[str, int], set[str]], float]) -> tuple[float, int, int]:
        """The most that somebody gains by saying something else, in hundredths, with belief and estimate."""
        table = np.array([[scored(one, {name}) for name in NAMES] for one in everything])
        best = (0.0, 0, 0)
        for number, belief in enumerate(beliefs):
            means = table @ belief
            best = max(best, (means.max() - means[number], number, int(means.argmax())))
        return best

    most, belief, said = gain(lambda chances, happened: forecast_points(chances, happened, OF))
    assert most == 112
    assert sorted(everything[belief].values()) == [1, 44, 55]
    assert sorted(everything[said].values()) == [5, 38, 57]
    assert gain(lambda chances, happened: -brier(chances, happened))[0] == pytest.approx(0, abs=1e-9)
    assert gain(lambda chances, happened: -log_score(chances, happened))[0] == pytest.approx(0, abs=1e-9)


def test_where_two_categories_can_both_fit_it_pays_to_shade_towards_them() -> None:
    """Half sure that two fit and half that the third does: said honestly it is 25, 25, 50; best is a little less."""

    def mean(said: dict[str, int]) -> float:
        return (brier(said, {"serious_specific", "nerve_root"}) + brier(said, {"non_specific"})) / 2

    best = min((spread(a, b, 100 - a - b) for a in range(101) for b in range(101 - a)), key=mean)
    assert best["non_specific"] == 43
    assert mean(best) == pytest.approx(0.428571, abs=1e-4)
    assert mean(spread(25, 25, 50)) == pytest.approx(0.4375)


@given(spreads(), st.sets(st.sampled_from(NAMES), min_size=1, max_size=2))
def test_scores_stay_on_their_scales(chances: dict[str, int], happened: set[str]) -> None:
    assert 0 <= brier(chances, happened) <= 2
    assert 0 <= log_score(chances, happened) <= -math.log(0.001)
    assert -2 * OF <= forecast_points(chances, happened, OF) <= OF
    assert (forecast_points(chances, happened, OF) == OF) == (given_to(chances, happened) == 100)


# ---- an attempt ----


def test_each_visit_is_held_against_what_the_guideline_says_of_that_visit(book: Book) -> None:
    case = content.load_case("selma-hodzic")
    first = estimated(VisitState("first"), before=(10, 60, 30), after=(0, 90, 10))
    later = estimated(VisitState("eight_days"), after=(70, 20, 10))
    one, two = forecasts(attempt_of(case, first, later), case, book)
    assert one.happened == ("nerve_root",)
    assert one.before is not None
    assert one.after is not None
    assert (one.before.given, one.before.brier, one.after.brier) == (60, 0.26, 0.02)
    # 10 points left the first category and 20 the last; all 30 came to what it was.
    assert (one.moved, one.toward) == (30, 30)
    assert two.happened == ("serious_specific",)
    assert two.before is None
    assert two.moved is None
    assert two.toward is None
    # One estimate is one number: the chance given to what was thought most likely, and whether it was that.
    assert [given_.leading for given_ in (*one.given, *two.given)] == [(0.6, True), (0.9, True), (0.7, True)]


def test_what_moved_the_wrong_way_is_negative(book: Book) -> None:
    case = content.load_case("selma-hodzic")
    state = estimated(VisitState("first"), before=(10, 60, 30), after=(30, 30, 40))
    (found,) = forecasts(attempt_of(case, state), case, book)
    assert (found.moved, found.toward) == (30, -30)


def test_a_category_that_is_accepted_happened_too(book: Book) -> None:
    case = content.load_case("jesper-lund")
    verdict = category(visit_facts(case, "worse", book), book)
    assert happened_by(verdict) == ("nerve_root", "serious_specific")
    found = of_visit(0, estimated(VisitState("worse"), after=(40, 50, 10)), verdict)
    assert found.after is not None
    assert (found.after.given, found.after.brier) == (90, 0.02)
    assert found.after.leading == (0.5, True)


def test_of_equal_chances_the_one_that_leads_does_not_depend_on_what_it_was() -> None:
    for happened, right in (("nerve_root", True), ("non_specific", False)):
        one = against(0, {"after": spread(0, 50, 50)}, (happened,)).after
        other = against(0, {"after": dict(reversed(spread(0, 50, 50).items()))}, (happened,)).after
        assert one is not None
        assert other is not None
        assert one.leading == other.leading == (0.5, right)


def test_best_stands_before_accepted() -> None:
    assert happened_by(Verdict("triage", ("b",), ("a",), (), (), (), (), ())) == ("b", "a")


def test_the_category_alone_comes_out_as_in_the_whole_assessment(book: Book) -> None:
    for case in cases():
        for visit in case.visits:
            facts = visit_facts(case, visit.id, book)
            for edition in ("DSAM2026", "RSD2024"):
                assert category(facts, book, edition) == assess(book, facts, edition).verdicts["triage"]


def test_nothing_said_is_nothing_held_against_it(book: Book) -> None:
    case = content.load_case("selma-hodzic")
    (found,) = forecasts(attempt_of(case, VisitState("first")), case, book)
    assert (found.before, found.after, found.given) == (None, None, ())
