"""Looking back: what is written is kept as it was, and comes again before a patient who looks alike at the door."""

from __future__ import annotations

import dataclasses

import pytest
from learner import Screen

from lbp_teach import content
from lbp_teach.acting import REFLECTION_LIMIT
from lbp_teach.case import Case
from lbp_teach.debriefing.reflection import alike, before, door
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt, VisitState
from lbp_teach.records import Records
from lbp_teach.text import Lang

WORDS = 'Ask again </script><b>today</b> \u2028 🦴 "quoted"\nnext line'


def case(name: str) -> Case:
    return content.load_case(name)


def wrote(name: str, text: str, number: int = 1) -> Attempt:
    return Attempt(f"{name}{number}", name, "", "DSAM2026", (VisitState("first"),), finished=True, reflection=text)


def test_alike_is_what_is_seen_at_the_door() -> None:
    assert door(case("selma-hodzic")).leg
    assert door(case("jesper-lund")).leg
    assert not door(case("rikke-thorsen")).leg
    assert alike(door(case("selma-hodzic")), door(case("jesper-lund")))
    assert not alike(door(case("selma-hodzic")), door(case("rikke-thorsen")))


@pytest.mark.parametrize("name", ["selma-hodzic", "jesper-lund", "rikke-thorsen"])
def test_nothing_that_is_true_of_the_patient_decides_it(name: str) -> None:
    """A patient who says and looks the same, but has something else, is met with the same."""
    original = case(name)
    plain = original.model_dump(by_alias=True, mode="json")
    for visit in plain["visits"]:
        visit["facts"] = {"history.saddle_numbness": "present", "flags.fever": "present"}
        visit["answers"] = {}
    assert door(Case.model_validate(plain)) == door(original)


def test_the_newest_of_those_who_look_alike_is_shown() -> None:
    attempts = {
        a.id: a for a in (wrote("jesper-lund", "old"), wrote("selma-hodzic", "new"), wrote("rikke-thorsen", "back"))
    }
    now = dataclasses.replace(wrote("jesper-lund", "", 2), finished=False)
    shown = before(case("jesper-lund"), now, {**attempts, now.id: now}, Lang.EN)
    assert shown is not None
    assert (shown["title"], shown["text"]) == ("Last time, after Selma, you wrote:", "new")
    assert "nothing about what this patient has" in shown["why"]
    assert before(case("rikke-thorsen"), now, {"j": attempts["jesper-lund1"]}, Lang.EN) is None
    same = before(case("jesper-lund"), now, {"j": attempts["jesper-lund1"], now.id: now}, Lang.EN)
    assert same is not None
    assert "the same patient" in same["why"]
    assert "look alike" in shown["why"]
    gone = dataclasses.replace(attempts["jesper-lund1"], case="no-longer-here")
    assert before(case("jesper-lund"), now, {"g": gone}, Lang.EN) is None


def test_what_is_written_survives_the_window_and_comes_back(records: Records, book: Book) -> None:
    screen = Screen(records, lang="en")
    screen.hello()
    screen.act("start", case="selma-hodzic", again=False)
    assert screen.view["case"]["written_before"] is None
    assert screen.act("reflect", text="early")["text"] == "Look back when the case is finished."
    screen.play("selma-hodzic", book)
    assert screen.act("reflect", text="x" * (REFLECTION_LIMIT + 1))["type"] == "refused"
    screen.act("reflect", text=f"  {WORDS}  ")
    kept = {"text": WORDS, "limit": REFLECTION_LIMIT}
    assert screen.view["case"]["debrief"]["reflection"] == kept
    other = Screen(records, screen.token, lang="da")
    other.hello(route={"case": "selma-hodzic"})
    assert other.view["case"]["debrief"]["reflection"] == kept
    other.act("start", case="jesper-lund", again=False)
    assert other.view["case"]["written_before"]["text"] == WORDS
    assert other.view["case"]["written_before"]["title"] == "Sidst, efter Selma, skrev du:"
    other.act("go", case="jesper-lund", stage="examination")
    assert "written_before" not in other.view["case"]
    other.act("start", case="rikke-thorsen", again=False)
    assert other.view["case"]["written_before"] is None
