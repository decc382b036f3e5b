"""Assumptions of a morning are told in the units that people say them in."""

from __future__ import annotations

import pytest

from lbp_teach import content
from lbp_teach.clinic.about import about
from lbp_teach.clinic.model import counted
from lbp_teach.cohort.dashboard_plots import level_plot
from lbp_teach.text import Lang


@pytest.mark.parametrize(
    ("lang", "start", "planned", "admission"),
    [(Lang.DA, "kl. 8.00", "28 dage", "4 minutter"), (Lang.EN, "8:00", "28 days", "4 minutes")],
)
def test_lengths_and_the_start_are_told_as_people_say_them(
    lang: Lang, start: str, planned: str, admission: str
) -> None:
    clinic = next(table for table in about(content.book(), counted(), lang)["tables"] if table["id"] == "clinic")
    values = [row["value"] for row in clinic["rows"]]
    assert values[0] == start
    assert {planned, admission} <= set(values)
    assert not any(value.startswith(("480 ", "672 ", "240 ")) for value in values)


def test_an_interval_beyond_everybody_ends_at_the_edge_of_the_drawing() -> None:
    drawn = level_plot([("sure", 0.9, 0.7, 1.1)], [0.8], "90 %")
    bar = next(kid for kid in drawn[2] if kid[1].get("class") == "lbp-co-range")
    assert bar[1]["y2"] == 10
