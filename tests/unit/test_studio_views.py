"""What the studio shows of a case: the facts, words and key of the finished case, and something of a half one."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content, strict_yaml
from lbp_teach.authoring.truth import known
from lbp_teach.case import Case, answer, visit_facts
from lbp_teach.compile import read_written
from lbp_teach.content import library
from lbp_teach.errors import Problem
from lbp_teach.guideline.assess import assess
from lbp_teach.lint import check_case
from lbp_teach.server.policy import Site
from lbp_teach.studio import key, tolerant
from lbp_teach.studio.check import Checked, check, file_problems, path_of
from lbp_teach.studio.form import form_view, when_view
from lbp_teach.studio.pack import pack
from lbp_teach.studio.preview import preview_view
from lbp_teach.studio.problem_words import danish, in_language
from lbp_teach.text import Lang
from lbp_teach.variants.words import spoken

BAD = sorted((Path(__file__).parents[1] / "content" / "bad").glob("*.yaml"))
NAMES = ["rikke-thorsen", "jesper-lund", "selma-hodzic"]
each_case = pytest.mark.parametrize("name", NAMES)


def plain(name: str) -> Any:
    return strict_yaml.load((content.cases_root() / f"{name}.yaml").read_text(encoding="utf-8"), name)[0]


def written(name: str) -> Case:
    return read_written(content.cases_root() / f"{name}.yaml", library())


@each_case
def test_facts_words_and_key_are_those_of_the_finished_case(name: str) -> None:
    case, sketch = spoken(written(name)), tolerant.sketch(plain(name))
    for index, visit in enumerate(case.visits):
        facts = visit_facts(case, visit.id, library())
        assert tolerant.facts_at(sketch, index, library()) == facts
        assert tolerant.needs_words(sketch, index, library()) == {}
        for lang in Lang:
            shown = preview_view(sketch, index, library(), lang)
            assert {one["question"]: one["answer"] for one in shown["answers"]} == {
                question: answer(case, visit.id, question, library())(lang) for question in library().questions
            }
            assert shown["visit"]["opening"] == visit.opening(lang)
            found = key.key_view(facts, visit.minutes, library(), lang)
            decisions = [one for card in found["cards"] for one in (*card["singles"], *card["rows"])]
            verdicts = assess(library(), facts).verdicts
            assert {one["id"] for one in decisions} == set(verdicts)
            for one in decisions:
                best = [
                    library().words(library().decisions[one["id"]].option(v).label)(lang)
                    for v in verdicts[one["id"]].best
                ]
                assert one["best"] == best
                assert one["reasons"]
                assert all(reason["citations"] for reason in one["reasons"])
            assert {rule["id"] for rule in found["rules"]} == {
                o.rule.id for o in assess(library(), facts).outcomes if o.fired
            }


@each_case
def test_words_are_missed_exactly_where_the_checks_miss_them(name: str) -> None:
    data, case = plain(name), spoken(written(name))
    for index, visit in enumerate(case.visits):
        for question in list(visit.answers)[::4]:
            without = copy.deepcopy(data)
            del without["visits"][index]["answers"][question]
            answers = {q: words for q, words in visit.answers.items() if q != question}
            visits = [v if n != index else v.model_copy(update={"answers": answers}) for n, v in enumerate(case.visits)]
            broken = case.model_copy(update={"visits": tuple(visits)})
            missed = {
                (problem.key.split("]")[0] + "]", problem.remedy.split(".")[1].split()[0])
                for problem in check_case(broken, case.id, library(), "", {})
                if "answers" in problem.remedy
            }
            sketch = tolerant.sketch(without)
            found = {(f"visits[{n}]", q) for n in sketch.visits for q in tolerant.needs_words(sketch, n, library())}
            assert found == missed, question


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"visits": 3, "persona": [], "variants": "x", "objectives": {"a": 1}, "themes": 5},
        {
            "visits": [
                {"based_on": "a", "id": "a"},
                None,
                {"id": ["x"], "facts": {"no.such": {"left": {}}}, "answers": []},
            ]
        },
        {"visits": [{"next": [3, {"when": {"finding": "flags.fever"}}, {"when": {"all": []}}], "door": ["x"]}]},
        {"persona": {"age": "old", "sex": 4, "name": None}, "visits": [{"minutes": "many", "opening": {"da": ["x"]}}]},
        {
            "variants": {"age": [1, 2, 3], "alternatives": [1, {"facts": [2]}]},
            "visits": [{"facts": {"history.pain_nrs": {}}}],
        },
    ],
)
def test_half_a_case_is_shown_as_far_as_it_goes(odd: Any) -> None:
    case = tolerant.sketch(odd)
    for lang in Lang:
        for index in [*case.visits, 0, 99]:
            form_view(case, index, library(), lang, {})
            preview_view(case, index, library(), lang)
        for index in case.visits:
            key.key_view(tolerant.facts_at(case, index, library()), 0, library(), lang)


def test_placeholders_are_filled_and_what_is_none_stays() -> None:
    data = {
        "persona": {"first_name": "Bo", "sex": "male", "age": 50, "name": "Bo Lund"},
        "opening": {"da": "{first_name} {Him} {nonsense} {", "en": "{age} {he}"},
    }
    shown = preview_view(tolerant.sketch(data), 0, library(), Lang.DA)
    assert shown["card"]["opening"] == "Bo Ham {nonsense} {"
    assert preview_view(tolerant.sketch(data), 0, library(), Lang.EN)["card"]["opening"] == "50 he"


def test_facts_that_contradict_each_other_are_named_beside_the_key() -> None:
    data = {"persona": {"age": 50}, "visits": [{"facts": {"exam.strength.dorsiflexion": {"left": 3}}}]}
    facts = tolerant.facts_at(tolerant.sketch(data), 0, library())
    assert any("its age is missing" in one for one in key.key_view(facts, 20, library(), Lang.EN)["contradictions"])
    assert any("dens alder mangler" in one for one in key.key_view(facts, 20, library(), Lang.DA)["contradictions"])


def test_near_changes_turn_the_decision() -> None:
    case = content.load_case("rikke-thorsen")
    rows = key.near(visit_facts(case, "first", library()), "urgency", library(), Lang.EN)["rows"]
    assert rows
    assert any("Emergency today" in row["becomes"] for row in rows)


def test_a_condition_is_rows_of_decisions_or_else_words() -> None:
    one = {"decision": "urgency", "one_of": ["none"]}
    assert when_view(one, library(), Lang.EN)["rows"] == [{"decision": "urgency", "visit": "", "one_of": ["none"]}]
    assert when_view({"any": [one, one]}, library(), Lang.EN)["join"] == "any"
    free = when_view({"not": one}, library(), Lang.EN)
    assert free["kind"] == "free"
    assert [words for _, words in free["lines"]] == ["not:", "Urgency: No hurry"]
    for junk in (
        None,
        3,
        {"all": [3]},
        {"decision": "x", "one_of": "y"},
        {"not": {"decision": "no_such", "one_of": ["x"]}},
    ):
        assert when_view(junk, library(), Lang.EN)["kind"] == "free"


def test_what_the_form_chooses_from_is_complete() -> None:
    for lang in Lang:
        found = pack(library(), lang)
        assert {one["id"] for one in found["findings"]} == {f.id for f in library().findings.values() if not f.door}
        assert {one["id"] for one in found["questions"]} == set(library().questions)
        for theme in found["themes"]:
            assert f"studio.theme.{theme}" in content.strings(lang.value, "studio")
        for finding in found["findings"]:
            assert finding["kind"] == "number" or len(finding["values"]) > 1


# ---- problems ----


@pytest.mark.parametrize(
    ("dotted", "remedy", "path"),
    [
        ("visits[0].facts.exam.slr.left", "", ["visits", 0, "facts", "exam.slr", "left"]),
        ("visits[1].facts.flags.fever", "", ["visits", 1, "facts", "flags.fever"]),
        ("visits[1].facts", "", ["visits", 1, "facts"]),
        ("visits[0].answers", "Add answers.fever in both languages.", ["visits", 0, "answers", "fever"]),
        ("persona.age", "", ["persona", "age"]),
        (
            "variants.alternatives[2].facts.history.pain_nrs",
            "",
            ["variants", "alternatives", 2, "facts", "history.pain_nrs"],
        ),
        ("", "", []),
    ],
)
def test_a_problem_knows_its_field(dotted: str, remedy: str, path: list[str | int]) -> None:
    assert path_of(Problem("x.yaml", 1, dotted, "", remedy)) == path


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_is_wrong_with_a_case_is_said_in_danish(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    problems = [*check(text, library()).problems, *file_problems(text, path.stem, library())]
    assert problems
    for problem in problems:
        what, remedy, lang = in_language(problem, Lang.DA)
        assert lang is Lang.DA, f"not in lbp_teach/studio/problems.yaml: {problem.what} / {problem.remedy}"
        assert what[:1] == what[:1].upper()
        assert "§" not in what + remedy


def test_every_contradiction_is_said_in_danish() -> None:
    for item in (*library().guideline.contradictions, *known(library()).contradictions):
        assert danish(f"{item.what}."), f"not in lbp_teach/studio/problems.yaml: {item.what}"
    for item in known(library()).answers:
        sentence = f"pain_where, worry: {item.because}, which is not true of this patient."
        assert danish(sentence), f"not in lbp_teach/studio/problems.yaml: {sentence}"


def test_sentences_nobody_has_translated_stay_english_as_a_whole() -> None:
    problem = Problem("x.yaml", 1, "id", "something new is wrong.", "Add it.")
    assert in_language(problem, Lang.DA) == ("Something new is wrong.", "Add it.", Lang.EN)
    ordinary = Problem("x.yaml", 1, "", "last_status: it is new.", "Add it.")
    assert in_language(ordinary, Lang.EN)[0] == "last_status: it is new.", "a question's id is written as it is"
    assert danish("at 'later', with 70 years, mood: 'Ti' is said, but history.pain_nrs is 8.") == (
        "ved 'later', som 70-årig: der siges mood: 'Ti', men history.pain_nrs er 8."
    )
    assert danish("as a variant (everything exchanged), visits[0].facts: a pregnancy after 50.") == (
        "som variant (everything exchanged), visits[0].facts: en graviditet efter 50 år."
    )
    assert (
        danish("Did you mean 'da'? Allowed: da, en, ... (9 in all).")
        == "Mente du 'da'? Tilladt: da, en, ... (9 i alt)."
    )


def test_a_case_of_the_library_has_nothing_to_mend() -> None:
    text = (content.cases_root() / "rikke-thorsen.yaml").read_text(encoding="utf-8")
    found = check(text, library())
    assert isinstance(found, Checked)
    assert found.problems == ()
    assert found.lines[("persona", "age")] == 10


# ---- who may come ----


def test_only_teachers_are_served_the_studio() -> None:
    path = "teacher/studio.ipynb"
    assert Site(content.notebooks_root().resolve(), teacher=True).notebook(path) == path
    student = Site(content.notebooks_root().resolve(), teacher=False)
    assert student.notebook(path) is None
    assert path not in student.notebooks()
    for crooked in ("Teacher/studio.ipynb", "practice/../teacher/studio.ipynb", "teacher//studio.ipynb"):
        assert student.notebook(crooked) is None


def test_no_page_of_a_student_calls_the_studio() -> None:
    for path in content.notebooks_root().rglob("*.ipynb"):
        if "teacher" not in path.relative_to(content.notebooks_root()).parts:
            assert "studio" not in path.read_text(encoding="utf-8"), path.name
