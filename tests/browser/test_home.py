"""The home screen in a browser: finding a case among many, coming back to it, and another patient like this one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from learner import Screen
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.records import Records

from .axe import Axe
from .conftest import Server, go, opened
from .hands import Mouse, act

pytestmark = pytest.mark.browser
CARDS = ".lbp-case-card"
ALL = len(content.catalogue().cards)
LEVEL = str(next(card.difficulty for card in content.catalogue().cards if card.id == "jesper-lund"))


def shown(page: Page) -> list[str]:
    """The ids of the cards that are shown."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('[data-case]')].map((one) => one.dataset.case)"
    )
    return found


def top_of(page: Page, name: str) -> float:
    box = page.locator(act(name)).bounding_box()
    assert box is not None
    return box["y"]


def test_a_case_is_found_by_word_by_difficulty_and_by_how_far_it_is(page: Page, server: Server) -> None:
    opened(page, server, "?lang=en")
    said = page.locator(".lbp-voice")
    field = page.locator(act("search"))
    expect(page.locator(CARDS)).to_have_count(ALL)
    field.focus()
    place = top_of(page, "search")
    field.press_sequentially("ELECTRICIAN", delay=5)
    expect(page.locator(CARDS)).to_have_count(1)
    assert shown(page) == ["jesper-lund"]
    expect(said).to_have_text(f"1 of {ALL} shown")
    assert top_of(page, "search") == place, "the field stays where it is while the list grows shorter"
    # Words of what the patient says, too; what she has is not looked in.
    field.fill("boot locked")
    assert shown(page) == ["rikke-thorsen"]
    field.fill("cauda")
    expect(page.locator(CARDS)).to_have_count(0)
    expect(page.locator(".lbp-empty")).to_contain_text("No case fits that choice")
    page.locator(act("filter-none")).press("Enter")
    expect(page.locator(CARDS)).to_have_count(ALL)
    expect(page.locator("[data-all]")).to_be_focused()
    expect(field).to_have_value("")
    levels = {card.id: card.difficulty for card in content.catalogue().cards}
    for level in set(levels.values()):
        page.locator(act("filter-level")).select_option(str(level))
        wanted = {name for name, one in levels.items() if one == level}
        assert set(shown(page)) == wanted
        expect(page.locator(f"{act('filter-status')} option").first).to_have_text(f"all ({len(wanted)})")
    page.locator(act("filter-status")).select_option("finished")
    expect(page.locator(CARDS)).to_have_count(0)


def test_the_way_back_from_a_case_leads_to_its_card_and_keeps_what_was_chosen(page: Page, server: Server) -> None:
    opened(page, server, "?lang=en")
    hands = Mouse(page)
    page.locator(act("filter-level")).select_option(LEVEL)
    page.locator(act("search")).fill("a")
    before = shown(page)
    hands.press("start:jesper-lund")
    page.locator("[data-screen=case]").wait_for()
    page.go_back()
    page.locator("[data-screen=home]").wait_for()
    expect(page.locator('[data-case="jesper-lund"] .lbp-card-open')).to_be_focused()
    expect(page.locator('[data-case="jesper-lund"]')).to_be_in_viewport()
    assert set(shown(page)) == set(before)
    expect(page.locator(act("search"))).to_have_value("a")
    page.locator(act("filter-status")).select_option("in_progress")
    assert shown(page) == ["jesper-lund"]


def test_what_was_chosen_is_kept_when_the_page_is_loaded_anew(own_page: Page, server: Server) -> None:
    opened(own_page, server, "?lang=da")
    own_page.locator(act("search")).fill("elektriker")
    own_page.locator(act("filter-level")).select_option(LEVEL)
    own_page.reload()
    own_page.locator("[data-screen=home]").wait_for()
    expect(own_page.locator(act("search"))).to_have_value("elektriker")
    expect(own_page.locator(act("filter-level"))).to_have_value(LEVEL)
    assert shown(own_page) == ["jesper-lund"]
    strange = '{"status": 5, "level": "9", "time": "x"}'
    own_page.evaluate("text => sessionStorage.setItem('lbp.filters', text)", strange)
    own_page.reload()
    expect(own_page.locator(CARDS)).to_have_count(ALL)


def test_another_patient_like_this_one_from_the_card(page: Page, server: Server) -> None:
    played = Screen(Records(Path(server.home) / "records.sqlite3"), lang="en")
    played.hello()
    played.play("rikke-thorsen", content.book())
    opened(page, server, "?lang=en")
    page.evaluate("token => localStorage.setItem('lbp.token', token)", played.token)
    go(page, f"{server.url}?lang=en").locator("[data-screen=home]").wait_for()
    expect(page.locator(act("another:jesper-lund"))).to_have_count(0)
    hands = Mouse(page)
    hands.press("another:rikke-thorsen")
    page.locator("[data-screen=case]").wait_for()
    expect(page).to_have_url(re.compile(r"case=rikke-thorsen(~|%7E)[0-9a-f]{8}"))
    name = re.findall(r"rikke-thorsen(?:~|%7E)[0-9a-f]{8}", page.url)[0].replace("%7E", "~")
    hands.press("go:home")
    card = page.locator(f'[data-case="{name}"]')
    expect(card).to_contain_text("A variation on the case Rikke Thorsen")
    expect(card).to_contain_text("In progress")
    hands.press(f"resume:{name}")
    expect(page.locator("[data-screen=case]")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_home_fits_a_phone_and_can_be_read_by_everybody(phone: Page, server: Server, theme: str) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    opened(phone, server, "?lang=da")
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    small = phone.evaluate(
        "() => [...document.querySelectorAll('.lbp-filters input, .lbp-filters select, .lbp-hero button')]"
        ".filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80))"
    )
    assert small == []
    phone.locator(act("search")).fill("e")
    found = Axe().run(phone, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == []
