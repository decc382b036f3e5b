"""A store that simulated learners write into: the same tables, chains and checks, with a clock that is set by hand."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lbp_teach.cohort.simulated import KIND, is_simulated
from lbp_teach.cohort.simulated.person import Person
from lbp_teach.errors import UsageError
from lbp_teach.records import Body, Records
from lbp_teach.records.identity import COURSES
from lbp_teach.records.opening import FILE
from lbp_teach.records.store import Run


class Clock:
    """A clock that stands still until it is moved on; it never goes back."""

    def __init__(self, at: datetime) -> None:
        """Set it to a time in UTC."""
        self.at = at.astimezone(UTC)

    def wait(self, seconds: float) -> None:
        """Move it on by some seconds."""
        self.at += timedelta(seconds=max(0.0, seconds))

    def until(self, at: datetime) -> None:
        """Move it on to a time; one that has passed changes nothing."""
        self.at = max(self.at, at.astimezone(UTC))

    def text(self) -> str:
        """Return the time as events have it."""
        return self.at.isoformat(timespec="milliseconds")


class SimulatedRecords(Records):
    """Records of simulated learners. Each is written in one transaction: all that she did, or nothing."""

    def __init__(self, path: Path) -> None:
        """Open the store, creating it if need be."""
        super().__init__(path)
        # Whoever is lost with the machine's power is simulated again; nobody was promised anything.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._run: Run | None = None
        self.clock = Clock(datetime(2000, 1, 1, tzinfo=UTC))

    def _time(self) -> str:
        return self.clock.text()

    @contextlib.contextmanager
    def _write(self) -> Iterator[Run]:
        if self._run is not None:
            yield self._run
            return
        with super()._write() as run:
            yield run

    @contextlib.contextmanager
    def one_learner(self, person: Person) -> Iterator[None]:
        """Write a learner and everything that is done inside in one transaction; the clock says when she came."""
        with super()._write() as run:
            run(
                "INSERT INTO learners (id, name, created) VALUES (:id, :name, :at)",
                id=person.id,
                name=person.name,
                at=self._time(),
            )
            self._run = run
            try:
                yield
            finally:
                self._run = None

    def whole(self) -> set[str]:
        """Return the ids of all learners who are here."""
        return {name for name, _ in self._everybody()}

    def _everybody(self) -> list[tuple[str, str]]:
        """Return id and pseudonym of all learners; a course has a record of its own and is nobody."""
        found = self._read("SELECT id, name FROM learners")
        return [(row[0], row[1]) for row in found if not row[0].startswith(COURSES)]

    def must_be_simulated(self) -> None:
        """Return if nobody here is real.

        Raises:
            UsageError: somebody is.
        """
        real = [name for _, name in self._everybody() if not is_simulated(name)]
        if real:
            raise UsageError(
                f"{self.path.parent} holds the records of {len(real)} real learners. Simulated ones are never mixed "
                "with them: name a new folder with --into."
            )

    def made_with(self) -> Body | None:
        """Return what the first simulated learner here was made with; None where there is none."""
        found = self._read("SELECT body FROM events WHERE seq = 1 AND kind = :kind LIMIT 1", kind=KIND)
        body: Body | None = json.loads(found[0][0]) if found else None
        return body


def open_simulated(folder: Path) -> SimulatedRecords:
    """Open the records of a folder for simulated learners, creating both if need be.

    Raises:
        UsageError: the folder cannot be used, or holds real learners.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made ({error.strerror}). Name another folder with --into.") from None
    store = SimulatedRecords(folder / FILE)
    try:
        store.must_be_simulated()
    except BaseException:
        store.close()
        raise
    return store
