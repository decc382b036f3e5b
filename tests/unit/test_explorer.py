"""The guideline to read: statements with source and disagreements, search in both languages, five figures."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from lbp_teach import content, explorer, explorer_session
from lbp_teach.explorer_search import index_of, marks, search, stem, typed_words, words_of
from lbp_teach.explorer_words import CHAPTERS, COLOURS, CONFLICT_TYPES, KINDS, PRIORITIES, STRENGTHS
from lbp_teach.figure_model import Box
from lbp_teach.figures import FIGURES, check_figures, figure_page, share
from lbp_teach.guideline.assess import Book
from lbp_teach.text import Lang, Text, both

langs = pytest.mark.parametrize("lang", list(Lang))


@pytest.fixture(scope="module")
def library() -> Book:
    return content.library()


# ---- statements, topics, disagreements ----


@langs
def test_every_statement_stands_in_exactly_one_topic_of_one_chapter(library: Book, lang: Lang) -> None:
    listed = [t["id"] for chapter in explorer.contents(library, lang)["chapters"] for t in chapter["topics"]]
    assert sorted(listed) == sorted(t.id for t in library.guideline.topics)
    shown = [one["id"] for topic in listed for one in explorer.topic_page(library, topic, lang)["statements"]]
    assert sorted(shown) == sorted(library.statements)


@langs
def test_a_statement_is_shown_with_its_source_its_facts_and_every_disagreement(library: Book, lang: Lang) -> None:
    for name, found in library.statements.items():
        page = explorer.statement_page(library, name, lang)
        (one,) = page["statements"]
        assert one["text"]
        assert "{" not in one["text"]
        assert len(one["citations"]) == 1 + len(found.also)
        assert all(chip["label"] and chip["statement"] for chip in one["citations"])
        if found.source != "toolkit":
            assert one["citations"][0]["label"].startswith(found.source)
        assert one["facts"] == list(found.facts)
        assert set(found.conflicts) <= set(one["conflicts"]) == set(page["conflicts"])
        assert one["reviewed"] == (found.reviewed == "sourced")


def test_a_disagreement_about_a_number_reaches_the_statements_that_show_the_number(library: Book) -> None:
    for parameter in library.guideline.parameters:
        for statement in library.guideline.statements:
            if "{" + parameter.id + "}" in statement.text.da:
                assert set(parameter.conflicts) <= set(library.conflicts_of(statement))


@langs
def test_a_disagreement_tells_who_says_what_where_why_and_how_it_is_read(library: Book, lang: Lang) -> None:
    page = explorer.conflicts_page(library, lang)
    assert len(page["conflicts"]) == len(library.conflicts)
    ranks = [list(PRIORITIES).index(one["priority"]) for one in page["conflicts"]]
    assert ranks == sorted(ranks)
    for one in page["conflicts"]:
        assert all(one[part] for part in ("question", "why", "follow", "teach", "type_label", "priority_label"))
        assert all(said["source"] and said["section"] and said["text"] for said in one["says"])
        assert one["reviewed"] == (library.conflicts[one["id"]].reviewed == "sourced")


def test_where_a_statement_is_used_names_each_rule_and_its_decisions(library: Book) -> None:
    for rule in library.guideline.rules:
        for name in rule.cites:
            page = explorer.statement_page(library, name, Lang.EN)
            (shown,) = (one for one in page["rules"] if one["id"] == rule.id)
            assert len(shown["decisions"]) == len(rule.then)
            assert "{" not in shown["because"]


def test_a_disagreement_lists_the_statements_that_name_it(library: Book) -> None:
    page = explorer.conflict_page(library, "C-10", Lang.DA)
    assert {s.id for s in library.guideline.statements if "C-10" in s.conflicts} <= {
        one["id"] for one in page["statements"]
    }


@langs
def test_editions_stand_side_by_side_with_what_differs_first(library: Book, lang: Lang) -> None:
    page = explorer.editions_page(library, lang)
    differing = {row["id"] for row in page["different"]}
    assert "nerve_root_imaging_weeks" in differing
    for parameter in library.guideline.parameters:
        values = {str(parameter.value(e.id)) for e in library.guideline.editions}
        assert (parameter.id in differing) == (len(values) > 1)
    root = next(row for row in page["different"] if row["id"] == "nerve_root_imaging_weeks")
    assert root["values"] == {"da": ["6–8 uger", "4–8 uger"], "en": ["6–8 weeks", "4–8 weeks"]}[lang.value]


def test_a_statement_whose_number_changes_with_the_edition_shows_both(library: Book) -> None:
    page = explorer.statement_page(library, "root_clock", Lang.EN)
    assert "6–8 weeks" in page["statements"][0]["text"]
    assert "4–8 weeks" in page["variants"][0]["text"]


def test_what_the_guideline_names_by_id_has_words(library: Book) -> None:
    assert {s.kind for s in library.guideline.statements} <= set(KINDS)
    assert {s.strength for s in library.guideline.statements} <= {*STRENGTHS, "none"}
    assert {c.type for c in library.guideline.conflicts} <= set(CONFLICT_TYPES)
    assert {c.priority for c in library.guideline.conflicts} <= set(PRIORITIES)
    assert {colour for f in library.guideline.flags for colour in f.colours} <= set(COLOURS)
    texts: list[Text] = [label for label, _ in CHAPTERS.values()]
    for table in (KINDS, STRENGTHS, CONFLICT_TYPES, PRIORITIES, COLOURS):
        texts += table.values()
    for text in texts:
        assert Text.model_validate(text.model_dump()) == text


# ---- search ----


def ids(found: dict[str, Any], group: str = "statements") -> list[str]:
    return [one["id"] for one in found[group]]


@pytest.mark.parametrize(
    ("typed", "statement"),
    [
        ("cauda equina", "cauda_equina_acute"),
        ("blære", "cauda_equina_signs"),
        ("bladder", "cauda_equina_signs"),
        ("natlige smerter", "night_pain_two_directions"),
        ("night pain", "night_pain_two_directions"),
        ("natsmerter", "night_pain_two_directions"),
        ("morgenstiv", "inflammatory_features"),
        ("scanningen", "imaging_request"),
        ("F-ACUTE-02", "cauda_equina_fam"),
        ("BLÆRE", "cauda_equina_signs"),
    ],
)
def test_a_statement_is_found_in_either_language_whichever_is_shown(library: Book, typed: str, statement: str) -> None:
    for lang in Lang:
        assert statement in ids(search(library, typed, lang)), lang


def test_disagreements_and_glossary_words_are_found_too(library: Book) -> None:
    found = search(library, "C-10", Lang.EN)
    assert ids(found, "conflicts")[0] == "C-10"
    assert "cauda_equina_signs" in ids(found)
    words = search(library, "dermatomes", Lang.DA)["words"]
    assert any(word["opens"] == "figure/dermatomes" for word in words)
    assert all(one["conflicts"] == [] or set(one["conflicts"]) <= set(found["touching"]) for one in found["statements"])


@pytest.mark.parametrize("typed", ["", "   ", "xqzw", "%", "(((", "a" * 5000, "\u0000", "og i på"])
def test_nothing_sensible_typed_is_no_error(library: Book, typed: str) -> None:
    found = search(library, typed, Lang.DA)
    assert set(found["count"]) == {"word", "conflict", "statement"}


def test_every_statement_is_found_by_its_own_words_in_both_languages(library: Book) -> None:
    index = index_of(library)
    for name, statement in list(library.statements.items())[::7]:
        for lang in Lang:
            words = library.words(statement.text)(lang)
            assert name in [entry.id for entry in index.find(words)][:5], (name, lang)


def test_whatever_a_result_opens_exists(library: Book) -> None:
    for entry in index_of(library).entries:
        what, _, rest = entry.opens.partition("/")
        if entry.group == "word" and what in ("topic", "figure", "editions"):
            assert explorer_session.known(library, what, rest.partition("/")[0])
        else:
            assert entry.opens in {**library.statements, **library.conflicts}


def test_marks_lie_on_the_words_that_were_found() -> None:
    text = "Natlige smerter kan pege to veje"
    assert [text[a:b] for a, b in marks(text, "natlige smerter")] == ["Natlige", "smerter"]
    assert marks(text, "scanning") == []


def test_words_and_stems() -> None:
    assert words_of("Blære, TARM og C-10") == ["blære", "tarm", "og", "c-10"]
    assert typed_words("hvad er blæren") == ["blæren"]
    assert typed_words("og") == ["og"]
    assert stem("smerterne") == "smert"
    assert stem("er") == "er"


# ---- figures ----


def test_every_box_opens_a_statement_and_every_name_leads_somewhere(library: Book) -> None:
    assert check_figures(library) == []


def test_there_are_the_five_figures_that_the_source_lacks() -> None:
    assert {f.id for f in FIGURES} == {"history", "icf", "dermatomes", "triage", "treatment"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"statements": ()}, "no statement"),
        ({"statements": ("gone",)}, "unknown statement"),
        ({"share": "gone"}, "unknown statement"),
        ({"share": "gp_coordinates"}, "no share"),
        ({"asks": ("gone",)}, "unknown question"),
        ({"id": "elsewhere"}, "unknown box"),
    ],
)
def test_a_figure_that_leads_nowhere_is_found(library: Book, change: dict[str, Any], what: str) -> None:
    figure = FIGURES[0]
    first, *rest = figure.boxes
    broken = dataclasses.replace(figure, boxes=(dataclasses.replace(first, **change), *rest))
    assert what in {fault.what for fault in check_figures(library, (broken,))}


def test_an_unknown_disagreement_beside_a_figure_is_found(library: Book) -> None:
    broken = dataclasses.replace(FIGURES[0], conflicts=("C-99",))
    assert [fault.what for fault in check_figures(library, (broken,))] == ["unknown conflict"]


@langs
def test_a_share_is_read_out_of_its_statement_and_stands_nowhere_else(library: Book, lang: Lang) -> None:
    for figure in FIGURES:
        for box in figure.boxes:
            assert "%" not in box.title(lang)
            if box.share:
                assert share(library, box, lang) in library.words(library.statements[box.share].text)(lang)
    box = Box("x", both(da="x", en="x"), ("gp_coordinates",))
    assert share(library, box, lang) is None


@langs
def test_a_figure_brings_everything_its_boxes_open(library: Book, lang: Lang) -> None:
    for figure in FIGURES:
        page = figure_page(library, figure.id, lang)
        assert [box["id"] for box in page["boxes"]] == [box.id for box in figure.boxes]
        for box in page["boxes"]:
            assert set(box["statements"]) <= set(page["statements"])
            touching = {c for s in box["statements"] for c in page["statements"][s]["conflicts"]}
            assert touching <= set(page["conflicts"])
            assert box["disputed"] == bool(touching)
        assert set(page["beside"]) <= set(page["conflicts"])


def test_the_words_of_the_figures_are_in_both_languages() -> None:
    for figure in FIGURES:
        texts = [figure.title, figure.lead, *(box.title for box in figure.boxes)]
        texts += [title for part in figure.parts for title in part.titles]
        for text in texts:
            assert Text.model_validate(text.model_dump()) == text


# ---- messages ----


def test_hello_lists_what_there_is_and_brings_the_words_of_the_screen() -> None:
    answer = explorer_session.answer({"type": "hello", "lang": "en", "n": 1})
    assert answer is not None
    assert (answer["type"], answer["lang"], answer["n"]) == ("contents", "en", 1)
    assert answer["strings"]["explorer.title"] == "Guideline"
    assert len(answer["sources"]) == 5
    assert len(answer["figures"]) == 5


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("topic", "IMG"),
        ("statement", "cauda_equina_acute"),
        ("conflict", "C-04"),
        ("figure", "icf"),
        ("conflicts", ""),
        ("editions", ""),
    ],
)
@langs
def test_whatever_can_be_opened_is_plain_data(what: str, name: str, lang: Lang) -> None:
    answer = explorer_session.answer({"type": "open", "what": what, "id": name, "lang": lang.value, "n": 7})
    assert answer is not None
    assert (answer["type"], answer["what"], answer["id"], answer["n"]) == ("page", what, name, 7)
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, {"type": "dance"}])
def test_a_message_that_means_nothing_is_passed_over(junk: Any) -> None:
    assert explorer_session.answer(junk) is None


@pytest.mark.parametrize(
    "message",
    [
        {"type": "open", "what": "statement", "id": "gone"},
        {"type": "open", "what": "case", "id": "jesper-lund"},
        {"type": "open", "what": ["topic"], "id": {"a": 1}},
        {"type": "open"},
    ],
)
def test_what_is_not_there_is_said_to_be_missing(message: dict[str, Any]) -> None:
    answer = explorer_session.answer({**message, "n": 3})
    assert answer is not None
    assert (answer["type"], answer["n"]) == ("missing", 3)
    assert answer["lang"] == "da"
