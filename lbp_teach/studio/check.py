"""What is wrong with a case as it stands in the editor: exactly what `lbp-teach cases validate` says of a file."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lbp_teach import strict_yaml
from lbp_teach.authoring.checks import problems_of
from lbp_teach.case import SLUG
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book

#: Characters that are still checked while somebody types. The longest case is a fifth of it.
LARGEST = 300_000
_WORDS_FOR = re.compile(r"Add answers\.(\w+) in both")


@dataclass(frozen=True)
class Checked:
    """A text that was looked at.

    Attributes:
        data: what the YAML says, or None where it is no YAML.
        lines: the line of each part of it.
        problems: everything that is wrong; none means that the file may stand among the cases.
        readable: whether it is YAML that a form can change.
    """

    data: Any
    problems: tuple[Problem, ...]
    lines: dict[strict_yaml.Path, int] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        return isinstance(self.data, dict)


def check(text: str, book: Book) -> Checked:
    """Look at a case.

    Args:
        text: the YAML, whatever it is.
        book: the whole guideline.
    """
    if len(text) > LARGEST:
        what = f"the text is longer than {LARGEST // 1000} kB, more than a case can need."
        return Checked(None, (Problem("case.yaml", None, "", what, "Keep only what a person has written in it."),))
    try:
        data, lines = strict_yaml.load(text, "case.yaml")
    except InputError as error:
        return Checked(None, tuple(error.problems))
    if not isinstance(data, dict):
        what = "a case is a list of keys, one `key: value` to a line."
        return Checked(None, (Problem("case.yaml", 1, "", what, "Start from a new case, or from a copy of one."),))
    return Checked(data, file_problems(text, case_id(data), book), lines)


def case_id(data: Any) -> str:
    """Return the id that a case gives itself, or an empty text where it has none that could be a file's name."""
    name = data.get("id") if isinstance(data, dict) else None
    return name if isinstance(name, str) and re.fullmatch(SLUG, name) else ""


def file_problems(text: str, name: str, book: Book) -> tuple[Problem, ...]:
    """Return what is wrong with a case as a file of that name; nothing where it may stand among the cases."""
    with tempfile.TemporaryDirectory(prefix="lbp-studio-") as folder:
        path = Path(folder) / f"{name or 'case'}.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return tuple(problems_of(path, book))


def path_of(problem: Problem) -> list[str | int]:
    """Return the way to the field of the form that a problem belongs to."""
    way: list[str | int] = []
    # Names of findings have dots in them and stand after `facts.`, last but for a side.
    before, facts, finding = problem.key.partition("facts.")
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", before):
        way.append(int(number) if number else name)
    if facts:
        found = re.fullmatch(r"(.+?)(?:\.(left|right))?", finding)
        way += ["facts", *[part for part in (found.groups() if found else ()) if part]]
    voice = _WORDS_FOR.match(problem.remedy)
    return [*way, voice[1]] if voice and way[-1:] == ["answers"] else way
