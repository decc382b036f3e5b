"""Which statements become cards of the flag sorter, and the key of each: derived from the flags of the guideline.

A statement is judged by itself: the flags are evaluated on the facts that it tells and on nothing else.

- It fires one flag or several: the key is their colour. Where they differ in colour, any of them is accepted, since
  the sources themselves differ (C-61); only where one of them is red is red alone the key and the rest counts in
  part, because the red one must not be lost.
- It fires none, although a flag looks at what it tells: the key is `none`. On the opposite of a flag the sources are
  silent, and there a kind reading is accepted beside `none`: denying a yellow, blue or black flag is a good sign
  (green), and lacking a green one is a burden (yellow). That is the toolkit's own reading.
- Something in between (a deficit that stays as it is, an answer "I do not know"): no honest key, so it is no card.

What was asked about function is left to the function map: the sources give it no colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach.bedside.statements import Statement, drawn
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import looks_at
from lbp_teach.guideline.facts import ABSENT, split
from lbp_teach.guideline.model import Flag
from lbp_teach.guideline.sorting import flags_of
from lbp_teach.logic import Truth

NONE = "none"
RED = "red"
#: No more cards than this, unless the patient has so many flags that fewer than `OTHERS` would be none.
LIMIT = 14
OTHERS = 6
#: So many ordinary findings of the examination are always among the cards, or a finding would be a flag by being there.
SEEN_OTHERS = 2


@dataclass(frozen=True)
class Card:
    """A statement with its key.

    Attributes:
        statement: what was said or seen.
        flags: the flags it fires; empty for a statement that is none.
        accepted: the piles that are right, the guideline's own first.
        partly: further colours that count in part.
        points_to: for a red one, the conditions it speaks for.
        alone: for a red one, whether it is acted on by itself.
    """

    statement: Statement
    flags: tuple[Flag, ...]
    accepted: tuple[str, ...]
    partly: tuple[str, ...] = ()
    points_to: tuple[str, ...] = ()
    alone: bool = False

    @property
    def id(self) -> str:
        """Return the id of the statement."""
        return self.statement.id

    @property
    def red(self) -> bool:
        """Return whether it is a red flag."""
        return RED in self.accepted


def flags_by_finding(book: Book) -> dict[str, tuple[Flag, ...]]:
    """Return the flags that look at each finding, also through concepts."""
    found: dict[str, list[Flag]] = {}
    for flag in book.guideline.flags:
        for name in {test.finding for test in looks_at(flag.when, book.concepts)}:
            found.setdefault(name, []).append(flag)
    return {name: tuple(flags) for name, flags in found.items()}


def all_conditions(book: Book) -> tuple[str, ...]:
    """Return every condition that a red flag can point to, in the order of the decision `suspected`."""
    named = {condition for flag in book.guideline.flags for condition in flag.points_to}
    return tuple(option.value for option in book.decision("suspected").options if option.value in named)


def card_of(book: Book, statement: Statement, looking: Mapping[str, tuple[Flag, ...]]) -> Card | None:
    """Return a statement as a card; None where no flag looks at it, or where it has no honest key.

    Args:
        book: the guideline.
        statement: what was said or seen.
        looking: `flags_by_finding(book)`.
    """
    if not statement.findings & set(looking):
        return None
    fired = flags_of(book, statement.facts)[Truth.TRUE]
    if not fired:
        return _no_flag(book, statement, looking)
    reds = tuple(flag for flag in fired if RED in flag.colours)
    colours = dict.fromkeys(colour for flag in fired for colour in flag.colours)
    return Card(
        statement,
        fired,
        accepted=(RED,) if reds else tuple(colours),
        partly=tuple(colour for colour in colours if colour != RED) if reds else (),
        points_to=tuple(name for name in all_conditions(book) if any(name in flag.points_to for flag in reds)),
        alone=any(flag.alone for flag in reds),
    )


def _no_flag(book: Book, statement: Statement, looking: Mapping[str, tuple[Flag, ...]]) -> Card | None:
    told = {name: value for name, value in statement.facts.items() if split(name)[0] in looking}
    against = {colour for name in told for flag in looking[split(name)[0]] for colour in flag.colours[:1]}
    lacking = False
    for name, value in told.items():
        finding = book.findings[split(name)[0]]
        measured = finding.kind == "number" and not isinstance(value, str)
        if measured or value == finding.default:
            continue
        if value != ABSENT or against != {"green"}:
            return None
        lacking = True
    if lacking:
        return Card(statement, (), (NONE, "yellow"))
    return Card(statement, (), (NONE,) if RED in against or "green" in against else (NONE, "green"))


def chosen(setting: Mapping[str, Any], cards: Iterable[Card], filed: Iterable[str] = ()) -> tuple[Card, ...]:
    """Return the cards that are laid out: every flag, and a drawn sample of the others; in their order.

    Args:
        setting: names the case and the visit, which the draw depends on.
        cards: all there are.
        filed: ids of cards that were filed already; they stay when more is heard later.
    """
    found = tuple(cards)
    if len(found) <= LIMIT:
        return found
    kept = {card.id for card in found if card.flags}
    room = max(OTHERS, LIMIT - len(kept))
    others = [card.statement for card in found if not card.flags]
    seen = drawn(setting, (one for one in others if one.kind == "seen"), SEEN_OTHERS)
    said = drawn(setting, (one for one in others if one.kind == "said"), room - len(seen))
    kept |= {*seen, *said, *filed}
    return tuple(card for card in found if card.id in kept)
