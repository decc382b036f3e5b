"""A pasted list of global ratings: two columns, as a spreadsheet copies them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lbp_teach.cohort.judging import RATING_MOST, number_of


@dataclass(frozen=True)
class Pasted:
    """What a pasted list says.

    Attributes:
        ratings: by learner id.
        unknown: pseudonyms that nobody has.
        doubtful: pseudonyms that several have, so that nobody can tell whom is meant.
        unread: lines without a rating from 0 to `RATING_MOST`.
    """

    ratings: Mapping[str, float]
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def pasted(text: str, names: Mapping[str, str]) -> Pasted:
    """Return what two columns say: a pseudonym and a rating on each line, as a spreadsheet copies them.

    Between them stands a tab, a semicolon, or a space. A first line without a number is a heading and is passed over.

    Args:
        text: what was pasted.
        names: by learner id, the pseudonym.
    """
    whose: dict[str, list[str]] = {}
    for learner, name in names.items():
        whose.setdefault(name.casefold(), []).append(learner)
    found: dict[str, float] = {}
    unknown, doubtful, unread = [], [], []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        parts = re.fullmatch(r"(.+?)\s*[\t; ]\s*(\S+)", line)
        rating = number_of(parts[2], RATING_MOST) if parts else None
        if parts is None or rating is None:
            if place or re.search(r"\d", line):
                unread.append(line[:60])
            continue
        name = parts[1].strip().strip('"')
        match whose.get(name.casefold(), []):
            case [learner]:
                found[learner] = rating
            case []:
                unknown.append(name[:60])
            case _:
                doubtful.append(name[:60])
    return Pasted(found, tuple(unknown), tuple(doubtful), tuple(unread))
