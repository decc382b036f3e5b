"""An author's slip in the laboratory's files is named with its place and a remedy, all slips at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lbp_teach import content, strict_yaml
from lbp_teach.content import HERE
from lbp_teach.errors import InputError
from lbp_teach.lab.read import read_lab


def load(path: Path) -> object:
    return strict_yaml.load(path.read_text(encoding="utf-8"), path.name)


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the laboratory's files, with one passage of one of them changed."""
    for name in ("parts.yaml", "claims.yaml"):
        text = (HERE / "lab" / name).read_text(encoding="utf-8")
        if name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_files_as_they_are_are_read_whole(tmp_path: Path) -> None:
    found = read_lab(content.library(), load, changed(tmp_path, "", "", ""))
    assert found == content.lab()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("parts.yaml", "test: strength, result", "test: strenght, result", "is not a test. Did you mean 'strength'?"),
        ("parts.yaml", "[C-29]", "[C-129]", "'C-129' is not known."),
        ("parts.yaml", "[sensitivity_meaning", "[sensitivity_meanin", "Did you mean 'sensitivity_meaning'?"),
        ("parts.yaml", "{straight_leg_raise_sens} for prolaps", "{straight_leg_rais_sens} for prolaps", "placeholders"),
        ("parts.yaml", "pre: 0.10", "pre: 10", "less than 1"),
        ("claims.yaml", "bound: {parameter: useful_lr_negative}", "bound: {parameter: usefull}", "is not a threshold."),
        ("claims.yaml", "source: DSAM2026", "source: DSAM2062", "Did you mean 'DSAM2026'?"),
        ("claims.yaml", "kind: finds", "kind: find", "does not match any of the expected tags"),
        ("claims.yaml", "id: straight_finds", "id: crossed_rules_out", "this id stands twice."),
    ],
)  # fmt: skip
def test_a_slip_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_lab(content.library(), load, changed(tmp_path, file, old, new))
    assert said in str(refused.value)
    assert file in str(refused.value) or "twice" in said


def test_a_figure_that_does_not_exist_is_named(tmp_path: Path) -> None:
    def both(text: str) -> str:
        return text.replace("{straight_leg_raise_tp} af 100", "{nonsense} af 100").replace(
            "{straight_leg_raise_tp} of 100", "{nonsense} of 100"
        )

    folder = rewritten(tmp_path, both)
    with pytest.raises(InputError, match="there is no figure called 'nonsense'"):
        read_lab(content.library(), load, folder)


def rewritten(folder: Path, change: Callable[[str], str]) -> Path:
    for name in ("parts.yaml", "claims.yaml"):
        text = (HERE / "lab" / name).read_text(encoding="utf-8")
        (folder / name).write_text(change(text) if name == "parts.yaml" else text, encoding="utf-8")
    return folder


def test_several_slips_are_said_at_once(tmp_path: Path) -> None:
    folder = rewritten(tmp_path, lambda text: text.replace("[C-29]", "[C-129]").replace("[C-28]", "[C-128]"))
    with pytest.raises(InputError) as refused:
        read_lab(content.library(), load, folder)
    assert {"C-129", "C-128"} <= {word.strip("'") for word in str(refused.value).split()}
