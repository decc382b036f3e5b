"""One attempt on its way into the table of marks: whether its kept marks still hold, and its rows."""

from __future__ import annotations

from lbp_teach.cohort import stated
from lbp_teach.cohort.columns import SEPARATOR, Columns
from lbp_teach.cohort.played import Played
from lbp_teach.exports.reading import Marked
from lbp_teach.forecast import against
from lbp_teach.scoring import Item


def holds(known: Played, one: Marked, today: str) -> bool:
    """Return whether the marks of an attempt are still those that it would get."""
    attempt = one.attempt
    return (known.events, known.case_hash, known.today, known.edition, known.number) == (
        one.events,
        attempt.case_hash,
        today,
        attempt.edition,
        one.number,
    )


def add_rows(columns: Columns, attempt: Played, one: Marked) -> None:
    """Add the marks of an attempt to the table, and say of it where they are."""
    attempt.start = columns.rows + columns.waiting
    for item in (*one.report.items, *one.report.practice_items) if one.report else ():
        _add(columns, attempt, one, item)
    attempt.stop = columns.rows + columns.waiting


def _add(columns: Columns, attempt: Played, one: Marked, item: Item) -> None:
    visit = one.attempt.visits[item.visit].visit
    name = SEPARATOR.join((attempt.base, visit, item.category, item.kind, item.subject))
    chosen = item.chosen.value if item.chosen else None
    practice = one.attempt.practice_from
    if item.subject == "estimate":
        chosen = stated.word(against(item.visit, one.attempt.visits[item.visit].estimates, item.best).given) or None
    columns.add(
        (
            name,
            item.mark,
            item.grade,
            item.harm,
            chosen,
            " ".join(item.best),
            item.outcomes[0].rule.id if item.outcomes else None,
            " ".join(item.missing),
        ),
        (
            0,
            item.visit + 1,
            item.points,
            item.of,
            (item.chosen.confidence if item.chosen else None) or -1,
            practice is not None and item.visit >= practice,
        ),
    )
