"""What a form does to a case: set, remove, add. Each is done to the text and to the data, and both must agree."""

from __future__ import annotations

import copy
import itertools
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
    if not isinstance(given, dict) or given.get("do") not in ("set", "remove", "add", "insert", "add_visit"):
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
        for part, following in itertools.pairwise(path):
            made: Any = [] if isinstance(following, int) else {}
            if isinstance(part, int):
                if part == len(parent):
                    parent.append(made)
            elif parent.get(part) is None:
                parent[part] = made
            parent = parent[part]
        if do == "insert":
            parent[path[-1] : path[-1]] = [value]
        elif do == "remove":
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


def _there(data: Any, path: Path) -> bool:
    try:
        for part in path:
            data = data[part]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def change(text: str, given: Any, data: Any, book: Book) -> tuple[str, Any]:
    """Return text and data after one change of a form.

    Raises:
        Refused: the change makes no sense, or the text is laid out in a way that a form cannot change.
    """
    read = read_op(given)
    if read is None:
        raise Refused
    do, path, value = read
    if do == "add_visit":
        return _with_a_visit(text, data, book)
    try:
        if do == "add":
            there = data
            for part in path:
                there = there.get(part) if isinstance(there, dict) else there[part]
            path, do = (*path, len(there or ())), "set"
        if do == "set" and value in ("", None):
            do = "remove"
        if do == "remove" and not _there(data, path):
            return text, data
        if do == "remove":
            path = whole_removal(data, path)
            wanted = applied(data, do, path, None)
            new = edit.remove(text, path, data)
        elif do == "insert":
            wanted = applied(data, do, path, value)
            new = edit.insert(text, path, value)
        else:
            wanted = applied(data, do, path, value)
            new = edit.set_value(text, path, value, data, lambda at: key_order(at, book))
        found = strict_yaml.load(new, "")[0]
    except (edit.Untouchable, InputError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Refused from None
    if found != wanted:
        raise Refused
    return new, wanted


def _with_a_visit(text: str, data: Any, book: Book) -> tuple[str, Any]:
    """Return the case with a visit after the last one, which takes over how it ended."""
    visits = data.get("visits") if isinstance(data, dict) else None
    if not isinstance(visits, list) or not all(isinstance(visit, dict) for visit in visits):
        raise Refused
    empty = {"da": "", "en": ""}
    taken = {visit.get("id") for visit in visits}
    name = next(f"visit_{n}" for n in itertools.count(len(visits) + 1) if f"visit_{n}" not in taken)
    visit = {
        "id": name,
        "kind": "follow_up" if visits else "first",
        **({"based_on": visits[-1].get("id")} if visits else {}),
        "label": empty,
        "place_time": empty,
        "minutes": 15 if visits else 20,
        "opening": empty,
        "endings": [{"text": empty}],
    }
    changes: list[Op] = []
    if visits and not visits[-1].get("next"):
        last = ["visits", len(visits) - 1]
        if visits[-1].get("endings"):
            visit["endings"] = visits[-1]["endings"]
            changes.append({"do": "remove", "path": [*last, "endings"]})
        changes.append({"do": "set", "path": [*last, "next"], "value": [{"visit": name, "bridge": empty}]})
    for one in [*changes, {"do": "add", "path": ["visits"], "value": visit}]:
        text, data = change(text, one, data, book)
    return text, data
