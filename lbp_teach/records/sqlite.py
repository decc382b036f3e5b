"""Records in SQLite: WAL mode, through the standard library."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lbp_teach.errors import UsageError
from lbp_teach.records.model import MOVED, Unsaved
from lbp_teach.records.sqlite_schema import ensure_schema
from lbp_teach.records.store import Rows, Run, Store

#: Seconds that one waits for another program that is writing.
PATIENCE = 5.0


class Records(Store):
    """The store of one data directory."""

    def __init__(self, path: Path) -> None:
        """Open the store, creating it if need be.

        Args:
            path: the SQLite file.

        Raises:
            UsageError: the file cannot be opened or is not a record.
        """
        self.path = path
        # JupyterLab hands a widget's messages to whichever thread is free, and a transaction belongs to one of them.
        self._one_at_a_time = threading.RLock()
        db: sqlite3.Connection | None = None
        try:
            _make_private(path)
            db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            _use_wal(db)
            # FULL: a commit is on the disk when it returns, which is what "saved" on the screen promises.
            db.execute("PRAGMA synchronous=FULL")
            # What is deleted is overwritten: a purge leaves nothing in pages that are used again.
            db.execute("PRAGMA secure_delete=ON")
            ensure_schema(db)
        except BaseException as error:
            if db is not None:
                db.close()
            if isinstance(error, sqlite3.Error):
                raise UsageError(_cannot_open(path, error)) from None
            raise
        self._db = db
        self._file = _identity(path)

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    def _read(self, sql: str, **values: Any) -> Rows:
        with self._one_at_a_time:
            return self._db.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def _write(self) -> Iterator[Run]:
        def run(sql: str, **values: Any) -> Rows:
            return self._db.execute(sql, values).fetchall()

        with self._one_at_a_time:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                if _identity(self.path) != self._file:
                    # SQLite would go on writing into a file that nobody opens again.
                    raise Unsaved(MOVED)
                yield run
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _allow_purge(self, run: Run, learner: str, allowed: bool) -> None:
        if allowed:
            run("INSERT INTO purging VALUES (:learner)", learner=learner)
        else:
            run("DELETE FROM purging WHERE learner = :learner", learner=learner)

    def _scrub(self) -> bool:
        with self._one_at_a_time:
            try:
                # VACUUM writes what remains to the write-ahead log; emptying the log puts it into the file.
                self._db.execute("VACUUM")
                busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL):
                    return False
                raise
        return not busy


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path) -> None:
    """Make a new file that only its owner may read; SQLite gives its companions the same rights."""
    if str(path) != ":memory:":
        with contextlib.suppress(OSError):  # it is there, or opening it says why it cannot be
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; kernels that open a new store at once do not wait for each other by themselves."""
    until = time.monotonic() + PATIENCE
    while db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            if db.execute("PRAGMA journal_mode=WAL").fetchone() in (("wal",), ("memory",)):
                return
            raise sqlite3.OperationalError("its folder does not allow the write-ahead log")
        except sqlite3.OperationalError as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _cannot_open(path: Path, error: sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return (
            f"The record {path} is damaged or no record ({error}). Nothing in it was changed. Put back a copy of it, "
            "or move it away to begin anew, or set LBP_HOME to another folder."
        )
    if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            f"The record {path} is locked by another program. End that program and try again, "
            "or set LBP_HOME to another folder."
        )
    return (
        f"The record {path} cannot be opened ({error}). Check that the folder is writable and not full, "
        "or set LBP_HOME to another folder."
    )
