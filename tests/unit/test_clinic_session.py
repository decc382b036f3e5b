"""A window in the clinic: every act is kept, nothing of the truth is told before the end, and nothing throws."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.case import visit_answers
from lbp_teach.clinic import acts, session
from lbp_teach.clinic.model import Setup, clinic
from lbp_teach.clinic.patients import patients_of
from lbp_teach.clinic.session import ClinicSession
from lbp_teach.clinic.state import START, fold, setup_of
from lbp_teach.exports.columns import EVENTS
from lbp_teach.exports.flat import attempt_rows, event_rows
from lbp_teach.exports.job import Job, export
from lbp_teach.exports.reading import Wanted
from lbp_teach.generator import load
from lbp_teach.records import Event, Records
from lbp_teach.session import Session
from lbp_teach.text import Lang

BOOK = content.book()
PLAN = {
    "urgency": "none",
    "destination": "own_gp",
    "imaging": "mri",
    "follow_up": "basis",
    "work": "nothing",
    "note": "0",
    "explain": "full",
}


class Window:
    """A browser's window: it counts its acts and knows whose turn it is."""

    def __init__(self, records: Records, token: str | None = None, name: str = "a", lang: str = "en") -> None:
        self.session, self.name, self.numbers = ClinicSession(records), name, count()
        self.pack, self.first = self.session.handle({"type": "hello", "lang": lang, "token": token})
        self.view, self.token = self.first["view"], self.first["token"]

    def act(self, kind: str, **more: Any) -> dict[str, Any]:
        found = self.session.handle({"type": "act", "id": f"{self.name}{next(self.numbers)}", "kind": kind, **more})
        self.view = found[-1]["view"] or self.view
        return found[-1]

    def start(self, number: int | None = 3, patients: int = 3, mode: str = "enriched") -> dict[str, Any]:
        return self.act("start", number=number, patients=patients, mode=mode)

    def here(self, kind: str, **more: Any) -> dict[str, Any]:
        day = self.view["day"]
        return self.act(kind, **{"morning": day["id"], "patient": day["patient"]["place"], **more})

    def send_on(self, **changes: str) -> dict[str, Any]:
        for name, value in {**PLAN, **changes}.items():
            assert self.here("choose", decision=name, value=value)["type"] == "view"
        return self.here("close")


@pytest.fixture
def window(records: Records) -> Window:
    return Window(records)


def test_a_morning_is_played_to_its_end(window: Window) -> None:
    assert window.view["screen"] == "start"
    window.start()
    assert window.view["day"]["clock"]["now"] == "08:01"
    window.here("ask", question="pain_duration")
    window.here("examine", manoeuvre="straight_leg_raise")
    patient = window.view["day"]["patient"]
    case = patients_of(Setup(3, "enriched", 3))[0].case
    assert [one["id"] for one in patient["asked"]] == ["pain_duration"]
    assert patient["asked"][0]["answer"] == visit_answers(case, case.visits[0].id)["pain_duration"].en
    assert len(patient["examined"][0]["found"]) == 2
    assert (patient["used"], window.view["day"]["clock"]["now"]) == (1.8, "08:01")
    assert [row["state"] for row in window.view["day"]["board"]] == ["here", "booked", "booked"]
    window.send_on()
    assert [row["state"] for row in window.view["day"]["board"]] == ["done", "here", "booked"]
    window.send_on()
    ended = window.send_on()
    assert ended["view"]["screen"] == "end"
    end = ended["view"]["end"]
    assert [plan["id"] for plan in end["plans"]] == ["you", "guideline", "everybody", "nobody"]
    assert all(len(row["values"]) == 4 for row in end["rows"])
    assert set(end["chart"]) < {row["id"] for row in end["rows"]}
    assert (end["number"], end["mode"], end["patients"], end["before"]) == (3, "enriched", 3, False)
    assert end["opened"] is None
    opened = window.act("open", place=1)["view"]["end"]["opened"]
    assert opened["place"] == 1
    assert len(opened["rows"]) == len(clinic().wanted) + len(clinic().medicines)
    for row in opened["rows"]:
        assert row["guideline"]
        assert row["because"], row["id"]
        assert row["citations"], row["id"]
    assert window.act("open", place=None)["view"]["end"]["opened"] is None
    assert window.act("open", place=99)["view"]["end"]["opened"] is None


def test_what_was_done_is_there_after_a_reload_and_in_another_window(window: Window, records: Records) -> None:
    window.start()
    window.here("ask", question="fever")
    window.here("choose", decision="imaging", value="mri")
    window.here("choose", decision="imaging", value="none")
    window.here("choose", decision="work", value="nothing")
    window.here("choose", decision="work", value=None)
    window.here("examine", manoeuvre="movement")
    again = Window(records, window.token)
    assert again.view == window.view
    assert again.view["day"]["patient"]["choices"] == {"imaging": "none"}
    # The old window goes on; the new one sees it, and neither loses anything.
    window.here("ask", question="weight")
    again.name = "b"
    again.here("ask", question="cancer")
    assert [one["id"] for one in again.view["day"]["patient"]["asked"]] == ["fever", "weight", "cancer"]


def test_an_act_without_an_answer_is_carried_out_once_by_the_next_hello(window: Window, records: Records) -> None:
    window.start()
    day = window.view["day"]
    lost = {"id": "x1", "kind": "ask", "question": "fever", "morning": day["id"], "patient": 0}
    again = ClinicSession(records)
    for _ in range(2):
        view = again.handle({"type": "hello", "token": window.token, "pending": [lost, "nonsense", {}]})[1]["view"]
        assert [one["id"] for one in view["day"]["patient"]["asked"]] == ["fever"]
    assert sum(event.kind == "clinic_ask" for event in records.events(again.learner.id)) == 1


def test_an_act_that_comes_too_late_does_not_land_with_the_next_patient(window: Window, records: Records) -> None:
    window.start()
    other = Window(records, window.token, "b")
    window.send_on()
    found = other.here("ask", question="fever")
    assert found["type"] == "refused"
    assert "another patient" in found["text"]
    assert found["view"]["day"]["patient"]["place"] == 1
    assert found["view"]["day"]["patient"]["asked"] == []


def test_a_question_costs_once_and_what_is_missing_is_named(window: Window, records: Records) -> None:
    window.start()
    window.here("ask", question="fever")
    used = window.view["day"]["patient"]["used"]
    kept = len(records.events(window.session.learner.id))
    assert window.here("ask", question="fever")["view"]["day"]["patient"]["used"] == used
    assert len(records.events(window.session.learner.id)) == kept
    found = window.here("close")
    assert found["type"] == "refused"
    for name in ("Urgency", "Where to", "Imaging", "Follow-up", "Work", "Sick note today", "Explanation and plan"):
        assert name in found["text"]
    assert window.view["day"]["patient"]["place"] == 0


def test_after_closing_time_only_decisions_are_possible(window: Window) -> None:
    window.start()
    window.send_on()
    window.send_on()
    done = [window.here("ask", question=name)["type"] for name in BOOK.questions]
    done += [window.here("examine", manoeuvre=name)["type"] for name in BOOK.manoeuvres]
    # Called in at 8:36, the last one can be asked and examined until 9:15, and not an act longer.
    assert window.view["day"]["clock"]["closing"]
    assert "09:15" <= window.view["day"]["clock"]["now"] <= "09:19"
    asked = done.index("refused")
    assert asked > 60
    assert set(done[asked:]) == {"refused"}
    assert "too late" in window.here("examine", manoeuvre="residual_urine")["text"]
    assert window.send_on()["view"]["screen"] == "end"


def test_an_event_about_another_patient_changes_nothing() -> None:
    body = {"number": 3, "patients": 3, "mode": "enriched"}
    begun = Event(1, "a", "clinic-a", START, body, "2026-01-01")
    for patient in (1, -1, None):
        late = Event(2, "b", "clinic-a", "clinic_ask", {"patient": patient, "question": "fever"}, "2026-01-01")
        assert fold([begun, late]) == fold([begun])
    right = Event(2, "b", "clinic-a", "clinic_ask", {"patient": 0, "question": "fever"}, "2026-01-01")
    assert fold([begun, right])[0].seen[0].asked == ("fever",)


def test_ending_early_rebooks_the_rest(window: Window) -> None:
    window.start()
    window.send_on()
    found = window.here("stop")["view"]["end"]
    assert [row["state"] for row in found["board"]] == ["done", "rebooked", "rebooked"]
    opened = window.act("open", place=2)["view"]["end"]["opened"]
    assert {row["yours"] for row in opened["rows"]} == {None}
    assert any("rebooked" in text for text in opened["story"])
    assert window.act("stop", morning=found["id"])["type"] == "refused"
    assert window.act("ask", morning=found["id"], patient=1, question="fever")["type"] == "refused"


def test_nothing_of_the_truth_is_told_before_the_end(records: Records) -> None:
    ahead = load.ahead()
    asked = ("fever", "saddle_feeling", "trauma")
    for lang in Lang:
        window = Window(records, lang=lang.value, name=lang.value)
        window.start(number=0, patients=12)
        patients = patients_of(Setup(0, "enriched", 12))
        for one in patients[:3]:
            answers = visit_answers(one.case, one.case.visits[0].id)
            for name in asked:
                window.here("ask", question=name)
            said = json.dumps(window.view, ensure_ascii=False)
            course = ahead.course_of(one.truth)
            for secret in (one.truth.condition, course.label(lang), *map(str, one.case.objectives)):
                assert secret not in said
            assert not {"truth", "facts", "verdict", "key", "course", "deadline"} & set(re.findall(r'"(\w+)":', said))
            heard = {answers[name](lang) if name in answers else "" for name in asked}
            for name, text in answers.items():
                if name not in asked and text(lang) not in heard and len(text(lang)) > 25:
                    assert text(lang) not in said, name
            for waiting in patients[window.view["day"]["patient"]["place"] + 1 :]:
                assert waiting.case.opening(lang) not in said
            window.send_on()


def test_the_pack_is_the_same_in_every_morning(records: Records) -> None:
    first, second = Window(records), Window(records, name="b")
    first.start(number=1)
    second.start(number=2)
    packs = [w.act("set_lang", lang="en") and w.session._pack() for w in (first, second)]
    assert packs[0] == packs[1] == first.pack
    assert {table["id"] for table in first.pack["about"]["tables"]} == {"clinic", "ahead", "deadlines", "shares"}
    for table in first.pack["about"]["tables"]:
        assert table["rows"]
        for row in table["rows"]:
            assert row["value"]
            assert row["source"]
            assert "{" not in row["value"] + row["label"]


def test_a_morning_without_a_number_gets_one_that_can_be_shared(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.secrets, "randbelow", lambda below: below - 1)
    window.start(number=None)
    assert window.view["day"]["number"] == 9999
    names = [row["name"] for row in window.view["day"]["board"]]
    assert names == [one.case.persona.name for one in patients_of(Setup(9999, "enriched", 3))]


def test_a_morning_that_was_played_before_says_so_and_can_be_looked_at_again(window: Window) -> None:
    for _ in range(2):
        window.start()
        window.here("stop")
    assert window.view["end"]["before"]
    found = window.act("look", morning=None)["view"]
    assert found["screen"] == "start"
    assert [one["state"] for one in found["past"]] == ["over", "over"]
    first = found["past"][-1]["id"]
    assert not window.act("look", morning=first)["view"]["end"]["before"]


def test_a_morning_of_another_version_is_not_opened(
    window: Window, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.start()
    morning = window.view["day"]["id"]
    for module in (acts, session):
        monkeypatch.setattr(module, "version", lambda: "other")
    again = Window(records, window.token, "b")
    assert again.view["screen"] == "start"
    assert again.view["past"][0]["state"] == "old"
    assert again.act("ask", morning=morning, patient=0, question="fever")["type"] == "refused"
    assert again.act("look", morning=morning)["view"]["screen"] == "start"


@pytest.mark.parametrize(
    "body",
    [
        {"number": -1},
        {"number": 10_000},
        {"number": True},
        {"number": "3"},
        {"number": 1.0},
        {"patients": 4},
        {"patients": True},
        {"mode": "hard"},
        {"mode": None},
        {"mode": ["enriched"]},
    ],
)
def test_only_mornings_that_exist_begin(window: Window, body: dict[str, Any]) -> None:
    asked = {"number": 3, "patients": 3, "mode": "enriched", **body}
    assert setup_of(asked) is None
    assert window.act("start", **asked)["type"] == "refused"
    assert window.view["screen"] == "start"


HOSTILE: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda here: {**here, "kind": "ask", "question": "nothing"},
    lambda here: {**here, "kind": "ask", "question": ["fever"]},
    lambda here: {**here, "kind": "ask"},
    lambda here: {**here, "kind": "examine", "manoeuvre": {"a": 1}},
    lambda here: {**here, "kind": "choose", "decision": "triage", "value": "non_specific"},
    lambda here: {**here, "kind": "choose", "decision": "urgency", "value": "never"},
    lambda here: {**here, "kind": "choose", "decision": "urgency", "value": ["none"]},
    lambda here: {**here, "kind": "choose", "decision": None, "value": None},
    lambda here: {**here, "kind": "choose", "decision": "nothing", "value": None},
    lambda here: {**here, "kind": "explode"},
    lambda here: {**here, "kind": None},
    lambda here: {**here, "kind": "ask", "question": "fever", "patient": True},
    lambda here: {**here, "kind": "ask", "question": "fever", "patient": 7},
    lambda here: {**here, "kind": "ask", "question": "fever", "morning": "clinic-none"},
    lambda here: {**here, "kind": "ask", "question": "fever", "morning": {}},
]


@pytest.mark.parametrize("make", HOSTILE)
def test_what_makes_no_sense_is_refused_and_recorded_nowhere(window: Window, records: Records, make: Any) -> None:
    window.start()
    before = records.events(window.session.learner.id)
    found = window.act(**make({"morning": window.view["day"]["id"], "patient": 0}))
    assert found["type"] == "refused"
    assert found["text"]
    assert records.events(window.session.learner.id) == before
    for odd in (None, 3, "hello", [], {"type": "act"}, {"type": "act", "id": "a\ud800", "kind": "ask"}, {"type": "x"}):
        window.session.handle(odd)


def test_a_morning_needs_nothing_heavy() -> None:
    code = "import lbp_teach.clinic.session, sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"yaml", "pandas", "numpy", "scipy", "sqlalchemy", "IPython"} & set(done.stdout.split()) == set()


def test_a_learner_who_is_purged_is_told_and_sees_nothing(window: Window, records: Records) -> None:
    window.start()
    assert window.session.learner is not None
    records.purge(window.session.learner.id)
    day = window.view["day"]
    found = window.act("ask", morning=day["id"], patient=0, question="fever")
    assert found["type"] == "refused"
    assert "deleted" in found["text"]
    assert found["view"]["screen"] == "start"
    assert found["view"]["past"] == []


def test_exports_and_the_case_player_pass_a_morning_over(window: Window, records: Records, tmp_path: Path) -> None:
    window.start()
    window.here("ask", question="fever")
    window.send_on(imaging="none")
    rows = list(event_rows(records, Wanted()))
    assert [row["kind"] for row in rows][:2] == [START, "clinic_ask"]
    assert rows[1]["subject"] == "fever"
    assert export(records, BOOK, Job("csv", tmp_path / "out.csv", table=EVENTS.name, lang=Lang.DA)) == len(rows)
    assert list(attempt_rows(records, BOOK, Wanted())) == []
    player = Session(records)
    view = player.handle({"type": "hello", "token": window.token, "lang": "da"})[1]["view"]
    assert view["home"]["resume"] == []
