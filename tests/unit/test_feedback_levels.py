"""The four levels of feedback: what is withheld is in no message, and who asks for more plays on for practice."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from typing import Any

import pytest
from learner import Screen

from lbp_teach import content
from lbp_teach.case import ending, following, visit_facts
from lbp_teach.debriefing.in_case import after_the_end, between_visits
from lbp_teach.debriefing.levels import chosen_level, level_of, trimmed
from lbp_teach.errors import UsageError
from lbp_teach.explain import fact_words
from lbp_teach.guideline.assess import Book, assess
from lbp_teach.guideline.facts import split
from lbp_teach.home import home
from lbp_teach.play import FEEDBACK, Asked, Attempt, Choice, VisitState, decided, fold
from lbp_teach.records import Records
from lbp_teach.server import settings
from lbp_teach.text import Lang

CASES = ("jesper-lund", "rikke-thorsen", "selma-hodzic")
#: What a key of the message may say at a level; the values behind them are searched for by their words.
OF_THE_KEY = ("rule", "rules", "best", "what_if", "citations", "conflicts", "facts", "for", "against", "unknown")


def astray(name: str, book: Book, **more: Any) -> Attempt:
    """Somebody who asked little and decided as nobody should, along the way that leads to."""
    case = content.load_case(name)
    visits: list[VisitState] = []
    visit_id: str | None = case.visits[0].id
    while visit_id:
        verdicts = assess(book, visit_facts(case, visit_id, book)).verdicts
        choices = {}
        for decision, verdict in verdicts.items():
            values = [o.value for o in book.decisions[decision].options]
            wrong = [v for v in values if v not in (*verdict.best, *verdict.acceptable)]
            choices[decision] = Choice((wrong or values)[0])
        visits.append(VisitState(visit_id, (Asked("pain_where", over=False),), (), choices, locked=True, seconds=90))
        branch = following(case, visit_id, {n: c.value for n, c in choices.items()}, book)
        visit_id = branch.visit if branch else None
    card = content.case_hash(name)
    return dataclasses.replace(Attempt(f"a-{name}", name, card, "DSAM2026", tuple(visits), finished=True), **more)


#: The whole debrief of an attempt is worked out once for all levels, as a session does.
KEPT: dict[tuple[str, Lang], dict[str, Any]] = {}


def shown(attempt: Attempt, book: Book, lang: Lang = Lang.EN) -> dict[str, Any]:
    case = content.load_case(attempt.case)
    return after_the_end(case, attempt, {attempt.id: attempt}, list, book, lang, KEPT)


def secrets(attempt: Attempt, book: Book, lang: Lang) -> dict[str, set[str]]:
    """What each level may be the first to tell, as it stands in the content and not in the debrief."""
    case = content.load_case(attempt.case)
    reasons: set[str] = set()
    story: set[str] = set()
    said = {book.decisions[n].option(c.value).label(lang) for s in attempt.visits for n, c in s.choices.items()}
    for index, state in enumerate(attempt.visits):
        facts = visit_facts(case, state.visit, book)
        key = assess(book, facts)
        fired = [o.rule for o in key.outcomes if o.fired]
        reasons |= {book.words(r.because)(lang) for r in fired}
        reasons |= {t(lang) for r in fired for t in (r.title, r.missed, r.excess) if t}
        reasons |= {r.id for r in fired if "_" in r.id and r.id not in book.decisions}
        special = [n for n, v in facts.items() if v != book.findings[split(n)[0]].default]
        reasons |= {fact_words(book, n, facts[n])(lang) for n in special}
        labels = {book.words(book.decisions[n].option(b).label)(lang) for n, v in key.verdicts.items() for b in v.best}
        reasons |= {label for label in labels if len(label) > 12 and label not in said}
        branch = following(case, state.visit, decided(attempt, index), book)
        told = branch.bridge if branch else ending(case, state.visit, decided(attempt, index), book)
        if told:
            story.add(told(lang)[:60])
    reasons |= {book.words(s.text)(lang) for s in book.guideline.statements}
    reasons |= {text(lang) for text in case.objectives}
    return {"reasons": reasons, "story": story}


@pytest.mark.parametrize(("name", "lang"), [(CASES[0], Lang.EN), (CASES[1], Lang.DA), (CASES[2], Lang.EN)])
def test_what_a_level_withholds_is_nowhere_in_the_message(book: Book, name: str, lang: Lang) -> None:
    attempt = astray(name, book)
    hidden = secrets(attempt, book, lang)

    def found(level: str) -> dict[str, set[str]]:
        wire = json.dumps(shown(dataclasses.replace(attempt, feedback=level), book, lang), ensure_ascii=False)
        # Quotes stand escaped in a message.
        return {
            kind: {one for one in words if json.dumps(one, ensure_ascii=False)[1:-1] in wire}
            for kind, words in hidden.items()
        }

    nothing, correctness, reasons, full = (found(level) for level in FEEDBACK)
    assert nothing == {"reasons": set(), "story": set()}
    assert correctness == {"reasons": set(), "story": set()}
    assert len(reasons["reasons"]) > 20
    assert reasons["story"] == set()
    assert full["story"] == hidden["story"]
    assert full["reasons"] >= reasons["reasons"]


@pytest.mark.parametrize("name", CASES)
def test_no_points_are_told_where_nothing_is(book: Book, name: str) -> None:
    told = shown(astray(name, book, feedback="none"), book)
    assert told["score"] is None
    assert told["headline"].startswith("Your answers are recorded.")
    filled = {key for key, value in told.items() if value not in (None, [], "", {})}
    assert filled <= {"level", "headline", "edition_line", "versions", "disclaimer", "reflection"}
    (card,) = [c for c in home_cards(astray(name, book, feedback="none"), book) if c["id"] == name]
    assert card["status"] == {"kind": "finished", "label": "Finished", "score": None}


def home_cards(attempt: Attempt, book: Book) -> list[dict[str, Any]]:
    from datetime import UTC, datetime

    from lbp_teach.progress.past import Past

    past = Past({attempt.id: attempt}, datetime.now(UTC))
    return home({attempt.case: attempt}, past, book, Lang.EN)["cases"]


def test_a_repeat_says_on_its_card_that_it_is_practice(book: Book) -> None:
    (card,) = [c for c in home_cards(astray("jesper-lund", book, practice_from=0), book) if c["id"] == "jesper-lund"]
    assert card["status"]["label"].startswith("Practice, ")


@pytest.mark.parametrize("name", CASES)
def test_correctness_tells_which_answers_were_right_and_the_points_add_up(book: Book, name: str) -> None:
    told = shown(astray(name, book, feedback="correctness"), book)
    rows = told["rest"]
    assert told["too_much"] == []
    assert {one["mark"] for one in rows} <= {"right", "partly", "wrong", "missing", "critical"}
    assert told["sum"] == sum(one["points"] for one in rows) == sum(one["points"] for one in told["categories"])
    assert all(not one.get(key) for one in rows for key in OF_THE_KEY)
    assert {one["category"] for one in rows if one["title"] == one["category"]} <= {
        "History",
        "Examination",
        "Estimate",
    }
    assert all(one["chosen"] for one in rows if one["category"] == "Decision" and not one["rows"])
    for error in told["critical"]:
        assert error["title"].startswith("This could harm the patient: ")
        assert all(not error.get(key) for key in OF_THE_KEY)


def test_a_part_that_is_new_is_given_at_the_full_level_only() -> None:
    whole = {
        "critical": [],
        "too_much": [],
        "rest": [{"mark": "right", "category_id": "time", "brand_new": ["x"]}],
        "new": "secret",
    }
    for level in FEEDBACK[:-1]:
        assert "secret" not in json.dumps(trimmed(whole, level, Lang.EN))
        assert '"x"' not in json.dumps(trimmed(whole, level, Lang.EN))
    assert trimmed(whole, "full", Lang.EN)["new"] == "secret"


# ---- asking for more ----


def test_more_is_everything_in_practice_and_never_in_an_exam(book: Book) -> None:
    attempt = astray("jesper-lund", book)
    assert [level_of(dataclasses.replace(attempt, feedback=one, more=True)) for one in FEEDBACK] == [
        "none",
        *["full"] * 3,
    ]
    asked = {one: bool(shown(dataclasses.replace(attempt, feedback=one), book)["ask"]) for one in FEEDBACK}
    assert asked == {"none": False, "correctness": True, "reasons": True, "full": False}


def test_the_way_on_tells_nothing_in_an_exam_and_the_answer_only_to_who_asked(book: Book) -> None:
    case = content.load_case("selma-hodzic")
    whole = astray("selma-hodzic", book)
    waiting = dataclasses.replace(whole, visits=whole.visits[:1], finished=False)

    def between(**more: Any) -> dict[str, Any]:
        return between_visits(case, dataclasses.replace(waiting, **more), book, Lang.EN, {})

    silent = between(feedback="none")
    assert (silent["bridge"], silent["ask"], silent["answer"]) == ("The course goes on.", None, None)
    for level in FEEDBACK[1:]:
        assert between(feedback=level)["answer"] is None
        assert between(feedback=level)["ask"]
        answered = between(feedback=level, more=True, practice_from=1)
        assert answered["ask"] is None
        assert answered["answer"]["rest"]
        assert {one["visit_label"] for one in answered["answer"]["rest"]} == {"First visit"}


def test_a_learner_plays_asks_and_goes_on_for_practice(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LBP_FEEDBACK", "correctness")
    screen = Screen(records, lang="en")
    screen.hello()
    screen.act("start", case="rikke-thorsen", again=False)
    assert screen.act("more")["text"] == "Lock the decisions first."
    screen.decide_all(book)
    screen.act("lock")
    assert screen.view["case"]["follow_up"]["answer"] is None
    screen.act("more")
    assert screen.view["case"]["follow_up"]["answer"]["rest"]
    screen.act("next")
    assert "debrief" not in screen.view["case"]
    screen.decide_all(book)
    screen.act("lock")
    screen.act("next")
    told = screen.view["case"]["debrief"]
    assert told["level"] == "full"
    assert told["practice"].startswith("Practice from ")
    assert [one["practice"] for one in told["timeline"]["visits"]] == [False, True]
    assert {one["practice"] for one in told["rest"] if one["visit_label"] == "First visit"} == {False}
    screen.act("start", case="rikke-thorsen", again=True)
    (latest,) = [a for a in screen.session.attempts.values() if not a.finished]
    assert (latest.feedback, latest.practice_from) == ("correctness", 0)


def test_an_exam_stays_silent_whatever_is_asked(records: Records, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LBP_FEEDBACK", "none")
    screen = Screen(records, lang="en")
    screen.hello()
    screen.play("selma-hodzic", book)
    monkeypatch.setenv("LBP_FEEDBACK", "full")
    again = Screen(records, screen.token, lang="en")
    again.hello(route={"case": "selma-hodzic"})
    assert again.act("more")["text"] == "No feedback is given in an exam."
    for one in (screen, again):
        wires = json.dumps(one.received, ensure_ascii=False)
        for hidden in secrets(next(iter(one.session.attempts.values())), book, Lang.EN)["story"]:
            assert hidden not in wires
        assert one.view["case"]["debrief"]["score"] is None


@pytest.mark.parametrize(("level", "practice"), [("none", None), ("correctness", 0), ("full", 0)])
def test_an_exam_does_not_make_the_next_try_practice(records: Records, level: str, practice: int | None) -> None:
    start = {"case": "x", "hash": "", "edition": "DSAM2026", "visit": "first"}
    learner, _ = records.learner(None)
    acts = [("a", "start", {**start, "feedback": level}), ("a", "next", {"visit": None}), ("b", "start", start)]
    seq = 0
    for attempt, kind, body in acts:
        seq = records.append(learner.id, f"{attempt}{kind}", attempt, kind, body, seq).seq
    assert fold(records.events(learner.id, 0))["b"].practice_from == practice


# ---- the setting ----


def test_the_levels_are_the_same_everywhere() -> None:
    assert settings.FEEDBACK == FEEDBACK


def test_a_wrong_level_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LBP_FEEDBACK", raising=False)
    assert chosen_level() == "full"
    monkeypatch.setenv("LBP_FEEDBACK", "some")
    with pytest.raises(UsageError, match=r"no feedback level 'some'.*none, correctness, reasons or full"):
        chosen_level()
    done = subprocess.run(
        [sys.executable, "-m", "lbp_teach", "serve", "--feedback", "lots"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no feedback level 'lots'" in done.stderr
