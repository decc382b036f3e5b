"""A course as a file, and the commands that make courses from files."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbp_teach import content
from lbp_teach.case import Theme
from lbp_teach.cli import main
from lbp_teach.courses import all_courses, create, note
from lbp_teach.courses.draft import NO_CODE, NO_ID, decided, local_time
from lbp_teach.courses.file import load, read, write
from lbp_teach.courses.model import Course
from lbp_teach.courses.planning import patient
from lbp_teach.courses.teacher_view import list_view
from lbp_teach.courses.words import local
from lbp_teach.errors import InputError, UsageError
from lbp_teach.records import Records, open_records
from lbp_teach.text import Lang

WHOLE = """
title: Hold 4, uge 49
lang: da
feedback: reasons
opens: 2026-12-04T09:00
closes: 2026-12-04 12:00
mode: exam
minutes: 60
slots:
  - label: Cauda equina
    cases: [henrik-boye]
  - choose: {category: non_specific, chronic: no, urgency: [routine, none]}
    count: 2
    weight: 1.5
    variant: no
"""


def wrong(text: str) -> dict[str, str]:
    """What is wrong with a file: by line and key, the rest of the sentence."""
    with pytest.raises(InputError) as caught:
        read(text, "hold.yaml")
    return {f"{one.line} {one.key}": f"{one.what} {one.remedy}" for one in caught.value.problems}


def test_a_file_is_a_course() -> None:
    course, notes = read(WHOLE, "hold.yaml")
    assert (course.title, course.lang, course.feedback, course.mode) == ("Hold 4, uge 49", "da", "reasons", "exam")
    assert (course.minutes, course.attempts) == (60, 1)
    assert local_time(course.opens) == "2026-12-04T09:00"
    assert local_time(course.closes) == "2026-12-04T12:00"
    first, second = course.slots
    assert (first.label, first.cases, first.variant, first.weight) == ("Cauda equina", ("henrik-boye",), True, 1)
    assert (second.count, second.variant, second.weight) == (2, False, 1.5)
    found = [one for one in map(patient, second.cases) if one]
    assert {one.kind.category for one in found} == {"non_specific"}
    assert len({one.level for one in found}) == 1
    assert all("slots[1]" in note.key and note.line for note in notes)
    assert (course.id, course.code) == (NO_ID, NO_CODE)


def test_a_blueprint_is_named_instead_of_slots() -> None:
    course, _ = read("title: Hold 4\nlang: en\nblueprint: mixed\n", "hold.yaml")
    assert [slot.count for slot in course.slots] == [1, 2, 1]
    assert course.slots[2].label == "Chronic pain"
    assert "Did you mean 'mixed'" in wrong("title: x\nblueprint: mixd\n")["2 blueprint"]
    assert "either a blueprint or slots" in wrong("title: x\nblueprint: mixed\nslots: [{cases: [a]}]\n")["2 blueprint"]


def test_every_problem_is_named_with_its_line_and_what_is_allowed() -> None:
    found = wrong(
        "title:\nlang: dk\nmod: exam\nslots:\n  - cases: [jesper-lund]\n    cuont: 2\n"
        "  - choose: {category: root, difficlty: 2}\n  - cases: [jonas-hvid]\n    choose: {chronic: yes}\n  - 4\n"
    )
    assert "has no name" in found["1 title"]
    assert "Allowed: da, en." in found["2 lang"]
    assert "Did you mean 'mode'?" in found["3 mod"]
    assert "Did you mean 'count'?" in found["6 slots[0].cuont"]
    assert "Allowed: nerve_root, non_specific, serious_specific." in found["7 slots[1].choose.category"]
    assert "Did you mean 'difficulty'?" in found["7 slots[1].choose.difficlty"]
    assert "either cases or choose" in found["9 slots[2].choose"]
    assert "docs/courses.md" in found["10 slots[3]"]
    assert len(found) == 8


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("opens: 2026-12-04T09:00Z", "opens", "without a time zone"),
        ("opens: 2026-12-04T09:00+01:00", "opens", "without a time zone"),
        ("opens: 2026-13-04T09:00", "opens", "is no time"),
        ("closes: 9999-12-31T23:59", "closes", None),
        ("attempts: 21", "attempts", "from 1 to 20"),
        ("attempts: 1.5", "attempts", "from 1 to 20"),
        ("minutes: 0", "minutes", "from 1 to 1440"),
        ("feedback: all", "feedback", "none, correctness, reasons, full"),
        ("feedback: [full]", "feedback", "cannot stand here"),
        ("mode: exam\nattempts: 2", "attempts", "each patient is met once"),
        ("opens: 2026-12-04T09:00\ncloses: 2026-12-04T09:00", "closes", "closes before it opens"),
    ],
)
def test_a_field_that_cannot_be_is_told_of(line: str, key: str, said: str | None) -> None:
    text = f"title: Hold 4\nslots: [{{cases: [jesper-lund]}}]\n{line}\n"
    if said is None:
        assert read(text, "hold.yaml")[0].closes
        return
    found = {where.partition(" ")[2]: what for where, what in wrong(text).items()}
    assert said in found[key]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("slot", "key", "said"),
    [
        ("{cases: []}", "slots[0].cases", "has no patients"),
        ("{cases: jesper-lund}", "slots[0].cases", "is no list. Write the cases in square brackets"),
        ("{cases: {a: b}}", "slots[0].cases", "is no list. Write the cases in square brackets"),
        ("{cases: [3, jesper-lund]}", "slots[0].cases[0]", "“3” cannot stand here. Write the id of a case"),
        ("{cases: [jesper-lund], label: [x]}", "slots[0].label", "cannot stand here. Write a text."),
        ("{cases: [jesper-lund, jesper-lund]}", "slots[0].cases", "chosen twice"),
        ("{cases: [jesper-lund], count: 2}", "slots[0].count", "only 1 are chosen"),
        ("{cases: [jesper-lund], weight: 0}", "slots[0].weight", "above 0 and at most 100"),
        ("{cases: [jesper-lund], weight: heavy}", "slots[0].weight", "above 0 and at most 100"),
        ("{cases: [jesper-lund], variant: perhaps}", "slots[0].variant", "yes, no"),
        ("{choose: {chronic: yes}, count: 29}", "slots[0].choose", "As written these fit:"),
        ("{choose: {}}", "slots[0].choose", "category, chronic"),
        ("{cases: [nobody-here]}", "slots[0].cases[0]", "no case called nobody-here"),
    ],
)
def test_a_slot_that_cannot_be_is_told_of(slot: str, key: str, said: str) -> None:
    found = wrong(f"title: Hold 4\nslots: [{slot}]\n")
    assert said in found[f"2 {key}"]


def test_what_is_no_text_and_no_list_is_told_of_and_hides_nothing() -> None:
    found = wrong("title: [a, b]\nslots: {a: b}\n")
    assert "cannot stand here. Write a text." in found["1 title"]
    assert "is no list. Write each group with a dash in front" in found["2 slots"]
    found = wrong("title: x\nslots:\n  - cases: [3]\n  - cases: [nobody]\n")
    assert list(found) == ["3 slots[0].cases[0]", "4 slots[1].cases[0]"]


def test_patients_of_unequal_difficulty_make_no_course() -> None:
    found = wrong("title: Hold 4\nslots:\n  - cases: [jonas-hvid, jesper-lund]\n")
    assert "not equally difficult" in found["3 slots[0].cases"]
    assert read("title: Hold 4\nslots:\n  - cases: [jonas-hvid, jesper-lund]\n    count: 2\n", "hold.yaml")


PLANS = st.fixed_dictionaries(
    {
        "title": st.text(st.characters(exclude_categories=("Cs",)), max_size=30).filter(lambda t: t.split()),
        "slots": st.lists(
            st.fixed_dictionaries(
                {
                    "cases": st.just(["jesper-lund", "sanne-kjaer"]),
                    "label": st.sampled_from(["", "no", "12", "null", "Rødder: \"to\" # 'x'", "-", "[a]", "~", "a:"]),
                    "count": st.integers(1, 2),
                    "variant": st.booleans(),
                    "weight": st.sampled_from([1, 0.5, 2.25, 100]),
                }
            ),
            min_size=1,
            max_size=3,
        ),
        "lang": st.sampled_from(["", "da", "en"]),
        "feedback": st.sampled_from(["none", "correctness", "reasons", "full"]),
        "opens": st.sampled_from(["", "2026-12-04T09:00", "2026-07-01T00:30"]),
        "closes": st.sampled_from(["", "2026-12-05T09:00"]),
        "attempts": st.integers(1, 20),
        "minutes": st.one_of(st.just(""), st.integers(1, 1440)),
    }
)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_what_is_written_reads_back_to_the_same(plan: dict[str, Any]) -> None:
    course, _ = decided(plan)
    if course is not None:
        assert read(write(course), "hold.yaml")[0] == course


def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("title: Hold på".encode("latin-1"))
    with pytest.raises(UsageError, match="UTF-8"):
        load(tmp_path / "latin.yaml")
    (tmp_path / "long.yaml").write_text("# " * 150_000, encoding="utf-8")
    with pytest.raises(UsageError, match="larger than any course"):
        load(tmp_path / "long.yaml")
    assert "is a list of keys" in wrong("- title\n")["1 "]


def test_nothing_that_is_typed_makes_an_exception() -> None:
    for strange in (None, [], {"slots": 4}, {"slots": [None, 4, {"cases": {}}]}, {"title": ["x"], "opens": {}}):
        plain = strange if isinstance(strange, dict) else {}
        course, found = decided(plain)
        assert course is None
        assert all(one.what.da and one.remedy.en for one in found)


# ---- the commands ----


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LBP_COMPILED", str(content.compiled_root()))
    monkeypatch.setenv("LBP_HOME", str(tmp_path / "home"))
    return tmp_path


def test_from_a_file_to_a_code_and_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "hold.yaml").write_text(WHOLE, encoding="utf-8")
    assert main(["course", "new", str(home / "hold.yaml"), "--check"]) == 0
    assert main(["course", "list"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Each student: 3 patients, about ")
    assert "Cauda equina: " in told, "what two neighbours would get, as on the page"
    assert told.endswith("Nothing was made.\n")

    assert main(["course", "new", str(home / "hold.yaml")]) == 0
    store = open_records(home / "home")
    (state,) = all_courses(store)
    code = state.course.code
    assert f"join code {code}" in capsys.readouterr().out

    assert main(["course", "code", "hold 4, UGE 49"]) == 0
    assert capsys.readouterr().out == f"{code}\n"
    assert main(["course", "show", f"{code[:3].lower()}-{code[3:]}"]) == 0
    again, _ = read(capsys.readouterr().out, "again.yaml")
    assert again == state.course.model_copy(update={"id": NO_ID, "code": NO_CODE})

    assert main(["course", "close", state.course.id]) == 0
    assert all_courses(store)[0].closed
    capsys.readouterr()
    assert main(["course", "list"]) == 0
    listed = capsys.readouterr().out
    assert f"{code}  closed exam" in listed
    assert "2026-12-04T09:00 to 2026-12-04T12:00  Hold 4, uge 49" in listed
    assert main(["course", "close", code]) == 0
    assert "closed already" in capsys.readouterr().out


def test_what_cannot_be_done_is_said_in_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["course", "show", "x"]) == 2
    assert "There is no course 'x'." in capsys.readouterr().err
    (home / "hold.yaml").write_text("title: x\nslots: [{cases: [nobody]}]\n", encoding="utf-8")
    assert main(["course", "new", str(home / "hold.yaml")]) == 2
    assert "hold.yaml:2: slots[0].cases[0]: There is no case called nobody." in capsys.readouterr().err
    (home / "hold.yaml").write_text("title: Twice\nslots: [{cases: [jesper-lund]}]\n", encoding="utf-8")
    assert [main(["course", "new", str(home / "hold.yaml")]) for _ in range(2)] == [0, 0]
    assert main(["course", "code", "twice"]) == 2
    assert "2 courses are called 'twice'" in capsys.readouterr().err


def test_the_example_of_the_documentation_is_a_course() -> None:
    text = (Path(__file__).parents[2] / "docs" / "courses.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in text.split("```yaml\n")[1:]]
    assert examples
    for example in examples:
        course, _ = read(example, "example.yaml")
        assert isinstance(course, Course)


# ---- all of it at once, in our own words ----


def test_no_sentence_is_the_parsers_and_each_says_what_is_allowed() -> None:
    found = wrong(
        "title: x\nslots:\n  - choose:\n      chronic: maybe\n      difficulty: 9\n      visits: x\n      theme: 3\n"
        "      urgency: [routine, soon]\n      suspected: {a: b}\n      category:\n  - choose: {urgency: []}\n"
        "  - choose: all\n"
    )
    assert found == {
        "4 slots[0].choose.chronic": "'maybe' cannot stand here. Write yes or no, or leave it out where it does not "
        "matter.",
        "5 slots[0].choose.difficulty": "'9' cannot stand here. Write a whole number from 1 to 5.",
        "6 slots[0].choose.visits": "'x' cannot stand here. Write a whole number from 1 to 12.",
        "7 slots[0].choose.theme": found["7 slots[0].choose.theme"],
        "8 slots[0].choose.urgency[1]": "'soon' cannot stand here. Allowed: emergency_today, expedited, none, routine.",
        "9 slots[0].choose.suspected": found["9 slots[0].choose.suspected"],
        "10 slots[0].choose.category": "nothing stands here. Allowed: nerve_root, non_specific, serious_specific.",
        "11 slots[1].choose.urgency": "the list is empty. Leave it out, or name some. Allowed: emergency_today, "
        "expedited, none, routine.",
        "12 slots[2].choose": found["12 slots[2].choose"],
    }
    assert found["9 slots[0].choose.suspected"].startswith("a list of keys cannot stand here. Allowed: ")
    assert set(get_args(Theme)) <= set(re.split(r"[ ,.]+", found["7 slots[0].choose.theme"])), "all of them"
    assert "Input" not in str(found)


def test_a_choose_that_cannot_be_hides_nothing_else() -> None:
    found = wrong(
        "title: x\nattempts: 1000000000\nminutes: 1000000000\nslots:\n  - choose: {chronic: maybe}\n    weight: 0\n"
        "  - cases: [nobody]\n  - 3\n  - cases: [jesper-lund, henrik-boye]\n    weight: 101\n"
    )
    assert list(found) == [
        "2 attempts",
        "3 minutes",
        "5 slots[0].choose.chronic",
        "6 slots[0].weight",
        "7 slots[1].cases[0]",
        "8 slots[2]",
        "9 slots[3].cases",
        "10 slots[3].weight",
    ]
    assert "not equally difficult" in found["9 slots[3].cases"]
    assert list(wrong("title: x\nattempts: 0\nblueprint: nowhere\n")) == ["2 attempts", "3 blueprint"]


@pytest.mark.parametrize("count", ['"2"', "2"])
def test_a_count_may_stand_in_quotation_marks(count: str) -> None:
    course, _ = read(f"title: x\nslots:\n  - choose: {{category: non_specific}}\n    count: {count}\n", "hold.yaml")
    assert course.slots[0].count == 2


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2067", "\u200f", "\u061c"])
@pytest.mark.parametrize("where", ["title", "label"])
def test_a_sign_that_turns_the_text_around_is_refused(sign: str, where: str) -> None:
    title, label = (f"Hold{sign}4" if where == name else "Hold 4" for name in ("title", "label"))
    _, troubles = decided({"title": title, "slots": [{"cases": ["jesper-lund"], "label": label}]})
    (trouble,) = troubles
    assert trouble.blocks
    assert trouble.at[-1] == where
    assert f"U+{ord(sign):04X}" in trouble.what.da
    # What does nothing to the text is dropped: it comes with what is copied from elsewhere.
    course, _ = decided({"title": "Hold\u200b 4\ufeff", "slots": [{"cases": ["jesper-lund"]}]})
    assert course is not None
    assert course.title == "Hold 4"


# ---- beside other courses, as on the page ----


def test_a_file_is_checked_beside_the_courses_that_there_are(records: Records) -> None:
    slots = [{"cases": ["jesper-lund"], "variant": False}]
    exam = create(records, title="Hold 4", slots=slots, mode="exam")
    create(records, title="Øvelse", slots=slots)

    def notes(text: str) -> dict[str, str]:
        return {one.key: one.what for one in read(text, "hold.yaml", all_courses(records))[1]}

    same = notes("title: HOLD 4\nslots: [{cases: [jesper-lund, sanne-kjaer]}]\n")
    assert f"the same name: {exam.course.code}" in same["title"]
    assert "Jesper Lund are in an exam as well: Hold 4" in same["mode"]
    other = notes("title: Hold 5\nmode: exam\nslots: [{cases: [jesper-lund, sanne-kjaer]}]\n")
    assert "Other courses use the same patients: Øvelse" in other["mode"]
    assert "title" not in other
    note(records, exam.course.id, "release")
    assert "mode" not in notes("title: Hold 5\nslots: [{cases: [jesper-lund, sanne-kjaer]}]\n")


def test_the_command_looks_at_the_courses_that_there_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "hold.yaml").write_text("title: Hold 4\nslots: [{cases: [jesper-lund]}]\n", encoding="utf-8")
    assert main(["course", "new", str(home / "hold.yaml")]) == 0
    assert "same name" not in capsys.readouterr().err
    assert main(["course", "new", str(home / "hold.yaml"), "--check"]) == 0
    told = capsys.readouterr()
    assert "hold.yaml:1: title: Another course has the same name" in told.err
    assert "hold.yaml can be made. Nothing was made." in told.out


def test_a_course_that_is_wholly_past_is_not_in_order_and_its_year_is_named(records: Records) -> None:
    text = "title: Hold 4\nopens: 2019-12-03T09:00\ncloses: 2019-12-04T09:00\nslots: [{cases: [jesper-lund]}]\n"
    course, notes = read(text, "hold.yaml")
    (past,) = [one for one in notes if one.key == "closes"]
    assert past.what == "The closing time has passed: 4 December 2019 at 09:00. Nobody can begin the course."
    state = create(records, **course.model_dump(exclude={"id", "code"}))
    (shown,) = list_view([state], Lang.EN)
    assert "2019" in shown["words"]
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert "2026" not in local("2026-12-04T08:00+00:00", now).da
    assert "2027" in local("2027-12-04T08:00+00:00", now).da
