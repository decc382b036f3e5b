"""A broken rule makes the run of the notebooks fail; without this proof the check could be asleep."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import lbp_widgets
from lbp_teach import content

ROOT = Path(__file__).parents[2]
TEACHER = ROOT / "notebooks" / "teacher" / "model_answer.ipynb"


def checkout(folder: Path) -> Path:
    """A copy of the package, the cases and the teacher's notebook, in which a rule may be broken."""
    ignore = shutil.ignore_patterns("__pycache__", "_compiled", "_cases", "_notebooks")
    shutil.copytree(content.HERE, folder / "lbp_teach", ignore=ignore)
    shutil.copytree(content.cases_root(), folder / "cases")
    shutil.copytree(Path(lbp_widgets.__file__).parent, folder / "lbp_widgets", ignore=ignore)
    (folder / "notebooks" / "teacher").mkdir(parents=True)
    shutil.copy(TEACHER, folder / "notebooks" / "teacher")
    return folder


def nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(folder), "LBP_HOME": str(folder / "home")}
    command = [
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-q",
        "notebooks/teacher",
    ]
    return subprocess.run(
        [sys.executable, *command, "--rootdir", str(folder)], cwd=folder, env=env, capture_output=True, text=True
    )


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has changed: name here anew what to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_a_threshold(guideline: Path) -> None:
    """Images come up after one week of any pain, not after six of strong pain."""
    change(
        guideline / "parameters" / "core.yaml",
        "id: nerve_root_imaging_weeks\n    unit: weeks\n    values: {DSAM2026: [6, 8]",
        "id: nerve_root_imaging_weeks\n    unit: weeks\n    values: {DSAM2026: [1, 8]",
    )
    change(
        guideline / "parameters" / "core.yaml",
        "unit: nrs\n    values: {DSAM2026: 7}",
        "unit: nrs\n    values: {DSAM2026: 1}",
    )


def break_a_rule(guideline: Path) -> None:
    """Whoever has ordinary back pain is imaged."""
    change(
        guideline / "rules" / "non_specific.yaml",
        "      imaging: {best: [none]",
        "      imaging: {best: [mri]",
    )


def break_a_concept(guideline: Path) -> None:
    """Neither the saddle nor the bladder is a sign of cauda equina syndrome any more, asked or examined."""
    change(
        guideline / "concepts" / "core.yaml",
        "        - {finding: history.saddle_numbness}\n        - {finding: history.bladder_retention}\n",
        "",
    )
    change(
        guideline / "concepts" / "core.yaml",
        "        - {finding: exam.sensation.saddle, one_of: [reduced]}\n"
        "        - {finding: exam.anal_tone, one_of: [reduced]}\n"
        "        - {finding: exam.residual_urine_ml, at_least: {parameter: residual_urine_ml}}\n",
        "",
    )


def test_the_teachers_notebook_runs_as_it_is_stored(tmp_path: Path) -> None:
    done = nbval(checkout(tmp_path / "checkout"))
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"\b[3-9] passed", done.stdout)


@pytest.mark.parametrize("damage", [break_a_threshold, break_a_rule, break_a_concept])
def test_a_broken_rule_makes_the_notebook_fail(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = checkout(tmp_path / "checkout")
    damage(folder / "lbp_teach" / "guideline")
    done = nbval(folder)
    assert done.returncode == 1, done.stdout[-3000:]
    assert "Cell outputs differ" in done.stdout or "reference" in done.stdout, done.stdout[-3000:]


def test_the_copy_is_what_the_notebook_runs(tmp_path: Path) -> None:
    folder = checkout(tmp_path / "checkout")
    code = "import lbp_teach, lbp_widgets; print(lbp_teach.__file__, lbp_widgets.__file__)"
    env = {**os.environ, "PYTHONPATH": str(folder)}
    said = subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True).stdout
    assert said.count(str(folder)) == 2
