"""The record in SQLite: the file itself refuses to forget, older files become newer ones, nothing breaks it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lbp_teach.errors import UsageError
from lbp_teach.records import Learner, Records, Stale, Unsaved
from lbp_teach.records.model import token_hash
from lbp_teach.records.sqlite_schema import VERSION

#: The tables as the first stores have them, and rows that such a store has written.
OLD = """
CREATE TABLE learners (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, created TEXT NOT NULL
) STRICT;
CREATE TABLE events (
  learner TEXT NOT NULL, seq INTEGER NOT NULL, action TEXT NOT NULL, attempt TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, at TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (learner, seq), UNIQUE (learner, action)
) STRICT;
INSERT INTO events VALUES ('ann','1','x-1','a','note','{"text":"æ"}','2026-01-01T10:00:00.000+00:00',
 '0000000000000000000000000000000000000000000000000000000000000000',
 '2fc38f04caddac6b786bf5e40f9ced621f2e8b4d3042833d3580260389713eaf');
"""


@pytest.fixture
def learner(records: Records) -> Learner:
    return records.learner(None)[0]


def fill(records: Records, learner: Learner, count: int = 3) -> None:
    for n in range(count):
        records.append(learner.id, f"action-{n}", "attempt", "ask", {"question": f"q{n}"}, n)


@contextlib.contextmanager
def other_program(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as db:
        yield db


# ---- the file refuses ----


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = '{}' WHERE seq = 2",
        "UPDATE events SET at = '2020' WHERE seq = 3",
        "DELETE FROM events WHERE seq = 3",
        "DELETE FROM events",
        "REPLACE INTO events SELECT learner, 4, 'action-1', '', '', '{}', at, hash, 'f' FROM events WHERE seq = 3",
        "INSERT INTO events SELECT learner, 9, 'new', attempt, kind, body, at, hash, 'f' FROM events WHERE seq = 3",
        "INSERT INTO events SELECT learner, 4, 'new', attempt, kind, body, at, previous, 'f' FROM events WHERE seq = 3",
        "DELETE FROM heads",
        "UPDATE heads SET seq = 2",
        "UPDATE heads SET seq = 4, hash = 'f'",
        "INSERT OR REPLACE INTO heads SELECT learner, seq, hash FROM events WHERE seq = 2",
    ],
)
def test_the_past_cannot_be_changed_by_the_way(records: Records, learner: Learner, statement: str) -> None:
    fill(records, learner)
    before = records.events(learner.id)
    with other_program(records.path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    assert records.events(learner.id) == before
    assert records.verify(learner.id) is None


def test_a_purge_leaves_no_door_open(records: Records, learner: Learner) -> None:
    fill(records, learner)
    other, _ = records.learner(None)
    fill(records, other)
    assert records.purge(other.id)
    with other_program(records.path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM events")
    assert len(records.events(learner.id)) == 3


def test_a_purge_that_fails_halfway_removes_nothing(
    records: Records, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(records, learner)
    with other_program(records.path) as db:
        db.execute("CREATE TRIGGER no BEFORE DELETE ON learners BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(sqlite3.IntegrityError):
        records.purge(learner.id)
    assert len(records.events(learner.id)) == 3
    assert records.verify(learner.id) is None


def test_a_purge_says_when_another_program_keeps_it_from_erasing(records: Records, learner: Learner) -> None:
    fill(records, learner)
    records._db.execute("PRAGMA busy_timeout = 0")
    with other_program(records.path) as db:
        db.execute("BEGIN")
        db.execute("SELECT * FROM events").fetchall()
        assert not records.purge(learner.id)
        assert records.events(learner.id) == []
    assert records.scrub()


# ---- versions ----


def old_store(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript(OLD)
        db.execute("INSERT INTO learners VALUES ('ann', 'Birk-42', ?, '2026-01-01')", (token_hash("secret"),))
        db.commit()


def test_an_older_store_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    old_store(path)
    store = Records(path)
    ann = Learner("ann", "Birk-42")
    assert store.learner("secret") == (ann, "secret")
    assert [event.body for event in store.events("ann")] == [{"text": "æ"}]
    assert store.verify("ann") is None
    assert store.append("ann", "x-2", "a", "note", {}, 1).seq == 2
    assert store.verify("ann") is None
    with other_program(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM events")
    assert store._db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    store.close()
    Records(path).close()


def test_an_older_store_that_many_open_at_once_is_changed_once(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    old_store(path)
    opened: list[object] = []

    def begin() -> None:
        try:
            opened.append(Records(path))
        except BaseException as error:
            opened.append(error)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(one) for one in opened] == [Records] * 6
    assert [len(store.events("ann")) for store in opened if isinstance(store, Records)] == [1] * 6


def test_a_change_of_the_tables_that_fails_leaves_the_older_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.sqlite3"
    old_store(path)
    monkeypatch.setattr("lbp_teach.records.sqlite_schema.triggers", lambda: ["CREATE TRIGGER nonsense"])
    with pytest.raises(UsageError):
        Records(path)
    monkeypatch.undo()
    assert Records(path).verify("ann") is None


def test_a_store_from_before_courses_gets_what_they_need(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    store = Records(path)
    ann, _ = store.learner(None)
    store.append(ann.id, "x-1", "course-1", "join", {}, 0)
    store.close()
    with other_program(path) as db:
        db.execute("DROP INDEX events_of_courses")
        db.execute("PRAGMA user_version = 2")
    store = Records(path)
    assert store._db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert [one.id for one in store.members("course-1")] == store.joined_by("course-1") == [ann.id]
    with other_program(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM events")


def test_who_is_in_a_course_is_found_without_reading_every_event(tmp_path: Path) -> None:
    store = Records(tmp_path / "records.sqlite3")
    asked: list[str] = []
    store._db.set_trace_callback(asked.append)
    store.members("course-1")
    store.joined_by("course-1")
    store.course_heads()
    store._db.set_trace_callback(None)
    assert len(asked) == 3
    for sql in asked:
        plan = " ".join(row[3] for row in store._db.execute("EXPLAIN QUERY PLAN " + sql))
        assert "SCAN" not in plan, f"{sql}: {plan}"


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    Records(path).close()
    with other_program(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(UsageError, match="newer LBP Teach"):
        Records(path)


# ---- what stands in the way ----


def test_a_full_disk_refuses_and_breaks_nothing(records: Records, learner: Learner) -> None:
    fill(records, learner)
    pages = records._db.execute("PRAGMA page_count").fetchone()[0]
    records._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        records.append(learner.id, "big", "attempt", "note", {"text": "x" * 100_000}, 3)
    records._db.execute("PRAGMA max_page_count = 100000")
    assert not records.has(learner.id, "big")
    assert records.append(learner.id, "big", "attempt", "note", {"text": "x" * 100_000}, 3).seq == 4
    assert records.verify(learner.id) is None


def test_a_locked_store_refuses_and_goes_on_when_it_is_free(records: Records, learner: Learner) -> None:
    fill(records, learner)
    records._db.execute("PRAGMA busy_timeout = 0")
    with other_program(records.path) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            records.append(learner.id, "late", "attempt", "ask", {}, 3)
        assert len(records.events(learner.id)) == 3  # reading goes on
        db.execute("ROLLBACK")
    assert records.append(learner.id, "late", "attempt", "ask", {}, 3).seq == 4


OPEN_IN_A_FOLDER_THAT_IS_READ_ONLY = """
import os, sys
from pathlib import Path
from lbp_teach.errors import UsageError
from lbp_teach.records import Records
try:
    os.setuid(65534)
except PermissionError:
    pass
try:
    Records(Path(sys.argv[1]))
except UsageError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders work otherwise on Windows")
@pytest.mark.parametrize("exists", [False, True])
def test_a_folder_that_is_read_only_is_named(request: pytest.FixtureRequest, exists: bool) -> None:
    # Not in pytest's folder: root's is closed to the user that the child becomes, who then would not get so far.
    folder = Path(tempfile.mkdtemp())
    request.addfinalizer(lambda: shutil.rmtree(folder))
    path = folder / "records.sqlite3"
    if exists:
        Records(path).close()
        path.chmod(0o444)
    folder.chmod(0o555)
    command = [sys.executable, "-c", OPEN_IN_A_FOLDER_THAT_IS_READ_ONLY, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    folder.chmod(0o755)
    assert "readonly" in told or "unable to open" in told
    assert "LBP_HOME" in told
    assert str(path) in told


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of files work otherwise on Windows")
def test_nobody_else_may_read_the_files(records: Records, learner: Learner) -> None:
    fill(records, learner)
    modes = {path.name: path.stat().st_mode & 0o077 for path in records.path.parent.iterdir()}
    assert modes == {"records.sqlite3": 0, "records.sqlite3-wal": 0, "records.sqlite3-shm": 0}


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    path.write_bytes(b"this is no database " * 200)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="damaged or no record"):
        Records(path)
    assert path.read_bytes() == before


# ---- who is gone, and what does not fit ----


def test_nothing_is_recorded_for_a_learner_who_was_purged(records: Records, learner: Learner) -> None:
    records.purge(learner.id)
    with pytest.raises(Unsaved) as refused:
        records.append(learner.id, "late", "attempt", "note", {}, 0)
    assert "slettet" in refused.value.text.da
    assert records.people() == []


def test_a_learner_whose_last_event_was_removed_is_told_so_and_not_kept_waiting(
    records: Records, learner: Learner
) -> None:
    fill(records, learner)
    with other_program(records.path) as db:
        db.execute("DROP TRIGGER events_stay")
        db.execute("DELETE FROM events WHERE seq = 3")
    with pytest.raises(Unsaved) as refused:
        records.append(learner.id, "next", "attempt", "note", {}, 2)
    assert "teacher" in refused.value.text.en
    other, _ = records.learner(None)
    with pytest.raises(Stale):
        records.append(other.id, "next", "attempt", "note", {}, 2)
