"""A real server and a real browser: one of each for the whole folder, and a new learner for each test.

Opening a page starts a kernel and loads the browser's half of Jupyter, which takes longer than most tests do. So the
tests of a file share a page: the fixture `page` gives it with the usual size and colours, and the first
`go(page, url)` of a test mounts the app in it anew, at that address, with an empty memory of the browser and so as a
new learner:

    def test_something(page: Page, server: Server) -> None:
        go(page, f"{server.url}?lang=da").locator("[data-screen=home]").wait_for()

or `opened(page, server, "?lang=da")`, which is the same. Every later `go` of the test loads the page, as
`page.reload()` does. `phone` is the same as `page` with a finger for a mouse.

What is about loading, or breaks the page or its kernel, takes `own_page`, loaded for it alone. After a test that
failed the next one has a new page.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browser_finder import find_browser
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lbp_teach import content

from .keeping import SIZE, Kept

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


#: JupyterLab asks a kernel for a subshell and takes it back when its page goes; the error is thrown by its own code.
JUPYTERLABS_OWN = "Canceled future for create_subshell_request"


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

    def clear(self) -> None:
        """Forget what was said so far."""
        for heard in (self.foreign, self.received, self.errors):
            heard.clear()

    @property
    def text(self) -> str:
        """Return everything received, as text in which escaped letters are written out."""
        joined = b"\n".join(self.received).decode("utf-8", "replace")
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), joined)


#: What opens the teachers' pages of the servers of these tests.
KEY = "the-key-of-this-test-0123456789"


@contextmanager
def serving(home: Path, *flags: str, **settings: str) -> Iterator[Server]:
    """Run a server on a folder of records.

    Args:
        home: the folder.
        flags: more arguments of `lbp-teach serve`, such as `--teacher`.
        settings: more variables of its environment.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "serve", "--port", "0", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Content that this process has compiled is not compiled again.
        env={**os.environ, "LBP_HOME": str(home), "LBP_COMPILED": str(content.compiled_root()), **settings},
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


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for teachers whose records are empty."""
    with serving(tmp_path_factory.mktemp("school"), "--teacher", LBP_TEACHER_KEY=KEY) as server:
        yield server


# Not for the whole session: two drivers cannot run in one process, and tests/server has one of its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("LBP_BROWSER") or find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path) if path else None, args=FLAGS)
        yield browser
        browser.close()


def new_context(chromium: Browser, touch: bool = False) -> BrowserContext:
    """Return a profile with the usual size of window."""
    context = chromium.new_context(viewport=SIZE, reduced_motion="reduce", has_touch=touch)
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A profile for one test alone."""
    context = new_context(chromium)
    yield context
    context.close()


def watched(page: Page, url: str) -> Watch:
    """Record what a page says on the network."""
    watch = Watch()
    page.on("request", lambda r: None if r.url.startswith((url, "blob:", "data:")) else watch.foreign.append(r.url))
    page.on("pageerror", lambda error: None if JUPYTERLABS_OWN in str(error) else watch.errors.append(str(error)))

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


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure: a page that it left behind is given to nobody."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="module")
def kept(chromium: Browser, server: Server) -> Iterator[dict[str, Kept]]:
    """The pages that the tests of a file share."""
    pages: dict[str, Kept] = {}
    yield pages
    for one in pages.values():
        one.context.close()


def lent(pages: dict[str, Kept], name: str, chromium: Browser, server: Server, test: pytest.Item) -> Iterator[Page]:
    """Lend a shared page to a test, which fails when anything is fetched from elsewhere or an error is thrown."""
    if name not in pages:
        pages[name] = Kept(new_context(chromium, touch=name == "phone"))
        pages[name].page.lbp = watched(pages[name].page, server.url)
        pages[name].page.lbp_kept = pages[name]
    page = pages[name].lend()
    page.lbp.clear()
    yield page
    if test.stash.get(FAILED, False) or page.lbp.foreign or page.lbp.errors or page.is_closed():
        pages.pop(name).context.close()
    _innocent(page)


def _innocent(page: Page) -> None:
    assert page.lbp.foreign == [], "nothing may be fetched from another machine"
    assert page.lbp.errors == [], "the page threw an error"


@pytest.fixture
def page(request: pytest.FixtureRequest, kept: dict[str, Kept], chromium: Browser, server: Server) -> Iterator[Page]:
    """The file's page, for a new learner; see the top of this file."""
    yield from lent(kept, "page", chromium, server, request.node)


@pytest.fixture
def phone(request: pytest.FixtureRequest, kept: dict[str, Kept], chromium: Browser, server: Server) -> Iterator[Page]:
    """The same with a finger for a mouse; the size is the test's to set."""
    yield from lent(kept, "phone", chromium, server, request.node)


@pytest.fixture
def own_page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page that is loaded for this test alone, in a profile of its own."""
    page = context.new_page()
    page.lbp = watched(page, server.url)
    yield page
    _innocent(page)


def go(page: Page, url: str) -> Page:
    """Open an address; on a shared page the first of a test mounts the app anew, as a new learner, without loading."""
    kept = getattr(page, "lbp_kept", None)
    kept.go(url) if kept else page.goto(url)
    return page


def opened(page: Page, server: Server, query: str = "") -> Page:
    """Open the app and wait until it can be used."""
    go(page, server.url + query)
    page.locator("[data-screen=home], [data-screen=case]").first.wait_for()
    return page
