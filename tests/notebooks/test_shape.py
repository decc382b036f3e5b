"""Notebooks stay thin, and nbval really compares them: a cell without a stored output is never looked at."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(p for p in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
NAMES = [path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
KERNEL = {"display_name", "language", "name"}
CHECKED = "nbval-check-output"
MACHINE_PATH = re.compile(r"(?<![\w.:])/(?:home|Users|root|work|tmp|mnt|opt|var)/|[A-Z]:\\")
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code_cells(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def problems(path: Path) -> list[str]:
    """Everything about a notebook that is not as it should be."""
    found: list[str] = []
    notebook, cells = read(path), code_cells(path)
    checked = [cell for cell in cells if CHECKED in cell["metadata"].get("tags", [])]
    if not checked:
        found.append("no cell is checked")
    for cell in checked:
        if not cell["outputs"] or cell["execution_count"] is None:
            found.append("a checked cell without a stored output or count is never compared")
    if [cell["execution_count"] for cell in cells] != list(range(1, len(cells) + 1)):
        found.append("the cells were not run in order in a fresh kernel")
    if len(cells) > 6:
        found.append("more than six code cells")
    for cell in cells:
        if len([line for line in source(cell).splitlines() if line.strip()]) > 3:
            found.append("a code cell of more than three lines")
        found += [f"imports {name}" for name in imported(source(cell)) if not allowed(name)]
        if any(output["output_type"] == "error" for output in cell["outputs"]):
            found.append("an error is stored")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and not bilingual(source(cell)):
            found.append(f"not in both languages: {source(cell)[:40]!r}")
        if "%%" in source(cell) or "sys.path" in source(cell):
            found.append("cell magic or path fiddling")
    kernel = notebook["metadata"].get("kernelspec", {})
    if kernel.get("name") != "python3" or set(kernel) - KERNEL:
        found.append("the kernel is not plain python3")
    if set(notebook["metadata"]) - {"kernelspec", "language_info"} or set(
        notebook["metadata"].get("language_info", {})
    ) - {"name"}:
        found.append("metadata of somebody's machine")
    if not notebook["cells"] or notebook["cells"][0]["cell_type"] != "markdown":
        found.append("it does not begin with a heading")
    if MACHINE_PATH.search(json.dumps(notebook, ensure_ascii=False).replace("\\n", " ")):
        found.append("a path of somebody's machine")
    if path.stat().st_size >= 60_000:
        found.append("60 kB or more")
    return found


def imported(code: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return names


def allowed(name: str) -> bool:
    top = name.partition(".")[0]
    return top.startswith("lbp_") or top in sys.stdlib_module_names


def bilingual(text: str) -> bool:
    """Both languages are divided by a slash or by an empty line; a word such as `Cases` is both."""
    parts = [part for part in re.split(r" / |\n\s*\n", text) if part.strip()]
    return len(parts) >= 2 or len(text.split()) <= 3


def test_there_are_notebooks_for_students_and_for_teachers() -> None:
    assert {path.parent.name for path in NOTEBOOKS} >= {"practice", "teacher"}
    assert (ROOT / "notebooks" / "practice" / "home.ipynb") in NOTEBOOKS


@each
def test_a_notebook_has_its_shape(path: Path) -> None:
    assert problems(path) == []


def test_only_teachers_notebooks_replay_the_model_answer() -> None:
    for path in NOTEBOOKS:
        if "teacher" not in path.relative_to(ROOT).parts:
            assert "replay" not in "".join(source(cell) for cell in code_cells(path)), path.name


GOOD = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Ryg / Back"]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {"tags": [CHECKED]},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}],
            "source": ["from lbp_teach import book\n", "print(1)"],
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("cells", 1, "outputs"), [], "never compared"),
        (("cells", 1, "execution_count"), None, "never compared"),
        (("cells", 1, "execution_count"), 7, "not run in order"),
        (("cells", 1, "metadata"), {}, "no cell is checked"),
        (("cells", 1, "source"), ["import pandas"], "imports pandas"),
        (("cells", 1, "source"), ["a=1\n", "b=1\n", "c=1\n", "d=1"], "more than three lines"),
        (("cells", 1, "source"), ["open('/" + "home/ann/x')"], "somebody's machine"),
        (("cells", 0, "source"), ["Dette er kun skrevet på dansk."], "not in both languages"),
        (("metadata", "kernelspec"), {"name": "lbp"}, "plain python3"),
        (("metadata", "vscode"), {}, "somebody's machine"),
    ],
)
def test_a_notebook_out_of_shape_is_found(tmp_path: Path, place: tuple[Any, ...], value: Any, words: str) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    assert problems(path) == []
    broken = json.loads(json.dumps(GOOD))
    parent = broken
    for step in place[:-1]:
        parent = parent[step]
    parent[place[-1]] = value
    path.write_text(json.dumps(broken), encoding="utf-8")
    assert any(words in problem for problem in problems(path))
