"""Files beside the records that still name a learner who was purged: copies of the records, exports, logs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lbp_teach.records.model import Person

_BLOCK = 1 << 20
#: How files begin in which no text can be read: gzip, zip (and spreadsheets), Parquet, Zstandard, xz, bzip2.
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ", b"BZh")
_SQLITE = b"SQLite format 3\0"
#: Folders of the program's own, in which no learner can be: a word of a case is not the name of a user.
_OWN = ("compiled",)


@dataclass(frozen=True)
class Trace:
    """A file that a purge could not clean.

    Attributes:
        path: the file.
        why: `id` where it holds the id of a learner, `name` where it holds a pseudonym or the name of a hub's user,
            `unread` where it could not be searched.
    """

    path: Path
    why: str

    def sentence(self) -> str:
        """Return what whoever purges should do about it."""
        return {
            "id": f"{self.path} still names a purged learner, perhaps a copy of the records. Delete it.",
            "name": f"{self.path} has the name of a purged learner, perhaps an export. Another learner may have that "
            "name, too: look into it, and delete it or what it says of the learner.",
            "unread": f"{self.path} could not be searched for the purged learner. Delete it if it is an export.",
        }[self.why]


def traces(home: Path, purged: list[Person], records: Path | None) -> list[Trace]:
    """Return the files of a data directory that name one of the learners.

    Args:
        home: the data directory.
        purged: the learners.
        records: the file with the records, where there is one. Others in it may have the same pseudonym, so it is
            searched for ids only.
    """
    ids = [re.escape(one.id) for one in purged]
    names = sorted({way for one in purged for name in (one.name, one.hub) if name for way in _ways(name)})
    longest = max((len(one) for one in [*ids, *names]), default=0)
    anywhere = re.compile("|".join(ids) or r"(?!)")
    words = "|".join(names) or r"(?!)"
    # A character must stand on both sides: at the end of a block, the word may go on in the next one.
    whole, part = re.compile(rf"(?<=\W)(?:{words})(?=\W)", re.IGNORECASE), re.compile(words, re.IGNORECASE)
    live = {records.with_name(records.name + end) for end in ("", "-wal", "-shm")} if records else set()
    found = []
    for path in sorted(home.rglob("*")):
        own = path in live or path.relative_to(home).parts[0] in _OWN
        why = _why(path, home, anywhere, None if own else (whole, part), longest) if path.is_file() else None
        found += [Trace(path, why)] if why else []
    return found


def _ways(name: str) -> Iterator[str]:
    """Yield how a name may be written in a text."""
    yield re.escape(name)
    yield re.escape(json.dumps(name)[1:-1])


def _why(
    path: Path, home: Path, ids: re.Pattern[str], names: tuple[re.Pattern[str], re.Pattern[str]] | None, longest: int
) -> str | None:
    named = names is not None and names[0].search(f"\n{path.relative_to(home)}\n") is not None
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
        if names and start.startswith(_PACKED):
            return "name" if named else "unread"
        # In a database texts stand side by side, so a word of its own has letters of others around it.
        wanted = names[start == _SQLITE] if names else None
        for text in _windows(path, longest):
            if ids.search(text):
                return "id"
            named = named or (wanted is not None and wanted.search(text) is not None)
    except FileNotFoundError:
        return None  # gone meanwhile, such as a log that was turned over
    except OSError:
        return "unread"
    return "name" if named else None


def _windows(path: Path, longest: int) -> Iterator[str]:
    """Yield a file as text, in pieces that overlap so far that nothing is cut, with a line's end on either side."""
    before = "\n"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        while block := file.read(_BLOCK):
            yield before + block
            before = (before + block)[-longest - 2 :]
    yield before + "\n"
