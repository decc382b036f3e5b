"""YAML as authors write it: nothing is silently lost or turned into something else."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from lbp_teach import strict_yaml
from lbp_teach.errors import InputError, Problem
from lbp_teach.strict_yaml import dotted, line_of, load
from lbp_teach.studio.problem_words import danish


def problem(text: str) -> str:
    with pytest.raises(InputError) as caught:
        load(text, "a.yaml")
    return str(caught.value)


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "true", "false", "Y", "n", "2026-05-01", "NO"])
def test_words_stay_words(word: str) -> None:
    assert load(f"key: {word}", "a.yaml")[0] == {"key": word}


def test_numbers_become_numbers() -> None:
    assert load("{a: 3, b: 1.5, c: -2}", "a.yaml")[0] == {"a": 3, "b": 1.5, "c": -2}


def test_a_duplicate_key_is_refused_with_both_lines() -> None:
    words = problem("a: 1\nb: 2\na: 3\n")
    assert "a.yaml:3" in words
    assert "duplicate key 'a', first used on line 1" in words


def test_a_duplicate_key_deep_inside_names_its_path() -> None:
    assert "visits[0].facts.x" in problem("visits:\n- facts:\n    x: 1\n    x: 2\n")


def test_an_alias_is_refused() -> None:
    assert "reference" in problem("a: &x [1]\nb: *x\n")


def test_aliases_that_unfold_to_gigabytes_are_refused_at_once() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert "reference" in problem("\n".join(rows))


def test_a_merge_key_does_not_merge() -> None:
    assert load("{<<: {a: 1}, b: 2}", "a.yaml")[0] == {"<<": {"a": 1}, "b": 2}


def test_a_key_must_be_plain_text() -> None:
    assert "A key must be plain text" in problem("? [a, b]\n: 1\n")


def test_every_key_and_item_has_its_line() -> None:
    _, lines = load("a: 1\nb:\n  - x\n  - y: 2\n", "a.yaml")
    assert lines[("a",)] == 1
    assert lines[("b", 1)] == 4
    assert lines[("b", 1, "y")] == 4


def test_a_path_without_a_line_has_that_of_what_is_around_it() -> None:
    _, lines = load("a: 1\nb:\n  c: 2\n", "a.yaml")
    assert line_of(("b", "missing", 3), lines) == 2
    assert line_of(("nowhere",), lines) == lines.get(())


def test_a_path_reads_as_a_person_writes_it() -> None:
    assert dotted(("visits", 0, "facts", "history.course")) == "visits[0].facts.history.course"


def test_broken_yaml_names_the_line_and_the_remedy() -> None:
    words = problem("a: 1\nb: [1, 2\nc: 3\n")
    assert words.startswith("a.yaml:3")
    assert "not valid YAML" in words
    assert "Check the indentation" in words


def test_a_tab_is_named_as_a_mistake_of_its_line() -> None:
    assert problem("a:\n\tb: 1\n").startswith("a.yaml:2")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_says_so(text: str) -> None:
    assert "The file is empty" in problem(text)


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 5_000, "- " * 5_000 + "x"])
def test_a_huge_nesting_is_a_message_and_not_a_crash(text: str) -> None:
    assert re.match(r"a\.yaml:1: too many lists or keys are inside one another", problem(text))


def test_two_documents_in_one_file_are_refused() -> None:
    assert "not valid YAML" in problem("a: 1\n---\nb: 2\n")


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07bell", "\x1b[0m"])
def test_a_control_character_is_a_message_and_not_a_crash(text: str) -> None:
    assert re.match(r"a\.yaml:1: the character U\+00(00|07|1B) cannot stand in YAML", problem(text))


@pytest.mark.parametrize("value", ["0x_", "0b_", "!!int abc", "!!float abc"])
def test_what_only_looks_like_a_number_is_a_message_and_not_a_crash(value: str) -> None:
    with contextlib.suppress(InputError):
        assert load(f"a: {value}", "a.yaml")[0] == {"a": value}


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd []", "!x y"])
def test_a_tag_that_makes_objects_is_refused(tag: str) -> None:
    assert f"a.yaml:1: a: a tag ({tag.split()[0]}) is not allowed" in problem(f"a: {tag}")


@pytest.mark.parametrize(
    "value", ["!!bool maybe", "!!timestamp x", "!!int ''", "!!float x", "!!binary aGVq", "!!set {a, b}", "!!str [1]"]
)
def test_a_tag_whose_value_does_not_fit_is_refused_and_not_a_crash(value: str) -> None:
    assert "is not allowed. Write the value without it." in problem(f"a: {value}")


@pytest.mark.parametrize("value", ["9" * 19, "9" * 5000, "-" + "9" * 400, "9" * 400 + ".0", "0." + "1" * 40])
def test_a_number_with_too_many_digits_is_refused_and_not_a_crash(value: str) -> None:
    assert "a.yaml:1: a: this number has too many digits." in problem(f"a: {value}")


def test_half_a_character_is_refused_because_no_file_can_hold_it() -> None:
    assert "a.yaml:1: a: half a character" in problem('a: "\\ud83d"')


@pytest.mark.parametrize(("written", "read"), [("9:10", "9:10"), ("010", "010")])
def test_a_time_of_day_and_a_leading_zero_are_not_sums(written: str, read: str) -> None:
    # YAML 1.1 counts 9:10 in sixties (550) and 010 in eights (8).
    assert load(f"a: {written}", "a.yaml")[0] in ({"a": read}, {"a": 10})


def test_a_byte_order_mark_does_not_disturb() -> None:
    assert load("\ufeffa: 1", "a.yaml")[0] == {"a": 1}


@pytest.mark.parametrize("name", ["cases/jesper-lund.yaml", "lbp_teach/guideline/parameters/core.yaml"])
def test_the_quick_reading_of_a_file_is_the_careful_one(name: str) -> None:
    text = (Path(__file__).parents[2] / name).read_text(encoding="utf-8")
    quick, careful = strict_yaml._quickly(text), strict_yaml._carefully(text, name)
    assert quick is not None
    assert quick[0] == careful[0]
    assert list(quick[1].items()) == list(careful[1].items())


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2", "a: &x 1\nb: *x", "a: !!python/name:os ''", "a: \ud800", ""])
def test_what_is_wrong_is_left_to_the_careful_reading(text: str) -> None:
    assert strict_yaml._quickly(text) is None


@pytest.mark.parametrize(
    "text", ["[" * 101, "a: " + "{b: " * 101, "- " * 60 + "a", "".join(" " * n + "- \n" for n in range(102))]
)
def test_what_is_deep_is_left_to_the_careful_reading(text: str) -> None:
    assert strict_yaml._is_deep(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a:\n\tb: 1", "a tab stands here"),
        ("a: det er: her\n", "a colon stands where YAML expects none"),
        ("a: 'hej\nb: 2\n", "a quotation mark is not closed"),
        ('a: "hej" og\nb: 1', "text stands after a closing quotation mark"),
        ('a: {da: "x", en: "y"', "a closing } or a comma is missing"),
        ('a: "x\\q"', "a backslash stands within double quotes"),
        ("a:\n  b: 1\n c: 2\n", "the indentation does not fit the lines above"),
    ],
)
def test_what_the_parser_says_is_said_plainly_in_both_languages(text: str, says: str) -> None:
    (found,) = _problems(text)
    assert found.what.startswith(f"This is not valid YAML: {says}")
    assert danish(found.what)


@pytest.mark.parametrize("text", ["a: “5”", "a: ”x”", "a: „x“", "a: ‘x’", "- «x»"])
def test_curly_quotation_marks_are_no_quotation_marks(text: str) -> None:
    (found,) = _problems(text)
    assert "stands in curly quotation marks" in found.what
    assert danish(found.what)
    quoted = re.sub(r"([“”„‘«].*)", r'"\1"', text)
    assert strict_yaml.load(quoted, "x.yaml")[0], "within straight ones they are a part of the text"


def _problems(text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        strict_yaml.load(text, "x.yaml")
    return caught.value.problems
