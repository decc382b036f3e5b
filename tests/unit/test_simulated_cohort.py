"""Simulated cohorts: made through the player, the same for the same seed, and seen as simulated wherever they show."""

from __future__ import annotations

import contextlib
import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.cli import main
from lbp_teach.cohort.simulate import Plan, chosen_cases, people, play, simulate
from lbp_teach.cohort.simulated import KIND, PREFIX, is_simulated
from lbp_teach.cohort.simulated.person import Person, person
from lbp_teach.cohort.simulated.playing import Player
from lbp_teach.cohort.simulated.skill import FILE, Skill, read_skill, skill
from lbp_teach.cohort.simulated.store import open_simulated
from lbp_teach.cohort.simulated.visits import Visits
from lbp_teach.courses import create
from lbp_teach.errors import InputError, UsageError
from lbp_teach.exports.reading import Marked, attempts_of
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.scoring import Item

CASES = ("jesper-lund", "rikke-thorsen")
COHORT = 60
SEED = 5
PLAN = Plan(SEED, CASES, feedback="reasons")
#: Rank correlation of ability and mean marks in a cohort of 60 with two cases each, before and after the cap that a
#: critical error sets. Eight seeds gave 0.69 to 0.89 and 0.36 to 0.70; without any connection one cohort in forty has
#: 0.25 or more.
BEFORE_CAP, AFTER_CAP = 0.6, 0.25
#: What a browser's learner can record in a case; a kind that is added to the player belongs here.
KINDS = {
    *("start", "ask", "examine", "record", "tool", "estimate", "decide", "sure", "leave", "lock", "next"),
    *("note", "unnote", "reflect", "more"),
}


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 60 simulated learners."""
    folder = tmp_path_factory.mktemp("cohort")
    assert simulate(folder, COHORT, PLAN) == COHORT
    return folder


@pytest.fixture(scope="module")
def attempts(cohort: Path, book: Book) -> list[Marked]:
    """Every attempt of them, with its marks."""
    with contextlib.closing(open_simulated(cohort)) as store:
        return [one for learner in store.learners() for one in attempts_of(learner, store, book)]


@pytest.fixture(scope="module")
def truth() -> dict[str, Person]:
    """Who they are, by id."""
    return {one.id: one for one in people(SEED, COHORT)}


def rows(folder: Path) -> list[tuple[Any, ...]]:
    """Everything that is kept of learners, events and heads, byte for byte."""
    with contextlib.closing(open_simulated(folder)) as store:
        return [
            row
            for table, key in (("learners", "id"), ("events", "learner, seq"), ("heads", "learner"))
            for row in store._read(f"SELECT * FROM {table} ORDER BY {key}")
        ]


# ---- the same for the same seed ----


def test_the_same_seed_gives_the_same_bytes_in_one_run_or_in_two(tmp_path: Path) -> None:
    plan = replace(PLAN, cases=("rikke-thorsen",))
    simulate(tmp_path / "one", 4, plan)
    assert simulate(tmp_path / "two", 2, plan) == 2
    assert simulate(tmp_path / "two", 4, plan) == 2  # those who are there are left as they are
    assert simulate(tmp_path / "two", 4, plan) == 0
    assert rows(tmp_path / "one") == rows(tmp_path / "two")
    simulate(tmp_path / "other", 4, replace(plan, seed=SEED + 1))
    assert not {row[0] for row in rows(tmp_path / "one")} & {row[0] for row in rows(tmp_path / "other")}


def test_a_run_that_is_stopped_leaves_whole_learners_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = replace(PLAN, cases=("rikke-thorsen",))
    simulate(tmp_path / "one", 3, plan)
    course = Player.course

    def stopped(self: Player, cases: Any) -> None:
        course(self, cases)
        if self.person.number == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Player, "course", stopped)
        with pytest.raises(KeyboardInterrupt):
            simulate(tmp_path / "two", 3, plan)
    assert sum(row[1].startswith(PREFIX) for row in rows(tmp_path / "two") if isinstance(row[1], str)) == 2
    simulate(tmp_path / "two", 3, plan)
    assert rows(tmp_path / "one") == rows(tmp_path / "two")


# ---- like a real record ----


def test_the_chains_verify(cohort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(cohort))
    monkeypatch.delenv("LBP_RECORDS", raising=False)
    assert main(["records", "verify"]) == 0
    assert f"of {COHORT} learners: every chain is whole." in capsys.readouterr().out


def test_every_kind_of_event_occurs_and_no_other(cohort: Path) -> None:
    with contextlib.closing(open_simulated(cohort)) as store:
        events = [event for learner in store.learners() for event in store.stream(learner.id)]
    assert {event.kind for event in events} == KINDS | {KIND}
    assert {"localise", "feel"} <= {e.body["do"] for e in events if e.kind == "tool" and e.body["tool"] == "exam"}
    assert {"exam", "pain", "flags", "icf", "talk"} == {e.body["tool"] for e in events if e.kind == "tool"}
    assert any(e.kind == "decide" and e.body["confidence"] == level for level in (1, 2, 3) for e in events)


def test_times_run_forward_over_believable_days_and_minutes(cohort: Path) -> None:
    with contextlib.closing(open_simulated(cohort)) as store:
        by_learner = [[*store.stream(learner.id)] for learner in store.learners()]
    for events in by_learner:
        times = [event.at for event in events]
        assert times == sorted(times)
        assert min(times) >= str(skill().begins)
    days = {event.at[:10] for events in by_learner for event in events}
    assert len(days) > 7
    minutes = []
    for events in by_learner:
        begun = {e.attempt: datetime.fromisoformat(e.at) for e in events if e.kind == "start"}
        ends = [e for e in events if e.kind == "next" and e.body["visit"] is None]
        minutes += [(datetime.fromisoformat(e.at) - begun[e.attempt]).total_seconds() / 60 for e in ends]
    assert 10 < sorted(minutes)[len(minutes) // 2] < 60


def test_some_leave_in_the_middle_and_some_play_again_for_practice(attempts: list[Marked]) -> None:
    why = Counter(one.not_marked for one in attempts)
    assert set(why) == {None, "unfinished"}
    assert why["unfinished"] < len(attempts) / 5
    assert any(one.attempt.practice_from == 0 for one in attempts)


# ---- what the model says shows in the marks ----


def test_the_abler_score_higher(attempts: list[Marked], truth: dict[str, Person]) -> None:
    before: dict[str, list[float]] = defaultdict(list)
    after: dict[str, list[float]] = defaultdict(list)
    for one in attempts:
        if one.report and not one.report.practice:
            before[one.learner.id].append(one.report.sum / one.report.of)
            after[one.learner.id].append(one.report.score)
    assert len(before) > COHORT * 0.9
    able = [truth[name].overall for name in before]
    assert rank_correlation(able, [sum(found) / len(found) for found in before.values()]) > BEFORE_CAP
    assert rank_correlation(able, [sum(found) / len(found) for found in after.values()]) > AFTER_CAP


def rank_correlation(first: list[float], second: list[float]) -> float:
    a, b = ranks(first), ranks(second)
    middle = (len(a) - 1) / 2
    return (
        sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
        / (sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)) ** 0.5
    )


def ranks(values: list[float]) -> list[float]:
    """Mean ranks, so that equal values have equal ones."""
    order = sorted(values)
    return [order.index(value) + (order.count(value) - 1) / 2 for value in values]


def test_who_images_too_much_is_seen_in_the_marks_of_exactly_those_items(tmp_path: Path, book: Book) -> None:
    model = skill()
    wrong = model.misconception("images_too_much")
    # A twin is the same learner without the misconception; whoever would leave in the middle proves nothing.
    for number in (1, 2, 3):
        one = replace(person(model, SEED, number), misconceptions=(), growth=0.0)
        plain = first_visit(tmp_path / f"plain-{number}", one, model, book)
        given = replace(one, misconceptions=(wrong.model_copy(update={"holds": 1.0}),))
        seen = first_visit(tmp_path / f"wrong-{number}", given, model, book)
        assert plain.keys() == seen.keys()
        others = {"imaging", "imaging_timing"}
        assert {name for name in plain if plain[name] != seen[name]} <= others
        for name in others:
            assert seen[name].mark in ("too_much", "critical"), name
            assert seen[name].chosen is not None
            assert seen[name].chosen.value in next(p.values for p in wrong.picks if p.decision == name)


def first_visit(folder: Path, one: Person, model: Skill, book: Book) -> dict[str, Item]:
    """The marks of the first visit of a learner at a patient who needs no picture."""
    calm = model.model_copy(update={"habits": model.habits.model_copy(update={"gives_up": 0.0, "stops": 0.0})})
    with contextlib.closing(open_simulated(folder)) as store:
        play(store, one, replace(PLAN, cases=("rikke-thorsen",)), calm, Visits(calm, book))
        (learner,) = store.learners()
        report = attempts_of(learner, store, book)[0].report
    assert report
    return {item.subject: item for item in report.items if item.visit == 0}


def test_misconceptions_show_in_the_cohort(attempts: list[Marked], truth: dict[str, Person]) -> None:
    too_much: dict[bool, list[bool]] = {True: [], False: []}
    for one in attempts:
        has = any(wrong.id == "images_too_much" for wrong in truth[one.learner.id].misconceptions)
        for item in one.report.items if one.report else ():
            if item.subject == "imaging" and item.best == ("none",):
                too_much[has].append(item.mark in ("too_much", "critical"))
    share = {has: sum(found) / len(found) for has, found in too_much.items()}
    assert share[True] > 0.6
    assert share[False] < 0.35


def test_who_misses_the_saddle_does_not_ask_about_it(attempts: list[Marked], truth: dict[str, Person]) -> None:
    asked: dict[bool, list[bool]] = {True: [], False: []}
    for one in attempts:
        has = any(wrong.id == "misses_saddle" for wrong in truth[one.learner.id].misconceptions)
        if one.report:
            asked[has].append(any(a.question == "saddle_feeling" for a in one.attempt.visits[0].asked))
    assert sum(asked[True]) / len(asked[True]) < 0.3 < sum(asked[False]) / len(asked[False])


# ---- seen as simulated ----


@pytest.mark.parametrize("table", ["events", "attempts", "items"])
def test_the_mark_is_in_every_row_of_the_exports(
    table: str, cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(cohort))
    monkeypatch.delenv("LBP_RECORDS", raising=False)
    out = tmp_path / "out.csv"
    one = f"{PREFIX}0003"
    assert main(["records", "export", "--format", "csv", "--table", table, "--learner", one, "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        found = [*csv.DictReader(file)]
    assert found
    assert {row["pseudonym"] for row in found} == {one}
    if table == "events":
        body = json.loads(found[0]["body"])
        assert found[0]["kind"] == KIND
        assert (body["model"], body["seed"], body["number"]) == (skill().version, SEED, 3)


def test_every_learner_begins_with_what_she_was_made_with(cohort: Path) -> None:
    with contextlib.closing(open_simulated(cohort)) as store:
        for learner in store.learners():
            assert is_simulated(learner.name)
            first = next(iter(store.stream(learner.id)))
            assert (first.seq, first.kind, first.body["seed"]) == (1, KIND, SEED)


# ---- what is refused ----


def test_real_learners_are_never_mixed_with_simulated_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.closing(Records(tmp_path / "records.sqlite3")) as store:
        learner, _ = store.learner(None)
        store.append(learner.id, "a", "x", "note", {"text": "real"}, 0)
    assert main(["cohort", "simulate", "--learners", "1", "--cases", "1", "--into", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "real learner" in said
    assert "--into" in said
    with contextlib.closing(Records(tmp_path / "records.sqlite3")) as store:
        assert [one.id for one in store.people()] == [learner.id]


def test_a_course_among_simulated_learners_is_nobody(tmp_path: Path) -> None:
    with contextlib.closing(open_simulated(tmp_path)) as store:
        create(store, title="Hold 4", slots=[{"cases": ["jesper-lund"]}])
        assert store.whole() == set()
        store.must_be_simulated()
    open_simulated(tmp_path).close()


@pytest.mark.parametrize("change", [{"seed": SEED + 1}, {"cases": CASES[:1]}, {"feedback": "full"}, {"each": 1}])
def test_a_cohort_goes_on_only_as_it_was_begun(change: dict[str, Any], cohort: Path) -> None:
    before = rows(cohort)
    with pytest.raises(UsageError, match=f"made with {next(iter(change))}"):
        simulate(cohort, COHORT + 1, replace(PLAN, **change))
    assert rows(cohort) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--learners", "0"], "from 1 to"),
        (["--cases", "nobody"], "'nobody'"),
        (["--cases", "0"], "there are"),
        (["--cases", "2", "--each", "3"], "--each is 3"),
        (["--feedback", "loud"], "'loud'"),
        (["--begins", "monday"], "2026-09-07"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cohort", "simulate", "--into", str(tmp_path / "new"), *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_number_of_cases_has_easy_and_hard_ones() -> None:
    hard = {card.id: card.difficulty for card in content.catalogue().cards}
    chosen = chosen_cases("6")
    assert len(set(chosen)) == 6
    assert min(hard[name] for name in chosen) <= 2 < 4 <= max(hard[name] for name in chosen)
    assert set(chosen_cases("all")) == set(hard)


# ---- the declared model ----


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "skill.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("    triage: -0.8\n", "", "'triage' has no difficulty"),
        ("    triage: -0.8\n", "    triaje: -0.8\n", "no 'triaje'"),
        ("saddle_feeling, ", "saddle_feelings, ", "no question or manoeuvre 'saddle_feelings'"),
        ("values: [mri, xray]", "values: [mri, xrays]", "no answer 'xrays'"),
        ("where_rules: [severe_paresis,", "where_rules: [severe_pareses,", "no rule 'severe_pareses'"),
        ("    probability: 0.9\n", "", "'probability' is no competency"),
        ("  correlation: 0.6\n", "  correlation: 1.6\n", "abilities.correlation"),
    ],
)
def test_a_model_that_names_what_is_not_there_is_refused(
    before: str, after: str, says: str, tmp_path: Path, book: Book
) -> None:
    names = frozenset(one.id for one in content.progress().competencies)
    with pytest.raises(InputError, match=says):
        read_skill(changed(tmp_path, before, after), book, names)


def test_people_are_drawn_as_declared() -> None:
    model, many = skill(), people(11, 4000)
    spread = model.abilities.spread
    for name, mean in model.abilities.mean.items():
        values = [one.abilities[name] for one in many]
        assert abs(sum(values) / len(values) - mean) < 5 * spread / len(values) ** 0.5
    a, b = ([one.abilities[name] - model.abilities.mean[name] for one in many] for name in ("imaging", "treatment"))
    together = sum(x * y for x, y in zip(a, b, strict=True)) / len(many) / spread**2
    assert abs(together - model.abilities.correlation) < 0.1
    for wrong in model.misconceptions:
        share = sum(wrong in one.misconceptions for one in many) / len(many)
        assert abs(share - wrong.share) < 5 * (wrong.share * (1 - wrong.share) / len(many)) ** 0.5
    # Who is drawn does not depend on how many there are.
    assert people(11, 3) == many[:3]
    assert many[0].ability(("imaging",), 3) > many[0].ability(("imaging",), 1)
