"""Facts as an author writes them: unknown names, values that a finding cannot have, sides where there are none."""

from __future__ import annotations

from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import NOT_APPLICABLE, UNKNOWN, key
from lbp_teach.guideline.model import SIDES, Finding, Scalar
from lbp_teach.logic import Truth
from lbp_teach.strict_yaml import Path, dotted, line_of

_RANGES = {
    "mrc": (0, 5),
    "nrs": (0, 10),
    "weeks": (0, 5200),
    "hours": (0, 100_000),
    "celsius": (30, 43),
    "years": (0, 120),
    "months": (0, 1200),
    "minutes": (0, 1440),
    "ml": (0, 3000),
}
#: What an author writes for the left and the right side together.
BOTH = "both"
#: Every patient has these; "not applicable" says nothing about them.
_ALWAYS = ("person.age_years", "history.duration_weeks", "history.pain_nrs", "exam.temperature_celsius")


def wrong_value(finding: Finding, value: Scalar) -> tuple[str, str] | None:
    """Return what is wrong with a value of a finding and what to do, or None."""
    if value == UNKNOWN:
        return None
    if finding.kind == "number":
        if value == NOT_APPLICABLE:
            if finding.id in _ALWAYS or finding.unit == "mrc":
                return f"every patient has a value of {finding.id}.", "Give a number, or unknown."
            return None
        if isinstance(value, str):
            return (
                f"{value!r} is not a number.",
                f"Give a number in {finding.unit}, unknown or not_applicable.",
            )
        if finding.unit == "mrc" and value != int(value):
            return f"{value:g} is no strength grade.", "Give a whole number from 0 to 5."
        low, high = _RANGES.get(finding.unit or "", (0, 10_000))
        if not low <= value <= high:
            return f"{value:g} lies outside {low} to {high} {finding.unit}.", "Correct the number."
        return None
    known = ["present", "absent"] if finding.kind == "presence" else list(finding.values)
    if str(value) not in known:
        return f"{value!r} is not a value of {finding.id}.", allowed(str(value), [*known, UNKNOWN])
    return None


def without_side(value: object) -> tuple[str, str]:
    """Return what is wrong with one value of a finding that has two sides, and what to do."""
    what = "this finding has a left and a right side, and it is not said which is meant."
    return what, f"Write {{left: {value}}}, {{right: {value}}} or, for the two of them, {{both: {value}}}."


def raw_problems(content: object, lines: dict[Path, int], file: str, book: Book) -> list[Problem]:
    """Return what is wrong with facts and answers of a case whose shape is broken too, so that all is said at once."""
    problems: list[Problem] = []
    visits = content.get("visits") if isinstance(content, dict) else None
    for index, visit in enumerate(visits if isinstance(visits, list) else []):
        if not isinstance(visit, dict):
            continue
        at: Path = ("visits", index, "facts")
        if isinstance(visit.get("facts"), dict):
            problems += findings_problems(visit["facts"], lines, file, book, at)[1]
        answers = visit.get("answers")
        for name in answers if isinstance(answers, dict) else {}:
            if name not in book.questions:
                path: Path = ("visits", index, "answers", name)
                what = f"unknown question {name!r}."
                problems.append(
                    Problem(file, line_of(path, lines), dotted(path), what, allowed(str(name), list(book.questions)))
                )
    return problems


def findings_problems(
    data: object, lines: dict[Path, int], file: str, book: Book, at: Path = ()
) -> tuple[dict[str, Scalar], list[Problem]]:
    """Read a findings file: `finding: value`, or `finding: {left: value, right: value}` or `finding: {both: value}`.

    Returns:
        The facts, and every problem found; a finding that is left out stays unknown.
    """
    facts: dict[str, Scalar] = {}
    problems: list[Problem] = []

    def report(path: Path, what: str, remedy: str) -> None:
        problem = Problem(file, line_of((*at, *path), lines), dotted((*at, *path)), what, remedy)
        if problem not in problems:  # both sides of one value
            problems.append(problem)

    if not isinstance(data, dict):
        report(
            (),
            "the file must hold findings, one `finding: value` to a line.",
            "See docs/authoring.md.",
        )
        return facts, problems
    for name, value in data.items():
        finding = book.findings.get(name)
        if finding is None:
            report((name,), f"unknown finding {name!r}.", allowed(str(name), list(book.findings)))
            continue
        if isinstance(value, dict) and not finding.sided:
            report((name,), "this finding has no sides.", "Give one value.")
            continue
        if isinstance(value, dict) and value.keys() == {BOTH}:
            value = dict.fromkeys(SIDES, value[BOTH])
        if isinstance(value, dict) and not (value and set(value) <= set(SIDES)):
            strange = next((str(side) for side in value if side not in SIDES), "nothing")
            what = f"{strange!r} is not a side." if strange != BOTH else "`both` stands alone, without left and right."
            report((name,), what, allowed(strange, (*SIDES, BOTH)))
            continue
        if finding.sided and isinstance(value, str | int | float) and not isinstance(value, bool):
            report((name,), *without_side(value))
        given = value if isinstance(value, dict) else dict.fromkeys(SIDES if finding.sided else ("",), value)
        for side, item in given.items():
            if not isinstance(item, str | int | float) or isinstance(item, bool):
                report((name,), "this is not a value.", "Give a word or a number.")
            elif wrong := wrong_value(finding, item):
                report((name,), *wrong)
            else:
                facts[key(name, side or None)] = item
    context = book.context(facts)
    for line in book.guideline.contradictions:
        if not problems and evaluate(line.when, context).truth is Truth.TRUE:
            report((), f"{line.what}.", "Correct one of the findings, or leave it out.")
    return facts, problems
