"""What cases/README.md shows an author is true: its example has the right shape, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.authoring.checks import problems_of
from lbp_teach.cli import main
from lbp_teach.guideline.assess import Book

TEXT = (content.cases_root() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
EXAMPLE = next(block for block in BLOCKS if block.startswith("# yaml-language-server"))
VARIANTS = next(block for block in BLOCKS if block.startswith("variants:"))
COMMANDS = sorted(set(re.findall(r"lbp-teach cases (\w+)", TEXT)))


def test_the_example_lacks_nothing_but_more_answers(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "anna-vestergaard.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    (found,) = problems_of(path, book)
    assert "25 make a person" in found.what


def test_the_variants_it_shows_fit_the_example(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "anna-vestergaard.yaml"
    text = EXAMPLE.replace("visits:\n", f"{VARIANTS}visits:\n", 1)
    text = (
        text.replace("venstre lår", "{side} lår")
        .replace("left thigh", "{side} thigh")
        .replace("Anna var", "{first_name} var")
    )
    path.write_text(text.replace("Anna was", "{first_name} was"), encoding="utf-8")
    (found,) = problems_of(path, book)
    assert "25 make a person" in found.what


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["cases", command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out


def test_every_command_a_new_author_needs_is_named() -> None:
    assert {"new", "validate", "show", "coverage"} <= set(COMMANDS)
