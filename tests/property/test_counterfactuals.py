"""Every counterfactual is true: the rules, run on the changed patient, give what it says; less would not have done."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from learner import CORE
from property.patients import complete, impossible

from lbp_teach import content
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.what_if import LIMIT, MOST, what_if

PATIENTS = 12


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


@pytest.fixture(scope="module")
def found(library: Book) -> list[tuple[dict, str, tuple]]:
    """For seeded patients, every decision with its counterfactuals."""
    rng = Random(20260521)
    patients = [complete(rng, library) for _ in range(PATIENTS)]
    decisions = [*library.decisions, *library.advice]
    return [(facts, name, what_if(library, facts, name)) for facts in patients for name in decisions]


def test_the_changed_patient_gets_what_is_said(library: Book, found: list[tuple[dict, str, tuple]]) -> None:
    checked = 0
    for facts, name, changes in found:
        now = assess(library, facts, advice=True).verdicts[name].best if changes else ()
        for one in changes:
            changed = {**facts, **dict(one.changes)}
            then = assess(library, changed, advice=True).verdicts[name].best
            assert set(then) == set(one.best), (name, one)
            assert not set(then) & set(now), (name, one)
            assert not impossible(changed, library), (name, one)
            checked += 1
    assert checked > 10 * PATIENTS


def test_no_part_of_the_changes_would_have_been_enough(library: Book, found: list[tuple[dict, str, tuple]]) -> None:
    several = 0
    for facts, name, changes in found:
        now = set(assess(library, facts, advice=True).verdicts[name].best) if changes else set()
        for one in changes:
            if len(one.changes) == 1:
                continue
            several += 1
            for part in combinations(one.changes, len(one.changes) - 1):
                less = {**facts, **dict(part)}
                then = set(assess(library, less, advice=True).verdicts[name].best)
                # Less is not enough, or makes a patient who cannot exist, or leads somewhere else.
                assert then & now or impossible(less, library) or then != set(one.best), (name, one, part)
    assert several >= PATIENTS


def test_there_are_few_and_each_leads_elsewhere(found: list[tuple[dict, str, tuple]]) -> None:
    for _, name, changes in found:
        assert len(changes) <= LIMIT, name
        assert all(len(one.changes) <= MOST for one in changes), name
        assert len({one.best for one in changes}) == len(changes), name


def test_most_core_decisions_could_have_been_otherwise(found: list[tuple[dict, str, tuple]]) -> None:
    core = [changes for _, name, changes in found if name in CORE]
    assert sum(bool(changes) for changes in core) / len(core) > 0.95
