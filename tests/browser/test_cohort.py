"""A teacher opens a simulated class of thirty: who is dangerous, what was not asked, which item, and a report."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lbp_teach import content
from lbp_teach.cohort import judging
from lbp_teach.cohort.simulate import Plan, simulate
from lbp_teach.records.opening import open_records

from .axe import Axe
from .conftest import Server, new_context, watched
from .hands import act

pytestmark = pytest.mark.browser
KEY = "the-key-of-this-test-0123456789"
#: Makes it so many milliseconds later for the page, which then waits as long for a server that does not answer.
LATER = "(ms) => { const now = Date.now; Date.now = () => now() + ms; }"


def begun(home: Path, port: int = 0) -> Server:
    """Start a server for teachers on a folder of records."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lbp_teach", "serve", "--teacher", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={
            **os.environ,
            "LBP_HOME": str(home),
            "LBP_COMPILED": str(content.compiled_root()),
            "LBP_TEACHER_KEY": KEY,
        },
    )
    assert process.stdout is not None
    said: list[str] = []
    found = None
    while not found and (line := process.stdout.readline()):
        said.append(line)
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, "the server never said that it is ready: " + "".join(said)
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return Server(found.group(0), home, process)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for teachers with thirty simulated learners who played one case each."""
    home: Path = tmp_path_factory.mktemp("school")
    simulate(home, 30, Plan(1, ("kaj-roenholt",)))
    server = begun(home)
    yield server
    server.process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    server.process.wait(30)


def test_a_teacher_finds_what_to_teach_and_whom_to_talk_to(school: Server, chromium: Browser, tmp_path: Path) -> None:
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    page = context.new_page()
    watch = watched(page, school.url)
    page.goto(f"{school.url}teacher?key={KEY}")
    page.goto(f"{school.url}voila/render/teacher/cohort.ipynb?lang=en")
    page.locator("[data-screen=overview]").wait_for()
    expect(page.locator(".lbp-co-simulated")).to_contain_text("30 of 30")
    expect(page.locator("[data-panel=headline]")).to_contain_text(
        re.compile(r"Most misunderstood: “.* of .*Most frequent dangerous miss: “.* of ")
    )
    expect(page.locator("[data-panel=headline]")).to_contain_text(
        re.compile(r"Talk to Simuleret-\d+ .* and Simuleret-\d+")
    )

    # By keyboard to what was not asked, and back to where one was.
    cell = page.locator('[data-act^="cell:"]').first
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel=drill] h2")).to_be_focused()
    page.locator(act("cell-close")).click()
    expect(page.locator("[data-panel=drill]")).to_have_count(0)

    page.locator(act("tab:items")).click()
    page.locator('[data-act^="item:"]').first.click()
    expect(page.locator("[data-panel=options] tbody tr")).not_to_have_count(0)
    page.locator(act("tab:learners")).click()
    page.locator('[data-act^="learner:"]').first.click()
    with page.expect_download() as given:
        page.locator('[data-act^="save:"]').first.click()
    given.value.save_as(tmp_path / "report.html")
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Report for Simuleret-" in report
    assert "SIMULATED" in report

    # What a judge types is there after a reload, and a pasted list is taken in.
    page.locator(act("tab:standard")).click()
    for judge, percent in ((1, "40"), (2, "50"), (3, "60")):
        page.locator(f'[data-collect="{judge}:kaj-roenholt"]').fill(percent)
    page.locator('[data-collect="name:1"]').fill("AB")
    page.locator("textarea").fill("\n".join(f"Simuleret-{n:04}\t{1 + n % 4}" for n in range(1, 31)))
    page.locator("[data-panel=ratings]").locator(act("standard-go")).click()
    expect(page.locator("[data-panel=line] svg")).to_have_attribute("aria-label", re.compile("Points: 30 learners"))
    page.reload()
    page.locator(act("tab:standard")).click()
    expect(page.locator('[data-collect="2:kaj-roenholt"]')).to_have_value("50")
    expect(page.locator('[data-collect="name:1"]')).to_have_value("AB")
    expect(page.locator("[data-panel=cut]")).to_contain_text("50.0 (25.2 to 74.8), n = 3")
    assert Axe().run(page).response["violations"] == []

    # A phone in the dark, in Danish: nothing sticks out, everything has a name.
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.locator(act("tab:overview")).click()
    page.locator("[data-panel=heat]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert watch.foreign == [], "nothing may be fetched from another machine"
    assert watch.errors == [], "the page threw an error"
    context.close()


def test_the_tables_and_reports_are_for_teachers_and_show_the_class(school: Server, chromium: Browser) -> None:
    student = new_context(chromium)
    for name in ("items", "reports"):
        answer = student.request.get(f"{school.url}voila/render/teacher/{name}.ipynb")
        assert answer.status == 404, name
    student.close()
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    page = context.new_page()
    watch = watched(page, school.url)
    page.goto(f"{school.url}teacher?key={KEY}")
    expect(page.locator('[href*="teacher/items.ipynb"]')).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator('button[data-lang="en"]').click()
    page.locator('[href*="teacher/items.ipynb"]').click()
    expect(page.locator(".lbp-frame").nth(1)).to_contain_text("SIMULATED Rows: the first 20 of")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    bar = page.locator(".lbp-way-back a:visible")
    expect(bar).to_have_text(["← For teachers", "The class’s answers", "Dansk"])
    assert Axe().run(page).response["violations"] == []
    bar.first.click()
    expect(page.locator("h1 span:visible")).to_have_text("For teachers")
    page.locator('button[data-lang="da"]').click()
    page.goto(f"{school.url}voila/render/teacher/reports.ipynb")
    expect(page.frame_locator("iframe").first.locator(".lbp-co-simulated")).to_contain_text("30 af 30")
    with page.expect_download() as given:
        page.locator("a[download]").first.click()
    assert given.value.suggested_filename == "lbp-class.html"
    assert watch.foreign == [], "nothing may be fetched from another machine"
    assert watch.errors == [], "the page threw an error"
    context.close()


def test_what_was_typed_while_the_server_was_gone_is_said_to_wait_and_is_kept_after_a_reload(
    school: Server, chromium: Browser
) -> None:
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    context.request.get(f"{school.url}teacher?key={KEY}")
    page = context.new_page()
    page.goto(f"{school.url}voila/render/teacher/cohort.ipynb?lang=en")
    page.locator(act("tab:standard")).click()
    field = {judge: page.locator(f'[data-collect="{judge}:kaj-roenholt"]') for judge in (1, 2, 3)}
    said, silent = page.locator(".lbp-voice"), page.locator("[role=alert] [data-notice=silent]")
    told, held = page.locator("[data-notice=info]"), "sessionStorage.getItem('lbp.cohort.unkept')"
    field[1].fill("41")
    field[2].focus()
    expect(said).to_have_text("Kept.")
    assert page.evaluate(held) is None

    school.process.kill()
    school.process.wait(30)
    field[2].fill("52")
    field[3].fill("63")
    expect(said).not_to_contain_text("Kept")
    page.evaluate(LATER, 4000)
    expect(silent).to_contain_text("Not kept yet: the server does not answer.")
    expect(field[2]).to_have_attribute("data-waits", "")
    expect(field[1]).not_to_have_attribute("data-waits", "")
    page.locator("textarea").fill("\n".join(f"Simuleret-{n:04}\t{1 + n % 4}" for n in range(1, 31)))
    page.locator("[data-panel=ratings]").locator(act("standard-go")).click()
    expect(page.locator("textarea")).to_have_attribute("data-waits", "")
    # A tab that does not come does not look as if it had; the way out comes when that has lasted.
    page.locator(act("tab:items")).click()
    expect(page.locator(act("tab:standard"))).to_have_attribute("aria-current", "page")
    expect(silent).to_have_count(1)
    expect(page.locator(act("reload"))).to_have_count(0)
    page.evaluate(LATER, 20_000)

    # Another teacher was at one of the fields meanwhile; hers stays, and the one who had typed is told.
    judging.keep(open_records(school.home), {"3:kaj-roenholt": "70"}, 10_000, "another")
    school.process = begun(school.home, int(school.url.rstrip("/").rpartition(":")[2])).process
    context.request.get(f"{school.url}teacher?key={KEY}")
    page.locator(act("reload")).click()
    told.wait_for()
    expect(told).to_contain_text("What you had typed is back. Kept: 30 global ratings. Somebody else has written here")
    expect(field[1]).to_have_value("41")
    expect(field[2]).to_have_value("52")
    expect(field[3]).to_have_value("70")
    expect(page.locator("[data-panel=line] svg")).to_have_attribute("aria-label", re.compile("Points: 30 learners"))
    assert page.evaluate(held) is None

    page.locator('[data-collect="name:2"]').press_sequentially("CD")  # and it has not left the field
    page.reload()
    told.wait_for()
    expect(told).to_contain_text("What you had typed is back and has been kept.")
    expect(page.locator('[data-collect="name:2"]')).to_have_value("CD")
    context.close()
