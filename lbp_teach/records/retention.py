"""How long records are kept: learners who have not been here for so many days are purged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lbp_teach.errors import UsageError
from lbp_teach.records.model import Person
from lbp_teach.records.opening import open_records
from lbp_teach.records.store import Store


def outdated(people: list[Person], keep: int, today: datetime | None = None) -> list[Person]:
    """Return the learners whose last event, or first visit where there is none, is more than `keep` days ago."""
    limit = (today or datetime.now(UTC)).astimezone(UTC) - timedelta(days=keep)
    return [person for person in people if datetime.fromisoformat(person.seen) < limit]


def tidy(home: Path, keep: int | None) -> str | None:
    """Open the records of an installation once, before anybody does, and purge whom nobody has seen for `keep` days.

    Args:
        home: the data directory.
        keep: days that a learner is kept after the last event; None for ever.

    Returns:
        One line that says how many were purged; None where there was nobody.

    Raises:
        UsageError: the records cannot be used.
    """
    store = open_records(home)
    try:
        return enforce(store, keep) if keep else None
    except sqlite3.Error as error:
        raise UsageError(cannot_use(error)) from None
    finally:
        store.close()


def cannot_use(error: sqlite3.Error) -> str:
    """Return the sentence for a store that was opened and then failed."""
    return (
        f"The records could not be read or written ({error}). Nothing was changed halfway. "
        "Check that no other program holds them and that the disk is not full, and try again."
    )


def enforce(store: Store, keep: int) -> str | None:
    """Purge whom nobody has seen for `keep` days.

    Returns:
        One line that says how many were purged; None where there was nobody.
    """
    old = outdated(store.people(), keep)
    if not old:
        return None
    erased = store.purge(*(person.id for person in old))
    return f"{told(len(old), keep)} purged.{'' if erased else NOT_ERASED}"


#: Said after a purge that other programs kept from erasing the space of what was deleted.
NOT_ERASED = (
    " Other programs have the records open, so the space of what was deleted is not erased yet. "
    "End them (stop the server) and run: lbp-teach records scrub"
)


def told(count: int, keep: int) -> str:
    """Return how many learners are how old, in words."""
    who = "1 learner who was" if count == 1 else f"{count} learners who were"
    return f"{who} last here more than {keep} {'day' if keep == 1 else 'days'} ago:"
