"""How long records are kept: learners who have not been here for so many days are purged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lbp_teach.records.model import Person
from lbp_teach.records.store import Store


def outdated(people: list[Person], keep: int, today: datetime | None = None) -> list[Person]:
    """Return the learners whose last event, or first visit where there is none, is more than `keep` days ago."""
    limit = (today or datetime.now(UTC)).astimezone(UTC) - timedelta(days=keep)
    return [person for person in people if datetime.fromisoformat(person.seen) < limit]


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
