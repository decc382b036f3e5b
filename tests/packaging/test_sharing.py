"""Two processes share the tests: what belongs together stays together, and nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from sharing import APART, FOLDERS, LONG, long_first, part_of

ROOT = Path(__file__).parents[2]


def test_everything_else_that_starts_servers_stays_in_one_process() -> None:
    names = [
        "tests/browser/test_play.py::test_a[da]",
        "tests/server/test_page.py::test_b",
        "tests/browser/test_x.py::c",
    ]
    assert {part_of(name) for name in names} == {"servers"}


@pytest.mark.parametrize(("beginning", "part"), APART.items())
def test_some_files_of_the_browser_make_parts_of_their_own(beginning: str, part: str) -> None:
    names = [f"{path.relative_to(ROOT).as_posix()}::test_a" for path in ROOT.glob(f"{beginning}*.py")]
    assert names
    assert {part_of(name) for name in names} == {part}


def test_elsewhere_the_tests_of_one_file_stay_together_whatever_their_names_hold() -> None:
    names = ["tests/unit/test_cli.py::test_a[x::y/z.py]", "tests/unit/test_cli.py::test_b"]
    assert {part_of(name) for name in names} == {"tests/unit/test_cli.py"}


def test_the_long_parts_come_first_and_no_test_is_lost() -> None:
    names = ["tests/unit/test_a.py::a", f"{LONG[3]}::b", "tests/unit/test_a.py::c", "tests/server/test_page.py::d"]
    assert long_first((name, name) for name in names) == [names[3], names[1], names[0], names[2]]


def test_what_is_named_exists() -> None:
    assert [
        name for name in (*FOLDERS, *LONG) if name not in ("servers", *APART.values()) and not (ROOT / name).exists()
    ] == []
