"""A student says what she thinks before she examines and after, with a field, with the arrows, and finds it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Server, opened
from .hands import Mouse, act

pytestmark = pytest.mark.browser


def card(page: Page, when: str) -> Locator:
    return page.locator(f'[data-estimate="{when}"]').filter(visible=True)


def numbers(page: Page, when: str) -> list[int]:
    fields = card(page, when).locator(f'[data-act^="estimate-number:{when}:"]')
    return [int(one.input_value()) for one in fields.all()]


def test_estimates_add_up_while_they_are_moved_and_stay_as_they_were_said(page: Page, server: Server) -> None:
    player = Mouse(opened(page, server, "?lang=en"))
    player.press("start:jesper-lund")
    page.set_viewport_size({"width": 390, "height": 844})
    player.press("estimate-open:before")
    assert numbers(page, "before") == [34, 33, 33]
    fields = {
        name: card(page, "before").locator(act(f"estimate-number:before:{name}"))
        for name in ("serious_specific", "nerve_root")
    }
    fields["serious_specific"].fill("10")
    assert numbers(page, "before") == [10, 45, 45], "the others share the rest as they stood"
    fields["nerve_root"].fill("60")
    assert numbers(page, "before") == [10, 60, 30], "what was set by hand stays while another can give"
    fields["nerve_root"].fill("250")
    fields["serious_specific"].focus()
    assert numbers(page, "before") == [10, 60, 30], "what is no per cent is not kept"
    expect(card(page, "before").locator("[data-sum]")).to_have_attribute("data-sum", "100")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    player.press("estimate:before")
    expect(card(page, "before")).to_have_attribute("data-given", "10 60 30")
    expect(page.locator(".lbp-voice")).to_contain_text("Root irritation 60%")
    expect(card(page, "before").locator(act("estimate-open:before"))).to_be_focused()

    page.set_viewport_size({"width": 1280, "height": 900})
    player.press("onward:examination")
    player.strength("dorsiflexion", "both", right=5, left=4)
    player.press("stage:history")
    expect(card(page, "before")).to_contain_text("it stands")
    expect(card(page, "before").locator("button")).to_have_count(0)

    player.press("stage:decision")
    player.press("estimate-open:after")
    assert numbers(page, "after") == [10, 60, 30], "it begins where the learner was"
    slider = card(page, "after").locator(act("estimate:after:nerve_root"))
    slider.focus()
    for sent in range(1, 37):
        page.keyboard.press("ArrowRight")
        assert sum(numbers(page, "after")) == 100, sent
    # The others keep 1 to 3 all the way down, however many steps the way has.
    assert numbers(page, "after") == [1, 96, 3]
    expect(slider).to_have_attribute("aria-valuetext", "96%")
    player.press("estimate:after")
    expect(card(page, "after")).to_have_attribute("data-given", "1 96 3")

    page.reload()
    expect(card(page, "after")).to_have_attribute("data-given", "1 96 3")
