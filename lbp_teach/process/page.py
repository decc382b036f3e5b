"""The tables of `docs/process.md`, written from the data: `python -m lbp_teach.process.page docs/process.md`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.model import Statement
from lbp_teach.text import Lang

_PART = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, book: Book) -> str:
    """Return a page with each table between its two marks written anew.

    Args:
        page: Markdown with marks `<!-- table: order -->` and `<!-- end -->`; the tables are order, limits and habits.
        book: the guideline.

    Raises:
        KeyError: there is no table of that name.
    """
    tables = {"order": _order, "limits": _limits, "habits": _habits, "alarms": _alarms}

    def table(found: re.Match[str]) -> str:
        return "\n".join([found[1].rstrip("\n"), "", *tables[found[2]](book), "", found[3]])

    return _PART.sub(table, page)


def _order(book: Book) -> Iterable[str]:
    yield "| Constraint | Why | Source |"
    yield "|---|---|---|"
    for one in book.guideline.way.order:
        when = f" (with {book.concepts[one.when].label(Lang.EN)})" if one.when else ""
        yield f"| {one.title(Lang.EN)}{when} | {one.reason(Lang.EN)} | {_sources(one.cites, book)} |"


def _limits(book: Book) -> Iterable[str]:
    yield "| Limit | Value | Why |"
    yield "|---|---|---|"
    units = {"percent": "%", "count": "", "times": " times"}
    for one in book.guideline.way.limits:
        yield f"| {one.what(Lang.EN)} | {one.value}{units[one.unit]} | {one.reason(Lang.EN)} |"


def _habits(book: Book) -> Iterable[str]:
    yield "| Habit | What it is | Advice | Trained by | Sources |"
    yield "|---|---|---|---|---|"
    for one in book.guideline.way.habits:
        train = f"{one.train.kind}: {one.train.target}"
        words = (one.title(Lang.EN), one.about(Lang.EN), one.advice(Lang.EN), train, _sources(one.cites, book))
        yield f"| {' | '.join(words)} |"


def _alarms(book: Book) -> Iterable[str]:
    for one in book.guideline.way.alarms:
        finding = book.findings[one.finding]
        values = " or ".join(finding.values[value](Lang.EN) for value in one.one_of)
        both = ", on both sides" if one.side == "both" else ""
        yield f"- {finding.label(Lang.EN)}{': ' + values if values else ''}{both}"


def _sources(cites: Iterable[str], book: Book) -> str:
    return "; ".join(_source(book.statements[name]) for name in cites) or "own reading"


def _source(statement: Statement) -> str:
    if statement.source == "toolkit":
        return "own reading"
    return f"{statement.source}, {statement.section} ({', '.join(statement.facts)})"


def main(path: str) -> None:
    """Write the tables of a page anew."""
    from lbp_teach import content

    page = Path(path)
    page.write_text(filled(page.read_text(encoding="utf-8"), content.book()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
