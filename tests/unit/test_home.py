"""The home screen of a long catalogue: its order, its size, and nothing in it of what a patient has."""

from __future__ import annotations

import json
from typing import Any

from learner import Screen

from lbp_teach import content
from lbp_teach.guideline.assess import Book
from lbp_teach.records import Records
from lbp_teach.text import Lang

#: Bytes of a card, the patient's own words included.
CARD = 420


def opened(records: Records, lang: str = "en") -> Screen:
    screen = Screen(records, lang=lang)
    screen.hello()
    return screen


def home(screen: Screen) -> dict[str, Any]:
    screen.act("go", case=None)
    found: dict[str, Any] = screen.view["home"]
    return found


def test_the_recommended_case_comes_first_then_what_is_under_way_then_by_difficulty_and_name(records: Records) -> None:
    screen = opened(records)
    levels = {card.id: (card.difficulty, card.name.casefold()) for card in content.catalogue().cards}
    hard = sorted(levels, key=lambda name: levels[name])[-2:]
    for name in hard:
        screen.act("start", case=name)
    found = home(screen)
    order = [card["id"] for card in found["cases"]]
    first = found["recommended"]["case"]
    assert order[:3] == [first, *hard]
    rest = order[3:]
    assert rest == sorted(rest, key=lambda name: levels[name])
    assert [one["case"] for one in found["resume"]] == hard[::-1], "the newest first"


def test_a_card_holds_little_and_the_message_stays_small(records: Records) -> None:
    for lang in ("da", "en"):
        found = home(opened(records, lang))
        size = len(json.dumps(found["cases"], ensure_ascii=False).encode())
        assert size / len(found["cases"]) < CARD


def test_nothing_of_what_a_patient_has_stands_on_a_card(records: Records, book: Book) -> None:
    found = home(opened(records))
    known = {"id", "initials", "name", "age", "occupation", "opening", "minutes", "visits", "difficulty", "status"}
    assert {name for card in found["cases"] for name in card} == known
    said = json.dumps(found, ensure_ascii=False)
    for card in content.catalogue().cards:
        case = content.load_case(card.id)
        hidden = [*(one(Lang.EN) for one in case.objectives), *case.themes, *(visit.id for visit in case.visits[1:])]
        hidden += [visit.opening(Lang.EN) for visit in case.visits if visit.opening != case.opening]
        assert [words for words in hidden if f'"{words}"' in said] == [], card.id
    suspected = {option.value for option in book.decisions["suspected"].options}
    assert not suspected & {card["id"] for card in found["cases"]}
