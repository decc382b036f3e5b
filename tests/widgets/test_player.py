"""The widget: a postman between the screen and the headless player, who keeps nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from learner import CASES, Screen
from wire import Wire

import lbp_widgets
from lbp_teach import content
from lbp_teach.case import visit_answers
from lbp_teach.errors import UsageError
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.session import Session
from lbp_teach.text import Lang
from lbp_widgets._base import LbpWidget
from lbp_widgets.player.player import Player, open_case, player


@pytest.fixture
def wired(records: Records, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Player, Wire]]:
    wire = Wire()
    monkeypatch.setattr("comm.create_comm", wire.create)
    widget = Player(Session(records))
    yield widget, wire
    widget.close()


def test_a_message_of_the_screen_is_answered_on_the_wire(wired: tuple[Player, Wire]) -> None:
    _, wire = wired
    pack, view = wire.arrive({"type": "hello", "token": None, "lang": "en", "route": {}, "pending": []})
    assert (pack["type"], pack["lang"]) == ("pack", "en")
    assert view["view"]["screen"] == "home"
    (answer,) = wire.arrive({"type": "act", "id": "1", "kind": "start", "case": "jesper-lund", "again": False})
    assert answer["ack"] == "1"
    assert answer["view"]["case"]["patient"]["name"] == "Jesper Lund"
    (answer,) = wire.arrive({"type": "act", "id": "2", "kind": "next"})
    assert (answer["type"], answer["ack"]) == ("refused", "2")


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, {"type": "dance"}])
def test_a_message_that_means_nothing_is_passed_over(wired: tuple[Player, Wire], junk: Any) -> None:
    assert wired[1].arrive(junk) == []


def test_the_widget_answers_as_the_headless_player_does(wired: tuple[Player, Wire], tmp_path: Path) -> None:
    _, wire = wired
    store = Records(tmp_path / "other.sqlite3")
    screen = Screen(store)
    hello = {"type": "hello", "token": None, "lang": "da", "route": {}, "pending": []}
    steps = [hello] + [
        {"type": "act", "id": str(n), **act}
        for n, act in enumerate(
            [
                {"kind": "start", "case": "selma-hodzic", "again": False},
                {"kind": "ask", "question": "pain_where"},
                {"kind": "examine", "manoeuvre": "reflex_achilles", "side": "both", "how": {"reinforced": True}},
                {"kind": "set_lang", "lang": "en"},
            ]
        )
    ]
    for step in steps:
        for here, there in zip(wire.arrive(step), json.loads(json.dumps(screen.send(step))), strict=True):
            for message in (here, there):
                message.pop("token", None)
                message.pop("window", None)  # each window has a name of its own
                message.pop("figure", None)  # the drawing, the same for everybody, is the widget's to add
                message.get("view", {}).pop("learner", None)
            assert here == there
    store.close()


def test_no_trait_holds_a_patient_or_an_answer(wired: tuple[Player, Wire], book: Book) -> None:
    widget, wire = wired
    token = wire.arrive({"type": "hello", "token": None, "lang": "da", "route": {}, "pending": []})[-1]["token"]
    acts: list[dict[str, Any]] = [{"kind": "start", "case": "selma-hodzic", "again": False}]
    acts += [{"kind": "ask", "question": question} for question in list(book.questions)[:40]]
    acts += [{"kind": "decide", "decision": d.id, "value": d.options[0].value} for d in book.decisions.values()]
    acts += [{"kind": "lock"}, {"kind": "next"}]
    for number, act in enumerate(acts):
        wire.arrive({"type": "act", "id": f"n{number}", **act})
    state = {name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")}
    dump = json.dumps(state, default=str, ensure_ascii=False)
    assert "Selma" not in dump
    assert token not in dump
    assert len(dump) < 1500
    case = content.load_case("selma-hodzic")
    code = json.dumps({**state, "code": widget._esm + widget._css}, default=str, ensure_ascii=False)
    for visit in case.visits:
        for text in visit_answers(case, visit.id).values():
            assert len(text.da) < 25 or text.da not in code
    assert [method for method in (m.get("method") for m in wire.sent) if method == "update"] == []


def test_the_notebook_output_of_a_widget_holds_no_patient(wired: tuple[Player, Wire]) -> None:
    bundle = json.dumps(wired[0]._repr_mimebundle_(), default=str)
    assert not any(content.load_case(name).persona.name in bundle for name in CASES)


# ---- the call ----


def test_a_misspelt_keyword_is_refused_and_not_lost() -> None:
    with pytest.raises(TypeError, match=r"no argument 'start_lnag'\. Check the spelling"):
        LbpWidget(start_lnag="da")
    with pytest.raises(TypeError):
        Player(session=None, lnag="da")  # type: ignore[call-arg]


def test_the_text_form_of_a_widget_is_the_same_each_time() -> None:
    first, second = player(), player()
    assert repr(first) == repr(second)
    assert "0x" not in repr(first)
    assert repr(open_case("jesper-lund")) == repr(open_case("jesper-lund"))
    assert repr(open_case("jesper-lund")) != repr(open_case("selma-hodzic"))


def test_the_screen_begins_in_the_language_asked_for() -> None:
    assert player(lang="en").start_lang == "en"
    assert player().start_lang == "da"
    assert player(lang="en").session.lang is Lang.EN


def test_a_language_nobody_speaks_is_named() -> None:
    with pytest.raises(ValueError, match="lang is 'de'; it can be 'da' or 'en'"):
        player(lang="de")


def test_a_case_nobody_knows_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"'jesper'.*jesper-lund"):
        open_case("jesper")


def test_the_front_end_of_the_package_is_what_notebooks_call() -> None:
    assert {"open_case", "player"} <= set(lbp_widgets.__all__)


# ---- the styles ----


def test_every_selector_starts_with_the_widgets_own_root() -> None:
    css = re.sub(r"/\*.*?\*/", "", Player._css if isinstance(Player._css, str) else str(Player._css), flags=re.DOTALL)
    assert css.count("{") == css.count("}") > 50
    assert "@import" not in css
    assert "url(" not in css.replace("url(data:", "")
