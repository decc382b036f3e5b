"""Words in both languages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from lbp_teach.text import Lang, Text, join, number, same


def test_a_text_reads_in_each_language() -> None:
    text = Text(da="ryg", en="back")
    assert (text(Lang.DA), text(Lang.EN)) == ("ryg", "back")


@pytest.mark.parametrize("words", [{"da": "ryg"}, {"en": "back"}, {"da": "ryg", "en": ""}, {"da": "  ", "en": "back"}])
def test_a_missing_language_is_an_error_and_never_a_fallback(words: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Text.model_validate(words)


def test_a_third_language_is_an_error() -> None:
    with pytest.raises(ValidationError, match="de"):
        Text.model_validate({"da": "ryg", "en": "back", "de": "Rücken"})


def test_a_text_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Text(da="a", en="b").da = "c"  # type: ignore[misc]


def test_placeholders_are_filled_in_both_languages() -> None:
    assert Text(da="{n} uger", en="{n} weeks").format(n=6) == Text(da="6 uger", en="6 weeks")


def test_a_text_inside_a_text_keeps_its_language() -> None:
    filled = Text(da="i {where}", en="in the {where}").format(where=Text(da="ryggen", en="back"))
    assert filled == Text(da="i ryggen", en="in the back")


def test_a_placeholder_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        Text(da="{n}", en="{n}").format(m=1)


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert number(0.5) == Text(da="0,5", en="0.5")
    assert number(48.0) == same("48")


def test_an_enumeration_has_its_last_word() -> None:
    parts = [same("a"), same("b"), same("c")]
    assert join(parts, last=Text(da="og", en="and")) == Text(da="a, b og c", en="a, b and c")
    assert join(parts[:1], last=Text(da="og", en="and")) == same("a")
