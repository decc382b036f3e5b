"""A grade for nbgrader: a plain number where it is shown, an explanation where it is printed, never an exception."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from learner import attempt_of
from played import played, players

import lbp_teach
from lbp_teach import content, grading
from lbp_teach.case import visit_facts
from lbp_teach.exports.columns import NOTICE
from lbp_teach.grading import Grade, grade
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Choice, VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]
ANSWERS = {
    "visits": [
        {
            "asked": ["pain_duration", "saddle_feeling"],
            "examined": [{"manoeuvre": "strength_dorsiflexion", "side": "both"}],
            "decisions": {"triage": "nerve_root", "urgency": {"value": "routine", "confidence": 2}},
        }
    ]
}


def poor(book: Book) -> Any:
    """An attempt with critical errors: the last option of everything."""
    choices = {name: Choice(decision.options[-1].value) for name, decision in book.decisions.items()}
    return attempt_of(content.load_case("selma-hodzic"), VisitState("first", choices=choices, locked=True))


def test_it_is_reached_from_the_package() -> None:
    assert lbp_teach.grade is grade
    assert lbp_teach.Grade is Grade


def test_full_marks_are_all_points_and_look_like_a_number(book: Book) -> None:
    found = grade(model_attempt(content.load_case("jesper-lund"), book), max_points=7)
    assert found == 7.0
    assert repr(found) == "7.0"
    assert f"{float(found)}" == "7.0"
    assert sum([found, 1]) == 8.0
    assert isinstance(found, float)


def one_danger(book: Book) -> Any:
    """An attempt that does everything well but one thing that is unsafe: the cap takes points away."""
    case = content.load_case("selma-hodzic")
    found = model_attempt(case, book)
    for index, visit in enumerate(found.visits):
        for name, verdict in assess(book, visit_facts(case, visit.visit, book)).verdicts.items():
            if verdict.unsafe and not book.decisions[name].row:
                worse = replace(visit, choices={**visit.choices, name: Choice(verdict.unsafe[0])})
                return replace(found, visits=(*found.visits[:index], worse, *found.visits[index + 1 :]))
    raise AssertionError("nothing is unsafe in this case: choose another")


def below_zero(book: Book) -> Any:
    """An attempt that costs more than it gives: in every table a row that is wrong, and nothing else."""
    case = content.load_case("selma-hodzic")
    verdicts = assess(book, visit_facts(case, case.visits[0].id, book)).verdicts
    rows = [name for name, decision in book.decisions.items() if decision.row]
    choices = {
        name: Choice(option.value)
        for name in rows
        for option in book.decisions[name].options
        if verdicts[name].grade(option.value) not in ("best", "acceptable")
    }
    return attempt_of(case, VisitState(case.visits[0].id, choices=choices, locked=True))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("made", [poor, one_danger, below_zero])
def test_the_points_of_the_explanation_add_up_and_the_dangerous_comes_first(
    book: Book, lang: str, made: Callable[[Book], Any]
) -> None:
    attempt = made(book)
    found = grade(attempt, max_points=10, lang=lang)
    report = score(content.load_case(attempt.case), attempt, book, explain=False)
    assert found == min(10, round(10 * report.score, 2))
    lines = str(found).splitlines()
    of = {"da": "af", "en": "of"}[lang]
    marks = [m for line in lines if (m := re.match(rf"^ *(-?\d+) {of} (\d+) +(\S.*)$", line))]
    assert len(marks) == len(report.items)
    adjusted = [int(m[1]) for line in lines if (m := re.match(r"^ *(-?\d+) {9}\S", line))]
    assert adjusted == [points for points in (report.floor, report.cap) if points]
    assert bool(adjusted) == (made is not poor)
    assert sum(int(m[1]) for m in marks) + sum(adjusted) == report.points
    assert sum(int(m[2]) for m in marks) == report.of
    assert f"{report.points:>4} / {report.of}" in str(found)
    critical = [m[3].startswith({"da": "KRITISK FEJL", "en": "CRITICAL ERROR"}[lang]) for m in marks]
    assert critical[0]
    assert critical == sorted(critical, reverse=True), "all critical errors before everything else"
    assert lines[-1] == NOTICE(Lang(lang))


def test_a_mark_that_is_not_right_says_why_and_where_it_stands(book: Book) -> None:
    lines = str(grade(poor(book), lang="en")).splitlines()
    index = next(i for i, line in enumerate(lines) if "CRITICAL ERROR" in line)
    assert re.search(r"\[[A-Z]+\d{4} · .+\]$", lines[index + 1])


def test_answers_may_be_a_dict_json_text_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    found = [grade(given, case="jesper-lund") for given in (ANSWERS, json.dumps(ANSWERS), path, str(path))]
    assert len({(float(one), str(one)) for one in found}) == 1
    assert found[0] > 0
    assert found[0].report is not None


def test_an_attempt_of_the_records_is_found_by_its_id(book: Book, tmp_path: Path) -> None:
    store = Records(played(tmp_path))
    names = [e.attempt for e in store.stream(players()[1].id) if e.kind == "start"]
    first, second = (grade(name, store=store, max_points=10) for name in names)
    assert first > 5
    assert first > second
    unknown = grade("nobody's", store=store, lang="en")
    assert (float(unknown), unknown.reason) == (0.0, 'There is no attempt "nobody\'s" in the records.')
    store.close()


@pytest.mark.parametrize(
    "given",
    [
        None,
        7,
        [],
        {},
        {"visits": []},
        {"visits": "x"},
        {"visits": [{"asked": ["nothing"]}]},
        {"visits": [{"decisions": {"triage": "=1+1"}}]},
        {"visits": [{"decisions": {"triage": {"value": "nerve_root", "confidence": 99}}}]},
        {"visits": [{}] * 1000},
        {"more": 1},
        {1: {2: 3}},
        {"visits": [{"asked": {object()}}]},
        "",
        "{",
        "[[[[",
        "[" * 100_000,
        "no such file.json",
        "\0",
        "half \ud83d",
        '{"visits": [{"asked": ["\\ud83d"]}]}',
        "x" * 100_000,
        Path("no such file.json"),
        Path("/"),
        b"{}",
        object(),
        float("nan"),
    ],
    ids=repr,
)
def test_bad_input_is_nought_with_the_reason(given: Any) -> None:
    found = grade(given, case="jesper-lund", max_points=5, lang="en")
    assert (float(found), repr(found), found.report) == (0.0, "0.0", None)
    assert found.reason
    assert str(found).startswith("Grade: 0 of 5. ")
    str(found).encode()


BAD_SETTINGS: list[dict[str, Any]] = [
    {"max_points": 0},
    {"max_points": -1},
    {"max_points": float("inf")},
    {"max_points": "10"},
    {"max_points": True},
    {"case": "nobody"},
    {"case": None},
    {"case": 7},
    {"lang": "sv"},
]


@pytest.mark.parametrize("more", BAD_SETTINGS, ids=repr)
def test_bad_settings_are_nought_with_the_reason_too(more: dict[str, Any]) -> None:
    found = grade(ANSWERS, **{"case": "jesper-lund", **more})
    assert float(found) == 0.0
    assert found.reason


def test_whatever_breaks_inside_is_nought_with_the_reason(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("it broke {here}")

    monkeypatch.setattr(grading, "score", broken)
    found = grade(poor(book), lang="en")
    assert (float(found), found.reason) == (0.0, "The attempt cannot be marked (RuntimeError: it broke {here}).")


def test_an_attempt_at_a_changed_case_is_not_marked_by_another_key(book: Book) -> None:
    found = grade(replace(poor(book), case_hash="another"), lang="en")
    assert "was changed after the attempt" in found.reason


def test_an_empty_attempt_says_so(book: Book) -> None:
    found = grade(attempt_of(content.load_case("selma-hodzic"), VisitState("first")), lang="en")
    assert (float(found), found.reason) == (0.0, "There is nothing to mark: the attempt is empty.")


def test_a_grade_can_be_copied_and_stored(book: Book) -> None:
    found = grade(poor(book))
    for twin in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert (float(twin), str(twin), twin.max_points) == (float(found), str(found), found.max_points)


def test_grading_writes_nothing(book: Book) -> None:
    """Anything on stderr counts as a failed cell in nbgrader."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        grade(poor(book))
        grade({"visits": 1}, case="jesper-lund")
    assert (out.getvalue(), err.getvalue()) == ("", "")


# ---- the cell of the documents ----


def cell() -> str:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"<!-- the nbgrader cell -->\n+```python\n(.*?)```", text, flags=re.DOTALL)
    return found


def test_the_cell_of_the_documents_ends_in_a_number_and_prints_the_explanation() -> None:
    *before, last = cell().strip().splitlines()
    names: dict[str, Any] = {"answers": ANSWERS}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec("\n".join(before), names)
        value = eval(last, names)
    assert 0 < float(repr(value)) < 10
    assert out.getvalue().startswith(f"Karakter: {float(value):g} af 10 (")


def test_the_cell_survives_a_student_who_left_nothing() -> None:
    *before, last = cell().strip().splitlines()
    names: dict[str, Any] = {"answers": None}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(before), names)
        assert repr(eval(last, names)) == "0.0"
