"""What may be done when: every refusal, and every action that changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from learner import best_choices

from lbp_teach import acting, case_tools, content
from lbp_teach.acting import NOTE_LIMIT, NOTES_LIMIT
from lbp_teach.case import Case
from lbp_teach.guideline.assess import Book
from lbp_teach.play import (
    Asked,
    Attempt,
    Choice,
    Examined,
    Note,
    Step,
    VisitState,
    fold,
    found_at,
    known_facts,
)
from lbp_teach.records import Event
from lbp_teach.refusal import Refusal

FULL, STRONG = {"resistance": "full"}, {"reinforced": True}


def check(attempt: Attempt, kind: str, args: dict[str, Any], case: Case, book: Book) -> dict[str, Any] | None:
    """What an act records, whoever decides it."""
    if kind not in case_tools.ACTS:
        return acting.check(attempt, kind, args, case, book)
    found = case_tools.check(attempt, kind, args, case, book)
    return found[1] if found else None


@pytest.fixture(scope="session")
def case() -> Case:
    return content.load_case("jesper-lund")


def fresh(*visits: VisitState, **more: Any) -> Attempt:
    return Attempt("a", "jesper-lund", "", "DSAM2026", visits or (VisitState("first"),), **more)


def at_first(**more: Any) -> Attempt:
    return fresh(VisitState("first", **more))


def test_a_question_costs_its_time(case: Case, book: Book) -> None:
    body = check(fresh(), "ask", {"question": "pain_where"}, case, book)
    assert body == {"visit": "first", "question": "pain_where", "seconds": 30, "over": False}


def test_a_question_asked_again_changes_nothing(case: Case, book: Book) -> None:
    attempt = at_first(asked=(Asked("pain_where", over=False),))
    assert check(attempt, "ask", {"question": "pain_where"}, case, book) is None


def test_a_question_beyond_the_visits_time_is_answered_and_marked(case: Case, book: Book) -> None:
    total = case.visit("first").minutes * 60
    assert check(at_first(seconds=total - 30), "ask", {"question": "pain_where"}, case, book)["over"] is False  # type: ignore[index]
    assert check(at_first(seconds=total - 29), "ask", {"question": "pain_where"}, case, book)["over"] is True  # type: ignore[index]


@pytest.mark.parametrize(("side", "seconds"), [("left", 10), ("right", 10), ("both", 20)])
def test_an_examination_costs_time_for_each_side(case: Case, book: Book, side: str, seconds: int) -> None:
    body = check(
        fresh(),
        "examine",
        {"manoeuvre": "strength_dorsiflexion", "side": side, "how": FULL},
        case,
        book,
    )
    assert body is not None
    assert (body["side"], body["seconds"]) == (side, seconds)


@pytest.mark.parametrize(
    ("done", "wanted", "left"),
    [
        (["left"], "left", None),
        (["left"], "right", "right"),
        (["left"], "both", "right"),
        (["right"], "both", "left"),
        (["both"], "left", None),
        (["both"], "both", None),
        (["left", "right"], "both", None),
    ],
)
def test_only_the_side_that_is_left_is_examined(
    case: Case, book: Book, done: list[str], wanted: str, left: str | None
) -> None:
    attempt = at_first(examined=tuple(Examined("reflex_achilles", side, {"reinforced": True}) for side in done))
    body = check(attempt, "examine", {"manoeuvre": "reflex_achilles", "side": wanted, "how": STRONG}, case, book)
    assert (body and body["side"]) == left
    assert body is None or body["seconds"] == 15


def test_a_side_is_ignored_where_there_are_none(case: Case, book: Book) -> None:
    body = check(fresh(), "examine", {"manoeuvre": "gait", "side": "left"}, case, book)
    assert body is not None
    assert body["side"] is None
    again = at_first(examined=(Examined("gait", None),))
    assert check(again, "examine", {"manoeuvre": "gait", "side": "right"}, case, book) is None


def test_a_decision_can_be_changed_and_taken_back(case: Case, book: Book) -> None:
    attempt = at_first(choices={"imaging": Choice("mri", 2)})
    changed = check(attempt, "decide", {"decision": "imaging", "value": "none", "confidence": 3}, case, book)
    assert changed == {"visit": "first", "decision": "imaging", "value": "none", "confidence": 3}
    back = check(attempt, "decide", {"decision": "imaging", "value": None, "confidence": 2}, case, book)
    assert back == {"visit": "first", "decision": "imaging", "value": None, "confidence": None}
    same = {"decision": "imaging", "value": "mri", "confidence": 2}
    assert check(attempt, "decide", same, case, book) is None
    assert check(fresh(), "decide", {"decision": "imaging", "value": None}, case, book) is None


def test_a_certainty_can_be_changed_alone(case: Case, book: Book) -> None:
    attempt = at_first(choices={"imaging": Choice("mri", 2)})
    assert check(attempt, "decide", {"decision": "imaging", "value": "mri", "confidence": 1}, case, book) is not None


def test_a_note_is_kept_without_its_margins(case: Case, book: Book) -> None:
    assert check(fresh(), "note", {"id": "n", "text": "  pas på \n"}, case, book) == {"note": "n", "text": "pas på"}


@pytest.mark.parametrize("text", ["", "   ", "\n", None, 5, ["x"], {}])
def test_a_note_without_words_changes_nothing(case: Case, book: Book, text: Any) -> None:
    assert check(fresh(), "note", {"id": "n", "text": text}, case, book) is None


def test_a_note_can_be_removed_once(case: Case, book: Book) -> None:
    attempt = fresh(notes=(Note("n", "x"),))
    assert check(attempt, "unnote", {"note": "n"}, case, book) == {"note": "n"}
    assert check(attempt, "unnote", {"note": "m"}, case, book) is None


def test_locking_needs_every_decision_and_is_done_once(case: Case, book: Book) -> None:
    everything = best_choices(case, "first", book)
    assert check(at_first(choices=everything), "lock", {}, case, book) == {"visit": "first"}
    assert check(at_first(choices=everything, locked=True), "lock", {}, case, book) is None
    del everything["code"]
    with pytest.raises(Refusal, match="Still to be decided: diagnosis code, icpc-2"):
        check(at_first(choices=everything), "lock", {}, case, book)


def test_the_story_goes_on_where_the_decisions_lead(case: Case, book: Book) -> None:
    best = best_choices(case, "first", book)
    locked = at_first(choices=best, locked=True)
    assert check(locked, "next", {}, case, book) == {"from": "first", "visit": "six_weeks"}
    last = fresh(VisitState("six_weeks", choices=best, locked=True))
    assert check(last, "next", {}, case, book) == {"from": "six_weeks", "visit": None}


@pytest.mark.parametrize(
    ("kind", "args", "words"),
    [
        ("ask", {}, "does not exist in this version"),
        ("ask", {"question": "no_such"}, "does not exist in this version"),
        ("ask", {"question": ["pain_where"]}, "does not exist in this version"),
        ("examine", {"manoeuvre": None}, "No such manoeuvre"),
        ("examine", {"manoeuvre": "reflex_achilles"}, "Choose left, right or both sides"),
        ("examine", {"manoeuvre": "reflex_achilles", "side": "middle"}, "Choose left, right or both sides"),
        ("examine", {"manoeuvre": "reflex_achilles", "side": ["left"]}, "Choose left, right or both sides"),
        ("decide", {"decision": "no_such", "value": "x"}, "does not exist in this version"),
        ("decide", {"decision": "imaging", "value": "pet"}, "no such answer"),
        ("decide", {"decision": "imaging", "value": {"mri": 1}}, "no such answer"),
        ("decide", {"decision": "imaging", "value": "mri", "confidence": 4}, "Certainty is 1, 2 or 3"),
        ("decide", {"decision": "imaging", "value": "mri", "confidence": True}, "Certainty is 1, 2 or 3"),
        ("decide", {"decision": "imaging", "value": "mri", "confidence": "2"}, "Certainty is 1, 2 or 3"),
        ("note", {"text": "x" * (NOTE_LIMIT + 1)}, "Split it in two"),
        ("next", {}, "Lock the decisions first"),
        ("dance", {}, "do not know that action"),
    ],
)
def test_a_refusal_says_why(case: Case, book: Book, kind: str, args: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        check(fresh(), kind, args, case, book)
    assert refused.value.text.da != refused.value.text.en


@pytest.mark.parametrize(
    ("kind", "args"),
    [
        ("ask", {"question": "pain_where"}),
        ("examine", {"manoeuvre": "gait"}),
        ("decide", {"decision": "imaging", "value": "mri"}),
    ],
)
def test_after_locking_nothing_of_the_visit_changes(case: Case, book: Book, kind: str, args: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="are locked"):
        check(at_first(locked=True), kind, args, case, book)


@pytest.mark.parametrize(
    "kind", ["ask", "examine", "record", "feel", "localise", "decide", "lock", "next", "note", "unnote", "dance"]
)
def test_after_the_end_nothing_changes(case: Case, book: Book, kind: str) -> None:
    with pytest.raises(Refusal, match="The case is finished"):
        check(fresh(finished=True), kind, {}, case, book)


def test_notes_are_kept_while_the_decisions_are_locked(case: Case, book: Book) -> None:
    assert check(at_first(locked=True), "note", {"id": "n", "text": "x"}, case, book) is not None


def test_there_is_an_end_to_notes(case: Case, book: Book) -> None:
    full = fresh(notes=tuple(Note(str(n), "x") for n in range(NOTES_LIMIT)))
    with pytest.raises(Refusal, match="no room"):
        check(full, "note", {"id": "n", "text": "x"}, case, book)


# ---- what is known ----


def test_one_side_examined_leaves_the_other_unknown(case: Case, book: Book) -> None:
    assert found_at(VisitState("first", examined=(Examined("reflex_achilles", "left"),)), book) == {
        "exam.reflex.achilles@left"
    }


def test_what_can_change_is_unknown_again_at_the_next_visit_and_what_cannot_is_kept(case: Case, book: Book) -> None:
    first = VisitState("first", asked=(Asked("saddle_feeling", over=False), Asked("cancer", over=False)))
    attempt = fresh(first, VisitState("six_weeks"))
    assert set(known_facts(attempt, 0, case, book)) == {
        "person.age_years",  # stands on the card at the door
        "history.saddle_numbness",
        "flags.previous_cancer",
    }
    assert set(known_facts(attempt, 1, case, book)) == {"person.age_years", "flags.previous_cancer"}


def test_what_is_known_is_what_is_true(case: Case, book: Book) -> None:
    attempt = at_first(examined=(Examined("strength_dorsiflexion", "both"),))
    known = known_facts(attempt, 0, case, book)
    assert known == {
        "person.age_years": case.persona.age,
        "exam.strength.dorsiflexion@left": 4,
        "exam.strength.dorsiflexion@right": 5,
    }


def test_events_of_an_attempt_that_never_began_are_passed_over() -> None:
    assert fold([Event(1, "x", "gone", "ask", {"question": "q", "over": False, "seconds": 1}, "")]) == {}


def test_folding_in_two_parts_is_folding_at_once() -> None:
    start = {"case": "jesper-lund", "hash": "h", "edition": "DSAM2026", "visit": "first"}
    events = [
        Event(1, "1", "a", "start", start, "t"),
        Event(2, "2", "a", "ask", {"question": "cancer", "over": False, "seconds": 20}, "t"),
        Event(3, "3", "a", "decide", {"decision": "imaging", "value": "mri", "confidence": 1}, "t"),
        Event(4, "4", "a", "decide", {"decision": "imaging", "value": None, "confidence": None}, "t"),
        Event(5, "5", "a", "note", {"note": "n", "text": "x"}, "t"),
        Event(6, "6", "a", "unnote", {"note": "n"}, "t"),
        Event(7, "7", "a", "lock", {}, "t"),
        Event(8, "8", "a", "next", {"visit": "six_weeks"}, "t"),
        Event(9, "9", "a", "next", {"visit": None}, "t"),
    ]
    whole = fold(events)
    for cut in range(len(events)):
        assert fold(events[cut:], fold(events[:cut])) == whole
    attempt = whole["a"]
    assert attempt.finished
    assert attempt.notes == ()
    assert attempt.visits[0] == replace(
        VisitState("first"),
        asked=(Asked("cancer", over=False),),
        seconds=20,
        locked=True,
        log=attempt.visits[0].log,
    )
    assert Step("ask", "cancer", at="t", seconds=20) in attempt.visits[0].log
    assert attempt.visits[0].log[-1] == Step("lock", "", at="t")
