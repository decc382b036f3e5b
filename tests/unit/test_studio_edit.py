"""A form changes one thing in a case's YAML; the rest, comments and line breaks too, stays as somebody wrote it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from lbp_teach import content, strict_yaml
from lbp_teach.content import library
from lbp_teach.guideline.assess import Book
from lbp_teach.studio import edit, emit, ops

CASE = """\
# a comment at the top
id: anna-holm          # the file's name
difficulty: 1
persona: {name: Anna Holm, age: 52}   # flowing
objectives:
  - {da: Et, en: One}   # the first
  # between the two
  - da: To
    en: Two

visits:
  - id: first            # where everybody begins
    minutes: 20
    facts:
      # what differs
      flags.fever: present   # hot
      exam.slr: {left: positive}
    answers:
      fever:
        da: >-
          En lang tekst, der fylder
          to linjer.
        en: "Short."   # for now

    endings:
      - text: {da: Slut., en: The end.}
"""


def data_of(text: str) -> Any:
    return strict_yaml.load(text, "")[0]


def done(*changes: dict[str, Any], text: str = CASE) -> str:
    data = data_of(text)
    for one in changes:
        text, data = ops.change(text, one, data, library())
    assert data_of(text) == data
    return text


def put(*path: str | int, value: Any) -> dict[str, Any]:
    return {"do": "set", "path": list(path), "value": value}


def drop(*path: str | int) -> dict[str, Any]:
    return {"do": "remove", "path": list(path)}


def lines_changed(after: str, before: str = CASE) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (put("difficulty", value=3), ["difficulty: 1"], ["difficulty: 3"]),
        (
            put("id", value="bo-lund"),
            ["id: anna-holm          # the file's name"],
            ["id: bo-lund          # the file's name"],
        ),
        (
            put("persona", "age", value=60),
            ["persona: {name: Anna Holm, age: 52}   # flowing"],
            ["persona: {name: Anna Holm, age: 60}   # flowing"],
        ),
        (
            put("persona", "sex", value="female"),
            ["persona: {name: Anna Holm, age: 52}   # flowing"],
            ["persona: {name: Anna Holm, age: 52, sex: female}   # flowing"],
        ),
        (
            put("visits", 0, "answers", "fever", "en", value="I said: no."),
            ['        en: "Short."   # for now'],
            ['        en: "I said: no."   # for now'],
        ),
        (put("visits", 0, "facts", "flags.fatigue", value="present"), [], ["      flags.fatigue: present"]),
        (
            put("visits", 0, "facts", "exam.slr", "right", value="back_only"),
            ["      exam.slr: {left: positive}"],
            ["      exam.slr: {left: positive, right: back_only}"],
        ),
        (drop("visits", 0, "facts", "flags.fever"), ["      flags.fever: present   # hot"], []),
        (drop("objectives", 0), ["  - {da: Et, en: One}   # the first"], []),
        (
            {"do": "add", "path": ["objectives"], "value": {"da": "Tre", "en": "Three"}},
            [],
            ["  - {da: Tre, en: Three}"],
        ),
        (
            {"do": "insert", "path": ["objectives", 0], "value": {"da": "Nul", "en": "Nought"}},
            [],
            ["  - {da: Nul, en: Nought}"],
        ),
        (put("themes", value=["interpreter"]), [], ["themes: [interpreter]"]),
        (put("visits", 0, "id", value="begin"), [], ["  - id: begin            # where everybody begins"]),
        (drop("visits", 0, "id"), [], ["  - minutes: 20"]),
    ],
)
def test_a_change_touches_its_own_line_and_nothing_else(
    change: dict[str, Any], gone: list[str], come: list[str]
) -> None:
    lost, new = lines_changed(done(change))
    assert new == come
    assert set(gone) <= set(lost)
    assert len(lost) <= max(1, len(gone)) + (change["path"][-1] == "id" and change["do"] == "remove")


def test_a_new_key_stands_where_such_a_key_is_written() -> None:
    text = done(
        put("visits", 0, "door", value=[{"label": {"da": "Bor", "en": "Lives"}, "value": {"da": "x", "en": "y"}}])
    )
    names = [line.split(":")[0].strip(" -") for line in text.splitlines() if line.startswith(("    ", "  - id"))]
    assert names.index("minutes") < names.index("door") < names.index("facts")
    assert list(data_of(done(put("visits", 0, "facts", "history.pain_nrs", value=7)))["visits"][0]["facts"]) == [
        "history.pain_nrs",
        "flags.fever",
        "exam.slr",
    ]


def test_a_text_that_gets_long_is_folded_and_one_beside_a_comment_is_not() -> None:
    long = (
        "Den her sætning er så lang, at den ikke kan stå på én linje uden videre: "
        + "ord efter ord " * 5
        + "til sidst."
    )
    folded = done(put("visits", 0, "answers", "fever", "da", value=long))
    assert "        da: >-\n          Den her" in folded
    assert max(len(line) for line in folded.splitlines()) <= emit.WIDTH
    beside = done(put("visits", 0, "answers", "fever", "en", value=long))
    assert beside.splitlines()[22].endswith('"   # for now')
    written_out = done(put("visits", 0, "endings", 0, "text", "da", value=long))
    assert "text:\n          da: >-\n" in written_out


def test_what_is_left_empty_goes_as_a_whole() -> None:
    text = done(drop("visits", 0, "answers", "fever", "da"), drop("visits", 0, "answers", "fever", "en"))
    assert "answers" not in data_of(text)["visits"][0]
    assert "exam.slr" not in done(drop("visits", 0, "facts", "exam.slr", "left"))
    assert done(put("visits", 0, "answers", "fever", "en", value="")) == done(
        drop("visits", 0, "answers", "fever", "en")
    )
    assert done(drop("visits", 0, "facts", "flags.weight_loss")) == CASE


def test_parts_that_do_not_exist_are_made_on_the_way() -> None:
    text = done(put("variants", "age", value=[40, 60]), put("visits", 0, "answers", "weight", "da", value="Nej."))
    assert data_of(text)["variants"] == {"age": [40, 60]}
    assert data_of(text)["visits"][0]["answers"]["weight"] == {"da": "Nej."}
    filled = done(put("visits", 0, "facts", "flags.fever", value="present"), text="visits:\n  - id: a\n    facts:\n")
    assert data_of(filled) == {"visits": [{"id": "a", "facts": {"flags.fever": "present"}}]}


def test_a_visit_that_is_added_takes_over_the_end() -> None:
    data = data_of(done({"do": "add_visit", "path": ["visits"]}))
    first, second = data["visits"]
    assert first["next"] == [{"visit": second["id"], "bridge": {"da": "", "en": ""}}]
    assert "endings" not in first
    assert second["endings"] == data_of(CASE)["visits"][0]["endings"]
    assert second["based_on"] == "first"


@pytest.mark.parametrize(
    "odd",
    [
        "a: b # no",
        "no",
        "null",
        "  spaces  around ",
        "quotes \" and \\ and ' too",
        "line\nbreak",
        "tab\there",
        "- dash",
        "{brace: x}",
        "@at",
        "emoji 🦴 and \u2028",
        "12",
        "1e3",
        "",
        "*star",
        "æøå ÆØÅ",
        "x" * 500,
        "ord " * 80,
    ],
)
def test_every_text_is_read_back_as_it_was_typed(odd: str) -> None:
    for path in (("opening", "da"), ("visits", 0, "answers", "fever", "da"), ("persona", "name")):
        text = done(put(*path, value=odd))
        found = data_of(text)
        if odd:
            for part in path:
                found = found[part]
            assert found == odd


@pytest.mark.parametrize(
    "junk",
    [
        None,
        {},
        {"do": "set"},
        {"do": "explode", "path": ["id"]},
        put(value=1),
        put("visits", "first", value=1),
        put("id", "deeper", value=1),
        put("visits", 7, "id", value="x"),
        put(*["a"] * 40, value=1),
        put("visits", -1, value=1),
        put("visits", True, value=1),
        {"do": "add", "path": ["id"], "value": 1},
        {"do": "insert", "path": ["visits", 9], "value": 1},
        put("id", value="half \ud800"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(junk: Any) -> None:
    with pytest.raises(ops.Refused):
        ops.change(CASE, junk, data_of(CASE), library())


def every_path(part: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [found for name, value in inside for found in [(*path, name), *every_path(value, (*path, name))]]


@pytest.mark.parametrize("name", ["rikke-thorsen", "jesper-lund"])
def test_every_part_of_a_real_case_can_be_changed_and_removed(name: str) -> None:
    text = (content.cases_root() / f"{name}.yaml").read_text(encoding="utf-8")
    data, first = data_of(text), text.splitlines()[0]
    for path in random.Random(name).sample(every_path(data), 8):
        for change in (put(*path, value='Nyt: "ord" # her'), drop(*path)):
            new, wanted = ops.change(text, change, data, library())
            assert data_of(new) == wanted != data
            assert next(line for line in new.splitlines() if line.lstrip().startswith("#")) == first


def test_the_parser_in_python_tells_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [
        put("persona", "age", value=60),
        put("visits", 0, "answers", "fever", "da", value="Ja."),
        drop("objectives", 1),
    ]
    found = [done(one) for one in changes]
    monkeypatch.setattr(edit, "_LOADER", edit.yaml.SafeLoader)
    assert [done(one) for one in changes] == found


def test_the_layout_is_that_of_the_case_files(tmp_path: Path, book: Book) -> None:
    condition = {
        "any": [
            {"decision": "urgency", "one_of": ["emergency_today"]},
            {"not": {"decision": "work", "one_of": ["nothing"]}},
        ]
    }
    text = done(put("visits", 0, "endings", 0, "when", value=condition))
    assert (
        "when: {any: [{decision: urgency, one_of: [emergency_today]}, {not: {decision: work, one_of: [nothing]}}]}"
        in text
    )
