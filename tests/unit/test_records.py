"""The record: nothing acknowledged is lost, nothing recorded is changed unnoticed."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lbp_teach.errors import UsageError
from lbp_teach.records import Learner, Records, Stale

Edit = Callable[[sqlite3.Connection], object]


@pytest.fixture
def learner(records: Records) -> Learner:
    return records.learner(None)[0]


@contextlib.contextmanager
def unguarded(records: Records) -> Iterator[sqlite3.Connection]:
    """The database without what refuses changes: for somebody who knows how, it is one statement each."""
    with contextlib.closing(sqlite3.connect(records.path)) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        yield db


def fill(records: Records, learner: Learner, count: int = 5) -> None:
    for n in range(count):
        records.append(learner.id, f"action-{n}", "attempt", "ask", {"question": f"q{n}"}, n)


def test_an_event_comes_back_as_it_was_recorded(records: Records, learner: Learner) -> None:
    event = records.append(learner.id, "x", "attempt", "note", {"text": "æøå 🦴", "n": [1, None]}, 0)
    assert records.events(learner.id) == [event]
    assert event.seq == 1


def test_events_come_back_in_order_and_from_where_they_are_wanted(records: Records, learner: Learner) -> None:
    fill(records, learner)
    assert [e.seq for e in records.events(learner.id)] == [1, 2, 3, 4, 5]
    assert [e.action for e in records.events(learner.id, after=3)] == ["action-3", "action-4"]


def test_an_event_made_on_an_old_view_is_stale_and_not_recorded(records: Records, learner: Learner) -> None:
    fill(records, learner, 2)
    with pytest.raises(Stale):
        records.append(learner.id, "late", "attempt", "ask", {}, 1)
    assert not records.has(learner.id, "late")


def test_an_action_is_recorded_once(records: Records, learner: Learner) -> None:
    fill(records, learner, 1)
    with pytest.raises(sqlite3.IntegrityError):
        records.append(learner.id, "action-0", "attempt", "ask", {}, 1)
    assert records.has(learner.id, "action-0")
    assert len(records.events(learner.id)) == 1


def test_learners_do_not_see_each_other(records: Records, learner: Learner) -> None:
    fill(records, learner)
    other, _ = records.learner(None)
    assert records.events(other.id) == []
    records.append(other.id, "action-0", "attempt", "ask", {}, 0)
    assert records.verify(other.id) is None
    assert records.verify(learner.id) is None


def test_a_token_finds_its_learner_again_and_an_unknown_one_makes_a_new_learner(records: Records) -> None:
    learner, token = records.learner(None)
    assert records.learner(token) == (learner, token)
    stranger, new = records.learner("not a token")
    assert stranger.id != learner.id
    assert new != "not a token"


def test_the_token_itself_is_nowhere_in_the_store(records: Records, tmp_path: Path) -> None:
    _, token = records.learner(None)
    assert all(token.encode() not in path.read_bytes() for path in tmp_path.iterdir())


# ---- the chain ----


def test_a_chain_nobody_touched_is_whole(records: Records, learner: Learner) -> None:
    fill(records, learner)
    assert records.verify(learner.id) is None


@pytest.mark.parametrize(
    ("edit", "broken_at"),
    [
        (lambda db: db.execute("UPDATE events SET body = '{}' WHERE seq = 3"), 3),
        (lambda db: db.execute("UPDATE events SET kind = 'note' WHERE seq = 2"), 2),
        (lambda db: db.execute("UPDATE events SET at = '2020' WHERE seq = 1"), 1),
        (lambda db: db.execute("UPDATE events SET attempt = 'other' WHERE seq = 4"), 4),
        (lambda db: db.execute("UPDATE events SET action = 'other' WHERE seq = 5"), 5),
        (lambda db: db.execute("UPDATE events SET hash = 'f' WHERE seq = 3"), 3),
        (lambda db: db.execute("DELETE FROM events WHERE seq = 1"), 1),
        (lambda db: db.execute("DELETE FROM events WHERE seq = 3"), 3),
        (
            lambda db: db.executescript(
                "UPDATE events SET seq = 99 WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3;"
                "UPDATE events SET seq = 3 WHERE seq = 99;"
            ),
            2,
        ),
        (
            lambda db: db.executescript(
                "DELETE FROM events WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4;"
                "UPDATE events SET seq = 4 WHERE seq = 5;"
            ),
            3,
        ),
    ],
    ids=[
        "body edited",
        "kind edited",
        "time edited",
        "attempt edited",
        "action edited",
        "hash edited",
        "first dropped",
        "middle dropped",
        "two exchanged",
        "dropped and renumbered",
    ],
)
def test_a_change_of_the_past_is_found(records: Records, learner: Learner, edit: Edit, broken_at: int) -> None:
    fill(records, learner)
    with unguarded(records) as db:
        edit(db)
    assert records.verify(learner.id) == broken_at


def test_events_of_another_learner_cannot_be_slipped_in(records: Records, learner: Learner) -> None:
    fill(records, learner, 2)
    other, _ = records.learner(None)
    with unguarded(records) as db:
        db.execute("UPDATE events SET learner = ?", (other.id,))
    assert records.verify(other.id) == 1


# ---- several writers ----


def test_two_connections_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    store = Records(path)
    learner, _ = store.learner(None)
    errors: list[BaseException] = []

    def write(name: str) -> None:
        try:
            own = Records(path)
            for n in range(15):
                while True:
                    last = own.events(learner.id)
                    try:
                        own.append(learner.id, f"{name}-{n}", "attempt", "ask", {}, last[-1].seq if last else 0)
                        break
                    except Stale:
                        continue
            own.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    events = store.events(learner.id)
    assert [e.seq for e in events] == list(range(1, 46))
    assert {e.action for e in events} == {f"{name}-{n}" for name in "abc" for n in range(15)}
    assert store.verify(learner.id) is None
    store.close()


CHILD = """
import sys
from pathlib import Path
from lbp_teach.records import Records
records, learner = Records(Path(sys.argv[1])), sys.argv[2]
for n in range(1000):
    records.append(learner, f"action-{n}", "attempt", "ask", {"n": n}, n)
    print(n, flush=True)
    if n == 20:
        sys.stdin.read()
"""


def test_what_was_acknowledged_survives_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    records = Records(path)
    learner, _ = records.learner(None)
    command = [sys.executable, "-c", CHILD, str(path), learner.id]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = -1
    for line in child.stdout:
        acknowledged = int(line)
        if acknowledged == 20:
            child.kill()  # SIGKILL: it can neither clean up nor close the store
    assert child.wait() != 0
    assert acknowledged == 20
    assert [e.body["n"] for e in records.events(learner.id)] == list(range(21))
    assert records.verify(learner.id) is None
    assert records.append(learner.id, "after", "attempt", "ask", {}, 21).seq == 22
    records.close()


def test_a_commit_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    store = Records(tmp_path / "records.sqlite3")
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store._db.execute("PRAGMA secure_delete").fetchone() == (1,)
    store.close()


# ---- where it cannot be ----


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: p.write_bytes(b"this is no database " * 200)])
def test_a_store_that_cannot_be_opened_says_what_to_do(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "records.sqlite3"
    make(path)
    with pytest.raises(UsageError, match="LBP_HOME"):
        Records(path)
