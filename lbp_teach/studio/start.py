"""How a case begins: from nothing, or as another patient with the story of one that exists."""

from __future__ import annotations

import re
from typing import Any

from lbp_teach.authoring.skeleton import stem_of
from lbp_teach.guideline.assess import Book
from lbp_teach.studio import ops


def slug(name: str) -> str:
    """Return a name as the id of a case: `Åse Sørensen` becomes `aase-soerensen`."""
    return stem_of(name)[:50].strip("-") or "case"


def initials(name: str) -> str:
    """Return up to two initials of a name."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def as_variant(text: str, data: Any, name: str, book: Book) -> str:
    """Return a case with another id and another name; everything else is kept, comments too.

    Raises:
        Refused: the text is laid out in a way that this cannot change.
    """
    words = {"name": name, "first_name": name.split()[0], "initials": initials(name)}
    changes = [(["id"], slug(name)), *((["persona", key], value) for key, value in words.items())]
    for path, value in changes:
        text, data = ops.change(text, {"do": "set", "path": path, "value": value}, data, book)
    return text


def headline(text: str) -> dict[str, str]:
    """Return what a list shows of a case without reading all of it: id, name, age, difficulty, how many visits."""
    found = {}
    for key, pattern in (
        ("id", r"^id:[ \t]*(.+?)[ \t]*$"),
        ("name", r"^  name:[ \t]*(.+?)[ \t]*$"),
        ("age", r"^  age:[ \t]*(\d+)"),
        ("difficulty", r"^difficulty:[ \t]*(\d)"),
    ):
        match = re.search(pattern, text, re.MULTILINE)
        found[key] = match[1].strip("\"'")[:80] if match else ""
    found["visits"] = str(len(re.findall(r"^ {4}kind:", text, re.MULTILINE)))
    return found
