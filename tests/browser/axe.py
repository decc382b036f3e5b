"""axe, which is put into a page once and not before every run, and does not describe what is in order."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from axe_playwright_python.sync_playwright import Axe as WholeAxe
from playwright.sync_api import Page


class Axe(WholeAxe):
    """Finds what assistive technology would stumble over."""

    def run(self, page: Page, options: dict[str, Any] | None = None) -> AxeResults:
        """Return what axe finds on a page.

        Args:
            page: the page.
            options: axe's own, such as which rules to run.
        """
        self.axe_script = "0" if page.evaluate("() => Boolean(window.axe)") else AXE_SCRIPT
        return super().run(page, options={"resultTypes": ["violations"], **(options or {})})
