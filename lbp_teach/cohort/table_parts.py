"""Parts of the tables for notebooks: how they are shown, a figure as columns, and lines that say how far work is."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from lbp_teach.cohort.figure import Figure

#: Seconds between two lines that say how far long work is.
_EVERY = 3.0
#: So many rows are shown; all of them are in the table.
_SHOWN = 20
_NUMBER = ' class="lbp-frame-number"'
_STYLE = """
.lbp-frame { overflow-x: auto; box-sizing: border-box; max-width: 1200px; margin: 8px auto 20px; padding: 0 16px; }
.lbp-frame table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.lbp-frame :is(th, td) { padding: 5px 9px; border: 0; border-top: 1px solid #8a9a9f66; text-align: left;
vertical-align: top; max-width: 34ch; white-space: normal; }
.lbp-frame thead th { border-top: 0; vertical-align: bottom; }
.lbp-frame .lbp-frame-number { text-align: right; white-space: nowrap; }
.lbp-frame .lbp-frame-words { min-width: 38ch; max-width: 60ch; }
"""


class Table(pd.DataFrame):  # type: ignore[misc]
    """A pandas table that a page shows so that it can be read: rounded, with a dash for no number, and scrolling."""

    @property
    def _constructor(self) -> type[Table]:
        return Table

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook; the numbers themselves are not rounded."""
        names = [str(name) for name in self.columns]
        numbers = [pd.api.types.is_numeric_dtype(self.dtypes.iloc[place]) for place in range(len(names))]
        corner = escape(str(self.columns.name or ""))
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = "".join(
            f'<tr><th scope="row">{escape(str(label))}</th>'
            + "".join(_cell(value, number) for value, number in zip(row, numbers, strict=True))
            + "</tr>"
            for label, row in zip(self.index[:_SHOWN], self.head(_SHOWN).itertuples(index=False), strict=True)
        )
        label = corner or "pandas"
        size = f"{min(len(self), _SHOWN)} / {len(self)}"
        return (
            f'<style>{_STYLE}</style><div class="lbp-frame" tabindex="0" role="group" aria-label="{label}">'
            f"<table><thead><tr><th>{corner}</th>{head}</tr></thead><tbody>{body}</tbody></table><p>{size}</p></div>"
        )


def _cell(value: Any, number: bool) -> str:
    if value is None or pd.isna(value):
        return f"<td{_NUMBER if number else ''}>–</td>"
    if isinstance(value, float):
        return f"<td{_NUMBER}>{value:.3f}</td>"
    words = ' class="lbp-frame-words"' if isinstance(value, str) and len(value) > 30 else ""
    return f"<td{_NUMBER if number else words}>{escape(str(value))}</td>"


def figure_columns(name: str, one: Figure) -> dict[str, float | None]:
    """Return a figure as three columns: value and ends of the interval, None where there is none."""
    ends = one.interval
    return {
        name: one.value,
        f"{name}_low": ends.low if ends else None,
        f"{name}_high": ends.high if ends else None,
    }


def telling() -> Callable[[int, int], None]:
    """Return what says now and then how far long work is; a short one says nothing."""
    last = time.monotonic()

    def tick(x: int, n: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            print(f"{x} / {n}", flush=True)

    return tick
