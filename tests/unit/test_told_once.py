"""A debrief as it is sent: each citation, disagreement and repeated text once, nothing lost, and small enough."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from learner import Screen, attempt_of

from lbp_teach import content
from lbp_teach.case import visit_facts
from lbp_teach.debriefing.in_case import after_the_end
from lbp_teach.debriefing.levels import trimmed
from lbp_teach.debriefing.once import told_once
from lbp_teach.debriefing.whole import debrief
from lbp_teach.explain import citation
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.play import FEEDBACK, Attempt, Choice, VisitState
from lbp_teach.records import Records
from lbp_teach.scoring import score
from lbp_teach.text import Lang

#: Bytes of a debrief of a patient to whom everything was done as badly as can be.
BOUND = 250_000
CASE = "selma-hodzic"
#: By case, the way through it with the longest debrief.
WAYS = {CASE: ("first", "eight_days"), "jesper-lund": ("first", "worse")}
#: What is made of the debrief is worked out once for the whole module.
KEPT: dict[tuple[str, Lang], dict[str, Any]] = {}


def worst(book: Book, name: str = CASE) -> Attempt:
    """Nothing asked, nothing examined, and the most harmful choice of every decision at every visit."""
    case = content.load_case(name)
    visits = []
    for visit in WAYS[name]:
        choices = {}
        for decision, verdict in assess(book, visit_facts(case, visit, book)).verdicts.items():
            values = [o.value for o in book.decisions[decision].options]
            other = [v for v in values if v not in (*verdict.best, *verdict.acceptable)]
            choices[decision] = Choice((*verdict.unsafe, *verdict.too_much, *other, *values)[0])
        visits.append(VisitState(visit, choices=choices, locked=True))
    return attempt_of(case, *visits)


def whole(book: Book, lang: Lang, name: str = CASE) -> dict[str, Any]:
    if (name, lang) not in KEPT:
        case, attempt = content.load_case(name), worst(book, name)
        KEPT[name, lang] = debrief(score(case, attempt, book), case, attempt, book, lang)
    return KEPT[name, lang]


def sent(book: Book, lang: Lang, level: str = "full", name: str = CASE) -> dict[str, Any]:
    return told_once(trimmed(whole(book, lang, name), level, lang), book, lang, "DSAM2026")


def opened(told: dict[str, Any]) -> Any:
    """What the browser makes of it: every name resolved."""

    def dispute(name: str) -> Any:
        return told["disagreements"][name]

    def in_short(name: str) -> Any:
        return {key: dispute(name)[key] for key in ("id", "question", "follow")}

    def cited(names: list[str]) -> Any:
        parts = [told["sources"][name] for name in names]
        return {
            "label": parts[0]["label"],
            "statement": " ".join(part["statement"] for part in parts),
            "facts": list(dict.fromkeys(f for part in parts for f in part["facts"])),
            "edition": parts[0]["edition"],
            "conflicts": [in_short(n) for n in dict.fromkeys(c for part in parts for c in part["conflicts"])],
        }

    def walk(part: Any, name: str = "") -> Any:
        if isinstance(part, dict):
            return {key: walk(value, key) for key, value in part.items()}
        if isinstance(part, list) and name == "citations":
            return [cited(one) for one in part]
        if isinstance(part, list) and name == "conflicts":
            return [dispute(one) for one in part]
        if isinstance(part, list):
            return [walk(one, name) for one in part]
        if name in ("text", "formula", "facts", "for", "against", "unknown") and isinstance(part, int):
            return told["phrases"][part]
        return part

    return walk({key: value for key, value in told.items() if key not in ("sources", "disagreements", "phrases")})


def without_what_is_not_drawn(part: Any, name: str = "") -> Any:
    """The full debrief as far as the screen shows it: no ids of statements, no more of a disagreement than is drawn."""
    if isinstance(part, list):
        return [without_what_is_not_drawn(one, name) for one in part]
    if not isinstance(part, dict):
        return part
    drop = {"citations": {"ids"}, "conflicts": {"why", "teach"}}.get(name, set())
    return {key: without_what_is_not_drawn(value, key) for key, value in part.items() if key not in drop}


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("lang", list(Lang))
def test_the_message_of_the_worst_attempt_is_small(book: Book, lang: Lang, name: str) -> None:
    told = json.dumps(sent(book, lang, name=name), ensure_ascii=False, separators=(",", ":"))
    assert len(told.encode()) < BOUND
    full = json.dumps(whole(book, lang, name), ensure_ascii=False, separators=(",", ":"))
    assert len(full.encode()) > 2 * BOUND, "an attempt that is no longer bad shows nothing"


@pytest.mark.parametrize("lang", list(Lang))
def test_no_citation_and_no_disagreement_stands_in_it_twice(book: Book, lang: Lang) -> None:
    told = sent(book, lang)
    wire = json.dumps(told, ensure_ascii=False)
    assert len(told["sources"]) > 40
    assert len(told["disagreements"]) > 20
    for name in told["sources"]:
        text = json.dumps(citation(book, name, lang, "DSAM2026")["statement"], ensure_ascii=False)
        assert wire.count(f'"statement": {text}') == 1, name
    for one in told["disagreements"].values():
        assert wire.count(json.dumps(one["question"], ensure_ascii=False)) == 1, one["id"]
    assert wire.count('"statement": ') == len(told["sources"])
    assert wire.count('"question": ') == len(told["disagreements"])
    for text in told["phrases"]:
        marks = json.dumps([told["critical"], told["too_much"], told["rest"]], ensure_ascii=False)
        # What is one of the texts of a mark is never also written out.
        assert f'"text": {json.dumps(text, ensure_ascii=False)}' not in marks, text


@pytest.mark.parametrize("level", FEEDBACK)
def test_what_the_browser_puts_together_is_what_every_mark_says_in_python(book: Book, level: str) -> None:
    want = without_what_is_not_drawn(trimmed(whole(book, Lang.DA), level, Lang.DA))
    assert without_what_is_not_drawn(opened(sent(book, Lang.DA, level))) == want


def test_what_a_level_withholds_is_not_on_the_shelf_either(book: Book) -> None:
    for level in ("none", "correctness"):
        told = sent(book, Lang.EN, level)
        assert (told["sources"], told["disagreements"]) == ({}, {}), level
    reasons = sent(book, Lang.EN, "reasons")
    named = {
        name
        for part in ("critical", "too_much", "rest")
        for mark in reasons[part]
        for one in mark["citations"]
        for name in one
    }
    assert set(reasons["sources"]) == named
    # The way of working is told at the full level only; what it alone cites stands nowhere before.
    way_only = {**whole(book, Lang.EN), "critical": [], "too_much": [], "rest": []}
    reasons, full = (
        told_once(trimmed(way_only, level, Lang.EN), book, Lang.EN, "DSAM2026") for level in ("reasons", "full")
    )
    assert reasons["sources"] == {}
    assert full["sources"]


def test_a_citation_that_reads_otherwise_is_left_whole(book: Book) -> None:
    one = {**citation(book, "cauda_equina_acute", Lang.EN, "DSAM2026"), "label": "Another page"}
    told = told_once(
        {"critical": [], "too_much": [], "rest": [], "more": {"citations": [one]}}, book, Lang.EN, "DSAM2026"
    )
    assert told["more"]["citations"] == [one]
    assert told["sources"] == {}


def test_the_session_sends_it_so_also_on_the_way(book: Book, tmp_path: Any) -> None:
    screen = Screen(Records(tmp_path / "records.sqlite3"), lang="en")
    screen.hello()
    screen.act("start", case=CASE, again=False)
    screen.decide_all(book)
    screen.act("lock")
    answer = screen.act("more")["view"]["case"]["follow_up"]["answer"]
    assert {name for mark in answer["rest"] for one in mark["citations"] for name in one} <= set(answer["sources"])
    assert answer["sources"]
    case, attempt = content.load_case(CASE), worst(book)
    told = after_the_end(case, attempt, {}, list, book, Lang.EN, {("test", Lang.EN): whole(book, Lang.EN)})
    assert set(told["sources"]) == set(sent(book, Lang.EN)["sources"])
    exam = dataclasses.replace(attempt, feedback="correctness")
    told = after_the_end(case, exam, {}, list, book, Lang.EN, {("test", Lang.EN): whole(book, Lang.EN)})
    assert (told["sources"], told["disagreements"]) == ({}, {})


def test_where_there_are_many_what_an_emergency_rests_on_is_told_first(book: Book) -> None:
    critical = whole(book, Lang.EN)["critical"]
    tiers = [next(r.tier for r in book.guideline.rules if r.id == one["rule"]) for one in critical]
    first = tiers.count("emergency")
    assert 0 < first < len(tiers)
    assert tiers[:first] == ["emergency"] * first
    assert critical[0]["visit"] == 2


def test_what_only_the_whole_guideline_holds_is_told_in_full(book: Book) -> None:
    """A tool at the bedside may cite a statement that no case loads."""
    playing = content.book()
    outside = next(s.id for s in content.library().guideline.statements if s.id not in playing.statements)
    given = citation(content.library(), outside, Lang.EN, "DSAM2026")
    told = told_once({**whole(book, Lang.EN), "practised": [{"citations": [given]}]}, playing, Lang.EN, "DSAM2026")
    assert told["practised"][0]["citations"] == [given]
    assert outside not in told["sources"]
