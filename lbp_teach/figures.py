"""Five figures that the main source announces and does not have, as data: boxes that open statements.

A figure says where its boxes stand; what they claim stands in the statements that they open. A share such as
"under 5 %" is read out of a statement, so that it is written in one place only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from lbp_teach.explorer import conflict, with_conflicts
from lbp_teach.figure_model import Box, Figure
from lbp_teach.figures_body import DERMATOMES
from lbp_teach.figures_plan import TREATMENT, TRIAGE
from lbp_teach.figures_talk import HISTORY, ICF
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

Plain = dict[str, Any]
#: In the order in which a consultation meets them.
FIGURES: tuple[Figure, ...] = (HISTORY, ICF, DERMATOMES, TRIAGE, TREATMENT)
_SHARE = re.compile(
    r"(?:(?:under|over|omkring|cirka|about|below|around) )?\d+(?:–\d+)?(?:\s| )?%",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """Something in a figure that leads nowhere."""

    figure: str
    box: str
    what: Literal[
        "no statement", "unknown statement", "unknown conflict", "unknown question", "unknown box", "no share"
    ]
    name: str = ""


def figures() -> tuple[Figure, ...]:
    """Return the five figures."""
    return FIGURES


def check_figures(book: Book, shown: tuple[Figure, ...] = FIGURES) -> list[Fault]:
    """Return every box that opens nothing, and every name that leads nowhere."""
    faults: list[Fault] = []
    for figure in shown:
        faults += [Fault(figure.id, "", "unknown conflict", c) for c in figure.conflicts if c not in book.conflicts]
        placed = [name for part in figure.parts for area in part.areas for name in area.boxes]
        faults += [Fault(figure.id, name, "unknown box", name) for name in {*placed} ^ {*figure.names}]
        for box in figure.boxes:
            faults += _check_box(book, figure, box)
    return faults


def _check_box(book: Book, figure: Figure, box: Box) -> list[Fault]:
    faults = [] if box.statements else [Fault(figure.id, box.id, "no statement")]
    named = (*box.statements, *([box.share] if box.share else []))
    unknown = [name for name in named if name not in book.statements]
    faults += [Fault(figure.id, box.id, "unknown statement", name) for name in unknown]
    faults += [Fault(figure.id, box.id, "unknown question", q) for q in box.asks if q not in book.questions]
    if box.share and not unknown:
        faults += [Fault(figure.id, box.id, "no share", lang.value) for lang in Lang if not share(book, box, lang)]
    return faults


def share(book: Book, box: Box, lang: Lang) -> str | None:
    """Return the first share that the box's statement names, in the statement's own words."""
    if box.share is None:
        return None
    found = _SHARE.search(book.words(book.statements[box.share].text)(lang))
    return found.group(0) if found else None


def figure_list(lang: Lang) -> list[Plain]:
    """Return the figures as the front page lists them."""
    return [{"id": f.id, "label": f.title(lang), "lead": f.lead(lang)} for f in FIGURES]


def figure_page(book: Book, figure_id: str, lang: Lang) -> Plain:
    """Return a figure with its boxes, its layers and every statement that a box opens."""
    figure = next(f for f in FIGURES if f.id == figure_id)
    names = list(dict.fromkeys(name for box in figure.boxes for name in box.statements))
    opened = with_conflicts(book, names, lang)
    loop = figure.loop
    return {
        "id": figure.id,
        "label": figure.title(lang),
        "lead": figure.lead(lang),
        "boxes": [_box(book, box, _asks(book, figure, box), lang) for box in figure.boxes],
        "parts": [
            {
                "kind": part.kind,
                "link": part.link,
                "across": part.across,
                "express": part.express(lang) if part.express else None,
                "titles": [title(lang) for title in part.titles],
                "areas": [list(area.boxes) for area in part.areas],
            }
            for part in figure.parts
        ],
        "loop": {"start": loop.start, "end": loop.end, "label": loop.label(lang)} if loop else None,
        "beside": list(figure.conflicts),
        "statements": {one["id"]: one for one in opened["statements"]},
        "conflicts": {**opened["conflicts"], **_beside(book, figure, lang)},
    }


def _beside(book: Book, figure: Figure, lang: Lang) -> Plain:
    return {name: conflict(book, name, lang) for name in figure.conflicts}


def _asks(book: Book, figure: Figure, box: Box) -> tuple[str, ...]:
    """Return the questions that explore a box; those of a whole ICF component stand with the guideline's sorting."""
    component = next((c for c in book.guideline.components if c.id == box.id), None)
    return component.questions if component and figure.id == "icf" else box.asks


def _box(book: Book, box: Box, asks: tuple[str, ...], lang: Lang) -> Plain:
    return {
        "id": box.id,
        "title": box.title(lang),
        "share": share(book, box, lang),
        "tone": box.tone,
        "root": box.root,
        "unsourced": not box.sourced,
        "statements": list(box.statements),
        "asks": [book.questions[name].text(lang) for name in asks if name in book.questions],
        "disputed": any(book.conflicts_of(book.statements[name]) for name in box.statements),
    }
