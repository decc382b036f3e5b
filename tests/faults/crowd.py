"""Four windows of one learner, each a process of its own, write at once; two of them are killed and come back.

python crowd.py FOLDER SEED      prints what happened as JSON
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.play import fold
from lbp_teach.records import Records
from lbp_teach.session import Session

CASE = "jesper-lund"
WINDOWS, ACTS = 4, 25
#: After how many answers a window is killed.
KILLED = {1: 7, 3: 13}
Message = dict[str, Any]


def messages(window: int, seed: int) -> list[Message]:
    """Return what one window does; all of them ask the same questions, so that they meet."""
    chance = random.Random(seed)
    asked = chance.sample(sorted(content.book().questions), ACTS)
    acts: list[Message] = []
    for number, question in enumerate(asked):
        detail = {"kind": "ask", "question": question} if number % 2 else {"kind": "note", "text": f"{window}-{number}"}
        acts.append({"type": "act", "id": f"window-{window}-{number}", **detail})
    return acts


def window(path: Path, token: str, acts: list[Message], pipe: int) -> None:
    """Do all acts, each until it is answered by more than a wish to try again."""
    session = Session(Records(path))
    route = {"case": CASE}
    session.handle({"type": "hello", "token": token, "lang": "en", "route": route, "pending": acts[:1]})
    for act in acts:
        while (answer := session.handle(act)[-1])["type"] == "refused":
            os.write(pipe, f"again {answer['text']}\n".encode())
        os.write(pipe, f"done {act['id']}\n".encode())


def opened(path: Path, token: str, acts: list[Message]) -> tuple[int, int]:
    """Fork a window; return its process id and the pipe it talks through."""
    ears, mouth = os.pipe()
    pid = os.fork()
    if pid:
        os.close(mouth)
        return pid, ears
    code = 1
    try:
        window(path, token, acts, mouth)
        code = 0
    except BaseException as error:
        os.write(mouth, f"failed {type(error).__name__}: {error}\n".encode()[:400])
    finally:
        os._exit(code)


def run(folder: Path, seed: int) -> dict[str, Any]:
    """Let all windows write at once; return what was answered and what is recorded."""
    path = folder / "crowd.sqlite3"
    records = Records(path)
    first = Session(records)
    hello = first.handle({"type": "hello", "token": None, "lang": "en", "route": {}, "pending": []})[-1]
    first.handle({"type": "act", "id": "begin", "kind": "start", "case": CASE, "again": False})
    assert first.learner is not None
    learner, token = first.learner.id, hello["token"]
    records.close()
    left = {number: messages(number, seed) for number in range(WINDOWS)}
    running = {number: opened(path, token, acts) for number, acts in left.items()}
    by_pipe = {ears: number for number, (_, ears) in running.items()}
    heard = dict.fromkeys(by_pipe, b"")
    answered: list[str] = []
    told: list[str] = []
    kills = dict(KILLED)
    killed = 0
    while by_pipe:
        for ears in select.select(list(by_pipe), [], [], 60)[0]:
            number = by_pipe[ears]
            chunk = os.read(ears, 65536)
            *lines, heard[ears] = (heard[ears] + chunk).split(b"\n")
            for word, _, rest in (line.decode().partition(" ") for line in lines):
                if word != "done":
                    told.append(f"{word} {rest}")
                    continue
                answered.append(rest)
                left[number] = left[number][1:]
            pid = running[number][0]
            if number in kills and ACTS - len(left[number]) >= kills[number]:
                os.kill(pid, signal.SIGKILL)
                del kills[number]
                killed += bool(left[number])
            if not chunk:
                os.waitpid(pid, 0)
                os.close(ears)
                del by_pipe[ears]
                if left[number] and number in KILLED and number not in kills:
                    running[number] = opened(path, token, left[number])
                    by_pipe[running[number][1]] = number
                    heard[running[number][1]] = b""
    records = Records(path)
    events = records.events(learner)
    session = Session(records)
    session.handle({"type": "hello", "token": token, "lang": "en", "route": {"case": CASE}, "pending": []})
    return {
        "answered": answered,
        "told": told,
        "killed": killed,
        "actions": [event.action for event in events],
        "questions": [event.body["question"] for event in events if event.kind == "ask"],
        "notes": [event.body["text"] for event in events if event.kind == "note"],
        "turns": sum(a.action.split("-")[1] != b.action.split("-")[1] for a, b in pairwise(events[1:])),
        "broken_at": records.verify(learner),
        "state_is_the_fold": session.attempts == fold(events),
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
