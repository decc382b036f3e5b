"""The triage board by itself: a patient told on one page, and the marks of a case for the same decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from learner import attempt_of, sample_visits

from lbp_teach import content
from lbp_teach.bedside.base import total
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.bedside.tools import make
from lbp_teach.bedside.triage.exercise import WORST_FIRST, Triage, TriageState
from lbp_teach.case import visit_facts
from lbp_teach.deciding import Choice
from lbp_teach.guideline.facts import split
from lbp_teach.play import VisitState
from lbp_teach.records import Records
from lbp_teach.refusal import Refusal
from lbp_teach.scoring import score
from lbp_teach.text import Lang

VISITS = sample_visits()
each_visit = pytest.mark.parametrize(("case", "visit"), VISITS)


def board(case: str = "rikke-thorsen", visit: str = "first") -> Triage:
    exercise = make("triage", Triage.settled({"case": case, "visit": visit}))
    assert isinstance(exercise, Triage)
    return exercise


def decided(exercise: Triage, **changes: str | None) -> TriageState:
    """The model answer with some decisions otherwise, or not made (None)."""
    state = exercise.after(exercise.model())
    choices = dict(state.board.choices)
    for name, value in changes.items():
        choices.pop(name)
        if value is not None:
            choices[name] = Choice(value)
    return replace(state, board=replace(state.board, choices=choices))


@each_visit
def test_the_marks_are_those_of_the_case(case: str, visit: str) -> None:
    exercise = board(case, visit)
    wrong: dict[str, str | None] = {"urgency": "none", "intervention.bed_rest": "do", "say.worn_out_back": None}
    state = decided(exercise, **wrong)
    alone = exercise.marks(state)
    loaded = content.load_case(case)
    report = score(loaded, attempt_of(loaded, VisitState(visit, choices=state.board.choices)), content.book())
    items = [item for item in report.items if item.category == "decision"]
    assert sum(m.points for m in alone if m.subject != "cap") == sum(item.points for item in items)
    assert sum(m.of for m in alone) == sum(item.of for item in items)
    by_subject = {item.subject: (item.mark, item.points) for item in items}
    for one in alone:
        if one.subject in by_subject:
            assert (one.mark, one.points) == by_subject[one.subject]


def test_a_critical_error_caps_what_is_left_and_is_a_line_of_its_own() -> None:
    exercise = board("selma-hodzic", "eight_days")
    marks = exercise.marks(decided(exercise, urgency="routine"))
    points, of = total(marks)
    assert points == of * content.book().weights["cap"].value // 100
    (cap,) = [m for m in marks if m.subject == "cap"]
    assert (cap.mark, cap.of) == ("critical", 0)
    assert "40 %" in cap.because.da
    assert [m for m in exercise.marks(exercise.after(exercise.model())) if m.subject == "cap"] == []


def test_a_mark_says_what_was_chosen_what_the_guideline_says_and_why() -> None:
    exercise = board()
    marks = {m.subject: m for m in exercise.marks(decided(exercise, imaging="mri", work=None))}
    assert marks["imaging"].because.en.startswith("You chose: MRI. The guideline: No imaging. ")
    assert marks["imaging"].cites
    assert marks["work"].because.en.startswith("No decision. The guideline: Advise staying at work. ")
    rows = marks["communication:right"]
    assert rows.title.en == "What you say: 16 of 16 rows"
    assert "Avoid: " in rows.because.en
    assert len(rows.cites) > 5


def test_locking_needs_every_card() -> None:
    exercise = board()
    with pytest.raises(Refusal, match="Still to be decided: triage"):
        exercise.check(exercise.start(), "lock", {})
    acts = [one for one in exercise.model()[:-1] if not one[1]["decision"].startswith("say.")]
    state = exercise.after(acts)
    with pytest.raises(Refusal, match="what you say"):
        exercise.check(state, "lock", {})
    state = exercise.fold(state, "leave", exercise.check(state, "leave", {"card": "communication", "left": True}) or {})
    assert exercise.check(state, "lock", {}) == {}
    assert {m.mark for m in exercise.marks(state) if m.subject.startswith("communication")} == {"missing"}


# ---- the patient on one page ----


@each_visit
def test_everything_that_is_unusual_is_told(case: str, visit: str) -> None:
    """Whoever decides here has not asked: what differs from a patient who is well must stand on the page."""
    exercise, book = board(case, visit), content.library()
    plain = exercise.view(exercise.start(), Lang.EN, reveal=False)["patient"]
    text = json.dumps(plain, ensure_ascii=False)
    facts = visit_facts(content.load_case(case), visit, book)
    lines = {line["id"]: line for track in plain["tracks"] for line in track["lines"]}
    in_line = {name: line.id for track in book.guideline.tracks for line in track.lines for name in line.findings}
    checked = 0
    for key, value in facts.items():
        finding = book.findings[split(key)[0]]
        if finding.door or value in (finding.default, "absent", "none", "not_applicable"):
            continue
        assert lines[in_line[finding.id]]["state"] in ("present", "value", "unknown"), key
        checked += 1
    assert checked > 3
    for track in book.guideline.tracks:
        for name in (name for line in track.lines for name in line.findings):
            if facts.get(name) == "absent":
                assert book.findings[name].label.en in text, name


def test_a_later_visit_says_what_has_changed_and_nothing_else_about_before() -> None:
    first = board("jesper-lund", "first").view(TriageState(), Lang.EN, reveal=False)["patient"]
    later = board("jesper-lund", "worse").view(TriageState(), Lang.EN, reveal=False)["patient"]
    assert all(line["before"] is None for track in first["tracks"] for line in track["lines"])
    before = {line["id"]: line["before"] for track in later["tracks"] for line in track["lines"]}
    assert "ankle dorsiflexion 4 of 5" in before["strength"]
    assert None in before.values()


# ---- what the screen gets ----


def keys_in(plain: Any) -> set[str]:
    if isinstance(plain, dict):
        return set(plain) | {key for value in plain.values() for key in keys_in(value)}
    return {key for value in plain for key in keys_in(value)} if isinstance(plain, list) else set()


@each_visit
def test_nothing_of_the_key_is_sent_before_it_is_locked(case: str, visit: str) -> None:
    exercise, book = board(case, visit), content.library()
    told = exercise.view(exercise.after(exercise.model()[:-1]), Lang.EN, reveal=False)
    assert told["grades"] == {}
    wire = json.dumps([exercise.pack(Lang.EN), told], ensure_ascii=False)
    assert keys_in([exercise.pack(Lang.EN), told]) & {"best", "unsafe", "points", "mark", "marks", "citations"} == set()
    assert [rule.id for rule in book.guideline.rules if book.words(rule.because).en in wire] == []


def test_once_locked_each_card_shows_its_worst_mark() -> None:
    exercise = board()
    state = decided(exercise, **{"intervention.bed_rest": "do", "intervention.acupuncture": None, "urgency": "routine"})
    grades = exercise.view(state, Lang.DA, reveal=True)["grades"]
    assert grades["card:interventions"] == grades["intervention.bed_rest"] == "too_much"
    assert grades["card:urgency"] == grades["urgency"]
    assert grades["card:communication"] == "right"
    assert set(grades.values()) <= set(WORST_FIRST)


def test_the_pack_is_the_same_for_every_patient() -> None:
    assert len({json.dumps(board(case, visit).pack(Lang.DA)) for case, visit in VISITS}) == 1


def test_the_board_is_worked_through_a_screen_and_found_again(records: Records) -> None:
    session = BedsideSession(records, "triage", {"case": "jesper-lund"})
    hello = session.handle({"type": "hello", "token": None, "lang": "en", "pending": []})[-1]
    for number, (kind, args) in enumerate(
        [
            ("decide", {"decision": "medicine_class.nsaid", "value": "may_briefly", "confidence": None}),
            ("sure", {"card": "medicines", "confidence": 2}),
            ("leave", {"card": "communication", "left": True}),
        ]
    ):
        assert session.handle({"type": "act", "id": f"t{number}", "kind": kind, **args})[-1]["type"] == "view"
    again = BedsideSession(records, "triage", {"case": "jesper-lund"})
    data = again.handle({"type": "hello", "token": hello["token"], "lang": "en", "pending": []})[-1]["view"]["data"]
    assert data["choices"] == {"medicine_class.nsaid": {"value": "may_briefly", "confidence": 2}}
    assert (data["left"], data["done"]) == (["communication"], 1)
