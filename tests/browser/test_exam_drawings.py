"""The drawings of the neurological examination under real hands: mouse, finger and keys, on a page and on a phone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import lbp_widgets
from lbp_widgets._compose import compose_css, compose_js

from .axe import Axe

PACKAGE = Path(lbp_widgets.__file__).parent

#: A page with nothing but the two drawings; Python's part is played by a patient who speaks at 35 degrees.
ENTRY = """
window.log = [];
window.state = { mode: "sensation", marks: {}, selected: null, touched: [], angle: 0, stopped: null };
const app = { uid: "t", ui: {}, t: (key) => key.split(".").pop(), set: () => window.draw() };
window.draw = () => drawKeepingFocus(document.getElementById("root"), [
  h("h1", { "data-home": "", tabindex: "-1" }, "x"),
  examFigure(app, {
    ...state, key: "f", text: window.drawing, labelOf: (key) => `${key}, ${state.marks[key] || "untested"}`,
    onTouch: (key, what) => { log.push(["touch", key, what.view]); Object.assign(state, { selected: key }); draw(); },
    onStrike: (key, what) => { log.push(["strike", key, what.reinforced]); },
    onMiss: (what) => { log.push(["miss", what.side]); },
    onKey: (name, key) => { log.push(["key", name, key]); return true; },
  }),
  examLegRaise(app, {
    key: "l", side: "left", angle: state.angle, stopped: state.stopped, label: "leg",
    valueText: (degrees) => `${degrees} degrees`,
    onRaise: (degrees) => { log.push(["raise", degrees]); setTimeout(() => {
      Object.assign(state, { angle: Math.min(degrees, 35), stopped: degrees >= 35 ? 35 : state.stopped });
      draw();
    }, 20); },
  }),
]);
window.places = examPlaces();
draw();
"""


def built(folder: Path) -> str:
    entry = folder / "entry.js"
    wanted = {
        "front/dom.js": "drawKeepingFocus, h",
        "exam/figure.js": "examFigure",
        "exam/figure_places.js": "examPlaces",
        "exam/leg_raise.js": "examLegRaise",
    }
    lines = [f'import {{ {n} }} from "./{os.path.relpath(PACKAGE / p, folder)}";' for p, n in wanted.items()]
    entry.write_text("\n".join(lines) + ENTRY, encoding="utf-8")
    css = compose_css(*(PACKAGE / "front" / f"{n}.css" for n in ("theme", "parts")), *(PACKAGE / "exam").glob("*.css"))
    drawing = json.dumps((PACKAGE / "explorer" / "body-figure.svg").read_text("utf-8"))
    return (
        f'<!doctype html><html lang="en"><title>x</title><style>{css}</style>'
        f'<main id="root" class="lbp" data-theme="light"></main><script>window.drawing = {drawing};</script>'
        f'<script type="module">{compose_js(entry)}</script>'
    )


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    return built(tmp_path_factory.mktemp("drawings"))


@pytest.fixture(params=["page", "phone"])
def drawings(request: pytest.FixtureRequest, chromium: Browser, html: str) -> Iterator[Page]:
    phone = request.param == "phone"
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 1400}
    context = chromium.new_context(viewport=size, has_touch=phone)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(html)
    page.locator(".lbp-exam-region").first.wait_for(state="attached")
    yield page
    context.close()
    assert errors == []


def log(page: Page) -> list[list[Any]]:
    said: list[list[Any]] = page.evaluate("log.splice(0)")
    return said


def hit(page: Page, view: str, x: float, y: float) -> None:
    """Press a place of the drawing, brought into sight."""
    at = page.evaluate(
        """([view, x, y]) => {
          const svg = document.querySelector(`.lbp-exam-view[data-view=${view}] .lbp-exam-svg`);
          const place = () => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
          scrollBy(0, place().y - innerHeight / 2);
          return [place().x, place().y];
        }""",
        [view, x, y],
    )
    page.mouse.click(*at)


def is_phone(page: Page) -> bool:
    return (page.viewport_size or {})["width"] < 500


def show(page: Page, view: str) -> None:
    if is_phone(page):
        page.locator(f'[data-act="view:{view}"]').tap()


def here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.act"))


def test_every_region_is_touched_where_it_is_and_small_ones_have_room(drawings: Page) -> None:
    page = drawings
    for view in ("front", "back", "feet"):
        show(page, view)
        for place in page.evaluate("(view) => places.filter((one) => one.view === view)", view):
            hit(page, view, place["x"], place["y"])
            assert log(page) == [["touch", place["key"], view]]
    show(page, "back")
    for x, key in ((326, "left:S4-perianal"), (364, "right:S4-perianal"), (322, "left:S3-buttock")):
        hit(page, "back", x, 188)
        assert log(page) == [["touch", key, "back"]]
    # Beside the calf, in the gap between the legs, is still the calf; far from everything is nothing.
    hit(page, "back", 337, 428)
    hit(page, "back", 250, 60)
    assert log(page) == [["touch", "left:L4-calf", "back"]]
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= (page.viewport_size or {})["width"]
    if is_phone(page):
        scale = page.evaluate("document.querySelector('.lbp-exam-view[data-view=back] svg').getScreenCTM().a")
        assert 20 * scale >= 24, "the smallest target, given its room"
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate(width) <= 320


def test_the_figure_is_one_tab_stop_and_the_keys_walk_and_act(drawings: Page) -> None:
    page = drawings
    page.locator("h1").focus()
    for _ in range(4 if is_phone(page) else 1):
        page.keyboard.press("Tab")
    assert here(page) == "touch:front-right-L2-thigh"
    trail = []
    for key in ("ArrowDown", "s", "v", "v", "Enter", "Space", "Home"):
        page.keyboard.press(key)
        trail.append(here(page).removeprefix("touch:"))
    start = "feet-right-L4-shin" if is_phone(page) else "front-right-L2-thigh"
    assert trail[:2] == ["front-right-L3-thigh", "front-left-L3-thigh"]
    assert [one.split("-")[:2] for one in trail[2:4]] == [["back", "left"], ["feet", "left"]]
    assert trail[6] == start
    assert [one[2] for one in log(page)] == ["feet", "feet"]
    assert page.locator(".lbp-exam-contour.lbp-exam-focused").count() == 1
    page.keyboard.press("Tab")
    assert here(page) == "leg:handle"

    page.evaluate("Object.assign(state, { mode: 'reflex', selected: 'left:achilles' }); draw()")
    page.locator('[data-act="strike:back-left:achilles"]').focus()
    for key in ("Enter", "r", "4"):
        page.keyboard.press(key)
    assert log(page) == [
        ["strike", "left:achilles", False],
        ["strike", "left:achilles", True],
        ["key", "4", "left:achilles"],
    ]
    show(page, "front")
    for y in (392, 402, 430):
        hit(page, "front", 155, y)
    assert log(page) == [["strike", "left:patellar", False]] * 2 + [["miss", "left"]]
    page.evaluate("Object.assign(state, { mode: 'look' }); draw()")
    hit(page, "front", 160, 296)
    assert log(page) == []
    assert page.locator(".lbp-exam-figure [tabindex]").count() == 0


def test_the_leg_is_lifted_by_hand_by_number_and_by_keys(drawings: Page) -> None:
    page = drawings
    handle = page.locator(".lbp-exam-leg-handle")
    handle.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 60)")
    before = page.evaluate("scrollY")
    box = handle.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if is_phone(page):
        finger = page.context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            at = [{"x": px, "y": py} for px, py in points]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

        touch("touchStart", (x, y))
        for step in range(1, 21):
            touch("touchMove", (x + step, y - 6 * step))
            page.wait_for_timeout(30)
        touch("touchEnd")
    else:
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 21):
            page.mouse.move(x + step, y - 12 * step)
            page.wait_for_timeout(30)
        page.mouse.up()
    page.wait_for_function("state.stopped === 35")
    page.wait_for_timeout(400)
    assert [one[1] for one in log(page)] == [5, 10, 15, 20, 25, 30, 35]
    assert page.evaluate("scrollY") == before
    assert handle.get_attribute("aria-valuetext") == "35 degrees"
    assert page.locator('[data-act="leg:more"]').get_attribute("aria-disabled") == "true"

    field = page.locator('[data-act="leg:field"]')
    field.fill("12")
    field.press("Enter")
    page.wait_for_function("state.angle === 12")
    handle.focus()
    for key, angle in (("ArrowUp", 15), ("Shift+ArrowUp", 16), ("PageDown", 5), ("PageUp", 20), ("Enter", 0)):
        handle.press(key)
        page.wait_for_function(f"state.angle === {angle}")
    page.locator('[data-act="leg:more"]').click()
    page.wait_for_function("state.angle === 5")


def test_axe_finds_nothing_to_complain_about(drawings: Page) -> None:
    page = drawings
    for mode in ("sensation", "reflex", "look"):
        for theme in ("light", "dark"):
            page.evaluate(
                "([mode, theme]) => { document.getElementById('root').dataset.theme = theme; state.mode = mode;"
                " state.marks = { 'left:L5-foot': 'less', 'right:L5-foot': 'same' }; draw(); }",
                [mode, theme],
            )
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], (mode, theme)
