"""What the screen draws of the board: its cards, the same for every patient, and what was decided on them."""

from __future__ import annotations

from typing import Any

from lbp_teach.deciding import Board, open_cards
from lbp_teach.guideline.assess import BoardCard, Book
from lbp_teach.guideline.model import Decision
from lbp_teach.text import Lang

Plain = dict[str, Any]


def board_pack(book: Book, lang: Lang) -> list[Plain]:
    """Return the cards, their choices and rows, and every option in words; nothing that depends on a patient."""
    return [_card(card, book, lang) for card in book.board.values()]


def _card(card: BoardCard, book: Book, lang: Lang) -> Plain:
    return {
        "id": card.id,
        "icon": card.icon,
        "axis": card.axis(lang),
        "prompt": book.words(card.prompt)(lang),
        "quoted": card.quoted,
        "singles": [_decision(one, book, lang) for one in card.singles],
        "rows": [_decision(one, book, lang) for one in card.rows],
    }


def _decision(decision: Decision, book: Book, lang: Lang) -> Plain:
    return {
        "id": decision.id,
        "axis": decision.axis(lang),
        "prompt": book.words(decision.prompt)(lang),
        "options": [
            {
                "value": option.value,
                "label": book.words(option.label)(lang),
                "hint": book.words(option.hint)(lang) if option.hint else None,
            }
            for option in decision.options
        ],
    }


def board_view(board: Board, locked: bool, book: Book, lang: Lang) -> Plain:
    """Return what was decided, and which cards are still open."""
    left = open_cards(board, book)
    return {
        "choices": {n: {"value": c.value, "confidence": c.confidence} for n, c in board.choices.items()},
        "left": list(board.left),
        "changed": list(board.changed),
        "locked": locked,
        "done": len(book.board) - len(left),
        "total": len(book.board),
        "missing": [{"card": name, "label": book.board[name].axis(lang)} for name in left],
    }
