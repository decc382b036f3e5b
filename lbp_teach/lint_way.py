"""What the types of the reading of the way cannot see: names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from lbp_teach.errors import Problem, allowed
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.way import Acts

_FILE = "way.yaml"
#: What the detectors look up. A missing one is named, a new one needs code.
LIMITS = ("held_percent", "closure_left_percent", "base_rate_times", "confirmation_acts", "confirmation_left_percent")
HABITS = ("premature_closure", "anchoring", "base_rate", "confirmation", "availability")


def check_way(book: Book) -> list[Problem]:
    """Return every name in `way.yaml` that leads nowhere, and every limit or habit that is missing."""
    way, problems = book.guideline.way, []
    for constraint in way.order:
        for acts in (constraint.before, constraint.after):
            problems += [*_unknown(acts, constraint.id, book)] if acts else []
        if constraint.when is not None and constraint.when not in book.concepts:
            problems.append(_problem(constraint.id, constraint.when, book.concepts))
    problems += [_problem(a.finding, a.finding, book.findings) for a in way.alarms if a.finding not in book.findings]
    problems += [_problem("cites", name, book.statements) for name in way.cites() if name not in book.statements]
    for wanted, found in ((LIMITS, way.limits), (HABITS, way.habits)):
        have = {one.id for one in found}
        missing = [name for name in wanted if name not in have]
        problems += [Problem(_FILE, None, name, "this entry is missing.", "Add it.") for name in missing]
    return problems


def _unknown(acts: Acts, where: str, book: Book) -> Iterable[Problem]:
    groups = {group.id for group in book.guideline.manoeuvre_groups}
    categories = {category.id for category in book.guideline.categories}
    for names, known in (
        (acts.questions, set(book.questions)),
        (acts.categories, categories),
        (acts.manoeuvres, set(book.manoeuvres)),
        (acts.groups, groups),
        (acts.without, groups | set(book.manoeuvres) | set(book.questions)),
        (acts.decisions, set(book.decisions)),
    ):
        yield from (_problem(where, name, known) for name in names if name not in known)


def _problem(where: str, name: str, known: Iterable[str]) -> Problem:
    return Problem(_FILE, None, where, f"{name!r} is not known.", allowed(name, list(known)))
