"""The progress page and the recommendation at home, as a student meets them."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from learner import CASES, Screen, best_choices

from lbp_teach import content, session
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records


class Calendar(datetime):
    """The session's clock: `days` later than it is."""

    days = 0

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return datetime.now(tz) + timedelta(days=cls.days)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> type[Calendar]:
    monkeypatch.setattr(Calendar, "days", 0)
    monkeypatch.setattr(session, "datetime", Calendar)
    return Calendar


def opened(records: Records, lang: str = "en", token: str | None = None) -> Screen:
    screen = Screen(records, token)
    screen.hello(lang=lang)
    return screen


def page(screen: Screen) -> dict[str, Any]:
    screen.act("go", case=None, stage=None, screen="progress")
    assert screen.view["screen"] == "progress"
    found: dict[str, Any] = screen.view["progress"]
    return found


def home(screen: Screen) -> dict[str, Any]:
    screen.act("go", case=None, stage=None)
    found: dict[str, Any] = screen.view["home"]
    return found


def well(case: str, book: Book) -> dict[str, str]:
    """What the guideline says at the first visit of a case."""
    first = content.load_case(case)
    return {name: choice.value for name, choice in best_choices(first, first.visits[0].id, book).items()}


def test_a_new_learner_sees_what_to_do_first(records: Records) -> None:
    screen = opened(records)
    found = page(screen)
    assert screen.view["route"] == {"case": None, "stage": None, "screen": "progress"}
    assert found["history"] == found["resume"] == []
    assert [one["bar"] for one in found["competencies"]] == [None] * 7
    assert found["next"] == home(screen)["recommended"]
    easiest = min(content.catalogue().cards, key=lambda card: (card.difficulty, card.id))
    assert found["next"]["case"] == easiest.id
    assert found["next"]["why"] == "beginning"


def test_the_address_leads_back_to_the_page_and_a_case_leads_away_from_it(records: Records) -> None:
    screen = opened(records)
    page(screen)
    again = Screen(records, screen.token)
    again.hello(route=screen.view["route"])
    assert again.view["screen"] == "progress"
    again.act("start", case="rikke-thorsen", again=False)
    assert again.view["screen"] == "case"
    assert [one["name"] for one in page(again)["resume"]] == ["Rikke Thorsen"]
    assert home(again)["resume"][0]["case"] == "rikke-thorsen"
    assert again.view["route"] == {"case": None, "stage": None}


def test_three_patients_make_a_bar_and_a_repetition_does_not_move_it(records: Records, book: Book) -> None:
    screen = opened(records)
    for number, case in enumerate(("rikke-thorsen", "jesper-lund", "selma-hodzic"), start=1):
        screen.play(case, book, well(case, book))
        found = page(screen)
        assert {one["n"] for one in found["competencies"] if one["id"] != "probability"} == {number}
        assert bool(found["competencies"][0]["bar"]) == (number >= 3)
    for one in found["competencies"]:
        if one["bar"]:
            assert 0 <= one["bar"]["low"] <= one["bar"]["middle"] <= one["bar"]["high"] <= 100
    before = [one["bar"] for one in found["competencies"]]
    screen.act("start", case="rikke-thorsen", again=True)
    screen.decide_all(book, **well("rikke-thorsen", book))
    for _ in range(4):
        if screen.view["case"]["stage"] == "debrief":
            break
        screen.decide_all(book)
        screen.act("lock")
        screen.act("next")
    after = page(screen)
    assert [one["bar"] for one in after["competencies"]] == before
    assert [one["kind"] for one in after["history"]] == ["practice", "counts", "counts", "counts"]
    assert [one["case"] for one in after["history"]][:2] == ["rikke-thorsen", "selma-hodzic"]
    assert [one["open"] for one in after["history"]] == [True, True, True, False]


def test_the_sixth_recommendation_of_a_library_of_three(
    records: Records, book: Book, calendar: type[Calendar], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All three patients played; days later the one with the most that was missed comes back, as practice."""
    now = content.catalogue()
    three = now.model_copy(update={"cards": tuple(card for card in now.cards if card.id in CASES)})
    monkeypatch.setattr(content, "catalogue", lambda: three)
    screen = opened(records)
    assert home(screen)["recommended"]["why"] == "beginning"
    for case in ("rikke-thorsen", "jesper-lund", "selma-hodzic"):
        assert home(screen)["recommended"]["case"] not in {one.case for one in screen.session.attempts.values()}
        screen.play(case, book, well(case, book))
    assert home(screen)["recommended"] is None
    calendar.days = 9
    found = home(screen)["recommended"]
    assert found["why"] == "due"
    assert found["again"]
    assert "9 days ago" in found["reason"]
    assert "counts as practice" in found["reason"]
    screen.act("set_lang", lang="da")
    assert "for 9 dage siden" in home(screen)["recommended"]["reason"]
    # It is played as practice, and another one comes next.
    screen.act("start", case=found["case"], again=True)
    assert screen.view["screen"] == "case"
    assert found["case"] not in (home(screen)["recommended"] or {}).values()


def test_an_exam_shows_nothing(records: Records, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LBP_FEEDBACK", "none")
    screen = opened(records)
    screen.play("rikke-thorsen", book)
    found = page(screen)
    assert [(one["kind"], one["percent"], one["critical"]) for one in found["history"]] == [("closed", None, None)]
    assert {one["n"] for one in found["competencies"]} == {0}
    (card,) = [one for one in home(screen)["cases"] if one["id"] == "rikke-thorsen"]
    assert card["status"] == {"kind": "finished", "label": "Finished", "score": None}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_promises_no_opening_and_names_its_scale(lang: str) -> None:
    words = content.strings(lang, "progress")
    assert not re.search("åbne|underviser|open|teacher", words["progress.kind.closed"])
    scale = {"da": ("0 til 2", "0,667"), "en": ("0 to 2", "0.667")}[lang]
    for part in scale:
        assert part in words["progress.calibration.best"]
    assert re.search("mindre|narrower", words["progress.calibration.together"])


def test_one_patient_makes_no_curve(records: Records, book: Book) -> None:
    screen = opened(records)
    chances = {"serious_specific": 5, "nerve_root": 15, "non_specific": 80}
    screen.act("start", case="rikke-thorsen", again=False)
    visits = 0
    while screen.view["case"]["stage"] != "debrief":
        for when in ("before", "after"):
            screen.act("estimate", when=when, chances=chances)
        screen.decide_all(book)
        screen.act("lock")
        screen.act("next")
        visits += 1
    found = page(screen)["forecasts"]
    assert (found["n"], found["patients"], found["bands"], found["brier"]) == (2 * visits, 1, [], None)
    assert found["least_patients"] == 3


def test_an_attempt_on_a_case_that_was_changed_is_listed_and_not_counted(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = opened(records)
    screen.play("rikke-thorsen", book)
    cards = tuple(
        card.model_copy(update={"hash": "other"} if card.id == "rikke-thorsen" else {})
        for card in content.catalogue().cards
    )
    changed = content.catalogue().model_copy(update={"cards": cards})
    monkeypatch.setattr(content, "catalogue", lambda: changed)
    again = opened(records, token=screen.token)
    found = page(again)
    assert [(one["kind"], one["percent"], one["open"]) for one in found["history"]] == [("changed", None, False)]
    assert {one["n"] for one in found["competencies"]} == {0}


def test_the_pages_name_no_rule_no_finding_and_no_disease(records: Records, book: Book) -> None:
    """One case finished with much that was missed, one under way: neither page says what either patient has."""
    screen = opened(records)
    screen.play("selma-hodzic", book)
    screen.act("start", case="jesper-lund", again=False)
    names = [option.label for option in book.decisions["suspected"].options if option.value != "none"]
    options = {option.value for decision in book.decisions.values() for option in decision.options}
    options |= {one.id for one in content.progress().competencies} | {*book.decisions, "follow_up"}
    hidden = [rule.id for rule in book.guideline.rules if "_" in rule.id and rule.id not in options]
    hidden += [finding.id for finding in book.findings.values()]
    assert len(hidden) > 200
    for lang in ("da", "en"):
        screen.act("set_lang", lang=lang)
        for shown in (page(screen), {k: v for k, v in home(screen).items() if k != "cases"}):
            wire = json.dumps(shown, ensure_ascii=False)
            assert [name for name in hidden if f'"{name}"' in wire or f" {name} " in wire] == []
            assert [name for name in names if getattr(name, lang).lower() in wire.lower()] == []
            assert "trains" not in wire


def test_what_a_case_trains_stays_in_python(records: Records, book: Book) -> None:
    screen = opened(records)
    screen.play("selma-hodzic", book)
    page(screen)
    home(screen)
    lists = [m.get("view", {}).get(name) for m in screen.received for name in ("home", "progress") if m.get("view")]
    wire = json.dumps(lists, ensure_ascii=False)
    assert "recommended" in wire
    assert [rule for rule in content.progress().trains["jesper-lund"] if f'"{rule}"' in wire] == []


def test_finished_attempts_are_marked_once_in_a_session(
    records: Records, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lbp_teach.progress import past

    marked: list[str] = []
    real = past.score
    monkeypatch.setattr(past, "score", lambda *a, **k: (marked.append(a[1].id), real(*a, **k))[1])
    screen = opened(records)
    screen.play("rikke-thorsen", book)
    for _ in range(3):
        page(screen)
        home(screen)
    assert len(marked) == 1


def test_a_time_that_was_set_back_stops_nobody(records: Records, book: Book, calendar: type[Calendar]) -> None:
    screen = opened(records)
    screen.play("rikke-thorsen", book)
    calendar.days = -30
    assert page(screen)["history"]
    assert home(screen)["cases"]
