"""Time: where the time of a visit went. It works on attempts without recorded steps, too."""

from __future__ import annotations

from collections.abc import Collection

from lbp_teach.bedside.exam.observe import sides_of
from lbp_teach.guideline.assess import Book
from lbp_teach.play import VisitState
from lbp_teach.process.model import Covered, Spent


def spent(state: VisitState, planned: int, covered: Covered, book: Book, relevant: Collection[str] = ()) -> Spent:
    """Return where the time of a visit went.

    Args:
        state: what was done.
        planned: seconds planned.
        covered: what the visit called for.
        book: the guideline.
        relevant: findings that were not called for, and still are not named as having taken time.
    """
    needed = {name for group in covered.groups for name in group.names}
    sums = dict.fromkeys(("needed", "open", "other", "needed_exam", "other_exam"), 0)
    others: list[tuple[str, str, int]] = []
    for asked in state.asked:
        question = book.questions[asked.question]
        kind = "open" if not question.findings else "needed" if needed & set(question.findings) else "other"
        sums[kind] += question.seconds
        if kind == "other" and not set(question.findings) & set(relevant):
            others.append(("ask", question.id, question.seconds))
    sides: dict[str, set[str | None]] = {}
    for done in state.examined:
        sides.setdefault(done.manoeuvre, set()).update(sides_of(done.side))
    for name, had in sides.items():
        manoeuvre = book.manoeuvres[name]
        seconds = manoeuvre.seconds * len(had)
        kind = "needed_exam" if needed & set(manoeuvre.findings) else "other_exam"
        sums[kind] += seconds
        if kind == "other_exam" and not set(manoeuvre.findings) & set(relevant):
            others.append(("examine", name, seconds))
    return Spent(
        covered.visit,
        state.seconds,
        planned,
        needed_history=sums["needed"],
        open_history=sums["open"],
        other_history=sums["other"],
        needed_exam=sums["needed_exam"],
        other_exam=sums["other_exam"],
        others=tuple(others),
    )
