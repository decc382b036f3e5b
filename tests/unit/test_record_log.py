"""What a database says of a failure holds what was sent to it; none of that reaches a log."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator

import psycopg
import pytest
from learner import Screen
from postgres_server import Server

from lbp_teach.records import Unsaved
from lbp_teach.records.postgres import PostgresRecords

TEXT = "FREE TEXT about a real patient"
#: What the server answers to a note. Its words hold the row, as the details of real ones do.
_SAYS = """
CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.kind = 'note' THEN
    RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = NEW.learner || NEW.body, DETAIL = NEW.learner || NEW.body;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER zz BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION boom()
"""
_CUT = """
CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.kind = 'note' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER zz BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION boom()
"""
FAULTS = {
    "full disk": _SAYS.format(code="53100"),
    "conflict": _SAYS.format(code="40001"),
    "no such code": _SAYS.format(code="P0001"),
    "a rule of the table": "ALTER TABLE events ADD CHECK (kind <> 'note')",
    "cut": _CUT,
}


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.empty()


@pytest.fixture
def store(address: str) -> Iterator[PostgresRecords]:
    opened = PostgresRecords(address)
    yield opened
    opened.close()


def change(address: str, statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(statements.encode())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_note_that_could_not_be_saved_is_not_in_the_log(
    store: PostgresRecords, address: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    screen = Screen(store)
    screen.hello()
    screen.act("start", case="rikke-thorsen", again=False)
    assert screen.session.learner is not None
    learner = screen.session.learner.id
    change(address, FAULTS[fault])
    assert screen.act("note", text=TEXT)["type"] == "refused"
    assert "an action could not be carried out" in caplog.text
    assert "Unsaved" in caplog.text
    assert TEXT not in caplog.text
    assert learner not in caplog.text
    assert "the database said: " in caplog.text  # whoever looks for the reason still finds one


def test_a_connection_that_breaks_after_a_failure_is_not_told_with_what_was_sent(
    store: PostgresRecords, address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    learner, _ = store.learner(None)
    change(address, FAULTS["full disk"])

    def broken(_: object) -> None:
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(psycopg.Connection, "rollback", broken)
    with pytest.raises(Unsaved) as told:
        store.append(learner.id, "a0", "attempt", "note", {"text": TEXT}, 0)
    said = caplog.text + "".join(traceback.format_exception(told.value))
    assert TEXT not in said
    assert learner.id not in said


def details(store: PostgresRecords, learner: str) -> Iterator[Callable[[], object]]:
    """Failures whose details from the server hold a learner's id."""
    note = {"text": TEXT}
    yield lambda: store.append(learner, "a0", "attempt", "note", note, 1)

    def twice() -> None:
        with store._write() as run:
            run("INSERT INTO learners VALUES (:id, :name, '', :name)", id=learner, name=TEXT)

    def no_number() -> None:
        store._read("SELECT * FROM events WHERE seq = :seq AND learner = :learner", seq=TEXT, learner=learner)

    def no_value() -> None:
        store._read("SELECT :a, :b", a=TEXT + learner)

    yield from (twice, no_number, no_value)


def test_no_error_of_the_store_quotes_a_row(store: PostgresRecords) -> None:
    learner, _ = store.learner(None)
    store.append(learner.id, "a0", "attempt", "note", {"text": TEXT}, 0)
    for act in details(store, learner.id):
        with pytest.raises(sqlite3.Error) as told:
            act()
        said = "".join(traceback.format_exception(told.value))
        assert TEXT not in said
        assert learner.id not in said
