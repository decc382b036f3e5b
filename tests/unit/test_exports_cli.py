"""`lbp-teach records export`: what it writes, what it says, and how it refuses."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from played import played, players

from lbp_teach import cli_export, content
from lbp_teach.cli import main
from lbp_teach.exports import job, progress
from lbp_teach.exports.bench import Cost, export_million

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(tmp_path))
    played(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    code = main(["records", "export", *map(str, argv)])
    out, err = capsys.readouterr()
    return code, out, err


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_formats_that_are_offered_are_those_that_there_are() -> None:
    assert cli_export.FORMATS == job.FORMATS


@pytest.mark.parametrize("form", job.FORMATS)
def test_every_format_is_written_and_counted(home: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    out = home / "out"
    code, said, err = run(capsys, "--format", form, "--out", out, "--lang", "en")
    what = "learners" if "gradebook" in form else "statements" if "xapi" in form else "rows"
    assert (code, err) == (0, "")
    assert f" {what} written to {out}. For education, not for patient care." in said
    assert out.stat().st_size > 100
    assert [path.name for path in home.iterdir() if path.name.endswith(".part")] == []


def test_one_learner_one_case_and_what_is_new(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    careless, careful = players()
    out = home / "out.csv"
    words = ("--format", "csv", "--out", out, "--force", "--table")
    assert run(capsys, *words, "attempts", "--learner", careful.name)[0] == 0
    assert {row["learner"] for row in table(out)} == {careful.id}
    assert run(capsys, *words, "attempts", "--learner", careless.id, "--case", "rikke-thorsen")[0] == 0
    assert [(row["learner"], row["case"]) for row in table(out)] == [(careless.id, "rikke-thorsen")]
    assert run(capsys, *words, "events", "--case", "rikke-thorsen")[0] == 0
    assert {row["case"] for row in table(out)} == {"rikke-thorsen"}
    assert run(capsys, *words, "events", "--since", "2100-01-01")[0] == 0
    assert table(out) == []
    assert run(capsys, *words, "events", "--since", "2020-01-01T08:00")[0] == 0
    assert len(table(out)) > 400


def test_nothing_is_replaced_without_force(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = home / "out.csv"
    out.write_text("mine")
    code, said, err = run(capsys, "--format", "csv", "--out", out)
    assert (code, said) == (2, "")
    assert "exists already. Choose another --out, or add --force" in err
    assert out.read_text() == "mine"
    assert run(capsys, "--format", "csv", "--out", out, "--force")[0] == 0


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--format", "csv", "--learner", "Nobody-1"), "There is no learner 'Nobody-1'"),
        (("--format", "csv", "--case", "nobody"), "There is no case called 'nobody'. Known cases: agnes-thomsen, "),
        (("--format", "csv", "--since", "yesterday"), "Write it as 2026-09-01"),
        (("--format", "xapi", "--table", "items"), "--table is for csv and parquet"),
        (("--format", "xapi", "--home-page", "urn:x"), "is no web address"),
        (("--format", "gradebook-canvas", "--identifier", "email"), "canvas has no email. Use --identifier login"),
        (("--format", "gradebook-moodle", "--max-points", "0"), "must be above 0"),
        (("--format", "gradebook-moodle", "--max-points", "nan"), "must be above 0"),
        (("--format", "gradebook-moodle", "--column", "jesper-lund"), "must be CASE=NAME"),
        (("--format", "gradebook-moodle", "--roster", "none.csv"), "The roster none.csv cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], remedy: str
) -> None:
    code, said, err = run(capsys, "--out", home / "out", *words)
    assert (code, said) == (2, "")
    assert remedy in err
    assert "Traceback" not in err
    assert not (home / "out").exists()


def test_a_roster_and_names_of_columns(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster, out = home / "roster.csv", home / "out.csv"
    roster.write_text(f"pseudonym,identifier\n{players()[1].name},bea\n", encoding="utf-8")
    words = ("--roster", roster, "--case", "jesper-lund", "--column", "jesper-lund=Exam 1 (42)", "--max-points", "20")
    code, said, err = run(capsys, "--format", "gradebook-canvas", "--out", out, *words)
    assert (code, err) == (0, "1 learners with a result are not in the roster.\n")
    assert "1 learner written" in said
    first, second = table(out)
    assert list(first)[-1] == "Exam 1 (42)"
    assert first["Exam 1 (42)"] == "20"
    assert second["SIS Login ID"] == "bea"
    assert 0 < float(second["Exam 1 (42)"]) < 20


# ---- how far it is ----


def test_without_a_terminal_there_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    with progress.counting("events") as tick:
        for _ in range(2500):
            tick(1)
    assert capsys.readouterr().err.splitlines() == ["1,000 events read", "2,000 events read"]


def test_in_a_terminal_there_is_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.counting("events") as tick:
        tick(1234)
    out, err = capsys.readouterr()
    assert out == ""
    assert "events" in err


# ---- the students' path stays light ----


def test_a_grade_and_a_csv_file_need_nothing_heavy(home: Path) -> None:
    code = (
        "import sys, json, lbp_teach; from lbp_teach.cli import main;"
        "lbp_teach.grade({}, case='jesper-lund');"
        f"assert main(['records','export','--format','csv','--table','items','--out',{str(home / 'x.csv')!r}]) == 0;"
        "print(json.dumps([*sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert loaded & {"pandas", "numpy", "scipy", "yaml", "pyarrow", "sqlalchemy", "ipywidgets", "IPython"} == set()


def test_what_a_million_costs_is_measured_on_a_small_scale() -> None:
    cost = export_million("csv", "events", events=1000)
    assert isinstance(cost, Cost)
    assert (cost.events, cost.rows) == (1000, 1000)
    assert cost.seconds > 0
    assert 10 < cost.tenth_peak_mb < 1000
    assert cost.growth == pytest.approx(cost.peak_mb / cost.tenth_peak_mb)
