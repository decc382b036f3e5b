"""CSV as RFC 4180 has it, UTF-8, and safe to open in a spreadsheet; with the reader that takes the safety off again.

A cell that begins with `= + - @`, a tab or a line end is run as a formula by spreadsheets (CWE-1236), and so are the
full-width forms of these signs in some languages. Such a text gets an apostrophe in front. A text that begins with an
apostrophe gets one too, so that reading can always take one off; an empty text is an apostrophe alone, and an empty
cell is no value. Numbers are numbers, also negative ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import Cell, Column, Row, Table, checked

#: What no text cell may begin with; the last four are the full-width forms.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
GUARD = "'"
#: Spreadsheets drop these in front of a formula before they run it.
_IGNORED = " \u00a0\u200b\ufeff"


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula; `unguarded` gives it back."""
    first = text.lstrip(_IGNORED)
    if not text or text.startswith(GUARD) or text.startswith("\ufeff") or first.startswith(DANGEROUS):
        return GUARD + text
    return text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` was given."""
    return cell[1:] if cell.startswith(GUARD) else cell


def written(cell: Cell) -> str:
    """Return a cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else repr(cell)


def read(text: str, column: Column) -> Cell:
    """Return a cell from the file as its column says; raises ValueError for another content."""
    if text == "":
        return None
    match column.kind:
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "bool":
            return {"true": True, "false": False}[text]
        case _:
            return unguarded(text)


def write_rows(file: IO[str], rows: Iterable[Row], table: Table) -> int:
    """Write a table; each row is held against the table first.

    Returns:
        How many rows were written.
    """
    writer = _writer(file)
    writer.writerow(table.names)
    count = 0
    for row in rows:
        checked(row, table)
        writer.writerow([written(row[name]) for name in table.names])
        count += 1
    return count


def write_lines(file: IO[str], lines: Iterable[list[str]]) -> int:
    """Write lines of texts that were made safe already; returns how many."""
    writer = _writer(file)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    return count


def read_rows(path: Path, table: Table) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a file that `write_rows` wrote.

    Raises:
        UsageError: it is another file, or was changed.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        if next(lines, None) != table.names:
            raise UsageError(f"{path.name} is not a table of {table.name}: its first line has other columns.")
        for number, line in enumerate(lines, start=2):
            try:
                row = {c.name: read(cell, c) for c, cell in zip(table.columns, line, strict=True)}
            except (ValueError, KeyError):
                raise UsageError(f"{path.name}: row {number} does not fit the table {table.name}.") from None
            yield row


def _writer(file: IO[str]) -> Any:
    return csv.writer(file, lineterminator="\r\n")
