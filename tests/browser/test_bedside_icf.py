"""The function map in a browser: with the mouse in Danish, with the keyboard in English on a narrow dark screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.tools import make
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
NOTEBOOK = "voila/render/bedside/icf_mapper.ipynb"
PATIENT = {"case": "selma-hodzic", "visit": "first"}
BOXES = [component.id for component in content.library().guideline.components]


def opened(page: Page, server: Server, lang: Lang) -> None:
    go(page, f"{server.url}{NOTEBOOK}?lang={lang.value}")
    page.locator("[data-table]").first.wait_for()
    Mouse(page).settled()


def violations(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_with_the_mouse_a_wrong_reading_shows_what_it_changes_and_nothing_is_told_before(
    page: Page, server: Server
) -> None:
    exercise = make("icf", PATIENT)
    opened(page, server, Lang.DA)
    hands = Mouse(page)
    expect(page.locator(act("lock"))).to_have_attribute("aria-disabled", "true")
    for kind, body in exercise.model()[:-1]:
        if kind == "place":
            expect(page.locator("[data-table]")).to_have_attribute("data-table", body["card"])
            hands.press(f"box:{body['component']}")
            expect(page.locator(f'[data-box="{body["component"]}"] [data-chip="{body["card"]}"]')).to_be_visible()
        else:
            hands.press(f"whole:{body['component']}:{body['value']}")
    expect(page.locator("[data-table]")).to_have_attribute("data-table", "")
    hands.press("whole:activities:severely_limited")
    hands.press("help:personal")
    assert violations(page) == []
    for secret in ('"homes"', '"picture"', "Hører til", "Selma er begrænset"):
        assert secret not in page.lbp.text.replace("icf.belongs", "").replace("Hører til: {boxes}", ""), secret
    hands.press("lock")
    of = sum(mark.of for mark in exercise.marks(exercise.start()))
    expect(page.locator("[data-result] strong").first).to_have_text(f"{of - 1} af {of} point")
    row = page.locator('[data-decision="follow_up"]')
    expect(row).to_have_attribute("data-changed", "true")
    expect(row).to_contain_text("Med din læsning: Udvidet")
    assert violations(page) == []


def test_with_the_keyboard_alone_on_a_narrow_dark_screen_and_after_a_reload(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    opened(page, server, Lang.EN)
    hands, keys = Keyboard(page), page.keyboard
    exercise = make("icf", PATIENT)
    cards = exercise.cards(exercise.start())
    hands.reach(act("place:body"))
    keys.press("ArrowRight")
    expect(page.locator("[data-table]")).to_have_attribute("data-table", cards[1].id)
    keys.press("ArrowLeft")
    keys.press("5")
    hands.settled()
    expect(page.locator(".lbp-voice")).to_contain_text("Placed in Personal factors. 1 of 16 placed. Next: ")
    hands.reach(f'[data-chip="{cards[0].id}"]')
    keys.press("Backspace")
    hands.settled()
    expect(page.locator(".lbp-voice")).to_have_text("Taken out. 0 of 16 placed.")
    expect(page.locator("[data-table]")).to_have_attribute("data-table", cards[0].id)
    hands.reach(act("place:body"))
    for card in cards:
        expect(page.locator("[data-table]")).to_have_attribute("data-table", card.id)
        keys.press(str(BOXES.index(card.homes[0]) + 1))
        hands.settled()
    for kind, body in exercise.model():
        if kind == "whole":
            hands.press(f"whole:{body['component']}:{body['value']}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    page.reload()
    page.locator('[data-placed="16"]').wait_for()
    hands.press("lock")
    of = sum(mark.of for mark in exercise.marks(exercise.start()))
    expect(page.locator("[data-result] strong").first).to_have_text(f"{of} of {of} points")
    expect(page.locator(".lbp-icf-same")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
