"""Flags by colour and function by component, as `lbp-teach assess` answers them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from learner import well

from lbp_teach import content
from lbp_teach.cli import main
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.sorting import by_component, flags_of
from lbp_teach.logic import Truth


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


def test_a_well_patient_has_green_flags_only(library: Book) -> None:
    found = flags_of(library, well(library))
    assert {flag.colours[0] for flag in found[Truth.TRUE]} == {"green"}
    assert found[Truth.UNKNOWN] == ()


def test_nothing_asked_is_nothing_sorted(library: Book) -> None:
    found = flags_of(library, {})
    assert found[Truth.TRUE] == ()
    assert set(by_component(library, {}).values()) == {()}


@pytest.mark.parametrize(
    ("fact", "value", "colour", "alone"),
    [
        ("flags.previous_cancer", "present", "red", True),
        ("flags.weight_loss", "present", "red", False),
        ("history.saddle_numbness", "present", "red", True),
        ("flags.fear_of_movement", "present", "yellow", False),
        ("flags.heavy_work", "present", "blue", False),
        ("flags.compensation_case", "present", "black", False),
    ],
)
def test_a_finding_is_a_flag_of_its_colour(library: Book, fact: str, value: str, colour: str, alone: bool) -> None:
    before = set(flags_of(library, well(library))[Truth.TRUE])
    (new,) = set(flags_of(library, {**well(library), fact: value})[Truth.TRUE]) - before
    assert (new.colours[0], new.alone) == (colour, alone)


def test_every_flag_can_be_there_and_not_there(library: Book) -> None:
    plain = flags_of(library, well(library))
    assert {flag.id for flag in (*plain[Truth.TRUE], *plain[Truth.FALSE])} == {f.id for f in library.guideline.flags}


def test_function_is_sorted_into_five_components(library: Book) -> None:
    sorted_facts = by_component(library, {"function.activities": "limited", "function.participation": "away"})
    assert list(sorted_facts) == ["body", "activities", "participation", "environment", "personal"]
    assert sorted_facts["activities"] == ("function.activities",)
    assert sorted_facts["participation"] == ("function.participation",)
    assert sorted_facts["environment"] == ()


def test_assess_answers_with_flags_and_components(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "findings.yaml"
    path.write_text("flags.weight_loss: present\nflags.sleep_stress: present\nfunction.activities: limited\n")
    assert main(["assess", str(path), "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    flags = {flag["id"]: flag for flag in plain["flags"]}
    assert flags["weight_loss"]["points_to"] == ["malignancy"]
    assert flags["sleep_stress"]["colours"] == ["yellow", "blue"]
    assert flags["sleep_stress"]["conflicts"] == ["C-61"]
    assert plain["function"]["activities"] == ["function.activities"]
