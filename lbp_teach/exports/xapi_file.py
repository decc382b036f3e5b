"""xAPI statements as files: JSON Lines, or one array; and the reader of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from lbp_teach.errors import UsageError
from lbp_teach.exports.statement import checked
from lbp_teach.exports.xapi_words import Plain


def write_lines(file: IO[str], found: Iterable[Plain]) -> int:
    """Write statements as JSON Lines, one on each line; returns how many."""
    return sum(bool(file.write(_dumped(one) + "\n")) for one in found)


def write_array(file: IO[str], found: Iterable[Plain]) -> int:
    """Write statements as one JSON array, as a learning record store takes them in one request; returns how many."""
    count = 0
    file.write("[")
    for count, one in enumerate(found, start=1):
        file.write(("," if count > 1 else "") + "\n" + _dumped(one))
    file.write("\n]\n")
    return count


def read_statements(path: Path) -> Iterator[Plain]:
    """Yield the statements of a file in either form, each held against its types.

    Raises:
        UsageError: it is neither.
    """
    try:
        with path.open(encoding="utf-8") as file:
            start = file.read(1)
            file.seek(0)
            found = json.load(file) if start == "[" else map(json.loads, file)
            for one in found:
                yield checked(one)
    except ValueError as error:
        raise UsageError(f"{path.name} holds no xAPI statements ({error}). Export it again.") from None


def home_page(text: str) -> str:
    """Return a home page as given, checked; raises UsageError for something else than a web address."""
    if (
        not text.startswith(("https://", "http://"))
        or any(c.isspace() or c in '<>"{}|\\^`' for c in text)
        or len(text) < 10
    ):
        raise UsageError(f"--home-page {text!r} is no web address. Give your own, such as https://lbp.example.org.")
    return text.rstrip("/")


def _dumped(one: Plain) -> str:
    text = json.dumps(one, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character: no file can hold it, but its escape says the same
        return json.dumps(one, separators=(",", ":"))
    return text
