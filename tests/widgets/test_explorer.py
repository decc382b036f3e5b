"""The explorer's widget: a postman between the screen and the guideline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from wire import Wire

import lbp_widgets
from lbp_teach import content
from lbp_teach.figures import FIGURES
from lbp_teach.text import Lang
from lbp_widgets.explorer.explorer import Explorer, explorer

PACKAGE = Path(lbp_widgets.__file__).parent
HERE = PACKAGE / "explorer"


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Explorer, Wire]]:
    wire = Wire()
    monkeypatch.setattr("comm.create_comm", wire.create)
    widget = Explorer()
    yield widget, wire
    widget.close()


def test_each_message_has_one_answer_with_its_number(wired: tuple[Explorer, Wire]) -> None:
    _, wire = wired
    (contents,) = wire.arrive({"type": "hello", "lang": "en", "n": 1})
    assert (contents["type"], contents["n"]) == ("contents", 1)
    (page,) = wire.arrive({"type": "open", "what": "statement", "id": "cauda_equina_acute", "lang": "en", "n": 2})
    assert page["page"]["statements"][0]["id"] == "cauda_equina_acute"
    (found,) = wire.arrive({"type": "search", "text": "blære", "lang": "en", "n": 3})
    assert found["count"]["statement"] > 0
    assert wire.arrive({"type": "dance"}) == []


def test_the_drawing_goes_over_only_with_the_figure_that_shows_it(wired: tuple[Explorer, Wire]) -> None:
    _, wire = wired
    for figure in FIGURES:
        (answer,) = wire.arrive({"type": "open", "what": "figure", "id": figure.id, "lang": "da", "n": 1})
        drawing = answer["page"]["drawing"]
        assert (drawing is not None) == (figure.id == "dermatomes")
    assert "body-figure" not in str(wired[0]._esm)


def test_every_root_and_reflex_of_the_figure_is_in_the_drawing_and_the_other_way_round() -> None:
    drawing = (HERE / "body-figure.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'data-root="(\w+)"', drawing)) | set(re.findall(r'id="reflex-left-([a-z-]+)"', drawing))
    figure = next(f for f in FIGURES if f.id == "dermatomes")
    assert {box.root for box in figure.boxes if box.root} == drawn
    sourced = set(re.findall(r'data-root="(\w+)" data-sourced="yes"', drawing))
    assert {box.root for box in figure.boxes if box.root and box.sourced} & {"L4", "L5", "S1"} == sourced
    assert "<script" not in drawing
    assert re.findall(r"https?://(?!www\.w3\.org)", drawing) == []


def test_no_statement_is_a_trait(wired: tuple[Explorer, Wire]) -> None:
    state = {name: value for name, value in wired[0].get_state().items() if name not in ("_esm", "_css")}
    assert len(json.dumps(state, default=str)) < 1500


def test_the_text_form_is_stable_and_shows_that_content_was_found() -> None:
    assert repr(explorer()) == repr(explorer(lang="en"))
    topics = len(content.book().guideline.topics)
    assert repr(explorer()) == f"<LBP Teach guideline: {topics} topics, {len(FIGURES)} figures>"


def test_the_screen_begins_in_the_language_asked_for() -> None:
    assert explorer(lang="en").start_lang == Lang.EN.value
    assert explorer().start_lang == "da"
    with pytest.raises(ValueError, match="lang is 'de'; it can be 'da' or 'en'"):
        explorer(lang="de")


def test_the_front_end_of_the_package_is_what_notebooks_call() -> None:
    assert {"Explorer", "explorer"} <= set(lbp_widgets.__all__)
