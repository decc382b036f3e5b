"""What every store of records promises, asked of each: SQLite in a file, and a real PostgreSQL server."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from postgres_server import Server

from lbp_teach.records import GENESIS, Learner, Stale, Store, Unsaved, chain_hash
from lbp_teach.records.model import Gone, canonical
from lbp_teach.records.opening import open_records

#: Opens one more store on the same data.
Opener = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    env: dict[str, str] = {}
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        env["LBP_RECORDS"] = server.empty()
    opened: list[Store] = []

    def another() -> Store:
        opened.append(open_records(tmp_path, env))
        return opened[-1]

    another.env = env  # type: ignore[attr-defined]
    yield another
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()


@pytest.fixture
def learner(store: Store) -> Learner:
    return store.learner(None)[0]


def fill(store: Store, learner: Learner, count: int = 5) -> None:
    for n in range(count):
        store.append(learner.id, f"action-{n}", "attempt", "ask", {"question": f"q{n}"}, n)


@contextlib.contextmanager
def unguarded(store: Store) -> Iterator[Callable[[str], object]]:
    """The database as somebody sees it who knows how to get past what refuses changes."""
    with store._write() as run:
        if hasattr(store, "path"):
            for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                run(f"DROP TRIGGER {name}")
        else:
            for table in ("events", "heads"):
                run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield run


# ---- appending ----


def test_events_come_back_as_they_were_recorded_and_in_order(store: Store, learner: Learner) -> None:
    event = store.append(learner.id, "x", "attempt", "note", {"text": "æøå 🦴 \x00 :a %s", "n": [1, None]}, 0)
    assert store.events(learner.id) == [event]
    later = [store.append(learner.id, f"y{n}", "attempt", "ask", {}, n + 1) for n in range(3)]
    assert store.events(learner.id, after=1) == later
    assert [*store.stream(learner.id)] == [event, *later]
    assert [one.seq for one in store.stream(learner.id, after=2)] == [3, 4]
    assert store.verify(learner.id) is None


def test_half_a_character_and_a_whole_book_can_be_recorded(store: Store, learner: Learner) -> None:
    texts = ["cut off \ud83e", "x" * 2_000_000, "'; DROP TABLE events; --", "𝔘"]
    for n, text in enumerate(texts):
        store.append(learner.id, f"a{n}", "attempt", "note", {"text": text}, n)
    assert [event.body["text"] for event in store.events(learner.id)] == texts
    assert store.verify(learner.id) is None


def test_an_event_made_on_an_old_view_is_stale_and_not_recorded(store: Store, learner: Learner) -> None:
    fill(store, learner, 2)
    for seen in (0, 1, 3):
        with pytest.raises(Stale):
            store.append(learner.id, "late", "attempt", "ask", {}, seen)
    assert not store.has(learner.id, "late")


def test_an_action_is_recorded_once(store: Store, learner: Learner) -> None:
    fill(store, learner, 1)
    with pytest.raises(sqlite3.IntegrityError):
        store.append(learner.id, "action-0", "attempt", "ask", {}, 1)
    assert store.has(learner.id, "action-0")
    assert len(store.events(learner.id)) == 1
    assert store.append(learner.id, "action-1", "attempt", "ask", {}, 1).seq == 2


def test_nothing_is_recorded_for_somebody_who_is_not_here(store: Store) -> None:
    with pytest.raises(Unsaved):
        store.append("nobody", "x", "attempt", "ask", {}, 0)
    assert store.events("nobody") == []


def test_a_clock_that_is_set_back_does_not_turn_the_history_around(
    store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, clock in enumerate(["2026-03-01T10:00:00.000+00:00", "2020-01-01T00:00:00.000+00:00"] * 2):
        monkeypatch.setattr("lbp_teach.records.store.now", lambda clock=clock: clock)
        store.append(learner.id, f"a{n}", "attempt", "ask", {}, n)
    assert [event.at for event in store.events(learner.id)] == ["2026-03-01T10:00:00.000+00:00"] * 4
    assert store.verify(learner.id) is None


# ---- several at once ----


def add(store: Store, learner: str, name: str, count: int) -> None:
    for n in range(count):
        while True:
            last = store.events(learner)
            try:
                store.append(learner, f"{name}-{n}", "attempt", "ask", {}, last[-1].seq if last else 0)
                break
            except Stale:
                continue


@pytest.mark.parametrize("shared", [True, False], ids=["one store", "a store each"])
def test_threads_that_write_at_once_lose_nothing(opener: Opener, learner: Learner, shared: bool) -> None:
    store = opener()
    errors: list[BaseException] = []

    def write(name: str, own: Store) -> None:
        try:
            add(own, learner.id, name, 6)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name, store if shared else opener())) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    events = store.events(learner.id)
    assert [event.seq for event in events] == list(range(1, 19))
    assert {event.action for event in events} == {f"{name}-{n}" for name in "abc" for n in range(6)}
    assert store.verify(learner.id) is None


WRITER = """
import json, sys
from pathlib import Path
from lbp_teach.records import Stale
from lbp_teach.records.opening import open_records
home, env, learner, name = sys.argv[1:]
store = open_records(Path(home), json.loads(env))
for n in range(8):
    while True:
        last = store.events(learner)
        try:
            store.append(learner, f"{name}-{n}", "attempt", "ask", {}, last[-1].seq if last else 0)
            break
        except Stale:
            continue
"""


def test_processes_that_write_at_once_lose_nothing(opener: Any, store: Store, learner: Learner, tmp_path: Path) -> None:
    import json

    command = [sys.executable, "-c", WRITER, str(tmp_path), json.dumps(opener.env), learner.id]
    writers = [subprocess.Popen([*command, name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    events = store.events(learner.id)
    assert [event.seq for event in events] == list(range(1, 17))
    assert {event.action for event in events} == {f"{name}-{n}" for name in "ab" for n in range(8)}
    assert store.verify(learner.id) is None


# ---- who is who ----


def test_a_token_finds_its_learner_again_and_an_unknown_one_makes_a_new_learner(store: Store) -> None:
    learner, token = store.learner(None)
    assert store.learner(token) == (learner, token)
    stranger, new = store.learner("no token \ud800 \x00")
    assert stranger.id != learner.id
    assert [*store.learners()] == sorted((learner, stranger), key=lambda one: one.id)
    assert {one.id: one.events for one in store.people()} == {learner.id: 0, stranger.id: 0}
    assert new not in (token, "no token")


def test_a_user_of_the_hub_is_one_learner_on_every_device(opener: Opener) -> None:
    first, second = opener(), opener()
    assert first.hub_learner("kari.nord") == second.hub_learner("kari.nord")
    assert first.hub_learner("kari.nord").name == "kari.nord"
    first.hub_user = "kari.nord"
    assert first.learner("whatever the browser says") == (second.hub_learner("kari.nord"), "")
    assert len(second.people()) == 1


def test_a_resume_code_finds_its_learner_on_another_device(opener: Opener, learner: Learner) -> None:
    store = opener()
    old, code = store.new_resume_code(learner.id), store.new_resume_code(learner.id)
    found = opener().resume(code.lower())
    assert found is not None
    assert found[0] == learner
    assert store.learner(found[1]) == found
    assert store.resume(old) is None


# ---- what was changed is found ----


EDITS = {
    "edited": (["UPDATE events SET body = '{}' WHERE seq = 3"], "event 3 was changed"),
    "another time": (["UPDATE events SET at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 2"], "event 2 was changed"),
    "first dropped": (["DELETE FROM events WHERE seq = 1"], "event 1 is missing"),
    "middle dropped": (["DELETE FROM events WHERE seq = 3"], "event 3 is missing"),
    "last dropped": (["DELETE FROM events WHERE seq = 5"], "event 5 is missing"),
    "last two dropped": (["DELETE FROM events WHERE seq > 3"], "events 4 to 5 are missing"),
    "all gone": (["DELETE FROM events"], "all 5 events are missing"),
    "exchanged": (
        [f"UPDATE events SET seq = {new} WHERE seq = {old}" for old, new in ((2, 99), (3, 2), (99, 3))],
        "event 2 was recorded as event 3 and moved here",
    ),
    "dropped and renumbered": (
        ["DELETE FROM events WHERE seq = 3"]
        + [f"UPDATE events SET seq = {old - 1} WHERE seq = {old}" for old in (4, 5)],
        "events 3 to 4 were recorded as events 4 to 5 and moved here",
    ),
    "doubled": (
        [
            (
                "INSERT INTO events SELECT learner, 6, 'again', attempt, kind, body, at, previous, hash FROM events "
                "WHERE seq = 5"
            )
        ],
        "event 6 is a copy of event 5",
    ),
    "head removed": (["DELETE FROM heads"], "events 1 to 5 have no recorded end"),
    "learner removed": (["DELETE FROM learners"], "events 1 to 5 belong to nobody"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_of_the_past_is_found_and_named(store: Store, learner: Learner, edit: str) -> None:
    fill(store, learner)
    before = store.check()
    assert (before.breaks, before.learners, before.events) == ((), 1, 5)
    statements, words = EDITS[edit]
    with unguarded(store) as run:
        for statement in statements:
            run(statement)
    found = store.check()
    assert words in found.breaks[0][2].sentence()
    assert found.breaks[0][0] == learner.id


def test_a_forger_who_computes_everything_anew_is_found_by_the_digest_alone(store: Store, learner: Learner) -> None:
    fill(store, learner, 1)
    before = store.check()
    event = replace(store.events(learner.id)[0], body={"question": "another"})
    text = canonical(event.body)
    forged = chain_hash(GENESIS, learner.id, event, text)
    with unguarded(store) as run:
        run(f"UPDATE events SET body = '{text}', hash = '{forged}'")
        run(f"UPDATE heads SET hash = '{forged}'")
    after = store.check()
    assert after.breaks == ()  # docs/privacy.md says so
    assert after.digest != before.digest


def test_other_learners_are_whole_beside_a_broken_one(store: Store, learner: Learner) -> None:
    fill(store, learner)
    other, _ = store.learner(None)
    fill(store, other)
    with unguarded(store) as run:
        run(f"UPDATE events SET learner = 'stranger' WHERE learner = '{other.id}' AND seq = 5")
    assert store.verify(learner.id) is None
    assert store.verify(other.id) == 5
    assert {who for who, _, _ in store.check().breaks} == {other.id, "stranger"}


@pytest.mark.parametrize("table", ["events", "heads"])
def test_the_database_refuses_to_forget(store: Store, learner: Learner, table: str) -> None:
    fill(store, learner)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = seq + 1", f"UPDATE {table} SET hash = 'f'"):
        with pytest.raises(sqlite3.Error), store._write() as run:
            run(statement)
    assert store.check().breaks == ()


def test_the_digest_of_a_time_stays_when_more_is_recorded(
    store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon, later = "2026-03-01T12:00:00.000+00:00", "2026-03-01T13:00:00.000+00:00"
    monkeypatch.setattr("lbp_teach.records.store.now", lambda: noon)
    fill(store, learner)
    noted = store.check(noon).digest
    monkeypatch.setattr("lbp_teach.records.store.now", lambda: later)
    store.append(learner.id, "more", "attempt", "ask", {}, 5)
    assert store.check(noon).digest == noted
    assert store.check().digest != noted


# ---- forgetting ----


def test_a_purge_leaves_nothing_of_one_learner_and_everything_of_the_others(store: Store, learner: Learner) -> None:
    fill(store, learner)
    gone, token = store.learner(None)
    fill(store, gone, 2)
    assert store.purge(gone.id)
    assert store.events(gone.id) == []
    assert [one.id for one in store.people()] == [learner.id]
    assert len(store.events(learner.id)) == 5
    assert store.learner(token)[0].id != gone.id
    assert store.check().breaks == ()
    assert store.purge("nobody")


def rows_that_name(store: Store, learner: str) -> list[str]:
    keys = {"events": "learner", "heads": "learner", "tokens": "learner", "codes": "learner", "learners": "id"}
    return [t for t, key in keys.items() if store._read(f"SELECT 1 FROM {t} WHERE {key} = :id", id=learner)]


def purge_while_hashing(monkeypatch: pytest.MonkeyPatch, purge: Callable[[], object]) -> None:
    """The slow hash of a code takes time, and in that time somebody purges the learner."""
    from lbp_teach.records import codes

    real = codes._slow_hash

    def hashing(code: str, salt: str) -> str:
        purge()
        return real(code, salt)

    monkeypatch.setattr(codes, "_slow_hash", hashing)


def test_a_purge_while_a_code_is_looked_at_leaves_no_token(
    opener: Opener, store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, other = store.new_resume_code(learner.id), opener()
    purge_while_hashing(monkeypatch, lambda: other.purge(learner.id))
    assert store.resume(code) is None
    assert rows_that_name(store, learner.id) == []


def test_a_purge_while_a_code_is_made_leaves_no_code(
    opener: Opener, store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = opener()
    purge_while_hashing(monkeypatch, lambda: other.purge(learner.id))
    with pytest.raises(Gone):
        store.new_resume_code(learner.id)
    assert rows_that_name(store, learner.id) == []


def test_a_code_that_is_replaced_while_it_is_looked_at_is_no_longer_good(
    opener: Opener, store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lbp_teach.records import codes

    old, other, real = store.new_resume_code(learner.id), opener(), codes._slow_hash

    def hashing(code: str, salt: str) -> str:
        monkeypatch.setattr(codes, "_slow_hash", real)
        other.new_resume_code(learner.id)
        return real(code, salt)

    monkeypatch.setattr(codes, "_slow_hash", hashing)
    assert store.resume(old) is None


def test_who_is_gone_is_known_to_be_gone(store: Store, learner: Learner) -> None:
    store.require(learner.id)
    store.purge(learner.id)
    with pytest.raises(Gone):
        store.require(learner.id)


# ---- courses ----


def test_a_course_knows_in_whose_records_it_stands_and_an_event_its_hash(store: Store) -> None:
    course = "course-0123456789ab"
    store.add_course(course, "Hold 4")
    store.append(course, "course-1", course, "course", {}, 0)
    first, second, other = (store.learner(None)[0] for _ in range(3))
    for one in (first, second):
        store.append(one.id, "join-1", course, "join", {"course": course}, 0)
    store.append(first.id, "window-1", course, "window", {"course": course}, 1)
    fill(store, other)
    assert store.members(course) == sorted((first, second), key=lambda one: one.id)
    assert store.members("course-000000000000") == []
    assert store.hash_at(first.id, 2) == store.heads()[first.id][1]
    assert store.hash_at(first.id, 3) is None
    store.purge(second.id)
    assert store.members(course) == [first]
