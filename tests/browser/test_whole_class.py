"""A whole class: a teacher opens an exam, five candidates join by its code and play, one crashes, results go out."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lbp_teach import content, exam_mode
from lbp_teach.records import Records

from .conftest import KEY, Server, new_context, watched
from .hands import Mouse, act

pytestmark = pytest.mark.browser
SOON = 30_000
CANDIDATES = 5


def joined(page: Page, url: str, code: str, course: str) -> None:
    """Join as a student does: the code stands on the wall, and she types it."""
    page.goto(f"{url}?lang=en")
    page.locator(act("join:code")).fill(code.lower())
    page.locator(act("join:go")).click()
    page.locator(f'[data-course="{course}"]').wait_for()


def test_a_whole_class(school: Server, chromium: Browser, tmp_path: Path) -> None:
    url = school.url
    desk = new_context(chromium)
    desk.set_default_timeout(60_000)
    teacher = desk.new_page()
    teacher.goto(f"{url}teacher?key={KEY}")
    teacher.goto(f"{url}voila/render/teacher/course.ipynb?lang=en")
    teacher.locator(act("new")).click()
    teacher.locator(act("field:title")).fill("Back pain, group 4")
    teacher.locator(act("mode:exam")).click()
    teacher.locator(act("field:minutes")).fill("45")
    teacher.locator(act("ready:mixed")).click()
    # Pressed before the patients have come: they are waited for.
    teacher.locator(act("save")).click()
    teacher.locator("[data-screen=course]").wait_for()
    code = teacher.locator("[data-code]").get_attribute("data-code") or ""
    (course,) = Records(school.home / "records.sqlite3").course_ids()
    teacher.goto(f"{url}voila/render/teacher/live.ipynb?lang=en")
    expect(teacher.locator(".lbp-lv-code strong")).to_have_text(code, timeout=SOON)

    # Five browsers, each a learner of its own.
    rooms = [new_context(chromium) for _ in range(CANDIDATES)]
    pages = []
    for room in rooms:
        room.set_default_timeout(60_000)
        page = room.new_page()
        watch = watched(page, url)
        joined(page, url, code, course)
        page.locator(act(f"place:{course}:0.0")).click()
        page.locator("[data-screen=case]").wait_for()
        Mouse(page).ask("cancer", "cancer")
        expect(page.get_by_role("timer")).to_be_visible()
        pages.append((page, watch))
    expect(teacher.locator(".lbp-lv-sub")).to_contain_text("5 learners have joined", timeout=SOON)
    expect(teacher.locator("[data-stage=history] strong")).to_have_text("5", timeout=SOON)

    # One crashes: the window is gone without a word, and she goes on where she was, in a new one.
    pages[0][0].close(run_before_unload=False)
    again = rooms[0].new_page()
    again.goto(f"{url}?lang=en")
    again.locator(act(f"take_over:{course}")).click()
    expect(again.locator("[data-question=cancer]").first).to_be_visible()
    Mouse(again).ask("fever", "fever")

    # Nothing that was sent to a candidate is the guideline's reason for an answer.
    reasons = {rule.because.en.partition("{")[0] for rule in content.book().guideline.rules}
    reasons = {reason for reason in reasons if len(reason) > 20}
    assert len(reasons) > 100
    for _, watch in pages:
        assert watch.errors == []
        assert watch.foreign == []
        assert "Cancer" in watch.text, "what was sent is not what was read"
        assert [reason for reason in reasons if reason in watch.text] == []

    teacher.goto(f"{url}voila/render/teacher/exam.ipynb?lang=en&course={course}")
    expect(teacher.locator("[data-panel=seats] tbody tr")).to_have_count(CANDIDATES, timeout=SOON)
    with teacher.expect_download() as download:
        teacher.locator(act("export")).click()
    seal = teacher.locator("[data-seal]").inner_text()
    download.value.save_as(tmp_path / "exam.zip")
    checked = exam_mode.check(tmp_path / "exam.zip", seal, Records(school.home / "records.sqlite3"))
    assert checked.wrong == ()
    with zipfile.ZipFile(tmp_path / "exam.zip") as archive:
        tables = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")}
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in tables.items()}
    assert any(len({row["pseudonym"] for row in table if "pseudonym" in row}) == CANDIDATES for table in rows.values())
    teacher.locator(act("release")).click()
    teacher.locator(act("release-yes")).click()
    expect(teacher.locator("[data-panel=release]")).to_contain_text("The answers are released", timeout=SOON)
    for room in rooms:
        room.close()
    desk.close()
