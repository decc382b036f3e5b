"""A student plays case (b), L5 radiculopathy, from the catalogue to the debrief: in both languages, with both hands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.exam.model import Content
from lbp_teach.text import Lang

from .conftest import Server, opened
from .hands import DECISIONS_ACUTE, DECISIONS_B_FIRST, Keyboard, Mouse, act, cards_of

pytestmark = pytest.mark.browser
CASE = "jesper-lund"
ASKED_FIRST = ["pain_duration", "leg_strength", "bladder_emptying", "saddle_feeling"]
ASKED_WORSE = ["weakness_when", "deficit_course", "bladder_emptying"]


def words_of(question: str, lang: Lang) -> str:
    """Return what a student types to find a question: its own words."""
    return content.book().questions[question].text(lang)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("hands", [Mouse, Keyboard])
def test_case_b_is_played_from_catalogue_to_debrief(page: Page, server: Server, lang: Lang, hands: type[Mouse]) -> None:
    cards = cards_of(content.book())
    opened(page, server, f"?lang={lang.value}")
    expect(page.locator("[data-screen=home]")).to_have_attribute("lang", lang.value)
    player = hands(page)
    player.press(f"start:{CASE}")

    for question in ASKED_FIRST:
        player.ask(question, words_of(question, lang))
    answer = content.load_case(CASE).visits[0].answers["leg_strength"](lang)
    expect(page.locator('[data-question="leg_strength"]')).to_contain_text(answer)
    expect(page.locator('[data-line="bowel"]')).to_have_attribute("data-state", "not_asked")
    expect(page.locator('[data-line="saddle"]')).to_have_attribute("data-state", "absent")

    player.press("onward:examination")
    player.strength("dorsiflexion", "both", right=5, left=4)
    written = page.locator('[data-row="exam.strength.dorsiflexion"]')
    expect(written.locator("[data-side=left] [data-recorded]")).to_have_attribute("data-recorded", "4")
    expect(written).to_have_attribute("data-differ", "")
    player.press("stage:decision")
    expect(page.locator("[data-chosen=true]")).to_have_count(0)
    player.decide(DECISIONS_B_FIRST, cards)
    player.lock()
    player.press("next")

    # The plan without a booked check leads to the visit at which the foot hangs.
    for question in ASKED_WORSE:
        player.ask(question, words_of(question, lang))
    player.press("onward:examination")
    player.strength("dorsiflexion", "left", left=3)
    seen = content.tool_content("exam", Content).strength["gives_at_once"](lang)
    expect(page.locator("[data-group=strength]")).to_contain_text(seen)
    player.press("stage:decision")
    player.decide(DECISIONS_ACUTE, cards)
    player.lock()
    player.press("next")

    expect(page.locator("[data-stage=debrief]")).to_be_visible()
    debrief = page.locator(".lbp-debrief")
    expect(debrief).to_contain_text("DSAM2026")
    expect(page.locator("[data-critical]")).to_have_count(0)
    points = [int(one.replace("−", "-")) for one in page.locator(".lbp-item-points strong").all_text_contents()]
    total = page.locator("[data-score]").first.get_attribute("data-score")
    adjusted = [int(one.replace("−", "-")) for one in page.locator(".lbp-sum-adjust dd").all_text_contents()]
    assert len(points) > 20
    assert len(adjusted) == 1, "she found out too little for her decisions to rest on"
    assert str(sum(points) + sum(adjusted)) == total, "the points on the screen add up to the score"
    right = page.locator('[data-subject="urgency"][data-mark="right"]')
    expect(right).to_have_count(2)


def test_without_a_planned_check_nobody_says_what_the_other_plan_would_have_led_to(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=da"))
    player.press(f"start:{CASE}")
    player.press("onward:examination")
    player.press("stage:decision")
    player.decide({**DECISIONS_B_FIRST, "follow_up": "closer"}, cards_of(content.book()))
    player.lock()
    player.press("next")
    player.ask("pain_intensity", words_of("pain_intensity", Lang.DA))
    improved = content.load_case(CASE).visit("six_weeks").answers["pain_intensity"].da
    expect(page.locator('[data-question="pain_intensity"]')).to_contain_text(improved)


def test_sending_a_new_paresis_the_slow_way_is_the_first_thing_the_debrief_says(page: Page, server: Server) -> None:
    cards = cards_of(content.book())
    player = Mouse(opened(page, server, "?lang=en"))
    player.press(f"start:{CASE}")
    for _ in range(2):
        player.press("onward:examination")
        player.press("stage:decision")
        player.decide(DECISIONS_B_FIRST, cards)
        player.lock()
        player.press("next")
    banner = page.locator("[data-critical]").first
    expect(banner).to_contain_text("An acute paresis was sent the slow way")
    expect(banner).to_contain_text("DSAM2026 · Sygehusbehandling")
    heading = banner.locator("h3")
    expect(heading).to_be_focused()
    top = page.evaluate("() => [...document.querySelectorAll('.lbp-debrief section h3')].map(h => h.innerText)")
    assert top[0] == "An acute paresis was sent the slow way"
    banner.locator("summary").click()
    banner.locator('[data-act^="cite:"]').first.click()
    expect(page.locator(".lbp-panel")).to_contain_text("F-ACUTE-03")
    page.keyboard.press("Escape")
    expect(page.locator(".lbp-panel")).to_have_count(0)
    expect(banner.locator('[data-act^="cite:"]').first).to_be_focused()


def test_the_language_switches_at_any_moment_without_losing_anything(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=da"))
    player.press(f"start:{CASE}")
    player.ask("leg_strength", words_of("leg_strength", Lang.DA))
    page.locator(act("picker")).fill("noget, jeg er ved at skrive")
    player.press("lang:en")
    expect(page.locator('[data-question="leg_strength"]')).to_contain_text(
        content.load_case(CASE).visits[0].answers["leg_strength"].en
    )
    expect(page.locator(act("picker"))).to_have_value("noget, jeg er ved at skrive")
    page.locator(act("picker")).fill("")
    player.press("onward:examination")
    player.press("stage:decision")
    player.press("card:urgency")
    player.press("decide:urgency:routine")
    player.press("lang:da")
    expect(page.locator('[data-card="urgency"]')).to_have_attribute("data-open", "true")
    expect(page.locator(f"{act('decide:urgency:routine')}[data-chosen=true]")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_screen_scrolls_sideways(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    player = Mouse(opened(page, server, "?lang=da"))

    def fits(where: str) -> None:
        wide, view = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= view, f"{where} is {wide} px wide on a screen of {view}"

    fits("home")
    player.press(f"start:{CASE}")
    player.ask("leg_strength", words_of("leg_strength", Lang.DA))
    fits("history")
    player.press("onward:examination")
    player.strength("dorsiflexion", "both", left=4)
    fits("examination")
    for group in ("sensation", "reflexes", "nerve_stretch", "further"):
        player.press(f"group:{group}")
        fits(group)
    for stage in ("flags", "function"):
        player.press(f"stage:{stage}")
        fits(stage)
    player.press("stage:decision")
    player.press("card:imaging")
    fits("decision")
    player.decide(DECISIONS_ACUTE, cards_of(content.book()))
    player.lock()
    fits("follow-up")
    player.press("next")
    player.press("onward:examination")
    player.press("stage:decision")
    player.decide(DECISIONS_B_FIRST, cards_of(content.book()))
    player.lock()
    player.press("next")
    expect(page.locator(".lbp-debrief")).to_be_visible()
    fits("debrief")
