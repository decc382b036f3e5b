"""The ground gives way under a session: what a learner is told, and that nothing acknowledged is lost by it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from faults.ground import full, integrity, locked, read_only
from learner import Screen

from lbp_teach.errors import UsageError
from lbp_teach.play import fold
from lbp_teach.records import Records, sqlite, store

CASE = "jesper-lund"
QUESTIONS = ("pain_where", "cancer", "fever", "saddle_feeling", "pain_duration")
Fault = Callable[[Records], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked store is given up on at once and not after five seconds."""
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """A store with the settings that learners have."""
    opened = Records(tmp_path / "records.sqlite3")
    yield opened
    opened.close()


def begun(records: Records, lang: str = "da") -> Screen:
    screen = Screen(records, lang=lang)
    screen.hello()
    screen.act("start", case=CASE, again=False)
    screen.act("ask", question=QUESTIONS[0])
    return screen


def asked(screen: Screen) -> list[str]:
    return [one["question"] for one in screen.view["case"]["history"]]


def whole(records: Records, screen: Screen) -> None:
    """Assert that the record is sound and is what the screen shows."""
    assert screen.session.learner is not None
    events = records.events(screen.session.learner.id)
    assert len({event.action for event in events}) == len(events)
    assert fold(events) == screen.session.attempts
    assert records.verify(screen.session.learner.id) is None
    assert integrity(records.path) == "ok"


# ---- a disk without room, a store that is locked, a folder that may not be written ----


@contextmanager
def quota(records: Records) -> Iterator[None]:
    """Let no file grow further, as a quota does: a write fails in its middle and not before it begins."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = records.path.with_name(records.path.name + "-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 1500, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


FAULTS: dict[str, tuple[Fault, str, str]] = {
    "full": (lambda records: full(records._db), "disken er fuld", "the disk is full"),
    "quota": (quota, "disken svarer ikke", "the disk does not work"),
    "locked": (lambda records: locked(records.path), "et andet program", "another program"),
}


def refused(screen: Screen) -> tuple[list[str], dict[str, Any], str]:
    """Write notes until one is refused; return what was acknowledged, the refused message and what was told."""
    done: list[str] = []
    for number in range(100):
        message = {"type": "act", "id": f"note-{number}", "kind": "note", "text": f"{number} " + "x" * 490}
        answer = screen.send(message)[-1]
        assert answer["ack"] == message["id"]
        if answer["type"] == "refused":
            return done, message, answer["text"]
        done.append(f"note-{number}")
    raise AssertionError("the fault never came")


def of_the_machine(text: str) -> list[str]:
    """Return the words of a message that come from a program and not from a person."""
    strange = ("sqlite", "database", "Error", "Traceback", "disk I/O", "readonly", "None", "{", "0x")
    return [word for word in strange if word.lower() in text.lower()]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("fault", FAULTS)
def test_an_act_that_cannot_be_saved_is_told_and_can_be_done_when_the_fault_is_gone(
    records: Records, fault: str, lang: str
) -> None:
    make, *words = FAULTS[fault]
    screen = begun(records, lang)
    with make(records):
        done, message, told = refused(screen)
        assert words[lang == "en"] in told
        assert of_the_machine(told) == []
        assert len(screen.view["case"]["notepad"]["own"]) == len(done), "the screen shows no more than is saved"
    whole(records, screen)
    assert screen.send(message)[-1]["type"] == "view"
    whole(records, screen)
    assert screen.session.learner is not None
    actions = [event.action for event in records.events(screen.session.learner.id)]
    assert actions[2:] == [*done, message["id"]]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_new_browser_that_cannot_be_taken_in_is_told_and_comes_in_later(records: Records, fault: str) -> None:
    make, danish, _ = FAULTS[fault]
    begun(records)
    with make(records):
        for _ in range(200):  # a learner takes little room; a full store may still hold some
            screen = Screen(records)
            answer = screen.hello()[-1]
            if answer["type"] == "refused":
                break
        assert answer["type"] == "refused"
        assert danish in answer["text"]
        assert answer["view"] is None
    assert screen.hello()[-1]["type"] == "view"
    screen.act("start", case=CASE, again=False)
    assert asked(screen) == []
    whole(records, screen)


def test_a_folder_that_may_not_be_written_keeps_what_is_there_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "records.sqlite3"
    records = Records(path)
    screen = begun(records)
    records.close()
    with read_only(folder):
        with pytest.raises(PermissionError):
            (folder / "probe").touch()
        with pytest.raises(UsageError, match="LBP_HOME") as caught:
            Records(path)
        assert str(folder) in str(caught.value)
    records = Records(path)
    again = Screen(records, token=screen.token)
    again.hello(route={"case": CASE})
    again.act("ask", question=QUESTIONS[1])
    assert asked(again) == [QUESTIONS[0], QUESTIONS[1]]
    whole(records, again)
    records.close()


def test_a_window_opened_beside_another_in_a_folder_that_became_read_only_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    records = Records(folder / "records.sqlite3")
    screen = begun(records)
    with read_only(folder):
        later = Records(folder / "records.sqlite3")  # it can be read, because the other window has its log open
        again = Screen(later, token=screen.token)
        again.hello(route={"case": CASE})
        assert asked(again) == [QUESTIONS[0]]
        told = again.act("ask", question=QUESTIONS[1])
        assert told["type"] == "refused"
        assert "må ikke skrives" in told["text"]
        assert of_the_machine(told["text"]) == []
        later.close()
    assert screen.act("ask", question=QUESTIONS[1])["type"] == "view"
    whole(records, screen)
    records.close()


def test_an_open_store_whose_folder_becomes_read_only_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    records = Records(folder / "records.sqlite3")
    screen = begun(records)
    with read_only(folder):
        answers = [screen.act("ask", question=name) for name in QUESTIONS[1:]]
    told = [answer["text"] for answer in answers if answer["type"] == "refused"]
    assert all("må ikke skrives" in text for text in told)
    assert len(asked(screen)) == len(QUESTIONS) - len(told)
    whole(records, screen)
    records.close()


def test_a_store_in_a_folder_that_may_not_be_written_is_refused_with_a_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with read_only(folder), pytest.raises(UsageError, match="writable") as caught:
        Records(folder / "records.sqlite3")
    assert str(folder) in str(caught.value)
    assert list(folder.iterdir()) == []


# ---- the clock ----


def test_a_clock_that_is_set_back_changes_no_order_and_no_state(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = (2026, 2031, 2019, 1970, 2026, 2025, 2024, 2023, 2022)
    times = iter([f"{year}-03-25T02:59:59.999+00:00" for year in years])
    monkeypatch.setattr(store, "now", lambda: next(times))
    screen = begun(records)
    for question in QUESTIONS[1:]:
        assert screen.act("ask", question=question)["type"] == "view"
    assert asked(screen) == list(QUESTIONS)
    whole(records, screen)
    assert screen.session.learner is not None
    at = [event.at for event in records.events(screen.session.learner.id)]
    assert at == sorted(at)
    again = Screen(records, token=screen.token)
    again.hello(route={"case": CASE})
    assert again.view == screen.view


# ---- damage ----


def test_garbage_in_the_place_of_the_record_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    chance = random.Random(6)
    head = b"SQLite format 3\0"
    for garbage in (b"not a database at all " * 99, chance.randbytes(9000), head + chance.randbytes(5000)):
        path.write_bytes(garbage)
        with pytest.raises(UsageError, match="LBP_HOME"):
            Records(path)
        assert path.read_bytes() == garbage, "somebody may still want to rescue it"


def test_a_record_that_is_overwritten_under_a_session_is_told_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    records = Records(path)
    screen = begun(records)
    records.close()  # what the log holds goes into the file, which is then damaged behind its first page
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(random.Random(6).randbytes(len(data) - 4096))
    later = Records(path)
    again = Screen(later, token=screen.token)
    answer = again.hello(route={"case": CASE})[-1]
    assert answer["type"] == "refused"
    assert "beskadiget" in answer["text"]
    assert of_the_machine(answer["text"]) == []
    later.close()


def test_a_record_that_was_moved_away_takes_no_answers_that_would_be_lost(records: Records, tmp_path: Path) -> None:
    screen = begun(records)
    away = tmp_path / "away"
    away.mkdir()
    files = list(tmp_path.glob("records.sqlite3*"))
    for path in files:
        path.rename(away / path.name)
    answer = screen.act("ask", question=QUESTIONS[1])
    assert answer["type"] == "refused", "it went into a file that nobody will open again"
    assert "flyttet eller slettet" in answer["text"]
    Records(tmp_path / "records.sqlite3").close()  # another window has begun a new one in its place
    assert screen.act("ask", question=QUESTIONS[1])["type"] == "refused"
    for path in files:
        (away / path.name).replace(path)
    assert screen.act("ask", question=QUESTIONS[1])["type"] == "view"
    whole(records, screen)


def cuts(path: Path) -> Iterator[int]:
    """Yield places to cut a file, in the middle of frames and between them."""
    size = path.stat().st_size
    chance = random.Random(6)
    yield from (0, 10, 32, size - 1)
    yield from (chance.randrange(size) for _ in range(16))


@pytest.mark.parametrize("damage", ["cut off", "a byte changed"])
def test_a_damaged_log_leaves_a_sound_beginning_of_the_record(records: Records, tmp_path: Path, damage: str) -> None:
    """Power fails on a disk that lies: the end may be gone, but what is left is whole and can be gone on from."""
    screen = begun(records)
    for question in QUESTIONS[1:]:
        screen.act("ask", question=question)
    assert screen.session.learner is not None
    learner = screen.session.learner.id
    events = records.events(learner)
    log = records.path.with_name("records.sqlite3-wal")
    left = set()
    for number, place in enumerate(cuts(log)):
        copy = tmp_path / f"copy-{number}" / "records.sqlite3"
        copy.parent.mkdir()
        shutil.copy(records.path, copy)
        data = bytearray(log.read_bytes())
        if damage == "cut off":
            del data[place:]
        else:
            data[place] ^= 0x55
        copy.with_name("records.sqlite3-wal").write_bytes(data)
        later = Records(copy)
        found = later.events(learner)
        assert found == events[: len(found)]
        left.add(len(found))
        again = Screen(later, token=screen.token)
        again.hello()
        again.act("start", case=CASE, again=False)
        assert again.act("ask", question=QUESTIONS[0])["type"] == "view"
        assert asked(again)
        whole(later, again)
        later.close()
    assert len(left) > 3, "the damage hit many places"


# ---- several windows ----


def test_two_tabs_that_take_turns_lose_and_double_nothing(records: Records) -> None:
    chance = random.Random(6)
    screens = [begun(records)]
    screens.append(Screen(records, token=screens[0].token))
    screens[1].hello(route={"case": CASE})
    done = []
    for number in range(60):
        message = {"type": "act", "id": f"turn-{number}", "kind": "note", "text": f"linje {number}"}
        for screen in chance.choice(((0,), (1,), (0, 1), (1, 0))):
            assert screens[screen].send(message)[-1]["ack"] == message["id"]
        done.append(message["id"])
    for screen in screens:
        screen.act("go", case=CASE, stage="history")
        whole(records, screen)
    assert screens[0].session.learner is not None
    actions = [event.action for event in records.events(screens[0].session.learner.id)]
    assert actions[2:] == done
    assert screens[0].view == screens[1].view
