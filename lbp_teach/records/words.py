"""What a learner is told when an answer could not be saved: what happened, and what to do."""

from __future__ import annotations

import sqlite3

from lbp_teach.records.model import Unsaved
from lbp_teach.text import Text, both

UNREACHABLE = both(
    da="Svaret kunne ikke gemmes: databasen svarer ikke. Prøv igen om lidt; det bekræftede er gemt.",
    en="The answer could not be saved: the database does not answer. Try again shortly; the confirmed is safe.",
)
BUSY = both(
    da="Svaret kunne ikke gemmes: databasen er optaget. Prøv igen om lidt; det bekræftede er gemt.",
    en="The answer could not be saved: the database is busy. Try again shortly; the confirmed is safe.",
)
FULL = both(
    da="Svaret kunne ikke gemmes: disken er fuld. Det bekræftede er gemt. Sig det til den, der driver stedet her.",
    en="The answer could not be saved: the disk is full. The confirmed is safe. Tell whoever runs this site.",
)
READ_ONLY = both(
    da="Svaret kunne ikke gemmes: der må ikke skrives. Det bekræftede er gemt. Sig det til den, der driver stedet her.",
    en="The answer could not be saved: writing is not allowed. The confirmed is safe. Tell whoever runs this site.",
)
_BROKEN = both(
    da="Svaret kunne ikke gemmes: databasen er beskadiget. Sig det til den, der driver stedet her.",
    en="The answer could not be saved: the database is damaged. Tell whoever runs this site.",
)
_OTHER = both(
    da="Svaret kunne ikke gemmes. Prøv igen om lidt; det bekræftede er gemt.",
    en="The answer could not be saved. Try again shortly; the confirmed is safe.",
)
#: By the primary code of SQLite's error.
_TOLD = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
}


def unsaved(error: sqlite3.Error) -> Text:
    """Return what a learner is told about an error of a store."""
    if isinstance(error, Unsaved):
        return error.text
    return _TOLD.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _OTHER)
