"""Pass marks, and early against late: by hand, at the edges, and what must not change them."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from lbp_teach.cohort.effect import Effect, Group, beside_the_trial, between, early_late, independent, paired
from lbp_teach.cohort.figure import Figure
from lbp_teach.cohort.standard import angoff, borderline_regression, pass_rate
from lbp_teach.probability.intervals import Interval, proportion_interval
from lbp_teach.text import Lang


def sentence(found: Figure) -> str:
    assert found.value is None
    assert found.refused is not None
    assert found.refused(Lang.DA)
    return found.refused(Lang.EN)


# ---- Angoff ----


def test_angoff_by_hand() -> None:
    # Marks 0.5, 0.6 and 0.7 of two items that weigh the same: mean 0.6, standard deviation 0.1, error 0.1/√3.
    judges = {"a": {"x": 0.4, "y": 0.6}, "b": {"x": 0.5, "y": 0.7}, "c": {"x": 0.8, "y": 0.6}}
    found = angoff(judges)
    assert found.cut.value == pytest.approx(0.6, abs=1e-12)
    assert found.error == pytest.approx(0.1 / math.sqrt(3), abs=1e-12)
    assert found.judges == pytest.approx({"a": 0.5, "b": 0.6, "c": 0.7})
    assert found.cut.interval is not None
    assert found.cut.interval.high == pytest.approx(0.6 + 4.302652729911275 * 0.1 / math.sqrt(3), abs=1e-9)
    assert found.cut.note is not None
    assert found.cut.note(Lang.EN) == "3 judges are few. Find at least 5."
    # An item that weighs three times as much: (3 · 0.4 + 0.6) / 4 for the first judge.
    weighed = angoff(judges, {"x": 6, "y": 2})
    assert weighed.judges == pytest.approx({"a": 0.45, "b": 0.55, "c": 0.75})


def test_angoff_uses_only_what_all_judged() -> None:
    judges = {str(n): {"x": 0.5, "y": 0.9, **({"z": 0.1} if n else {})} for n in range(6)}
    found = angoff(judges)
    assert found.items == 2
    assert (found.cut.value, found.error) == pytest.approx((0.7, 0))
    assert found.cut.note is not None
    assert "2 of 3" in found.cut.note(Lang.EN)


def test_angoff_refuses() -> None:
    assert sentence(angoff({}).cut)
    assert "Too few: 2" in sentence(angoff({"a": {"x": 0.5}, "b": {"x": 0.5}}).cut)
    assert "No items" in sentence(angoff({"a": {"x": 1}, "b": {"y": 1}, "c": {"x": 1}}).cut)
    with pytest.raises(ValueError, match="0 to 1"):
        angoff({"a": {"x": 55}, "b": {"x": 0.5}, "c": {"x": 0.5}})
    with pytest.raises(ValueError, match="points"):
        angoff({name: {"x": 0.5} for name in "abc"}, {"x": 0})


# ---- borderline regression ----


def test_a_line_without_scatter() -> None:
    ratings = [1, 2, 3, 4, 5] * 5
    found = borderline_regression([0.3 + 0.1 * r for r in ratings], ratings, 2, draws=50)
    assert found.cut.value == pytest.approx(0.5, abs=1e-12)
    assert found.slope == pytest.approx(0.1, abs=1e-12)
    assert found.explained == pytest.approx(1, abs=1e-12)
    assert found.error == pytest.approx(0, abs=1e-9)


def test_the_order_of_learners_changes_no_mark() -> None:
    draw = random.Random(4)
    pairs = [(draw.random(), draw.randint(1, 5)) for _ in range(30)]
    found = borderline_regression(*zip(*pairs, strict=True), 2, draws=100)  # type: ignore[arg-type]
    draw.shuffle(pairs)
    assert borderline_regression(*zip(*pairs, strict=True), 2, draws=100) == found  # type: ignore[arg-type]
    other = borderline_regression(*zip(*pairs, strict=True), 2, draws=100, seed=1)  # type: ignore[arg-type]
    assert other.cut.value == found.cut.value
    assert other.cut.interval != found.cut.interval


def test_borderline_regression_refuses_and_warns() -> None:
    assert "Too few: 19" in sentence(borderline_regression([0.5] * 19, [1, 2] * 9 + [1], 2).cut)
    assert sentence(borderline_regression([], [], 2).cut)
    assert "same global rating" in sentence(borderline_regression([0.5] * 20, [3] * 20, 3).cut)
    assert "beyond what anybody has seen" in sentence(borderline_regression([0.5] * 20, [3, 4] * 10, 2).cut)
    turned = borderline_regression([0.9, 0.5] * 10, [1, 3] * 10, 2, draws=20)
    assert turned.cut.note is not None
    assert "The line falls" in turned.cut.note(Lang.EN)
    alike = borderline_regression([0.5] * 20, [1, 3] * 10, 2, draws=20)
    assert (alike.cut.value, alike.explained) == (0.5, None)
    lonely = borderline_regression([0.5] * 19 + [0.9], [2] * 19 + [5], 2, draws=200)
    assert lonely.cut.interval is None  # in a third of the draws nobody was rated 5
    assert lonely.cut.note is not None
    with pytest.raises(ValueError, match="one rating"):
        borderline_regression([0.5], [1, 2], 2)
    with pytest.raises(ValueError, match="numbers"):
        borderline_regression([math.nan] * 20, [1, 2] * 10, 2)


def test_pass_rate() -> None:
    scores = [0.1 * n for n in range(1, 11)]
    cut = Figure(5, 0.6, Interval(0.45, 0.75, "t", 0.95))
    found = pass_rate(scores, cut)
    assert (found.rate.value, found.rate.n) == (0.5, 10)
    assert found.rate.interval == proportion_interval(5, 10)
    assert found.at_low is not None
    assert found.at_high is not None
    assert (found.at_low.value, found.at_high.value) == (0.6, 0.3)
    assert sentence(pass_rate(scores[:4], cut).rate)
    assert "Too few: 1" in sentence(pass_rate(scores, angoff({"a": {"x": 1}}).cut).rate)
    assert pass_rate(scores, Figure(5, 0.6)).at_low is None
    assert pass_rate([0.3] * 5, Figure(5, 0.1 + 0.2)).rate.value == 1  # 0.30000000000000004 in a computer


# ---- early against late ----


def test_pairs_by_hand() -> None:
    # Half gain 10, half gain 20, on two scores 50 and 70: variances (n - 1) of 105.26 and 26.32 before and after.
    early, late = [50.0, 70.0] * 10, [70.0, 80.0] * 10
    found = paired(early, late)
    assert found.difference.value == 15
    assert found.early == Group(20, 60, pytest.approx(math.sqrt(2000 / 19)))
    assert found.late == Group(20, 75, pytest.approx(math.sqrt(500 / 19)))
    assert found.relation == 1
    assert found.cohen.value == pytest.approx(15 / math.sqrt(1250 / 19), abs=1e-12)
    assert found.hedges.value is not None
    assert found.hedges.value < found.cohen.value


def test_effects_refuse() -> None:
    for effect in (paired([1.0] * 19, [2.0] * 19), paired([], []), independent(Group(19, 1, 1), Group(50, 2, 1))):
        assert effect.early is None
        for one in (effect.difference, effect.cohen, effect.hedges):
            assert sentence(one)
    alike = paired([50.0] * 20, [60.0] * 20)
    assert alike.difference.value == 10
    assert "same" in sentence(alike.cohen)
    assert "same" in sentence(independent(Group(20, 50, 0), Group(20, 60, 0)).hedges)
    with pytest.raises(ValueError, match="late score"):
        paired([1], [1, 2])


def attempts(learners: int, scores: list[float], left: int = 0) -> pd.DataFrame:
    """Attempts of learners who each got these scores plus their own level; of the last ones only the first attempt."""
    rows = []
    for n in range(learners):
        mine = scores[:1] if n >= learners - left else scores
        for i, score in enumerate(mine):
            when = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=i)
            row = {"learner": f"l{n:03}", "order": i + 1, "to_last": len(mine) - i, "score": score + n % 7}
            rows.append({**row, "finished": when})
        rows.append({"learner": f"l{n:03}", "order": 0, "to_last": 0, "score": math.nan, "finished": pd.NaT})
    return pd.DataFrame(rows).astype({"learner": "category"})


def value(effect: Effect) -> float | None:
    return effect.difference.value


def test_first_against_last() -> None:
    table = attempts(24, [10, 20, 30, 60, 80], left=3)
    found = early_late(table, k=2)
    assert (value(found), found.difference.n, found.left_out) == (55, 21, 3)
    assert value(early_late(table, k=1)) == 70
    assert found.early is not None
    assert found.early.mean == pytest.approx(15 + sum(n % 7 for n in range(21)) / 21)
    shuffled = table.sample(frac=1, random_state=1)
    assert early_late(shuffled, k=2) == found
    assert early_late(table, k=3).difference.value is None  # six attempts are needed, there are five
    with pytest.raises(ValueError, match="at least one"):
        early_late(table, k=0)
    assert early_late(table.iloc[:0]).difference.value is None


def test_before_one_day_against_after_another() -> None:
    table = attempts(24, [10, 20, 30, 60, 80], left=3)
    day = datetime(2026, 9, 3, tzinfo=UTC)
    found = between(table, day, day + timedelta(days=1))
    assert (value(found), found.difference.n, found.left_out) == (55, 21, 3)
    assert value(between(table, day, day)) == pytest.approx(170 / 3 - 15)
    assert "after the first" in sentence(between(table, day, day - timedelta(days=1)).difference)


def test_the_trial_in_a_sentence() -> None:
    text = beside_the_trial()
    for words in (text(Lang.DA), text(Lang.EN)):
        assert "Weiner et al. 2014" in words
        assert "10.1111/jgs.12871" in words
    assert "62.0%" in text(Lang.EN)
    assert "79,5 %" in text(Lang.DA)
    assert "d = 1.84 (1.21 to 2.47)" in text(Lang.EN)
