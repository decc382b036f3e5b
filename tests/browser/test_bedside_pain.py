"""A student reads a pain drawing, files each feature and chooses the type; the key comes when the answer is locked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lbp_teach import content
from lbp_teach.bedside.pain.exercise import Pain, table
from lbp_teach.bedside.tools import make
from lbp_teach.text import Lang

from .axe import Axe
from .conftest import Server, go
from .hands import Keyboard, Mouse, act

pytestmark = pytest.mark.browser
TOOL = "voila/render/bedside/pain_type.ipynb"
#: In which view each part is drawn; the two views show the patient's sides the other way round.
ON_THE_VIEWERS_RIGHT = {("front", "left"), ("back", "right")}


def exercise() -> Pain:
    found = make("pain", {"case": "selma-hodzic", "visit": "first"})
    assert isinstance(found, Pain)
    return found


def enter(page: Page, server: Server, lang: str = "da") -> Page:
    go(page, f"{server.url}{TOOL}?lang={lang}")
    page.locator("[data-drawing]").wait_for()
    return page


def words(key: str, lang: Lang) -> str:
    return content.strings(lang.value, "bedside", "pain")[key]


def choose(hands: Mouse, name: str) -> None:
    """Choose one radio of a group: by mouse at once, by keyboard with the arrows from where Tab stops."""
    page, slot = hands.page, name.rpartition(":")[0]
    if not isinstance(hands, Keyboard):
        page.locator(act(name)).check()
        hands.settled()
        return
    hands.reach(f'[data-act^="{slot}:"]')
    if page.locator(f'[data-act^="{slot}:"]:checked').count() == 0:
        page.keyboard.press("Space")
    for _ in range(6):
        if page.locator(act(name)).is_checked():
            break
        page.keyboard.press("ArrowDown")
    hands.settled()
    expect(page.locator(act(name))).to_be_checked()


@pytest.mark.parametrize(("hands", "lang"), [(Mouse, Lang.DA), (Keyboard, Lang.EN)])
def test_the_features_are_filed_and_the_type_is_chosen_and_everything_is_told_afterwards(
    page: Page, server: Server, hands: type[Mouse], lang: Lang
) -> None:
    enter(page, server, lang.value)
    tool, player = exercise(), hands(page)
    assert page.locator("[data-feature] :checked, [name$=-type]:checked").count() == 0
    expect(page.locator(act("lock"))).to_have_attribute("aria-disabled", "true")
    wrong = {"touch": "neuroplastic", "worst": None}
    for one in tool.features:
        assert one.reading is not None
        to = wrong.get(one.feature.id, one.reading.points_to)
        if to is not None:
            choose(player, f"file:{one.feature.id}:{to}")
    of = len(tool.features)
    spoken = words("pain.spoken.filed", lang)
    place = tool.book.decision("pain_type").option("neuropathic").label(lang)
    last = spoken.format(title=table().features[-1].title(lang), place=place, n=of - 1, of=of)
    expect(page.locator(".lbp-voice")).to_have_text(last)
    choose(player, "type:neuropathic")
    # Nothing of the key has reached the page; a reload finds everything as it was left.
    told = page.lbp.text
    for feature in table().features:
        for reading in feature.readings:
            assert reading.because(lang) not in told
    assert not any(rule.because(lang) in told for rule in tool.book.guideline.rules if "pain_type" in rule.then)
    assert '"revealed"' not in told
    page.reload()
    page.locator("[data-drawing]").wait_for()
    expect(page.locator(act("type:neuropathic"))).to_be_checked()
    expect(page.locator(act("file:touch:neuroplastic"))).to_be_checked()
    assert page.locator("[data-feature] :checked").count() == of - 1
    player.press("lock")
    expect(page.locator("[data-result-title]")).to_be_focused()
    marks = {node.get_attribute("data-subject"): node for node in page.locator("[data-mark]").all()}
    assert marks["touch"].get_attribute("data-mark") == "too_much"
    assert marks["worst"].get_attribute("data-mark") == "missing"
    expect(page.locator("[data-result]")).to_contain_text(
        words("bedside.points", lang).format(points=4 + of - 3, of=4 + of)
    )
    expect(page.locator('[data-feature="touch"] [data-answer]')).to_have_attribute("data-answer", "too_much")
    reasons = page.locator("[data-reasons]")
    expect(reasons.locator("h3").first).to_contain_text(
        tool.book.decision("pain_type").option("neuropathic").label(lang).lower()
    )
    expect(reasons.locator('[data-conflict="C-34"]')).to_contain_text(tool.book.conflicts["C-34"].question(lang))
    assert page.locator("[data-feature] input:enabled").count() == 0


def test_the_drawing_shows_each_side_where_it_belongs_and_says_the_same_in_words(page: Page, server: Server) -> None:
    enter(page, server, "en")
    tool = exercise()
    drawn = page.locator("[data-view] [data-part]")
    assert {
        (n.get_attribute("data-part"), n.get_attribute("data-side"), n.get_attribute("data-kind")) for n in drawn.all()
    } == set(tool.drawn)
    for view in ("front", "back"):
        body = page.locator(f"[data-view={view}]").bounding_box()
        assert body
        middle = body["x"] + body["width"] / 2
        for area in page.locator(f"[data-view={view}] [data-part]").all():
            side, box = area.get_attribute("data-side"), area.bounding_box()
            assert box
            centre = box["x"] + box["width"] / 2
            if side == "middle":
                assert centre == pytest.approx(middle, abs=1)
            else:
                assert (centre > middle) == ((view, side) in ON_THE_VIEWERS_RIGHT)
    label = page.locator("[data-drawing]").get_attribute("aria-label") or ""
    page.locator(act("as-text")).click()
    lines = page.locator("[data-text] li").all_inner_texts()
    assert len(lines) == len({area.kind for area in tool.drawn})
    assert all(line in label for line in lines)
    assert "Tingling: both shins and both feet." in lines


def test_quick_choices_end_where_they_stopped_and_a_choice_is_taken_back(page: Page, server: Server) -> None:
    enter(page, server, "da")
    # Faster than Python answers: there, on, and back again.
    page.evaluate(
        """names => names.forEach((name) => document.querySelector(`[data-act="file:words:${name}"]`).click())""",
        ["neuropathic", "nociceptive", "neuropathic"],
    )
    Mouse(page).settled()
    expect(page.locator(act("file:words:neuropathic"))).to_be_checked()
    page.reload()
    expect(page.locator(act("file:words:neuropathic"))).to_be_checked()
    Mouse(page).press("open:words")
    assert page.locator('[data-feature="words"] :checked').count() == 0
    expect(page.locator(act("open:words"))).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(page: Page, server: Server, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    lang = "da" if theme == "light" else "en"
    enter(page, server, lang)
    hands = Mouse(page)
    choose(hands, "file:words:neuroplastic")
    page.locator(act("as-text")).click()
    for step in ("open", "locked"):
        if step == "locked":
            choose(hands, "type:mixed")
            hands.press("lock")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (step, width)
        small = page.locator(".lbp-pain-pill, .lbp-pain-type, .lbp-pain-lock .lbp-button").evaluate_all(
            "nodes => nodes.map((n) => n.getBoundingClientRect()).filter((r) => r.height < 44 || r.width < 44).length"
        )
        assert small == 0
