"""The way through a case in words: plain data for the debrief, with evidence, advice and what trains it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lbp_teach.case import Case
from lbp_teach.explain import by_section, citation
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.process.habit_words import habit_text, habit_title
from lbp_teach.process.model import Found, Process
from lbp_teach.process.sections import coverage_entry, order_entry, time_entry
from lbp_teach.text import Lang

Plain = dict[str, Any]


def process_words(process: Process, case: Case, attempt: Attempt, book: Book, lang: Lang) -> list[Plain]:
    """Return the reading of the way as entries for the debrief: the three measures, then each habit that was found.

    Every entry has `id`, `kind` (`coverage`, `order`, `time` or `detector`), `title`, `value`
    ({done, of} or None), `text`, `evidence` (lines), `about` (or None), `advice` (or None), `train` ({kind, target}
    or None), `citations`, `reviewed` and `visit` (index or None).

    Args:
        process: what `read_process` returned.
        case: the case.
        attempt: the attempt.
        book: the guideline.
        lang: language of the words.
    """

    def label(index: int) -> str:
        return case.visit(attempt.visits[index].visit).label(lang)

    entries = [
        coverage_entry(process, label, attempt.edition, book, lang),
        order_entry(process, label, book, lang),
        time_entry(process, label, book, lang),
    ]
    found = [entry for entry in entries if entry is not None]
    found += [_habit(one, label, attempt.edition, book, lang) for one in process.habits]
    for entry in found:
        entry["citations"] = _cited(entry.pop("cites"), attempt.edition, book, lang)
    return found


def _cited(names: list[str], edition: str, book: Book, lang: Lang) -> list[Plain]:
    return by_section(citation(book, name, lang, edition) for name in dict.fromkeys(names) if name in book.statements)


def _habit(found: Found, label: Callable[[int], str], edition: str, book: Book, lang: Lang) -> Plain:
    habit = book.guideline.way.habit(found.habit)
    text, evidence = habit_text(found, edition, book)
    rules = {rule.id: rule for rule in book.guideline.rules}
    cites = [*habit.cites, *(name for rule in found.rules[:2] for name in rules[rule].cites[:2])]
    return {
        "id": f"{found.habit}.{found.visit}",
        "kind": "detector",
        "visit": found.visit,
        "title": habit_title(found, book)(lang),
        "value": None,
        "text": f"{label(found.visit)}: {text(lang)}",
        "evidence": [line(lang) for line in evidence],
        "about": habit.about(lang),
        "advice": habit.advice(lang),
        "train": {"kind": habit.train.kind, "target": habit.train.target},
        "cites": cites,
        # When something is called a habit is the toolkit's own choice, whatever it cites.
        "reviewed": False,
    }
