"""Marking stored attempts under another edition: what changes, and which rule or threshold makes the difference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from played import played, players

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.cli import main
from lbp_teach.edition import EDITIONS
from lbp_teach.exports.reading import Wanted
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.replay import Replayed, replay
from lbp_teach.text import Lang

ALL = Wanted()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Records]:
    records = Records(played(tmp_path))
    yield records
    records.close()


@pytest.fixture
def five_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first patient as if the pain in the leg had lasted five weeks: between the thresholds of the two editions."""
    load = content.load_case

    def changed(name: str) -> Case:
        case = load(name)
        if name != "jesper-lund":
            return case
        first = case.visits[0]
        facts = {**first.facts, "history.duration_weeks": 5}
        return case.model_copy(update={"visits": (first.model_copy(update={"facts": facts}), *case.visits[1:])})

    monkeypatch.setattr(content, "load_case", changed)


def of(found: list[Replayed], learner: str) -> Replayed:
    return next(one for one in found if one.one.learner.id == learner and one.one.attempt.case == "jesper-lund")


def test_the_same_edition_changes_nothing(store: Records, book: Book) -> None:
    found = list(replay(store, book, "DSAM2026", ALL))
    assert len(found) == 4, "the unfinished one is left out"
    assert [one.changes for one in found] == [()] * 4
    assert all(one.report == one.one.report for one in found)


@pytest.mark.usefixtures("five_weeks")
def test_every_changed_mark_is_listed_with_the_rule_or_threshold_behind_it(store: Records, book: Book) -> None:
    found = of(list(replay(store, book, "RSD2024", ALL)), players()[1].id)
    first = {change.subject: change for change in found.changes if change.visit == 0}
    assert {"destination", "imaging", "imaging_timing", "step"} <= set(first)
    imaging = first["imaging"]
    assert imaging.before is not None
    assert imaging.after is not None
    assert (imaging.before.best, imaging.after.best) == (("none",), ("mri",))
    threshold = next(why for why in imaging.why if why.kind == "threshold")
    assert threshold.id == "nerve_root_imaging_weeks"
    assert ("6–8" in threshold.before(Lang.EN), "4–8" in threshold.after(Lang.EN)) == (True, True)
    assert threshold.source
    regional = next(why for why in imaging.why if why.id == "nerve_root_regional")
    assert (regional.kind, regional.before(Lang.EN), regional.after(Lang.EN)) == (
        "edition",
        "does not exist",
        "applies",
    )
    assert "RSD2024" in regional.source


@pytest.mark.usefixtures("five_weeks")
def test_a_mark_that_stays_is_listed_when_its_best_answer_changes(store: Records, book: Book) -> None:
    found = of(list(replay(store, book, "RSD2024", ALL)), players()[0].id)
    same = [c for c in found.changes if c.before and c.after and c.before.mark == c.after.mark]
    assert any(c.before.best != c.after.best for c in same if c.before and c.after)
    assert found.one.report is not None
    assert found.report is not None
    pairs = zip(found.one.report.items, found.report.items, strict=True)
    differing = {(old.visit, old.subject) for old, new in pairs if (old.points, old.best) != (new.points, new.best)}
    assert {(c.visit, c.subject) for c in found.changes} == differing


@pytest.mark.usefixtures("five_weeks")
def test_the_totals_change_by_the_marks_that_changed(store: Records, book: Book) -> None:
    for one in replay(store, book, "RSD2024", ALL):
        assert one.report is not None
        assert one.one.report is not None
        before = sum(change.before.points for change in one.changes if change.before)
        after = sum(change.after.points for change in one.changes if change.after)
        assert one.report.sum - one.one.report.sum == after - before
        assert all(change.why for change in one.changes), "no change without a reason"


@pytest.mark.usefixtures("five_weeks")
def test_going_there_and_back_exchanges_before_and_after(store: Records, book: Book) -> None:
    from lbp_teach.case import visit_facts
    from lbp_teach.guideline.assess import assess
    from lbp_teach.replay import reasons

    facts = visit_facts(content.load_case("jesper-lund"), "first", book)
    here, there = assess(book, facts, "DSAM2026"), assess(book, facts, "RSD2024")
    way = {why.id: (why.kind, why.before, why.after) for why in reasons("imaging", here, there, book)}
    back = {why.id: (why.kind, why.after, why.before) for why in reasons("imaging", there, here, book)}
    assert way == back
    assert reasons("imaging", here, here, book) == ()


def test_a_changed_case_is_listed_and_not_marked_by_another_key(
    store: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "case_hash", lambda case: "another")
    found = list(replay(store, book, "RSD2024", ALL))
    assert [(one.report, one.one.not_marked) for one in found] == [(None, "case_changed")] * 4


def test_unfinished_attempts_are_marked_as_they_stand_when_asked(store: Records, book: Book) -> None:
    found = list(replay(store, book, "RSD2024", ALL, unfinished=True))
    assert [one.one.attempt.finished for one in found].count(False) == 1
    assert all(one.report for one in found)


# ---- the command ----


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(tmp_path))
    played(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(["replay", *argv])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.usefixtures("home")
def test_nothing_changed_is_exit_code_nought(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--edition", "DSAM2026")
    assert (code, out) == (0, "4 re-marked under DSAM2026: 0 changed, 4 the same; 0 not re-marked.\n")


@pytest.mark.usefixtures("home", "five_weeks")
@pytest.mark.parametrize("lang", ["da", "en"])
def test_changes_are_told_and_are_exit_code_one(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    careful = players()[1]
    code, out, _ = run(capsys, "--edition", "RSD2024", "--learner", careful.name, "--lang", lang)
    assert code == 1
    assert out.splitlines()[0].startswith(f"{careful.name} ({careful.id}), jesper-lund, attempt 1 (")
    assert "DSAM2026 -> RSD2024: " in out
    assert "threshold nerve_root_imaging_weeks: " in out
    assert {"da": "findes ikke -> gælder", "en": "does not exist -> applies"}[lang] in out
    assert out.splitlines()[-1] == "2 re-marked under RSD2024: 2 changed, 0 the same; 0 not re-marked."


@pytest.mark.usefixtures("home", "five_weeks")
def test_json_is_one_object_on_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--edition", "RSD2024", "--json")
    found: list[dict[str, Any]] = [json.loads(line) for line in out.splitlines()]
    assert (code, len(found)) == (1, 4)
    assert "4 re-marked" in err
    changed = next(one for one in found if one["changes"])
    assert set(changed["changes"][0]) == {"visit", "category", "subject", "label", "before", "after", "why"}
    kept = {"learner", "pseudonym", "attempt", "case", "case_hash", "number", "not_marked", "scorer"}
    assert set(changed) == kept | {"before", "after", "changes"}
    assert changed["before"]["edition"] == "DSAM2026"
    assert changed["after"]["edition"] == "RSD2024"


@pytest.mark.usefixtures("home")
def test_what_is_not_re_marked_is_listed_with_the_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "case_hash", lambda case: "another")
    code, out, _ = run(capsys, "--edition", "RSD2024")
    assert code == 0
    assert out.count("not re-marked: the case was changed since the attempt") == 4


@pytest.mark.usefixtures("home")
def test_bad_usage_is_exit_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--edition", "RSD2024", "--learner", "Nobody-1")[0] == 2
    with pytest.raises(SystemExit, match="2"):
        run(capsys, "--edition", "NKR2016")


def test_the_editions_that_can_be_asked_for_are_those_of_the_guideline() -> None:
    assert {one.id for one in content.book().guideline.editions} == set(EDITIONS)
