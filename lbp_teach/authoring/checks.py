"""Everything `lbp-teach cases validate` says of a case file: what keeps it from being served, and from being good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lbp_teach import compile, strict_yaml
from lbp_teach.authoring.answers import check_answers
from lbp_teach.authoring.branches import check_branches
from lbp_teach.authoring.texts import check_balance, check_conditions, check_person, check_terms
from lbp_teach.authoring.truth import check_side, check_themes, untrue_answers
from lbp_teach.authoring.words import words
from lbp_teach.case import Case
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book
from lbp_teach.strict_yaml import Path as At
from lbp_teach.strict_yaml import dotted, line_of
from lbp_teach.variants import Change, altered, every_kind, spoken


def problems_of(path: Path, book: Book) -> list[Problem]:
    """Return everything that is wrong with a case file, in order; nothing where it is in order.

    What breaks the case (its shape, contradictions, missing words, a text still to be written) is told first and alone:
    the rest reads the case as a whole.

    Args:
        path: the case file.
        book: the guideline (`compile.read_guideline()` or `content.library()`).
    """
    try:
        written = compile.read_written(path, book)
    except InputError as error:
        return error.problems
    _, lines = strict_yaml.load(path.read_text(encoding="utf-8-sig"), path.name)
    return quality(written, book, path.name, lines)


def quality(written: Case, book: Book, file: str, lines: dict[At, int]) -> list[Problem]:
    """Return what is wrong with a case that could be served, and with each of its variants.

    Args:
        written: the case with its placeholders.
        book: the guideline.
        file: the file's name, for the messages.
        lines: the line of each key.
    """
    problems: dict[tuple[str, str], Problem] = {}

    def report(path: At, what: str, remedy: str) -> None:
        problems.setdefault((dotted(path), what), Problem(file, line_of(path, lines), dotted(path), what, remedy))

    case = spoken(written)
    check_person(written, report)
    check_balance(case, report)
    check_terms(case, report)
    check_conditions(case, book, report)
    check_answers(written, book, report)
    check_branches(case, book, report)
    check_themes(case, book, report)
    check_side(case, book, report)
    first, least = case.visits[0], words().limits.first_answers
    if len(first.answers) < least:
        what = f"the first visit has {len(first.answers)} answers of its own; {least} make a person."
        report(("visits", 0, "answers"), what, "Answer more of the questions in the patient's own words.")
    told = set()
    for change in (Change(written.persona.age), *every_kind(written)):
        for at, questions, what in _untrue(written, change, book):
            if questions not in told:
                report(at, what, "Answer in the patient's own words.")
            told.add(questions)
    return sorted(problems.values(), key=lambda problem: (problem.line or 0, problem.key))


def _untrue(written: Case, change: Change, book: Book) -> Iterator[tuple[At, tuple[str, ...], str]]:
    """Yield ordinary answers that are untrue of the case, or of one of its variants: where, which, and why."""
    case = spoken(altered(written, change))
    names = [one.id for one in written.variants.alternatives]
    for index, visit in enumerate(case.visits):
        for missing, because in untrue_answers(case, visit, book):
            at: At = ("visits", index, "answers")
            what = f"{', '.join(missing)}: {because}, which is not true of this patient."
            if change.alternative:
                at, what = ("variants", "alternatives", names.index(change.alternative)), f"at {visit.id!r}, {what}"
            elif change.age != written.persona.age:
                at, what = ("variants", "age"), f"at {visit.id!r}, with {change.age} years, {what}"
            yield at, (visit.id, *missing), what
