"""The headless player: resuming, several windows, languages, and messages that mean harm."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from learner import CASES, Screen

from lbp_teach.guideline.assess import Book
from lbp_teach.play import fold
from lbp_teach.records import Records

CASE = "jesper-lund"


def events(records: Records, screen: Screen) -> int:
    assert screen.session.learner is not None
    return len(records.events(screen.session.learner.id))


def started(records: Records, lang: str = "da") -> Screen:
    screen = Screen(records, lang=lang)
    screen.hello()
    screen.act("start", case=CASE, again=False)
    return screen


# ---- hello ----


def test_a_new_browser_gets_a_name_a_token_and_the_catalogue(records: Records) -> None:
    screen = Screen(records)
    pack, view = screen.hello()
    assert pack["type"] == "pack"
    assert view["type"] == "view"
    assert screen.token
    assert view["view"]["screen"] == "home"
    assert {card["id"] for card in view["view"]["home"]["cases"]} >= set(CASES)
    assert {card["status"]["kind"] for card in view["view"]["home"]["cases"]} == {"new"}


def test_the_token_of_a_browser_finds_the_same_learner(records: Records) -> None:
    screen = Screen(records)
    screen.hello()
    again = Screen(records, token=screen.token)
    again.hello()
    assert again.view["learner"] == screen.view["learner"]
    assert again.token == screen.token


def test_nothing_is_recorded_before_hello(records: Records) -> None:
    screen = Screen(records)
    assert screen.send({"type": "act", "id": "x", "kind": "start", "case": CASE}) == []


def test_an_address_that_leads_nowhere_opens_the_catalogue_and_says_so(records: Records) -> None:
    screen = Screen(records)
    answers = screen.hello(route={"case": "no-such-case"})
    assert answers[-1]["notice"]["text"].startswith("Den case findes ikke her")
    assert screen.view["screen"] == "home"


def test_an_address_of_a_case_that_was_not_begun_opens_the_catalogue(records: Records) -> None:
    screen = Screen(records)
    screen.hello(route={"case": CASE})
    assert screen.view["screen"] == "home"
    assert events(records, screen) == 0


def test_acts_that_waited_through_a_reload_are_done_once(records: Records) -> None:
    screen = started(records)
    attempt = screen.view["case"]["attempt"]
    waiting = {"type": "act", "id": "waited", "kind": "ask", "question": "cancer", "attempt": attempt}
    for _ in range(3):
        again = Screen(records, token=screen.token)
        again.hello(route={"case": CASE}, pending=[waiting])
        assert [h["question"] for h in again.view["case"]["history"]] == ["cancer"]


def test_a_waiting_act_that_came_too_late_is_told(records: Records, book: Book) -> None:
    screen = started(records)
    attempt = screen.view["case"]["attempt"]
    screen.decide_all(book)
    screen.act("lock")
    waiting = {"type": "act", "id": "late", "kind": "ask", "question": "cancer", "attempt": attempt}
    answers = Screen(records, token=screen.token).hello(route={"case": CASE}, pending=[waiting])
    assert "er låst" in answers[-1]["notice"]["text"]


# ---- resuming ----


def test_a_session_that_died_resumes_exactly(records: Records, book: Book) -> None:
    screen = started(records)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("ask", {"question": "pain_where"}),
        ("examine", {"manoeuvre": "strength_dorsiflexion", "side": "left", "how": {"resistance": "full"}}),
        ("note", {"text": "ring i morgen"}),
        ("decide", {"decision": "urgency", "value": "routine", "confidence": 2}),
        ("go", {"case": CASE, "stage": "examination"}),
    ]
    for kind, args in steps:
        screen.act(kind, **args)
        again = Screen(records, token=screen.token)
        again.hello(route=screen.view["route"])
        assert again.view == screen.view
    screen.decide_all(book)
    for kind in ("lock", "next", "lock"):
        screen.act(kind)
        again = Screen(records, token=screen.token)
        again.hello(route=screen.view["route"])
        assert again.view == screen.view


def test_a_repeated_message_is_acknowledged_and_recorded_once(records: Records) -> None:
    screen = started(records)
    ask = {"type": "act", "id": "double-click", "kind": "ask", "question": "cancer"}
    first = screen.send(ask)
    before = events(records, screen)
    second = screen.send(ask)
    assert events(records, screen) == before
    assert second[-1]["ack"] == first[-1]["ack"] == "double-click"
    assert second[-1]["view"] == first[-1]["view"]


def test_a_message_that_arrives_again_late_undoes_nothing(records: Records, book: Book) -> None:
    screen = started(records)
    note = {"type": "act", "id": "note-1", "kind": "note", "text": "ring"}
    old = {"type": "act", "id": "old", "kind": "decide", "decision": "imaging", "value": "mri", "confidence": None}
    for message in (note, old, {**old, "id": "new", "value": "none"}, note, old):
        assert screen.send(message)[-1]["type"] == "view"
    assert screen.view["case"]["board"]["choices"]["imaging"]["value"] == "none"
    assert [line["text"] for line in screen.view["case"]["notepad"]["own"]] == ["ring"]
    screen.decide_all(book)
    screen.act("lock")
    go_on = {"type": "act", "id": "go-on", "kind": "next"}
    assert [screen.send(go_on)[-1]["type"] for _ in range(2)] == ["view", "view"]
    assert screen.view["case"]["visit"]["number"] == 2


def test_what_changes_nothing_is_not_recorded(records: Records) -> None:
    screen = started(records)
    screen.act("ask", question="cancer")
    before = events(records, screen)
    screen.act("ask", question="cancer")
    screen.act("go", case=CASE, stage="decision")
    screen.act("set_lang", lang="en")
    screen.act("start", case=CASE, again=False)
    screen.act("start", case=CASE, again=True)  # not finished: it is resumed
    assert events(records, screen) == before


def test_a_refused_action_keeps_the_view_and_is_not_recorded(records: Records) -> None:
    screen = started(records)
    before, view = events(records, screen), screen.view
    answer = screen.act("next")
    assert answer["type"] == "refused"
    assert answer["text"] == "Lås beslutningerne først."
    assert answer["view"] == view
    assert events(records, screen) == before


def test_a_finished_case_can_be_started_again_and_the_old_attempt_is_kept(records: Records, book: Book) -> None:
    screen = Screen(records)
    screen.hello()
    screen.play(CASE, book)
    first = screen.view["case"]["attempt"]
    screen.act("start", case=CASE, again=False)
    assert screen.view["case"]["attempt"] == first
    screen.act("start", case=CASE, again=True)
    assert screen.view["case"]["attempt"] != first
    assert screen.view["case"]["stage"] == "history"
    assert screen.session.attempts[first].finished


def test_long_ids_of_two_attempts_do_not_become_one(records: Records, book: Book) -> None:
    screen = Screen(records)
    screen.hello()
    long = "x" * 79
    screen.send({"type": "act", "id": f"{long}1", "kind": "start", "case": CASE, "again": False})
    screen.decide_all(book)
    while screen.view["case"]["stage"] != "debrief":
        screen.decide_all(book)
        screen.act("lock")
        screen.act("next")
    screen.send({"type": "act", "id": f"{long}2", "kind": "start", "case": CASE, "again": True})
    assert len(screen.session.attempts) == 2


def test_one_case_by_itself_starts_at_once_and_only_once(records: Records) -> None:
    screen = Screen(records, only=CASE)
    screen.hello()
    assert screen.view["screen"] == "case"
    again = Screen(records, token=screen.token, only=CASE)
    again.hello()
    assert again.view["case"]["attempt"] == screen.view["case"]["attempt"]
    assert events(records, again) == 1


def test_one_case_by_itself_never_shows_the_catalogue(records: Records) -> None:
    screen = Screen(records, only=CASE)
    screen.hello(route={"case": "rikke-thorsen"})
    assert screen.view["route"]["case"] == CASE
    screen.act("go", case=None)
    assert screen.view["screen"] == "case"


# ---- two windows ----


def test_two_windows_of_one_learner_see_each_others_work(records: Records) -> None:
    left = started(records)
    right = Screen(records, token=left.token)
    right.hello(route={"case": CASE})
    left.act("ask", question="cancer")
    right.act("ask", question="fever")
    left.act("examine", manoeuvre="gait", side=None)
    right.act("go", case=CASE, stage="history")
    assert [h["question"] for h in right.view["case"]["history"]] == ["cancer", "fever"]
    assert [e["manoeuvre"] for e in right.view["case"]["tools"]["exam"]["performed"]] == ["gait"]
    assert left.session.attempts == right.session.attempts


def test_the_same_question_asked_in_two_windows_is_asked_once(records: Records) -> None:
    left = started(records)
    right = Screen(records, token=left.token)
    right.hello(route={"case": CASE})
    left.act("ask", question="cancer")
    right.act("ask", question="cancer")
    assert right.view["case"]["time"]["used"] == 20


def test_a_window_left_behind_is_told_that_the_case_moved_on(records: Records, book: Book) -> None:
    left = started(records)
    right = Screen(records, token=left.token)
    right.hello(route={"case": CASE})
    attempt = right.view["case"]["attempt"]
    left.decide_all(book)
    left.act("lock")
    left.act("next")
    answer = right.act("ask", question="cancer", attempt=attempt, visit=1)
    assert answer["type"] == "refused"
    assert "andet vindue" in answer["text"]
    assert right.view["case"]["visit"]["number"] == 2


def test_two_learners_on_one_store_do_not_meet(records: Records) -> None:
    one, two = started(records), started(records)
    one.act("ask", question="cancer")
    two.act("go", case=CASE, stage="history")
    assert two.view["case"]["history"] == []


# ---- language ----


def test_switching_the_language_changes_words_and_nothing_else(records: Records) -> None:
    screen = started(records)
    screen.act("ask", question="pain_where")
    screen.examine("strength_dorsiflexion", "both")
    screen.act("decide", decision="urgency", value="routine", confidence=1)
    danish, before = screen.view, events(records, screen)
    screen.act("set_lang", lang="en")
    english = screen.view
    assert events(records, screen) == before
    assert english["lang"] == "en"
    assert english["case"]["history"][0]["answer"] != danish["case"]["history"][0]["answer"]
    assert english["case"]["board"]["choices"] == danish["case"]["board"]["choices"]
    for part in ("stage", "time", "attempt"):
        assert english["case"][part] == danish["case"][part]
    screen.act("set_lang", lang="da")
    assert screen.view == danish


def test_a_language_nobody_speaks_changes_nothing(records: Records) -> None:
    screen = started(records)
    screen.act("set_lang", lang="de")
    assert screen.view["lang"] == "da"


def test_the_pack_is_the_same_for_every_case(records: Records) -> None:
    packs = []
    for case in CASES:
        screen = Screen(records)
        packs.append(screen.hello()[0])
        screen.act("start", case=case)
        packs.append(screen.send({"type": "act", "id": f"lang-{case}", "kind": "set_lang", "lang": "da"})[0])
    assert all(pack == packs[0] for pack in packs)


# ---- harm ----

JUNK: list[Any] = [
    None,
    0,
    -1,
    1e308,
    float("nan"),
    True,
    "",
    "x",
    "\x00",
    "../../etc",
    "🦴" * 50,
    [],
    [[]],
    {},
    {"a": {}},
]
FIELDS = {
    "start": ("case", "attempt"),
    "ask": ("question", "visit"),
    "examine": ("manoeuvre", "attempt"),
    "decide": ("decision", "value", "confidence"),
    "sure": ("card", "confidence"),
    "leave": ("card", "left"),
    "unnote": ("note",),
    "next": ("visit",),
    "lock": ("attempt",),
    "go": ("case", "stage"),
}


def hostile() -> list[Any]:
    shapes: list[Any] = [*JUNK, [1, 2], {"type": "act"}, {"type": ["act"]}]
    shapes += [{"type": junk} for junk in JUNK]
    shapes += [{"type": "act", "id": junk, "kind": "ask", "question": "cancer"} for junk in JUNK if junk != "x"]
    shapes += [{"type": "act", "id": "has space", "kind": "lock"}, {"type": "act", "id": "y" * 81, "kind": "lock"}]
    shapes += [{"type": "act", "id": f"kind-{n}", "kind": junk} for n, junk in enumerate(JUNK)]
    for kind, fields in FIELDS.items():
        for field, (n, junk) in itertools.product(fields, enumerate(JUNK)):
            base = {"decision": "imaging", "value": "mri", "confidence": None} if kind == "decide" else {}
            if junk is None and field in ("value", "confidence"):
                continue
            shapes.append({"type": "act", "id": f"{kind}-{field}-{n}", "kind": kind, **base, field: junk})
    return shapes


def test_two_hundred_malformed_messages_never_raise_and_never_record(records: Records) -> None:
    screen = started(records)
    screen.act("ask", question="cancer")
    before = events(records, screen)
    shapes = hostile()
    assert len(shapes) >= 200
    for shape in shapes:
        answers = screen.send(shape)
        assert all(answer["type"] in ("pack", "view", "refused") for answer in answers), shape
        assert events(records, screen) == before, shape
        json.dumps(answers)
    screen.act("go", case=CASE, stage="history")
    assert [h["question"] for h in screen.view["case"]["history"]] == ["cancer"]


def test_a_malformed_hello_still_opens_the_catalogue(records: Records) -> None:
    for junk in [*JUNK, [None, 5, [], {}, {"type": "act"}]]:
        for field in ("token", "lang", "route", "pending"):
            screen = Screen(records)
            assert screen.hello(**{field: junk})[-1]["type"] == "view", (field, junk)
        screen = Screen(records)
        assert screen.hello(route={"case": junk, "stage": junk})[-1]["type"] == "view"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "act", "id": "half-emoji", "kind": "note", "text": "pas på \ud83d"},
        {"type": "hello", "token": "\ud800", "lang": "da", "route": {}, "pending": []},
    ],
    ids=["in a note", "in a token"],
)
def test_half_an_emoji_is_answered_and_not_a_crash(records: Records, message: dict[str, Any]) -> None:
    # JSON from a browser may hold a lone surrogate, for instance where a text was cut off inside an emoji.
    screen = started(records)
    assert screen.send(message)[-1]["type"] in ("view", "refused")


def test_a_store_that_fails_is_a_sentence_and_the_screen_keeps_its_view(records: Records) -> None:
    screen = started(records)
    records._db.execute("PRAGMA query_only = ON")
    answer = screen.act("ask", question="cancer")
    assert answer["type"] == "refused"
    assert "kunne ikke gemmes" in answer["text"]
    assert answer["view"]["case"]["history"] == []
    records._db.execute("PRAGMA query_only = OFF")
    screen.act("ask", question="cancer")
    assert [h["question"] for h in screen.view["case"]["history"]] == ["cancer"]


def test_folding_the_stored_events_is_what_the_session_has(records: Records, book: Book) -> None:
    screen = Screen(records)
    screen.hello()
    screen.play(CASE, book)
    screen.act("start", case="rikke-thorsen")
    screen.act("ask", question="cancer")
    assert screen.session.learner is not None
    assert fold(records.events(screen.session.learner.id)) == screen.session.attempts


# ---- the screen ----


def test_the_stages_say_why_they_are_closed(records: Records, book: Book) -> None:
    screen = started(records)
    states = {s["id"]: (s["state"], s["why"]) for s in screen.view["case"]["stages"]}
    assert states["history"] == ("current", None)
    assert states["follow_up"] == ("closed", "Åbner, når beslutningerne er låst.")
    assert states["debrief"] == ("closed", "Åbner efter det sidste besøg.")
    screen.decide_all(book)
    screen.act("lock")
    assert screen.view["case"]["stage"] == "follow_up"
    states = {s["id"]: (s["state"], s["why"]) for s in screen.view["case"]["stages"]}
    assert states["history"] == ("done", "Beslutningerne er låst.")


def test_a_stage_that_is_closed_cannot_be_opened_by_its_address(records: Records) -> None:
    screen = started(records)
    for stage in ("debrief", "follow_up", "nonsense"):
        screen.act("go", case=CASE, stage=stage)
        assert screen.view["case"]["stage"] == "history"
        assert "debrief" not in screen.view["case"]


def test_the_notepad_tells_not_asked_absent_unknown_and_present_apart(records: Records) -> None:
    screen = started(records)

    def line(name: str) -> tuple[str, str]:
        lines = [one for track in screen.view["case"]["notepad"]["tracks"] for one in track["lines"]]
        return next((one["state"], one["text"]) for one in lines if one["id"] == name)

    assert line("saddle") == ("not_asked", "ikke spurgt")
    assert line("strength") == ("not_asked", "ikke undersøgt")
    screen.act("ask", question="saddle_feeling")
    assert line("saddle") == ("absent", "ikke til stede")
    screen.examine("strength_dorsiflexion", "left")
    assert line("strength") == ("not_asked", "undersøgt, ikke noteret")
    screen.act("record", finding="exam.strength.dorsiflexion", side="left", value=4)
    state, text = line("strength")
    assert state == "value"
    assert "4 af 5" in text
    assert "højre" not in text


def test_the_catalogue_shows_what_was_begun_and_what_was_finished(records: Records, book: Book) -> None:
    screen = started(records)
    screen.act("go", case=None)
    status = {card["id"]: card["status"] for card in screen.view["home"]["cases"]}
    assert status[CASE]["kind"] == "in_progress"
    assert [r["case"] for r in screen.view["home"]["resume"]] == [CASE]
    screen.play("rikke-thorsen", book)
    screen.act("go", case=None)
    status = {card["id"]: card["status"] for card in screen.view["home"]["cases"]}
    assert status["rikke-thorsen"]["kind"] == "finished"
    assert 0 <= status["rikke-thorsen"]["score"] <= 100
