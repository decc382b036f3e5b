"""The content itself: complete in both languages, cited, and in step with what is generated from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from learner import CASES, cases
from pydantic import BaseModel

from lbp_teach import compile, content, schema, strict_yaml
from lbp_teach.bedside.tools import TOOLS
from lbp_teach.case import answer, visit_facts
from lbp_teach.cohort.dashboard_words import WORDS as COHORT_WORDS
from lbp_teach.courses.teacher_words import WORDS as COURSE_WORDS
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import value_words
from lbp_teach.live.words import WORDS as LIVE_WORDS
from lbp_teach.schema import schema_text
from lbp_teach.text import Lang, Text, placeholders_match

ROOT = Path(__file__).parents[2]
FACT = re.compile(r"^F-[A-Z]+-\d{2}$")
CONFLICT = re.compile(r"^C-\d{2}$")
#: Topics of the fact base; a citation of any other is a slip of the pen.
TOPICS = {"ACUTE", "ANNUAL", "CODE", "COMM", "DDX", "DEF", "EPI", "EXAM", "FLAG", "FOLLOW", "HIST", "ICF", "IMG", "MED"}
TOPICS |= {"PAIN", "PARA", "PATIENT", "PICO", "PREVENT", "REF", "STRAT", "TEST", "TREAT", "TRIAGE", "WORK"}
STRINGS = sorted(ROOT.glob("**/lbp_*/strings.yaml"))
LAB_WORDS = sorted((ROOT / "lbp_teach" / "lab" / "words").glob("*.yaml"))
STUDIO_WORDS = ROOT / "lbp_teach" / "studio" / "words.yaml"


def texts(node: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in a model, with the way to it."""
    if isinstance(node, Text):
        yield where, node
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from texts(getattr(node, name), f"{where}.{name}")
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f"{where}.{key}")
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from texts(value, f"{where}[{getattr(value, 'id', index)}]")


def test_every_case_is_served() -> None:
    """Each file's problems are in test_library.py; here, that the catalogue has all of them."""
    paths = sorted(content.cases_root().glob("*.yaml"))
    assert {path.stem for path in paths} >= set(CASES)
    assert [card.id for card in content.catalogue().cards] == [path.stem for path in paths]
    assert content.catalogue().broken == ()


def test_the_guideline_is_in_order(book: Book) -> None:
    whole = compile.read_guideline().guideline
    assert content.library().guideline == whole
    assert compile.what_playing_needs(whole) == book.guideline
    assert len(book.guideline.statements) < len(whole.statements)


def test_no_text_is_empty_or_left_untranslated(book: Book) -> None:
    found = [*texts(book.guideline, "guideline"), *(t for case in cases() for t in texts(case, case.id))]
    assert len(found) > 1000
    for where, text in found:
        assert text.da.strip(), where
        assert text.en.strip(), where
        # A long sentence that reads the same in both languages was not translated.
        assert len(text.da.split()) < 5 or text.da != text.en, where


def test_placeholders_are_the_same_in_both_languages(book: Book) -> None:
    for where, text in [*texts(book.guideline), *(t for case in cases() for t in texts(case, case.id))]:
        assert placeholders_match(text), where


def test_every_placeholder_of_the_guideline_is_a_parameter_and_gets_its_number(book: Book) -> None:
    for rule in book.guideline.rules:
        for edition in ("DSAM2026", "RSD2024"):
            for text in (rule.because, rule.missed, rule.excess, rule.title):
                assert text is None or "{" not in book.words(text, edition).da + book.words(text, edition).en, rule.id
    for statement in book.guideline.statements:
        assert "{" not in book.words(statement.text).da + book.words(statement.text).en, statement.id
    for decision in book.decisions.values():
        for option in decision.options:
            words = [option.label, *([option.hint] if option.hint else [])]
            assert all("{" not in book.words(text).da for text in words), option.value


def test_no_rule_repeats_the_number_of_a_parameter(book: Book) -> None:
    """A threshold in a text is a placeholder; written out it would stay behind when the parameter changes."""
    units = {"hours": r"timer|hours", "weeks": r"uger|weeks"}
    numbers = [
        (n, units[p.unit]) for p in book.guideline.parameters if p.unit in units for n in spread(p.values["DSAM2026"])
    ]
    for rule in book.guideline.rules:
        for number, unit in numbers:
            hit = re.search(rf"(?<![\w{{–-]){number:g}[ –-]*(?:{unit})\b", rule.because.da + " " + rule.because.en)
            assert hit is None or "{" in rule.because.da or rule.id == "nerve_root_early", (rule.id, hit)


def spread(value: float | tuple[float, float]) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("path", [*STRINGS, *LAB_WORDS, STUDIO_WORDS], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_words_of_the_interface_are_in_both_languages(path: Path) -> None:
    words, _ = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
    assert len(words) > 30
    for name, text in words.items():
        assert set(text) == {"da", "en"}, name
        assert placeholders_match(Text.model_validate(text)), name


def test_there_is_one_truth_of_the_words_of_the_interface() -> None:
    assert STRINGS
    assert len({path.read_text(encoding="utf-8") for path in STRINGS}) == 1


def test_the_screen_uses_no_word_that_does_not_exist() -> None:
    apps = [path.stem.removeprefix("strings-") for path in content.compiled_root().glob("strings-*.json")]
    assert {"lab", "progress", "studio", *TOOLS} <= set(apps)
    words = {*content.strings("da", *apps), *(f"cohort.{name}" for name in COHORT_WORDS)}
    words |= {f"live.{name}" for name in LIVE_WORDS} | {f"courses.{name}" for name in COURSE_WORDS}
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "widgets").rglob("*.js"))
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", code, flags=re.DOTALL)
    used = set(re.findall(r"""\b(?:t|say|words?)\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""", code))
    missing = {name for name in used if name not in words and f"{name}.one" not in words}
    assert missing == set()


# ---- findings ----


def test_every_question_has_an_answer_and_every_finding_a_way_to_it(book: Book) -> None:
    for finding in book.findings.values():
        if finding.door:
            assert finding.id not in book.question_of
            continue
        assert finding.id in book.question_of or finding.id in book.manoeuvre_of, finding.id
        if finding.id in book.question_of:
            assert finding.id not in book.manoeuvre_of, f"{finding.id} is asked for and examined"
    for question in book.guideline.questions:
        assert question.answer.da != question.answer.en, question.id


def test_whatever_a_patient_can_have_can_be_written_and_seen(book: Book) -> None:
    numbers: list[str | int | float] = [0, 1, 3, 4.5, 5, "unknown", "not_applicable"]
    for finding in book.findings.values():
        values: list[str | int | float] = [*finding.values, "unknown"]
        if finding.kind == "presence":
            values = ["present", "absent", "unknown"]
        for value in numbers if finding.kind == "number" else values:
            text = value_words(finding, value, book.guideline.findings.units)
            assert text(Lang.DA), (finding.id, value)
            assert "{" not in text(Lang.DA) + text(Lang.EN)


@pytest.mark.parametrize("name", CASES)
def test_a_patient_answers_every_question_at_every_visit_in_both_languages(book: Book, name: str) -> None:
    case = content.load_case(name)
    for visit in case.visits:
        assert set(visit_facts(case, visit.id, book)) >= {
            f"{f}@left" if book.findings[f].sided else f for f in book.findings
        }
        for question in book.questions:
            words = answer(case, visit.id, question, book)
            assert words(Lang.DA) != words(Lang.EN) or len(words(Lang.DA)) < 12, question


# ---- citations ----


def test_every_fact_that_is_cited_has_the_form_of_one(book: Book) -> None:
    cited = [(s.id, fact) for s in (*book.guideline.statements, *book.guideline.parameters) for fact in s.facts]
    assert len(cited) > 80
    for where, fact in cited:
        assert FACT.match(fact), (where, fact)
        assert fact.split("-")[1] in TOPICS, (where, fact)


def test_every_conflict_that_is_named_is_told(book: Book) -> None:
    named = {
        c for part in ("statements", "rules", "parameters") for p in getattr(book.guideline, part) for c in p.conflicts
    }
    assert all(CONFLICT.match(conflict) for conflict in named)
    told = set(book.conflicts)
    by_statement_or_rule = {c for p in (*book.guideline.statements, *book.guideline.rules) for c in p.conflicts}
    assert by_statement_or_rule <= told
    assert named <= told, f"named by a parameter and never told: {sorted(named - told)}"


def test_every_rule_stands_on_a_statement_with_a_source(book: Book) -> None:
    sources = {source.id for source in book.guideline.sources} | {"toolkit"}
    for rule in book.guideline.rules:
        for name in rule.cites:
            statement = book.statements[name]
            assert statement.source in sources
            assert statement.source == "toolkit" or statement.facts, f"{name} covers no fact"
            assert statement.section


def test_the_toolkits_own_reading_is_never_shown_as_approved(book: Book) -> None:
    for part in (*book.guideline.statements, *book.guideline.parameters):
        if part.source == "toolkit":
            assert part.reviewed == "awaiting_clinician", part.id
    for rule in book.guideline.rules:
        if any(book.statements[name].source == "toolkit" for name in rule.cites):
            assert rule.reviewed == "awaiting_clinician", rule.id


def test_every_statement_is_used(book: Book) -> None:
    cited = {name for rule in book.guideline.rules for name in rule.cites}
    way = set(book.guideline.way.cites())
    assert set(book.statements) - cited - way == set()
    assert way


def test_every_concept_and_parameter_is_used(book: Book) -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in content.sources() if path.parent != content.cases_root()
    )
    for concept in book.concepts:
        assert re.search(rf"concept: {concept}\b", text), concept
    for parameter in book.parameters:
        assert re.search(rf"parameter: {parameter}\b|{{{parameter}}}", text), parameter


# ---- what is generated ----


def test_the_committed_schema_is_the_generated_one(book: Book) -> None:
    committed = (content.cases_root() / "case.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(book), "run `make schema`"


def test_make_schema_writes_it(tmp_path: Path) -> None:
    written = schema.write(tmp_path)
    assert written.read_bytes() == (content.cases_root() / "case.schema.json").read_bytes()


def test_every_case_names_its_schema_for_editors() -> None:
    for path in content.cases_root().glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=./case.schema.json", path.name
