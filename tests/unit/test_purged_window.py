"""A learner is purged while a window of hers is open: it says so, and shows nothing of what was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from lbp_teach.bedside.session import BedsideSession
from lbp_teach.lab.session import LabSession
from lbp_teach.records import Learner, Records
from lbp_teach.session import Session

CASE, NOTE = "jesper-lund", "A secret of hers"


class Window(Protocol):
    learner: Learner | None

    def handle(self, message: Any) -> list[dict[str, Any]]: ...


def act(window: Window, number: int, kind: str, **more: Any) -> dict[str, Any]:
    return window.handle({"type": "act", "id": f"act-{number}", "kind": kind, **more})[-1]


def in_a_case(records: Records, only: str | None = None) -> Window:
    window = Session(records, only=only)
    window.handle({"type": "hello", "lang": "da"})
    act(window, 1, "start", case=CASE, again=False)
    shown = act(window, 2, "note", text=NOTE)
    assert NOTE in json.dumps(shown)
    return window


def at_the_bedside(records: Records) -> Window:
    window = BedsideSession(records, "pain")
    window.handle({"type": "hello", "lang": "da"})
    assert act(window, 1, "begin", setting={})["view"]["run"] == "bedside-act-1"
    return window


def in_the_laboratory(records: Records) -> Window:
    window = LabSession(records)
    window.handle({"type": "hello", "lang": "da"})
    shown = act(window, 1, "guess", guess="crossed_missed", value=0.4321)
    assert "0.4321" in json.dumps(shown)
    return window


WINDOWS: dict[str, Callable[[Records], Window]] = {
    "case": in_a_case,
    "only case": lambda records: in_a_case(records, CASE),
    "bedside": at_the_bedside,
    "laboratory": in_the_laboratory,
}
ACTS: list[dict[str, Any]] = [
    {"kind": "go", "case": CASE},
    {"kind": "go", "screen": "progress"},
    {"kind": "note", "text": "one more"},
    {"kind": "set_lang", "lang": "da"},
    {"kind": "resume_code"},
    {"kind": "nonsense"},
]


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_of_somebody_who_was_purged_says_so_and_shows_nothing_of_her(
    records: Records, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    window = WINDOWS[name](records)
    assert window.learner is not None
    gone = window.learner
    records.purge(gone.id)
    for number, wanted in enumerate(ACTS):
        answer = window.handle({"type": "act", "id": f"later-{number}", **wanted})[-1]
        assert (answer["type"], answer["ack"]) == ("refused", f"later-{number}")
        assert answer["text"].startswith("Dit forløb er slettet")
        assert answer["view"], "without a view, the screen would keep the old one"
        for trace in (NOTE, gone.name, gone.id, "act-1", "0.4321"):
            assert trace not in json.dumps(answer, ensure_ascii=False)
            assert trace not in str({k: v for k, v in vars(window).items() if k != "records"})
    assert records.people() == []
    assert caplog.text == "", "it is no failure of the program"


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_begins_anew_when_it_is_loaded_again(records: Records, name: str) -> None:
    window = WINDOWS[name](records)
    assert window.learner is not None
    gone = window.learner
    records.purge(gone.id)
    act(window, 3, "set_lang", lang="da")
    answer = window.handle({"type": "hello", "token": "the old one"})[-1]
    assert answer["type"] == "view"
    assert answer["token"]
    assert answer["view"]["learner"] == records.people()[0].name
    assert gone.id not in [one.id for one in records.people()]
