"""What a schema cannot see: loose references, contradictions, patients without words, keys that do not derive."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from lbp_teach.authoring.texts import check_unfinished
from lbp_teach.authoring.truth import contradictions
from lbp_teach.case import SLUG, BothSides, Case, Visit, visit_answers, visit_facts
from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.guideline.model import AllOf, AnyOf, Condition, DecisionIs, NotOf, Scalar
from lbp_teach.lint_facts import without_side, wrong_value
from lbp_teach.logic import Truth
from lbp_teach.model_answer import needed_seconds
from lbp_teach.strict_yaml import Path, dotted, line_of

#: The share of a visit's time that the necessary may take at most.
TIME_SHARE = 0.8
Report = Callable[[Path, str, str], None]


def check_case(
    case: Case,
    stem: str,
    book: Book,
    file: str,
    lines: dict[Path, int],
) -> list[Problem]:
    """Return everything that is wrong with a case beyond its shape, all at once."""
    problems: list[Problem] = []

    def report(path: Path, what: str, remedy: str) -> None:
        problems.append(Problem(file, line_of(path, lines), dotted(path), what, remedy))

    if not re.fullmatch(SLUG, stem):
        report((), f"the file name {stem!r} cannot be the id of a case.", "Call the file like anna-holm.yaml.")
    elif case.id != stem:
        report(("id",), f"the id {case.id!r} differs from the file name.", f"Call it {stem!r}.")
    order = [visit.id for visit in case.visits]
    for index, visit in enumerate(case.visits):
        at: Path = ("visits", index)
        if order.index(visit.id) != index:
            report((*at, "id"), f"a visit {visit.id!r} exists already.", "Give it another id.")
        if visit.based_on is not None and visit.based_on not in order[:index]:
            report(
                (*at, "based_on"),
                f"{visit.based_on!r} is no earlier visit.",
                allowed(visit.based_on, order[:index]),
            )
        if (visit.kind == "first") != (index == 0):
            report(
                (*at, "kind"),
                "only the first visit is of the kind first.",
                "Use first or follow_up.",
            )
        for number, branch in enumerate(visit.next):
            place = (*at, "next", number)
            if branch.visit not in order[index + 1 :]:
                report(
                    (*place, "visit"),
                    f"{branch.visit!r} is no later visit.",
                    allowed(branch.visit, order[index + 1 :]),
                )
        for name in ("next", "endings"):
            options = getattr(visit, name)
            for number, option in enumerate(options):
                place = (*at, name, number)
                for what, remedy in _check_choice(option.when, book, order[: index + 1]):
                    report((*place, "when"), what, remedy)
                if (option.when is None) != (number == len(options) - 1):
                    report(
                        place,
                        "the last one, and only the last, goes without `when`.",
                        "Add or remove `when`.",
                    )
        _check_facts(visit, at, book, report)
        for question in visit.answers:
            if question not in book.questions:
                report(
                    (*at, "answers", question),
                    f"unknown question {question!r}.",
                    allowed(question, list(book.questions)),
                )
    _check_weights(case, book, report)
    if any(not re.search(r"\.(answers|when|kind)\b|^weights|^id$|^$", problem.key) for problem in problems):
        # The rest reads the case as a story, which a case with loose ends or impossible facts is not.
        return problems
    check_unfinished(case, report)
    reached = {order[0]} | {branch.visit for visit in case.visits for branch in visit.next}
    for index, visit in enumerate(case.visits):
        at = ("visits", index)
        if visit.id not in reached:
            report(
                (*at, "id"),
                f"no visit leads to {visit.id!r}.",
                "Name it in a `next`, or remove it.",
            )
        _check_voices(case, visit, at, book, report)
        _check_truth(case, visit, at, book, report)
        _check_time(case, visit, at, book, report)
    return problems


def check_patient(case: Case, book: Book, file: str) -> list[Problem]:
    """Return what is wrong with the patient of a case whose story is in order, as that of a variant is."""
    problems: list[Problem] = []

    def report(path: Path, what: str, remedy: str) -> None:
        problems.append(Problem(file, None, dotted(path), what, remedy))

    for index, visit in enumerate(case.visits):
        _check_facts(visit, ("visits", index), book, report)
    if problems:
        return problems
    for index, visit in enumerate(case.visits):
        for check in (_check_voices, _check_truth, _check_time):
            check(case, visit, ("visits", index), book, report)
    return problems


def _check_weights(case: Case, book: Book, report: Report) -> None:
    """A case may only weigh what is marked, and each item once."""
    process = [rule.id for rule in book.guideline.rules if rule.ask or rule.examine]
    known = [*book.decisions, *process, "localise", "estimate", "focus", "time"]
    items = [weight.item for weight in case.weights]
    for number, name in enumerate(items):
        at: Path = ("weights", number, "item")
        if name not in known:
            report(at, f"{name!r} is not marked.", allowed(name, known))
        elif name in items[:number]:
            report(at, f"{name!r} has a weight already.", "Remove one of them.")


def _check_choice(condition: Condition | None, book: Book, visits: list[str]) -> list[tuple[str, str]]:
    match condition:
        case None:
            return []
        case DecisionIs(decision=name, visit=visit, one_of=values):
            if visit is not None and visit not in visits:
                return [(f"{visit!r} is no visit before this one.", allowed(visit, visits))]
            if name not in book.decisions:
                return [(f"unknown decision {name!r}.", allowed(name, list(book.decisions)))]
            known = [o.value for o in book.decisions[name].options]
            return [(f"unknown value {v!r}.", allowed(v, known)) for v in values if v not in known]
        case NotOf(not_=part):
            return _check_choice(part, book, visits)
        case AllOf(all=parts) | AnyOf(any=parts):
            return [found for part in parts for found in _check_choice(part, book, visits)]
        case _:
            return [("a branch looks at decisions only.", "Use {decision: ..., one_of: [...]}.")]


def _check_facts(visit: Visit, at: Path, book: Book, report: Report) -> None:
    for name, value in visit.facts.items():
        place: Path = (*at, "facts", name)
        finding = book.findings.get(name)
        if finding is None:
            report(place, f"unknown finding {name!r}.", allowed(name, list(book.findings)))
            continue
        if finding.door:
            report(place, "this stands in `persona` already.", "Leave it out here.")
            continue
        if isinstance(value, BothSides) and not finding.sided:
            report(place, "this finding has no sides.", "Give one value.")
            continue
        if finding.sided and not isinstance(value, BothSides):
            report(place, *without_side(value))
            continue
        given = [value.left, value.right] if isinstance(value, BothSides) else [value]
        for item in given:
            if item is not None and (wrong := wrong_value(finding, item)):
                report(place, *wrong)


def _check_voices(case: Case, visit: Visit, at: Path, book: Book, report: Report) -> None:
    """Every fact that differs from the ordinary needs the patient's own words, and new words when it changed."""
    facts = visit_facts(case, visit.id, book)
    before = visit_facts(case, visit.based_on, book) if visit.based_on else {}
    answers = visit_answers(case, visit.id)
    for question in book.questions.values():
        names = [k for name in question.findings for k in keys(book.findings[name])]
        special = [n for n in names if facts[n] != _ordinary(case, n, book)]
        changed = [n for n in names if visit.based_on and facts[n] != before[n]]
        if special and question.id not in answers:
            if visit.based_on and not changed:
                continue  # what is missing at an earlier visit is told there
            what = f"the patient has no words for {question.id!r}, although {special[0]} is {facts[special[0]]}."
            report((*at, "answers"), what, f"Add answers.{question.id} in both languages.")
        elif changed and question.id not in visit.answers:
            what = f"{changed[0]} changed since visit {visit.based_on!r}, but the answer to {question.id!r} did not."
            report((*at, "answers"), what, f"Add answers.{question.id} in both languages.")


def _ordinary(case: Case, fact: str, book: Book) -> Scalar:
    name = fact.partition("@")[0]
    return case.persona.age if name == "history.onset_age_years" else book.findings[name].default


def _check_truth(
    case: Case,
    visit: Visit,
    at: Path,
    book: Book,
    report: Report,
) -> None:
    facts = visit_facts(case, visit.id, book)
    impossible = _impossible(case, facts, book)
    if impossible and visit.based_on:
        # What was copied from an earlier visit is told there.
        copied = _impossible(case, visit_facts(case, visit.based_on, book), book)
        impossible = [what for what in impossible if what not in copied]
    for what in impossible:
        report((*at, "facts"), f"{what}.", "Change the facts of this visit.")
    for name, verdict in assess(book, facts).verdicts.items():
        if not verdict.best:
            what = f"the guideline gives no answer for {name!r} on these facts."
            report((*at, "facts"), what, "Change the facts, or ask for a rule.")


def _impossible(case: Case, facts: Facts, book: Book) -> list[str]:
    """Return what cannot be true of one patient at one visit."""
    context = book.context(facts)
    found = [item.what for item in book.guideline.contradictions if evaluate(item.when, context).truth is Truth.TRUE]
    return [*found, *contradictions(case, facts, book)]


def _check_time(case: Case, visit: Visit, at: Path, book: Book, report: Report) -> None:
    """What the guideline asks for must fit into the visit with room for the learner's own questions."""
    needed = needed_seconds(assess(book, visit_facts(case, visit.id, book)), book)
    if needed > TIME_SHARE * visit.minutes * 60:
        what = f"what has to be asked and examined takes {needed / 60:.1f} of {visit.minutes} minutes."
        report((*at, "minutes"), what, f"Allow at least {math.ceil(needed / 60 / TIME_SHARE)} minutes.")
