"""Parts of the tables for notebooks: how they are shown, a figure as columns, and lines that say how far work is.

A page shows less than the table has: an interval is one column of a page and two of the table, what belongs to a name
stands under it, and only the first rows are shown. The file that is offered beside it has everything.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from numbers import Integral
from typing import Any
from urllib.parse import parse_qs

import pandas as pd

from lbp_teach.cohort import table_words as words
from lbp_teach.cohort.figure import Figure
from lbp_teach.exports.csv_file import written
from lbp_teach.text import Lang

#: Seconds between two lines that say how far long work is.
_EVERY = 3.0
#: So many rows are shown; all of them are in the table.
_SHOWN = 20
#: From this size on one decimal is enough.
_LARGE = 10
#: What stands in small letters under another column, where a table has both.
_UNDER = {"label": ("case", "visit"), "look_at": ("note",)}
#: Names for programs, which may break anywhere.
_NAMES = frozenset({"item", "learner"})
_NUMBER = ' class="lbp-frame-number"'
_STYLE = """
.lbp-frame { box-sizing: border-box; max-width: 1200px; margin: 8px auto 20px; padding: 0 16px; font-size: 14px; }
.lbp-frame p { margin: 0 0 4px; }
.lbp-frame a { display: inline-block; padding: 10px 0; color: inherit; }
.lbp-frame-box { overflow-x: auto; }
.lbp-frame table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
.lbp-frame :is(th, td) { padding: 5px 7px; border: 0; border-top: 1px solid #8a9a9f66; text-align: left;
vertical-align: top; max-width: 34ch; white-space: normal; }
.lbp-frame tbody th { min-width: 17ch; }
.lbp-frame thead th { max-width: 15ch; border-top: 0; vertical-align: bottom; }
.lbp-frame :is(small, code) { display: block; font-size: 12px; font-weight: 400; }
.lbp-frame code { padding: 0; background: none; color: inherit; font-family: ui-monospace, monospace; font-size: 11px; }
.lbp-frame td code { min-width: 15ch; overflow-wrap: anywhere; }
.lbp-frame .lbp-frame-number { text-align: right; white-space: nowrap; }
.lbp-frame thead .lbp-frame-number { white-space: normal; }
.lbp-frame .lbp-frame-words { min-width: 26ch; max-width: 60ch; }
"""


class Table(pd.DataFrame):  # type: ignore[misc]
    """A pandas table that a page shows so that it can be read: rounded, with a dash for no number, and scrolling.

    `attrs` may hold the language (`lang`), a name for the file (`name`), and what is said of no rows (`nobody`).
    """

    @property
    def _constructor(self) -> type[Table]:
        return Table

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook, and all as a file; the numbers of the table are not rounded."""
        lang = Lang(self.attrs.get("lang", Lang.DA))
        corner = str(self.columns.name or "")
        mark = f"<strong>{escape(corner)}</strong> " if corner else ""
        if self.empty:
            none = str(self.attrs.get("nobody") or words.EMPTY(lang))
            return f'<style>{_STYLE}</style><div class="lbp-frame"><p>{mark}{escape(none)}</p></div>'
        shown = min(len(self), _SHOWN)
        size = (words.ALL_SHOWN if shown == len(self) else words.SOME_SHOWN).format(shown=shown, n=len(self))(lang)
        # One row is seen whole.
        more = f"{escape(size)} {_link(self, corner, lang)}" if len(self) > 1 else ""
        return (
            f'<style>{_STYLE}</style><div class="lbp-frame"><p>{mark}{more}</p>'
            f'<div class="lbp-frame-box" tabindex="0" role="group" aria-label="{escape(words.BOX(lang))}">'
            f"<table>{_inside(self, lang)}</table></div></div>"
        )


@dataclass(frozen=True)
class _Column:
    """A column of the page.

    Attributes:
        head: words.
        names: identifiers of the columns of the table that it shows.
        kind: `number`, `interval`, `name` or `words`.
    """

    head: str
    names: tuple[str, ...]
    kind: str


def _inside(table: Table, lang: Lang) -> str:
    names = [str(name) for name in table.columns]
    columns = _columns(names, [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes], lang)
    # A row that somebody chose is found again by its label; counted from 0 they say nothing.
    labels = None if table.index.equals(pd.RangeIndex(len(table))) else table.index
    heads = [*(["<td></td>"] if labels is not None else []), *map(_head, columns)]
    rows = []
    for place, row in enumerate(table.head(_SHOWN).itertuples(index=False)):
        values = dict(zip(names, row, strict=True))
        cells = [_cell(one, [values[name] for name in one.names], lang) for one in columns]
        if labels is not None:
            cells.insert(0, f"<td>{escape(str(labels[place]))}</td>")
        elif columns[0].kind == "words":
            cells[0] = f'<th scope="row">{cells[0].partition(">")[2].removesuffix("</td>")}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody>"


def _columns(names: Sequence[str], numbers: Sequence[bool], lang: Lang) -> list[_Column]:
    """Return what a page shows, in the table's order."""
    under = {main: tuple(one for one in below if one in names) for main, below in _UNDER.items() if main in names}
    gone = {one for below in under.values() for one in below}
    found: list[_Column] = []
    for name, number in zip(names, numbers, strict=True):
        main, _, end = name.rpartition("_")
        ends = (f"{main}_low", f"{main}_high")
        if end in ("low", "high") and {main, *ends} <= set(names):
            if end == "low":
                found.append(_Column(words.INTERVAL(lang), ends, "interval"))
        elif name not in gone:
            kind = "number" if number else "name" if name in _NAMES else "words"
            head = words.HEADS[name](lang) if name in words.HEADS else name
            found.append(_Column(head, (name, *under.get(name, ())), kind))
    return found


def _head(one: _Column) -> str:
    plain = one.kind == "interval" or (one.head.casefold(),) == one.names
    names = "" if plain else f"<code>{escape(', '.join(one.names))}</code>"
    return f'<th scope="col"{_NUMBER if one.kind in ("number", "interval") else ""}>{escape(one.head)}{names}</th>'


def _cell(one: _Column, values: Sequence[Any], lang: Lang) -> str:
    told = [value for value in values if not (value is None or pd.isna(value) or value == "")]
    if one.kind == "interval":
        both = len(told) == len(values)
        ends = [_shown(value, lang) for value in told]
        return f"<td{_NUMBER}>{escape(words.ENDS.format(low=ends[0], high=ends[1])(lang)) if both else '–'}</td>"
    if not told:
        return f"<td{_NUMBER if one.kind == 'number' else ''}>–</td>"
    if one.kind == "number":
        return f"<td{_NUMBER}>{escape(_shown(told[0], lang))}</td>"
    if one.kind == "name":
        return f"<td><code>{escape(str(told[0]))}</code></td>"
    main, below = (told[0], told[1:]) if told[0] is values[0] else ("", told)
    small = f"<small>{escape(', '.join(map(str, below)))}</small>" if below else ""
    look = ' class="lbp-frame-words"' if max(len(str(value)) for value in told) > 30 else ""
    return f"<td{look}>{escape(_shown(main, lang))}{small}</td>"


def _shown(value: Any, lang: Lang) -> str:
    """Return a value as the language writes it, rounded, with a true minus."""
    if not isinstance(value, float):
        return str(value)
    plain = f"{value:.{1 if abs(value) >= _LARGE else 2}f}"
    if float(plain) == 0:
        plain = plain.lstrip("-")
    return (plain.replace(".", ",") if lang is Lang.DA else plain).replace("-", "−")


def _link(table: Table, corner: str, lang: Lang) -> str:
    """Return the whole table as a file to be fetched; no spreadsheet runs any part of it."""
    lines = [[str(one) for one in table.columns], *(list(row) for row in table.itertuples(index=False))]
    # Excel takes a file without the mark for one in its own alphabet.
    text = "\ufeff" + "".join(",".join(map(_field, line)) + "\r\n" for line in lines)
    data = base64.b64encode(text.encode()).decode()
    simulated = f"-{corner.lower()}" if corner else ""
    file = escape(f"lbp-{table.attrs.get('name', 'table')}{simulated}.csv")
    return f'<a download="{file}" href="data:text/csv;charset=utf-8;base64,{data}">{escape(words.SAVE(lang))}</a>'


def _field(value: Any) -> str:
    if value is None or pd.isna(value) or value == "":
        return ""
    if pd.api.types.is_bool(value):
        return written(bool(value))
    if pd.api.types.is_number(value):
        return written(int(value) if isinstance(value, Integral) else float(value))
    quoted = written(str(value)).replace('"', '""')
    return f'"{quoted}"'


def figure_columns(name: str, one: Figure) -> dict[str, float | None]:
    """Return a figure as three columns: value and ends of the interval, None where there is none."""
    ends = one.interval
    return {
        name: one.value,
        f"{name}_low": ends.low if ends else None,
        f"{name}_high": ends.high if ends else None,
    }


def page_lang() -> Lang:
    """Return the language of the page's address (`?lang=en`), else that of the server, else Danish.

    Voila hands the address to the kernel of each page; in JupyterLab there is none.
    """
    asked = parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", [])
    known = [one for one in asked[:1] if one in list(Lang)]
    return Lang(known[0] if known else os.environ.get("LBP_LANG") or "da")


def telling() -> Callable[[int, int], None]:
    """Return what says now and then how far long work is; a short one says nothing."""
    last = time.monotonic()

    def tick(x: int, n: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            print(f"{x} / {n}", flush=True)

    return tick
