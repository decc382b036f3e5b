"""A patient's findings sorted as the guideline sorts them: flags by colour, function by component of the ICF."""

from __future__ import annotations

from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import Facts, split
from lbp_teach.guideline.model import Flag
from lbp_teach.logic import Truth


def flags_of(book: Book, facts: Facts, edition: str = EDITION) -> dict[Truth, tuple[Flag, ...]]:
    """Return which flags the patient has, has not, and which nobody has asked about.

    Args:
        book: the whole guideline (`content.library()`).
        facts: what is known of the patient.
        edition: whose thresholds apply.
    """
    context = book.context(facts, edition)
    sorted_flags: dict[Truth, list[Flag]] = {truth: [] for truth in Truth}
    for flag in book.guideline.flags:
        sorted_flags[evaluate(flag.when, context).truth].append(flag)
    return {truth: tuple(found) for truth, found in sorted_flags.items()}


def by_component(book: Book, facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return, for each component of the ICF, the known facts that belong to it; an empty one was not explored."""
    return {
        component.id: tuple(fact for fact in facts if split(fact)[0] in component.findings)
        for component in book.guideline.components
    }
