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
from lbp_teach.attempt_file import answers_of
from lbp_teach.case import visit_facts
from lbp_teach.exports.columns import NOTICE
from lbp_teach.grading import Grade, grade
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Choice, VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]
#: Everything is done and decided, and half of the findings are forgotten.
ANSWERS = answers_of(model_attempt(content.load_case("jesper-lund"), content.book()))
for _visit in ANSWERS["visits"]:
    _visit["asked"] = _visit["asked"][::2]


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
    assert 0 < found[0] < 100
    assert found[0].report is not None


def test_an_attempt_of_the_records_is_found_by_its_id(book: Book, tmp_path: Path) -> None:
    store = Records(played(tmp_path))
    names = [e.attempt for e in store.stream(players()[1].id) if e.kind == "start"]
    first, second = (grade(name, store=store, max_points=10) for name in names)
    assert first.report is not None
    assert first == round(10 * first.report.score, 2) > 0
    assert (float(second), bool(second.reason)) == (0.0, True), "the same case again is practice"
    assert second.report is not None
    again = grade(names[1], store=store, max_points=10, practice=True)
    assert (float(again), again.reason) == (round(10 * second.report.score, 2), "")
    unfinished = next(e.attempt for e in store.stream(players()[0].id) if e.body.get("case") == "selma-hodzic")
    assert "not finished" in grade(unfinished, store=store, lang="en").reason
    unknown = grade("nobody's", store=store, lang="en")
    assert (float(unknown), unknown.reason) == (0.0, 'There is no attempt "nobody\'s" in the records.')
    store.close()


BAD: dict[str, Any] = {
    "none": None,
    "number": 7,
    "list": [],
    "empty": {},
    "no visits": {"visits": []},
    "visits as a word": {"visits": "x"},
    "unknown question": {"visits": [{"asked": ["nothing"]}]},
    "formula": {"visits": [{"decisions": {"triage": "=1+1"}}]},
    "certainty": {"visits": [{"decisions": {"triage": {"value": "nerve_root", "confidence": 99}}}]},
    "thousand visits": {"visits": [{}] * 1000},
    "more": {"more": 1},
    "numbers as keys": {1: {2: 3}},
    "set": {"visits": [{"asked": {object()}}]},
    "no text": "",
    "half a text": "{",
    "brackets": "[[[[",
    "deep": "[" * 100_000,
    "no file": "no such file.json",
    "nul": "\0",
    "half a character": "half \ud83d",
    "half a name": '{"visits": [{"asked": ["\\ud83d"]}]}',
    "long": "x" * 100_000,
    "no path": Path("no such file.json"),
    "folder": Path("/"),
    "bytes": b"{}",
    "object": object(),
    "nan": float("nan"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_nought_with_the_reason(name: str) -> None:
    found = grade(BAD[name], case="jesper-lund", max_points=5, lang="en")
    assert (float(found), repr(found), found.report) == (0.0, "0.0", None)
    assert found.reason
    assert str(found).startswith("Grade: 0 of 5. ")
    str(found).encode()


BAD_SETTINGS: dict[str, dict[str, Any]] = {
    "no points": {"max_points": 0},
    "below zero": {"max_points": -1},
    "infinite": {"max_points": float("inf")},
    "text": {"max_points": "10"},
    "true": {"max_points": True},
    "unknown case": {"case": "nobody"},
    "no case": {"case": None},
    "number as a case": {"case": 7},
    "swedish": {"lang": "sv"},
}


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_bad_settings_are_nought_with_the_reason_too(name: str) -> None:
    found = grade(ANSWERS, **{"case": "jesper-lund", **BAD_SETTINGS[name]})
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


# ---- what does not count ----


def model(book: Book) -> Attempt:
    return model_attempt(content.load_case("selma-hodzic"), book)


def without(attempt: Attempt, *names: str) -> Attempt:
    """The attempt with choices left open at every visit."""
    visits = [replace(v, choices={n: c for n, c in v.choices.items() if n not in names}) for v in attempt.visits]
    return replace(attempt, visits=tuple(visits))


def nought(attempt: Any, words: str, **more: Any) -> None:
    """It is 0, the first line says why in one sentence, and the marks stand below."""
    found = grade(attempt, max_points=10, lang="en", **more)
    assert (float(found), repr(found)) == (0.0, "0.0")
    assert words in found.reason
    assert found.reason.count(". ") == 0
    first, second, *rest = str(found).splitlines()
    assert first == f"Grade: 0 of 10. {found.reason}"
    assert second.startswith("The marks do not count, but are (Selma Hodzic, ")
    assert found.report is not None
    assert f"{found.report.points:>4} / {found.report.of}  In all" in rest
    assert found.report.points > 0


def test_an_attempt_that_is_not_finished_is_nought(book: Book) -> None:
    whole = model(book)
    assert len(whole.visits) > 1
    nought(replace(whole, finished=False), 'it got as far as "Follow-up, eight days later".')
    first = {"visits": answers_of(whole)["visits"][:1]}
    nought(first, 'not finished; it got as far as "First visit".', case="selma-hodzic")
    nought(replace(whole, finished=False, practice_from=0), "not finished", practice=True)


@pytest.mark.parametrize(
    "names", [("urgency",), ("destination", "imaging", "follow_up", "triage")], ids=["one", "many"]
)
def test_what_must_be_decided_cannot_be_left_open(book: Book, names: tuple[str, ...]) -> None:
    """Silence on the dangerous choices was worth most of the points, and no critical error."""
    for left in names:
        axis = book.decisions[left].axis(Lang.EN)
        nought(without(model(book), left), f'left open: {axis} ("First visit")')
    answers = answers_of(without(model(book), *names))
    assert float(grade(answers, case="selma-hodzic")) == 0.0
    assert len(grade(without(model(book), *book.decisions)).reason) < 300, "some are named, the rest is counted"


def test_a_row_may_be_left_open(book: Book) -> None:
    rows = [name for name, decision in book.decisions.items() if decision.row]
    found = grade(without(model(book), *rows))
    assert found.reason == ""
    assert 50 < found < 100


def test_a_practice_attempt_is_nought_unless_practice_is_graded(book: Book) -> None:
    practice = replace(model(book), practice_from=0)
    nought(practice, "The whole attempt is practice")
    assert float(grade(practice, practice=True)) == 100.0
    assert float(grade(practice, practice="no")) == 0.0  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_of_a_partly_practised_attempt_the_rest_counts_and_it_says_so(book: Book, lang: str) -> None:
    found = grade(replace(model(book), practice_from=1), max_points=100, lang=lang)
    assert found.report is not None
    assert found.reason == ""
    assert 0 < found < 100
    lines = str(found).splitlines()
    words = {"da": "Øvelse fra »Genbesøg, otte dage senere«", "en": 'Practice from "Follow-up, eight days later"'}[lang]
    (at,) = [n for n, line in enumerate(lines) if line.startswith(words)]
    of = {"da": "af", "en": "of"}[lang]
    told = [m for line in lines if (m := re.match(rf"^ *(-?\d+) {of} (\d+) ", line))]
    assert sum(int(m[2]) for m in told) == found.report.of, "what could have been had stays"
    assert sum(int(m[1]) for m in told) == found.report.sum
    assert re.match(rf"^   0 {of} \d+ +(øvelse|practice)  ", lines[at + 1])


def test_decisions_without_a_basis_are_capped_by_that_name(book: Book) -> None:
    visits = tuple(replace(v, asked=(), examined=(), recorded={}, tools={}) for v in model(book).visits)
    found = grade(replace(model(book), visits=visits), lang="en")
    assert found.report is not None
    assert found.report.cap < 0
    assert "Cap: too little to rest the decisions on" in str(found)


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
