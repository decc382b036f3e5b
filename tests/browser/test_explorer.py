"""A student looks something up: searches in both languages, opens figures with mouse and keyboard, follows a link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.figures import FIGURES
from lbp_teach.text import Lang

from .conftest import Server, go, opened
from .hands import Keyboard, act

pytestmark = pytest.mark.browser
BROWSE = "voila/render/guideline/browse.ipynb"
BOXES = {
    "history": "saddle",
    "icf": "activities_basic",
    "dermatomes": "L5",
    "triage": "root_alarm",
    "treatment": "up_2",
}


# A point that shows the box itself: the middle of a region of the leg may lie beside the leg.
POINT = """(selector) => {
    const node = document.querySelector(selector);
    node.scrollIntoView({ block: "center" });
    const box = node.getBoundingClientRect();
    for (let i = 1; i < 20; i += 1) for (let j = 1; j < 20; j += 1) {
        const at = [box.left + (box.width * i) / 20, box.top + (box.height * j) / 20];
        if (node.contains(document.elementFromPoint(...at))) return at;
    }
    return null;
}"""


def browse(page: Page, server: Server, place: str = "", lang: str = "da") -> Page:
    """Open the explorer at a place and wait until it is there."""
    go(page, f"{server.url}{BROWSE}?lang={lang}{'#' + place if place else ''}")
    page.locator(".lbp-x-page").wait_for()
    return page


def statement(name: str) -> str:
    return f'[data-statement="{name}"]'


@pytest.mark.parametrize(("lang", "typed"), [("da", "night pain"), ("en", "natlige smerter"), ("da", "natlige")])
def test_a_statement_is_found_in_either_language_and_shows_its_disagreement(
    page: Page, server: Server, lang: str, typed: str
) -> None:
    library = content.library()
    browse(page, server, lang=lang)
    page.locator(act("search")).press_sequentially(typed, delay=15)
    found = page.locator(statement("night_pain_two_directions"))
    expect(found).to_contain_text(library.statements["night_pain_two_directions"].text(Lang(lang)))
    fold = found.locator('[data-conflict-fold="C-17"]')
    question = library.conflicts["C-17"].question(Lang(lang))
    expect(fold.locator("summary")).to_contain_text(question)
    fold.locator("summary").click()
    note = fold.locator(".lbp-conflict")
    for text in (library.conflicts["C-17"].why, library.conflicts["C-17"].follow, library.conflicts["C-17"].teach):
        expect(note).to_contain_text(library.words(text)(Lang(lang)))
    expect(note).to_contain_text(content.strings(lang)["chip.unreviewed"])


def test_the_field_keeps_the_caret_while_results_arrive_and_back_leads_to_them(page: Page, server: Server) -> None:
    browse(page, server)
    page.keyboard.press("/")
    expect(page.locator(act("search"))).to_be_focused()
    page.keyboard.type("cauda", delay=60)
    page.locator(statement("cauda_equina_acute")).wait_for()
    expect(page.locator(act("search"))).to_be_focused()
    page.keyboard.type(" equina", delay=60)
    expect(page.locator(act("search"))).to_have_value("cauda equina")
    page.locator(statement("cauda_equina_acute")).locator(act("open:statement:cauda_equina_acute")).click()
    expect(page).to_have_url(re.compile(r"#cauda_equina_acute$"))
    expect(page.locator("[data-home]")).to_be_focused()
    page.go_back()
    expect(page.locator(act("search"))).to_have_value("cauda equina")
    page.locator(statement("cauda_equina_acute")).wait_for()


@pytest.mark.parametrize("lang", list(Lang))
def test_a_link_to_one_statement_opens_it_with_source_and_use(page: Page, server: Server, lang: Lang) -> None:
    browse(page, server, "cauda_equina_signs", lang.value)
    library = content.library()
    expect(page.locator("h1")).to_have_text(library.statements["cauda_equina_signs"].text(lang))
    expect(page.locator(".lbp-explorer")).to_have_attribute("lang", lang.value)
    expect(page.locator('[data-conflict="C-10"]')).to_contain_text(library.conflicts["C-10"].question(lang))
    chip = page.locator('[data-act^="cite:"]').first
    expect(chip).to_contain_text("NKR2016")
    chip.click()
    expect(page.locator(".lbp-panel")).to_contain_text("Sundhedsstyrelsen")
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()
    expect(page.locator('[data-rule="cauda_equina"]')).to_be_visible()
    other = Lang.EN if lang is Lang.DA else Lang.DA
    page.locator(act(f"lang:{other.value}")).click()
    expect(page.locator("h1")).to_have_text(library.statements["cauda_equina_signs"].text(other))
    expect(page).to_have_url(re.compile(rf"lang={other.value}#cauda_equina_signs$"))


@pytest.mark.parametrize("figure", [f.id for f in FIGURES])
def test_a_box_opens_with_the_mouse(page: Page, server: Server, figure: str) -> None:
    browse(page, server, f"figure/{figure}")
    box = BOXES[figure]
    page.locator(act(f"box:{box}")).wait_for()
    page.mouse.click(*page.evaluate(POINT, act(f"box:{box}")))
    panel = page.locator(f'[data-panel="{box}"]')
    wanted = next(f for f in FIGURES if f.id == figure).names[box]
    for name in wanted.statements:
        expect(panel.locator(statement(name))).to_be_visible()
    expect(panel.locator('[data-act^="cite:"]').first).to_be_visible()
    expect(panel.locator("h2").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


@pytest.mark.parametrize("figure", [f.id for f in FIGURES])
def test_a_box_opens_with_the_keyboard_and_gives_the_focus_back(page: Page, server: Server, figure: str) -> None:
    browse(page, server, f"figure/{figure}")
    box = BOXES[figure]
    page.locator(act(f"box:{box}")).wait_for()
    hands = Keyboard(page)
    hands.reach(act(f"box:{box}"))
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-panel="{box}"] h2').first).to_be_focused()
    expect(page).to_have_url(re.compile(rf"#figure/{figure}/{box}$"))
    page.keyboard.press("Escape")
    expect(page.locator(act(f"box:{box}"))).to_be_focused()
    page.keyboard.press(" ")
    page.locator(f'[data-panel="{box}"]').wait_for()


def test_every_box_of_every_figure_has_a_name_and_stands_in_the_list(page: Page, server: Server) -> None:
    for figure in FIGURES:
        browse(page, server, f"figure/{figure.id}", "en")
        page.locator('.lbp-x-svg [data-act^="box:"]').first.wait_for()
        for box in figure.boxes:
            drawn = page.locator(act(f"box:{box.id}"))
            expect(drawn).to_have_attribute("aria-label", re.compile("^" + re.escape(box.title.en)))
            expect(drawn).to_have_attribute("tabindex", "0")
            expect(page.locator(act(f"list:{box.id}"))).to_be_attached()


PLACES = ["", "topic/IMG", "conflicts", "C-08", "editions", "root_clock", "cauda_equina_signs", "search/paresis"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_has_to_be_scrolled_sideways(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    browse(page, server)
    for lang in ("da", "en"):
        for place in [*PLACES, *(f"figure/{f.id}/{BOXES[f.id]}" for f in FIGURES)]:
            page.evaluate(f"location.hash = {place!r}")
            expect(page.locator(".lbp-explorer")).to_have_attribute("data-waiting", "false")
            page.wait_for_timeout(120)
            over = page.evaluate(
                """() => [...document.querySelectorAll('.lbp-explorer *')].filter((node) => {
                    if (node.closest('.lbp-x-scroll, .lbp-unseen')) return false;
                    const box = node.getBoundingClientRect();
                    return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
                }).map((node) => node.className.baseVal ?? node.className)"""
            )
            assert over == [], (lang, place)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (lang, place)
        if width >= 940:
            page.locator(act("lang:en")).click()
        else:
            page.locator(act("menu")).click()
            page.locator(act("lang:en")).click()


def test_an_address_that_leads_nowhere_says_so(page: Page, server: Server) -> None:
    go(page, f"{server.url}{BROWSE}?lang=en#no_such_statement")
    expect(page.locator(".lbp-empty")).to_contain_text("no longer in the guideline")
    page.locator(".lbp-empty").locator(act("open:home")).click()
    page.locator(act("open:figure:icf")).wait_for()


def test_theme_and_text_size_are_those_of_the_player(page: Page, server: Server) -> None:
    browse(page, server)
    page.locator(act("theme")).click()
    page.locator(act("theme")).click()
    page.locator(act("size")).click()
    expect(page.locator(".lbp-explorer")).to_have_attribute("data-theme", "dark")
    opened(page, server, "?lang=da")
    expect(page.locator(".lbp-player")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".lbp-player")).to_have_attribute("data-size", "112")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_player_leads_to_the_guideline_in_a_new_tab(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, server, "?lang=en")
    if width < 768:
        page.locator(act("menu")).click()
    with page.context.expect_page() as fresh:
        page.locator(act("menu-page:guideline" if width < 768 else "page:guideline")).click()
    tab = fresh.value
    tab.locator(".lbp-x-page").wait_for()
    expect(tab.locator("h1")).to_have_text("Guideline")
    expect(page.locator("[data-screen=home]")).to_be_visible()
