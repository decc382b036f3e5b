"""A grade for a notebook: a number that nbgrader takes, with the explanation of every point.

nbgrader reads the last value of a cell as text and gives full marks for anything that is no number. So a grade looks
like a plain number where its value is shown, and like its explanation where it is printed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach import content
from lbp_teach.attempt_file import attempt_from
from lbp_teach.edition import EDITION
from lbp_teach.errors import InputError, UsageError
from lbp_teach.play import Attempt, fold
from lbp_teach.result import partly, told, why_not
from lbp_teach.scoring import Item, Report, score
from lbp_teach.text import Lang, Text, both

if TYPE_CHECKING:
    from lbp_teach.case import Case
    from lbp_teach.guideline.assess import Book
    from lbp_teach.records import Store

Given = Attempt | Mapping[str, Any] | str | Path
_LINE = both(da="{points} af {of}  {mark}  {visit}: {title}", en="{points} of {of}  {mark}  {visit}: {title}")
_TOTAL = both(
    da="Karakter: {grade} af {most} ({points} af {of} point, {case}, {edition}, bedømmelse {scorer})",
    en="Grade: {grade} of {most} ({points} of {of} points, {case}, {edition}, scorer {scorer})",
)
_ZERO = both(da="Karakter: 0 af {most}. {why}", en="Grade: 0 of {most}. {why}")
_NOT_COUNTED = both(
    da="Bedømmelsen tæller ikke, men er ({case}, {edition}, bedømmelse {scorer}):",
    en="The marks do not count, but are ({case}, {edition}, scorer {scorer}):",
)
_CAP = both(da="Loft efter en kritisk fejl", en="Cap after a critical error")
_BASELESS = both(da="Loft: for lidt at bygge beslutningerne på", en="Cap: too little to rest the decisions on")
_PRACTICE = both(da="øvelse", en="practice")
_FLOOR = both(da="Ikke under nul", en="Not below zero")
_SUM = both(da="I alt", en="In all")
_NOTICE = both(da="Til undervisning, ikke til patientbehandling.", en="For education, not for patient care.")
_MARKS: dict[str, Text] = {
    "critical": both(da="KRITISK FEJL", en="CRITICAL ERROR"),
    "too_much": both(da="mere end nødvendigt", en="more than needed"),
    "wrong": both(da="forkert", en="wrong"),
    "missing": both(da="mangler", en="missing"),
    "partly": both(da="delvist", en="partly"),
    "right": both(da="rigtigt", en="right"),
}
_MOST = both(
    da="max_points er {given}; det skal være et tal over 0.", en="max_points is {given}; it must be a number above 0."
)
_UNKNOWN_LANG = both(da="lang er {given}; det skal være da eller en.", en="lang is {given}; it must be da or en.")
_NO_CASE = both(
    da="Der mangler et navn på casen: grade(svar, case='...').", en="The case is not named: grade(answers, case='...')."
)
_NO_ATTEMPT = both(da="Forsøget {given} findes ikke i optegnelserne.", en="There is no attempt {given} in the records.")
_OTHER = both(
    da="Svaret kan ikke læses: det er hverken et forsøg, svar eller en fil.",
    en="The answer cannot be read: it is no attempt, no answers and no file.",
)
_CHANGED = both(
    da="Casen er ændret, siden forsøget blev gjort, så det kan ikke bedømmes.",
    en="The case was changed after the attempt was made, so it cannot be marked.",
)
_BROKEN = both(da="Forsøget kan ikke bedømmes ({why}).", en="The attempt cannot be marked ({why}).")


class Grade(float):
    """Points on the scale of an assignment, with their explanation.

    It counts and compares like a number, shows itself as that number, and prints as its explanation.

    Attributes:
        max_points: what a full score is worth.
        report: the marks, or None where there are none.
        reason: why it is 0 whatever the marks are (there are none, or the attempt does not count); empty otherwise.
        explanation: every mark with its points, which add up exactly.
    """

    max_points: float
    report: Report | None
    reason: str
    explanation: str

    def __new__(cls, value: float, max_points: float, report: Report | None, reason: str, explanation: str) -> Grade:
        """Make a grade of a value and its explanation."""
        made = super().__new__(cls, value)
        made.max_points, made.report, made.reason, made.explanation = (max_points, report, reason, explanation)
        return made

    def __repr__(self) -> str:
        """Return the number alone, which is what nbgrader reads."""
        return float.__repr__(self)

    def __str__(self) -> str:
        """Return the explanation, which is what print shows."""
        return self.explanation

    def __reduce__(self) -> tuple[Any, ...]:
        """Allow a grade to be copied and stored."""
        return Grade, (float(self), self.max_points, self.report, self.reason, self.explanation)


class _Refused(Exception):
    def __init__(self, why: Text, **values: str) -> None:
        super().__init__()
        self.why, self.values = why, values

    def __call__(self, lang: Lang) -> str:
        return self.why(lang).format(**self.values)


def grade(
    attempt: Given,
    *,
    case: str | None = None,
    store: Store | None = None,
    max_points: float = 100.0,
    edition: str = EDITION,
    lang: str = "da",
    practice: bool = False,
) -> Grade:
    """Return the grade of an attempt. Bad input is never an exception: it is 0 with the reason.

    An attempt that is not finished, that leaves open a choice which must be made, or that is practice as a whole is 0,
    too, and its explanation holds the marks. Where a part is practice, the rest counts, of the points of everything.

    Args:
        attempt: an `Attempt`; or answers in the format of docs/scoring.md as a dict, as JSON text or as the path of a
            file, together with `case`; or the id of an attempt, together with `store`.
        case: id of the case, for answers.
        store: the records, for the id of an attempt.
        max_points: what a full score is worth, above 0. Give the points of the nbgrader cell.
        edition: edition of the guideline, for answers; a recorded attempt keeps its own.
        lang: `da` or `en`, language of the explanation.
        practice: whether an attempt that is practice as a whole counts as well.

    Returns:
        The grade, from 0 to `max_points`, rounded to two decimals.
    """
    tongue = Lang.EN if lang == "en" else Lang.DA
    most = _most(max_points)
    try:
        if most is None:
            raise _Refused(_MOST, given=repr(max_points)[:40])
        if lang not in tuple(Lang):
            raise _Refused(_UNKNOWN_LANG, given=repr(lang)[:40])
        book = content.book()
        played = _attempt(attempt, case, store, edition, book)
        the_case = content.load_case(played.case)
        if played.case_hash and played.case_hash != content.case_hash(the_case.id):
            raise _Refused(_CHANGED)
        report = score(the_case, played, book, explain=False)
        why = why_not(report, practice=practice is True)
        reason = told(why, report, played, the_case, book)(tongue) if why else ""
        value = 0.0 if why else min(most, round(most * report.score, 2))
        head = _head(report, the_case, value, most, reason, tongue)
        return Grade(
            value, most, report, reason, "\n".join([*head, *_explained(report, played, the_case, book, tongue)])
        )
    except _Refused as refused:
        return _nothing(refused(tongue), most, tongue)
    except (InputError, UsageError) as error:
        return _nothing(str(error), most, tongue)
    except Exception as error:
        # A cell that fails would cost the student her other points; the reason says what went wrong.
        return _nothing(_BROKEN(tongue).format(why=f"{type(error).__name__}: {error}"[:200]), most, tongue)


def _most(max_points: Any) -> float | None:
    number = isinstance(max_points, int | float) and not isinstance(max_points, bool)
    return float(max_points) if number and math.isfinite(max_points) and max_points > 0 else None


def _nothing(why: str, most: float | None, lang: Lang) -> Grade:
    why = why.encode("utf-8", "replace").decode()  # half an emoji cannot be printed
    words = _ZERO(lang).format(most=_number(most or 0.0), why=why)
    return Grade(0.0, most or 0.0, None, why, f"{words}\n{_NOTICE(lang)}")


def _attempt(given: Given, case: str | None, store: Store | None, edition: str, book: Book) -> Attempt:
    """Return the attempt that was meant; raises for everything that is none."""
    if isinstance(given, Attempt):
        return given
    if store is not None and isinstance(given, str):
        return _stored(given, store)
    if isinstance(given, Mapping):
        text = json.dumps(given).encode()
    elif isinstance(given, Path):
        text = _bytes(given)
    elif isinstance(given, str):
        text = given.encode() if given.lstrip()[:1] in ("{", "[") else _bytes(Path(given))
    else:
        raise _Refused(_OTHER)
    if not isinstance(case, str):
        raise _Refused(_NO_CASE)
    the_case = content.load_case(case)
    return attempt_from(text, "answers", the_case, book, edition, content.case_hash(case))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        raise _Refused(_OTHER) from None


def _stored(name: str, store: Store) -> Attempt:
    for learner in store.learners():
        # An attempt is read together with the learner's earlier ones: what was told before decides what counts.
        found = fold(store.stream(learner.id)).get(name)
        if found is not None:
            return found
    raise _Refused(_NO_ATTEMPT, given=repr(name)[:80])


# ---- the explanation ----


def _head(report: Report, case: Case, value: float, most: float, reason: str, lang: Lang) -> list[str]:
    """Return the first lines: the grade, or that there is none and why."""
    versions = {"case": case.persona.name, "edition": report.edition, "scorer": report.versions["scorer"]}
    if reason:
        nought = _ZERO(lang).format(most=_number(most), why=reason)
        return [nought, _NOT_COUNTED(lang).format(**versions)]
    points = {"grade": _number(value), "most": _number(most), "points": report.points, "of": report.of}
    return [_TOTAL(lang).format(**points, **versions)]


def _explained(report: Report, attempt: Attempt, case: Case, book: Book, lang: Lang) -> list[str]:
    from lbp_teach.exports.flat import citations, label

    def where(visit: int) -> str:
        return case.visit(attempt.visits[visit].visit).label(lang)

    def line(item: Item) -> str:
        text = _LINE(lang).format(
            points=f"{item.points:>4}",
            of=f"{item.of:<3}",
            mark=_MARKS[item.mark](lang),
            visit=where(item.visit),
            title=label(item, book)(lang),
        )
        if item.mark == "right" or not item.outcomes:
            return text
        because = book.words(item.outcomes[0].rule.because, attempt.edition)(lang)
        return f"{text}\n           {because} [{citations(item, book, lang)}]"

    order = list(_MARKS)
    lines = [*map(line, sorted(report.items, key=lambda item: order.index(item.mark)))]
    words = partly(report, attempt, case)
    if words:
        lines.append(words(lang))
    for visit in dict.fromkeys(item.visit for item in report.practice_items):
        of = sum(item.of for item in report.practice_items if item.visit == visit)
        lines.append(
            _LINE(lang).format(
                points=f"{0:>4}", of=f"{of:<3}", mark=_PRACTICE(lang), visit=where(visit), title=_SUM(lang)
            )
        )
    cap = _CAP if report.critical else _BASELESS
    lines += [f"{n:>4}         {words(lang)}" for n, words in ((report.floor, _FLOOR), (report.cap, cap)) if n]
    return [*lines, f"{report.points:>4} / {report.of}  {_SUM(lang)}", _NOTICE(lang)]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
