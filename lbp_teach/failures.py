"""What a learner is told when an answer could not be saved: what happened, what to do, and what is safe."""

from __future__ import annotations

import sqlite3

from lbp_teach.records import Unsaved
from lbp_teach.text import Text, both

#: Told where nothing better can be said.
RELOAD = both(
    da="Noget gik galt hos os. Alt, der er bekræftet, er gemt. Genindlæs siden.",
    en="Something went wrong on our side. Everything confirmed is saved. Reload the page.",
)
_FULL = both(
    da="Svaret kunne ikke gemmes: disken er fuld. Gør plads, og prøv igen. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the disk is full. Make room and try again. Everything confirmed is saved.",
)
_LOCKED = both(
    da="Svaret kunne ikke gemmes: et andet program bruger dataene. Prøv igen om lidt. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: another program holds the data. Try again soon. Everything confirmed is saved.",
)
_READ_ONLY = both(
    da="Svaret kunne ikke gemmes: der må ikke skrives i datamappen. Få skriveadgang, og genindlæs siden. "
    "Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the data folder may not be written. Get write permission and reload the page. "
    "Everything confirmed is saved.",
)
_DAMAGED = both(
    da="Svaret kunne ikke gemmes: filen med dine svar er beskadiget. Luk siden, og sig det til din underviser.",
    en="The answer could not be saved: the file with your answers is damaged. Close the page and tell your teacher.",
)
_DISK = both(
    da="Svaret kunne ikke gemmes: disken svarer ikke, som den skal. Prøv igen om lidt. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved: the disk does not work as it should. Try again soon. "
    "Everything confirmed is saved.",
)
_OTHER = both(
    da="Svaret kunne ikke gemmes. Prøv igen om lidt. Alt, der er bekræftet, er gemt.",
    en="The answer could not be saved. Try again soon. Everything confirmed is saved.",
)
#: By SQLite's primary result code, which is the low byte of the extended ones.
_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
}


def failure(error: Exception) -> Text:
    """Return what a learner is told of an error on our side.

    Args:
        error: whatever was raised; the store's own errors are told apart, everything else is one sentence.

    Returns:
        What happened and what to do. No word of the error itself: it is English, and for the log.
    """
    if isinstance(error, Unsaved):
        return error.text
    if not isinstance(error, sqlite3.Error):
        return RELOAD
    return _BY_CODE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF, _OTHER)
