"""Nothing that judges reaches a candidate before the release: from nowhere that a page, a frame or a log can come from.

As in `test_no_leak`: texts are replaced by marks, so that a mark proves where a word came from; and two patients that
agree on all that the candidate did and found must give the same answers, byte for byte, also after the end.
"""

from __future__ import annotations

import json
import logging
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from learner import CASES
from unit.test_exam_mode import NOW, Candidate, Clock, an_exam
from unit.test_no_leak import FORBIDDEN_KEYS, MARK, decision, disguised, earned_marks, marked, teachers_texts, walk
from wire import Wire

from lbp_teach import content, courses
from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.bedside.exam.state import examined
from lbp_teach.courses import desk
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import key
from lbp_teach.play import known_facts
from lbp_teach.records import Records
from lbp_widgets.player.player import Player

#: What looks at what was done, in every way there is.
LOOKING: list[tuple[str, dict[str, Any]]] = [
    ("go", {"stage": "debrief"}),
    ("more", {}),
    ("explain", {"visit": 0, "subject": "triage"}),
    ("explain", {"visit": 0, "subject": "imaging"}),
    ("reflect", {"text": "Jeg ville spørge mere."}),
    ("set_lang", {"lang": "en"}),
    ("go", {"case": None, "screen": "progress"}),
    ("go", {"case": None, "screen": "home"}),
    ("set_lang", {"lang": "da"}),
    ("go", {"case": None, "screen": "progress"}),
]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still: what is told apart must be told apart by something else."""
    Clock.at = NOW
    monkeypatch.setattr(desk, "datetime", Clock)
    monkeypatch.setattr("lbp_teach.session.datetime", Clock)
    monkeypatch.setattr("lbp_teach.records.store.now", lambda: NOW.isoformat(timespec="milliseconds"))


def exam_of(records: Records, name: str) -> courses.CourseState:
    return an_exam(records, slots=[{"cases": [name], "variant": False}], feedback="full", minutes=600)


def through(rng: random.Random, book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """A candidate who does things in no order, and then everything that leads to the end."""
    for kind, args in walk(rng, "", book, 25):
        if kind not in ("start", "go", "lock", "next"):
            yield kind, args
    for _ in range(4):
        for name in book.decisions:
            yield "decide", decision(rng, name, book)
        for kind in ("lock", "more", "next"):
            yield kind, {}
        yield "explain", {"visit": 0, "subject": "triage"}


def sat(candidate: Candidate, steps: list[tuple[str, dict[str, Any]]], name: str) -> None:
    """Sit the exam from its beginning to its end, and look at it in every way."""
    candidate.begin()
    for kind, args in steps:
        if not candidate.finished:
            candidate.act(kind, **args)
    assert candidate.finished
    for kind, args in LOOKING:
        candidate.act(kind, **{"case": name, **args})
    for again in ({"again": True}, {"another": True}, {}):
        candidate.act("start", case=name, **again)


def leaves(plain: Any) -> set[str]:
    """Return every text in plain data, however deep, and every key."""
    if isinstance(plain, dict):
        return {str(k) for k in plain} | {text for value in plain.values() for text in leaves(value)}
    if isinstance(plain, list):
        return {text for value in plain for text in leaves(value)}
    return {str(plain)}


def filled(plain: Any) -> set[str]:
    """Return the keys that hold something, however deep."""
    if isinstance(plain, dict):
        mine = {k for k, value in plain.items() if value not in (None, "", [], {}, False)}
        return mine | {k for value in plain.values() for k in filled(value)}
    if isinstance(plain, list):
        return {k for value in plain for k in filled(value)}
    return set()


@pytest.mark.parametrize("name", CASES[:2])
def test_no_word_of_the_key_arrives_in_an_exam(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    case = marked(content.load_case(name), book)
    monkeypatch.setattr(content, "load_case", lambda _: case)
    texts = teachers_texts(book)
    exam = exam_of(records, name)
    candidate = Candidate(records, exam)
    widget = Player(candidate.session)
    state = json.dumps(widget.get_state(), default=str)
    rng = random.Random(name)
    sat(candidate, list(through(rng, book)), name)
    # Nothing that the candidate wrote or that was offered to her is a secret: what was asked for was said by then.
    earned = earned_marks(candidate)
    bridges = {mark for mark in earned if mark.startswith("⟦bridge")}
    assert len(candidate.received) > 60
    # Every text of every frame, each once: the same ones come again in hundreds of views.
    wire = "\n".join(set().union(*(leaves({**m, "strings": None}) for m in candidate.received)))
    assert len(set(MARK.findall(wire))) > 10
    assert set(MARK.findall(wire)) <= earned - bridges
    assert "secretvisit" not in MARK.sub("", wire)
    assert [text for text in texts if text in wire] == []
    assert filled([m for m in candidate.received if m["type"] != "pack"]) & FORBIDDEN_KEYS <= {"debrief"}
    debrief = next(m["view"]["case"]["debrief"] for m in candidate.received if "debrief" in _case(m))
    assert filled(debrief) <= {"level", "headline", "edition_line", "versions", "disclaimer", "reflection"} | filled(
        {one: debrief[one] for one in ("versions", "reflection", "edition_line")}
    )
    # The widget's own state, which any page of the kernel may ask for, is as it was, and nothing is logged.
    assert json.dumps(widget.get_state(), default=str) == state
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert MARK.findall(said + state) == []
    assert [text for text in texts if len(text) > 20 and text in said] == []
    # After the release all of this is told: what was looked for would have been seen.
    courses.note(records, exam.course.id, "release")
    candidate.received.clear()
    candidate.act("go", case=name, stage="debrief")
    wire = "\n".join(leaves(candidate.received))
    assert [text for text in texts if text in wire]
    assert filled(candidate.received) & FORBIDDEN_KEYS > {"debrief"}


def _case(message: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (message.get("view") or {}).get("case") or {}
    return found


@pytest.mark.parametrize("name", CASES[2:])
def test_a_patient_that_differs_in_what_was_not_found_gives_the_same_exam(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch, clock: None, name: str
) -> None:
    state = exam_of(records, name)
    original = content.load_case(name)
    steps = list(through(random.Random(f"d{name}"), book))

    def play() -> Candidate:
        candidate = Candidate(records, state)
        sat(candidate, steps, name)
        return candidate

    first = play()
    (attempt,) = first.session.attempts.values()
    known = {v.visit: set(known_facts(attempt, n, original, book)) for n, v in enumerate(attempt.visits)}
    for visit in attempt.visits:
        known[visit.visit] |= examined(visit.examined, book)
        known[visit.visit] |= {
            key("exam.slr", side)
            for done in visit.examined
            if done.manoeuvre == "crossed_straight_leg_raise"
            for side in sides_of(done.side)
        }
    patient = disguised(original, known, book, random.Random(name))
    facts = [visit.facts for visit in original.visits]
    assert [visit.facts for visit in patient.visits] != facts
    monkeypatch.setattr(content, "load_case", lambda _: patient)
    second = play()
    assert len(second.received) == len(first.received)
    for one, other in zip(plain(first), plain(second), strict=True):
        assert one == other


def plain(candidate: Candidate) -> list[str]:
    """Everything that was received, without what is random for each candidate and window."""
    assert candidate.session.learner
    names = (str(candidate.token), candidate.session.learner.name, str(candidate.window))
    wires = [json.dumps(message, ensure_ascii=False, sort_keys=True) for message in candidate.received]
    for name in names:
        wires = [wire.replace(name, "") for wire in wires]
    return [re.sub(r"test-\d+", "", wire) for wire in wires]


def test_the_player_sends_frames_to_the_page_and_nothing_else(records: Records, book: Book) -> None:
    candidate = Candidate(records, exam_of(records, CASES[0]))
    candidate.begin()
    wire = Wire()
    widget = Player(candidate.session)
    widget.comm = wire
    wire.on_msg(widget._handle_msg)
    answers = wire.arrive({"type": "act", "id": "one", "kind": "ask", "question": "cancer"})
    assert [answer["type"] for answer in answers] == ["view"]
    assert [one["method"] for one in wire.sent] == ["custom"]
