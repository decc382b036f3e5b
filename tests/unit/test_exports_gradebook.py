"""Gradebook files: the shape of each platform, which attempt counts, and who is who."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from played import played, players, with_open_choices

from lbp_teach import content
from lbp_teach.case import Case
from lbp_teach.errors import UsageError
from lbp_teach.exports import reading
from lbp_teach.exports.flat import attempt_rows
from lbp_teach.exports.gradebook import Counting, Gradebook, Person, amount, read_roster
from lbp_teach.exports.job import Job, export
from lbp_teach.exports.reading import Marked, Wanted
from lbp_teach.guideline.assess import Book
from lbp_teach.play import Attempt
from lbp_teach.records import Records
from lbp_teach.text import Lang

CASES = ("jesper-lund", "rikke-thorsen")
JESPER, RIKKE = "LBP Teach: Jesper Lund", "LBP Teach: Rikke Thorsen"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Records]:
    records = Records(played(tmp_path))
    yield records
    records.close()


def lines(
    store: Records, book: Book, tmp_path: Path, sheet: Gradebook, wanted: Wanted | None = None
) -> list[list[str]]:
    out = tmp_path / "grades.csv"
    count = export(
        store, book, Job(f"gradebook-{sheet.platform}", out, wanted=wanted or Wanted(), sheet=sheet, force=True)
    )
    with out.open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file, strict=True))
    assert count == len(found) - (2 if sheet.platform == "canvas" else 1)
    return found


def shares(store: Records, book: Book) -> dict[tuple[str, str, int], float]:
    """The results of the finished attempts, worked out from the table of attempts."""
    return {
        (str(a["learner"]), str(a["case"]), int(str(a["number"]))): 100 * int(str(a["points"])) / int(str(a["of"]))
        for a in attempt_rows(store, book, Wanted())
        if a["points"] is not None
    }


def test_canvas(store: Records, book: Book, tmp_path: Path) -> None:
    """Student, ID, the two SIS columns and Section, then assignments; the second line says what they are worth."""
    careless, careful = players()
    roster = {careful.id: Person("bea", "Bøg, Bea", "Hold 1")}
    found = lines(store, book, tmp_path, Gradebook("canvas", CASES, roster=roster))
    results = shares(store, book)
    assert found == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", JESPER, RIKKE],
        ["    Points Possible", "", "", "", "", "100", "100"],
        ["Bøg, Bea", "", "", "bea", "Hold 1", amount(results[careful.id, "jesper-lund", 1]), ""],
    ]
    number = lines(store, book, tmp_path, Gradebook("canvas", CASES, identifier="number"))
    assert {(line[2], line[3]) for line in number[2:]} == {(careless.id, ""), (careful.id, "")}
    # Canvas reads its own numeric id from the second column; a pseudonym there could be taken for one.
    assert {line[1] for line in number[2:]} == {""}


@pytest.mark.parametrize("lang", list(Lang))
def test_moodle(store: Records, book: Book, tmp_path: Path, lang: Lang) -> None:
    found = lines(store, book, tmp_path, Gradebook("moodle", CASES, identifier="email", lang=lang))
    assert found[0] == ["Email address", JESPER, f"Feedback: {JESPER}", RIKKE, f"Feedback: {RIKKE}"]
    careless = next(line for line in found if line[0] == players()[0].id)
    assert {"da": "Kritisk fejl: ", "en": "Critical error: "}[lang] in careless[2]
    assert {"da": "ikke til patientbehandling", "en": "not for patient care"}[lang] in careless[2]
    careful = next(line for line in found if line[0] == players()[1].id)
    assert careful[3:] == ["", ""], "no result, no feedback"
    assert careful[1] == amount(shares(store, book)[careful[0], "jesper-lund", 1])


def test_brightspace(store: Records, book: Book, tmp_path: Path) -> None:
    sheet = Gradebook("brightspace", CASES, {"rikke-thorsen": "Rikke"}, most=10, identifier="number")
    found = lines(store, book, tmp_path, sheet)
    grade = "Points Grade <Numeric MaxPoints:10>"
    assert found[0] == ["OrgDefinedId", f"{JESPER} {grade}", f"Rikke {grade}", "End-of-Line Indicator"]
    assert {line[-1] for line in found[1:]} == {"#"}
    results = shares(store, book)
    careless = players()[0].id
    assert next(line for line in found if line[0] == careless)[1:3] == [
        amount(results[careless, case, 1] / 10) for case in CASES
    ]


def test_which_attempt_counts(store: Records, book: Book, tmp_path: Path) -> None:
    careful, results = players()[1].id, shares(store, book)
    first, second = (results[careful, "jesper-lund", number] for number in (1, 2))
    assert first > second

    def counted(counting: str) -> str:
        found = lines(store, book, tmp_path, Gradebook("moodle", CASES, counting=counting))  # type: ignore[arg-type]
        return next(line[1] for line in found if line[0] == careful)

    assert {how: counted(how) for how in ("first", "best", "last")} == {
        "first": amount(first),
        "best": amount(first),
        "last": amount(second),
    }


def test_an_amount_has_two_decimals_at_most_and_a_point() -> None:
    assert amount(100 / 3) == "33.33"
    assert (amount(0), amount(100.0), amount(0.5)) == ("0", "100", "0.5")


def test_since_takes_learners_with_something_new_but_the_same_attempt_counts(
    store: Records, book: Book, tmp_path: Path
) -> None:
    from datetime import datetime, timedelta

    careful = players()[1].id
    ends = [str(a["finished"]) for a in attempt_rows(store, book, Wanted()) if a["learner"] == careful]
    after_first = datetime.fromisoformat(ends[0]) + timedelta(milliseconds=1)
    found = lines(store, book, tmp_path, Gradebook("moodle", CASES), Wanted(since=after_first))
    assert [line[0] for line in found[1:]] == [], "the first attempt counts, and it is older"
    found = lines(store, book, tmp_path, Gradebook("moodle", CASES, counting="last"), Wanted(since=after_first))
    assert [line[0] for line in found[1:]] == [careful]


# ---- who is who ----


def test_a_roster_names_people_and_who_is_not_in_it_is_counted(store: Records, book: Book, tmp_path: Path) -> None:
    careless, careful = players()
    path = tmp_path / "roster.csv"
    path.write_text(f"pseudonym,identifier,name\n{careful.name},bea01,Bea\n", encoding="utf-8-sig")
    left_out: Counter[str] = Counter()
    sheet = Gradebook("moodle", CASES, roster=read_roster(path))
    export(store, book, Job("gradebook-moodle", tmp_path / "out.csv", sheet=sheet), left_out=left_out)
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert '"bea01",' in text
    assert careless.id not in text
    assert careful.id not in text
    assert left_out == {"not_in_roster": 1}


def test_under_a_hub_its_user_is_the_identifier(store: Records, book: Book, tmp_path: Path) -> None:
    found = lines(store, book, tmp_path, Gradebook("moodle", CASES, hub_users=True))
    assert {line[0] for line in found[1:]} == {learner.name for learner in players()}


def test_the_roster_stays_outside_the_records(store: Records, book: Book, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(f"pseudonym,identifier\n{players()[1].id},someone@example.org\n", encoding="utf-8")
    before = store.check().digest
    export(
        store,
        book,
        Job("gradebook-moodle", tmp_path / "out.csv", sheet=Gradebook("moodle", CASES, roster=read_roster(path))),
    )
    assert store.check().digest == before
    store.close()
    assert b"someone@" not in (tmp_path / "records.sqlite3").read_bytes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pseudonym,id\na,b\n", "has no column identifier"),
        ("", "has no column"),
        ("pseudonym,identifier\na,x\na,y\n", "'a' twice"),
        ("pseudonym,identifier\na,=1+1\n", "runs as a formula"),
        ("pseudonym,identifier\na,x;=1+1\n", "runs as a formula"),
        ("pseudonym,identifier\na\n", "is empty"),
        ("pseudonym,identifier\n\udce6,1\n", "cannot be read"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=words):
        read_roster(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


def test_two_learners_never_share_a_line(store: Records, book: Book, tmp_path: Path) -> None:
    roster = {learner.id: Person("same") for learner in players()}
    with pytest.raises(UsageError, match="'same' stands for two learners"):
        lines(store, book, tmp_path, Gradebook("moodle", CASES, roster=roster))
    assert not (tmp_path / "grades.csv").exists()


def test_columns_and_identifiers_that_cannot_work_are_refused_at_once() -> None:
    with pytest.raises(UsageError, match="canvas has no email"):
        Gradebook("canvas", CASES, identifier="email").check()
    with pytest.raises(UsageError, match="Two columns would be called 'x'"):
        Gradebook("moodle", CASES, dict.fromkeys(CASES, "x")).check()
    Gradebook("moodle", CASES).check()


def test_attempts_at_a_changed_case_are_counted_as_left_out(
    store: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "case_hash", lambda case: "another")
    left_out: Counter[str] = Counter()
    job = Job("gradebook-moodle", tmp_path / "out.csv", sheet=Gradebook("moodle", CASES))
    assert export(store, book, job, left_out=left_out) == 0
    assert left_out == {"case_changed": 4, "first_changed": 3}


def counted(store: Records, book: Book, tmp_path: Path, sheet: Gradebook) -> tuple[dict[str, list[str]], Counter[str]]:
    """The lines of a file by learner, and what was left out."""
    left_out: Counter[str] = Counter()
    out = tmp_path / "counted.csv"
    export(store, book, Job(f"gradebook-{sheet.platform}", out, sheet=sheet, force=True), left_out=left_out)
    with out.open(encoding="utf-8", newline="") as file:
        return {line[0]: line[1:] for line in csv.reader(file)}, left_out


def test_a_later_attempt_is_no_first_one_when_the_first_cannot_be_marked_any_more(
    store: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case was edited after the first attempt; the second one, made with the answers known, is practice."""
    careless, careful = players()
    the_case = reading.the_case

    def edited(attempt: Attempt) -> Case | str:
        first = attempt.case == "jesper-lund" and attempt.practice_from is None
        return "case_changed" if first else the_case(attempt)

    monkeypatch.setattr(reading, "the_case", edited)
    found, left_out = counted(store, book, tmp_path, Gradebook("moodle", CASES))
    assert careful.id not in found, "she has no other result"
    assert found[careless.id][:2] == ["", ""]
    assert found[careless.id][2] != ""
    assert left_out == {"case_changed": 2, "first_changed": 2}
    for counting in ("best", "last"):
        found, left_out = counted(store, book, tmp_path, Gradebook("moodle", CASES, counting=counting))  # type: ignore[arg-type]
        assert found[careful.id][0] == amount(shares(store, book)[careful.id, "jesper-lund", 2])
        assert left_out == {"case_changed": 2}


@pytest.mark.parametrize("counting", ["first", "best", "last"])
def test_an_attempt_with_choices_left_open_is_no_result(
    store: Records, book: Book, tmp_path: Path, counting: Counting
) -> None:
    with_open_choices(store)
    found, left_out = counted(store, book, tmp_path, Gradebook("moodle", CASES, counting=counting))
    assert found[players()[1].id][2:] == ["", ""]
    assert left_out == {"none_counts": 1}


def test_practice_is_no_first_attempt_either(
    store: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one left a choice open; the second is whole, and practice."""
    careful, marked = players()[1].id, reading.marked

    def left_open(one: Marked, *args: Any, **more: Any) -> Marked:
        found = marked(one, *args, **more)
        open_one = one.learner.id == careful and one.attempt.practice_from is None and found.report
        return replace(found, report=replace(found.report, undecided=((0, "urgency"),))) if open_one else found

    monkeypatch.setattr(reading, "marked", left_open)
    found, left_out = counted(store, book, tmp_path, Gradebook("moodle", CASES))
    assert careful not in found
    assert left_out == {"none_counts": 1}
    found, left_out = counted(store, book, tmp_path, Gradebook("moodle", CASES, counting="best"))
    assert found[careful][0] == amount(shares(store, book)[careful, "jesper-lund", 2])
    assert left_out == {}


@pytest.mark.parametrize("lang", list(Lang))
def test_the_feedback_says_what_is_practice(
    store: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    careful = players()[1].id
    whole, partly = {
        Lang.DA: ("Hele forsøget er øvelse", "Øvelse fra »"),
        Lang.EN: ("The whole attempt is practice", 'Practice from "'),
    }[lang]
    last = counted(store, book, tmp_path, Gradebook("moodle", CASES, counting="last", lang=lang))[0][careful]
    first = counted(store, book, tmp_path, Gradebook("moodle", CASES, lang=lang))[0][careful]
    assert f" {whole}" in last[1]
    assert whole not in first[1]
    assert partly not in first[1]
    marked = reading.marked

    def asked_for_more(one: Marked, *args: Any, **more: Any) -> Marked:
        practice = one.attempt.practice_from if one.attempt.practice_from == 0 else 1
        return marked(replace(one, attempt=replace(one.attempt, practice_from=practice)), *args, **more)

    monkeypatch.setattr(reading, "marked", asked_for_more)
    first = counted(store, book, tmp_path, Gradebook("moodle", CASES, lang=lang))[0][careful]
    assert f" {partly}" in first[1]
    assert first[0] != "", "the rest counts"
