"""Playing a case: what a learner has done so far, and what may be done next. Pure; no clock, no storage, no screen.

The state is a fold over recorded events, so a resumed case is exactly the one that was left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lbp_teach import deciding
from lbp_teach.bedside.exam.record import Record, after_recording
from lbp_teach.bedside.exam.state import Done, ExamState, examined, folded
from lbp_teach.case import Case, following, visit_facts
from lbp_teach.deciding import Board
from lbp_teach.deciding import Choice as Choice
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, key
from lbp_teach.guideline.model import SIDES, Manoeuvre
from lbp_teach.records import Event
from lbp_teach.refusal import refuse

#: An act with an assessment tool, as it is recorded: its kind and its details.
Act = tuple[str, Mapping[str, Any]]
NOTE_LIMIT = 500
NOTES_LIMIT = 200
_FINISHED = (
    "Casen er afsluttet. Start den igen fra oversigten.",
    "The case is finished. Start it again from the list.",
)


@dataclass(frozen=True)
class Asked:
    """A question that was asked; `over` when the visit's time was used up."""

    question: str
    over: bool


#: A manoeuvre that was done, on one side or on both.
Examined = Done


@dataclass(frozen=True)
class VisitState:
    """What was done at one visit.

    Attributes:
        visit: id of the visit.
        asked: questions, in order.
        examined: manoeuvres, and how each was done.
        choices: by decision.
        locked: whether the decisions are locked.
        seconds: time used.
        recorded: what the learner wrote down of the examination, by key; the notepad and the marks go by it.
        tools: by assessment tool, what was done with it.
        left: see `Board`.
        changed: see `Board`.
    """

    visit: str
    asked: tuple[Asked, ...] = ()
    examined: tuple[Examined, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    locked: bool = False
    seconds: int = 0
    recorded: Record = field(default_factory=dict)
    tools: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def board(self) -> Board:
        """Return what was decided."""
        return Board(self.choices, self.left, self.changed)


@dataclass(frozen=True)
class Note:
    """A line the learner wrote."""

    id: str
    text: str


@dataclass(frozen=True)
class Attempt:
    """One learner's way through one case."""

    id: str
    case: str
    case_hash: str
    edition: str
    visits: tuple[VisitState, ...]
    notes: tuple[Note, ...] = ()
    finished: bool = False
    started: str = ""

    @property
    def now(self) -> VisitState:
        """Return the visit the learner is at."""
        return self.visits[-1]


# ---- from events to state ----


def fold(events: Iterable[Event], attempts: Mapping[str, Attempt] | None = None) -> dict[str, Attempt]:
    """Return all attempts after these events, on top of those given."""
    state = dict(attempts or {})
    for event in events:
        if event.kind == "start":
            state[event.attempt] = Attempt(
                id=event.attempt,
                case=event.body["case"],
                case_hash=event.body["hash"],
                edition=event.body["edition"],
                visits=(VisitState(event.body["visit"]),),
                started=event.at,
            )
        elif event.attempt in state:
            state[event.attempt] = _apply(state[event.attempt], event.kind, event.body)
    return state


def _apply(attempt: Attempt, kind: str, body: Mapping[str, Any]) -> Attempt:
    now = attempt.now
    match kind:
        case "ask":
            asked = Asked(body["question"], body["over"])
            now = replace(now, asked=(*now.asked, asked), seconds=now.seconds + body["seconds"])
        case "examine":
            exam = folded(ExamState(now.examined), kind, body)
            now = replace(now, examined=exam.done, seconds=now.seconds + body["seconds"])
        case "record":
            now = replace(now, recorded=after_recording(now.recorded, body))
        case "tool":
            acts = (*now.tools.get(body["tool"], ()), (body["do"], body["with"]))
            seconds = now.seconds + body["with"].get("seconds", 0)
            now = replace(now, tools={**now.tools, body["tool"]: acts}, seconds=seconds)
        case "decide" | "sure" | "leave":
            board = deciding.applied(now.board, kind, body)
            now = replace(now, choices=board.choices, left=board.left, changed=board.changed)
        case "lock":
            now = replace(now, locked=True)
        case "note":
            return replace(attempt, notes=(*attempt.notes, Note(body["note"], body["text"])))
        case "unnote":
            return replace(attempt, notes=tuple(n for n in attempt.notes if n.id != body["note"]))
        case "next":
            if body["visit"] is None:
                return replace(attempt, finished=True)
            return replace(attempt, visits=(*attempt.visits, VisitState(body["visit"])))
    return replace(attempt, visits=(*attempt.visits[:-1], now))


def decided(attempt: Attempt, index: int) -> dict[str, str]:
    """Return what was decided at a visit, by decision, and at it and every earlier one by `visit.decision`."""
    choices = {name: choice.value for name, choice in attempt.visits[index].choices.items()}
    for state in attempt.visits[: index + 1]:
        choices.update({f"{state.visit}.{name}": choice.value for name, choice in state.choices.items()})
    return choices


# ---- what is known ----


def found_at(state: VisitState, book: Book) -> set[str]:
    """Return the fact keys that were asked for or examined at a visit."""
    found: set[str] = set()
    for asked in state.asked:
        for name in book.questions[asked.question].findings:
            found.update(_keys(name, "both", book))
    return found | examined(state.examined, book, well=True)


def known_facts(attempt: Attempt, index: int, case: Case, book: Book) -> Facts:
    """Return what the learner knows at a visit: found there, or earlier where it cannot change since."""
    found = found_at(attempt.visits[index], book)
    for earlier in attempt.visits[:index]:
        found |= {k for k in found_at(earlier, book) if book.findings[k.partition("@")[0]].stable}
    found |= {finding.id for finding in book.findings.values() if finding.door}
    truth = visit_facts(case, attempt.visits[index].visit, book)
    return {name: value for name, value in truth.items() if name in found}


def _keys(finding: str, side: str, book: Book) -> tuple[str, ...]:
    if not book.findings[finding].sided:
        return (finding,)
    return tuple(key(finding, s) for s in SIDES if side in (s, "both"))


def is_sided(manoeuvre: Manoeuvre, book: Book) -> bool:
    """Return whether a manoeuvre is done on one side at a time."""
    return any(book.findings[name].sided for name in manoeuvre.findings)


# ---- what may be done ----


def check(attempt: Attempt, kind: str, args: Mapping[str, Any], case: Case, book: Book) -> dict[str, Any] | None:
    """Decide what an action records.

    Args:
        attempt: the state as it is now.
        kind: the kind of action.
        args: what the browser sent; nothing in it is trusted.
        case: the case being played.
        book: the guideline.

    Returns:
        The body of the event to record, or None when the action changes nothing (asked already, say).

    Raises:
        Refusal: the action is not possible now, with the reason.
    """
    if attempt.finished:
        raise refuse(*_FINISHED)
    match kind:
        case "ask":
            return _check_ask(attempt, _known(args.get("question"), book.questions), case, book)
        case "note":
            return _check_note(attempt, args)
        case "unnote":
            wanted = args.get("note")
            return {"note": wanted} if any(n.id == wanted for n in attempt.notes) else None
        case "decide" | "sure" | "leave":
            state = opened(attempt)
            decided_now = deciding.checked(state.board, kind, args, book)
            return decided_now and {"visit": state.visit, **decided_now}
        case "lock":
            return _check_lock(attempt, book)
        case "next":
            return _check_next(attempt, case, book)
        case _:
            raise refuse(
                "Den handling kender vi ikke. Genindlæs siden.",
                "We do not know that action. Reload the page.",
            )


def _known(name: Any, names: Mapping[str, Any]) -> str:
    if not isinstance(name, str) or name not in names:
        raise refuse(
            "Det findes ikke i denne udgave. Genindlæs siden.",
            "That does not exist in this version. Reload the page.",
        )
    return name


def opened(attempt: Attempt) -> VisitState:
    """Return the visit the learner is at, while things can still be done there; raises Refusal after that."""
    if attempt.finished:
        raise refuse(*_FINISHED)
    if attempt.now.locked:
        raise refuse(
            "Beslutningerne for dette besøg er låst, måske i et andet vindue. Gå videre herfra.",
            "The decisions for this visit are locked, perhaps in another window. Go on from here.",
        )
    return attempt.now


def _check_ask(attempt: Attempt, question: str, case: Case, book: Book) -> dict[str, Any] | None:
    state = opened(attempt)
    if any(a.question == question for a in state.asked):
        return None
    seconds = book.questions[question].seconds
    over = state.seconds + seconds > case.visit(state.visit).minutes * 60
    return {"visit": state.visit, "question": question, "seconds": seconds, "over": over}


def _check_note(attempt: Attempt, args: Mapping[str, Any]) -> dict[str, Any] | None:
    text = args.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    if len(text) > NOTE_LIMIT:
        raise refuse(
            f"En linje kan højst være {NOTE_LIMIT} tegn. Del den i to.",
            f"A line can hold {NOTE_LIMIT} characters. Split it in two.",
        )
    if len(attempt.notes) >= NOTES_LIMIT:
        raise refuse(
            "Der er ikke plads til flere linjer. Slet en først.",
            "There is no room for more lines. Delete one first.",
        )
    # Half an emoji, cut by a browser, is no text that can be kept; it becomes a question mark.
    whole = text.strip().encode("utf-8", "replace").decode()
    return {"note": str(args.get("id")), "text": whole}


def _check_lock(attempt: Attempt, book: Book) -> dict[str, Any] | None:
    if attempt.now.locked:
        return None
    deciding.need_every_card(attempt.now.board, book)
    return {"visit": attempt.now.visit}


def _check_next(attempt: Attempt, case: Case, book: Book) -> dict[str, Any]:
    if not attempt.now.locked:
        raise refuse("Lås beslutningerne først.", "Lock the decisions first.")
    branch = following(case, attempt.now.visit, decided(attempt, len(attempt.visits) - 1), book)
    return {"from": attempt.now.visit, "visit": branch.visit if branch else None}
