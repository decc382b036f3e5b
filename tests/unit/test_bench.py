"""What `lbp-teach bench` prints, when, and how it exits. Nothing is measured here."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lbp_teach import bench
from lbp_teach.bench_measure import Measure, measure
from lbp_teach.live.bench import live

WITHIN = measure("something light", "ms", [1.0, 2.0, 3.0], 5)
ABOVE = measure("something heavy", "ms", [6.0, 7.0, 9.0], 5)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Measure]]:
    """Parts that yield what the test puts into them."""
    names = ("import_cost", "library", "laboratory", "exporting", "live_class")
    found: dict[str, list[Measure]] = {name: [] for name in names}
    for name in found:

        def part(_: int, name: str = name) -> Iterator[Measure]:
            yield from found[name]

        monkeypatch.setattr(bench, name, part)
    monkeypatch.setattr(bench, "_share_of_a_core", lambda: 1.0)
    return found


def test_each_result_is_printed_before_the_next_is_measured(
    parts: dict[str, list[Measure]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def laboratory(_: int) -> Iterator[Measure]:
        yield WITHIN
        seen.append(capsys.readouterr().out)
        yield ABOVE

    monkeypatch.setattr(bench, "laboratory", laboratory)
    bench.run(runs=1, as_json=False, browser=False)
    assert "something light" in seen[0]
    assert "something heavy" in capsys.readouterr().out


def test_progress_goes_to_stderr_and_names_every_part(
    parts: dict[str, list[Measure]], capsys: pytest.CaptureFixture[str]
) -> None:
    bench.run(runs=1, as_json=False, browser=False, events=20)
    said = capsys.readouterr()
    assert [line[:2] for line in said.err.splitlines()[:5]] == ["[1", "[2", "[3", "[4", "[5"]
    assert "exporting 20 events" in said.err
    assert "[1/" not in said.out


def test_over_budget_is_named_and_exits_with_1(
    parts: dict[str, list[Measure]], capsys: pytest.CaptureFixture[str]
) -> None:
    parts["import_cost"] = [WITHIN]
    assert bench.run(runs=1, as_json=False, browser=False) == 0
    capsys.readouterr()
    parts["exporting"] = [ABOVE]
    assert bench.run(runs=1, as_json=False, browser=False) == 1
    out = capsys.readouterr().out
    assert "OVER" in out
    assert "Over budget: 1 of 2: something heavy" in out


def test_json_is_one_clean_document(parts: dict[str, list[Measure]], capsys: pytest.CaptureFixture[str]) -> None:
    parts["library"] = [ABOVE]
    assert bench.run(runs=1, as_json=True, browser=False) == 1
    said = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in said["measures"]] == ["something heavy"]
    assert said["machine"]["share"] == 1.0


def test_a_busy_machine_is_said(
    parts: dict[str, list[Measure]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "_share_of_a_core", lambda: 0.4)
    bench.run(runs=1, as_json=False, browser=False)
    assert "40% of a core" in capsys.readouterr().out


def test_the_live_class_that_is_measured_is_one_the_page_can_show() -> None:
    found = list(live(sizes=(2, 4)))
    assert [one.name.split(":")[0] for one in found[:5]] == ["live, 2 joined, 8 attempts"] * 5
    assert len(found) == 14
    assert all(one.median > 0 for one in found)
