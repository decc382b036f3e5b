"""Marks of a class as one table: as exported, read again only where something changed, kept, and forgotten."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from learner import Screen
from played import played, players

from lbp_teach import content, courses
from lbp_teach.cohort import dashboard_session, frame, marks_file
from lbp_teach.cohort.columns import NUMBERS, WORDS, Columns
from lbp_teach.cohort.dashboard_session import CohortSession, course_titles
from lbp_teach.cohort.forgetting import forget_marks
from lbp_teach.cohort.frame import Marks, Refreshed
from lbp_teach.exports.flat import attempt_rows, item_rows
from lbp_teach.exports.reading import Wanted
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Event, Learner, Records
from lbp_teach.text import Lang


class Counted(Records):
    """A store that counts whose events are read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.streamed: list[str] = []

    def stream(self, learner: str, after: int = 0) -> Iterator[Event]:
        self.streamed.append(learner)
        return super().stream(learner, after)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counted]:
    found = Counted(played(tmp_path))
    yield found
    found.close()


def read(store: Records, book: Book, home: Path | None = None) -> Marks:
    marks = Marks(store, book, home)
    marks.refresh()
    return marks


def same(one: Marks, other: Marks) -> None:
    for table in ("items", "attempts"):
        mine, yours = getattr(one, table)(), getattr(other, table)()
        for frame_ in (mine, yours):
            for name in frame_.select_dtypes("category"):
                frame_[name] = frame_[name].astype(object)
        pd.testing.assert_frame_equal(mine, yours, check_dtype=False)


# ---- what stands in it ----


def test_each_row_is_that_of_the_export(store: Counted, book: Book) -> None:
    expected = list(item_rows(store, book, Wanted(), Lang.EN))
    found = read(store, book).items()
    assert len(found) == len(expected) > 100
    for name in ("learner", "attempt", "case", "edition", "visit", "category", "kind", "subject", "mark", "harm"):
        values = [None if pd.isna(value) else value for value in found[name]]
        assert values == [row[name] for row in expected], name
    for name in ("chosen", "best", "rule", "missing", "points", "of", "visit_number", "confidence"):
        values = [None if pd.isna(value) else value for value in found[name]]
        assert values == [row[name] for row in expected], name
    assert found["practice"].tolist() == [row["practice"] for row in expected]
    assert found["grade"].notna().sum() == found["chosen"].notna().sum() > 0
    assert (found["points"] < 0).any()  # wrong rows of a table take points, and stay below zero


def test_each_attempt_is_that_of_the_export(store: Counted, book: Book) -> None:
    expected = list(attempt_rows(store, book, Wanted()))
    found = read(store, book).attempts()
    for name in (
        "learner",
        "pseudonym",
        "attempt",
        "case",
        "edition",
        "number",
        "events",
        "seconds",
        "practice",
        "counts",
    ):
        assert found[name].tolist() == [row[name] for row in expected], name
    for name in ("points", "of", "critical"):
        assert found[name].tolist() == [row[name] or 0 for row in expected], name
    unfinished = [row["not_marked"] == "unfinished" for row in expected]
    assert any(unfinished)
    assert found["score"].isna().tolist() == unfinished
    assert found["finished"].isna().tolist() == unfinished
    assert str(found["started"].dt.tz) == "UTC"
    assert not found["simulated"].any()


def test_early_and_late_count_only_what_counts(store: Counted, book: Book) -> None:
    careless, careful = players()
    table = read(store, book).attempts()
    mine = table[table["learner"] == careless.id]
    assert mine[["order", "to_last"]].to_numpy().tolist() == [[1, 2], [2, 1], [0, 0]]  # the third is not finished
    hers = table[table["learner"] == careful.id]
    assert hers[["order", "to_last"]].to_numpy().tolist() == [[1, 1], [0, 0]]  # the second is practice


def test_groups_are_asked_for_and_not_kept(store: Counted, book: Book) -> None:
    careless, careful = players()
    marks = read(store, book)
    found = marks.items({careless.id: "A"})
    assert set(found["group"][found["learner"] == careless.id]) == {"A"}
    assert found["group"][found["learner"] == careful.id].isna().all()
    assert marks.items()["group"].isna().all()


def test_points_can_be_multiplied(store: Counted, book: Book) -> None:
    found = read(store, book).items()
    assert (found["of"] * 10_000).max() == int(found["of"].max()) * 10_000


# ---- only what changed ----


def test_nothing_is_read_twice(store: Counted, book: Book) -> None:
    ticks: list[tuple[int, int]] = []
    marks = Marks(store, book)
    assert marks.refresh(lambda done, of: ticks.append((done, of))) == Refreshed(2, 2, 5, 0)
    assert ticks == [(1, 2), (2, 2)]
    store.streamed.clear()
    assert marks.refresh() == Refreshed(2, 0, 0, 0)
    assert store.streamed == []


def test_only_who_went_on_is_read_and_only_what_changed_is_marked(store: Counted, book: Book) -> None:
    careless, _ = players()
    marks = read(store, book)
    store.streamed.clear()
    unfinished = store.events(careless.id)[-1].attempt
    last = store.events(careless.id)[-1].seq
    store.append(careless.id, "one-more", unfinished, "note", {"note": "n", "text": "x"}, expect=last)
    assert marks.refresh() == Refreshed(2, 1, 1, 0)
    assert store.streamed == [careless.id]
    same(marks, read(store, book))


def test_a_refresh_that_was_broken_off_leaves_nothing_behind(
    store: Counted, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = Marks(store, book)
    with monkeypatch.context() as patch:
        patch.setattr(frame, "played", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            marks.refresh()
    assert marks.items().empty

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        marks.refresh(stop)
    marks.refresh()
    same(marks, read(store, book))


def test_who_closes_the_page_half_way_loses_no_more_than_the_learners_being_read(
    store: Counted, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "AT_ONCE", 1)

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Marks(store, book, tmp_path).refresh(stop)
    again, ticks = Marks(store, book, tmp_path), list[tuple[int, int]]()
    assert again.refresh(lambda done, of: ticks.append((done, of))).read == 1
    assert ticks == [(1, 1)]
    same(again, read(store, book))
    # In several rounds as in one, also for who went on and who is gone.
    careless, careful = players()
    last = store.events(careless.id)[-1]
    store.append(careless.id, "one-more", last.attempt, "note", {"note": "n", "text": "x"}, expect=last.seq)
    store.purge(careful.id)
    assert again.refresh() == Refreshed(1, 1, 1, 1)
    same(again, read(store, book))
    assert Marks(store, book, tmp_path).refresh().read == 0


def test_an_edited_case_closes_its_attempts(store: Counted, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = read(store, book)
    before, now = marks.items(), content.current_hash
    monkeypatch.setattr(content, "current_hash", lambda case: "edited" if case == "jesper-lund" else now(case))
    assert marks.refresh().marked == 3
    table = marks.attempts()
    assert set(table["not_marked"][table["case"] == "jesper-lund"]) == {"case_changed"}
    assert set(marks.items()["base"]) == set(before["base"]) - {"jesper-lund"}
    monkeypatch.setattr(content, "current_hash", now)
    marks.refresh()
    same(marks, read(store, book))


# ---- kept, and forgotten ----


def test_marks_are_kept_between_two_openings(store: Counted, book: Book, tmp_path: Path) -> None:
    first = read(store, book, tmp_path)
    store.streamed.clear()
    second = Marks(store, book, tmp_path)
    assert second.refresh() == Refreshed(2, 0, 0, 0)
    assert store.streamed == []
    same(first, second)


def test_marks_of_another_guideline_or_scorer_are_not_read(
    store: Counted, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(store, book, tmp_path)
    rules = book.guideline.rules[1:]
    other = Book(book.guideline.model_copy(update={"rules": rules}))
    assert frame.guideline_key(other) != frame.guideline_key(book)
    monkeypatch.setattr(frame, "SCORER", "next")
    assert Marks(store, book, tmp_path).refresh().read == 2
    assert len(list((tmp_path / "cohort").iterdir())) == 1


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "rows"])
def test_a_damaged_file_is_made_anew(store: Counted, book: Book, tmp_path: Path, damage: str) -> None:
    whole = read(store, book, tmp_path)
    (path,) = (tmp_path / "cohort").iterdir()
    if damage == "rows":
        kept = marks_file.load(path)
        assert kept is not None
        kept.attempts.pop(0)
        marks_file.save(path, kept)
    else:
        path.write_bytes({"cut": path.read_bytes()[:2000], "text": b"hello", "empty": b""}[damage])
    again = Marks(store, book, tmp_path)
    assert again.refresh().read == 2
    same(whole, again)


def test_who_was_purged_is_in_no_table_and_no_file(store: Counted, book: Book, tmp_path: Path) -> None:
    careless, careful = players()
    marks = read(store, book, tmp_path)
    (path,) = (tmp_path / "cohort").iterdir()
    assert careful.id.encode() in path.read_bytes()
    store.purge(careful.id)
    assert marks.refresh() == Refreshed(1, 0, 0, 1)
    assert set(marks.items()["learner"]) == {careless.id}
    assert careful.id.encode() not in path.read_bytes()
    forget_marks(tmp_path)
    assert not list((tmp_path / "cohort").iterdir())
    forget_marks(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_written_costs_no_more_than_time(store: Counted, book: Book, tmp_path: Path) -> None:
    (tmp_path / "cohort").write_text("a file in the way")
    assert len(read(store, book, tmp_path).items()) > 100


def test_attempts_of_a_course_stand_under_it_and_its_own_record_is_no_learner(records: Records, book: Book) -> None:
    state = courses.create(records, title="Hold 4", slots=[{"cases": ["jesper-lund"]}])
    screen = Screen(records)
    screen.hello(route={"join": state.course.code})
    screen.act("start", case="rikke-thorsen")
    screen.act("start", course=state.course.id, place="0.0")
    screen.act("estimate", when="before", chances={"nonspecific": 70, "nerve_root": 20, "serious": 10})
    marks = Marks(records, book)
    assert marks.refresh().learners == 1
    table = marks.attempts({state.course.id: "Hold 4"})
    assert table["course"].astype(object).where(table["course"].notna(), "").tolist() == ["", state.course.id]
    assert table["group"].astype(object).where(table["group"].notna(), "").tolist() == ["", "Hold 4"]


def test_groups_are_the_courses_of_the_store_that_is_looked_at(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard_session, "open_records", lambda _: pytest.fail("another store is opened"))
    state = courses.create(records, title="Hold 4", slots=[{"cases": ["jesper-lund"]}])
    screen = Screen(records)
    screen.hello(route={"join": state.course.code})
    screen.act("start", course=state.course.id, place="0.0")
    session = CohortSession(Marks(records, book), book)
    assert session.frames()[0]["group"].tolist() == ["Hold 4"]
    other = courses.create(records, title="Hold 4", slots=[{"cases": ["jesper-lund"]}])
    session.read()
    assert session.frames()[0]["group"].tolist() == [f"Hold 4 ({state.course.code})"]
    assert set(course_titles(Marks(records, book))) == {state.course.id, other.course.id}


def test_marks_of_something_that_has_no_courses_have_no_groups(book: Book) -> None:
    class Elsewhere:
        def learners(self) -> Iterator[Learner]:
            return iter(())

        def stream(self, learner: str) -> Iterator[Event]:
            return iter(())

        def heads(self) -> dict[str, tuple[int, str]]:
            return {}

    assert course_titles(Marks(Elsewhere(), book)) == {}


def test_an_empty_store(records: Records, book: Book, tmp_path: Path) -> None:
    records.learner(None)
    marks = Marks(records, book, tmp_path)
    assert marks.refresh() == Refreshed(0, 0, 0, 0)
    assert marks.items().empty
    assert marks.attempts().empty
    assert {"learner", "item", "points", "group"} <= set(marks.items())


# ---- many ----


def test_many_rows_never_stand_in_memory_twice() -> None:
    rows, each = 500_000, 100
    columns = Columns()
    for name in WORDS:
        for word in range(300):
            columns.words[name].code(f"a/b/c/d/{word}")
    tracemalloc.start()
    for name in NUMBERS + WORDS:
        columns.arrays[name] = (np.arange(rows) % 300).astype(np.int16)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    # The first attempt went on: its rows are others now, and those of all others stay.
    for row in range(each):
        columns.add([f"a/b/c/d/{row}"] * len(WORDS), [1] * len(NUMBERS))
    spans = [(rows, rows + each), *((start, start + each) for start in range(each, rows, each))]
    columns.settle(spans)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert columns.rows == rows
    assert columns.arrays["points"][:each].tolist() == [1] * each
    assert columns.arrays["points"][each] == each
    assert peak < 1.7 * size


def test_learners_are_read_in_the_order_of_their_ids(store: Counted, book: Book) -> None:
    found: list[Learner] = list(store.learners())
    assert read(store, book).attempts()["learner"].unique().tolist() == [one.id for one in found]
