"""An exam from end to end: a candidate sits, goes on in another window, runs out of time; the teacher releases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from learner import Screen
from playwright.sync_api import Browser, Page, expect

from lbp_teach import content, courses, exam_mode
from lbp_teach.records import Records

from .axe import Axe
from .conftest import KEY, new_context, serving, watched
from .hands import Mouse, act

pytestmark = pytest.mark.browser
CASE = "selma-hodzic"


@dataclass
class Room:
    """A server for teachers with an exam, which one candidate has finished.

    Attributes:
        url: of the server.
        records: its records.
        exam: the exam.
        token: of the candidate who has finished.
    """

    url: str
    records: Records
    exam: courses.CourseState
    token: str


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    home: Path = tmp_path_factory.mktemp("exam")
    records = Records(home / "records.sqlite3")
    slots = [{"cases": [CASE], "variant": False}]
    exam = courses.create(records, title="Prøven i ryg", slots=slots, mode="exam", minutes=45)
    screen = Screen(records)
    screen.hello(route={"join": exam.course.code})
    screen.act("start", course=exam.course.id, place="0.0")
    while "debrief" not in screen.view["case"]:
        screen.decide_all(content.book())
        screen.act("lock")
        screen.act("next")
    with serving(home, "--teacher", LBP_TEACHER_KEY=KEY, LBP_SEALED="") as server:
        yield Room(server.url, records, exam, str(screen.token))
    records.close()


def ask(page: Page, question: str, words: str) -> None:
    """Type words of a question and press it in the list; wait for no answer."""
    page.locator(act("picker")).fill(words)
    page.locator(act(f"ask:{question}")).click()


def blameless(page: Page) -> None:
    """Fail where assistive technology would stumble."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_an_exam_from_the_first_patient_to_the_release(room: Room, chromium: Browser, tmp_path: Path) -> None:
    exam = room.exam.course
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    first = context.new_page()
    watch = watched(first, room.url)
    first.goto(f"{room.url}?lang=en&join={exam.code}")
    first.locator(act(f"place:{exam.id}:0.0")).click()
    first.locator("[data-screen=case]").wait_for()
    clock = first.locator(".lbp-exam-clock")
    expect(clock).to_contain_text("Prøven i ryg")
    expect(clock.get_by_role("timer")).to_have_text(re.compile(r"^4[45]:\d\d left$"))
    Mouse(first).ask("cancer", "cancer")
    blameless(first)

    # The same candidate in another window: turned away, and one press to go on.
    second = context.new_page()
    second.goto(f"{room.url}?lang=en")
    second.locator("[data-screen=home]").wait_for()
    expect(second.locator(".lbp-course-note")).to_contain_text("The exam is open in another window")
    expect(second.locator(act(f"place:{exam.id}:0.0"))).to_have_count(0)
    second.locator(act(f"take_over:{exam.id}")).click()
    expect(second.locator("[data-question=cancer]").first).to_be_visible()
    ask(first, "fever", "fever")
    expect(first.locator("[data-screen=home] .lbp-course-note")).to_contain_text("press Go on here")

    # A page that is loaded again goes on by itself.
    second.reload()
    second.locator("[data-screen=case]").wait_for()
    expect(second.locator("[data-question=cancer]").first).to_be_visible()

    # Time passes: the exam ends, and its grace too.
    over = datetime.now(UTC) - timedelta(seconds=61)
    courses.note(room.records, exam.id, "course", exam.model_dump(mode="json") | {"closes": over.isoformat()})
    ask(second, "fever", "fever")
    expect(second.locator("[data-notice=warn]")).to_contain_text("The time of the exam is over")
    expect(second.get_by_role("timer")).to_have_text("The time of the exam is over")
    expect(second.locator("[data-question=fever]")).to_have_count(0)
    second.close()

    # One who has finished is told nothing, and the teacher releases in two steps.
    done = new_context(chromium)
    done.set_default_timeout(60_000)
    done.add_init_script(f"localStorage.setItem('lbp.token', '{room.token}')")
    finished = done.new_page()
    finished.goto(f"{room.url}?lang=en")
    finished.locator(act(f"place:{exam.id}:0.0")).click()
    finished.locator("[data-screen=case]").wait_for()
    expect(finished.locator("[data-stage=debrief]")).to_contain_text("no feedback is given here")
    expect(finished.locator(".lbp-debrief-score, [data-score]")).to_have_count(0)

    teacher = first
    teacher.goto(f"{room.url}teacher?key={KEY}")
    teacher.goto(f"{room.url}voila/render/teacher/exam.ipynb?lang=en")
    teacher.locator("[data-screen=exam]").wait_for()
    expect(teacher.locator("[data-count=joined]")).to_have_text("2 have joined")
    expect(teacher.locator("[data-panel=seats] tbody tr")).to_have_count(2)
    expect(teacher.locator("[data-panel=seats]")).to_contain_text("changed window once, refused 2 times")
    with teacher.expect_download() as download:
        teacher.locator(act("export")).click()
    seal = teacher.locator("[data-seal]").inner_text()
    path = tmp_path / "exam.zip"
    download.value.save_as(path)
    assert exam_mode.check(path, seal, room.records).wrong == ()
    # Drawn anew, the page still shows the seal of the file that it has got.
    teacher.locator(act("log")).click()
    expect(teacher.locator("[data-panel=log] ol li").first).to_be_visible()
    expect(teacher.locator("[data-seal]")).to_have_text(seal)
    teacher.locator(act("release")).click()
    expect(teacher.locator(act("release-no"))).to_be_focused()
    teacher.locator(act("release-yes")).click()
    expect(teacher.locator("[data-panel=release]")).to_contain_text("The answers are released")
    teacher.set_viewport_size({"width": 390, "height": 844})
    teacher.emulate_media(color_scheme="dark")
    assert teacher.evaluate("document.documentElement.scrollWidth") <= 390
    blameless(teacher)

    # Whoever looks again is told, in the window that is open.
    finished.locator(act("stage:debrief")).focus()
    finished.locator(act("lang:da")).click()
    expect(finished.locator("[data-stage=debrief]")).not_to_contain_text("gives svar her")
    expect(finished.locator("[data-stage=debrief] [data-banner]")).to_be_visible()
    assert watch.errors == []
    assert watch.foreign == []
    context.close()
    done.close()
