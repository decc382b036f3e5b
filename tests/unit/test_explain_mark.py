"""Any mark of an attempt can be explained: rule, sources, facts, points, arguments, unknowns, what would change it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from learner import CASES, best_choices

import lbp_teach
from lbp_teach import content
from lbp_teach.errors import UsageError
from lbp_teach.explaining import explain_mark
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.mark_words import behind, line_of
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Choice
from lbp_teach.scoring import score
from lbp_teach.scoring.document import BEGIN, END, table, written
from lbp_teach.text import Lang

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"


@pytest.mark.parametrize("name", CASES)
def test_a_mark_of_each_kind_has_its_explanation(name: str, book: Book) -> None:
    case = content.load_case(name)
    attempt = model_attempt(case, book)
    report = score(case, attempt, book, explain=False)
    one_of_each = {(item.kind, item.category): item for item in report.items}
    assert len(one_of_each) >= 7
    for item in one_of_each.values():
        told = explain_mark(case, attempt, item.visit, item.subject, book)
        assert (told.item.points, told.item.of, told.item.mark) == (item.points, item.of, item.mark)
        assert told.formula == book.weights[line_of(item)].formula
        if item.subject not in ("time", "focus"):
            assert told.rules
            assert told.because
            assert told.citations
        assert set(told.citations) <= set(book.statements)
        for lang in Lang:
            words = behind(told.item, book, attempt.edition, lang)
            assert words["formula"]
            assert words["unknown"] == [] or item.category == "decision"


def test_what_would_change_it_is_verified_also_for_a_right_decision(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    attempt = model_attempt(case, book)
    told = explain_mark(case, attempt, 0, "urgency", book)
    assert told.item.mark == "right"
    assert told.nearest
    from lbp_teach.case import visit_facts

    truth = visit_facts(case, "first", book)
    for change in told.nearest:
        after = assess(book, {**truth, **dict(change.changes)}).verdicts["urgency"]
        assert set(after.best) == set(change.best)
        assert not set(after.best) & set(told.item.best)
    assert told.facts == {fact: truth[fact] for fact in told.facts}


def test_arguments_and_unknowns_of_a_wrong_choice_in_words(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    model = model_attempt(case, book)
    choices = {**best_choices(case, "first", book), "imaging": Choice("mri")}
    first = replace(model.visits[0], asked=(), examined=(), choices=choices)
    told = explain_mark(case, replace(model, visits=(first, model.visits[1])), 0, "imaging", book)
    words = behind(told.item, book, "DSAM2026", Lang.EN)
    assert (words["kind"], words["harm"]) == ("choice", "over")
    assert words["for"] == []
    assert any("Imaging must be able to change" in one for one in words["against"])
    assert words["unknown"]
    assert words["weight"] is None


def test_a_mark_that_is_not_there_is_refused_with_what_is(book: Book) -> None:
    case = content.load_case("rikke-thorsen")
    attempt = model_attempt(case, book)
    with pytest.raises(UsageError, match="imaging"):
        explain_mark(case, attempt, 0, "imagin", book)
    with pytest.raises(UsageError, match="2 visits"):
        explain_mark(case, attempt, 9, "imaging", book)


def test_it_is_reached_from_the_package() -> None:
    assert lbp_teach.explain_mark is explain_mark


# ---- the published table ----


def test_the_page_prints_the_table_of_weights_as_it_is(book: Book) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page, book), "run: python -m lbp_teach.scoring.document docs/scoring.md"
    for weight in book.guideline.weights:
        assert f"(`{weight.id}`) | {weight.value}" in table(book)


def test_a_page_without_a_place_for_the_table_is_refused(book: Book) -> None:
    assert written(f"a{BEGIN}old{END}b", book).startswith(f"a{BEGIN}\n\n| What")
    with pytest.raises(ValueError, match="no lines"):
        written("nothing", book)
