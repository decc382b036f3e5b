"""A browser that comes while the record cannot be written is told why, and comes in by itself when it can."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from .conftest import Server, opened

pytestmark = pytest.mark.browser


def test_a_new_browser_waits_with_the_reason_while_another_program_holds_the_record(
    own_page: Page, server: Server
) -> None:
    opened(own_page, server, "?lang=da")  # the record is there
    other = sqlite3.connect(server.home / "records.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        own_page.evaluate("() => localStorage.clear()")
        own_page.goto(f"{server.url}?lang=da")
        expect(own_page.locator(".lbp-loading [role=status]")).to_contain_text("et andet program", timeout=60_000)
    finally:
        other.execute("ROLLBACK")
        other.close()
    expect(own_page.locator("[data-screen=home]")).to_be_visible(timeout=30_000)
    assert own_page.evaluate("() => localStorage.getItem('lbp.token')")
