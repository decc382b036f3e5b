"""Playing a case: what a learner has done so far, and what may be done next. Pure; no clock, no storage, no screen.

The state is a fold over recorded events, so a resumed case is exactly the one that was left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lbp_teach import deciding
from lbp_teach.bedside.exam.record import Record, after_recording
from lbp_teach.bedside.exam.state import Done, ExamState, examined, folded
from lbp_teach.case import Case, visit_facts
from lbp_teach.changed import changed
from lbp_teach.deciding import Board
from lbp_teach.deciding import Choice as Choice
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, key
from lbp_teach.guideline.model import SIDES, Manoeuvre, Scalar
from lbp_teach.records import Event

#: An act with an assessment tool, as it is recorded: its kind and its details.
Act = tuple[str, Mapping[str, Any]]
#: What a learner gives for each triage category, whole per cent that add up to 100.
Chances = Mapping[str, int]
#: How much is told after a case, least first: nothing, which answers were right, reasons and sources, everything.
FEEDBACK = ("none", "correctness", "reasons", "full")


@dataclass(frozen=True)
class Asked:
    """A question that was asked; `over` when the visit's time was used up."""

    question: str
    over: bool


#: A manoeuvre that was done, on one side or on both.
Examined = Done


@dataclass(frozen=True)
class Step:
    """One thing that was done at a visit, as the way a learner went is read from it.

    Attributes:
        kind: kind of the event: `ask`, `examine`, `record`, `estimate`, `decide`, `tool` or `lock`.
        subject: question, manoeuvre, finding, decision, tool, or when the estimate was made; empty for `lock`.
        value: the value of a decision or a record, None where there is none or it was taken back.
        at: when it was recorded, ISO 8601 in UTC.
        side: `left`, `right` or `both`, where it was done on a side.
        seconds: what it took of the visit's time.
        shown: False for a manoeuvre that was done in a way that shows nothing.
    """

    kind: str
    subject: str
    value: Scalar | None = None
    at: str = ""
    side: str | None = None
    seconds: int = 0
    shown: bool = True


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
        estimates: by `before` and `after` the examination, the chance in per cent given to each triage category.
        log: everything that was done, in order; marks do not go by it, the reading of the way there does.
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
    estimates: Mapping[str, Chances] = field(default_factory=dict)
    log: tuple[Step, ...] = ()

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
    """One learner's way through one case.

    Attributes:
        id: id of the attempt.
        case: id of the case.
        case_hash: hash of the case as it was played.
        edition: edition of the guideline it is marked by.
        visits: what was done, visit by visit.
        notes: lines the learner wrote.
        finished: whether the last visit is behind her.
        started: when, ISO 8601 in UTC.
        feedback: how much is told afterwards, one of `FEEDBACK`, as the teacher chose.
        more: whether the learner asked for more than that.
        practice_from: index of the first visit that is practice because feedback was seen before it; 0 for a case
            whose debrief the learner has seen before, None where everything counts.
        reflection: what the learner wrote when she looked back.
        course: id of the course it belongs to; empty for a learner's own practice.
        place: the learner's place in that course which it fills.
    """

    id: str
    case: str
    case_hash: str
    edition: str
    visits: tuple[VisitState, ...]
    notes: tuple[Note, ...] = ()
    finished: bool = False
    started: str = ""
    feedback: str = "full"
    more: bool = False
    practice_from: int | None = None
    reflection: str = ""
    course: str = ""
    place: str = ""

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
            case = event.body["case"]
            # Whoever has seen what the guideline says of a patient is not tested by the same patient again. A variant
            # is another patient: what has to be done for her may be something else.
            told = event.body.get("told", False) or any(
                one.case == case and one.finished and one.feedback != "none" for one in state.values()
            )
            state[event.attempt] = Attempt(
                id=event.attempt,
                case=case,
                case_hash=event.body["hash"],
                edition=event.body["edition"],
                visits=(VisitState(event.body["visit"]),),
                started=event.at,
                feedback=event.body.get("feedback", "full"),
                practice_from=0 if told else None,
                course=event.body.get("course", ""),
                place=event.body.get("place", ""),
            )
        elif event.attempt in state:
            state[event.attempt] = _apply(state[event.attempt], event)
    return state


def _apply(attempt: Attempt, event: Event) -> Attempt:
    kind, body = event.kind, event.body
    now = attempt.now
    step = _step(event)
    if step is not None:
        now = changed(now, log=(*now.log, step))
    match kind:
        case "ask":
            asked = Asked(body["question"], body["over"])
            now = changed(now, asked=(*now.asked, asked), seconds=now.seconds + body["seconds"])
        case "examine":
            exam = folded(ExamState(now.examined), kind, body)
            now = changed(now, examined=exam.done, seconds=now.seconds + body["seconds"])
        case "record":
            now = changed(now, recorded=after_recording(now.recorded, body))
        case "tool":
            acts = (*now.tools.get(body["tool"], ()), (body["do"], body["with"]))
            seconds = now.seconds + body["with"].get("seconds", 0)
            now = changed(now, tools={**now.tools, body["tool"]: acts}, seconds=seconds)
        case "decide" | "sure" | "leave":
            board = deciding.applied(now.board, kind, body)
            now = changed(now, choices=board.choices, left=board.left, changed=board.changed)
        case "estimate":
            now = changed(now, estimates={**now.estimates, body["when"]: body["chances"]})
        case "lock":
            now = changed(now, locked=True)
        case "more":
            return _told_more(attempt)
        case "reflect":
            return changed(attempt, reflection=body["text"])
        case "note":
            return changed(attempt, notes=(*attempt.notes, Note(body["note"], body["text"])))
        case "unnote":
            return changed(attempt, notes=tuple(n for n in attempt.notes if n.id != body["note"]))
        case "next":
            if body["visit"] is None:
                return changed(attempt, finished=True)
            return changed(attempt, visits=(*attempt.visits, VisitState(body["visit"])))
    return changed(attempt, visits=(*attempt.visits[:-1], now))


#: What a step is about, by kind: the key of the event's body.
_SUBJECT = {
    "ask": "question",
    "examine": "manoeuvre",
    "record": "finding",
    "decide": "decision",
    "estimate": "when",
    "tool": "tool",
}


def _step(event: Event) -> Step | None:
    """Return the event as a step of the way, or None where it is not one (a note, say)."""
    if event.kind == "lock":
        return Step("lock", "", at=event.at)
    if event.kind not in _SUBJECT:
        return None
    body = event.body
    # What an assessment tool was given, and the time it took, stands in `with`.
    seconds = body.get("seconds", 0) or (body.get("with") or {}).get("seconds", 0)
    return Step(
        event.kind,
        body[_SUBJECT[event.kind]],
        body.get("value"),
        event.at,
        side=body.get("side"),
        seconds=seconds,
        shown=not body.get("partial", False),
    )


def _told_more(attempt: Attempt) -> Attempt:
    """Return the attempt after the learner was told more: what she does from here on is practice."""
    if attempt.finished or attempt.practice_from is not None:
        return changed(attempt, more=True)
    return changed(attempt, more=True, practice_from=len(attempt.visits) - (0 if attempt.now.locked else 1))


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


def found_by(visits: Sequence[VisitState], book: Book) -> set[str]:
    """Return the fact keys that are known at the last of these visits: found there, or before if they cannot change."""
    found = found_at(visits[-1], book) | book.at_the_door
    for earlier in visits[:-1]:
        found |= {k for k in found_at(earlier, book) if book.findings[k.partition("@")[0]].stable}
    return found


def known_facts(attempt: Attempt, index: int, case: Case, book: Book) -> Facts:
    """Return what the learner knows at a visit: found there, or earlier where it cannot change since."""
    found = found_by(attempt.visits[: index + 1], book)
    truth = visit_facts(case, attempt.visits[index].visit, book)
    return {name: value for name, value in truth.items() if name in found}


def _keys(finding: str, side: str, book: Book) -> tuple[str, ...]:
    if not book.findings[finding].sided:
        return (finding,)
    return tuple(key(finding, s) for s in SIDES if side in (s, "both"))


def is_sided(manoeuvre: Manoeuvre, book: Book) -> bool:
    """Return whether a manoeuvre is done on one side at a time."""
    return any(book.findings[name].sided for name in manoeuvre.findings)
