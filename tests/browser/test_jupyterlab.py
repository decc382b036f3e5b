"""The same player in JupyterLab: the notebook is opened, run, and the first decisions of a case are made in it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from lbp_teach import content

from .conftest import watched
from .hands import Mouse

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab over a copy of the notebooks, and where its learners' data are."""
    work = tmp_path_factory.mktemp("lab")
    shutil.copytree(content.notebooks_root(), work / "notebooks")
    home, own = work / "home", work / "own"
    folders = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    options = ["--no-browser", "--port=0", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--allow-root"]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={work / 'notebooks'}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **folders, "LBP_HOME": str(home), "JUPYTERLAB_SETTINGS_DIR": str(own / "settings")},
    )
    assert process.stdout is not None
    said = []
    url = None
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            url = found.group(0)
            break
    assert url, "JupyterLab never said that it is ready: " + "".join(said)
    # Its log must be read on, or the pipe fills and JupyterLab stands still.
    with subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL) as reader:
        yield url, home
        # How JupyterLab ends is not tested here; on a crowded machine it takes long, or waits for itself for ever.
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            for one in (*children, process):
                with contextlib.suppress(psutil.Error, ProcessLookupError):
                    one.kill()
            process.wait(60)
        reader.wait(60)


# A cell that runs has a star for its number, at once; afterwards the number is the one that was stored.
WATCH_THE_PROMPT = """() => {
    new MutationObserver(() => {
        for (const prompt of document.querySelectorAll(".jp-InputPrompt"))
            if (prompt.textContent.includes("*")) window.lbpTestsCellRan = true;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def run(page: Page, url: str, notebook: str, shows: str) -> None:
    """Open a notebook in JupyterLab and run its first cell."""
    page.goto(f"{url}lab/tree/{notebook}?reset")
    page.locator(".jp-NotebookPanel").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.evaluate(WATCH_THE_PROMPT)
    for _ in range(10):
        # A keystroke made while JupyterLab is still putting its panels in order goes nowhere.
        page.keyboard.press("Escape")
        page.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
        page.keyboard.press("Shift+Enter")
        with contextlib.suppress(TimeoutError):
            page.wait_for_function("() => window.lbpTestsCellRan", timeout=4_000)
            break
    page.locator(shows).wait_for(timeout=60_000)


@pytest.fixture
def player(context: BrowserContext, lab: tuple[str, Path]) -> Iterator[Page]:
    """The home notebook, run in JupyterLab."""
    page = context.new_page()
    watch = watched(page, lab[0])
    run(page, lab[0], "practice/home.ipynb", ".lbp-player[data-screen=home]")
    yield page
    assert watch.errors == [], "the page threw an error"


def test_the_guideline_is_read_in_jupyterlab_and_the_address_stays_the_notebooks(
    context: BrowserContext, lab: tuple[str, Path]
) -> None:
    page = context.new_page()
    watch = watched(page, lab[0])
    run(page, lab[0], "guideline/browse.ipynb", ".lbp-explorer[data-screen=home]")
    address = page.url
    expect(page.locator('.lbp-explorer [data-act="page:cases"]')).to_have_count(0)
    page.locator('.lbp-explorer [data-act="search"]').fill("night pain")
    found = page.locator('[data-statement="night_pain_two_directions"]')
    found.locator('[data-act^="open:statement"]').click()
    expect(page.locator('.lbp-explorer [data-conflict="C-17"]')).to_be_visible()
    page.locator('.lbp-explorer [data-act="open:home"]').first.click()
    page.locator('[data-act="open:figure:triage"]').click()
    page.locator('[data-act="box:root"]').click()
    expect(page.locator('[data-panel="root"]')).to_be_visible()
    assert page.url == address
    assert watch.errors == [], "the page threw an error"


def test_a_case_is_played_in_jupyterlab(player: Page, lab: tuple[str, Path]) -> None:
    hands = Mouse(player)
    hands.press("start:rikke-thorsen")
    hands.ask("bladder_emptying", content.book().questions["bladder_emptying"].text.da)
    hands.press("onward:examination")
    hands.strength("dorsiflexion", "both")
    expect(player.locator("[data-group=strength]")).to_contain_text("Holder fuldt imod")
    hands.press("stage:decision")
    hands.press("card:triage")
    hands.press("decide:triage:non_specific")

    with contextlib.closing(sqlite3.connect(lab[1] / "records.sqlite3")) as stored:
        kinds = [kind for (kind,) in stored.execute("SELECT kind FROM events ORDER BY seq")]
    assert kinds == ["start", "ask", "examine", "decide"], "each act is in the record once, in order"


def test_the_player_looks_in_jupyterlab_as_it_does_on_its_own_page(player: Page) -> None:
    hands = Mouse(player)
    hands.press("start:jesper-lund")
    # JupyterLab styles dt, dd, button and headings; ours must win.
    looks = player.evaluate(
        """() => Object.fromEntries(["dt", "dd", "h1, h2", "button.lbp-button", "input"].map((what) => {
            const node = document.querySelector(`.lbp-player ${what.split(", ").join(", .lbp-player ")}`);
            const style = node && getComputedStyle(node);
            return [what, style && [style.float, style.fontFamily.includes("system-ui")]];
        }))"""
    )
    assert {name: look for name, look in looks.items() if look not in (None, ["none", True])} == {}
    assert sum(look is not None for look in looks.values()) >= 3, looks
