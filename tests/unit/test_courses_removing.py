"""Removing a course that was made in error, how long courses are kept, and that they are counted apart."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from learner import Screen

from lbp_teach import content, courses, exam_mode
from lbp_teach.cli import main
from lbp_teach.courses import removing
from lbp_teach.courses.keeping import outdated_courses, tidy_courses
from lbp_teach.courses.record import every_course
from lbp_teach.courses.removing import remove
from lbp_teach.courses.teacher_session import CourseSession
from lbp_teach.live.session import LiveSession
from lbp_teach.records import Gone, Records, open_records
from lbp_teach.refusal import Refusal

SLOTS = [{"cases": ["jesper-lund"], "variant": False}]


def made(records: Records, **more: Any) -> courses.CourseState:
    return courses.create(records, **{"title": "Hold 4", "slots": SLOTS} | more)


def joins(records: Records, state: courses.CourseState) -> Screen:
    screen = Screen(records)
    screen.hello(route={"join": state.course.code})
    return screen


def test_a_removed_course_is_in_no_list_and_its_code_joins_nobody(records: Records) -> None:
    state, other = made(records), made(records, title="Hold 5")
    student = joins(records, state)
    live = LiveSession(records)
    assert live.handle({"type": "tick", "n": 1, "lang": "da", "course": state.course.id})["course"] == state.course.id  # type: ignore[index]
    said = remove(records, state)
    assert said.en == f"The course Hold 4 is removed. The code {state.course.code} opens nothing any more."
    assert [one.course.id for one in courses.all_courses(records)] == [other.course.id]
    assert courses.state_of(records, state.course.id) is None
    assert courses.state_of(records, state.course.id, state) is None
    assert courses.by_code(records, state.course.code) is None
    late = Screen(records)
    late.hello()
    assert "Ingen hold har den kode" in late.act("join", code=state.course.code)["text"]
    # Who had joined has the course no more, also without loading her page again.
    answer = student.act("start", course=state.course.id, place="0.0")
    assert answer["type"] == "refused"
    assert student.view["home"]["courses"] == []
    now = live.handle({"type": "tick", "n": 2, "lang": "da", "course": state.course.id})
    assert now is not None
    assert now["course"] == other.course.id


def test_what_was_removed_stands_in_the_record_and_is_not_written_on(records: Records) -> None:
    state = made(records)
    remove(records, state)
    events = records.events(state.course.id)
    assert [one.kind for one in events] == ["course", "removed"]
    assert records.check().breaks == ()
    (found,) = every_course(records)
    assert found.removed == events[-1].at
    for act in (
        lambda: courses.note(records, state.course.id, "close"),
        lambda: remove(records, state),
        lambda: exam_mode.release(records, state),
    ):
        with pytest.raises(Gone):
            act()
    assert len(records.events(state.course.id)) == 2


def test_a_removed_exam_holds_nothing_back(records: Records) -> None:
    exam = made(records, mode="exam")
    screen = Screen(records)
    screen.hello()
    assert screen.act("start", case="jesper-lund")["type"] == "refused"
    remove(records, exam)
    assert screen.act("start", case="jesper-lund")["type"] == "view"


def test_a_course_with_attempts_is_only_closed(records: Records) -> None:
    state = made(records)
    student = joins(records, state)
    student.act("start", course=state.course.id, place="0.0")
    with pytest.raises(Refusal, match=r"cannot be removed\. Close it instead"):
        remove(records, state)
    assert [one.kind for one in records.events(state.course.id)] == ["course"]


def test_who_begins_in_that_very_moment_keeps_her_course(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    state = made(records)
    student = joins(records, state)
    note = removing.note

    def and_begins(store: Records, name: str, kind: str) -> courses.CourseState:
        if kind == "removed":
            assert student.act("start", course=name, place="0.0")["type"] == "view"
        return note(store, name, kind)

    monkeypatch.setattr(removing, "note", and_begins)
    with pytest.raises(Refusal):
        remove(records, state)
    found = courses.state_of(records, state.course.id)
    assert found is not None
    assert [one.kind for one in records.events(state.course.id)] == ["course", "removed", "restored"]
    assert student.act("ask", question="cancer")["type"] == "view"


# ---- the page and the command ----


def test_the_page_removes_once_and_says_so(records: Records) -> None:
    state, session = made(records), CourseSession(records)
    joins(records, state)
    ask = {"n": 1, "lang": "da", "course": state.course.id, "id": "action-0001"}
    shown = session.handle({**ask, "type": "show", "screen": "course"})
    assert shown is not None
    assert (shown["course"]["joined"], shown["course"]["begun"]) == (1, False)
    for _ in range(2):
        answer = session.handle({**ask, "type": "remove"})
        assert answer is not None
        assert answer["type"] == "shown"
        assert (answer["screen"], answer["courses"], answer["removed"]) == ("list", [], True)
        assert "er slettet" in answer["said"]
    assert len(records.events(state.course.id)) == 2
    for kind in ("remove", "close", "save"):
        gone = session.handle({**ask, "type": kind, "id": f"action-{kind}1", "plan": {}})
        assert gone is not None
        assert (gone["type"], gone["text"]) == ("sorry", "Holdet findes ikke længere. Vælg et andet.")


def test_the_page_says_why_a_course_with_attempts_stays(records: Records) -> None:
    state = made(records)
    joins(records, state).act("start", course=state.course.id, place="0.0")
    answer = CourseSession(records).handle(
        {"type": "remove", "n": 1, "lang": "en", "course": state.course.id, "id": "action-0001"}
    )
    assert answer is not None
    assert (answer["type"], "Close it instead" in answer["text"]) == ("sorry", True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(tmp_path))
    return tmp_path


def test_the_command_asks_and_removes(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_records(home)
    state, used = made(store), made(store, title="Hold 5")  # type: ignore[arg-type]
    joins(store, used).act("start", course=used.course.id, place="0.0")  # type: ignore[arg-type]
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert main(["course", "remove", "Hold 4"]) == 1
    assert "Nothing was removed." in capsys.readouterr().out
    assert main(["course", "remove", state.course.code, "--yes"]) == 0
    assert "is removed" in capsys.readouterr().out
    assert main(["course", "remove", state.course.code, "--yes"]) == 2
    assert "There is no course" in capsys.readouterr().err
    assert main(["course", "remove", used.course.code, "--yes"]) == 2
    assert "Close it instead" in capsys.readouterr().err
    assert main(["course", "list"]) == 0
    assert state.course.id not in capsys.readouterr().out
    store.close()


# ---- how long ----


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """What is recorded from now on was recorded so many days ago."""
    return lambda days: monkeypatch.setattr("lbp_teach.records.store.now", lambda: ago(days))


def test_a_course_that_ended_long_ago_goes_when_nobody_is_in_it_any_more(
    records: Records, old: Callable[[float], None]
) -> None:
    old(50)
    ended, endless = made(records, closes=ago(40)), made(records, title="Hold 5")
    late, taken = made(records, title="Hold 6", closes=ago(20)), made(records, title="Hold 7", closes=ago(40))
    removed, shut = made(records, title="Hold 8"), made(records, title="Hold 9")
    remove(records, removed)
    courses.note(records, shut.course.id, "close")
    student = joins(records, taken)
    names = {one.course.id: one.course.title for one in every_course(records)}

    def outdated() -> list[str]:
        return sorted(names[one.course.id] for one in outdated_courses(records, 30))

    assert outdated() == ["Hold 4", "Hold 8", "Hold 9"]
    assert student.session.learner
    records.purge(student.session.learner.id)
    assert outdated() == ["Hold 4", "Hold 7", "Hold 8", "Hold 9"]
    # Somebody who looked after it since has not forgotten it.
    old(2)
    courses.note(records, ended.course.id, "show", {"what": "a"})
    assert outdated() == ["Hold 7", "Hold 8", "Hold 9"]
    assert {endless.course.id, late.course.id} <= {one.course.id for one in courses.all_courses(records)}


def test_at_a_start_and_by_the_command_they_are_removed_and_said(
    home: Path, capsys: pytest.CaptureFixture[str], old: Callable[[float], None]
) -> None:
    store = open_records(home)
    old(50)
    made(store, closes=ago(40))  # type: ignore[arg-type]
    assert main(["records", "retention", "--days", "30", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "1 course that ended more than 30 days ago and that nobody is in any more: would be purged." in said
    assert tidy_courses(home, None) is None
    assert main(["records", "retention", "--days", "30"]) == 0
    assert "any more: purged." in capsys.readouterr().out
    assert every_course(store) == []
    made(store, closes=ago(40))  # type: ignore[arg-type]
    store.close()
    assert tidy_courses(home, 30) == (
        "1 course that ended more than 30 days ago and that nobody is in any more: purged."
    )
    assert tidy_courses(home, 30) is None


def test_courses_are_no_learners_when_records_are_verified(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_records(home)
    state = made(store)  # type: ignore[arg-type]
    joins(store, state)  # type: ignore[arg-type]
    assert main(["records", "verify"]) == 0
    assert "of 1 learner and 1 course: every chain is whole." in capsys.readouterr().out
    found = store.check()
    assert (found.learners, found.courses) == (1, 1)
    store.close()
