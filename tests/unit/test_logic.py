"""Kleene's truth tables, all nine rows of each."""

from __future__ import annotations

import itertools

import pytest

from lbp_teach.logic import Truth, all_of, any_of, at_least, truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
PAIRS = list(itertools.product((T, F, U), repeat=2))
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].value} and {pair[1].value}")
def test_and(pair: tuple[Truth, Truth]) -> None:
    assert all_of(pair) is AND[pair]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].value} or {pair[1].value}")
def test_or(pair: tuple[Truth, Truth]) -> None:
    assert any_of(pair) is OR[pair]


@pytest.mark.parametrize(("value", "negation"), [(T, F), (F, T), (U, U)])
def test_not(value: Truth, negation: Truth) -> None:
    assert ~value is negation


@pytest.mark.parametrize("pair", PAIRS)
def test_not_all_is_some_not(pair: tuple[Truth, Truth]) -> None:
    assert ~all_of(pair) is any_of([~value for value in pair])


@pytest.mark.parametrize(
    ("n", "values", "expected"),
    [
        (2, [T, T, F], T),
        (2, [T, F, F], F),
        (2, [T, U, F], U),
        (2, [U, U, F], U),
        (2, [U, F, F], F),
        (2, [T, T, U], T),
        (1, [F, F, U], U),
        (3, [T, T, U], U),
        (3, [T, T, F], F),
        (0, [F], T),
        (4, [T, T, T], F),
    ],
)
def test_at_least_counts_what_is_sure_and_what_is_possible(n: int, values: list[Truth], expected: Truth) -> None:
    assert at_least(n, values) is expected


def test_all_of_nothing_is_true_and_any_of_nothing_is_false() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_a_known_fact_is_true_or_false() -> None:
    assert (truth(True), truth(False)) == (T, F)
