"""The review's step about what was asked and examined: derived as the learner's own debrief is, counted, unnamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from classroom import CASE, Counted, Player, Window, a_course, page
from learner import attempt_of

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.courses import CourseState, Slot, create, note, patients
from lbp_teach.debriefing.whole import debrief
from lbp_teach.guideline.assess import assess
from lbp_teach.live.keys import Keys
from lbp_teach.live.room import Answer
from lbp_teach.live.session import LiveSession
from lbp_teach.live.view_asked import tallies
from lbp_teach.model_answer import examined_well
from lbp_teach.play import Asked, VisitState
from lbp_teach.scoring import score
from lbp_teach.text import Lang

Plain = dict[str, Any]
STEP, KEY = f"step:{CASE}:first:asked_examined", f"key:{CASE}:first:asked_examined"
#: An emergency, of whom more is asked than of Kaj.
URGENT = "henrik-boye"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counted]:
    store = Counted(tmp_path / "records.sqlite3")
    yield store
    store.close()


def pupil(store: Counted, course: CourseState, *questions: str, lock: bool = True) -> Player:
    one = Player(store, course)
    one.start()
    for name in questions:
        one.write("ask", question=name, over=False, seconds=20)
    one.decide(triage="non_specific")
    if lock:
        one.write("lock")
    return one


def shown(session: LiveSession, mode: str = "projector", step: str = STEP, **ask: Any) -> Plain:
    """Return the step with the guideline's answer, when it has been worked out."""
    ask = {"tab": "review", "mode": mode, "at": step, **ask}
    found: Plain = page(session, type="set", what=step.replace("step:", "key:", 1), on=True, **ask)["parts"]["review"]
    while found["working"]:
        found = page(session, **ask)["parts"]["review"]
    return found


def rows(step: Plain) -> dict[str, str]:
    """Return the rows of the list, by question or manoeuvre, in their order, each with its number."""
    found: dict[str, str] = {}

    def look(node: Any) -> None:
        if isinstance(node, list):
            if node[:1] == ["tr"] and "data-item" in node[1]:
                found[node[1]["data-item"]] = text_of(node[2][-1])
            for kid in node:
                look(kid)

    look(step["nodes"])
    return found


def told(step: Plain) -> str:
    return text_of(["div", {}, step["nodes"]])


# ---- derived ----


@pytest.mark.parametrize("name", [CASE, "gudrun-petersen"])
def test_each_item_is_done_known_or_missed_as_the_learners_own_debrief_says(name: str) -> None:
    book, case = content.book(), content.load_case(name)
    visits = []
    for index, visit in enumerate(case.visits[:2]):
        # Half the questions, and two thirds of the examination; an old cancer is known from the first visit.
        asked_for = [q for q in list(book.questions)[index::2] if q != "cancer"] + ["cancer"] * (index == 0)
        questions = tuple(Asked(q, over=False) for q in asked_for)
        well = examined_well(case, visit.id, book)
        visits.append(VisitState(visit.id, questions, well[: len(well) * 2 // 3], locked=True))
    attempt = attempt_of(case, *visits)
    said = debrief(score(case, attempt, book), case, attempt, book, Lang.EN)["timeline"]["visits"]
    keys, words = Keys(book), {one.id: one.text.en for one in book.questions.values()}
    words |= {one.id: one.label.en for one in book.manoeuvres.values()}
    kinds: set[str] = set()
    for index, state in enumerate(visits):
        answer = Answer(case.id, attempt.edition, state, tuple(visits[:index]))
        keys.work([answer], 60)
        found = tallies([answer], keys, book)
        by = {kind: {words[one.id] for one in found if getattr(one, kind)} for kind in ("did", "before", "missed")}
        asked, examined = said[index]["rows"][:2]
        assert by["missed"] == {*asked["guide"]["missed"], *examined["guide"]["missed"]}
        assert by["before"] == {*asked["you"]["before"], *examined["you"]["before"]}
        assert len(by["did"]) == len(asked["you"]["hit"]) + len(examined["you"]["hit"])
        # And nothing that a rule demands of this patient is left out, nothing else is in it.
        process = [o.rule for o in assess(book, visit_facts(case, state.visit, book)).process if o.fired]
        wanted = {book.question_of[n].id for rule in process for n in rule.ask}
        wanted |= {book.manoeuvre_of[n].id for rule in process for n in rule.examine}
        assert {one.id for one in found} == wanted
        kinds |= {kind for kind in by if by[kind]}
    assert kinds == {"did", "before", "missed"}, "the attempt shows too little for this test"


def test_what_an_emergency_rests_on_is_marked_and_of_an_ordinary_patient_nothing() -> None:
    book = content.book()
    keys = Keys(book)

    def marked(name: str) -> set[str]:
        answer = Answer(name, "DSAM2026", VisitState("first", locked=True))
        keys.work([answer], 60)
        return {one.id for one in tallies([answer], keys, book) if one.danger}

    assert marked(CASE) == set()
    case = content.load_case(URGENT)
    outcomes = assess(book, visit_facts(case, "first", book)).outcomes
    fired = [o for o in outcomes if o.fired and o.rule.tier == "emergency" and "urgency" in o.rule.then]
    behind = {name.split("@")[0] for o in fired for name in o.facts}
    assert marked(URGENT) >= {"saddle_feeling", "bladder_control"}
    for name in marked(URGENT):
        findings = book.questions[name].findings if name in book.questions else book.manoeuvres[name].findings
        assert behind & set(findings)


# ---- counted ----


def test_counts_are_of_those_who_have_locked_and_what_most_left_out_is_first(store: Counted) -> None:
    course = a_course(store, CASE)
    for questions in (("cancer", "fever"), ("cancer", "fever", "weight"), ("cancer",), ("fever", "cancer")):
        pupil(store, course, *questions)
    pupil(store, course, "cancer", "fever", "weight", "trauma", lock=False)
    session = LiveSession(store)
    step = page(session, tab="review", at=STEP)["parts"]["review"]
    assert step["steps"][-1] == [STEP, "Kaj Rønholt, first visit: Asked and examined"]
    assert "The class asked and examined 4 of 5 have locked the visit." in told(step)
    assert "1 is still at this visit" in told(step)
    assert rows(step) == {}
    because = next(one.because.en for one in content.book().guideline.rules if one.id == "ask_red_flags")
    assert because not in json.dumps(step, ensure_ascii=False)

    step = shown(session)
    found = rows(step)
    assert {name: found[name] for name in ("cancer", "fever", "weight", "trauma", "movement")} == {
        "cancer": "4 of 4",
        "fever": "3 of 4",
        "weight": "1 of 4",
        "trauma": "0 of 4",
        "movement": "0 of 4",
    }
    numbers = [int(number.split()[0]) for number in found.values()]
    assert numbers == sorted(numbers)
    assert list(found)[-3:] == ["weight", "fever", "cancer"]
    assert because in told(step)
    assert "still at this visit" not in told(step)
    cited = content.book().statements["red_flags_weigh"]
    assert content.book().words(cited.text).en in told(step)
    assert cited.facts[0] in told(step)


def test_an_item_is_counted_among_those_whose_patient_requires_it(
    store: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two cases of one group, of whom different things are asked, stand for variants.
    monkeypatch.setattr("lbp_teach.live.room.base_of", lambda case: CASE)
    course = create(store, title="Hold 4", slots=(Slot(cases=(CASE, URGENT), variant=False),))
    met = {CASE: 0, URGENT: 0}
    while min(met.values()) < 3:
        one = pupil(store, course, "bladder_control", "cancer")
        met[patients(course.course, one.id)[0].case] += 1
    n, of = met[URGENT], sum(met.values())
    step = shown(LiveSession(store))
    found = rows(step)
    assert found["bladder_control"] == f"{n} of {n}"
    assert found["cancer"] == f"{of} of {of}"
    assert found["bowel_control"] == f"0 of {n}"
    assert found["squat"] == f"0 of {met[CASE]}"
    assert "Not the same is required of all of the class's patients." in told(step)
    assert f"For the patients of {n} of {of} learners" in told(step)


# ---- who may see it ----


def test_of_fewer_than_three_the_projector_has_the_list_and_neither_number_nor_order(store: Counted) -> None:
    course = a_course(store, CASE)
    for _ in range(2):
        pupil(store, course, "pain_duration", "cancer")
    for _ in range(3):
        pupil(store, course, lock=False)
    session = LiveSession(store)
    step = shown(session)
    assert "Too few to show on the projector (n = 2; at least 3)." in told(step)
    assert set(rows(step).values()) == {"·"}
    assert next(iter(rows(step))) == "pain_duration", "in the guideline's order: what is last must not be what they did"
    mine = rows(shown(session, "private"))
    assert mine["cancer"] == "2 of 2"
    assert list(mine)[-2:] == ["pain_duration", "cancer"]


def test_nobody_is_named_and_nothing_is_sent_that_has_not_changed(store: Counted) -> None:
    course = a_course(store, CASE)
    learners = [pupil(store, course, "cancer") for _ in range(4)]
    session = LiveSession(store)
    for mode in ("projector", "private"):
        shown(session, mode)
        answer = page(session, tab="review", at=STEP, mode=mode)
        sent = json.dumps(answer, ensure_ascii=False)
        assert "cancer" in sent
        for one in learners:
            assert one.name not in sent
            assert one.id not in sent
        have = {name: part["digest"] for name, part in answer["parts"].items()}
        assert page(session, tab="review", at=STEP, mode=mode, have=have)["parts"] == {}


def test_the_other_window_comes_after(store: Counted) -> None:
    course = a_course(store, CASE)
    for _ in range(3):
        pupil(store, course, "cancer")
    mine, projector = Window(store, "private"), Window(store, "projector")
    mine.tick()
    assert rows(projector.tick()) == {}
    mine.tick("step", at=STEP)
    assert projector.tick()["at"] == STEP
    mine.tick("set", what=KEY, on=True)
    assert rows(projector.tick())["cancer"] == "3 of 3"
    events = [(one.kind, one.body["what"]) for one in store.events(course.course.id)[1:]]
    assert events == [("step", STEP), ("show", KEY)]


def test_it_is_no_decision_and_not_among_the_answers(store: Counted) -> None:
    course = a_course(store, CASE)
    for _ in range(3):
        pupil(store, course, "cancer")
    session = LiveSession(store)
    page(session, type="set", what=f"answers:{CASE}:first:asked_examined", on=True)
    assert len(store.events(course.course.id)) == 1
    assert "topic:asked_examined" not in json.dumps(page(session, tab="answers", mode="private"))


def test_before_anybody_has_locked_there_is_no_such_step(store: Counted) -> None:
    course = a_course(store, CASE)
    one = pupil(store, course, "cancer", lock=False)
    session = LiveSession(store)
    assert STEP not in dict(page(session, tab="review")["parts"]["review"]["steps"])
    one.write("lock")
    assert STEP in dict(page(session, tab="review")["parts"]["review"]["steps"])


def test_an_exam_gives_none_of_it_before_its_release(store: Counted) -> None:
    course = a_course(store, CASE, mode="exam")
    for _ in range(3):
        pupil(store, course, "cancer")
    session = LiveSession(store)
    for kind in ("set", "step"):
        page(session, type=kind, tab="review", at=STEP, what=KEY, on=True, follow=True, mode="private")
    assert len(store.events(course.course.id)) == 1
    # Not even where the record says that it is shown.
    note(store, course.course.id, "show", {"what": KEY})
    step = page(session, tab="review", at=STEP, mode="private")["parts"]["review"]
    assert (step["nodes"], step["steps"], step["key"]) == ([], [], "")
    note(store, course.course.id, "release")
    assert rows(shown(session))["cancer"] == "3 of 3"


def test_a_patient_of_another_exam_is_not_told_of(store: Counted) -> None:
    exam = a_course(store, CASE, mode="exam")
    course = a_course(store, CASE)
    for _ in range(3):
        pupil(store, course, "cancer")
    note(store, course.course.id, "show", {"what": KEY})
    session = LiveSession(store)
    ask: Plain = {"tab": "review", "at": STEP, "course": course.course.id}
    step = page(session, **ask)["parts"]["review"]
    assert step["refused"].startswith("This patient is used in an exam")
    assert step["nodes"] == []
    note(store, exam.course.id, "release")
    assert rows(page(session, **ask)["parts"]["review"])["cancer"] == "3 of 3"
