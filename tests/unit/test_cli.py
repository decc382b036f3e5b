"""The command line: exit codes, sentences instead of tracebacks, and the shape of its JSON."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.cli import main

GOOD_CASE = content.cases_root() / "jesper-lund.yaml"
HALF = {
    "visits": [
        {
            "asked": ["pain_where", "saddle_feeling"],
            "examined": [{"manoeuvre": "gait"}],
            "decisions": {"urgency": "none", "imaging": "mri", "imaging_timing": "acute", "triage": "nerve_root"},
        }
    ]
}


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in argv])
    out, err = capsys.readouterr()
    return code, out, err


def findings(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "findings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def answers(tmp_path: Path, data: Any = HALF) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


# ---- cases ----


def test_listing_names_every_case(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cases", "list")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(content.catalogue().cards)


def test_a_listing_with_a_broken_case_names_it_and_says_so_in_its_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = content.catalogue()
    broken = content.Broken(file="bad.yaml", problems=("bad.yaml:3: wrong.",))
    monkeypatch.setattr(content, "catalogue", lambda: whole.model_copy(update={"broken": (broken,)}))
    code, out, err = run(capsys, "cases", "list")
    assert code == 1
    assert "jesper-lund" in out
    assert err == "bad.yaml:3: wrong.\n"


def test_showing_a_case_shows_its_derived_key(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cases", "show", "selma-hodzic")
    assert code == 0
    assert "Cauda equina syndrome" in out
    assert "Emergency today" in out


def test_a_case_nobody_knows_is_named_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cases", "show", "nobody")
    assert (code, out) == (2, "")
    assert "'nobody'" in err
    assert "jesper-lund" in err


def test_without_a_file_every_case_of_the_folder_is_validated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """That all cases of the library are in order is in tests/content/test_library.py."""
    for name in ("jesper-lund", "rikke-thorsen"):
        text = (content.cases_root() / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(content, "cases_root", lambda: tmp_path)
    assert run(capsys, "cases", "validate") == (0, "2 of 2 case files are in order.\n", "")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    code, out, _ = run(capsys, "cases", "validate")
    assert (code, out) == (1, "2 of 3 case files are in order.\n")


@pytest.mark.usefixtures("guideline_read_once")
def test_validating_lists_every_problem_of_every_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "jesper-lund.yaml"
    text = GOOD_CASE.read_text(encoding="utf-8")
    text = re.sub(r"difficulty: \d", "difficulty: 9", text).replace("sex: male", "sex: m")
    bad.write_text(text, encoding="utf-8")
    empty = tmp_path / "empty.yaml"
    empty.write_text("", encoding="utf-8")
    code, out, err = run(capsys, "cases", "validate", bad, empty, GOOD_CASE)
    assert code == 1
    assert "difficulty" in err
    assert "persona.sex" in err
    assert "empty.yaml:1: The file is empty." in err
    assert out == "1 of 3 case files are in order.\n"


@pytest.mark.usefixtures("guideline_read_once")
def test_two_broken_files_of_one_name_are_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = [tmp_path / folder / "same.yaml" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("", encoding="utf-8")
    _, out, _ = run(capsys, "cases", "validate", *paths)
    assert out == "0 of 2 case files are in order.\n"


@pytest.mark.usefixtures("guideline_read_once")
@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"\x00", b"a: \x07", b"- 1", b"text", b"5", b"null", b"{1: 2}", b"a: !!int x"]
)
def test_a_file_that_is_no_case_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "junk.yaml"
    path.write_bytes(data)
    code, _, err = run(capsys, "cases", "validate", path)
    assert code == 1
    assert err.startswith("junk.yaml")


@pytest.mark.usefixtures("guideline_read_once")
def test_a_file_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "cases", "validate", tmp_path / "none.yaml", tmp_path)
    assert code == 2
    assert "none.yaml: The file cannot be read" in err
    assert len(err.splitlines()) == 2


def test_the_schema_can_be_printed_and_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "cases", "schema")
    assert code == 0
    assert run(capsys, "cases", "schema", "--write", tmp_path / "s.json")[0] == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == out
    assert json.loads(out)["title"] == "LBP Teach case"


# ---- assess ----


def test_assessing_says_why_and_what_is_missing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "assess", findings(tmp_path, "history.saddle_numbness: present"))
    assert code == 0
    assert "Urgency: Emergency today" in out
    assert "Signs from the saddle, bladder or bowel" in out
    assert "could not be judged" in out


def test_assessing_as_json_has_every_decision(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = findings(tmp_path, "history.saddle_numbness: present\nexam.slr: {left: positive}")
    code, out, _ = run(capsys, "assess", path, "--json")
    plain = json.loads(out)
    assert code == 0
    assert set(plain) == {"about", "edition", "facts", "flags", "function", "decisions"}
    assert plain["about"] == "For education, not for patient care."
    assert plain["edition"] == "DSAM2026"
    assert plain["facts"] == ["Numbness in the saddle area: present", "Straight leg raise, left: positive"]
    assert set(plain["decisions"]) == {*content.library().decisions, *content.library().advice}
    urgency = plain["decisions"]["urgency"]
    assert set(urgency) == {"best", "acceptable", "unsafe", "too_much", "because", "against", "not_judged"}
    assert urgency["best"] == ["emergency_today"]
    assert urgency["because"][0]["facts"] == ["history.saddle_numbness"]
    assert "F-ACUTE-01" in [fact for cite in urgency["because"][0]["citations"] for fact in cite["facts"]]


def test_an_edition_changes_what_it_changes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "history.leg_pain: {left: below_knee, right: none}\nexam.slr: {left: positive}\nhistory.duration_weeks: 5\n"
    text += "history.pain_nrs: 8\nhistory.course: unchanged\nfunction.activities: limited\n"
    text += "history.walking_leg_pain: absent\n"  # else it may be a stenosis, which has a clock of its own
    path = findings(tmp_path, text)
    best = {}
    for edition in ("DSAM2026", "RSD2024"):
        plain = json.loads(run(capsys, "assess", path, "--edition", edition, "--json")[1])
        best[edition] = plain["decisions"]["imaging_timing"]["best"]
    assert best == {"DSAM2026": ["after_6_8_weeks"], "RSD2024": ["now_criteria_met"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("history.sadle_numbness: present", "Did you mean 'history.saddle_numbness'?"),
        ("history.saddle_numbness: maybe", "'maybe' is not a value"),
        ("history.saddle_numbness: {left: present}", "has no sides"),
        ("exam.slr: {middle: positive}", "is not a side. Allowed: both, left, right"),
        ("exam.slr: {left: [positive]}", "this is not a value"),
        ("history.pain_nrs: 11", "11 lies outside 0 to 10"),
        ("history.pain_nrs: .nan", "is not a number"),
        ("history.pain_nrs: many", "'many' is not a number"),
        ("exam.strength.dorsiflexion: {left: 6}", "6 lies outside 0 to 5"),
        ("5", "must hold findings"),
        ("- a", "must hold findings"),
        ("", "The file is empty"),
        ("1: 2", "unknown finding"),
        ("null: 2", "unknown finding"),
        ("{", "not valid YAML"),
        ("history.pain_nrs: !!int abc", "findings.yaml"),
        ("history.pain_nrs: 0x_", "findings.yaml"),
    ],
)
def test_wrong_findings_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, words: str) -> None:
    code, out, err = run(capsys, "assess", findings(tmp_path, text))
    assert (code, out) == (2, "")
    assert words in err


def test_all_wrong_findings_are_named_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, _, err = run(capsys, "assess", findings(tmp_path, "a: 1\nhistory.pain_nrs: 99\nexam.gait: flying\n"))
    assert [line.split(" ")[0] for line in err.splitlines()] == [f"findings.yaml:{n}:" for n in (1, 2, 3)]


def test_findings_may_be_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = findings(tmp_path, json.dumps({"history.saddle_numbness": "present", "exam.slr": {"left": "positive"}}))
    assert run(capsys, "assess", path)[0] == 0


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_findings_that_cannot_be_read_are_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    code, _, err = run(capsys, "assess", tmp_path / name)
    assert code == 2
    assert "cannot be read" in err


# ---- score ----


def test_a_mark_adds_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "score", "jesper-lund", answers(tmp_path), "--json")
    plain = json.loads(out)
    assert code == 0
    items = [*plain["too_much"], *plain["rest"]]
    assert sum(item["points"] for item in items) == plain["sum"]
    assert plain["sum"] + sum(line["points"] for line in plain["adjustments"]) == plain["score"]["points"]
    assert sum(item["of"] for item in items) == plain["score"]["of"]
    assert sum(category["points"] for category in plain["categories"]) == plain["sum"]
    assert sum(category["of"] for category in plain["categories"]) == plain["score"]["of"]


def test_a_mark_in_words_adds_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "score", "jesper-lund", answers(tmp_path))
    assert code == 0
    total = int(out.split(" of ")[0])
    rows = [line for line in out.splitlines()[1:] if line[:4].strip().lstrip("-").isdigit()]
    assert sum(int(line[:4]) for line in rows) == total


def test_every_mark_explains_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for lang in ("da", "en"):
        plain = json.loads(run(capsys, "score", "jesper-lund", answers(tmp_path), "--json", "--lang", lang)[1])
        for item in [*plain["too_much"], *plain["rest"]]:
            assert item["title"]
            assert item["text"]
            # Time and focus are arithmetic over the whole work-up; every other mark stands on a rule.
            if item["subject"] not in ("time", "focus"):
                assert item["rules"], item["subject"]
                assert item["citations"], item["subject"]
                assert all(cite["statement"] and cite["label"] for cite in item["citations"])
        assert plain["disclaimer"]
        assert "{" not in json.dumps([item["text"] for item in plain["rest"]])


def test_critical_errors_stand_first_and_cap_the_mark(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    second = {"decisions": {"urgency": "none", "triage": "non_specific"}}
    path = answers(tmp_path, {"visits": [{}, second]})
    plain = json.loads(run(capsys, "score", "selma-hodzic", path, "--json")[1])
    assert plain["critical"][0]["rule"] == "cauda_equina"
    assert plain["score"]["percent"] <= 40
    out = run(capsys, "score", "selma-hodzic", path)[1]
    told = [line for line in out.splitlines()[1:] if line and "count" not in line]  # first the points, and why not
    assert told[0].startswith("CRITICAL")


@pytest.mark.parametrize(
    ("case", "data", "words"),
    [
        ("nobody", HALF, "no case called 'nobody'"),
        ("jesper-lund", {"visits": [{"asked": ["nope"]}]}, "'nope' is not known"),
    ],
)
def test_what_cannot_be_marked_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str, data: Any, words: str
) -> None:
    code, out, err = run(capsys, "score", case, answers(tmp_path, data))
    assert (code, out) == (2, "")
    assert words in err


# ---- as a command ----


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["dance"],
        ["cases"],
        ["assess"],
        ["assess", "x", "--edition", "NKR2016"],
        ["score", "x"],
        ["bench", "--runs", "0"],
    ],
)
def test_bad_usage_is_two_and_no_traceback(argv: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "lbp_teach", *argv], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_closed_pipe_is_no_error() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "cases", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    assert "Traceback" not in child.stderr.read()
    assert child.wait() == 0


def test_a_data_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "lbp_teach", "cases", "list"]
    done = subprocess.run(command, capture_output=True, text=True, env={"LBP_HOME": str(blocked / "home")})
    assert done.returncode == 2
    assert "LBP_HOME" in done.stderr
    assert "Traceback" not in done.stderr
