"""The task on a made-up sheet, and the calculator beside it: what is marked, what is recorded, what is held back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.bedside.base import LOCK, Act, total
from lbp_teach.bedside.instruments.by_hand import instruments
from lbp_teach.bedside.instruments.exercise import Instruments, InstrumentsState
from lbp_teach.bedside.session import BedsideSession
from lbp_teach.records import Records
from lbp_teach.refusal import Refusal
from lbp_teach.text import Lang

NAMES = ("nrs", "vas", "start_back", "ompsq_sf", "rmdq", "pcs", "odi")


def task(name: str, seed: int = 1) -> Instruments:
    return Instruments(content.library(), Instruments.settled({"instrument": name, "seed": seed}))


def with_gaps(name: str, *, counted: bool) -> Instruments:
    """A sheet with missing answers whose total can, or cannot, be given."""
    found = (task(name, seed) for seed in range(2, 200))
    return next(one for one in found if one.key.missing and (one.key.total is not None) == counted)


def done(exercise: Instruments, *acts: Act) -> InstrumentsState:
    """The state after acts that are checked, as from a screen."""
    state = exercise.start()
    for kind, args in acts:
        body = exercise.check(state, kind, args)
        state = exercise.fold(state, kind, body) if body is not None else state
    return state


def yes(value: str = "yes") -> Act:
    return ("possible", {"value": value})


def points(exercise: Instruments, *acts: Act) -> dict[str, int]:
    return {mark.subject: mark.points for mark in exercise.marks(done(exercise, *acts))}


def copied(exercise: Instruments) -> list[Act]:
    """The acts of somebody who types the sheet into the calculator."""
    return [("item", {"item": n, "value": value}) for n, value in enumerate(exercise.sheet, 1) if value is not None]


# ---- which sheet ----


def test_left_open_it_is_start_back_and_the_same_first_sheet_every_time() -> None:
    assert Instruments.settled({}) == Instruments.settled({"a": 1}) == {"instrument": "start_back", "seed": 1}
    assert Instruments.settled({"instrument": "odi", "seed": 7}) == {"instrument": "odi", "seed": 7}
    assert len({Instruments.settled({"seed": "new"})["seed"] for _ in range(20)}) > 10


@pytest.mark.parametrize(
    "wanted",
    [{"instrument": name} for name in ("x", 5, ["odi"], "{x}", {"a": 1})]
    + [{"seed": seed} for seed in ("x", -1, 1.5, True, 100_000, [1], float("nan"))],
)
def test_a_sheet_that_cannot_be_is_refused_and_what_can_is_said(wanted: Mapping[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        Instruments.settled(wanted)
    assert "odi" in caught.value.text.da or "99999" in caught.value.text.en


# ---- marks ----


def test_a_sheet_that_can_be_counted_is_worth_six_points_and_what_it_may_be_used_for() -> None:
    exercise = task("start_back")
    key = exercise.key
    assert key.band is not None
    model = exercise.model()
    assert points(exercise, *model) == {"possible": 1, "total": 3, "band": 2, "use:supplement": 1, "use:risk_group": 1}
    wrong = {"value": str(int(key.total or 0) - 1)}
    assert points(exercise, yes(), ("total", wrong), ("band", {"value": "low"})) == {
        "possible": 1,
        "total": 0,
        "band": 0,
        "use:supplement": 0,
        "use:risk_group": 0,
    }
    assert points(exercise, yes("no"))["total"] == 0


@pytest.mark.parametrize("name", ["start_back", "ompsq_sf", "pcs", "odi"])
def test_where_no_total_can_be_given_saying_so_is_the_whole_of_it(name: str) -> None:
    exercise = with_gaps(name, counted=False)
    assert points(exercise, yes("no"))["possible"] == 4
    given = points(exercise, yes(), ("total", {"value": "3"}), ("band", {"value": exercise.instrument.bands[0].id}))
    assert given["possible"] == 0
    assert "total" not in given
    (mark,) = [m for m in exercise.marks(done(exercise, yes())) if m.subject == "possible"]
    assert exercise.instrument.missing.text.da in mark.because.da
    assert not mark.reviewed


@pytest.mark.parametrize("name", ["rmdq", "odi"])
def test_where_a_total_can_be_given_in_spite_of_gaps_refusing_costs_it(name: str) -> None:
    exercise = with_gaps(name, counted=True)
    assert total(exercise.marks(done(exercise, yes("no")))) == (0, 6 if exercise.instrument.bands else 4)
    assert total(exercise.marks(done(exercise, *exercise.model())))[0] == (6 if exercise.instrument.bands else 4)


@pytest.mark.parametrize("name", ["start_back", "ompsq_sf", "pcs"])
def test_ticking_every_use_is_worth_less_than_ticking_none(name: str) -> None:
    exercise = task(name)
    everything = [("use", {"use": use.id, "value": "yes"}) for use in exercise.uses]
    marks = exercise.marks(done(exercise, *everything))
    assert sum(mark.points for mark in marks) < 0
    assert total(marks)[0] == 0
    assert {mark.mark for mark in marks if mark.points < 0} == {"too_much"}
    one_back = done(exercise, *everything, ("use", {"use": "everyone", "value": "no"}))
    assert sum(m.points for m in exercise.marks(one_back)) == sum(m.points for m in marks) + 1


def test_what_may_be_done_with_start_back_is_what_the_cited_statements_say() -> None:
    allowed = {use.id: use.may for use in instruments().uses_of("start_back")}
    assert {name for name, may in allowed.items() if may} == {"supplement", "risk_group"}
    book = content.library()
    for use in instruments().uses:
        kinds = {book.statements[name].kind for name in use.cites}
        assert not (use.may and "recommendation_against" in kinds)
        assert all(book.statements[name].reviewed == "sourced" for name in use.cites)


@pytest.mark.parametrize(
    ("said", "right"), [("35.6", True), ("36", True), ("35,5", True), ("35", False), ("37", False)]
)
def test_a_percentage_may_be_rounded_but_not_missed(said: str, right: bool) -> None:
    exercise = next(
        one for one in (task("odi", seed) for seed in range(2, 3000)) if one.key.total and one.key.total * 9 == 320
    )
    assert points(exercise, yes(), ("total", {"value": said}))["total"] == (3 if right else 0)


def test_a_whole_total_has_to_be_met_exactly() -> None:
    exercise = task("pcs")
    assert exercise.key.total == 26
    for said, given in (("26", 3), ("26,0", 3), ("26.4", 0), ("25", 0)):
        assert points(exercise, yes(), ("total", {"value": said}))["total"] == given


def test_a_mark_tells_the_arithmetic_and_what_was_written() -> None:
    exercise = task("ompsq_sf")
    state = done(exercise, yes(), ("total", {"value": "12,5"}))
    mark = next(m for m in exercise.marks(state) if m.subject == "total")
    assert mark.because.da.startswith("Du skrev 12,5. ")
    assert mark.because.en.startswith("You wrote 12.5. ")
    assert "10 − " in mark.because.da
    assert f"= {exercise.key.total} af 100" in mark.because.da


def test_the_titles_of_marks_have_the_guidelines_number_in_them() -> None:
    exercise = task("nrs")
    titles = [mark.title(lang) for mark in exercise.marks(done(exercise, *exercise.model())) for lang in Lang]
    assert not [title for title in titles if "{" in title]
    assert any("7" in title for title in titles)


# ---- acts ----


def test_taking_back_that_there_is_a_total_takes_back_the_total() -> None:
    exercise = task("odi")
    state = done(exercise, yes(), ("total", {"value": "12"}), ("band", {"value": "minimal"}), yes("no"))
    assert (state.possible, state.total, state.band) == (False, None, None)
    for kind, args in (("total", {"value": "12"}), ("band", {"value": "minimal"})):
        with pytest.raises(Refusal):
            exercise.check(state, kind, args)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("6", "6"), (" 06 ", "6"), ("6,50", "6.5"), ("6.05", "6.05"), ("7 %", "7"), (6, "6"), ("", None)],
)
def test_a_total_is_read_as_it_is_written(written: Any, kept: str | None) -> None:
    exercise = task("start_back")
    assert done(exercise, yes(), ("total", {"value": "1"}), ("total", {"value": written})).total == kept


@pytest.mark.parametrize("written", ["x", "-1", "10", "9,5", "1e1", "6..5", "٣", True, 6.5, [], {}, 10**30, "9" * 900])
def test_a_total_that_cannot_be_is_refused(written: Any) -> None:
    with pytest.raises(Refusal, match="from 0 to 9"):
        done(task("start_back"), yes(), ("total", {"value": written}))


def test_the_same_thing_twice_is_recorded_once() -> None:
    exercise = task("start_back")
    state = done(exercise, yes(), ("total", {"value": "6"}), ("use", {"use": "everyone", "value": "yes"}))
    for kind, args in (
        yes(),
        ("total", {"value": "6,0"}),
        ("use", {"use": "everyone", "value": "yes"}),
        ("use", {"use": "once", "value": "no"}),
        ("item", {"item": 1, "value": None}),
        ("clear", {}),
    ):
        assert exercise.check(state, kind, args) is None


def test_it_is_not_locked_before_everything_is_said_and_the_screen_says_why() -> None:
    exercise = task("start_back")
    for acts in ([], [yes()], [yes(), ("total", {"value": "3"})]):
        state = done(exercise, *acts)
        with pytest.raises(Refusal) as caught:
            exercise.check(state, LOCK, {})
        for lang in Lang:
            assert exercise.view(state, lang, reveal=False)["why"] == caught.value.text(lang)
    ready = done(exercise, yes(), ("total", {"value": "3"}), ("band", {"value": "low"}))
    assert exercise.view(ready, Lang.DA, reveal=False)["why"] is None
    assert exercise.check(ready, LOCK, {}) == {}
    assert exercise.check(done(exercise, yes("no")), LOCK, {}) == {}
    rmdq = task("rmdq")
    assert rmdq.check(done(rmdq, yes(), ("total", {"value": "3"})), LOCK, {}) == {}


# ---- the calculator ----


@pytest.mark.parametrize(
    "args",
    [{"item": n, "value": 0} for n in (0, 10, -1, True, "1", None, 1.0, [1])]
    + [{"item": 1, "value": v} for v in (2, -1, True, "1", 0.5, [], {}, float("nan"), 10**5000, "<b>")],
)
def test_a_number_that_the_form_does_not_have_is_refused(args: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        done(task("start_back"), ("item", args))
    assert "None" not in caught.value.text.da  # a word of Python, not of a screen


def test_the_calculator_counts_as_it_is_filled_in_and_can_be_emptied() -> None:
    exercise = task("odi")
    other = [("item", {"item": n, "value": 5}) for n in range(1, 10)]
    state = done(exercise, *other)
    shown = exercise.view(state, Lang.EN, reveal=False)["result"]
    assert (shown["total"], shown["band"]) == ("100%", "ODI: extremely limited")
    assert shown["note"].startswith("The formula divides")
    eight = done(exercise, *other, ("item", {"item": 1, "value": None}))
    assert exercise.view(eight, Lang.EN, reveal=False)["result"]["total"] is None
    emptied = done(exercise, *other, ("clear", {}))
    assert emptied == exercise.start()


@pytest.mark.parametrize("name", NAMES)
def test_the_calculator_does_not_count_the_sheet_before_the_learner_has(name: str) -> None:
    for seed in (1, 2, 3):
        exercise = task(name, seed)
        state = exercise.start()
        half = sum(answer is not None for answer in exercise.sheet) / 2
        for n, (kind, args) in enumerate(copied(exercise), 1):
            state = exercise.fold(state, kind, exercise.check(state, kind, args) or {})
            shown = exercise.view(state, Lang.DA, reveal=False)["result"]
            if n >= half:
                assert (shown["total"], shown["band"], shown["steps"]) == (None, None, []), n
        locked = exercise.after((*copied(exercise), *exercise.model()))
        shown = exercise.view(locked, Lang.DA, reveal=True)["result"]
        assert shown["steps"] == exercise.view(locked, Lang.DA, reveal=True)["steps"]
        # Inside a case nothing is told before the debrief, although the answer is locked.
        assert exercise.view(locked, Lang.DA, reveal=False)["result"]["steps"] == []


def test_the_calculator_goes_on_after_the_lock_and_changes_no_mark() -> None:
    exercise = task("pcs")
    locked = exercise.after(exercise.model())
    body = exercise.check(locked, "item", {"item": 1, "value": 4})
    assert body == {"item": 1, "value": 4}
    assert exercise.marks(exercise.fold(locked, "item", body)) == exercise.marks(locked)
    with pytest.raises(Refusal):
        exercise.check(locked, "total", {"value": "3"})


def test_nothing_of_the_arithmetic_is_told_before_the_lock() -> None:
    for name in NAMES:
        for seed in range(1, 5):
            exercise = task(name, seed)
            for lang in Lang:
                told = json.dumps([exercise.pack(lang), exercise.view(exercise.start(), lang, reveal=False)])
                spoken = [json.dumps(content.library().words(step)(lang))[1:-1] for step in exercise.key.steps[1:-1]]
                assert not [step for step in spoken if step in told], (name, seed)
                view = exercise.view(exercise.start(), lang, reveal=False)
                assert view["steps"] is None
                assert view["result"]["total"] is None


# ---- the session ----


def test_starting_over_keeps_to_the_form_that_was_chosen(records: Records) -> None:
    session = BedsideSession(records, "instruments", {"instrument": "start_back"})
    session.handle({"type": "hello", "token": None, "lang": "en", "pending": []})

    def send(name: str, kind: str, **more: Any) -> dict[str, Any]:
        answer: dict[str, Any] = session.handle({"type": "act", "id": name, "kind": kind, **more})[-1]
        return answer["view"]["data"]  # type: ignore[no-any-return]

    assert send("a", "begin", setting={"instrument": "odi", "seed": 9})["instrument"] == "odi"
    send("b", "possible", value="no")
    again = send("c", "begin")
    assert (again["instrument"], again["seed"], again["possible"]) == ("odi", 9, None)


def test_what_was_typed_into_the_calculator_is_recorded_and_found_again(records: Records) -> None:
    first = BedsideSession(records, "instruments", {"instrument": "pcs"})
    token = first.handle({"type": "hello", "token": None, "lang": "en", "pending": []})[1]["token"]
    first.handle({"type": "act", "id": "x", "kind": "item", "item": 3, "value": 4})
    assert first.acts() == [("item", {"item": 3, "value": 4})]
    second = BedsideSession(records, "instruments", {"instrument": "pcs"})
    view = second.handle({"type": "hello", "token": token, "lang": "en", "pending": []})[1]["view"]
    assert view["data"]["own"][2] == 4
