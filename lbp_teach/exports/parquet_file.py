"""Parquet: typed columns, written in row groups so that no more than one of them is held in memory.

pyarrow is large and only teachers need it: `pip install "lbp-teach[export]"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from lbp_teach.errors import UsageError
from lbp_teach.exports.columns import NOTICE, Cell, Row, Table, checked, moment
from lbp_teach.text import Lang

#: Rows of one group: some megabytes of memory.
GROUP = 10_000


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(
            'Parquet needs pyarrow, which is not installed. Install it with: pip install "lbp-teach[export]"'
        ) from None
    return pyarrow


def schema(table: Table) -> Any:
    """Return the Arrow schema of a table, with the meaning of each column in both languages."""
    arrow = _pyarrow()
    types = {
        "text": arrow.string(),
        "json": arrow.string(),
        "int": arrow.int64(),
        "float": arrow.float64(),
        "bool": arrow.bool_(),
        "time": arrow.timestamp("ms", tz="UTC"),
    }
    fields = [
        arrow.field(
            column.name,
            types[column.kind],
            nullable=column.empty,
            metadata={"da": column.means(Lang.DA), "en": column.means(Lang.EN), "unit": column.unit},
        )
        for column in table.columns
    ]
    about = {"table": table.name, "notice": NOTICE(Lang.EN), "notice_da": NOTICE(Lang.DA)}
    return arrow.schema(fields, metadata=about)


def write_rows(path: Path, rows: Iterable[Row], table: Table) -> int:
    """Write a table; returns how many rows.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, typed = _pyarrow(), schema(table)
    times = {column.name for column in table.columns if column.kind == "time"}
    count = 0
    with arrow.parquet.ParquetWriter(path, typed, compression="zstd") as writer:
        remaining = iter(rows)
        while group := [_typed(checked(row, table), times) for row in islice(remaining, GROUP)]:
            writer.write_table(arrow.Table.from_pylist(group, schema=typed))
            count += len(group)
    return count


def read_rows(path: Path, table: Table) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a file that `write_rows` wrote, as they were.

    Raises:
        UsageError: it is another file.
    """
    arrow = _pyarrow()
    try:
        with arrow.parquet.ParquetFile(path) as file:
            if file.schema_arrow != schema(table):
                raise UsageError(f"{path.name} is not a table of {table.name}: it has other columns.")
            for batch in file.iter_batches(batch_size=GROUP):
                for row in batch.to_pylist():
                    yield {name: _plain(cell) for name, cell in row.items()}
    except (arrow.ArrowInvalid, OSError):
        raise UsageError(f"{path.name} is not a whole Parquet file. Export it again.") from None


def _typed(row: Row, times: set[str]) -> dict[str, Any]:
    return {name: moment(str(cell)) if name in times and cell is not None else cell for name, cell in row.items()}


def _plain(cell: Any) -> Cell:
    return cell.isoformat(timespec="milliseconds") if isinstance(cell, datetime) else cell
