"""Faults of the ground a record stands on: permissions that bind root as well, other programs, damaged files."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Linux: what lets root write where it may not. Version 3 of the call has two blocks of three words.
_OVERRIDES = 0b1110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
_VERSION = 0x20080522
_HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def permissions_count() -> Iterator[None]:
    """Make file permissions bind this thread, also when root runs the tests, as it does in containers."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    before, now = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    if libc.capget(header, before) or libc.capget(header, now):
        raise OSError(ctypes.get_errno(), "capget")
    now[0] &= ~_OVERRIDES
    if libc.capset(header, now):
        raise OSError(ctypes.get_errno(), "capset")
    try:
        yield
    finally:
        libc.capset(header, before)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder and the files in it read-only for the time being."""
    files = [*folder.iterdir(), folder]
    modes = [path.stat().st_mode for path in files]
    with permissions_count():
        for path in files:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            yield
        finally:
            for path, mode in zip(reversed(files), reversed(modes), strict=True):
                path.chmod(mode)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another process hold the writing lock of a store."""
    holder = subprocess.Popen(
        [sys.executable, "-S", "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield
    finally:
        holder.stdin.close()
        assert holder.wait(30) == 0
        holder.stdout.close()


@contextmanager
def full(db: sqlite3.Connection) -> Iterator[None]:
    """Let a store grow by no page more, as on a full disk."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (most,) = db.execute("PRAGMA max_page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA max_page_count = {most}")


def integrity(path: Path) -> str:
    """Return what SQLite says of a store: `ok`, or what is wrong."""
    db = sqlite3.connect(path)
    try:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        db.close()
