"""A recorded attempt as a file, and every way it can be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content
from lbp_teach.attempt_file import read_answers
from lbp_teach.case import Case
from lbp_teach.errors import InputError
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Asked, Attempt, Choice, Examined
from lbp_teach.scoring import score

EVEN = {"serious_specific": 34, "nerve_root": 33, "non_specific": 33}


@pytest.fixture(scope="session")
def case() -> Case:
    return content.load_case("selma-hodzic")


def read(tmp_path: Path, case: Case, book: Book, data: Any) -> Attempt:
    path = tmp_path / "answers.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return read_answers(path, case, book, "DSAM2026", "hash")


def problem(tmp_path: Path, case: Case, book: Book, data: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, case, book, data)
    return str(caught.value)


def test_an_attempt_is_read_as_it_is_written(tmp_path: Path, case: Case, book: Book) -> None:
    first = {
        "asked": ["pain_where", "cancer", "cancer"],
        "examined": [{"manoeuvre": "gait"}, {"manoeuvre": "reflex_achilles", "side": "left"}],
        "decisions": {"imaging": "none", "urgency": {"value": "routine", "confidence": 3}},
    }
    (state,) = read(tmp_path, case, book, {"visits": [first]}).visits
    assert state.asked == (Asked("pain_where", over=False), Asked("cancer", over=False))
    assert state.examined == (Examined("gait", None), Examined("reflex_achilles", "left"))
    assert state.choices == {"imaging": Choice("none"), "urgency": Choice("routine", 3)}
    assert state.seconds == 30 + 20 + 20 + 15


def test_estimates_are_read_as_they_are_written(tmp_path: Path, case: Case, book: Book) -> None:
    sure = {"non_specific": 0, "serious_specific": 0, "nerve_root": 100}
    both = {"before": EVEN, "after": sure}
    (state,) = read(tmp_path, case, book, {"visits": [{"estimates": both}]}).visits
    assert state.estimates == both
    assert list(state.estimates["after"]) == ["serious_specific", "nerve_root", "non_specific"]


def test_an_examination_without_a_side_is_of_both(tmp_path: Path, case: Case, book: Book) -> None:
    (state,) = read(tmp_path, case, book, {"visits": [{"examined": [{"manoeuvre": "reflex_achilles"}]}]}).visits
    assert state.examined == (Examined("reflex_achilles", "both"),)
    assert state.seconds == 30


def test_an_attempt_that_stops_early_is_not_finished(tmp_path: Path, case: Case, book: Book) -> None:
    assert not read(tmp_path, case, book, {"visits": [{}]}).finished
    assert read(tmp_path, case, book, {"visits": [{}, {}]}).finished


def test_a_side_examined_twice_costs_and_counts_once(tmp_path: Path, case: Case, book: Book) -> None:
    twice = [{"manoeuvre": "reflex_achilles", "side": "left"}, {"manoeuvre": "reflex_achilles", "side": "both"}]
    (state,) = read(tmp_path, case, book, {"visits": [{"examined": twice}]}).visits
    assert state.seconds == 30


def test_an_empty_attempt_has_no_points_and_a_reason(tmp_path: Path, case: Case, book: Book) -> None:
    report = score(case, read(tmp_path, case, book, {"visits": [{}]}), book)
    assert (report.points, report.percent) == (0, 0)
    assert report.reason is not None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 5000, "JSON"),
        ([], "answers.json"),
        ({}, "visits: Field required"),
        ({"visits": []}, "visits"),
        ({"visits": [5]}, "visits.0"),
        ({"visits": [{"ask": []}]}, "visits.0.ask: Extra inputs"),
        ({"visits": [{"asked": ["cancr"]}]}, "visits[0].asked: 'cancr' is not known. Did you mean 'cancer'?"),
        ({"visits": [{"examined": [{"manoeuvre": "gate"}]}]}, "visits[0].examined: 'gate' is not known"),
        ({"visits": [{"examined": [{"manoeuvre": "gait", "side": "up"}]}]}, "visits.0.examined.0.side"),
        ({"visits": [{"decisions": {"image": "mri"}}]}, "visits[0].decisions: 'image' is not known"),
        ({"visits": [{"decisions": {"imaging": "pet"}}]}, "visits[0].decisions.imaging: 'pet' is not known"),
        ({"visits": [{"decisions": {"imaging": {"value": "mri", "confidence": 4}}}]}, "confidence"),
        ({"visits": [{"estimates": {"during": {}}}]}, "visits.0.estimates.during"),
        ({"visits": [{"estimates": {"after": {"nerve_root": 60.5}}}]}, "visits.0.estimates.after.nerve_root"),
        ({"visits": [{"estimates": {"after": {"nerve_root": "60"}}}]}, "visits.0.estimates.after.nerve_root"),
        ({"visits": [{"estimates": {"after": {"nerve_root": 101}}}]}, "less than or equal to 100"),
        ({"visits": [{"estimates": {"after": {**EVEN, "nerve_rot": 0}}}]}, "Did you mean 'nerve_root'?"),
        (
            {"visits": [{"estimates": {"before": {"nerve_root": 100}}}]},
            "visits[0].estimates.before: a chance for each category is needed; missing: serious_specific",
        ),
        (
            {"visits": [{"estimates": {"after": {**EVEN, "nerve_root": 32}}}]},
            "visits[0].estimates.after: the chances add up to 99 per cent. Make them add up to 100.",
        ),
        ({"visits": [{}, {}, {}]}, "visits[2]: the case ended before this visit. Remove it."),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, case: Case, book: Book, data: Any, words: str) -> None:
    assert words in problem(tmp_path, case, book, data)


def test_all_problems_are_named_at_once(tmp_path: Path, case: Case, book: Book) -> None:
    data = {"visits": [{"asked": ["nope"], "examined": [{"manoeuvre": "nope"}], "decisions": {"imaging": "nope"}}]}
    assert len(problem(tmp_path, case, book, data).splitlines()) == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path, case: Case, book: Book) -> None:
    with pytest.raises(InputError, match=r"missing\.json: cannot be read"):
        read_answers(tmp_path / "missing.json", case, book, "DSAM2026", "")
