"""The catalogue: what is shown of each case before it is begun, and the files that did not become a case."""

from __future__ import annotations

from lbp_teach.text import Frozen, Text


class Card(Frozen):
    """What the catalogue shows of a case; nothing that hints at it.

    `variants` is the hash of the case as written, from which variants are made; empty where it has none.
    """

    id: str
    hash: str
    name: str
    initials: str
    age: int
    occupation: Text
    opening: Text
    minutes: int
    visits: int
    difficulty: int
    variants: str = ""


class Broken(Frozen):
    """A case file that cannot be used, and why."""

    file: str
    problems: tuple[str, ...]


class Catalogue(Frozen):
    """All cases, and the files that did not become one."""

    guideline_hash: str
    cards: tuple[Card, ...]
    broken: tuple[Broken, ...]
