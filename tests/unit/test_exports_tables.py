"""The tidy tables: what is written is read back as it was, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import io
import re
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from played import HOSTILE, played, players, with_open_choices

from lbp_teach import content
from lbp_teach.errors import UsageError
from lbp_teach.exports import csv_file, flat, parquet_file, target
from lbp_teach.exports.bench import make_store
from lbp_teach.exports.columns import ATTEMPTS, EVENTS, ITEMS, TABLES, Row, SchemaError, Table, checked, described
from lbp_teach.exports.job import Job, export
from lbp_teach.exports.reading import Wanted
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.text import Lang

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Records]:
    records = Records(played(tmp_path))
    yield records
    records.close()


def rows(store: Records, book: Book, table: Table, lang: Lang) -> list[Row]:
    made: dict[str, Callable[[], Iterator[Row]]] = {
        "events": lambda: flat.event_rows(store, Wanted()),
        "attempts": lambda: flat.attempt_rows(store, book, Wanted()),
        "items": lambda: flat.item_rows(store, book, Wanted(), lang),
    }
    return list(made[table.name]())


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_csv_is_read_back_as_it_was(store: Records, book: Book, tmp_path: Path, table: Table, lang: Lang) -> None:
    wanted, out = rows(store, book, table, lang), tmp_path / "out.csv"
    assert export(store, book, Job("csv", out, table=table.name, lang=lang)) == len(wanted) > 3
    assert list(csv_file.read_rows(out, table)) == wanted


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_parquet_is_read_back_as_it_was(store: Records, book: Book, tmp_path: Path, table: Table, lang: Lang) -> None:
    wanted, out = rows(store, book, table, lang), tmp_path / "out.parquet"
    assert export(store, book, Job("parquet", out, table=table.name, lang=lang)) == len(wanted) > 3
    assert list(parquet_file.read_rows(out, table)) == wanted


def test_a_parquet_file_tells_what_its_columns_mean(store: Records, book: Book, tmp_path: Path) -> None:
    import pyarrow.parquet

    out = tmp_path / "out.parquet"
    export(store, book, Job("parquet", out, table="attempts"))
    schema = pyarrow.parquet.read_schema(out)
    assert str(schema.field("started").type) == "timestamp[ms, tz=UTC]"
    assert str(schema.field("points").type) == "int64"
    assert schema.field("seconds").metadata == {
        b"da": b"Tid brugt med patienten",
        b"en": b"Time spent with the patient",
        b"unit": b"s",
    }
    assert schema.metadata[b"notice"] == b"For education, not for patient care."


def test_words_are_in_the_language_of_the_file(store: Records, book: Book) -> None:
    danish, english = (rows(store, book, ITEMS, lang) for lang in Lang)
    assert danish[0]["label"] != english[0]["label"]
    assert [row["points"] for row in danish] == [row["points"] for row in english]


def test_everything_that_was_written_is_there_and_nothing_of_it_is_a_formula(
    store: Records, book: Book, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    export(store, book, Job("csv", out))
    texts = [row["text"] for row in csv_file.read_rows(out, EVENTS) if row["kind"] == "note"]
    assert texts == [text.strip().encode("utf-8", "replace").decode() for text in HOSTILE]
    with out.open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file, strict=True) for cell in line]
    begins = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    assert [cell for cell in cells if cell.lstrip(" \u00a0\u200b\ufeff").startswith(begins)] == []
    assert "'=" in cells


#: What makes a formula, wherever a cell begins; a number below zero is none.
FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\0＝＋－＠﹦﹢﹣﹫]")
NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)
#: What others split at: a Danish Excel at semicolons, LibreOffice at whatever it split the last file at.
SPLIT = (";", ",", "\t", "|")


def split_cells(text: str) -> list[tuple[str, str]]:
    """Every cell of every record, whatever the program splits at; also of one that knows no quotes."""
    found = [
        (at, cell)
        for at in SPLIT
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=at, quoting=quoting)
        for cell in record
    ]
    return found + [("text to columns", cell) for cell in re.split(r"[;,|\t\r\n\x0b\x0c]", text)]


def formulas(text: str) -> list[tuple[str, str]]:
    return [(at, c) for at, c in split_cells(text) if FORMULA.match(c) and not NUMBER.fullmatch(c)]


def file_of(*texts: str) -> str:
    """A file with these texts twice in a line, a number below zero beside them, and an empty cell."""
    numbers = (replace(ITEMS.columns[15], name=f"n{n}", empty=True) for n in "12")
    table = Table("t", EVENTS.row, (*EVENTS.columns[:2], *numbers))
    file = io.StringIO(newline="")
    rows: list[Row] = [{"learner": text, "pseudonym": text, "n1": -2, "n2": None} for text in texts]
    csv_file.write_rows(file, rows, table)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "x;=1+1",
        "x\t=1+1",
        'hello\n=HYPERLINK("http://example.org","k")',
        "hello\r=1",
        "hello\r\n+1",
        "x|@SUM(A1)",
        "x,-2+3",
        'x;"=1+1',
        'x; "\t =1+1',
        "x;;\n\n=1",
        "x;'=1",
        "x;＝1",
        "x;\u200b=1",
        "\u3000=1",
        "\u2007=1",
        "\x0b=1",
        "﹢1",
        '"=1',
    ],
    ids=lambda text: text.encode("unicode_escape").decode(),
)
def test_no_part_of_a_text_is_a_formula_wherever_it_is_split(text: str) -> None:
    assert formulas(file_of(text, f"a{text}", f"{text};", text)) == []
    assert csv_file.unguarded(csv_file.guarded(text)) == text


TRICKY = st.text(st.sampled_from(";,|\t\r\n \"'=+-@＝x1\u200b\x0b"), max_size=12)


@given(st.lists(TRICKY, min_size=1, max_size=3))
@example([";", "=1"])
@example(['";', '"=1'])
def test_no_text_at_all_is_a_formula_wherever_it_is_split(texts: list[str]) -> None:
    assert formulas(file_of(*texts)) == []
    assert [csv_file.unguarded(csv_file.guarded(text)) for text in texts] == texts


def test_a_long_text_is_guarded_as_fast_as_it_is_read() -> None:
    """Looking again at each place of a run would take minutes here, and longer than anybody waits for more."""
    for text in ("\n" * 300_000, ";" * 300_000 + "=", " " * 300_000 + "x", "'" * 300_000, ";'" * 100_000):
        assert csv_file.unguarded(csv_file.guarded(text)) == text


def test_texts_stand_in_quotes_and_numbers_without() -> None:
    assert file_of('a "b"') == '"learner","pseudonym","n1","n2"\r\n"a ""b""","a ""b""",-2,\r\n'
    file = io.StringIO(newline="")
    assert csv_file.write_lines(file, [["Bea", "12.5", "-1", ""]]) == 1
    assert file.getvalue() == '"Bea",12.5,-1,\r\n'


def test_no_file_of_the_records_holds_a_formula_wherever_it_is_split(
    store: Records, book: Book, tmp_path: Path
) -> None:
    for name in TABLES:
        export(store, book, Job("csv", tmp_path / name, table=name))
        assert formulas((tmp_path / name).read_bytes().decode())[:3] == []


def test_numbers_stay_numbers(store: Records, book: Book, tmp_path: Path) -> None:
    """A mark can be below zero; a spreadsheet must be able to add it up."""
    out = tmp_path / "out.csv"
    export(store, book, Job("csv", out, table="items"))
    with out.open(encoding="utf-8", newline="") as file:
        found = [line["points"] for line in csv.DictReader(file)]
    assert any(points.startswith("-") for points in found)
    assert sum(map(int, found)) == sum(int(str(row["points"])) for row in rows(store, book, ITEMS, Lang.DA))


@given(st.text() | st.sampled_from(HOSTILE[:3]))
@example("")
@example("'")
@example("\ufeff")
@example(" =1")
def test_guarding_is_safe_and_taken_off_exactly(text: str) -> None:
    cell = csv_file.guarded(text)
    assert csv_file.unguarded(cell) == text
    assert cell
    assert not cell.lstrip(" \u00a0\u200b\ufeff").startswith(csv_file.DANGEROUS)


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3))
def test_any_text_survives_the_file(cells: list[str | None]) -> None:
    file = io.StringIO(newline="")
    csv_file.write_lines(file, [[csv_file.written(cell) for cell in cells]])
    (line,) = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
    text = next(column for column in EVENTS.columns if column.name == "text")
    assert [csv_file.read(cell, text) for cell in line] == cells


def test_excel_is_told_that_it_is_utf_8_only_when_asked(store: Records, book: Book, tmp_path: Path) -> None:
    for bom in (False, True):
        out = tmp_path / f"{bom}.csv"
        export(store, book, Job("csv", out, table="attempts", bom=bom))
        assert out.read_bytes().startswith(b"\xef\xbb\xbf") == bom
        assert out.read_bytes().count(b"\r\n") == 6
        assert len(list(csv_file.read_rows(out, ATTEMPTS))) == 5


def test_the_marks_of_an_attempt_add_up_to_its_sum(store: Records, book: Book) -> None:
    items = rows(store, book, ITEMS, Lang.EN)
    for attempt in rows(store, book, ATTEMPTS, Lang.EN):
        marks = [item for item in items if item["attempt"] == attempt["attempt"]]
        if attempt["not_marked"]:
            assert (marks, attempt["points"]) == ([], None)
            continue
        assert sum(int(str(item["points"])) for item in marks) == attempt["sum"]
        assert attempt["points"] == sum(int(str(attempt[name])) for name in ("sum", "floor", "cap"))
        assert (
            len({(item["visit_number"], item["rule"], item["harm"]) for item in marks if item["mark"] == "critical"})
            == attempt["critical"]
        )


def test_a_repeated_case_is_practice_and_an_unfinished_one_is_not_marked(store: Records, book: Book) -> None:
    attempts = rows(store, book, ATTEMPTS, Lang.EN)
    assert [a["number"] for a in attempts if a["practice"]] == [2]
    assert [a["case"] for a in attempts if a["not_marked"] == "unfinished"] == ["selma-hodzic"]
    practice = {item["attempt"] for item in rows(store, book, ITEMS, Lang.EN) if item["practice"]}
    assert practice == {a["attempt"] for a in attempts if a["practice"]}


def test_the_table_of_attempts_says_what_counts_and_how_much_was_told(store: Records, book: Book) -> None:
    name = with_open_choices(store)
    attempts = {str(a["attempt"]): a for a in rows(store, book, ATTEMPTS, Lang.EN)}
    assert {a["feedback"] for a in attempts.values()} == {"full"}
    open_choices = str(attempts.pop(name)["undecided"]).split()
    visit = content.load_case("rikke-thorsen").visits[0].id
    singles = {f"{visit}.{name}" for name, decision in book.decisions.items() if not decision.row}
    assert set(open_choices) == singles - {f"{visit}.triage", f"{visit}.urgency"}
    assert [a["undecided"] for a in attempts.values()] == [None] * 5
    whole = {key for key, a in attempts.items() if a["counts"]}
    assert whole == {key for key, a in attempts.items() if a["points"] is not None and not a["practice"]}
    assert len(whole) == 3


def test_an_attempt_that_leaves_choices_open_counts_nowhere(store: Records, book: Book) -> None:
    name = with_open_choices(store)
    (found,) = [a for a in rows(store, book, ATTEMPTS, Lang.EN) if a["attempt"] == name]
    assert (found["counts"], found["passed"], found["not_marked"]) == (False, False, None)


def test_an_attempt_at_a_changed_case_is_listed_and_not_marked(
    store: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "case_hash", lambda case: "another")
    reasons = {a["case"]: a["not_marked"] for a in rows(store, book, ATTEMPTS, Lang.EN)}
    assert reasons == {"jesper-lund": "case_changed", "rikke-thorsen": "case_changed", "selma-hodzic": "unfinished"}


def test_one_event_that_cannot_be_read_spoils_its_own_attempt_only(store: Records, book: Book) -> None:
    learner = players()[1].id
    first = next(e for e in store.stream(learner) if e.kind == "start")
    store.append(learner, "odd-1", first.attempt, "ask", {"from": "the future"}, expect=len(store.events(learner)))
    reasons = [a["not_marked"] for a in rows(store, book, ATTEMPTS, Lang.EN) if a["learner"] == learner]
    assert reasons == ["unreadable", None]
    assert any(row["action"] == "odd-1" for row in rows(store, book, EVENTS, Lang.EN))


def test_half_a_character_in_the_record_does_not_stop_an_export(store: Records, book: Book, tmp_path: Path) -> None:
    learner = players()[0].id
    last = len(store.events(learner))
    store.append(learner, "half", "x", "note", {"text": "\ud83d", "note": "n"}, expect=last)
    for form in ("csv", "parquet", "xapi"):
        assert export(store, book, Job(form, tmp_path / form)) > last
    row = next(row for row in csv_file.read_rows(tmp_path / "csv", EVENTS) if row["action"] == "half")
    assert (row["text"], row["body"]) == ("?", '{"note":"n","text":"\\ud83d"}')


# ---- the schema ----


def test_a_row_that_does_not_fit_is_never_written(store: Records, book: Book) -> None:
    good = rows(store, book, ATTEMPTS, Lang.EN)[0]
    assert checked(good, ATTEMPTS) == good
    for wrong in (
        {**good, "points": "12"},
        {**good, "points": True},
        {**good, "practice": 1},
        {**good, "learner": None},
        {**good, "started": "yesterday"},
        {**good, "started": "2026-01-01T00:00:00"},
        {**good, "more": 1},
        {name: cell for name, cell in good.items() if name != "floor"},
    ):
        with pytest.raises(SchemaError):
            checked(wrong, ATTEMPTS)


def test_another_file_is_refused(store: Records, book: Book, tmp_path: Path) -> None:
    for form, read in (("csv", csv_file.read_rows), ("parquet", parquet_file.read_rows)):
        out = tmp_path / form
        export(store, book, Job(form, out, table="attempts"))
        with pytest.raises(UsageError, match="is not a table of items"):
            list(read(out, ITEMS))
    spoiled = tmp_path / "spoiled.csv"
    spoiled.write_bytes((tmp_path / "csv").read_bytes().replace(b"false", b"perhaps", 1))
    with pytest.raises(UsageError, match="row 2 does not fit"):
        list(csv_file.read_rows(spoiled, ATTEMPTS))


def test_the_documents_have_the_columns_that_there_are() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        assert described(table, Lang.EN) in text, f"docs/exports.md: the table of {table.name} is stale"


def test_without_pyarrow_one_sentence_says_how_to_get_it(
    store: Records, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r'not installed. Install it with: pip install "lbp-teach\[export\]"'):
        export(store, book, Job("parquet", tmp_path / "out"))
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == []
    assert export(store, book, Job("csv", tmp_path / "out")) > 100


# ---- the file ----


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(ZeroDivisionError), target.whole(out, force=False) as part:  # noqa: PT012
        part.write_text("half")
        1 / 0  # noqa: B018
    assert list(tmp_path.iterdir()) == []
    with target.whole(out, force=False) as part:
        part.write_text("whole")
        assert not out.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_nothing_is_replaced_unless_asked(tmp_path: Path) -> None:
    out, begun = tmp_path / "out.csv", False
    out.write_text("mine")
    with pytest.raises(UsageError, match="exists already"), target.whole(out, force=False):
        begun = True
    assert not begun, "it is said before a long export begins, not after"
    with target.whole(out, force=True) as part:
        part.write_text("new")
    assert out.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_not_replaced_either(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(UsageError, match="exists already"), target.whole(out, force=False) as part:  # noqa: PT012
        part.write_text("ours")
        out.write_text("theirs")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["theirs"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"), target.whole(tmp_path / "no" / "out", force=False):
        pass
    with pytest.raises(UsageError, match="is a folder"), target.whole(tmp_path, force=True):
        pass


# ---- memory ----


@pytest.mark.parametrize("form", ["csv", "xapi"])
def test_memory_does_not_grow_with_the_number_of_events(tmp_path: Path, book: Book, form: str) -> None:
    peaks, sizes = [], (1_000, 8_000) if form == "csv" else (250, 1_250)
    for events in sizes:
        store = tmp_path / f"{events}.sqlite3"
        make_store(store, events, each=sizes[0] // 2)
        records = Records(store)
        tick, job = 0, Job(form, tmp_path / "out", force=True)

        def count(more: int) -> None:
            nonlocal tick
            tick += more

        export(records, book, replace(job, wanted=Wanted(frozenset(["Birk-0"]))))  # what is loaded once
        tracemalloc.start()
        export(records, book, job, tick=count)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        records.close()
        assert tick == events
    assert peaks[1] < 1.4 * peaks[0], f"{sizes} events took {peaks} bytes"
