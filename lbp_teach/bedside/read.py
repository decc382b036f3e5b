"""From the tools' YAML to compact JSON: read strictly, every reference checked. Authors' path: loads the YAML parser.

A tool that has content keeps it in `<tool>/content.yaml`, typed by `Content` in `<tool>/model.py`, which may have a
method `problems(book)` that names references leading nowhere. Its words are in `<tool>/words.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from lbp_teach.bedside.tools import TOOLS
from lbp_teach.content import HERE
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book

Load = Callable[[Path], tuple[Any, dict[tuple[str | int, ...], int]]]
ROOT = HERE / "bedside"


def contents(book: Book, load: Load, root: Path = ROOT) -> Iterator[tuple[str, BaseModel]]:
    """Return the checked content of every tool that has some.

    Raises:
        InputError: with every problem of the first file that has one.
    """
    for tool in TOOLS:
        path = root / tool / "content.yaml"
        if path.is_file():
            yield tool, read_content(tool, path, book, load)


def read_content(tool: str, path: Path, book: Book, load: Load) -> BaseModel:
    """Read one tool's content.

    Raises:
        InputError: with every problem found.
    """
    model: type[BaseModel] = import_module(f"lbp_teach.bedside.{tool}.model").Content
    data, lines = load(path)
    name = f"{tool}/{path.name}"
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        raise InputError([_problem(name, item, lines) for item in error.errors(include_url=False)]) from None
    problems = getattr(found, "problems", None)
    wrong = [Problem(name, None, key, what, "Correct it.") for key, what in problems(book)] if problems else []
    if wrong:
        raise InputError(wrong)
    return found


def _problem(file: str, item: Any, lines: dict[tuple[str | int, ...], int]) -> Problem:
    place = tuple(item["loc"])
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), None)
    what = f"{item['msg'].rstrip('.')} (found {str(item.get('input'))[:60]!r})."
    return Problem(file, line, ".".join(str(part) for part in place), what, "Correct it.")


def words(load: Load, root: Path = ROOT) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the interface words: those all tools share as `bedside`, and each tool's own."""
    for name, path in [("bedside", root / "words.yaml"), *((tool, root / tool / "words.yaml") for tool in TOOLS)]:
        yield name, load(path)[0] if path.is_file() else {}
