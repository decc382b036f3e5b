"""The library of cases as a whole: every file is good, every rule is exercised, every kind of patient is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from learner import cases

from lbp_teach import content
from lbp_teach.authoring.checks import problems_of
from lbp_teach.authoring.matrix import Kind, Row, matrix, read_matrix
from lbp_teach.authoring.rules_by_case import as_plain, read_excuses, rules_by_case
from lbp_teach.guideline.assess import Book

FILES = sorted(content.cases_root().glob("*.yaml"))
KINDS = read_matrix(content.library())


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_case_file_is_good(path: Path, book: Book) -> None:
    assert [str(problem) for problem in problems_of(path, book)] == []


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return {row.kind.id: row for row in matrix(content.library(), KINDS, cases())}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.id for kind in KINDS])
def test_the_library_has_such_a_patient(kind: Kind, rows: dict[str, Row]) -> None:
    row = rows[kind.id]
    print(f"{kind.says.en}: {', '.join(row.cases) if row.reached is None else f'{row.reached:g}'}")
    assert row.covered, f"no case covers the row {kind.id!r} of matrix.yaml: {kind.says.en}"


def test_every_row_has_an_id_of_its_own() -> None:
    assert len({kind.id for kind in KINDS}) == len(KINDS) >= 75


def test_every_rule_is_fired_by_a_case_and_kept_silent_by_a_near_miss() -> None:
    written = [content.written_case(c.id) if c.variants else content.load_case(c.id) for c in content.catalogue().cards]
    plain = as_plain(rules_by_case(content.library(), written, read_excuses()))
    assert (plain["without_case"], plain["without_near_miss"], plain["excused_without_need"]) == ([], [], [])
