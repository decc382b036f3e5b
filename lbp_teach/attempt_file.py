"""A recorded attempt as a file: what `lbp-teach score CASE ANSWERS` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lbp_teach.case import Case, following
from lbp_teach.errors import MOST, InputError, Problem, allowed
from lbp_teach.forecast import ASKED
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import SIDES
from lbp_teach.play import Asked, Attempt, Chances, Choice, Examined, VisitState, decided, is_sided

Percent = Annotated[int, Field(strict=True, ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExaminedAnswer(_Strict):
    """A manoeuvre that was done."""

    manoeuvre: str
    side: Literal["left", "right", "both"] | None = None


class ChoiceAnswer(_Strict):
    """A decision that was made."""

    value: str
    confidence: int | None = Field(None, ge=1, le=3, strict=True)  # true is no certainty of 1


class VisitAnswers(_Strict):
    """What was done at one visit."""

    asked: tuple[str, ...] = ()
    examined: tuple[ExaminedAnswer, ...] = ()
    decisions: dict[str, str | ChoiceAnswer] = Field(default_factory=dict)
    estimates: dict[Literal["before", "after"], dict[str, Percent]] = Field(default_factory=dict)


class Answers(_Strict):
    """A whole attempt: its visits in order. Which visits follow is decided by the case."""

    visits: tuple[VisitAnswers, ...] = Field(min_length=1)


def read_answers(path: Path, case: Case, book: Book, edition: str, case_hash: str) -> Attempt:
    """Read an attempt from JSON.

    Raises:
        InputError: the file is not JSON of this shape, or names what does not exist; every problem at once.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})."
        raise InputError([Problem(path.name, None, "", what, "Check the path.")]) from None
    return attempt_from(text, path.name, case, book, edition, case_hash)


def attempt_from(text: bytes, name: str, case: Case, book: Book, edition: str, case_hash: str) -> Attempt:
    """Return the attempt that answers in JSON describe; `name` stands for the text in messages.

    Raises:
        InputError: as `read_answers`.
    """
    try:
        answers = Answers.model_validate_json(text)
    except ValidationError as error:
        raise InputError(
            [
                Problem(
                    name,
                    None,
                    ".".join(map(str, e["loc"])),
                    f"{e['msg']}.",
                    "See docs/scoring.md for the format.",
                )
                for e in error.errors(include_url=False)
            ]
        ) from None
    problems: list[Problem] = []
    visits: list[VisitState] = []
    visit_id: str | None = case.visits[0].id
    for index, given in enumerate(answers.visits):
        at = f"visits[{index}]"
        if visit_id is None:
            problems.append(Problem(name, None, at, "the case ended before this visit.", "Remove it."))
            break
        state = _visit(given, visit_id, at, name, case, book, problems)
        visits.append(state)
        so_far = Attempt("file", case.id, case_hash, edition, tuple(visits))
        branch = following(case, visit_id, decided(so_far, len(visits) - 1), book)
        visit_id = branch.visit if branch else None
    if problems:
        raise InputError(problems)
    return Attempt("file", case.id, case_hash, edition, tuple(visits), finished=visit_id is None)


def _visit(
    given: VisitAnswers,
    visit_id: str,
    at: str,
    file: str,
    case: Case,
    book: Book,
    problems: list[Problem],
) -> VisitState:
    def need(name: str, known: list[str], key: str) -> bool:
        if name in known:
            return True
        # A guess at what was meant costs time; nobody reads the thousandth.
        remedy = allowed(name, known) if len(problems) < MOST else "Correct it."
        problems.append(Problem(file, None, f"{at}.{key}", f"{name!r} is not known.", remedy))
        return False

    total = case.visit(visit_id).minutes * 60
    seconds = 0
    asked: list[Asked] = []
    for name in dict.fromkeys(given.asked):
        if need(name, list(book.questions), "asked"):
            seconds += book.questions[name].seconds
            asked.append(Asked(name, over=seconds > total))
    examined: list[Examined] = []
    done: set[tuple[str, str | None]] = set()
    for one in given.examined:
        if need(one.manoeuvre, list(book.manoeuvres), "examined"):
            manoeuvre = book.manoeuvres[one.manoeuvre]
            side = (one.side or "both") if is_sided(manoeuvre, book) else None
            new = [s for s in (SIDES if side == "both" else (side,)) if (one.manoeuvre, s) not in done]
            if new:
                done.update((one.manoeuvre, s) for s in new)
                seconds += manoeuvre.seconds * len(new)
                examined.append(Examined(one.manoeuvre, side if len(new) == 2 else new[0]))
    choices: dict[str, Choice] = {}
    for name, value in given.decisions.items():
        if need(name, list(book.decisions), "decisions"):
            choice = ChoiceAnswer(value=value) if isinstance(value, str) else value
            if need(choice.value, [o.value for o in book.decisions[name].options], f"decisions.{name}"):
                choices[name] = Choice(choice.value, choice.confidence)
    estimates: dict[str, Chances] = {}
    categories = [option.value for option in book.decisions[ASKED].options]
    for when, chances in given.estimates.items():
        place = f"estimates.{when}"
        known = [need(name, categories, place) for name in chances]
        left = [name for name in categories if name not in chances]
        total = sum(chances.values())
        if left:
            what = f"a chance for each category is needed; missing: {', '.join(left)}."
            problems.append(Problem(file, None, f"{at}.{place}", what, "Give 0 where you mean none."))
        elif all(known) and total != 100:
            what = f"the chances add up to {total} per cent."
            problems.append(Problem(file, None, f"{at}.{place}", what, "Make them add up to 100."))
        estimates[when] = {name: chances.get(name, 0) for name in categories}
    return VisitState(
        visit_id, tuple(asked), tuple(examined), choices, locked=True, seconds=seconds, estimates=estimates
    )
