"""Every clause of every rule and concept can by itself change the outcome; `mcdc` says what that means."""

from __future__ import annotations

from collections.abc import Sequence

from spec.conditions import Owner, clauses, negated, owners, sides_apart
from spec.mcdc import Shown, examine, report
from spec.patients import Goal, Search

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.model import AllOf, AnyOf, ConceptIs, Condition, FindingIs
from lbp_teach.logic import Truth


def test_every_clause_matters_by_itself(shown: Sequence[Shown]) -> None:
    print(report(shown))
    assert [str(s) for s in shown if not s.matters] == []


def test_every_clause_matters_in_patients_who_can_exist(shown: Sequence[Shown]) -> None:
    assert [str(s) for s in shown if s.patients == "impossible"] == []


def test_no_clause_was_left_out(shown: Sequence[Shown], book: Book) -> None:
    wanted = {owner.id: len(list(clauses(sides_apart(owner.when, book)))) for owner in owners(book)}
    assert len(shown) == sum(len(list(clauses(sides_apart(owner.when, book)))) for owner in owners(book))
    assert {s.owner.id for s in shown} == {name for name, count in wanted.items() if count}


# ---- the tool itself can fail ----

SADDLE = FindingIs(finding="history.saddle_numbness")
BOWEL = FindingIs(finding="history.bowel_incontinence")
LONG = FindingIs(finding="history.duration_weeks", at_least=6)
LONGER = FindingIs(finding="history.duration_weeks", at_least=8)


def grades(condition: Condition, book: Book) -> list[str]:
    return [s.grade for s in examine(book, [Owner("rule", "made_up", condition, ("DSAM2026",))])]


def test_two_clauses_about_different_findings_matter_alone(book: Book) -> None:
    assert grades(AllOf(all=(SADDLE, negated(BOWEL))), book) == ["alone", "alone"]


def test_a_clause_that_another_one_swallows_is_found(book: Book) -> None:
    assert grades(AllOf(all=(LONG, LONGER)), book) == ["never", "alone"]
    assert grades(AnyOf(any=(LONG, LONGER)), book) == ["alone", "never"]


def test_a_clause_beside_its_own_negation_is_found(book: Book) -> None:
    assert grades(AllOf(all=(SADDLE, negated(SADDLE))), book) == ["never", "never"]


def test_a_finding_that_a_concept_holds_already_is_found(book: Book) -> None:
    within = ConceptIs(concept="cauda_equina_suspected")
    assert grades(AnyOf(any=(within, SADDLE)), book) == ["alone", "never"]
    assert grades(AllOf(all=(within, negated(SADDLE))), book) == ["alone", "alone"]


def test_clauses_that_share_a_finding_and_both_matter_are_told_apart(book: Book) -> None:
    here, there = (FindingIs(finding="history.course", one_of=(v,)) for v in ("improving", "worsening"))
    both = AnyOf(any=(AllOf(all=(here, SADDLE)), AllOf(all=(there, negated(SADDLE)))))
    assert set(grades(both, book)) <= {"alone", "coupled"}
    assert "coupled" in grades(both, book)


def test_each_side_is_a_clause(book: Book) -> None:
    for side in ("any", "both"):
        assert grades(FindingIs(finding="exam.slr", side=side, one_of=("positive",)), book) == ["alone", "alone"]


def test_a_patient_that_is_made_is_as_asked(book: Book) -> None:
    search = Search(book)
    for concept in book.guideline.concepts:
        for wanted in (True, False):
            (patient,) = search.find([Goal(concept.when, wanted)]) or ({},)
            assert (evaluate(concept.when, book.context(patient)).truth is Truth.TRUE) is wanted, concept.id
