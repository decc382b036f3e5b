"""xAPI statements: held against a schema written apart from the code, and against the rules of the specification."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from played import HOSTILE, played, players, with_open_choices

import lbp_teach.exports as exports
from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.errors import UsageError
from lbp_teach.exports import statement, xapi, xapi_file
from lbp_teach.exports.columns import SchemaError
from lbp_teach.exports.flat import attempt_rows, item_rows
from lbp_teach.exports.job import Job, export
from lbp_teach.exports.reading import Wanted, attempts_of
from lbp_teach.exports.xapi_words import VERBS, Lrs
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.play import VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.text import Lang

SCHEMA = json.loads((Path(exports.__file__).parent / "xapi_statement.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
Plain = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Records]:
    records = Records(played(tmp_path))
    yield records
    records.close()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, book: Book) -> list[Plain]:
    records = Records(played(tmp_path_factory.mktemp("statements")))
    made = list(xapi.statements(records, Lrs(book), Wanted()))
    records.close()
    return made


def verb(one: Plain) -> str:
    return str(one["verb"]["id"]).rpartition("/")[2]


def extension(one: Plain, name: str, part: str = "result") -> Any:
    return one[part].get("extensions", {}).get(f"https://lbp-teach.invalid/xapi/{name}")


def shape(one: Plain) -> tuple[object, ...]:
    """What statements have in common that are checked by the same parts of the schema."""
    activity = one["object"]["definition"]
    kind = extension(one, "kind", "context")
    return verb(one), activity["type"], kind, *(frozenset(one.get(part, {})) for part in ("result", "context"))


def test_every_statement_fits_the_schema(found: list[Plain]) -> None:
    """Validating all of them takes ten seconds, so one of each shape stands for the others."""
    Draft202012Validator.check_schema(SCHEMA)
    shapes = {shape(one): one for one in found}
    assert len(shapes) > 12
    problems = [(error.json_path, error.message) for one in shapes.values() for error in VALIDATOR.iter_errors(one)]
    assert problems[:5] == []
    assert {verb(one) for one in found} == set(VERBS)


def test_the_schema_and_the_types_both_see_what_is_wrong(found: list[Plain]) -> None:
    good = next(one for one in found if verb(one) == "scored" and "response" in one["result"])

    def broken(**change: Any) -> Plain:
        one = copy.deepcopy(good)
        for path, value in change.items():
            *way, last = path.split("__")
            place = one
            for step in way:
                place = place[step]
            place[last] = value
        return one

    for wrong in (
        broken(id="7"),
        broken(timestamp="2026-01-01T00:00:00"),
        broken(timestamp="2026-01-01T00:00:00-00:00"),
        broken(actor__mbox="mailto:a@example.org"),
        broken(actor__account__homePage="urn:lbp"),
        broken(verb__id="scored"),
        broken(verb__display={"da": "x"}),
        broken(object__id="no iri"),
        broken(result__score__scaled=1.5),
        broken(result__score__raw=None),
        broken(result__extensions={"no iri": 1}),
        broken(context__extensions={"https://x.invalid/a": {"deep": [None]}}),
        broken(context__registration="x"),
        broken(more=1),
    ):
        assert not VALIDATOR.is_valid(wrong), wrong
        with pytest.raises(SchemaError):
            statement.checked(wrong)
    with pytest.raises(SchemaError, match="raw is not between"):
        statement.checked(broken(result__score__raw=10_000))


def test_the_rules_of_the_specification_that_a_schema_cannot_say(found: list[Plain]) -> None:
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert datetime.fromisoformat(one["timestamp"]).utcoffset() is not None
        score = one.get("result", {}).get("score")
        if score:
            assert score["raw"] <= score["max"]
            assert score.get("min", score["raw"]) <= score["raw"]
            share = score["raw"] / score["max"]
            assert score.get("scaled", share) == pytest.approx(share, abs=1e-6)
            assert ("scaled" in score) == (share >= -1), "what cannot be said on the scale is not said on it"
    registrations = {one["context"].get("registration") for one in found} - {None}
    assert len(registrations) == 5, "one for each attempt"


def test_a_second_export_gives_the_same_statements(store: Records, book: Book, tmp_path: Path) -> None:
    for name in ("first", "second"):
        export(store, book, Job("xapi", tmp_path / name))
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_what_happens_later_changes_no_earlier_statement(store: Records, book: Book, found: list[Plain]) -> None:
    learner = players()[0].id
    last = len(store.events(learner))
    attempt = next(e.attempt for e in store.stream(learner) if e.body.get("case") == "selma-hodzic")
    store.append(learner, "later-1", attempt, "lock", {"visit": "first"}, expect=last)
    store.append(learner, "later-2", attempt, "next", {"from": "first", "visit": None}, expect=last + 1)
    finished = next(e.attempt for e in store.stream(learner) if e.body.get("case") == "jesper-lund")
    store.append(learner, "later-3", finished, "reflect", {"text": "next time I ask first"}, expect=last + 2)
    later = {one["id"]: one for one in xapi.statements(store, Lrs(book), Wanted())}
    assert len(later) > len(found) + 3
    assert [one for one in found if later[one["id"]] != one] == []


@pytest.mark.parametrize("form", ["xapi", "xapi-array"])
def test_both_forms_are_read_back_as_they_were(
    store: Records, book: Book, tmp_path: Path, found: list[Plain], form: str
) -> None:
    out = tmp_path / "out.json"
    assert export(store, book, Job(form, out)) == len(found)
    assert list(xapi_file.read_statements(out)) == found
    text = out.read_text(encoding="utf-8")
    assert json.loads(text) == found if form == "xapi-array" else len(text.splitlines()) >= len(found)


def test_an_empty_export_is_an_empty_array(book: Book, tmp_path: Path) -> None:
    records = Records(tmp_path / "empty.sqlite3")
    for form, wanted in (("xapi", ""), ("xapi-array", "[\n]\n")):
        assert export(records, book, Job(form, tmp_path / form)) == 0
        assert (tmp_path / form).read_text() == wanted
        assert list(xapi_file.read_statements(tmp_path / form)) == []
    records.close()


def test_something_else_is_no_statement(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("{]", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no xAPI statements"):
        list(xapi_file.read_statements(path))


def test_what_was_expected_and_not_done_is_ignored(store: Records, book: Book, found: list[Plain]) -> None:
    """One for each missing finding of each mark, and one for each choice that was not made."""
    missing = Counter(
        (str(item["attempt"]), fact)
        for item in item_rows(store, book, Wanted(), Lang.EN)
        for fact in str(item["missing"] or "").split()
    )
    told = [one for one in found if verb(one) == "ignored" and "/findings/" in one["object"]["id"]]
    assert len(told) == sum(missing.values()) > 20
    assert all(extension(one, "rule") for one in told)
    assert all(one["verb"]["id"] == "https://w3id.org/xapi/medbiq/verbs/ignored" for one in told)


def test_the_result_is_that_of_the_attempt(store: Records, book: Book, found: list[Plain]) -> None:
    wholes = [one for one in found if verb(one) == "scored" and "/cases/" in one["object"]["id"]]
    marked = [a for a in attempt_rows(store, book, Wanted()) if a["points"] is not None]
    assert [(w["result"]["score"]["raw"], w["result"]["score"]["max"]) for w in wholes] == [
        (a["points"], a["of"]) for a in marked
    ]
    assert [w["timestamp"] for w in wholes] == [a["finished"] for a in marked]
    assert [extension(w, "practice") for w in wholes] == [a["practice"] for a in marked]
    for name in ("case-hash", "edition", "scorer"):
        assert [extension(w, name, "context") for w in wholes] == [a[name.replace("-", "_")] for a in marked]
    completed = [one for one in found if verb(one) == "completed"]
    assert {one["result"]["completion"] for one in completed} == {True}
    assert len(completed) == len(marked)


def whole_of(store: Records, book: Book, attempt: str) -> Plain:
    """The statement of an attempt's result."""
    (found,) = [
        one
        for learner in players()
        for marked in attempts_of(learner, store, book)
        if marked.attempt.id == attempt
        for one in xapi.of_marks(marked, Lrs(book))
        if "/cases/" in one["object"]["id"]
    ]
    return statement.checked(found)


def test_a_result_with_choices_left_open_is_not_complete_and_does_not_count(store: Records, book: Book) -> None:
    one = whole_of(store, book, with_open_choices(store))
    assert one["result"]["completion"] is False
    assert (extension(one, "counts"), extension(one, "does-not-count")) == (False, "undecided")
    assert "imaging" in " ".join(extension(one, "undecided"))
    assert VALIDATOR.is_valid(one)


def test_a_result_says_whether_it_counts_and_how_much_was_told(found: list[Plain]) -> None:
    wholes = [one for one in found if verb(one) == "scored" and "/cases/" in one["object"]["id"]]
    assert {one["result"]["completion"] for one in wholes} == {True}
    told = Counter(tuple(extension(one, n) for n in ("counts", "does-not-count", "practice-from")) for one in wholes)
    assert told == {(True, None, None): 3, (False, "practice", 1): 1}
    assert {extension(one, "feedback") for one in wholes} == {"full"}


def test_a_result_is_never_below_zero_and_an_estimate_below_its_scale_is_raw_only(store: Records, book: Book) -> None:
    learner = players()[1]
    one = next(one for one in attempts_of(learner, store, book) if one.report)
    case = content.load_case(one.attempt.case)
    names = [option.value for option in book.decisions["triage"].options]
    best = assess(book, visit_facts(case, one.attempt.visits[0].visit, book)).verdicts["triage"]
    wrong = next(name for name in names if name not in (*best.best, *best.acceptable))
    sure = {name: 100 * (name == wrong) for name in names}
    visits = tuple(VisitState(v.visit, estimates={"after": sure}, locked=True) for v in one.attempt.visits)
    attempt = replace(one.attempt, visits=visits)
    made = list(xapi.of_marks(replace(one, attempt=attempt, report=score(case, attempt, book)), Lrs(book)))
    whole = next(statement.checked(m)["result"]["score"] for m in made if "/cases/" in m["object"]["id"])
    assert (whole["raw"], whole["scaled"], whole["min"]) == (0, 0.0, 0)
    (estimate, *_) = [statement.checked(m)["result"]["score"] for m in made if m["object"]["id"].endswith("/estimate")]
    assert estimate["raw"] < -estimate["max"]
    assert "scaled" not in estimate


def test_the_actor_is_a_pseudonym_and_nothing_more(found: list[Plain]) -> None:
    careless, careful = players()
    assert {json.dumps(one["actor"], sort_keys=True) for one in found} == {
        json.dumps(
            {"objectType": "Agent", "account": {"homePage": "https://lbp-teach.invalid", "name": one.id}},
            sort_keys=True,
        )
        for one in (careless, careful)
    }
    assert careless.name not in json.dumps(found, ensure_ascii=False)


def test_what_was_written_is_a_comment_word_for_word(found: list[Plain]) -> None:
    said = [one["result"]["response"] for one in found if verb(one) == "commented"]
    assert said == [text.strip().encode("utf-8", "replace").decode() for text in HOSTILE]


def test_names_are_in_both_languages(found: list[Plain]) -> None:
    urgency = next(one for one in found if one["object"]["id"].endswith("/decisions/urgency"))
    name = urgency["object"]["definition"]["name"]
    assert name["da"] != name["en"]
    assert {choice["description"]["en"] for choice in urgency["object"]["definition"]["choices"]}


def test_a_home_page_of_ones_own_changes_every_address(store: Records, book: Book) -> None:
    own = list(xapi.statements(store, Lrs(book, "https://lbp.example.org"), Wanted()))
    assert "lbp-teach.invalid" not in json.dumps(own)
    assert not {one["id"] for one in own} & {one["id"] for one in xapi.statements(store, Lrs(book), Wanted())}
    assert xapi_file.home_page("https://lbp.example.org/") == "https://lbp.example.org"
    for wrong in ("urn:x", "https://", "https://a b", "javascript:alert(1)", ""):
        with pytest.raises(UsageError, match="is no web address"):
            xapi_file.home_page(wrong)
