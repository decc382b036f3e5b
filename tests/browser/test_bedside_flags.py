"""The flag sorter in a browser: with the mouse in Danish, with the keyboard in English on a narrow dark screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach.bedside.tools import make
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
NOTEBOOK = "voila/render/bedside/flag_sorter.ipynb"
PATIENT = {"case": "rikke-thorsen", "visit": "after_scan"}
DIGITS = {"red": "1", "yellow": "2", "green": "3", "blue": "4", "black": "5", "none": "0"}


def opened(page: Page, server: Server, lang: Lang) -> None:
    go(page, f"{server.url}{NOTEBOOK}?lang={lang.value}")
    page.locator("[data-card]").first.wait_for()
    Mouse(page).settled()


def violations(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_with_the_mouse_the_model_answer_gets_every_point_and_nothing_is_told_before(
    page: Page, server: Server
) -> None:
    exercise = make("flags", PATIENT)
    opened(page, server, Lang.DA)
    hands = Mouse(page)
    expect(page.locator(act("lock"))).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-filed]")).to_have_attribute("data-filed", "0")
    for kind, body in exercise.model()[:-1]:
        card = page.locator(f'[data-card="{body["card"]}"]')
        if card.get_attribute("data-open") != "true":
            hands.press(f"card:{body['card']}")
        if kind == "file":
            hands.press(f"file:{body['card']}:{body['colour']}")
            expect(card).to_have_attribute("data-pile", body["colour"])
        elif kind == "points":
            hands.press(f"points:{body['card']}:{body['condition']}")
            expect(page.locator(act(f"points:{body['card']}:{body['condition']}"))).to_be_checked()
        else:
            hands.press(f"weight:{body['card']}:{body['weight']}")
    assert violations(page) == []
    for secret in ('"accepted"', "Det er et rødt flag", "C-61", "yellow_flag_fear"):
        assert secret not in page.lbp.text, secret
    hands.press("lock")
    points, of = sum(m.of for m in exercise.marks(exercise.start())), page.locator("[data-result] strong").first
    expect(of).to_have_text(f"{points} af {points} point")
    expect(page.locator("[data-result-title]")).to_be_focused()
    note = page.locator('[data-card="sleep_stress"] [data-conflict="C-61"]')
    expect(note).to_be_visible()
    assert violations(page) == []


def test_with_the_keyboard_alone_on_a_narrow_dark_screen_and_after_a_reload(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    opened(page, server, Lang.EN)
    hands, keys = Keyboard(page), page.keyboard
    exercise = make("flags", PATIENT)
    cards = exercise.cards(exercise.start())
    hands.reach(act(f"card:{cards[0].id}"))
    keys.press("2")
    hands.settled()
    expect(page.locator(".lbp-voice")).to_have_text("Yellow. 1 of 14 sorted.")
    keys.press("Backspace")
    hands.settled()
    expect(page.locator(".lbp-voice")).to_have_text("Taken back. 0 of 14 sorted.")
    for card in cards:
        keys.press(DIGITS[card.accepted[0]])
        hands.settled()
        expect(page.locator(f'[data-card="{card.id}"]')).to_have_attribute("data-pile", card.accepted[0])
        # A red card has opened under the focus; its own questions are answered before going on.
        if card.red:
            for one in card.points_to:
                hands.reach(act(f"points:{card.id}:{one}"))
                keys.press("Space")
                hands.settled()
            hands.press(f"weight:{card.id}:{'alone' if card.alone else 'together'}")
            hands.press(f"close:{card.id}")
        expect(page.locator(act(f"card:{card.id}"))).to_be_focused()
        keys.press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    page.reload()
    page.locator('[data-filed="14"]').wait_for()
    hands.press("lock")
    of = sum(mark.of for mark in exercise.marks(exercise.start()))
    expect(page.locator("[data-result] strong").first).to_have_text(f"{of} of {of} points")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
