"""The browser part of `lbp-teach bench`: our app beside a bare notebook, served in the same run.

The bare notebook is served by stock Voila, as a teacher would without us. Both sides are opened in
turn, so that what else the machine does falls on both.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lbp_teach.bench_measure import Measure, measure
from lbp_teach.errors import UsageError
from lbp_teach.server.bench_servers import PATIENCE, ours, stock, write_bare
from lbp_teach.server.bench_taps import taps_measured

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser", "microsoft-edge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LAB = "voila/render/labs/probability.ipynb"
# Waiting time for a ready kernel to have run its cells; nothing outside tells when it has.
WARM_UP = 4.0

# Notes when an act leaves for Python and when its acknowledgement is there, by its id.
WATCH = """
window.lbpTimes = [];
const waiting = new Map();
const words = (data) => typeof data === "string" ? data : new TextDecoder().decode(data);
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (!waiting.size) return;
      const text = words(event.data);
      for (const [id, began] of waiting) {
        if (!text.includes(id)) continue;
        waiting.delete(id);
        window.lbpTimes.push(performance.now() - began);
      }
    });
  }
  send(data) {
    const text = words(data);
    const id = text.includes('"act"') && text.match(/"id":\\s*"([^"]+)"/);
    if (id) waiting.set(id[1], performance.now());
    super.send(data);
  }
};
"""

CHANGE = """
([press, show]) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => document.querySelector(show) && requestAnimationFrame(() => resolve(performance.now() - began));
  const watcher = new MutationObserver(() => look() && watcher.disconnect());
  watcher.observe(document, { childList: true, subtree: true, attributes: true });
  document.querySelector(press).click();
})
"""


@dataclass(frozen=True)
class Steps:
    """Where to click in our app.

    Attributes:
        ready: Shown when the home page can be used.
        enter: Clicked one after the other, to get to where acts can be made.
        acts: Clicked in turn; each is one act that is stored and acknowledged.
        screens: Clicked in turn, each with what shows that the other screen is there.
    """

    ready: str = "[data-screen=home] [data-act]"
    enter: tuple[str, ...] = (
        '[data-act="start:rikke-thorsen"]',
        '[data-act="stage:decision"]',
        '[data-act="card:triage"]',
    )
    acts: tuple[str, ...] = (
        '[data-act="decide:triage:nerve_root"]',
        '[data-act="decide:triage:non_specific"]',
    )
    screens: tuple[tuple[str, str], ...] = (
        ('[data-act="stage:history"]', "[data-stage=history]"),
        ('[data-act="stage:decision"]', "[data-stage=decision]"),
    )


@dataclass
class Side:
    """One of the two things compared, and what was measured of it."""

    address: str
    ready: str
    process: psutil.Process
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def browser_measures(runs: int, steps: Steps | None = None, notebooks: Path | None = None) -> Iterator[Measure]:
    """Measure in a headless browser, and yield each result when it is known.

    Args:
        runs: How often each page is opened.
        steps: Where to click in our app.
        notebooks: Folder to serve instead of ours.

    Yields:
        The measures; `x` is times the bare notebook under stock Voila, in the same run.

    Raises:
        UsageError: When Playwright or a browser is missing.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        raise UsageError(
            "The browser part of bench needs Playwright, which is not installed. Run: pip install playwright; "
            "or leave that part out: lbp-teach bench --no-browser"
        ) from None
    from lbp_teach.content import notebooks_root

    where = Steps() if steps is None else steps
    with contextlib.ExitStack() as leave:
        folder = Path(leave.enter_context(tempfile.TemporaryDirectory(prefix="lbp-teach-bench-")))
        playwright = leave.enter_context(sync_playwright())
        path = os.environ.get("LBP_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error:
            raise UsageError(
                "No Chromium, Chrome or Edge was found. Install one or name it in LBP_BROWSER; or leave the browser "
                "out: lbp-teach bench --no-browser"
            ) from None
        leave.callback(browser.close)
        write_bare(folder / "bare.ipynb")
        for preheat in (False, True):
            with (
                stock(folder / "bare.ipynb", preheat) as bare_at,
                ours(notebooks or notebooks_root(), folder / f"data-{preheat}", preheat) as ours_at,
            ):
                theirs = Side(f"{bare_at[0]}/", "button.jupyter-button", bare_at[1])
                mine = Side(f"{ours_at[0]}/", where.ready, ours_at[1])
                lab = Side(f"{ours_at[0]}/{LAB}", where.ready, ours_at[1])
                for _ in range(runs):
                    for side in (theirs, mine) if preheat else (theirs, mine, lab):
                        if preheat:
                            time.sleep(WARM_UP)
                        _open(browser, side)
                yield from _compared(theirs, mine, "ready kernel" if preheat else "cold")
                if not preheat:
                    ratios = [one / other for one, other in zip(lab.seconds, theirs.seconds, strict=True)]
                    yield measure("laboratory / bare, to interactive, cold", "x", ratios, 1.15)
                    yield from _acts(browser, mine, theirs, where, runs)


def _compared(bare: Side, ours: Side, how: str) -> list[Measure]:
    ratios = [mine / theirs for mine, theirs in zip(ours.seconds, bare.seconds, strict=True)]
    found = [
        measure(f"bare notebook, to interactive, {how}", "s", bare.seconds),
        measure(f"app, to interactive, {how}", "s", ours.seconds),
        measure(f"app / bare, to interactive, {how}", "x", ratios, 1.15),
    ]
    if how == "cold":
        sizes = [mine / theirs for mine, theirs in zip(ours.megabytes, bare.megabytes, strict=True)]
        found += [
            measure("bare notebook, bytes of a page", "MB", bare.megabytes),
            measure("app / bare, bytes of a page", "x", sizes, 1.1),
        ]
    return found


def _open(browser: Browser, side: Side) -> None:
    """Open a page with an empty cache, and note how long and how much it took."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Any] = []
    page.on("requestfinished", lambda request: requests.append(request))
    began = time.perf_counter()
    page.goto(side.address, wait_until="commit", timeout=1000 * PATIENCE)
    try:
        page.wait_for_selector(side.ready, timeout=1000 * PATIENCE)
    except _playwright_error():
        text = " ".join(page.inner_text("body").split())[:200]
        raise UsageError(
            f"bench gave up: {side.address} was not ready after {PATIENCE:.0f} s. It says: {text or 'nothing'}"
        ) from None
    side.seconds.append(time.perf_counter() - began)
    page.wait_for_load_state("networkidle")
    size = sum(request.sizes()["responseBodySize"] for request in requests)
    side.megabytes.append(size / 1e6)
    side.memory.append(_kernel_memory(side.process))
    context.close()


def _playwright_error() -> type[Exception]:
    """Return Playwright's error; it is imported late because it may be missing."""
    from playwright.sync_api import Error

    return Error


def _acts(browser: Browser, ours: Side, bare: Side, steps: Steps, runs: int) -> list[Measure]:
    """Play a little, and note how long Python takes to answer."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(ours.address)
    page.wait_for_selector(steps.ready)
    for selector in steps.enter:
        _press(page, selector)
    page.evaluate("window.lbpTimes.length = 0")
    for n in range(30 * runs):
        _press(page, steps.acts[n % len(steps.acts)])
    times = sorted(page.evaluate("window.lbpTimes"))
    taps = taps_measured(page, runs)
    changes = [page.evaluate(CHANGE, list(pair)) for _ in range(5 * runs) for pair in steps.screens]
    memory = _kernel_memory(ours.process)
    context.close()
    found = []
    if times:
        found += [
            measure("action to Python and back, stored: p50", "ms", times, 12),
            Measure("action to Python and back, stored: p95", "ms", _p95(times), times[0], times[-1], 30),
        ]
    found += taps
    if changes:
        found.append(measure("change of screen in the app", "ms", changes, 100))
    if memory and any(bare.memory):
        theirs = [one for one in bare.memory if one]
        found += [
            measure("bare notebook, kernel memory (PSS)", "MiB", theirs),
            measure("app / bare, kernel memory while playing", "x", [memory / one for one in theirs], 1.5),
        ]
    return found


def _press(page: Page, selector: str) -> None:
    page.locator(selector).filter(visible=True).first.click()
    page.locator("[data-waiting=true], [aria-busy=true]").first.wait_for(state="detached")


def _p95(times: list[float]) -> float:
    return times[min(len(times) - 1, int(0.95 * len(times)))]


def _kernel_memory(server: psutil.Process) -> float:
    """Return the memory of the youngest kernel in MiB, or 0 where the system does not tell."""
    import psutil

    kernels = [one for one in server.children(recursive=True) if "ipykernel_launcher" in " ".join(one.cmdline())]
    if not kernels:
        return 0.0
    youngest = max(kernels, key=psutil.Process.create_time)
    with contextlib.suppress(psutil.Error):
        return float(getattr(youngest.memory_full_info(), "pss", 0)) / 2**20
    return 0.0
