"""A class as pandas tables and reports in a teacher's notebook: the dashboard's own numbers, empty, and simulated."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from lbp_teach import content
from lbp_teach.cohort import dashboard_people, tables
from lbp_teach.cohort.dashboard_data import Cohort
from lbp_teach.cohort.dashboard_say import Say
from lbp_teach.cohort.dashboard_session import CohortSession
from lbp_teach.cohort.dashboard_tree import to_html
from lbp_teach.cohort.frame import Marks
from lbp_teach.cohort.judging import keep, rate
from lbp_teach.cohort.simulate import Plan, simulate
from lbp_teach.cohort.simulated.store import open_simulated
from lbp_teach.cohort.tables import ClassTables, open_class
from lbp_teach.exports.gradebook import Gradebook, amount, gradebook_lines
from lbp_teach.exports.reading import Wanted, attempts_of
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.result import why_not
from lbp_teach.text import Lang

CASE = "kaj-roenholt"
NAMES = ("about", "items", "options", "reliability", "standards", "habits", "learners")


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory, book: Book) -> ClassTables:
    """Thirty simulated learners at one case, judged by three and rated by one."""
    folder = tmp_path_factory.mktemp("thirty")
    simulate(folder, 30, Plan(1, (CASE,)))
    store = open_simulated(folder)
    keep(store, {f"{judge}:{CASE}": percent for judge, percent in ((1, "40"), (2, "50"), (3, "60"))}, 0, "me")
    for number, learner in enumerate(store.learners()):
        rate(store, learner.id, 1 + number % 4)
    return ClassTables(CohortSession(Marks(store, book), book), Lang.EN)


def test_items_are_those_of_the_dashboard(thirty: ClassTables, book: Book) -> None:
    attempts, marks = thirty.frames()
    found = {one.item: one for one in Cohort.of(attempts, marks, book).analysis_of(None).items}
    table = thirty.items()
    assert set(table["item"]) == set(found)
    for row in table.itertuples():
        one = found[row.item]
        assert row.n == one.n
        assert row.facility == pytest.approx(one.facility.value)
        assert one.facility.interval is not None
        assert row.facility_low == pytest.approx(one.facility.interval.low)
        assert (None if pd.isna(row.item_rest) else row.item_rest) == pytest.approx(one.rest.value)
    hidden = thirty.habits()
    hidden = hidden[hidden["share"].isna()]
    assert len(hidden) > 0
    assert (hidden["note"] != "").all(), "what has no number says why"
    chosen = thirty.options(table["item"][table["item"].str.contains("/choice/")].iloc[0])
    assert len(chosen) > 1
    assert not chosen["n"].dropna().between(1, 4).any()


def test_pass_marks_are_those_that_were_typed(thirty: ClassTables) -> None:
    table = thirty.standards().set_index("method")
    angoff = table.loc["Angoff"]
    assert (angoff["n"], angoff["cut"]) == (3, pytest.approx(0.5))
    assert "3 judges are few" in angoff["note"]
    line = table.loc["Borderline regression"]
    assert line["n"] >= 20
    assert 0 < line["cut"] < 1
    assert 0 <= line["r_squared"] <= 1


def test_a_learner_whom_a_critical_error_caps_has_one_result_everywhere(thirty: ClassTables, book: Book) -> None:
    source = thirty._session._marks
    assert isinstance(source, Marks)
    store = source.store
    own = {
        learner.id: one.report
        for learner in store.learners()
        for one in attempts_of(learner, store, book)
        if one.report and one.number == 1 and why_not(one.report) is None
    }
    # What a learner reads in her own debrief is `Report.percent`.
    assert sum(one.cap < 0 and bool(one.critical) for one in own.values()) >= 5, "some must be capped"
    grades = {line[0]: line[1] for line in gradebook_lines(store, book, Wanted(), Gradebook("moodle", (CASE,)))}
    listed = thirty.learners().set_index("learner")
    (page,) = dashboard_people.learners_page(thirty._data, Say(book, Lang.EN))
    html = to_html(page)
    assert set(listed.index) == set(own)
    for learner, report in own.items():
        row = listed.loc[learner]
        assert row["score"] == round(100 * report.score, 1)
        assert grades[learner] == amount(100 * report.score)
        cells = [row["pseudonym"], f"{row['dangerous']}</td>", f"{row['too_much']}</td>", f"{report.percent}</td>"]
        assert f"{cells[0]}</th><td>{'<td>'.join(cells[1:])}" in html
        assert f"<td>{report.percent}</td>" in thirty.report_of(learner).html
    # Three judges said 50: who would pass is counted in the learners' own reports.
    passing = thirty.standards().set_index("method").loc["Angoff", "pass"]
    assert passing == pytest.approx(sum(one.score >= 0.5 for one in own.values()) / len(own))


def test_simulated_stands_on_every_table_and_report(thirty: ClassTables, tmp_path: Path) -> None:
    for name in NAMES:
        table = getattr(thirty, name)()
        assert table.columns.name == "SIMULATED", name
        assert "SIMULATED" in table._repr_html_(), name
    files = thirty.save_reports(str(tmp_path / "out"))
    assert len(files) == 1 + len(thirty.learners())
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "SIMULATED" in text
        assert not re.search(r"(src|href)=|<script", text)


def test_a_report_is_of_a_place_a_pseudonym_or_an_id(thirty: ClassTables) -> None:
    first = thirty.learners().iloc[0]
    by_place = thirty.report_of(1)
    assert f"Report for {first['pseudonym']}" in by_place.html
    assert thirty.report_of(first["pseudonym"]).name == thirty.report_of(first["learner"]).name == by_place.name
    with pytest.raises(ValueError, match="Nobody is called"):
        thirty.report_of("Birk-42")
    with pytest.raises(ValueError, match="none of them"):
        thirty.report_of(99)
    shown = by_place._repr_html_()
    assert 'sandbox=""' in shown
    assert 'download="lbp-' in shown
    assert len(repr(by_place)) < 60


def test_a_pseudonym_that_several_have_is_not_guessed(thirty: ClassTables, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [one.__class__(**{**vars(one), "pseudonym": "Eg-1"}) for one in thirty._people()[:2]]
    monkeypatch.setattr(thirty, "_people", lambda: people)
    with pytest.raises(ValueError, match="Several are called 'Eg-1'"):
        thirty.report_of("Eg-1")


@pytest.mark.parametrize("lang", list(Lang))
def test_an_empty_store_has_empty_tables_and_says_that_nobody_is_there(
    records: Records, book: Book, lang: Lang
) -> None:
    nobody = ClassTables(CohortSession(Marks(records, book), book), lang)
    for name in NAMES:
        table = getattr(nobody, name)()
        assert table.columns.name is None
        assert "nan" not in without_file(table._repr_html_()).lower()
    assert len(nobody.items()) == len(nobody.learners()) == len(nobody.standards()) == 0
    sentence = "Nobody has completed a case yet." if lang is Lang.EN else "Ingen har gennemført en case endnu."
    assert sentence in nobody.learners()._repr_html_()
    for report in (nobody.report(), nobody.report_of(1)):
        assert sentence in report.html
        shown = report._repr_html_()
        assert sentence in shown
        assert "download" not in shown, "nobody's report is not offered"
        assert "iframe" not in shown
    assert repr(nobody) == "<LBP Teach class>"


def test_a_notebook_opens_this_installations_records(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lbp_teach.cohort.dashboard_session.open_marks", lambda: Marks(records, book))
    assert open_class("en", since="2026-09-01").about()["learners"].tolist() == [0]
    monkeypatch.delenv("LBP_LANG", raising=False)
    assert "Ingen har" in open_class().report().html
    monkeypatch.setenv("LBP_LANG", "en")
    assert "Nobody has" in open_class().report().html
    for query, words in (("lang=da&course=x", "Ingen har"), ("lang=fr", "Nobody has"), ("", "Nobody has")):
        monkeypatch.setenv("QUERY_STRING", query)
        assert words in open_class().report().html, query
    monkeypatch.setenv("QUERY_STRING", "lang=da")
    assert "Nobody has" in open_class("en").report().html, "who asks in the notebook is heard first"
    with pytest.raises(ValueError, match="Invalid isoformat"):
        open_class(since="yesterday")
    with pytest.raises(ValueError, match="fr"):
        open_class("fr")


def without_file(shown: str) -> str:
    """Return what a page shows of a table; the file is encoded, and any letters may stand in it."""
    return re.sub(r'href="data:[^"]*"', "", shown)


def rows_of(shown: str) -> list[list[str]]:
    """Return the rows of the file that is offered beside a table."""
    found = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]*)"', shown)
    assert found is not None
    return list(csv.reader(io.StringIO(base64.b64decode(found[1]).decode("utf-8-sig"), newline="")))


def test_a_table_is_shown_rounded_escaped_and_with_a_dash() -> None:
    table = tables.Table({"a": [1 / 3, None], "b": ["<b>", "x"], "<c>": [-0.001, -12.345]})
    shown = table._repr_html_()
    assert ">0,33</td>" in shown
    assert ">–</td>" in shown
    assert "&lt;b&gt;" in shown
    assert "&lt;c&gt;" in shown
    assert not re.search("<[bc]>", shown)
    assert ">0,00</td>" in shown, "no minus before a zero"
    assert ">−12,3</td>" in shown
    table.attrs["lang"] = "en"
    assert ">0.33</td>" in table._repr_html_()
    assert table["a"].iloc[0] == 1 / 3
    chosen = table[table["a"].isna()]
    assert isinstance(chosen, tables.Table)
    assert "<td>1</td>" in chosen._repr_html_(), "a row that was chosen keeps its label"


def test_what_a_page_leaves_out_is_in_the_file(thirty: ClassTables) -> None:
    table = thirty.items()
    shown = table._repr_html_()
    assert f"Rows: the first 20 of {len(table)}." in shown
    assert 'download="lbp-items-simulated.csv"' in shown
    head, *rows = rows_of(shown)
    assert head == list(table.columns)
    assert [row[-1] for row in rows] == table["item"].tolist()
    facility = table.loc[0, "facility"]
    assert float(rows[0][head.index("facility")]) == facility, "not rounded"
    assert "" in rows[0], "an empty cell is empty"


def test_a_page_begins_with_what_matters_and_an_interval_is_one_column(thirty: ClassTables) -> None:
    shown = thirty.items()._repr_html_()
    heads = [re.sub("<[^>]*>", " ", one).split() for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', shown)]
    words = [" ".join(one) for one in heads]
    assert words[:5] == ["Item label, case, visit", "n", "Share of the points facility", "95%", "Look at look_at, note"]
    assert len(words) == 10
    assert "facility_low" not in without_file(shown)
    assert re.search(r">−?\d\.\d\d to −?\d\.\d\d</td>", shown)
    assert "<small>Kaj Rønholt, " in shown


def test_no_spreadsheet_runs_a_cell_of_the_file() -> None:
    table = tables.Table({"a": ["=1+1", 'say "x", y'], "b": [True, False], "c": [-1, None]}).convert_dtypes()
    assert rows_of(table._repr_html_()) == [["a", "b", "c"], ["'=1+1", "true", "-1"], ['say "x", y', "false", ""]]


def test_a_page_without_an_app_has_a_way_back() -> None:
    folder = Path(content.__file__).parents[1] / "notebooks" / "teacher"
    for path in folder.glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        tags = json.loads(text)["cells"][0]["metadata"].get("tags", [])
        assert ("way-back" in tags) != ("from lbp_widgets import" in text), path.name
        assert ("beside-cohort" in tags) == (path.stem in ("items", "reports")), path.name


def test_the_notebooks_call_what_there_is() -> None:
    folder = Path(content.__file__).parents[1] / "notebooks" / "teacher"
    for name in ("items", "reports"):
        text = (folder / f"{name}.ipynb").read_text(encoding="utf-8")
        called = set(re.findall(r"the_class\.(\w+)\(", text))
        assert len(called) >= 4
        assert all(callable(getattr(ClassTables, one)) for one in called)
