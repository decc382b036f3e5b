"""A learner goes on where she was, on another device, by a code that she has typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from .conftest import Server, opened

pytestmark = pytest.mark.browser
SECTION, MAKE, FIELD = "[data-elsewhere]", "[data-act='elsewhere:new']", "[data-act='elsewhere:code']"


def test_a_code_made_here_leads_to_the_same_work_there(context: BrowserContext, server: Server) -> None:
    here = opened(context.new_page(), server, "?lang=en")
    here.locator("[data-act='start:jesper-lund']").click()
    here.locator("[data-stage=history]").wait_for()
    here.locator("[data-act='go:home']").first.click()
    here.locator(f"{SECTION} summary").click()
    here.locator(MAKE).press("Enter")
    code = here.locator("[data-code]").inner_text()
    kept = here.evaluate("() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert code not in kept

    assert context.browser
    phone = context.browser.new_context(viewport={"width": 390, "height": 844})
    there = opened(phone.new_page(), server, "?lang=en")
    there.locator(f"{SECTION} summary").click()
    there.locator(FIELD).fill("7K3M-9QXD-R5TN")
    there.locator(FIELD).press("Enter")
    expect(there.locator("[data-notice]")).to_contain_text("Nobody has that code")
    expect(there.locator(FIELD)).to_have_value("7K3M-9QXD-R5TN")  # to be corrected, not typed anew
    there.locator(FIELD).fill(code.lower().replace("-", " "))
    there.locator(FIELD).press("Enter")
    expect(there.locator("[data-notice]")).to_contain_text("You continue as")
    expect(there.locator("[data-act='resume:jesper-lund']")).to_be_visible()
    expect(there.locator(FIELD)).to_have_value("")
    assert there.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    there.reload()
    expect(there.locator("[data-act='resume:jesper-lund']")).to_be_visible()
    phone.close()
