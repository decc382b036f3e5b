"""Answers with what was written down and what it was put to: a whole attempt as a file is worth the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from learner import cases
from played import played

from lbp_teach import content
from lbp_teach.attempt_file import answers_of, attempt_from
from lbp_teach.bedside.exam.localise import PATTERNS, PLACES, ROOTS
from lbp_teach.bedside.exam.record import Recorded
from lbp_teach.case import Case
from lbp_teach.cli import main
from lbp_teach.errors import InputError
from lbp_teach.exports.reading import attempts_of
from lbp_teach.grading import grade
from lbp_teach.guideline.assess import Book
from lbp_teach.model_answer import model_attempt
from lbp_teach.play import Attempt, Examined, Note, VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score

ROOT = Path(__file__).parents[2]
CASES = cases()
FOOT = {"manoeuvre": "strength_dorsiflexion", "side": "both"}
LEG = {"manoeuvre": "straight_leg_raise", "side": "left"}


def read(case: Case, book: Book, answers: Any) -> Attempt:
    return attempt_from(json.dumps(answers).encode(), "answers", case, book, "DSAM2026", "")


def visit(case: Case, book: Book, **given: Any) -> VisitState:
    return read(case, book, {"visits": [given]}).visits[0]


@pytest.fixture(scope="session")
def case() -> Case:
    return content.load_case("selma-hodzic")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_model_answer_as_a_file_is_worth_everything(case: Case, book: Book) -> None:
    answers = json.loads(json.dumps(answers_of(model_attempt(case, book))))
    found = grade(answers, case=case.id, max_points=100)
    assert float(found) == 100.0
    assert found.report is not None
    assert found.report.points == found.report.of
    assert answers_of(read(case, book, answers)) == answers


def test_what_was_played_is_worth_the_same_as_a_file(book: Book, tmp_path: Path) -> None:
    """Also what was done in a way that shows nothing, and what was written down wrongly."""
    store, seen = Records(played(tmp_path)), 0
    for learner in store.learners():
        for one in attempts_of(learner, store, book):
            if one.case is None or one.report is None:
                continue
            shown = read(one.case, book, answers_of(one.attempt))
            counted = score(one.case, replace(one.attempt, practice_from=None), book, explain=False)
            assert score(one.case, shown, book, explain=False).items == counted.items
            assert [n.text for n in shown.notes] == [n.text for n in one.attempt.notes]
            seen += 1
    store.close()
    assert seen == 4


def test_an_attempt_survives_the_way_to_a_file_and_back(case: Case, book: Book) -> None:
    done = (
        Examined("strength_dorsiflexion", "left", reveals=False),
        Examined("straight_leg_raise", "both"),
        Examined("temperature", None),
        Examined("percussion", None),
    )
    recorded = {
        "exam.strength.dorsiflexion@left": Recorded(4),
        "exam.slr@left": Recorded("positive", 40),
        "exam.slr@right": Recorded("negative"),
        "exam.temperature_celsius": Recorded(38.5),
        "exam.percussion_tenderness": Recorded("present"),
    }
    said = (("localise", {"what": "root", "roots": ["L5", "S1"], "place": "both"}),)
    state = replace(
        read(case, book, {"visits": [{}]}).visits[0],
        examined=done,
        recorded=recorded,
        tools={"exam": said},
        left=("medicines",),
    )
    attempt = Attempt("x", case.id, "", "DSAM2026", (state,), (Note("n", "hun græder"),))
    back = read(case, book, answers_of(attempt))
    assert back.visits[0] == replace(state, seconds=back.visits[0].seconds)
    assert back.visits[0].seconds > 0
    assert [note.text for note in back.notes] == ["hun græder"]


def test_a_side_alone_can_be_written_down(case: Case, book: Book) -> None:
    state = visit(case, book, examined=[FOOT], recorded={"exam.strength.dorsiflexion": {"right": 4}})
    assert state.recorded == {"exam.strength.dorsiflexion@right": Recorded(4)}


def test_done_so_that_it_shows_nothing_and_then_well_costs_once_and_counts(case: Case, book: Book) -> None:
    state = visit(case, book, examined=[{**FOOT, "shown": False}, FOOT])
    assert [one.reveals for one in state.examined] == [False, True]
    assert state.seconds == visit(case, book, examined=[FOOT]).seconds


def test_the_words_for_a_pattern_are_those_of_the_examination() -> None:
    from lbp_teach.attempt_exam import LocalisedAnswer

    shape = LocalisedAnswer.model_json_schema()["properties"]
    assert tuple(shape["pattern"]["enum"]) == PATTERNS
    assert tuple(shape["roots"]["items"]["enum"]) == ROOTS
    assert tuple(shape["side"]["anyOf"][0]["enum"]) == PLACES


STRENGTH = "exam.strength.dorsiflexion"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown finding": (
        {"recorded": {"exam.strength.dorsiflexio": {"left": 5}}},
        "visits[0].recorded: 'exam.strength.dorsiflexio' is not known. Did you mean 'exam.strength.dorsiflexion'?",
    ),
    "asked about": (
        {"recorded": {"flags.fever": "present"}},
        "visits[0].recorded: 'flags.fever' is nothing that an examination shows. Remove it: it is asked about.",
    ),
    "side missing": (
        {"examined": [FOOT], "recorded": {STRENGTH: 5}},
        f'visits[0].recorded.{STRENGTH}: the finding has two sides. Write it as {{"left": …, "right": …}}',
    ),
    "no side": ({"examined": [FOOT], "recorded": {STRENGTH: {}}}, "the finding has two sides"),
    "third side": ({"examined": [FOOT], "recorded": {STRENGTH: {"both": 5}}}, "the finding has two sides"),
    "a side too many": (
        {"examined": [{"manoeuvre": "percussion"}], "recorded": {"exam.percussion_tenderness": {"left": "absent"}}},
        "visits[0].recorded.exam.percussion_tenderness: the finding has no sides. Give its value alone.",
    ),
    "not examined": (
        {"recorded": {STRENGTH: {"left": 5}}},
        f"visits[0].recorded.{STRENGTH}@left: it was not examined at this visit, so it cannot be written down. Add",
    ),
    "other side examined": (
        {"examined": [{**FOOT, "side": "right"}], "recorded": {STRENGTH: {"left": 5, "right": 5}}},
        f"{STRENGTH}@left: it was not examined",
    ),
    "grade": (
        {"examined": [FOOT], "recorded": {STRENGTH: {"left": 6}}},
        f"visits[0].recorded.{STRENGTH}@left: 6 cannot be written down. Strength is recorded as 0 to 5.",
    ),
    "yes as a grade": ({"examined": [FOOT], "recorded": {STRENGTH: {"left": True}}}, "True cannot be written down"),
    "no value": ({"examined": [FOOT], "recorded": {STRENGTH: {"left": None}}}, "there is no value. Leave out"),
    "unknown value": (
        {"examined": [LEG], "recorded": {"exam.slr": {"left": "positiv"}}},
        "visits[0].recorded.exam.slr@left: 'positiv' cannot be written down. Did you mean 'positive'? Allowed: ",
    ),
    "fever of no human being": (
        {"examined": [{"manoeuvre": "temperature"}], "recorded": {"exam.temperature_celsius": 98.6}},
        "98.6 cannot be written down. Write a number from 30 to 45.",
    ),
    "angle": (
        {"examined": [LEG], "recorded": {"exam.slr": {"left": {"value": "positive", "degrees": 91}}}},
        "exam.slr@left: it is no angle. The angle is 0 to 90 degrees.",
    ),
    "angle of a foot": (
        {"examined": [FOOT], "recorded": {STRENGTH: {"left": {"value": 5, "degrees": 40}}}},
        "@left: the value has another form. Give a word or a number.",
    ),
    "angle alone": (
        {"examined": [LEG], "recorded": {"exam.slr": {"left": {"degrees": 40}}}},
        'the value has another form. Give a word or a number or {"value": …, "degrees": …}.',
    ),
    "list": ({"examined": [LEG], "recorded": {"exam.slr": {"left": ["positive"]}}}, "cannot be written down"),
    "pattern": ({"localised": {"pattern": "roots"}}, "visits.0.localised.pattern: Input should be 'root'"),
    "root of the arm": ({"localised": {"pattern": "root", "roots": ["C6"]}}, "visits.0.localised.roots.0"),
    "root without a side": (
        {"localised": {"pattern": "root", "roots": ["L5"]}},
        "visits[0].localised: a root needs a side. Write it as",
    ),
    "side without a root": ({"localised": {"pattern": "root", "side": "left"}}, "a root needs its roots. Write"),
    "root of nothing": ({"localised": {"pattern": "root"}}, "a root needs its roots and a side."),
    "side of the normal": (
        {"localised": {"pattern": "normal", "side": "left"}},
        'visits[0].localised: normal has no roots and no side. Leave out "roots" and "side".',
    ),
    "card without rows": ({"left": ["urgency"]}, "visits[0].left: 'urgency' is not known."),
    "answered card": (
        {"left": ["medicines"], "decisions": {"medicine_class.paracetamol": "avoid"}},
        "visits[0].left: 'medicines' cannot be left: medicine_class.paracetamol is answered. Remove one of the two.",
    ),
    "shown": ({"examined": [{**FOOT, "shown": 0}]}, "visits.0.examined.0.shown"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str, case: Case, book: Book) -> None:
    given, words = WRONG[name]
    with pytest.raises(InputError) as caught:
        visit(case, book, **given)
    assert words in str(caught.value)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("lang", ["da", "en"])
def test_score_prints_the_marks_of_what_does_not_count_and_says_why(
    case: Case, book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    answers, path = answers_of(model_attempt(case, book)), tmp_path / "answers.json"
    words = {
        "da": "Tæller ikke: Forsøget er ikke afsluttet; det nåede til »Første besøg«.",
        "en": 'Does not count: The attempt is not finished; it got as far as "First visit".',
    }[lang]

    def score_of(found: Any, *more: str) -> str:
        path.write_text(json.dumps(found), encoding="utf-8")
        assert main(["score", case.id, str(path), "--lang", lang, *more]) == 0
        return capsys.readouterr().out

    first = {"visits": answers["visits"][:1]}
    lines = score_of(first).splitlines()
    assert lines[1] == words
    assert len(lines) > 25, "all marks are there"
    assert json.loads(score_of(first, "--json"))["does_not_count"] == words.partition(": ")[2]
    assert words.partition(":")[0] not in score_of(answers)
    assert json.loads(score_of(answers, "--json"))["does_not_count"] == ""


def test_a_note_can_be_no_book(case: Case, book: Book) -> None:
    with pytest.raises(InputError, match="notes"):
        read(case, book, {"visits": [{}], "notes": ["x" * 501]})


def test_the_file_in_the_documents_is_read(case: Case, book: Book) -> None:
    text = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8").partition("## A file with an attempt")[2]
    (example,) = re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)
    (state,) = read(case, book, json.loads(example)).visits
    assert state.recorded
    assert state.tools
    assert state.left
