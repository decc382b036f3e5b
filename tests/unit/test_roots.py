"""The root map is one table: the rules, the drawing and the notepad read the same signs from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lbp_widgets
from lbp_teach.guideline.assess import Book
from lbp_teach.guideline.facts import keys
from lbp_teach.guideline.roots import MODALITIES, RootMap
from lbp_teach.signs import written_out

DRAWING = Path(lbp_widgets.__file__).parent / "explorer" / "body-figure.svg"
#: The concept that says that a sign of this modality is abnormal.
CONCEPTS = {"strength": "weakness", "functional": "weakness", "sensation": "sensory_deficit", "reflex": "reflex_loss"}


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_rules_look_at_exactly_the_signs_of_the_map(book: Book, modality: str) -> None:
    looked_at = book.findings_of_concept[CONCEPTS[modality]]
    signs = {sign.finding for sign in book.guideline.roots.of(modality)}
    assert signs <= looked_at
    others = {sign.finding for sign in book.guideline.roots.signs if CONCEPTS[sign.modality] == CONCEPTS[modality]}
    assert looked_at - {"exam.gait"} == others
    examined = [set(r.examine) for r in book.guideline.rules if signs & set(r.examine)]
    assert examined
    assert all(signs <= one for one in examined)


def test_every_root_has_a_sign_of_each_modality_and_every_sided_sign_of_the_block_is_in_the_map(book: Book) -> None:
    roots = book.guideline.roots
    for root in roots.roots:
        assert {sign.modality for sign in roots.signs if sign.root == root.id} == set(MODALITIES)
    prefixes = ("exam.strength.", "exam.reflex.", "exam.sensation.")
    block = {name for name in book.findings if name.startswith(prefixes)} - {"exam.sensation.saddle"}
    assert block == {sign.finding for sign in roots.signs if sign.modality != "functional"}
    assert all(len(keys(book.findings[name])) == 2 for name in block)


def test_the_drawing_has_exactly_the_areas_of_the_map_on_both_sides(book: Book) -> None:
    svg = DRAWING.read_text(encoding="utf-8")
    drawn = set(re.findall(r'id="(front|back|feet)-(left|right)-([LS]\d-[a-z]+)"', svg))
    wanted = {(v, s, r.id) for r in book.guideline.roots.regions for v in r.views for s in ("left", "right")}
    assert drawn == wanted
    sourced = set(re.findall(r'id="(?:front|back|feet)-(?:left|right)-([LS]\d-[a-z]+)"[^>]*data-sourced="yes"', svg))
    assert sourced == {region.id for region in book.guideline.roots.regions if region.sourced}


def test_a_sourced_area_has_a_finding_and_its_root_is_that_of_the_sign(book: Book) -> None:
    root_of = {sign.finding: sign.root for sign in book.guideline.roots.signs}
    for region in book.guideline.roots.regions:
        assert region.id.startswith(f"{region.root}-")
        if region.finding in root_of:
            assert root_of[region.finding or ""] == region.root
        assert region.finding or not region.sourced


def test_signs_are_written_out_where_they_stand(book: Book) -> None:
    roots: RootMap = book.guideline.roots
    sided = frozenset(name for name, finding in book.findings.items() if finding.sided)
    alone = written_out({"when": {"signs": "functional", "side": "any"}}, roots, sided)
    assert alone["when"]["any"][0] == {"finding": "exam.squat", "one_of": ["unable"]}
    assert alone["when"]["any"][1] == {"finding": "exam.heel_walk", "side": "any", "one_of": ["unable"]}
    within = written_out({"any": [{"signs": "reflex"}, {"finding": "exam.gait"}]}, roots, sided)
    assert [one["finding"] for one in within["any"]][-1] == "exam.gait"
    assert len(within["any"]) == 4
    assert written_out({"examine": ["signs.strength", "exam.gait"]}, roots, sided)["examine"][3] == "exam.gait"
