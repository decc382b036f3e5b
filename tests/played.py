"""A store in which two learners played: real attempts, hostile free text, an unfinished case, a laboratory."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from learner import Screen

from lbp_teach import content
from lbp_teach.lab.session import LabSession
from lbp_teach.model_answer import model_attempt
from lbp_teach.records import Learner, Records
from lbp_teach.text import Lang

#: What a learner can write, and what a spreadsheet, a browser, a database or a parser might make of it.
HOSTILE = (
    '=HYPERLINK("http://example.org/?"&A1,"click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1＋1",
    "－1",
    "'=already quoted",
    'a,b;"c"\r\nnext line\ttab',
    "\u200b=1+1",
    "<script>alert(1)</script>",
    "'; DROP TABLE events; --",
    "æøåÆØÅ ☂ 𝔘𝔫𝔦 \u202e right to left",
    "{braces} %s %(x)s \\n",
    "half an emoji: \ud83d",
    "-12",
    "=",
    "x;=1+1",
    "x\t=1+1",
    'hello\n=HYPERLINK("http://example.org/","k")',
    'a;"=1|-1, +1',
)


@lru_cache(maxsize=1)
def _template() -> tuple[Path, tuple[Learner, Learner]]:
    path = Path(tempfile.mkdtemp(prefix="lbp-teach-played-")) / "records.sqlite3"
    records = Records(path)
    records._db.execute("PRAGMA synchronous = OFF")
    careless, careful = Screen(records), Screen(records)
    for screen in (careless, careful):
        screen.hello()
    book = content.book()
    careless.act("start", case="jesper-lund", again=False)
    for text in HOSTILE:
        careless.act("note", text=text)
    careless.act("ask", question="pain_duration")
    careless.examine("strength_dorsiflexion", "left")
    careless.act("record", finding="exam.strength.dorsiflexion", side="left", value=3)
    careless.decide_all(book)
    careless.act("decide", decision="triage", value="non_specific", confidence=3)
    careless.play("jesper-lund", book)
    careless.play("rikke-thorsen", book)
    careless.act("go", case=None)
    careless.act("start", case="selma-hodzic", again=False)
    careless.act("ask", question="pain_duration")
    # The careful one decides as the guideline does; then she plays the same case again, carelessly.
    case = content.load_case("jesper-lund")
    best = [{name: c.value for name, c in v.choices.items()} for v in model_attempt(case, book).visits]
    careful.play("jesper-lund", book, *best)
    careful.act("go", case=None)
    careful.act("start", case="jesper-lund", again=True)
    careful.play("jesper-lund", book)
    lab = LabSession(records, Lang.EN)
    lab.handle({"type": "hello", "token": careful.token})
    lab.handle(
        {"type": "act", "id": "lab-1", "kind": "guess", "guess": next(iter(content.lab().guesses)), "value": 0.5}
    )
    assert careless.session.learner is not None
    assert careful.session.learner is not None
    learners = (careless.session.learner, careful.session.learner)
    records.close()
    return path, learners


def played(folder: Path) -> Path:
    """Put a copy of the store into a folder and return its path."""
    return Path(shutil.copy(_template()[0], folder / "records.sqlite3"))


def players() -> tuple[Learner, Learner]:
    """Who played: the careless one, and the careful one."""
    return _template()[1]


def with_open_choices(store: Records) -> str:
    """Let the careful one finish a case as no screen allows, with all choices open but two; returns the attempt."""
    careless, careful = players()
    start = next(e for e in store.stream(careless.id) if e.kind == "start" and e.body["case"] == "rikke-thorsen")
    visit, last = start.body["visit"], len(store.events(careful.id))
    acts = (
        ("start", start.body),
        ("ask", {"visit": visit, "question": "pain_duration", "seconds": 20, "over": False}),
        ("decide", {"visit": visit, "decision": "triage", "value": "non_specific", "confidence": None}),
        ("decide", {"visit": visit, "decision": "urgency", "value": "routine", "confidence": None}),
        ("lock", {"visit": visit}),
        ("next", {"from": visit, "visit": None}),
    )
    for number, (kind, body) in enumerate(acts):
        store.append(careful.id, f"open-{number}", "open", kind, body, expect=last + number)
    return "open"
