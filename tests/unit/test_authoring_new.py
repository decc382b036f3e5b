"""`cases new`: a skeleton in the right shape, questions that can be answered by options, and no half file."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from lbp_teach import content, strict_yaml
from lbp_teach.authoring import skeleton
from lbp_teach.authoring.checks import problems_of
from lbp_teach.case import Case
from lbp_teach.cli import main
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang

GIVEN = {
    "--name": "Anna Vestergård",
    "--age": "52",
    "--sex": "female",
    "--job": "gartner / gardener",
    "--setting": "",
    "--difficulty": "2",
    "--visits": "2",
    "--lang": "en",
}
Typed = Callable[..., None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Let somebody type these lines; after them the input ends, or they press Ctrl-C."""

    def give(*lines: str, then: type[BaseException] = EOFError) -> None:
        left: Iterator[str] = iter(lines)

        def answer(prompt: str = "") -> str:
            print(prompt, end="")
            for line in left:
                return line
            raise then

        monkeypatch.setattr(builtins, "input", answer)

    return give


def run(folder: Path, **more: str | None) -> int:
    given = {**GIVEN, **{f"--{name}": value for name, value in more.items()}}
    words = [word for name, value in given.items() if value is not None for word in (name, value)]
    return main(["cases", "new", "--folder", str(folder), *words])


@pytest.mark.parametrize("visits", ["1", "2", "3", "4"])
@pytest.mark.parametrize(("age", "sex"), [("15", "male"), ("52", "female"), ("88", "female")])
def test_a_skeleton_has_the_right_shape_and_lacks_only_words(
    tmp_path: Path, book: Book, visits: str, age: str, sex: str
) -> None:
    assert run(tmp_path, visits=visits, age=age, sex=sex) == 0
    path = tmp_path / "anna-vestergaard.yaml"
    data, _ = strict_yaml.load(path.read_text(encoding="utf-8"), path.name)
    case = Case.model_validate(data)
    assert (case.id, case.persona.age, len(case.visits)) == ("anna-vestergaard", int(age), int(visits))
    found = problems_of(path, book)
    assert len(found) > 30
    assert all("still to be written" in problem.what for problem in found)


@pytest.mark.parametrize("age", ["15", "52", "88"])
def test_a_skeleton_whose_words_are_written_is_in_order(tmp_path: Path, book: Book, age: str) -> None:
    run(tmp_path, age=age, visits="3")
    path = tmp_path / "anna-vestergaard.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("SKRIV: ", "Dansk: ").replace("WRITE: ", "English: "), encoding="utf-8")
    assert problems_of(path, book) == []


def test_every_visit_of_a_skeleton_has_time_for_a_leg_that_hurts(tmp_path: Path, book: Book) -> None:
    run(tmp_path, visits="3")
    path = tmp_path / "anna-vestergaard.yaml"
    text = path.read_text(encoding="utf-8").replace("SKRIV: ", "Dansk: ").replace("WRITE: ", "English: ")
    leg = """      history.leg_pain: {left: below_knee}
      history.leg_numbness: {left: present}
      exam.slr: {left: positive}
      exam.sensation.L5: {left: reduced}
"""
    mark = "      # history.leg_pain: {left: below_knee}\n"
    assert mark in text
    path.write_text(text.replace(mark, leg), encoding="utf-8")
    assert [problem for problem in problems_of(path, book) if problem.key.endswith("minutes")] == []


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_comments_lead_in_the_language_that_was_chosen(tmp_path: Path, lang: str) -> None:
    run(tmp_path, lang=lang)
    text = (tmp_path / "anna-vestergaard.yaml").read_text(encoding="utf-8")
    assert ("Patienten skal være opdigtet" in text) == (lang == "da")
    assert ("The patient must be invented" in text) == (lang == "en")
    assert text.startswith("# yaml-language-server: $schema=./case.schema.json\n")


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "anna-vestergaard.yaml"
    path.write_text("mine", encoding="utf-8")
    assert run(tmp_path) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert "exists already and is not overwritten" in capsys.readouterr().err


def test_questions_are_asked_for_what_is_not_given(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("da", "Ole Åkjær", "sytten", "9", "47", "m", "gartner", "", "", "1")
    code = main(["cases", "new", "--folder", str(tmp_path)])
    out = capsys.readouterr().out
    assert code == 0
    assert out.count("Giv et helt tal fra 15 til 110.") == 2, "in the language of the questions"
    data = yaml.safe_load((tmp_path / "ole-aakjaer.yaml").read_text(encoding="utf-8"))
    assert data["persona"] | {"occupation": ""} == {
        **{"name": "Ole Åkjær", "first_name": "Ole", "initials": "OÅ", "age": 47, "sex": "male", "occupation": ""}
    }
    assert data["persona"]["occupation"] == {"da": "gartner", "en": "WRITE: gartner"}
    assert data["setting"] == {"da": "Almen praksis", "en": "General practice"}
    assert (data["difficulty"], len(data["visits"])) == (2, 1)


def test_in_a_script_nobody_is_asked_for_what_has_a_default(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(then=EOFError)
    least = ("--name", "Bo Lind", "--age", "40", "--sex", "m", "--job", "smed / smith")
    assert main(["cases", "new", "--folder", str(tmp_path), *least]) == 0
    assert "Sted" not in capsys.readouterr().out
    data = yaml.safe_load((tmp_path / "bo-lind.yaml").read_text(encoding="utf-8"))
    assert data["setting"] == {"da": "Almen praksis", "en": "General practice"}
    assert (data["difficulty"], len(data["visits"])) == (2, 2)
    assert main(["cases", "new", "--folder", str(tmp_path), *least[:6]]) == 2, "a job has no default, and is asked for"


@pytest.mark.parametrize("then", [EOFError, KeyboardInterrupt])
@pytest.mark.parametrize("lines", [(), ("en",), ("en", "Bo Lind", "40", "m", "smed / smith", "", "3")])
def test_who_stops_half_way_leaves_nothing_behind(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], then: type[BaseException]
) -> None:
    typed(*lines, then=then)
    assert main(["cases", "new", "--folder", str(tmp_path)]) == 2
    assert "No file was written." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("age", "14", "Give a whole number from 15 to 110."),
        ("age", "forty", "Give a whole number from 15 to 110."),
        ("sex", "x", "Write female or male"),
        ("name", "!!!", "Give a name in letters"),
        ("job", "gartner /", "Write it in Danish and English"),
        ("difficulty", "6", "Give a whole number from 1 to 5."),
        ("visits", "0", "Give a whole number from 1 to 4."),
    ],
)
def test_an_option_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, says: str
) -> None:
    assert run(tmp_path, **{option: value}) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"--{option} {value!r}: {says}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "stem"),
    [("Åse Ærø-Østergård", "aase-aeroe-oestergaard"), ("José Núñez", "jose-nunez"), ("Đ 3", ""), ("李", ""), ("X", "")],
)
def test_the_file_is_called_after_the_patient(name: str, stem: str) -> None:
    assert skeleton.stem_of(name) == stem


def test_what_the_skeleton_asks_exists_and_is_enough(book: Book) -> None:
    assert set(skeleton.asked_of(40, book)) <= set(book.questions)
    assert len(set(skeleton.QUESTIONS)) == len(skeleton.QUESTIONS) >= 25
    assert "sick_leave_ahead" in skeleton.asked_of(70, book)
    assert "sick_leave_ahead" not in skeleton.asked_of(40, book)


def test_the_same_wish_gives_the_same_file(book: Book) -> None:
    wish = skeleton.Wish("Bo Lind", 40, "male", {"da": "smed", "en": "smith"}, lang=Lang.EN)
    assert skeleton.skeleton(wish, book) == skeleton.skeleton(wish, content.book())
