"""Item analysis by hand, at its edges, and what must not change it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lbp_teach.cohort.discrimination import facility, group_size, groups, item_rest, upper_lower
from lbp_teach.cohort.figure import Figure, figure, rounded, suppressed
from lbp_teach.cohort.flags import flags
from lbp_teach.cohort.items import analysed
from lbp_teach.cohort.options import options_of
from lbp_teach.cohort.reliability import alpha, kr20, reliability
from lbp_teach.cohort.scores import Scores, rows_of, scores
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

some = settings(max_examples=20)


def table_of(points: Any, of: Any = 1) -> Scores:
    points = np.array(points, float)
    of = np.where(np.isnan(points), np.nan, np.broadcast_to(np.array(of, float), points.shape))
    names = tuple(f"c{i % 2}/v/decision/choice/i{i}" for i in range(points.shape[1]))
    return Scores(tuple(f"l{i:03}" for i in range(len(points))), names, points, of)


#: Ten have both right, five the first only, five nothing: facilities 3/4 and 1/2, sums 2, 1 and 0.
HAND = table_of([[1, 1]] * 10 + [[1, 0]] * 5 + [[0, 0]] * 5)


def shown(found: Figure) -> None:
    """A figure is a finite number or a sentence, never neither."""
    if found.value is None:
        assert found.refused is not None
        assert found.refused(Lang.DA)
        assert found.refused(Lang.EN)
        assert found.interval is None
    else:
        assert math.isfinite(found.value)
        assert found.refused is None


def both_ends(found: Figure) -> list[float]:
    return [found.interval.low, found.interval.high] if found.interval else []


# ---- by hand ----


def test_by_hand() -> None:
    assert [facility(HAND, i).value for i in (0, 1)] == [0.75, 0.5]
    # Two items with right and wrong: phi = (1/2 - 3/4 · 1/2) / √(3/16 · 1/4) = 1/√3, from either side.
    assert item_rest(HAND, 0).value == pytest.approx(1 / math.sqrt(3), abs=1e-12)
    assert item_rest(HAND, 1).value == pytest.approx(1 / math.sqrt(3), abs=1e-12)
    # Groups of five: ten tie at the top and are let in, five are at the bottom.
    assert [(one.value, one.n) for one in upper_lower(HAND)] == [(1.0, 15), (1.0, 15)]
    # Variance of the sums (by n) 11/16, of the items 3/16 and 4/16: 2 · (1 - 7/11) = 8/11.
    assert kr20(HAND.points > 0).value == pytest.approx(8 / 11, abs=1e-12)
    found = reliability(HAND)
    assert found.alpha.value == pytest.approx(8 / 11, abs=1e-12)
    assert found.spread.value == pytest.approx(math.sqrt(11 / 16 * 20 / 19), abs=1e-12)
    assert found.sem.value == pytest.approx(math.sqrt(11 / 16 * 20 / 19 * 3 / 11), abs=1e-12)
    assert found.most == 2


def test_negative_points() -> None:
    # A row of four answers takes 1 of 3 points where it is wrong: ten have 3 of 3, ten -1 of 3.
    table = table_of([[3, 1]] * 10 + [[-1, 0]] * 10, [3, 1])
    found = facility(table, 0)
    assert found.value == pytest.approx(1 / 3, abs=1e-12)
    assert found.interval is not None
    assert found.interval.method == "t"
    only_bad = facility(table_of([[-1]] * 12 + [[3]] * 1, 3), 0)
    assert only_bad.value == pytest.approx(-3 / 13, abs=1e-12)
    assert only_bad.interval is not None
    assert only_bad.interval.low < -1 / 13 * 3
    assert item_rest(table, 0).value == 1.0
    assert item_rest(table, 0).interval is None


def test_who_did_not_meet_an_item_is_not_counted_for_it() -> None:
    points = [[1, 1, 1]] * 10 + [[0, 1, 0]] * 10 + [[math.nan, 0, 1]] * 10
    table = table_of(points)
    assert (facility(table, 0).n, facility(table, 0).value) == (20, 0.5)
    assert (item_rest(table, 0).n, item_rest(table, 0).value) == (20, 1.0)
    assert facility(table, 1).n == 30
    # Rest of the third item: both others, or only the second where the first was not met.
    assert table.rest[0, 2] == 1.0
    assert table.rest[10, 2] == 0.5
    assert table.rest[20, 2] == 0.0
    found = reliability(table)
    assert (found.learners, found.left_out, found.items, found.constant) == (20, 10, 2, 1)


def test_an_item_that_few_met_does_not_take_the_others_along() -> None:
    rng = np.random.default_rng(1)
    points = (rng.random((40, 4)) < 0.6).astype(float)
    rare = np.full((40, 1), math.nan)
    rare[:6] = 1
    with_rare = reliability(table_of(np.hstack([points, rare])))
    assert (with_rare.rare, with_rare.learners) == (1, 40)
    assert with_rare.alpha == reliability(table_of(points)).alpha


def test_by_case_adds_up_what_was_met() -> None:
    table = table_of([[1, 0, 3], [0, math.nan, 2], [math.nan, 1, math.nan]], [1, 1, 4])
    found = table.by_case()
    assert found.items == ("c0", "c1")
    np.testing.assert_array_equal(found.points, [[4, 0], [2, math.nan], [math.nan, 1]])
    np.testing.assert_array_equal(found.of, [[5, 1], [5, math.nan], [math.nan, 1]])


# ---- edges ----


@pytest.mark.parametrize("n", [0, 1, 4, 5, 19, 20])
@pytest.mark.parametrize("k", [0, 1, 2])
@pytest.mark.parametrize("value", ["alike", "varied"])
def test_every_figure_is_a_number_or_a_sentence(n: int, k: int, value: str) -> None:
    points = np.ones((n, k)) if value == "alike" else (np.arange(n * k).reshape(n, k) * 7 % 3 > 0).astype(float)
    table = table_of(points.reshape(n, k))
    found = reliability(table)
    apart = upper_lower(table)
    assert len(apart) == k
    for one in (found.alpha, found.kr20, found.sem, found.spread, *apart):
        shown(one)
        assert n >= 20 or one.value is None
    for i in range(k):
        shown(facility(table, i))
        assert (facility(table, i).value is None) == (n < 5)
        shown(item_rest(table, i))
        assert (n, k) == (20, 2) or item_rest(table, i).value is None
    shown(alpha(points.reshape(n, k)))
    shown(kr20(points.reshape(n, k) > 0))
    shown(reliability(table.by_case()).alpha)


def test_refusals_say_why() -> None:
    alike = table_of([[1, 1]] * 25)
    told = facility(alike, 0)
    assert told.value == 1
    assert told.interval is not None
    assert told.interval.high == 1
    assert told.interval.low < 0.9
    assert "alike" not in str(item_rest(alike, 0).refused)
    assert item_rest(alike, 0).refused is not None
    assert item_rest(alike, 0).refused(Lang.EN).startswith("All 25 got the same.")
    rest_alike = table_of([[i % 2, 1] for i in range(25)])
    assert item_rest(rest_alike, 0).refused is not None
    assert "on the rest" in item_rest(rest_alike, 0).refused(Lang.EN)
    single = table_of([[i % 2] for i in range(25)])
    assert reliability(single).alpha.refused is not None
    assert "at least two" in reliability(single).alpha.refused(Lang.EN)
    assert facility(table_of([[1]] * 4), 0).refused is not None
    assert "4" in facility(table_of([[1]] * 4), 0).refused(Lang.DA)
    partly = facility(table_of([[1]] * 9, 2), 0)
    assert (partly.value, partly.interval) == (0.5, None)
    assert partly.note is not None


def test_alpha_below_zero_is_told_and_gives_no_error_of_measurement() -> None:
    points = [[1, 0, 1]] * 10 + [[0, 1, 0]] * 10 + [[0, 1, 1]] * 2
    found = reliability(table_of(points))
    assert found.alpha.value is not None
    assert found.alpha.value < 0
    assert found.alpha.note is not None
    assert found.sem.value is None
    shown(found.sem)


def test_the_size_of_a_group() -> None:
    assert [group_size(n) for n in (1, 2, 20, 24, 30, 50)] == [1, 1, 5, 6, 8, 14]


def test_two_groups_that_tie_are_refused() -> None:
    assert groups(np.array([1.0, 1, 1, 1, 2])).apart
    assert not groups(np.array([1.0] * 18 + [2.0] * 2)).apart
    table = table_of([[1, 0]] * 18 + [[1, 1]] * 2)
    for one in upper_lower(table):
        assert one.value is None


def test_a_number_that_is_none_is_our_fault_and_never_shown() -> None:
    with pytest.raises(ArithmeticError):
        figure(3, math.nan)


def test_a_learner_with_an_item_twice_is_refused() -> None:
    row = {"learner": "a", "item": "c/v/decision/choice/x", "points": 1, "of": 1}
    with pytest.raises(ValueError, match="twice"):
        scores(pd.DataFrame([row, row]))


# ---- cells that would point at somebody ----


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"a": 10, "b": 5, "c": 0}, {"a": 10, "b": 5, "c": 0}),
        ({"a": 10, "b": 3, "c": 7}, {"a": 10, "b": None, "c": None}),
        ({"a": 10, "b": 3, "c": 2}, {"a": 10, "b": None, "c": None}),
        ({"a": 9, "b": 3, "c": 9}, {"a": None, "b": None, "c": None}),
        ({"a": 0, "b": 3}, {"a": 0, "b": None}),
        ({}, {}),
    ],
)
def test_suppression(cells: dict[str, int], expected: dict[str, int | None]) -> None:
    assert suppressed(cells) == expected


@some
@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_nothing_hidden_follows_from_the_sum(counts: list[int]) -> None:
    cells = {str(i): n for i, n in enumerate(counts)}
    found = suppressed(cells)
    hidden = [name for name, n in found.items() if n is None]
    assert all(n is None or n == cells[name] for name, n in found.items())
    assert all(n is None or n == 0 or n >= 5 for n in found.values())
    assert len(hidden) != 1 or sum(n > 0 for n in counts) == 1


# ---- what must not change anything ----


def drawn(n: int, levels: int, seed: int) -> list[list[int]]:
    return np.random.default_rng(seed).integers(-1, levels, (n, 4)).tolist()


#: Points of 20 to 26 learners on four items, from -1 to at most 3, with many ties or few.
POINTS = st.builds(drawn, st.integers(20, 26), st.integers(1, 4), st.integers(0, 2**32 - 1))


@some
@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_learners_changes_nothing(points: list[list[int]], random: Any) -> None:
    table, other = table_of(points, 3), points.copy()
    random.shuffle(other)
    shuffled = table_of(other, 3)
    assert reliability(shuffled) == reliability(table)
    assert upper_lower(shuffled, draws=20) == upper_lower(table, draws=20)
    for i in range(4):
        assert facility(shuffled, i) == facility(table, i)
        assert item_rest(shuffled, i).value == pytest.approx(item_rest(table, i).value, abs=1e-12)


@some
@given(POINTS)
def test_an_item_that_everybody_has_changes_no_other(points: list[list[int]]) -> None:
    table, more = table_of(points, 3), table_of([[*row, 3] for row in points], 3)
    before, after = reliability(table), reliability(more)
    assert (after.alpha, after.kr20, after.sem) == (before.alpha, before.kr20, before.sem)
    assert after.constant == before.constant + 1
    for one, other in zip(upper_lower(table, draws=20), upper_lower(more, draws=20)[:4], strict=True):
        assert (one.value, one.n) == (other.value, other.n)
        assert both_ends(one) == pytest.approx(both_ends(other), abs=1e-12)
    assert item_rest(more, 4).value is None
    for i in range(4):
        assert facility(more, i) == facility(table, i)
        assert item_rest(more, i).value == pytest.approx(item_rest(table, i).value, abs=1e-9)


@some
@given(POINTS, st.integers(2, 9))
def test_the_unit_of_the_points_changes_nothing(points: list[list[int]], unit: int) -> None:
    table, scaled = table_of(points, 3), table_of(np.array(points) * unit, 3 * unit)
    assume(reliability(table).alpha.value is not None)
    assert reliability(scaled).alpha.value == pytest.approx(reliability(table).alpha.value, abs=1e-9)
    assert reliability(scaled).kr20 == reliability(table).kr20
    for one, other in zip(upper_lower(table, draws=5), upper_lower(scaled, draws=5), strict=True):
        assert one.value == other.value


# ---- options and flags ----


def marks_of(book: Book, chosen: list[tuple[str | None, str, int]], other: list[int]) -> pd.DataFrame:
    """Marks of a decision and of another item: for each learner her choice, its grade and points, and the other's."""
    of = 10
    rows: list[dict[str, Any]] = []
    shared = {"base": "c", "visit": "v", "harm": None, "rule": None, "counts": True, "practice": False, "number": 1}
    for i, ((value, grade, points), rest) in enumerate(zip(chosen, other, strict=True)):
        who = {"learner": f"l{i:03}", **shared}
        mark = "missing" if value is None else "right" if grade == "best" else "wrong"
        decision = {"category": "decision", "kind": "choice", "subject": "triage", "best": "non_specific"}
        name = "c/v/decision/choice/triage"
        rows.append(
            {**who, **decision, "item": name, "chosen": value, "grade": grade, "mark": mark, "points": points, "of": of}
        )
        focus = {
            "category": "history",
            "kind": "focus",
            "subject": "focus",
            "best": None,
            "chosen": None,
            "grade": None,
        }
        rows.append({**who, **focus, "item": "c/v/history/focus/focus", "mark": "partly", "points": rest, "of": 40})
    return pd.DataFrame(rows)


def test_options_of_a_disputed_key(book: Book) -> None:
    # The twelve strongest on the rest: eight say nerve root; of the others all but six say what the key says.
    strong = [("nerve_root", "wrong", 0)] * 8 + [("non_specific", "best", 10)] * 4
    weak = [("non_specific", "best", 10)] * 22 + [(None, "", 0)] * 6
    marks = marks_of(book, strong + weak, list(range(40, 28, -1)) + [i % 9 for i in range(28)])
    found = analysed(marks, book, draws=20)
    item = next(one for one in found.items if one.subject == "triage")
    assert (found.learners, item.n, item.not_met, item.left_open) == (40, 40, 0, 6)
    assert item.options is not None
    by_value = {one.value: one for one in item.options.options}
    assert {value: one.n for value, one in by_value.items()} == {
        "serious_specific": 0,
        "nerve_root": 8,
        "non_specific": 26,
        "": 6,
    }
    assert by_value["nerve_root"].rest.value == pytest.approx(sum(range(33, 41)) / 8 / 40, abs=1e-12)
    assert by_value["serious_specific"].rest.value is None
    assert by_value["non_specific"].best_for == 40
    # 27 per cent of 40 is 11, whose last one has 30 points on the rest.
    assert item.options.strongest == 11
    assert [flag.kind for flag in item.flags] == ["disputed", "negative"]
    assert "8 of the 11 strongest (73%)" in item.flags[0].text(Lang.EN)
    assert "8 af de 11" in item.flags[0].text(Lang.DA)
    assert item.flags[0].n == 11


def test_small_cells_are_hidden_everywhere(book: Book) -> None:
    chosen = [("non_specific", "best", 10)] * 20 + [("nerve_root", "wrong", 0)] * 7 + [(None, "", 0)] * 3
    marks = marks_of(book, chosen, [i % 11 for i in range(30)])
    item = next(one for one in analysed(marks, book, draws=20).items if one.subject == "triage")
    assert item.options is not None
    told = {one.value: (one.n, one.share.value, one.rest.value) for one in item.options.options}
    assert told["nerve_root"] == told[""] == (None, None, None)
    assert told["non_specific"][0] == 20
    assert item.left_open is None
    for option in item.options.options:
        shown(option.share)
        shown(option.rest)


def test_four_learners_are_told_nothing(book: Book) -> None:
    found = analysed(marks_of(book, [("non_specific", "best", 10)] * 4, [1, 2, 3, 4]), book)
    for item in found.items:
        for one in (item.facility, item.rest, item.upper_lower):
            assert one.value is None
            shown(one)
        assert item.left_open is None
        assert item.flags == ()
        if item.options:
            assert all(one.n is None and one.best_for is None and one.upper is None for one in item.options.options)


def test_no_marks_at_all(book: Book) -> None:
    found = analysed(marks_of(book, [], []).reindex(columns=marks_of(book, [("x", "", 0)], [1]).columns), book)
    assert (found.learners, found.items, found.flagged) == (0, (), ())
    shown(found.reliability.alpha)
    shown(found.by_case.alpha)


def test_only_the_first_attempt_that_counts_is_in_the_test(book: Book) -> None:
    marks = marks_of(book, [("non_specific", "best", 10)] * 6, [1] * 6)
    again = marks.assign(number=2, points=0)
    practice = marks.assign(learner="p", practice=True)
    void = marks.assign(learner="q", counts=False)
    found = analysed(pd.concat([marks, again, practice, void]), book)
    assert found.learners == 6
    assert found.items[0].facility.value == 1
    last = analysed(pd.concat([marks, again, practice, void]), book, which="last")
    assert last.items[0].facility.value == 0
    assert analysed(marks, book, cases=["other"]).learners == 0


def test_easy_and_hard_and_a_relation_that_may_be_chance(book: Book) -> None:
    few = Figure(19, 0.95)
    assert flags(few, Figure(19), None) == ()
    assert [one.kind for one in flags(Figure(20, 0.9), Figure(20), None)] == ["easy"]
    assert [one.kind for one in flags(Figure(20, 0.25), Figure(20), None)] == ["hard"]
    assert flags(Figure(20, 0.89), Figure(20, 0.0), None) == ()
    rng = np.random.default_rng(3)
    noise = table_of(np.column_stack([rng.integers(0, 2, 24), rng.integers(0, 9, 24)]), [1, 9])
    relation = item_rest(noise, 0)
    assert relation.value is not None
    turned = Figure(24, -abs(relation.value), relation.interval)
    (flag,) = flags(Figure(24, 0.5), turned, None)
    assert flag.text(Lang.EN).endswith("It may be chance.")
    assert flag.text(Lang.DA).endswith("Det kan være et tilfælde.")


def test_numbers_are_written_as_each_language_does() -> None:
    assert (rounded(-0.004, 2).da, rounded(-0.004, 2).en) == ("0,00", "0.00")
    assert (rounded(12.34, 1).da, rounded(99.6, 0).en) == ("12,3", "100")


def test_options_know_their_test(book: Book) -> None:
    marks = marks_of(book, [("non_specific", "best", 10)] * 20, [i % 3 for i in range(20)])
    test = scores(marks)
    column = test.items.index("c/v/decision/choice/triage")
    mine = marks[marks["subject"] == "triage"]
    found = options_of(mine, rows_of(mine), test, column, book.decisions["triage"])
    # A third has the most on the rest, and all tie: the group is everybody above the lowest.
    assert found.strongest == sum(i % 3 == 2 for i in range(20))
    assert [one.upper for one in found.options] == [0, 0, 0, 0]
