"""What somebody did, and what may be said of it, on the real cases. `scenarios.yaml` is written for a clinician."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from process.played import changed, known_as, marks, named, play

from lbp_teach import content, strict_yaml
from lbp_teach.guideline.assess import Book
from lbp_teach.process import process_words, read_process
from lbp_teach.text import Lang

HERE = Path(__file__).parent
SCENARIOS, _ = strict_yaml.load((HERE / "scenarios.yaml").read_text(encoding="utf-8"), "scenarios.yaml")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one["name"])
def test_what_is_said_of_it(scenario: dict[str, Any], book: Book) -> None:
    case = changed(content.load_case(scenario["case"]), scenario.get("changes", {}))
    attempt = play(case, scenario["visits"], book)
    earlier = [known_as(content.load_case(name), book) for name in scenario.get("earlier", ())]
    report = marks(case, attempt, book)
    process = read_process(case, attempt, report, book, earlier)
    assert list(named(process)) == scenario["said"]
    said = [e for e in process_words(process, case, attempt, book, Lang("en")) if e["kind"] == "detector"]
    everything = " ".join(line for entry in said for line in [entry["text"], *entry["evidence"]])
    for words in scenario.get("evidence", ()):
        assert words in everything, everything


def test_every_habit_has_a_scenario_and_a_near_miss(book: Book) -> None:
    found = Counter((one["habit"], "near" in one) for one in SCENARIOS)
    for habit in book.guideline.way.habits:
        assert found[habit.id, False] >= 1, habit.id
        assert found[habit.id, True] >= 2, habit.id
    for one in SCENARIOS:
        of_it = [name for name in one["said"] if name.partition(":")[0] == one["habit"]]
        assert bool(of_it) is ("near" not in one), one["name"]
