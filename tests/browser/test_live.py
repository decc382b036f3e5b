"""A teacher watches a class: a student joins by a link and plays, and it shows within seconds, without her name."""

from __future__ import annotations

import re

import pytest
from learner import Screen
from playwright.sync_api import Browser, expect

from lbp_teach import content
from lbp_teach.courses import CourseState, Slot, create
from lbp_teach.records.opening import open_records

from .axe import Axe
from .conftest import KEY, Server, new_context, watched
from .hands import Mouse, act

pytestmark = pytest.mark.browser
#: Milliseconds within which what a student does must show: the page asks every two seconds.
SOON = 5_000


@pytest.fixture(scope="module")
def course(school: Server) -> tuple[str, CourseState]:
    """A server for teachers, and a course that is open."""
    store = open_records(school.home)
    state = create(store, title="Hold 4", slots=(Slot(cases=("kaj-roenholt",)),))
    store.close()
    return school.url, state


def test_a_teacher_sees_a_student_join_and_play(course: tuple[str, CourseState], chromium: Browser) -> None:
    url, state = course
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    page = context.new_page()
    watch = watched(page, url)
    page.goto(f"{url}teacher?key={KEY}")
    page.goto(f"{url}voila/render/teacher/live.ipynb?lang=en")
    expect(page.locator("[data-panel=where]")).to_contain_text("Nobody has joined yet", timeout=60_000)
    expect(page.locator(".lbp-lv-code strong")).to_have_text(state.course.code)
    expect(page.locator(act("mode:projector"))).to_have_attribute("aria-pressed", "true")
    page.evaluate("window.lbpNeverReloaded = true")

    pupils = new_context(chromium)
    pupils.set_default_timeout(60_000)
    pupil = pupils.new_page()
    pupil.goto(f"{url}?join={state.course.code}&lang=en")
    start = pupil.locator(act(f"place:{state.course.id}:0.0"))
    start.wait_for()
    expect(page.locator(".lbp-lv-sub")).to_contain_text("1 learner has joined", timeout=SOON)
    expect(page.locator("[data-stage=new] strong")).to_have_text("1")
    start.click()
    mouse = Mouse(pupil)
    mouse.press("category:pain")
    pupil.locator('[data-act^="ask:"]').first.click()
    expect(page.locator("[data-stage=history] strong")).to_have_text("1", timeout=SOON)

    # What came for the projector does not name her; what comes for the teacher does.
    shown = re.search(r"\w+-\d{2}", pupil.locator(".lbp-learner").text_content() or "")
    assert shown
    name = shown[0]
    assert name not in watch.text
    page.locator(act("mode:private")).click()
    expect(page.locator("[data-panel=people] tbody th")).to_have_text(name)
    page.locator(act("mode:projector")).click()
    expect(page.locator("[data-panel=people]")).to_have_count(0)

    # She decides; the review goes by the keys of a clicker: the class, the guideline, on.
    mouse.press("stage:decision")
    mouse.decide({"triage": "nerve_root"}, {"triage": "triage"})
    page.locator(act("tab:review")).click()
    expect(page.locator("[data-panel=step] h2")).to_have_text("Triage", timeout=SOON)
    page.locator("body").press("PageDown")
    page.locator("[data-panel=key] .lbp-lv-best-answer").wait_for()
    expect(page.locator("[data-panel=step]")).to_contain_text("Too few to show on the projector (n = 1")

    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.locator(act("tab:answers")).click()
    page.locator(act("show:answers:kaj-roenholt:first:triage")).click()
    page.locator(act("hide:answers:kaj-roenholt:first:triage")).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("window.lbpNeverReloaded") is True
    assert watch.foreign == [], "nothing may be fetched from another machine"
    assert watch.errors == [], "the page threw an error"
    context.close()
    pupils.close()


def test_the_projectors_window_comes_after_the_teachers_own(school: Server, chromium: Browser) -> None:
    store = open_records(school.home)
    state = create(store, title="Hold 5", slots=(Slot(cases=("jesper-lund",), variant=False),))
    pupil = Screen(store)
    pupil.hello(route={"join": state.course.code})
    pupil.act("start", course=state.course.id, place="0.0")
    pupil.decide_all(content.book())
    pupil.act("lock")
    store.close()
    context = new_context(chromium)
    context.set_default_timeout(60_000)
    mine, projector = context.new_page(), context.new_page()
    address = f"{school.url}voila/render/teacher/live.ipynb?lang=en&course={state.course.id}"
    mine.goto(f"{school.url}teacher?key={KEY}")
    for page in (mine, projector):
        page.goto(address)
        page.locator(act("tab:review")).click()
        page.locator("[data-panel=step] h2").wait_for()
    mine.locator(act("mode:private")).click()
    first = projector.locator("[data-panel=step] h2").text_content() or ""
    mine.locator(act("next")).click()
    expect(mine.locator("[data-panel=step] h2")).not_to_have_text(first)
    second = mine.locator("[data-panel=step] h2").text_content() or ""
    projector.bring_to_front()
    expect(projector.locator("[data-panel=step] h2")).to_have_text(second, timeout=SOON)
    projector.locator(act("follow")).uncheck()
    mine.bring_to_front()
    mine.locator(act("key")).click()
    mine.locator("[data-panel=key]").wait_for()
    mine.locator(act("previous")).click()
    expect(mine.locator("[data-panel=step] h2")).to_have_text(first)
    projector.bring_to_front()
    # What is shown is shown everywhere; the step stays, and goes along again when it is told to.
    expect(projector.locator("[data-panel=key]")).to_be_visible(timeout=SOON)
    expect(projector.locator("[data-panel=step] h2")).to_have_text(second)
    projector.locator(act("follow")).check()
    expect(projector.locator("[data-panel=step] h2")).to_have_text(first, timeout=SOON)
    # After the decisions: what was asked and examined. Nothing of the list is there before it is shown.
    projector.locator(act("jump")).select_option("step:jesper-lund:first:asked_examined")
    expect(projector.locator("[data-panel=step]")).to_contain_text("1 of 1 have locked the visit.")
    expect(projector.locator(".lbp-lv-work")).to_have_count(0)
    projector.locator(act("key")).click()
    expect(projector.locator("[data-item=cancer]")).to_contain_text("Have you had cancer?")
    context.close()
