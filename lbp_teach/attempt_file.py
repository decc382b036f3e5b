"""A recorded attempt as a file: what `lbp-teach score CASE ANSWERS` reads, and an attempt written as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lbp_teach.acting import NOTE_LIMIT, NOTES_LIMIT
from lbp_teach.attempt_exam import LocalisedAnswer, Page, localised_acts, plain_answer, plain_record, record_of
from lbp_teach.bedside.exam.localise import said_of
from lbp_teach.case import Case, following
from lbp_teach.errors import InputError, Problem
from lbp_teach.forecast import ASKED
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import SIDES
from lbp_teach.play import Asked, Attempt, Chances, Choice, Examined, Note, VisitState, decided, is_sided

Percent = Annotated[int, Field(strict=True, ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExaminedAnswer(_Strict):
    """A manoeuvre that was done; `shown` is false where it was done in a way that shows nothing."""

    manoeuvre: str
    side: Literal["left", "right", "both"] | None = None
    shown: bool = Field(True, strict=True)


class ChoiceAnswer(_Strict):
    """A decision that was made."""

    value: str
    confidence: int | None = Field(None, ge=1, le=3, strict=True)  # true is no certainty of 1


class VisitAnswers(_Strict):
    """What was done at one visit.

    Attributes:
        asked: ids of questions.
        examined: manoeuvres.
        recorded: what was written down of the examination, by finding; see `record_of` for the forms of a value.
        localised: what the findings were put to.
        decisions: by decision.
        left: cards whose whole table was left without an answer.
        estimates: chances in per cent before and after the examination.
    """

    asked: tuple[str, ...] = ()
    examined: tuple[ExaminedAnswer, ...] = ()
    recorded: dict[str, Any] = Field(default_factory=dict)
    localised: LocalisedAnswer | None = None
    decisions: dict[str, str | ChoiceAnswer] = Field(default_factory=dict)
    left: tuple[str, ...] = ()
    estimates: dict[Literal["before", "after"], dict[str, Percent]] = Field(default_factory=dict)


class Answers(_Strict):
    """A whole attempt: its visits in order. Which visits follow is decided by the case."""

    visits: tuple[VisitAnswers, ...] = Field(min_length=1)
    notes: tuple[Annotated[str, Field(max_length=NOTE_LIMIT)], ...] = Field((), max_length=NOTES_LIMIT)


def answers_of(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as answers: plain data that `attempt_from` and `lbp_teach.grade` read.

    It keeps everything that is marked. It does not keep what only the records know (whose attempt it was, and whether
    it was practice), nor the time that was taken by anything but questions and manoeuvres.
    """
    found: dict[str, Any] = {"visits": [_answers(state) for state in attempt.visits]}
    return found | ({"notes": [note.text for note in attempt.notes]} if attempt.notes else {})


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
                for e in _told(error.errors(include_url=False))
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
        state = _visit(given, visit_id, Page(name, at, problems), case, book)
        visits.append(state)
        so_far = Attempt("file", case.id, case_hash, edition, tuple(visits))
        branch = following(case, visit_id, decided(so_far, len(visits) - 1), book)
        visit_id = branch.visit if branch else None
    if problems:
        raise InputError(problems)
    notes = tuple(Note(f"file-{number}", text) for number, text in enumerate(answers.notes, start=1))
    return Attempt("file", case.id, case_hash, edition, tuple(visits), notes, finished=visit_id is None)


def _told(errors: Sequence[Any]) -> list[Any]:
    """Return errors without those that only follow: a list whose items were all refused is called too short as well."""
    places = {error["loc"][:-1] for error in errors} | {error["loc"][:1] for error in errors if len(error["loc"]) > 1}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in places]


def _visit(given: VisitAnswers, visit_id: str, page: Page, case: Case, book: Book) -> VisitState:
    asked, talked = _asked(given, case.visit(visit_id).minutes * 60, page, book)
    examined, worked = _examined(given, page, book)
    choices = _choices(given, page, book)
    return VisitState(
        visit_id,
        asked,
        examined,
        choices,
        locked=True,
        seconds=talked + worked,
        recorded=record_of(given.recorded, examined, page, book),
        tools=localised_acts(given.localised, page),
        left=_left(given, choices, page, book),
        estimates=_estimates(given, page, book),
    )


def _asked(given: VisitAnswers, total: int, page: Page, book: Book) -> tuple[tuple[Asked, ...], int]:
    """Return the questions, each once, and how many seconds they took."""
    seconds, asked = 0, []
    for name in dict.fromkeys(given.asked):
        if page.knows(name, list(book.questions), "asked"):
            seconds += book.questions[name].seconds
            asked.append(Asked(name, over=seconds > total))
    return tuple(asked), seconds


def _examined(given: VisitAnswers, page: Page, book: Book) -> tuple[tuple[Examined, ...], int]:
    """Return the manoeuvres, and how many seconds they took: each side once, however often it was done."""
    seconds, examined = 0, []
    had: set[tuple[str, str | None]] = set()
    done: set[tuple[str, str | None, bool]] = set()
    for one in given.examined:
        if not page.knows(one.manoeuvre, list(book.manoeuvres), "examined"):
            continue
        manoeuvre = book.manoeuvres[one.manoeuvre]
        side = (one.side or "both") if is_sided(manoeuvre, book) else None
        sides = SIDES if side == "both" else (side,)
        new = [s for s in sides if (one.manoeuvre, s, one.shown) not in done]
        if new:
            seconds += manoeuvre.seconds * sum((one.manoeuvre, s) not in had for s in new)
            had.update((one.manoeuvre, s) for s in new)
            done.update((one.manoeuvre, s, one.shown) for s in new)
            examined.append(Examined(one.manoeuvre, side if len(new) == 2 else new[0], reveals=one.shown))
    return tuple(examined), seconds


def _choices(given: VisitAnswers, page: Page, book: Book) -> dict[str, Choice]:
    choices: dict[str, Choice] = {}
    for name, value in given.decisions.items():
        if page.knows(name, list(book.decisions), "decisions"):
            choice = ChoiceAnswer(value=value) if isinstance(value, str) else value
            if page.knows(choice.value, [o.value for o in book.decisions[name].options], f"decisions.{name}"):
                choices[name] = Choice(choice.value, choice.confidence)
    return choices


def _left(given: VisitAnswers, choices: Mapping[str, Choice], page: Page, book: Book) -> tuple[str, ...]:
    """Return the cards that were left without an answer; only one with rows can be, and only as a whole."""
    tables = {card.id: card for card in book.board.values() if card.rows}
    left = [name for name in dict.fromkeys(given.left) if page.knows(name, list(tables), "left")]
    for name in left:
        answered = [row.id for row in tables[name].rows if row.id in choices]
        if answered:
            page.say("left", f"{name!r} cannot be left: {answered[0]} is answered.", "Remove one of the two.")
    return tuple(left)


def _estimates(given: VisitAnswers, page: Page, book: Book) -> dict[str, Chances]:
    estimates: dict[str, Chances] = {}
    categories = [option.value for option in book.decisions[ASKED].options]
    for when, chances in given.estimates.items():
        place = f"estimates.{when}"
        known = [page.knows(name, categories, place) for name in chances]
        left = [name for name in categories if name not in chances]
        total = sum(chances.values())
        if left:
            what = f"a chance for each category is needed; missing: {', '.join(left)}."
            page.say(place, what, "Give 0 where you mean none.")
        elif all(known) and total != 100:
            page.say(place, f"the chances add up to {total} per cent.", "Make them add up to 100.")
        estimates[when] = {name: chances.get(name, 0) for name in categories}
    return estimates


# ---- an attempt as answers ----


def _answers(state: VisitState) -> dict[str, Any]:
    """Return a visit as answers; what is empty is left out."""
    localised = said_of(state.tools.get("exam", ()))
    decisions = {
        name: one.value if one.confidence is None else {"value": one.value, "confidence": one.confidence}
        for name, one in state.choices.items()
    }
    found: dict[str, Any] = {
        "asked": [one.question for one in state.asked],
        # A trained examiner does some twice, in two ways; which way it was is no matter of the marks.
        "examined": [_done(one) for one in dict.fromkeys((d.manoeuvre, d.side, d.reveals) for d in state.examined)],
        "recorded": plain_record(state.recorded),
        "localised": localised and plain_answer(localised),
        "decisions": decisions,
        "left": list(state.left),
        "estimates": {when: dict(chances) for when, chances in state.estimates.items()},
    }
    return {name: value for name, value in found.items() if value}


def _done(one: tuple[str, str | None, bool]) -> dict[str, Any]:
    manoeuvre, side, shown = one
    return {"manoeuvre": manoeuvre, **({"side": side} if side else {}), **({} if shown else {"shown": False})}
