"""What the parts of a store share: how to read and write, whichever database is behind it.

The SQL of the parts is understood by SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from lbp_teach.records import chain
from lbp_teach.records.model import Gone

Rows = list[tuple[Any, ...]]
#: Runs one statement and returns its rows.
Run = Callable[..., Rows]
#: How many rows are in memory at a time.
PAGE = 1000


class Base(ABC):
    """A database that holds records.

    Attributes:
        hub_user: the user that JupyterHub has logged in, who then is the learner; None where there is no hub.
    """

    hub_user: str | None = None
    #: What a purge does not reach by the nature of the database; empty where there is nothing to say.
    out_of_reach = ""
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

    def _held(self, run: Run, learner: str) -> str:
        """Return a learner's name; until the transaction ends nobody purges her, and who is doing so is waited for.

        Raises:
            Gone: she has been purged.
        """
        found = run(f"SELECT name FROM learners WHERE id = :learner{self._for_update}", learner=learner)
        if not found:
            raise Gone
        name: str = found[0][0]
        return name

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
