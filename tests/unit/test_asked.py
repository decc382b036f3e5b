"""What would have changed a decision is told when asked for: in a finished case, at the full level, there only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from learner import Screen

from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.records import Records


@pytest.fixture
def learner(tmp_path) -> Iterator[Screen]:  # type: ignore[no-untyped-def]
    records = Records(tmp_path / "records.sqlite3")
    screen = Screen(records)
    screen.hello()
    yield screen
    records.close()


def play(learner: Screen, book: Book) -> dict:  # type: ignore[type-arg]
    from lbp_teach import content

    model = model_attempt(content.load_case("rikke-thorsen"), book)
    best = [{name: choice.value for name, choice in visit.choices.items()} for visit in model.visits]
    learner.play("rikke-thorsen", book, *best)
    debrief: dict = learner.view["case"]["debrief"]  # type: ignore[type-arg]
    return debrief


def test_a_right_decision_can_be_asked_about_and_nothing_is_recorded(learner: Screen, book: Book) -> None:
    debrief = play(learner, book)
    right = next(i for i in debrief["rest"] if i["subject"] == "urgency" and i["mark"] == "right")
    assert (right["what_if"], right["ask"]) == ([], "0:urgency")
    before = len(learner.session.records.events(learner.session.learner.id))
    answer = learner.act("explain", visit=0, subject="urgency")
    told = answer["view"]["case"]["debrief"]["asked"]["0:urgency"]
    assert told
    assert all(one["change"] and one["becomes"] for one in told)
    learner.act("explain", visit=1, subject="imaging")
    assert set(learner.view["case"]["debrief"]["asked"]) == {"0:urgency", "1:imaging"}
    assert len(learner.session.records.events(learner.session.learner.id)) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"visit": 9, "subject": "urgency"},
        {"visit": -1, "subject": "urgency"},
        {"visit": True, "subject": "urgency"},
        {"visit": "0", "subject": "urgency"},
        {"visit": 0, "subject": "time"},
        {"visit": 0, "subject": ["urgency"]},
        {},
    ],
)
def test_what_is_not_there_is_refused(learner: Screen, book: Book, wrong: dict) -> None:  # type: ignore[type-arg]
    play(learner, book)
    answer = learner.act("explain", **wrong)
    assert answer["type"] == "refused"
    assert "asked" not in answer["view"]["case"]["debrief"]


def test_before_the_end_and_at_a_lower_level_nothing_is_told(
    learner: Screen, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert learner.act("explain", visit=0, subject="urgency")["type"] == "refused"
    learner.act("start", case="rikke-thorsen", again=False)
    assert learner.act("explain", visit=0, subject="urgency")["type"] == "refused"
    for level in ("none", "correctness", "reasons"):
        monkeypatch.setenv("LBP_FEEDBACK", level)
        fresh = Screen(learner.session.records)
        fresh.hello()
        fresh.play("jesper-lund", book)
        answer = fresh.act("explain", visit=0, subject="urgency")
        assert answer["type"] == "refused", level
        assert "'becomes'" not in str(fresh.received), level
