"""Placeholders of a case: filled for its person in both languages, and a strange one is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.compile import read_case
from lbp_teach.errors import InputError
from lbp_teach.guideline.assess import Book
from lbp_teach.variants import spoken
from lbp_teach.variants.words import strange_words

CASE = "rikke-thorsen"


def written(**update: object) -> Case:
    return Case.model_validate({**content.load_case(CASE).model_dump(by_alias=True), **update})


def test_a_person_is_named_in_both_languages() -> None:
    text = {
        "da": "{He} og {his} {side} ben, {age} år. {first_name} ved det.",
        "en": "{He} and {his} {side} leg. {He} knows.",
    }
    case = spoken(written(opening=text, variants={"side": "right"}))
    assert case.opening.da == "Hun og hendes højre ben, 46 år. Rikke ved det."
    assert case.opening.en == "She and her right leg. She knows."


def test_the_other_side_is_the_other() -> None:
    case = spoken(written(opening={"da": "{other_side}", "en": "{other_side}"}, variants={"side": "right"}))
    assert (case.opening.da, case.opening.en) == ("venstre", "left")


def test_a_side_needs_a_side() -> None:
    case = written(opening={"da": "{side}", "en": "{side}"})
    assert strange_words(case) == [(("opening", "da"), "side"), (("opening", "en"), "side")]


def test_an_author_is_told_file_line_and_remedy(tmp_path: Path, book: Book) -> None:
    source = (content.cases_root() / f"{CASE}.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{CASE}.yaml"
    for said in ("Fem uger nu.", "Five weeks now."):
        source = source.replace(said, "{she}", 1)
    path.write_text(source, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_case(path, book)
    assert any("she" in str(problem) and problem.line for problem in caught.value.problems)
