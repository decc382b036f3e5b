"""Which tests stay together when two processes share the work, and what is begun first.

The tests of one file stay together: what a file works out once is worked out once. Those that start servers and
browsers make three parts: the cases and the guideline with the server, the laboratory, and the assessment tools. Each
process has one playwright driver at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from xdist.scheduler import LoadScopeScheduling

FOLDERS = {"tests/browser": "servers", "tests/server": "servers"}
#: Files of the browser's folder that make parts of their own, by how their names begin.
APART = {
    "tests/browser/test_lab": "laboratory",
    "tests/browser/test_bedside": "bedside",
    "tests/browser/test_exam": "bedside",
}
#: The longest first, so that neither process ends with a long one; everything else follows as collected.
LONG = (
    "servers",
    "laboratory",
    "bedside",
    "tests/spec/test_mutation.py",
    "tests/unit/test_cli.py",
    "tests/property/test_random_patients.py",
)

T = TypeVar("T")


def part_of(nodeid: str) -> str:
    """Return what a test stays together with."""
    file = nodeid.partition("::")[0]
    for beginning, part in APART.items():
        if file.startswith(beginning):
            return part
    return FOLDERS.get(file.rpartition("/")[0], file)


def long_first(tests: Iterable[tuple[str, T]]) -> list[T]:
    """Return named tests with the long parts first; otherwise the order stays."""
    places = {part: place for place, part in enumerate(LONG)}
    return [test for _, test in sorted(tests, key=lambda named: places.get(part_of(named[0]), len(LONG)))]


class Sharing(LoadScopeScheduling):
    """Hands out whole parts, in the order in which they stand."""

    def _split_scope(self, nodeid: str) -> str:
        return part_of(nodeid)
