"""A learner at a screen, and patients made for tests. Shared by the tests of the library."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lbp_teach import content
from lbp_teach.bedside.exam.technique import thorough
from lbp_teach.case import Case, following, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import key
from lbp_teach.guideline.model import SIDES, Scalar
from lbp_teach.play import Attempt, Choice, VisitState
from lbp_teach.records import Records
from lbp_teach.session import Session
from lbp_teach.text import Lang

#: The decisions of which a random search works out all; of the others it works out all for every few patients.
CORE = frozenset(
    ("triage", "suspected", "urgency", "destination", "imaging", "imaging_timing", "follow_up", "step", "code")
)
CASES = ("jesper-lund", "rikke-thorsen", "selma-hodzic")
_numbers = itertools.count(1)


def core_first(book: Book) -> Book:
    """The guideline as if a case asked only for the core decisions, and the other forty were advice on request."""
    decisions = tuple(d.model_copy(update={"asked": d.id in CORE}) for d in book.guideline.decisions)
    return Book(book.guideline.model_copy(update={"decisions": decisions}))


def well(book: Book) -> dict[str, Scalar]:
    """Everything that is true of a patient with ordinary back pain who is otherwise well."""
    facts: dict[str, Scalar] = {}
    for finding in book.findings.values():
        for side in SIDES if finding.sided else (None,):
            facts[key(finding.id, side)] = finding.default
    return facts


def mirrored(facts: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """The same patient with left and right exchanged."""
    other = {"left": "right", "right": "left"}
    swapped = {}
    for name, value in facts.items():
        finding, _, side = name.partition("@")
        swapped[key(finding, other[side]) if side else finding] = value
    return swapped


def cases() -> list[Case]:
    """Every case of the catalogue."""
    return [content.load_case(card.id) for card in content.catalogue().cards]


#: Cases for what is too slow to do with every one: the three that most tests know, and others as unlike them as can be
#: (emergencies early and late, a fracture, inflammation, stenosis, long-lasting pain, old age and heart disease, a
#: pregnancy, a spinal cord, an old cancer). `LBP_ALL_CASES=1` takes the whole library; what is cheap always does.
SAMPLE = (
    *CASES,
    *("henrik-boye", "gudrun-petersen", "emil-vestergaard", "poul-erik-sand", "pia-hedegaard", "villy-bak"),
    *("nadia-rahimi", "agnes-thomsen", "jytte-moeller"),
)


def sample() -> list[Case]:
    """The cases of the sample, or every case where that was asked for."""
    return cases() if os.environ.get("LBP_ALL_CASES") else [content.load_case(name) for name in SAMPLE]


def sample_visits() -> tuple[tuple[str, str], ...]:
    """Case and visit of every visit of the sample."""
    return tuple((case.id, visit.id) for case in sample() for visit in case.visits)


def paths(case: Case, book: Book, visit_id: str | None = None) -> Iterator[tuple[str, ...]]:
    """Every way through a case that its branches allow, whatever the decisions."""
    visit_id = visit_id or case.visits[0].id
    branches = case.visit(visit_id).next
    if not branches:
        yield (visit_id,)
    for branch in branches:
        for rest in paths(case, book, branch.visit):
            yield (visit_id, *rest)


def best_choices(case: Case, visit_id: str, book: Book) -> dict[str, Choice]:
    """What the guideline calls best at a visit."""
    key_ = assess(book, visit_facts(case, visit_id, book))
    return {name: Choice(verdict.best[0]) for name, verdict in key_.verdicts.items()}


def estimated(
    state: VisitState, *, before: tuple[int, ...] | None = None, after: tuple[int, ...] | None = None
) -> VisitState:
    """The visit with these estimates: per cent for serious and specific, nerve root, and non-specific."""
    names = ("serious_specific", "nerve_root", "non_specific")
    said = {when: chances for when, chances in (("before", before), ("after", after)) if chances is not None}
    return replace(state, estimates={when: dict(zip(names, one, strict=True)) for when, one in said.items()})


def attempt_of(case: Case, *visits: VisitState) -> Attempt:
    """An attempt that holds these visits."""
    return Attempt("test", case.id, "", "DSAM2026", visits, finished=True)


def next_visit(case: Case, state: VisitState, book: Book) -> str | None:
    branch = following(case, state.visit, {n: c.value for n, c in state.choices.items()}, book)
    return branch.visit if branch else None


def ways(book: Book, manoeuvre: str, side: str | None) -> list[tuple[str | None, dict[str, Any]]]:
    """How a trained examiner does a manoeuvre on one side or on both: side, and how."""
    found = thorough(book.manoeuvres[manoeuvre], book)
    if side in (None, "both") or found[0][0] is None:
        return found
    return [(side, how) for where, how in found if where in (side, "both")]


class Screen:
    """A browser window without a browser: sends messages, keeps the last answers and everything it ever received."""

    def __init__(self, records: Records, token: str | None = None, lang: str = "da", only: str | None = None) -> None:
        self.session = Session(records, Lang(lang), only=only)
        self.token = token
        self.view: dict[str, Any] = {}
        self.received: list[dict[str, Any]] = []

    def send(self, message: Any) -> list[dict[str, Any]]:
        answers = self.session.handle(message)
        self.received += answers
        for answer in answers:
            if answer["type"] in ("view", "refused") and answer["view"]:
                self.view = answer["view"]
            self.token = answer.get("token", self.token)
        return answers

    def hello(self, **more: Any) -> list[dict[str, Any]]:
        return self.send({"type": "hello", "token": self.token, "lang": None, "route": {}, "pending": [], **more})

    def act(self, kind: str, **more: Any) -> dict[str, Any]:
        """Do one thing and return the last answer to it."""
        return self.send({"type": "act", "id": f"test-{next(_numbers)}", "kind": kind, **more})[-1]

    def examine(self, manoeuvre: str, side: str | None = None) -> dict[str, Any]:
        """Examine as a trained examiner does, on the sides wished for, and return the last answer."""
        answer: dict[str, Any] = {}
        for where, how in ways(content.book(), manoeuvre, side):
            answer = self.act("examine", manoeuvre=manoeuvre, side=where, how=how)
        return answer

    def decide_all(self, book: Book, **wanted: str) -> None:
        for name, decision in book.decisions.items():
            self.act("decide", decision=name, value=wanted.get(name, decision.options[0].value), confidence=None)

    def play(self, case: str, book: Book, *wanted: Mapping[str, str]) -> None:
        """Play a case to its debrief, deciding as wanted at each visit, else the first option."""
        self.act("start", case=case, again=False)
        for choices in itertools.chain(wanted, itertools.repeat({})):
            self.decide_all(book, **choices)
            self.act("lock")
            self.act("next")
            if self.view["case"]["stage"] == "debrief":
                return
