"""The record: append-only events, hash-chained per learner, durable before anyone is told that they are saved.

SQLite in WAL mode through the standard library. Several kernels may write at once; one writer path, `append`, orders
them. Learners are pseudonyms; the token that proves who is who stays in the browser, here lies only its hash.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lbp_teach.errors import UsageError

Body = dict[str, Any]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS learners (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, created TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS events (
  learner TEXT NOT NULL, seq INTEGER NOT NULL, action TEXT NOT NULL, attempt TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, at TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (learner, seq), UNIQUE (learner, action)
) STRICT;
"""
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
GENESIS = "0" * 64


@dataclass(frozen=True)
class Learner:
    """A pseudonym and the id under which its events are kept."""

    id: str
    name: str


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


class Records:
    """The store of one data directory."""

    def __init__(self, path: Path) -> None:
        """Open the store, creating it if need be.

        Args:
            path: the SQLite file.

        Raises:
            UsageError: the file cannot be opened or is not a record.
        """
        self.path = path
        try:
            # JupyterLab hands a widget's messages to whichever thread is free; the session lets in one at a time.
            self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            # FULL: a commit is on the disk when it returns, which is what "saved" on the screen promises.
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise UsageError(
                f"The record {path} cannot be opened ({error}). Check that the folder is writable and not full, "
                "or set LBP_HOME to another folder."
            ) from None

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def learner(self, token: str | None) -> tuple[Learner, str]:
        """Return who a browser's token belongs to, making a new pseudonym for an unknown one.

        Returns:
            The learner, and the token that the browser keeps.
        """
        if token:
            row = self._db.execute("SELECT id, name FROM learners WHERE token_hash = ?", (_digest(token),)).fetchone()
            if row:
                return Learner(*row), token
        token = secrets.token_urlsafe(24)
        learner = Learner(secrets.token_hex(8), f"{secrets.choice(_TREES)}-{secrets.randbelow(90) + 10}")
        with self._write() as db:
            db.execute(
                "INSERT INTO learners VALUES (?, ?, ?, ?)",
                (learner.id, learner.name, _digest(token), _now()),
            )
        return learner, token

    def events(self, learner: str, after: int = 0) -> list[Event]:
        """Return a learner's events in order, those with a sequence number above `after`."""
        rows = self._db.execute(
            "SELECT seq, action, attempt, kind, body, at FROM events WHERE learner = ? AND seq > ? ORDER BY seq",
            (learner, after),
        )
        return [
            Event(seq, action, attempt, kind, json.loads(body), at) for seq, action, attempt, kind, body, at in rows
        ]

    def learners(self) -> Iterator[Learner]:
        """Yield every learner, in the order of their ids; nothing is held in memory."""
        for row in self._db.execute("SELECT id, name FROM learners ORDER BY id"):
            yield Learner(*row)

    def stream(self, learner: str, after: int = 0) -> Iterator[Event]:
        """Yield a learner's events in order, one at a time, those with a sequence number above `after`."""
        rows = self._db.execute(
            "SELECT seq, action, attempt, kind, body, at FROM events WHERE learner = ? AND seq > ? ORDER BY seq",
            (learner, after),
        )
        for seq, action, attempt, kind, body, at in rows:
            yield Event(seq, action, attempt, kind, json.loads(body), at)

    def has(self, learner: str, action: str) -> bool:
        """Return whether this action is recorded already, so that a repeat changes nothing."""
        row = self._db.execute("SELECT 1 FROM events WHERE learner = ? AND action = ?", (learner, action)).fetchone()
        return row is not None

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
            sqlite3.Error: nothing was recorded.
        """
        with self._write() as db:
            row = db.execute(
                "SELECT seq, hash FROM events WHERE learner = ? ORDER BY seq DESC LIMIT 1",
                (learner,),
            ).fetchone()
            last, previous = row or (0, GENESIS)
            if last != expect:
                raise Stale
            event = Event(last + 1, action, attempt, kind, body, _now())
            text = _canonical(body)
            digest = chain_hash(previous, learner, event, text)
            db.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (learner, event.seq, action, attempt, kind, text, event.at, previous, digest),
            )
        return event

    def verify(self, learner: str) -> int | None:
        """Return the first sequence number at which a learner's chain is broken, or None if it is whole."""
        previous, wanted = GENESIS, 1
        rows = self._db.execute(
            "SELECT seq, action, attempt, kind, body, at, previous, hash FROM events WHERE learner = ? ORDER BY seq",
            (learner,),
        )
        for seq, action, attempt, kind, body, at, before, digest in rows:
            event = Event(seq, action, attempt, kind, {}, at)
            if seq != wanted or before != previous or digest != chain_hash(previous, learner, event, body):
                return wanted
            previous, wanted = digest, wanted + 1
        return None


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
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _canonical(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(token: str) -> str:
    # surrogatepass: a browser can send half a character, and any text may be hashed.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
