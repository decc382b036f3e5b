"""What is particular to records in PostgreSQL: a server that is away, refuses, forgets, falls over."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server import PASSWORD, Server

from lbp_teach.errors import UsageError
from lbp_teach.failures import failure
from lbp_teach.records import Repeated, Unsaved
from lbp_teach.records.opening import open_records
from lbp_teach.records.postgres import PostgresRecords
from lbp_teach.records.store import Run


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.empty()


def test_an_act_is_on_the_disk_of_the_server_when_it_is_told(address: str) -> None:
    store = PostgresRecords(address)
    assert store._read("SHOW synchronous_commit") == [("off",)]  # the server's default in these tests
    with store._write() as run:
        assert run("SHOW synchronous_commit") == [("on",)]
    store.close()


def test_a_server_that_falls_over_is_a_sentence_and_the_next_act_goes_on(address: str, postgres: Server) -> None:
    store = PostgresRecords(address)
    learner, token = store.learner(None)
    store.append(learner.id, "a0", "attempt", "ask", {}, 0)
    postgres.stop()
    for act in (
        lambda: store.append(learner.id, "a1", "attempt", "ask", {}, 1),
        lambda: store.events(learner.id),
        lambda: store.learner(token),
    ):
        with pytest.raises(Unsaved) as told:
            act()
        assert "databasen svarer ikke" in failure(told.value).da
        assert PASSWORD not in str(told.value)
    # A page that is opened now says so too, and works when the server is back.
    late = open_records(Path(), {"LBP_RECORDS": address}, at_once=False)
    with pytest.raises(Unsaved):
        late.learner(token)
    with pytest.raises(UsageError, match="Check that the server runs"):
        PostgresRecords(address)
    postgres.start()
    assert late.learner(token) == (learner, token)
    assert store.append(learner.id, "a1", "attempt", "ask", {}, 1).seq == 2
    assert store.verify(learner.id) is None
    store.close()
    late.close()


def test_a_connection_that_was_cut_is_made_anew(address: str) -> None:
    store = PostgresRecords(address)
    learner, _ = store.learner(None)
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'lbp-teach' AND pid <> pg_backend_pid()"
        )
    assert store.append(learner.id, "a0", "attempt", "ask", {}, 0).seq == 1
    store.close()


def test_a_repeat_after_an_answer_that_was_lost_changes_nothing(address: str) -> None:
    store = PostgresRecords(address)
    learner, _ = store.learner(None)
    store.append(learner.id, "a0", "attempt", "ask", {}, 0)
    with pytest.raises(Repeated):
        store.append(learner.id, "a0", "attempt", "ask", {}, 1)
    assert len(store.events(learner.id)) == 1
    store.close()


def test_a_row_that_somebody_holds_is_waited_for_and_then_a_sentence(address: str) -> None:
    store = PostgresRecords(f"{address}%20-clock_timeout%3D50ms")
    learner, _ = store.learner(None)
    with psycopg.connect(address) as db:
        db.execute("SELECT * FROM learners FOR UPDATE")
        with pytest.raises(Unsaved) as told:
            store.append(learner.id, "a0", "attempt", "ask", {}, 0)
    assert "optaget" in told.value.text.da
    assert store.append(learner.id, "a0", "attempt", "ask", {}, 0).seq == 1
    store.close()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "wrong"}, "Check the user and the password"),
        ({"database": "nowhere"}, "Create the user and the database first"),
    ],
)
def test_what_the_server_refuses_is_told_with_what_to_do(postgres: Server, wrong: dict[str, str], words: str) -> None:
    arguments = {"database": "postgres", **wrong}
    with pytest.raises(UsageError) as told:
        PostgresRecords(postgres.address(**arguments))
    assert words in str(told.value)
    assert PASSWORD not in str(told.value)
    assert "wrong" not in str(told.value)


def test_a_user_who_may_not_make_tables_is_told_what_to_do(postgres: Server, address: str) -> None:
    with psycopg.connect(postgres.address("postgres"), autocommit=True) as db:
        db.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
        db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    guest = postgres.address("postgres", "guest", "guest")
    for one in (guest, address.replace(postgres.address("postgres"), guest)):
        with pytest.raises(UsageError, match="Let this user own the database"):
            PostgresRecords(one)


@pytest.mark.parametrize(
    "address",
    ["postgresql://u:p@h:notaport/x y", "mysql://host/db", "postgresql://host/db?nonsense=1", "records.sqlite3"],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="LBP_RECORDS"):
        open_records(tmp_path, {"LBP_RECORDS": address})
    assert [*tmp_path.iterdir()] == []


def test_tables_from_before_courses_get_what_they_need(address: str) -> None:
    PostgresRecords(address).close()
    with psycopg.connect(address) as db:
        db.execute("DROP INDEX events_of_courses")
        db.execute("UPDATE lbp_teach_version SET version = 1")
    PostgresRecords(address).close()
    with psycopg.connect(address) as db:
        assert db.execute("SELECT version FROM lbp_teach_version").fetchall() == [(2,)]
        assert db.execute("SELECT to_regclass('events_of_courses') IS NOT NULL").fetchone() == (True,)


def test_tables_of_another_version_are_left_alone(address: str) -> None:
    PostgresRecords(address).close()
    with psycopg.connect(address) as db:
        db.execute("UPDATE lbp_teach_version SET version = 99")
    with pytest.raises(UsageError, match="version 99"):
        PostgresRecords(address)


def test_emptying_the_tables_at_once_is_refused_too(address: str) -> None:
    PostgresRecords(address).close()
    for table in (b"events", b"heads"):
        with psycopg.connect(address) as db, pytest.raises(psycopg.errors.IntegrityError):
            db.execute(b"TRUNCATE " + table)


def test_a_purge_leaves_no_byte_of_a_learner_in_the_tables_files(address: str, postgres: Server) -> None:
    store = PostgresRecords(address)
    other, _ = store.learner(None)
    learner = store.hub_learner("zz-unique-name-zz")
    for n in range(30):
        store.append(learner.id, f"a{n}", "attempt", "note", {"text": "zz-unique-note-zz"}, n)
    store.append(other.id, "stays", "attempt", "note", {"text": "yy-stays-yy"}, 0)
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("ANALYZE")
        db.execute("CHECKPOINT")
    needles = [b"zz-unique-name-zz", b"zz-unique-note-zz", learner.id.encode()]
    assert holding(postgres, needles)
    assert store.purge(learner.id)
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("CHECKPOINT")
    assert holding(postgres, needles) == []
    assert holding(postgres, [b"yy-stays-yy"])
    store.close()


def holding(server: Server, needles: list[bytes]) -> list[str]:
    """The files of tables and of the catalogue that hold one of the texts; the server keeps its write-ahead log."""
    files = [path for path in (server.data / "base").rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_a_purge_says_when_somebody_keeps_it_from_erasing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lbp_teach.records.postgres.LOCK_WAIT", "50ms")
    store = PostgresRecords(address)
    learner, _ = store.learner(None)
    with psycopg.connect(address) as db:
        db.execute("SELECT * FROM events").fetchall()
        assert not store.purge(learner.id)
    assert store.people() == []
    assert store.scrub()
    store.close()


WITHOUT = """
import sys
sys.modules["psycopg"] = None
from pathlib import Path
from lbp_teach.errors import UsageError
from lbp_teach.records.opening import open_records
try:
    open_records(Path(), {"LBP_RECORDS": "postgresql://host/db"})
except UsageError as error:
    print(error)
"""


def test_without_its_packages_it_says_how_to_install_them() -> None:
    told = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True).stdout
    assert "lbp-teach[postgres]" in told


def test_a_store_in_a_file_loads_nothing_of_this(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from lbp_teach.records.opening import open_records; "
        f"open_records(Path({str(tmp_path)!r}), {{}}); "
        "sys.exit(bool({'sqlalchemy', 'psycopg'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'lbp-teach'"


def test_a_purge_waits_for_an_act_that_is_being_recorded_and_takes_it_too(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, purging = PostgresRecords(address), PostgresRecords(address)
    learner, _ = recording.learner(None)
    recording.append(learner.id, "a0", "attempt", "note", {"text": "one"}, 0)
    told: list[object] = []
    write = recording._write

    @contextlib.contextmanager
    def and_somebody_purges() -> Iterator[Run]:
        with write() as run:
            yield run
            purge.start()
            # The act is not committed yet: it is when the purge stands in front of what the act holds.
            with psycopg.connect(address, autocommit=True) as db:
                while purge.is_alive() and not db.execute(WAITING).fetchone():
                    time.sleep(0.01)

    purge = threading.Thread(target=lambda: told.append(purging.purge(learner.id)))
    monkeypatch.setattr(recording, "_write", and_somebody_purges)
    recording.append(learner.id, "a1", "attempt", "note", {"text": "two"}, 1)
    purge.join()
    assert told == [True]
    for table in ("events", "heads", "tokens", "codes", "learners"):
        assert purging._read(f"SELECT * FROM {table}") == []
    assert purging.check().breaks == ()
    recording.close()
    purging.close()
