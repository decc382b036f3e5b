"""The table of weights as Markdown: `python -m lbp_teach.scoring.document docs/scoring.md` writes it into the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.scoring.decisions import kind_of, worth
from lbp_teach.text import Lang

BEGIN = "<!-- table of weights: written by `python -m lbp_teach.scoring.document docs/scoring.md` -->"
END = "<!-- end of the table -->"


def table(book: Book, lang: Lang = Lang.EN) -> str:
    """Return the weights with formula and reason, and what each choice of the board is worth."""
    return "\n".join([*_weights(book, lang), "", *_decisions(book, lang)])


def _weights(book: Book, lang: Lang) -> Iterator[str]:
    yield "| What | Weight | Formula | Why |"
    yield "|---|---|---|---|"
    for one in book.guideline.weights:
        value = f"{one.value}{'%' if one.unit == 'percent' else ''}"
        yield f"| {one.what(lang)} (`{one.id}`) | {value} | {one.formula(lang)} | {one.reason(lang)} |"


def _decisions(book: Book, lang: Lang) -> Iterator[str]:
    yield "| Card | Points | Kind |"
    yield "|---|---|---|"
    for card in book.board.values():
        for one in card.singles:
            yield f"| {one.axis(lang)} (`{one.id}`) | {worth(one, book)} | {kind_of(one)} |"
        if card.rows:
            points = sum(worth(row, book) for row in card.rows)
            yield f"| {card.axis(lang)}, {len(card.rows)} rows | {points} | row |"


def written(page: str, book: Book) -> str:
    """Return the page with its table written anew; raises ValueError where it has no place for one."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the page has no lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n{table(book)}\n\n{END}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(written(path.read_text(encoding="utf-8"), content.book()), encoding="utf-8")
