"""`lbp-teach records ...`, and what a start of the server does to records that are too old."""

from __future__ import annotations

import contextlib
import gzip
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lbp_teach.cli import main
from lbp_teach.errors import UsageError
from lbp_teach.records import Learner, Person, Records
from lbp_teach.records.model import token_hash
from lbp_teach.records.opening import keep_days
from lbp_teach.records.retention import outdated, tidy

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_HOME", str(tmp_path))
    for name in ("LBP_RECORDS", "LBP_KEEP_DAYS", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["records", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def visit(home: Path, events: int = 3, name: str | None = None, at: str | None = None) -> tuple[Learner, str]:
    """Somebody who was here, and the token."""
    with contextlib.closing(Records(home / "records.sqlite3")) as store:
        learner, token = store.learner(None)
        if name:
            store._db.execute("UPDATE learners SET name = ? WHERE id = ?", (name, learner.id))
        if at:
            store._db.execute("UPDATE learners SET created = ? WHERE id = ?", (at, learner.id))
        with pytest.MonkeyPatch.context() as patch:
            if at:
                patch.setattr("lbp_teach.records.store.now", lambda: at)
            for n in range(events):
                store.append(learner.id, f"act-{n}", "attempt", "note", {"text": f"note {n} of {name}"}, n)
        return Learner(learner.id, name or learner.name), token


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")


# ---- verify ----


def test_whole_records_verify_and_give_a_digest_that_can_be_compared_later(home: Path, run: Run) -> None:
    visit(home)
    code, out, _ = run("verify")
    assert code == 0
    assert "3 events of 1 learner: every chain is whole." in out
    later = re.search(r"records (verify --until \S+ --expect \S+)", out)
    assert later
    visit(home)  # what came afterwards does not disturb
    code, out, _ = run(*later[1].split())
    assert (code, "It is the digest you expect." in out) == (0, True)
    code, out, _ = run("verify", "--expect", later[1].split()[-1])
    assert (code, "It is NOT the digest you expect" in out) == (1, True)


def test_what_was_changed_is_named_and_the_command_fails(home: Path, run: Run) -> None:
    learner, _ = visit(home, name="Birk-42")
    with contextlib.closing(sqlite3.connect(home / "records.sqlite3")) as db, db:
        db.execute("DROP TRIGGER events_stay")
        db.execute("DELETE FROM events WHERE seq = 3")
    code, out, _ = run("verify")
    assert code == 1
    assert f"Birk-42 ({learner.id}): event 3 is missing." in out
    assert "1 chain broken" in out


@pytest.mark.parametrize("time", ["yesterday", "2026-13-01"])
def test_a_time_that_is_none_is_refused(run: Run, time: str) -> None:
    code, _, err = run("verify", "--until", time)
    assert (code, "--until is" in err, "Traceback" in err) == (2, True, False)


def test_a_damaged_file_is_one_sentence(home: Path, run: Run) -> None:
    visit(home, 300)
    path = home / "records.sqlite3"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xff" * (size // 3))
    code, _, err = run("verify")
    assert code == 2
    assert len(err.splitlines()) == 1
    assert "could not be read" in err or "cannot be opened" in err or "damaged" in err


# ---- purge ----


def test_a_purge_leaves_no_byte_of_a_learner_in_any_file(home: Path, run: Run) -> None:
    gone, token = visit(home, 40, name="Zzzz-99")
    stays, _ = visit(home, 5, name="Yyyy-11")
    open_elsewhere = Records(home / "records.sqlite3")  # as a kernel has it
    code_words = open_elsewhere.new_resume_code(gone.id)
    needles = [one.encode() for one in (gone.id, gone.name, token_hash(token), "note 7 of Zzzz-99", token, code_words)]
    log = home / "log" / "server.log"
    log.parent.mkdir()
    log.write_text("WARNING nothing about anybody\n", encoding="utf-8")
    assert any(needle in path.read_bytes() for path in home.iterdir() if path.is_file() for needle in needles)

    code, out, err = run("purge", gone.id, "--yes")
    assert (code, err) == (0, "")
    assert out == f"Removed: Zzzz-99 ({gone.id}), 40 events.\n"
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"records.sqlite3", "server.log"}
    for path in files:
        for needle in needles:
            assert needle not in path.read_bytes(), (path, needle)
    assert open_elsewhere._db.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert len(open_elsewhere.events(stays.id)) == 5
    assert run("verify")[0] == 0
    open_elsewhere.close()


def test_a_copy_that_still_names_the_learner_is_pointed_out(home: Path, run: Run) -> None:
    gone, _ = visit(home)
    with contextlib.closing(sqlite3.connect(home / "records.sqlite3")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(home / "records.sqlite3", home / "copy.sqlite3")
    code, _, err = run("purge", gone.id, "--yes")
    assert code == 1
    assert str(home / "copy.sqlite3") in err
    assert str(home / "records.sqlite3") not in err


def test_a_purge_asks_first_and_takes_no_for_an_answer(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(home, name="Birk-42")
    asked: list[str] = []
    for answer, code in (("no", 1), ("", 1), ("yes", 0)):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: asked.append(question) or answer)
        assert run("purge", "birk-42")[0] == code
    assert "Birk-42" in asked[0]
    assert "3 events" in asked[0]
    assert run("list")[1] == ""


def test_a_name_that_two_learners_have_is_refused_with_their_ids(home: Path, run: Run) -> None:
    first, _ = visit(home, name="Birk-42")
    second, _ = visit(home, name="Birk-42")
    code, _, err = run("purge", "Birk-42", "--yes")
    assert code == 2
    assert first.id in err
    assert second.id in err
    assert len(run("list")[1].splitlines()) == 2
    assert run("purge", second.id, "--yes")[0] == 0
    assert first.id in run("list")[1]


def test_a_learner_who_is_not_here_is_refused(run: Run) -> None:
    code, _, err = run("purge", "Birk-42", "--yes")
    assert (code, "records list" in err) == (2, True)


# ---- retention ----


def person(created: str, last: str | None) -> Person:
    return Person("id", "Birk-42", created, 1 if last else 0, last)


def test_the_last_event_counts_and_the_first_visit_where_there_is_none() -> None:
    today = datetime(2026, 3, 31, 12, tzinfo=UTC)
    old, new = "2026-03-01T11:59:59.999+00:00", "2026-03-01T12:00:00.000+00:00"
    assert outdated([person(old, old), person(old, None)], 30, today) == [person(old, old), person(old, None)]
    assert outdated([person(old, new), person(new, None)], 30, today) == []


def test_who_was_last_here_too_long_ago_is_purged(home: Path, run: Run) -> None:
    visit(home, name="Old-1", at=days_ago(40))
    visit(home, 0, name="Old-2", at=days_ago(40))
    visit(home, name="New-1", at=days_ago(20))
    code, out, _ = run("retention", "--days", "30", "--dry-run")
    assert code == 0
    assert ("Old-1" in out, "Old-2" in out, "New-1" in out) == (True, True, False)
    assert "2 learners who were last here more than 30 days ago: would be purged." in out
    assert len(run("list")[1].splitlines()) == 3
    code, out, _ = run("retention", "--days", "30")
    assert (code, "2 learners who were last here more than 30 days ago: purged." in out) == (0, True)
    assert [line.split()[1] for line in run("list")[1].splitlines()] == ["New-1"]
    assert "0 learners" in run("retention", "--days", "30")[1]


def test_the_setting_says_how_long(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(home, at=days_ago(40))
    assert run("retention")[0] == 2
    monkeypatch.setenv("LBP_KEEP_DAYS", "30")
    assert run("retention")[0] == 0
    assert run("list")[1] == ""


@pytest.mark.parametrize("given", ["0", "-3", "3.5", "many", "１２", "9999999", "1e3"])
def test_a_setting_that_is_no_number_of_days_is_refused(given: str, run: Run) -> None:
    with pytest.raises(UsageError, match=r"LBP_KEEP_DAYS is .* positive whole number"):
        keep_days({"LBP_KEEP_DAYS": given})
    code, _, err = run("retention", "--days", given)
    assert (code, "--days" in err) == (2, True)


def test_without_a_setting_records_are_kept() -> None:
    assert keep_days({}) is None
    assert keep_days({"LBP_KEEP_DAYS": " "}) is None
    assert keep_days({"LBP_KEEP_DAYS": "365"}) == 365


def test_a_start_of_the_server_purges_in_one_line(home: Path) -> None:
    visit(home, at=days_ago(40))
    new, _ = visit(home)
    assert tidy(home, None) is None
    assert tidy(home, 30) == "1 learner who was last here more than 30 days ago: purged."
    assert tidy(home, 30) is None
    with contextlib.closing(Records(home / "records.sqlite3")) as store:
        assert [one.id for one in store.people()] == [new.id]


def test_a_server_does_not_start_on_records_it_cannot_use(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LBP_RECORDS", "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2")
    assert main(["serve", "--port", "0"]) == 2
    said = capsys.readouterr().err
    assert "The records' database (127.0.0.1, database none) cannot be used" in said
    assert len(said.splitlines()) == 1
    monkeypatch.setenv("LBP_RECORDS", "")
    monkeypatch.setenv("LBP_KEEP_DAYS", "soon")
    assert main(["serve", "--port", "0"]) == 2
    assert "LBP_KEEP_DAYS is 'soon'" in capsys.readouterr().err


# ---- what a purge points out ----


def found(err: str, home: Path) -> set[str]:
    """The files of the data folder that are named."""
    return {
        str(p.relative_to(home)) for p in home.rglob("*") if any(one.startswith(f"{p} ") for one in err.split("\n"))
    }


def test_files_that_name_the_learner_by_pseudonym_are_pointed_out(home: Path, run: Run) -> None:
    gone, _ = visit(home, name="Bøg-42")
    (home / "sub").mkdir()
    names = {
        "grades.csv": "\ufeffpseudonym,points\nBøg-42,7\n",
        "sub/marks.csv": "»Bøg-42«;7",
        "big.csv": "x" * (1 << 20) + ",Bøg-42," + "x" * (1 << 20),
        "end.txt": "x" * ((1 << 20) - 4) + " bøg-42",
        "code.txt": "BØG-42-7K3M-9QXD-R5TN",
        "escaped.json": '{"name": "B\\u00f8g-42"}',
        "Bøg-42.csv": "7",
    }
    others = {
        "longer.csv": "Bøg-421,7\nXBøg-42,7\nBøg-42b",
        "border.csv": "x" * ((1 << 20) - 6) + "Bøg-421",
        "nothing.csv": "",
    }
    for name, text in (names | others).items():
        (home / name).write_text(text, encoding="utf-8")
    code, _, err = run("purge", gone.id, "--yes")
    assert code == 1
    assert found(err, home) == set(names)
    assert "Another learner may have that name" in err


def test_files_that_name_the_user_of_a_hub_are_pointed_out(home: Path, run: Run) -> None:
    store = Records(home / "records.sqlite3")
    gone = store.hub_learner("anna.jensen")
    with store._write() as write:
        write("UPDATE learners SET name = 'Birk-42'")
    store.hub_learner("anna.jensen2")
    store.close()
    (home / "grades.csv").write_text("Username\nanna.jensen\n", encoding="utf-8")
    (home / "others.csv").write_text("Username\nanna.jensen2\nanna_jensen\n", encoding="utf-8")
    code, _, err = run("purge", gone.id, "--yes")
    assert (code, found(err, home)) == (1, {"grades.csv"})


def test_the_records_themselves_are_not_to_be_deleted_because_another_has_that_name(home: Path, run: Run) -> None:
    gone, _ = visit(home, name="Birk-42")
    visit(home, name="Birk-42")
    with contextlib.closing(Records(home / "records.sqlite3")) as store:
        code, _, err = run("purge", gone.id, "--yes")
        assert (code, err) == (0, "")
        assert len(store.people()) == 1


def test_an_older_record_of_another_kind_is_pointed_out_by_its_user(home: Path, run: Run) -> None:
    with contextlib.closing(Records(home / "older.sqlite3")) as store:
        store.hub_learner("anna.jensen")
    with contextlib.closing(Records(home / "records.sqlite3")) as store:
        gone = store.hub_learner("anna.jensen")
    code, _, err = run("purge", gone.id, "--yes")
    assert (code, found(err, home)) == (1, {"older.sqlite3"})


def test_files_that_cannot_be_searched_are_said_to_be(home: Path, run: Run) -> None:
    gone, _ = visit(home)
    with gzip.open(home / "export.csv.gz", "wt", encoding="utf-8") as file:
        file.write(gone.name)
    (home / "events.parquet").write_bytes(b"PAR1 and so on")
    code, _, err = run("purge", gone.id, "--yes")
    assert (code, found(err, home)) == (1, {"export.csv.gz", "events.parquet"})
    assert "could not be searched" in err
