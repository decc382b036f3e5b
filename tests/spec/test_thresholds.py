"""Every threshold of the guideline, just below, at and just above it, in every edition; read out of the rules."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spec.conditions import Owner, sides_apart
from spec.patients import Search
from spec.test_spec import SCENARIOS, patient
from spec.thresholds import SENSE, Edge, Tried, attempt, edges, examine, unused

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Condition, CountOf, FindingIs, ParameterRef


@pytest.fixture(scope="module")
def tried(book: Book) -> Sequence[Tried]:
    found = list(examine(book))
    alone = sum(not t.whole for t in found)
    print(f"{len(found)} thresholds, {len(found) - alone} seen in the whole condition, {alone} in their clause only")
    return found


def test_every_threshold_compares_in_the_sense_that_it_says(tried: Sequence[Tried]) -> None:
    assert [str(t) for t in tried if not t.right] == []


def test_every_threshold_is_seen_from_both_sides(tried: Sequence[Tried]) -> None:
    assert [str(t) for t in tried if len(set(t.expected)) < 2] == []


def test_every_parameter_of_a_condition_is_tried_in_every_edition(tried: Sequence[Tried], book: Book) -> None:
    seen = {(t.edge.limit.parameter, t.edge.value) for t in tried if isinstance(t.edge.limit, ParameterRef)}
    named = {e.limit for e in edges(book) if isinstance(e.limit, ParameterRef)}
    everywhere = [e.id for e in book.guideline.editions]
    for limit in named:
        parameter = book.parameters[limit.parameter]
        found = [parameter.value(edition) for edition in everywhere]
        for value in found:
            end = value if not isinstance(value, tuple) else value[0 if limit.bound == "lower" else 1]
            assert (limit.parameter, end) in seen


def test_every_parameter_of_a_rule_has_a_scenario_at_its_threshold_or_on_both_sides_of_it(book: Book) -> None:
    cases = [(patient(p.values[0], book), p.values[0].get("edition", "DSAM2026")) for p in SCENARIOS]
    assert unused(book, cases) == []


# ---- the tool itself can fail ----

WEEKS = "history.duration_weeks"


def edge(condition: Condition, sense: str, book: Book) -> Edge:
    owner = Owner("rule", "made_up", condition, ("DSAM2026",))
    return Edge(owner, sides_apart(condition, book), (), sense, 6, "DSAM2026", 6)


@pytest.mark.parametrize("written", [s for s in SENSE if s != "count"])
@pytest.mark.parametrize("meant", [s for s in SENSE if s != "count"])
def test_a_comparison_in_another_sense_is_found(book: Book, written: str, meant: str) -> None:
    condition = FindingIs.model_validate({"finding": WEEKS, written: 6})
    assert attempt(edge(condition, meant, book), Search(book)).right is (written == meant)


@pytest.mark.parametrize("need", [1, 2, 3])
def test_another_count_is_found(book: Book, need: int) -> None:
    names = ("history.saddle_numbness", "history.bowel_incontinence", "flags.fever")
    condition = CountOf(count=need, of=tuple(FindingIs(finding=name) for name in names))
    owner = Owner("rule", "made_up", condition, ("DSAM2026",))
    assert attempt(Edge(owner, condition, (), "count", 2, "DSAM2026", 2), Search(book)).right is (need == 2)


def test_a_parameter_that_no_scenario_comes_close_to_is_found(book: Book) -> None:
    named = {e.limit.parameter for e in edges(book) if isinstance(e.limit, ParameterRef)}
    far = {name.partition(".")[0] for name in unused(book, [])}
    assert far
    assert far <= named
    only = [({WEEKS: book.parameters["extended_follow_up_weeks"].value("DSAM2026")}, "DSAM2026")]
    assert far - {name.partition(".")[0] for name in unused(book, only)} >= {"extended_follow_up_weeks"}  # type: ignore[arg-type]
