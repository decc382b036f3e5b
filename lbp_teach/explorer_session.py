"""Answers one message of the explorer's screen. It keeps nothing: what is asked for is read, and that is all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from lbp_teach import content, explorer, explorer_search, figures
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

Message = dict[str, Any]
log = logging.getLogger("lbp_teach.explorer")
#: No id and nothing that somebody searches for is longer.
_LONGEST = 200
#: What can be opened by an id, and what stands alone.
_BY_ID: dict[str, Callable[[Book, str, Lang], Message]] = {
    "topic": explorer.topic_page,
    "statement": explorer.statement_page,
    "conflict": explorer.conflict_page,
    "figure": figures.figure_page,
}
_ALONE: dict[str, Callable[[Book, Lang], Message]] = {
    "conflicts": explorer.conflicts_page,
    "editions": explorer.editions_page,
}


def known(book: Book, what: str, name: str) -> bool:
    """Return whether there is something of that kind and name to open."""
    names: dict[str, set[str]] = {
        "topic": {t.id for t in book.guideline.topics},
        "statement": set(book.statements),
        "conflict": set(book.conflicts),
        "figure": {f.id for f in figures.FIGURES},
    }
    return what in _ALONE or name in names.get(what, set())


def _shown(value: Any) -> str:
    """Return a text from a message as it can be said back: not endless, and whole characters only."""
    return value[:_LONGEST].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def answer(message: Any, start: Lang = Lang.DA) -> Message | None:
    """Answer a message from the screen; nothing in it is trusted.

    Args:
        message: plain data: `hello`, `open` (with `what` and `id`) or `search` (with `text`), each with a number `n`
            that the answer carries too.
        start: language of the answer where the message names none.

    Returns:
        The answer, or None for a message that means nothing. What cannot be opened is answered with `missing`.
    """
    if not isinstance(message, dict):
        return None
    lang = Lang(message["lang"]) if message.get("lang") in tuple(Lang) else start
    n = message.get("n")
    frame: Message = {"n": n if type(n) is int else None, "lang": lang.value}
    try:
        return _answer(message, lang, frame)
    except Exception:
        log.exception("a message could not be answered")
        return {"type": "missing", **frame, "what": _shown(message.get("what")), "id": _shown(message.get("id"))}


def _answer(message: Message, lang: Lang, frame: Message) -> Message | None:
    book = content.library()
    match message.get("type"):
        case "hello":
            pages = {"strings": content.strings(lang.value), "figures": figures.figure_list(lang)}
            return {"type": "contents", **frame, **pages, **explorer.contents(book, lang)}
        case "open":
            what, name = _shown(message.get("what")), _shown(message.get("id"))
            if not known(book, what, name):
                return {"type": "missing", **frame, "what": what, "id": name}
            page = _ALONE[what](book, lang) if what in _ALONE else _BY_ID[what](book, name, lang)
            return {"type": "page", **frame, "what": what, "id": name, "page": page}
        case "search":
            return {"type": "found", **frame, **explorer_search.search(book, _shown(message.get("text")), lang)}
        case _:
            return None
