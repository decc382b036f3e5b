"""How a case begins: from nothing, or as another patient with the story of one that exists."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
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
    """Return a case with another id and another name, also in its texts; everything else is kept, comments too.

    A text that cannot be changed where it stands keeps the old name; `old_name_left` tells where.

    Raises:
        Refused: id or persona are laid out in a way that this cannot change.
    """
    before = old_names(data)
    words = {"name": name, "first_name": name.split()[0], "initials": initials(name)}
    changes = [(["id"], slug(name)), *((["persona", key], value) for key, value in words.items())]
    for path, value in changes:
        text, data = ops.change(text, {"do": "set", "path": path, "value": value}, data, book)
    new = {"name": name, "first_name": words["first_name"]}
    for at, said in list(_texts(data, ())):
        renamed = said
        for key in ("name", "first_name"):
            if before.get(key):
                renamed = _renamed(renamed, before[key], new[key], "en" if at[-1] == "en" else "da")
        if renamed != said:
            with contextlib.suppress(ops.Refused):
                text, data = ops.change(text, {"do": "set", "path": list(at), "value": renamed}, data, book)
    return text


def old_names(data: Any) -> dict[str, str]:
    """Return what the patient of a case is called: name, first_name and surname, as far as they are there."""
    persona = data.get("persona") if isinstance(data, dict) else None
    persona = persona if isinstance(persona, dict) else {}
    found = {key: persona[key].strip() for key in ("name", "first_name") if isinstance(persona.get(key), str)}
    if len(parts := found.get("name", "").split()) > 1:
        found["surname"] = parts[-1]
    return {key: value for key, value in found.items() if value}


def old_name_left(text: str, before: dict[str, str], name: str) -> list[int]:
    """Return the lines on which the old name still stands, in texts and comments; a word the new name has is none.

    Args:
        text: the case as it is now.
        before: what the patient was called (`old_names`).
        name: what she is called now.
    """
    words = {word for value in before.values() for word in value.split()} - set(name.split())
    if not words:
        return []
    old = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?:['’]?s)?(?!\w)")
    return [number for number, line in enumerate(text.splitlines(), 1) if old.search(line)]


def _texts(part: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of a case with its way, but for what stands in persona."""
    if isinstance(part, str) and path[-1] in ("da", "en"):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            if (*path, key) != ("persona",):
                yield from _texts(value, (*path, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _texts(value, (*path, number))


def _renamed(said: str, old: str, new: str, lang: str) -> str:
    """Return a text with another name in it, in the genitive where the old one stood so."""
    ending = "'s" if lang == "en" else "'" if new[-1:] in "sxz" else "s"

    def word(found: re.Match[str]) -> str:
        return new + ending if found[1] else new

    return re.sub(rf"(?<!\w){re.escape(old)}(s|['’]s|['’](?=\s))?(?!\w)", word, said)


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
