"""The laboratory's widget: a postman between the screen and the headless session."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from wire import Wire

import lbp_widgets
from lbp_teach import content
from lbp_teach.lab.session import LabSession
from lbp_teach.records import Records
from lbp_widgets.lab.lab import TOOLS, Lab, lab


@pytest.fixture
def wired(records: Records, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Lab, Wire]]:
    wire = Wire()
    monkeypatch.setattr("comm.create_comm", wire.create)
    widget = Lab(LabSession(records))
    yield widget, wire
    widget.close()


def test_a_guess_goes_over_the_wire_and_comes_back_with_its_answer(wired: tuple[Lab, Wire]) -> None:
    _, wire = wired
    pack, view = wire.arrive({"type": "hello", "lang": "en"})
    assert (pack["type"], view["view"]["screen"]) == ("pack", "lab")
    (after,) = wire.arrive({"type": "act", "id": "1", "kind": "guess", "guess": "crossed_missed", "value": 0.1})
    assert after["ack"] == "1"
    assert len(after["view"]["standing"]["dots"]) == 1
    (answer,) = wire.arrive({"type": "ask", "n": 7, "what": "table", "tp": 40, "fp": 21, "fn": 11, "tn": 212})
    assert answer["n"] == 7
    assert next(row for row in answer["rows"] if row["id"] == "lr_positive")["value"] == pytest.approx(
        8.70215, abs=1e-5
    )
    assert wire.arrive({"type": "dance"}) == []


def test_no_trait_holds_an_answer(wired: tuple[Lab, Wire]) -> None:
    widget, wire = wired
    wire.arrive({"type": "hello", "lang": "da"})
    wire.arrive({"type": "act", "id": "1", "kind": "guess", "guess": "crossed_missed", "value": 0.1})
    state = {name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")}
    assert len(json.dumps(state, default=str)) < 1500
    assert [message for message in wire.sent if message.get("method") == "update"] == []


def test_every_place_that_can_be_opened_exists_on_the_screen() -> None:
    text = str(Lab._esm)
    for tool in TOOLS:
        assert f'id: "{tool}"' in text
        assert lab(tool).start_place == f"tool/{tool}"
    for part in content.lab().parts:
        assert lab(part.id).start_place == f"part/{part.id}"
    assert lab().start_place == ""


def test_a_place_or_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match=r"place is 'attic'; it can be one of two_groups, .*calculator"):
        lab("attic")
    with pytest.raises(ValueError, match="lang is 'de'; it can be 'da' or 'en'"):
        lab(lang="de")


def test_the_text_form_is_stable_and_shows_that_content_was_found() -> None:
    assert repr(lab()) == repr(lab("combine", lang="en"))
    assert repr(lab()) == "<LBP Teach laboratory: 6 parts, 12 guesses, 9 claims, 5 tests>"
    assert {"Lab", "lab"} <= set(lbp_widgets.__all__)
