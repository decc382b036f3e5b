"""What every store of records does: append, read, and forget; the learners and the checks are parts of their own."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator

from lbp_teach.records.base import Rows, Run
from lbp_teach.records.checking import Checks, Found
from lbp_teach.records.codes import Codes
from lbp_teach.records.model import (
    DAMAGED,
    GENESIS,
    Body,
    Event,
    Gone,
    Stale,
    Unsaved,
    canonical,
    chain_hash,
    now,
)

__all__ = ["Found", "Rows", "Run", "Store"]


class Store(Codes, Checks):
    """Append-only events of learners; base of the stores in SQLite and PostgreSQL."""

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
            Gone: the learner has been purged.
            sqlite3.IntegrityError: the action is recorded already.
            sqlite3.Error: nothing was recorded.
        """
        with self._write() as run:
            self._held(run, learner)
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
            event = Event(last + 1, action, attempt, kind, body, max(self._time(), before or ""))
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

    def _time(self) -> str:
        """Return what an event is dated with; a store of simulated learners has a clock of its own."""
        return now()

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
            # First of all: an act that is being recorded is waited for and goes too, a later one finds nobody. In one
            # order, so that two purges do not wait for each other.
            for learner in sorted(learners):
                with contextlib.suppress(Gone):
                    self._held(run, learner)
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
