"""What is wrong with the shape of a YAML file, told to the person who wrote it: file, line, key, remedy."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from lbp_teach import lint_facts, strict_yaml
from lbp_teach.authoring.shapes import plain_words
from lbp_teach.case import Branch, Door, Ending, Persona, Visit
from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.accuracy import Accuracy
from lbp_teach.guideline.model import (
    Component,
    Concept,
    Conflict,
    Decision,
    DecisionCard,
    Flag,
    NotEncoded,
    Parameter,
    Rule,
    Statement,
)
from lbp_teach.text import Text

#: By the key of a list in the guideline's files, what each of its entries is.
ENTRIES: dict[str, type[BaseModel]] = {
    "statements": Statement,
    "not_encoded": NotEncoded,
    "conflicts": Conflict,
    "parameters": Parameter,
    "concepts": Concept,
    "cards": DecisionCard,
    "decisions": Decision,
    "rules": Rule,
    "flags": Flag,
    "components": Component,
    "accuracies": Accuracy,
}
_PARTS: dict[str, type[BaseModel]] = {
    "persona": Persona,
    "visits": Visit,
    "next": Branch,
    "endings": Ending,
    "door": Door,
}


def shape_problems(
    error: ValidationError,
    file: str,
    lines: dict[strict_yaml.Path, int],
    prefix: strict_yaml.Path,
    root: type[BaseModel],
    content: Any = None,
) -> list[Problem]:
    """Return what pydantic found wrong, each mistake once and in our words.

    Args:
        error: what pydantic found.
        file: name of the file.
        lines: by path in the file, its line.
        prefix: where in the file the checked part stands.
        root: what the part was to be.
        content: the part as it was read, for telling what a fact was.
    """
    found: dict[tuple[int | None, str, str], Problem] = {}
    for item in error.errors(include_url=False):
        if item["type"] == "too_short" and item.get("input"):
            continue  # a list whose entries are wrong counts as empty; the entries are reported themselves
        path = _author_path((*prefix, *item["loc"]), lines)
        if "facts" in path[:-1]:
            # A fact is a value or a pair of sides; pydantic reports both attempts, the author made one mistake.
            path = path[: path.index("facts") + 2]
            item = {**item, "type": "fact", "input": _at(content, path)}
        key = strict_yaml.dotted(path)
        what, remedy = _words(item, path, root)
        problem = Problem(file, strict_yaml.line_of(path, lines), key, what, remedy)
        # A value that may have one of two shapes fails once for each of them; the author made one mistake.
        found.setdefault(
            (
                problem.line,
                key,
                item["type"] if item["type"] in ("missing", "extra_forbidden") else "",
            ),
            problem,
        )
    return list(found.values())


def _at(content: Any, path: strict_yaml.Path) -> Any:
    for part in path:
        content = content[part]
    return content


def _author_path(loc: strict_yaml.Path, lines: dict[strict_yaml.Path, int]) -> strict_yaml.Path:
    """Return pydantic's location without the names of union members, which an author never wrote."""
    path: strict_yaml.Path = ()
    for index, part in enumerate(loc):
        if (*path, part) in lines or (index == len(loc) - 1 and isinstance(part, str) and part.islower()):
            path = (*path, part)
    return path


def _words(item: Any, path: strict_yaml.Path, root: type[BaseModel]) -> tuple[str, str]:
    given = item.get("input")
    match item["type"]:
        case "missing":
            return "this key is missing.", "Add it."
        case "extra_forbidden":
            return f"unknown key {path[-1]!r}.", allowed(str(path[-1]), _keys_at(path, root))
        case "literal_error":
            values = str(item["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            return f"{given!r} is not a value of this key.", allowed(str(given), values)
        case "string_too_short":
            return "this text is empty.", "Write it in both languages."
        case "condition":
            keys = ["finding", "concept", "decision", "all", "any", "not", "count"]
            return "this is not a condition.", f"Use one of the keys {', '.join(keys)}."
        case "fact":
            sides = [name for name in given if name not in ("left", "right")] if isinstance(given, dict) else []
            if sides == [lint_facts.BOTH]:
                return "`both` stands alone, without left and right.", allowed("both", ("left", "right", "both"))
            if sides:
                return f"unknown key {sides[0]!r}.", allowed(str(sides[0]), ("left", "right", "both"))
            return "this is not a value of a finding.", "Give a word, a number, or {left: ..., right: ...}."
        case "value_error":
            return f"{item['ctx']['error']}.", "Correct this part."
        case _:
            return plain_words(item)


def _keys_at(path: strict_yaml.Path, root: type[BaseModel]) -> list[str]:
    names = [part for part in path[:-1] if isinstance(part, str)]
    if not names:
        model: type[BaseModel] = root
    else:
        model = _PARTS.get(names[-1], Text)
        if names[-1] in ENTRIES:
            model = ENTRIES[names[-1]]
    return [field.alias or name for name, field in model.model_fields.items()]
