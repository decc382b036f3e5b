"""Which statements become cards of the function map, where each belongs, and what the whole picture is.

A statement belongs to a component when the guideline asks its question there, or when what it tells is a finding of
that component (`guideline/sorting/icf.yaml`). Where it belongs to two, either is right; it is placed once.

An interview never covers everything. Outside a case one component, or none, is left out by a draw that depends on the
case and the visit and on nothing that is true of the patient; inside a case what was not asked is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lbp_teach.bedside.icf.model import NOT_EXPLORED, Content
from lbp_teach.bedside.statements import Statement, drawn, rank
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import UNKNOWN, Facts

#: Of the body's cards so many are findings of the examination.
SEEN = 1
#: What may be left out of the interview; twice as often it is nothing. The body is always asked about.
_LEFT_OUT = ("activities", "participation", "environment", "personal", None, None)


@dataclass(frozen=True)
class Card:
    """A statement with the components it belongs to, the first of the guideline first."""

    statement: Statement
    homes: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the id of the statement."""
        return self.statement.id


def cards_of(book: Book, found: Iterable[Statement]) -> tuple[Card, ...]:
    """Return the statements that belong to a component, in their order."""
    made = (Card(one, _homes(book, one)) for one in found)
    return tuple(card for card in made if card.homes)


def _homes(book: Book, statement: Statement) -> tuple[str, ...]:
    # A question that the guideline asks under a component belongs there, whatever else its answer happens to tell.
    asked = tuple(one.id for one in book.guideline.components if statement.id in one.questions)
    return asked or tuple(one.id for one in book.guideline.components if statement.findings & set(one.findings))


def left_out(setting: Mapping[str, Any]) -> str | None:
    """Return the component that the interview left out; None inside a case, where the learner's own gaps count."""
    if setting.get("heard") is not None:
        return None
    return _LEFT_OUT[int(rank(setting, "left out")[:8], 16) % len(_LEFT_OUT)]


def chosen(
    setting: Mapping[str, Any], content: Content, cards: Iterable[Card], placed: Iterable[str] = ()
) -> tuple[Card, ...]:
    """Return the cards that are laid out: for each component its quota, the one that settles its summary among them.

    Args:
        setting: names the case and the visit, which the draw depends on.
        content: the quotas, and the findings that sum a component up.
        cards: all there are.
        placed: ids of cards that were placed already; they stay when more is heard later.
    """
    gap = left_out(setting)
    found = tuple(card for card in cards if gap not in card.homes)
    kept = set(placed)
    for quota in content.components:
        here = [card.statement for card in found if card.homes[0] == quota.id]
        deciding = _deciding(setting, content, quota.id, here)
        seen = drawn(setting, (one for one in here if one.kind == "seen"), SEEN)
        said = [one for one in here if one.kind == "said" and one.id not in deciding]
        kept |= {*deciding, *seen, *drawn(setting, said, quota.quota - len(deciding) - len(seen))}
    return tuple(card for card in found if card.id in kept)


def _deciding(setting: Mapping[str, Any], content: Content, component: str, here: list[Statement]) -> list[str]:
    """Return the statement that tells the finding which sums a component up, if it was heard."""
    whole = content.whole(component)
    return drawn(setting, (one for one in here if whole and whole.finding in one.findings), 1)


def key_of(content: Content, component: str, facts: Facts, cards: Iterable[Card]) -> tuple[str, ...]:
    """Return the readings of a component that are accepted, the best first.

    The value is what is true of the patient where a statement settled it. Where other statements of the component were
    heard but not that one, the honest reading is that it was not explored, and the true value is accepted as well.
    """
    whole = content.whole(component)
    here = [card for card in cards if component in card.homes]
    if whole is None or not here:
        return (NOT_EXPLORED,)
    value = str(facts.get(whole.finding, UNKNOWN))
    if value not in whole.says:
        return (NOT_EXPLORED,)
    return (value,) if any(whole.finding in card.statement.facts for card in here) else (NOT_EXPLORED, value)
