"""The tables in SQLite, their versions, and how an older store becomes a newer one.

`PRAGMA user_version` holds the version. The first stores wrote none: they are version 0 with tables. A step is one
transaction, so that a store is of one version or the next, whenever the machine stops.
"""

from __future__ import annotations

import sqlite3

from lbp_teach.errors import UsageError

VERSION = 3

_EVENTS = """
CREATE TABLE events (
  learner TEXT NOT NULL, seq INTEGER NOT NULL, action TEXT NOT NULL, attempt TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, at TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (learner, seq), UNIQUE (learner, action)
) STRICT
"""
_TABLES = (
    "CREATE TABLE learners (id TEXT PRIMARY KEY, name TEXT NOT NULL, created TEXT NOT NULL, hub TEXT UNIQUE) STRICT",
    "CREATE TABLE tokens (hash TEXT PRIMARY KEY, learner TEXT NOT NULL, created TEXT NOT NULL) STRICT",
    "CREATE INDEX tokens_of ON tokens (learner)",
    (
        "CREATE TABLE codes (learner TEXT PRIMARY KEY, selector TEXT NOT NULL UNIQUE, salt TEXT NOT NULL, "
        "hash TEXT NOT NULL, created TEXT NOT NULL) STRICT"
    ),
    "CREATE TABLE heads (learner TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
    # Who is being purged, inside the transaction that does it; empty at all other times.
    "CREATE TABLE purging (learner TEXT PRIMARY KEY) STRICT",
)
_HEAD = "(SELECT {what} FROM heads WHERE learner = NEW.learner)"
_PURGED = "EXISTS (SELECT 1 FROM purging WHERE learner = OLD.learner)"
_TIED = "EXISTS (SELECT 1 FROM events WHERE learner = NEW.learner AND seq = NEW.seq AND hash = NEW.hash)"
#: Name, when it fires, on what condition it refuses, and with which words.
_REFUSALS = (
    ("events_stay_as_they_are", "UPDATE ON events", "1", "events are never changed"),
    ("events_stay", "DELETE ON events", f"NOT {_PURGED}", "events are removed by a purge only"),
    (
        "events_follow",
        "INSERT ON events",
        (
            f"NEW.seq <> coalesce({_HEAD.format(what='seq')}, 0) + 1 "
            f"OR NEW.previous <> coalesce({_HEAD.format(what='hash')}, '{'0' * 64}')"
        ),
        "an event follows the last one",
    ),
    (
        # The table says so as well; but INSERT OR REPLACE would remove the older event before any other rule is asked.
        "events_are_told_once",
        "INSERT ON events",
        "EXISTS (SELECT 1 FROM events WHERE learner = NEW.learner AND action = NEW.action)",
        "this action is recorded already",
    ),
    ("heads_stay", "DELETE ON heads", f"NOT {_PURGED}", "a head is removed by a purge only"),
    ("heads_move_on", "UPDATE ON heads", f"NEW.seq <> OLD.seq + 1 OR NOT {_TIED}", "a head follows the events"),
    (
        "heads_begin",
        "INSERT ON heads",
        f"NEW.seq <= coalesce({_HEAD.format(what='seq')}, 0) OR NOT {_TIED}",
        "a head follows the events",
    ),
)
_MOVE_HEAD = """
CREATE TRIGGER heads_move AFTER INSERT ON events BEGIN
  INSERT INTO heads VALUES (NEW.learner, NEW.seq, NEW.hash)
  ON CONFLICT (learner) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
END
"""
_FROM_1 = (
    "ALTER TABLE learners RENAME TO learners_1",
    *_TABLES,
    "INSERT INTO learners (id, name, created) SELECT id, name, created FROM learners_1",
    "INSERT INTO tokens SELECT token_hash, id, created FROM learners_1",
    "DROP TABLE learners_1",
    (
        "INSERT INTO heads SELECT learner, seq, hash FROM events e "
        "WHERE seq = (SELECT max(seq) FROM events WHERE learner = e.learner)"
    ),
)


#: Who has joined a course, or was refused in it, is asked for every few seconds while a teacher looks on.
_FROM_2 = ("CREATE INDEX events_of_courses ON events (attempt, learner) WHERE kind IN ('join', 'refused')",)


def triggers() -> list[str]:
    """Return the statements that make the database itself refuse to forget."""
    refusals = [
        f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, event, condition, words in _REFUSALS
    ]
    return [*refusals, _MOVE_HEAD]


def ensure_schema(db: sqlite3.Connection) -> None:
    """Bring a store to this version.

    Raises:
        UsageError: a newer LBP Teach has written the store.
        sqlite3.Error: it cannot be written.
    """
    if _version(db) == VERSION:
        return
    # Several kernels may open an old store at once: the first to get the lock does it, the others look again.
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db)
        if version > VERSION:
            raise UsageError(
                f"The record was written by a newer LBP Teach (version {version} of the tables; this one knows "
                f"{VERSION}). Install the newer one again, or set LBP_HOME to another folder."
            )
        if version < VERSION:
            tables = (*(_FROM_1 if version else (_EVENTS, *_TABLES)), *triggers()) if version < 2 else ()
            for statement in (*tables, *_FROM_2):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version:
        return version
    return 1 if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone() else 0
