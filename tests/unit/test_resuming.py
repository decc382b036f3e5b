"""A resume code: made on one device, typed on another, known to nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lbp_teach.records import Learner, Records, open_records
from lbp_teach.records.codes import ALPHABET, Brake, typed
from lbp_teach.session import Session


@pytest.fixture(autouse=True)
def brake(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long wrong codes made us wait; nobody waits here."""
    waited: list[float] = []
    monkeypatch.setattr("lbp_teach.records.codes.BRAKE", Brake(waited.append))
    return waited


@pytest.fixture
def learner(records: Records) -> Learner:
    return records.learner(None)[0]


@pytest.fixture
def session(records: Records) -> Session:
    one = Session(records)
    one.handle({"type": "hello", "token": None, "lang": "da"})
    return one


def act(session: Session, number: int, kind: str, **more: Any) -> list[dict[str, Any]]:
    return session.handle({"type": "act", "id": f"act-{number}", "kind": kind, **more})


# ---- codes ----


def test_a_code_leads_to_its_learner_with_a_token_of_its_own(records: Records) -> None:
    learner, first = records.learner(None)
    found = records.resume(records.new_resume_code(learner.id))
    assert found is not None
    assert found[0] == learner
    assert found[1] != first
    assert records.learner(found[1])[0] == records.learner(first)[0] == learner


def test_a_code_has_the_name_and_sixty_random_bits(records: Records, learner: Learner) -> None:
    code = records.new_resume_code(learner.id)
    name, number, *groups = code.split("-")
    assert f"{name}-{number}" == learner.name.upper()
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert len(ALPHABET) == 32
    assert len({records.new_resume_code(learner.id) for _ in range(5)}) == 5


@pytest.mark.parametrize(
    "text", ["BIRK-42-7K3M-9Q0D-R1TN", "birk 42 7k3m9qodritn", " 7K3M 9Qod rLtn ", "７K3M-9Q0D-R1TN"]
)
def test_a_code_may_be_typed_carelessly(text: str) -> None:
    assert typed(text) == "7K3M9Q0DR1TN"


@pytest.mark.parametrize("text", ["", "7K3M", "-" * 100, "ÆØÅ" * 20, "7K3M9QXDR5TN" * 100, "\ud800", "UUUUUUUUUUUU"])
def test_what_cannot_be_a_code_is_none(records: Records, text: str) -> None:
    assert typed(text) is None
    assert records.resume(text) is None


def test_a_new_code_replaces_the_old_one(records: Records, learner: Learner) -> None:
    old, new = records.new_resume_code(learner.id), records.new_resume_code(learner.id)
    assert records.resume(old) is None
    found = records.resume(new)
    assert found is not None
    assert found[0] == learner


def test_a_code_with_one_wrong_character_is_nobodys(records: Records, learner: Learner) -> None:
    code = records.new_resume_code(learner.id)
    for place in (-1, -5, -14):
        wrong = list(code)
        wrong[place] = "A" if code[place] != "A" else "B"
        assert records.resume("".join(wrong)) is None


def test_the_code_itself_is_nowhere_in_the_store(records: Records, learner: Learner, tmp_path: Path) -> None:
    code = records.new_resume_code(learner.id)
    secret = code.replace("-", "")[-12:]
    for path in tmp_path.iterdir():
        held = path.read_bytes()
        assert code.encode() not in held
        assert secret.encode() not in held
        assert secret[4:].encode() not in held


def test_each_wrong_code_costs_more_time_and_a_right_one_ends_that(
    records: Records, learner: Learner, brake: list[float]
) -> None:
    code = records.new_resume_code(learner.id)
    assert records.resume(code) is not None
    assert brake == []
    for _ in range(8):
        records.resume("AAAA-BBBB-CCCC")
    assert brake == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0]
    assert records.resume(code) is not None
    assert records.resume(code) is not None
    assert len(brake) == 8


def test_a_purge_takes_the_code_with_it(records: Records, learner: Learner) -> None:
    code = records.new_resume_code(learner.id)
    records.purge(learner.id)
    assert records.resume(code) is None


# ---- on the page ----


def test_a_learner_goes_on_where_she_was_on_another_device(records: Records, session: Session) -> None:
    case = "jesper-lund"
    act(session, 1, "start", case=case)
    code = act(session, 2, "resume_code")[0]["code"]
    elsewhere = Session(records)
    elsewhere.handle({"type": "hello", "token": None, "lang": "en"})
    assert elsewhere.learner != session.learner
    (answer,) = act(elsewhere, 3, "resume", code=code.lower())
    assert answer["ack"] == "act-3"
    assert elsewhere.learner == session.learner
    assert [one["case"] for one in answer["view"]["home"]["resume"]] == [case]
    assert records.learner(answer["token"])[0] == session.learner
    # The old device goes on, too.
    assert act(session, 4, "go", case=case)[-1]["type"] == "view"
    assert session.learner is not None
    assert [event.kind for event in records.events(session.learner.id)] == ["start"]


def test_a_code_goes_over_once_and_stands_in_no_view_and_no_event(records: Records, session: Session) -> None:
    assert session.learner is not None
    message, view = act(session, 1, "resume_code")
    assert message["type"] == "resume_code"
    code = message["code"]
    shown = [view, *act(session, 2, "go", case=None), *session.handle({"type": "hello", "token": None})]
    assert code not in json.dumps(shown)
    assert records.events(session.learner.id) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("AAAA-BBBB-CCCC", "Ingen har den kode"), ("AAAA", "12 bogstaver"), (None, "12 bogstaver"), (["x"], "12 bog")],
)
def test_a_code_that_is_none_is_refused_clearly(session: Session, code: object, words: str) -> None:
    before = session.learner
    (answer,) = act(session, 1, "resume", code=code)
    assert answer["type"] == "refused"
    assert answer["ack"] == "act-1"
    assert words in answer["text"]
    assert answer["view"]["screen"] == "home"
    assert session.learner == before


def test_in_a_notebook_of_one_case_the_case_opens_as_it_was(records: Records) -> None:
    case = "jesper-lund"
    first = Session(records, only=case)
    first.handle({"type": "hello", "token": None})
    act(first, 1, "ask", question="leg_strength")
    code = act(first, 2, "resume_code")[0]["code"]
    other = Session(records, only=case)
    other.handle({"type": "hello", "token": None})
    view = act(other, 3, "resume", code=code)[-1]["view"]
    assert [one["question"] for one in view["case"]["history"]] == ["leg_strength"]


# ---- under a hub ----


def test_under_a_hub_the_user_is_the_learner_and_there_are_no_codes(tmp_path: Path) -> None:
    store = open_records(tmp_path, {"JUPYTERHUB_USER": "kari.nord"})
    session = Session(store)
    view = session.handle({"type": "hello", "token": "left over from elsewhere", "lang": "en"})[-1]
    assert view["view"]["learner"] == "kari.nord"
    assert view["token"] == ""
    assert not view["view"]["elsewhere"]
    for number, kind in enumerate(("resume_code", "resume")):
        (answer,) = act(session, number, kind, code="AAAA-BBBB-CCCC")
        assert answer["type"] == "refused"
        assert "logged in" in answer["text"]
    again = Session(open_records(tmp_path, {"JUPYTERHUB_USER": "kari.nord"}))
    again.handle({"type": "hello", "token": None})
    assert again.learner == session.learner
    store.close()


def test_standalone_the_section_is_offered(session: Session) -> None:
    assert session.handle({"type": "hello", "token": None})[-1]["view"]["elsewhere"] is True
