"""`lbp-teach cases ...` in Danish, and on files that are not among the installed cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbp_teach import compile, content
from lbp_teach.cli import main
from lbp_teach.errors import Problem
from lbp_teach.guideline.assess import Book
from lbp_teach.studio.problem_words import told
from lbp_teach.text import Lang

BAD = Path(__file__).parents[1] / "content" / "bad"
CASE = content.cases_root() / "jesper-lund.yaml"


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setattr(compile, "read_guideline", lambda: book)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    return code, *capsys.readouterr()


def test_validate_speaks_danish(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cases", "validate", BAD / "no-ending.yaml", "--lang", "da")
    assert (code, out) == (1, "0 af 1 casefiler er i orden.\n")
    assert "et besøg skal have enten `next`" in err.replace("Et", "et")
    assert err.startswith("no-ending.yaml:")
    assert "0 of 1 case files" in run(capsys, "cases", "validate", BAD / "no-ending.yaml")[1]


def test_a_sentence_that_nobody_has_translated_is_told_as_it_is() -> None:
    problem = Problem("x.yaml", 1, "id", "something new is wrong.", "Add it.")
    assert told(problem, Lang.DA) is problem
    assert str(told(Problem("x.yaml", 1, "id", "this text is empty.", "Add it."), Lang.DA)) == (
        "x.yaml:1: id: Teksten er tom. Tilføj den."
    )


def test_show_takes_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mine = tmp_path / "my-own.yaml"
    mine.write_text(CASE.read_text(encoding="utf-8").replace("id: jesper-lund", "id: my-own", 1), encoding="utf-8")
    code, out, _ = run(capsys, "cases", "show", mine, "--lang", "da")
    assert code == 0
    assert "acceptabelt: " in out
    assert "acceptable" not in out
    code, _, err = run(capsys, "cases", "show", BAD / "no-ending.yaml", "--lang", "da")
    assert code != 0
    assert "et besøg skal have enten" in err.replace("Et", "et")
    assert run(capsys, "cases", "show", tmp_path / "none.yaml")[0] != 0


def test_coverage_counts_the_files_it_is_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "jesper-lund.yaml").write_bytes(CASE.read_bytes())
    (tmp_path / "no-ending.yaml").write_bytes((BAD / "no-ending.yaml").read_bytes())
    for paths in ([tmp_path], sorted(tmp_path.iterdir())):
        code, out, err = run(capsys, "cases", "coverage", *paths, "--matrix", "--lang", "da")
        assert code == 1
        assert "MANGLER: Mindst 48 patienter: 1 af 48" in out
        assert "\nL5: 1 (jesper-lund)" in out
        assert "no-ending.yaml er ikke talt med" in err
    code, out, err = run(capsys, "cases", "coverage", tmp_path / "none.yaml")
    assert (code, out) == (2, "")
    assert "none.yaml is not there" in err
