"""`lbp-teach score` on files that are no answers: exit code 2 and a clear sentence, or 0 points with the reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.attempt_file import read_answers
from lbp_teach.cli import main
from lbp_teach.guideline.assess import Book
from lbp_teach.scoring import score

CASE = "selma-hodzic"
DEEP = b'{"visits": [' + b"[" * 50_000
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "white space": b" \n\t",
    "half of it": b'{"visits": [{"asked": ["pain_w',
    "another format": b"visits:\n  - asked: [pain_where]\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "two documents": b'{"visits": [{}]}{"visits": [{}]}',
    "utf-16": '{"visits": [{}]}'.encode("utf-16"),
    "not a number": b'{"visits": [{"decisions": {"imaging": {"value": "mri", "confidence": NaN}}}]}',
    "no number at all": b'{"visits": [{"decisions": {"imaging": {"value": "mri", "confidence": 1e999}}}]}',
    "half a character": b'{"visits": [{"asked": ["\\ud83d"]}]}',
    "deep": DEEP,
    "a list": b"[]",
    "a word": b'"mri"',
    "null": b"null",
    "no visits": b'{"visits": []}',
    "visits of another kind": b'{"visits": {"0": {}}}',
    "a thousand visits": json.dumps({"visits": [{}] * 1000}).encode(),
    "a hundred thousand questions": json.dumps({"visits": [{"asked": [f"q{n}" for n in range(100_000)]}]}).encode(),
    "a megabyte of a name": json.dumps({"visits": [{"asked": ["x" * 1_000_000]}]}).encode(),
    "a megabyte of a key": json.dumps({"visits": [{"x" * 1_000_000: 1}]}).encode(),
    "a terminal's orders": json.dumps({"visits": [{"asked": ["\x1b[2J\x1b[31mhello\r\n"]}]}).encode(),
    "a path": json.dumps({"visits": [{"asked": ["../../etc/passwd"]}]}).encode(),
    "a score of one's own": json.dumps({"visits": [{}], "points": 100, "percent": 100}).encode(),
    "yes as a certainty": json.dumps(
        {"visits": [{"decisions": {"imaging": {"value": "mri", "confidence": True}}}]}
    ).encode(),
    "all answers to one decision": json.dumps({"visits": [{"decisions": {"imaging": ["mri", "none", "ct"]}}]}).encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_answers_is_told_in_one_sentence_each(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(REFUSED[name])
    assert main(["score", CASE, str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert 0 < len(lines) <= 101
    assert all(line.startswith("answers.json: ") and line.endswith(".") and line.isprintable() for line in lines), lines
    assert max(map(len, lines)) < 1600
    assert "Traceback" not in err


EMPTY: dict[str, Any] = {
    "nothing done": {"visits": [{}]},
    "nothing done at any visit": {"visits": [{}, {}]},
    "empty lists": {"visits": [{"asked": [], "examined": [], "decisions": {}}]},
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_attempt_with_nothing_in_it_is_nought_and_says_why(name: str, tmp_path: Path, book: Book) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(EMPTY[name]), encoding="utf-8")
    case = content.load_case(CASE)
    report = score(case, read_answers(path, case, book, "DSAM2026", "hash"), book)
    assert (report.points, report.percent) == (0, 0)
    assert report.reason is not None
    assert report.reason.da
    assert report.reason.en


@pytest.mark.parametrize("command", [("score", CASE), ("assess",), ("cases", "validate")], ids=lambda words: words[0])
def test_the_real_command_speaks_of_a_file_whose_name_is_no_text(command: tuple[str, ...], tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/answers-\xff.json")
    done = subprocess.run(
        [sys.executable, "-m", "lbp_teach", *command, path], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2
    assert "answers-" in done.stderr
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
