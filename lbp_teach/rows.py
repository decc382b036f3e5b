"""Rows of a table, told together: a debrief with a line for each of forty rows would drown what went wrong.

Rows of one card that came out right are told in one entry, and so are those that were left open. A row that went wrong
stands by itself, with its own reason.
"""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.guideline.assess import Book
from lbp_teach.scoring import Item
from lbp_teach.text import Text, both, join

#: The marks that rows of a card share one entry for.
SHARED = ("right", "missing")
_RIGHT = both(da="Som i vejledningen.", en="As in the guideline.")
_OPEN = both(
    da="Ikke besvaret: ingen holdning giver 0 point. Vejledningen:",
    en="Not answered: no view gives 0 points. The guideline:",
)


def together(items: Iterable[Item], book: Book) -> list[tuple[Item, ...]]:
    """Return the marks as they are told: several rows in one entry, everything else by itself; the order is kept."""
    found: dict[tuple[object, ...], list[Item]] = {}
    for number, item in enumerate(items):
        decision = book.decisions.get(item.subject) if item.category == "decision" else None
        shared = decision is not None and decision.row and item.mark in SHARED
        key = (item.visit, decision.card, item.mark) if decision is not None and shared else (number,)
        found.setdefault(key, []).append(item)
    return [tuple(group) for group in found.values()]


def card_of(item: Item, book: Book) -> str | None:
    """Return the card whose row a mark is about, or None where it is not about a row."""
    decision = book.decisions.get(item.subject) if item.category == "decision" else None
    return decision.card if decision is not None and decision.row else None


def heading(items: tuple[Item, ...], book: Book) -> Text:
    """Return what an entry of several rows is called: its card, and how many rows it tells of."""
    card = card_of(items[0], book)
    assert card is not None
    axis = book.board[card].axis
    count, of = len(items), len(book.board[card].rows)
    return Text(da=f"{axis.da}: {count} af {of} rækker", en=f"{axis.en}: {count} of {of} rows")


def told(items: tuple[Item, ...], book: Book, edition: str) -> Text:
    """Return what an entry of several rows says, by answer: what is recommended, what may be, what is avoided."""
    lead = _RIGHT if items[0].mark == "right" else _OPEN
    by_answer: dict[str, tuple[Text, list[Text]]] = {}
    for option in book.decisions[items[0].subject].options:
        by_answer[option.value] = (book.words(option.label, edition), [])
    for item in items:
        value = item.chosen.value if item.chosen else item.best[0]
        by_answer[value][1].append(book.decisions[item.subject].axis)
    lines = [
        Text(da=f"{label.da}: {_names(names).da}.", en=f"{label.en}: {_names(names).en}.")
        for label, names in by_answer.values()
        if names
    ]
    return join([lead, *lines], sep=" ")


def _names(names: list[Text]) -> Text:
    """Return an enumeration; names that hold a comma themselves are kept apart by semicolons."""
    return join(names, sep="; " if any("," in name.da + name.en for name in names) else ", ")
