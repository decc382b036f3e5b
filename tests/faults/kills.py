"""Kills a player with SIGKILL again and again, and looks after each kill at what is in the record.

    python kills.py FOLDER SEED KILLS      prints what happened as JSON

A process of its own: it forks players from what it has loaded, which a process with threads must not do. A player tells
through a pipe what it is about to do and what is done. It works on a real record, with the settings that learners have.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults.script import Afternoon, Step, hello, keep, session_for

from lbp_teach import content
from lbp_teach.play import fold
from lbp_teach.records import Event, Records

#: A player that says nothing for so long will never do so.
PATIENCE = 60
#: How a kill is aimed: at a moment after a message was sent, at a statement of a write, at the work of a commit,
#: between the commit and the answer, after the answer.
AIMS = ("moment", "moment", "statement", "statement", "commit", "commit", "saved", "answered")


@dataclass(frozen=True)
class Aim:
    """When to kill.

    Attributes:
        how: one of `AIMS`.
        step: the first message it may hit.
        statement: of a write, from 1: begin, look, insert, commit.
        wait: seconds until the kill, where the player goes on meanwhile.
    """

    how: str
    step: int
    statement: int
    wait: float

    def hit_by(self, word: str, step: int) -> bool:
        """Return whether it is time: the player stands still where it was asked to, or has just said the word."""
        runs_on = {"moment": "sent", "commit": "commit"}.get(self.how)
        return word == "here" or (word == runs_on and step >= self.step)


@dataclass
class Heard:
    """What a player told before it died.

    Attributes:
        answered: numbers of the messages that were answered, also by a refusal.
        step: the message it was at.
        last: how far it had got with it: `sent`, `writing`, `saved` (and not answered yet) or `answered`.
        killed: whether it was killed, and not simply done.
    """

    answered: list[int] = field(default_factory=list)
    step: int = 0
    last: str = "sent"
    killed: bool = False

    def take_in(self, word: str, number: int) -> None:
        """Take in one word."""
        match word:
            case "sent":
                self.step, self.last = number, "sent"
            case "statement" | "commit":
                self.last = "writing"
            case "saved":
                self.last = "saved"
            case "done" | "refused":
                self.answered.append(number)
                self.last = "answered"


# ---- the player ----


class Voice:
    """Tells the parent where the player is, and stops there when the kill is aimed there."""

    def __init__(self, pipe: int, aim: Aim) -> None:
        self._pipe, self._aim = pipe, aim
        self._statement, self._step = 0, 0

    def say(self, word: str, number: int = 0) -> None:
        os.write(self._pipe, f"{word} {number}\n".encode())

    def sent(self, step: int) -> None:
        self._step = step
        self.say("sent", step)

    def traced(self, statement: str) -> None:
        """Follow the statements of a write, each before it is carried out."""
        if statement.startswith("BEGIN"):
            self._statement = 1
        elif self._statement:
            self._statement += 1
        if not self._statement:
            return
        commits = statement.startswith("COMMIT")
        self.say("commit" if commits else "statement", self._statement)
        if self._aim.how == "statement" and (self._aim.statement == self._statement or commits):
            self.stop_if_due()
        if commits or statement.startswith("ROLLBACK"):
            self._statement = 0

    def saved(self) -> None:
        self.say("saved", self._step)
        if self._aim.how == "saved":
            self.stop_if_due()

    def answered(self, step: int, kind: str) -> None:
        self.say(kind, step)
        if self._aim.how == "answered":
            self.stop_if_due()

    def stop_if_due(self) -> None:
        if self._step >= self._aim.step:
            self.say("here", self._step)
            signal.pause()


def play(path: Path, token: str, steps: list[Step], first: int, voice: Voice) -> None:
    """Resume as a browser does, with the act that was not answered, and go on to the end."""
    connect, append = sqlite3.connect, Records.append

    def heard_connect(*args: Any, **named: Any) -> sqlite3.Connection:
        db = connect(*args, **named)
        db.set_trace_callback(voice.traced)
        return db

    def heard_append(*args: Any, **named: Any) -> Event:
        event = append(*args, **named)
        voice.saved()
        return event

    sqlite3.connect = heard_connect  # type: ignore[assignment]
    Records.append = heard_append  # type: ignore[method-assign]
    records = Records(path)
    session, surface = None, ""
    for number in range(first, len(steps)):
        step = steps[number]
        voice.sent(number)
        if step.surface != surface:
            session, surface = session_for(step.surface, records), step.surface
            waiting = number == first and step.message["kind"] != "go"
            session.handle(hello(token, step, *([step.message] if waiting else [])))
            if surface == "case" and number == first and session.attempts != fold(records.events(session.learner.id)):
                raise AssertionError("the resumed state is not the fold of the record")
        assert session is not None
        answer = session.handle(step.message)[-1]
        assert answer["ack"] == step.message["id"], answer
        voice.answered(number, {"view": "done", "refused": "refused"}[answer["type"]])


# ---- the parent ----


def start_player(path: Path, token: str, steps: list[Step], first: int, aim: Aim) -> tuple[int, int]:
    """Fork a player; return its process id and the pipe it talks through."""
    ears, mouth = os.pipe()
    pid = os.fork()
    if pid:
        os.close(mouth)
        return pid, ears
    code = 1
    try:
        os.close(ears)
        play(path, token, steps, first, Voice(mouth, aim))
        code = 0
    except BaseException as error:
        os.write(mouth, f"failed {type(error).__name__}: {error}\n".encode()[:400])
    finally:
        os._exit(code)


def listen(pid: int, ears: int, aim: Aim) -> Heard:
    """Listen to a player, kill it when it is where the aim says, and take in what it said until then."""
    heard, rest = Heard(), b""
    while True:
        if not select.select([ears], [], [], PATIENCE)[0]:
            os.kill(pid, signal.SIGKILL)
            raise RuntimeError(f"the player stands still after {heard.last!r}, aimed at {aim}")
        chunk = os.read(ears, 65536)
        if not chunk:
            break
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            word, _, number = line.decode().partition(" ")
            if word == "failed":
                raise RuntimeError(f"the player failed: {number}")
            heard.take_in(word, int(number))
            if not heard.killed and aim.hit_by(word, heard.step):
                time.sleep(0 if word == "here" else aim.wait)
                os.kill(pid, signal.SIGKILL)
                heard.killed = True
    os.close(ears)
    os.waitpid(pid, 0)
    return heard


def aims(seed: int, kills: int, steps: int) -> list[Aim]:
    """Return where to kill, in the order of the messages; several may aim at the same one."""
    chance = random.Random(seed)
    places = sorted(chance.randrange(steps - 12) for _ in range(kills))
    return [Aim(chance.choice(AIMS), place, chance.randint(1, 4), chance.random() * 0.006) for place in places]


@dataclass
class Inspector:
    """Looks at the record after each kill, as a new kernel would, and writes down what is not as it must be."""

    path: Path
    reference: list[Event]
    steps: list[Step]
    token: str
    learner: str
    wrong: list[str] = field(default_factory=list)

    def look(self, answered: int, after: str) -> int:
        """Look at the record; return how many messages in a row are known to be done.

        Args:
            answered: how many messages were answered so far; the next one may be in the record or not.
            after: what happened, for the report.
        """
        records = Records(self.path)
        try:
            found = records.events(self.learner)
            if (broken := records.verify(self.learner)) is not None:
                self.wrong.append(f"{after}: the chain is broken at {broken}")
            told = {step.message["id"] for step in self.steps[:answered]}
            may = told | {step.message["id"] for step in self.steps[answered : answered + 1]}
            must = [one for one in self.reference if _act(one) in told]
            if _plain(found[: len(must)]) != _plain(must):
                self.wrong.append(f"{after}: what was answered is not what is recorded")
            if any(_act(one) not in may for one in found[len(must) :]):
                self.wrong.append(f"{after}: something is recorded that was never sent")
            if _plain(found) != _plain(self.reference[: len(found)]):
                self.wrong.append(f"{after}: the record differs from the one without kills")
            return len(found) - len(must)
        finally:
            records.close()
            with sqlite3.connect(self.path) as db:
                (state,) = db.execute("PRAGMA integrity_check").fetchone()
            db.close()
            if state != "ok":
                self.wrong.append(f"{after}: {state}")


def _act(event: Event) -> str:
    """Return which message an event comes from: a drill's beginning is recorded beside its first act."""
    return event.action.partition(":")[0]


def _plain(events: list[Event]) -> list[tuple[Any, ...]]:
    return [(one.seq, one.action, one.attempt, one.kind, _without_chance(one.body)) for one in events]


def _without_chance(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body without the patient of a new drill, who is drawn anew each time that one begins."""
    return {**body, "setting": None} if "setting" in body else body


def run(folder: Path, seed: int, kills: int) -> dict[str, Any]:
    """Play an afternoon without faults, then the same with kills; return what happened."""
    afternoon = _without_faults(folder, seed)
    steps, path = afternoon.steps, folder / "killed.sqlite3"
    records = Records(path)
    learner, token = records.learner(None)
    records.close()
    inspector = Inspector(path, _recorded(afternoon), steps, token, learner.id)
    landed: Counter[str] = Counter()
    aimed: Counter[str] = Counter()
    answered = in_record = 0
    for number, aim in enumerate(aims(seed, kills, len(steps))):
        pid, ears = start_player(path, token, steps, answered, aim)
        heard = listen(pid, ears, aim)
        if heard.answered and heard.answered != list(range(answered, answered + len(heard.answered))):
            inspector.wrong.append(f"kill {number}: answers out of order")
        answered += len(heard.answered)
        landed[heard.last] += heard.killed
        aimed[aim.how] += heard.killed
        in_record += inspector.look(answered, f"kill {number} ({aim.how}, {heard.last})") > 0
    pid, ears = start_player(path, token, steps, answered, Aim("moment", len(steps), 1, 0))
    answered += len(listen(pid, ears, Aim("moment", len(steps), 1, 0)).answered)
    inspector.look(answered, "at the end")
    return {
        "messages": len(steps),
        "refused": afternoon.refused,
        "answered": answered,
        "events": len(inspector.reference),
        "kinds": Counter(one.kind for one in inspector.reference),
        "kills": sum(landed.values()),
        "aimed": aimed,
        "landed": landed,
        "recorded_but_not_answered": in_record,
        "unexpected": afternoon.unexpected,
        "wrong": inspector.wrong,
    }


def _without_faults(folder: Path, seed: int) -> Afternoon:
    records = Records(folder / "whole.sqlite3")
    try:
        return keep(records, seed)
    finally:
        records.close()


def _recorded(afternoon: Afternoon) -> list[Event]:
    records = Records(afternoon.records.path)
    try:
        return records.events(records.learner(afternoon.token)[0].id)
    finally:
        records.close()


if __name__ == "__main__":
    content.library()
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
