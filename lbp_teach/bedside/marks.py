"""Marks in words: what a screen draws of them, with their sum."""

from __future__ import annotations

from lbp_teach.bedside.base import Mark, Plain, total
from lbp_teach.edition import EDITION
from lbp_teach.explain import by_section, citation, conflict
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang


def result(book: Book, marks: tuple[Mark, ...], lang: Lang) -> Plain:
    """Return marks in words, with their sum; the points add up to it exactly unless it would fall below nought."""
    points, of = total(marks)
    return {
        "points": points,
        "of": of,
        "floor": points - sum(m.points for m in marks),
        "marks": [mark_words(book, mark, lang) for mark in marks],
    }


def mark_words(book: Book, mark: Mark, lang: Lang) -> Plain:
    """Return one mark in words."""
    sourced = all(book.statements[name].reviewed == "sourced" for name in mark.cites)
    return {
        "subject": mark.subject,
        "title": mark.title(lang),
        "mark": mark.mark,
        "points": mark.points,
        "of": mark.of,
        "text": book.words(mark.because)(lang),
        "citations": by_section(citation(book, name, lang, EDITION) for name in mark.cites),
        "conflicts": [conflict(book, name, lang) for name in mark.conflicts],
        "reviewed": mark.reviewed and sourced,
    }
