"""Coverage: which of the findings that a visit called for were obtained, by group. Read out of the marks."""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.bedside.exam.in_case import asked_for
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import Facts, keys
from lbp_teach.process.model import Covered, Group
from lbp_teach.scoring import Item


def covered(index: int, items: Iterable[Item], truth: Facts, book: Book) -> Covered:
    """Return what a visit called for and what of it is left.

    Args:
        index: which visit, from 0.
        items: the marks of the attempt; only those of history and examination that stand for a rule are read.
        truth: everything that is true of the patient.
        book: the guideline.
    """
    groups = []
    for item in items:
        if item.visit != index or item.category not in ("history", "examination") or not item.outcomes:
            continue
        rule = item.outcomes[0].rule
        if item.subject != rule.id:
            continue  # what the findings were put to is a conclusion, not a finding
        if item.category == "history":
            groups.append(Group(rule.id, "history", rule.ask, rule.ask, item.missing))
        else:
            wanted = (k for name in rule.examine for k in keys(book.findings[name]))
            needed = tuple(k for k in wanted if asked_for(k, truth))
            wrong = tuple(name for name, _ in item.misread)
            groups.append(Group(rule.id, "examination", rule.examine, needed, item.missing, wrong))
    return Covered(index, tuple(groups))
