"""Which store an installation has, and who its learner is: the settings, read in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lbp_teach.errors import UsageError
from lbp_teach.records.sqlite import Records
from lbp_teach.records.store import Store

WHERE, KEEP, HUB_USER = "LBP_RECORDS", "LBP_KEEP_DAYS", "JUPYTERHUB_USER"
FILE = "records.sqlite3"


def open_records(home: Path, env: Mapping[str, str] = os.environ, at_once: bool = True) -> Store:
    """Open the records of an installation, creating them if need be.

    Args:
        home: the data directory (`content.data_root()`).
        env: the settings: `LBP_RECORDS` is the address of a PostgreSQL database, without it the records are a file in
            `home`; `JUPYTERHUB_USER`, set by a hub for its users' servers, is then the learner.
        at_once: connect to a database server now. A page does it at its first use: a server that is down for a moment
            is then said on the page, where it can be tried again, and does not keep the page from opening.

    Raises:
        UsageError: the store cannot be opened; the text says why and what to do.
    """
    address = env.get(WHERE, "").strip()
    store = _at(address, at_once) if address else Records(home / FILE)
    store.hub_user = env.get(HUB_USER) or None
    return store


def _at(address: str, at_once: bool) -> Store:
    if not address.startswith(("postgresql://", "postgres://")):
        raise UsageError(
            f"{WHERE} is no address of a PostgreSQL database; it looks like postgresql://user@host/database. "
            f"Correct it, or leave {WHERE} unset to keep records in the data folder."
        )
    from lbp_teach.records.postgres import PostgresRecords

    return PostgresRecords(address, at_once)


def keep_days(env: Mapping[str, str] = os.environ) -> int | None:
    """Return for how many days a learner's record is kept after the last event; None for as long as nobody purges.

    Raises:
        UsageError: `LBP_KEEP_DAYS` is no positive whole number.
    """
    given = env.get(KEEP, "").strip()
    return days(given, KEEP) if given else None


def days(given: str, name: str) -> int:
    """Return a number of days as somebody has typed it.

    Raises:
        UsageError: it is no positive whole number; `name` says what it was given to.
    """
    if given.isascii() and given.isdigit() and int(given[:6]) > 0 and len(given) <= 6:
        return int(given)
    raise UsageError(f"{name} is {given!r}; it must be a positive whole number of days, such as 365.")
