"""The scheduler is light, and it is loaded only when there is something to schedule."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from lbp_teach import content

HEAVY = {"torch", "numpy", "pandas", "scipy", "yaml", "tqdm", "IPython", "ipywidgets", "sqlalchemy"}
SCHEDULE = """
from lbp_teach import content
from lbp_teach.progress.evidence import Marked, Review
from lbp_teach.progress.schedule import memories
attempt = Marked("a", "x", "2026-05-01T09:00:00+00:00", reviews=(Review("r", "again", False, ()),))
assert memories([attempt], content.progress().choices)["r"].missed
""".strip()


def loaded_by(code: str) -> set[str]:
    command = [sys.executable, "-c", code + "\nimport sys, json; print(json.dumps([*sys.modules]))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_a_session_starts_without_the_scheduler() -> None:
    assert loaded_by("import lbp_teach.session") & {"fsrs", *HEAVY} == set()


def test_scheduling_loads_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    loaded = loaded_by(SCHEDULE)
    assert "fsrs" in loaded
    assert loaded & HEAVY == set()
