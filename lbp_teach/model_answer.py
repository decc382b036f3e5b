"""The model answer, derived like the key: who asks and examines what is needed and always decides best."""

from __future__ import annotations

from typing import Any

from lbp_teach.bedside.exam.exercise import Exam
from lbp_teach.bedside.exam.localise import answer_of, as_act
from lbp_teach.bedside.exam.patient import body_of
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.case import Case, following, visit_facts
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Assessment, Book, assess
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.play import Asked, Attempt, Choice, Examined, VisitState, decided, is_sided


def needed(assessment: Assessment, book: Book) -> tuple[list[str], list[str]]:
    """Return the questions and the manoeuvres that obtain everything that had to be, each once."""
    # The ordinary work-up first; a rule that wants one thing more (an abdomen, a pregnancy) comes after it.
    fired = (outcome.rule for outcome in assessment.process if outcome.fired)
    rules = sorted(fired, key=lambda rule: len(rule.ask) + len(rule.examine) == 1)
    questions = dict.fromkeys(book.question_of[name].id for rule in rules for name in rule.ask)
    manoeuvres = dict.fromkeys(book.manoeuvre_of[name].id for rule in rules for name in rule.examine)
    return list(questions), list(manoeuvres)


def needed_seconds(assessment: Assessment, book: Book) -> int:
    """Return how long the necessary takes, both sides of everything that has sides."""
    questions, manoeuvres = needed(assessment, book)
    talking = sum(book.questions[name].seconds for name in questions)
    return talking + sum(book.manoeuvres[m].seconds * (1 + is_sided(book.manoeuvres[m], book)) for m in manoeuvres)


def examined_well(case: Case, visit_id: str, book: Book) -> tuple[Examined, ...]:
    """Return what had to be examined, done as a trained examiner does it."""
    exam = Exam.at_visit(case, visit_id, book)
    return exam.after(act for act in exam.model() if act[0] == "examine").done


def true_record(assessment: Assessment, facts: Facts, book: Book) -> dict[str, Recorded]:
    """Return what had to be examined, written down as it is."""
    wanted = [name for o in assessment.process if o.fired for name in o.rule.examine]
    return {k: Recorded(facts[k]) for name in wanted for k in keys(book.findings[name])}


def true_answer(case: Case, facts: Facts, book: Book) -> dict[str, Any]:
    """Return what the findings point to, as the act that says so."""
    return as_act(answer_of(body_of(facts, case.id, book), book))


def certain(assessment: Assessment, book: Book) -> dict[str, int]:
    """Return the estimate of somebody who has everything: all of it on the category that is best."""
    best = assessment.verdicts["triage"].best[0]
    return {option.value: 100 * (option.value == best) for option in book.decisions["triage"].options}


def model_attempt(case: Case, book: Book, edition: str = EDITION, case_hash: str = "") -> Attempt:
    """Return the attempt of somebody who does what is needed and decides best, along the path that leads to.

    It proves that full marks can be reached, and teachers replay it.
    """
    visits: list[VisitState] = []
    visit_id: str | None = case.visits[0].id
    while visit_id is not None:
        facts = visit_facts(case, visit_id, book)
        key = assess(book, facts, edition)
        questions, _ = needed(key, book)
        choices = {name: Choice(verdict.best[0]) for name, verdict in key.verdicts.items()}
        visits.append(
            VisitState(
                visit_id,
                tuple(Asked(name, over=False) for name in questions),
                examined_well(case, visit_id, book),
                choices,
                locked=True,
                seconds=needed_seconds(key, book),
                recorded=true_record(key, facts, book),
                tools={"exam": (("localise", true_answer(case, facts, book)),)},
                estimates={"after": certain(key, book)},
            )
        )
        so_far = Attempt("model", case.id, case_hash, edition, tuple(visits))
        branch = following(case, visit_id, decided(so_far, len(visits) - 1), book)
        visit_id = branch.visit if branch else None
    return Attempt("model", case.id, case_hash, edition, tuple(visits), finished=True)
