"""Every test run keeps its data in a folder of its own; nobody's real records are opened."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from learner import SAMPLE

from lbp_teach import compile, content
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records

# The same examples on every machine: a failure in CI is a failure at the desk. LBP_EXPLORE=1 tries new ones.
settings.register_profile(
    "lbp",
    database=None,
    deadline=None,
    derandomize=not os.environ.get("LBP_EXPLORE"),
    max_examples=int(os.environ.get("LBP_EXPLORE") or 60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("lbp")


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.mkdtemp(prefix="lbp-teach-tests-")
    os.environ["LBP_HOME"] = home
    os.environ.pop("LBP_COMPILED", None)
    # As in the kernels of a server: exams may be sat. What is refused elsewhere is tested with it taken away.
    os.environ["LBP_SEALED"] = "1"
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_report_header() -> str:
    """Say on which cases the slow tests of the case library run; see learner.SAMPLE."""
    whole = "every case" if os.environ.get("LBP_ALL_CASES") else f"a sample of {len(SAMPLE)} (LBP_ALL_CASES=1 for all)"
    return f"case library: cheap tests on every case, slow ones on {whole}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Two processes share the tests by what belongs together: docs/decisions/015-parallel-tests.md."""
    from sharing import Sharing

    config.option.loadscopereorder = False  # by the number of tests; ours are in order by how long they take
    return Sharing(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        from sharing import long_first

        items[:] = long_first((item.nodeid, item) for item in items)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what each strategy got on the cases of the library (tests/property/test_library_strategies.py)."""
    got: dict[str, dict[str, list[int]]] = {}
    for report in (*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())):
        for name, value in getattr(report, "user_properties", ()):
            if name == "strategy":
                strategy, case, percents = value
                got.setdefault(strategy, {})[case] = percents
    if got:
        terminalreporter.section("strategies on the case library")
    for strategy, by_case in got.items():
        every = [percent for percents in by_case.values() for percent in percents]
        span = f"{min(every)}% to {max(every)}%, mean {sum(every) / len(every):.0f}%"
        terminalreporter.line(f"{strategy}: {len(by_case)} cases, {len(every)} attempts, {span}")
        for case, percents in by_case.items() if terminalreporter.verbosity > 0 else ():
            terminalreporter.line(f"    {case}: {', '.join(f'{percent}%' for percent in percents)}")


@pytest.fixture(scope="session")
def book() -> Book:
    """The guideline."""
    return content.book()


@pytest.fixture(scope="session")
def read_guideline_once() -> Callable[[], Book]:
    return lru_cache(maxsize=1)(compile.read_guideline)


@pytest.fixture
def guideline_read_once(monkeypatch: pytest.MonkeyPatch, read_guideline_once: Callable[[], Book]) -> None:
    """For tests of case files: the guideline's own files, which take seconds to read, are read for the first only."""
    monkeypatch.setattr(compile, "read_guideline", read_guideline_once)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """An empty store that does not wait for the disk; what is durable is tested with stores of its own."""
    store = Records(tmp_path / "records.sqlite3")
    store._db.execute("PRAGMA synchronous = OFF")
    yield store
    store.close()
