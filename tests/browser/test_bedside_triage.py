"""The triage board in a browser: by mouse and by keyboard, in both languages, on any width, with nothing unearned."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.tools import make
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import DECISIONS_B_FIRST, Keyboard, Mouse, act, cards_of

pytestmark = pytest.mark.browser
BOARD = "voila/render/bedside/triage_board.ipynb"


def enter(page: Page, server: Server, lang: Lang = Lang.DA) -> Page:
    """Open the board and wait until it is there."""
    go(page, f"{server.url}{BOARD}?lang={lang.value}")
    page.locator(".lbp-triage-board").wait_for(state="attached")
    return page


@pytest.mark.parametrize(("hands", "lang"), [(Mouse, Lang.DA), (Keyboard, Lang.EN)])
def test_a_board_is_decided_locked_and_explained_and_found_again(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    player = hands(enter(page, server, lang))
    expect(page.locator("[data-chosen=true]")).to_have_count(0)
    expect(page.locator("[data-grade]")).to_have_count(0)
    player.decide(DECISIONS_B_FIRST, cards_of(content.book()))

    # A row can be left open again; what was exchanged for another is marked as changed.
    player.press("clear:say.when_to_call")
    expect(page.locator(act("missing:communication"))).to_be_visible()
    player.press("leave:communication")
    expect(page.locator(act("lock"))).not_to_have_attribute("aria-disabled", "true")
    player.press("card:medicines")
    player.press("confidence:medicines:3")
    page.reload()
    page.locator(".lbp-triage-board").wait_for()
    player = hands(page)
    player.press("card:medicines")
    chosen = page.locator(f"{act('decide:medicine_class.opioid:avoid')}[data-chosen=true]")
    expect(chosen).to_be_visible()
    expect(page.locator(act("confidence:medicines:3"))).to_have_attribute("aria-pressed", "true")

    before = page.lbp.text
    exercise = make("triage", {"case": "jesper-lund", "visit": "first"})
    reasons = [exercise.book.words(rule.because)(lang) for rule in exercise.book.guideline.rules]
    assert [text for text in reasons if json.dumps(text, ensure_ascii=False)[1:-1] in before] == []
    player.lock()
    expect(page.locator("[data-result-title]")).to_be_focused()
    expect(page.locator('[data-card="urgency"]')).to_have_attribute("data-grade", "right")
    expect(page.locator('[data-card="follow_up"]')).to_have_attribute("data-grade", "partly")
    expect(page.locator('[data-card="communication"]')).to_have_attribute("data-grade", "missing")
    expect(page.locator("[data-result]")).to_contain_text({"da": "Du valgte: Basis.", "en": "You chose: Basic."}[lang])
    # What is locked can be opened to be read, and not be changed.
    player.press("card:follow_up")
    expect(page.locator('[data-decision-form="follow_up"] input').first).to_be_disabled()


def test_the_arrows_pass_over_options_without_choosing_each_of_them(page: Page, server: Server) -> None:
    player = Keyboard(enter(page, server))
    player.press("card:interventions")
    row = '[data-row="intervention.bed_rest"]'
    player.reach(f"{row} input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{act('decide:intervention.bed_rest:avoid')}[data-chosen=true]")).to_be_visible()
    player.settled()
    expect(page.locator("[data-row][data-answered]")).to_have_count(1)
    expect(page.locator('[data-card="interventions"] .lbp-chip')).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(page.locator("[data-row][data-answered]")).to_have_count(0)
    player.settled()
    expect(page.locator(act("leave:interventions"))).to_be_visible()
    assert page.evaluate("s => document.activeElement.closest(s) !== null", row), "the focus stays in its row"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_board_scrolls_nowhere_sideways_and_can_be_touched(
    request: pytest.FixtureRequest, server: Server, width: int
) -> None:
    page: Page = request.getfixturevalue("phone" if width < 768 else "page")
    page.set_viewport_size({"width": width, "height": 844})
    player = Mouse(enter(page, server))

    def fits(where: str) -> None:
        wide, view = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= view, f"{where} is {wide} px wide on a screen of {view}"

    fits("the patient")
    if width < 768:
        expect(page.locator(".lbp-triage-board")).to_be_hidden()
        player.press("tab:main")
    for card in ("imaging", "step", "interventions", "medicines", "communication"):
        player.press(f"card:{card}")
        fits(card)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.lbp-triage-board :is(button, label)')]
            .filter((one) => one.offsetParent && !one.closest('.lbp-triage-missing'))
            .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_about(page: Page, server: Server, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    player = Mouse(enter(page, server))

    def clean(where: str) -> None:
        found = Axe().run(page).response["violations"]
        assert [(where, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []

    player.decide({n: v for n, v in DECISIONS_B_FIRST.items() if n != "say.when_to_call"}, cards_of(content.book()))
    clean("a choice and a table")
    player.press("card:communication")
    player.press("leave:communication")
    clean("sentences")
    player.lock()
    player.press("card:medicines")
    clean("the result")
