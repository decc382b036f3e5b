"""The clinical sanity table: what the fact base says about typical patients and near misses, against the rules.

The expectations stand in `sanity/sanity.yaml` and were written by hand from the fact base. (The table has a folder of
its own because every YAML file beside this one is read as scenarios by `test_spec.py`.)
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from learner import well

from lbp_teach import strict_yaml
from lbp_teach.guideline.assess import Book, Verdict, assess
from lbp_teach.guideline.evaluate import evaluate
from lbp_teach.guideline.facts import key, keys
from lbp_teach.guideline.model import Scalar
from lbp_teach.logic import Truth

Row = dict[str, Any]
TABLE = Path(__file__).parent / "sanity" / "sanity.yaml"
CONDITIONS = {
    "cauda_equina",
    "malignancy",
    "infection",
    "high_energy_fracture",
    "low_energy_fracture",
    "inflammatory",
    "aneurysm",
    "disc_prolapse",
    "spinal_stenosis",
    "listhesis",
    "ordinary_acute",
    "chronic",
    "new_severe_paresis",
    "progressive_deficit",
}
NEEDED = {"condition", "kind", "story", "findings", "expect", "reasoning"}
EXPECT = {"triage", "suspected", "urgency", "destination", "imaging", "imaging_timing"}
CITED = re.compile(r"\b(?:F-[A-Z]+-\d{2}|C-\d{2})\b")


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Return every row of the table."""
    return tuple(strict_yaml.load(TABLE.read_text(encoding="utf-8"), TABLE.name)[0])


def params() -> list[Any]:
    """Return the rows as parameters that pytest names after the condition and the story."""
    return [pytest.param(row, id=f"{row['condition']}: {row['story']}") for row in rows()]


def facts_of(row: Row, book: Book) -> dict[str, Scalar]:
    """Return everything that is true of the patient of a row."""
    facts = well(book)
    for name, value in row["findings"].items():
        assert name in book.findings, f"no such finding: {name}"
        given = {key(name, side): one for side, one in value.items()} if isinstance(value, dict) else {name: value}
        assert set(given) <= set(keys(book.findings[name])), f"{name}: give left and right, or neither"
        facts.update(given)
    return facts


def as_set(value: str | list[str]) -> set[str]:
    """Return one value or several as a set."""
    return {value} if isinstance(value, str) else set(value)


def agrees(verdict: Verdict, expected: str | list[str]) -> bool:
    """Return whether what is best is what was expected: exactly it, or for a list nothing but values of the list."""
    return bool(verdict.best) and set(verdict.best) <= as_set(expected)


def disagreements(row: Row, book: Book) -> list[str]:
    """Return what the rules answer otherwise than the row, as sentences."""
    verdicts = assess(book, facts_of(row, book)).verdicts
    found = []
    for name, expected in row["expect"].items():
        if not agrees(verdict := verdicts[name], expected):
            rules = ", ".join(outcome.rule.id for outcome in verdict.reasons)
            found.append(f"{name}: expected {expected}, got {list(verdict.best)} from {rules}")
    return found


def test_the_table_has_three_typical_patients_and_three_near_misses_of_every_condition() -> None:
    count = Counter((row["condition"], row["kind"]) for row in rows())
    assert count == {(name, kind): 3 for name in CONDITIONS for kind in ("typical", "near_miss")}
    assert len({row["story"] for row in rows()}) == len(rows())


@pytest.mark.parametrize("row", params())
def test_a_row_is_complete_and_its_patient_could_exist(row: Row, book: Book) -> None:
    assert set(row) - {"disputed"} == NEEDED
    assert set(row["expect"]) == EXPECT
    for name, expected in row["expect"].items():
        assert as_set(expected) <= {option.value for option in book.decisions[name].options}, name
    context = book.context(facts_of(row, book))
    impossible = [c.what for c in book.guideline.contradictions if evaluate(c.when, context).truth is Truth.TRUE]
    assert impossible == []


@pytest.mark.parametrize("row", params())
def test_the_reasoning_of_a_row_rests_on_facts_of_the_fact_base(row: Row, book: Book) -> None:
    known = {fact for statement in book.guideline.statements for fact in statement.facts}
    known |= {item.fact for item in book.guideline.not_encoded} | set(book.conflicts)
    cited = set(CITED.findall(row["reasoning"]))
    assert any(fact.startswith("F-") for fact in cited)
    assert cited <= known, cited - known


@pytest.mark.parametrize("row", params())
def test_the_rules_agree_with_the_facts(row: Row, book: Book) -> None:
    found = disagreements(row, book)
    if "disputed" in row:
        assert found, "no longer disputed: take the mark away"
    else:
        assert found == []


def test_nothing_is_disputed() -> None:
    assert {row["story"]: row["disputed"] for row in rows() if "disputed" in row} == {}


def test_a_wrong_answer_of_the_rules_is_seen(book: Book) -> None:
    wrong = {"triage": "nerve_root", "urgency": ["routine", "none"]}
    row = {**rows()[0], "expect": {**rows()[0]["expect"], **wrong}}
    assert [text.partition(":")[0] for text in disagreements(row, book)] == list(wrong)
