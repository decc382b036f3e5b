"""What the export of a million events costs: seconds, and memory that does not grow with their number.

The store is made at once and without waiting for the disk; the export runs in a process of its own, whose peak is
measured by the system.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.edition import EDITION
from lbp_teach.guideline.assess import Book
from lbp_teach.records.model import GENESIS, Event, canonical, chain_hash
from lbp_teach.records.sqlite import Records

#: Events of one learner: about what a student leaves who plays two cases.
EACH = 200
_MEASURED = """
import json, sys, time
from pathlib import Path
from lbp_teach import content
from lbp_teach.exports.job import Job, export
from lbp_teach.records.sqlite import Records
store, out, form, table = sys.argv[1:]
records, book = Records(Path(store)), content.book()
began = time.perf_counter()
rows = export(records, book, Job(form, Path(out), table=table, force=True))
seconds = time.perf_counter() - began
records.close()
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    import psutil
    peak = psutil.Process().memory_info().peak_wset
print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak}))
"""


@dataclass(frozen=True)
class Cost:
    """What one export cost.

    Attributes:
        events: how many events the store held.
        rows: how many rows were written.
        seconds: how long the export took, without starting Python.
        peak_mb: the largest resident memory of its process, in MiB.
        tenth_peak_mb: the same for a store of a tenth of the events.
        file_mb: size of the file, in MiB.
    """

    events: int
    rows: int
    seconds: float
    peak_mb: float
    tenth_peak_mb: float
    file_mb: float

    @property
    def growth(self) -> float:
        """Return by what factor ten times the events raise the peak; 1 when memory is flat."""
        return self.peak_mb / self.tenth_peak_mb


def export_million(form: str = "csv", table: str = "events", events: int = 1_000_000) -> Cost:
    """Make a store of synthetic events, export it in another process, and return what that cost.

    Args:
        form: `csv`, `parquet` or `xapi`.
        table: `events`, `attempts` or `items`, for CSV and Parquet.
        events: how many; a second store has a tenth of them.
    """
    with tempfile.TemporaryDirectory(prefix="lbp-teach-bench-") as name:
        folder = Path(name)
        found = []
        for count in (events // 10, events):
            store, out = folder / f"{count}.sqlite3", folder / f"{count}.out"
            make_store(store, count)
            found.append(_measured(store, out, form, table))
            size = out.stat().st_size / 2**20
            store.unlink()
        small, large = found
        return Cost(events, large["rows"], large["seconds"], large["peak"] / 2**20, small["peak"] / 2**20, size)


def _measured(store: Path, out: Path, form: str, table: str) -> dict[str, Any]:
    command = [sys.executable, "-c", _MEASURED, str(store), str(out), form, table]
    env = {**os.environ, "LBP_COMPILED": str(content.compiled_root())}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def make_store(path: Path, events: int, each: int = EACH) -> None:
    """Make a store of that many events, with whole chains, as fast as the disk takes them."""
    Records(path).close()
    book, case = content.book(), content.load_case(content.catalogue().cards[0].id)
    bodies = [*_played(case, book)]
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    for number in range(-(-events // each)):
        learner = f"{number:016x}"
        name = f"Birk-{number}"
        database.execute("INSERT INTO learners (id, name, created) VALUES (?, ?, ?)", (learner, name, _at(0)))
        size = min(each, events - number * each)
        database.executemany(
            "INSERT INTO events (learner, seq, action, attempt, kind, body, at, previous, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _chained(learner, size, bodies),
        )
    database.execute("COMMIT")
    database.close()


def _at(seconds: int) -> str:
    return (datetime(2026, 9, 1, tzinfo=UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def _played(case: Case, book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a learner does who asks everything and takes the first option of every decision."""
    visit = case.visits[0].id
    yield ("start", {"case": case.id, "edition": EDITION, "hash": content.case_hash(case.id), "visit": visit})
    yield "note", {"note": "n", "text": '=1+1; "quoted", æøå\nnext line'}
    for question in book.questions.values():
        yield ("ask", {"visit": visit, "question": question.id, "seconds": question.seconds, "over": False})
    for name, decision in book.decisions.items():
        yield ("decide", {"visit": visit, "decision": name, "value": decision.options[0].value, "confidence": 2})
    yield "lock", {"visit": visit}
    yield "next", {"from": visit, "visit": None}


def _chained(learner: str, size: int, bodies: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[Any, ...]]:
    previous = GENESIS
    for seq in range(1, size + 1):
        attempt, step = divmod(seq - 1, len(bodies))
        kind, body = bodies[step]
        event = Event(seq, f"{learner}-{seq}", f"{learner}-{attempt}", kind, body, _at(seq))
        text = canonical(body)
        digest = chain_hash(previous, learner, event, text)
        yield (learner, seq, event.action, event.attempt, kind, text, event.at, previous, digest)
        previous = digest
