"""A student talks with Rikke, who wants a scan: once with the mouse in Danish, once with the keyboard on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.base import total
from lbp_teach.bedside.talk.exercise import Talk, TalkState
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
NOTEBOOK = "voila/render/bedside/conversation.ipynb"
#: Two turns with something to mend in each, and one as a good colleague would have it.
SAID = (
    ("scan_bit_of_wear", "scan_hopes", "scan_legs_fine"),
    ("scan_grey_hair", "scan_fair_question"),
    ("scan_not_just_wait", "scan_see_again", "scan_call"),
)


def rikke() -> Talk:
    return Talk(content.library(), Talk.settled({"case": "rikke-thorsen", "situation": "scan"}))


def enter(page: Page, server: Server, lang: str) -> Page:
    go(page, f"{server.url}{NOTEBOOK}?lang={lang}")
    page.locator(act("line:scan_hopes")).wait_for()
    return page


def faults(page: Page) -> list[tuple[str, list[str]]]:
    checked = Axe().run(page).response
    assert len(checked["passes"]) > 10
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in checked["violations"]]


def picked(page: Page) -> list[str]:
    return page.locator("[data-picked]").evaluate_all("nodes => nodes.map(n => n.dataset.picked)")


def too_wide(page: Page) -> dict[int, int]:
    """Narrow screens that the page is wider than; ends on an ordinary phone."""
    found = {}
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = page.evaluate("document.documentElement.scrollWidth")
    return {width: over for width, over in found.items() if over > width}


def test_a_conversation_with_the_mouse_in_danish_is_taken_to_its_marks(page: Page, server: Server) -> None:
    exercise, book = rikke(), content.library()
    player = Mouse(enter(page, server, "da"))
    expect(page.locator('[data-voice="says"]')).to_contain_text(exercise._patient.says("scan_thoughts")(Lang.DA))
    expect(page.locator("[aria-pressed=true][data-act^=line]")).to_have_count(0)
    expect(page.locator(act("say"))).to_have_attribute("aria-disabled", "true")
    assert faults(page) == []

    # The first turn is chosen in another order and put right with the buttons; a fourth line has no room.
    for name in ("scan_hopes", "scan_legs_fine", "scan_bit_of_wear"):
        player.press(f"line:{name}")
    page.locator(act("line:scan_will_show")).click(force=True)
    expect(page.locator(".lbp-voice")).to_contain_text("Tag en fra først")
    player.press("up:scan_bit_of_wear")
    player.press("up:scan_bit_of_wear")
    assert picked(page) == list(SAID[0])
    page.reload()  # the draft was kept
    page.locator(act("drop:scan_hopes")).wait_for()
    assert picked(page) == list(SAID[0])
    assert faults(page) == []
    player.press("say")
    state = TalkState(said=SAID[:1])
    reply = exercise.view(state, Lang.DA, reveal=False)["talk"][0]["reply"]
    for text in reply:
        expect(page.locator('[data-turn="0"] [data-voice="reply"]')).to_contain_text(text)
    expect(page.locator('[data-turn="0"] [data-move="worry"]')).to_have_text(
        "Bekymring: lidt bekymret → noget bekymret"
    )
    expect(page.locator('[data-scale="worry"]')).to_contain_text("noget bekymret")
    for lines in SAID[1:]:
        for name in lines:
            player.press(f"line:{name}")
        player.press("say")

    # Nothing of the answer has reached the page; with the lock it does.
    told = page.lbp.text
    for judged in exercise.key.judged.values():
        assert book.words(judged.because)(Lang.DA) not in told
    for name in ("helpful", "harmful", "unsafe", "safety_net", "acknowledge"):
        assert f'"{name}"' not in told
    expect(page.locator("[data-kind], [data-colleague], [data-later], [data-result]")).to_have_count(0)
    player.press("lock")
    marks = exercise.marks(TalkState(said=SAID))
    given, of = total(marks)
    expect(page.locator("[data-result-title]")).to_be_focused()
    expect(page.locator("[data-result]")).to_contain_text(f"{given} af {of} point")
    expect(page.locator('[data-line="scan_bit_of_wear"]')).to_have_attribute("data-kind", "harmful")
    wear = book.words(exercise.key.judged["scan_bit_of_wear"].because)(Lang.DA)
    expect(page.locator('[data-line="scan_bit_of_wear"]')).to_contain_text(f"Skadede. {wear}")
    expect(page.locator('[data-line="scan_hopes"]')).to_contain_text("Hjalp.")
    expect(page.locator("[data-colleague]")).to_have_count(3)
    expect(page.locator("[data-later]")).to_contain_text("En uge senere")
    expect(page.locator('[data-mark="wrong"][data-subject="turn1.scan_bit_of_wear"]')).to_be_visible()
    assert faults(page) == []


def test_a_conversation_with_the_keyboard_in_english_on_a_dark_phone(page: Page, server: Server) -> None:
    exercise = rikke()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    player = Keyboard(enter(page, server, "en"))
    expect(page.locator("[data-known]")).not_to_have_attribute("open", "")
    player.press("situation:work")
    expect(page.locator('[data-voice="says"]')).to_contain_text("What about work?")
    player.press("situation:scan")
    page.locator(act("line:scan_hopes")).wait_for()
    for name in ("scan_legs_fine", "scan_hopes"):
        player.press(f"line:{name}")
    expect(page.locator(".lbp-voice")).to_contain_text("Chosen as number 2.")
    expect(page.locator(act("line:scan_hopes"))).to_contain_text("number 2")
    player.reach(act("up:scan_hopes"))
    page.keyboard.press("ArrowUp")
    player.settled()
    assert picked(page) == ["scan_hopes", "scan_legs_fine"]
    page.keyboard.press("ArrowUp")  # it is first already: nothing happens, and the focus stays
    expect(page.locator(act("up:scan_hopes"))).to_be_focused()
    assert too_wide(page) == {}
    player.press("say")
    expect(page.locator("[data-choose]")).to_be_focused()
    said = exercise.view(TalkState(said=(("scan_hopes", "scan_legs_fine"),)), Lang.EN, reveal=False)["talk"]
    expect(page.locator(".lbp-voice")).to_contain_text("Rikke answers: " + " ".join(said[0]["reply"]))
    expect(page.locator(".lbp-voice")).to_contain_text(said[1]["says"])
    expect(page.locator('[data-turn="0"] [data-voice="reply"]')).to_be_in_viewport()
    for lines in SAID[1:]:
        for name in lines:
            player.press(f"line:{name}")
        player.press("say")
    player.press("lock")
    expect(page.locator("[data-result]")).to_be_visible()
    assert faults(page) == []
    for details in page.locator("details").all():
        details.evaluate("node => { node.open = true; }")
    assert too_wide(page) == {}
    acts = page.locator("[data-act]").evaluate_all("nodes => nodes.map(n => n.dataset.act)")
    assert len(acts) == len(set(acts))
    player.press("begin")
    expect(page.locator(act("line:scan_hopes"))).to_be_visible()
    expect(page.locator("[data-result]")).to_have_count(0)
