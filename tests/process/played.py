"""Attempts that were really played: every act is checked and recorded as at a screen, then folded.

A visit is a list of short lines, as a clinician would write down what was done:

    ask pain_where                       one question
    ask needed [but a, b]                every question that this patient calls for, but some
    examine straight_leg_raise [left]    as a trained examiner does it
    examine needed [but a, b]            everything that this patient calls for
    estimate before 60 30 10             serious disease, root irritation, non-specific
    decide triage nerve_root             one decision
    record exam.movement none normal     writes a finding down, with its side or none
    lock                                 decides the rest as the guideline does, locks, and goes on
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from learner import best_choices, ways

from lbp_teach import acting, case_tools
from lbp_teach.case import Case, visit_facts
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.model_answer import needed
from lbp_teach.play import Attempt, fold
from lbp_teach.process import Earlier, Process, about, read_process
from lbp_teach.records import Event
from lbp_teach.scoring import Report, score

CATEGORIES = ("serious_specific", "nerve_root", "non_specific")


class Player:
    """Somebody who plays a case; `attempt` is where she stands."""

    def __init__(self, case: Case, book: Book) -> None:
        self.case, self.book, self.number = case, book, 0
        body = {"case": case.id, "hash": "", "edition": "DSAM2026", "visit": case.visits[0].id}
        self.attempt: Attempt = fold([self._event("start", body)])["a"]

    def _event(self, kind: str, body: Mapping[str, Any]) -> Event:
        self.number += 1
        return Event(self.number, f"e{self.number}", "a", kind, dict(body), f"2026-01-01T09:{self.number % 60:02}:00Z")

    def act(self, kind: str, **args: Any) -> None:
        """Do one thing; raises Refusal as the program would."""
        if kind in case_tools.ACTS:
            found = case_tools.check(self.attempt, kind, args, self.case, self.book)
            if found is None:
                return
            kind, body = found
        else:
            checked = acting.check(self.attempt, kind, args, self.case, self.book)
            if checked is None:
                return
            body = checked
        self.attempt = fold([self._event(kind, body)], {"a": self.attempt})["a"]

    def line(self, line: str) -> None:
        """Do what a line says."""
        verb, *words = line.replace(",", " ").split()
        match verb, words:
            case "ask" | "examine", ["needed", *rest]:
                assert rest[:1] in ([], ["but"]), line
                for name in self._needed(verb):
                    if name not in rest[1:]:
                        self.line(f"{verb} {name}")
            case "ask", [question]:
                self.act("ask", question=question)
            case "examine", [manoeuvre, *side]:
                for where, how in ways(self.book, manoeuvre, side[0] if side else None):
                    self.act("examine", manoeuvre=manoeuvre, side=where, how=how)
            case "estimate", [when, *chances]:
                given = dict(zip(CATEGORIES, map(int, chances), strict=True))
                self.act("estimate", when=when, chances=given)
            case "decide", [decision, value]:
                self.decide(decision, value)
            case "record", [finding, side, value]:
                self.act("record", finding=finding, side=None if side == "none" else side, value=value)
            case "lock", []:
                self.lock()
            case _:
                raise AssertionError(f"no such line: {line}")

    def _needed(self, verb: str) -> list[str]:
        key = assess(self.book, visit_facts(self.case, self.attempt.now.visit, self.book))
        return needed(key, self.book)[verb == "examine"]

    def decide(self, decision: str, value: str | None) -> None:
        self.act("decide", decision=decision, value=value, confidence=None)

    def lock(self) -> None:
        """Decide the rest as the guideline does, lock, and go on."""
        for name, choice in best_choices(self.case, self.attempt.now.visit, self.book).items():
            if name not in self.attempt.now.choices:
                self.decide(name, choice.value)
        self.act("lock")
        self.act("next")


def play(case: Case, visits: Sequence[Sequence[str]], book: Book) -> Attempt:
    """Return the attempt of somebody who does what the lines say, visit by visit."""
    player = Player(case, book)
    for lines in visits:
        for line in lines:
            player.line(line)
    return player.attempt


def changed(case: Case, facts: Mapping[str, Any]) -> Case:
    """Return the case with some facts of its first visit changed: a patient made for a scenario."""
    if not facts:
        return case
    data = case.model_dump(by_alias=True, exclude_defaults=True)
    data["visits"][0].setdefault("facts", {}).update(facts)
    return Case.model_validate({**data, "id": f"{case.id}-made"})


def model_lines(edited: Sequence[str] = ()) -> list[str]:
    """Return a visit as the model answer goes through it."""
    return ["ask needed", *edited, "examine needed", "lock"]


def along(case: Case, path: Sequence[str], book: Book) -> Attempt:
    """Return the model answer at every visit of a path, whether or not its own decisions lead there."""
    player, seen = Player(case, book), []
    for visit in path:
        body = {"case": case.id, "hash": "", "edition": "DSAM2026", "visit": visit}
        player.attempt = fold([player._event("start", body)])["a"]
        for line in model_lines()[:-1]:
            player.line(line)
        for name, choice in best_choices(case, visit, book).items():
            player.decide(name, choice.value)
        player.act("lock")
        seen.append(player.attempt.now)
    return Attempt("a", case.id, "", "DSAM2026", tuple(seen), finished=True)


def marks(case: Case, attempt: Attempt, book: Book) -> Report:
    """Return the marks of an attempt."""
    return score(case, attempt, book, explain=False)


def reading(case: Case, attempt: Attempt, book: Book, earlier: Sequence[Earlier] = ()) -> Process:
    """Return the reading of an attempt."""
    return read_process(case, attempt, marks(case, attempt, book), book, earlier)


def known_as(case: Case, book: Book) -> Earlier:
    """Return what a case is about, as a learner meets it who plays it by the guideline."""
    player = Player(case, book)
    while not player.attempt.finished:
        player.lock()
    return about(case, marks(case, player.attempt, book))


def named(process: Process) -> Iterator[str]:
    """Yield each habit that was found, with its form where it is a special one."""
    for found in process.habits:
        yield found.habit if found.form == "said" else f"{found.habit}:{found.form}"
