"""A real server, a real browser: one server and one Chromium for the whole folder, a fresh profile for each test."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browser_finder import find_browser
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """A running server and where its learners' data are."""

    url: str
    home: Path
    process: subprocess.Popen[str]


@dataclass
class Watch:
    """What a page said on the network: every address asked for, and every byte that came from the server."""

    foreign: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return everything received, as text in which escaped letters are written out."""
        joined = b"\n".join(self.received).decode("utf-8", "replace")
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), joined)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("served")
    process = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "LBP_HOME": str(home)},
    )
    assert process.stdout is not None
    said = []
    url = None
    for line in process.stdout:
        said.append(line)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found:
            url = found.group(0)
            break
    assert url, "the server never said that it is ready: " + "".join(said)
    threading.Thread(target=process.stdout.read, daemon=True).start()
    yield Server(url, home, process)
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    process.wait(30)


# Not for the whole session: two drivers cannot run in one process, and tests/server has one of its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("LBP_BROWSER") or find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path) if path else None, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def watched(page: Page, url: str) -> Watch:
    """Record what a page says on the network."""
    watch = Watch()
    page.on("request", lambda r: None if r.url.startswith((url, "blob:", "data:")) else watch.foreign.append(r.url))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))

    def socket(ws: object) -> None:
        if not ws.url.startswith(url.replace("http", "ws")):
            watch.foreign.append(ws.url)
        ws.on("framereceived", lambda data: watch.received.append(data if isinstance(data, bytes) else data.encode()))

    page.on("websocket", socket)
    page.on("response", lambda response: _keep(response, watch))
    return watch


def _keep(response: object, watch: Watch) -> None:
    # Scripts and styles are the same files for everyone, from before any case was opened; what is said of a patient
    # comes as a page, as JSON or over the websocket, and of those every byte is kept.
    kind = response.headers.get("content-type", "")
    if "html" in kind or "json" in kind:
        try:
            watch.received.append(response.body())
        except Exception:  # a redirect has no body, and a closed page cannot give one
            watch.received.append(b"")


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page whose test fails when anything is fetched from elsewhere or an error is thrown in the browser."""
    page = context.new_page()
    page.lbp = watched(page, server.url)
    yield page
    assert page.lbp.foreign == [], "nothing may be fetched from another machine"
    assert page.lbp.errors == [], "the page threw an error"


def opened(page: Page, server: Server, query: str = "") -> Page:
    """Open the app and wait until it can be used."""
    page.goto(server.url + query)
    page.locator("[data-screen=home], [data-screen=case]").first.wait_for()
    return page
