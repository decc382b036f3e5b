"""Exams: where and in which window they are sat, what is written down, the release, and the sealed results."""

from __future__ import annotations

import base64
import io
import itertools
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from learner import Screen

from lbp_teach import cli, content, courses, exam_mode
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.courses import desk, words
from lbp_teach.courses.sealed import SETTING
from lbp_teach.errors import UsageError
from lbp_teach.exam_mode import checking
from lbp_teach.exam_mode.acts import member_of
from lbp_teach.exam_mode.roll import counts
from lbp_teach.exam_mode.room_session import RoomSession
from lbp_teach.guideline.assess import Book
from lbp_teach.play import fold
from lbp_teach.records import Event, Records
from lbp_teach.refusal import Refusal
from lbp_teach.server.kernels import SEALED
from lbp_teach.text import Lang

NOW = datetime(2026, 12, 4, 9, tzinfo=UTC)
CASE = "selma-hodzic"
_numbers = itertools.count(1)


class Clock(datetime):
    """The server's clock, which a test sets."""

    at = NOW

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(desk, "datetime", Clock)
    monkeypatch.setattr("lbp_teach.records.store.now", lambda: Clock.at.isoformat(timespec="milliseconds"))
    Clock.at = NOW
    return Clock


def an_exam(records: Records, **more: Any) -> courses.CourseState:
    slots = [{"cases": [CASE], "variant": False}]
    return courses.create(records, **{"title": "Prøven", "slots": slots, "mode": "exam"} | more)


class Candidate(Screen):
    """A candidate at a screen, whose tab remembers the name of its window."""

    def __init__(self, records: Records, state: courses.CourseState, token: str | None = None) -> None:
        super().__init__(records, token)
        self.records, self.state, self.window = records, state, None
        self.hello(route={"join": state.course.code})

    def send(self, message: Any) -> list[dict[str, Any]]:
        answers = super().send(message)
        self.window = next((a["window"] for a in answers if "window" in a), self.window)
        return answers

    def begin(self) -> dict[str, Any]:
        return self.act("start", course=self.state.course.id, place="0.0")

    def other(self) -> Candidate:
        """Return the same candidate in another window."""
        return Candidate(self.records, self.state, self.token)

    def events(self, kind: str) -> list[Event]:
        assert self.session.learner
        return [event for event in self.records.events(self.session.learner.id) if event.kind == kind]

    @property
    def here(self) -> dict[str, Any]:
        """What every act of a page carries."""
        return {"attempt": next(iter(self.session.attempts)), "visit": 1}

    @property
    def finished(self) -> bool:
        return any(one.finished for one in self.session.attempts.values())

    @property
    def course(self) -> dict[str, Any]:
        found: dict[str, Any] = self.view["home"]["courses"][0]
        return found


def refusal(answer: dict[str, Any]) -> str:
    assert answer["type"] == "refused", answer.get("view", {}).get("screen")
    return str(answer["text"])


# ---- sealed pages ----


def test_the_server_says_to_its_kernels_what_the_library_reads() -> None:
    assert SEALED == SETTING


def test_where_code_can_be_run_an_exam_is_not_opened_and_says_why(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = an_exam(records)
    for value in ("", "0", "yes"):
        monkeypatch.setenv(SETTING, value)
        candidate = Candidate(records, state)
        assert "JupyterLab kan man køre kode" in refusal(candidate.begin())
        assert candidate.session.attempts == {}
        assert "JupyterLab" in candidate.course["note"]
        assert candidate.course["take_over"] is False
        assert [e.body["why"] for e in candidate.events("refused")] == ["unsealed"]
        assert candidate.events("window") == []


def test_an_exam_that_was_begun_is_not_shown_where_code_can_be_run(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    monkeypatch.delenv(SETTING)
    lab = Screen(records, candidate.token)
    lab.hello(route={"case": CASE, "stage": "history"}, window=candidate.window)
    assert lab.view["screen"] == "home"
    assert "JupyterLab" in refusal(lab.act("ask", question="cancer", **candidate.here))
    assert "JupyterLab" in refusal(lab.act("start", case=CASE))
    assert lab.view["screen"] == "home"
    assert "JupyterLab" in lab.act("go", case=CASE)["notice"]["text"]
    assert len(candidate.events("window")) == 1


def test_a_course_that_is_no_exam_can_be_taken_anywhere(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING)
    candidate = Candidate(records, an_exam(records, mode="practice"))
    candidate.begin()
    assert candidate.view["screen"] == "case"
    assert candidate.events("window") == []


# ---- one window at a time ----


def test_the_first_act_names_the_window_and_another_is_turned_away(records: Records) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    (event,) = candidate.events("window")
    assert event.body == {"course": candidate.state.course.id, "window": candidate.window, "how": "first"}
    other = candidate.other()
    assert "et andet vindue" in refusal(other.begin())
    assert other.view["screen"] == "home"
    assert other.course["take_over"] is True
    assert "Fortsæt her" in other.course["note"]
    assert [one["opens"] for one in other.course["patients"]] == [False]
    assert "et andet vindue" in refusal(other.act("start", case=CASE))
    assert "et andet vindue" in other.act("go", case=CASE)["notice"]["text"]
    assert [e.body["why"] for e in candidate.events("refused")] == ["elsewhere"]
    candidate.act("ask", question="cancer")
    assert len(candidate.view["case"]["history"]) == 1
    assert len(candidate.events("window")) == 1


def test_going_on_here_is_one_press_and_turns_the_older_window_away(records: Records) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    candidate.act("ask", question="cancer")
    other = candidate.other()
    other.hello(route={"case": CASE, "stage": "history"})
    assert other.view["screen"] == "home"
    answer = other.act("take_over", course=candidate.state.course.id)
    assert answer["type"] == "view"
    assert other.view["screen"] == "case"
    assert len(other.view["case"]["history"]) == 1
    assert "et andet vindue" in refusal(candidate.act("ask", question="fever"))
    assert candidate.view["screen"] == "home"
    other.act("ask", question="fever")
    assert len(other.view["case"]["history"]) == 2
    candidate.act("take_over", course=candidate.state.course.id)
    assert len(candidate.view["case"]["history"]) == 2
    assert [e.body["how"] for e in candidate.events("window")] == ["first", "take_over", "take_over"]


def test_from_home_going_on_opens_the_patient_who_is_waiting(records: Records) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    other = candidate.other()
    other.act("take_over", course=candidate.state.course.id)
    assert other.view["screen"] == "case"


def test_a_page_that_is_loaded_again_goes_on_by_itself_with_what_was_waiting(records: Records) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    again = Screen(records, candidate.token)
    pending = [{"id": "waited", "kind": "ask", "question": "cancer", **candidate.here}]
    again.hello(route={"case": CASE, "stage": "history"}, window=candidate.window, pending=pending)
    assert again.view["screen"] == "case"
    assert len(again.view["case"]["history"]) == 1
    assert [e.body["how"] for e in candidate.events("window")] == ["first", "reload"]
    # The tab was copied, and both know the name: only the newest goes on.
    assert "et andet vindue" in refusal(candidate.act("ask", question="fever"))
    # Said twice, as a page does that waits for the first answer, it changes nothing.
    again.hello(window=candidate.window)
    assert len(candidate.events("window")) == 2


@pytest.mark.parametrize("window", ["", "0" * 16, None, 7, ["x"], {"a": 1}])
def test_a_name_that_is_not_the_windows_opens_nothing(records: Records, window: Any) -> None:
    candidate = Candidate(records, an_exam(records))
    candidate.begin()
    thief = Screen(records, candidate.token)
    thief.hello(route={"case": CASE}, window=window)
    assert thief.view["screen"] == "home"
    assert len(candidate.events("window")) == 1


def test_nobody_takes_over_what_is_not_hers(records: Records) -> None:
    state = an_exam(records)
    stranger = Screen(records)
    stranger.hello()
    for course in (state.course.id, "course-000000000000", None, 7):
        refusal(stranger.act("take_over", course=course))
    candidate = Candidate(records, state)
    candidate.act("take_over", course=state.course.id)
    assert candidate.events("window") == []


# ---- time ----


def test_the_page_is_told_the_servers_time(records: Records, clock: type[Clock]) -> None:
    candidate = Candidate(records, an_exam(records, minutes=30))
    candidate.begin()
    clock.at += timedelta(minutes=10)
    candidate.act("ask", question="cancer")
    course = candidate.view["case"]["course"]
    left = datetime.fromisoformat(course["ends"]) - datetime.fromisoformat(course["now"])
    assert left == timedelta(minutes=20)


def test_what_waited_is_taken_in_the_grace_and_not_after_it(records: Records, clock: type[Clock]) -> None:
    candidate = Candidate(records, an_exam(records, minutes=30))
    candidate.begin()

    def again(name: str, question: str) -> Screen:
        screen = Screen(records, candidate.token)
        pending = [{"id": name, "kind": "ask", "question": question, **candidate.here}]
        screen.hello(window=candidate.window, pending=pending, route={"case": CASE})
        candidate.window = screen.received[-1]["window"]
        return screen

    clock.at += timedelta(minutes=30, seconds=59)
    assert len(again("a", "cancer").view["case"]["history"]) == 1
    clock.at += timedelta(seconds=2)
    late = again("b", "fever")
    assert late.view["screen"] == "home"
    assert len(candidate.events("ask")) == 1
    assert "tid er gået" in late.received[-1]["notice"]["text"]
    assert [(e.body["why"], e.body["act"]) for e in candidate.events("refused")] == [("late", "ask")]
    refusal(late.act("take_over", course=candidate.state.course.id))


def test_in_the_grace_what_is_open_goes_on_and_no_patient_is_opened(
    records: Records, book: Book, clock: type[Clock]
) -> None:
    slots = [{"cases": [CASE], "variant": False}, {"cases": ["jesper-lund"], "variant": False}]
    candidate = Candidate(records, an_exam(records, minutes=30, slots=slots))
    candidate.begin()
    course = candidate.state.course.id
    clock.at += timedelta(minutes=30, seconds=20)
    candidate.act("ask", question="cancer")
    assert len(candidate.view["case"]["history"]) == 1
    candidate.act("go", case=None)
    assert "tid er gået" in refusal(candidate.act("start", course=course, place="1.0"))
    assert [one.place for one in candidate.session.attempts.values()] == ["0.0"]
    assert [(e.body["why"], e.body["act"]) for e in candidate.events("refused")] == [("late", "start")]
    # The page that was loaded again in that minute opens what was open, and goes on with it.
    assert candidate.begin()["type"] == "view"
    candidate.act("ask", question="fever")
    assert len(candidate.view["case"]["history"]) == 2
    # Who had opened nothing, where the course itself ends, opens nothing in the grace.
    ends = (clock.at + timedelta(minutes=1)).isoformat()
    late = Candidate(records, an_exam(records, closes=ends, slots=[{"cases": ["rikke-thorsen"]}]))
    clock.at += timedelta(minutes=1, seconds=1)
    assert "tid er gået" in refusal(late.begin())
    assert late.session.attempts == {}
    assert late.events("window") == []


def test_more_time_is_hers_alone_and_moves_her_end_at_once(records: Records, clock: type[Clock]) -> None:
    state = an_exam(records, minutes=60)
    candidate, other = Candidate(records, state), Candidate(records, state)
    candidate.begin()
    other.begin()
    assert candidate.session.learner
    exam_mode.allow(records, state, candidate.session.learner, 25)
    clock.at += timedelta(minutes=70)
    candidate.act("ask", question="cancer")
    assert len(candidate.view["case"]["history"]) == 1
    assert "tid er gået" in refusal(other.act("ask", question="cancer"))
    for wrong in (-1, 201, 2.5, True, "25"):
        with pytest.raises(Refusal, match="whole number"):
            exam_mode.allow(records, state, candidate.session.learner, wrong)  # type: ignore[arg-type]


# ---- practice beside the exam ----


def test_a_case_of_a_running_exam_cannot_be_met_outside_it(records: Records, book: Book) -> None:
    before = Screen(records)
    before.hello()
    before.play(CASE, book)
    assert "debrief" in before.view["case"]
    state = an_exam(records)
    before.act("go", case=CASE, stage="debrief")
    assert before.view["screen"] == "home"
    for act in (
        {"kind": "start", "case": CASE, "again": True},
        {"kind": "start", "case": CASE, "another": True},
        {"kind": "explain", "visit": 0, "subject": "triage"},
    ):
        assert before.act(**act)["type"] == "refused"
    alone = Screen(records, only=CASE)
    alone.hello()
    assert alone.session.attempts == {}
    assert "ikke øve dig" in alone.received[-1]["notice"]["text"]
    practice = courses.create(records, title="Øvehold", slots=state.course.model_dump()["slots"])
    joined = Candidate(records, practice)
    assert "ikke øve dig" in refusal(joined.begin())
    for tool in ("flags", "talk"):
        page = BedsideSession(records, tool, {"case": CASE})
        answers = page.handle({"type": "hello", "token": before.token, "lang": "da", "pending": []})
        assert words.ANOTHER_MEANWHILE.da in str(answers)
        assert CASE not in str(answers)
        assert content.base_card(CASE).name not in str(answers)  # type: ignore[union-attr]
    exam_mode.release(records, state)
    before.act("go", case=CASE, stage="debrief")
    assert "debrief" in before.view["case"]
    assert BedsideSession(records, "flags", {"case": CASE}).handle({"type": "hello"})[-1]["type"] == "view"


# ---- what is written down ----


def played(records: Records, book: Book, **more: Any) -> tuple[courses.CourseState, Candidate]:
    """An exam with one who finished, one who began, and one who only joined."""
    state = an_exam(records, **more)
    done, begun, _ = (Candidate(records, state) for _ in range(3))
    done.begin()
    while "debrief" not in done.view["case"]:
        done.decide_all(book)
        done.act("lock")
        done.act("next")
    begun.begin()
    begun.other().begin()
    begun.other().act("take_over", course=state.course.id)
    return state, done


def test_what_was_refused_disturbs_no_attempt(records: Records, book: Book) -> None:
    _, candidate = played(records, book)
    assert candidate.session.learner
    events = records.events(candidate.session.learner.id)
    exam = [e for e in events if e.kind in ("refused", "window", "join", "allow")]
    assert fold(events) == fold([e for e in events if e not in exam])
    assert candidate.session.attempts == fold(events)


def test_the_roll_says_who_sits(records: Records, book: Book) -> None:
    state, candidate = played(records, book)
    roll = exam_mode.Roll(records)
    seats = {seat.learner.id: seat for seat in roll.seats(state, datetime.now(UTC))}
    assert len(seats) == 3
    assert candidate.session.learner
    seat = seats.pop(candidate.session.learner.id)
    assert (seat.begun, seat.done, seat.of, seat.moved, seat.refused) == (1, 1, 1, 0, 0)
    assert sorted((one.begun, one.done, one.moved, one.refused) for one in seats.values()) == [
        (0, 0, 0, 0),
        (1, 0, 1, 1),
    ]
    assert counts(roll.seats(state, datetime.now(UTC))) == {
        "joined": 3, "waiting": 1, "working": 1, "finished": 1, "over": 0,
    }  # fmt: skip
    # Read again, and then by somebody who reads all of it: the same.
    candidate.other()
    now = datetime.now(UTC)
    assert roll.seats(state, now) == exam_mode.Roll(records).seats(state, now)
    records.purge(candidate.session.learner.id)
    assert len(roll.seats(state, now)) == 2


def test_the_log_tells_everything_and_whether_it_is_whole(records: Records, book: Book) -> None:
    state, candidate = played(records, book)
    assert candidate.session.learner
    exam_mode.allow(records, state, candidate.session.learner, 25)
    exam_mode.release(records, state)
    log = exam_mode.log_of(records, state)
    assert log.breaks == ()
    assert log.records == 4
    kinds = [entry.kind for entry in log.entries]
    assert [entry.at for entry in log.entries] == sorted(entry.at for entry in log.entries)
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "course": 1, "join": 3, "window": 3, "start": 2, "next": 1, "refused": 1, "allow": 1, "release": 1,
    }  # fmt: skip
    assert not any("{" in entry.what.da + entry.what.en for entry in log.entries)
    again = exam_mode.log_of(records, state)
    assert again.digest == log.digest


def tampered(records: Records, sql: str) -> None:
    """Change the file as somebody who can write to it would."""
    for (name,) in records._db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        records._db.execute(f"DROP TRIGGER {name}")
    records._db.execute(sql)


def test_a_changed_record_is_found_by_the_log(records: Records, book: Book) -> None:
    state, _ = played(records, book)
    whole = exam_mode.log_of(records, state).digest
    tampered(records, "UPDATE events SET body = replace(body, 'elsewhere', 'early') WHERE kind = 'refused'")
    log = exam_mode.log_of(records, state)
    assert [broken.kind for _, broken in log.breaks] == ["changed"]
    assert log.digest == whole, "the noted ends are as they were: the chain says it, not the digest"


# ---- release ----


def test_a_release_tells_what_the_course_tells_and_ends_the_exam(records: Records, book: Book) -> None:
    state, candidate = played(records, book, feedback="full")
    assert candidate.view["case"]["debrief"]["level"] == "none"
    late = Candidate(records, state)
    late.begin()
    released = exam_mode.release(records, state)
    assert exam_mode.release(records, state).released == released.released
    candidate.act("go", case=CASE, stage="debrief")
    assert candidate.view["case"]["debrief"]["level"] == "full"
    assert candidate.view["case"]["debrief"]["score"]
    assert "tid er gået" in refusal(late.act("ask", question="cancer")), "no grace for what is known"
    courses.note(records, state.course.id, "reopen")
    assert "tid er gået" in refusal(late.act("ask", question="cancer"))


# ---- results ----


def test_results_stand_in_a_file_in_which_every_change_is_found(records: Records, book: Book, tmp_path: Path) -> None:
    state, candidate = played(records, book)
    path = tmp_path / "exam.zip"
    made = exam_mode.export(records, state, book, path)
    assert made.candidates == 3
    with pytest.raises(UsageError, match="is there already"):
        exam_mode.export(records, state, book, path)
    found = exam_mode.check(path, made.seal.lower(), records)
    assert (found.wrong, found.compared, found.records, found.title) == ((), 4, 4, "Prøven")
    with zipfile.ZipFile(path) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    lines = files["patients.csv"].decode().splitlines()
    assert sorted(line.split(",")[5] for line in lines[1:]) == ['"finished"', '"not_begun"', '"unfinished"']

    def rewritten(**changed: bytes | None) -> exam_mode.Checked:
        other = tmp_path / "other.zip"
        with zipfile.ZipFile(other, "w") as out:
            for name, data in {**files, **{k.replace("_", "."): v for k, v in changed.items()}}.items():
                if data is not None:
                    out.writestr(name, data)
        return exam_mode.check(other, made.seal, records)

    for name in set(files) - {"manifest.json"}:
        key = name.replace(".", "_")
        assert f"{name} was changed." in rewritten(**{key: files[name].replace(b"0", b"1", 1)}).wrong
        assert f"{name} is missing." in rewritten(**{key: None}).wrong
    assert rewritten(more_csv=b"x").wrong == ("more.csv was added.",)
    manifest = json.loads(files["manifest.json"])
    forged = json.dumps({**manifest, "title": "En anden"}).encode()
    assert "the seal is" in rewritten(manifest_json=forged).wrong[0]
    # What goes on afterwards is no change; what was changed before is.
    candidate.act("reflect", text="Jeg ville spørge mere.")
    assert exam_mode.check(path, made.seal, records).wrong == ()
    tampered(records, f"UPDATE events SET hash = 'x' WHERE learner = '{state.course.id}'")
    assert state.course.id in exam_mode.check(path, made.seal, records).wrong[0]
    for broken in (b"", b"PK", b"hello"):
        path.write_bytes(broken)
        with pytest.raises(UsageError, match="cannot be read"):
            exam_mode.check(path)


def test_a_mark_of_patients_by_their_weights(records: Records, book: Book) -> None:
    slots = [{"cases": [CASE], "variant": False, "weight": 3}, {"cases": ["jesper-lund"], "variant": False}]
    state, candidate = played(records, book, slots=slots)
    assert candidate.session.learner
    whole = {r.learner.id: r for r in exam_mode.results.results(records, state, book)}
    result = whole[candidate.session.learner.id]
    first, second = result.rows
    assert (first["state"], second["state"], second["percent"]) == ("finished", "not_begun", 0.0)
    assert isinstance(first["percent"], float)
    assert result.whole["percent"] == pytest.approx(first["percent"] * 3 / 4, abs=0.01)


# ---- the command ----


def test_the_command(
    records: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state, candidate = played(records, book)
    assert candidate.session.learner
    monkeypatch.setattr(content, "data_root", lambda: tmp_path)

    def said(*words: str, code: int = 0) -> str:
        assert cli.main(["exam", *words]) == code
        found = capsys.readouterr()
        return found.out + found.err

    assert state.course.code in said("list")
    assert "There is no exam 'K7M3QD'" in said("log", "K7M3QD", code=2)
    name = candidate.session.learner.id
    code = state.course.code.lower()
    assert "25% extra time for" in (vain := said("allow", code, name, "25"))
    assert "has neither an end nor minutes" in vain
    assert "Nobody called" in said("allow", state.course.code, "Ask-11", "25", code=2)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "Nothing was released" in said("release", state.course.id, code=1)
    assert "Released at" in said("release", state.course.id, "--yes")
    log = said("log", state.course.id, "--lang", "da")
    assert "fik 25 % ekstra tid" in log
    assert "records are whole" in log
    file = str(tmp_path / "exam.zip")
    seal = said("export", state.course.id, file).rpartition("file: ")[2].strip()
    whole = said("check", file, "--seal", seal)
    assert "Nothing in the file was changed: its contents are those of its seal, and so is every other byte." in whole
    assert "Compared with 4 of the 4 records" in whole
    assert "CHANGED  the seal is" in said("check", file, "--seal", "0" * 32, code=1)
    with pytest.raises(UsageError, match="There is no exam in these records"):
        exam_mode.exam_of(Records(tmp_path / "empty.sqlite3"), "x")
    assert member_of(records, state, name).id == name


# ---- the teachers' page ----


class Teacher:
    """The teachers' exam page without a browser."""

    def __init__(self, records: Records, lang: str = "en") -> None:
        self.session, self.lang = RoomSession(records), lang

    def __call__(self, kind: str = "show", **more: Any) -> dict[str, Any]:
        answer = self.session.handle({"type": kind, "n": 1, "lang": self.lang, **more})
        assert answer is not None
        return answer

    def words(self, **more: Any) -> str:
        return " ".join(map(text_of, self(**more)["nodes"]))

    def do(self, what: str, **more: Any) -> dict[str, Any]:
        return self("do", **{"what": what, "id": f"action-{next(_numbers):04}", **more})


def test_the_page_without_an_exam_says_how_to_make_one(records: Records) -> None:
    assert "There is no exam yet" in Teacher(records).words()
    assert Teacher(records).do("release")["type"] == "shown"
    assert RoomSession(records).handle({"type": "x"}) is None
    assert RoomSession(records).handle(7) is None


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_shows_who_sits_and_nothing_of_words_is_missing(records: Records, book: Book, lang: str) -> None:
    state, candidate = played(records, book, minutes=30, closes="2099-01-01T10:00Z")
    assert candidate.session.learner
    teacher = Teacher(records, lang)
    for more in ({}, {"confirm": True}, {"log": True}, {"hello": True}):
        words = teacher.words(**more)
        assert candidate.session.learner.name in words
        assert state.course.code in words
        assert not any(sign in words for sign in ("{", "None"))
    assert ("changed window once, refused once" if lang == "en" else "skiftede vindue 1 gang, afvist 1 gang") in words


def test_a_release_needs_two_steps_and_is_done_once(records: Records, book: Book) -> None:
    state, _ = played(records, book)
    teacher = Teacher(records)
    assert "Yes, release the answers" not in teacher.words()
    assert "Release the answers to all 3?" in teacher.words(confirm=True)
    assert courses.state_of(records, state.course.id) == state
    for _ in range(2):
        teacher.do("release", course=state.course.id)
    assert [e.kind for e in records.events(state.course.id)].count("release") == 1
    assert "The answers are released" in teacher.words(confirm=True)
    for what in ("close", "reopen"):
        teacher.do(what, course=state.course.id)
    assert [e.kind for e in records.events(state.course.id)] == ["course", "release"]


def test_closing_and_opening_again_by_hand(records: Records) -> None:
    state = an_exam(records)
    teacher = Teacher(records)
    for what in ("close", "close", "reopen", "reopen", "nonsense"):
        teacher.do(what, course=state.course.id)
    assert [e.kind for e in records.events(state.course.id)] == ["course", "close", "reopen"]


def test_more_time_is_given_on_the_page(records: Records) -> None:
    state = an_exam(records, minutes=60)
    candidate = Candidate(records, state)
    assert candidate.session.learner
    teacher, learner = Teacher(records), candidate.session.learner
    answer = teacher.do("allow", course=state.course.id, learner=learner.id, extra="25")
    assert answer["notice"] == f"{learner.name} now has 25% extra time."
    for wrong in ("-1", "201", "", "2.5", None, 7, "１"):
        assert "whole number" in teacher.do("allow", course=state.course.id, learner=learner.id, extra=wrong)["notice"]
    assert "Nobody called" in teacher.do("allow", course=state.course.id, learner="x", extra="5")["notice"]
    assert [e.body for e in candidate.events("allow")] == [{"course": state.course.id, "extra": 25}]


def test_the_page_hands_out_the_sealed_file_and_shows_its_seal(records: Records, book: Book, tmp_path: Path) -> None:
    state, _ = played(records, book)
    teacher = Teacher(records)
    answer = teacher.do("export", course=state.course.id)
    path = tmp_path / answer["file"]["name"]
    path.write_bytes(base64.b64decode(answer["file"]["data"]))
    found = exam_mode.check(path, store=records)
    assert found.wrong == ()
    assert found.seal in " ".join(map(text_of, answer["nodes"]))
    assert found.seal in teacher.words(file=answer["file"]["id"])


# ---- after the release, and bytes outside the contents ----


def test_who_never_began_is_counted_so_also_when_the_exam_is_over(records: Records, book: Book) -> None:
    state, _ = played(records, book)
    released = exam_mode.release(records, state)
    seats = exam_mode.Roll(records).seats(released, datetime.now(UTC))
    assert counts(seats) == {"joined": 3, "waiting": 1, "working": 0, "finished": 1, "over": 1}
    words = Teacher(records).words()
    assert "never began" in words
    assert words.count("finished") > 0
    begun = next(one for one in seats if one.begun and not one.done)
    row = next(text for text in map(text_of, Teacher(records)()["nodes"]) if begun.learner.name in text)
    assert "ended" in row.partition(begun.learner.name)[2]


def test_a_released_exam_asks_nobody_to_join(records: Records) -> None:
    state = an_exam(records)
    assert "They join with the code" in Teacher(records).words()
    exam_mode.release(records, state)
    words = Teacher(records).words()
    assert "Nobody had joined." in words
    assert "They join with the code" not in words


def test_bytes_outside_the_sealed_contents_are_found(records: Records, book: Book, tmp_path: Path) -> None:
    state, _ = played(records, book)
    path, other = tmp_path / "exam.zip", tmp_path / "other.zip"
    seal = exam_mode.export(records, state, book, path).seal
    data = path.read_bytes()
    with zipfile.ZipFile(path) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content_ in files.items():
            out.writestr(name, content_)
    commented = io.BytesIO(data)
    with zipfile.ZipFile(commented, "a") as out:
        out.comment = b"passed"
    for changed in (b"x" + data, data + b"x", commented.getvalue(), again.getvalue()):
        other.write_bytes(changed)
        try:
            wrong = exam_mode.check(other, seal, records).wrong
        except UsageError:
            continue  # no zip at all any more, which is told as well
        assert len(wrong) == 1
        assert "the contents are as sealed, but other bytes of the file are not" in wrong[0]
    # A name that cannot be written, put into the zip by hand, is no reason to fall over.
    assert not checking._as_packed(path, {**files, "": b"x"})
    # A file from before they could be compared says that it was not.
    manifest = json.loads(files["manifest.json"])
    del manifest["packing"]
    before = io.BytesIO()
    with zipfile.ZipFile(before, "w") as out:
        for name, content_ in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            out.writestr(name, content_)
    other.write_bytes(before.getvalue())
    found = exam_mode.check(other)
    assert (found.wrong, found.packing) == ((), False)


def test_the_file_of_the_page_is_compared_byte_for_byte_as_well(records: Records, book: Book, tmp_path: Path) -> None:
    state, _ = played(records, book)
    data, made = exam_mode.sealing.packed(records, state, book, Lang.DA)
    (tmp_path / "page.zip").write_bytes(data)
    assert exam_mode.check(tmp_path / "page.zip", made.seal, records).wrong == ()
