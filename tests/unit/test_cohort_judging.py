"""What judges and examiners typed: kept, found again, safe from a second teacher, and gone with the learner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from learner import Screen
from played import played, players

from lbp_teach.cohort import judging
from lbp_teach.cohort.dashboard_session import CohortSession
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.cohort.frame import Marks
from lbp_teach.cohort.judging import RECORD, Judged, clean, fold, judged, keep, rate
from lbp_teach.cohort.rating_list import pasted
from lbp_teach.cohort.tables import ClassTables
from lbp_teach.courses.record import all_courses
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Event, Records, Stale

CASE = "jesper-lund"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Records]:
    found = Records(played(tmp_path))
    yield found
    found.close()


def page(session: CohortSession, **more: Any) -> str:
    answer = session.handle({"type": "show", "n": 1, "lang": "en", "tab": "standard", **more})
    assert answer is not None
    assert answer["type"] == "shown"
    return json.dumps(answer["nodes"])


def kept(session: CohortSession, seen: int, **typed: str) -> dict[str, Any]:
    given = {key.replace("__", ":").replace("_", "-"): text for key, text in typed.items()}
    answer = session.handle({"type": "keep", "n": 1, "lang": "en", "seen": seen, "typed": given})
    assert answer is not None
    assert answer["type"] == "kept"
    return answer


def field(nodes: str, name: str) -> Any:
    """The value of a field of a page."""
    found: list[Any] = []

    def look(node: Any) -> None:
        if isinstance(node, list) and len(node) == 3:
            if isinstance(node[1], dict) and node[1].get("data-collect") == name:
                found.append(node[1]["value"])
            for kid in node[2]:
                look(kid)

    for node in json.loads(nodes):
        look(node)
    (value,) = found
    return value


# ---- judgements ----


def test_what_a_judge_typed_is_there_after_a_reload(store: Records, book: Book) -> None:
    first = CohortSession(Marks(store, book), book)
    assert field(page(first), f"1:{CASE}") == ""
    answer = kept(first, 0, **{f"1__{CASE}": "62,5", "name__1": "AB", "judges": "4"})
    assert sorted(answer["kept"]) == [f"1:{CASE}", "judges", "name:1"]
    assert answer["text"] == ""
    again = page(CohortSession(Marks(store, book), book))
    assert field(again, f"1:{CASE}") == "62.5"
    assert field(again, "name:1") == "AB"
    assert field(again, "judges") == 4
    assert f"4:{CASE}" in again
    assert f"5:{CASE}" not in again


def test_the_record_of_judgements_is_no_course_and_no_learner(store: Records, book: Book) -> None:
    kept(CohortSession(Marks(store, book), book), 0, judges="3")
    assert all_courses(store) == []
    assert RECORD not in {one.id for one in store.learners()} | {one.id for one in store.people()}
    marks = Marks(store, book)
    assert marks.refresh().learners == 2
    found = store.check()
    assert (found.courses, found.learners) == (0, len(list(store.learners()))), "verified, and counted as neither"


def test_two_teachers_at_once_lose_nothing(store: Records) -> None:
    mine, hers = {f"1:{CASE}": "40"}, {f"2:{CASE}": "60"}
    assert keep(store, mine, 0, "me").clashes == ()
    assert keep(store, hers, 0, "she").clashes == (), "another field is no clash"
    assert judged(store).cells == mine | hers
    # The same field, differently, without having seen it: hers stands, and it is said which.
    found = keep(store, {f"2:{CASE}": "10", f"3:{CASE}": "70"}, 1, "me")
    assert found.clashes == (f"2:{CASE}",)
    assert judged(store).cells == mine | hers | {f"3:{CASE}": "70"}
    # Having seen it, it can be changed; the record keeps both.
    assert keep(store, {f"2:{CASE}": "10"}, 2, "me").clashes == ()
    bodies = [event.body["cells"] for event in store.events(RECORD)]
    assert {f"2:{CASE}": "60"} in bodies
    assert judged(store).cells[f"2:{CASE}"] == "10"


def test_a_page_does_not_clash_with_itself(store: Records) -> None:
    keep(store, {f"1:{CASE}": "4"}, 0, "me")
    assert keep(store, {f"1:{CASE}": "40"}, 0, "me").clashes == ()
    assert judged(store).cells == {f"1:{CASE}": "40"}
    events = len(store.events(RECORD))
    keep(store, {f"1:{CASE}": "40"}, 0, "me")
    assert len(store.events(RECORD)) == events, "a message that comes twice is written once"
    assert keep(store, {f"1:{CASE}": ""}, 9, "me").now.cells == {}


def test_another_teacher_between_reading_and_writing_is_seen(store: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, {"judges": "3"}, 0, "me")
    append, meanwhile = store.append, [True]

    def late(*given: Any) -> Event:
        if meanwhile:
            meanwhile.clear()
            keep(store, {f"1:{CASE}": "99"}, 1, "she")
        return append(*given)

    monkeypatch.setattr(store, "append", late)
    found = keep(store, {f"1:{CASE}": "1", f"2:{CASE}": "2"}, 1, "me")
    assert found.clashes == (f"1:{CASE}",)
    assert judged(store).cells == {"judges": "3", f"1:{CASE}": "99", f"2:{CASE}": "2"}


def test_two_teachers_who_are_both_the_first_lose_nothing(store: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    add_course = store.add_course

    def both_at_once(course: str, title: str) -> None:
        add_course(course, title)
        keep(store, {f"2:{CASE}": "60"}, 0, "she")
        add_course(course, title)  # which the other has made

    monkeypatch.setattr(store, "add_course", both_at_once)
    assert keep(store, {f"1:{CASE}": "40"}, 0, "me").clashes == ()
    assert judged(store).cells == {f"1:{CASE}": "40", f"2:{CASE}": "60"}


def test_whoever_clashes_is_told_by_whom_and_what(store: Records, book: Book) -> None:
    me, she = CohortSession(Marks(store, book), book), CohortSession(Marks(store, book), book)
    kept(she, 0, **{f"1__{CASE}": "50", "name__1": "EK"})
    answer = kept(me, 0, **{f"1__{CASE}": "60"})
    assert "EK, Jesper Lund (50%)" in answer["text"]
    assert answer["again"] is True


def test_a_store_that_is_busy_is_said_and_nothing_is_forgotten(
    store: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> Event:
        raise Stale

    session = CohortSession(Marks(store, book), book)
    monkeypatch.setattr(store, "append", busy)
    store.add_course(RECORD, "x")
    answer = kept(session, 0, **{f"1__{CASE}": "50"})
    assert answer["kept"] == []
    assert "not kept" in answer["text"]


@pytest.mark.parametrize(
    ("key", "text", "is_"),
    [
        (f"1:{CASE}", "40", "40"),
        (f"1:{CASE}", " 40,5 ", "40.5"),
        (f"1:{CASE}", "", ""),
        (f"1:{CASE}", "101", None),
        (f"1:{CASE}", "nan", None),
        (f"1:{CASE}", "many", None),
        (f"13:{CASE}", "40", None),
        ("²:x", "40", None),
        ("1:../x", "40", None),
        ("judges", "4", "4"),
        ("judges", "2", None),
        ("judges", "13", None),
        ("border", "2,5", "2.5"),
        ("border", "", None),
        ("name:1", "AB", "AB"),
        ("name:1", "A whole long name", None),
        ("rate:abc", "11", None),
        ("else", "1", None),
        (f"1:{CASE}", 40, None),
    ],
)
def test_what_may_be_typed(key: str, text: Any, is_: str | None) -> None:
    assert clean(key, text) == is_


@pytest.mark.parametrize(
    "body",
    [{}, {"cells": None}, {"cells": [1]}, {"cells": {"1:x": 5, "judges": "999"}}, {"cells": {"1:x": {}}}, [], "text"],
)
def test_an_event_that_cannot_be_read_stops_nothing(body: Any) -> None:
    good = Event(1, "a", RECORD, "judged", {"cells": {"1:x": "40"}}, "2026-01-01")
    bad = Event(2, "b", RECORD, "judged", body, "2026-01-01")
    later = Event(3, "c", RECORD, "of a later version", {"x": 1}, "2026-01-01")
    assert fold([good, bad, later]).cells == {"1:x": "40"}
    assert fold([good, bad, later]).seq == 3


def test_judgements_can_be_removed_with_the_initials_and_typed_anew(store: Records, book: Book) -> None:
    _, careful = players()
    session = CohortSession(Marks(store, book), book)
    kept(session, 0, **{f"1__{CASE}": "50", "name__1": "EK", f"rate__{careful.id}": "3"})
    ClassTables(session).forget_judgements()
    assert judged(store) == Judged()
    assert b"EK" not in json.dumps([event.body for event in store.events(RECORD)]).encode()
    assert store.known(RECORD) is None
    kept(session, 0, **{f"2__{CASE}": "60"})
    assert judged(store).cells == {f"2:{CASE}": "60"}
    assert session.desk.ratings == {careful.id: 3}


# ---- ratings ----


def test_a_rating_stands_in_the_learners_own_record_and_is_purged_with_her(store: Records, book: Book) -> None:
    careless, careful = players()
    session = CohortSession(Marks(store, book), book)
    kept(session, 0, **{f"rate__{careful.id}": "3", f"rate__{careless.id}": "1,5"})
    assert session.desk.ratings == {careful.id: 3, careless.id: 1.5}
    marks = Marks(store, book)
    marks.refresh()
    assert marks.ratings() == session.desk.ratings
    rate(store, careless.id, None)
    marks.refresh()
    assert marks.ratings() == {careful.id: 3}
    store.purge(careful.id)
    marks.refresh()
    assert marks.ratings() == {}
    assert store.events(RECORD) == []


def test_ratings_are_kept_with_the_marks_between_two_openings(store: Records, book: Book, tmp_path: Path) -> None:
    careless, _ = players()
    first = Marks(store, book, tmp_path)
    first.refresh()
    rate(store, careless.id, 4)
    first.refresh()
    again = Marks(store, book, tmp_path)
    assert again.refresh().read == 0
    assert again.ratings() == {careless.id: 4}


def test_a_learner_who_is_playing_goes_on_after_she_was_rated(records: Records, book: Book) -> None:
    screen = Screen(records)
    screen.hello()
    screen.act("start", case=CASE, again=False)
    assert screen.session.learner is not None
    rate(records, screen.session.learner.id, 3)
    screen.act("ask", question="pain_duration")
    kinds = [event.kind for event in records.events(screen.session.learner.id)]
    assert kinds == ["start", "rated", "ask"]


@pytest.mark.parametrize("body", [{}, {"rating": "x"}, {"rating": 11}, {"rating": True}, {"rating": -1}, []])
def test_a_rating_that_cannot_be_read_changes_nothing(body: Any) -> None:
    assert judging.rating_of(Event(2, "b", RECORD, "rated", body, "2026-01-01"), 3.0) == 3.0


def test_a_pasted_list_is_two_columns_and_says_what_it_did_not_take() -> None:
    names = {"a": "Birk-42", "b": "Eg-11", "c": "Eg-12", "d": "Eg-12", "e": "Anna Maria"}
    text = "Pseudonym\tRating\nBirk-42\t3\neg-11;2,5\n\nAnna Maria 4\nEg-12\t1\nNobody\t2\nBirk-42\n Eg-11\t99\n"
    found = pasted(text, names)
    assert found.ratings == {"a": 3, "b": 2.5, "e": 4}
    assert found.doubtful == ("Eg-12",)
    assert found.unknown == ("Nobody",)
    assert found.unread == ("Birk-42", "Eg-11\t99")
    assert pasted("", names).ratings == {}


def test_a_list_is_pasted_on_the_page(store: Records, book: Book) -> None:
    careless, _ = players()
    session = CohortSession(Marks(store, book), book)
    told: list[Any] = []
    message = {"type": "show", "n": 1, "lang": "en", "tab": "standard", "pasted": f"{careless.name}\t2\nNobody-1\t5"}
    answer = session.handle(message, told.append)
    assert answer is not None
    assert answer["said"] == "Kept: 1 global ratings. Nobody is called Nobody-1."
    assert session.desk.ratings == {careless.id: 2}
    assert told[-1]["words"] == "Keeping global ratings: 1 of 1"
    assert "Rated: 1 of 2." in " ".join(map(text_of, answer["nodes"]))


def test_nothing_that_a_page_sends_breaks_it(store: Records, book: Book) -> None:
    session = CohortSession(Marks(store, book), book)
    for typed in (None, 3, [1], {"1:x": 5, 3: "4"}, {"rate:nobody": "3"}, {"x" * 300: "1"}, {f"1:{CASE}": "9" * 300}):
        answer = session.handle({"type": "keep", "n": 1, "typed": typed, "seen": "x"})
        assert answer is not None
        assert answer["type"] == "kept"
    assert session.desk.ratings == {}
    assert fold(store.events(RECORD)) == Judged()
