"""Whether a class's probabilities meant what they said, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from lbp_teach.cohort.stated import estimates_of, overconfidence, stated, word
from lbp_teach.forecast import against


def marks(said: dict[str, list[str]]) -> pd.DataFrame:
    rows = [(name, "estimate", words) for name, found in said.items() for words in found]
    rows += [("a", "imaging", "none"), ("a", "estimate", None)]
    return pd.DataFrame(rows, columns=["learner", "subject", "chosen"])


#: Five learners: each says 70 before and 90 after; the first three are right both times, the others wrong both times.
FIVE = {name: [f"before:70:{int(name < 'd')} after:90:{int(name < 'd')}"] for name in "abcde"}


def test_an_estimate_is_kept_as_what_was_thought_most_likely() -> None:
    given = against(0, {"before": {"a": 40, "b": 60}, "after": {"a": 90, "b": 10}}, ("a",)).given
    assert word(given) == "before:60:0 after:90:1"
    assert word(against(0, {}, ("a",)).given) == ""


def test_the_table_has_a_row_for_each_estimate_and_none_for_anything_else() -> None:
    table = estimates_of(marks(FIVE))
    assert len(table) == 10
    assert set(table["when"]) == {"before", "after"}
    assert table.loc[0].to_list() == ["a", "before", 70, True]


def test_what_was_said_and_what_held_by_hand() -> None:
    low, high = stated(marks(FIVE))
    assert (low.low, low.high, low.estimates) == (65, 79, 5)
    assert low.said.value == pytest.approx(0.7)
    assert low.held.value == pytest.approx(0.6)
    assert (high.low, high.high) == (80, 94)
    assert high.held.n == 5
    assert high.held.interval is not None
    assert high.held.interval.high == 1, "no share is above all of it"
    # Each learner said 80 on average; 60 per cent of them were right throughout: 0.8 - 0.6.
    assert overconfidence(marks(FIVE)).value == pytest.approx(0.2)


def test_learners_weigh_the_same_however_often_they_said_something() -> None:
    said = {name: ["after:90:1"] for name in "bcde"} | {"a": ["after:90:0"] * 20}
    (one,) = stated(marks(said))
    assert one.estimates == 24
    assert one.held.value == pytest.approx(0.8)


def test_few_learners_are_not_told() -> None:
    four = {name: ["after:90:1"] for name in "abcd"}
    (one,) = stated(marks(four))
    assert one.held.value is None
    assert one.held.refused is not None
    assert overconfidence(marks(four)).value is None


def test_nobody_said_anything() -> None:
    assert stated(marks({})) == []
    assert overconfidence(marks({})).value is None
