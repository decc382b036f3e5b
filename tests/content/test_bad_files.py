"""Broken case files: what is wrong is said in words an author understands, with file, line and remedy."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lbp_teach import compile, content
from lbp_teach.errors import InputError, Problem
from lbp_teach.guideline.assess import Book

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
GOOD = HERE / "good" / "small-case.yaml"


def problems(path: Path, book: Book) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        compile.read_case(path, book)
    return caught.value.problems


def notes(path: Path, word: str) -> list[str]:
    mark = f"# {word}: "
    return [line.removeprefix(mark) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(mark)]


def test_there_are_broken_files_to_learn_from() -> None:
    assert len(BAD) >= 20
    assert all(notes(path, "expect") for path in BAD)


def test_the_file_they_all_come_from_is_in_order(book: Book) -> None:
    assert compile.read_case(GOOD, book).id == "small-case"


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_a_broken_file_says_what_is_wrong(path: Path, book: Book) -> None:
    found = problems(path, book)
    said = "\n".join(map(str, found))
    for words in notes(path, "expect"):
        assert words in said
    for line in notes(path, "line"):
        assert int(line) in [problem.line for problem in found], said
    for problem in found:
        assert problem.file == path.name
        assert problem.what
        assert problem.remedy, "every problem comes with what to do next"


def test_several_mistakes_of_one_file_are_all_listed_in_order(book: Book) -> None:
    found = problems(HERE / "bad" / "several-errors.yaml", book)
    assert len(found) >= 4
    lines = [problem.line or 0 for problem in found]
    assert lines == sorted(lines)
    assert all(lines)


def test_one_mistake_is_told_once(book: Book) -> None:
    for name in (
        "sided-without-a-side",
        "both-and-left",
        "placeholders-of-one-language",
        "missing-language",
        "unknown-finding",
        "wrong-value",
        "number-in-words",
        "wrong-sex",
        "wrong-side",
    ):
        found = problems(HERE / "bad" / f"{name}.yaml", book)
        assert len(found) == 1, "\n".join(map(str, found))


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(GOOD.read_text(encoding="utf-8").encode("latin-1"))
    (found,) = problems(path, book)
    assert re.fullmatch(r"latin\.yaml:\d+: The file is not UTF-8 text\. Save it again as UTF-8\.", str(found))


def test_a_file_that_windows_wrote_is_read(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "small-case.yaml"
    path.write_bytes("\ufeff".encode() + GOOD.read_bytes().replace(b"\n", b"\r\n"))
    assert compile.read_case(path, book).id == "small-case"


def same_folder(tmp_path: Path, *broken: tuple[str, bytes]) -> tuple[content.Catalogue, Path]:
    folder, out = tmp_path / "cases", tmp_path / "out"
    folder.mkdir()
    text = GOOD.read_text(encoding="utf-8")
    for name in ("healthy-one", "healthy-two"):
        (folder / f"{name}.yaml").write_text(text.replace("id: small-case", f"id: {name}"), encoding="utf-8")
    for name, data in broken:
        (folder / name).write_bytes(data)
    compile.build(out, folder)
    return content.Catalogue.model_validate_json((out / "catalogue.json").read_bytes()), out


@pytest.mark.usefixtures("guideline_read_once")
@pytest.mark.parametrize(
    "data",
    [b"", b"id: broken\n", b"\xff\xfe", b"a: \x07", b"a: [", b"a: !!int x\n", b"- 1", b"{1: {2: 3}}", b"[" * 9000],
    ids=["empty", "half", "not utf-8", "control character", "syntax", "tag", "list", "numbers as keys", "nesting"],
)
def test_a_broken_case_is_named_and_the_healthy_ones_are_served(tmp_path: Path, data: bytes) -> None:
    catalogue, out = same_folder(tmp_path, ("broken.yaml", data))
    assert [card.id for card in catalogue.cards] == ["healthy-one", "healthy-two"]
    assert [broken.file for broken in catalogue.broken] == ["broken.yaml"]
    assert catalogue.broken[0].problems
    assert (out / "case-healthy-one.json").is_file()
    assert not (out / "case-broken.json").exists()


def test_compiling_again_over_what_is_there_gives_the_same(tmp_path: Path) -> None:
    _, out = same_folder(tmp_path)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    compile.build(out, tmp_path / "cases")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases", "out"]  # nothing half-made is left


def test_a_changed_word_changes_the_cases_hash_and_no_other(tmp_path: Path) -> None:
    before, _ = same_folder(tmp_path)
    path = tmp_path / "cases" / "healthy-two.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Five.", "Five or so."), encoding="utf-8")
    compile.build(tmp_path / "again", tmp_path / "cases")
    after = content.Catalogue.model_validate_json((tmp_path / "again" / "catalogue.json").read_bytes())
    assert after.cards[0].hash == before.cards[0].hash
    assert after.cards[1].hash != before.cards[1].hash
    assert after.guideline_hash == before.guideline_hash


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*path, key))


def said(path: Path, book: Book) -> list[Problem]:
    try:
        compile.read_case(path, book)
    except InputError as error:
        return error.problems
    return []


def test_no_damage_to_any_part_of_a_file_is_more_than_a_message(tmp_path: Path, book: Book) -> None:
    """Every part is taken out, and replaced by something else; each time the reader reads or explains."""
    whole = yaml.safe_load(GOOD.read_text(encoding="utf-8"))
    path = tmp_path / "small-case.yaml"
    tried = refused = 0
    for place in list(places(whole))[1:]:
        for junk in ("take out", None, "x", [], {"x": {"y": 1}}):
            damaged = copy.deepcopy(whole)
            parent = damaged
            for step in place[:-1]:
                parent = parent[step]
            if junk == "take out":
                del parent[place[-1]]
            else:
                parent[place[-1]] = junk
            path.write_text(json.dumps(damaged), encoding="utf-8")
            tried += 1
            refused += bool(said(path, book))
    assert tried > 400
    assert refused > tried / 2


def test_what_is_copied_from_an_earlier_visit_is_told_once_and_there(book: Book) -> None:
    for name, what in (("missing-voice", "has no words for"), ("foot-drop-without-weakness", "exam.gait is foot_drop")):
        found = [one for one in problems(HERE / "bad" / f"{name}.yaml", book) if what in one.what]
        assert [one.key.split(".")[0] for one in found] == ["visits[0]"], name
