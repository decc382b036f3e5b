"""What a record is made of: events, the learners they belong to, and the hash that ties one event to the next."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lbp_teach.text import Text, both

Body = dict[str, Any]
GENESIS = "0" * 64
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Learner:
    """A pseudonym and the id under which its events are kept."""

    id: str
    name: str


#: Whom a window shows when its learner has been purged; never in a store.
NOBODY = Learner("", "")


@dataclass(frozen=True)
class Person:
    """A learner as the owner of the record sees one.

    Attributes:
        id: under which the events are kept.
        name: the pseudonym, or the hub's user.
        created: when the learner came first, ISO 8601 in UTC.
        events: how many events are kept.
        last: when the last event was recorded; None where there is none.
        hub: the hub's user; None where there is no hub.
    """

    id: str
    name: str
    created: str
    events: int
    last: str | None
    hub: str | None = None

    @property
    def seen(self) -> str:
        """Return when the learner was last active."""
        return max(self.created, self.last or "")


@dataclass(frozen=True)
class Event:
    """One thing a learner did, as it was recorded."""

    seq: int
    action: str
    attempt: str
    kind: str
    body: Body
    at: str


class Stale(Exception):
    """Another window of the same learner recorded something first; read again and decide anew."""


# The two below are errors of sqlite3 by descent, whichever store raises them: those who call a store then have one
# family of errors to expect, and it is one that the standard library names.


class Repeated(sqlite3.IntegrityError):
    """An action of this id is recorded already."""


class Unsaved(sqlite3.OperationalError):
    """The store cannot do it now.

    Attributes:
        text: what the learner is told.
    """

    def __init__(self, text: Text) -> None:
        """Keep what the learner is told."""
        super().__init__(text.en)
        self.text = text


class Gone(Unsaved):
    """The learner has been purged, perhaps while a window of hers is open."""

    def __init__(self) -> None:
        """Say that the record has been deleted."""
        super().__init__(PURGED)


PURGED = both(
    da="Dit forløb er slettet og kan ikke fortsætte. Genindlæs siden for at begynde på ny.",
    en="Your record has been deleted and cannot go on. Reload the page to begin anew.",
)
DAMAGED = both(
    da="Svaret kunne ikke gemmes: dit forløb er ændret uden om programmet. Sig det til din underviser.",
    en="The answer could not be saved: your record was changed from outside. Tell your teacher.",
)
MOVED = both(
    da="Svaret kunne ikke gemmes: filen med dine svar er flyttet eller slettet. Læg den tilbage, og prøv igen.",
    en="The answer could not be saved: the file with your answers was moved or deleted. Put it back and try again.",
)


def chain_hash(previous: str, learner: str, event: Event, body: str) -> str:
    """Return the hash that ties an event to the one before it."""
    parts = [
        previous,
        learner,
        str(event.seq),
        event.action,
        event.attempt,
        event.kind,
        body,
        event.at,
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(body: Body) -> str:
    """Return a body as text: the same body is the same text, and any database can hold it."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        # A browser can send half a character. No database takes one, but its escape in JSON says the same.
        text = _HALF_CHARACTERS.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def token_hash(token: str) -> str:
    """Return what is kept of a browser's token."""
    # surrogatepass: a browser can send half a character, and any text may be hashed.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """Return the time in UTC, to the millisecond; of two such texts the later time is the greater text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
