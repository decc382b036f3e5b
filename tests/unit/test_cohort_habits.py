"""Habits of thought of a class: those of each learner's own debrief, counted, and hidden where they point at a few."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lbp_teach import content
from lbp_teach.cohort import habits_seen
from lbp_teach.cohort.dashboard_habits import HABITS, habits, habits_panel
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_tree import text_of
from lbp_teach.cohort.dashboard_words import WORDS
from lbp_teach.cohort.frame import Marks
from lbp_teach.cohort.habits_seen import earlier_of, habits_word
from lbp_teach.cohort.simulate import Plan, simulate
from lbp_teach.cohort.simulated.store import open_simulated
from lbp_teach.debriefing.in_case import _earlier
from lbp_teach.exports.reading import marked, unmarked_of
from lbp_teach.guideline.assess import Book
from lbp_teach.process import read_process
from lbp_teach.scoring import score
from lbp_teach.text import Lang

CASES = ("kaj-roenholt", "jesper-lund")


def attempts(words: dict[int, str | None], **more: Any) -> pd.DataFrame:
    rows = [{"learner": f"l{n}", "counts": True, "number": 1, "habits": word} | more for n, word in words.items()]
    return pd.DataFrame(rows)


def told(table: pd.DataFrame) -> dict[str, tuple[int, float | None]]:
    return {one.habit: (one.share.n, one.share.value) for one in habits(table)}


def test_a_learner_counts_once_and_of_those_in_whom_it_could_have_shown() -> None:
    first = attempts({n: "read after anchoring" if n < 6 else "read" for n in range(20)})
    second = attempts({n: "read anchoring availability" if n < 6 else "read after" for n in range(20)})
    found = told(pd.concat([first, second, attempts({30: None, 31: None})]))
    assert found["anchoring"] == (20, 0.3), "twice in one learner is one learner; who cannot be read is not counted"
    assert found["premature_closure"] == (20, 0)
    assert found["availability"] == (20, 0.3)
    assert told(first)["availability"] == (6, 0), "only who had been told of another patient before"


def test_practice_later_attempts_and_few_are_left_out_or_hidden() -> None:
    table = attempts({n: "read anchoring" if n < 4 else "read confirmation" for n in range(12)})
    again = attempts(dict.fromkeys(range(12), "read base_rate"), number=2)
    loose = attempts(dict.fromkeys(range(12), "read base_rate"), counts=False)
    found = told(pd.concat([table, again, loose]))
    assert found["anchoring"] == (12, None)
    assert found["confirmation"] == (12, 8 / 12)
    assert found["base_rate"] == (12, 0)
    assert told(table.head(4))["anchoring"] == (4, None)


@pytest.mark.parametrize("lang", list(Lang))
def test_every_habit_is_told_in_plain_words_with_n_and_interval(lang: Lang) -> None:
    table = attempts({n: "read after anchoring" if n < 6 else "read after base_rate_low" for n in range(9)})
    words = text_of(habits_panel(habits(table), Say(content.book(), lang)))
    assert "6 af 9" in words or "6 of 9, 67% (35 to 88)" in words
    for habit in HABITS:
        assert WORDS[f"habit.{habit}"](lang) in words
        assert WORDS[f"habit.{habit}.is"](lang) in words
    assert "base_rate" not in words
    assert WORDS["hidden"](lang) in words


def test_the_guideline_has_no_habit_that_the_class_does_not_show(book: Book) -> None:
    assert {one.id for one in book.guideline.way.habits} == set(HABITS) - {"base_rate_low"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("habits")
    simulate(folder, 12, Plan(1, CASES))
    return folder


def test_what_is_counted_is_what_each_learners_own_debrief_says(home: Path, book: Book) -> None:
    expected: dict[str, set[str]] = {}
    with contextlib.closing(open_simulated(home)) as store:
        marks = Marks(store, book)
        marks.refresh()
        for learner in store.learners():
            played = {one.attempt.id: one.attempt for one, _ in unmarked_of(learner, store)}
            for attempt in played.values():
                if not attempt.finished:
                    continue
                case = content.load_case(attempt.case)
                before = _earlier(attempt, played, book)
                found = read_process(case, attempt, score(case, attempt, book), book, before).habits
                last = len(attempt.visits) if attempt.practice_from is None else attempt.practice_from
                expected[attempt.id] = {one.habit for one in found if one.visit < last}
    table = marks.attempts().set_index("attempt")["habits"].astype(object)
    got = {str(name): words for name, words in table.items() if isinstance(words, str)}
    assert {name: words for name, words in expected.items() if words}, "somebody must have a habit"
    for name, habits_ in expected.items():
        words = set(got.get(name, "").replace("base_rate_low", "base_rate").split())
        assert words - {"read", "after"} == habits_, name
    assert any("after" in words.split() for words in got.values())


def test_an_attempt_that_goes_on_keeps_what_was_known_of_the_earlier_ones(home: Path, book: Book) -> None:
    with contextlib.closing(open_simulated(home)) as store:
        fresh = Marks(store, book, home)
        fresh.refresh()
        before = fresh.attempts()["habits"].astype(object).tolist()
        kept = Marks(store, book, home)
        assert kept.refresh().marked == 0
        assert kept.attempts()["habits"].astype(object).tolist() == before


def test_the_earlier_patients_are_those_of_the_debrief() -> None:
    words = ["a|serious_specific|infection", "", "b|nerve_root|", "c|non_specific|none", "d|serious_specific|x,y"]
    assert [one.case for one in earlier_of(words, "e")] == ["b", "c", "d"]
    assert [one.case for one in earlier_of(words, "d~7")] == ["b", "c"], "not the same patient again"
    assert earlier_of(words, "e")[-1].suspected == ("x", "y")
    assert earlier_of(words, "e")[0].suspected == ()


def test_a_way_that_cannot_be_read_stops_nobody(home: Path, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("a question of another version")

    monkeypatch.setattr(habits_seen, "read_habits", broken)
    with contextlib.closing(open_simulated(home)) as store:
        learner = next(iter(store.learners()))
        ready = [marked(one, book, broken=no) for one, no in unmarked_of(learner, store)]
    assert [habits_word(one, (), book) for one in ready] == [""] * len(ready)
