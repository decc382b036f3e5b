"""An author changes a case while it is being played: nobody is locked out or marked on another patient."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.content import Card, Catalogue
from lbp_teach.records import Records
from lbp_teach.session import Session
from lbp_teach.text import Lang


def hello(session: Session, token: str | None = None, **route: str) -> dict[str, Any]:
    return session.handle({"type": "hello", "token": token, "lang": "en", "route": route, "pending": []})[-1]


def act(session: Session, name: str, kind: str, **args: Any) -> dict[str, Any]:
    return session.handle({"type": "act", "id": name, "kind": kind, **args})[-1]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function after which every case counts as another version than before."""

    def change() -> None:
        now = content.catalogue()
        cards = tuple(Card(**{**card.model_dump(), "hash": "another"}) for card in now.cards)
        new = Catalogue(guideline_hash=now.guideline_hash, cards=cards, broken=())
        monkeypatch.setattr(content, "catalogue", lambda: new)

    return change


def test_an_attempt_at_a_changed_case_is_closed_with_a_sentence_and_can_be_begun_again(
    records: Records, changed: Any
) -> None:
    session = Session(records, Lang.EN)
    token = hello(session)["token"]
    act(session, "a1", "start", case="jesper-lund")
    act(session, "a2", "ask", question="leg_strength")
    changed()
    later = Session(records, Lang.EN)
    shown = hello(later, token, case="jesper-lund", stage="history")
    assert shown["view"]["screen"] == "home"
    assert "has been changed" in shown["notice"]["text"]
    again = act(later, "a3", "start", case="jesper-lund")
    assert again["view"]["screen"] == "case"
    assert again["view"]["case"]["history"] == []
    assert len(records.events(later.learner.id)) == 3, "the old attempt stays in the record"


def test_an_act_for_the_old_version_does_not_land_in_the_new_one(records: Records, changed: Any) -> None:
    session = Session(records, Lang.EN)
    token = hello(session)["token"]
    started = act(session, "a1", "start", case="jesper-lund")
    old = started["view"]["case"]["attempt"]
    changed()
    later = Session(records, Lang.EN)
    hello(later, token)
    act(later, "a2", "start", case="jesper-lund")
    answer = act(later, "a3", "ask", question="leg_strength", attempt=old, visit=1)
    assert answer["type"] == "refused"
    assert answer["view"]["case"]["history"] == []


def test_whatever_goes_wrong_the_learner_gets_a_sentence_and_a_screen(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(records, Lang.EN)
    hello(session)
    act(session, "a1", "start", case="jesper-lund")

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("six_weeks")

    monkeypatch.setattr("lbp_teach.view.case_view", broken)
    answer = act(session, "a2", "ask", question="leg_strength")
    assert answer["type"] == "refused"
    assert answer["text"].startswith("Something went wrong on our side")
    monkeypatch.undo()
    assert act(session, "a3", "go", case=None)["view"]["screen"] == "home"


def test_messages_may_come_from_any_thread_and_several_at_once(records: Records) -> None:
    """JupyterLab answers a widget from a thread of its own, not from the one that ran the cell."""
    session = Session(records, Lang.EN)
    hello(session)
    act(session, "a1", "start", case="jesper-lund")
    questions = list(content.book().questions)[:12]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda q: act(session, f"t-{q}", "ask", question=q), questions))
    assert [a["type"] for a in answers] == ["view"] * len(questions)
    asked = [e.body["question"] for e in records.events(session.learner.id) if e.kind == "ask"]
    assert sorted(asked) == sorted(questions)


def test_the_second_visit_repeats_what_was_found_at_the_first(records: Records, tmp_path: Path) -> None:
    session = Session(records, Lang.EN)
    hello(session)
    act(session, "a1", "start", case="jesper-lund")
    act(session, "a2", "examine", manoeuvre="strength_dorsiflexion", side="left", how={"resistance": "full"})
    act(session, "a2b", "record", finding="exam.strength.dorsiflexion", side="left", value=4)
    for number, decision in enumerate(content.book().decisions.values()):
        act(session, f"d{number}", "decide", decision=decision.id, value=decision.options[-1].value)
    act(session, "a3", "lock")
    view = act(session, "a4", "next")["view"]["case"]
    lines = {line["id"]: line for track in view["notepad"]["tracks"] for line in track["lines"]}
    assert lines["strength"]["state"] == "not_asked"
    assert "4 of 5" in lines["strength"]["before"]
    assert lines["reflexes"]["before"] is None
