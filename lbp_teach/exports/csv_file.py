"""CSV as RFC 4180 has it, UTF-8, and safe to open in a spreadsheet; with the reader that takes the safety off again.

A cell that begins with `= + - @`, a tab or a line end is run as a formula by spreadsheets (CWE-1236), and so are the
full-width forms of these signs in some languages. Such a text gets an apostrophe in front. A Danish Excel splits at
semicolons, and others at what they were last told, so what follows a separator or a line end inside a text can become a
cell of its own: it gets an apostrophe there, too. Where an apostrophe stands already it gets another, so that reading
can always take one off; an empty text is an apostrophe alone, and an empty cell is no value. Texts stand in quotes.
Numbers are numbers, also negative ones, and stand without.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import Cell, Column, Row, Table, checked

#: What makes a formula; then the full-width and small forms of these signs.
_SIGNS = "=+-@\0＝＋－＠﹦﹢﹣﹫"
#: What no text cell may begin with.
DANGEROUS = (*_SIGNS, "\t", "\r", "\n")
GUARD = "'"
#: Where a program can split a text into cells or lines.
SEPARATORS = ";,|\t\r\n\x0b\x0c\x85\u2028\u2029"
#: What programs drop in front of a formula before they run it, as a class of a regular expression: space of any kind,
#: characters without width, and quotes, which end at once where a text is split in front of one.
_DROPPED = r"\s\u200b-\u200f\u2060\ufeff\""
_START = re.compile(rf"(?:['\ufeff\t\r\n]|[{_DROPPED}]*+[{re.escape(_SIGNS)}]|\Z)")
_APOSTROPHE = re.compile(rf"(?<=[{SEPARATORS}])'")
#: All that can stand between two cells, where a sign follows; each run is looked at once, however long.
_BETWEEN = re.compile(rf"(?<![{SEPARATORS}{_DROPPED}])[{SEPARATORS}{_DROPPED}]++(?=[{re.escape(_SIGNS)}])")
_SEPARATOR = re.compile(rf"[{SEPARATORS}]")
_GUARDED = re.compile(rf"([{SEPARATORS}])'")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def guarded(text: str) -> str:
    """Return a text of which no spreadsheet runs any part as a formula; `unguarded` gives it back."""
    found = _APOSTROPHE.sub("''", text)
    found = _BETWEEN.sub(lambda run: _SEPARATOR.sub(r"\g<0>'", run[0]), found)
    return GUARD + found if _START.match(text) else found


def unguarded(cell: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub(r"\1", cell[1:] if cell.startswith(GUARD) else cell)


def written(cell: Cell) -> str:
    """Return a cell as it stands in the file, but for the quotes around a text."""
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
    file.write(_line(map(_quoted, table.names)))
    count = 0
    for row in rows:
        checked(row, table)
        cells = (row[name] for name in table.names)
        file.write(_line(_quoted(written(cell)) if isinstance(cell, str) else written(cell) for cell in cells))
        count += 1
    return count


def write_lines(file: IO[str], lines: Iterable[list[str]]) -> int:
    """Write lines of cells that were made safe already, numbers among them; returns how many."""
    count = 0
    for line in lines:
        file.write(_line(cell if not cell or _NUMBER.fullmatch(cell) else _quoted(cell) for cell in line))
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


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\r\n"
