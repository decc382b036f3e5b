"""Records in PostgreSQL, for installations on several machines: through SQLAlchemy Core and psycopg.

Imported only where `LBP_RECORDS` names a database; docs/decisions/019-postgresql.md says why these two.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from typing import Any

from lbp_teach.errors import UsageError
from lbp_teach.records.model import DAMAGED, Repeated, Unsaved
from lbp_teach.records.postgres_schema import ensure_schema
from lbp_teach.records.store import Rows, Run, Store
from lbp_teach.records.words import BUSY, FULL, READ_ONLY, UNREACHABLE
from lbp_teach.text import Text

try:
    import psycopg
    import sqlalchemy as sa
    from psycopg.conninfo import conninfo_to_dict
except ModuleNotFoundError as missing:
    raise UsageError(
        f"LBP_RECORDS names a PostgreSQL database, but the package {missing.name} is not installed. "
        "Install what it needs: python -m pip install 'lbp-teach[postgres]'"
    ) from None

#: Seconds after which a server that does not answer is given up.
PATIENCE = 5
#: How long erasing waits for others who are using a table.
LOCK_WAIT = "5s"
#: The pool's own log tells of a connection that breaks during another failure, and quotes that one with its rows.
POOL = "lbp-teach"
logging.getLogger(f"sqlalchemy.pool.impl.QueuePool.{POOL}").setLevel(logging.CRITICAL)
_TABLES = ("events", "heads", "tokens", "codes", "learners")
#: What a learner is told, by the class or the code of the server's error; the longest match counts.
_TOLD = {
    "23": DAMAGED,
    "25006": READ_ONLY,
    "40": BUSY,
    "53100": FULL,
    "53": UNREACHABLE,
    "55P03": BUSY,
}
#: What whoever started it can do, by words of the server's or the library's error.
_REMEDIES = {
    "password": "Check the user and the password in LBP_RECORDS.",
    "no pg_hba.conf entry": "Allow this machine and user in the server's pg_hba.conf.",
    "does not exist": "Create the user and the database first: docs/deployment.md says how.",
    "permission denied": "Let this user own the database: docs/deployment.md says how.",
    "no schema": "Let this user own the database: docs/deployment.md says how.",
    "too many": "Raise max_connections of the server, or put PgBouncer in front of it.",
    "name resolution": "Check the host in LBP_RECORDS.",
    "could not translate host": "Check the host in LBP_RECORDS.",
}
_START_IT = "Check that the server runs and that the address in LBP_RECORDS is right."


class PostgresRecords(Store):
    """The store of an installation with a database server."""

    _for_update = " FOR UPDATE"
    out_of_reach = "The server's write-ahead log, its archive and its backups keep it until they are recycled."

    def __init__(self, address: str, at_once: bool = True) -> None:
        """Open the store, making its tables if there are none.

        Args:
            address: as libpq has it: `postgresql://user:password@host:port/database?sslmode=verify-full`.
            at_once: connect now; otherwise at the first use, and who uses it then learns that the server is down.

        Raises:
            UsageError: the address cannot be read; or, at once, the database cannot be used.
        """
        try:
            settings: dict[str, Any] = dict(conninfo_to_dict(address))
        except psycopg.ProgrammingError as error:
            raise UsageError(
                f"LBP_RECORDS is no address of a PostgreSQL database ({_first_line(error)}). "
                "It looks like postgresql://user@host/database; signs such as @ in a password are written %40."
            ) from None
        self._where = f"{settings.get('host', 'this machine')}, database {settings.get('dbname', '(unnamed)')}"
        defaults = {
            "connect_timeout": PATIENCE,
            "application_name": "lbp-teach",
            # A server that is gone without a word is noticed within seconds, not after two hours.
            "keepalives_idle": 10,
            "tcp_user_timeout": 1000 * 2 * PATIENCE,
            # Named statements would belong to one connection, and PgBouncer hands out another each time.
            "prepare_threshold": None,
        }
        self._engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=lambda: psycopg.connect(**{**defaults, **settings}),
            isolation_level="READ COMMITTED",
            # What a learner wrote stays out of every log.
            hide_parameters=True,
            pool_logging_name=POOL,
            # One kernel is one learner: it needs one connection, and seldom a second. A lost one is made anew.
            pool_size=1,
            max_overflow=2,
            pool_pre_ping=True,
        )
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._is_ready = False
        self._making = threading.Lock()
        if at_once:
            try:
                self._ready()
            except (sa.exc.SQLAlchemyError, psycopg.Error) as error:
                self.close()
                raise UsageError(self._cannot_open(error)) from None

    def _cannot_open(self, error: Exception) -> str:
        reason = _first_line(getattr(error, "orig", None) or error)
        remedy = next((words for part, words in _REMEDIES.items() if part in reason.lower()), _START_IT)
        return f"The records' database ({self._where}) cannot be used: {reason}. {remedy}"

    def close(self) -> None:
        """Close the store."""
        self._engine.dispose()

    def _ready(self) -> None:
        with self._making:
            if not self._is_ready:
                with self._engine.begin() as connection:
                    ensure_schema(lambda sql: _rows(connection.exec_driver_sql(sql)))
                self._is_ready = True

    def _read(self, sql: str, **values: Any) -> Rows:
        with _translated():
            self._ready()
            with self._reading.connect() as connection:
                return _rows(connection.execute(sa.text(sql), values))

    @contextlib.contextmanager
    def _write(self) -> Iterator[Run]:
        with _translated():
            self._ready()
            with self._engine.begin() as connection:

                def run(sql: str, **values: Any) -> Rows:
                    return _rows(connection.execute(sa.text(sql), values))

                # Whatever the server's default: "saved" on the screen promises that it is on the server's disk.
                run("SET LOCAL synchronous_commit TO on")
                yield run

    def _allow_purge(self, run: Run, learner: str, allowed: bool) -> None:
        run("SELECT set_config('lbp_teach.purging', :learner, true)", learner=learner if allowed else "")

    def _scrub(self) -> bool:
        with _translated():
            self._ready()
            with self._reading.connect() as connection:
                connection.exec_driver_sql(f"SET lock_timeout TO '{LOCK_WAIT}'")
                try:
                    for table in _TABLES:
                        # FULL writes a new file of what remains and gives the old one back.
                        connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
                except sa.exc.OperationalError as error:
                    if getattr(error.orig, "sqlstate", None) == "55P03":
                        return False
                    raise
                finally:
                    connection.invalidate()  # with its setting
        return True


def _rows(result: sa.CursorResult[Any]) -> Rows:
    return [tuple(row) for row in result] if result.returns_rows else []


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turn what the database says into the errors that every store has.

    Its own words quote rows and values, and errors are logged with all that led to them: nothing of it goes on but the
    kind of the error.
    """
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _meant(error.orig) from None
    except (psycopg.Error, sa.exc.SQLAlchemyError) as error:
        raise _meant(error) from None


def _meant(error: BaseException | None) -> Exception:
    code = getattr(error, "sqlstate", None) or ""
    told: Text = next((_TOLD[code[:n]] for n in (5, 2) if code[:n] in _TOLD), UNREACHABLE)
    meant = Repeated("this is recorded already") if code == "23505" else Unsaved(told)
    meant.add_note(f"the database said: {type(error).__name__}{f', SQLSTATE {code}' if code else ''}")
    return meant


def _first_line(error: BaseException | None) -> str:
    # libpq says first that it could not connect, and last why.
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    useful = [line for line in lines if "FATAL:" in line] or lines or ["no reason was given"]
    return useful[0].rpartition("FATAL:")[2].strip().rstrip(".") or useful[0]
