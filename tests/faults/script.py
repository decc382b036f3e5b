"""What a learner does in a whole afternoon, as a list of messages: seeded, so that it can be done again and compared.

The list comes from doing it once without any fault. What that run recorded is what every interrupted one must record.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from learner import ways

from lbp_teach import content
from lbp_teach.bedside.base import LOCK
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.case_tools import AT_STAGE, tool_at
from lbp_teach.failures import RELOAD
from lbp_teach.guideline.assess import Book
from lbp_teach.lab.session import LabSession
from lbp_teach.play import Attempt
from lbp_teach.records import Records
from lbp_teach.session import Session

Message = dict[str, Any]
#: Drills at the bedside, each with its patient, and the laboratory.
DRILLS: dict[str, Message] = {
    "exam": {"level": 2, "seed": 7},
    "pain": {},
    "flags": {"case": "selma-hodzic"},
    "icf": {"case": "rikke-thorsen"},
    "instruments": {"instrument": "start_back", "seed": 3},
    "triage": {"case": "jesper-lund"},
    "talk": {},
}
#: Cases, and how many visits of each are played; two are the whole of the first two.
CASES = {"selma-hodzic": 2, "jesper-lund": 2, "rikke-thorsen": 1}
#: How many acts are done at a drill before it is locked.
ACTS = 7


@dataclass(frozen=True)
class Step:
    """One message and the screen it comes from: `case`, `lab`, or the name of a drill."""

    surface: str
    message: Message
    route: Message


def session_for(surface: str, records: Records) -> Any:
    """Return a new session as the page of that surface makes it."""
    if surface == "case":
        return Session(records)
    if surface == "lab":
        return LabSession(records)
    return BedsideSession(records, surface, DRILLS[surface])


def hello(token: str | None, step: Step, *pending: Message) -> Message:
    """Return a page's first message, with the acts that it holds no answer to."""
    return {"type": "hello", "token": token, "lang": "en", "route": step.route, "pending": list(pending)}


class Afternoon:
    """Plays once, keeping every message."""

    def __init__(self, records: Records, seed: int) -> None:
        self.steps: list[Step] = []
        self.refused = 0
        self.unexpected: list[str] = []
        self.records = records
        self.token: str | None = None
        self._random = random.Random(seed)
        self._session: Any = None
        self._surface = ""

    def play(self) -> None:
        """Do everything: cases with a drill between them, and the laboratory at the end."""
        drills = list(DRILLS)
        self._random.shuffle(drills)
        for case, visits in CASES.items():
            self._case(case, visits)
            self._drill(drills.pop())
            self._drill(drills.pop())
        while drills:
            self._drill(drills.pop())
        self._laboratory()

    def _act(self, surface: str, kind: str, **details: Any) -> None:
        message: Message = {"type": "act", "id": f"act-{len(self.steps)}", "kind": kind, **self._place(), **details}
        route: Message = {"case": self._session._case} if surface == "case" else {}
        self.steps.append(Step(surface, message, route))
        answers = self._session.handle(message)
        self.refused += answers[-1]["type"] == "refused"
        if answers[-1]["type"] == "refused" and answers[-1]["text"] == RELOAD.en:
            self.unexpected.append(f"{surface} {kind}")

    def _open(self, surface: str) -> None:
        self._session, self._surface = session_for(surface, self.records), surface
        answers = self._session.handle(hello(self.token, Step(surface, {}, {})))
        self.token = answers[-1]["token"]

    def _place(self) -> Message:
        """Return what the page says of where it stands, so that an act cannot land in a later visit."""
        if self._surface == "case" and (attempt := self._attempt()) is not None:
            return {"attempt": attempt.id, "visit": len(attempt.visits)}
        return {}

    def _attempt(self) -> Attempt | None:
        case = self._session._case
        return next((a for a in self._session.attempts.values() if a.case == case and not a.finished), None)

    def _case(self, case_id: str, visits: int) -> None:
        self._open("case")
        self._session._case = None
        self._act("case", "start", case=case_id, again=True)
        for _ in range(visits):
            attempt = self._attempt()
            if attempt is None:
                return
            for kind, details in self._visit(attempt):
                self._act("case", kind, **details)

    def _visit(self, attempt: Attempt) -> Iterator[tuple[str, Message]]:
        """Yield what is done at one visit, in a fitting order."""
        case, book, chance = content.load_case(attempt.case), content.book(), self._random
        yield "go", {"case": case.id, "stage": "history"}
        for question in chance.sample(sorted(book.questions), 6):
            yield "ask", {"question": question}
            if chance.random() < 0.3:
                yield "ask", {"question": question}  # again: changes nothing
        yield "note", {"text": "Ring i morgen 🦴"}
        yield "unnote", {"note": self.steps[-1].message["id"]}
        yield "note", {"text": "gangtest?"}
        yield "estimate", {"when": "before", "chances": {"serious_specific": 10, "nerve_root": 60, "non_specific": 30}}
        for name in chance.sample(sorted(book.manoeuvres), 3):
            for side, how in ways(book, name, None):
                yield "examine", {"manoeuvre": name, "side": side, "how": how}
            for finding in book.manoeuvres[name].findings[:1]:
                sides = ("left", "right") if book.findings[finding].sided else (None,)
                for side in sides:
                    yield "record", {"finding": finding, "side": side, "value": _value(finding, book)}
        yield "feel", {"region": "no-such-area", "side": "left", "tool": "light"}  # is refused
        for tools in AT_STAGE.values():
            for tool in tools:
                acts = [one for one in tool_at(tool, attempt.now, case).model() if one[0] != LOCK]
                for do, body in chance.sample(acts, min(2, len(acts))):
                    yield "tool", {"tool": tool, "do": do, **body}
        yield "lock", {}  # is refused: nothing is decided yet
        for card in book.board.values():
            yield from self._card(card, book)
        yield "lock", {}
        yield "next", {}

    def _card(self, card: Any, book: Book) -> Iterator[tuple[str, Message]]:
        chance = self._random
        rows = chance.sample(list(card.rows), min(1, len(card.rows)))
        if card.rows and not card.singles and chance.random() < 0.4:
            yield "leave", {"card": card.id, "left": True}
            if chance.random() < 0.7:
                return
            yield "leave", {"card": card.id, "left": False}
        for decision in (*card.singles, *rows):
            values = [option.value for option in book.decisions[decision.id].options]
            for value in chance.sample(values, 1 + (chance.random() < 0.2)):
                yield "decide", {"decision": decision.id, "value": value, "confidence": chance.choice((None, 1, 2, 3))}
        if rows:
            yield "sure", {"card": card.id, "confidence": chance.choice((1, 2, 3))}

    def _drill(self, tool: str) -> None:
        self._open(tool)
        acts = self._session.exercise.model()
        for do, body in (*acts[:ACTS], *acts[-1:]):
            self._act(tool, do, **body)
        self._act(tool, "begin", setting={})

    def _laboratory(self) -> None:
        self._open("lab")
        lab = content.lab()
        for name in list(lab.guesses)[:4]:
            self._act("lab", "guess", guess=name, value=round(self._random.random(), 2))
        for claim in lab.claims[:4]:
            self._act("lab", "claim", claim=claim.id, holds=True, certainty=2)


def _value(finding: str, book: Book) -> Any:
    found = book.findings[finding]
    return found.default if found.kind != "number" or found.unit == "mrc" else None


def keep(records: Records, seed: int) -> Afternoon:
    """Return an afternoon that was played once, without faults, into these records."""
    afternoon = Afternoon(records, seed)
    afternoon.play()
    return afternoon
