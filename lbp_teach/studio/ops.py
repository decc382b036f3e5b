"""What a form does to a case: set, remove, add. Each is done to the text and to the data, and both must agree."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from lbp_teach import strict_yaml
from lbp_teach.case import (
    Alternative,
    Branch,
    Case,
    CaseWeight,
    Door,
    Ending,
    OtherSex,
    Persona,
    Variants,
    Visit,
)
from lbp_teach.errors import InputError
from lbp_teach.guideline.assess import Book
from lbp_teach.strict_yaml import Path
from lbp_teach.studio import edit

Op = dict[str, Any]
_PARTS: dict[str, type[Any]] = {
    "persona": Persona,
    "variants": Variants,
    "other_sex": OtherSex,
    "visits": Visit,
    "next": Branch,
    "endings": Ending,
    "door": Door,
    "alternatives": Alternative,
    "weights": CaseWeight,
}
#: Longer ways lead to no part of a case.
_DEEPEST = 12


class Refused(Exception):
    """A form could not make its change; the text stays as it was."""


def key_order(path: Path, book: Book) -> Sequence[str]:
    """Return the keys that may stand at a place of a case, in the order in which they are written."""
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return list(Case.model_fields)
    match names[-1]:
        case "facts":
            return list(book.findings)
        case "answers":
            return list(book.questions)
        case name if name in _PARTS:
            return list(_PARTS[name].model_fields)
        case "when":
            return ("decision", "visit", "one_of")
        case _:
            return ("da", "en", "left", "right")


def read_op(given: Any) -> tuple[str, Path, Any] | None:
    """Return what a message of a form asks for, or None where it makes no sense."""
    if not isinstance(given, dict) or given.get("do") not in ("set", "remove", "add"):
        return None
    path = given.get("path")
    if not isinstance(path, list) or not 0 < len(path) <= _DEEPEST:
        return None
    if not all((isinstance(p, str) and p) or (type(p) is int and 0 <= p < 1000) for p in path):
        return None
    return given["do"], tuple(path), given.get("value")


def applied(data: Any, do: str, path: Path, value: Any) -> Any:
    """Return the data after a change.

    Raises:
        Refused: there is no such place in it.
    """
    data = copy.deepcopy(data)
    try:
        parent = data
        for part, following in zip(path[:-1], path[1:], strict=True):
            made: Any = [] if isinstance(following, int) else {}
            if isinstance(part, int):
                if part == len(parent):
                    parent.append(made)
            elif parent.get(part) is None:
                parent[part] = made
            parent = parent[part]
        if do == "remove":
            del parent[path[-1]]
        elif isinstance(path[-1], int) and path[-1] == len(parent):
            parent.append(value)
        else:
            parent[path[-1]] = value
    except (KeyError, IndexError, TypeError, AttributeError):
        raise Refused from None
    return data


def whole_removal(data: Any, path: Path) -> Path:
    """Return what to remove so that nothing empty is left behind: an answer without words goes as a whole."""
    while len(path) > 1:
        parent = data
        for part in path[:-1]:
            parent = parent[part]
        if len(parent) > 1 or path[-2] == "visits":
            break
        path = path[:-1]
    return path


def change(text: str, given: Any, data: Any, book: Book) -> tuple[str, Any]:
    """Return text and data after one change of a form.

    Raises:
        Refused: the change makes no sense, or the text is laid out in a way that a form cannot change.
    """
    read = read_op(given)
    if read is None:
        raise Refused
    do, path, value = read
    try:
        if do == "add":
            there = data
            for part in path:
                there = there.get(part) if isinstance(there, dict) else there[part]
            path, do = (*path, len(there or ())), "set"
        if do == "set" and value in ("", None):
            do = "remove"
        if do == "remove":
            path = whole_removal(data, path)
            wanted = applied(data, do, path, None)
            new = edit.remove(text, path, data)
        else:
            wanted = applied(data, do, path, value)
            new = edit.set_value(text, path, value, data, lambda at: key_order(at, book))
        found = strict_yaml.load(new, "")[0]
    except (edit.Untouchable, InputError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Refused from None
    if found != wanted:
        raise Refused
    return new, wanted
