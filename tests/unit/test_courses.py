"""Courses: joined with a code, patients of one's own, opened and closed by the server's clock."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from learner import Screen
from pydantic import ValidationError

from lbp_teach import content, courses
from lbp_teach.courses import desk
from lbp_teach.courses.assigning import as_listed
from lbp_teach.courses.model import in_utc
from lbp_teach.courses.record import fresh_code, typed_code
from lbp_teach.guideline.assess import Book
from lbp_teach.play import fold
from lbp_teach.records import Event, Gone, Records
from lbp_teach.variants import base_of, seed_of

POOL = ("jesper-lund", "rikke-thorsen", "selma-hodzic")
SLOTS: list[dict[str, Any]] = [{"cases": POOL, "count": 2}, {"cases": ["agnes-thomsen"], "variant": False, "weight": 3}]
NOW = datetime(2026, 12, 4, 9, tzinfo=UTC)


def made(records: Records, **more: Any) -> courses.CourseState:
    return courses.create(records, **{"title": "Hold 4", "slots": SLOTS} | more)


def joined(records: Records, state: courses.CourseState) -> Screen:
    screen = Screen(records)
    screen.hello(route={"join": state.course.code.lower()})
    return screen


def refusal(screen: Screen, kind: str, **args: Any) -> str:
    answer = screen.act(kind, **args)
    assert answer["type"] == "refused"
    return str(answer["text"])


def started(screen: Screen, state: courses.CourseState, place: str = "0.0", **more: Any) -> dict[str, Any]:
    screen.act("start", course=state.course.id, place=place, **more)
    case: dict[str, Any] = screen.view["case"]
    return case


def mine(records: Records, screen: Screen) -> dict[str, Any]:
    assert screen.session.learner
    return dict(fold(records.events(screen.session.learner.id)))


# ---- what a teacher decides ----


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"opens": "2026-12-04T10:00+00:00", "closes": "2026-12-04T09:00+00:00"}, "closes is not after opens"),
        ({"mode": "exam", "attempts": 2}, "attempts must be 1"),
        ({"slots": [{"cases": POOL, "count": 4}]}, "only 3 cases"),
        ({"slots": [{"cases": [*POOL, POOL[0]]}]}, "named twice"),
        ({"slots": []}, "at least 1"),
        ({"opens": "tomorrow"}, "is no time"),
        ({"title": "   "}, "at least 1"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(records: Records, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        made(records, **wrong)
    assert records.course_ids() == []


def test_times_are_kept_in_utc(records: Records) -> None:
    state = made(records, opens="2026-12-04T10:00+01:00")
    assert state.course.opens == "2026-12-04T09:00:00.000+00:00"
    assert in_utc("2026-12-04T09:00Z") == state.course.opens


def test_a_course_is_read_as_it_was_written_and_only_what_is_new_is_read_again(records: Records) -> None:
    state = made(records)
    assert courses.state_of(records, state.course.id) == state
    courses.note(records, state.course.id, "show", {"what": "a"})
    courses.note(records, state.course.id, "show", {"what": "b"})
    courses.note(records, state.course.id, "hide", {"what": "a"})
    known = courses.state_of(records, state.course.id, state)
    assert known is not None
    assert known.shown == {"b"}
    assert known == courses.state_of(records, state.course.id)
    assert courses.state_of(records, "course-000000000000") is None


def test_the_first_release_counts(records: Records) -> None:
    state = made(records, mode="exam")
    first = courses.note(records, state.course.id, "release")
    assert first.released
    assert courses.note(records, state.course.id, "release").released == first.released


def test_a_course_is_no_learner_and_its_chain_is_checked(records: Records) -> None:
    state = made(records)
    assert records.people() == []
    assert list(records.learners()) == []
    assert records.course_ids() == [state.course.id]
    assert records.check().events == 1
    records.purge(state.course.id)
    assert courses.all_courses(records) == []
    with pytest.raises(Gone):
        courses.note(records, state.course.id, "close")


# ---- codes ----


def test_a_code_is_taken_however_it_is_typed(records: Records) -> None:
    state, other = made(records), made(records, title="Hold 5")
    code = state.course.code
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        found = courses.by_code(records, typed)
        assert found is not None
        assert found.course.id == state.course.id
    assert other.course.code != code
    for wrong in (code[:5], code + "A", "0IO1LU", "", None, 7, code * 40):
        assert courses.by_code(records, wrong) is None
    assert typed_code("hej med dig") is None


def test_a_fresh_code_is_none_of_those_that_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("AAAAAABBBBBB")
    monkeypatch.setattr("lbp_teach.courses.record.secrets.choice", lambda signs: next(drawn) if signs else "")
    assert fresh_code(["AAAAAA"]) == "BBBBBB"


# ---- who meets whom ----


def test_a_learner_meets_the_same_patients_every_time_and_neighbours_meet_others(records: Records) -> None:
    course = made(records).course
    drawn = {f"{n:016x}": courses.patients(course, f"{n:016x}") for n in range(60)}
    assert all(courses.patients(course, name) == places for name, places in drawn.items())
    for places in drawn.values():
        by_name = {place.name: place for place in places}
        assert sorted(by_name) == ["0.0", "0.1", "1.0"]
        assert len({base_of(place.case) for place in places}) == 3
        assert all(seed_of(by_name[name].case) for name in ("0.0", "0.1"))
        assert by_name["1.0"].case == "agnes-thomsen"
        assert by_name["1.0"].weight == 3
    # A patient's place in the list says nothing of her group.
    listed = [[place.name for place in as_listed(course, name)] for name in drawn]
    lasts = [names.index("1.0") for names in listed]
    assert all(lasts.count(place) >= 8 for place in range(3))
    # Two of three in either order, and a variant each: hardly two of sixty have the same first patient.
    found = [next(place.case for place in places if place.name == "0.0") for places in drawn.values()]
    assert len(set(found)) > 55
    firsts = [base_of(case) for case in found]
    assert all(firsts.count(name) >= 8 for name in POOL)


def test_every_drawn_patient_is_there(records: Records) -> None:
    course = made(records).course
    for n in range(20):
        for place in courses.patients(course, f"{n:016x}"):
            assert content.current_hash(place.case) is not None


def test_slots_do_not_share_a_patient_while_there_are_others(records: Records) -> None:
    course = made(records, slots=[{"cases": POOL}, {"cases": POOL}, {"cases": POOL}]).course
    for n in range(20):
        places = courses.patients(course, f"{n:016x}")
        assert len({base_of(place.case) for place in places}) == 3


# ---- a learner in a course ----


def test_joining_by_address_shows_the_course_and_says_so(records: Records) -> None:
    state = made(records)
    screen = Screen(records)
    answers = screen.hello(route={"join": state.course.code})
    assert answers[-1]["notice"] == {"tone": "note", "text": "Du er nu med på holdet Hold 4."}
    (course,) = screen.view["home"]["courses"]
    assert course["title"] == "Hold 4"
    assert [one["state"] for one in course["patients"]] == ["new"] * 3
    screen.hello(route={"join": state.course.code})
    assert len(screen.view["home"]["courses"]) == 1
    assert screen.session.learner
    assert [event.kind for event in records.events(screen.session.learner.id)] == ["join"]


def test_a_wrong_code_is_refused_with_what_a_code_looks_like(records: Records) -> None:
    made(records)
    screen = Screen(records)
    answers = screen.hello(route={"join": "222222"})
    assert answers[-1]["notice"]["tone"] == "warn"
    assert "seks tegn" in answers[-1]["notice"]["text"]
    assert "seks tegn" in refusal(screen, "join", code=["K7M3QD"])
    assert screen.view["home"]["courses"] == []


def test_what_the_teacher_calls_a_slot_reaches_no_learner(records: Records) -> None:
    state = made(records, slots=[{"cases": POOL, "label": "cauda equina"}])
    screen = joined(records, state)
    assert "cauda equina" not in json.dumps(screen.view["home"]["courses"])
    assert "weight" not in json.dumps(screen.view["home"]["courses"])


def test_a_patient_of_a_course_is_told_as_the_course_says(records: Records) -> None:
    state = made(records, feedback="correctness")
    screen = joined(records, state)
    started(screen, state)
    (attempt,) = mine(records, screen).values()
    assert (attempt.course, attempt.place, attempt.feedback) == (state.course.id, "0.0", "correctness")
    assert screen.view["case"]["course"]["title"] == "Hold 4"
    again = started(screen, state)
    assert again["attempt"] == attempt.id
    assert len(mine(records, screen)) == 1


def test_a_patient_that_is_not_hers_is_not_opened(records: Records) -> None:
    state, other = made(records), made(records, title="Hold 5")
    screen = joined(records, state)
    for course, place in ((other.course.id, "0.0"), (state.course.id, "9.0"), (state.course.id, None), ("x", "0.0")):
        assert "hører ikke til" in refusal(screen, "start", course=course, place=place)


def test_names_that_are_no_text_are_refused_however_deep_they_are(
    records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    screen = joined(records, made(records))
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    assert "hører ikke til" in refusal(screen, "start", course=deep, place=deep)
    assert "hører ikke til" in refusal(screen, "take_over", course=deep)
    assert "seks tegn" in refusal(screen, "join", code=deep)
    refusal(screen, "go", case="jesper-lund", attempt=deep)
    screen.hello(window=deep, route={"case": "jesper-lund", "attempt": deep, "join": deep})
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_practice_on_the_same_case_does_not_fill_a_place(records: Records) -> None:
    state = made(records)
    screen = joined(records, state)
    screen.act("start", case="agnes-thomsen")
    started(screen, state, "1.0")
    assert [one.place for one in mine(records, screen).values()] == ["", "1.0"]


def test_one_case_in_two_places_is_two_attempts_and_each_is_opened(records: Records) -> None:
    state = made(records, slots=[{"cases": ["jesper-lund"], "variant": False}] * 2)
    screen = joined(records, state)
    first = started(screen, state, "0.0")["attempt"]
    screen.act("ask", question="cancer")
    second = started(screen, state, "1.0")["attempt"]
    assert first != second
    assert screen.view["case"]["history"] == []
    assert "attempt" not in screen.view["route"], "the newest attempt at a case needs no name in the address"
    screen.act("go", case=None)
    again = started(screen, state, "0.0")
    assert again["attempt"] == first
    assert [one["question"] for one in again["history"]] == ["cancer"]
    screen.act("ask", question="fever", attempt=first)
    screen.act("go", case="jesper-lund", stage="examination")
    assert screen.view["case"]["attempt"] == first
    route = screen.view["route"]
    screen.hello(route=route)
    assert screen.view["case"]["attempt"] == first
    assert len(mine(records, screen)[first].now.asked) == 2
    assert mine(records, screen)[second].now.asked == ()
    screen.hello(route={"case": "jesper-lund", "attempt": "a-of-somebody-else"})
    assert screen.view["case"]["attempt"] == second


def test_practice_afterwards_does_not_hide_what_was_done_in_the_course(records: Records, book: Book) -> None:
    state = made(records, slots=[{"cases": ["jesper-lund"], "variant": False}])
    screen = joined(records, state)
    done = started(screen, state)["attempt"]
    while screen.view["case"]["stage"] != "debrief":
        screen.decide_all(book)
        screen.act("lock")
        screen.act("next")
    screen.act("start", case="jesper-lund", again=True)
    assert screen.view["case"]["attempt"] != done
    screen.act("go", case=None)
    assert started(screen, state)["attempt"] == done
    assert screen.view["case"]["stage"] == "debrief"


def test_a_course_of_a_newer_version_stops_nobody(records: Records) -> None:
    state = made(records)
    body = state.course.model_dump(mode="json")
    newer = body | {"title": "Hold 5", "colour": "blue", "slots": [{**slot, "shape": 1} for slot in body["slots"]]}
    courses.note(records, state.course.id, "course", newer)
    courses.note(records, state.course.id, "sing")
    (found,) = courses.all_courses(records)
    assert found.course.title == "Hold 5"
    broken = made(records, title="Broken")
    courses.note(records, broken.course.id, "course", {"slots": 7})
    assert {one.course.title for one in courses.all_courses(records)} == {"Hold 5", "Broken"}
    screen = Screen(records)
    screen.hello()
    screen.act("start", case="jesper-lund")
    assert screen.view["screen"] == "case"


def test_courses_that_have_not_moved_are_not_read_again(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    state, other = made(records), made(records, title="Hold 5")
    courses.all_courses(records)
    read: list[str] = []
    whole = type(records).events
    monkeypatch.setattr(
        type(records), "events", lambda self, name, after=0: read.append(name) or whole(self, name, after)
    )
    courses.note(records, other.course.id, "close")
    read.clear()
    closed = {one.course.id: one.closed for one in courses.all_courses(records)}
    assert read == [other.course.id]
    assert closed[state.course.id] is None
    assert closed[other.course.id] is not None
    courses.all_courses(records)
    assert read == [other.course.id]
    records.purge(state.course.id)
    assert [one.course.id for one in courses.all_courses(records)] == [other.course.id]


def test_a_course_opens_and_closes(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    state = made(records, opens="2026-12-04T09:00Z", closes="2026-12-04T10:00Z")

    class Clock(datetime):
        at = NOW - timedelta(minutes=1)

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.at

    monkeypatch.setattr(desk, "datetime", Clock)
    screen = joined(records, state)
    (course,) = screen.view["home"]["courses"]
    assert course["status"] == "soon"
    assert [one["name"] for one in course["patients"]] == ["Patient 1", "Patient 2", "Patient 3"]
    assert "åbner" in refusal(screen, "start", course=state.course.id, place="0.0")

    Clock.at = NOW
    started(screen, state)
    screen.act("ask", question="cancer")
    Clock.at = NOW + timedelta(minutes=60, seconds=59)
    screen.act("ask", question="fever")
    assert len(screen.view["case"]["history"]) == 2
    Clock.at += timedelta(seconds=2)
    assert "tid er gået" in refusal(screen, "ask", question="trauma")
    assert "tid er gået" in refusal(screen, "start", course=state.course.id, place="0.1")


def test_a_teacher_closes_by_hand_and_opens_again(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    # By its module: the package has a function of the same name.
    monkeypatch.setattr(sys.modules["lbp_teach.courses.window"], "GRACE", timedelta(0))
    state = made(records)
    screen = joined(records, state)
    started(screen, state)
    courses.note(records, state.course.id, "close")
    assert "tid er gået" in refusal(screen, "ask", question="cancer")
    courses.note(records, state.course.id, "reopen")
    screen.act("ask", question="cancer")
    assert len(screen.view["case"]["history"]) == 1


def test_what_was_left_when_the_time_was_over_can_be_practised(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["lbp_teach.courses.window"], "GRACE", timedelta(0))
    state = made(records, slots=[{"cases": ["jesper-lund"], "variant": False}, {"cases": ["agnes-thomsen"]}])
    screen = joined(records, state)
    left = started(screen, state, "0.0")["attempt"]
    courses.note(records, state.course.id, "close")
    # The window that is open says so and stays where it is; a page that is loaded again begins at home.
    assert "tid er gået" in refusal(screen, "ask", question="cancer")
    assert screen.view["case"]["attempt"] == left
    screen.hello(route={"case": "jesper-lund"}, pending=[])
    assert screen.view["screen"] == "home"
    late = {"type": "act", "id": "late", "kind": "ask", "question": "cancer", "attempt": left}
    answers = screen.hello(route={}, pending=[late])
    assert "tid er gået" in answers[-1]["notice"]["text"]
    (course,) = screen.view["home"]["courses"]
    shown = {one["place"]: one for one in course["patients"]}
    assert shown["0.0"]["words"] == "Ikke afsluttet"
    assert not shown["0.0"]["opens"]
    assert base_of(shown["1.0"]["practise"]) == "agnes-thomsen"
    assert screen.view["home"]["resume"] == []
    assert {one["id"]: one["status"]["kind"] for one in screen.view["home"]["cases"]}["jesper-lund"] == "new"
    screen.act("start", case=shown["0.0"]["practise"])
    assert screen.view["case"]["attempt"] != left
    assert mine(records, screen)[screen.view["case"]["attempt"]].course == ""


# ---- the clock ----


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def course_of(records: Records, **more: Any) -> courses.CourseState:
    return made(records, opens=NOW.isoformat(), closes=at(120).isoformat(), **more)


def me(state: courses.CourseState, extra: int = 0) -> courses.Joined:
    return courses.Joined(state.course.id, NOW.isoformat(), extra)


@pytest.mark.parametrize(
    ("minutes", "extra", "began", "ends"),
    [
        (None, 0, None, 120),
        (None, 50, None, 180),
        (60, 0, None, 120),
        (60, 0, 0, 60),
        (60, 25, 0, 75),
        (60, 0, 90, 120),
        (60, 50, 90, 150),
    ],
)
def test_when_a_learners_time_ends(
    records: Records, minutes: int | None, extra: int, began: float | None, ends: float
) -> None:
    state = course_of(records, minutes=minutes)
    found = courses.window(state, me(state, extra), at(began).isoformat() if began is not None else None, at(1))
    assert found.ends == at(ends)
    assert found.status == "open"


def test_the_grace_takes_what_was_on_its_way_and_is_not_open(records: Records) -> None:
    state = course_of(records)
    near = courses.window(state, me(state), None, at(120.5))
    assert (near.status, near.takes) == ("over", True)
    late = courses.window(state, me(state), None, at(121.1))
    assert (late.status, late.takes) == ("over", False)
    early = courses.window(state, me(state), None, at(-1))
    assert (early.status, early.takes) == ("soon", False)


def test_a_patient_is_not_met_again_in_the_grace(records: Records, monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    state = made(records, slots=[{"cases": ["jesper-lund"], "variant": False}], attempts=2)
    screen = joined(records, state)
    started(screen, state)
    while screen.view["case"]["stage"] != "debrief":
        screen.decide_all(book)
        screen.act("lock")
        screen.act("next")
    courses.note(records, state.course.id, "close")
    assert "Holdets tid er gået" in refusal(screen, "start", course=state.course.id, place="0.0", again=True)
    assert len(mine(records, screen)) == 1
    # To look back is not to begin.
    assert screen.act("start", course=state.course.id, place="0.0")["type"] == "view"


# ---- a learner's record ----


def test_what_a_learner_is_allowed_stands_in_her_own_record() -> None:
    def event(seq: int, kind: str, **body: Any) -> Event:
        return Event(seq, f"a{seq}", "course-1", kind, {"course": "course-1", **body}, f"t{seq}")

    found = courses.joined([event(1, "allow", extra=10), event(2, "join"), event(3, "allow", extra=25)])
    assert found == {"course-1": courses.Joined("course-1", "t2", 25)}
    assert courses.joined([event(4, "join"), event(5, "window", window="w")], found) == {
        "course-1": courses.Joined("course-1", "t2", 25, "w")
    }


def test_a_purged_learner_leaves_nothing_in_a_courses_record(records: Records) -> None:
    state = made(records)
    screen = joined(records, state)
    started(screen, state)
    learner = screen.session.learner
    assert learner is not None
    records.purge(learner.id)
    assert learner.id not in json.dumps([event.body for event in records.events(state.course.id)])
    (left,) = courses.all_courses(records)
    assert left == state


# ---- exams ----


def test_the_cases_of_a_running_exam_are_not_practised(records: Records) -> None:
    other = Screen(records)
    other.hello()
    other.act("start", case="jesper-lund")
    state = made(records, mode="exam")
    assert "kan ikke øve dig" in refusal(other, "start", case="rikke-thorsen")
    assert "kan ikke øve dig" in refusal(other, "lock", confirmed=True)
    other.act("start", case="aksel-toft")
    assert other.view["screen"] == "case"
    courses.note(records, state.course.id, "release")
    other.act("start", case="rikke-thorsen")
    assert other.view["case"]["id"] == "rikke-thorsen"


def test_what_is_in_an_exam_is_not_recommended_and_not_practised_after_its_time(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["lbp_teach.courses.window"], "GRACE", timedelta(0))
    screen = Screen(records)
    screen.hello()
    first = screen.view["home"]["recommended"]["case"]
    state = made(records, mode="exam", slots=[{"cases": [first], "variant": False}])
    screen.hello(route={"join": state.course.code})
    assert screen.view["home"]["recommended"]["case"] != first
    courses.note(records, state.course.id, "close")
    screen.hello()
    ((patient,),) = [course["patients"] for course in screen.view["home"]["courses"]]
    assert patient["practise"] is None, "its answers are secret until the release"
    courses.note(records, state.course.id, "release")
    screen.hello()
    ((patient,),) = [course["patients"] for course in screen.view["home"]["courses"]]
    assert patient["practise"] == first
    assert screen.view["home"]["recommended"]["case"] == first


def test_an_exam_that_has_not_opened_holds_nothing_back(records: Records) -> None:
    made(records, mode="exam", opens="2999-01-01T00:00Z")
    screen = Screen(records)
    screen.hello()
    screen.act("start", case="rikke-thorsen")
    assert screen.view["case"]["id"] == "rikke-thorsen"
