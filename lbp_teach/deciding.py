"""The board: what was decided at a visit, what may be changed, and which cards are still open. Pure.

A card holds choices that must be made, rows of a table that may be left open, or both. The same functions serve a case
and the board that stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lbp_teach.guideline.assess import Book
from lbp_teach.refusal import refuse

#: The kinds of act that change a board.
KINDS = ("decide", "sure", "leave")
CONFIDENCES = (None, 1, 2, 3)


@dataclass(frozen=True)
class Choice:
    """A decision as the learner made it; `confidence` 1 to 3, or None where it was not given."""

    value: str
    confidence: int | None = None


@dataclass(frozen=True)
class Board:
    """What was decided.

    Attributes:
        choices: by decision.
        left: cards whose whole table the learner has no view on. It counts only while none of their rows is answered.
        changed: decisions whose value was exchanged for another.
    """

    choices: Mapping[str, Choice] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def applied(board: Board, kind: str, body: Mapping[str, Any]) -> Board:
    """Return the board after a recorded act; an act that is not the board's changes nothing."""
    match kind:
        case "decide":
            return _decided(board, body["decision"], body["value"], body["confidence"])
        case "sure":
            known = {name: board.choices[name] for name in body["decisions"] if name in board.choices}
            sure = {name: replace(choice, confidence=body["confidence"]) for name, choice in known.items()}
            return replace(board, choices={**board.choices, **sure})
        case "leave":
            others = tuple(card for card in board.left if card != body["card"])
            return replace(board, left=(*others, body["card"]) if body["left"] else others)
    return board


def _decided(board: Board, name: str, value: str | None, confidence: int | None) -> Board:
    choices, before = dict(board.choices), board.choices.get(name)
    choices.pop(name, None)
    changed = tuple(one for one in board.changed if one != name)
    if value is None:
        return replace(board, choices=choices, changed=changed)
    choices[name] = Choice(value, confidence)
    if before is not None and (name in board.changed or before.value != value):
        changed = (*changed, name)
    return replace(board, choices=choices, changed=changed)


def checked(board: Board, kind: str, args: Mapping[str, Any], book: Book) -> dict[str, Any] | None:
    """Decide what an act of the board records.

    Args:
        board: what was decided so far.
        kind: one of `KINDS`.
        args: what the browser sent; nothing in it is trusted. `decide` has `decision`, `value` (None takes the choice
            back) and `confidence`; `sure` has `card` and `confidence`, for all rows of a table that are answered;
            `leave` has `card` and `left`.
        book: the guideline.

    Returns:
        The body to record, or None when the act changes nothing.

    Raises:
        Refusal: the act is not possible, with the reason.
    """
    match kind:
        case "decide":
            return _checked_choice(board, args, book)
        case "sure":
            return _checked_certainty(board, args, book)
        case _:
            return _checked_leaving(board, args, book)


def _named(name: Any, names: Iterable[str]) -> str:
    if not isinstance(name, str) or name not in names:
        raise refuse(
            "Det findes ikke i denne udgave. Genindlæs siden.",
            "That does not exist in this version. Reload the page.",
        )
    return name


def _certainty(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | None) or value not in CONFIDENCES:
        raise refuse("Sikkerheden er 1, 2 eller 3.", "Certainty is 1, 2 or 3.")
    return value


def _checked_choice(board: Board, args: Mapping[str, Any], book: Book) -> dict[str, Any] | None:
    name = _named(args.get("decision"), book.decisions)
    value = args.get("value")
    values = {option.value for option in book.decisions[name].options}
    if value is not None and (not isinstance(value, str) or value not in values):
        raise refuse(
            "Det svar findes ikke. Vælg et af dem på kortet.",
            "There is no such answer. Choose one on the card.",
        )
    confidence = _certainty(args.get("confidence"))
    after = None if value is None else Choice(value, confidence)
    if board.choices.get(name) == after:
        return None
    return {"decision": name, "value": value, "confidence": confidence if value else None}


def _checked_certainty(board: Board, args: Mapping[str, Any], book: Book) -> dict[str, Any] | None:
    card = book.board[_named(args.get("card"), book.board)]
    confidence = _certainty(args.get("confidence"))
    answered = [row.id for row in card.rows if row.id in board.choices]
    if all(board.choices[name].confidence == confidence for name in answered):
        return None
    return {"decisions": answered, "confidence": confidence}


def _checked_leaving(board: Board, args: Mapping[str, Any], book: Book) -> dict[str, Any] | None:
    card = book.board[_named(args.get("card"), book.board)]
    left = args.get("left")
    if not isinstance(left, bool) or not card.rows:
        raise refuse("Kun et kort med rækker kan stå uden svar.", "Only a card with rows can stand without an answer.")
    if left == (card.id in board.left):
        return None
    if left and any(row.id in board.choices for row in card.rows):
        raise refuse("Du har svaret i en række. Fortryd den først.", "You have answered a row. Undo it first.")
    return {"card": card.id, "left": left}


def open_cards(board: Board, book: Book) -> list[str]:
    """Return the cards that are not answered yet, in the order of the board.

    A choice that is not a row must be made. Of a table one row must be answered, or the card left as a whole.
    """
    return [
        card.id
        for card in book.board.values()
        if any(one.id not in board.choices for one in card.singles)
        or (card.rows and card.id not in board.left and not any(row.id in board.choices for row in card.rows))
    ]


def need_every_card(board: Board, book: Book) -> None:
    """Raise a `Refusal` that names the cards which are still open, if there are any."""
    left = [book.board[name].axis for name in open_cards(board, book)]
    if left:
        names_da, names_en = ", ".join(axis.da.lower() for axis in left), ", ".join(axis.en.lower() for axis in left)
        raise refuse(f"Du mangler at tage stilling til: {names_da}.", f"Still to be decided: {names_en}.")
