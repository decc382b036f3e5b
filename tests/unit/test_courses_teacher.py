"""The teachers' page on courses, without a browser: planning, saving, joining, closing, extra time."""

from __future__ import annotations

import base64
import itertools
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from learner import Screen

import lbp_widgets
from lbp_teach import content, courses
from lbp_teach.courses import members as members_module
from lbp_teach.courses import qr
from lbp_teach.courses.address import join_address
from lbp_teach.courses.draft import local_time
from lbp_teach.courses.members import MOST_EXTRA, Seen, allow, has_begun, members
from lbp_teach.courses.standing import standing
from lbp_teach.courses.teacher_session import CourseSession
from lbp_teach.courses.teacher_words import THEMES, WORDS
from lbp_teach.records import Records, Stale
from lbp_teach.refusal import Refusal
from lbp_widgets._compose import compose_js

SLOTS = [{"cases": ["jesper-lund", "sanne-kjaer"], "label": "Rødder", "count": 1, "variant": True, "weight": 1}]
PLAN = {"title": "Hold 4", "slots": SLOTS, "attempts": "2", "feedback": "reasons", "mode": "practice"}
BASE = "http://127.0.0.1:8866/"
FRONT = Path(lbp_widgets.__file__).parent / "course"
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) +([\w$]+)", re.MULTILINE)
_numbers = itertools.count(1)


class Desk:
    """A teacher's window."""

    def __init__(self, records: Records, lang: str = "en") -> None:
        self.session, self.lang = CourseSession(records), lang

    def ask(self, kind: str, **more: Any) -> dict[str, Any]:
        n = next(_numbers)
        message = {"type": kind, "n": n, "lang": self.lang, "id": f"action-{n:04}", "base": BASE, **more}
        answer = self.session.handle(message)
        assert answer is not None
        assert (answer["n"], answer["lang"]) == (n, self.lang)
        return answer

    def saved(self, **changes: Any) -> dict[str, Any]:
        answer = self.ask("save", plan={**PLAN, **changes})
        assert answer["type"] == "shown", answer
        found: dict[str, Any] = answer["course"]
        return found


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    store = Records(tmp_path / "records.sqlite3")
    yield store
    store.close()


@pytest.fixture
def desk(records: Records) -> Desk:
    return Desk(records)


def a_student(records: Records, code: str) -> Screen:
    screen = Screen(records)
    screen.hello(route={"join": code})
    return screen


def begins(screen: Screen, course: str, place: str = "0.0") -> None:
    answer = screen.act("start", course=course, place=place)
    assert answer["type"] == "view", answer


def who(screen: Screen) -> str:
    assert screen.session.learner
    return screen.session.learner.id


# ---- from nothing to a class ----


def test_only_an_exam_leads_to_the_page_of_exams(desk: Desk) -> None:
    assert desk.saved()["pages"] == ["live"]
    assert desk.saved(title="Prøven", mode="exam", attempts="1")["pages"] == ["live", "exam"]


def test_from_an_empty_list_to_a_student_in_her_course(records: Records, desk: Desk) -> None:
    first = desk.ask("show", hello=True)
    assert first["courses"] == []
    assert first["strings"]["courses.new"] == "New course"
    form = desk.ask("show", screen="form")["form"]
    filled = desk.ask("blueprint", blueprint=form["blueprints"][1][0])
    plan = form["plan"] | {"title": "Hold 4, uge 49", "slots": filled["slots"]}
    checked = desk.ask("check", plan=plan)
    assert [one for one in checked["problems"] if one["blocks"]] == []
    assert checked["beside"]["n"] == sum(slot["count"] for slot in filled["slots"])
    assert all(len(row["met"]) == 2 for row in checked["beside"]["rows"])

    course = desk.ask("save", plan=plan)["course"]
    assert course["join"]["url"] == f"{BASE}?join={course['code']}"
    assert course["code_spaced"].replace(" ", "") == course["code"]
    student = a_student(records, course["code"])
    begins(student, course["id"])
    assert desk.ask("count", course=course["id"])["joined"] == 1
    shown = desk.ask("show", screen="course", course=course["id"])["course"]
    assert [(one["words"], one["extra"]) for one in shown["people"]] == [("has begun", 0)]
    assert [one["title"] for one in desk.ask("show")["courses"]] == ["Hold 4, uge 49"]


def test_what_is_saved_is_what_was_typed(records: Records, desk: Desk) -> None:
    course = desk.saved(opens="2026-12-04T09:00", closes="2026-12-04T12:00", minutes="60", lang="da")
    state = courses.state_of(records, course["id"])
    assert state is not None
    made = state.course
    assert (made.title, made.attempts, made.feedback, made.minutes, made.lang) == ("Hold 4", 2, "reasons", 60, "da")
    assert (local_time(made.opens), local_time(made.closes)) == ("2026-12-04T09:00", "2026-12-04T12:00")
    assert made.slots[0].cases == ("jesper-lund", "sanne-kjaer")
    assert course["join"]["url"].endswith("&lang=da")
    form = desk.ask("show", screen="form", course=course["id"])["form"]
    assert form["course"] == course["id"]
    assert {name: str(form["plan"][name]) for name in ("title", "attempts", "minutes", "opens")} == {
        "title": "Hold 4",
        "attempts": "2",
        "minutes": "60",
        "opens": "2026-12-04T09:00",
    }


def test_a_plan_with_something_wrong_is_not_saved_and_says_where(records: Records, desk: Desk) -> None:
    answer = desk.ask("save", plan={**PLAN, "title": " ", "attempts": "many"})
    assert answer["type"] == "checked"
    assert answer["stopped"] is True
    assert {one["at"] for one in answer["problems"] if one["blocks"]} == {"title", "attempts"}
    unequal = [{"cases": ["jonas-hvid", "jesper-lund"], "count": 1}]
    (problem,) = [one for one in desk.ask("save", plan={**PLAN, "slots": unequal})["problems"] if one["blocks"]]
    assert problem["at"] == "slots/0/cases"
    assert courses.all_courses(records) == []
    # While the name is still missing, the patients are looked at all the same.
    checked = desk.ask("check", plan={"title": "", "slots": unequal})
    assert {one["at"] for one in checked["problems"]} >= {"title", "slots/0/cases"}
    assert [len(row["met"]) for row in checked["beside"]["rows"]] == [2]


def test_what_is_asked_twice_is_done_once(records: Records, desk: Desk) -> None:
    first = desk.ask("save", plan=PLAN, id="one-and-the-same")
    again = desk.ask("save", plan=PLAN, id="one-and-the-same")
    assert first["course"]["id"] == again["course"]["id"]
    assert len(courses.all_courses(records)) == 1


# ---- changing ----


def edited(desk: Desk, course: str, **changes: Any) -> dict[str, Any]:
    form = desk.ask("show", screen="form", course=course)["form"]
    return desk.ask("save", course=course, was=form["was"], plan=form["plan"] | changes)


def test_a_change_is_a_new_event_with_the_same_code(records: Records, desk: Desk) -> None:
    course = desk.saved()
    answer = edited(desk, course["id"], title="Hold 5", slots=[{"cases": ["mogens-lauritsen"]}])
    assert answer["course"]["code"] == course["code"]
    assert answer["course"]["title"] == "Hold 5"
    assert [event.kind for event in records.events(course["id"])] == ["course", "course"]


def test_patients_stay_once_somebody_has_begun_and_the_rest_may_change(records: Records, desk: Desk) -> None:
    course = desk.saved()
    student = a_student(records, course["code"])
    assert not has_begun(records, course["id"])
    begins(student, course["id"])
    assert has_begun(records, course["id"])
    before = courses.patients(courses.state_of(records, course["id"]).course, who(student))  # type: ignore[union-attr]

    for change in (
        {"slots": [{**SLOTS[0], "cases": ["jesper-lund"]}]},
        {"slots": [{**SLOTS[0], "variant": False}]},
        {"slots": [*SLOTS, *SLOTS]},
        {"mode": "exam", "attempts": 1},
    ):
        answer = edited(desk, course["id"], **change)
        assert answer["type"] == "checked", change
        assert "Somebody has begun" in answer["problems"][-1]["what"]
    assert len(records.events(course["id"])) == 1
    assert desk.ask("show", screen="form", course=course["id"])["form"]["fixed"] is True
    assert desk.ask("show", screen="form", course=course["id"], copy=True)["form"]["fixed"] is False

    answer = edited(desk, course["id"], title="Hold 5", attempts="3", slots=[{**SLOTS[0], "weight": "2,5"}])
    assert answer["type"] == "shown"
    state = courses.state_of(records, course["id"])
    assert state is not None
    assert (state.course.attempts, state.course.slots[0].weight) == (3, 2.5)
    after = courses.patients(state.course, who(student))
    assert [place.case for place in after] == [place.case for place in before]


def test_a_change_upon_somebody_elses_is_refused(records: Records, desk: Desk) -> None:
    course = desk.saved()
    form = desk.ask("show", screen="form", course=course["id"])["form"]
    assert edited(Desk(records), course["id"], title="Hold 5")["type"] == "shown"
    answer = desk.ask("save", course=course["id"], was=form["was"], plan=form["plan"] | {"title": "Hold 6"})
    assert "Somebody else has changed" in answer["text"]
    assert desk.ask("show")["courses"][0]["title"] == "Hold 5"


def meanwhile(monkeypatch: pytest.MonkeyPatch, step: str, act: Callable[[], object]) -> None:
    """Let something happen once, just before a step of saving."""
    module = sys.modules["lbp_teach.courses.teacher_session"]
    real, waiting = getattr(module, step), [act]

    def first(*given: Any, **more: Any) -> Any:
        if waiting:
            waiting.pop()()
        return real(*given, **more)

    monkeypatch.setattr(module, step, first)


@pytest.mark.parametrize("step", ["problems", "note"])
def test_what_another_teacher_saves_while_one_is_saving_is_not_lost(
    step: str, records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = desk.saved()
    state = courses.state_of(records, course["id"])
    assert state is not None
    other = state.course.model_dump(mode="json") | {"title": "Hold 5"}
    meanwhile(monkeypatch, step, lambda: courses.note(records, course["id"], "course", other))
    answer = edited(desk, course["id"], title="Hold 6")
    assert "Somebody else has changed" in answer.get("text", ""), answer
    assert [event.kind for event in records.events(course["id"])] == ["course", "course"]
    assert desk.ask("show")["courses"][0]["title"] == "Hold 5"


def test_closing_a_course_while_somebody_saves_stops_neither(
    records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = desk.saved()
    meanwhile(monkeypatch, "problems", lambda: courses.note(records, course["id"], "close"))
    answer = edited(desk, course["id"], title="Hold 6")
    assert (answer["course"]["title"], answer["course"]["standing"]) == ("Hold 6", "closed")


def test_who_begins_while_the_patients_are_looked_at_keeps_hers(
    records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = desk.saved()
    student = a_student(records, course["code"])
    meanwhile(monkeypatch, "problems", lambda: begins(student, course["id"]))
    answer = edited(desk, course["id"], slots=[{**SLOTS[0], "cases": ["jesper-lund"]}])
    assert answer["type"] == "checked"
    assert "Somebody has begun" in answer["problems"][-1]["what"]


def test_a_note_that_rests_on_what_was_read_is_not_written_upon_something_else(records: Records, desk: Desk) -> None:
    course = desk.saved()
    assert courses.note(records, course["id"], "close", expect=1).seq == 2
    with pytest.raises(Stale):
        courses.note(records, course["id"], "reopen", expect=1)
    assert [event.kind for event in records.events(course["id"])] == ["course", "close"]


@pytest.fixture
def in_denmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server in Denmark, where 2.00 to 3.00 on 25 October 2026 comes twice."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Copenhagen")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_denmark")
@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2026-10-25T01:30:00.000+00:00", "2026-10-25T08:00:00.000+00:00"),  # 2.30, the second time
        ("2026-10-25T00:45:00.000+00:00", "2026-10-25T01:15:00.000+00:00"),  # from 2.45 until 2.15, in that order
        ("2026-12-04T08:00:30.250+00:00", "2026-12-04T08:00:59.000+00:00"),
    ],
)
def test_a_time_that_nobody_changes_stays(records: Records, desk: Desk, opens: str, closes: str) -> None:
    made = courses.create(records, title="Hold 4", slots=SLOTS, opens=opens, closes=closes).course
    form = desk.ask("show", screen="form", course=made.id)["form"]
    checked = desk.ask("check", course=made.id, plan=form["plan"])["problems"]
    assert [one["at"] for one in checked if one["blocks"]] == []
    assert edited(desk, made.id, title="Hold 5")["type"] == "shown"
    state = courses.state_of(records, made.id)
    assert state is not None
    assert (state.course.title, state.course.opens, state.course.closes) == ("Hold 5", opens, closes)
    edited(desk, made.id, opens="2026-10-24T09:00")
    state = courses.state_of(records, made.id)
    assert state is not None
    assert (state.course.opens, state.course.closes) == ("2026-10-24T07:00:00.000+00:00", closes)


def test_an_exam_says_which_courses_cannot_practise_with_its_patients(records: Records, desk: Desk) -> None:
    mine, _ = desk.saved(title="Hold 4"), desk.saved(title="Hold 9", slots=[{"cases": ["mogens-lauritsen"]}])
    exam = {**PLAN, "mode": "exam", "attempts": 1, "slots": [{"cases": ["jesper-lund"]}]}

    def told(plan: dict[str, Any] = exam, **more: Any) -> list[str]:
        return [one["what"] for one in desk.ask("check", plan=plan, **more)["problems"] if one["at"] == "mode"]

    (what,) = told()
    assert "Hold 4" in what
    assert "Hold 9" not in what
    assert "nobody can practise with Jesper Lund" in what
    assert told({**exam, "mode": "practice"}) == []
    assert told(course=mine["id"]) == [], "a course does not stop itself"
    made = desk.saved(**{**exam, "title": "Prøve"})
    assert len(told(course=made["id"])) == 1
    courses.note(records, made["id"], "release")
    assert told(course=made["id"]) == [], "nothing of it is secret any more"
    courses.note(records, mine["id"], "close")
    assert told() == []


def test_the_list_says_of_an_exam_that_its_answers_are_not_released(records: Records, desk: Desk) -> None:
    exam = desk.saved(mode="exam", attempts=1, closes="2001-01-01T00:00")
    assert exam["words"].endswith("the answers are not released")
    assert desk.ask("show")["courses"][0]["words"] == exam["words"]
    courses.note(records, exam["id"], "close")
    assert desk.ask("show")["courses"][0]["words"].startswith("Closed")
    assert desk.ask("show")["courses"][0]["words"].endswith("the answers are not released")
    courses.note(records, exam["id"], "release")
    assert desk.ask("show")["courses"][0]["words"] == "Ended, the answers are released"
    desk.saved(closes="2001-01-01T00:00")
    assert "released" not in desk.ask("show")["courses"][0]["words"], "a course that is no exam has none"


def test_a_released_exam_is_not_closed(records: Records, desk: Desk) -> None:
    exam = desk.saved(mode="exam", attempts=1)
    assert exam["ended"] is False
    courses.note(records, exam["id"], "release")
    assert desk.ask("show", screen="course", course=exam["id"])["course"]["ended"] is True
    assert desk.ask("close", course=exam["id"])["type"] == "sorry"


def test_who_is_in_a_course_is_read_again_only_where_something_happened(
    records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = desk.saved()
    one, other = a_student(records, course["code"]), a_student(records, course["code"])
    known: dict[tuple[str, str], Seen] = {}
    before = members(records, course["id"], known)
    assert not has_begun(records, course["id"], known)
    begins(one, course["id"])
    allow(records, course["id"], who(other), 25)
    read: list[tuple[str, int]] = []
    events = records.events

    def noted(learner: str, after: int = 0) -> Any:
        read.append((learner, after))
        return events(learner, after)

    monkeypatch.setattr(records, "events", noted)
    found = members(records, course["id"], known)
    assert sorted(name for name, _ in read) == sorted(member.id for member in before)
    assert all(after > 0 for _, after in read), "what was read before is not read again"
    assert {member.id: (member.begun, member.extra) for member in found} == {
        who(one): (True, 0),
        who(other): (False, 25),
    }
    read.clear()
    assert members(records, course["id"], known) == found
    assert has_begun(records, course["id"], known)
    assert read == []
    assert members(records, course["id"]) == found


def test_a_copy_has_a_code_of_its_own_and_no_times(records: Records, desk: Desk) -> None:
    course = desk.saved(opens="2026-12-04T09:00", closes="2026-12-04T12:00")
    form = desk.ask("show", screen="form", course=course["id"], copy=True)["form"]
    assert form["course"] is None
    assert (form["plan"]["title"], form["plan"]["opens"], form["plan"]["closes"]) == ("Hold 4 (copy)", "", "")
    copy = desk.ask("save", course=None, plan=form["plan"])["course"]
    assert copy["code"] != course["code"]
    assert len(courses.all_courses(records)) == 2


def test_a_course_is_closed_and_opened_again(records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["lbp_teach.courses.window"], "GRACE", timedelta(0))
    course = desk.saved()
    assert desk.ask("close", course=course["id"])["course"]["standing"] == "closed"
    desk.ask("close", course=course["id"])
    assert [event.kind for event in records.events(course["id"])] == ["course", "close"]
    student = a_student(records, course["code"])
    assert student.act("start", course=course["id"], place="0.0")["type"] == "refused"
    assert desk.ask("reopen", course=course["id"])["course"]["standing"] == "open"
    begins(student, course["id"])


@pytest.mark.parametrize(
    ("changes", "is_"),
    [
        ({}, "open"),
        ({"opens": "2999-01-01T00:00"}, "soon"),
        ({"opens": "2001-01-01T00:00", "closes": "2999-01-01T00:00"}, "open"),
        ({"closes": "2001-01-01T00:00"}, "over"),
    ],
)
def test_how_a_course_stands(records: Records, desk: Desk, changes: dict[str, str], is_: str) -> None:
    course = desk.saved(**changes)
    state = courses.state_of(records, course["id"])
    assert state is not None
    assert course["standing"] == standing(state) == is_
    notes = desk.ask("check", plan={**PLAN, **changes})["problems"]
    assert ("closes" in {one["at"] for one in notes}) is (is_ == "over")


@pytest.mark.parametrize(
    ("lang", "fields"),
    [
        ("da", ["Forsøg ved hver patient", "Minutter i alt", "Gruppe 1, Vægt"]),
        ("en", ["Attempts at each patient", "Minutes in all", "Group 1, Weight"]),
    ],
)
def test_what_is_wrong_twice_in_the_same_way_names_its_field(records: Records, lang: str, fields: list[str]) -> None:
    slots = [{"cases": ["jesper-lund"], "weight": "1e9"}]
    plan = {**PLAN, "attempts": "1000000000", "minutes": "1000000000", "slots": slots}
    found = Desk(records, lang).ask("check", plan=plan)["problems"]
    assert sorted(one["field"] for one in found) == sorted(fields)


def test_a_course_with_the_name_of_another_is_pointed_out_but_not_beside_itself(records: Records, desk: Desk) -> None:
    mine = desk.saved()

    def notes(**more: Any) -> list[str]:
        return [one["at"] for one in desk.ask("check", plan=PLAN, **more)["problems"]]

    assert notes() == ["title"]
    assert notes(course=mine["id"]) == []


# ---- the address and its image ----


@pytest.mark.parametrize(
    ("given", "url", "local"),
    [
        (BASE, f"{BASE}?join=K7M3QD&lang=da", True),
        ("http://localhost:8866", "http://localhost:8866/?join=K7M3QD&lang=da", True),
        ("http://[::1]:8866/", "http://[::1]:8866/?join=K7M3QD&lang=da", True),
        ("https://lbp.example/user/x/?a=b#c", "https://lbp.example/user/x/?join=K7M3QD&lang=da", False),
        ("lbp.example", "https://lbp.example/?join=K7M3QD&lang=da", False),
        ("http://192.168.1.20:8866/", "http://192.168.1.20:8866/?join=K7M3QD&lang=da", False),
    ],
)
def test_an_address_of_the_server_becomes_one_that_joins(given: str, url: str, local: bool) -> None:
    course = courses.Course(id="course-000000000000", code="K7M3QD", title="x", slots=SLOTS, lang="da")
    found = join_address(course, given)
    assert found is not None
    assert (found.url, found.local) == (url, local)


@pytest.mark.parametrize(
    "given",
    [None, "", 4, "javascript://x/", "http://", "http://a@b/", "http://x:y/", "a b", "x" * 400, "http://\u202ex/"],
)
def test_what_is_no_address_gives_none(desk: Desk, given: object) -> None:
    course = desk.saved()
    answer = desk.ask("show", screen="course", course=course["id"], base=given, typed=True)
    assert answer["course"]["join"] is None
    assert (answer["base_wrong"] is not None) is bool(given)
    assert "text" in desk.ask("picture", course=course["id"], base=given)


def test_the_image_is_the_code_of_the_address(desk: Desk) -> None:
    course = desk.saved()
    join = course["join"]
    want = [bytes(row) for row in segno.make_qr(join["url"], error="m").matrix]
    size = join["qr"]["size"]
    assert size == len(want) + 2 * qr.QUIET
    drawn = [bytearray(size) for _ in range(size)]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", join["qr"]["path"]):
        for i in range(int(run)):
            drawn[int(y)][int(x) + i] += 1
    q = qr.QUIET
    assert [bytes(row[q:-q]) for row in drawn[q:-q]] == want
    assert not any(map(any, [*drawn[:q], *drawn[-q:]])), "nothing stands in the quiet zone"
    assert join["url"] in join["qr"]["alt"]
    picture = desk.ask("picture", course=course["id"])
    assert base64.b64decode(picture["png"]).startswith(b"\x89PNG")
    assert picture["name"] == f"lbp-{course['code']}.png"


# ---- extra time ----


def test_extra_time_stands_in_the_students_own_record(records: Records, desk: Desk) -> None:
    course = desk.saved(minutes="60", closes="2999-01-01T00:00")
    one, other = a_student(records, course["code"]), a_student(records, course["code"])
    answer = desk.ask("allow", course=course["id"], learner=who(one), extra="25")
    assert answer["said"].endswith("now has 25% extra time.")
    assert {member.id: member.extra for member in members(records, course["id"])} == {who(one): 25, who(other): 0}
    event = records.events(who(one))[-1]
    assert (event.kind, event.attempt, event.body) == ("allow", course["id"], {"course": course["id"], "extra": 25})
    assert who(one) not in str(records.events(course["id"]))
    assert records.breaks(who(one)) == []
    desk.ask("allow", course=course["id"], learner=who(one), extra="0")
    assert members(records, course["id"])[0].extra == 0
    begins(one, course["id"])  # the window that was open goes on


@pytest.mark.parametrize("extra", ["-1", str(MOST_EXTRA + 1), "1.5", "much", "", "٣", None, True])
def test_extra_time_that_cannot_be_is_refused(records: Records, desk: Desk, extra: object) -> None:
    course = desk.saved()
    student = a_student(records, course["code"])
    before = len(records.events(who(student)))
    assert "whole number" in desk.ask("allow", course=course["id"], learner=who(student), extra=extra)["text"]
    assert len(records.events(who(student))) == before


def test_extra_time_is_for_who_has_joined(records: Records, desk: Desk) -> None:
    course = desk.saved()
    stranger = Screen(records)
    stranger.hello()
    for learner in (who(stranger), "nobody", course["id"], None):
        assert "not in the course" in desk.ask("allow", course=course["id"], learner=learner, extra="25")["text"]


def test_extra_time_is_written_though_the_student_goes_on_answering(
    records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = desk.saved()
    student = a_student(records, course["code"])
    begins(student, course["id"])
    append, late = records.append, [2]

    def meanwhile(learner: str, action: str, attempt: str, kind: str, body: Any, expect: int) -> Any:
        if kind == "allow" and late[0]:
            late[0] -= 1
            question = next(iter(content.book().questions))
            append(learner, f"between-{late[0]}", attempt, "ask", {"question": question}, expect)
        return append(learner, action, attempt, kind, body, expect)

    monkeypatch.setattr(records, "append", meanwhile)
    assert allow(records, course["id"], who(student), 50).extra == 50
    assert [event.kind for event in records.events(who(student))][-3:] == ["ask", "ask", "allow"]
    assert allow(records, course["id"], who(student), 50).extra == 50
    assert [event.kind for event in records.events(who(student))][-1:] == ["allow"], "what she has is not given again"
    assert sum(event.kind == "allow" for event in records.events(who(student))) == 1

    def always(*_: Any, **__: Any) -> Any:
        raise Stale

    monkeypatch.setattr(records, "append", always)
    monkeypatch.setattr(members_module, "TRIES", 2)
    with pytest.raises(Refusal, match="keeps answering"):
        allow(records, course["id"], who(student), 60)


def test_two_students_of_one_pseudonym_are_told_apart(records: Records, desk: Desk) -> None:
    course = desk.saved()
    students = [a_student(records, course["code"]) for _ in range(2)]
    with records._write() as run:
        run("UPDATE learners SET name = 'Birk-27' WHERE id NOT LIKE 'course-%'")
    shown = desk.ask("show", screen="course", course=course["id"])["course"]["people"]
    assert {one["name"] for one in shown} == {f"Birk-27 ({who(one)[:4]})" for one in students}


def test_where_extra_time_changes_nothing_the_page_says_so(desk: Desk) -> None:
    assert "changes nothing" in desk.saved()["extra_note"]
    assert "needs one of them" in desk.saved(closes="2999-01-01T00:00")["extra_note"]
    assert desk.saved(minutes="30")["extra_note"] is None


# ---- whatever comes ----


def test_messages_that_mean_nothing_do_no_harm(records: Records, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = CourseSession(records)
    assert [session.handle(one) for one in (None, [], {}, {"type": "purge"}, {"type": ["save"]})] == [None] * 5
    for kind, more in (
        ("show", {"screen": "course", "course": "course-'; DROP"}),
        ("close", {"course": 4}),
        ("save", {"plan": PLAN, "id": None}),
        ("save", {"plan": PLAN, "course": "course-000000000000"}),
        ("blueprint", {"blueprint": "none"}),
        ("count", {}),
        ("marks", {"course": ["x"]}),
        ("remove", {"course": "course-000000000000"}),
    ):
        assert desk.ask(kind, **more)["type"] == "sorry", kind
    assert desk.ask("check", plan=[1])["type"] == "checked"
    assert courses.all_courses(records) == []

    def full(*_: Any, **__: Any) -> Any:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(records, "append", full)
    assert "could not be saved" in desk.ask("save", plan=PLAN)["text"]


def test_the_words_of_the_page_exist_in_both_languages(records: Records) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FRONT.glob("*.js"))
    strings = {lang: Desk(records, lang).ask("show", hello=True)["strings"] for lang in ("da", "en")}
    asked = set(re.findall(r'\bt\("([\w.]+)"', text))
    assert len(asked) > 60
    assert {key for key in asked if key not in strings["da"] or key not in strings["en"]} == set()
    # A key is written out, or put together from a beginning: t(`courses.lang.${one}`). Python takes some itself.
    python = "".join(path.read_text("utf-8") for path in Path(courses.__file__).parent.glob("teacher_*.py"))
    starts = {start.removeprefix("courses.") for start in re.findall(r"[`\"](courses\.[\w.]*)", text)}
    starts |= set(re.findall(r"WORDS\[f?\"([\w.]+)", python))
    unused = [
        key
        for key in WORDS
        if not any(key == start or (start.endswith(".") and key.startswith(start)) for start in starts)
        and not (key.endswith(".one") and key[:-4] in starts)
    ]
    assert unused == []
    assert {theme for card in content.catalogue().cards for theme in content.load_case(card.id).themes} <= set(THEMES)


def test_the_modules_are_one_text_without_a_name_twice() -> None:
    text = compose_js(FRONT / "course.js")
    names = DECLARED.findall(text)
    assert [name for name in set(names) if names.count(name) > 1] == []
    assert re.findall(r"https?://(?!www\.w3\.org)|\bfetch\(|innerHTML", text) == []
    for path in FRONT.glob("*.js"):
        assert all(name in names for name in DECLARED.findall(path.read_text("utf-8"))), f"{path.name} is forgotten"
    css = (FRONT / "course.css").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", css) == []
