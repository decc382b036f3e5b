"""What every store of records does, whichever database is behind it.

The SQL here is understood by SQLite and PostgreSQL alike. A store adds how to read, how to write, and how to forget.
"""

from __future__ import annotations

import json
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from lbp_teach.records import chain
from lbp_teach.records.model import (
    DAMAGED,
    GENESIS,
    PURGED,
    Body,
    Event,
    Learner,
    Person,
    Stale,
    Unsaved,
    canonical,
    chain_hash,
    now,
    token_hash,
)

Rows = list[tuple[Any, ...]]
#: Runs one statement and returns its rows.
Run = Callable[..., Rows]
PAGE = 1000
_TREES = (
    "Birk",
    "Eg",
    "Bøg",
    "Ask",
    "Elm",
    "Lind",
    "Pil",
    "Fyr",
    "Gran",
    "Røn",
    "Hyld",
    "Hassel",
    "Løn",
    "Tjørn",
)
_PEOPLE = """
SELECT l.id, l.name, l.created, coalesce(e.n, 0), e.last FROM learners l
LEFT JOIN (SELECT learner, count(*) AS n, max(at) AS last FROM events GROUP BY learner) e ON e.learner = l.id
ORDER BY l.created, l.id
"""


@dataclass(frozen=True)
class Found:
    """What the check of a whole store found.

    Attributes:
        breaks: who and what: the id and the name of the learner, and the break.
        learners: how many learners have events, or had.
        events: how many events were read.
        digest: of everything recorded until the time that was asked for.
    """

    breaks: tuple[tuple[str, str, chain.Break], ...]
    learners: int
    events: int
    digest: str


class Store(ABC):
    """Append-only events of learners; base of the stores in SQLite and PostgreSQL.

    Attributes:
        hub_user: the user that JupyterHub has logged in, who then is the learner; None where there is no hub.
    """

    hub_user: str | None = None
    #: What locks a learner's row until the transaction ends, in the dialect of the store.
    _for_update = ""

    @abstractmethod
    def close(self) -> None:
        """Close the store."""

    @abstractmethod
    def _read(self, sql: str, **values: Any) -> Rows: ...

    @abstractmethod
    def _write(self) -> AbstractContextManager[Run]:
        """Return one transaction: all of it is on the disk when it ends, or nothing."""

    @abstractmethod
    def _allow_purge(self, run: Run, learner: str, allowed: bool) -> None: ...

    @abstractmethod
    def _scrub(self) -> bool: ...

    # ---- learners ----

    def learner(self, token: str | None) -> tuple[Learner, str]:
        """Return who a browser's token belongs to, making a new pseudonym for an unknown one.

        Under JupyterHub the learner is the hub's user, whatever the browser says.

        Returns:
            The learner, and the token that the browser keeps (empty under JupyterHub).
        """
        if self.hub_user:
            return self.hub_learner(self.hub_user), ""
        if token:
            known = self._read(
                "SELECT l.id, l.name FROM tokens t JOIN learners l ON l.id = t.learner WHERE t.hash = :hash",
                hash=token_hash(token),
            )
            if known:
                return Learner(*known[0]), token
        learner = Learner(secrets.token_hex(8), f"{secrets.choice(_TREES)}-{secrets.randbelow(90) + 10}")
        with self._write() as run:
            run(
                "INSERT INTO learners (id, name, created) VALUES (:id, :name, :at)",
                id=learner.id,
                name=learner.name,
                at=now(),
            )
            return learner, self._new_token(run, learner.id)

    def _new_token(self, run: Run, learner: str) -> str:
        token = secrets.token_urlsafe(24)
        run(
            "INSERT INTO tokens (hash, learner, created) VALUES (:hash, :learner, :at)",
            hash=token_hash(token),
            learner=learner,
            at=now(),
        )
        return token

    def hub_learner(self, user: str) -> Learner:
        """Return the learner of a user of JupyterHub, making one at the first visit.

        Args:
            user: the name by which the hub knows the user; it is also the name that is shown.
        """
        wanted = "SELECT id, name FROM learners WHERE hub = :hub"
        known = self._read(wanted, hub=user)
        if not known:
            with self._write() as run:
                run(
                    "INSERT INTO learners (id, name, created, hub) VALUES (:id, :name, :at, :hub) "
                    "ON CONFLICT (hub) DO NOTHING",
                    id=secrets.token_hex(8),
                    name=user,
                    at=now(),
                    hub=user,
                )
                known = run(wanted, hub=user)
        return Learner(*known[0])

    def people(self) -> list[Person]:
        """Return every learner, the first to come first."""
        return [Person(*row) for row in self._read(_PEOPLE)]

    def learners(self) -> Iterator[Learner]:
        """Yield every learner in the order of their ids, with a thousand at most in memory."""
        after = ""
        while True:
            rows = self._read(
                "SELECT id, name FROM learners WHERE id > :after ORDER BY id LIMIT :page", after=after, page=PAGE
            )
            yield from (Learner(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def learners(self) -> Iterator[Learner]:
        """Yield every learner in the order of their ids, with a thousand at most in memory."""
        after = ""
        while True:
            rows = self._read(
                "SELECT id, name FROM learners WHERE id > :after ORDER BY id LIMIT :page", after=after, page=PAGE
            )
            yield from (Learner(*row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    # ---- events ----

    def events(self, learner: str, after: int = 0) -> list[Event]:
        """Return a learner's events in order, those with a sequence number above `after`."""
        rows = self._read(
            "SELECT seq, action, attempt, kind, body, at FROM events WHERE learner = :learner AND seq > :after "
            "ORDER BY seq",
            learner=learner,
            after=after,
        )
        return [
            Event(seq, action, attempt, kind, json.loads(body), at) for seq, action, attempt, kind, body, at in rows
        ]

    def stream(self, learner: str, after: int = 0) -> Iterator[Event]:
        """Yield what `events` returns, with a thousand events at most in memory."""
        for seq, action, attempt, kind, body, at, _, _ in self._rows(learner, after):
            yield Event(seq, action, attempt, kind, json.loads(body), at)

    def _rows(self, learner: str, after: int = -(2**62)) -> Iterator[chain.Row]:
        # Page by page, so that neither memory nor a lock is held while the caller thinks.
        while True:
            rows = self._read(
                "SELECT seq, action, attempt, kind, body, at, previous, hash FROM events "
                "WHERE learner = :learner AND seq > :after ORDER BY seq LIMIT :page",
                learner=learner,
                after=after,
                page=PAGE,
            )
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def has(self, learner: str, action: str) -> bool:
        """Return whether this action is recorded already, so that a repeat changes nothing."""
        found = self._read(
            "SELECT 1 FROM events WHERE learner = :learner AND action = :action", learner=learner, action=action
        )
        return bool(found)

    def append(self, learner: str, action: str, attempt: str, kind: str, body: Body, expect: int) -> Event:
        """Record one event; it is on the disk when this returns.

        Args:
            learner: whose event.
            action: id made by the browser; a repeated one is recorded once.
            attempt: id of the attempt it belongs to.
            kind: what was done.
            body: the details, plain JSON.
            expect: the last sequence number the caller has seen.

        Returns:
            The event with its sequence number.

        Raises:
            Stale: events were added since `expect`.
            sqlite3.IntegrityError: the action is recorded already.
            sqlite3.Error: nothing was recorded.
        """
        with self._write() as run:
            if not run(f"SELECT id FROM learners WHERE id = :learner{self._for_update}", learner=learner):
                raise Unsaved(PURGED)
            head = run(
                "SELECT h.seq, h.hash, e.at FROM heads h LEFT JOIN events e ON e.learner = h.learner AND e.seq = h.seq "
                "WHERE h.learner = :learner",
                learner=learner,
            )
            last, previous, before = head[0] if head else (0, GENESIS, None)
            if last != expect:
                if before is None and head:
                    raise Unsaved(DAMAGED)
                raise Stale
            # A clock that is set back must not make a learner's history run backwards: whoever reads times as an
            # order, to export or to plan a repetition, may rely on it. A clock that was ahead holds them at its time.
            event = Event(last + 1, action, attempt, kind, body, max(now(), before or ""))
            text = canonical(body)
            # The head moves with it, by a trigger: docs/decisions/006-records-in-sqlite.md.
            run(
                "INSERT INTO events (learner, seq, action, attempt, kind, body, at, previous, hash) "
                "VALUES (:learner, :seq, :action, :attempt, :kind, :body, :at, :previous, :hash)",
                learner=learner,
                seq=event.seq,
                action=action,
                attempt=attempt,
                kind=kind,
                body=text,
                at=event.at,
                previous=previous,
                hash=chain_hash(previous, learner, event, text),
            )
        return event

    # ---- checking ----

    def verify(self, learner: str) -> int | None:
        """Return the first sequence number at which a learner's chain is broken, or None if it is whole."""
        found = self.breaks(learner)
        return found[0].first if found else None

    def breaks(self, learner: str) -> list[chain.Break]:
        """Return every place at which a learner's chain does not hold."""
        return chain.breaks(learner, self._rows(learner), self._head(learner))

    def _head(self, learner: str) -> chain.Head | None:
        rows = self._read("SELECT seq, hash FROM heads WHERE learner = :learner", learner=learner)
        return (rows[0][0], rows[0][1]) if rows else None

    def check(self, until: str | None = None) -> Found:
        """Check every chain of the store.

        Args:
            until: an ISO 8601 time in UTC as events have it; the digest covers what was recorded until then. None for
                everything.
        """
        names = {row[0]: row[1] for row in self._read("SELECT id, name FROM learners")}
        ids = {row[0] for row in self._read("SELECT learner FROM heads UNION SELECT learner FROM events")}
        found: list[tuple[str, str, chain.Break]] = []
        heads: list[tuple[str, int, str]] = []
        events = 0
        for learner in sorted(ids):
            wrong, count, head = self._checked(learner, until)
            if learner not in names and not self._read("SELECT 1 FROM learners WHERE id = :id", id=learner):
                if not count and self._head(learner) is None:
                    continue  # purged while we read
                wrong.append(chain.Break("no_learner", 1, max(count, 1)))
            events += count
            heads += [(learner, *head)] if head else []
            found += [(learner, names.get(learner, "?"), one) for one in wrong]
        return Found(tuple(found), len(ids), events, chain.digest(heads))

    def _checked(self, learner: str, until: str | None) -> tuple[list[chain.Break], int, chain.Head | None]:
        count = 0
        end: chain.Head | None = None

        def counted() -> Iterator[chain.Row]:
            nonlocal count, end
            for row in self._rows(learner):
                count += 1
                if until is None or row[5] <= until:
                    end = (row[0], row[7])
                yield row

        rows = counted()
        wrong = chain.breaks(learner, rows, self._head(learner))
        if [one.kind for one in wrong] == ["added"]:
            # It may be the learner, who went on while we read.
            count, end = 0, None
            wrong = chain.breaks(learner, counted(), self._head(learner))
        return wrong, count, end

    # ---- forgetting ----

    def purge(self, *learners: str) -> bool:
        """Remove every trace of learners: events, free texts, tokens, codes.

        Args:
            learners: their ids; one that is not here is passed over.

        Returns:
            Whether the space they took was erased as well. If not, other programs were in the way: the learners are
            gone, and `scrub` erases the rest when those programs have ended.
        """
        with self._write() as run:
            for learner in learners:
                self._allow_purge(run, learner, True)
                for table, key in (
                    ("events", "learner"),
                    ("heads", "learner"),
                    ("tokens", "learner"),
                    ("codes", "learner"),
                    ("learners", "id"),
                ):
                    run(f"DELETE FROM {table} WHERE {key} = :learner", learner=learner)
                self._allow_purge(run, learner, False)
        return self._scrub()

    def scrub(self) -> bool:
        """Erase the space of what was purged before; return whether that could be done."""
        return self._scrub()
