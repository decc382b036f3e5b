"""A class at work: read step by step, counted without names, and reviewed with keys derived for each patient."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from classroom import CASE, OTHER, Counted, Player, Window, a_course, page, words

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.courses import CourseState, Slot, create, note, patients
from lbp_teach.guideline.assess import assess
from lbp_teach.live.keys import Keys
from lbp_teach.live.room import Room, grouped
from lbp_teach.live.session import LiveSession
from lbp_teach.live.topics import count, topics
from lbp_teach.live.where import Limits, where

Plain = dict[str, Any]
#: Options as they are read on the page.
ROOT = content.book().decisions["triage"].option("nerve_root").label.en
ORDINARY = content.book().decisions["triage"].option("non_specific").label.en


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counted]:
    store = Counted(tmp_path / "records.sqlite3")
    yield store
    store.close()


# ---- reading ----


def test_only_who_joined_is_read_and_of_her_only_what_is_new(store: Counted) -> None:
    course = a_course(store)
    strangers = [Player(store, None) for _ in range(3)]
    for one in strangers:
        one.write("note", "own-practice", note="n", text="t")
    learner = Player(store, course)
    room = Room(store, course.course.id)
    room.look(store.heads())
    assert [member.name for member in room.members.values()] == [learner.name]
    assert {name for name, _ in store.reads if not name.startswith("course-")} == {learner.id}

    store.reads.clear()
    room.look(store.heads())
    assert store.reads == []

    before, version = learner.seq, room.version
    learner.start()
    learner.decide(triage="non_specific")
    strangers[0].write("note", "own-practice", note="m", text="t")
    store.reads.clear()
    room.look(store.heads())
    assert sorted(store.reads) == sorted([(learner.id, before), (strangers[0].id, 1)])
    assert room.version == version + 1
    assert room.members[learner.id].spot == (learner.attempt, 0, "decision")

    # A stranger who joins later brings what she does in the course, not what she did before.
    strangers[1].course = course
    strangers[1].write("join", course.course.id, course=course.course.id)
    strangers[1].start()
    room.look(store.heads())
    assert list(room.members) == [learner.id, strangers[1].id]
    assert room.members[strangers[1].id].spot == (strangers[1].attempt, 0, "history")


def test_a_record_that_cannot_be_read_does_not_take_the_page_from_the_class(store: Counted) -> None:
    course = a_course(store)
    odd, other = Player(store, course), Player(store, course)
    odd.start()
    odd.write("ask", question="pain_where")  # neither how long it took nor whether the time was up
    other.start()
    seen = words(page(LiveSession(store), mode="private"))
    assert odd.name in seen
    assert other.name in seen
    odd.decide(triage="nerve_root")
    room = Room(store, course.course.id)
    room.look(store.heads())
    assert room.members[odd.id].attempts[odd.attempt].now.choices["triage"].value == "nerve_root"


def test_reading_step_by_step_gives_what_reading_at_once_gives(store: Counted) -> None:
    course = a_course(store)
    learner, slow = Player(store, course), Room(store, course.course.id)
    slow.look(store.heads())
    for step in (learner.start, lambda: learner.decide(triage="nerve_root"), lambda: learner.write("lock")):
        step()
        slow.look(store.heads())
    learner.write("allow", course.course.id, course=course.course.id, extra=25)
    slow.look(store.heads())
    fast = Room(store, course.course.id)
    fast.look(store.heads())
    assert slow.members == fast.members
    assert fast.members[learner.id].me.extra == 25


def test_a_purged_learner_is_gone_at_the_next_look(store: Counted) -> None:
    course = a_course(store)
    stays, goes = Player(store, course), Player(store, course)
    session = LiveSession(store)
    assert goes.name in words(page(session, mode="private"))
    store.purge(goes.id)
    answer = words(page(session, mode="private"))
    assert stays.name in answer
    assert "1 learner has joined" in answer


# ---- where ----


def test_who_is_stuck_follows_from_the_last_act_the_stage_and_the_limits(store: Counted) -> None:
    course = a_course(store)
    learner = Player(store, course)
    learner.start()
    room = Room(store, course.course.id)
    room.look(store.heads())
    member = room.members[learner.id]
    places = patients(course.course, learner.id)
    last = datetime.fromisoformat(member.last)

    def at(minutes: float, state: CourseState = course) -> tuple[str | None, int]:
        found = where(member, places, state, Limits(quiet=6, slow=15), last + timedelta(minutes=minutes))
        assert (found.number, found.of, found.done, found.visit, found.stage) == (1, 2, 0, 1, "history")
        return found.stuck, found.minutes

    assert at(5.9) == (None, 0)
    assert at(6) == ("quiet", 6)
    # She asks on and on, and stays in the history.
    learner.write("ask", question="when", over=False, seconds=30)
    room.look(store.heads())
    member = room.members[learner.id]
    since = last
    assert member.since == last.isoformat(timespec="milliseconds")
    assert datetime.fromisoformat(member.last) == last + timedelta(seconds=1)
    found = where(member, places, course, Limits(quiet=60, slow=15), since + timedelta(minutes=15))
    assert (found.stuck, found.minutes) == ("slow", 15)
    # A debrief is read, which is no act.
    learner.write("next", visit=None)
    room.look(store.heads())
    member = room.members[learner.id]
    home = [
        where(member, places, course, Limits(), datetime.fromisoformat(member.last) + timedelta(minutes=minutes)).stuck
        for minutes in (14, 15)
    ]
    assert home == [None, "slow"]
    # Nobody is stuck in a course that takes nothing.
    closed = note(store, course.course.id, "close")
    assert where(member, places, closed, Limits(), last + timedelta(hours=1)).stuck is None


def test_who_waited_for_the_opening_is_not_stuck(store: Counted) -> None:
    opens = datetime.now(UTC) + timedelta(hours=1)
    course = a_course(store, opens=opens.isoformat())
    learner = Player(store, course)
    room = Room(store, course.course.id)
    room.look(store.heads())
    places = patients(course.course, learner.id)
    stuck = [
        where(room.members[learner.id], places, course, Limits(), opens + timedelta(minutes=minutes)).stuck
        for minutes in (-1, 1, 5, 6)
    ]
    assert stuck == [None, None, None, "quiet"]


def test_who_has_sent_all_patients_home_is_finished(store: Counted) -> None:
    course = a_course(store)
    learner = Player(store, course)
    for number in (0, 1):
        learner.start(number)
        learner.write("next", visit=None)
    board = page(LiveSession(store))["parts"]["where"]["nodes"]
    assert "1 learner has joined, 1 finished" in words(page(LiveSession(store)))
    assert text_of(["div", {}, board]).endswith("Finished 1")


# ---- the projector ----


def test_names_never_leave_python_for_the_projector(store: Counted) -> None:
    course = a_course(store)
    learners = [Player(store, course) for _ in range(4)]
    for one in learners:
        one.start()
        one.decide(triage="non_specific")
    session = LiveSession(store)
    for mode in ("projector", None, "Private", ["private"]):
        for tab in ("class", "answers", "review"):
            sent = json.dumps(page(session, mode=mode, tab=tab, have={"people": "x"}))
            for one in learners:
                assert one.name not in sent
                assert one.id not in sent
    answer = page(session, mode="private")
    assert all(one.name in words(answer) for one in learners)
    assert "people" in page(session, have={"people": "x"})["gone"]


def test_answers_are_hidden_until_shown_and_two_windows_agree(store: Counted) -> None:
    course = a_course(store)
    for value in ("non_specific", "non_specific", "nerve_root"):
        learner = Player(store, course)
        learner.start()
        learner.decide(triage=value)
    mine, hers = LiveSession(store), LiveSession(store)
    assert ROOT not in words(page(mine, tab="answers"))
    assert ROOT in words(page(mine, tab="answers", mode="private"))
    what = f"answers:{CASE}:first:triage"
    mine.handle({"type": "set", "n": 1, "lang": "en", "what": what, "on": True})
    seen = words(page(hers, tab="answers"))
    assert f"{ORDINARY} 2" in seen
    assert "n = 3" in seen
    events = [(one.kind, one.body) for one in store.events(course.course.id)][1:]
    assert events == [("show", {"what": what})]
    hers.handle({"type": "set", "n": 1, "lang": "en", "what": what, "on": False})
    assert ROOT not in words(page(mine, tab="answers"))
    # What is not a name of ours is not recorded.
    for wrong in ("answers:x", None, 3, f"answers:{CASE}:first:triage:more"):
        mine.handle({"type": "set", "n": 1, "lang": "en", "what": wrong, "on": True})
    assert len(store.events(course.course.id)) == 3


def test_fewer_than_three_answers_are_not_shown_on_the_projector(store: Counted) -> None:
    course = a_course(store)
    for _ in range(2):
        learner = Player(store, course)
        learner.start()
        learner.decide(triage="nerve_root", **{"medicine_class.opioid": "do"})
    note(store, course.course.id, "show", {"what": f"answers:{CASE}:first:triage"})
    note(store, course.course.id, "show", {"what": f"answers:{CASE}:first:rows.medicines"})
    session = LiveSession(store)
    seen = words(page(session, tab="answers"))
    assert "Too few to show on the projector (n = 2; at least 3)." in seen
    assert ROOT not in seen
    assert "Opioids · · · 2" in seen
    assert "Opioids 2 · · 2" in words(page(session, tab="answers", mode="private"))


def test_attempts_at_a_case_that_was_rewritten_are_left_out_and_it_is_said(store: Counted) -> None:
    course = a_course(store)
    for _ in range(3):
        learner = Player(store, course)
        learner.start()
        learner.decide(triage="nerve_root")
    learner = Player(store, course)
    body = {"case": CASE, "hash": "of-last-year", "edition": "DSAM2026", "visit": "first", "place": "0.0"}
    learner.write("start", "old", **body, course=course.course.id)
    learner.write("decide", "old", decision="triage", value="nerve_root", confidence=None)
    seen = words(page(LiveSession(store), tab="answers", mode="private"))
    assert f"{ROOT} 3" in seen
    assert "1 attempt was made at an earlier version" in seen


# ---- what changed ----


def test_only_the_parts_that_changed_are_sent(store: Counted) -> None:
    course = a_course(store)
    learner = Player(store, course)
    session = LiveSession(store)
    first = page(session)
    have = {name: part["digest"] for name, part in first["parts"].items()}
    assert page(session, have=have)["parts"] == {}
    learner.start()
    assert list(page(session, have=have)["parts"]) == ["where"]
    assert "strings" not in first
    assert page(session, hello=True)["strings"]["live.title"] == "The class now"


def test_what_means_nothing_is_not_answered_and_a_fault_is_told(
    store: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = LiveSession(store)
    assert session.handle("tick") is None
    assert session.handle({"type": "other"}) is None
    assert page(session)["parts"]["top"]["empty"].startswith("There is no course here yet.")
    a_course(store)
    for ask in ({"course": 3}, {"tab": []}, {"have": "x"}, {"quiet": "6"}, {"group": {}}, {"at": 1}, {"quiet": 10**9}):
        page(session, **ask)
    monkeypatch.setattr(store, "heads", lambda: 1 / 0)
    answer = session.handle({"type": "tick", "n": 7, "lang": "da"})
    assert answer is not None
    assert (answer["type"], answer["n"]) == ("sorry", 7)


# ---- the review ----


def test_the_key_is_derived_and_told_only_when_it_is_asked_for(store: Counted) -> None:
    course = a_course(store)
    book, case = content.book(), content.load_case(CASE)
    key = assess(book, visit_facts(case, "first", book)).verdicts["imaging"]
    harm = next(option.value for option in book.decisions["imaging"].options if option.value in key.too_much)
    for value in (key.best[0], key.best[0], key.best[0], harm):
        learner = Player(store, course)
        learner.start()
        learner.decide(imaging=value)
    session = LiveSession(store)
    because = book.words(key.reasons[0].rule.because).en
    step = page(session, tab="review")["parts"]["review"]
    assert [name.rpartition(":")[2] for name, _ in step["steps"]] == ["imaging"]
    assert because not in json.dumps(step)
    assert "4 are still at this visit" in text_of(["div", {}, step["nodes"]])
    answer = session.handle({"type": "set", "n": 1, "lang": "en", "tab": "review", "what": step["key"], "on": True})
    assert answer is not None
    told = text_of(["div", {}, answer["parts"]["review"]["nodes"]])
    assert because in told
    assert "3 of 4 chose the best." in told
    assert "1 of 4 chose more than the patient benefits from." in told
    cited = book.statements[key.reasons[0].rule.cites[0]]
    assert book.words(cited.text).en in told
    assert cited.facts[0] in told


def test_steps_go_through_every_patient_and_visit_in_order(store: Counted) -> None:
    course = a_course(store)
    learner = Player(store, course)
    learner.start(1)
    learner.decide(triage="nerve_root")
    learner.start(0)
    learner.decide(urgency="none", triage="non_specific")
    learner.write("lock")
    learner.write("next", visit=content.load_case(CASE).visits[1].id)
    learner.decide(code="L03")
    session = LiveSession(store)
    step, at = page(session, tab="review")["parts"]["review"], []
    assert step["previous"] == ""
    while step["next"]:
        at.append(step["at"])
        step = page(session, tab="review", at=step["next"])["parts"]["review"]
        assert step["previous"] == at[-1]
    visits = list(dict.fromkeys(tuple(name.split(":")[1:3]) for name in [*at, step["at"]]))
    second = content.load_case(CASE).visits[1].id
    assert visits == [(CASE, "first"), (CASE, second), (OTHER, content.load_case(OTHER).visits[0].id)]
    # A locked visit is reviewed whole, also what was left open there, and then what was asked and examined.
    here = [name.rpartition(":")[2] for name in at if name.startswith(f"step:{CASE}:first:")]
    assert here == [*(topic.id for topic in topics(content.book())), "asked_examined"]


def test_an_exam_is_not_reviewed_or_shown_before_its_release(store: Counted) -> None:
    course = a_course(store, mode="exam")
    for _ in range(3):
        learner = Player(store, course)
        learner.start()
        learner.decide(triage="non_specific")
    session = LiveSession(store)
    step = page(session, tab="review", mode="private")["parts"]["review"]
    assert step["refused"].startswith("The exam has not been released")
    assert (step["nodes"], step["key"], step["at"]) == ([], "", "")
    what = f"answers:{CASE}:first:triage"
    for one in (what, f"key:{CASE}:first:triage"):
        session.handle({"type": "set", "n": 1, "lang": "en", "what": one, "on": True})
    assert len(store.events(course.course.id)) == 1
    # Not even where the record says that it is shown.
    note(store, course.course.id, "show", {"what": what})
    assert ORDINARY not in words(page(session, tab="answers"))
    note(store, course.course.id, "release")
    assert f"{ORDINARY} 3" in words(page(session, tab="answers"))
    assert page(session, tab="review")["parts"]["review"]["key"] == f"key:{CASE}:first:triage"


def test_a_patient_of_another_exam_is_not_reviewed_either(store: Counted) -> None:
    exam = a_course(store, CASE, mode="exam")
    course = a_course(store, CASE)
    learner = Player(store, course)
    learner.start()
    learner.decide(triage="non_specific")
    session = LiveSession(store)
    step = page(session, tab="review", course=course.course.id)["parts"]["review"]
    assert step["refused"].startswith("This patient is used in an exam")
    assert (step["nodes"], step["key"]) == ([], "")
    note(store, exam.course.id, "release")
    assert page(session, tab="review", course=course.course.id)["parts"]["review"]["refused"] == ""


# ---- variants ----


def test_variants_are_counted_together_and_differing_keys_are_told_apart(store: Counted) -> None:
    """Each learner's answer is judged by the key of her own patient, as asking the guideline gives it."""
    course = a_course(store, CASE, variant=True)
    learners = [Player(store, course) for _ in range(6)]
    row = "medicine_class.nsaid"
    for one in learners:
        one.start()
        one.decide(triage="non_specific", **{row: "avoid"})
    room = Room(store, course.course.id)
    room.look(store.heads())
    groups = grouped(room.members.values())
    assert list(groups) == [(CASE, "first")]
    answers = groups[CASE, "first"]
    assert len({one.case for one in answers}) == 6
    assert count(answers, content.book().decisions["triage"]).by["non_specific"] == 6

    book = content.book()
    keys = Keys(book)
    assert keys.missing(answers) == 6
    assert keys.work(answers, 0) == 5
    assert keys.work(answers, 60) == 0
    for decision in book.decisions:
        parts = keys.parts(answers, decision)
        assert sorted(one.case for part in parts for one in part.answers) == sorted(one.case for one in answers)
        for part in parts:
            for one in part.answers:
                own = assess(book, visit_facts(content.load_case(one.case), "first", book)).verdicts[decision]
                assert set(part.key.best) == set(own.best)
                assert {part.key.grade(o.value) for o in book.decisions[decision].options if o.value in own.unsafe} <= {
                    "unsafe"
                }


def test_two_keys_for_one_decision_never_mark_one_table(store: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two cases of one group, whose keys differ, stand for variants whose keys do.
    monkeypatch.setattr("lbp_teach.live.room.base_of", lambda case: CASE)
    course = create(store, title="Hold 4", slots=(Slot(cases=(CASE, "henrik-boye"), variant=False),))
    first = {name: content.load_case(name).visits[0].id for name in (CASE, "henrik-boye")}
    assert set(first.values()) == {"first"}, "both begin with a visit of one name, or this test says nothing"
    met: set[str] = set()
    many = 0
    while len(met) < 2 or many < 8:
        learner = Player(store, course)
        learner.start()
        learner.decide(triage="non_specific")
        met.add(patients(course.course, learner.id)[0].case)
        many += 1
    session = LiveSession(store)
    what = f"key:{CASE}:first:triage"
    answer = session.handle(
        {"type": "set", "n": 1, "lang": "en", "tab": "review", "mode": "private", "what": what, "on": True}
    )
    assert answer is not None
    step = answer["parts"]["review"]
    while step["working"]:
        step = page(session, tab="review", mode="private")["parts"]["review"]
    told = text_of(["div", {}, step["nodes"]])
    assert "The answer is not the same for all of the class's patients." in told
    assert told.count("For the patients of ") == 2
    # No option of the common table is called best: for some of the class it is not.
    assert "lbp-lv-grade" not in json.dumps(step["nodes"])


# ---- two windows ----


def a_review(store: Counted) -> CourseState:
    course = a_course(store)
    for _ in range(3):
        learner = Player(store, course)
        learner.start()
        learner.decide(triage="nerve_root", urgency="none")
        learner.write("lock")
    return course


def test_the_projector_comes_after_the_window_in_which_the_teacher_steps_on(store: Counted) -> None:
    course = a_review(store)
    mine, projector = Window(store, "private"), Window(store, "projector")
    first = mine.tick()
    assert projector.tick()["at"] == first["at"]
    second = mine.tick("step", at=first["next"])
    assert second["at"] == first["next"]
    shown = projector.tick()
    assert shown["at"] == second["at"]
    mine.tick("set", what=second["key"], on=True)
    assert projector.tick()["on"] is True
    # A clicker at the projector moves the teacher's own window, too; and who comes later begins where they are.
    third = projector.tick("step", at=shown["next"])
    assert mine.tick()["at"] == third["at"]
    assert Window(store, "projector").tick()["at"] == third["at"]
    # Nothing is written down twice, and nothing that is no step.
    before = len(store.events(course.course.id))
    mine.tick("step", at=third["at"])
    mine.tick("step", at="step:nowhere:first:triage")
    assert len(store.events(course.course.id)) == before


def test_a_window_that_stands_alone_moves_none_and_is_moved_by_none(store: Counted) -> None:
    a_review(store)
    mine, projector = Window(store, "private", follow=False), Window(store, "projector")
    first = mine.tick()
    projector.tick()
    # Its page asks for another step without going to it for the others.
    here = mine.tick(at=first["next"])
    assert here["at"] == first["next"]
    assert projector.tick()["at"] == first["at"]
    last = first["steps"][-1][0]
    projector.tick("step", at=last)
    assert mine.tick()["at"] == here["at"]
    assert mine.tick(follow=True, seen=0)["at"] == last, "it goes along again"


def test_what_an_exam_holds_back_is_not_stepped_to(store: Counted) -> None:
    course = a_course(store, mode="exam")
    learner = Player(store, course)
    learner.start()
    learner.decide(triage="nerve_root")
    session = LiveSession(store)
    page(session, tab="review", type="step", at=f"step:{CASE}:first:triage", follow=True)
    assert [one.kind for one in store.events(course.course.id)] == ["course"]
