"""How a case begins: from nothing, or as another patient with the story of one that exists."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.studio import ops
from lbp_teach.studio.emit import flow

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})
_EMPTY = '{da: "", en: ""}'
_SKELETON = """\
# yaml-language-server: $schema=./case.schema.json
id: {id}
licence: CC-BY-4.0
reviewed: awaiting_clinician
difficulty: 2
persona:
  name: {name}
  first_name: {first_name}
  initials: {initials}
  age: {age}
  sex: {sex}
  occupation: {empty}
setting: {{da: Almen praksis, en: General practice}}
objectives:
  - {empty}
opening: {empty}

visits:
  - id: first
    kind: first
    label: {{da: Første besøg, en: First visit}}
    place_time: {{da: "Mandag kl. 9.10", en: "Monday, 9:10"}}
    minutes: 20
    opening: {empty}
    door:
      - {{label: {{da: Bor, en: Lives}}, value: {empty}}}
    endings:
      - {{text: {empty}}}
"""


def slug(name: str) -> str:
    """Return a name as the id of a case: `Åse Sørensen` becomes `aase-soerensen`."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    text = "-".join(words)[:50].strip("-")
    return text if re.match(r"[a-z].", text) else f"case-{text}".strip("-")


def initials(name: str) -> str:
    """Return up to two initials of a name."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def new_case(name: str, age: int, sex: str) -> str:
    """Return the text of a case in which everything is still to be written; what is missing is listed as it stands.

    Args:
        name: the patient's whole name.
        age: in years.
        sex: `female` or `male`.
    """
    return _SKELETON.format(
        id=slug(name),
        name=flow(name),
        first_name=flow(name.split()[0]),
        initials=flow(initials(name)),
        age=age,
        sex=sex,
        empty=_EMPTY,
    )


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
