"""Exams while people go on: what is asked for twice, who is named, what a sealed file vouches for, damaged files."""

from __future__ import annotations

import base64
import csv
import io
import random
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from learner import Screen
from unit.test_exam_mode import CASE, Candidate, Clock, Teacher, an_exam, clock, played

from lbp_teach import courses, exam_mode
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.courses.closing import close, reopen, reopened
from lbp_teach.courses.extra import given, in_vain
from lbp_teach.courses.members import allow, who_joined
from lbp_teach.courses.standing import standing
from lbp_teach.courses.teacher_session import CourseSession
from lbp_teach.errors import UsageError
from lbp_teach.exam_mode import sealing
from lbp_teach.exam_mode.acts import member_of
from lbp_teach.exam_mode.as_of import AsOf
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

__all__ = ["clock"]


def lines(data: bytes, name: str) -> list[dict[str, str]]:
    """A table of an export."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return list(csv.DictReader(io.StringIO(whole.read(name).decode("utf-8"))))


def shown(answer: dict[str, Any]) -> str:
    return " ".join(map(text_of, answer["nodes"]))


# ---- what is asked for twice ----


def test_an_export_that_is_asked_for_again_is_the_same_file_with_its_own_seal(
    records: Records, book: Book, tmp_path: Path
) -> None:
    state, _ = played(records, book)
    teacher, path = Teacher(records), tmp_path / "exam.zip"
    first = teacher.do("export", course=state.course.id, id="export-0001")
    assert teacher.do("export", course=state.course.id, id="export-0001") == first
    path.write_bytes(base64.b64decode(first["file"]["data"]))
    seal = exam_mode.check(path).seal
    assert seal in shown(first)
    # Another file, which this page may never have got, has another seal: what is shown belongs to the one it has.
    other = teacher.do("export", course=state.course.id)
    assert seal not in shown(other)
    assert seal in teacher.words(file="export-0001")
    assert seal not in teacher.words(file=other["file"]["id"])
    for nothing in (None, "export-0002", 7, ["export-0001"]):
        assert seal not in teacher.words(file=nothing)
    another = an_exam(records)
    assert seal not in teacher.words(file="export-0001", course=another.course.id)


@pytest.mark.parametrize("action", [None, "", 7, "short", "no such/name", ["action-0001"]])
def test_an_act_without_a_name_of_its_own_is_not_done(records: Records, action: Any) -> None:
    state = an_exam(records)
    assert Teacher(records).do("close", course=state.course.id, id=action)["type"] == "sorry"
    assert len(records.events(state.course.id)) == 1


# ---- who is named ----


def test_who_was_refused_practice_and_never_joined_is_a_number(records: Records, book: Book) -> None:
    state, _ = played(records, book)
    stranger = Screen(records)
    stranger.hello()
    for _ in range(2):
        assert stranger.act("start", case=CASE)["type"] == "refused"
    who = stranger.session.learner
    assert who is not None
    assert who.id in [one.id for one in records.members(state.course.id)], "something of the exam stands in her record"
    assert who.id not in [one.id for one in who_joined(records, state.course.id)]
    log = exam_mode.log_of(records, state)
    assert (log.records, log.others) == (4, 2)
    assert who.id not in {entry.who.id for entry in log.entries if entry.who}
    assert [entry.kind for entry in log.entries].count("refused") == 1
    data, made = sealing.packed(records, state, book, Lang.DA)
    assert made.candidates == 3
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        everything = b"".join(whole.read(name) for name in whole.namelist()).decode()
    assert who.id not in everything
    assert who.name not in everything
    assert '"refused_to_others": 2' in everything
    assert who.id not in {seat.learner.id for seat in exam_mode.Roll(records).seats(state, datetime.now(UTC))}
    words = Teacher(records).words(log=True)
    assert who.name not in words
    assert "refused 2 times to people who have not joined" in words
    with pytest.raises(Refusal, match="Nobody called"):
        member_of(records, state, who.id)
    with pytest.raises(Refusal, match="not in the course"):
        allow(records, state.course.id, who.id, 25)
    assert not any(event.kind == "allow" for event in records.events(who.id))
    # Once she joins she is a candidate like the others.
    stranger.act("join", code=state.course.code)
    assert allow(records, state.course.id, who.id, 25).extra == 25
    assert exam_mode.log_of(records, state).others == 0


def test_what_a_danish_page_refuses_it_refuses_in_danish(records: Records) -> None:
    state = an_exam(records, minutes=60)
    teacher = Teacher(records, "da")
    said = teacher.do("allow", course=state.course.id, learner="Ask-11", extra="25")["notice"]
    assert said == f"Ingen, der hedder 'Ask-11', er med i prøven {state.course.code}."
    long = teacher.do("allow", course=state.course.id, learner="{x}" * 1000, extra="25")["notice"]
    assert len(long) < 200


# ---- what was done when ----


def test_looking_back_at_a_finished_patient_is_no_late_answer(records: Records, book: Book, clock: type[Clock]) -> None:
    state, candidate = played(records, book, minutes=30, feedback="full")
    clock.at += timedelta(minutes=31)
    exam_mode.release(records, state)
    candidate.act("reflect", text="Jeg ville spørge mere.")
    assert len(candidate.events("reflect")) == 1
    released = courses.state_of(records, state.course.id)
    assert released is not None
    assert [seat.late for seat in exam_mode.Roll(records).seats(released, clock.at)] == [0, 0, 0]


def test_what_is_answered_in_the_grace_is_late(records: Records, clock: type[Clock]) -> None:
    candidate = Candidate(records, an_exam(records, minutes=30))
    candidate.begin()
    clock.at += timedelta(minutes=30, seconds=20)
    candidate.act("ask", question="cancer")
    assert [seat.late for seat in exam_mode.Roll(records).seats(candidate.state, clock.at)] == [1]


# ---- opening again ----


@pytest.mark.parametrize("closed", [False, True])
def test_an_exam_whose_answers_are_released_is_opened_again_nowhere(records: Records, closed: bool) -> None:
    state = an_exam(records)
    if closed:
        close(records, state)
    exam_mode.release(records, state)
    kinds = [event.kind for event in records.events(state.course.id)]
    for session, kind in ((CourseSession(records), "reopen"), (CourseSession(records), "close")):
        message = {"type": kind, "n": 1, "lang": "en", "id": "action-0001", "course": state.course.id}
        answer = session.handle(message)
        assert answer is not None
        assert (answer["type"], answer["text"][:26]) == ("sorry", "The answers are released. ")
    for what in ("reopen", "close"):
        assert "cannot be opened again" in Teacher(records).do(what, course=state.course.id)["notice"]
    assert [event.kind for event in records.events(state.course.id)] == kinds
    after = courses.state_of(records, state.course.id)
    assert after is not None
    assert standing(after) == "over"


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({}, "is open again"),
        ({"closes": "2999-01-01T00:00Z"}, "is open again"),
        ({"opens": "2998-01-01T00:00Z"}, "does not open before"),
        ({"closes": "2001-01-01T00:00Z"}, "but it ended"),
    ],
)
def test_opening_again_says_how_the_course_then_stands(records: Records, times: dict[str, str], says: str) -> None:
    state = an_exam(records, **times)
    for session in (Teacher(records).do, None):
        closed = close(records, state)
        assert closed.closed
        assert close(records, state) == closed, "once"
        if session:
            assert says in session("reopen", course=state.course.id)["notice"]
        else:
            message = {"type": "reopen", "n": 1, "lang": "en", "id": "action-0001", "course": state.course.id}
            answer = CourseSession(records).handle(message)
            assert answer is not None
            assert says in answer["said"]
    again = reopen(records, state)
    assert again.closed is None
    assert says in reopened(again).en
    kinds = [event.kind for event in records.events(state.course.id)]
    assert kinds == ["course", "close", "reopen", "close", "reopen"]


# ---- extra time that changes nothing ----


@pytest.mark.parametrize(
    ("times", "counts"),
    [
        ({}, False),
        ({"closes": "2999-01-01T00:00Z"}, False),
        ({"opens": "2001-01-01T00:00Z"}, False),
        ({"minutes": 60}, True),
        ({"minutes": 60, "closes": "2999-01-01T00:00Z"}, True),
        ({"opens": "2001-01-01T00:00Z", "closes": "2999-01-01T00:00Z"}, True),
    ],
)
def test_extra_time_that_changes_nothing_says_so(records: Records, times: dict[str, Any], counts: bool) -> None:
    state = an_exam(records, **times)
    candidate = Candidate(records, state)
    who = candidate.session.learner
    assert who is not None

    def ends() -> datetime | None:
        (seat,) = exam_mode.Roll(records).seats(state, datetime.now(UTC))
        return seat.ends

    candidate.begin()
    before, teacher = ends(), Teacher(records)
    said = teacher.do("allow", course=state.course.id, learner=who.id, extra="25")
    assert (ends() != before) is counts, "what is said is what happens"
    assert (f"{who.name} now has 25% extra time." == said["notice"]) is counts
    assert ("makes no difference now" in said["notice"]) is not counts
    why = in_vain(state.course)
    assert (why is None) is counts
    assert why is None or why.en in shown(said)
    assert given(state.course, who.name, 0).en == f"{who.name} now has 0% extra time."


# ---- one moment ----


def test_a_sealed_file_vouches_for_what_is_in_it_while_candidates_go_on(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, candidate = played(records, book)
    who = candidate.session.learner
    assert who is not None
    before = records.heads()[who.id]
    late: list[Candidate] = []
    log_of, results = sealing.log_of, sealing.results

    def between(*given: Any) -> Any:
        found = log_of(*given)
        exam_mode.allow(records, state, who, 25)
        late.append(Candidate(records, state))
        return found

    def after(*given: Any) -> Any:
        yield from results(*given)
        exam_mode.allow(records, state, who, 50)

    monkeypatch.setattr(sealing, "log_of", between)
    monkeypatch.setattr(sealing, "results", after)
    data, made = sealing.packed(records, state, book, Lang.DA)
    assert made.candidates == 3
    (chain,) = [line for line in lines(data, "chains.csv") if line["record"] == who.id]
    assert (int(chain["events"]), chain["hash"]) == before
    (whole,) = [line for line in lines(data, "candidates.csv") if line["learner"] == who.id]
    assert whole["extra"] == "0"
    assert "allow" not in {line["kind"] for line in lines(data, "log.csv")}
    (newest,) = late
    assert newest.session.learner
    assert newest.session.learner.id not in data.decode("latin-1")


def test_what_is_recorded_while_a_chain_is_read_is_no_break(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, candidate = played(records, book)
    who = candidate.session.learner
    assert who is not None
    read = records._rows
    more = iter((25,))

    def meanwhile(*given: Any) -> Any:
        for extra in more:  # once, when the end is noted and before the events are read
            exam_mode.allow(records, state, who, extra)
        yield from read(*given)

    then = AsOf(records)
    monkeypatch.setattr(records, "_rows", meanwhile)
    assert then.breaks(who.id) == []


# ---- damaged files ----


def test_a_damaged_file_is_told_and_never_breaks_the_check(records: Records, book: Book, tmp_path: Path) -> None:
    state, _ = played(records, book)
    path, other = tmp_path / "exam.zip", tmp_path / "other.zip"
    seal = exam_mode.export(records, state, book, path).seal
    data, dice = path.read_bytes(), random.Random(13)
    read, refused = 0, list[str]()
    for n in range(600):
        at = dice.randrange(len(data))
        kinds = (
            data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :],
            data[:at],
            data[:at] + bytes(dice.randrange(256) for _ in range(20)) + data[at + 20 :],
        )
        other.write_bytes(kinds[n % 3])
        try:
            found = exam_mode.check(other, seal, records)
        except UsageError as error:
            refused.append(str(error))
        else:
            read += 1
            assert all(sentence.isprintable() for sentence in found.wrong)
    assert all(sentence.isprintable() for sentence in refused)
    assert refused
    assert read, "not everything in a zip is content: a time, for example"


@pytest.mark.parametrize(
    "events", ["²", "١", "-1", "", "9" * 18, "9" * 19, "9" * 200, "1.0", "x" * 200_000, '"\n', "\0", "\r"]
)
def test_a_number_of_events_that_is_none_never_breaks_the_check(records: Records, tmp_path: Path, events: str) -> None:
    state = an_exam(records)
    text = f"record,events,hash\n{state.course.id},{events},x\n"
    path = tmp_path / "exam.zip"
    manifest = '{"form": "lbp-teach exam 1", "title": "x\\ud83d\\u001b[2J", "created": "", "files": {}}'
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("chains.csv", text)
        out.writestr("manifest.json", manifest)
    found = exam_mode.check(path, None, records)
    assert "chains.csv was added." in found.wrong
    assert found.title.isprintable()


@pytest.mark.parametrize("manifest", ["[]", "null", "{}", "[" * 100_000, '{"files": ["ab"]}', "\ud83d", '"files"'])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, manifest: str) -> None:
    path = tmp_path / "exam.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("manifest.json", manifest.encode("utf-8", "surrogatepass"))
    with pytest.raises(UsageError, match="manifest is missing or broken"):
        exam_mode.check(path)
