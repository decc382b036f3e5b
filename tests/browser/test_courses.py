"""A new teacher, from the first page to a class that joins with a code."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .axe import Axe
from .conftest import KEY, Server, new_context, watched
from .hands import act

pytestmark = pytest.mark.browser
#: Milliseconds for an answer of the server, on a machine that does much else.
SOON = 30_000


def test_from_the_first_page_to_a_student_in_the_class(school: Server, chromium: Browser, tmp_path: Path) -> None:
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    page = context.new_page()
    watch = watched(page, school.url)
    page.goto(f"{school.url}teacher?key={KEY}")
    page.goto(f"{school.url}voila/render/teacher/course.ipynb?lang=en")
    page.locator("[data-screen=list]").wait_for()

    # A name, a ready-made set, and save; by keyboard, with a mistake on the way.
    page.locator(act("new")).press("Enter")
    page.locator(act("field:title")).wait_for()
    expect(page.locator("h1")).to_be_focused(timeout=SOON)
    page.locator(act("ready:mixed")).press("Enter")
    expect(page.locator("[data-beside]")).to_have_count(4, timeout=SOON)
    page.locator(act("save")).press("Enter")
    expect(page.locator("[data-wrong]")).to_be_focused(timeout=SOON)
    expect(page.locator(act("field:title"))).to_have_attribute("aria-invalid", "true")
    page.locator(act("field:title")).fill("Group 4")
    page.locator(act("field:title")).press("Enter")
    page.locator("[data-screen=course]").wait_for()
    expect(page.locator("h1")).to_be_focused(timeout=SOON)
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    url = page.locator(".lbp-cs-url input").input_value()
    assert url == f"{school.url}?join={code}"
    expect(page.locator(".lbp-cs-qr")).to_have_attribute("aria-label", f"QR code that opens {url}")
    expect(page.locator(".lbp-cs-address")).to_contain_text("works on this machine only")
    with page.expect_download() as given:
        page.locator(act("picture")).click()
    given.value.save_as(tmp_path / "code.png")
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")

    # A student follows the address. The teacher's page, still open, counts her and gives her time.
    hers = new_context(chromium)
    hers.set_default_timeout(60_000)
    student = hers.new_page()
    student.goto(url)
    expect(student.locator("[data-course] h2")).to_have_text("Group 4", timeout=SOON)
    expect(page.locator(".lbp-cs-count")).to_have_text("1 has joined", timeout=SOON)
    closed = [part.get_attribute("open") is None for part in page.locator(".lbp-cs-extra").all()]
    assert closed == [True, True], "a projector must not show who has extra time, nor marks"
    page.locator(act("extra")).click()
    who = page.locator("[data-learner]").get_attribute("data-learner")
    page.locator(act(f"extra:{who}")).fill("25")
    page.locator(act(f"extra:{who}")).press("Enter")
    expect(page.locator("[data-notice]")).to_contain_text("25% extra time for", timeout=SOON)
    hers.close()

    # An address of the server's own: the image and the link follow, and the warning goes.
    page.locator(act("base")).fill("nowhere at all")
    page.locator(act("base-use")).click()
    expect(page.get_by_role("alert").filter(has_text="is no address")).to_be_visible(timeout=SOON)
    page.locator(act("base")).fill("https://lbp.example/")
    page.locator(act("base-use")).click()
    expect(page.locator(".lbp-cs-url input")).to_have_value(f"https://lbp.example/?join={code}", timeout=SOON)
    page.locator(act("base-own")).click()
    expect(page.locator(".lbp-cs-url input")).to_have_value(url, timeout=SOON)

    # The marks are worked out when they are asked for.
    page.locator(act("marks")).click()
    page.locator(act("marks-get")).click()
    expect(page.locator(f"[data-mark='{who}']")).to_contain_text("0 of 4", timeout=SOON)
    expect(page.locator(f"[data-mark='{who}']")).to_contain_text("none yet")

    page.locator(act("close")).click()
    page.locator(act("close-yes")).click()
    expect(page.locator("[data-standing=closed]")).to_be_visible(timeout=SOON)
    page.locator(act("reopen")).click()
    expect(page.locator("[data-standing=open]")).to_be_visible(timeout=SOON)

    # A phone in the dark, in Danish: nothing sticks out, everything has a name; what was typed survives the language.
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    _faultless(page)
    page.locator(act("copy")).click()
    page.locator(act("field:title")).fill("Hold 5")
    page.locator(act("pick:0")).click()
    page.locator(act("menu")).click()
    page.locator(act("lang:da")).click()
    expect(page.locator(act("save"))).to_contain_text("Gem og få kode", timeout=SOON)
    expect(page.locator(act("field:title"))).to_have_value("Hold 5")
    page.locator(".lbp-cs-good").wait_for()
    _faultless(page)
    # A name that is taken does not stop it, but it is no plain yes.
    page.locator(act("field:title")).fill("Group 4")
    expect(page.locator(".lbp-cs-wrongs")).to_contain_text("Navn: Et andet hold hedder det samme", timeout=SOON)
    expect(page.locator(".lbp-cs-good")).to_have_count(0)

    # What was made in error goes again, and is said to be gone.
    page.locator(act("menu")).click()
    page.locator(act("save")).click()
    expect(page.locator("h1")).to_have_text("Group 4", timeout=SOON)
    page.locator(act("remove")).click()
    page.locator(act("remove-yes")).click()
    expect(page.locator("[data-notice]")).to_contain_text("er slettet", timeout=SOON)
    expect(page.locator("[data-course]")).to_have_count(1)
    _faultless(page)
    assert watch.foreign == [], "nothing may be fetched from another machine"
    assert watch.errors == [], "the page threw an error"
    context.close()


def _faultless(page: object) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
