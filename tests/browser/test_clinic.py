"""A morning in the clinic: by mouse and by keyboard, over a reload, on a phone, and what is seen at the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach.case import visit_answers
from lbp_teach.clinic.model import Setup, counted
from lbp_teach.clinic.patients import patients_of
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
CLINIC = "voila/render/practice/clinic_day.ipynb"
PATIENTS = patients_of(Setup(3, "enriched", 3))
PLAN = {
    "urgency": "none",
    "destination": "own_gp",
    "imaging": "mri",
    "follow_up": "basis",
    "work": "nothing",
    "note": "1",
    "explain": "short",
}


def enter(page: Page, server: Server, lang: str) -> Page:
    """Open the clinic and wait until it is there."""
    go(page, f"{server.url}{CLINIC}?lang={lang}")
    page.locator('.lbp-clinic[data-screen="start"]').wait_for()
    return page


def begin(hands: Mouse) -> None:
    """Begin the morning of this file: three patients, many of whom are ill."""
    hands.page.locator(act("mode:enriched")).check()
    hands.page.locator(act("length:3")).check()
    hands.page.locator(act("number")).fill("3")
    hands.press("start")
    hands.page.locator('[data-screen="day"]').wait_for()


def decide(hands: Mouse) -> None:
    """Make every choice that must be made, and send the patient on."""
    hands.press("tab:decide")
    for name, value in PLAN.items():
        hands.page.locator(act(f"choose:{name}")).select_option(value)
        hands.settled()
    hands.press("close")


def faults(page: Page) -> list[str]:
    """What axe finds."""
    checked = Axe().run(page).response
    assert len(checked["passes"]) > 10
    return [f"{one['id']}: {node['html'][:160]}" for one in checked["violations"] for node in one["nodes"]]


def test_a_morning_by_mouse_and_by_keyboard_over_a_reload(page: Page, server: Server) -> None:
    enter(page, server, "da")
    mouse, keys = Mouse(page), Keyboard(page)
    assert faults(page) == []
    begin(mouse)
    first, second = (one.case for one in PATIENTS[:2])
    expect(page.locator("h1")).to_have_text(first.persona.name)
    expect(page.locator("[data-now]")).to_have_attribute("data-now", "08:01")
    mouse.press("ask:pain_duration")
    answer = visit_answers(first, first.visits[0].id)["pain_duration"](Lang.DA)
    expect(page.locator(".lbp-clinic-said")).to_contain_text(answer)
    expect(page.locator(".lbp-voice")).to_contain_text(answer)
    mouse.press("tab:examine")
    mouse.press("examine:straight_leg_raise")
    expect(page.locator(".lbp-clinic-seen li")).to_have_count(2)
    mouse.press("tab:decide")
    expect(page.locator(act("close"))).to_have_attribute("aria-disabled", "true")
    assert faults(page) == []
    decide(mouse)
    expect(page.locator("h1")).to_have_text(second.persona.name)
    # Whoever hears the page is told who comes in, and reads on from the name.
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".lbp-voice")).to_contain_text(second.persona.name)

    keys.reach(act("find"))
    page.keyboard.type("feber")
    keys.press("ask:fever")
    page.reload()
    page.locator('[data-screen="day"]').wait_for()
    expect(page.locator("h1")).to_have_text(second.persona.name)
    page.locator('[data-group="general_health"] summary').click()
    expect(page.locator(".lbp-clinic-said")).to_have_count(1)
    mouse.press("tab:decide")
    for name, value in {"destination": "own_gp", "imaging": "mri"}.items():
        keys.reach(act(f"choose:{name}"))
        chosen = page.locator(act(f"choose:{name}"))
        for _ in range(12):
            if chosen.input_value() == value:
                break
            page.keyboard.press("ArrowDown")
        expect(chosen).to_have_value(value)
        keys.settled()
    decide(mouse)
    expect(page.locator(".lbp-clinic-wide [data-state=done]")).to_have_count(2)
    mouse.press("stop")
    keys.press("stop-now")
    page.locator("[data-sentence]").wait_for()
    expect(page.locator('[data-row="scans"] td')).to_have_count(4)
    expect(page.locator(".lbp-clinic-bar")).to_have_count(20)
    expect(page.locator("[data-patient]")).to_have_count(3)
    mouse.press("open:0")
    expect(page.locator("[data-decision]")).to_have_count(10)
    expect(page.locator('[data-patient="0"] .lbp-cite').first).to_be_visible()
    assert faults(page) == []


def test_a_morning_on_a_phone_in_the_dark_and_in_english(phone: Page, server: Server) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.emulate_media(color_scheme="dark")
    enter(phone, server, "en")
    hands = Mouse(phone)
    hands.press("about")
    expect(phone.locator("[data-about-table]")).to_have_count(4)
    phone.locator('[data-about-table="clinic"] summary').click()
    expect(phone.locator('[data-about-table="clinic"] li')).to_have_count(len(counted().clinic.numbers))
    assert faults(phone) == []
    hands.press("close-about")
    begin(hands)
    widths = []
    for tab in ("ask", "examine", "decide"):
        hands.press(f"tab:{tab}")
        widths.append(phone.evaluate("document.documentElement.scrollWidth"))
    assert faults(phone) == []
    hands.press("stop")
    hands.press("stop-now")
    phone.locator("[data-sentence]").wait_for()
    hands.press("open:1")
    widths.append(phone.evaluate("document.documentElement.scrollWidth"))
    assert widths == [390] * 4
    assert faults(phone) == []
    hands.press("new")
    expect(phone.locator('[data-past="over"]')).to_have_count(1)


def test_the_clinic_is_reached_from_home(page: Page, server: Server) -> None:
    go(page, f"{server.url}?lang=da")
    page.locator("[data-screen=home]").wait_for()
    assert page.locator(act("clinic")).get_attribute("href") == f"{server.url}{CLINIC}?lang=da"
