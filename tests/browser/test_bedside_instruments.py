"""A student counts a made-up form by mouse and by keyboard, learns what the number is good for, and counts her own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.instruments.by_hand import instruments
from lbp_teach.bedside.instruments.exercise import Instruments
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
PAGE = "voila/render/bedside/instruments.ipynb"
# Chips of the shared panels are larger where the pointer is coarse; the tool's own controls are always.
SMALL = """() => [...document.querySelectorAll('.lbp-main :is(button, label:has(input), summary)')]
    .filter((node) => !node.matches('.lbp-cite') && node.offsetParent && node.getBoundingClientRect().height < 43.5)
    .map((node) => node.outerHTML.slice(0, 120))"""
#: Forms that between them have every kind of control.
EVERY_KIND = ("start_back", "ompsq_sf", "odi")
NAMES = [one.id for one in instruments().instruments]


def enter(page: Page, server: Server, lang: str = "da") -> Page:
    """Open the page and wait until it can be used."""
    go(page, f"{server.url}{PAGE}?lang={lang}")
    page.locator("[data-tool=instruments] [data-sheet]").wait_for()
    return page


def task(name: str, seed: int = 1) -> Instruments:
    return Instruments(content.library(), Instruments.settled({"instrument": name, "seed": seed}))


def choose(hands: Mouse, group: list[str], wanted: str) -> None:
    """Choose one of a group of radio buttons; by keyboard the group is one stop, and the arrows move inside it."""
    if not isinstance(hands, Keyboard):
        hands.press(wanted)
        return
    hands.reach(", ".join(act(name) for name in group))
    for _ in group:
        if hands.page.evaluate("s => document.activeElement.matches(s)", act(wanted)):
            break
        hands.page.keyboard.press("ArrowDown")
        hands.settled()
    hands.page.keyboard.press("Space")
    hands.settled()
    expect(hands.page.locator(act(wanted))).to_be_checked()


def write(hands: Mouse, name: str, text: str) -> None:
    """Fill a field in and leave it."""
    if isinstance(hands, Keyboard):
        hands.reach(act(name))
        hands.page.keyboard.press("ControlOrMeta+a")
        hands.page.keyboard.type(text)
    else:
        hands.page.locator(act(name)).fill(text)
    hands.page.keyboard.press("Tab")
    hands.settled()


def pick(page: Page, name: str) -> None:
    page.locator(act(f"pick:{name}")).click()
    expect(page.locator(f"{act(f'pick:{name}')}[aria-pressed=true]")).to_be_visible()
    expect(page.locator("[data-waiting=true]")).to_have_count(0)


@pytest.mark.parametrize(("hands", "lang"), [(Mouse, Lang.DA), (Keyboard, Lang.EN)])
def test_a_form_is_counted_locked_and_told_step_by_step(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    exercise = task("start_back")
    bands = [f"band:{band.id}" for band in exercise.instrument.bands]
    steps = exercise.view(exercise.start(), lang, reveal=True)["steps"]
    enter(page, server, lang.value)
    player = hands(page)
    expect(page.locator("[data-sheet] > li")).to_have_count(9)
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.locator(act("lock"))).to_have_attribute("aria-disabled", "true")
    choose(player, ["possible:yes", "possible:no"], "possible:yes")
    write(player, "total", str(exercise.key.total))
    assert exercise.key.band is not None
    choose(player, bands, f"band:{exercise.key.band.id}")
    for use, times in (("supplement", 1), ("everyone", 2), ("once", 1)):
        for _ in range(times):
            player.reach(act(f"use:{use}")) if isinstance(player, Keyboard) else None
            page.keyboard.press("Space") if isinstance(player, Keyboard) else page.locator(act(f"use:{use}")).click()
            player.settled()
    # Nothing of the arithmetic has come to the page so far.
    for step in steps[1:]:
        assert step not in page.lbp.text
    player.press("lock")
    expect(page.locator("[data-result-title]")).to_be_focused()
    # 1 + 3 + 2 for the form, one use of two found, one too many.
    expect(page.locator("[data-result] strong").first).to_have_text(re.compile(r"\b6 (af|of) 8\b"))
    expect(page.locator('[data-subject="use:once"]')).to_have_attribute("data-mark", "too_much")
    expect(page.locator('[data-subject="use:risk_group"]')).to_have_attribute("data-mark", "missing")
    expect(page.locator("[data-steps] li")).to_have_text(steps)
    expect(page.locator('[data-fold="rules"]')).not_to_have_attribute("open", "")
    page.reload()
    expect(page.locator("[data-steps] li")).to_have_text(steps)
    player.press("new")
    expect(page.locator("[data-steps]")).to_have_count(0)
    expect(page.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize(("hands", "lang"), [(Mouse, Lang.EN), (Keyboard, Lang.DA)])
def test_own_numbers_are_counted_and_a_number_that_is_not_there_is_refused(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    enter(page, server, lang.value)
    player = hands(page)
    player.press("pick:odi")
    expect(page.locator("[data-sheet] > li")).to_have_count(10)
    player.press("tab:own")
    result = page.locator("[data-own-result]")
    for n in range(1, 10):
        group = [f"item:{n}:{value}" for value in (0, 1, 2, 3, 4, 5, "null")]
        choose(player, group, f"item:{n}:{2 if n < 8 else 1}")
    # 16 of the 45 that nine answers can count.
    expect(result).to_contain_text("35,6 %" if lang is Lang.DA else "35.6%")
    expect(result).to_contain_text("16 / 45 × 100")
    said = page.locator(".lbp [aria-live=polite]")
    expect(said.filter(has_text="35")).not_to_have_count(0)
    choose(player, [f"item:9:{value}" for value in (0, 1, 2, 3, 4, 5, "null")], "item:9:null")
    expect(result).to_have_attribute("data-own-result", "none")
    player.press("pick:ompsq_sf")
    expect(page.locator('[data-own="10"]')).to_be_visible()
    write(player, "item:3", "eleven")
    expect(page.locator(".lbp-notice")).to_contain_text(re.compile("Item 3: (skriv|write)"))
    write(player, "item:3", "9")
    expect(page.locator(".lbp-notice")).to_have_count(0)
    player.press("clear")
    expect(page.locator(act("item:3"))).to_have_value("")


def test_the_form_and_what_was_answered_stay_when_the_language_changes(page: Page, server: Server) -> None:
    enter(page, server, "da")
    pick(page, "pcs")
    hands = Mouse(page)
    hands.press("possible:yes")
    write(hands, "total", "26")
    page.locator(act("lang:en")).click()
    expect(page.locator("h1")).to_have_text("Questionnaires and scales")
    expect(page.locator(act("total"))).to_have_value("26")
    expect(page.locator(act("possible:yes"))).to_be_checked()
    # What could not be verified says so, and the disagreement stands beside it.
    expect(page.locator('[data-claim="missing"]')).to_have_attribute("data-verified", "false")
    expect(page.locator('[data-claim="missing"]')).to_contain_text("Not verified")
    expect(page.locator('[data-conflict="C-60"]')).to_be_visible()
    expect(page.locator('[data-fold="owner"] > summary')).to_be_visible()
    page.locator('[data-fold="owner"] > summary').click()
    expect(page.locator('[data-claim="licence"]')).to_contain_text("Mapi Research Trust")


@pytest.mark.parametrize(("theme", "lang"), [("light", "da"), ("dark", "en")])
def test_no_form_is_wider_than_a_small_phone_and_axe_finds_nothing(
    page: Page, server: Server, theme: str, lang: str
) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 320, "height": 640})
    enter(page, server, lang)
    page.evaluate("document.querySelector('.lbp').dataset.size = '125'")
    wide, faults = {}, {}
    for name in NAMES:
        pick(page, name)
        for tab in ("own", "task"):
            page.locator(act(f"tab:{tab}")).click()
            if tab == "task":
                Mouse(page).press("possible:yes")
            for fold in page.locator("details:not([open]) > summary").all():
                fold.click()
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[name, tab] = width
            found = Axe().run(page).response["violations"] if name in EVERY_KIND else []
            if found:
                faults[name, tab] = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    assert wide == {}
    assert faults == {}


def test_what_a_finger_has_to_hit_is_large_enough(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, server, "da")
    for name in EVERY_KIND:
        pick(page, name)
        for tab in ("task", "own"):
            page.locator(act(f"tab:{tab}")).click()
            small = page.evaluate(SMALL)
            assert small == [], name
