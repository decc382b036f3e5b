"""Rules by case and the matrix: what is said of a rule is true of it, and what is missing is named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.authoring import matrix, rules_by_case
from lbp_teach.authoring.rules_by_case import At, Excuse, Row
from lbp_teach.case import Case, visit_facts
from lbp_teach.cli import main
from lbp_teach.errors import InputError
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.logic import Truth
from lbp_teach.variants import Change, altered

NAMES = ("jesper-lund", "rikke-thorsen", "selma-hodzic")


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


@pytest.fixture(scope="module")
def three() -> list[Case]:
    return [content.load_case(name) for name in NAMES]


@pytest.fixture(scope="module")
def rows(library: Book, three: list[Case]) -> tuple[Row, ...]:
    return rules_by_case.rules_by_case(library, [content.written_case(name) for name in NAMES])


def holds(row: Row, facts: dict, book: Book) -> bool:
    editions = row.rule.editions
    edition = "DSAM2026" if not editions or "DSAM2026" in editions else editions[0]
    return evaluate(row.rule.when, book.context(facts, edition)).truth is Truth.TRUE


def test_every_rule_stands_in_the_table_once(rows: tuple[Row, ...], library: Book) -> None:
    assert [row.rule.id for row in rows] == [rule.id for rule in library.guideline.rules]


def test_a_rule_fires_where_it_is_said_to_and_nowhere_else(
    rows: tuple[Row, ...], three: list[Case], library: Book
) -> None:
    for case in three:
        for visit in case.visits:
            facts = visit_facts(case, visit.id, library)
            for row in rows:
                said = At(case.id, visit.id) in row.fired
                assert said == holds(row, facts, library), (row.rule.id, visit.id)


def test_one_fact_makes_a_near_miss_speak(rows: tuple[Row, ...], three: list[Case], library: Book) -> None:
    by_name = {case.id: case for case in three}
    checked = 0
    for row in rows:
        for near in row.near:
            facts = visit_facts(by_name[near.at.case], near.at.visit, library)
            if near.at.alternative:
                continue
            assert facts[near.fact] == near.now != near.instead
            assert not holds(row, facts, library), row.rule.id
            changed = {**facts, near.fact: near.instead}
            if near.fact == "person.age_years" and facts["history.onset_age_years"] == near.now:
                changed["history.onset_age_years"] = near.instead  # it began now, so it moves along
            if near.fact == "medicine.use" and "none" in (near.now, near.instead):
                # What is not taken has no effect; what is, has one.
                changed["medicine.effect"] = "not_taken" if near.instead == "none" else "helps"
            assert holds(row, changed, library), row.rule.id
            assert rules_by_case.possible(library, library.context(changed), by_name[near.at.case]), row.rule.id
            assert not (near.fact == "health.pregnant" and by_name[near.at.case].persona.sex == "male")
            checked += 1
    assert checked > 200


def test_an_alternative_of_a_case_counts_with_it(rows: tuple[Row, ...], library: Book) -> None:
    written = content.written_case("selma-hodzic")
    names = {one.id for one in written.variants.alternatives}
    told = {(row.rule.id, at) for row in rows for at in row.fired if at.case == written.id and at.alternative in names}
    assert told
    for rule, at in told:
        case = altered(written, Change(written.persona.age, alternative=at.alternative))
        row = next(row for row in rows if row.rule.id == rule)
        assert holds(row, visit_facts(case, at.visit, library), library)


def test_no_more_examples_than_help_and_of_different_cases(rows: tuple[Row, ...]) -> None:
    for row in rows:
        assert len(row.near) <= rules_by_case.EXAMPLES
        assert len({near.at.case for near in row.near}) == len(row.near)


def test_a_rule_that_holds_for_everybody_needs_no_near_miss(rows: tuple[Row, ...]) -> None:
    always = [row for row in rows if row.always]
    assert {"work_talk_for_all"} <= {row.rule.id for row in always}
    assert not any(row.lacks_near_miss for row in always)


def test_what_is_missing_is_named_unless_it_is_excused(rows: tuple[Row, ...]) -> None:
    plain = rules_by_case.as_plain(rows)
    assert "aortic_aneurysm" in plain["without_case"]
    assert "cauda_equina" not in plain["without_case"]
    excuses = {
        "aortic_aneurysm": Excuse(rule="aortic_aneurysm", lacks="case", why="A test."),
        "cauda_equina": Excuse(rule="cauda_equina", lacks="both", why="A test."),
        "progressive_deficit": Excuse(rule="progressive_deficit", lacks="case", why="A test."),
        "severe_paresis": Excuse(rule="severe_paresis", lacks="near_miss", why="A test."),
    }
    excused = rules_by_case.as_plain(replace(row, excuse=excuses.get(row.rule.id)) for row in rows)
    assert "aortic_aneurysm" not in excused["without_case"]
    assert excused["excused_without_need"] == ["cauda_equina", "progressive_deficit", "severe_paresis"]


def test_an_excuse_names_a_rule_and_says_why(library: Book) -> None:
    rules = {rule.id for rule in library.guideline.rules}
    for excuse in rules_by_case.read_excuses():
        assert excuse.rule in rules
        assert len(excuse.why) > 20


# ---- the matrix ----


def one(library: Book, tmp_path: Path, row: str) -> tuple[matrix.Kind, ...]:
    path = tmp_path / "matrix.yaml"
    path.write_text(f"kinds:\n  - {{id: one, says: {{da: En, en: One}}, {row}}}\n", encoding="utf-8")
    return matrix.read_matrix(library, path)


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("when: {concept: cauda_equina_suspected}", ["selma-hodzic"]),
        ("when: {concept: cauda_equina_suspected}, first: true", []),
        ("best: {suspected: [cauda_equina]}", ["selma-hodzic"]),
        ("best: {suspected: [cauda_equina]}, sex: male", []),
        ("when: {concept: cauda_equina_suspected}, best: {suspected: [disc_prolapse]}", []),
        ("roots: [L5]", ["jesper-lund"]),
        ("roots: [L5, S1]", []),
        ("age: {at_least: 41, at_most: 41}", ["jesper-lund"]),
        ("sex: female", ["rikke-thorsen", "selma-hodzic"]),
        ("flags: {red: {at_least: 9}}", []),
        ("flags: {red: {at_least: 1, at_most: 1}}, best: {triage: [non_specific]}", ["rikke-thorsen"]),
        ("visits: {at_least: 2}", list(NAMES)),
        ("visits: {at_least: 5}", []),
        ("themes: [interpreter]", []),
    ],
)
def test_a_row_is_covered_by_the_cases_of_which_all_it_names_is_true(
    library: Book, three: list[Case], tmp_path: Path, row: str, names: list[str]
) -> None:
    (found,) = matrix.matrix(library, one(library, tmp_path, row), three)
    assert list(found.cases) == names
    assert found.covered == bool(names)


def test_roots_are_all_of_them_and_no_more(library: Book, tmp_path: Path) -> None:
    two_levels = [content.load_case("flemming-juul")]
    for roots, covered in (("[L5, S1]", True), ("[S1, L5]", True), ("[L5]", False), ("[L4, L5, S1]", False)):
        (row,) = matrix.matrix(library, one(library, tmp_path, f"roots: {roots}"), two_levels)
        assert row.covered is covered, roots


def test_what_a_row_names_must_hold_at_one_visit(library: Book, three: list[Case], tmp_path: Path) -> None:
    improving = "{finding: history.course, one_of: [improving]}"
    severe = "{concept: severe_paresis}"
    (apart,) = matrix.matrix(library, one(library, tmp_path, f"when: {{any: [{improving}, {severe}]}}"), three)
    (together,) = matrix.matrix(library, one(library, tmp_path, f"when: {{all: [{improving}, {severe}]}}"), three)
    assert "jesper-lund" in apart.cases
    assert together.cases == ()


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("cases", 3),
        ("share_of_the_rarer_sex", 1 / 3),
        ("share_with_two_to_four_visits", 1),
        ("share_of_those_where_plans_lead_elsewhere", 1),
        ("different_occupations", 3),
        ("different_surnames", 3),
        ("share_with_two_objectives", 1),
    ],
)
def test_a_measure_of_the_library(library: Book, three: list[Case], tmp_path: Path, measure: str, value: float) -> None:
    for least, covered in ((value - 0.1, True), (value + 0.1, False)):
        kinds = one(library, tmp_path, f"whole: {{measure: {measure}, at_least: {least:.3f}}}")
        (row,) = matrix.matrix(library, kinds, three)
        assert row.reached == pytest.approx(value)
        assert row.covered is covered


@pytest.mark.parametrize("measure", matrix.MEASURES)
def test_a_library_without_cases_measures_nothing(measure: str) -> None:
    assert matrix.MEASURES[measure]([]) == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("when: {finding: exam.smile}", "unknown finding 'exam.smile'"),
        ("when: {concept: smile}", "unknown concept 'smile'"),
        ("best: {smile: [big]}", "unknown decision 'smile'"),
        ("best: {triage: [big]}", "unknown value 'big'"),
        ("whole: {measure: smiles, at_least: 1}", "unknown measure 'smiles'"),
        ("first: true", "asks for something of a patient"),
        ("whole: {measure: cases, at_least: 1}, sex: male", "asks for something of a patient"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(library: Book, tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        one(library, tmp_path, row)
    assert says in str(caught.value)
    assert caught.value.problems[0].line == 2


# ---- the command ----


@pytest.fixture
def only_three(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = content.catalogue()
    cards = tuple(card for card in whole.cards if card.id in NAMES)
    monkeypatch.setattr(content, "catalogue", lambda: whole.model_copy(update={"cards": cards, "broken": ()}))


@pytest.mark.usefixtures("only_three")
def test_the_command_names_what_is_missing_and_says_so_in_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "coverage"]) == 1
    out = capsys.readouterr().out
    assert "cauda_equina: " in out
    assert "(selma-hodzic, selma-hodzic+" in out
    assert "MISSING: no case fires aortic_aneurysm" in out
    assert "silent by one fact: " in out


@pytest.mark.usefixtures("only_three")
def test_the_command_gives_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "coverage", "--json"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert set(plain) == {"rules", "without_case", "without_near_miss", "excused_without_need"}
    row = next(row for row in plain["rules"] if row["rule"] == "cauda_equina")
    assert {"case": "selma-hodzic", "visit": "eight_days", "alternative": None} in row["fired"]
    assert set(row["near_misses"][0]) == {"case", "visit", "alternative", "fact", "now", "instead"}


@pytest.mark.usefixtures("only_three")
def test_the_matrix_of_three_cases_lacks_most(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "coverage", "--matrix", "--lang", "da"]) == 1
    out = capsys.readouterr().out
    assert "MANGLER: Mindst 48 patienter: 3 af 48" in out
    assert "\nL5: 1 (jesper-lund)" in out
    assert main(["cases", "coverage", "--matrix", "--json"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert next(row for row in plain if row["id"] == "root_l5")["cases"] == ["jesper-lund"]
