"""`lbp-teach guideline ...`: what is complete, what differs, what a findings file may hold, and the pages to read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.cli import main
from lbp_teach.coverage import coverage, fact_ids
from lbp_teach.editions import differences
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.words import condition_lines
from lbp_teach.reference import pages
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["guideline", *arguments]) == 0
    return capsys.readouterr().out


# ---- coverage ----


def test_every_fact_of_the_sources_is_carried_or_left_out_with_a_reason(library: Book) -> None:
    rows = coverage(library.guideline)
    assert sum(row.topic.facts for row in rows) == 686
    assert [fact for row in rows for fact in row.missing] == []
    assert sum(len(row.carried) for row in rows) >= 0.95 * 686


def test_a_fact_that_nobody_carries_fails_the_command(
    library: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tuple(s for s in library.guideline.statements if "F-IMG-07" not in s.facts)
    parameters = tuple(
        p.model_copy(update={"facts": tuple(f for f in p.facts if f != "F-IMG-07")})
        for p in library.guideline.parameters
    )
    less = library.guideline.model_copy(update={"statements": kept, "parameters": parameters})
    monkeypatch.setattr(content, "library", lambda: Book(less))
    assert main(["guideline", "coverage"]) == 1
    assert "MISSING: F-IMG-07" in capsys.readouterr().out


def test_coverage_prints_a_line_for_each_topic_and_counts_that_add_up(
    library: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, "coverage")
    assert all(re.search(rf"^{topic.id} ", out, re.MULTILINE) for topic in library.guideline.topics)
    plain = json.loads(printed(capsys, "coverage", "--json"))
    for row in plain.values():
        assert row["facts"] == len(row["carried"]) + len(row["not_encoded"]) + len(row["missing"])


def test_nothing_is_cited_that_is_no_fact(library: Book) -> None:
    known = fact_ids(library.guideline)
    assert {f for s in library.guideline.statements for f in s.facts} <= known
    assert {f for p in library.guideline.parameters for f in p.facts} <= known


# ---- conflicts ----


def test_all_conflicts_are_there_each_told_in_full(library: Book) -> None:
    assert [c.id for c in library.guideline.conflicts] == [f"C-{n:02d}" for n in range(1, 93)]
    assert all(c.reviewed == "awaiting_clinician" for c in library.guideline.conflicts), (
        "no clinician has seen them yet"
    )


def test_a_conflict_says_who_says_what_and_that_no_clinician_has_approved_it(
    library: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, "conflicts", "C-08", "--lang", "da")
    for position in library.conflicts["C-08"].says:
        assert f"{position.source}, {position.section}: {library.words(position.text).da}" in out
    assert "afventer klinisk godkendelse" in out
    assert len(json.loads(printed(capsys, "conflicts", "--json"))) == 92


def test_a_conflict_that_is_not_there_gets_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guideline", "conflicts", "C-93"]) == 2
    assert capsys.readouterr().err == "There is no conflict 'C-93'. They are numbered C-01 to C-92.\n"


# ---- editions ----


def test_the_regional_programme_differs_in_its_weeks_and_in_its_own_rule(library: Book) -> None:
    found = {one.id: one for one in differences(library, "DSAM2026", "RSD2024")}
    assert (found["nerve_root_imaging_weeks"].first.en, found["nerve_root_imaging_weeks"].second.en) == (
        "6–8 weeks",
        "4–8 weeks",
    )
    assert found["nerve_root_regional"].kind == "rule"
    assert found["C-05"].follow is not None
    back = {one.id: one for one in differences(library, "RSD2024", "DSAM2026")}
    assert back.keys() == found.keys()
    assert all(back[name].first == one.second and back[name].second == one.first for name, one in found.items())
    assert differences(library, "DSAM2026", "DSAM2026") == ()


def test_differences_are_printed_with_both_sources_named(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "diff", "DSAM2026", "UFL2026", "--lang", "da")
    assert len(re.findall("^  DSAM2026: ", out, re.M)) == len(re.findall("^  UFL2026: ", out, re.M)) > 10
    plain = json.loads(printed(capsys, "diff", "DSAM2026", "NKR2016", "--json"))
    assert {"kind", "id", "title", "DSAM2026", "NKR2016", "follow"} == set(plain[0])


# ---- show, vocabulary ----


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("F-IMG-07", "acute_paresis_imaging"),
        ("acute_paresis_hours", "48"),
        ("cauda_equina", "suspected cauda equina syndrome"),
        ("C-05", "Root involvement"),
    ],
)
def test_anything_with_an_id_can_be_shown(capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert said in printed(capsys, "show", name)


def test_an_unknown_id_is_refused_with_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guideline", "show", "cauda_equine"]) == 2
    assert "Did you mean cauda_equina" in capsys.readouterr().err


def test_the_vocabulary_describes_every_finding_in_both_languages(
    library: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = json.loads(printed(capsys, "vocabulary", "--json"))
    assert [one["id"] for one in plain] == list(library.findings)
    for one in plain:
        assert one["label"]["da"]
        assert one["label"]["en"]
        assert one["obtained_by"] or library.findings[one["id"]].door
    assert "history.leg_pain" in printed(capsys, "vocabulary", "--lang", "da")


# ---- the pages ----


def test_the_committed_pages_are_the_generated_ones(library: Book) -> None:
    folder = ROOT / "docs" / "guideline"
    wanted = {name: text for lang in Lang for name, text in pages(library, lang).items()}
    assert {path.name for path in folder.glob("*.md")} == set(wanted)
    stale = [name for name, text in wanted.items() if (folder / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_every_link_within_the_pages_leads_somewhere(library: Book) -> None:
    for lang in Lang:
        made = pages(library, lang)
        anchors = {f"{name}#{anchor}" for name, text in made.items() for anchor in re.findall('<a id="([^"]+)">', text)}
        links = {link for text in made.values() for link in re.findall(r"\]\(([^)#]+#[^)]+)\)", text)}
        assert len(links) > 100
        assert links <= anchors


def test_every_condition_can_be_read(library: Book) -> None:
    for holder in (*library.guideline.rules, *library.guideline.concepts):
        for lang in Lang:
            lines = [words(lang) for _, words in condition_lines(holder.when, library)]
            assert lines
            assert not any("{" in line or "None" in line for line in lines)
