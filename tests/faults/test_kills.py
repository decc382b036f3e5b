"""Kernels that are killed with SIGKILL: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from faults import crowd
from faults.ground import integrity

HERE = Path(__file__).parent
KILLS, SEED = 200, 6
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="players are forked, which Windows cannot")


def happened(script: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a script of this folder in a process of its own and return what it reports."""
    env = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = happened("kills.py", tmp_path_factory.mktemp("kills"), str(SEED), str(KILLS))
    print({name: value for name, value in found.items() if name != "wrong"})
    return found


def test_after_each_of_two_hundred_kills_the_record_holds_what_was_acknowledged_once(report: dict[str, Any]) -> None:
    assert report["kills"] == KILLS
    assert report["wrong"] == []


def test_the_whole_afternoon_was_played_through_the_kills(report: dict[str, Any]) -> None:
    assert report["answered"] == report["messages"]
    assert report["unexpected"] == []
    kinds = {"start", "ask", "examine", "record", "tool", "decide", "sure", "leave", "note", "unnote", "lock", "next"}
    assert kinds | {"bedside_start", "bedside", "lab_guess", "lab_claim"} <= set(report["kinds"])
    assert report["refused"] >= 10, "what is refused must be refused again, too"


def test_the_kills_fell_where_it_hurts(report: dict[str, Any]) -> None:
    """At every place, many: within a write, after it and before the answer, and while nothing was written."""
    landed = report["landed"]
    assert landed["writing"] >= 30
    assert landed["saved"] >= 20
    assert landed["writing"] + landed["saved"] + landed.get("sent", 0) >= KILLS // 2
    # Both outcomes of a message without an answer: it is in the record, or it is not.
    assert 20 <= report["recorded_but_not_answered"] <= KILLS - 40


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("crowd")
    return {**happened("crowd.py", folder, str(SEED)), "integrity": integrity(folder / "crowd.sqlite3")}


def test_four_kernels_that_write_at_once_and_are_killed_lose_nothing(meeting: dict[str, Any]) -> None:
    assert meeting["killed"] == len(crowd.KILLED)
    assert meeting["turns"] >= 10, "they wrote in turns and not one after the other"
    assert meeting["broken_at"] is None
    assert meeting["integrity"] == "ok"
    assert meeting["state_is_the_fold"]
    assert {line for line in meeting["told"] if not line.startswith("again Another window keeps writing")} == set()


def test_four_kernels_record_every_act_once_and_every_question_once(meeting: dict[str, Any]) -> None:
    acts = [act for number in range(crowd.WINDOWS) for act in crowd.messages(number, SEED)]
    assert Counter(meeting["answered"]).keys() == {act["id"] for act in acts}
    assert max(Counter(meeting["actions"]).values()) == 1
    assert sorted(meeting["notes"]) == sorted(act["text"] for act in acts if act["kind"] == "note")
    # All four ask the same: whoever is first is recorded, and for the others it is asked already.
    asked = {act["question"] for act in acts if act["kind"] == "ask"}
    assert sorted(meeting["questions"]) == sorted(asked)
